"""Which words mean alike, count, bound or oppose? The list that ships, checked and made ready for look-ups, once.

"Killed", "died" and "toll" are one family; "shut" and "open" cannot both hold; "at least" is a bound. The
words are data (`senses.en.toml`); here they become sets and maps of stems.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from firsthand.model.errors import LexiconError
from firsthand.text.words import find_words, lexicon, plain, stem

_FILE: Final = "senses.en.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Senses:
    """What comparing texts needs to know of one language.

    `family`, `anyone`, `once`, `states`, `of_a_count` and `hedges` go by stems.
    """

    family: Mapping[str, str]
    outcomes: frozenset[str]
    told_for: frozenset[frozenset[str]]
    anyone: frozenset[str]
    growing: frozenset[str]
    part_of: frozenset[str]
    of_a_count: frozenset[str]
    not_counted: frozenset[str]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    about: tuple[str, ...]
    small_numbers: Mapping[str, int]
    scales: Mapping[str, int]
    months: frozenset[str]
    year_before: frozenset[str]
    unit_of: Mapping[str, str]
    event_kinds: frozenset[str]
    events_together: frozenset[frozenset[str]]
    negates_to: Mapping[str, str]
    opposite: frozenset[frozenset[str]]
    states: frozenset[str]
    once: frozenset[str]
    negations: frozenset[str]
    subordinators: frozenset[str]
    denying: frozenset[str]
    hedges: frozenset[str]
    verbs: frozenset[str]
    first_person: frozenset[str]
    third_person: frozenset[str]
    dangling: frozenset[str]
    grounds: frozenset[str]
    offices: frozenset[str]
    office_of: frozenset[str]
    mouths: frozenset[str]
    of_any_body: frozenset[str]
    parts: frozenset[str]
    seats: frozenset[str]
    ranks: frozenset[str]
    institutions: frozenset[str]
    body_of_members: Mapping[str, str]
    records: frozenset[str]
    papers: frozenset[str]
    shared_offices: frozenset[str]
    shared_bodies: frozenset[str]
    many_voices: frozenset[str]
    unnamed: frozenset[str]
    own_words: tuple[str, ...]
    taking_back: tuple[str, ...]
    withdrawing: tuple[str, ...]
    old_content: tuple[str, ...]
    instead: tuple[str, ...]
    about_itself: frozenset[str]

    def concept(self, word: str) -> str:
        """The family that `word` belongs to, else its stem."""
        base = stem(word)
        return self.family.get(base, base)


@cache
def senses() -> Senses:
    """The word list that ships. Raises LexiconError when a table is missing or holds something else."""
    try:
        raw = tomllib.loads((files("firsthand.text") / _FILE).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as exc:
        raise LexiconError(f"{_FILE} is no TOML: {exc}; mend the file") from exc
    return build(raw)


def concepts_of(text: str) -> frozenset[str]:
    """The words of `text` with content, by family."""
    empty = lexicon().empty
    return frozenset(senses().concept(w.text) for w in find_words(text) if plain(w.text) not in empty)


def build(raw: Mapping[str, object]) -> Senses:
    """The Senses from the tables of the file. Raises LexiconError, naming the table."""
    family = _families(raw)

    def concepts(words: Sequence[str]) -> frozenset[str]:
        return frozenset(family.get(stem(word), stem(word)) for word in words)

    tens = {word: 10 * at for at, word in enumerate(_words(raw, "numerals", "tens"), start=2)}
    units = {word: at for at, word in enumerate(_words(raw, "numerals", "units"))}
    return Senses(
        family=family,
        outcomes=frozenset(_words(raw, "counts", "outcomes")),
        told_for=frozenset(frozenset(pair) for pair in _pairs(raw, "counts", "told_for")),
        anyone=frozenset(stem(word) for word in _words(raw, "counts", "anyone")),
        growing=frozenset(_words(raw, "counts", "growing")),
        part_of=frozenset(_words(raw, "counts", "part_of")),
        of_a_count=concepts(_words(raw, "counts", "of_a_count")),
        not_counted=frozenset(_words(raw, "counted_nouns", "not_counted")),
        at_least=_words(raw, "bounds", "at_least"),
        at_most=_words(raw, "bounds", "at_most"),
        about=_words(raw, "bounds", "about"),
        small_numbers=units | tens,
        scales=_scales(raw),
        months=frozenset(_words(raw, "numerals", "months")),
        year_before=frozenset(_words(raw, "numerals", "year_before")),
        unit_of={word: unit for unit in _table(raw, "units") for word in (unit, *_words(raw, "units", unit))},
        event_kinds=frozenset(_words(raw, "events", "kinds")),
        events_together=frozenset(frozenset(pair) for pair in _pairs(raw, "events", "together")),
        negates_to=dict(_pairs(raw, "opposites", "negates_to")),
        opposite=frozenset(concepts(pair) for pair in _pairs(raw, "opposites", "pairs")),
        states=concepts([word for pair in _pairs(raw, "opposites", "pairs") for word in pair]),
        once=concepts(_words(raw, "once", "words")),
        negations=frozenset(_words(raw, "negation", "words")),
        subordinators=frozenset(_words(raw, "negation", "subordinators")),
        denying=frozenset(_words(raw, "negation", "denying")),
        hedges=frozenset(stem(word) for word in _words(raw, "hedging", "words")),
        verbs=frozenset(word for key in ("auxiliaries", "past", "present") for word in _words(raw, "clauses", key)),
        first_person=frozenset(_words(raw, "speaking", "first_person")),
        third_person=frozenset(_words(raw, "speaking", "third_person")),
        dangling=frozenset(_words(raw, "speaking", "dangling")),
        grounds=frozenset(_words(raw, "grounds", "words")),
        offices=frozenset(_words(raw, "bodies", "offices")),
        parts=frozenset(_words(raw, "bodies", "parts")),
        seats=frozenset(_words(raw, "bodies", "seats")),
        of_any_body=frozenset(_words(raw, "bodies", "of_any_body")),
        mouths=frozenset(_words(raw, "bodies", "mouths")),
        ranks=frozenset(_words(raw, "bodies", "ranks")),
        body_of_members=dict(_pairs(raw, "bodies", "members")),
        institutions=frozenset(_words(raw, "bodies", "institutions")),
        records=frozenset(_words(raw, "bodies", "records")),
        papers=frozenset((*_words(raw, "bodies", "records"), *_words(raw, "bodies", "papers"))),
        office_of=frozenset(_words(raw, "bodies", "office_of")),
        shared_offices=frozenset(_words(raw, "bodies", "shared_offices")),
        shared_bodies=frozenset(_words(raw, "bodies", "shared_bodies")),
        many_voices=frozenset(_words(raw, "bodies", "many_voices")),
        unnamed=frozenset(_words(raw, "bodies", "unnamed")),
        own_words=_words(raw, "taking_back", "own_words"),
        taking_back=_words(raw, "taking_back", "marks"),
        withdrawing=_words(raw, "taking_back", "withdrawing"),
        old_content=_words(raw, "taking_back", "old"),
        instead=_words(raw, "taking_back", "instead"),
        about_itself=concepts(_words(raw, "taking_back", "about_itself")),
    )


def _families(raw: Mapping[str, object]) -> dict[str, str]:
    family: dict[str, str] = {}
    for name in _table(raw, "families"):
        for word in (name, *_words(raw, "families", name)):
            if family.setdefault(stem(word), name) != name:
                raise LexiconError(f"{_FILE}: {word!r} is in two families, {family[stem(word)]} and {name}; keep one")
    return family


def _scales(raw: Mapping[str, object]) -> dict[str, int]:
    found = _table(_table(raw, "numerals"), "scales")
    out = {word: value for word, value in found.items() if isinstance(value, int) and value > 1}
    if len(out) != len(found) or not out:
        raise LexiconError(f"{_FILE}: numerals.scales: expected whole numbers over 1; mend the odd one")
    return out


def _table(raw: Mapping[str, object], name: str) -> dict[str, object]:
    found = raw.get(name)
    if not isinstance(found, dict) or not found:
        raise LexiconError(f"{_FILE}: expected a table [{name}]; restore the file that ships")
    return found


def _words(raw: Mapping[str, object], name: str, key: str) -> tuple[str, ...]:
    found = _table(raw, name).get(key)
    if not isinstance(found, list) or not found or not all(isinstance(word, str) and word for word in found):
        raise LexiconError(f"{_FILE}: {name}.{key}: expected a list of words; restore the file that ships")
    return tuple(found)


def _pairs(raw: Mapping[str, object], name: str, key: str) -> tuple[tuple[str, str], ...]:
    found = _table(raw, name).get(key)
    if not isinstance(found, list) or not found:
        raise LexiconError(f"{_FILE}: {name}.{key}: expected a list of pairs; restore the file that ships")
    out = []
    for pair in found:
        if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(word, str) for word in pair):  # noqa: PLR2004 - a pair
            raise LexiconError(f"{_FILE}: {name}.{key}: expected pairs of words, came {pair!r}; mend it")
        out.append((pair[0], pair[1]))
    return tuple(out)
