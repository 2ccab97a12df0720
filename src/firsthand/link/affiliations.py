"""For whom does a person speak, by what stands beside the name? "Its head doctor, Eka Rusi" speaks for the hospital.

    Gio Tser of the Emergency Service                      Lela Nanu, who heads the Emergency Service
    the Emergency Service's spokesman, Gio Tser            Yuba Amnay, chief executive of Ullum Energy
    the spokesman of the Ministry of Health, Tomé Escar    the Interior Ministry's Tekla Marsh
    the hospital's patients ... its head doctor, Eka Rusi  Lud's lawyer, Nadia Sast
    Yohan Dess speaks for the finance ministry             the bank's spokeswoman, Leire Ant

`offices` looks at how sources are named; this room at every place where a name stands. "The bank" is the bank that the
article named last, and a body that goes by common words ("the prime minister's office") counts where it is an actor.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from firsthand.link.offices import body_on_record
from firsthand.model.entity import EntityType
from firsthand.model.statement import Naming, Reading
from firsthand.text.names import fold
from firsthand.text.phrasing import any_of
from firsthand.text.senses import senses

REACH: Final = 120
"""Code points before and after a name that are looked at, within its sentence."""
MOST_PLACES: Final = 20
"""Of each name so many places in one article."""
BACK: Final = 400
"""How far before an "its" the body is looked for that it stands for."""
_ENDS: Final = re.compile(r"[.!?;][\"”’)]*+ (?=[“\"‘A-Z])|\n")
_OF: Final = re.compile(r"\b(?:of|for|at|with|from)\s+(?:the\s+)?$", re.IGNORECASE)
_OF_AFTER: Final = re.compile(r",?\s+(?:of|from|for|at|with)\s+(?:the\s+)?")
_LEADS: Final = re.compile(
    r"(?:,\s+who)?\s+(?:\w+\s+)?(?:leads?|heads?|runs?|chairs?|directs?|commands?|represents?|manages?|speaks?|led|headed|ran|works|worked"
    r"|(?:has|had) (?:the|a) \w+ (?:at|in|for)|(?:is|was) (?:on duty|in charge|the duty officer))\b"
)
_ITS: Final = re.compile(r"\b(its|their|his|her)\s+([^,.;:“”\"]{0,60})$", re.IGNORECASE)
_POSSESSIVE: Final = ("’s", "'s", "’", "'")
_APART: Final = re.compile(r"[,;:“”\"()]")

Place = tuple[int, int, str]
"""Where a body or a person is named: start, end and Key."""


@dataclass(frozen=True, slots=True)
class _Page:
    """One article: its text, and where its bodies and people are named, in order."""

    text: str
    bodies: Sequence[Place]
    people: Sequence[Place]


def affiliations(readings: Sequence[Reading], key: Callable[[str], str]) -> dict[str, set[str]]:
    """From people to those for whom they speak, by Keys."""
    found: dict[str, set[str]] = defaultdict(set)
    actors = _actors(readings)
    for reading in readings:
        page = _page(reading, key, actors)
        for person in reading.entities:
            if person.type is EntityType.PERSON and not person.local and " " in person.name:
                who = key(person.name)
                for match in list(re.finditer(re.escape(person.name), page.text))[:MOST_PLACES]:
                    found[who].update(b for b in _beside(page, match.start(), match.end()) if b != who)
    return {person: bodies for person, bodies in found.items() if bodies}


def _actors(readings: Sequence[Reading]) -> dict[str, str]:
    """Bodies that go by common words, as some article has them for a source: folded words to their Key."""
    found = {}
    for reading in readings:
        for statement in reading.statements:
            hop = statement.chain[0]
            if statement.source is None or statement.source.naming is not Naming.INSTITUTION or not hop.actor:
                continue
            words = fold(hop.actor).removeprefix("the ")
            if " " in words and hop.actor.islower() and body_on_record(hop.actor) is not None:
                found[words] = words
    return found


def _page(reading: Reading, key: Callable[[str], str], actors: Mapping[str, str]) -> _Page:
    def places(kind: EntityType) -> list[Place]:
        return sorted(
            (span.start, span.end, key(entity.name))
            for entity in reading.entities
            if entity.type is kind and not entity.local
            for span in entity.mentions
        )

    text = reading.revision.text
    named = places(EntityType.ORGANISATION)
    told = [*named, *_in_words(text, actors), *_stand_ins(text, named), *_described(text)]
    return _Page(text, sorted(_longest(told)), places(EntityType.PERSON))


def _in_words(text: str, actors: Mapping[str, str]) -> Iterator[Place]:
    """Where a body that goes by common words stands."""
    folded = text.casefold().replace("’", "'")
    if actors and len(folded) == len(text):
        for match in re.finditer(rf"\b(?:{any_of(actors)})\b", folded):
            yield match.start(), match.end(), actors[match[0]]


def _stand_ins(text: str, named: Sequence[Place]) -> Iterator[Place]:
    """Where "the bank" stands for the body that was named before it, and has that word in its name; else behind it."""
    for match in _common().finditer(text):
        noun = match[1].casefold()
        fitting = [place for place in named if noun in place[2].split()]
        before = [place for place in fitting if place[0] < match.start()]
        if fitting:
            yield match.start(1), match.end(1), (before or fitting[:1])[-1][2]


def _described(text: str) -> Iterator[Place]:
    """Where a body is told by what it is for ("the finance ministry"), and by no name."""
    for match in _described_so().finditer(text):
        yield match.start(1), match.end(1), match[1]


@cache
def _described_so() -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]he ([a-z]{{3,20}} {any_of(('ministry', 'department', 'police', 'inspectorate'))})\b")


@cache
def _common() -> re.Pattern[str]:
    """Finds "the bank" and "The union", without a name around them."""
    return re.compile(rf"\b[Tt]he ((?i:{any_of(senses().institutions)}))\b(?! (?:of|for) )")


def _longest(places: Iterable[Place]) -> Iterator[Place]:
    """Of those that overlap the first and longest."""
    end = -1
    for place in sorted(places, key=lambda p: (p[0], -p[1], p[2])):
        if place[0] >= end:
            yield place
            end = place[1]


def _beside(page: _Page, start: int, end: int) -> Iterator[str]:
    """For whom the person speaks whose name stands from `start` to `end`."""
    low = max(0, start - REACH)
    breaks = [match.end() for match in _ENDS.finditer(page.text, low, start)]
    yield from _before(page, breaks[-1] if breaks else low, start)
    stop = _ENDS.search(page.text, end, end + REACH)
    yield from _after(page, end, stop.start() if stop else min(len(page.text), end + REACH))


def _before(page: _Page, low: int, start: int) -> Iterator[str]:
    """What a title before the name tells: "the Emergency Service's spokesman, ", "the head of the Grid Office, "."""
    title = page.text[low:start].rstrip()
    title = title[:-1].rstrip() if title.endswith(",") else title
    for at, stop, body in _within(page.bodies, low, low + len(title)):
        between, ahead = title[stop - low :], title[: at - low]
        if _APART.search(between):
            continue
        if not between.strip():
            if _OF.search(ahead) and _has_office(_APART.split(ahead)[-1]):
                yield body
        elif between in _POSSESSIVE or _has_office(between):
            yield body
    for _, stop, person in _within(page.people, low, low + len(title)):
        between = title[stop - low :]
        if between.startswith(_POSSESSIVE) and _is_mouth(between) and not _APART.search(between):
            yield person
    its = _ITS.search(title)
    if its is not None and _has_office(its[2]):
        yield from _meant(page, its[1].casefold(), its[2], low + its.start())


def _after(page: _Page, end: int, stop: int) -> Iterator[str]:
    """What follows the name tells: "of the Grid Office"; ", chief executive of Ullum Energy"; ", who heads it"."""
    rest = page.text[end:stop]
    joined = _OF_AFTER.match(rest)
    if joined is not None:
        yield from (body for at, _, body in _within(page.bodies, end, stop) if at == end + joined.end())
    leads = _LEADS.match(rest)
    if leads is not None:
        clause = _APART.split(rest[leads.end() :])[0]
        yield from (body for _, _, body in _within(page.bodies, end + leads.end(), end + leads.end() + len(clause)))
    if rest.startswith(", ") and leads is None:
        clause = _APART.split(rest[2:])[0]
        if _has_office(clause):
            for at, last, body in _within(page.bodies, end + 2, end + 2 + len(clause)):
                if _OF.search(clause[: at - end - 2]) or _has_office(clause[last - end - 2 :]):
                    yield body


def _meant(page: _Page, pronoun: str, title: str, at: int) -> Iterator[str]:
    """Whom "its" or "his" stands for: the body, or for a mouthpiece the person, named last before it."""
    if pronoun in {"its", "their"}:
        before = _within(page.bodies, at - BACK, at)
    else:
        before = _within(page.people, at - BACK, at) if _is_mouth(title) else []
    told = [place for place in before if page.text.rfind("“", 0, place[0]) <= page.text.rfind("”", 0, place[0])]
    if told:
        yield told[-1][2]


def _within(places: Sequence[Place], low: int, high: int) -> list[Place]:
    """Those that lie between `low` and `high`."""
    first = bisect_left(places, (low,))
    return [place for place in places[first : bisect_left(places, (high,))] if place[1] <= high]


def _has_office(words: str) -> bool:
    return not senses().offices.isdisjoint(words.casefold().replace("’", "'").split())


def _is_mouth(words: str) -> bool:
    return not senses().mouths.isdisjoint(words.casefold().split())
