"""What speaks against a claim? A denial by another, or a value or state that cannot hold beside it.

Nothing is a contradiction because it looks like one. Every kind has its rule: a *denial* by somebody who is not
the one who said it; a *number* of the same slot, as of the same day, from different sources, where no number can
be both; a *status* (shut, open) of the same thing on the same day; a *place* or *time* of what happens once. The
same body giving another figure later updates; figures of other scope or day do not clash.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Final

from firsthand.link.clashes import clashes_within
from firsthand.link.denials import denials
from firsthand.link.roots import actor_key
from firsthand.link.roster import Roster
from firsthand.link.saying import Saying
from firsthand.link.sources import same_source, who_says
from firsthand.link.variants import BARE, Value
from firsthand.model.claim import Against, AgainstKind, Bearing
from firsthand.model.ids import StatementId
from firsthand.model.when import Precision, When
from firsthand.text.numbers import Figure
from firsthand.text.senses import senses

MOST_VALUES: Final = 60
"""Of each slot so many different values are compared with each other."""
TIMES_APART: Final = 10
"""Figures of one slot of which the one is more than so many times the other are of two things: 6 florins, and 800
million. The clashing figures of the gold's train are up to seven times apart."""
ONE_COUNT: Final = 0.2
"""The chance of being one claim from which two statements count one thing, where they do not tell what became of
people: 120 million borrowed are not 80 million paid out."""
_FALL_WITHIN: Final = timedelta(days=2)
"""A total that only grows and is lower again within so many days was counted otherwise, not updated."""


def against_within(
    sayings: Sequence[Saying],
    bearing: Mapping[StatementId, Bearing],
    values: Sequence[Value],
    roster: Roster,
    chance: Callable[[Saying, Saying], float],
) -> tuple[Against, ...]:
    """All that speaks against a claim within it; a statement is cited once, as a denial before anything else."""
    found = (
        *denials(sayings, bearing, roster, chance),
        *number_conflicts(values, roster, chance),
        *clashes_within(sayings, roster),
    )
    out: dict[StatementId | None, Against] = {}
    for one in found:
        out.setdefault(one.statement, one)
    return tuple(out.values())


def number_conflicts(
    values: Sequence[Value], roster: Roster, chance: Callable[[Saying, Saying], float]
) -> tuple[Against, ...]:
    """Values of one slot that cannot both hold; each later or less-carried one is cited once."""
    out: dict[StatementId, Against] = {}
    moving = _moving(values, roster)
    for one, other in combinations(_distinct(values), 2):
        if other.saying.statement.id in out or not _exclude(one.figure, other.figure):
            continue
        if same_source(one.saying, other.saying, roster) or not _at_odds(one, other, moving):
            continue
        if one.figure.kind not in senses().outcomes and chance(one.saying, other.saying) < ONE_COUNT:
            continue
        why = (
            f"{who_says(one.saying, roster)} gives {one.figure.value} and {who_says(other.saying, roster)} "
            f"{other.figure.value} for {one.figure.slot}{_when(other)}; both cannot hold."
        )
        out[other.saying.statement.id] = Against(
            kind=AgainstKind.NUMBER, claim=None, statement=other.saying.statement.id, why=why
        )
    return tuple(out.values())


def _exclude(one: Figure, other: Figure) -> bool:
    """Whether both count the same, no number can be both, and they are not so far apart that they are of two things."""
    small, large = sorted((one.amount, other.amount))
    return one.same_kind(other) and not one.can_hold_with(other) and large <= TIMES_APART * small


def _moving(values: Sequence[Value], roster: Roster) -> frozenset[str]:
    """The slots whose value is another on another day: what grows, and what one body gives anew that nobody had given.

    Who gives up its own figure for another's shows no change of the thing itself.
    """
    found = {*senses().growing, BARE}
    for earlier, later in combinations(values, 2):
        kind = later.figure.kind
        if kind is None or kind in found or earlier.figure.can_hold_with(later.figure):
            continue
        if earlier.figure.same_kind(later.figure) and same_source(earlier.saying, later.saying, roster):
            known = (v for v in values if v.saying.order < later.saying.order)
            if not any(v.figure.can_hold_with(later.figure) for v in known):
                found.add(kind)
    return frozenset(found)


def _distinct(values: Sequence[Value]) -> list[Value]:
    """The first mention of each value by each source on each day."""
    out: dict[tuple[object, ...], Value] = {}
    for value in values:
        actor = actor_key(value.saying) or value.saying.reading.revision.article
        day = value.as_of.earliest if value.as_of is not None else None
        out.setdefault((value.figure.kind, value.figure.scope, value.figure.value, actor, day), value)
    return list(out.values())[:MOST_VALUES]


def _at_odds(one: Value, other: Value, moving: Collection[str]) -> bool:
    """Whether the two are for one point in time, or what they count does not move, or fell though it only grows."""
    if one.as_of is None or other.as_of is None:
        return False
    if _day(one.as_of).meets(_day(other.as_of)):
        return not _grew_within_the_day(one, other)
    if one.figure.kind not in moving:
        return True
    if one.figure.kind not in senses().growing or one.as_of.latest is None or other.as_of.earliest is None:
        return False
    return one.figure.low > other.figure.high and other.as_of.earliest - one.as_of.latest <= _FALL_WITHIN


def _grew_within_the_day(one: Value, other: Value) -> bool:
    """Whether both have a time of day, and the later value of a growing total is the higher: an update."""
    if one.as_of is None or other.as_of is None or one.figure.kind not in senses().growing:
        return False
    if {one.as_of.precision, other.as_of.precision} != {Precision.TIME}:
        return False
    return one.as_of.sort_key < other.as_of.sort_key and one.figure.high < other.figure.low


def _day(when: When) -> When:
    return When.day(when.earliest) if when.precision is Precision.TIME and when.earliest is not None else when


def _when(value: Value) -> str:
    return f" on {_day(value.as_of)}" if value.as_of is not None else ""
