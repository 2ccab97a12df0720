"""Which articles tell one story, by how alike they are? Those that are as alike as each group of them is within.

Average link (Sokal and Michener 1958), the most alike groups first, with one rule more: two storms of one summer are
alike, and each is more like itself. The order in which articles came changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Final

TOGETHER: Final = 0.1
"""Average likeness below which two groups of articles are never one story."""
AS_WITHIN: Final = 0.66
"""The share of the likeness within two groups (the mean of both) that the likeness across them must have: two storms of
one summer are alike, and each is more like itself. BCubed F1 on ECB+ (topics 1-35, subtopics as gold), and on the own
stories for training: 88.8 and 100 at .62, 91.2 and 100 at .65, 91.6 and 100 at .66."""
PROPOSED: Final = 0.05
"""Likeness below which two articles propose nothing, and count as unlike."""
FADES_IN_DAYS: Final = 30.0
"""Days after which likeness counts for 1/e: a story seldom rests for longer and is still the same."""


@dataclass(slots=True)
class _Group:
    """Places in one group, the sum of likeness of all pairs within, and the sums to other groups by their number."""

    places: list[int]
    within: float
    near: dict[int, float]

    def mean_within(self) -> float | None:
        """How alike its articles are on average; None for a single one."""
        many = len(self.places)
        return 2 * self.within / (many * (many - 1)) if many > 1 else None


def companies(count: int, pairs: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Groups of the places `0..count-1` by the likeness of `pairs`; a pair that is not among them counts as 0.

    Groups that are each more alike within than to the other stay apart, until one of them has grown. Groups and their
    members in rising order.
    """
    groups = {at: _Group([at], 0.0, {}) for at in range(count)}
    for (left, right), score in pairs.items():
        groups[left].near[right] = score
        groups[right].near[left] = score
    waiting = [_offer(groups, left, right) for left, right in pairs]
    heapify(waiting)
    while waiting and -waiting[0][0] >= TOGETHER:
        score, left, right, *sizes = heappop(waiting)
        one, other = groups.get(left), groups.get(right)
        if one is None or other is None or [len(one.places), len(other.places)] != sizes:
            continue  # one of them has grown since, and waits with its new likeness
        if _is_one(one, other, -score):
            for near in _merge(groups, left, right):
                heappush(waiting, _offer(groups, min(left, near), max(left, near)))
    return sorted(sorted(group.places) for group in groups.values())


def _offer(groups: Mapping[int, _Group], left: int, right: int) -> tuple[float, int, int, int, int]:
    """Two groups that may be one, the most alike first: their likeness, numbers and sizes. The lowest win a tie."""
    one, other = len(groups[left].places), len(groups[right].places)
    return -groups[left].near[right] / (one * other), left, right, one, other


def _is_one(one: _Group, other: _Group, across: float) -> bool:
    """Whether two groups are not much more alike within than `across`."""
    mine, theirs = one.mean_within(), other.mean_within()
    return mine is None or theirs is None or 2 * across >= AS_WITHIN * (mine + theirs)


def _merge(groups: dict[int, _Group], at: int, other: int) -> list[int]:
    """Make `other` part of `at`; gives the groups whose likenesses changed."""
    gone = groups.pop(other)
    kept = groups[at]
    kept.places += gone.places
    kept.within += gone.within + kept.near.pop(other, 0.0)
    gone.near.pop(at, None)
    for place, total in gone.near.items():
        kept.near[place] = kept.near.get(place, 0.0) + total
        groups[place].near.pop(other, None)
    for place, total in kept.near.items():
        groups[place].near[at] = total
    return sorted(kept.near)
