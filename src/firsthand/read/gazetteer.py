"""What do we know of a name before reading? Countries, their capitals and bodies, outlets, and platforms.

"Ukrainian" and "Kyiv" are Ukraine, "Harbour Post" has the shape of a newspaper's name, "Telegram" is a place
where people post their own word. The tables ship as data (`lexicon/countries`, `lexicon/outlets`).
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from firsthand.model.errors import LexiconError
from firsthand.read.lexicons import load, word_set, words
from firsthand.text.names import fold, words_of


class How(StrEnum):
    """In which way a word means a country."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    BODY = "body"


class Known(NamedTuple):
    """A country that a name means, and how: for a BODY the name is of something that belongs to the country."""

    country: str
    how: How


_FIELDS = (("demonyms", How.DEMONYM), ("capitals", How.CAPITAL), ("bodies", How.BODY), ("aliases", How.NAME))
_FEWEST_WORDS_OF_AN_OUTLET = 2
_REMEMBERED = 1 << 14
"""Names whose countries are kept: those of some dozens of articles, each of which is asked for several times."""


@cache
def _countries() -> Mapping[str, tuple[Known, str]]:
    """Folded names, with what they mean and how they are written.

    Raises LexiconError for a table without a name or with anything but names in it.
    """
    found: dict[str, tuple[Known, str]] = {}
    entries = load("countries").get("country")
    if not isinstance(entries, tuple):
        raise LexiconError("countries.en.toml: expected tables [[country]]; reinstall firsthand")
    for entry in entries:
        name = entry.get("name") if isinstance(entry, Mapping) else None
        if not isinstance(entry, Mapping) or not isinstance(name, str):
            raise LexiconError("countries.en.toml: a [[country]] without a name; give it one")
        for field, how in _FIELDS:
            listed = entry.get(field, ())
            if not isinstance(listed, tuple):
                raise LexiconError(f"countries.en.toml: {name}.{field} is no list; make it one")
            found.update({fold(str(word)): (Known(name, how), str(word)) for word in listed})
        found[fold(name)] = (Known(name, How.NAME), name)
    return found


@lru_cache(maxsize=_REMEMBERED)
def known_country(name: str) -> Known | None:
    """The country that a name, adjective, inhabitant or capital means; None for anything else.

    What the table writes in capitals only ("US") must be in capitals in the text.

    >>> known_country("Ukrainian"), known_country("us") is None
    (Known(country='Ukraine', how=<How.DEMONYM: 'demonym'>), True)
    """
    plain = fold(name)
    hit = _countries().get(plain)
    if hit is None:
        hit = _countries().get(plain.removesuffix("s")) if plain.endswith("s") else None
        return hit[0] if hit and hit[0].how is How.DEMONYM else None
    known, written = hit
    return None if written.isupper() and not name.strip("'’s").isupper() else known


@cache
def _folded(table: str, *lists: str) -> frozenset[str]:
    """The names of all these lists of a table."""
    return frozenset(fold(word) for name in lists for word in words(table, name, "names"))


def is_region(name: str) -> bool:
    """Whether the name is of a part of the world, a state or a city that is told as a place ("Europe")."""
    return fold(name) in _folded("countries", "regions", "places")


def is_platform(name: str) -> bool:
    """Whether people post their own word there ("Telegram"), so that it is no relay."""
    return fold(name) in _folded("outlets", "platforms")


def is_leak_site(name: str) -> bool:
    """Whether it publishes what others wrote."""
    return fold(name) in _folded("outlets", "leaks")


def is_doubtful_outlet(name: str) -> bool:
    """Whether the table lists it as an outlet, but the word is an everyday one too ("Time")."""
    return fold(name) in _folded("outlets", "doubtful")


def is_listed_outlet(name: str) -> bool:
    """Whether the table knows the name as an agency's, an outlet's or a programme's, doubtful or not."""
    return fold(name) in _folded("outlets", "outlets", "agencies")


def has_outlet_shape(name: str) -> bool:
    """Whether an unknown name is made as outlets' names are ("Harbour Post", "Northwire").

    >>> has_outlet_shape("The Harbour Post"), has_outlet_shape("Post"), has_outlet_shape("Northwire")
    (True, False, True)
    >>> has_outlet_shape("Radio Skagen"), has_outlet_shape("Channel Islands"), has_outlet_shape("Skagen Mercury-Post")
    (True, False, True)
    """
    parts = words_of(name)
    if not parts:
        return False
    last = parts[-1].rpartition("-")[2]
    if parts[0] in word_set("outlets", "shape", "first"):
        return len(parts) > 1 and last not in word_set("outlets", "shape", "not_after_first")
    ending = any(fold(last).endswith(e) and len(last) > len(e) + 1 for e in words("outlets", "shape", "ending"))
    several = len(parts) >= _FEWEST_WORDS_OF_AN_OUTLET
    return ending or (several and (last in word_set("outlets", "shape", "last") or _any_outlet_word(parts)))


def _any_outlet_word(parts: Iterable[str]) -> bool:
    found = tuple(parts)
    pairs = {f"{one} {other}" for one, other in pairwise(found)}
    return bool(pairs & word_set("outlets", "shape", "pairs")) or any(
        part in word_set("outlets", "shape", "any") for part in found
    )


def is_named_agency(name: str) -> bool:
    """Whether two words of a longer name make it an agency's ("Wenlow Press Agency"), whatever its last word is.

    >>> is_named_agency("Skagen News Agency"), is_named_agency("Space Agency")
    (True, False)
    """
    return _any_outlet_word(words_of(name))
