"""Where do names stand in the text, and what stands around them?

In "Harbour Authority (HA) Director Ann Lee" two names are found: the authority, with its acronym, and Ann Lee, with
"Director" as title and the authority as the body beside it. Which names are one is for `read.who` to say.

Capitals are what a name is known by, so the capitals of sentence beginnings, headlines, days and months are
looked at twice. One pass over the text, linear in its length.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.model.entity import EntityType
from firsthand.model.span import Span, SpanIndex
from firsthand.read.gazetteer import How, is_listed_outlet, is_region, known_country
from firsthand.read.kinds import kind_by_form
from firsthand.read.lexicons import word_set
from firsthand.read.tokens import Token, abbreviates, is_headline, lines_of

MOST_NAMES = 20_000
"""Names that are looked at in one text. The longest articles hold some hundreds; a text with more is no article,
and what follows the cap is read without names, so that a list of names alone ends in seconds too."""

_LONGEST_RUN = 12
_LONGEST_TITLE = 6
_MOST_PARTICLES = 3
_BRACKET = re.compile(r" ?\((?:the |or )?([A-Z][A-Za-z&.-]{1,9})\)")
_PARTY_AND_STATE = re.compile(r"[DIR]-[A-Z][A-Za-z.]*")
_I = re.compile(r"I(?:['’]\w+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One name in the text, alone (`span`) and with its title, owner and acronym (`phrase`).

    `kind` is None where the form does not tell. `body` is where the name of the body stands that title or
    owner gives. `article` says whether "the" comes before, `locative` whether "in" or its like does, `opens`
    whether a sentence begins with it.
    """

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
        at = 0
        while at < len(self.tokens) and len(self.found) < most:
            if self._starts_name(at):
                end = self._run_end(at)
                self._take(at, end)
                at = end
            else:
                at += 1
        return self.found

    def _is_name_word(self, at: int) -> bool:
        token = self.tokens[at]
        if not token.capital or token.bare.rstrip(".") in word_set("names", "sentence", "times"):
            return False
        if token.gap[-1:] in ("@", "#") or _PARTY_AND_STATE.fullmatch(token.bare) or _I.fullmatch(token.bare):
            return False
        head, dash, tail = token.bare.partition("-")
        if dash and head.casefold() in word_set("names", "kinds", "prefixes"):
            return False
        if dash and tail[:1].islower() and head.casefold() not in word_set("names", "sentence", "particles"):
            known = known_country(token.bare) or is_region(token.bare)
            return bool(known) or token.bare.casefold() in word_set("names", "titles", "heads")
        return True

    def _starts_name(self, at: int) -> bool:
        token = self.tokens[at]
        if not self._is_name_word(at):
            return False
        plain = token.bare.casefold().replace("’", "'")
        if len(plain) == 1 and at + 1 < len(self.tokens) and self.tokens[at + 1].gap[:1] == ".":
            return self._joins(at, at + 1)
        if plain in word_set("names", "sentence", "never") and not (len(plain) > 1 and token.bare.isupper()):
            return plain != "the" and not token.opens and self._joins(at, at + 1)
        return len(plain) > 1 or self._joins(at, at + 1)

    def _joins(self, at: int, following: int) -> bool:
        """Whether the word at `following` carries on a name whose last word is at `at`."""
        if following >= len(self.tokens) or not self._is_name_word(following):
            return False
        last, token = self.tokens[at], self.tokens[following]
        plural = last.word.endswith(("s'", "s’")) and token.word in word_set("names", "kinds", "organisation")
        if last.owns and not plural and last.bare.casefold() not in word_set("names", "kinds", "possessive_inside"):
            return False
        near = token.gap in (" ", "\u00a0", " & ")
        return near or (token.gap in (". ", ".\u00a0") and abbreviates(last, token.gap))

    def _run_end(self, first: int) -> int:
        end = first + 1
        while end - first < _LONGEST_RUN and end < len(self.tokens):
            if self._joins(end - 1, end):
                end += 1
                continue
            onward = self._over_small_words(first, end)
            if onward is None:
                break
            end = onward
        return end

    def _over_small_words(self, first: int, end: int) -> int | None:
        """Where a name goes on after "of", "for", "and" or a particle; None if it ends at `end`."""
        token = self.tokens[end]
        if token.gap != " " or self.tokens[end - 1].owns:
            return None
        small = token.word
        onward = end + 1
        particles = word_set("names", "sentence", "particles")
        if small in particles:
            while onward < min(len(self.tokens), end + _MOST_PARTICLES) and self.tokens[onward].word in particles:
                onward += 1
            return onward + 1 if self._is_next_name(onward) else None
        run = [t.bare for t in self.tokens[first:end]]
        if small == "of" and not self._joins_with_of(run):
            return None
        if small == "for" and not any(w in word_set("names", "kinds", "carries_on") for w in run):
            return None
        if small == "and" and not ({"of", "for"} & set(run) and run[0] in word_set("names", "kinds", "carries_on")):
            return None
        if small not in ("of", "for", "and"):
            return None
        if onward < len(self.tokens) and self.tokens[onward].word == "the" and small != "and":
            onward += 1
        if not self._is_next_name(onward):
            return None
        country = known_country(self.tokens[onward].bare)
        return None if small == "and" and country else onward + 1

    @staticmethod
    def _joins_with_of(run: Sequence[str]) -> bool:
        last = run[-1]
        lists = ("organisation", "carries_on", "place", "of_joins")
        return any(last in word_set("names", "kinds", name) for name in lists)

    def _is_next_name(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].gap == " " and self._is_name_word(at)

    def _span(self, first: int, end: int) -> Span:
        """The words from `first` up to `end`, without the possessive of the last."""
        last = self.tokens[end - 1]
        return Span(self.tokens[first].start, last.start + len(last.bare))

    def _take(self, first: int, end: int) -> None:
        """Make mentions of the run of words from `first` up to `end`."""
        name = self._span(first, end).of(self.text)
        if name in word_set("names", "kinds", "adjectives") or self._is_thing(first, end) or _shouts(name):
            return
        if self._is_ship(first, name):
            return
        listed = is_listed_outlet(name)
        split = first if listed else self._title_end(first, end)
        if split == end:
            self._take_office(first, end)
        elif split > first:
            self._take_person(first, split, end)
        else:
            self._take_name(first, end)

    def _is_ship(self, first: int, name: str) -> bool:
        """Whether it is a ship's name: "the ferry Lady Ann", and "the Lady Ann" too."""
        before = self.tokens[first - 1].word if first and self.tokens[first].gap == " " else ""
        honoured = name.partition(" ")[0].casefold() in word_set("names", "titles", "honorifics")
        return before in word_set("names", "kinds", "vessels") or (honoured and before in ("the", "The"))

    def _is_thing(self, first: int, end: int) -> bool:
        """Whether the last word makes it a law, a war or a feast, and no actor."""
        return end - first > 1 and self.tokens[end - 1].bare in word_set("names", "kinds", "things")

    def _title_end(self, first: int, end: int) -> int:
        """Where the title ends that the run begins with: `first` if there is none, `end` if it is all title."""
        heads = word_set("names", "titles", "heads") | word_set("names", "titles", "honorifics")
        bare = [t.bare for t in self.tokens[first:end]]
        lower = [word.casefold().rstrip(".") for word in bare]
        for at in range(len(lower) - 1, -1, -1):
            if lower[at] not in heads:
                continue
            if "of" in lower[at:]:
                after = self._field_end(lower, at)
                if after is not None:
                    return first + after
            elif at == len(lower) - 1:
                if not self._is_surname(bare, lower, at):
                    return end
            elif self._can_bear_title(bare, at):
                return first + at + 1
        return first

    @staticmethod
    def _can_bear_title(bare: Sequence[str], at: int) -> bool:
        """Whether what follows the word at `at` may be a person's name."""
        if " ".join(bare[at : at + 2]) in word_set("names", "kinds", "never_title"):
            return False
        if all(word in word_set("names", "kinds", "organisation") for word in bare[at + 1 :]):
            return False
        rest = " ".join(bare[at + 1 :])
        return kind_by_form(rest) in (None, EntityType.PERSON) and not known_country(rest)

    @staticmethod
    def _field_end(lower: Sequence[str], at: int) -> int | None:
        """Where a title with "of" ends ("Secretary of State"); None if what follows is no field of office."""
        rest = lower[at + 1 :]
        fields = word_set("names", "titles", "fields") | {"state", "staff"}
        return at + 3 if len(rest) > 1 and rest[0] == "of" and rest[1] in fields else None

    @staticmethod
    def _is_surname(bare: Sequence[str], lower: Sequence[str], at: int) -> bool:
        """Whether a word for an office is a name: "Gov. Howard Dean", "Stephen King", and "Major" alone."""
        if not at:
            return lower[0] in ("justice", "general", "major", "king", "head")
        if bare[0] in word_set("names", "given", "he") or bare[0] in word_set("names", "given", "she"):
            return True
        titles = ("modifiers", "fields", "heads", "honorifics")
        own = frozenset[str]().union(*(word_set("names", "titles", name) for name in titles))
        earlier = [k for k in range(at - 1) if lower[k] in word_set("names", "titles", "heads")]
        return bool(earlier) and lower[at - 1] not in own

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
        titles = ("modifiers", "fields", "heads", "honorifics")
        own = frozenset[str]().union(*(word_set("names", "titles", name) for name in titles))
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
        for stop in range(min(end, first + _LONGEST_TITLE), first, -1):
            known = known_country(self._span(first, stop).of(self.text))
            if known is not None and known.how is not How.BODY:
                return stop
        return first

    def _take_name(self, first: int, end: int) -> None:
        span = self._span(first, self._with_place_word(end))
        name = span.of(self.text)
        country = self._country_prefix(first, end)
        kind = kind_by_form(name)
        title = self._title_before(first)
        if title is not None and kind in (None, EntityType.PERSON):
            self._take_titled(title, first, span)
            return
        if country == end and (noun := self._institution_after(end)) is not None:
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
        before = [t.word for t in self.tokens[max(0, first - 2) : first]]
        if first and self.tokens[first].gap == " " and (before[-1] in beside or " ".join(before) in beside):
            return True
        after = [t.bare for t in self.tokens[end : end + 2] if t.gap == " "]
        strong = word_set("outlets", "beside", "behind")
        return bool(after) and (after[0] in strong or " ".join(after) in strong)

    def _is_called_company(self, first: int) -> bool:
        """Whether the word before says that it is a firm: "the operator, Corran Metals"."""
        near = first > 0 and self.tokens[first].gap in (" ", ", ")
        return near and self.tokens[first - 1].word in word_set("names", "kinds", "companies")

    def _with_place_word(self, end: int) -> int:
        """The same `end`, or after a word in small letters that makes the name a place's ("Kursk region")."""
        near = end < len(self.tokens) and self.tokens[end].gap == " " and not self.tokens[end - 1].owns
        return end + 1 if near and self.tokens[end].bare in word_set("names", "kinds", "place") else end

    def _take_titled(self, title: int, first: int, span: Span) -> None:
        """A name after a title in small letters: "harbour spokeswoman Ann Lee"."""
        before = self._adjacent(title)
        start = before.phrase.start if before else self.tokens[title].start
        said = Span(self.tokens[title].start, self.tokens[first - 1].end)
        body = before.span if before else None
        self._add(first, span, Span(start, span.end), EntityType.PERSON, title=said, body=body)

    def _title_before(self, first: int) -> int | None:
        """Where a title in small letters begins that ends right before the word at `first`."""
        if first == 0 or self.tokens[first].gap not in (" ", "\u00a0"):
            return None
        titles = ("modifiers", "fields", "heads")
        own = frozenset[str]().union(*(word_set("names", "titles", name) for name in titles))
        at = first
        while at and first - at < _LONGEST_TITLE and self.tokens[at - 1].word in own:
            at -= 1
            if self.tokens[at].gap != " ":
                break
        heads = word_set("names", "titles", "heads")
        return at if at < first and self.tokens[first - 1].word in heads else None

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
        if is_listed_outlet(match[1]) or _PARTY_AND_STATE.fullmatch(match[1]):
            return None
        letters = sum(c.isupper() for c in match[1])
        return Span(*match.span(1)) if letters * 2 > len(match[1]) else None

    def _institution_after(self, end: int) -> int | None:
        """Where a body in small letters ends that the country before owns ("coast guard"); None without one."""
        nouns = word_set("names", "stand_ins", "institution")
        fields = word_set("names", "titles", "fields") | word_set("names", "titles", "modifiers")
        stop = end
        best: int | None = None
        while stop < min(len(self.tokens), end + _LONGEST_TITLE) and self.tokens[stop].gap == " ":
            word = self.tokens[stop].bare
            pair = f"{self.tokens[stop - 1].word} {word}" if stop > end else ""
            if word in nouns or pair in nouns:
                best = stop + 1
            elif word not in fields and not self._begins_pair(stop, nouns):
                break
            stop += 1
        return best if best is not None and self._stands_alone(best) else None

    def _stands_alone(self, end: int) -> bool:
        """Whether no noun follows ("the Russian military said", and not "a Russian military base")."""
        if end >= len(self.tokens) or self.tokens[end].gap != " " or self.tokens[end - 1].owns:
            return True
        following = self.tokens[end].word
        return following.endswith("ed") or following in word_set("names", "sentence", "after_body")

    def _begins_pair(self, at: int, nouns: frozenset[str]) -> bool:
        return at + 1 < len(self.tokens) and f"{self.tokens[at].word} {self.tokens[at + 1].bare}" in nouns

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
        before = self.tokens[bisect_right(self.tokens, phrase.start, key=lambda t: t.start) - 2].word if first else ""
        if before in ("the", "The"):
            at = bisect_right(self.tokens, phrase.start, key=lambda t: t.start) - 3
            earlier = self.tokens[at].word if at >= 0 else ""
        else:
            earlier = before
        self.found.append(
            Mention(
                span=span,
                phrase=phrase,
                kind=kind,
                title=title,
                body=body,
                acronym=acronym,
                article=before in ("the", "The"),
                locative=earlier.casefold() in word_set("names", "sentence", "locative"),
                opens=self.tokens[first].opens,
                common=common,
            )
        )
