"""Which words does reading go by? The word lists, as data, loaded once and checked.

A list is a file `lexicon/<name>.<language>.toml`: `load("cues")` gives the cues of English, `words("cues", "time",
"weekdays")` one list of it. What a list lacks, or says in the wrong form, is a LexiconError at the first use, with
the place in the file, and never a reading that silently finds less.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeAlias

from firsthand.model.errors import LexiconError

Entry: TypeAlias = "str | int | float | bool | tuple[Entry, ...] | Mapping[str, Entry]"


@cache
def load(name: str, language: str = "en") -> Mapping[str, Entry]:
    """All of the list `name`, as it is in its file, but not to be changed: arrays are tuples, tables read only.

    Raises LexiconError if there is no such file, if it is no TOML, is empty, or holds an empty string, a date,
    or the same string twice in one array.
    """
    path = files("firsthand.read") / "lexicon" / f"{name}.{language}.toml"
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as exc:
        raise LexiconError(f"the word list {path.name} cannot be read: {exc}; reinstall firsthand") from exc
    except tomllib.TOMLDecodeError as exc:
        raise LexiconError(f"the word list {path.name} is no TOML: {exc}; mend the file") from exc
    if not found:
        raise LexiconError(f"the word list {path.name} is empty; expected at least one table")
    return MappingProxyType({key: _frozen(value, f"{path.name}: {key}") for key, value in found.items()})


def table(name: str, *keys: str, language: str = "en") -> Mapping[str, Entry]:
    """The table at `keys` of the list `name`. Raises LexiconError if there is none."""
    found = _at(name, keys, language)
    if not isinstance(found, Mapping):
        raise LexiconError(f"{_place(name, keys, language)}: expected a table, found {found!r}; mend the file")
    return found


@cache
def words(name: str, *keys: str, language: str = "en") -> tuple[str, ...]:
    """The array of strings at `keys` of the list `name`, in the order of the file. Raises LexiconError otherwise."""
    found = _at(name, keys, language)
    if not isinstance(found, tuple) or not found:
        raise LexiconError(f"{_place(name, keys, language)}: expected an array of strings, found {found!r}")
    return tuple(_string(word, _place(name, keys, language)) for word in found)


@cache
def word_set(name: str, *keys: str, language: str = "en") -> frozenset[str]:
    """The same strings as `words`, to look things up in."""
    return frozenset(words(name, *keys, language=language))


@cache
def mapping(name: str, *keys: str, language: str = "en") -> Mapping[str, str]:
    """The table at `keys` of the list `name`, all of whose values are strings. Raises LexiconError otherwise."""
    place = _place(name, keys, language)
    found = table(name, *keys, language=language)
    return MappingProxyType({key: _string(value, f"{place}.{key}") for key, value in found.items()})


def _at(name: str, keys: tuple[str, ...], language: str) -> Entry:
    found: Entry = load(name, language)
    for depth, key in enumerate(keys):
        if not isinstance(found, Mapping) or key not in found:
            raise LexiconError(f"{_place(name, keys[: depth + 1], language)} is not there; add it to the file")
        found = found[key]
    return found


def _place(name: str, keys: tuple[str, ...], language: str) -> str:
    return f"{name}.{language}.toml: {'.'.join(keys)}"


def _string(value: Entry, place: str) -> str:
    if not isinstance(value, str):
        raise LexiconError(f"{place}: expected a string, found {value!r}; mend the file")
    return value


def _frozen(value: object, place: str) -> Entry:
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(held, f"{place}.{key}") for key, held in value.items()})
    if isinstance(value, list):
        strings = [held for held in value if isinstance(held, str)]
        twice = (
            sorted({held for held in strings if strings.count(held) > 1}) if len(set(strings)) < len(strings) else ()
        )
        if twice:
            raise LexiconError(f"{place}: {', '.join(twice)} stands there twice; keep one")
        return tuple(_frozen(held, place) for held in value)
    if isinstance(value, str) and not value.strip():
        raise LexiconError(f"{place}: an empty string; take it out")
    if isinstance(value, (str, int, float, bool)):
        return value
    raise LexiconError(f"{place}: expected strings, numbers, arrays or tables, found {value!r}; mend the file")
