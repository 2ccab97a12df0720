"""What do editors hold to be one claim, or not to be one? In places of groups, as clustering needs it.

Two statements in the very same words ("at least seven died", of two ferries) are one group before anything is compared:
where an editor holds them apart, the later one becomes a group of its own.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from firsthand.link.pairs import Group
from firsthand.model.correction import Joining
from firsthand.model.ids import StatementId

_Pairs: TypeAlias = Sequence[tuple[StatementId, StatementId]]


@dataclass(frozen=True, slots=True)
class Ruled:
    """Places of groups that are one claim (`together`), and that are not (`apart`); in each pair the lower first."""

    together: frozenset[tuple[int, int]]
    apart: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, groups: Sequence[Group], joining: Joining) -> "Ruled":
        """What `joining` says of `groups`; statements that are in none are passed over."""
        place_of = {saying.statement.id: at for at, group in enumerate(groups) for saying in group.sayings}

        def known(pairs: _Pairs) -> Iterator[tuple[int, int]]:
            for one, other in pairs:
                if one in place_of and other in place_of and place_of[one] != place_of[other]:
                    yield min(place_of[one], place_of[other]), max(place_of[one], place_of[other])

        apart = frozenset(known(joining.apart))
        return cls(together=frozenset(known(joining.together)) - apart, apart=apart)

    def holds_apart(self, place: int, others: Iterable[int]) -> bool:
        """Whether the one is no claim with one of the others."""
        return any((min(place, other), max(place, other)) in self.apart for other in others)

    def chains(self, may: Callable[[int], bool]) -> tuple[tuple[int, int], ...]:
        """Pairs that are one claim, of those places that `may` be paired; they stand for those through others, too."""
        direct = sorted(pair for pair in self.together if all(map(may, pair)))
        others = sorted({place for pair in self.together for place in pair if not may(place)})
        through = (pairwise(sorted(filter(may, self.with_mates([place])))) for place in others)
        return (*direct, *(pair for pairs in through for pair in pairs))

    def mates(self, place: int) -> frozenset[int]:
        """The places that are one claim with `place`."""
        return frozenset(other for pair in self.together if place in pair for other in pair if other != place)

    def with_mates(self, places: Collection[int]) -> frozenset[int]:
        """`places`, and all that are one claim with one of them, or with one of those."""
        found, new = set(places), set(places)
        while new:
            new = {mate for place in new for mate in self.mates(place)} - found
            found |= new
        return frozenset(found)


def parted(groups: Sequence[Group], apart: _Pairs) -> tuple[Group, ...]:
    """`groups`, none of which has both of a pair in `apart`."""
    out = list(groups)
    for one, other in apart:
        for at, group in enumerate(out):
            held = [saying for saying in group.sayings if saying.statement.id in {one, other}]
            if len(held) > 1:
                left = tuple(saying for saying in group.sayings if saying is not held[-1])
                out[at : at + 1] = [Group(left), Group((held[-1],))]
                break
    return tuple(out)
