"""In which language is it written? By its script, its letters, and the commonest words of each language.

    "Bron stängdes i söndags"     sv: "i" and the letters ä and ö        "Міст закрили"     uk: the letter і

Enough to tell the reader which lexicon to use, and an editor what cannot be read yet. A script that one language has
tells by itself. Within the Latin, Cyrillic and Arabic scripts every word is weighed for each language: one of its
commonest words speaks for it, a letter that it does not have against it. A headline with two sentences is decided; a
name is not.
"""

import functools
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from importlib import resources

from firsthand.model.errors import LexiconError

_LOOKED_AT = 5_000
"""Characters; the share of common words is steady long before."""

_LEAST_SCORE = 2.5
_LEAST_SHARE = 0.09
"""What a language must score, and per word. Measured on the articles of 310 copied pages: common words alone are 33 %
in English, 35 % in German, 21 % in Russian, 11 % in Vietnamese, 9 % in Turkish."""

_LEAD = 1.06
"""How far the best must be ahead of the second: Danish and Norwegian share half of their common words."""

_SIBLINGS = frozenset({("id", "ms")})
"""Indonesian is taken where as much speaks for Malay: most short sentences are both."""

_LEAD_OVER_ENGLISH = 1.5
"""An English article called Czech would not be read at all: in one of 1,694 English articles, of 27 words, Czech had
five common words and English four."""

_OWN_LETTER = 0.5
_STRANGE_LETTER = -0.5
"""A word with a letter of the language beside a-z counts half a common word; a name from abroad may have a strange
one."""

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_SCRIPT_SHARE = 0.3
_SCRIPTS = (
    ("ja", "[\u3040-\u30ff]"),
    ("ko", "[\uac00-\ud7af]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("he", "[\u0590-\u05ff]"),
    ("el", "[\u0370-\u03ff\u1f00-\u1fff]"),
    ("th", "[\u0e00-\u0e7f]"),
    ("lo", "[\u0e80-\u0eff]"),
    ("ka", "[\u10a0-\u10ff]"),
    ("hy", "[\u0530-\u058f]"),
    ("bn", "[\u0980-\u09ff]"),
    ("pa", "[\u0a00-\u0a7f]"),
    ("gu", "[\u0a80-\u0aff]"),
    ("or", "[\u0b00-\u0b7f]"),
    ("ta", "[\u0b80-\u0bff]"),
    ("te", "[\u0c00-\u0c7f]"),
    ("kn", "[\u0c80-\u0cff]"),
    ("ml", "[\u0d00-\u0d7f]"),
    ("si", "[\u0d80-\u0dff]"),
    ("my", "[\u1000-\u109f]"),
    ("am", "[\u1200-\u137f]"),
    ("km", "[\u1780-\u17ff]"),
    ("devanagari", "[\u0900-\u097f]"),
    ("arabic", "[\u0600-\u06ff]"),
    ("cyrillic", "[\u0400-\u04ff]"),
)
_SCRIPT_PATTERNS = tuple((code, re.compile(script)) for code, script in _SCRIPTS)
_ANY_SCRIPT = re.compile("|".join(script for _, script in _SCRIPTS))
_KANA_SHARE = 0.05
"""Japanese news is half Chinese characters; a twentieth of kana settles it."""

_ALPHABETS = ("latin", "cyrillic", "arabic")
_DEVANAGARI = ("hi", "mr", "ne")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, or None when it is too short or none of those known.

    >>> language_of("The bridge was shut on Sunday, and it is not known when it will open again.")
    'en'
    """
    head = text[:_LOOKED_AT]
    words = Counter(map(str.lower, _WORD.findall(head)))
    marked = {word: count for word, count in words.items() if not word.isascii()}
    script = _script_of(head)
    if script == "arabic":
        return _by_letters(head, "arabic")
    if script == "cyrillic":
        return _best(words, {code: _score(words, marked, code, "cyrillic") for code in _letters("cyrillic")})
    if script == "devanagari":
        spelt = Counter(head.split())  # its vowel signs are no letters to `\w`
        return max(_DEVANAGARI, key=lambda code: (sum(spelt[w] for w in _common_words()[code]), code == "hi"))
    if script is not None or not words:
        return script
    return _best(words, {code: _score(words, marked, code, "latin") for code in _letters("latin")})


def _script_of(text: str) -> str | None:
    """The language or the script, when it is none of the Latin letters."""
    if _ANY_SCRIPT.search(text) is None:
        return None
    letters = sum(map(str.isalpha, text))
    for code, script in _SCRIPT_PATTERNS:
        if len(script.findall(text)) > (_KANA_SHARE if code == "ja" else _LEAST_SCRIPT_SHARE) * max(letters, 1):
            return code
    return None


def _score(words: Counter[str], marked_words: Mapping[str, int], code: str, script: str) -> float:
    """How much `words` speak for a language: its commonest ones, and the letters of its `marked_words` (not ASCII)."""
    common, letters = _common_words().get(code, frozenset()), _letters(script)[code]
    total = 0.0
    for word in common & words.keys():
        total += words[word]
    for word, count in marked_words.items():
        if word not in common:
            marked = {c for c in word if not c.isascii()}
            if script == "cyrillic":
                plain = marked <= _letters(script)["ru"]
                total += (0.0 if plain else _OWN_LETTER) * count if marked <= letters else _STRANGE_LETTER * count
            else:
                total += (_OWN_LETTER if marked <= letters else _STRANGE_LETTER) * count
    return total


def _best(words: Counter[str], scores: Mapping[str, float]) -> str | None:
    """The language that scores most, when it scores enough, and clearly more than the others."""
    (code, best), (other, second) = sorted(scores.items(), key=lambda s: -s[1])[:2]
    if code != "en" and best < _LEAD_OVER_ENGLISH * scores.get("en", 0.0):
        return None
    if (
        best < _LEAST_SCORE
        or best < _LEAST_SHARE * words.total()
        or (best < _LEAD * second and (code, other) not in _SIBLINGS)
    ):
        return None
    return code


def _by_letters(text: str, script: str) -> str:
    """The language of an Arabic script whose own letters `text` has most of; Arabic itself has none."""
    letters = _letters(script)
    seen = Counter(text)
    own = {code: sum(seen[c] for c in kept) for code, kept in letters.items()}
    if own["fa"] < _FEW_LETTERS * sum(map(str.isalpha, text)):
        return "ar"
    only = {code: sum(seen[c] for c in kept - letters["fa"]) for code, kept in letters.items()}
    best = max(only, key=lambda code: only[code])
    return best if only[best] > _FEW_LETTERS * sum(map(str.isalpha, text)) else "fa"


_FEW_LETTERS = 0.02
"""The share of letters from which a script is not Arabic, or not Persian: Persian has 10 % of its own in any text."""


@functools.cache
def _letters(script: str) -> Mapping[str, frozenset[str]]:
    """The letters of each language of a script that are not plain Latin ones."""
    table = _tables()[script]
    return {code: frozenset(letters) for code, letters in table.items()}


@functools.cache
def _common_words() -> Mapping[str, frozenset[str]]:
    """The commonest words of each language, by its code."""
    return {code: frozenset(words.split()) for code, words in _tables()["words"].items()}


@functools.cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    folder = resources.files("firsthand.ingest").joinpath("phrases")
    letters = tomllib.loads(folder.joinpath("letters.toml").read_text("utf-8"))
    words = {**tomllib.loads(folder.joinpath("common-words.toml").read_text("utf-8")), **letters["words"]}
    tables = {**{script: letters.get(script, {}) for script in _ALPHABETS}, "words": words}
    for name, table in tables.items():
        for code, held in table.items():
            if len(code) != len("en") or not isinstance(held, str) or held != held.lower():
                raise LexiconError(f"phrases/letters.toml, common-words.toml: expected lower case under {name}.{code}")
    return tables
