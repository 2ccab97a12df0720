"""Which claims of different stories do editors hold to be one? The stories stay two, and so do their other claims.

The trial of a captain tells again how many died on his ferry: another story, and one claim of it is of the first.
"""

from collections.abc import Iterable, Sequence

from firsthand.link.saying import Saying
from firsthand.model.correction import Joining
from firsthand.model.ids import StatementId


def across(sets: Sequence[Sequence[Saying]], story: Sequence[int], joining: Joining) -> tuple[tuple[int, ...], ...]:
    """The places of `sets` that are one claim, in rising order; `story` has the story of each.

    Within a story nothing is joined here: that was done where its statements were compared. What is apart stays so.
    """
    place_of = {saying.statement.id: at for at, members in enumerate(sets) for saying in members}

    def known(pairs: Iterable[tuple[StatementId, StatementId]]) -> list[tuple[int, int]]:
        return [(place_of[one], place_of[other]) for one, other in pairs if one in place_of and other in place_of]

    apart = {frozenset(pair) for pair in known(joining.apart)}
    home = [[at] for at in range(len(sets))]
    for left, right in known(joining.together):
        one, other = home[left], home[right]
        is_barred = any(frozenset((a, b)) in apart for a in one for b in other)
        if story[left] != story[right] and one is not other and not is_barred:
            one += other
            for at in other:
                home[at] = one
    return tuple(sorted({tuple(sorted(places)) for places in home}))
