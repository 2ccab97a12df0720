"""Every case in tests/cases/link: small invented coverage, and the claims, origins and conflicts it should give."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from link.made_coverage import Coverage

from firsthand.link import link
from firsthand.model.claim import Claim

HERE = Path(__file__).parent.parent / "cases" / "link"
CASES: list[dict[str, Any]] = [
    case
    for name in ("claims", "origins", "against", "negative")
    for case in json.loads((HERE / f"{name}.json").read_text())
]
KNOWN_FAILURES: list[dict[str, Any]] = json.loads((HERE / "known-failures.json").read_text())


def claims_by_name(case: dict[str, Any]) -> tuple[dict[str, Claim], Coverage]:
    coverage = Coverage(case)
    names = coverage.name_of
    return {names[m.statement]: claim for claim in link(coverage.stories) for m in claim.mentions}, coverage


def check(case: dict[str, Any]) -> None:
    found, coverage = claims_by_name(case)
    expect = case["expect"]
    names = coverage.name_of
    for together in expect.get("claims", []):
        assert len({found[name].id for name in together}) == 1, f"apart: {together}"
        assert {names[m.statement] for m in found[together[0]].mentions} == set(together)
    for one, other in expect.get("apart", []):
        assert found[one].id != found[other].id
    for name, counts in expect.get("origins", {}).items():
        lineage = found[name].lineage
        assert {key: getattr(lineage, key) for key in counts} == counts, lineage.origins
    for name, bearing in expect.get("bearing", {}).items():
        by_name = {names[m.statement]: m.bearing.value for m in found[name].mentions}
        assert by_name[name] == bearing
    for name, kinds in expect.get("against", {}).items():
        assert sorted(a.kind.value for a in found[name].against) == sorted(kinds), found[name].against
    for name, reasons in expect.get("merged", {}).items():
        merged = {m.reason.value for origin in found[name].lineage.origins for m in origin.merged}
        assert merged == set(reasons)
    for name, actors in expect.get("actors", {}).items():
        assert [origin.actor for origin in found[name].lineage.origins] == actors
    for name, values in expect.get("values", {}).items():
        assert [v.value for v in found[name].variants] == values
    for name, text in expect.get("text", {}).items():
        assert found[name].text == text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case: dict[str, Any]) -> None:
    assert case["expect"], "a case that expects nothing cannot fail"
    check(case)


@pytest.mark.parametrize("case", KNOWN_FAILURES, ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True, raises=AssertionError)
def test_known_failures(case: dict[str, Any]) -> None:
    check(case)


@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_nothing(case: dict[str, Any], random: Any) -> None:
    stories = Coverage(case).stories
    shuffled = [random.sample(readings, len(readings)) for readings in random.sample(stories, len(stories))]
    assert link(shuffled) == link(stories)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_every_statement_that_says_something_is_in_exactly_one_claim(case: dict[str, Any]) -> None:
    coverage = Coverage(case)
    mentioned = [m.statement for claim in link(coverage.stories) for m in claim.mentions]
    named = {key for keys in case["expect"].get("claims", []) for key in keys}
    assert len(mentioned) == len(set(mentioned))
    assert {coverage.statement_of[key] for key in named} <= set(mentioned) <= set(coverage.statement_of.values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_linking_again_with_what_is_known_keeps_every_id(case: dict[str, Any]) -> None:
    readings = Coverage(case).readings
    first = link([readings])
    assert link([readings], first) == first


@given(st.sampled_from(CASES), st.data())
def test_ids_stay_as_coverage_grows(case: dict[str, Any], data: st.DataObject) -> None:
    readings = Coverage(case).readings
    fewer = data.draw(st.lists(st.sampled_from(readings), unique_by=lambda r: r.revision.id, min_size=1))
    before = link([fewer])
    after = link([readings], before)
    ids = [claim.id for claim in after]
    assert len(ids) == len(set(ids))
    # A claim may be split or joined by what is new; the largest part of each old one that is not taken keeps its id.
    after_by_statement = {m.statement: claim.id for claim in after for m in claim.mentions}
    kept = {claim.id for claim in before if claim.id in {after_by_statement[m.statement] for m in claim.mentions}}
    joined = {after_by_statement[m.statement] for claim in before for m in claim.mentions}
    assert len(kept) == len(joined & {claim.id for claim in before})


def test_nothing_gives_nothing() -> None:
    assert link([]) == ()


@pytest.mark.parametrize("case", CASES[:10], ids=lambda case: case["label"])
def test_an_id_that_is_used_elsewhere_is_not_given_again(case: dict[str, Any]) -> None:
    stories = Coverage(case).stories
    used: set[str] = set()
    for _ in range(3):
        found = {claim.id for claim in link(stories, used=frozenset(used))}
        assert used.isdisjoint(found)
        used |= found
