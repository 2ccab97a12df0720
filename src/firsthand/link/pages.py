"""Where on a page do bodies and people stand, by whatever words? "The bank" is the bank that was named last.

A name is taken for what most of the coverage takes it for. A body that goes by common words ("the prime minister's
office") counts where some article has it for a source, one that is told by what it is for ("the finance ministry")
everywhere.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from firsthand.link.offices import body_on_record
from firsthand.model.entity import EntityType
from firsthand.model.statement import Naming, Reading
from firsthand.text.names import fold
from firsthand.text.phrasing import any_of
from firsthand.text.senses import senses

BACK: Final = 400
"""How far before an "its" the body is looked for that it stands for, in code points."""

Key = str
Place = tuple[int, int, Key]
"""Where a body or a person is named: start, end and Key."""


@dataclass(frozen=True, slots=True)
class Page:
    """One article: its text, where its bodies and people are named, in order, and the body that issued it, if one did.

    `its_own` is None for the page of an outlet.
    """

    text: str
    bodies: Sequence[Place]
    people: Sequence[Place]
    its_own: Key | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What is known of the names of a coverage: their Keys, what these are, and which of them issued pages."""

    key: Callable[[str], Key]
    kinds: Mapping[Key, EntityType]
    issuers: frozenset[Key]


def pages_of(readings: Sequence[Reading], names: Names) -> list[Page]:
    """The Page of each Reading."""
    actors, only = _actors(readings), _only_bodies(names)
    return [_page(reading, names, actors, only) for reading in readings]


def within(places: Sequence[Place], low: int, high: int) -> list[Place]:
    """Those that lie between `low` and `high`."""
    first = bisect_left(places, (low,))
    return [place for place in places[first : bisect_left(places, (high,))] if place[1] <= high]


def common_where_rivals(page: Page, place: Place) -> Key:
    """The Key of a place, or the common word that stands there where several bodies of the page go by it."""
    start, end, key = place
    noun = page.text[start:end].casefold()
    if noun not in senses().institutions:
        return key
    rivals = {other for _, _, other in page.bodies if noun in other.split()}
    return noun if len(rivals) > 1 else key


def is_said(text: str, at: int) -> bool:
    """Whether what stands at `at` is within quotation marks, and so another's word."""
    return text.rfind("“", 0, at) > text.rfind("”", 0, at)


def seated(
    pages: Sequence[Page], written: Mapping[Key, str], kinds: Mapping[Key, EntityType]
) -> Iterator[tuple[Key, Key]]:
    """Bodies and people with the place where the coverage says that they are: "the General Staff in Menth"."""
    places = {name: key for key, name in written.items() if kinds.get(key) in {EntityType.PLACE, EntityType.COUNTRY}}
    if not places:
        return
    behind = re.compile(rf" in ({'|'.join(map(re.escape, sorted(places, key=len, reverse=True)))})\b")
    for page in pages:
        for _, end, key in (*page.bodies, *page.people):
            match = behind.match(page.text, end)
            if match is not None:
                yield key, places[match[1]]


def is_part(words: str) -> bool:
    """Whether they name what is part of a body, and has no voice beside it: "the bank's board", "'s press office".

    The governor's office is none: that is the governor.
    """
    owned = words.casefold().replace("’", "'").split()
    owner = next((word for word in owned[:-1] if word.endswith(("'s", "s'")) or word == "'"), None)
    is_office = owner is not None and (owner.removesuffix("'s") in senses().offices | senses().seats)
    return owner is not None and not is_office and owned[-1] in senses().parts


def _actors(readings: Sequence[Reading]) -> dict[str, Key]:
    """Bodies that go by common words, as some article has them for a source: folded words to their Key."""
    found = {}
    for reading in readings:
        for statement in reading.statements:
            hop = statement.chain[0]
            if statement.source is None or statement.source.naming is not Naming.INSTITUTION or not hop.actor:
                continue
            words = fold(hop.actor)
            last = hop.actor.split()[-1]
            if " " in words and last.islower() and body_on_record(hop.actor) is not None and not is_part(words):
                found[words] = words
    return found


def _only_bodies(names: Names) -> dict[str, Key]:
    """From a common word ("ministry") to the one body of the coverage with it in its name, "" where several have it."""
    having: dict[str, set[Key]] = defaultdict(set)
    for key, kind in names.kinds.items():
        if kind is EntityType.ORGANISATION:
            for word in senses().institutions.intersection(key.split()):
                having[word].add(key)
    return {word: _longest_name(keys) or "" for word, keys in having.items()}


def _longest_name(keys: Collection[Key]) -> Key | None:
    """Of names of one body the longest; None where they are of several."""
    longest = max(keys, key=lambda key: (len(key), key))
    return longest if all(set(key.split()) <= set(longest.split()) for key in keys) else None


def _page(reading: Reading, names: Names, actors: Mapping[str, Key], only: Mapping[str, Key]) -> Page:
    def places(kind: EntityType) -> list[Place]:
        return sorted(
            (span.start, span.end, key)
            for entity in reading.entities
            if not entity.local and names.kinds.get(key := names.key(entity.name), entity.type) is kind
            if key not in senses().shared_bodies
            for span in entity.mentions
        )

    text = reading.revision.text
    named = places(EntityType.ORGANISATION)
    told = [*named, *_in_words(text, actors), *_stand_ins(text, named, only), *_described(text)]
    told += _of_a_kind(text, told)
    own = names.key(reading.revision.outlet) if reading.revision.outlet else None
    return Page(text, sorted(_longest(told)), places(EntityType.PERSON), own if own in names.issuers else None)


def _in_words(text: str, actors: Mapping[str, Key]) -> Iterator[Place]:
    """Where a body that goes by common words stands."""
    folded = text.casefold().replace("’", "'")
    if actors and len(folded) == len(text):
        for match in re.finditer(rf"\b(?:{any_of(actors)})\b", folded):
            yield match.start(), match.end(), actors[match[0]]


def _of_a_kind(text: str, told: Sequence[Place]) -> Iterator[Place]:
    """Where a name is followed by what it is the name of ("Santa Orvelina hospital"), and is not known for a body."""
    known = {start for start, _, _ in told}
    for match in _name_and_kind().finditer(text):
        if match.start() not in known:
            yield match.start(), match.end(), fold(match[0])


@cache
def _name_and_kind() -> re.Pattern[str]:
    return re.compile(rf"\b(?:[A-Z][\w’]{{2,20}} ){{1,3}}(?:{any_of(_PLACED)})\b")


_PLACED: Final = ("hospital", "clinic", "university", "museum", "gallery", "airport", "prison")
"""Bodies that are houses, and are called by a name and that word."""


def _stand_ins(text: str, named: Sequence[Place], only: Mapping[str, Key]) -> Iterator[Place]:
    """Where "the bank" stands for the body that was named before it, and has that word in its name; else behind it.

    Where the page names none, it is the one of the coverage that has it; where there is none, it goes by that word.
    """
    for match in _common().finditer(text):
        noun = match[1].casefold()
        fitting = [place for place in named if noun in place[2].split()]
        before = [place for place in fitting if place[0] < match.start()]
        if fitting:
            yield match.start(1), match.end(1), (before or fitting[:1])[-1][2]
        elif only.get(noun, noun):
            yield match.start(1), match.end(1), only.get(noun) or noun


def _described(text: str) -> Iterator[Place]:
    """Where a body is told by what it is for ("the finance ministry"), and by no name."""
    for match in _described_so().finditer(text):
        yield match.start(1), match.end(1), fold(match[1])


@cache
def _described_so() -> re.Pattern[str]:
    one = rf"[a-z]{{3,20}} {any_of(('ministry', 'department', 'police', 'inspectorate'))}"
    members = (
        rf"(?:[a-z]{{3,20}} )?[a-z]{{3,20}}[’'] {any_of(('union', 'association', 'federation', 'league', 'club'))}"
    )
    return re.compile(rf"\b[Tt]he ({one}|{members})\b")


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
