"""Which pieces of the encoder's vocabulary make a word? "Unconfirmed" is "un", "##con", "##firmed".

BERT's uncased word pieces (Devlin and others 2019; greedy, longest first: Wu and others 2016): lower case, accents
dropped, every mark of punctuation by itself. Written here because the well-known library for it brings a client that
downloads models; it gave the same pieces and places for every article of PolNeAR train.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
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


class Vocabulary:
    """The pieces that there are, and how words are made of them. Words met before are remembered."""

    def __init__(self, pieces: Mapping[str, int]) -> None:
        self._pieces = pieces
        self._unknown = pieces["[UNK]"]
        self._longest = max(map(len, pieces))
        self._kept = lru_cache(_KEPT_WORDS)(lambda word: tuple(self._made(word)))

    def pieces_of(self, word: str) -> Iterable[Piece]:
        """The pieces of what WORD matched; none where it is only what cannot be seen."""
        return self._kept(word) if len(word) <= _KEPT_LENGTH else self._made(word)

    def _made(self, word: str) -> Iterator[Piece]:
        return (piece for part in _parts(word) for piece in self._cut(part))

    def _cut(self, part: list[tuple[str, int]]) -> Iterator[Piece]:
        """The pieces of one word, given as characters with their places."""
        letters = "".join(letter for letter, _ in part)
        found: list[Piece] = []
        at = 0
        while at < len(letters) <= _LONGEST_WORD:
            lead = "##" if at else ""
            for end in range(min(len(letters), at + self._longest), at, -1):
                number = self._pieces.get(lead + letters[at:end])
                if number is not None:
                    found.append(Piece(number, part[at][1], part[end - 1][1] + 1, not at))
                    at = end
                    break
            else:
                break
        if at < len(letters):
            found = [Piece(self._unknown, part[0][1], part[-1][1] + 1, opens=True)]
        yield from found


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
