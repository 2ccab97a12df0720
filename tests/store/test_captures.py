"""Bytes come out as they went in, or not at all; and which readings came of them is known."""

import hashlib
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from factories import a_reading, a_revision, a_statement
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text, update

from firsthand.model.coverage import Hints
from firsthand.model.errors import LedgerError, NotFound, TooMuch
from firsthand.model.when import When
from firsthand.store import (
    MOST_KEPT_BYTES,
    Intake,
    all_readings,
    came_by_feed,
    captures,
    counts,
    intakes,
    last_revision,
    open_ledger,
    raw_of,
    revisions,
    revisions_of_capture,
    revisions_taken,
    rows,
    save_reading,
    search,
    tables,
    text_is_known,
    wordings,
)

AT = datetime(2031, 5, 4, 12, tzinfo=UTC)


def an_intake(raw=b"<p>The bridge is shut.</p>", **given_):
    return Intake(**{"raw": raw, "sha256": hashlib.sha256(raw).hexdigest(), "origin": "made.html", **given_})


def keep(ledger, words="Ann Lee said the bridge is shut.", intake=None, url="http://harbour.example/1", **more):
    intake = intake or an_intake()
    revision = a_revision(words, url=url, capture=intake.sha256)
    given_ = {"read_by": "rules 1", "at": AT, **more}
    save_reading(ledger, a_reading(revision, []), intake=intake, **given_)
    return revision


def many(ledger, table):
    with ledger.asking() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


@given(raw=st.binary(max_size=5_000))
def test_bytes_come_out_as_they_went_in(raw):
    with open_ledger("sqlite://") as ledger:
        revision = keep(ledger, intake=an_intake(raw))
        assert raw_of(ledger, revision.capture) == raw


def test_an_intake_comes_out_as_it_went_in(ledger):
    full = an_intake(
        place="record 7",
        media="text/html",
        charset="latin-1",
        url="http://harbour.example/1",
        captured="2031-05-04T10:00:00Z",
        hints=Hints(published=When("2031-05"), outlet="The Harbour Post", url="http://harbour.example/1"),
        feed=True,
        only="http://harbour.example/1",
    )
    keep(ledger, intake=full)
    assert list(intakes(ledger)) == [(full.id, full)]


def test_one_capture_of_many_articles_is_kept_once(ledger):
    feed = an_intake(b"a feed of two", feed=True)
    kept = [keep(ledger, f"Ann Lee said {n}.", feed, f"http://harbour.example/{n}") for n in (1, 2)]
    elsewhere = keep(ledger, "Ann Lee said 3.", replace(feed, origin="copy.xml"), "http://harbour.example/3")
    assert many(ledger, tables.captures) == 1
    assert many(ledger, tables.intakes) == 2
    assert revisions_of_capture(ledger, feed.sha256) == tuple(r.id for r in (*kept, elsewhere))
    assert revisions_taken(ledger, feed.id) == {r.article: (r.id,) for r in kept}
    assert came_by_feed(ledger, kept[0].id)


def test_what_fails_leaves_neither_reading_nor_bytes(ledger, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    reading = a_reading()
    with monkeypatch.context() as patch:
        patch.setattr(rows, "hop_row", interrupted)
        with pytest.raises(KeyboardInterrupt):
            save_reading(ledger, reading, read_by="rules 1", at=AT, intake=an_intake())
    assert (many(ledger, tables.captures), many(ledger, tables.intakes), counts(ledger).revisions) == (0, 0, 0)


def test_too_many_bytes_are_kept_by_name_alone(ledger, monkeypatch):
    monkeypatch.setattr(captures, "MOST_KEPT_BYTES", 10)
    revision = keep(ledger, intake=an_intake(b"eleven byte"))
    with pytest.raises(TooMuch, match=r"came one of 11, of which the name\s+alone was kept"):
        raw_of(ledger, revision.capture)
    assert list(intakes(ledger)) == []
    (wording,) = wordings(ledger, revision.id, "")
    assert (wording.capture, wording.size) == (revision.capture, None)
    assert MOST_KEPT_BYTES >= 2_300_000  # the largest of 314 news pages


def damaged(ledger, packed):
    with ledger.writing() as connection:
        connection.execute(update(tables.captures).values(packed=packed))


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"no zlib",
        zlib.compress(b"other bytes"),
        zlib.compress(b"x" * 50_000_000),
        zlib.compress(bytes(range(99)))[:-20],
    ],
    ids=["empty", "no zlib", "other", "bomb", "cut"],
)
def test_damaged_bytes_are_not_given_out(ledger, packed):
    revision = keep(ledger, intake=an_intake(bytes(range(99))))
    damaged(ledger, packed)
    with pytest.raises(LedgerError, match=r"a capture is damaged .* restore a copy"):
        raw_of(ledger, revision.capture)
    with pytest.raises(LedgerError, match="a capture is damaged"):
        list(intakes(ledger))


def test_bytes_that_were_never_here_are_told(ledger):
    with pytest.raises(NotFound, match="which is not on the ledger"):
        raw_of(ledger, "0" * 64)


def test_what_is_superseded_is_kept_and_seen_no_more(ledger):
    first = keep(ledger, "Share this. Ann Lee said the bridge is shut.")
    second = keep(ledger, "Ann Lee said the bridge is open.", an_intake(b"other"))
    anew = keep(ledger, "Ann Lee said the bridge is shut.", instead_of=first.id, at=AT + timedelta(days=1))
    # It takes the turn of the one in whose place it stands: the page said this before it said that it is open.
    assert [r.revision.id for r in all_readings(ledger)] == [anew.id, second.id]
    assert [r.id for r in revisions(ledger)[first.article]] == [anew.id, second.id]
    assert last_revision(ledger, first.article) == second
    assert counts(ledger).revisions == 3
    assert search(ledger, "share") == ()
    assert [w.superseded for w in wordings(ledger, "", first.url)] == [anew.id, None, None]
    assert revisions_taken(ledger, an_intake().id) == {first.article: (anew.id,)}


def test_what_was_superseded_and_is_read_again_stands_again(ledger):
    first = keep(ledger, "Share this. Ann Lee said the bridge is shut.")
    anew = keep(ledger, "Ann Lee said the bridge is shut.", instead_of=first.id)
    keep(ledger, "Share this. Ann Lee said the bridge is shut.", instead_of=anew.id)
    assert [r.revision.id for r in all_readings(ledger)] == [first.id]


def test_reading_anew_replaces_what_the_same_tagger_read(ledger):
    revision = a_revision()
    save_reading(ledger, a_reading(revision, [a_statement(revision)]), read_by="rules 1", at=AT)
    save_reading(ledger, a_reading(revision, []), read_by="rules 1", at=AT)
    assert counts(ledger).statements == 1
    assert not save_reading(ledger, a_reading(revision, []), read_by="rules 1", at=AT, anew=True)
    assert counts(ledger).statements == 0


def test_a_pasted_text_is_the_article_that_has_it_unless_it_is_another_outlets(ledger):
    known = keep(ledger)
    pasted = a_revision(known.text, outlet=None)
    assert text_is_known(ledger, pasted) == known.article
    assert text_is_known(ledger, replace(pasted, outlet="The Harbour Post")) == known.article
    assert text_is_known(ledger, replace(pasted, outlet="The Bay Courier")) is None
    assert text_is_known(ledger, a_revision(known.text + " It rains.", outlet=None)) is None
    assert text_is_known(ledger, known) is None


def test_the_wordings_of_a_page_are_found_by_each_of_its_names(ledger):
    revision = keep(ledger)
    for which, address in ((revision.id, ""), (revision.article, ""), ("", revision.url), (revision.origin, "")):
        (found,) = wordings(ledger, which, address)
        assert (found.revision, found.capture, found.dated) == (revision.id, revision.capture, "2031-05-04")
    assert wordings(ledger, "r-0", "http://harbour.example/2") == ()


def test_versions_of_the_schema_keep_bytes_by_their_hash(ledger):
    revision = keep(ledger, intake=an_intake(b"kept"))
    with ledger.asking() as connection:
        ((sha256, size, packed, _),) = connection.execute(text("SELECT * FROM captures")).all()
    assert (sha256, size) == (revision.capture, 4)
    assert zlib.decompress(packed) == b"kept"
