"""In which claim is what makes none itself? What outlets only tell again, and what a wording said that was replaced.

Both join a claim that others make: where editors put them; where the statement is that stands in their place; or where
they are likeliest told again. Else they are in none.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.link.pairs import Group
from firsthand.link.ruled import Ruled
from firsthand.model.ids import StatementId

TOLD_AGAIN: Final = 0.4
"""The mean chance from which a sentence in an outlet's own voice tells a cluster's claim again. On the gold's train .5
joins 55 rightly, 5 with another claim, 23 with one that the gold does not have there; .35 joins 68, 9 and 55."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """The groups of a story by place, what editors ruled of them, and which statement stands `instead` of which.

    `mean` is how likely a group is a claim with those of a cluster.
    """

    groups: Sequence[Group]
    ruled: Ruled
    instead: Mapping[StatementId, StatementId]
    mean: Callable[[int, Sequence[int]], float]

    def with_the_rest(
        self, found: Sequence[tuple[int, ...]], pairs: Iterable[tuple[int, int]]
    ) -> tuple[tuple[int, ...], ...]:
        """The clusters of those that make claims, each with those that join it; `pairs` are worth comparing."""
        cluster_of = {at: place for place, members in enumerate(found) for at in members}
        near = self._near(pairs, cluster_of)
        home_of = dict(self._ruled(found, cluster_of))
        late = [at for at, group in enumerate(self.groups) if group.only_joins and at not in home_of]
        # What was replaced may follow a sentence that itself only joins.
        for at in sorted(late, key=lambda at: (self.groups[at].is_replaced, at)):
            home = self._heir(at, cluster_of, home_of)
            if home is None:
                home = self._likeliest(at, found, near.get(at, ()))
            if home is not None:
                home_of[at] = home
        more: dict[int, list[int]] = defaultdict(list)
        for at, home in home_of.items():
            more[home].append(at)
        return tuple(
            tuple(sorted((*members, *more[place])))
            for place, members in enumerate(found)
            if not self.groups[members[0]].only_joins
        )

    def _near(self, pairs: Iterable[tuple[int, int]], cluster_of: Mapping[int, int]) -> dict[int, set[int]]:
        near: dict[int, set[int]] = defaultdict(set)
        for pair in pairs:
            for one, other in (pair, pair[::-1]):
                if self.groups[one].only_joins and not self.groups[other].only_joins:
                    near[one].add(cluster_of[other])
        return near

    def _ruled(self, found: Sequence[tuple[int, ...]], cluster_of: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        for at in sorted({at for pair in self.ruled.together for at in pair if self.groups[at].only_joins}):
            mates = self.ruled.with_mates([at])
            homes = sorted(cluster_of[mate] for mate in mates if not self.groups[mate].only_joins)
            home = next((place for place in homes if not self.ruled.holds_apart(at, found[place])), None)
            if home is not None:
                yield at, home

    def _heir(self, at: int, cluster_of: Mapping[int, int], home_of: Mapping[int, int]) -> int | None:
        """Where what stands in the place of it is."""
        names = {self.instead.get(saying.statement.id) for saying in self.groups[at].sayings}
        heirs = (
            place
            for place, group in enumerate(self.groups)
            if not names.isdisjoint(saying.statement.id for saying in group.sayings)
        )
        heir = next(heirs, None) if names != {None} else None
        if heir is None:
            return None
        return home_of.get(heir) if self.groups[heir].only_joins else cluster_of[heir]

    def _likeliest(self, at: int, found: Sequence[tuple[int, ...]], places: Iterable[int]) -> int | None:
        chance, place = max(((self.mean(at, found[place]), -place) for place in places), default=(0.0, 0))
        return -place if chance >= TOLD_AGAIN else None
