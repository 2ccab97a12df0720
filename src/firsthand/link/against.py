"""What speaks against a claim? A denial by another, or a value or state that cannot hold beside it.

Nothing is a contradiction because it looks like one. Every kind has its rule: a *denial* by somebody who is not
the one who said it; a *number* of the same slot, as of the same day, from different sources, where no number can
be both; a *status* (shut, open) of the same thing on the same day; a *place* or *time* of what happens once. The
same body giving another figure later updates; figures of other scope or day do not clash.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Final

from firsthand.link.bodies import one_body
from firsthand.link.gates import days_clash, opposite_states
from firsthand.link.roots import actor_key
from firsthand.link.roster import Roster
from firsthand.link.saying import Saying
from firsthand.link.variants import Value, as_of
from firsthand.model.claim import Against, AgainstKind, Bearing
from firsthand.model.entity import EntityType
from firsthand.model.ids import ClaimId, StatementId
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


def denials(sayings: Sequence[Saying], bearing: Mapping[StatementId, Bearing], roster: Roster) -> tuple[Against, ...]:
    """Denials by others than all who support; who takes back his own word does not contradict it."""
    supporters = [s for s in sayings if bearing[s.statement.id] in _FOR]
    out: dict[tuple[str | None, str], Against] = {}
    for saying in sayings:
        if bearing[saying.statement.id] not in _OPPOSED or saying.takes_back:
            continue
        others = [s for s in supporters if not _same_source(s, saying, roster)]
        if supporters and not others:
            continue
        who, whom = _who(saying, roster), _who(others[0], roster) if others else "what was said"
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
        if _same_source(one.saying, other.saying, roster) or not _at_odds(one, other):
            continue
        why = (
            f"{_who(one.saying, roster)} gives {one.figure.value} and {_who(other.saying, roster)} "
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


def claim_conflicts(
    alike: Iterable[tuple[Saying, Saying]], claim_of: Callable[[StatementId], ClaimId | None], roster: Roster
) -> Mapping[ClaimId, tuple[Against, ...]]:
    """A status, a place or a time of one thing that cannot hold beside another, of those whose words are `alike`.

    Where the two lie in two claims, each claim cites the other; in one claim, it cites the later statement.
    """
    out: dict[ClaimId, dict[tuple[object, AgainstKind], Against]] = {}
    for one, other in sorted(alike, key=lambda pair: (pair[0].order, pair[1].order)):
        mine, theirs = claim_of(one.statement.id), claim_of(other.statement.id)
        if mine is None or theirs is None or _same_source(one, other, roster):
            continue
        found = next(_kinds(one, other, roster), None)
        if found is None:
            continue
        kind, says = found
        if mine == theirs:
            within = Against(kind=kind, claim=None, statement=other.statement.id, why=says)
            out.setdefault(mine, {}).setdefault((other.statement.id, kind), within)
        else:
            for here, there in ((mine, theirs), (theirs, mine)):
                across = Against(kind=kind, claim=there, statement=None, why=says)
                out.setdefault(here, {}).setdefault((there, kind), across)
    return {claim: tuple(found.values()) for claim, found in out.items()}


def _kinds(one: Saying, other: Saying, roster: Roster) -> Iterator[tuple[AgainstKind, str]]:
    if one.denies or other.denies or one.statement.conditional or other.statement.conditional:
        return
    mine, theirs = _who(one, roster), _who(other, roster)
    states = opposite_states(one, other)
    if states is not None and _share_a_name(one, other) and _same_day(one, other):
        yield AgainstKind.STATUS, f"{mine} says {states[0]}, {theirs} says {states[1]}, of the same day."
    if senses().once.isdisjoint(one.words & other.words) or not _share_a_subject(one, other, roster):
        return
    if days_clash(one, other):
        days = one.statement.event_time.norm, other.statement.event_time.norm
        yield AgainstKind.TIME, f"{mine} puts it on {days[0]}, {theirs} on {days[1]}."
    here, there = _places(one, other, roster), _places(other, one, roster)
    if here and there:
        yield AgainstKind.PLACE, f"{mine} puts it in {here}, {theirs} in {there}."


def _places(one: Saying, other: Saying, roster: Roster) -> str | None:
    places = sorted(k for k in one.names - other.names if roster.kinds.get(k) is EntityType.PLACE)
    return roster.names.get(places[0], places[0]) if places else None


def _share_a_name(one: Saying, other: Saying) -> bool:
    return bool(one.names & other.names)


def _share_a_subject(one: Saying, other: Saying, roster: Roster) -> bool:
    """Whether both name the same person or thing, and not only the same country or town."""
    broad = {EntityType.PLACE, EntityType.COUNTRY}
    return any(roster.kinds.get(key) not in broad for key in one.names & other.names)


def _same_day(one: Saying, other: Saying) -> bool:
    """Whether both speak of one day: the day of what happened if both give it, else that of speaking."""
    mine = one.statement.event_time.norm or as_of(one)
    theirs = other.statement.event_time.norm or as_of(other)
    return mine is not None and theirs is not None and _day(mine).meets(_day(theirs))


def _same_source(one: Saying, other: Saying, roster: Roster) -> bool:
    mine, theirs = actor_key(one), actor_key(other)
    return mine is not None and theirs is not None and one_body(mine, theirs, roster)


def _who(saying: Saying, roster: Roster) -> str:
    if saying.actor is None:
        return "an unidentified source"
    return roster.names.get(saying.actor) or next(
        (hop.actor for hop in saying.statement.chain if hop.actor), "an unidentified source"
    )
