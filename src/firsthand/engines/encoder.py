"""What does the encoder make of a text? For each word piece its role, its name label, and what it belongs with.

"Ito said it rained" goes in as pieces; out comes how likely "said" is a cue, that "it rained" seeks it, and that it
seeks "Ito". A long text is read in windows that overlap; what two windows say of a piece is averaged, each counting for
more the further the piece lies from its edges.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from firsthand.engines.pieces import Gap, Ints, Pieces, cut
from firsthand.engines.wordpieces import Vocabulary
from firsthand.model.span import Span

Floats = npt.NDArray[np.float32]

ROLE_LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAME_KINDS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "DATE", "EVENT", "QUANTITY")
NAME_LABELS = ("O", *(f"{edge}-{kind}" for kind in NAME_KINDS for edge in "BI"))
_SOURCE, _CUE, _CONTENT = (slice(at, at + 2) for at in (1, 3, 5))


class Seen(NamedTuple):
    """What the network says of B windows of L pieces."""

    roles: Floats
    """B x L x 7, unnormalised."""
    names: Floats
    """B x L x 17, unnormalised."""
    cues: Floats
    """B x L x L, unnormalised: how much each piece, as part of a content, seeks each piece as its cue."""
    sources: Floats
    """B x L x L, unnormalised: how much each piece, as part of a cue, seeks each piece as its source."""


class Network(Protocol):
    """The trained network, in whatever engine runs it."""

    def __call__(self, ids: Ints, marks: Ints, mask: Ints) -> Seen:
        """`ids`, `marks` and `mask` are B x L; the mask is 1 where there is a piece."""
        ...


@dataclass(frozen=True, slots=True)
class Links:
    """Which piece seeks which, and with what share of its seeking (0..1); three arrays, ordered by seeker, then sought.

    `nobody` has for every piece of the text the share with which it seeks nothing at all.
    """

    seekers: Ints
    sought: Ints
    shares: Floats
    nobody: Floats


@dataclass(frozen=True, slots=True)
class Sight:
    """What the encoder saw in a text of N pieces."""

    pieces: Pieces
    roles: Floats
    """N x 7: the logarithm of the probability of each of ROLE_LABELS."""
    names: Floats
    """N x 17: the probability of each of NAME_LABELS."""
    cues: Links
    """Which cue each piece of a content seeks."""
    sources: Links
    """Which source each piece of a cue seeks."""


class _Window(NamedTuple):
    first: int
    last: int
    weights: Floats
    """How much the window counts for each of its pieces."""


_START, _END = 101, 102
"""The vocabulary's marks for a window's start and end; seeking the start is seeking nothing."""
_LIKELY = 0.02
"""Below this probability of its role a piece neither seeks nor is sought."""
_FAINT = 1e-4
"""Shares up to this are forgotten. Of 1.4 million links in 20,000 words in no order, 88 % were such, with 0.03 % of all
that was shared out (measured on the first network); without this, memory would be 1.3 kB a code point there."""


def marks_of(case: Ints, gap: Ints, quoted: Ints) -> Ints:
    """Case, gap and quotation of pieces as one number each, 0..35: the network's second input."""
    return (case * len(Gap) + gap) * 2 + quoted


@dataclass(frozen=True, slots=True)
class Encoder:
    """Reads texts with a network, in windows of at most `window` pieces that share `overlap` with their neighbours."""

    vocabulary: Vocabulary
    network: Network
    window: int = 254
    overlap: int = 127
    batch: int = 4
    """Windows that the network is given at once; what comes out does not depend on it."""

    def see(self, text: str, skip: Sequence[Span] = (), quoted: Sequence[Span] = ()) -> Sight:
        """What there is to see in `text` outside the spans of `skip`; those of `quoted` stand in quotation marks.

        Both are in text order and do not overlap. Time and memory grow with the text's length, memory by some 200 bytes
        a code point.
        """
        pieces = cut(text, self.vocabulary, skip, quoted)
        n = len(pieces)
        marks = marks_of(pieces.case, pieces.gap, pieces.quoted)
        roles = np.zeros((n, len(ROLE_LABELS)), np.float32)
        names = np.zeros((n, len(NAME_LABELS)), np.float32)
        cues, sources = _Gathering(n), _Gathering(n)
        windows_by_length = sorted(self._windows(pieces.gap), key=lambda w: w.first - w.last)
        for at in range(0, len(windows_by_length), self.batch):
            windows = windows_by_length[at : at + self.batch]
            seen = self.network(*_side_by_side(windows, pieces.ids, marks))
            for place, window in enumerate(windows):
                inner = slice(1, window.last - window.first + 1)
                here = slice(window.first, window.last)
                share = window.weights[:, None]
                likely = _log_softmax(seen.roles[place, inner])
                roles[here] += likely * share
                names[here] += np.exp(_log_softmax(seen.names[place, inner])) * share
                chance = np.exp(likely)
                whole = slice(inner.stop + 1)
                cues.add(window, seen.cues[place, inner, whole], chance[:, _CONTENT], chance[:, _CUE])
                sources.add(window, seen.sources[place, inner, whole], chance[:, _CUE], chance[:, _SOURCE])
        return Sight(pieces, roles, names, cues.links(), sources.links())

    def _windows(self, gaps: Ints) -> Iterator[_Window]:
        """The windows of a text whose pieces have these gaps before them; for each piece their weights add up to 1."""
        n = len(gaps)
        raw = [_Window(first, last, self._weights(first, last, n)) for first, last in self._edges(gaps)]
        total = np.zeros(n, np.float32)
        for window in raw:
            total[window.first : window.last] += window.weights
        for window in raw:
            yield window._replace(weights=window.weights / total[window.first : window.last])

    def _edges(self, gaps: Ints) -> Iterator[tuple[int, int]]:
        """Where windows begin and end: where a line begins, if one does near by, so that few statements are cut."""
        n = len(gaps)
        lines = np.flatnonzero(gaps == Gap.LINE)
        first = last = 0
        while last < n:
            last = min(first + self.window, n)
            if last < n:
                last = _line(lines, first + self.window // 2, last, last)
            yield first, last
            wanted = last - self.overlap
            first = max(_line(lines, wanted - self.overlap // 2, wanted + self.overlap // 2, wanted), first + 1)

    def _weights(self, first: int, last: int, n: int) -> Floats:
        """More for what is further from the window's edges; the text's own ends are no edges."""
        at = np.arange(last - first, dtype=np.float32)
        left = at + 1 if first else np.full_like(at, self.window)
        right = last - first - at if last < n else np.full_like(at, self.window)
        return np.minimum(np.minimum(left, right), self.overlap / 2 + 1)


def _line(lines: npt.NDArray[np.int64], low: int, high: int, default: int) -> int:
    """The last of `lines` within [low, high], else `default`."""
    place = int(np.searchsorted(lines, high, side="right")) - 1
    return int(lines[place]) if place >= 0 and lines[place] >= low else default


def _side_by_side(windows: Sequence[_Window], ids: Ints, marks: Ints) -> tuple[Ints, Ints, Ints]:
    """The windows as rows, with their marks at the ends, filled up to the longest."""
    shape = len(windows), max(w.last - w.first for w in windows) + 2
    rows, row_marks, mask = (np.zeros(shape, np.int32) for _ in range(3))
    for place, (first, last, _) in enumerate(windows):
        end = last - first + 1
        rows[place, 0], rows[place, 1:end], rows[place, end] = _START, ids[first:last], _END
        row_marks[place, 1:end] = marks[first:last]
        mask[place, : end + 1] = 1
    return rows, row_marks, mask


class _Gathering:
    """The links of one kind in a text of `n` pieces, as the windows bring them."""

    def __init__(self, n: int) -> None:
        self._n = n
        self._keys: list[npt.NDArray[np.int64]] = []
        self._shares: list[Floats] = []
        self._nobody = np.zeros(n, np.float32)

    def add(self, window: _Window, scores: Floats, seeker: Floats, sought: Floats) -> None:
        """Take what one window says; `scores` have columns for the window's marks around its pieces'."""
        rows = np.flatnonzero(seeker.sum(-1) > _LIKELY)
        columns = np.flatnonzero(sought.sum(-1) > _LIKELY)
        shares = np.exp(_log_softmax(scores[rows])) * window.weights[rows, None]
        self._nobody[window.first + rows] += shares[:, 0]
        found = shares[:, columns + 1]
        by, to = np.nonzero(found > _FAINT)
        self._shares.append(found[by, to])
        self._keys.append((window.first + rows[by]) * self._n + window.first + columns[to])

    def links(self) -> Links:
        """All that was brought; what several windows say of the same two pieces is one."""
        if not self._keys:
            none = np.empty(0, np.int32)
            return Links(none, none, np.empty(0, np.float32), self._nobody)
        keys, places = np.unique(np.concatenate(self._keys), return_inverse=True)
        shares = np.bincount(places, weights=np.concatenate(self._shares)).astype(np.float32)
        return Links((keys // self._n).astype(np.int32), (keys % self._n).astype(np.int32), shares, self._nobody)


def _log_softmax(scores: Floats) -> Floats:
    """The logarithms of the probabilities that unnormalised `scores` stand for, along the last axis."""
    low: Floats = scores - scores.max(-1, keepdims=True)
    logs: Floats = low - np.log(np.exp(low).sum(-1, keepdims=True))
    return logs
