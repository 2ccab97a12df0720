"""What comes in changes the stories that it touches, and no other; in whatever order it comes, and however often."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link.made_coverage import Coverage

from firsthand.flow import linking, remembering
from firsthand.flow.follow import understand
from firsthand.flow.linking import relink
from firsthand.flow.remembering import Memory
from firsthand.flow.telling import deaf
from firsthand.model.claim import Standing
from firsthand.model.ids import content_id
from firsthand.store import briefing, due, linked_on, open_ledger, save_reading, tables

CASES = Path(__file__).parent.parent / "cases" / "link"
TOLD = [case for case in json.loads((CASES / "against.json").read_text("utf-8")) if len(case["articles"]) > 1][:8]
READINGS = [reading for case in TOLD for reading in Coverage(case).readings]
TODAY = date(2031, 6, 1)
AT = datetime(2031, 5, 4, 12, tzinfo=UTC)

SHIP = {
    "label": "a ship will sail",
    "title": "Lady Brand to sail for Skell",
    "names": {"Lady Brand": "organisation"},
    "articles": [
        {"says": [{"by": "Ann Lee", "of": "the Lady Brand will sail on 9 May", "ahead": True, "day": "2031-05-09"}]}
    ],
}


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


def add(ledger, *readings):
    for reading in readings:
        save_reading(ledger, reading, read_by="by hand", at=AT)


def found(briefing):
    """What was found, without ids, which hang on what came first."""
    text = {claim.id: claim.text for claim in briefing.claims}
    stories = {frozenset(story.articles) for story in briefing.stories}
    claims = {
        (
            claim.text,
            frozenset((m.statement, m.bearing) for m in claim.mentions),
            claim.lineage,
            claim.standing,
            frozenset((a.kind, text.get(a.claim), a.statement) for a in claim.against),
        )
        for claim in briefing.claims
    }
    return stories, claims


@given(st.permutations(READINGS), st.integers(1, 6))
@settings(max_examples=6)
def test_the_order_of_arrival_changes_no_claim(tmp_path_factory, arriving, at_once):
    with open_ledger(tmp_path_factory.mktemp("order") / "ledger.sqlite") as ledger:
        for at in range(0, len(arriving), at_once):
            add(ledger, *arriving[at : at + at_once])
            relink(ledger, TODAY, deaf)
        bit_by_bit = found(briefing(ledger))
    assert bit_by_bit == found(understand(READINGS, known=(), today=TODAY))


def test_what_is_not_touched_stays_as_it_was(ledger, monkeypatch):
    add(ledger, *READINGS[:-1])
    relink(ledger, TODAY, deaf)
    before = {story.id: story for story in briefing(ledger).stories}
    linked = []

    def listening(stories, *rest):
        stories = [list(readings) for readings in stories]
        linked.extend(reading.revision.article for readings in stories for reading in readings)
        return really(stories, *rest)

    really = linking.link
    monkeypatch.setattr(linking, "link", listening)
    add(ledger, READINGS[-1])
    relink(ledger, TODAY, deaf)
    after = {story.id: story for story in briefing(ledger).stories}
    changed = {article for name, story in after.items() if before.get(name) != story for article in story.articles}
    assert READINGS[-1].revision.article in changed
    assert set(linked) == changed
    assert len(changed) < len(READINGS) / 2


def test_nothing_new_links_nothing(ledger, monkeypatch):
    add(ledger, *READINGS[:2])
    relink(ledger, TODAY, deaf)
    monkeypatch.setattr(linking, "link", None)
    relink(ledger, TODAY, deaf)
    assert linked_on(ledger) == TODAY


def test_a_story_keeps_its_name_as_it_grows_and_when_its_first_article_comes_last(ledger):
    late, *rest = Coverage(TOLD[0]).readings[::-1]
    add(ledger, *rest)
    relink(ledger, TODAY, deaf)
    (before,) = briefing(ledger).stories
    add(ledger, late)
    relink(ledger, TODAY, deaf)
    (after,) = briefing(ledger).stories
    assert after.id == before.id
    assert len(after.articles) == len(before.articles) + 1


def test_a_day_that_passes_makes_a_prediction_overdue(ledger):
    add(ledger, *Coverage(SHIP).readings)
    for today, standing in ((date(2031, 5, 9), Standing.OPEN), (date(2031, 5, 10), Standing.OVERDUE)):
        relink(ledger, today, deaf)
        (claim,) = briefing(ledger).claims
        assert (claim.standing is Standing.OVERDUE) == (standing is Standing.OVERDUE)


def test_another_version_links_everything_anew(ledger, monkeypatch):
    add(ledger, *READINGS[:3])
    relink(ledger, TODAY, deaf)
    monkeypatch.setattr(linking, "__version__", "another")
    assert due(ledger, TODAY, "another").articles == {r.revision.article for r in READINGS[:3]}
    before = found(briefing(ledger))
    relink(ledger, TODAY, deaf)
    assert found(briefing(ledger)) == before


def test_what_came_in_while_it_was_linked_is_linked_next(ledger, monkeypatch):
    add(ledger, READINGS[0])
    really = linking.link

    def slow(*told):
        add(ledger, READINGS[1])
        return really(*told)

    monkeypatch.setattr(linking, "link", slow)
    relink(ledger, TODAY, deaf)
    monkeypatch.setattr(linking, "link", really)
    assert linked_on(ledger) is None
    relink(ledger, TODAY, deaf)
    assert found(briefing(ledger)) == found(understand(READINGS[:2], known=(), today=TODAY))


def test_a_text_is_read_once(ledger, monkeypatch):
    texts = ["The dam had burst.", "It gave way at dawn.", "The dam had burst.", ""]
    first = Memory(ledger).read(texts)
    monkeypatch.setattr(remembering, "read_anew", None)
    again = Memory(ledger).read(texts[::-1])
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one, other[::-1])
    with ledger.asking() as connection:
        assert len(connection.execute(tables.vectors.select()).all()) == 3


def test_what_the_network_says_is_what_is_kept(ledger):
    texts = ["The dam had burst.", f"A word that nobody wrote: {content_id('x', 'y')}"]
    for one, other in zip(remembering.read_anew(texts), Memory(ledger).read(texts), strict=True):
        np.testing.assert_array_equal(one, other)


def test_no_texts_are_read_too(ledger):
    assert Memory(ledger).read([]).topic.shape == (0, remembering.read_anew([""]).topic.shape[1])
