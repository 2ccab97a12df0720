"""Has a party to a dispute given up its side?

"Greyhaven said 212 for a week. On Tuesday its chief executive conceded that the police were right." A party concedes
where it asserts later, and for certain, what it denied; or where it says, in the paragraph that tells the dispute,
that the other side was right or that it was wrong itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.model.claim import Bearing
from firsthand.model.statement import Statement
from firsthand.track.told import Told, bodies_of


def asserts_after_all(denial: Told, told: Sequence[Told]) -> Told | None:
    """The later mention in which the body that gave `denial` asserts the claim; None where it keeps to its word.

    Where it denies once more after that, in a later article, it has conceded nothing. `told` are in time order.
    """
    same = [one for one in told if one.is_of_body(denial) and _is_later(one, denial)]
    yes = next((one for one in same if one.is_firm and one.on_record), None)
    if yes is None or any(one.bearing is Bearing.DENIES and _is_later(one, yes) for one in same):
        return None
    return yes


def _is_later(one: Told, other: Told) -> bool:
    return one.order > other.order and one.reading is not other.reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Concession:
    """What a party says when it gives up its side, and the mention of the dispute beside which it stands."""

    statement: Statement
    where: Told

    @property
    def by(self) -> str | None:
        """Who gives up."""
        return self.statement.chain[0].actor if self.statement.chain else self.where.by


def gives_up(party: Told, told: Sequence[Told]) -> Concession | None:
    """Where the body of `party` concedes in so many words, beside a mention among `told`.

    None where it does not, or where it says so before `party` said what it is about.
    """
    for one in told:
        if one.order >= party.order:
            for statement in one.conceding:
                if not bodies_of(statement, one.entities).isdisjoint(party.bodies):
                    return Concession(statement=statement, where=one)
    return None
