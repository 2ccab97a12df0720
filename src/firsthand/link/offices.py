"""For whom does a source speak, as it is named? "Coast guard spokeswoman Maren Ost" speaks for the coast guard.

One article gives the office ("Edda Holm, the head of the Water Inspectorate"), another only the name, a third only
the office ("the inspectorate's head"). From what all of them say it follows who is who, and who speaks for which
body; a body counts only where some article treats it as an actor or names it.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from firsthand.model.entity import EntityType
from firsthand.model.statement import HopRole, Reading
from firsthand.text.names import fold
from firsthand.text.senses import senses

LONGEST: Final = 160
"""Code points of a source that are looked at."""
_FEWEST_WORDS: Final = 2
"""An office of one word ("the minister") is held by too many."""
_AFTER_HEAD: Final = re.compile(r",|\s(?:of|in|at|for|on|from|by|with|who|whose|that|which|to|about)\s", re.IGNORECASE)
_DEFINITE: Final = frozenset({"the", "its", "his", "her", "their", "our"})
_NO_BODY: Final = frozenset(
    {"the", "its", "his", "her", "their", "acting", "deputy", "former", "interim", "new", "then", "vice", "assistant"}
)
"""Words before an office that say nothing of its body."""
_INDEFINITE: Final = frozenset(
    {"a", "an", "one", "some", "two", "three", "several", "another", "former", "same", "this", "that"}
)


def titles(source: str, name: str) -> Iterator[tuple[str, ...]]:
    """The words before and after `name` in `source`, folded: "Transport Minister Orr" gives its first two."""
    folded, wanted = _words(source), _words(name)
    for at in range(len(folded) - len(wanted) + 1):
        if wanted and folded[at : at + len(wanted)] == wanted:
            yield folded[:at]
            yield folded[at + len(wanted) :]
            return


def body_of_office(words: Sequence[str]) -> str | None:
    """The body in the naming of an office, folded; None where there is no office, or no body with it.

    >>> body_of_office(("head", "of", "the", "water", "inspectorate"))
    'water inspectorate'
    >>> body_of_office(("coast", "guard", "spokeswoman"))
    'coast guard'
    >>> body_of_office(("transport", "minister"))
    'transport ministry'
    """
    lexi = senses()
    place = next((at for at, word in enumerate(words) if word in lexi.offices), None)
    if place is None:
        return None
    after = [word for word in words[place + 1 :] if word not in lexi.offices and word != "general"]
    if after and after[0] in lexi.office_of:
        return _body(after[1:])
    before = [word for word in words[:place] if word not in _NO_BODY]
    if before and words[place] == "minister" and words[place - 1] != "prime":
        before.append("ministry")
    return _body(before)


def _body(words: Sequence[str]) -> str | None:
    kept = [word.removesuffix("'s") for word in words]
    while kept and kept[0] in {"the", "its", "his", "her", "their"}:
        kept.pop(0)
    return " ".join(kept) or None


def body_on_record(actor: str) -> str | None:
    """The body that "the gendarmerie", "the inspectorate's report" or "the register of poisonings" stands for, folded.

    None for what is told of no certain one ("a hospital"), and for people. A paper stands for whose it is, where that
    is told, else for itself.

    >>> body_on_record("The inspectorate's yearly report")
    'inspectorate'
    >>> body_on_record("the gendarmerie")
    'gendarmerie'
    >>> body_on_record("a nurse of the hospital")
    """
    lexi = senses()
    words = _words(_AFTER_HEAD.split(actor, maxsplit=1)[0], keep_article=True)
    if not words or not _INDEFINITE.isdisjoint(words) or not lexi.offices.isdisjoint(words):
        return None
    owner = next((at for at, word in enumerate(words) if word.endswith(("'s", "s'"))), None)
    if words[-1] in lexi.records and owner is not None:
        return _body(words[: owner + 1])
    if words[0] in _DEFINITE and words[-1] in lexi.institutions | lexi.records:
        return _body((*words[:-1], *lexi.body_of_members.get(words[-1], words[-1]).split()))
    return None


def is_definite(actor: str) -> bool:
    """Whether it names one holder of an office ("the head of ...") and not some ("an official", "a former chief")."""
    words = _words(actor, keep_article=True)
    return bool(words) and _INDEFINITE.isdisjoint(words)


def holders(readings: Sequence[Reading]) -> dict[str, str]:
    """From an office of two words or more to the one person whom the coverage names with it, both folded."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, title in _titled(readings):
        words = " ".join(word for word in title if word != "the")
        if len(title) >= _FEWEST_WORDS and not senses().offices.isdisjoint(title) and not _is_shared(words):
            found[words].add(fold(name))
    return {office: next(iter(names)) for office, names in found.items() if len(names) == 1}


def holders_here(reading: Reading) -> dict[str, str]:
    """From an office of one word ("the governor") to the one person whom this article calls so, both folded."""
    found: dict[str, set[str]] = defaultdict(set)
    lexi = senses()
    for name, title in _titled([reading]):
        for word in title:
            if word in lexi.offices | lexi.ranks and not {"former", "acting", "deputy", "ex"} & set(title):
                found[word].add(fold(name))
    return {office: next(iter(names)) for office, names in found.items() if len(names) == 1}


def _is_shared(office: str) -> bool:
    """Whether so many hold such an office ("the chief executive", "the ministry's spokesman") that it tells nobody."""
    first = office.split(" ", 1)[0].removesuffix("'s")
    return office in senses().shared_offices or first in senses().shared_bodies


def spoken_for(readings: Sequence[Reading], known: Collection[str]) -> dict[str, set[str]]:
    """From a person to the bodies spoken for, both folded; only bodies in `known` (folded names of the coverage)."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, title in _titled(readings):
        body = body_of_office(title) or _plain_body(title)
        match = match_body(body, known) if body and body not in senses().shared_bodies else None
        match = match or seat_of(title, known)
        if match is None and body and body.endswith(" ministry"):
            match = body
        if match is not None and match != fold(name):
            found[fold(name)].add(match)
    return found


def seat_of(title: Sequence[str], known: Collection[str]) -> str | None:
    """The one body in `known` that is the office of who is called so: "the governor's office in Tavash" of a governor.

    >>> seat_of(("deputy", "mayor"), {"mayor's office in bezhet", "bezhet voice"})
    "mayor's office in bezhet"
    """
    if not {"former", "ex"}.isdisjoint(title):
        return None
    for word in title:
        if word in senses().seats:
            found = [name for name in known if name.startswith(f"{word}'s office")]
            longest = max(found, key=lambda name: (len(name), name), default=None)
            if longest is not None and all(longest.startswith(name) for name in found):
                return longest
    return None


def seats_held(readings: Sequence[Reading]) -> dict[str, set[str]]:
    """From a seat ("governor") to all whom the coverage gives it, deputies included; folded names."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, title in _titled(readings):
        if {"former", "ex"}.isdisjoint(title):
            for word in senses().seats.intersection(title):
                found[word].add(fold(name))
    return found


def match_body(body: str, known: Collection[str]) -> str | None:
    """The name in `known` that `body` is, in other words or in short; None where there is none, or more than one."""
    if body in known:
        return body
    wanted = _core(body)
    same = sorted(name for name in known if _core(name) == wanted)
    if same:
        return same[0]
    longer = [name for name in known if name.endswith(" " + body) or name.startswith(body + " ")]
    return longer[0] if len(longer) == 1 else None


def _core(name: str) -> frozenset[str]:
    return frozenset(word for word in name.split() if word not in {"of", "the", "for", "and"})


def _plain_body(title: Sequence[str]) -> str | None:
    """The "Northern Police" of "Superintendent Dov Karrow of Northern Police": what follows the name with an "of"."""
    return _body(title[1:]) if len(title) > 1 and title[0] in {"of", "from"} else None


def _titled(readings: Sequence[Reading]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Persons with the words that some source or alias puts before or after their names."""
    for reading in readings:
        people = {e.id: e for e in reading.entities if e.type is EntityType.PERSON}
        for entity in people.values():
            for alias in entity.aliases:
                yield from ((entity.name, title) for title in titles(alias, entity.name) if title)
        for statement in reading.statements:
            hop = next((hop for hop in statement.chain if hop.role is HopRole.ORIGIN), None)
            if hop is None or hop.entity not in people or hop.actor is None:
                continue
            for span in {hop.span, statement.source.span if statement.source else None} - {None}:
                if span is not None:
                    text = span.of(reading.revision.text)[:LONGEST]
                    yield from ((hop.actor, title) for title in titles(text, hop.actor) if title)


def _words(text: str, *, keep_article: bool = False) -> tuple[str, ...]:
    plain = text[:LONGEST].replace(",", " ").replace("’", "'").casefold().split()
    words = (word.strip('.;:"“”()') for word in plain)
    return tuple(word for word in words if word and (keep_article or word not in {"a", "an"}))
