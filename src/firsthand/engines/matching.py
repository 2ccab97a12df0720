"""Do two statements say the same? What the second network that ships makes of short texts, alone and in pairs.

Each text is read once, by itself: what comes out is a vector, by which those that say something like it are found, and
what the network needs to judge it beside another. "The dam had burst" and "it gave way at dawn" are near; that they are
one claim, and "the dam had not burst" the same claim's other side, is judged of the pair.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from firsthand.engines.pieces import Ints, cut
from firsthand.engines.wordpieces import Vocabulary

Floats = npt.NDArray[np.float32]

_START, _END = 101, 102
"""The vocabulary's marks for a text's start and end."""


class Verdict(NamedTuple):
    """What the network says of a pair: three shares, 0..1."""

    same: float
    """That the two say, deny or doubt one claim."""
    opposed: float
    """That they take different sides of it, if it is one."""
    other_value: float
    """That they give different values of it, if it is one: another number, day, place, person or status."""


@dataclass(frozen=True, slots=True)
class Gist:
    """What was read of one text, of L pieces."""

    vector: Floats
    """Of length 1; the product of two says how near they are, -1..1."""
    states: npt.NDArray[np.float16]
    """L x width: what the network needs of it beside another."""


class Networks(Protocol):
    """The two graphs, in whatever engine runs them; a batch is of `rows` texts or pairs, of `longest` pieces each."""

    @property
    def rows(self) -> int:
        """How many are given at once."""
        ...

    @property
    def longest(self) -> int:
        """How many pieces each has room for."""
        ...

    def alone(self, ids: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """Rows of pieces, `mask` 1 where there is one, to vectors (rows x width) and states (rows x L x width)."""
        ...

    def beside(self, one: Floats, other: Floats, one_mask: Ints, other_mask: Ints) -> Floats:
        """Rows of pairs to their verdicts (rows x 3), unnormalised."""
        ...


@dataclass(frozen=True, slots=True)
class Matcher:
    """Reads texts and judges pairs, on one core. What it says of a text or a pair hangs on no other in the batch."""

    name: str
    vocabulary: Vocabulary
    networks: Networks
    _turn: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    def read(self, texts: Sequence[str]) -> list[Gist]:
        """A Gist for each of `texts`, in order; of a long one only its first pieces count."""
        found: list[Gist] = []
        with self._turn:
            for rows in _batches([self._row(text) for text in texts], self.networks.rows):
                found += self._read(rows)
        return found

    def judge(self, pairs: Sequence[tuple[Gist, Gist]]) -> list[Verdict]:
        """A Verdict for each of `pairs`; the order of two does not matter."""
        found: list[Verdict] = []
        with self._turn:
            for some in _batches(pairs, self.networks.rows):
                found += self._judge(some)
        return found

    def _row(self, text: str) -> Ints:
        inner = cut(text[: 12 * self.networks.longest], self.vocabulary).ids[: self.networks.longest - 2]
        return np.concatenate(([_START], inner, [_END])).astype(np.int32)

    def _read(self, rows: Sequence[Ints]) -> Iterator[Gist]:
        ids, mask = self._blank(), self._blank()
        for at, row in enumerate(rows):
            ids[at, : len(row)] = row
            mask[at, : len(row)] = 1
        vectors, states = self.networks.alone(ids, mask)
        for at, row in enumerate(rows):
            yield Gist(vectors[at].copy(), states[at, : len(row)].astype(np.float16))

    def _judge(self, pairs: Sequence[tuple[Gist, Gist]]) -> Iterator[Verdict]:
        width = pairs[0][0].states.shape[1]
        one, other = (np.zeros((self.networks.rows, self.networks.longest, width), np.float32) for _ in range(2))
        one_mask, other_mask = self._blank(), self._blank()
        for at, pair in enumerate(pairs):
            for side, mask, gist in zip((one, other), (one_mask, other_mask), _in_order(pair), strict=True):
                side[at, : len(gist.states)] = gist.states
                mask[at, : len(gist.states)] = 1
        said = self.networks.beside(one, other, one_mask, other_mask)[: len(pairs)]
        shares = 1 / (1 + np.exp(-said.astype(np.float64)))
        for row in shares.tolist():
            yield Verdict(*row)

    def _blank(self) -> Ints:
        return np.zeros((self.networks.rows, self.networks.longest), np.int32)


def _in_order(pair: tuple[Gist, Gist]) -> tuple[Gist, Gist]:
    """The two in an order that is theirs, whichever came first: the shorter before, then by what their vectors hold."""
    one, other = pair
    first = (len(one.states), one.vector.tobytes()) <= (len(other.states), other.vector.tobytes())
    return pair if first else (other, one)


_T = TypeVar("_T")


def _batches(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]
