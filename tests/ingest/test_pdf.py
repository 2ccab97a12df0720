"""PDFs: paragraphs out of lines, words out of halves, and files that cannot be read or would never end."""

import subprocess
import sys

import pytest
from files import GOOD, pdf, trip

from firsthand.ingest import pdf as room
from firsthand.ingest.capture import Capture
from firsthand.ingest.pdf import read_pdf
from firsthand.model.errors import NotAllowed, NotText, TooMuch

STORY = [
    "The bridge at Harrow Sands will stay shut until the autumn, the harbour",
    "master Ann Lee said on Monday. Its northern gates were found to be re-",
    "paired badly, and a well-known engineer is to look at the well-",
    "known fault in the southern ones.",
    ("The mayor, Ravi Okoye, said that a ferry will carry everybody who has", 72, 690),
    ("to cross, and that it will cost nothing.", 72, 676),
]
SAID = "/Title (Bridge shut until autumn) /Author (Mina Toor) /CreationDate (D:20310504103000+02'00')"


def read(raw):
    return read_pdf(Capture(origin="story.pdf", raw=raw))


def test_paragraphs_and_halves_of_words():
    draft = read(pdf(STORY, said=SAID))
    first, second = draft.text.split("\n\n")
    assert first.startswith(
        "The bridge at Harrow Sands will stay shut until the autumn, the harbour master Ann Lee said"
    )
    assert "were found to be repaired badly" in first
    assert first.count("well-known") == 2
    assert second.endswith("everybody who has to cross, and that it will cost nothing.")


def test_what_a_pdf_says_of_itself():
    draft = read(pdf(STORY, said=SAID))
    assert (draft.title, draft.byline, draft.published.edtf) == (
        "Bridge shut until autumn",
        "Mina Toor",
        "2031-05-04T10:30:00+02:00",
    )


@pytest.mark.parametrize(
    "said", ["", "/Title (Microsoft Word - draft3.docx) /Author (admin)", "/Title (untitled)", "/CreationDate (soon)"]
)
def test_what_says_nothing_is_not_taken_for_a_title(said):
    draft = read(pdf(STORY, said=said))
    assert (draft.title, draft.byline, draft.published) == (None, None, None)


def test_columns_are_read_one_after_the_other():
    left = [(f"Left column, line {n}, which goes on", 72, 700 - 14 * n) for n in range(4)]
    right = [(f"right column, line {n}, which goes on", 320, 700 - 14 * n) for n in range(4)]
    text = read(pdf(left + right)).text
    assert text.index("Left column, line 3") < text.index("right column, line 0")
    assert "\n\n" not in text


def test_pages_are_parted_and_hyphens_kept_where_they_may_be_meant():
    text = read(pdf(["Ann Lee, the Smith-", "Okoye office said, is away."], ["Page two begins here."])).text
    assert text == "Ann Lee, the Smith-Okoye office said, is away.\n\nPage two begins here."


def encrypted():
    """A PDF that says it is encrypted in a way that needs a password."""
    raw = pdf(STORY)
    zeros = "00" * 32
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{zeros}> /U <{zeros}> /P -4 >> /ID [<00><00>]"
    return raw.replace(b"trailer\n<< ", f"trailer\n<< {lock} ".encode())


@pytest.mark.parametrize(
    ("raw", "error", "words"),
    [
        pytest.param(b"%PDF-1.4\nnothing", NotText, "broken or cut", id="broken"),
        pytest.param(pdf(STORY)[:300], NotText, "broken or cut", id="cut"),
        pytest.param(pdf([]), NotText, "OCR", id="scanned"),
        pytest.param(encrypted(), NotAllowed, "encrypted", id="encrypted"),
    ],
)
def test_pdfs_that_cannot_be_read(raw, error, words):
    with pytest.raises(error, match=words):
        read(raw)


def test_more_pages_than_are_read_and_pages_without_text(monkeypatch):
    monkeypatch.setattr(room, "_PAGES", 2)
    draft = read(pdf(["One page."], [], ["Three pages."]))
    assert draft.text == "One page."
    assert "of which 2 were" in draft.remarks[0]
    assert "1 of 3 without" in draft.remarks[1]


def test_a_reader_that_hangs_is_ended_and_what_it_told_is_kept(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    told = '{"pages": 9, "said": {"Title": "", "Author": "", "CreationDate": "", "ModDate": ""}}\n'
    page = '{"page": 1, "lines": [["Ann Lee said so.", 0, 0, 0, 0]]}\n{"page": 2, "lin'
    slow.write_text(f"import time\nprint({told + page!r}, end='', flush=True)\ntime.sleep(60)\n")
    monkeypatch.setattr(room, "_READER", slow)
    monkeypatch.setattr(room, "_TIME_S", 1.0)
    draft = read(b"%PDF-")
    assert draft.text == "Ann Lee said so."
    assert "more than 1 s" in draft.remarks[0]
    slow.write_text("import time\ntime.sleep(60)\n")
    with pytest.raises(TooMuch, match="more than 1 s"):
        read(b"%PDF-")


def test_a_reader_that_dies_is_a_setback(monkeypatch, tmp_path):
    dead = tmp_path / "dead.py"
    dead.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(room, "_READER", dead)
    with pytest.raises(TooMuch, match="ended with"):
        read(b"%PDF-")


def test_the_reader_limits_itself():
    resource = pytest.importorskip("resource")
    code = (
        f"import runpy, resource; runpy.run_path({str(room._READER)!r})['limit_itself']();"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["1500000000", "60"]
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != 1_500_000_000


def test_a_page_full_to_the_brim(monkeypatch, tmp_path):
    small = tmp_path / "small.py"
    small.write_text(room._READER.read_text().replace("_PAGE_CHARACTERS = 500_000", "_PAGE_CHARACTERS = 10"))
    monkeypatch.setattr(room, "_READER", small)
    with pytest.raises(NotText, match="it has 32 characters"):
        read(pdf([GOOD]))
    draft = read(pdf(["Short."], [GOOD]))
    assert draft.text == "Short."
    assert "1 broken ones of 2" in draft.remarks[0]


def test_a_pdf_becomes_a_revision(tmp_path):
    path = tmp_path / "story.pdf"
    path.write_bytes(pdf(STORY, said=SAID))
    (revision,), setbacks = trip(path)
    assert setbacks == []
    assert revision.title == "Bridge shut until autumn"
    assert ("title", "input") in [tuple(t) for t in revision.told_by]
