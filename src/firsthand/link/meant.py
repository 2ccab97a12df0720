"""Whom do words without a name mean, over the whole coverage? Whose paper is it, and who is it that is only described?

    its monthly table, the Bank's fixing sheet, a notice of the bank     the bank: a paper vouches for whose it is
    the draft, page 118 of the report                                    whose draft it is, as any article tells
    the bank's board                                                     the bank
    the town's deputy mayor, the governor of Tavash                      who holds that office, or the office itself
    the porter                                                           the one whom another article names as such
    the company                                                          the one body that the coverage calls so

Who stays unknown here stays unverified, or is a body by its common words (see `roots`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.link.cited import cited_in
from firsthand.link.offices import match_body, seat_of
from firsthand.link.pages import BACK, Key, Names, Page, Place, common_where_rivals, is_part, is_said, within
from firsthand.model.entity import EntityType
from firsthand.model.ids import StatementId
from firsthand.model.statement import Access, Hop, HopRole, Reading
from firsthand.text.names import fold, surname_of
from firsthand.text.senses import senses

MOST_WORDS: Final = 160
"""Code points of a description that are looked at."""
MOSTLY: Final = 2 / 3
"""The share of the places where "the company" stands that must mean one body, for all the others to mean it too."""
_TAIL: Final = re.compile(
    r",|\s(?:of|in|at|for|on|from|by|with|who|whose|that|which|to|about|attached|written|signed|kept|drawn)\s",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(r"^(?:the|this|that|an?|its|their|his|her|our)\s+(?:(?:same|own|very)\s+)?", re.IGNORECASE)
_INDEFINITE: Final = re.compile(r"^(?:an?|one|some|another|two|three|several)\s", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"(?:’s|'s|s’|s')(?:\s|$)")
_SENTENCE: Final = re.compile(r"[.!?][\"”’)]*+ |\n")
_APPOSED: Final = 60
"""Code points beside a name in which a word tells what somebody is."""
_TERRITORIAL: Final = frozenset({"governor", "mayor", "prefect", "president", "minister", "premier", "chancellor"})
"""Offices of places: the governor of Tavash is not Tavash."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is meant, and why, for an editor."""

    key: Key
    says: str


def meant_by_words(
    readings: Sequence[Reading],
    pages: Sequence[Page],
    names: Names,
    holders: Mapping[str, Key],
    written: Mapping[Key, str],
) -> dict[StatementId, Meant]:
    """Of statements whose origin goes by words the one whom these mean; `holders` leads from an office to a person.

    `written` is how the Keys are written. Those of whom nothing is known are left out.
    """
    desk = _Desk(readings, pages, names, holders)
    cited = dict(_cited(readings, pages, written))
    found: dict[StatementId, Meant] = {}
    for reading, page in zip(readings, pages, strict=True):
        for statement in reading.statements:
            hop = next((hop for hop in statement.chain if hop.role is HopRole.ORIGIN), None)
            if hop is None or not hop.actor or hop.actor == reading.revision.outlet:
                continue
            words, at = _words_of(hop, page)
            key = desk.resolve(words, at, page, hop)
            if key is not None and key != names.key(hop.actor):
                found[statement.id] = Meant(key, f"“{words}” means {written.get(key, key)}.")
    return found | cited


def _cited(
    readings: Sequence[Reading], pages: Sequence[Page], written: Mapping[Key, str]
) -> Iterator[tuple[StatementId, Meant]]:
    """Whom outlets cite in sentences that are read as their own words."""
    for reading, page in zip(readings, pages, strict=True):
        if page.its_own is not None:
            continue
        for statement in reading.own_words:
            key = cited_in(page, statement.content[0])
            if key is not None and statement.access is not Access.FIRSTHAND:
                yield statement.id, Meant(key, f"This gives the word of {written.get(key, key)}.")


def _words_of(hop: Hop, page: Page) -> tuple[str, int]:
    """The words by which an origin goes, and where they stand; the actor where the text has a pronoun there."""
    actor = hop.actor or ""
    if hop.span is not None and (hop.entity is not None or hop.span.of(page.text) == actor):
        return hop.span.of(page.text)[:MOST_WORDS], hop.span.start
    return actor[:MOST_WORDS], page.text.find(actor)


class _Desk:
    """What the coverage tells of papers, roles and bodies that go by common words."""

    def __init__(
        self, readings: Sequence[Reading], pages: Sequence[Page], names: Names, holders: Mapping[str, Key]
    ) -> None:
        self._names, self._holders = names, holders
        self._bodies = {key for key, kind in names.kinds.items() if kind is EntityType.ORGANISATION}
        self._bodies |= {key for page in pages for _, _, key in page.bodies}
        self._told = {id(page): list(_told_owners(page)) for page in pages}
        self._owners = _owners(told for own in self._told.values() for told in own)
        self._people = {key for key, kind in names.kinds.items() if kind is EntityType.PERSON}
        self._roles = _roles(pages)
        surnames = Counter(surname_of(key) for key in self._people)
        self._by_surname = {last: key for key in self._people if surnames[last := surname_of(key)] == 1}
        self._called = _called(readings, names)

    def resolve(self, words: str, at: int, page: Page, hop: Hop) -> Key | None:
        """Whom the words mean that stand `at` a place of the page; None where that is not told."""
        if hop.entity is not None and not self._is_misread(words, hop):
            return None
        inside = within(page.bodies, at, at + len(words)) if at >= 0 else []
        head = _TAIL.split(words, maxsplit=1)[0].strip()
        noun = fold(head).split(" ")[-1]
        person = self._by_surname.get(fold(head), self._names.key(head))
        if "," in words and person in self._people:
            return person
        if noun in senses().papers:
            return self._whose(words, noun, at, page, inside)
        if is_part(head):
            return self._owner_in(head, page, inside)
        if _INDEFINITE.match(words):
            return None
        found = self._office(words) or self._role(words, noun, page) or self._common(words, noun)
        if found is None and hop.entity is not None:
            before = [key for _, _, key in within(page.bodies, at - BACK, at) if key in self._bodies]
            found = before[-1] if before else None
        return found

    def _is_misread(self, words: str, hop: Hop) -> bool:
        """Whether a name cannot be whom the words mean: a place for its governor, or a village for "the company"."""
        key = self._names.key(hop.actor or "")
        plain = fold(words).replace("'s", "").split()
        if not _TERRITORIAL.isdisjoint(plain) and set(key.split()) < set(plain) and " " not in key:
            return True
        noun = plain[-1] if plain else ""
        is_common = words[:1].islower() or words.startswith(("The ", "Its "))
        no_body = self._names.kinds.get(key) in {EntityType.PLACE, EntityType.COUNTRY, EntityType.OUTLET}
        return is_common and no_body and noun in senses().institutions and noun not in key.split()

    def _whose(self, words: str, noun: str, at: int, page: Page, inside: Sequence[Place]) -> Key | None:
        if inside or _POSSESSIVE.search(words):
            return self._owner_in(words, page, inside) or self._on_its_own(page)
        if at >= 0 and words.casefold().startswith(("its ", "their ")):
            before = [place for place in within(page.bodies, at - BACK, at) if not is_said(page.text, place[0])]
            return before[-1][2] if before else None
        folded = fold(words).split()
        if folded[-2:-1] and folded[-1] == noun and folded[-2] in senses().institutions:
            return self._called.get(folded[-2], folded[-2])
        for paper in (noun, *(word for word in folded if word in senses().papers)):
            here = [key for place, told, key in self._told[id(page)] if told == paper and place < at]
            if here and not _INDEFINITE.match(words):
                return here[-1]
            if paper in self._owners:
                return self._owners[paper]
        if at >= 0 and _INDEFINITE.match(words):
            starts = [match.end() for match in _SENTENCE.finditer(page.text, max(0, at - BACK), at)]
            before = within(page.bodies, starts[-1] if starts else max(0, at - BACK), at)
            if before:
                return before[0][2]
        return self._on_its_own(page)

    def _on_its_own(self, page: Page) -> Key | None:
        """A body's page vouches for what it takes from papers of nobody's that is known."""
        return page.its_own

    def _owner_in(self, words: str, page: Page, inside: Sequence[Place]) -> Key | None:
        """The body that the words name as the owner; the common word where several of the page go by it."""
        if not inside:
            owner = _POSSESSIVE.search(words)
            if owner is None:
                return None
            noun = fold(words[: owner.start()] + ("s" if owner[0].startswith("s") else "")).split(" ")[-1]
            return self._called.get(noun, noun if noun in senses().institutions else None)
        key = common_where_rivals(page, inside[0])
        return self._called.get(key, key) if key in senses().institutions else key

    def _office(self, words: str) -> Key | None:
        """The person, else the body, of an office that is told with or without its place: "the Tavash governor"."""
        folded = fold(words)
        short = fold(_TAIL.split(words, maxsplit=1)[0])
        offices = senses().offices
        if offices.isdisjoint(short.split()):
            return None
        owned = short.partition("'s ")[2]
        for office in (folded, short, owned):
            if " " in office and office in self._holders:
                return self._holders[office]
        if not _TERRITORIAL.isdisjoint(short.split()):
            return seat_of(short.split(), self._bodies)
        return None

    def _role(self, words: str, noun: str, page: Page) -> Key | None:
        """The one person whom the coverage names with this word, where this article has not brought in another."""
        people = self._roles.get(noun, set())
        if len(people) != 1 or noun in senses().institutions or words[:4].casefold() != "the ":
            return None
        if re.search(rf"\b(?:an?|one|another|some)\s(?:[\w-]+\s){{0,3}}{re.escape(noun)}\b", page.text, re.IGNORECASE):
            return None
        return next(iter(people))

    def _common(self, words: str, noun: str) -> Key | None:
        """The body that the coverage calls "the company"; of "the ministry in Menth" the ministry of that name."""
        if noun not in senses().institutions:
            return self._only(noun) if words.casefold() == f"the {noun}" else None
        plain = fold(_ARTICLE.sub("", words))
        if words[:4].casefold() in {"his ", "her "} and noun not in senses().parts:
            return self._called.get(noun, noun)
        if " " in plain:
            return match_body(plain, self._bodies)
        return self._called.get(noun)

    def _only(self, noun: str) -> Key | None:
        """The only body whose name is that word with what it is of, or how it is: "the staff", "the mission"."""
        found = [key for key in self._bodies if key.endswith(f" {noun}") or key.startswith(f"{noun} of ")]
        return found[0] if len(found) == 1 else None


def _told_owners(page: Page) -> Iterator[tuple[int, str, Key]]:
    """Papers whose owner is told: "the Board's draft", "a draft of the Board", "the Board says in a report"."""
    papers = senses().papers
    for start, end, key in page.bodies:
        found = (
            _OWNED.match(page.text, end),
            _OWNING.search(page.text, max(0, start - _APPOSED), start),
            _SAYS_IN.match(page.text, end, end + _APPOSED),
        )
        for match in found:
            if match is not None:
                yield from ((match.start(), word, key) for word in fold(match[1]).split() if word in papers)


def _owners(told: Iterable[tuple[int, str, Key]]) -> dict[str, Key]:
    """From a kind of paper to the one body whose it is in all the coverage."""
    found: dict[str, set[Key]] = defaultdict(set)
    for _, paper, key in told:
        found[paper].add(key)
    return {paper: next(iter(keys)) for paper, keys in found.items() if len(keys) == 1}


_OWNED: Final = re.compile(r"(?:’s|'s|’)\s((?:[\w-]+\s){0,2}[\w-]+)")
_OWNING: Final = re.compile(r"\b((?:[\w-]+\s){0,1}[\w-]+)\s(?:of|by|from)\s(?:the\s)?$")
_SAYS_IN: Final = re.compile(r" [^.;,\n]{0,30}\bin (?:an?|its) ((?:[\w-]+\s){0,1}[\w-]+)")


_ROLE_AHEAD: Final = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Oo]ur)\s([a-z][\w -]*),? $")
_ROLE_BEHIND: Final = re.compile(r", (?:who is )?(?:the |an? )?([a-z][\w-]*(?: [a-z][\w-]*)?)(?=,| of | at | in )")


def _roles(pages: Sequence[Page]) -> dict[str, set[Key]]:
    """From a word ("porter") to all whom the coverage names with it, before the name or right behind it."""
    found: dict[str, set[Key]] = defaultdict(set)
    for page in pages:
        for start, end, key in page.people:
            if " " not in key:
                continue
            title = _ROLE_AHEAD.search(page.text[max(0, start - _APPOSED) : start])
            if title is not None:
                found[_TAIL.split(title[1], maxsplit=1)[0].split(" ")[-1]].add(key)
            behind = _ROLE_BEHIND.match(page.text, end, end + _APPOSED)
            if behind is not None:
                found[behind[1].split(" ")[-1]].add(key)
    return found


def _called(readings: Sequence[Reading], names: Names) -> dict[str, Key]:
    """From a common word to the body that nearly all of the coverage means by it: "the company"."""
    told: dict[str, Counter[Key]] = defaultdict(Counter)
    common = senses().institutions
    for reading in readings:
        page = reading.revision.text
        for entity in reading.entities:
            key = names.key(entity.name)
            if entity.local or names.kinds.get(key) is not EntityType.ORGANISATION:
                continue
            for span in entity.mentions:
                words = fold(span.of(page))
                appositive = _IS_A.match(page, span.end)
                if words in common:
                    told[words][key] += 1
                elif appositive is not None and appositive[1] in common:
                    told[appositive[1]][key] += _AS_MANY
    return {
        word: key
        for word, keys in told.items()
        for key, many in keys.most_common(1)
        if many >= max(_AS_MANY, MOSTLY * keys.total())
    }


_IS_A: Final = re.compile(r", (?:the|an?) (?:[a-z-]+ )?([a-z]+)(?=,| that | which | of )")
_AS_MANY: Final = 2
"""Places that are enough to know what a body is called; "Lalamby, the company that runs the trains" tells as much."""
