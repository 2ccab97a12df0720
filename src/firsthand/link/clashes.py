"""Which two statements tell of one thing what cannot both be: another state, another day, another place?

"The bridge is shut" and "it is open", of one day; "he resigned" and "he was dismissed", whatever the day; "he was
arrested in Northport" and "in Southport". They lie in one claim, or in two whose words are alike.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from firsthand.link.gates import days_clash, tolls
from firsthand.link.offices import holders_here
from firsthand.link.roots import actor_key
from firsthand.link.roster import Roster
from firsthand.link.saying import Saying, is_recap
from firsthand.link.sources import same_source, who_says
from firsthand.link.variants import as_of
from firsthand.model.claim import Against, AgainstKind
from firsthand.model.entity import EntityType
from firsthand.model.ids import ClaimId, StatementId
from firsthand.model.when import Precision, When
from firsthand.text.opposing import Axis, opposing
from firsthand.text.senses import senses
from firsthand.text.states import State

ONE_MATTER: Final = 0.1
"""The chance of being one claim from which statements of two claims are of one matter, so that two states of it clash.
On the gold's train 6 of 7 clashes above it are right, 6 of 10 at half of it; of dev 7 of 7."""
ALIKE_BUT_FOR: Final = 0.6
"""Likeness of the words from which two statements are of one matter, even where the places or days that they name keep
them from being one claim. Set on the cases."""
MOST_COMPARED: Final = 60
"""Of each claim so many statements that tell a state are compared with each other."""

Found = tuple[AgainstKind, str]


def clashes_within(members: Sequence[Saying], roster: Roster) -> tuple[Against, ...]:
    """What statements of one claim tell of its matter that cannot both be; each later one is cited once."""
    out: dict[StatementId, Against] = {}
    for one, other in combinations(_telling(members), 2):
        if other.statement.id not in out and not same_source(one, other, roster):
            found = next(_kinds(one, other, roster), None)
            if found is not None:
                kind, says = found
                out[other.statement.id] = Against(kind=kind, claim=None, statement=other.statement.id, why=says)
    return tuple(out.values())


def claim_conflicts(
    alike: Iterable[tuple[Saying, Saying]], claim_of: Callable[[StatementId], ClaimId | None], roster: Roster
) -> Mapping[ClaimId, tuple[Against, ...]]:
    """The same, of two claims with statements that are `alike`: each claim cites the other."""
    out: dict[ClaimId, dict[tuple[object, AgainstKind], Against]] = {}
    for one, other in sorted(alike, key=lambda pair: (pair[0].order, pair[1].order)):
        mine, theirs = claim_of(one.statement.id), claim_of(other.statement.id)
        if mine is None or theirs is None or mine == theirs or same_source(one, other, roster):
            continue
        found = next(_kinds(one, other, roster), None) if _tells(one) and _tells(other) else None
        if found is None or _of_other_offices(one, other):
            continue
        for here, there in ((mine, theirs), (theirs, mine)):
            across = Against(kind=found[0], claim=there, statement=None, why=found[1])
            out.setdefault(here, {}).setdefault((there, found[0]), across)
    return {claim: tuple(found.values()) for claim, found in out.items()}


def _of_other_offices(one: Saying, other: Saying) -> bool:
    """Whether one tells of the governor, by name or office or in his own words, and the other of the minister."""
    mine, theirs = _offices(one), _offices(other)
    return bool(mine) and bool(theirs) and not mine & theirs


def _offices(saying: Saying) -> frozenset[str]:
    """The offices that its words name, and those that whom it names holds in its article."""
    held = {office for office, holder in holders_here(saying.reading).items() if holder in saying.names}
    return saying.offices | (saying.names & senses().offices) | held


def _telling(members: Sequence[Saying]) -> list[Saying]:
    """The first statement of each source with the same states, day and places."""
    out: dict[tuple[object, ...], Saying] = {}
    for saying in members:
        if _tells(saying) and not is_recap(saying.statement):
            who = actor_key(saying) or saying.reading.revision.article
            out.setdefault((who, saying.states, saying.names, saying.statement.event_time.norm, as_of(saying)), saying)
    return list(out.values())[:MOST_COMPARED]


def _tells(saying: Saying) -> bool:
    """Whether it tells for certain how something is or was."""
    return not (saying.statement.conditional or saying.asks_for or saying.leaves_open or saying.takes_back)


def _kinds(one: Saying, other: Saying, roster: Roster) -> Iterator[Found]:
    mine, theirs = who_says(one, roster), who_says(other, roster)
    states = _states_clash(one, other)
    if states is not None:
        kind, here, there = states
        yield kind, f"{mine} says {here}, {theirs} says {there}."
    if one.denies or other.denies:
        return
    if senses().once.isdisjoint(one.words & other.words) or not _share_a_subject(one, other, roster):
        return
    if days_clash(one, other):
        days = one.statement.event_time.norm, other.statement.event_time.norm
        yield AgainstKind.TIME, f"{mine} puts it on {days[0]}, {theirs} on {days[1]}."
    here_, there_ = _places(one, other, roster), _places(other, one, roster)
    if here_ and there_:
        yield AgainstKind.PLACE, f"{mine} puts it in {here_}, {theirs} in {there_}."


def _states_clash(one: Saying, other: Saying) -> tuple[AgainstKind, str, str] | None:
    """Two states of one thing, or one that the one tells and the other denies, as of one time."""
    for axis in opposing().axes:
        mine, theirs = _on(axis, one), _on(axis, other)
        if not mine or not theirs or not (axis.settled or _same_day(one, other)):
            continue
        (yes, no), (also, not_) = _sides(mine), _sides(theirs)
        if len(yes) == 1 and len(also) == 1 and yes != also:
            if _came_to_it(axis, one, yes, other, also) or tolls(one) or tolls(other):
                continue
            return AgainstKind.STATUS, min(yes), min(also)
        if yes & not_:
            state = min(yes & not_)
            return AgainstKind.DENIAL, state, f"not {state}"
        if no & also:
            state = min(no & also)
            return AgainstKind.DENIAL, f"not {state}", state
    return None


def _came_to_it(axis: Axis, one: Saying, mine: Collection[str], other: Saying, theirs: Collection[str]) -> bool:
    """Whether the one that came out later tells the state in which things end: that is news, and no contradiction."""
    if axis.last is None or one.order[0] == other.order[0]:
        return False
    return axis.last in (theirs if one.order[0] < other.order[0] else mine)


def _on(axis: Axis, saying: Saying) -> list[State]:
    return [state for state in saying.states if state.axis == axis.name]


def _sides(states: Sequence[State]) -> tuple[set[str], set[str]]:
    """What is told to hold, and what not to."""
    return {s.name for s in states if not s.negated}, {s.name for s in states if s.negated}


def _places(one: Saying, other: Saying, roster: Roster) -> str | None:
    places = sorted(k for k in one.names - other.names if roster.kinds.get(k) is EntityType.PLACE)
    return roster.names.get(places[0], places[0]) if places else None


def _share_a_subject(one: Saying, other: Saying, roster: Roster) -> bool:
    """Whether both name the same person or thing, and not only the same country or town."""
    broad = {EntityType.PLACE, EntityType.COUNTRY}
    return any(roster.kinds.get(key) not in broad for key in one.names & other.names)


def _same_day(one: Saying, other: Saying) -> bool:
    """Whether both speak of one day: the day of what happened if both give it, else that of speaking."""
    mine = one.statement.event_time.norm or as_of(one)
    theirs = other.statement.event_time.norm or as_of(other)
    return mine is not None and theirs is not None and _day(mine).meets(_day(theirs))


def _day(when: When) -> When:
    return When.day(when.earliest) if when.precision is Precision.TIME and when.earliest is not None else when
