"""Where do names stand in the text, and what stands around them?

In "Harbour Authority (HA) Director Ann Lee" two names are found: the authority, with its acronym, and Ann Lee, with
"Director" as title and the authority as the body beside it. Which names are one is for `read.who` to say.

Capitals are what a name is known by, so the capitals of sentence beginnings, headlines, days and months are
looked at twice. One pass over the text, linear in its length.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from firsthand.model.entity import EntityType
from firsthand.model.span import Span, SpanIndex
from firsthand.read.gazetteer import How, is_listed_outlet, known_country
from firsthand.read.kinds import kind_by_form
from firsthand.read.lexicons import word_set
from firsthand.read.runs import PARTY_AND_STATE, institution_after, run_end, starts_name, with_place_word
from firsthand.read.titles import LONGEST_TITLE, title_before, title_end, words_of_titles
from firsthand.read.tokens import Token, is_headline, lines_of

MOST_NAMES = 20_000
"""Names that are looked at in one text. The longest articles hold some hundreds; a text with more is no article,
and what follows the cap is read without names, so that a list of names alone ends in seconds too."""

_START = attrgetter("start")
_BRACKET = re.compile(r" ?\((?:the |or )?([A-Z][A-Za-z&.-]{1,9})\)")


class Mention(NamedTuple):
    """One name in the text, alone (`span`) and with its title, owner and acronym (`phrase`).

    `kind` is None where the form does not tell. `body` is where the name of the body stands that title or
    owner gives. `article` says whether "the" comes before, `locative` whether "in" or its like does, `opens`
    whether a sentence begins with it.
    """

    name: str
    """What stands at `span`, in one line."""
    span: Span
    phrase: Span
    kind: EntityType | None
    title: Span | None = None
    body: Span | None = None
    acronym: Span | None = None
    article: bool = False
    locative: bool = False
    opens: bool = False
    common: bool = False
    """Whether it is a common noun with an owner ("Norway's coast guard")."""


def find_mentions(text: str, skip: Sequence[Span] = ()) -> tuple[Mention, ...]:
    """All names of the text in text order, a name inside another's phrase after it; none that overlaps `skip`.

    No line is begun after MOST_NAMES of them.
    """
    found: list[Mention] = []
    furniture = SpanIndex(skip)
    for tokens in lines_of(text):
        if furniture.overlaps(Span(tokens[0].start, tokens[-1].end)):
            tokens = [t for t in tokens if not furniture.overlaps(Span(t.start, t.end))]  # noqa: PLW2901
        if not tokens or is_headline(tokens, text):
            continue
        found.extend(_Line(text, tokens).mentions(MOST_NAMES - len(found)))
        if len(found) >= MOST_NAMES:
            break
    return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.end)))


def _shouts(name: str) -> bool:
    """Whether it is a cry in capitals and no name ("SIGN UP FOR NEWS")."""
    return name.isupper() and name.count(" ") > 1


class _Line:
    """The words of one line, and the names among them."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.found: list[Mention] = []

    def mentions(self, most: int) -> list[Mention]:
        """The names of the line, at most `most`."""
        end = 0
        for at in [at for at, token in enumerate(self.tokens) if token.capital]:
            if at >= end and starts_name(self.tokens, at):
                end = run_end(self.tokens, at)
                self._take(at, end)
                if len(self.found) >= most:
                    break
        return self.found

    def _span(self, first: int, end: int) -> Span:
        """The words from `first` up to `end`, without the possessive of the last."""
        last = self.tokens[end - 1]
        return Span(self.tokens[first].start, last.start + len(last.bare))

    def _name(self, first: int, end: int) -> str:
        """What stands at `_span`."""
        last = self.tokens[end - 1]
        return self.text[self.tokens[first].start : last.start + len(last.bare)]

    def _word_before(self, at: int) -> str:
        """The word before the one at `at`; empty where the line begins."""
        return self.tokens[at - 1].word if at > 0 else ""

    def _take(self, first: int, end: int) -> None:
        """Make mentions of the run of words from `first` up to `end`."""
        name = self._name(first, end)
        if name in word_set("names", "kinds", "adjectives") or self._is_thing(first, end) or _shouts(name):
            return
        if self._is_ship(first, name):
            return
        listed = is_listed_outlet(name)
        split = first if listed else title_end(self.tokens, first, end)
        if split == end:
            self._take_office(first, end)
        elif split > first:
            self._take_person(first, split, end)
        else:
            self._take_name(first, end)

    def _is_ship(self, first: int, name: str) -> bool:
        """Whether it is a ship's name: "the ferry Lady Ann", and "the Lady Ann" too."""
        before = self._word_before(first) if self.tokens[first].gap == " " else ""
        if before in ("the", "The"):
            return name.partition(" ")[0].casefold() in word_set("names", "titles", "honorifics")
        return before in word_set("names", "kinds", "vessels")

    def _is_thing(self, first: int, end: int) -> bool:
        """Whether the last word makes it a law, a war or a feast, and no actor."""
        return end - first > 1 and self.tokens[end - 1].bare in word_set("names", "kinds", "things")

    def _take_person(self, first: int, split: int, end: int) -> None:
        span = self._span(split, end)
        body = self._body_of_title(first, split)
        start = self.tokens[first].start
        before = self._adjacent(first)
        if before is not None and body is None:
            body, start = before.span, before.phrase.start
        title = Span(self.tokens[first].start, self.tokens[split - 1].end)
        phrase = Span(start, span.end)
        self._add(first, span, phrase, EntityType.PERSON, title=title, body=body)

    def _take_office(self, first: int, end: int) -> None:
        """A title without a name: only the body in it is a name."""
        self._body_of_title(first, end)

    def _body_of_title(self, first: int, split: int) -> Span | None:
        """Take in the body or country that a title begins with, and say where it stands."""
        own = words_of_titles()
        head = self.tokens[split - 1].bare.casefold().rstrip(".")
        end = split
        while end > first and self.tokens[end - 1].bare.casefold().rstrip(".") in own:
            end -= 1
        country = self._country_prefix(first, split)
        if any(t.word == "of" for t in self.tokens[first:split]):
            head, end = "minister", first
        if head not in word_set("names", "titles", "of_state") and country < end:
            span = self._span(first, end)
            self._add(first, span, span, kind_by_form(span.of(self.text)) or EntityType.ORGANISATION)
            return span
        if country > first:
            span = self._span(first, country)
            self._add(first, span, span, EntityType.COUNTRY)
            return span
        return None

    def _country_prefix(self, first: int, end: int) -> int:
        """Where the country ends that the run begins with; `first` if it begins with none."""
        for stop in range(min(end, first + LONGEST_TITLE), first, -1):
            known = known_country(self._name(first, stop))
            if known is not None and known.how is not How.BODY:
                return stop
        return first

    def _take_name(self, first: int, end: int) -> None:
        span = self._span(first, with_place_word(self.tokens, end))
        name = span.of(self.text)
        country = self._country_prefix(first, end)
        kind = kind_by_form(name)
        title = title_before(self.tokens, first)
        if title is not None and kind in (None, EntityType.PERSON):
            self._take_titled(title, first, span)
            return
        if country == end and (noun := institution_after(self.tokens, end)) is not None:
            self._add(first, span, span, EntityType.COUNTRY)
            whole = Span(span.start, self.tokens[noun - 1].start + len(self.tokens[noun - 1].bare))
            self._add(first, whole, whole, EntityType.ORGANISATION, body=span, common=True)
            return
        the = first > 0 and self.tokens[first - 1].word == "The" and not self.tokens[first - 1].opens
        if (kind is None and the) or (kind in (None, EntityType.ORGANISATION) and self._is_called_outlet(first, end)):
            kind = EntityType.OUTLET
        if kind is None and self._is_called_company(first):
            kind = EntityType.ORGANISATION
        acronym = self._acronym_after(end, span)
        owner = self._owner_before(first)
        start = owner.phrase.start if owner else span.start
        phrase = Span(start, acronym.end + 1) if acronym else Span(start, span.end)
        if acronym is not None and kind is None:
            kind = EntityType.ORGANISATION
        body = owner.span if owner else None
        if first < country < end and kind is not EntityType.OUTLET and not is_listed_outlet(name):
            body = self._span(first, country)
            self._add(first, body, body, EntityType.COUNTRY)
        self._add(first, span, phrase, kind, body=body, acronym=acronym)

    def _is_called_outlet(self, first: int, end: int) -> bool:
        """Whether a word beside the name says that it is an outlet's: "broadcaster Kanalen", "the Bodil newspaper"."""
        beside = word_set("outlets", "beside", "words")
        before = self._word_before(first) if self.tokens[first].gap == " " else ""
        if before in beside or f"{self._word_before(first - 1)} {before}" in beside:
            return True
        after = [t.bare for t in self.tokens[end : end + 3] if t.gap == " "]
        strong = word_set("outlets", "beside", "behind")
        size = next((n for n in (2, 1) if " ".join(after[:n]) in strong), 0)
        return size > 0 and not "".join(after[size : size + 1])[:1].isupper()  # "the Bodil broadcaster Kanalen"

    def _is_called_company(self, first: int) -> bool:
        """Whether the word before says that it is a firm: "the operator, Corran Metals"."""
        near = first > 0 and self.tokens[first].gap in (" ", ", ")
        return near and self.tokens[first - 1].word in word_set("names", "kinds", "companies")

    def _take_titled(self, title: int, first: int, span: Span) -> None:
        """A name after a title in small letters: "harbour spokeswoman Ann Lee"."""
        before = self._adjacent(title)
        start = before.phrase.start if before else self.tokens[title].start
        said = Span(self.tokens[title].start, self.tokens[first - 1].end)
        body = before.span if before else None
        self._add(first, span, Span(start, span.end), EntityType.PERSON, title=said, body=body)

    def _adjacent(self, at: int) -> Mention | None:
        """The name that ends right before the word at `at`, its acronym in between."""
        if not self.found or at == 0:
            return None
        last = max(self.found[-2:], key=lambda m: m.phrase.end)
        between = self.text[last.phrase.end : min(self.tokens[at].start, last.phrase.end + 4)]
        near = between in (" ", "'s ", "’s ", "' ", "’ ") and self.tokens[at].start - last.phrase.end == len(between)
        return last if near and last.kind is not EntityType.PLACE else None

    def _owner_before(self, first: int) -> Mention | None:
        """The name whose possessive stands right before the word at `first`."""
        if first == 0 or not self.tokens[first - 1].owns or self.tokens[first].gap != " ":
            return None
        last = self.tokens[first - 1]
        found = [m for m in self.found[-2:] if m.span.end == last.start + len(last.bare)]
        return found[0] if found else None

    def _acronym_after(self, end: int, span: Span) -> Span | None:
        match = _BRACKET.match(self.text, span.end)
        if match is None or end - 1 >= len(self.tokens):
            return None
        if is_listed_outlet(match[1]) or PARTY_AND_STATE.fullmatch(match[1]):
            return None
        letters = sum(c.isupper() for c in match[1])
        return Span(*match.span(1)) if letters * 2 > len(match[1]) else None

    def _add(
        self,
        first: int,
        span: Span,
        phrase: Span,
        kind: EntityType | None,
        *,
        title: Span | None = None,
        body: Span | None = None,
        acronym: Span | None = None,
        common: bool = False,
    ) -> None:
        begin = bisect_left(self.tokens, phrase.start, hi=first, key=_START)
        before = self._word_before(begin)
        article = before in ("the", "The")
        earlier = self._word_before(begin - 1) if article else before
        self.found.append(
            Mention(
                name=" ".join(span.of(self.text).split()),
                span=span,
                phrase=phrase,
                kind=kind,
                title=title,
                body=body,
                acronym=acronym,
                article=article,
                locative=earlier.casefold() in word_set("names", "sentence", "locative"),
                opens=self.tokens[first].opens,
                common=common,
            )
        )
