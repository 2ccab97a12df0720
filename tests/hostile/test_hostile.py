"""Nothing that comes in can break the trip, hang it or lose a word: each bad input goes the whole way, and is checked.

`HYPOTHESIS_PROFILE=long pytest tests/hostile` tries a hundred times as many examples, other ones each time.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile.bad import PACKED, PIECES, Bad, small, whole, with_piece
from hostile.mangle import mangled
from hostile.trip import CrudeTagger, Hangs, trip, within_budget
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.engines.weights import encoder_name, load_encoder
from firsthand.ingest import collect, take_in
from firsthand.ingest.capture import MEDIA_BY_ENDING
from firsthand.ingest.charset import decode
from firsthand.model.coverage import Revision
from firsthand.read import EncoderTagger
from firsthand.show.export.html import page

ENDINGS = {media: ending for ending, media in reversed(MEDIA_BY_ENDING.items())} | {
    "application/zip": ".zip",
    "application/feed+json": ".json",
}
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
EXAMPLES = settings(
    max_examples=6_000 if LONG else 60,
    derandomize=not LONG,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
WHOLE = whole()
IN_THIS_ROOM = ("text", "page", "feed", "lines", "mail")


def the_text(raw):
    """What plain text in UTF-8 is stored as."""
    return raw.decode().replace("\r\n", "\n").replace("\0", "\ufffd")


@pytest.mark.parametrize("name", WHOLE)
def test_bad_inputs_go_the_whole_way(name):
    with within_budget(name):
        revisions, setbacks = trip([WHOLE[name].capture(name)])
    assert revisions or setbacks


@pytest.mark.parametrize("name", small())
def test_the_small_inputs_hold_what_is_looked_for(name):
    with within_budget(name):
        revisions, setbacks = trip([small()[name].capture(name)])
    if revisions:
        assert any("Ann Lee said the bridge is shut." in r.text for r in revisions)
    else:
        assert setbacks


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("kind", IN_THIS_ROOM)
def test_bad_pieces_go_the_whole_way(kind, piece):
    bad = with_piece(kind, PIECES[piece])
    with within_budget(f"{kind}, {piece}"):
        revisions, setbacks = trip([bad.capture(piece)])
    assert revisions or setbacks


@pytest.mark.parametrize(
    "name",
    [name for name, bad in WHOLE.items() if bad.media == "text/plain" and not bad.charset and name != "all bytes"],
)
def test_no_character_of_a_plain_text_is_lost(name):
    raw = WHOLE[name].raw
    try:
        expected = the_text(raw)
    except UnicodeDecodeError:
        expected = decode(raw).text
    found = [f for f in take_in(WHOLE[name].capture(name)) if isinstance(f, Revision)]
    wide = name.startswith("utf-")
    assert [f.text for f in found] == ([] if not found else [expected] if not wide else [found[0].text])
    assert found or not expected.strip() or name in ("nuls", "all bytes", "cut utf-16")
    if wide:
        assert "Ann Lee said" in found[0].text


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
@EXAMPLES
def test_any_text_is_stored_as_it_is(text):
    raw = text.encode()
    found = [f for f in take_in(Bad(raw, "text/plain").capture()) if isinstance(f, Revision)]
    if found and not raw.startswith((b"\xef\xbb\xbf", b"%PDF-", b"WARC/")) and "\0" not in text:
        assert [f.text for f in found] == [the_text(raw)]


@given(
    st.dictionaries(
        st.sampled_from(["text", "title", "byline", "outlet", "url", "published", "id", "html", "language"]),
        st.one_of(
            st.text(max_size=60),
            st.none(),
            st.integers(),
            st.floats(),
            st.lists(st.integers(), max_size=2),
            st.sampled_from(list(PIECES.values())),
        ),
        max_size=9,
    )
)
@EXAMPLES
def test_any_line_of_json_goes_the_whole_way(fields):
    raw = json.dumps({"text": "Ann Lee said the bridge is shut.", **fields}).encode()
    with within_budget("a line of JSON"):
        revisions, setbacks = trip([Bad(raw, "application/x-ndjson").capture()])
    assert revisions or setbacks


@given(mangled())
@EXAMPLES
def test_mangled_inputs_go_the_whole_way(bad):
    with within_budget("mangled"):
        trip([bad.capture("mangled")])


@given(mangled(kinds=("page", "lines of pages")))
@EXAMPLES
def test_mangled_pages_go_the_whole_way(bad):
    with within_budget("mangled page"):
        trip([bad.capture("mangled page")])


@given(st.sampled_from(sorted(PIECES)), st.sampled_from(sorted(PIECES)), st.sampled_from(sorted(small())))
@EXAMPLES
def test_two_pieces_in_any_kind_go_the_whole_way(one, two, kind):
    with within_budget(f"{one}, {two}, {kind}"):
        trip([with_piece(kind, PIECES[one][:3_000] + PIECES[two][:3_000]).capture(kind)])


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("kind", small())
def test_packed_files_go_the_whole_way(tmp_path, kind, packing):
    bad = small()[kind]
    ending, packed = PACKED[packing]
    raw = packed(bad.raw)
    for number, body in enumerate((raw, raw[: len(raw) // 2], raw + raw, raw[:-1] + b"x", packed(raw))):
        (tmp_path / f"{number}{ENDINGS[bad.media]}{ending}").write_bytes(body)
    with within_budget(f"{kind} in {packing}"):
        revisions, setbacks = trip(collect([str(tmp_path)]))
    assert revisions or setbacks
    assert setbacks


@pytest.mark.parametrize(
    "name", [name for name, bad in WHOLE.items() if bad.media in ("application/zip", "application/warc")]
)
def test_what_an_archive_holds_stays_in_its_folder(tmp_path, name):
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    (inside / f"bad{ENDINGS[WHOLE[name].media]}").write_bytes(WHOLE[name].raw)
    before = sorted(tmp_path.rglob("*"))
    with within_budget(name):
        revisions, setbacks = trip(collect([str(inside)]))
    assert revisions or setbacks
    assert sorted(tmp_path.rglob("*")) == before
    assert all(".." not in (r.url or "") for r in revisions)


def test_what_lies_outside_is_not_read():
    """External entities stay what they are: neither a file nor an address is opened for them."""
    revisions, _ = trip([WHOLE["outside entities"].capture()])
    assert not any("root:" in r.text for r in revisions)
    laughing, _ = trip([WHOLE["billion laughs"].capture()])
    assert all(len(r.text) < 10_000 and len(r.title or "") < 10_000 for r in laughing)


REAL = ["one line of sentences", "opening marks", "he said he said", "names", "a tower of marks", "only marks"]


@pytest.mark.parametrize("name", REAL)
def test_the_encoder_itself_reads_bad_texts(name):
    bad = whole(2_000)[name]
    with within_budget(name):
        revisions, _ = trip([bad.capture(name)], EncoderTagger(encoder_name(), load_encoder))
    assert revisions


# Bytes of memory for each byte of input, beyond what starting takes, that taking in and reading may use. Set by hand,
# as a bound against what grows without one; no measure of how little would do.
MEMORY = [
    ("one line", 150),
    ("short lines", 400),
    ("many paragraphs", 400),
    ("many entries", 400),
    ("deep elements", 150),
    ("billion laughs", 20_000),
    ("deep json", 150),
    ("zip, a bomb", 2_000),
    ("broken lines", 400),
]
_WEIGHED = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from hostile.bad import whole
from hostile.trip import CrudeTagger
from firsthand.flow.follow import read_one
from firsthand.ingest import take_in
from firsthand.model.coverage import Revision

def read(capture):
    return [x for f in take_in(capture) if isinstance(f, Revision) for x in read_one(f, CrudeTagger())]

made = whole(100_000)[sys.argv[1]]
for kind in ("text", "page", "feed"):
    from hostile.bad import small
    read(small()[kind].capture())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
read(made.capture())
print(len(made.raw), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


@pytest.mark.parametrize(("name", "most"), MEMORY, ids=[name for name, _ in MEMORY])
def test_memory_is_bounded_by_the_input(name, most):
    folder = str(Path(__file__).parents[1])
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _WEIGHED, name, folder], capture_output=True, text=True, check=True
    )
    size, used = map(int, ran.stdout.split())
    assert used <= most * size + 20_000_000, f"{used / size:.0f} bytes a byte of {size}"


# The checks themselves must be able to fail.


def test_the_budget_stops_what_hangs():
    def hang():
        with within_budget("for ever", 1):
            while True:
                pass

    with pytest.raises(Hangs, match="for ever"):
        hang()


def test_the_checks_see_markup_that_slips_through(monkeypatch):
    monkeypatch.setattr("hostile.trip.page", lambda shown: page(shown).replace("&lt;", "<"))
    with pytest.raises(AssertionError):
        trip([WHOLE["a feed with a script"].capture()])


def test_the_checks_see_control_characters_on_a_screen(monkeypatch):
    monkeypatch.setattr("hostile.trip.print_reading", lambda screen, _: screen.file.write("\x1b[2J"))
    with pytest.raises(AssertionError):
        trip([small()["text"].capture()])


def test_the_checks_see_spans_that_do_not_quote(monkeypatch):
    tagger = CrudeTagger()
    assert tagger.tag("Ann Lee said no.").marks
    monkeypatch.setattr(
        "hostile.trip.as_json", lambda plain: json.dumps({**plain, "text": "x" + str(plain.get("text"))})
    )
    with pytest.raises(AssertionError):
        trip([small()["text"].capture()])


def test_the_crude_tagger_marks_said():
    assert len(CrudeTagger().tag("Ann Lee said no. Ben Roy says yes.").pairs) == 4
