"""Where has something become surer on the way than the words on which it rests?

The mayor: "It may have been a man on a motorbike." The morning paper: "An arsonist on a motorbike lit the hill, the
mayor says." Two passages, of which the later says outright what the earlier leaves in doubt, and which rests on nothing
else: it is told in the outlet's own voice, or as the same source's word, and nobody else had vouched for it by then.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations
from typing import Final

from firsthand.link.doubts import FEWEST, Doubt, DoubtKind, doubts_of, is_ahead, is_flat, is_unnamed, is_vouched
from firsthand.link.pairs import Group
from firsthand.link.roster import Roster
from firsthand.link.saying import Saying, is_recap
from firsthand.model.claim import Drift, DriftKind
from firsthand.model.statement import QuoteType, is_own_words
from firsthand.text.firmness import firmness
from firsthand.text.names import fold
from firsthand.text.senses import concepts_of
from firsthand.text.words import words_of

ALIKE: Final = 0.5
"""The chance of being one claim from which one statement may rest on another, where they are not in one cluster."""
MOST_OF: Final = 0.5
"""So much of the fewer words, the surer or those in doubt, both have; with less, they tell of two things."""
_DAY: Final = len("2033-05-04")
FIRM: Final = 2
"""The grade of words that call sure what somebody says: "confirmed", "found"."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """A surer statement, the one on which it rests, what that leaves in doubt, and how much of it the former has."""

    surer: Saying
    unsure: Saying
    doubt: Doubt
    share: float

    @property
    def rank(self) -> tuple[float, bool, tuple[str, str, str, int]]:
        """Sorts the likeliest passage to rest on first."""
        return (-self.share, is_own_words(self.unsure.statement), self.unsure.order)


def find_drift(
    groups: Sequence[Group],
    pairs: Iterable[tuple[int, int]],
    clusters: Sequence[Sequence[int]],
    likely: Callable[[int, int], float],
    roster: Roster,
) -> tuple[Drift, ...]:
    """Every statement that is surer than what it rests on, and that, by the surer one's order.

    `pairs` are places in `groups` worth comparing, `clusters` those that are one claim, `likely` the chance that two
    are, the lower place first. Of what many print in the same words the first is told.
    """
    near: dict[int, set[int]] = {}
    together = (pair for members in clusters for pair in combinations(sorted(members), 2))
    for one, other in chain(together, (pair for pair in pairs if likely(*pair) >= ALIKE)):
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    doubts = {at: found for at in near if (found := _doubts(groups[at]))}
    rests = []
    for at, beside in near.items():
        surer = groups[at].first
        if is_flat(surer):
            unsure = [u for other in sorted(beside) for u in doubts.get(other, ())]
            others = [s for other in sorted(beside) for s in groups[other].sayings]
            best = min(_rests(surer, unsure, others, roster), key=lambda r: r.rank, default=None)
            if best is not None:
                rests.append(best)
    return tuple(_drift(rest) for rest in sorted(rests, key=lambda r: r.surer.order))


def _doubts(group: Group) -> list[tuple[Saying, Doubt]]:
    return [(saying, doubt) for saying in group.sayings for doubt in doubts_of(saying)]


def _rests(
    surer: Saying, unsure: Sequence[tuple[Saying, Doubt]], others: Sequence[Saying], roster: Roster
) -> Iterator[_Rest]:
    """What `surer` may rest on, of those that leave something of it in doubt."""
    for saying, doubt in unsure:
        words = concepts_of(surer.text) - _attributing() - concepts_of(saying.reading.revision.outlet or "")
        shared = words & doubt.words
        fewest = max(FEWEST, MOST_OF * min(len(words), len(doubt.words)))
        if len(shared) < fewest or not _may_rest(surer, saying, doubt, roster):
            continue
        if not any(_vouches(other, surer, saying, shared, roster) for other in others):
            yield _Rest(surer, saying, doubt, len(shared) / len(doubt.words))


@cache
def _attributing() -> frozenset[str]:
    """The words that tell who says so, by family: no part of what is said."""
    return concepts_of(" ".join(firmness().grades))


def _may_rest(surer: Saying, unsure: Saying, doubt: Doubt, roster: Roster) -> bool:
    """Whether the one can be the other told again: not earlier, of the same tense and way, of no other's word."""
    if _day(surer) < _day(unsure) or (is_ahead(unsure.statement) and not is_ahead(surer.statement)):
        return False
    if doubt.kind is not DoubtKind.BOUND and surer.denies != unsure.denies:
        return False
    if is_recap(surer.statement):
        return _may_recap(surer, unsure, doubt, roster)
    if doubt.kind is DoubtKind.UNNAMED or is_own_words(surer.statement):
        return False
    if surer.reading.revision.article == unsure.reading.revision.article:
        return False
    # In marks it is the source's own word, and the source may have become surer.
    is_retold = surer.statement.quote_type is QuoteType.INDIRECT
    return is_retold and (_is_one_body(surer, unsure, roster) or is_unnamed(surer))


def _may_recap(recap: Saying, unsure: Saying, doubt: Doubt, roster: Roster) -> bool:
    """Whether a sentence in an outlet's voice can be the other told again, and takes over for itself what is in doubt.

    What stands in doubt only by its source must be called sure ("the Post has confirmed it"), or its source left out.
    """
    words, folded = frozenset(words_of(recap.text)), f" {recap.fold} "
    names = {word for name in (unsure.actor, unsure.reading.revision.outlet) if name for word in words_of(name)}
    graded = words & firmness().grades.keys()
    if doubt.kind is DoubtKind.UNNAMED:
        outlet = fold(unsure.reading.revision.outlet or "").removeprefix("the ")
        is_elsewhere = recap.reading.revision.outlet != unsure.reading.revision.outlet
        is_named = bool(outlet) and f" {outlet} " in folded
        return is_elsewhere and is_named and any(firmness().grades[word] == FIRM for word in graded)
    if doubt.kind is DoubtKind.RUMOURED:
        return not any(f" {name} " in folded for name in roster.outlets)
    return not graded or bool(names & words)


def _is_one_body(one: Saying, other: Saying, roster: Roster) -> bool:
    """Whether both are the word of one actor, or of one and the body that he speaks for."""
    if one.actor is None or other.actor is None:
        return False
    left = {one.actor, *roster.bodies.get(one.actor, ())}
    return not left.isdisjoint({other.actor, *roster.bodies.get(other.actor, ())})


def _vouches(other: Saying, surer: Saying, unsure: Saying, shared: frozenset[str], roster: Roster) -> bool:
    """Whether by the time of `surer` somebody had said outright what it says, so that it may rest on that."""
    if other in (surer, unsure) or is_recap(other.statement) or not is_flat(other) or _day(other) > _day(surer):
        return False
    if other.denies != surer.denies or not shared <= concepts_of(other.text):
        return False
    # Another outlet's wording of the same utterance is no second one.
    is_retold = other.statement.quote_type is QuoteType.INDIRECT and _is_one_body(other, unsure, roster)
    return not is_retold and is_vouched(other, roster)


def _day(saying: Saying) -> str:
    return saying.order[0][:_DAY]


def _drift(rest: _Rest) -> Drift:
    here, there = rest.surer.reading.revision, rest.unsure.reading.revision
    is_own = here.outlet == there.outlet
    return Drift(
        kind=DriftKind.PARAPHRASE if is_own else DriftKind.RELAY,
        article=here.article,
        statement=rest.surer.statement.id,
        rests_on_article=there.article,
        rests_on=rest.unsure.statement.id,
        why=f"{rest.doubt.says}, told outright",
    )
