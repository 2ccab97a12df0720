"""Which pieces of the encoder's vocabulary make a word? "Unconfirmed" is "un", "##con", "##firmed".

BERT's uncased word pieces (Devlin and others 2019; greedy, longest first: Wu and others 2016): lower case, accents
dropped, every mark of punctuation by itself. Written here because the well-known library for it brings a client that
downloads models; it gave the same pieces and places for every article of PolNeAR train.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\s!-/:-@\[-`{-~]+|[!-/:-@\[-`{-~]")
"""What is cut by itself: a run without white space and ASCII punctuation, or one such mark."""
_LONGEST_WORD = 100
"""Code points; a longer word is one unknown piece, as in BERT."""
_KEPT_WORDS = 50_000
_KEPT_LENGTH = 24
"""Code points; a longer word is not remembered: text without spaces is one word, and memory has its bounds."""
_UNSEEN = frozenset(("Mn", "Cc", "Cf", "Cs", "Co"))
"""The Unicode categories of what is dropped: accents, controls, formats, lone surrogates, private use."""
_LOST = "\N{REPLACEMENT CHARACTER}"
"""What stands where a page was decoded wrongly; dropped too, as in BERT."""
_IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F))


class Case(IntEnum):
    """How a word is written."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    MIXED = 3
    NUMBER = 4
    MARK = 5


class Piece(NamedTuple):
    """One piece of a WORD: its number in the vocabulary, and where it lies, `[start, end)` in code points of the WORD.

    Neither starts nor ends ever fall back. Two pieces overlap only in one character that became several letters, as
    a Hangul syllable does.
    """

    number: int
    start: int
    end: int
    opens: bool
    """Whether a word of its own begins here: a WORD may hold marks that are not ASCII."""
    case: Case
    """How the word is written that the piece is of."""


class Vocabulary:
    """The pieces that there are, and how words are made of them. Words met before are remembered."""

    def __init__(self, pieces: Mapping[str, int]) -> None:
        self._pieces = pieces
        self._unknown = pieces["[UNK]"]
        self._longest = max(map(len, pieces))
        self._kept = lru_cache(_KEPT_WORDS)(self._row)

    def row_of(self, word: str) -> "array[int]":
        """The pieces of a WORD in one row: the five numbers of the first, those of the second, and so on.

        It is remembered, and not to be changed.
        """
        return self._kept(word) if len(word) <= _KEPT_LENGTH else self._row(word)

    def _row(self, word: str) -> "array[int]":
        return array("i", (number for piece in self.pieces_of(word) for number in piece))

    def pieces_of(self, word: str) -> Iterator[Piece]:
        """The pieces of what WORD matched; none where it is only what cannot be seen."""
        if word.isascii() and word.isalnum() and len(word) <= _LONGEST_WORD:
            case = _case(word)
            for number, first, last in self._cut(word.lower()):
                yield Piece(number, first, last + 1, not first, case)
            return
        for part in _parts(word):
            case = _case(word[part[0][1] : part[-1][1] + 1])
            for number, first, last in self._cut("".join(letter for letter, _ in part)):
                yield Piece(number, part[first][1], part[last][1] + 1, not first, case)

    def _cut(self, letters: str) -> Sequence[tuple[int, int, int]]:
        """The pieces of one word: number, first letter, last letter."""
        found: list[tuple[int, int, int]] = []
        at = 0
        while at < len(letters) <= _LONGEST_WORD:
            lead = "##" if at else ""
            for end in range(min(len(letters), at + self._longest), at, -1):
                number = self._pieces.get(lead + letters[at:end])
                if number is not None:
                    found.append((number, at, end - 1))
                    at = end
                    break
            else:
                break
        return found if at == len(letters) else [(self._unknown, 0, len(letters) - 1)]


def _case(word: str) -> Case:
    if word.islower():
        return Case.LOWER
    if word.isupper():
        return Case.UPPER if len(word) > 1 else Case.TITLE
    if word.istitle():
        return Case.TITLE
    if any(c.isalpha() for c in word):
        return Case.MIXED
    return Case.NUMBER if any(c.isdigit() for c in word) else Case.MARK


def _parts(word: str) -> Iterator[list[tuple[str, int]]]:
    """The words within a WORD, as lower-case letters without accents, each with the place of what it was made of.

    Of a word that is too long only its beginning and its last letter are given.
    """
    held: list[tuple[str, int]] = []
    for place, character in enumerate(word):
        alone = _stands_alone(character)
        if alone and held:
            yield held
            held = []
        plain = character.lower() if character.isascii() else unicodedata.normalize("NFD", character.lower())
        seen = [(letter, place) for letter in plain if not _is_unseen(letter)]
        if seen and len(held) > _LONGEST_WORD:
            held[-1] = seen[-1]
        else:
            held += seen
        if alone:
            yield held
            held = []
    if held:
        yield held


def _is_unseen(letter: str) -> bool:
    return letter == _LOST or unicodedata.category(letter) in _UNSEEN


def _stands_alone(character: str) -> bool:
    """Whether a character is a word by itself: a mark of punctuation, or an ideograph."""
    if character.isascii():
        return not character.isalnum() and character.isprintable()
    return unicodedata.category(character).startswith("P") or any(a <= ord(character) <= b for a, b in _IDEOGRAPHS)
