"""Clusters of places by made-up chances: the likeliest on average join, none that is barred, in any order of pairs."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.link.cluster import LINK, clusters
from firsthand.link.compare import APART

Scores = dict[tuple[int, int], float]
LIKELY, UNLIKELY = 0.8, 0.02


def joined(
    count: int, scores: Scores, *, barred: frozenset[tuple[int, int]] = frozenset(), proposed: Scores | None = None
) -> tuple[tuple[int, ...], ...]:
    return clusters(count, scores if proposed is None else proposed, _score(scores), lambda *pair: pair in barred)


def _score(scores: Scores) -> Callable[[int, int], float]:
    def score(one: int, other: int) -> float:
        assert one < other, "the lower place comes first"
        return scores.get((one, other), 0.0)

    return score


THREE = {(0, 1): LIKELY, (0, 2): LIKELY, (1, 2): LIKELY}


def test_an_odd_wording_joins_those_whom_it_mostly_fits() -> None:
    assert joined(4, THREE | {(0, 3): 0.5, (1, 3): 0.4, (2, 3): UNLIKELY}) == ((0, 1, 2, 3),)


def test_one_likely_pair_does_not_join_two_clusters() -> None:
    six = THREE | {(a + 3, b + 3): score for (a, b), score in THREE.items()}
    assert joined(6, six | {(0, 3): 0.7}) == ((0, 1, 2), (3, 4, 5))


def test_one_barred_pair_keeps_all_apart() -> None:
    four = THREE | {(0, 3): 0.6, (1, 3): 0.6, (2, 3): 0.6}
    assert joined(4, four) == ((0, 1, 2, 3),)
    assert joined(4, four, barred=frozenset({(2, 3)})) == ((0, 1, 2), (3,))


def test_a_pair_that_a_gate_keeps_apart_weighs_against_its_clusters() -> None:
    between = {(0, 1): LIKELY, (1, 2): LIKELY}
    assert joined(3, between | {(0, 2): 0.0}) == ((0, 1, 2),)
    assert joined(3, between | {(0, 2): APART}) == ((0, 1), (2,))


def test_pairs_that_nobody_proposed_count_in_the_mean() -> None:
    far = {(0, 1): LIKELY, (1, 2): LIKELY, (0, 2): 0.0}
    near = far | {(0, 2): LIKELY}
    proposed = {(0, 1): 0.0, (1, 2): 0.0}
    assert joined(3, near, proposed=proposed) == ((0, 1, 2),)
    assert joined(3, far | {(1, 2): LINK}, proposed=proposed) == ((0, 1), (2,))


@pytest.mark.parametrize(("score", "expected"), [(LINK, ((0, 1),)), (LINK - 0.01, ((0,), (1,)))])
def test_two_join_from_the_chance_of_a_claim_on(score: float, expected: tuple[tuple[int, ...], ...]) -> None:
    assert joined(2, {(0, 1): score}) == expected


def test_of_equals_the_first_join_first() -> None:
    even = {(0, 1): 0.5, (1, 2): 0.5, (2, 3): 0.5}
    assert joined(4, even, barred=frozenset({(0, 2), (1, 3)})) == ((0, 1), (2, 3))


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
        st.sampled_from([0.02, 0.15, 0.3, 0.6, 0.9]),
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_pairs_changes_nothing(scores: Scores, random: object) -> None:
    shuffled = dict(random.sample(list(scores.items()), len(scores)))  # type: ignore[attr-defined]
    found = joined(8, scores)
    assert joined(8, scores, proposed=shuffled) == found
    assert sorted(place for cluster in found for place in cluster) == list(range(8))
