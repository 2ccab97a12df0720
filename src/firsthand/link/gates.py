"""Which statements must stay apart, however alike their words are?

"The fire killed 23" and "the fire injured 23", a flood and a fire, Monday's crash and Thursday's: each pair
differs in one word, and in everything. Every check here is a plain rule about what two statements say; those about
names are in `compare`.
"""

from datetime import timedelta
from typing import Final

from firsthand.link.saying import Saying
from firsthand.model.when import Precision, When
from firsthand.text.numbers import Figure
from firsthand.text.senses import senses

LONG_PAST: Final = timedelta(days=60)
"""What lies so long before its article is background to it, and not the news."""


def same_kind(one: Saying, other: Saying) -> list[tuple[Figure, Figure]]:
    """The figures of the two that count the same, the first of each kind."""
    out = []
    for mine in one.figures:
        match = next((theirs for theirs in other.figures if mine.same_kind(theirs)), None)
        if match is not None:
            out.append((mine, match))
    return out


def events_clash(one: Saying, other: Saying) -> bool:
    """A flood here, a fire there: happenings of kinds that are not often told together."""
    lexi = senses()
    mine, theirs = one.words & lexi.event_kinds, other.words & lexi.event_kinds
    if not mine or not theirs or mine & theirs:
        return False
    return not any(frozenset((m, t)) in lexi.events_together for m in mine for t in theirs)


def outcomes_clash(one: Saying, other: Saying) -> bool:
    """Killed here, injured there: what they count, or else what their words tell, has no outcome in common."""
    outcomes = senses().outcomes
    left, right = tolls(one), tolls(other)
    if left and right:
        return not any(_count_the_same(mine, theirs) for mine in left for theirs in right)
    mine = (one.words | one.slots) & outcomes
    theirs = (other.words | other.slots) & outcomes
    return bool(mine) and bool(theirs) and not mine & theirs


def one_toll(one: Saying, other: Saying) -> bool:
    """Whether both say what became of how many, and of the same: the dead here and there, whatever their number."""
    return any(_count_the_same(mine, theirs) for mine in tolls(one) for theirs in tolls(other))


def _count_the_same(one: Figure, other: Figure) -> bool:
    """Whether both say what became of the same people, or the one of what is told for the other."""
    return one.same_kind(other) or frozenset((one.kind, other.kind)) in senses().told_for


def tolls(saying: Saying) -> list[Figure]:
    """The figures that say what became of how many."""
    return [figure for figure in saying.figures if figure.kind in senses().outcomes]


def opposite_states(one: Saying, other: Saying) -> tuple[str, str] | None:
    """The two states that cannot both hold, the one's first; None where they do not speak of such."""
    lexi = senses()
    mine_too, theirs_too = one.words & lexi.states, other.words & lexi.states
    for mine in sorted(mine_too):
        for theirs in sorted(theirs_too):
            if frozenset((mine, theirs)) in lexi.opposite and theirs not in one.words and mine not in other.words:
                return mine, theirs
    return None


def days_clash(one: Saying, other: Saying) -> bool:
    """Whether what is told happened on days, or in months, that cannot be the same.

    The days of a count ("by Monday") tell when it was counted, not when it happened.
    """
    mine, theirs = one.statement.event_time.norm, other.statement.event_time.norm
    if mine is None or theirs is None:
        return (_is_long_past(one) or _is_long_past(other)) and not one.names & other.names
    if is_as_of(one) or is_as_of(other):
        return False
    return not _loosely(mine).meets(_loosely(theirs))


def grounds_clash(one: Saying, other: Saying) -> bool:
    """The valley here, the pass there. Of 142 such pairs of the gold's train and dev two were one claim."""
    return bool(one.grounds and other.grounds) and not one.grounds & other.grounds


def offices_clash(one: Saying, other: Saying) -> bool:
    """The governor here, the minister there. Of 38 such pairs of the gold's train and dev two were one claim."""
    return bool(one.offices and other.offices) and not one.offices & other.offices


def years_clash(one: Saying, other: Saying) -> bool:
    """Whether the one gives another year for what it tells, and the other none or a third."""
    return bool(one.long_ago or other.long_ago) and not one.long_ago & other.long_ago


def days_between(one: When, other: When) -> int:
    """How many days lie between the end of the one and the beginning of the other; 0 where that is not known."""
    first, second = sorted((one, other), key=lambda when: when.sort_key)
    if first.latest is None or second.earliest is None:
        return 0
    return max(0, (second.earliest - first.latest).days)


def _is_long_past(saying: Saying) -> bool:
    """Whether it tells of a day well before the article: background ("in 2027"), unless a name shows otherwise."""
    happened, published = saying.statement.event_time.norm, saying.reading.revision.published
    if happened is None or published is None or happened.latest is None or published.earliest is None:
        return False
    return published.earliest - happened.latest > LONG_PAST


_AS_OF: Final = ("by", "until", "as of", "so far", "since", "up to", "at")


def is_as_of(saying: Saying) -> bool:
    """Whether its time is that of a count ("by Monday", "since Friday"), and not of what happened."""
    span = saying.statement.event_time.span
    if span is None:
        return bool(saying.slots)
    before = saying.reading.revision.text[max(0, span.start - 8) : span.start].strip().casefold()
    return any(before == word or before.endswith(" " + word) for word in _AS_OF)


def _loosely(when: When) -> When:
    """A time of day as its day, for two clocks seldom agree."""
    if when.precision is Precision.TIME and when.earliest is not None:
        return When.day(when.earliest)
    return when
