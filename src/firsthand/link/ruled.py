"""What do editors hold to be one claim, or not to be one? In places of groups, as clustering needs it.

Two statements in the very same words ("at least seven died", of two ferries) are one group before anything is compared:
where an editor holds them apart, the later one becomes a group of its own.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
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
