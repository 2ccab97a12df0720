"""The latest of each article, in the order of publication; and nothing that cannot be cited."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from factories import a_claim, a_reading, a_revision, a_statement

from firsthand.model.errors import LedgerError
from firsthand.model.story import Echo
from firsthand.model.when import When
from firsthand.store import (
    all_readings,
    briefing,
    claims,
    counts,
    find,
    last_revision,
    latest_readings,
    linking,
    revisions,
    save_linked,
    save_reading,
    tables,
)

AT = datetime(2031, 5, 4, 12, tzinfo=UTC)
URL = "http://harbour.example/bridge"


DAY = date(2031, 5, 20)


def wording(words: str, published: str | None = None, modified: str | None = None, url: str = URL):
    return a_revision(
        f"Ann Lee said the bridge is shut. {words}",
        url=url,
        published=When(published) if published else None,
        modified=When(modified) if modified else None,
    )


def keep(ledger, *wordings):
    for revision in wordings:
        save_reading(ledger, a_reading(revision), read_by="rules 1", at=AT)


def test_an_empty_ledger_gives_nothing(ledger):
    found = briefing(ledger)
    assert (found.readings, found.stories, found.claims, found.echoes, found.changes) == ((), (), (), (), ())
    assert revisions(ledger) == {}
    assert last_revision(ledger, a_revision().article) is None
    assert counts(ledger) == find.Counts(articles=0, revisions=0, statements=0, claims=0)


def test_the_latest_is_the_one_that_says_so_whenever_it_came(ledger):
    new, old = wording("New.", "2031-05-04", "2031-05-06"), wording("Old.", "2031-05-05")
    keep(ledger, new, old)
    assert revisions(ledger) == {new.article: (old, new)}
    assert [r.revision for r in latest_readings(ledger)] == [new]
    assert last_revision(ledger, new.article) == new
    assert [r.revision for r in all_readings(ledger)] == [new, old]


@pytest.mark.parametrize("published", [None, "2031-05-04"])
def test_of_the_same_date_the_latest_is_the_one_that_came_last(ledger, published):
    came = [wording(words, published) for words in ("One.", "Two.", "Three.", "Four.", "Five.")]
    keep(ledger, *came)
    assert revisions(ledger)[came[0].article] == tuple(came)
    assert last_revision(ledger, came[0].article) == came[-1]


def test_latest_readings_are_in_order_of_publication(ledger):
    dates = ["2031-05-06", None, "2031-05", "2031-05-04T10:00:00Z"]
    came = [wording("", date, url=f"{URL}/{at}") for at, date in enumerate(dates)]
    keep(ledger, *came)
    expected = [None, "2031-05", "2031-05-04T10:00:00Z", "2031-05-06"]
    assert [r.revision.published and r.revision.published.edtf for r in latest_readings(ledger)] == expected


def test_more_articles_than_one_query_names_come_back_in_order(ledger, monkeypatch):
    monkeypatch.setattr(linking, "_AT_ONCE", 3)
    came = [wording("", url=f"{URL}/{at}") for at in range(10)]
    keep(ledger, *came)
    assert [r.revision for r in all_readings(ledger)] == came
    assert all(r.statements == (a_statement(r.revision),) for r in all_readings(ledger))


def test_a_claim_that_can_no_longer_be_cited_waits_for_the_next_linking(ledger):
    bridge, ferry = wording("Old.", "2031-05-04"), wording("", "2031-05-04", url=f"{URL}/ferry")
    keep(ledger, bridge, ferry)
    made = [a_claim(a_reading(r)) for r in (bridge, ferry)]
    echoes = [
        Echo(claim=c.id, article=c.mentions[0].article, statement=c.mentions[0].statement, after=None) for c in made
    ]
    save_linked(ledger, stories=(), claims=made, echoes=echoes, changes=(), on=DAY)
    assert (list(briefing(ledger).claims), list(briefing(ledger).echoes)) == (made, echoes)

    keep(ledger, wording("New.", "2031-05-05"))

    assert (list(briefing(ledger).claims), list(briefing(ledger).echoes)) == (made[1:], echoes[1:])
    assert list(claims(ledger)) == made


def test_claims_keep_the_order_in_which_they_were_saved(ledger):
    reading = a_reading()
    save_reading(ledger, reading, read_by="rules 1", at=AT)
    made = [replace(a_claim(reading), id=i) for i in ("cl-b", "cl-c", "cl-a")]
    save_linked(ledger, stories=(), claims=made, echoes=(), changes=(), on=DAY)
    assert list(claims(ledger)) == made


@pytest.mark.parametrize(
    ("column", "value"),
    [("certainty", "CT++"), ("said", "yesterday"), ("cue_start", 99999), ("content", [[1]]), ("why", [[1, 2]])],
)
def test_a_damaged_row_is_named_as_such(ledger, column, value):
    keep(ledger, wording(""))
    with ledger.writing() as connection:
        connection.execute(tables.statements.update().values({column: value}))
    with pytest.raises(LedgerError, match=r"ledger\.sqlite: holds a value that this version does not know"):
        all_readings(ledger)
