"""What does the encoder see of a text? Word pieces, each with its place, its case and what stands before it.

The encoder's vocabulary knows no capitals and no line breaks, so "Ito" and "ito", a new paragraph and a space would
be the same to it; case, gap and quotation are given to it beside the pieces. Training and reading both use this room.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from firsthand.engines.wordpieces import WORD, Piece, Vocabulary
from firsthand.model.span import Span

Ints = npt.NDArray[np.int32]


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
    numbers, places, sizes = array("i"), array("i"), array("i")
    for stretch in _kept(len(text), skip):
        for match in WORD.finditer(text, stretch.start, stretch.end):
            row = vocabulary.row_of(match[0])
            numbers.extend(row)
            places.append(match.start())
            sizes.append(len(row))
    columns = len(Piece._fields)
    ids, starts, ends, opens, cases = np.array(numbers, np.int32).reshape(-1, columns).T.copy()
    at = np.repeat(np.array(places, np.int32), np.array(sizes, np.int32) // columns)
    starts += at
    ends += at
    gaps = _gaps(text, starts, ends) * opens
    held = _any_between(_HOLD.finditer(text), starts - 1, starts + 1) & (gaps == Gap.NOTHING)
    words, units = (np.cumsum(begun, dtype=np.int32) for begun in (opens, opens * ~held))
    return Pieces(ids, starts, ends, words, units, cases, gaps, _within(starts, quoted))


def _kept(length: int, skip: Sequence[Span]) -> Iterator[Span]:
    """The stretches of a text of `length` code points between the spans of `skip`."""
    at = 0
    for span in skip:
        if span.start > at:
            yield Span(at, span.start)
        at = max(at, span.end)
    if at < length:
        yield Span(at, length)


_TEXT_START = np.zeros(1, np.int32)
_LINE_BREAK = re.compile(r"[\n\r]+")
_HOLD = re.compile(r"(?<=[^\W_])[-‐‑'’](?=[^\W_])")
"""A hyphen or an apostrophe that holds together what stands before and behind it."""


def _gaps(text: str, starts: Ints, ends: Ints) -> Ints:
    """What stands before each piece, as Gap; a line break counts more than spaces."""
    before = np.concatenate((_TEXT_START, ends))[:-1]
    lines = _any_between(_LINE_BREAK.finditer(text), before, starts)
    return np.where(lines, Gap.LINE, np.where(starts > before, Gap.SPACE, Gap.NOTHING)).astype(np.int32)


def _any_between(found: Iterable[re.Match[str]], starts: Ints, ends: Ints) -> npt.NDArray[np.bool_]:
    """For each `[start, end)` whether anything that was found in the text begins there."""
    places = np.array(array("i", (match.start() for match in found)), np.int32)
    return np.searchsorted(places, starts) < np.searchsorted(places, ends)


def _within(starts: Ints, spans: Sequence[Span]) -> Ints:
    """1 for each place of `starts` within one of `spans`, else 0."""
    opened = np.searchsorted(np.array([s.start for s in spans], dtype=np.int32), starts, side="right")
    closed = np.searchsorted(np.array(sorted(s.end for s in spans), dtype=np.int32), starts, side="right")
    return (opened > closed).astype(np.int32)
