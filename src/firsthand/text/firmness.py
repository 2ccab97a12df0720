"""Which words are surer than others, and which lines are no article? The list of one language, checked on load.

"Killed" is graver than "died", "confirmed" surer than "claimed", "allegedly" a hedge; a line of nothing but "3 hours
ago" is a stamp. The words are data (`revisions.en.toml`); here they become sets and maps.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from firsthand.model.errors import LexiconError

_FILE: Final = "revisions.en.toml"
_GRADES: Final = ("weak", "plain", "firm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmness:
    """What comparing two wordings needs to know of one language; all words in lower case.

    `grades` are of words that tell who says so: 0 for a weak one, 1, 2 for a firm one. `steps` gives for each word the
    lists it stands in, each with its place from the surest, 0, on.
    """

    stamps: frozenset[str]
    stamp_words: frozenset[str]
    begins: tuple[str, ...]
    within: tuple[str, ...]
    roles: frozenset[str]
    notes: tuple[str, ...]
    hedges: frozenset[str]
    boosters: frozenset[str]
    steps: Mapping[str, Mapping[int, int]]
    grades: Mapping[str, int]


@cache
def firmness() -> Firmness:
    """The word list that ships. Raises LexiconError when it lacks a list or holds something else."""
    try:
        raw = tomllib.loads((files("firsthand.text") / _FILE).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as exc:
        raise LexiconError(f"{_FILE} is no TOML: {exc}; mend the file") from exc
    return build(raw)


def build(raw: Mapping[str, object]) -> Firmness:
    """The Firmness from the tables of the file. Raises LexiconError, naming the list."""
    return Firmness(
        stamps=frozenset(_words(raw, "furniture", "stamps")),
        stamp_words=frozenset(_words(raw, "furniture", "stamp_words")),
        begins=_words(raw, "furniture", "begins"),
        within=_words(raw, "furniture", "within"),
        roles=frozenset(_words(raw, "furniture", "roles")),
        notes=_words(raw, "notes", "begins"),
        hedges=frozenset(_words(raw, "firmness", "hedges")),
        boosters=frozenset(_words(raw, "firmness", "boosters")),
        steps=_steps(raw),
        grades={word: grade for grade, name in enumerate(_GRADES) for word in _words(raw, "sources", name)},
    )


def _list(raw: Mapping[str, object], table: str, key: str) -> list[object]:
    held = raw.get(table)
    found = held.get(key) if isinstance(held, dict) else None
    if not isinstance(found, list) or not found:
        raise LexiconError(f"{_FILE}: {table}.{key}: expected a list; restore the file that ships")
    return found


def _words(raw: Mapping[str, object], table: str, key: str) -> tuple[str, ...]:
    found = _list(raw, table, key)
    words = tuple(word for word in found if isinstance(word, str) and word and word == word.lower())
    if len(words) != len(found):
        raise LexiconError(f"{_FILE}: {table}.{key}: expected words in lower case; mend the odd one")
    return words


def _steps(raw: Mapping[str, object]) -> dict[str, dict[int, int]]:
    steps: dict[str, dict[int, int]] = {}
    for number, row in enumerate(_list(raw, "firmness", "steps")):
        if not isinstance(row, list) or len(row) < 2 or not all(isinstance(word, str) for word in row):  # noqa: PLR2004
            raise LexiconError(f"{_FILE}: firmness.steps: expected lists of two words or more, came {row!r}; mend it")
        for place, word in enumerate(row):
            steps.setdefault(word, {})[number] = place
    return steps
