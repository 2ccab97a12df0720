"""Long inputs: lines of JSON in pieces, packed in every way, at constant memory; copies that come through archives."""

import bz2
import gzip
import io
import json
import lzma
import subprocess
import sys
import zipfile
from shutil import which

import pytest
from files import GOOD, answer, captures, trip, warc_record
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ingest import linepieces
from firsthand.ingest.compressed import unpack, unpacked
from firsthand.ingest.opening import Place, open_stream
from firsthand.link.copies import COPIED, Copies
from firsthand.model.errors import NotText


def lines(many, size=100):
    return "".join(
        json.dumps({"id": str(n), "text": f"Ann Lee said it {n} times. {'é' * size}"}) + "\n" for n in range(many)
    )


@pytest.fixture
def small_pieces(monkeypatch):
    monkeypatch.setattr(linepieces, "PIECE_BYTES", 1_000)
    monkeypatch.setattr(linepieces, "LINE_BYTES", 5_000)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be-mark"])
@pytest.mark.usefixtures("small_pieces")
def test_a_long_file_comes_in_pieces_with_its_own_line_numbers(tmp_path, charset):
    text = lines(40) + "broken\n" + lines(3)
    path = tmp_path / "may.jsonl"
    path.write_bytes(b"\xfe\xff" + text.encode("utf-16-be") if "mark" in charset else text.encode(charset))
    found, _ = captures(path)
    assert len(found) > 5
    assert max(len(c.raw) for c in found) < 8_000
    revisions, (setback,) = trip(path)
    assert [r.article for r in revisions] == [str(n) for n in (*range(40), *range(3))]
    assert setback.input == f"{path}, line 41"
    assert all("é" in r.text for r in revisions)


@pytest.mark.usefixtures("small_pieces")
def test_a_charset_that_the_first_piece_shows_holds_for_all(tmp_path):
    said = [{"text": f"The café said so {n} times, and the bridge is shut."} for n in range(60)]
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in said)
    path = tmp_path / "may.jsonl"
    path.write_bytes(text.encode("cp1252"))
    revisions, _ = trip(path)
    assert len(revisions) == 60
    assert all("café" in r.text for r in revisions)


@pytest.mark.usefixtures("small_pieces")
def test_a_line_longer_than_an_article_is_passed_over(tmp_path):
    path = tmp_path / "may.jsonl"
    path.write_text(lines(2) + '{"text": "' + "x" * 20_000 + '"}\n' + lines(2))
    revisions, (setback,) = trip(path)
    assert len(revisions) == 4
    assert setback.input == f"{path}, line 3"
    path.write_text('{"text": "' + "x" * 20_000)
    revisions, (setback,) = trip(path)
    assert (revisions, setback.input) == ([], f"{path}, line 1")


@given(st.lists(st.binary(max_size=60).map(lambda b: b.replace(b"\n", b" ")), max_size=40), st.integers(1, 50))
def test_pieces_are_the_whole_file(rows, piece):
    raw = b'{"a"' + b"\n".join(rows)
    was = linepieces.PIECE_BYTES
    linepieces.PIECE_BYTES = piece
    try:
        found = list(open_stream(io.BytesIO(raw), Place(origin="x", media="application/x-ndjson")))
    finally:
        linepieces.PIECE_BYTES = was
    assert b"".join(c.raw for c in found) == raw
    assert [c.line for c in found] == [
        1 + raw[: sum(len(d.raw) for d in found[:n])].count(b"\n") for n in range(len(found))
    ]


def by_program(name):
    def pack(raw):
        return subprocess.run([name, "-c"], input=raw, capture_output=True, check=True).stdout

    return pytest.param(pack, id=name, marks=pytest.mark.skipif(which(name) is None, reason=f"needs {name}"))


PACKINGS = [gzip.compress, bz2.compress, lzma.compress, by_program("zstd"), by_program("lz4")]


@pytest.mark.parametrize("pack", PACKINGS)
def test_packings_are_told_by_their_bytes(tmp_path, pack):
    path = tmp_path / "may"
    path.write_bytes(pack(lines(3).encode()))
    revisions, setbacks = trip(path)
    assert len(revisions) == 3
    assert setbacks == []
    path.write_bytes(pack(pack(GOOD.encode())))
    assert [r.text for r in trip(path)[0]] == [GOOD]


@pytest.mark.parametrize("pack", PACKINGS)
def test_unpacking_as_it_is_read_gives_what_unpacking_whole_gives(pack):
    raw = lines(200).encode()
    packed = pack(raw) + pack(b"more")
    assert unpack(packed) == raw + b"more"
    stream = unpacked(io.BytesIO(packed), packed[:20])
    assert b"".join(iter(lambda: stream.read(777), b"")) == raw + b"more"


@pytest.mark.parametrize("pack", PACKINGS)
def test_a_cut_packing_is_a_setback_after_what_was_whole(pack):
    packed = pack(lines(2_000).encode())
    stream = unpacked(io.BytesIO(packed[:-20]), packed[:20])
    with pytest.raises(NotText, match="broken or cut"):
        list(iter(lambda: stream.read(1_000), b""))


def test_a_crawl_in_another_packing(tmp_path):
    page = answer(GOOD.encode(), media="text/plain")
    crawl = warc_record("response", "https://news.example/a", page) * 3
    for pack in (bz2.compress, lzma.compress, lambda raw: gzip.compress(gzip.compress(raw))):
        path = tmp_path / "crawl"
        path.write_bytes(pack(crawl))
        found, _ = captures(path)
        assert [c.place for c in found] == ["record 1", "record 2", "record 3"]


MEMORY = """
import sys
from firsthand.ingest import Capture, collect
lines = sum(c.raw.count(b"\\n") for c in collect(sys.argv[1:]))
print(lines, next(l.split()[1] for l in open("/proc/self/status") if l.startswith("VmHWM")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told in other ways elsewhere")
def test_memory_does_not_grow_with_the_file(tmp_path):
    peaks = []
    for many in (10_000, 100_000):
        path = tmp_path / "may.jsonl.gz"
        path.write_bytes(gzip.compress(lines(many, 300).encode(), 1))
        said = subprocess.run([sys.executable, "-c", MEMORY, str(path)], capture_output=True, text=True, check=True)
        found, peak = said.stdout.split()
        assert int(found) == many
        peaks.append(int(peak))
    assert peaks[1] < peaks[0] + 15_000


WIRE = " ".join(
    f"The {thing} in Harrow Sands was closed on Monday, the harbour master said; {who} will decide on {day} how long."
    for thing, who, day in [
        ("bridge", "the council", "Tuesday"), ("ferry", "Ann Lee", "Wednesday"), ("mill", "the court", "Thursday"),
        ("school", "the mayor", "Friday"), ("market", "Ravi Okoye", "Saturday"), ("tram", "the owner", "Sunday"),
    ]
)  # fmt: skip


def wire_page(outlet):
    return (
        f"<html><head><title>Closed</title><meta property='og:site_name' content='{outlet}'></head>"
        f"<body><article><h1>Closed</h1><p>{WIRE}</p></article></body></html>"
    ).encode()


def test_copies_stay_articles_of_their_own_and_are_seen_as_copies(tmp_path):
    crawl = tmp_path / "crawl.warc"
    crawl.write_bytes(
        warc_record("response", "https://courier.example/closed", answer(wire_page("Harrow Courier")))
        + warc_record("response", "https://mail.example/1/closed", answer(wire_page("Norrey Mail")))
    )
    day = tmp_path / "day.zip"
    with zipfile.ZipFile(day, "w") as archive:
        archive.writestr("desk/closed.html", wire_page("Granby Post"))
        archive.writestr("desk/again.html", wire_page("Granby Post"))
    revisions, setbacks = trip(crawl, day)
    assert setbacks == []
    assert [r.outlet for r in revisions] == ["Harrow Courier", "Norrey Mail", "Granby Post", "Granby Post"]
    assert len({r.article for r in revisions}) == 3
    assert revisions[2].id == revisions[3].id
    shares = Copies()
    assert all(shares.share(one, other) >= COPIED for one in revisions for other in revisions)
