"""Clusters of places by made-up scores: most must hold, none may be barred, and the order of pairs changes nothing."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from firsthand.link.cluster import HOLD, LINK, clusters

Scores = dict[tuple[int, int], float]
ALIKE, UNLIKE = 0.8, 0.1


def joined(
    count: int, scores: Scores, *, barred: frozenset[tuple[int, int]] = frozenset()
) -> tuple[tuple[int, ...], ...]:
    return clusters(
        count, _pairs(scores), _score(scores), lambda one, other: (min(one, other), max(one, other)) in barred
    )


def _pairs(scores: Scores) -> list[tuple[int, int, float]]:
    return [(one, other, score) for (one, other), score in scores.items()]


def _score(scores: Scores) -> Callable[[int, int], float]:
    return lambda one, other: scores.get((min(one, other), max(one, other)), 0.0)


def test_an_odd_wording_joins_those_whom_it_mostly_fits() -> None:
    three = {(0, 1): ALIKE, (0, 2): ALIKE, (1, 2): ALIKE}
    assert joined(4, three | {(0, 3): 0.6, (1, 3): 0.6, (2, 3): UNLIKE}) == ((0, 1, 2, 3),)


def test_what_fits_half_stays_out() -> None:
    assert joined(3, {(0, 1): ALIKE, (1, 2): 0.6, (0, 2): UNLIKE}) == ((0, 1), (2,))


def test_one_barred_pair_keeps_all_apart() -> None:
    four = {(0, 1): ALIKE, (0, 2): ALIKE, (1, 2): ALIKE, (0, 3): 0.6, (1, 3): 0.6}
    assert joined(4, four, barred=frozenset({(2, 3)})) == ((0, 1, 2), (3,))


def test_what_holds_but_does_not_link_proposes_nothing() -> None:
    assert joined(2, {(0, 1): (HOLD + LINK) / 2}) == ((0,), (1,))


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
        st.sampled_from([0.1, 0.35, 0.5, 0.6, 0.9]),
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_pairs_changes_nothing(scores: Scores, random: object) -> None:
    pairs = _pairs(scores)
    shuffled = random.sample(pairs, len(pairs))  # type: ignore[attr-defined]
    found = clusters(8, pairs, _score(scores), lambda _one, _other: False)
    assert clusters(8, shuffled, _score(scores), lambda _one, _other: False) == found
    assert sorted(place for cluster in found for place in cluster) == list(range(8))
