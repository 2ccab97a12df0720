"""What is new since somebody looked: by telling and not by clock, for each reader, whatever claim it lies in by now."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flow.site import OneCue
from show.made import a_briefing

from firsthand.flow import Newsroom, Settings
from firsthand.model.claim import Claim
from firsthand.model.ids import ClaimId
from firsthand.model.news import change_key, development_key, echo_key
from firsthand.model.story import What
from firsthand.store import Instead, open_ledger, save_linked, save_reading

AT = datetime(2031, 5, 20, 12, tzinfo=UTC)
WHOLE = a_briefing()


def tell(path, claims, echoes=(), changes=()):
    """One telling: what the ledger knows is now this."""
    with open_ledger(path) as ledger:
        for reading in WHOLE.readings:
            save_reading(ledger, reading, read_by="made", at=AT)
        save_linked(
            ledger,
            stories=WHOLE.stories,
            claims=claims,
            echoes=echoes,
            changes=changes,
            on=date(2031, 5, 20),
            instead=Instead(stories=[], articles=[], everything=True, upto=10_000, linker="made"),
        )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def room(path):
    tell(path, WHOLE.claims[:2])
    with Newsroom(Settings(ledger=str(path)), OneCue()) as opened:
        yield opened


def happened(room, look):
    return {(one.claim, one.what) for one in room.looks.news(look, 1_000)[0]}


def told(claims):
    return {(claim.id, one.what) for claim in claims for one in claim.history if one.what is not What.REPEATED}


def test_who_never_looked_is_shown_all(room):
    assert room.looks.last("M. Ed") is None
    assert happened(room, None) == told(WHOLE.claims[:2])
    assert room.looks.since(None, WHOLE) == WHOLE


def test_only_what_was_told_since_is_new_and_for_each_reader(room, path):
    room.looks.keep("M. Ed", room.looks.now())
    look = room.looks.last("M. Ed")
    assert happened(room, look) == set()
    tell(path, WHOLE.claims, WHOLE.echoes, WHOLE.changes)
    assert happened(room, look) == told(WHOLE.claims) - told(WHOLE.claims[:2])
    shown = room.looks.since(look, WHOLE)
    assert {claim.id for claim in shown.claims} == {claim.id for claim in WHOLE.claims[2:] if claim.history}
    assert (shown.echoes, shown.changes) == (WHOLE.echoes, WHOLE.changes)
    assert room.looks.last("somebody else") is None
    room.looks.keep("M. Ed", room.looks.now())
    shown = room.looks.since(room.looks.last("M. Ed"), WHOLE)
    assert (shown.claims, shown.echoes, shown.changes) == ((), (), ())


def test_the_same_told_again_in_another_claim_is_no_news(room, path):
    room.looks.keep("", room.looks.now())
    moved: list[Claim] = [replace(claim, id=ClaimId(f"{claim.id}x")) for claim in WHOLE.claims[:2]]
    tell(path, moved)
    news = happened(room, room.looks.last(""))
    assert news == {(c.id, one.what) for c in moved for one in c.history if one.statement is None}


def test_nobody_has_seen_what_was_not_told_yet_and_nobody_is_set_back(room, path):
    first = room.looks.now()
    room.looks.keep("", first + 50)
    assert room.looks.last("").upto == first
    tell(path, WHOLE.claims)
    room.looks.keep("", room.looks.now())
    room.looks.keep("", 0)
    assert room.looks.last("").upto == room.looks.now() > first


def test_each_thing_has_a_key_of_its_own():
    keys = [development_key(claim, one) for claim in WHOLE.claims for one in claim.history]
    keys += [*map(echo_key, WHOLE.echoes), *map(change_key, WHOLE.changes)]
    assert len(keys) == len(set(keys)) > 10


def test_what_matters_most_comes_first(room, path):
    tell(path, WHOLE.claims)
    news, total = room.looks.news(None, 3)
    every, _ = room.looks.news(None, 1_000)
    assert (len(news), total) == (3, len(every))
    assert news == every[:3]
    order = [What.WITHDRAWN, What.CORRECTED, What.DENIED, What.CONFIRMED, What.UPDATED, What.FELL_DUE]
    order += [What.CERTAINTY_FELL, What.CERTAINTY_ROSE, What.FIRST_SAID]
    assert [order.index(one.what) for one in every] == sorted(order.index(one.what) for one in every)
