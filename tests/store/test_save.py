"""Twice is once, all or nothing, and nothing that came in is overwritten."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from factories import a_claim, a_notice, a_reading, a_revision, a_statement, an_entity
from sqlalchemy import select, text

from firsthand.model.coverage import NoticeKind
from firsthand.model.errors import LedgerError
from firsthand.model.ids import StoryId
from firsthand.model.when import When
from firsthand.store import (
    all_readings,
    articles,
    claims,
    counts,
    has_reading,
    linked_on,
    outlets,
    rows,
    save_linked,
    save_reading,
    tables,
)

DAY = date(2031, 5, 20)

AT = datetime(2031, 5, 4, 12, tzinfo=UTC)


def contents(ledger):
    with ledger.asking() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table))]
            for name, table in tables.metadata.tables.items()
        }


def save(ledger, reading, read_by="rules 1", at=AT):
    return save_reading(ledger, reading, read_by=read_by, at=at)


def test_saving_twice_writes_nothing_more(ledger):
    reading = a_reading()
    assert save(ledger, reading)
    before = contents(ledger)
    later = replace(reading, revision=replace(reading.revision, origin="elsewhere.txt"))
    assert not save(ledger, later, at=AT + timedelta(days=1))
    assert contents(ledger) == before


def test_another_tagger_replaces_the_reading_and_keeps_the_revision_as_first_seen(ledger):
    revision = a_revision(byline=None)
    first = a_reading(revision, [a_statement(revision), a_statement(revision, cue=None)])
    save(ledger, first)
    told_better = replace(
        revision,
        byline="Cleo Marsh",
        published=When("2031-05-05"),
        notices=(a_notice(revision.text, "Ann", NoticeKind.BYLINE),),
        origin="elsewhere.txt",
    )
    second = a_reading(told_better, [a_statement(revision, source=None)], entities=(an_entity("Bo Wren"),))

    assert not save(ledger, second, read_by="rules 2", at=AT + timedelta(days=1))

    kept = replace(second, revision=replace(told_better, origin="made.txt"))
    assert all_readings(ledger) == (kept,)
    assert has_reading(ledger, revision.id, "rules 2")
    assert not has_reading(ledger, revision.id, "rules 1")
    rows_now = contents(ledger)
    assert len(rows_now["hops"]) == 2
    assert len(rows_now["entities"]) == 1
    assert "2031-05-04T12:00:00+00:00" in rows_now["revisions"][0]


def test_a_changed_page_is_a_second_revision(ledger):
    first = a_revision("Ann Lee said the bridge is shut.", url="http://harbour.example/1")
    second = a_revision("Ann Lee said the bridge is shut. It rains.", url="http://harbour.example/1")
    for revision in (first, second):
        assert save(ledger, a_reading(revision))
    assert counts(ledger).articles == 1
    assert counts(ledger).revisions == 2
    assert [r.revision for r in all_readings(ledger)] == [first, second]


def test_an_outlet_is_one_however_it_is_cased_and_keeps_its_first_name(ledger):
    for at, name in enumerate(["The Harbour Post", "THE HARBOUR  POST"]):
        save(ledger, a_reading(a_revision(outlet=name, url=f"http://harbour.example/{at}")))
    (outlet,) = outlets(ledger)
    assert (outlet.name, outlet.home) == ("The Harbour Post", "harbour.example")
    assert {a.outlet for a in articles(ledger)} == {outlet.id}


def test_an_article_without_outlet_gets_it_when_it_is_told(ledger):
    text_, url = "Ann Lee said the bridge is shut.", "http://[broken"
    save(ledger, a_reading(a_revision(text_, url=url, outlet=None)))
    assert articles(ledger)[0].outlet is None
    save(ledger, a_reading(a_revision(text_ + " It rains.", url=url, outlet="The Harbour Post")))
    (outlet,) = outlets(ledger)
    assert articles(ledger)[0].outlet == outlet.id
    assert outlet.home is None


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, MemoryError])
def test_what_is_interrupted_is_not_begun(ledger, monkeypatch, stop):
    save(ledger, a_reading())
    before = contents(ledger)

    def interrupted(_):
        raise stop

    other = a_revision("Ann Lee said the bridge is open.")
    with monkeypatch.context() as patch:
        patch.setattr(rows, "hop_row", interrupted)
        with pytest.raises(stop):
            save(ledger, a_reading(other, [a_statement(other, content="the bridge is open")]))
        with pytest.raises(stop):
            save(ledger, a_reading(), read_by="rules 2")
    assert contents(ledger) == before
    assert save(ledger, a_reading(other, []))


def test_two_statements_with_one_id_are_refused_whole(ledger):
    statement = a_statement()
    with pytest.raises(LedgerError, match="does not fit together"):
        save(ledger, a_reading(statements=[statement, statement]))
    assert counts(ledger).revisions == 0


def test_lone_surrogates_are_refused_with_a_reason(ledger):
    with pytest.raises(LedgerError, match="without lone surrogates"):
        save(ledger, a_reading(a_revision(byline="\ud800")))
    assert counts(ledger).revisions == 0


def test_linking_is_due_after_a_reading_and_done_after_linking(ledger):
    def link():
        save_linked(ledger, stories=(), claims=(), echoes=(), changes=(), on=DAY)

    assert linked_on(ledger) is None
    link()
    assert linked_on(ledger) == DAY
    save(ledger, a_reading())
    assert linked_on(ledger) is None
    link()
    assert linked_on(ledger) == DAY
    save(ledger, a_reading())
    assert linked_on(ledger) == DAY
    save(ledger, a_reading(), read_by="rules 2")
    assert linked_on(ledger) is None


def test_a_failed_linking_leaves_the_one_before(ledger):
    reading = a_reading()
    save(ledger, reading)
    claim = a_claim(reading)
    save_linked(ledger, stories=(), claims=(claim,), echoes=(), changes=(), on=DAY)
    unknown = replace(claim, story=StoryId("st-unknown"))
    with pytest.raises(LedgerError, match="does not fit together"):
        save_linked(ledger, stories=(), claims=(unknown,), echoes=(), changes=(), on=DAY)
    assert claims(ledger) == (claim,)
    save_linked(ledger, stories=(), claims=(), echoes=(), changes=(), on=DAY)
    assert claims(ledger) == ()
    assert contents(ledger)["mentions"] == []


def test_a_time_of_another_zone_is_kept_in_utc(ledger):
    save(ledger, a_reading(), at=datetime(2031, 5, 4, 23, 30, tzinfo=timezone(-timedelta(hours=2))))
    with ledger.asking() as connection:
        assert connection.execute(text("SELECT first_seen FROM revisions")).scalar() == "2031-05-05T01:30:00+00:00"
