"""How alike are two statements, and why? Similarity proposes; meaning, in the form of gates, decides.

"11 people were killed in the Northport fire" and "the Northport fire killed 14" are one claim with two values.
Put Southport for Northport, or injured for killed, or flood for fire, and they are two, however alike they look.
A claim and its denial stay together: they are about one thing, and bear on it in opposite ways.

Gates, each of which keeps two statements apart: the one lies in the other; what is asked for here and told there; a
"we" that is not the same we; happenings of different kinds; figures of different outcomes; names that stand in each
other's place; days that cannot be the same; states that cannot both hold; a figure that an outlet has taken back, and
one that it has not.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from firsthand.link.bodies import one_body
from firsthand.link.gates import (
    days_clash,
    events_clash,
    main_figure,
    opposite_states,
    outcomes_clash,
    same_kind,
    same_toll,
)
from firsthand.link.roster import Key, Roster
from firsthand.link.saying import Saying
from firsthand.model.entity import EntityType
from firsthand.model.ids import ArticleId, StatementId
from firsthand.model.why import Step, Why
from firsthand.text.likeness import rarity
from firsthand.text.numbers import Figure
from firsthand.text.takebacks import Takeback

NAME_WEIGHT: Final = 1.3
"""A shared name says more than a shared word of the same rarity. Set on the cases in tests/cases/link."""
SLOT_WEIGHT: Final = 1.2
"""The same for figures of one kind."""
SAME_SETTING: Final = 0.14
"""Likeness of two articles from which a toll in the one may be the toll in the other. On ECB+ (topics 1-35) 95 % of the
pairs of articles of one story lie above .19, half of those of look-alike stories above .13, 5 % of others above .05."""
SAME_SOURCE: Final = 0.12
"""What is added where one body said both, and they share two words or more. Set on the samples: .2 finds no more."""
ONE_STORY: Final = 0.25
"""Likeness of two articles from which both tell one story: above nine of ten look-alike stories of ECB+."""
TOLL_SCORE: Final = 0.62
"""The score of two figures of one outcome in one setting, whatever the words round them."""
SUBSTITUTION: Final = 0.55
"""Likeness of the words without the names from which two different names stand in each other's place."""
STRONG_WITHOUT_SETTING: Final = 0.75
"""What articles that share no setting must reach: little but a copy does."""

CONTAINED: Final = 0.35
CONTAINED_SHORT: Final = 0.3
SHORT: Final = 3
"""How much containment counts beside Dice's coefficient, and how much for statements of at most `SHORT` features.
Set on the cases and the samples, where .2 for the short ones left the first reports of the leak apart."""
WORTH_A_LOOK: Final = 0.3
"""Below this likeness neither a claim nor a conflict can come of a pair: it is under `cluster.HOLD`."""
FEW_SHARED: Final = 0.4
"""What is left of a likeness that rests on too little: "the cause", "the emails" and "12 tonnes" are in everything."""
ONE_WORD: Final = 0.75
"""What is left where beside names only one word of several is shared: that names a thing, and says nothing of it."""
ENOUGH: Final = 1.1
"""The weight that two statements must share, where 1 is that of a word which nobody else uses. On the samples 1.2 parts
what many papers say, and so make common; on ECB+ (topics 1-14) 1 joins a tenth more across stories."""
FEWEST_SHARED: Final = 4
"""And so many words or slots must be shared there: "talks go on" is said of everything."""


TELLING_AMOUNT: Final = 13
"""From here on an amount that two statements share tells something; smaller ones are everywhere."""


class Gate(StrEnum):
    """Why two statements that may look alike are kept apart."""

    NESTED = "nested"
    ACT = "act"
    FIRST_PERSON = "first-person"
    EVENT = "event"
    OUTCOME = "outcome"
    NAMES = "names"
    TIME = "time"
    STATE = "state"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` is 0..1; with a gate it is 0, and `words` keeps how alike the words were without it."""

    score: float
    words: float
    gate: Gate | None


@dataclass(frozen=True, slots=True)
class _Weighed:
    """All features of a Saying with their weight; and those without names, amounts and days, with theirs.

    `main` is its first figure of an outcome.
    """

    full: frozenset[str]
    weight: float
    bare: frozenset[str]
    bare_weight: float
    main: Figure | None


class Comparer:
    """Compares Sayings of one coverage; knows how rare each word is in it, and how alike its articles are.

    `documents` is the number of different texts, `having` how many of them have a word, name or slot.
    """

    def __init__(
        self,
        *,
        documents: int,
        having: Mapping[str, int],
        roster: Roster,
        setting: Callable[[ArticleId, ArticleId], float],
        known_at: Mapping[ArticleId, frozenset[Key]],
        takebacks: Sequence[Takeback] = (),
    ) -> None:
        self._documents = documents
        self._having = having
        self._roster = roster
        self._setting = setting
        self._known_at = known_at
        self._takebacks = tuple(note for note in takebacks if note.figures)
        self._taken_back: dict[StatementId, frozenset[int]] = {}
        self._weights: dict[str, float] = {}
        self._weighed: dict[StatementId, _Weighed] = {}

    def compare(self, one: Saying, other: Saying) -> Likeness:
        """How alike the two are; the order of the two does not matter."""
        mine, theirs = self._weigh(one), self._weigh(other)
        both = mine.full & theirs.full
        shared = self._sum(both)
        full = _overlap(shared, min(len(mine.full), len(theirs.full)), mine.weight, theirs.weight)
        bare = self._bare(mine, theirs, both, shared)
        is_toll = mine.main is not None and theirs.main is not None and mine.main.same_kind(theirs.main)
        if not is_toll and max(bare, full) < WORTH_A_LOOK:
            return Likeness(0.0, bare, None)
        toll = is_toll and self._is_setting(one, other)
        gate = self._gate(one, other, bare, toll=toll)
        if gate is not None:
            return Likeness(0.0, bare, gate)
        standing = self._standing_on(one, other)
        full *= standing
        if standing == 1.0 and len(one.words & other.words) > 1 and self._one_source(one, other):
            full = min(1.0, full + SAME_SOURCE)
        score = max(full, TOLL_SCORE) if toll else full
        if not self._is_setting(one, other) and not self._strong(one, other, score):
            return Likeness(0.0, bare, None)
        return Likeness(score, bare, None)

    def keeps_apart(self, one: Saying, other: Saying) -> bool:
        """Whether a gate keeps the two apart, however little their words are alike."""
        mine, theirs = self._weigh(one), self._weigh(other)
        both = mine.full & theirs.full
        bare = self._bare(mine, theirs, both, self._sum(both))
        toll = same_toll(one, other) and self._is_setting(one, other)
        return self._gate(one, other, bare, toll=toll) is not None

    def _one_source(self, one: Saying, other: Saying) -> bool:
        """Whether both are the word of one body, so that less need be alike: it says one thing in many papers."""
        return one.actor is not None and other.actor is not None and one_body(one.actor, other.actor, self._roster)

    def _weigh(self, saying: Saying) -> "_Weighed":
        """The features of a Saying and what they weigh, taken once."""
        known = self._weighed.get(saying.statement.id)
        if known is None:
            full = features(saying)
            bare = saying.words | _slot_features(saying)
            known = _Weighed(full, self._sum(full), bare, self._sum(bare), main_figure(saying))
            self._weighed[saying.statement.id] = known
        return known

    def _standing_on(self, one: Saying, other: Saying) -> float:
        """What a likeness is worth by what it stands on: 1, or a share where that is little.

        Enough are two features or more which together are as rare as one that no other statement has, and a fifth
        more. That both are the word of one speaker who means himself is nothing shared.
        """
        shared = self._weigh(one).full & self._weigh(other).full
        own_denial = self._is_own_denial(one, other)
        if one.actor == other.actor and not own_denial:
            shared -= {f"@{one.actor}"}
        words = one.words & other.words
        if len(shared) < 2 and len(words) < max(len(one.words), len(other.words)):  # noqa: PLR2004
            return FEW_SHARED
        # "I have never been to Larch" shares but two names with what it denies.
        if (not words and not own_denial) or self._sum(shared) < ENOUGH * rarity(self._documents, 1):
            return FEW_SHARED
        told = one.slots & other.slots or any(feature[0] in "%=" for feature in shared)
        subject_alone = len(words) == 1 and max(len(one.words), len(other.words)) > 1 and not told
        return ONE_WORD if subject_alone and not own_denial else 1.0

    def _is_own_denial(self, one: Saying, other: Saying) -> bool:
        """Whether the one is a denial in the first person of the other, or of what its source denies there too."""
        if one.denies != other.denies:
            return (one if one.denies else other).first_person
        is_one_voice = one.actor is not None and one.actor == other.actor
        return one.denies and is_one_voice and one.first_person != other.first_person

    def _strong(self, one: Saying, other: Saying, score: float) -> bool:
        """Whether the two are alike enough to be one claim in articles that have nothing else in common."""
        if one.names & other.names:
            return True
        return score >= STRONG_WITHOUT_SETTING and len(self._weigh(one).full & self._weigh(other).full) >= FEWEST_SHARED

    def setting(self, one: Saying, other: Saying) -> float:
        """How alike the articles of the two are, 0..1."""
        mine, theirs = one.reading.revision.article, other.reading.revision.article
        return 1.0 if mine == theirs else self._setting(mine, theirs)

    def _is_setting(self, one: Saying, other: Saying) -> bool:
        """Whether the articles are alike enough to tell of one event; the same rare number needs less of it."""
        amounts = {f for f in self._weigh(one).full & self._weigh(other).full if f[0] == "="}
        return self.setting(one, other) >= (SAME_SETTING / 2 if amounts else SAME_SETTING)

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

    def _gate(self, one: Saying, other: Saying, bare: float, *, toll: bool) -> Gate | None:
        checks: tuple[tuple[Gate, bool], ...] = (
            (Gate.NESTED, one.statement.id in other.kin or other.statement.id in one.kin),
            (Gate.ACT, one.asks_for != other.asks_for),
            (Gate.FIRST_PERSON, one.first_person and other.first_person and one.actor != other.actor),
            (Gate.EVENT, events_clash(one, other)),
            (Gate.OUTCOME, outcomes_clash(one, other)),
            (Gate.STATE, bool(opposite_states(one, other))),
            (Gate.TIME, days_clash(one, other)),
            (Gate.TAKEN_BACK, self._one_is_taken_back(one, other)),
        )
        for gate, is_shut in checks:
            if is_shut:
                return gate
        return Gate.NAMES if self.names_clash(one, other, bare, toll=toll) else None

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
            here = saying.reading.revision.article
            known = frozenset(
                at
                for at, note in enumerate(self._takebacks)
                if note.fits(saying.figures, saying.words)
                and (here == note.revision.article or self._setting(here, note.revision.article) >= SAME_SETTING)
            )
            self._taken_back[saying.statement.id] = known
        return known

    def names_clash(self, one: Saying, other: Saying, bare: float, *, toll: bool = False) -> bool:
        """Whether a name of the one stands where another name stands in the other."""
        mine, theirs = one.names - other.names, other.names - one.names
        mine = frozenset(k for k in mine if not any(self._is_part(k, t) for t in other.names))
        theirs = frozenset(k for k in theirs if not any(self._is_part(k, m) for m in one.names))
        if not mine or not theirs:
            return False
        if self._of_one_kind(mine, theirs, one, other) and bare >= SUBSTITUTION:
            return True
        if one.names & other.names or self._is_speaker_for_place(one, mine, theirs):
            return False
        if self._is_speaker_for_place(other, theirs, mine):
            return False
        if toll:
            # The reef in the first report and the ship's name in the tenth are names in one story.
            is_story = self.setting(one, other) >= ONE_STORY
            return not is_story and not self._known_to_each(mine, theirs, one, other)
        return bare >= SUBSTITUTION

    def _is_speaker_for_place(self, saying: Saying, own: frozenset[Key], facing: frozenset[Key]) -> bool:
        """Whether `own` is but the "I" of its speaker, who cannot stand in the place of a town or a plant there."""
        broad = {EntityType.PLACE, EntityType.COUNTRY}
        return saying.first_person and own == {saying.actor} and all(self._roster.kinds.get(k) in broad for k in facing)

    def _of_one_kind(self, mine: Iterable[Key], theirs: Iterable[Key], one: Saying, other: Saying) -> bool:
        kinds = self._roster.kinds
        told_apart = {EntityType.PERSON, EntityType.PLACE, EntityType.COUNTRY, EntityType.ORGANISATION}
        left = {kinds[key] for key in mine if key in kinds} & told_apart
        right = {kinds[key] for key in theirs if key in kinds} & told_apart
        shared = {kinds[key] for key in one.names & other.names if key in kinds}
        return bool((left & right) - shared)

    def _known_to_each(self, mine: Iterable[Key], theirs: Iterable[Key], one: Saying, other: Saying) -> bool:
        """Whether either article also knows the other's names: then they are two names in one setting."""
        here = self._known_at.get(one.reading.revision.article, frozenset())
        there = self._known_at.get(other.reading.revision.article, frozenset())
        return any(key in there for key in mine) or any(key in here for key in theirs)

    def _is_part(self, one: Key, other: Key) -> bool:
        """Whether the two are person and body, or the one name has all words of the other ("Skerrin General")."""
        bodies = self._roster.bodies
        if other in bodies.get(one, ()) or one in bodies.get(other, ()):
            return True
        left, right = set(one.split()), set(other.split())
        return left <= right or right <= left

    def explain(self, one: Saying, other: Saying) -> Why:
        """The reasons, in words, why the two are one claim."""
        return tuple(self._reasons(one, other))

    def _reasons(self, one: Saying, other: Saying) -> Iterator[Step]:
        there = f"{other.reading.revision.outlet or 'another article'}"
        span = one.statement.content[0]
        if one.fold == other.fold:
            yield Step(step="link.copy", says=f"The same words stand in {there}.", span=span)
            return
        names = sorted(self._roster.names.get(key, key) for key in one.names & other.names)
        if names:
            yield Step(step="link.names", says=f"Both this and {there} name {_listed(names)}.", span=span)
        for mine, theirs in same_kind(one, other):
            says = f"Both this and {there} give a number of {mine.slot}: {mine.value} and {theirs.value}."
            yield Step(step="link.numbers", says=says, span=span)
        words = sorted(one.words & other.words, key=lambda word: (-self.weight(word), word))[:5]
        if words:
            yield Step(step="link.words", says=f"Rare words in both this and {there}: {_listed(words)}.", span=span)
        if one.denies != other.denies:
            yield Step(step="link.polarity", says=f"One of this and {there} denies what the other affirms.", span=span)


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


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
