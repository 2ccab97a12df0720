"""Whom do "he", "it" and "who" mean, where they speak? Mostly who spoke last; else who was named since, or nearby.

"The minister was told. Ann Lee, 34, had slept. “I woke at four,” she said": she is Ann Lee, who was introduced since
the last source, and not whoever that was. Sources are asked in text order, and who spoke is remembered.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.model.entity import EntityType
from firsthand.model.span import Span, SpanIndex
from firsthand.model.statement import Naming
from firsthand.model.why import Step, Why
from firsthand.read.descriptions import Descriptions
from firsthand.read.entities import Roll
from firsthand.read.figures import Figure
from firsthand.read.unnamed import Called

_SENTENCE_ENDS = re.compile(r"[.!?][\"'”’)]*\s")
_FRONTED = re.compile(r"\b(?:[Ii]n|[Oo]n|[Tt]o|[Ff]or|[Ww]ith|[Aa]t|[Tt]hrough|[Bb]y|[Ff]rom|[Oo]f|[Aa]bout)\b")
LONGEST_LEAD = 120
"""Code points before a name in which its sentence is looked for to begin."""
LONGEST_PHRASE = 400
"""Code points of a source that are looked at; a longer stretch is a tagger's slip."""
FAR_BACK = 1_200
"""Code points within which "he" is the last speaker; about three paragraphs. Set by hand."""

MOST_BACK = 500
"""Names that are gone back over for "the minister"; an article of some pages has as many."""

_PERSONAL = {"he": "he", "she": "she", "him": "he", "her": "she"}
_OWN_WORDS = frozenset({"i", "we", "our", "us", "me", "my"})
_PLURAL_WORDS = frozenset({"they", "them", "both"})
_NEUTER = frozenset({"it"})
_RELATIVE = frozenset({"who", "which"})
_NOBODY = frozenset({*_OWN_WORDS, *_PERSONAL, *_PLURAL_WORDS, *_NEUTER, "you"})


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a source means. `figure` is None for the unnamed; `actor` is the name, or the text's own words."""

    figure: Figure | None
    naming: Naming
    actor: str
    certain: bool
    why: Why
    called: Called | None = None
    """How the text calls somebody who has no figure, where it means one in particular."""
    likely: Figure | None = None
    """The outlet that "the paper" is likely to be."""
    voice: bool = False
    """Whether one person speaks there for a body ("a spokesman"), who is "he" or "she" afterwards."""


class StandIns:
    """Who was named and who spoke, in one article, and what a word that stands in for a name means there."""

    def __init__(self, text: str, roll: Roll, said: Sequence[Span] = ()) -> None:
        self.text = text
        self.roll = roll
        self._said = SpanIndex(said)
        self.descriptions = Descriptions(roll.at)
        self.mentions = [m for m in roll.mentions if m.span in roll.at]
        self.starts = [m.span.start for m in self.mentions]
        self.last: Meant | None = None
        self.last_at = -1
        self.person: Meant | None = None
        self.person_at = -1

    def stand_in(self, span: Span, plain: Sequence[str], speaker: Meant | None) -> Meant | None:
        """What a pronoun means; None if the source is none."""
        first = plain[0].split("'")[0]
        if len(plain) > 2:  # noqa: PLR2004 - "they both"; three words are a description
            return None
        if first in _OWN_WORDS and (len(plain) == 1 or first == "our"):
            return again(speaker, span, f"“{first}” within the words of {speaker.actor}") if speaker else None
        if len(plain) > 1 and not (first in _PLURAL_WORDS and plain[1] == "both"):
            return None
        if first in _PERSONAL:
            return self._person_before(span, _PERSONAL[first])
        if first in _RELATIVE:
            return self._name_right_before(span)
        if first in _PLURAL_WORDS | _NEUTER:
            return self._body_before(span, first)
        return None

    def _person_before(self, span: Span, pronoun: str) -> Meant | None:
        if (newcomer := self._introduced(span, pronoun)) is not None:
            return newcomer
        last = self.last
        near = span.start - self.last_at <= FAR_BACK
        if last is not None and near and (last.voice or (last.figure is None and _is_one_person(last))):
            return again(last, span, f"“{pronoun}” is who spoke last: {last.actor}")
        spoke = self.person if span.start - self.person_at <= FAR_BACK else None
        if spoke is not None and spoke.figure is not None and spoke.figure.pronoun in (None, pronoun):
            spoke.figure.pronoun = pronoun
            spoke.figure.meet(span, "")
            return again(spoke, span, f"“{pronoun}” is who spoke last: {spoke.actor}")
        if last is not None and near and last.figure is not None and last.figure.guessed:
            last.figure.kind, last.figure.guessed, last.figure.pronoun = EntityType.PERSON, False, pronoun
            last.figure.meet(span, "")
            says = f"“{pronoun}” is who spoke last, so {last.actor} is a person"
            return Meant(last.figure, Naming.NAMED, last.actor, True, (a_step("who.pronoun", says, span),))
        figure = self.nearest(span.start, {EntityType.PERSON}, pronoun)
        if figure is not None:
            figure.pronoun = pronoun
            figure.meet(span, "")
            says = f"“{pronoun}” is the last person named before: {figure.name}"
            return Meant(figure, Naming.NAMED, figure.name, False, (Step(step="who.pronoun", says=says, span=span),))
        if last is not None and near and last.figure is None:
            return again(last, span, f"“{pronoun}” is who spoke last: {last.actor}")
        return self.unnamed(span, pronoun)

    def _introduced(self, span: Span, pronoun: str) -> Meant | None:
        """Who opens a sentence of the same paragraph since the last source, outside of what anybody says.

        "The minister was told. Ann Lee, 34, had slept. “I woke at four,” she said": she is Ann Lee, not who spoke last.
        """
        found: list[Figure] = []
        sentence_taken = span.start
        at = bisect_left(self.starts, span.start) - 1
        lowest = max(at - MOST_BACK, -1)
        while at > lowest and self.starts[at] > self.last_at:
            name = self.mentions[at].span
            between = self.text[name.end : sentence_taken]
            if "\n" in between:
                break
            figure = self.roll.at[name]
            subject = sentence_taken < span.start or self._is_subject(self.mentions[at].phrase, name, between)
            if _may_be_person(figure) and subject and not self._said.overlaps(name):
                if found and not _SENTENCE_ENDS.search(between):
                    found.pop()  # a name before it in the sentence is the subject
                found.append(figure)
                sentence_taken = name.start
            at -= 1
        fitting = [figure for figure in found if figure.pronoun in (None, pronoun)]
        if not fitting:
            return None
        figure = fitting[0]
        figure.pronoun = pronoun
        figure.meet(span, "")
        says = f"“{pronoun}” is who was introduced just before: {figure.name}"
        sure = len({id(f) for f in found}) == 1
        return Meant(figure, Naming.NAMED, figure.name, sure, (a_step("who.pronoun", says, span),))

    def _is_subject(self, phrase: Span, name: Span, after: str) -> bool:
        """Whether a name before a pronoun may be its antecedent: of another sentence, or the opening of this one.

        In "Vennick Hollow, she said, is cold" and "in a talk with Radio Skagen he said" it is not.
        """
        if _SENTENCE_ENDS.search(after) is not None:
            return True
        opening = self.text[max(0, phrase.start - LONGEST_LEAD) : phrase.start]
        ends = [opening.rfind("\n") + 1, *(end.end() for end in _SENTENCE_ENDS.finditer(opening))]
        lead = opening[max(ends) :]
        return not _FRONTED.search(lead) and self.text[name.end : name.end + 2] != ", "

    def nearest(self, before: int, kinds: set[EntityType], pronoun: str | None = None) -> Figure | None:
        """The figure of one of the `kinds` that was named last before the offset, within reach."""
        at = bisect_left(self.starts, before) - 1
        while at >= 0 and before - self.starts[at] <= FAR_BACK:
            figure = self.roll.at[self.mentions[at].span]
            if figure.kind in kinds and (
                pronoun is None or (_may_be_person(figure) and figure.pronoun in (None, pronoun))
            ):
                return figure
            at -= 1
        return None

    def before(self, offset: int) -> Iterator[Figure]:
        """The figures named before the offset, the last first; as many as an article has."""
        last = bisect_left(self.starts, offset)
        for mention in reversed(self.mentions[max(0, last - MOST_BACK) : last]):
            yield self.roll.at[mention.span]

    def _name_right_before(self, span: Span) -> Meant | None:
        at = bisect_left(self.starts, span.start) - 1
        if at < 0:
            return None
        name = self.mentions[at].span
        if any(c.isalnum() for c in self.text[name.end : min(span.start, name.end + LONGEST_PHRASE)]):
            return None
        figure = self.roll.at[name]
        figure.meet(span, "")
        return named(figure, span, f"“{span.of(self.text)}” is the name right before: {figure.name}")

    def _body_before(self, span: Span, pronoun: str) -> Meant | None:
        last = self.last
        near = span.start - self.last_at <= FAR_BACK
        if last is not None and near:
            person = last.figure is not None and last.figure.kind is EntityType.PERSON
            body = last.called is not None and last.called.kind is not EntityType.PERSON
            nobody = last.figure is None and not body and (pronoun in _NEUTER or last.actor.casefold() in _NOBODY)
            if not nobody and not (person and pronoun in _NEUTER):
                if last.figure is not None:
                    last.figure.meet(span, "")
                return again(last, span, f"“{pronoun}” is who spoke last: {last.actor}", certain=not person)
        kinds = {EntityType.ORGANISATION, EntityType.COUNTRY, EntityType.OUTLET, EntityType.GROUP}
        figure = self.nearest(span.start, kinds)
        if figure is None:
            return None
        figure.meet(span, "")
        says = f"“{pronoun}” is the last body named before: {figure.name}"
        return Meant(figure, naming_of(figure), figure.name, False, (Step(step="who.pronoun", says=says, span=span),))

    def unnamed(self, span: Span, phrase: str) -> Meant:
        """Nobody by name, in the text's own words."""
        says = "whoever speaks here is not named"
        return Meant(None, Naming.ANONYMOUS, " ".join(phrase.split()), True, (a_step("who.anonymous", says, span),))


def _may_be_person(figure: Figure) -> bool:
    """Whether "he" can mean it: not if it stands somewhere as a place does, and nothing shows it to be a person."""
    return figure.kind is EntityType.PERSON and not (figure.placed and figure.pronoun is None and not figure.offices)


def _is_one_person(meant: Meant) -> bool:
    """Whether the unnamed source is one person ("a former captain", "the night watchman")."""
    if meant.called is not None and meant.called.kind is EntityType.PERSON:
        return True
    people = meant.naming in (Naming.ANONYMOUS, Naming.UNNAMED_OFFICIAL)
    return people and meant.actor.casefold().split(" ")[0] in ("a", "an", "another", "one")


def a_step(step: str, says: str, span: Span) -> Step:
    """One reason for whom a source means."""
    return Step(step=step, says=says, span=span)


def naming_of(figure: Figure) -> Naming:
    """How a figure that is named is identified."""
    if figure.kind is EntityType.PERSON:
        return Naming.NAMED
    return Naming.ANONYMOUS if figure.kind is EntityType.GROUP else Naming.INSTITUTION


def named(figure: Figure, span: Span, says: str, *, institution: bool = False) -> Meant:
    """The figure, by its name."""
    naming = Naming.INSTITUTION if institution else naming_of(figure)
    return Meant(figure, naming, figure.name, True, (a_step("who.owner" if institution else "who.name", says, span),))


def again(meant: Meant, span: Span, says: str, *, certain: bool = True) -> Meant:
    """The same one once more, in other words."""
    why = (a_step("who.pronoun", says, span),)
    return Meant(
        meant.figure, meant.naming, meant.actor, certain and meant.certain, why, meant.called, meant.likely, meant.voice
    )
