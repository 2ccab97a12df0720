"""What speaks against a claim? A denial by another, or a value or state that cannot hold beside it.

Nothing is a contradiction because it looks like one. Every kind has its rule: a *denial* by somebody who is not
the one who said it; a *number* of the same slot, as of the same day, from different sources, where no number can
be both; a *status* (shut, open) of the same thing on the same day; a *place* or *time* of what happens once. The
same body giving another figure later updates; figures of other scope or day do not clash.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Final

from firsthand.link.clashes import clashes_within
from firsthand.link.roots import actor_key
from firsthand.link.roster import Roster
from firsthand.link.saying import Saying
from firsthand.link.sources import same_source, who_says
from firsthand.link.variants import Value
from firsthand.model.claim import Against, AgainstKind, Bearing
from firsthand.model.ids import StatementId
from firsthand.model.when import Precision, When
from firsthand.text.senses import senses

ALIKE_BUT_FOR: Final = 0.6
"""Likeness of the words from which two statements speak of one thing, whatever they say of it. Set on the cases."""
MOST_VALUES: Final = 60
"""Of each slot so many different values are compared with each other."""
_FALL_WITHIN: Final = timedelta(days=2)
"""A total that only grows and is lower again within so many days was counted otherwise, not updated."""
_OPPOSED: Final = frozenset({Bearing.DENIES})
_FOR: Final = frozenset({Bearing.SUPPORTS, Bearing.PREDICTS})


def against_within(
    sayings: Sequence[Saying], bearing: Mapping[StatementId, Bearing], values: Sequence[Value], roster: Roster
) -> tuple[Against, ...]:
    """All that speaks against a claim within it; a statement is cited once, as a denial before anything else."""
    found = (*denials(sayings, bearing, roster), *number_conflicts(values, roster), *clashes_within(sayings, roster))
    out: dict[StatementId | None, Against] = {}
    for one in found:
        out.setdefault(one.statement, one)
    return tuple(out.values())


def denials(sayings: Sequence[Saying], bearing: Mapping[StatementId, Bearing], roster: Roster) -> tuple[Against, ...]:
    """Denials by others than all who support; who takes back his own word does not contradict it."""
    supporters = [s for s in sayings if bearing[s.statement.id] in _FOR]
    out: dict[tuple[str | None, str], Against] = {}
    for saying in sayings:
        if bearing[saying.statement.id] not in _OPPOSED or saying.takes_back:
            continue
        others = [s for s in supporters if not same_source(s, saying, roster)]
        if supporters and not others:
            continue
        who, whom = who_says(saying, roster), who_says(others[0], roster) if others else "what was said"
        why = f"{who} denies what {whom} says." if others else f"{who} denies it."
        key = (actor_key(saying) or saying.reading.revision.article, saying.fold)
        out.setdefault(key, Against(kind=AgainstKind.DENIAL, claim=None, statement=saying.statement.id, why=why))
    return tuple(out.values())


def number_conflicts(values: Sequence[Value], roster: Roster) -> tuple[Against, ...]:
    """Values of one slot that cannot both hold; each later or less-carried one is cited once."""
    out: dict[StatementId, Against] = {}
    for one, other in combinations(_distinct(values), 2):
        if not one.figure.same_kind(other.figure) or one.figure.can_hold_with(other.figure):
            continue
        if same_source(one.saying, other.saying, roster) or not _at_odds(one, other):
            continue
        why = (
            f"{who_says(one.saying, roster)} gives {one.figure.value} and {who_says(other.saying, roster)} "
            f"{other.figure.value} for {one.figure.slot}{_when(other)}; both cannot hold."
        )
        found = Against(kind=AgainstKind.NUMBER, claim=None, statement=other.saying.statement.id, why=why)
        out.setdefault(other.saying.statement.id, found)
    return tuple(out.values())


def _distinct(values: Sequence[Value]) -> list[Value]:
    """The first mention of each value by each source on each day."""
    out: dict[tuple[object, ...], Value] = {}
    for value in values:
        actor = actor_key(value.saying) or value.saying.reading.revision.article
        day = value.as_of.earliest if value.as_of is not None else None
        out.setdefault((value.figure.kind, value.figure.scope, value.figure.value, actor, day), value)
    return list(out.values())[:MOST_VALUES]


def _at_odds(one: Value, other: Value) -> bool:
    """Whether the two are for one point in time, or a total that only grows has fallen from one source to the other."""
    if one.as_of is None or other.as_of is None:
        return False
    if _day(one.as_of).meets(_day(other.as_of)):
        return not _grew_within_the_day(one, other)
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
