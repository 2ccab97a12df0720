"""How alike are two statements, and must they stay apart all the same?

"11 people were killed in the Northport fire" and "the Northport fire killed 14" are one claim with two values.
Put Southport for Northport, or injured for killed, or flood for fire, and they are two, however alike they look.
A claim and its denial stay together: they are about one thing, and bear on it in opposite ways.

Both are told in articles of one story; across stories nothing is joined. What can be seen of the two gives a chance
that they are one (`signs`). Gates keep two apart whatever that says: the one lies in the other; what is asked for here
is told there; happenings of different kinds; figures of different outcomes; a figure that an outlet has taken back,
and one that it has not; and, where all but that is the same, another name in a name's place, or another day.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from firsthand.link.gates import (
    days_between,
    days_clash,
    events_clash,
    grounds_clash,
    offices_clash,
    one_toll,
    outcomes_clash,
    same_kind,
    tolls,
    years_clash,
)
from firsthand.link.meaning import Near
from firsthand.link.reasons import reasons
from firsthand.link.roster import Key, Roster
from firsthand.link.saying import Saying
from firsthand.link.signs import Signs, likely
from firsthand.model.entity import EntityType
from firsthand.model.ids import StatementId
from firsthand.model.statement import QuoteType
from firsthand.model.why import Why
from firsthand.text.likeness import rarity
from firsthand.text.senses import senses
from firsthand.text.takebacks import Takeback

NAME_WEIGHT: Final = 1.3
"""A shared name says more than a shared word of the same rarity. Set on the cases in tests/cases/link."""
SLOT_WEIGHT: Final = 1.2
"""The same for figures of one kind."""
NOTHING_ELSE: Final = 0.8
"""Likeness of the words without the names from which two different names, or the days, are all that is different: the
town, the quarter and the street are names of one thing."""
CONTAINED: Final = 0.35
CONTAINED_SHORT: Final = 0.3
SHORT: Final = 3
"""How much containment counts beside Dice's coefficient, and how much for statements of at most `SHORT` features.
Set on the cases and the samples, where .2 for the short ones left the first reports of the leak apart."""
SAME_WORDS: Final = 0.95
FEWEST_SAME: Final = 2
"""The chance of two statements in exactly the same words, of so many content words. Set by hand."""
BARE: Final = 3
"""A statement of so few content words that gives a toll says nothing but the toll."""
_PRONOUNS: Final = 2
"""Up to so many words may be nothing but a pronoun."""
TELLING_AMOUNT: Final = 13
"""From here on an amount that two statements share tells something; smaller ones are everywhere."""


APART: Final = -1.0
"""What two that a gate keeps apart count in the mean of two clusters: "he has left", which may be of anybody, must not
make one of a minister's leaving and a governor's. Look-alike pairs joined, and BCubed F1, at 0 and at -1: on the gold's
train 9.8 of 36 and 77.8, 7.7 and 78.4; on dev 7.0 of 22 and 77.8, 6.0 and 78.2 (means over links .1 to .2)."""
FOLLOWS: Final = 250
"""In one article a statement that begins within so many code points of another follows on it."""


class Gate(StrEnum):
    """Why two statements that may look alike are kept apart."""

    NESTED = "nested"
    ACT = "act"
    EVENT = "event"
    OUTCOME = "outcome"
    NAMES = "names"
    TIME = "time"
    GROUND = "ground"
    OFFICE = "office"
    YEAR = "year"
    TAKEN_BACK = "taken-back"
    AMOUNTS = "amounts"


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` is 0..1; with a gate it is 0, and `words` keeps how alike the words were without it."""

    score: float
    words: float
    gate: Gate | None

    @property
    def pull(self) -> float:
        """What the two count in the mean of the clusters that they lie in."""
        return self.score if self.gate is None else APART


@dataclass(frozen=True, slots=True)
class _Weighed:
    """All features of a Saying with their weight; those without names, amounts and days, with theirs; all amounts."""

    full: frozenset[str]
    weight: float
    bare: frozenset[str]
    bare_weight: float
    amounts: frozenset[float]


class Comparer:
    """Compares Sayings of one story; knows how rare each word is in it.

    `documents` is the number of different texts, `having` how many of them have a word, name or slot. `near` gives of
    two statements how near they are by vectors, `told` how much of what the one says stands round the other, the
    greater way first.
    """

    def __init__(
        self,
        *,
        documents: int,
        having: Mapping[str, int],
        roster: Roster,
        near: Callable[[StatementId, StatementId], Near],
        told: Callable[[StatementId, StatementId], tuple[float, float]],
        takebacks: Sequence[Takeback] = (),
    ) -> None:
        self._documents = documents
        self._having = having
        self._roster = roster
        self._near, self._told = near, told
        self._takebacks = tuple(note for note in takebacks if note.figures)
        self._taken_back: dict[StatementId, frozenset[int]] = {}
        self._weights: dict[str, float] = {}
        self._weighed: dict[StatementId, _Weighed] = {}

    def compare(self, one: Saying, other: Saying) -> Likeness:
        """How likely the two are one claim; the order of the two does not matter."""
        if _says_nothing(one) or _says_nothing(other):
            return Likeness(0.0, 0.0, None)
        signs = self.signs(one, other)
        gate = self.gate(one, other, signs)
        if gate is not None:
            return Likeness(0.0, signs.bare, gate)
        if one.fold == other.fold and one.denies == other.denies and len(one.words) >= FEWEST_SAME:
            return Likeness(max(likely(signs), SAME_WORDS), signs.bare, None)
        return Likeness(likely(signs), signs.bare, None)

    def signs(self, one: Saying, other: Saying) -> Signs:
        """What can be seen of the two."""
        mine, theirs = self._weigh(one), self._weigh(other)
        both = mine.full & theirs.full
        shared = self._sum(both)
        near = self._near(one.statement.id, other.statement.id)
        told_there, told_there_less = self._told(one.statement.id, other.statement.id)
        one_voice = one.actor is not None and one.actor == other.actor
        one_page = one.reading.revision.article == other.reading.revision.article
        follows = one_page and abs(one.start - other.start) < FOLLOWS
        bare = self._bare(mine, theirs, both, shared)
        return Signs(
            words=_overlap(shared, min(len(mine.full), len(theirs.full)), mine.weight, theirs.weight),
            bare=bare,
            rare=shared,
            gist=near.gist,
            about=near.about,
            about_less=near.about_less,
            setting=near.setting,
            stands_out=near.stands_out,
            told_there=told_there,
            told_there_less=told_there_less,
            short=min(len(one.words), len(other.words), 10),
            one_kind=bool(same_kind(one, other)),
            one_toll=one_toll(one, other),
            bare_toll=one_toll(one, other) and min(len(one.words), len(other.words)) <= BARE,
            one_amount=bool(mine.amounts & theirs.amounts),
            other_amount=bool(mine.amounts and theirs.amounts) and not mine.amounts & theirs.amounts,
            one_voice=one_voice,
            one_side=not one_voice and self._are_of_one_side(one, other),
            quoted=sum(saying.statement.quote_type is QuoteType.DIRECT for saying in (one, other)),
            two_selves=one.first_person and other.first_person and one.actor != other.actor,
            one_page=one_page,
            page_voice=one_page and one_voice,
            next_one=follows and one_voice,
            next_two=follows and not one_voice,
            names=min(len(one.names & other.names), 3),
            other_names=min(len(one.names ^ other.names), 6),
            days=days_clash(one, other),
            years=years_clash(one, other),
            outcomes=outcomes_clash(one, other),
            opposed=one.denies != other.denies,
        )

    def _weigh(self, saying: Saying) -> "_Weighed":
        """The features of a Saying and what they weigh, taken once."""
        known = self._weighed.get(saying.statement.id)
        if known is None:
            full = features(saying)
            bare = saying.words | _slot_features(saying)
            amounts = frozenset(round(figure.amount, 3) for figure in saying.figures)
            known = _Weighed(full, self._sum(full), bare, self._sum(bare), amounts)
            self._weighed[saying.statement.id] = known
        return known

    def explain(self, one: Saying, other: Saying) -> Why:
        """The reasons, in words, why the two are one claim."""
        return reasons(one, other, self.signs(one, other), self._roster, self.weight)

    def weight(self, feature: str) -> float:
        """What a word, a name ("@...") or a slot ("#...") counts for."""
        known = self._weights.get(feature)
        if known is None:
            more = NAME_WEIGHT if feature[0] == "@" else SLOT_WEIGHT if feature[0] == "#" else 1.0
            known = rarity(self._documents, self._having.get(feature, 1)) * more
            self._weights[feature] = known
        return known

    def _bare(self, mine: "_Weighed", theirs: "_Weighed", both: frozenset[str], shared: float) -> float:
        """Likeness without names, amounts and days, where all of `both`, which weighs `shared`, is in both."""
        told = both & mine.bare
        weight = shared if len(told) == len(both) else self._sum(told)
        return _overlap(weight, min(len(mine.bare), len(theirs.bare)), mine.bare_weight, theirs.bare_weight)

    def _sum(self, of: Iterable[str]) -> float:
        # Exact, so that the last digit does not depend on the order of a set.
        return math.fsum(map(self.weight, of))

    def gate(self, one: Saying, other: Saying, signs: Signs) -> Gate | None:
        """What keeps the two apart, whatever their signs."""
        checks: tuple[tuple[Gate, bool], ...] = (
            (Gate.NESTED, one.statement.id in other.kin or other.statement.id in one.kin),
            (Gate.ACT, one.asks_for != other.asks_for),
            (Gate.EVENT, events_clash(one, other)),
            (Gate.OUTCOME, bool(signs.outcomes)),
            (Gate.TIME, bool(signs.days) and _are_two_events(one, other, signs)),
            (Gate.GROUND, grounds_clash(one, other)),
            (Gate.OFFICE, offices_clash(one, other)),
            (Gate.YEAR, bool(signs.years and signs.other_amount)),
            (Gate.TAKEN_BACK, self._one_is_taken_back(one, other)),
            (Gate.AMOUNTS, _are_two_amounts(signs)),
            (Gate.NAMES, self._names_clash(one, other, signs.bare)),
        )
        return next((gate for gate, is_shut in checks if is_shut), None)

    def _one_is_taken_back(self, one: Saying, other: Saying) -> bool:
        """Whether the one gives a figure that some outlet took back, and the other another figure of that kind.

        Else a withdrawn "23 dead" would pass for one more value of a toll that stands.
        """
        if not self._takebacks or not one.slots & other.slots:
            return False
        return self._notes_on(one) != self._notes_on(other)

    def _notes_on(self, saying: Saying) -> frozenset[int]:
        """The notes, by place, that take back a figure of `saying`."""
        known = self._taken_back.get(saying.statement.id)
        if known is None:
            known = frozenset(at for at, note in enumerate(self._takebacks) if note.fits(saying.figures, saying.words))
            self._taken_back[saying.statement.id] = known
        return known

    def _names_clash(self, one: Saying, other: Saying, bare: float) -> bool:
        """Whether a name of the one stands where another of its kind stands in the other, and all else is the same."""
        if bare < NOTHING_ELSE:
            return False
        mine, theirs = one.names - other.names, other.names - one.names
        mine = frozenset(k for k in mine if not any(self._is_part(k, t) for t in other.names))
        theirs = frozenset(k for k in theirs if not any(self._is_part(k, m) for m in one.names))
        if not mine or not theirs:
            return False
        return self._of_one_kind(mine, theirs, one, other) or self._are_unknown(mine | theirs)

    def _are_of_one_side(self, one: Saying, other: Saying) -> bool:
        """Whether one of the two who speak speaks for the other, or both for one body."""
        if one.actor is None or other.actor is None:
            return False
        mine, theirs = ({actor, *self._roster.bodies.get(actor, ())} for actor in (one.actor, other.actor))
        return not mine.isdisjoint(theirs)

    def _are_unknown(self, names: Iterable[Key]) -> bool:
        """Whether all are names by their capitals alone."""
        return self._roster.kinds.keys().isdisjoint(names)

    def _of_one_kind(self, mine: Iterable[Key], theirs: Iterable[Key], one: Saying, other: Saying) -> bool:
        kinds = self._roster.kinds
        told_apart = {EntityType.PERSON, EntityType.PLACE, EntityType.COUNTRY, EntityType.ORGANISATION}
        left = {kinds[key] for key in mine if key in kinds} & told_apart
        right = {kinds[key] for key in theirs if key in kinds} & told_apart
        shared = {kinds[key] for key in one.names & other.names if key in kinds}
        return bool((left & right) - shared)

    def _is_part(self, one: Key, other: Key) -> bool:
        """Whether the two are person and body, or the one name has all words of the other ("Skerrin General")."""
        bodies = self._roster.bodies
        if other in bodies.get(one, ()) or one in bodies.get(other, ()):
            return True
        left, right = set(one.split()), set(other.split())
        return left <= right or right <= left


def _says_nothing(saying: Saying) -> bool:
    """Whether it is but an "it", of which nothing tells what it stands for."""
    return not (saying.words or saying.figures) and len(saying.sense.split()) <= _PRONOUNS


def _are_two_amounts(signs: Signs) -> bool:
    """Whether one source gives two amounts side by side, or of two kinds in one article: "31 are ill, 17 of them here".

    Of 43 such pairs of the gold's train and dev none was one claim. Two of one kind far from each other may be: a live
    page tells how a toll rises.
    """
    return bool(signs.page_voice and signs.other_amount and (signs.next_one or not signs.one_kind))


def _are_two_events(one: Saying, other: Saying, signs: Signs) -> bool:
    """Whether what clashes in its days happened twice.

    Two counts of what became of people are of two events. So is what is told in the same words of days that are not
    next to each other, unless two sources tell it of what happens but once: then one of them is wrong about the day.
    """
    if tolls(one) and tolls(other):
        return True
    if signs.bare < NOTHING_ELSE or not (signs.one_voice or senses().once.isdisjoint(one.words & other.words)):
        return False
    mine, theirs = one.statement.event_time.norm, other.statement.event_time.norm
    return mine is not None and theirs is not None and days_between(mine, theirs) > 1


def _overlap(shared: float, fewest: int, mine: float, theirs: float) -> float:
    """Dice's coefficient and containment, in weights: the one punishes what is added, the other does not.

    What is very short (`fewest` features) is contained in much by chance, so there containment counts for less.
    """
    if not shared:
        return 0.0
    part = CONTAINED if fewest > SHORT else CONTAINED_SHORT
    return (1 - part) * (2 * shared / (mine + theirs)) + part * (shared / min(mine, theirs))


def features(saying: Saying) -> frozenset[str]:
    """All by which a Saying is found and weighed: words, names ("@"), slots ("#"), amounts ("="), its day ("%")."""
    amounts = {f"={figure.amount:.6g}" for figure in saying.figures if figure.amount >= TELLING_AMOUNT}
    return saying.words | {f"@{name}" for name in saying.names} | _slot_features(saying) | amounts | _day_told(saying)


def _day_told(saying: Saying) -> frozenset[str]:
    """The day, month or year that it names for what happens, unless that is about when it was published."""
    told, published = saying.statement.event_time, saying.reading.revision.published
    if told.span is None or told.norm is None or told.norm.latest is None:
        return frozenset()
    if published is not None and published.earliest is not None:
        away = published.earliest - told.norm.latest
        if abs(away) <= timedelta(days=1):
            return frozenset()
    return frozenset((f"%{told.norm.latest}",))


def _slot_features(saying: Saying) -> frozenset[str]:
    return frozenset(f"#{slot}" for slot in saying.slots)
