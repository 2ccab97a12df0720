"""Every case in tests/cases/track: small invented coverage, and the standings, histories and echoes it should give."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link.made_coverage import Coverage

from firsthand.link import link
from firsthand.model.ids import ArticleId, StoryId
from firsthand.model.statement import Reading
from firsthand.model.story import Story
from firsthand.track import Tracked, track

HERE = Path(__file__).parent.parent / "cases" / "track"
CASES: list[dict[str, Any]] = [
    case for name in ("standing.json", "confirming.json") for case in json.loads((HERE / name).read_text())
]


def followed(coverage: Coverage, today: str, readings: Any = None) -> Tracked:
    found = [a_story(own) for own in coverage.stories]
    readings = coverage.readings if readings is None else readings
    claims = link([[r for r in readings if r.revision.article in story.articles] for story in found])
    return track(found, readings, coverage.past, claims, date.fromisoformat(today))


def a_story(readings: Sequence[Reading]) -> Story:
    return Story(id=StoryId(readings[0].revision.id), title="", articles=_articles(readings), first=None, last=None)


def _articles(readings: Sequence[Reading]) -> tuple[ArticleId, ...]:
    return tuple(reading.revision.article for reading in readings)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case: dict[str, Any]) -> None:
    coverage = Coverage(case)
    found = followed(coverage, case["today"])
    by_name = {coverage.name_of[m.statement]: claim for claim in found.claims for m in claim.mentions}
    expect = case["expect"]
    assert expect, "a case that expects nothing cannot fail"
    for together in expect.get("same", []):
        assert len({by_name[name].id for name in together}) == 1
    for name, standing in expect.get("standing", {}).items():
        assert by_name[name].standing.value == standing, by_name[name]
    for name, whats in expect.get("history", {}).items():
        assert [d.what.value for d in by_name[name].history] == whats
    for name, actors in expect.get("by", {}).items():
        assert [d.by for d in by_name[name].history] == actors
    for name, counts in expect.get("origins", {}).items():
        assert {key: getattr(by_name[name].lineage, key) for key in counts} == counts
    if "echoes" in expect:
        assert sorted(coverage.name_of[e.statement] for e in found.echoes) == expect["echoes"]
    for claim in found.claims:
        (own,) = (
            a_story(readings).id for readings in coverage.stories if claim.mentions[0].article in _articles(readings)
        )
        assert claim.story == own


@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_nothing(case: dict[str, Any], random: Any) -> None:
    coverage = Coverage(case)
    shuffled = random.sample(coverage.readings, len(coverage.readings))
    assert followed(coverage, case["today"], shuffled) == followed(coverage, case["today"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_history_is_in_time_order(case: dict[str, Any]) -> None:
    coverage = Coverage(case)
    found = followed(coverage, case["today"])
    for claim in found.claims:
        whens = [d.when.sort_key[0] for d in claim.history if d.when]
        assert whens == sorted(whens)


def test_nothing_gives_nothing() -> None:
    assert track([], [], {}, [], date(2031, 5, 4)) == Tracked(claims=(), echoes=(), changes=(), turns={})
