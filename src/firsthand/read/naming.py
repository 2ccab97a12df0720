"""Whom do the words of a source mean, and how does the text identify them?

"Norwegian Ports Secretary Ann Park" is a named person; "a spokesman for the Ministry of Ports" is the ministry, on the
record; "two officials in Oslo" are nobody by name, whatever body they belong to; "he" is whoever spoke last. The names
in the text have been joined by then (`read.entities`).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from firsthand.model.entity import EntityType
from firsthand.model.span import Span
from firsthand.model.statement import Naming
from firsthand.read.figures import Figure
from firsthand.read.gazetteer import How, known_country
from firsthand.read.lexicons import word_set
from firsthand.read.pronouns import FAR_BACK, LONGEST_PHRASE, Meant, StandIns, a_step, again, named
from firsthand.read.unnamed import Called, bodies_in, called, described
from firsthand.text.names import fold

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
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


class SourceReader(StandIns):
    """Reads the sources of one article in text order, and remembers who spoke last."""

    def read(self, span: Span, speaker: Meant | None = None) -> Meant:
        """Whom the source at `span` means. `speaker` is whose words it stands in, None outside of quotations."""
        meant = self._meant(span, speaker)
        if speaker is None:
            self.last, self.last_at = meant, span.start
            if meant.figure is not None and meant.figure.kind is EntityType.PERSON:
                self.person, self.person_at = meant, span.start
        return meant

    def describe(self, span: Span) -> Meant:
        """Whom words that are no source mean ("citing the ministry"); who spoke last stays as it was."""
        return self._meant(span, None)

    def _meant(self, span: Span, speaker: Meant | None) -> Meant:
        phrase = self.text[span.start : min(span.end, span.start + LONGEST_PHRASE)]
        citing = _CITING.search(phrase)
        if citing is not None:
            span = Span(span.start, span.start + citing.start())
            phrase = span.of(self.text)
        found = list(_WORD.finditer(phrase))
        plain = [m[0].casefold().replace("’", "'") for m in found]
        if not plain:
            return self.unnamed(span, phrase)
        standing_in = self.stand_in(span, plain, speaker)
        if standing_in is not None:
            return standing_in
        around = self._name_around(span)
        if around is not None:
            return around
        head_end = span.start + _head_end(span, phrase, self._phrases_within(span))
        return self._by_name(span, head_end) or self._by_noun(span, head_end, plain)

    def _name_around(self, span: Span) -> Meant | None:
        """The body whose name goes on before the words that were taken for the source ("[Workers’] Union")."""
        at = bisect_left(self.starts, span.start) - 1
        if at < 0 or self.mentions[at].span.end < span.end or not self.mentions[at].span.overlaps(span):
            return None
        figure = self.roll.at[self.mentions[at].span]
        return named(figure, span, f"the source is the end of a name: {figure.name}")

    def _within(self, span: Span) -> list[Span]:
        """The names that begin within `span`, in text order."""
        first = bisect_left(self.starts, span.start)
        last = bisect_left(self.starts, span.end)
        return [m.span for m in self.mentions[first:last]]

    def _phrases_within(self, span: Span) -> list[Span]:
        """The names that begin within `span`, with their titles and acronyms."""
        first = bisect_left(self.starts, span.start)
        last = bisect_left(self.starts, span.end)
        return [Span(max(m.phrase.start, span.start), m.phrase.end) for m in self.mentions[first:last]]

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
            return named(figure, span, f"the source is named here: {figure.name}")
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
                return named(figure, span, f"the source is named after the comma: {figure.name}")
        return None

    def _by_noun(self, span: Span, head_end: int, plain: Sequence[str]) -> Meant:
        """What a description means, by its last noun."""
        head = self.text[span.start : head_end]
        tail = [w[0].casefold() for w in _WORD.finditer(head)] or list(plain)
        noun, pair = tail[-1].removesuffix("'s").removesuffix("’s"), " ".join(tail[-2:])
        names = {noun, pair, _singular(noun)}
        return (
            self._by_voice(span, noun, names, plain[0])
            or self._by_product(span, noun, names, tail)
            or self._by_rank(span, noun, names, tail)
            or (self._official(span) if "source" in names and set(tail) & _listed("official_sources") else None)
            or replace(self.unnamed(span, span.of(self.text)), called=described(tail, span))
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

    def _by_product(self, span: Span, noun: str, names: set[str], tail: Sequence[str]) -> Meant | None:
        """Media, their reports, and documents."""
        by_media = not _listed("media").isdisjoint(tail) or noun in ("reports", "coverage")
        reports = noun in _listed("media_products") and by_media
        if reports or names & _listed("media"):
            return self._owner(span, EntityType.OUTLET) or self._media(span, noun, tail)
        if noun == "paper" and tail[0] == "the" and self._outlet(span, noun, tail) is not None:
            return self._media(span, noun, tail)
        if names & _listed("documents") or noun in _listed("media_products"):
            return self._document(span, noun, tail)
        return None

    def _by_rank(self, span: Span, noun: str, names: set[str], tail: Sequence[str]) -> Meant | None:
        """Holders of offices, officials, and bodies named by a common noun."""
        first, more = tail[0], tail[1:-1]
        if first == "the" and (holder := self._holder(span, noun, more)) is not None:
            return holder
        if first == "the" and names & _listed("offices"):
            return self._official(span, tail)
        if names & _listed("official"):
            return self._official(span, tail)
        if names & _listed("institution") or noun in _listed("forces"):
            return self._institution(span, noun, tail)
        return None

    def _of_last_person(self, span: Span) -> Meant | None:
        """Whoever "his lawyer" speaks for: the last person who spoke."""
        person = self.person if span.start - self.person_at <= FAR_BACK else None
        if person is None or person.figure is None:
            return None
        says = f"speaks for the last person who spoke: {person.actor}"
        return Meant(person.figure, Naming.INSTITUTION, person.actor, False, (a_step("who.owner", says, span),))

    def _spoken_for(self, span: Span, noun: str) -> Meant:
        meant = self._speaking(span, noun)
        return replace(meant, voice=noun in _listed("spokes") and _singular(noun) == noun)

    def _speaking(self, span: Span, noun: str) -> Meant:
        """The body that a spokesman without a name speaks for."""
        meant = self._owner(span)
        if meant is not None:
            says = f"a {noun} without a name speaks for {meant.actor}"
            return Meant(
                meant.figure, Naming.INSTITUTION, meant.actor, meant.certain, (a_step("who.spokes", says, span),)
            )
        said = (w[0].casefold().removesuffix("'s").removesuffix("’s") for w in _WORD.finditer(span.of(self.text)))
        called = (self._body_called(word, span.start) for word in said if word in _listed("institution"))
        figure = next((f for f in called if f is not None), None)
        if figure is not None:
            says = f"a {noun} without a name speaks for {figure.name}"
            return Meant(figure, Naming.INSTITUTION, figure.name, True, (a_step("who.spokes", says, span),))
        body = bodies_in(span.of(self.text))
        if body:
            says = f"a {noun} without a name speaks for a body that is only called “{body[-1]}”"
            return self._common(span, says, Called(span, body, EntityType.ORGANISATION))
        figure = self.nearest(span.start, {EntityType.ORGANISATION})
        if figure is not None:
            says = f"a {noun} without a name; the last body named before is {figure.name}"
            return Meant(figure, Naming.INSTITUTION, figure.name, False, (a_step("who.spokes", says, span),))
        return self._common(span, "a spokesman whose body is not named", None)

    def _owner(self, span: Span, kind: EntityType | None = None) -> Meant | None:
        """The body (or person) that stands within a description: "Kremlin" of "a Kremlin spokesman"."""
        figures = [self.roll.at[name] for name in self._within(span)]
        fitting = [f for f in figures if f.kind is kind] if kind else figures
        ranked = sorted(fitting, key=lambda f: f.kind in (EntityType.COUNTRY, EntityType.PLACE))
        if not ranked:
            return None
        return named(ranked[0], span, f"the words belong to {ranked[0].name}", institution=True)

    def _media(self, span: Span, noun: str, tail: Sequence[str]) -> Meant:
        says = "outlets that are not named"
        why = (a_step("who.media", says, span),)
        likely = self._outlet(span, noun, tail)
        return Meant(None, Naming.UNNAMED_MEDIA, _words_of(span, self.text), True, why, likely=likely)

    def _outlet(self, span: Span, noun: str, tail: Sequence[str]) -> Figure | None:
        """The outlet that "the paper" is: the last one named before."""
        alone = tail[0] == "the" and noun in _listed("outlets")
        return self.descriptions.outlet(span.start) if alone else None

    def _official(self, span: Span, tail: Sequence[str] = ()) -> Meant:
        says = "an official who is not named; the body does not answer for it"
        why = (a_step("who.official", says, span),)
        return Meant(None, Naming.UNNAMED_OFFICIAL, _words_of(span, self.text), True, why, called(tail, span))

    def _document(self, span: Span, noun: str, tail: Sequence[str]) -> Meant:
        meant = self._owner(span)
        if meant is not None:
            return meant
        last = self.last
        the = fold(span.of(self.text)) == noun and self.text[span.start : span.start + 3].casefold() == "the"
        if the and last is not None and span.start - self.last_at <= FAR_BACK:
            return again(last, span, f"“the {noun}” is of who spoke last: {last.actor}", certain=False)
        says = "a document speaks; who made it is not named here"
        return self._common(span, says, called(tail, span, EntityType.WORK))

    def _common(self, span: Span, says: str, how: Called | None) -> Meant:
        why = (a_step("who.institution", says, span),)
        return Meant(None, Naming.INSTITUTION, _words_of(span, self.text), True, why, how)

    def _holder(self, span: Span, noun: str, more: Sequence[str]) -> Meant | None:
        """Who holds the office that "the minister" means: the last person named with it, else who spoke last."""
        figure = self.descriptions.holder(noun, more, span.start)
        if figure is not None and figure.kind is EntityType.PERSON:
            figure.meet(span, span.of(self.text))
            return named(figure, span, f"“{noun}” is the office that {figure.name} was named with")
        owner = self._owner(span)
        if owner is not None and noun in word_set("names", "titles", "of_state"):
            return owner
        return None

    def _institution(self, span: Span, noun: str, tail: Sequence[str]) -> Meant:
        """A body named by a common noun: its owner's, or the last one whose name has the noun in it."""
        within = [self.roll.at[name] for name in self._within(span)]
        bodies = [f for f in within if f.kind in (EntityType.ORGANISATION, EntityType.OUTLET)]
        if bodies and not bodies[-1].guessed:
            return named(bodies[-1], span, f"the source is named here: {bodies[-1].name}")
        if noun in ("government", "authorities") and within and within[-1].kind is EntityType.COUNTRY:
            return named(within[-1], span, f"the government of {within[-1].name}")
        definite = tail[0] in ("the", "its", "his", "her", "their")
        figure = self._body_called(noun, span.start, tail[1:-1]) if definite and not within else None
        if figure is not None:
            figure.meet(span, span.of(self.text))
            return named(figure, span, f"“the {noun}” is {figure.name}, named before")
        says = f"a body is answerable, though only called “{noun}”"
        return self._common(span, says, called(tail, span, EntityType.ORGANISATION))

    def _body_called(self, noun: str, before: int, more: Sequence[str] = ()) -> Figure | None:
        """The body that a noun means: the last with it in its name, else the last that may be a firm."""
        figure = self.descriptions.body(noun, more, before)
        if figure is None and noun in word_set("names", "stand_ins", "loose"):
            return self.descriptions.firm(before)
        if figure is None and noun in word_set("names", "stand_ins", "any_body") and not more:
            return self.nearest(before, {EntityType.ORGANISATION})
        return figure


def _is_noun(word: str) -> bool:
    """Whether a word after a person's name is a noun that the name only describes; verbs and adverbs are told apart."""
    return (
        word.islower()
        and not word.endswith(("ed", "ly", "ing", "self"))
        and word not in word_set("chain", "ends", "words")
    )


def _listed(name: str) -> frozenset[str]:
    return word_set("names", "stand_ins", name)


def _singular(noun: str) -> str:
    if noun.endswith("men"):
        return f"{noun[:-3]}man"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def _words_of(span: Span, text: str) -> str:
    return " ".join(span.of(text).split()).strip(" ,;:")


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
