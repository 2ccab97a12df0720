"""What does the encoder see of a text? Word pieces, each with its place, its case and what stands before it.

The encoder's vocabulary knows no capitals and no line breaks, so "Ito" and "ito", a new paragraph and a space would
be the same to it; case, gap and quotation are given to it beside the pieces. Training and reading both use this room.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from firsthand.engines.wordpieces import WORD, Vocabulary
from firsthand.model.span import Span

Ints = npt.NDArray[np.int32]


class Case(IntEnum):
    """How a word is written."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    MIXED = 3
    NUMBER = 4
    MARK = 5


class Gap(IntEnum):
    """What stands before a piece."""

    NOTHING = 0
    SPACE = 1
    LINE = 2


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text, in order; seven arrays of one length.

    `starts` and `ends` are code points of the text; `words` numbers the words (a mark of punctuation is one), so that
    pieces of one word share a number; `units` numbers what hyphens and apostrophes hold together: well-known, don't;
    `case` and `gap` hold Case and Gap; `quoted` is 1 within quotation marks.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    words: Ints
    units: Ints
    case: Ints
    gap: Ints
    quoted: Ints

    def __len__(self) -> int:
        return len(self.ids)


def cut(text: str, vocabulary: Vocabulary, skip: Sequence[Span] = (), quoted: Sequence[Span] = ()) -> Pieces:
    """The pieces of `text` that lie outside every span of `skip`; those within `quoted` are told so.

    `skip` and `quoted` are in text order, and no two spans of one overlap. Linear in the text's length.
    """
    columns = array("i")
    word = unit = last_end = 0
    for stretch in _kept(len(text), skip):
        for match in WORD.finditer(text, stretch.start, stretch.end):
            at = match.start()
            for number, start, end, opens in vocabulary.pieces_of(match.group()):
                gap = _gap(text, last_end, at + start) if opens else Gap.NOTHING
                word += opens
                unit += opens and not (last_end == at + start and _is_held(text, last_end))
                last_end = at + end
                columns.extend((number, at + start, last_end, word, unit, gap))
    ids, starts, ends, words, units, gaps = np.array(columns, dtype=np.int32).reshape(-1, 6).T.copy()
    return Pieces(ids, starts, ends, words, units, _cases(text, starts, ends, words), gaps, _within(starts, quoted))


def _kept(length: int, skip: Sequence[Span]) -> Iterator[Span]:
    """The stretches of a text of `length` code points between the spans of `skip`."""
    at = 0
    for span in skip:
        if span.start > at:
            yield Span(at, span.start)
        at = max(at, span.end)
    if at < length:
        yield Span(at, length)


_HOLDS = "-‐‑'’"


def _is_held(text: str, at: int) -> bool:
    """Whether a hyphen or an apostrophe holds together what stands before and behind `at`."""
    before, after = text[max(at - 2, 0) : at], text[at : at + 2]
    if after[:1] in _HOLDS:
        return before[-1:].isalnum() and after[1:].isalnum()
    return before[-1:] in _HOLDS and before[:-1].isalnum() and after[:1].isalnum()


def _gap(text: str, end: int, start: int) -> Gap:
    """What stands between `end` and `start`; a line break counts more than spaces."""
    between = text[end:start]
    if not between:
        return Gap.NOTHING
    return Gap.LINE if "\n" in between or "\r" in between else Gap.SPACE


def _cases(text: str, starts: Ints, ends: Ints, words: Ints) -> Ints:
    """The Case of each piece's word."""
    if not len(words):
        return words
    first = np.flatnonzero(np.diff(words, prepend=-1))
    last = np.append(first[1:], len(words)) - 1
    of_word = [_case(text[a:b]) for a, b in zip(starts[first].tolist(), ends[last].tolist(), strict=True)]
    return np.repeat(np.array(of_word, dtype=np.int32), last - first + 1)


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


def _within(starts: Ints, spans: Sequence[Span]) -> Ints:
    """1 for each place of `starts` within one of `spans`, else 0."""
    opened = np.searchsorted(np.array([s.start for s in spans], dtype=np.int32), starts, side="right")
    closed = np.searchsorted(np.array(sorted(s.end for s in spans), dtype=np.int32), starts, side="right")
    return (opened > closed).astype(np.int32)
