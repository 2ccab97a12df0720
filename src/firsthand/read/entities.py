"""Which names are one? Mentions joined under the fullest name that the article gives.

"Norwegian Ports Secretary Ann Park", "Park" and "Mr Park" are one person; "Finland", "Finnish" and "Helsinki" (as an
actor) one country; "National Port Service (NPS)", "NPS" one body. Full names are joined first, then what rests on them.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from firsthand.model.entity import EntityType
from firsthand.model.span import Span
from firsthand.read.elsewhere import kinds_elsewhere, without_mere_capitals
from firsthand.read.figures import (
    BODIES,
    Figure,
    body_key,
    fullness,
    heads_in,
    pronoun_of_given,
    pronoun_of_title,
    pronoun_of_words,
)
from firsthand.read.gazetteer import How, is_doubtful_outlet, is_listed_outlet, known_country
from firsthand.read.kinds import kind_by_form
from firsthand.read.lexicons import word_set, words
from firsthand.read.mentions import Mention
from firsthand.read.outlets import short_name, telling_words, with_outlets
from firsthand.read.titles import ends_in_head, is_clause, words_beside
from firsthand.text.names import acronym_of, fold, is_acronym_of, same_person, surname_of, words_of

_MOST_NAMESAKES = 20
"""Bearers of one surname that are compared; an article with more is a list, and there the newest twenty will do."""
_LONGEST_PERSON = 4
_SHORTEST_HOUSE = 4
"""Letters of the last word of an outlet's name by which it can be called; "TV" alone could be any."""
_LONGEST_GLOSS = 60
"""Code points between two names of which the second explains the first."""

_MOST_GLOSSES = 20
"""How often one figure's names go over to another's; more "also known as" of one name are a list, and would cost
the square of its length."""

_NO_BODY_AFTER = frozenset(
    {"about", "against", "and", "by", "from", "in", "near", "on", "over", "than", "that", "to", "under", "who", "whom"}
)
_FEWEST_WORDS = 2
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LONGEST_OFFICE = 80
"""Code points before a name in which its office in small letters is looked for."""
_OFFICE_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y|[\w-]+['’]s) ([A-Za-z][a-z-]*(?: [A-Za-z][a-z-]*){0,6}"
    r"(?: of (?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3})?), $"
)
_AFTER_NAME = re.compile(r"[^.;:!?\n“”\"()]{0,160}")


class Roll:
    """The figures of one article, while their names are being joined."""

    def __init__(
        self, text: str, mentions: Sequence[Mention], speaking: Sequence[Span], house: str | None = None
    ) -> None:
        self.text = text
        self._house = house
        self._house_words = telling_words(house or "")
        self.figures: dict[tuple[EntityType, str], Figure] = {}
        self.at: dict[Span, Figure] = {}
        self._surnames: dict[str, list[Figure]] = defaultdict(list)
        self._givens: dict[str, list[Figure]] = defaultdict(list)
        self._short: dict[str, Figure] = {}
        self._by_end: dict[str, dict[Figure, None]] = defaultdict(dict)
        self.mentions = with_outlets(text, without_mere_capitals(text, mentions, speaking), house)
        self._votes = kinds_elsewhere(text, self.mentions)
        self._enrol()
        self._tie()

    def credit(self, wire: str, notices: Sequence[Span]) -> None:
        """Note where the furniture of the page credits the agency `wire`, in full or by its acronym."""
        shapes = [re.escape(name) for name in (wire, acronym_of(wire)) if name]
        credited = re.compile(rf"(?<!\w)(?:{'|'.join(shapes)})(?!\w)")
        found = [match for notice in notices for match in credited.finditer(self.text, notice.start, notice.end)]
        if found:
            agency = self._agency(wire)
            for match in found:
                agency.meet(Span(*match.span()), match[0])

    def _agency(self, wire: str) -> Figure:
        outlets = (figure for figure in self.figures.values() if figure.kind is EntityType.OUTLET)
        known = self.figures.get((EntityType.OUTLET, body_key(wire))) or next(
            (f for f in outlets if is_acronym_of(wire, f.name) or is_acronym_of(f.name, wire)), None
        )
        return known or self._figure(wire, EntityType.OUTLET, body_key(wire))

    def _enrol(self) -> None:
        later: list[Mention] = []
        for mention in self.mentions:
            if self._is_full(mention):
                self._place(mention, self._full_figure(mention))
            else:
                later.append(mention)
        for mention in later:
            self._place(mention, self._short_figure(mention))

    def _is_full(self, mention: Mention) -> bool:
        """Whether the name can stand for itself: of several words, or known."""
        known = mention.kind in (EntityType.COUNTRY, EntityType.PLACE, EntityType.OUTLET)
        return known or len(words_of(mention.name)) > 1

    def _full_figure(self, mention: Mention) -> Figure:
        name = mention.name
        if self._is_house(fold(name)):
            return self._house_figure()
        known = known_country(name)
        if known is not None and known.how is not How.BODY:
            if known.how is How.CAPITAL and mention.locative:
                return self._figure(name, EntityType.PLACE, fold(name))
            return self._figure(known.country, EntityType.COUNTRY, fold(known.country))
        kind = self._kind(mention, name)
        if kind is EntityType.PERSON:
            return self._person(name)
        if mention.common and mention.body is not None:
            return self._common_body(mention, name)
        key = body_key(name) if kind in BODIES else fold(name)
        return self._figure(name, kind, key)

    def _is_house(self, plain: str) -> bool:
        """Whether it is the outlet of the article, by its whole name or the last words of it ("the Post")."""
        house = fold(self._house or "")
        own = plain == house or house.endswith(f" {plain}") or plain in self._house_words
        return len(plain) >= _SHORTEST_HOUSE and own

    def _house_figure(self) -> Figure:
        name = self._house or ""
        body = kind_by_form(name) is EntityType.ORGANISATION
        return self._figure(name, EntityType.ORGANISATION if body else EntityType.OUTLET, body_key(name))

    def _common_body(self, mention: Mention, name: str) -> Figure:
        """A body for "Finland's coast guard", the country itself for "the Finnish government"."""
        owner = mention.body.of(self.text) if mention.body else ""
        known = known_country(owner)
        rest = name[len(owner) :].lstrip("'’s ").strip()
        if known is not None and rest in ("government", "state", "authorities"):
            return self._figure(known.country, EntityType.COUNTRY, fold(known.country))
        return self._figure(name, EntityType.ORGANISATION, body_key(name))

    def _kind(self, mention: Mention, name: str) -> EntityType:
        if mention.kind is not None:
            return mention.kind
        voted = self._votes.get(fold(name))
        if voted is not None:
            return voted
        if is_listed_outlet(name) and (mention.article or not is_doubtful_outlet(name)):
            return EntityType.OUTLET
        parts = words_of(name)
        given = parts[0] in word_set("names", "given", "he") or parts[0] in word_set("names", "given", "she")
        if given and len(parts) > 1:
            return EntityType.PERSON
        if mention.article:
            return EntityType.ORGANISATION
        if mention.locative:
            return EntityType.PLACE
        return EntityType.PERSON if 1 < len(parts) <= _LONGEST_PERSON else EntityType.ORGANISATION

    def _figure(self, name: str, kind: EntityType, key: str) -> Figure:
        found = self.figures.get((kind, key))
        if found is None:
            found = self.figures[(kind, key)] = Figure(name=name, kind=kind, key=key)
        return found

    def _person(self, name: str) -> Figure:
        namesakes = self._surnames[surname_of(name)]
        for figure in reversed(namesakes[-_MOST_NAMESAKES:]):
            if same_person(figure.name, name):
                if fullness(name) > fullness(figure.name):
                    self._rename(figure, name)
                return figure
        figure = self._figure(name, EntityType.PERSON, fold(name))
        if figure not in namesakes[-_MOST_NAMESAKES:]:
            namesakes.append(figure)
            if (bare := surname_of(name).rpartition(" ")[2]) != surname_of(name):
                self._surnames[bare].append(figure)
            self._givens[fold(words_of(name)[0])].append(figure)
        return figure

    def _rename(self, figure: Figure, name: str) -> None:
        """Go on under a fuller name."""
        del self.figures[(figure.kind, figure.key)]
        figure.name, figure.key = name, fold(name)
        self.figures[(figure.kind, figure.key)] = figure

    def _short_figure(self, mention: Mention) -> Figure:
        """Who a single word means: a surname, an acronym, the first word of a body's name, or something new."""
        name = mention.name
        plain = fold(name)
        if self._is_house(plain):
            return self._house_figure()
        if plain in self._short:
            return self._short[plain]
        namesakes = self._surnames.get(surname_of(name), []) or self._called(plain)
        kind = mention.kind or self._votes.get(plain)
        if namesakes and mention.kind in (None, EntityType.PERSON):
            return self._nearest(namesakes, mention)
        if kind in (None, EntityType.ORGANISATION) and (body := self._called_by_end(plain, mention)) is not None:
            return body
        guessed = kind is None
        kind = kind or self._kind(mention, name)
        figure = self._figure(name, kind, body_key(name) if kind in BODIES else plain)
        figure.guessed = guessed and kind is EntityType.ORGANISATION and not figure.surfaces
        if kind is EntityType.PERSON:
            self._surnames[surname_of(name)].append(figure)
        return figure

    def _called_by_end(self, plain: str, mention: Mention) -> Figure | None:
        """The body that "the Ministry" or "the Mariners" means: the last so named, or the only one of the article."""
        bodies = self._by_end.get(plain, {})
        if not mention.article or not bodies:
            return None
        if len(bodies) == 1:
            return next(iter(bodies))
        before = [figure for figure in bodies if figure.last_before(mention.span.start) >= 0]
        return max(before, key=lambda figure: figure.last_before(mention.span.start), default=None)

    def _called(self, given: str) -> list[Figure]:
        """The one person whose given name it is; nobody where two bear it."""
        bearers = self._givens.get(given, [])
        return bearers if len(bearers) == 1 else []

    def _nearest(self, namesakes: Sequence[Figure], mention: Mention) -> Figure:
        """The namesake that the mention means: of the sex that its title tells, and introduced first.

        News keeps the bare surname for the person it is about, and tells spouse and kin by their full names.
        """
        told = pronoun_of_title(mention, self.text)
        some = namesakes[:_MOST_NAMESAKES]
        fitting = [f for f in some if told is None or f.pronoun in (None, told)]
        before = [f for f in fitting if f.spans and f.spans[0].start < mention.span.start]
        return (before or fitting or some)[0]

    def _place(self, mention: Mention, figure: Figure) -> None:
        self.at[mention.span] = figure
        figure.meet(mention.span, mention.name)
        if mention.title is None and not figure.placed:
            thing = mention.article and figure.kind is EntityType.PERSON
            lived = self.text.endswith("from ", 0, mention.phrase.start) and not self._votes.get(fold(mention.name))
            figure.placed = thing or mention.locative or lived
        if mention.title is not None:
            surface = " ".join(mention.phrase.of(self.text).split())
            figure.surfaces.setdefault(surface)
            figure.offices.update(heads_in(mention.title.of(self.text)))
            figure.pronoun = figure.pronoun or pronoun_of_title(mention, self.text)
        elif mention.phrase != mention.span and figure.kind is not EntityType.PERSON:
            surface = " ".join(mention.phrase.of(self.text).split())
            figure.surfaces.setdefault(surface)
        if mention.acronym is not None:
            short = mention.acronym.of(self.text)
            self._short.setdefault(fold(short), figure)
        if figure.kind is EntityType.PERSON and figure.pronoun is None:
            figure.pronoun = pronoun_of_given(figure.name)
        if figure.kind in BODIES:
            self._shorten(figure)
        if figure.kind is EntityType.OUTLET and (called := short_name(figure.name)) is not None:
            self._short.setdefault(called, figure)

    def _shorten(self, figure: Figure) -> None:
        """Let "Acme" mean "Acme Holdings", where only one body's name begins so."""
        parts = words_of(figure.name)
        first = fold(parts[0]) if parts else ""
        if len(parts) > 1 and figure.kind is EntityType.ORGANISATION:
            head = first if parts[0] in word_set("names", "kinds", "carries_on") else fold(parts[-1])
            if len(self._by_end[head]) < _MOST_NAMESAKES:
                self._by_end[head].setdefault(figure)
        generic = len(parts) > 1 and all(p in word_set("names", "kinds", "organisation") for p in parts[1:])
        if generic and first and kind_by_form(parts[0]) is None:
            self._short.setdefault(first, figure)

    def _tie(self) -> None:
        """Tie persons and bodies to the bodies that stand with them, and names to their glosses."""
        for mention in self.mentions:
            figure = self.at[mention.span]
            if mention.body is not None and mention.body in self.at:
                _adopt(figure, self.at[mention.body], mention, self.text)
        ordered = [m for m in self.mentions if m.span in self.at]
        starts = [m.span.start for m in ordered]
        for place, mention in enumerate(ordered):
            figure = self.at[mention.span]
            if figure.kind is EntityType.PERSON:
                self._read_title(figure, mention)
                self._read_apposition(figure, mention, ordered, starts)
            elif figure.kind in BODIES:
                figure.called.update(words_beside(self.text, mention.phrase))
            if place:
                self._read_gloss(ordered[place - 1], mention)

    def _read_title(self, figure: Figure, mention: Mention) -> None:
        """Take the office from "Health minister" or "the health minister," before a name."""
        if mention.title is not None:
            begin = max(mention.title.start, mention.body.end if mention.body is not None else 0)
            said = self.text[begin : mention.span.start]
            start = begin + len(said) - len(said.lstrip("'’s "))
            span = Span(start, max(start, begin + len(said.rstrip())))
        elif self.text[max(0, mention.phrase.start - 2) : mention.phrase.start] == ", ":
            begin = max(0, mention.phrase.start - _LONGEST_OFFICE)
            match = _OFFICE_BEFORE.search(self.text[begin : mention.phrase.start])
            if match is None or not ends_in_head(match[1]):
                return
            span = Span(begin + match.start(), begin + match.end(1))
            heads = heads_in(match[1].partition(" of ")[0].rpartition(" ")[2])
            figure.offices.update(heads)
            figure.pronoun = figure.pronoun or pronoun_of_words(heads)
        else:
            return
        if span.start < span.end:
            figure.describe(span.of(self.text), span)

    def _read_apposition(
        self, figure: Figure, mention: Mention, ordered: Sequence[Mention], starts: Sequence[int]
    ) -> None:
        """Take the office, and X as its body, from ", the mayor of X," after a name."""
        if self.text[mention.phrase.end : mention.phrase.end + 2] != ", ":
            return
        begin = mention.phrase.end + 2
        match = _AFTER_NAME.match(self.text, begin)
        stretch = match[0] if match else ""
        said = stretch.split(",")[0]
        heads = heads_in(said)
        if not heads or said[:3] in ("who", "whi", "whe", "but", "and") or is_clause(said):
            return
        figure.offices.update(heads)
        figure.pronoun = figure.pronoun or pronoun_of_words(heads)
        figure.describe(said, Span(begin, begin + len(said.rstrip())))
        first = bisect_left(starts, begin)
        for other in ordered[first : first + 3]:
            if other.span.end > begin + len(said):
                break
            if not _can_be_body(self.text[begin : other.span.start]):
                continue
            body = self.at[other.span]
            if self.text[begin : other.span.start].endswith((" of ", " at ", " for ")):
                _make_body(body)
            if body.kind is not EntityType.PERSON and (figure.parent is None or body.kind in BODIES):
                figure.parent = body
                break

    def _read_gloss(self, before: Mention, mention: Mention) -> None:
        """Make Y another name of X in "X, also known as Y"."""
        one, other = self.at[before.span], self.at[mention.span]
        gap = mention.span.start - before.phrase.end
        if one is other or not 0 < gap <= _LONGEST_GLOSS or one.kind is not other.kind:
            return
        between = " ".join(_WORD.findall(self.text[before.phrase.end : mention.span.start].casefold()))
        bare = between.removeprefix("or ").removesuffix(" the")
        if any(bare in (gloss, f"{gloss} as", f"{gloss} the") for gloss in words("names", "glosses", "between")):
            self._merge(one, other)

    def _merge(self, one: Figure, other: Figure) -> None:
        if other.merged >= _MOST_GLOSSES:
            return
        one.merged = max(one.merged, other.merged) + 1
        one.spans = sorted([*one.spans, *other.spans])
        one.described.extend(other.described)
        one.called |= other.called
        self.at.update(dict.fromkeys(other.spans, one))
        one.surfaces.update(dict.fromkeys((other.name, *other.surfaces)))
        one.parent = one.parent or other.parent
        self.figures.pop((other.kind, other.key), None)


def _make_body(figure: Figure) -> None:
    """Let what somebody is head of be a body, if only the form of its name made it a person."""
    parts = words_of(figure.name)
    known = figure.offices or figure.pronoun or len(parts) < _FEWEST_WORDS
    if figure.kind is EntityType.PERSON and not known:
        figure.kind, figure.key = EntityType.ORGANISATION, body_key(figure.name)


def _can_be_body(before: str) -> bool:
    """Whether what stands between a person's name and another makes that a body: "mayor of", and not "from"."""
    said = [w for w in _WORD.findall(before.casefold()) if w not in ("the", "a", "an", "its")]
    return not said or said[-1] not in _NO_BODY_AFTER


def _adopt(figure: Figure, body: Figure, mention: Mention, text: str) -> None:
    """Give a figure its body, if the two kinds go together."""
    if figure is body or body.kind in (EntityType.PLACE, EntityType.GROUP):
        return
    if figure.kind is EntityType.PERSON and body.kind is EntityType.COUNTRY and mention.title is None:
        return
    if body.kind is EntityType.PERSON:
        said = mention.title.of(text) if mention.title else ""
        if not any(word in word_set("names", "stand_ins", "spokes") for word in said.casefold().split()):
            return
    if figure.parent is None or (figure.parent.kind is EntityType.COUNTRY and body.kind in BODIES):
        figure.parent = body
