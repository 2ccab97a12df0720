"""Coverage out of every kind of file through the whole trip, and past wordings out of crawls in their order."""

import gzip
import itertools
import json
import zipfile

import pytest
from factories import a_reading, a_revision
from files import PAGE, answer, pdf, warc_record

from firsthand.flow.follow import in_order
from firsthand.flow.newsroom import Newsroom
from firsthand.flow.settings import Settings
from firsthand.model.coverage import Setback
from firsthand.model.when import When

SAID = "Ann Lee, the harbour master, said on Monday that the bridge is shut."


@pytest.fixture
def newsroom(tmp_path):
    with Newsroom.open(Settings(ledger=str(tmp_path / "ledger.sqlite"))) as room:
        yield room


def carriers(folder):
    """A file of each kind, each with one article."""
    mail = b"From: Norrey Mail <a@mail.example>\nSubject: Bridge\n\n" + SAID.encode()
    crawl = gzip.compress(warc_record("response", "https://news.example/bridge", answer(PAGE)))
    made = {
        "day.warc.gz": crawl,
        "story.pdf": pdf([SAID + " It is not safe."]),
        "story.eml": mail,
        "inbox.mbox": b"From a@mail.example Sun May  4 10:30:00 2031\n" + mail + b" A ferry will run.\n",
        "lines.jsonl.gz": gzip.compress(json.dumps({"text": SAID + " The mayor agreed."}).encode()),
        "feed.json": json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": SAID + " Soon."}]}
        ).encode(),
    }
    for name, raw in made.items():
        (folder / name).write_bytes(raw)
    with zipfile.ZipFile(folder / "desk.zip", "w") as archive:
        archive.writestr("in/a.txt", SAID + " Nobody was hurt.")
        archive.writestr("in/again.pdf", made["story.pdf"])
    return len(made) + 1


def test_coverage_of_every_kind_is_read_briefed_on_and_followed(newsroom, tmp_path):
    folder = tmp_path / "coverage"
    folder.mkdir()
    many = carriers(folder)
    readings = list(newsroom.read([str(folder)]))
    assert [r for r in readings if isinstance(r, Setback)] == []
    assert len(readings) == many + 1
    assert all(r.statements for r in readings)
    briefing = newsroom.brief([str(folder)])
    assert len(briefing.readings) == many
    first, again = newsroom.follow([str(folder)]), newsroom.follow([str(folder)])
    assert (first.new, first.known) == (many, 1)
    assert (again.new, again.known) == (0, many + 1)


def test_wordings_of_one_date_are_in_the_order_in_which_they_were_taken():
    url = "https://news.example/bridge"
    taken = [("The bridge is shut.", "06"), ("The bridge may be shut.", "04"), ("The bridge is to be shut.", "05")]
    wordings = [
        a_reading(a_revision(text, url=url, captured=When(f"2031-05-{day}T10:00:00Z")), statements=[])
        for text, day in taken
    ]
    for shuffled in itertools.permutations(wordings):
        past, (latest,) = in_order(shuffled)
        assert latest.revision.text == "The bridge is shut."
        (kept,) = past.values()
        assert [r.captured.edtf[8:10] for r in kept] == ["04", "05", "06"]
