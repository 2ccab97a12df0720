"""In which words does a party give up its side, and which words tell how sure a source is? The list that ships.

"Conceded that the police were right"; "probably". The words are data (`phrases.en.toml`), checked on load.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from firsthand.model.errors import LexiconError
from firsthand.text.words import stem

_FILE: Final = "phrases.en.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Phrases, casefolded, as the file explains them; `sureness` by stems."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    not_before: tuple[str, ...]
    reporting: tuple[str, ...]
    recanting: tuple[str, ...]
    sureness: frozenset[str]


@cache
def phrases() -> Phrases:
    """The list that ships. Raises LexiconError when a table is missing or holds something else."""
    try:
        raw = tomllib.loads((files("firsthand.track") / _FILE).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as exc:
        raise LexiconError(f"{_FILE} is no TOML: {exc}; mend the file") from exc
    return build(raw)


def build(raw: Mapping[str, object]) -> Phrases:
    """The Phrases from the tables of the file. Raises LexiconError, naming the list."""
    return Phrases(
        right=_words(raw, "conceding", "right"),
        wrong=_words(raw, "conceding", "wrong"),
        not_before=_words(raw, "conceding", "not_before"),
        reporting=_words(raw, "taken_back", "reporting"),
        recanting=_words(raw, "recanting", "words"),
        sureness=frozenset(stem(word) for word in _words(raw, "sureness", "words")),
    )


def _words(raw: Mapping[str, object], name: str, key: str) -> tuple[str, ...]:
    table = raw.get(name)
    found = table.get(key) if isinstance(table, dict) else None
    if not isinstance(found, list) or not found or not all(isinstance(word, str) and word for word in found):
        raise LexiconError(f"{_FILE}: {name}.{key}: expected a list of words; restore the file that ships")
    return tuple(found)
