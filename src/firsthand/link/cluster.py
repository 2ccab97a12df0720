"""Which alike pairs make one claim? Those of two clusters, on average; and none that must be kept apart.

With single link a chain of small steps leads from "the bridge is shut" to "the minister is shut out"; with complete
link one odd wording ("it was only 12") splits what fifteen say. Here the two clusters whose statements are likeliest to
be one claim, averaged over all pairs across them, become one, again and again (average link: Sokal and Michener 1958).
Ties go by place, so the order of reading changes nothing.
"""

import math
from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush
from typing import Final

LINK: Final = 0.16
"""The mean chance from which two clusters are one. Low, for most pairs of one claim are worded too differently to be
sure of any by itself. BCubed P and F1 of the gold's train, each story judged by weights that the others taught: 82 and
78 at .1, 88 and 79 at .14, 89 and 79 at .16, 91 and 78 at .18, 94 and 75 at .25; look-alike pairs joined, of 36: 9, 6,
6, 6 and 5. On dev F1 is 78, 80, 80, 79 and 77; of 22 look-alike pairs 8, 6, 4, 4 and 4 are joined."""
CHECKED: Final = 24
"""Of each cluster so many members, evenly spread, are compared with the other's: a claim that a thousand papers word in
their own way must not cost a million comparisons."""


def clusters(
    count: int,
    pairs: Iterable[tuple[int, int]],
    score: Callable[[int, int], float],
    barred: Callable[[int, int], bool],
    link: float = LINK,
    *,
    together: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> tuple[tuple[int, ...], ...]:
    """Put the places `0..count-1` into clusters, each in rising order, in order of their first place.

    `pairs` are those worth comparing, in any order; `score` gives the chance of any pair, the lower place first, and
    `barred` whether it may never lie in one cluster. Pairs in `together` lie in one whatever their score, those in
    `apart` never; where the two contradict each other, they are apart.
    """
    made = _Clusters(count, score, barred)
    for left, right in pairs:
        made.propose(left, right)
    for left, right in apart:
        made.part(left, right)
    for left, right in together:  # before any other two, or these could be in the way
        made.unite(left, right)
    made.join(link)
    return tuple(tuple(members) for _, members in sorted(made.members.items()))


class _Clusters:
    """Clusters by their lowest place, and the means of those that propose to become one."""

    def __init__(self, count: int, score: Callable[[int, int], float], barred: Callable[[int, int], bool]) -> None:
        self.members = {place: [place] for place in range(count)}
        self._score, self._barred = score, barred
        self._near: dict[int, dict[int, float]] = {place: {} for place in range(count)}

    def propose(self, left: int, right: int) -> None:
        """Two places that may be one cluster."""
        if left != right and right not in self._near[left]:
            self._set(left, right, self._mean(left, right))

    def part(self, left: int, right: int) -> None:
        """Two places that are never in one cluster."""
        self._set(left, right, -math.inf)

    def unite(self, left: int, right: int) -> None:
        """Make one of the clusters in which the two places are, unless they are held apart."""
        homes = sorted(home for home, members in self.members.items() if left in members or right in members)
        if len(homes) > 1 and self._near[homes[0]].get(homes[1]) != -math.inf:
            self._merge(*homes)

    def join(self, link: float) -> None:
        """Join the likeliest two, as long as the mean chance is at least `link`."""
        waiting = [self._offer(a, b) for a, near in self._near.items() for b in near if a < b]
        heapify(waiting)
        while waiting and -waiting[0][0] >= link:
            _, left, right, *sizes = heappop(waiting)
            if [len(self.members.get(place, ())) for place in (left, right)] == sizes:
                for near in self._merge(left, right):
                    heappush(waiting, self._offer(min(left, near), max(left, near)))

    def _offer(self, left: int, right: int) -> tuple[float, int, int, int, int]:
        return -self._near[left][right], left, right, len(self.members[left]), len(self.members[right])

    def _merge(self, left: int, right: int) -> list[int]:
        """Make `right` part of `left`; gives the clusters whose means changed."""
        mine, theirs = len(self.members[left]), len(self.members[right])
        here, there = self._near.pop(left), self._near.pop(right)
        means = {}
        for near in sorted((here.keys() | there.keys()) - {left, right}):
            one = here[near] if near in here else self._mean(left, near)
            other = there[near] if near in there else self._mean(right, near)
            # Either is -inf where a pair is barred, and then so is the whole.
            means[near] = (mine * one + theirs * other) / (mine + theirs)
        self.members[left] = sorted(self.members[left] + self.members.pop(right))
        self._near[left] = {}
        for near, mean in means.items():
            self._near[near].pop(right, None)
            self._set(left, near, mean)
        return sorted(means)

    def _set(self, left: int, right: int, mean: float) -> None:
        self._near[left][right] = self._near[right][left] = mean

    def _mean(self, left: int, right: int) -> float:
        """The mean over the pairs across two clusters; -inf where one is barred."""
        pairs = [(min(a, b), max(a, b)) for a in _spread(self.members[left]) for b in _spread(self.members[right])]
        if any(self._barred(a, b) for a, b in pairs):
            return -math.inf
        return math.fsum(self._score(a, b) for a, b in pairs) / len(pairs)


def _spread(places: list[int]) -> list[int]:
    if len(places) <= CHECKED:
        return places
    return [places[at * (len(places) - 1) // (CHECKED - 1)] for at in range(CHECKED)]
