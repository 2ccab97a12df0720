"""Which words of a text carry its meaning, and when are two words forms of one?

"Killed", "kills" and "killing" are one word here; "the", "had" and "also" are none. A small stemmer by
suffixes, good enough for English news and quick; irregular forms and empty words are in `words.en.toml`.

>>> content_words("The dams have broken, police said on Monday.")
['dam', 'break', 'polic', 'monday']
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from firsthand.model.errors import LexiconError

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LONGEST: Final = 40
"""A longer word is cut here before it is stemmed: no English word is as long, hostile text has such words."""
_VOWELS: Final = frozenset("aeiouy")
_SHORTEST: Final = 3
"""A stem keeps at least this many letters, so that "red" and "sing" stay as they are."""
_BEFORE_ION: Final = 4
"""Letters that must be left of "-ion": "evacuation" is a form of "evacuate", "million" is not one of "mill"."""


class Word(NamedTuple):
    """A word as it stands at `start` in its text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends, excluded."""
        return self.start + len(self.text)


class Lexicon(NamedTuple):
    """Words without content, and forms that no suffix rule finds."""

    empty: frozenset[str]
    irregular: dict[str, str]


def find_words(text: str) -> Iterator[Word]:
    """The words of `text` in order; inner apostrophes and hyphens belong to a word."""
    for match in _WORD.finditer(text):
        yield Word(match.group(), match.start())


def words_of(text: str, most: int | None = None) -> list[str]:
    """The words of `text`, casefolded and with straight apostrophes, the first `most` of them."""
    out: list[str] = []
    for word in find_words(text):
        if most is not None and len(out) >= most:
            break
        out.append(word.text.casefold().replace("’", "'"))
    return out


def content_words(text: str, most: int | None = None) -> list[str]:
    """The stems of the words that carry meaning, in order, repeats kept."""
    empty = lexicon().empty
    return [stem(word) for word in words_of(text, most) if word not in empty and plain(word) not in empty]


def plain(word: str) -> str:
    """`word` casefolded, without a possessive ending."""
    word = word.casefold().replace("’", "'")
    return word.removesuffix("'s").removesuffix("'")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """One form for the forms of a word.

    >>> {stem(w) for w in ("evacuate", "evacuated", "evacuating", "evacuation", "evacuations")}
    {'evacuat'}
    """
    word = plain(word)[:_LONGEST]
    known = lexicon().irregular.get(word)
    if known is not None:
        return known
    bare = _without_plural(word)
    bare = lexicon().irregular.get(bare, bare)
    return _without_ending(bare)


def _without_plural(word: str) -> str:
    if len(word) <= _SHORTEST or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        left = word.removesuffix(ending)
        if left != word and len(left) >= _SHORTEST and not _VOWELS.isdisjoint(left):
            return _undoubled(left)
    left = word.removesuffix("ion")
    if left != word and len(left) >= _BEFORE_ION and left[-1] in "ts":
        return left
    if len(word) > _SHORTEST and word.endswith("e"):
        return word[:-1]
    return word


def _undoubled(left: str) -> str:
    """`shutt` is `shut`, `kill` stays; a final e goes, as it does for the bare form."""
    if len(left) > _SHORTEST and left[-1] == left[-2] and left[-1] not in "lsz":
        return left[:-1]
    return left.removesuffix("e") if len(left) > _SHORTEST else left


@cache
def lexicon() -> Lexicon:
    """The word lists that ship. Raises LexiconError when the file does not hold them."""
    raw = tomllib.loads((files("firsthand.text") / "words.en.toml").read_text(encoding="utf-8"))
    empty, forms = raw.get("empty"), raw.get("irregular")
    if not isinstance(empty, dict) or not isinstance(forms, dict):
        raise LexiconError("words.en.toml: expected tables [empty] and [irregular]; restore the file that ships")
    lists = [*empty.values(), *forms.values()]
    if not all(isinstance(one, list) and all(isinstance(w, str) and w for w in one) for one in lists):
        raise LexiconError("words.en.toml: expected lists of words under [empty] and [irregular]; mend the odd one")
    return Lexicon(
        empty=frozenset(word for one in empty.values() for word in one),
        irregular={form: base for base, all_forms in forms.items() for form in (base, *all_forms)},
    )
