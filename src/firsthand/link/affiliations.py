"""For whom does a person speak, by what stands beside the name? "Its head doctor, Eka Rusi" speaks for the hospital.

    Gio Tser of the Emergency Service                      Lela Nanu, who heads the Emergency Service
    the Emergency Service's spokesman, Gio Tser            Yuba Amnay, chief executive of Ullum Energy
    the spokesman of the Ministry of Health, Tomé Escar    the Interior Ministry's Tekla Marsh
    the hospital's patients ... its head doctor, Eka Rusi  Lud's lawyer, Nadia Sast
    Yohan Dess speaks for the finance ministry             the bank's spokeswoman, Leire Ant
    The art police did not give way. "We stand by it," Captain Brida Koss said
    on the bank's own page: our director, Ann Lee          Press contact: Haris Boed

`offices` looks at how sources are named; this room at every place where a name stands (see `pages`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from firsthand.link.pages import BACK, Names, Page, is_part, is_said, within
from firsthand.model.entity import Entity, EntityType
from firsthand.model.statement import QuoteType, Reading
from firsthand.text.senses import senses
from firsthand.text.words import find_words, plain

REACH: Final = 120
"""Code points before and after a name that are looked at, within its sentence."""
MOST_PLACES: Final = 20
"""Of each name so many places in one article."""
_ENDS: Final = re.compile(r"[.!?;][\"”’)]*+ (?=[“\"‘A-Z])|\n")
_OF: Final = re.compile(r"\b(?:of|for|at|with|from)\s+(?:the\s+)?$", re.IGNORECASE)
_OF_AFTER: Final = re.compile(r",?\s+(?:of|from|for|at|with)\s+(?:the\s+)?")
_LEADS: Final = re.compile(
    r"(?:,\s+who)?\s+(?:\w+\s+)?(?:leads?|heads?|runs?|chairs?|directs?|commands?|represents?|manages?|speaks?|led|headed|ran|works|worked"
    r"|(?:has|had) (?:the|a) \w+ (?:at|in|for)|(?:is|was) (?:on duty|in charge|the duty officer))\b"
)
_ITS: Final = re.compile(r"\b(its|their|his|her|our)\s+([^,.;:“”\"]{0,60})$", re.IGNORECASE)
_ITS_AFTER: Final = re.compile(r"(its|their|his|her|our)\s")
_POSSESSIVE: Final = ("’s", "'s", "’", "'")
_APART: Final = re.compile(r"[,;:“”\"()]")


def affiliations(readings: Sequence[Reading], pages: Sequence[Page], names: Names) -> dict[str, set[str]]:
    """From people to those for whom they speak, by Keys; the `pages` are those of the `readings`."""
    found: dict[str, set[str]] = defaultdict(set)
    for reading, page in zip(readings, pages, strict=True):
        for person in reading.entities:
            if _may_speak(person, names):
                who = names.key(person.name)
                for match in list(re.finditer(re.escape(person.name), page.text))[:MOST_PLACES]:
                    is_person = person.type is EntityType.PERSON
                    told = _beside(page, match.start(), match.end(), by_office_alone=not is_person)
                    found[who].update(body for body in told if body != who)
        for who, body in _as_we(reading, page, names):
            found[who].add(body)
    return {person: bodies for person, bodies in found.items() if bodies}


def _may_speak(entity: Entity, names: Names) -> bool:
    """Whether it is a person with a whole name; "Tekla Marsh", whom the reader took for a body, may be one too."""
    if entity.local or " " not in entity.name or entity.type is EntityType.OUTLET:
        return False
    if entity.type is EntityType.PERSON:
        return True
    words = entity.name.split()
    plain_name = all(word[:1].isupper() for word in words) and senses().institutions.isdisjoint(
        map(str.casefold, words)
    )
    return entity.type is EntityType.ORGANISATION and plain_name and names.key(entity.name) not in names.issuers


def _as_we(reading: Reading, page: Page, names: Names) -> Iterator[tuple[str, str]]:
    """Who says "we" right behind a sentence that opens with a body, which nobody else speaks for there."""
    people = {e.id: e for e in reading.entities if e.type is EntityType.PERSON and not e.local}
    for statement in reading.statements:
        person = people.get(statement.source.entity) if statement.source and statement.source.entity else None
        if person is None or statement.quote_type is QuoteType.INDIRECT:
            continue
        start = statement.content[0].start
        if not any(plain(word.text) in _WE for word in find_words(statement.content[0].of(page.text)[:REACH])):
            continue
        before = page.text[max(0, start - 2 * REACH) : start].rstrip('“" ')
        low = start - len(page.text[max(0, start - 2 * REACH) : start])
        opening = max(before.rfind("\n"), *(before.rfind(end, 0, len(before) - 1) for end in (". ", "” ", "? ")))
        first = within(page.bodies, low + opening + 1, low + opening + 1 + _OPENS)
        if first and before.endswith((".", ":")) and not is_said(page.text, first[0][0]):
            yield names.key(person.name), first[0][2]


_WE: Final = frozenset({"we", "our", "us", "ours"})
_OPENS: Final = 60
"""A sentence opens with a body whose name ends within so many code points."""


def _beside(page: Page, start: int, end: int, *, by_office_alone: bool) -> Iterator[str]:
    """For whom the person speaks whose name stands from `start` to `end`.

    "Lovania's General Staff" is no person of Lovania's: what may be a body speaks only where an office is told.
    """
    low = max(0, start - REACH)
    breaks = [match.end() for match in _ENDS.finditer(page.text, low, start)]
    low = breaks[-1] if breaks else low
    stop = _ENDS.search(page.text, end, end + REACH)
    high = stop.start() if stop else min(len(page.text), end + REACH)
    if by_office_alone and not _has_office(page.text[low:start]):
        return
    told = [*_before(page, low, start), *_after(page, end, high)]
    yield from told
    if not told and page.its_own is not None and _is_ours(page, page.text[low:start], page.text[end:high]):
        yield page.its_own


def _is_ours(page: Page, ahead: str, behind: str) -> bool:
    """Whether the page of a body gives somebody an office without saying of what: that is its own."""
    title, rest = ahead.rstrip(" ,"), _APART.split(behind.removeprefix(",").strip(), maxsplit=1)[0]
    if _CONTACT.search(title):
        return True
    lexi, own = senses(), (page.its_own or "").split()
    for words in (title.casefold().split()[-_TITLE:], rest.casefold().split()[:_TITLE]):
        if words and not {"of", "for", "at", "prime", "former", "another", "a", "an"} & set(words):
            office = next((word for word in words if word in lexi.offices), None)
            if office is not None and (office in lexi.of_any_body or _SEATS.get(office, office) in own):
                return True
    return False


_CONTACT: Final = re.compile(
    r"(?:^|\n|[.;] ?)(?:press|media|contacts?|enquiries|inquiries|signed)\b[^.:;\n]{0,30}:$", re.IGNORECASE
)
_TITLE: Final = 3
"""A title of so many words."""
_SEATS: Final = {"minister": "ministry", "governor": "bank"}
"""Offices that not every body has, and the kind of body that has them."""


def _before(page: Page, low: int, start: int) -> Iterator[str]:
    """What a title before the name tells: "the Emergency Service's spokesman, ", "the head of the Grid Office, "."""
    title = page.text[low:start].rstrip()
    title = title[:-1].rstrip() if title.endswith(",") else title
    for at, stop, body in within(page.bodies, low, low + len(title)):
        between, ahead = title[stop - low :], title[: at - low]
        if _APART.search(between):
            continue
        if not between.strip():
            if _OF.search(ahead) and _has_office(_APART.split(ahead)[-1]):
                yield body
        elif between in _POSSESSIVE or _has_office(between) or _is_part_of_it(between, ahead):
            yield body
    for _, stop, person in within(page.people, low, low + len(title)):
        between = title[stop - low :]
        if between.startswith(_POSSESSIVE) and _is_mouth(between) and not _APART.search(between):
            yield person
    its = _ITS.search(title)
    if its is not None and _has_office(its[2]):
        yield from _meant(page, its[1].casefold(), its[2], low + its.start())


def _after(page: Page, end: int, stop: int) -> Iterator[str]:
    """What follows the name tells: "of the Grid Office"; ", chief executive of Ullum Energy"; ", who heads it"."""
    rest = page.text[end:stop]
    joined = _OF_AFTER.match(rest)
    if joined is not None:
        yield from (body for at, _, body in within(page.bodies, end, stop) if at == end + joined.end())
    leads = _LEADS.match(rest)
    if leads is not None:
        clause = _APART.split(rest[leads.end() :])[0]
        yield from (body for _, _, body in within(page.bodies, end + leads.end(), end + leads.end() + len(clause)))
    if rest.startswith(", ") and leads is None:
        clause = _APART.split(rest[2:])[0]
        its = _ITS_AFTER.match(clause)
        if its is not None and _has_office(clause):
            yield from _meant(page, its[1].casefold(), clause, end)
        elif _has_office(clause):
            for at, last, body in within(page.bodies, end + 2, end + 2 + len(clause)):
                if _OF.search(clause[: at - end - 2]) or _has_office(clause[last - end - 2 :]):
                    yield body


def _is_part_of_it(between: str, ahead: str) -> bool:
    """Whether it is the office, or part, of a body that stands before it: "head of the bank's press office"."""
    return between.startswith(_POSSESSIVE) and is_part(between) and bool(_OF.search(ahead)) and _has_office(ahead)


def _meant(page: Page, pronoun: str, title: str, at: int) -> Iterator[str]:
    """Whom "its" or "his" stands for: the body, or for a mouthpiece the person, named last before it."""
    if pronoun == "our":
        if page.its_own is not None:
            yield page.its_own
        return
    if pronoun in {"its", "their"}:
        before = within(page.bodies, at - BACK, at)
    else:
        before = within(page.people, at - BACK, at) if _is_mouth(title) else []
    told = [place for place in before if not is_said(page.text, place[0])]
    if told:
        yield told[-1][2]


def _has_office(words: str) -> bool:
    return not senses().offices.isdisjoint(words.casefold().replace("’", "'").split())


def _is_mouth(words: str) -> bool:
    return not senses().mouths.isdisjoint(words.casefold().split())
