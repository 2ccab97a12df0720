"""What is a statement about? Two vectors of any short text, by the second network that ships.

"The dam had burst" and "it gave way at dawn" say the same in other words. A text's *topic* is near to that of whatever
is about the same things, its *gist* to that of what says the same of them: the first is MiniLM's as it was published,
the second was taught on families of wordings (`training/families`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from firsthand.engines.pieces import Ints, cut
from firsthand.engines.wordpieces import Vocabulary

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]

_START, _END = 101, 102
"""The vocabulary's marks for a text's start and end."""
_STEP = 16
"""Texts are filled up to a multiple of so many pieces."""
_LETTERS = 12
"""A piece has no more code points than this, save in what nobody wrote to be read."""


class Meaning(NamedTuple):
    """What n texts are about; every row is of length 1, so that the product of two is 1 for the same, 0 for nothing."""

    topic: Floats
    """n x width."""
    gist: Floats
    """n x width."""


Reads: TypeAlias = Callable[[Sequence[str]], Meaning]
"""What gives the Meaning of texts: the network (`read_anew`), or what remembers what it said."""


def read_anew(texts: Sequence[str]) -> Meaning:
    """The Meaning of `texts`, by the network. Raises WeightsError."""
    from firsthand.engines.weights import load_matcher  # noqa: PLC0415 - it loads the engine, a second's work

    return load_matcher().read(texts)


_STEPS = 127


def in_8_bits(rows: Floats) -> Bytes:
    """Vectors as they are kept, a byte a value: of the direction of each, its largest value 127 steps from 0."""
    largest = np.abs(rows).max(axis=1, keepdims=True, initial=0)
    return np.asarray(np.rint(rows * (_STEPS / np.maximum(largest, 1e-12))), np.int8)


def from_8_bits(kept: Bytes) -> Floats:
    """Vectors of length 1 as they were kept; to keep them again changes nothing."""
    rows = kept.astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), np.float32)


class Network(Protocol):
    """The graph, in whatever engine runs it; a batch is of `rows` texts, of one length up to `longest` pieces."""

    @property
    def rows(self) -> int:
        """How many are given at once."""
        ...

    @property
    def longest(self) -> int:
        """How many pieces a text has room for."""
        ...

    @property
    def width(self) -> int:
        """How many values a vector has."""
        ...

    def __call__(self, ids: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """Rows of pieces, `mask` 1 where there is one, to topics and gists, rows x width each."""
        ...


@dataclass(frozen=True, slots=True)
class Matcher:
    """Reads short texts, on one core. What it says of a text hangs on no other in the batch."""

    name: str
    vocabulary: Vocabulary
    network: Network
    _turn: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    def read(self, texts: Sequence[str]) -> Meaning:
        """The Meaning of `texts`, row by row, to 8 bits, as it is kept; of a long one only its first pieces count."""
        found = Meaning(*(np.empty((len(texts), self.network.width), np.float32) for _ in Meaning._fields))
        with self._turn:
            for length, places, rows in self._batches([self._row(text) for text in texts]):
                ids, mask = (np.zeros((self.network.rows, length), np.int32) for _ in range(2))
                for at, row in enumerate(rows):
                    ids[at, : len(row)] = row
                    mask[at, : len(row)] = 1
                for whole, part in zip(found, self.network(ids, mask), strict=True):
                    whole[places] = part[: len(rows)]
        return Meaning(*(from_8_bits(in_8_bits(rows)) for rows in found))

    def _batches(self, rows: Sequence[Ints]) -> Iterator[tuple[int, list[int], list[Ints]]]:
        """Rows that are filled up to one length, with their places: those of few pieces are not read as many."""
        by_length: dict[int, list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            by_length[min(self.network.longest, -(-len(row) // _STEP) * _STEP)].append(place)
        for length, places in sorted(by_length.items()):
            for at in range(0, len(places), self.network.rows):
                some = places[at : at + self.network.rows]
                yield length, some, [rows[place] for place in some]

    def _row(self, text: str) -> Ints:
        longest = self.network.longest
        inner = cut(text[: _LETTERS * longest], self.vocabulary).ids[: longest - 2]
        return np.concatenate(([_START], inner, [_END])).astype(np.int32)
