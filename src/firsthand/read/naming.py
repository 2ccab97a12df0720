"""Whom do the words of a source mean, and how does the text identify them?

"Norwegian Ports Secretary Ann Park" is a named person; "a spokesman for the Ministry of Ports" is the ministry, on the
record; "two officials in Oslo" are nobody by name, whatever body they belong to; "he" is whoever spoke last. The names
in the text have been joined by then (`read.entities`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.model.entity import EntityType
from firsthand.model.span import Span, SpanIndex
from firsthand.model.statement import Naming
from firsthand.model.why import Step, Why
from firsthand.read.entities import Figure, Roll
from firsthand.read.gazetteer import How, known_country
from firsthand.read.lexicons import word_set
from firsthand.text.names import fold

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SENTENCE_ENDS = re.compile(r"[.!?][\"'”’)]*\s")
_CITING = re.compile(r",? (?:citing|quoting|crediting)\b")
_CUTS = frozenset(
    {
        "about",
        "among",
        "at",
        "by",
        "close",
        "familiar",
        "for",
        "from",
        "in",
        "inside",
        "of",
        "on",
        "that",
        "to",
        "who",
        "whose",
        "with",
    }
)
_LONGEST_PHRASE = 400
"""Code points of a source that are looked at; a longer stretch is a tagger's slip."""
_FAR_BACK = 1_200
"""Code points within which "he" is the last speaker; about three paragraphs. Set by hand."""

_MOST_BACK = 500
"""Names that are gone back over for "the minister"; an article of some pages has as many."""

_PERSONAL = frozenset({"he", "she"})
_OWN_WORDS = frozenset({"i", "we", "our", "us", "me", "my"})
_PLURAL_WORDS = frozenset({"they", "both"})
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


class SourceReader:
    """Reads the sources of one article in text order, and remembers who spoke last."""

    def __init__(self, text: str, roll: Roll, said: Sequence[Span] = ()) -> None:
        self.text = text
        self.roll = roll
        self._said = SpanIndex(said)
        self._mentions = [m for m in roll.mentions if m.span in roll.at]
        self._starts = [m.span.start for m in self._mentions]
        self._last: Meant | None = None
        self._last_at = -1
        self._person: Meant | None = None
        self._person_at = -1

    def read(self, span: Span, speaker: Meant | None = None) -> Meant:
        """Whom the source at `span` means. `speaker` is whose words it stands in, None outside of quotations."""
        meant = self._meant(span, speaker)
        if speaker is None:
            self._last, self._last_at = meant, span.start
            if meant.figure is not None and meant.figure.kind is EntityType.PERSON:
                self._person, self._person_at = meant, span.start
        return meant

    def describe(self, span: Span) -> Meant:
        """Whom words that are no source mean ("citing the ministry"); who spoke last stays as it was."""
        return self._meant(span, None)

    def _meant(self, span: Span, speaker: Meant | None) -> Meant:
        phrase = self.text[span.start : min(span.end, span.start + _LONGEST_PHRASE)]
        citing = _CITING.search(phrase)
        if citing is not None:
            span = Span(span.start, span.start + citing.start())
            phrase = span.of(self.text)
        found = list(_WORD.finditer(phrase))
        plain = [m[0].casefold().replace("’", "'") for m in found]
        if not plain:
            return self._unnamed(span, phrase)
        standing_in = self._stand_in(span, plain, speaker)
        if standing_in is not None:
            return standing_in
        around = self._name_around(span)
        if around is not None:
            return around
        head_end = span.start + _head_end(span, phrase, self._phrases_within(span))
        return self._by_name(span, head_end) or self._by_noun(span, head_end, plain)

    def _name_around(self, span: Span) -> Meant | None:
        """The body whose name goes on before the words that were taken for the source ("[Workers’] Union")."""
        at = bisect_left(self._starts, span.start) - 1
        if at < 0 or self._mentions[at].span.end < span.end or not self._mentions[at].span.overlaps(span):
            return None
        figure = self.roll.at[self._mentions[at].span]
        return _named(figure, span, f"the source is the end of a name: {figure.name}")

    def _within(self, span: Span) -> list[Span]:
        """The names that begin within `span`, in text order."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [m.span for m in self._mentions[first:last]]

    def _phrases_within(self, span: Span) -> list[Span]:
        """The names that begin within `span`, with their titles and acronyms."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [Span(max(m.phrase.start, span.start), m.phrase.end) for m in self._mentions[first:last]]

    def _stand_in(self, span: Span, plain: Sequence[str], speaker: Meant | None) -> Meant | None:
        """What a pronoun means; None if the source is none."""
        first = plain[0].split("'")[0]
        if len(plain) > 2:  # noqa: PLR2004 - "they both"; three words are a description
            return None
        if first in _OWN_WORDS and (len(plain) == 1 or first == "our"):
            return _again(speaker, span, f"“{first}” within the words of {speaker.actor}") if speaker else None
        if len(plain) > 1 and not (first in _PLURAL_WORDS and plain[1] == "both"):
            return None
        if first in _PERSONAL:
            return self._person_before(span, first)
        if first in _RELATIVE:
            return self._name_right_before(span)
        if first in _PLURAL_WORDS | _NEUTER:
            return self._body_before(span, first)
        return None

    def _person_before(self, span: Span, pronoun: str) -> Meant | None:
        if (newcomer := self._introduced(span, pronoun)) is not None:
            return newcomer
        last = self._last
        near = span.start - self._last_at <= _FAR_BACK
        if last is not None and near and last.figure is None and _is_one_person(last):
            return _again(last, span, f"“{pronoun}” is who spoke last: {last.actor}")
        spoke = self._person if span.start - self._person_at <= _FAR_BACK else None
        if spoke is not None and spoke.figure is not None and spoke.figure.pronoun in (None, pronoun):
            spoke.figure.pronoun = pronoun
            spoke.figure.meet(span, "")
            return _again(spoke, span, f"“{pronoun}” is who spoke last: {spoke.actor}")
        if last is not None and near and last.figure is not None and last.figure.guessed:
            last.figure.kind, last.figure.guessed, last.figure.pronoun = EntityType.PERSON, False, pronoun
            last.figure.meet(span, "")
            says = f"“{pronoun}” is who spoke last, so {last.actor} is a person"
            return Meant(last.figure, Naming.NAMED, last.actor, True, (_step("who.pronoun", says, span),))
        figure = self._nearest(span.start, {EntityType.PERSON}, pronoun)
        if figure is not None:
            figure.pronoun = pronoun
            figure.meet(span, "")
            says = f"“{pronoun}” is the last person named before: {figure.name}"
            return Meant(figure, Naming.NAMED, figure.name, False, (Step(step="who.pronoun", says=says, span=span),))
        if last is not None and near and last.figure is None:
            return _again(last, span, f"“{pronoun}” is who spoke last: {last.actor}")
        return self._unnamed(span, pronoun)

    def _introduced(self, span: Span, pronoun: str) -> Meant | None:
        """Who opens a sentence of the same paragraph since the last source, outside of what anybody says.

        "The minister was told. Ann Lee, 34, had slept. “I woke at four,” she said": she is Ann Lee, not who spoke last.
        """
        found: list[Figure] = []
        sentence_taken = span.start
        at = bisect_left(self._starts, span.start) - 1
        lowest = max(at - _MOST_BACK, -1)
        while at > lowest and self._starts[at] > self._last_at:
            name = self._mentions[at].span
            between = self.text[name.end : sentence_taken]
            if "\n" in between:
                break
            figure = self.roll.at[name]
            if figure.kind is EntityType.PERSON and not self._said.overlaps(name):
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
        return Meant(figure, Naming.NAMED, figure.name, sure, (_step("who.pronoun", says, span),))

    def _nearest(self, before: int, kinds: set[EntityType], pronoun: str | None = None) -> Figure | None:
        """The figure of one of the `kinds` that was named last before the offset, within reach."""
        at = bisect_left(self._starts, before) - 1
        while at >= 0 and before - self._starts[at] <= _FAR_BACK:
            figure = self.roll.at[self._mentions[at].span]
            if figure.kind in kinds and (pronoun is None or figure.pronoun in (None, pronoun)):
                return figure
            at -= 1
        return None

    def _before(self, offset: int) -> Iterator[Figure]:
        """The figures named before the offset, the last first; as many as an article has."""
        last = bisect_left(self._starts, offset)
        for mention in reversed(self._mentions[max(0, last - _MOST_BACK) : last]):
            yield self.roll.at[mention.span]

    def _name_right_before(self, span: Span) -> Meant | None:
        at = bisect_left(self._starts, span.start) - 1
        if at < 0:
            return None
        name = self._mentions[at].span
        if any(c.isalnum() for c in self.text[name.end : min(span.start, name.end + _LONGEST_PHRASE)]):
            return None
        figure = self.roll.at[name]
        figure.meet(span, "")
        return _named(figure, span, f"“{span.of(self.text)}” is the name right before: {figure.name}")

    def _body_before(self, span: Span, pronoun: str) -> Meant | None:
        last = self._last
        near = span.start - self._last_at <= _FAR_BACK
        if last is not None and near:
            person = last.figure is not None and last.figure.kind is EntityType.PERSON
            nobody = last.figure is None and (pronoun in _NEUTER or last.actor.casefold() in _NOBODY)
            if not nobody and not (person and pronoun in _NEUTER):
                if last.figure is not None:
                    last.figure.meet(span, "")
                return _again(last, span, f"“{pronoun}” is who spoke last: {last.actor}", certain=not person)
        kinds = {EntityType.ORGANISATION, EntityType.COUNTRY, EntityType.OUTLET, EntityType.GROUP}
        figure = self._nearest(span.start, kinds)
        if figure is None:
            return None
        figure.meet(span, "")
        says = f"“{pronoun}” is the last body named before: {figure.name}"
        return Meant(figure, _naming_of(figure), figure.name, False, (Step(step="who.pronoun", says=says, span=span),))

    def _by_name(self, span: Span, head_end: int) -> Meant | None:
        """The figure that the head of the phrase names; None if it is a common noun."""
        persons, bodies = [], []
        for name in self._within(span):
            figure = self.roll.at[name]
            if self.text[name.end : name.end + 2] in ("'s", "’s", "' ", "’ ") and name.end + 2 < span.end:
                continue
            if figure.kind is EntityType.PERSON and self._ends_person(name, head_end):
                persons.append(figure)
            elif self._ends_head(name, head_end) and not self._is_adjective(name):
                bodies.append(figure)
        for figure in (*persons[-1:], *bodies[:1]):
            return _named(figure, span, f"the source is named here: {figure.name}")
        return self._named_after_comma(span)

    def _ends_person(self, name: Span, head_end: int) -> bool:
        """Whether nothing makes the person part of something else ("the Lee team")."""
        following = _WORD.match(self.text, name.end + 1) if self.text[name.end : name.end + 1] == " " else None
        apart = following is None or following.end() > head_end
        return name.end <= head_end + 2 and (apart or (following is not None and not _is_noun(following[0])))

    def _ends_head(self, name: Span, head_end: int) -> bool:
        rest = self.text[name.end : max(name.end, head_end)]
        return name.end <= head_end and not any(c.isalnum() for c in _without_bracket(rest))

    def _is_adjective(self, name: Span) -> bool:
        """Whether only the adjective of a country stands there ("Ukrainian"); its plural is a people."""
        known = known_country(name.of(self.text))
        return known is not None and known.how is How.DEMONYM and not name.of(self.text).endswith("s")

    def _named_after_comma(self, span: Span) -> Meant | None:
        """The person between commas: "a ministry spokeswoman, Ann Lee"."""
        for name in self._within(span):
            figure = self.roll.at[name]
            if figure.kind is EntityType.PERSON and self.text[max(0, name.start - 2) : name.start] == ", ":
                return _named(figure, span, f"the source is named after the comma: {figure.name}")
        return None

    def _by_noun(self, span: Span, head_end: int, plain: Sequence[str]) -> Meant:
        """What a description means, by its last noun."""
        head = self.text[span.start : head_end]
        tail = [w[0].casefold() for w in _WORD.finditer(head)] or list(plain)
        noun, pair = tail[-1].removesuffix("'s").removesuffix("’s"), " ".join(tail[-2:])
        names = {noun, pair, _singular(noun)}
        return (
            self._by_voice(span, noun, names, plain[0])
            or self._by_product(span, noun, names, set(tail))
            or self._by_rank(span, noun, names, plain[0])
            or (self._official(span) if "source" in names and set(tail) & _listed("official_sources") else None)
            or self._unnamed(span, span.of(self.text))
        )

    def _by_voice(self, span: Span, noun: str, names: set[str], first: str) -> Meant | None:
        """Whoever speaks for another: spokesmen and lawyers."""
        lawyer = bool(names & {"lawyer", "attorney"})
        spokes = bool(names & _listed("spokes"))
        if first in ("his", "her") and (lawyer or spokes) and (meant := self._of_last_person(span)) is not None:
            return meant
        if spokes:
            return self._spoken_for(span, noun)
        return self._owner(span) if lawyer else None

    def _by_product(self, span: Span, noun: str, names: set[str], said: set[str]) -> Meant | None:
        """Media, their reports, and documents."""
        reports = noun in _listed("media_products") and (said & _listed("media") or noun in ("reports", "coverage"))
        if reports or names & _listed("media"):
            return self._owner(span, EntityType.OUTLET) or self._media(span)
        if names & _listed("documents") or noun in _listed("media_products"):
            return self._document(span, noun)
        return None

    def _by_rank(self, span: Span, noun: str, names: set[str], first: str) -> Meant | None:
        """Holders of offices, officials, and bodies named by a common noun."""
        if first == "the" and names & _listed("offices"):
            return self._holder(span, noun) or self._official(span)
        if names & _listed("official"):
            return self._official(span)
        if names & _listed("institution"):
            return self._institution(span, noun, definite=first in ("the", "its", "his", "her", "their"))
        return None

    def _of_last_person(self, span: Span) -> Meant | None:
        """Whoever "his lawyer" speaks for: the last person who spoke."""
        person = self._person if span.start - self._person_at <= _FAR_BACK else None
        if person is None or person.figure is None:
            return None
        says = f"speaks for the last person who spoke: {person.actor}"
        return Meant(person.figure, Naming.INSTITUTION, person.actor, False, (_step("who.owner", says, span),))

    def _spoken_for(self, span: Span, noun: str) -> Meant:
        meant = self._owner(span)
        if meant is not None:
            says = f"a {noun} without a name speaks for {meant.actor}"
            return Meant(
                meant.figure, Naming.INSTITUTION, meant.actor, meant.certain, (_step("who.spokes", says, span),)
            )
        said = (w[0].casefold().removesuffix("'s").removesuffix("’s") for w in _WORD.finditer(span.of(self.text)))
        called = (self._body_called(word, span.start) for word in said if word in _listed("institution"))
        figure = next((f for f in called if f is not None), None)
        if figure is not None:
            says = f"a {noun} without a name speaks for {figure.name}"
            return Meant(figure, Naming.INSTITUTION, figure.name, True, (_step("who.spokes", says, span),))
        figure = self._nearest(span.start, {EntityType.ORGANISATION})
        if figure is not None:
            says = f"a {noun} without a name; the last body named before is {figure.name}"
            return Meant(figure, Naming.INSTITUTION, figure.name, False, (_step("who.spokes", says, span),))
        return self._common(span, "a spokesman whose body is not named")

    def _owner(self, span: Span, kind: EntityType | None = None) -> Meant | None:
        """The body (or person) that stands within a description: "Kremlin" of "a Kremlin spokesman"."""
        figures = [self.roll.at[name] for name in self._within(span)]
        fitting = [f for f in figures if f.kind is kind] if kind else figures
        ranked = sorted(fitting, key=lambda f: f.kind in (EntityType.COUNTRY, EntityType.PLACE))
        if not ranked:
            return None
        return _named(ranked[0], span, f"the words belong to {ranked[0].name}", institution=True)

    def _media(self, span: Span) -> Meant:
        says = "outlets that are not named"
        return Meant(None, Naming.UNNAMED_MEDIA, _words_of(span, self.text), True, (_step("who.media", says, span),))

    def _official(self, span: Span) -> Meant:
        says = "an official who is not named; the body does not answer for it"
        return Meant(
            None, Naming.UNNAMED_OFFICIAL, _words_of(span, self.text), True, (_step("who.official", says, span),)
        )

    def _document(self, span: Span, noun: str) -> Meant:
        meant = self._owner(span)
        if meant is not None:
            return meant
        last = self._last
        the = fold(span.of(self.text)) == noun and self.text[span.start : span.start + 3].casefold() == "the"
        if the and last is not None and span.start - self._last_at <= _FAR_BACK:
            return _again(last, span, f"“the {noun}” is of who spoke last: {last.actor}", certain=False)
        return self._common(span, "a document speaks; who made it is not named here")

    def _common(self, span: Span, says: str) -> Meant:
        return Meant(
            None, Naming.INSTITUTION, _words_of(span, self.text), True, (_step("who.institution", says, span),)
        )

    def _holder(self, span: Span, noun: str) -> Meant | None:
        """Who holds the office that "the minister" means: the last person named with it, else who spoke last."""
        for figure in self._before(span.start):
            if figure.kind is EntityType.PERSON and noun in figure.offices:
                figure.meet(span, span.of(self.text))
                return _named(figure, span, f"“{noun}” is the office that {figure.name} was named with")
        owner = self._owner(span)
        if owner is not None and noun in word_set("names", "titles", "of_state"):
            return owner
        return None

    def _institution(self, span: Span, noun: str, *, definite: bool) -> Meant:
        """A body named by a common noun: its owner's, or the last one whose name has the noun in it."""
        within = [self.roll.at[name] for name in self._within(span)]
        bodies = [f for f in within if f.kind in (EntityType.ORGANISATION, EntityType.OUTLET)]
        if bodies:
            return _named(bodies[-1], span, f"the source is named here: {bodies[-1].name}")
        if noun in ("government", "authorities") and within and within[-1].kind is EntityType.COUNTRY:
            return _named(within[-1], span, f"the government of {within[-1].name}")
        figure = self._body_called(noun, span.start) if definite and not within else None
        if figure is not None:
            figure.meet(span, span.of(self.text))
            return _named(figure, span, f"“the {noun}” is {figure.name}, named before")
        return self._common(span, f"a body is answerable, though only called “{noun}”")

    def _body_called(self, noun: str, before: int) -> Figure | None:
        latest: Figure | None = None
        for figure in self._before(before):
            if figure.kind in (EntityType.ORGANISATION, EntityType.OUTLET):
                if noun in fold(figure.name).split() or f"{noun}s" in fold(figure.name).split():
                    return figure
                latest = latest or (figure if figure.kind is EntityType.ORGANISATION else None)
        loose = noun in (
            "agency",
            "body",
            "company",
            "firm",
            "group",
            "operator",
            "organisation",
            "organization",
            "service",
        )
        return latest if loose else None

    def _unnamed(self, span: Span, phrase: str) -> Meant:
        says = "whoever speaks here is not named"
        return Meant(None, Naming.ANONYMOUS, " ".join(phrase.split()), True, (_step("who.anonymous", says, span),))


def _is_noun(word: str) -> bool:
    """Whether a word after a person's name is a noun that the name only describes; verbs and adverbs are told apart."""
    return (
        word.islower()
        and not word.endswith(("ed", "ly", "ing", "self"))
        and word not in word_set("chain", "ends", "words")
    )


def _is_one_person(meant: Meant) -> bool:
    """Whether the unnamed source is one person ("a former captain")."""
    people = meant.naming in (Naming.ANONYMOUS, Naming.UNNAMED_OFFICIAL)
    return people and meant.actor.casefold().split(" ")[0] in ("a", "an", "another", "one")


def _listed(name: str) -> frozenset[str]:
    return word_set("names", "stand_ins", name)


def _singular(noun: str) -> str:
    if noun.endswith("men"):
        return f"{noun[:-3]}man"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def _step(step: str, says: str, span: Span) -> Step:
    return Step(step=step, says=says, span=span)


def _words_of(span: Span, text: str) -> str:
    return " ".join(span.of(text).split()).strip(" ,;:")


def _naming_of(figure: Figure) -> Naming:
    if figure.kind is EntityType.PERSON:
        return Naming.NAMED
    return Naming.ANONYMOUS if figure.kind is EntityType.GROUP else Naming.INSTITUTION


def _named(figure: Figure, span: Span, says: str, *, institution: bool = False) -> Meant:
    naming = Naming.INSTITUTION if institution else _naming_of(figure)
    return Meant(figure, naming, figure.name, True, (_step("who.owner" if institution else "who.name", says, span),))


def _again(meant: Meant, span: Span, says: str, *, certain: bool = True) -> Meant:
    return Meant(
        meant.figure, meant.naming, meant.actor, certain and meant.certain, (_step("who.pronoun", says, span),)
    )


def _without_bracket(rest: str) -> str:
    left, opened, within = rest.partition("(")
    return f"{left} {within.partition(')')[2]}" if opened else rest


def _head_end(span: Span, phrase: str, names: Sequence[Span]) -> int:
    """Where the head of the phrase ends, counted from its start: before a comma, a preposition or a bracket.

    A comma or a preposition within a name does not end it.
    """
    inside = {
        offset for name in names for offset in range(name.start - span.start, min(name.end, span.end) - span.start)
    }
    for match in _WORD.finditer(phrase):
        before = phrase[: match.start()].rstrip()
        cut = match[0].casefold() in _CUTS or before.endswith((",", ";", "–", "—"))
        if cut and match.start() not in inside and before:
            return len(before.rstrip(" ,;–—"))
    return len(phrase.rstrip())
