"""What does the encoder make of a text? For each word piece its role, its name label, and what it belongs with.

"Ito said it rained" goes in as pieces; out comes how likely "said" is a cue, that "it rained" seeks it, and that it
seeks "Ito". A long text is read in windows that overlap. What two say of a piece's role is averaged, each counting for
more the further the piece lies from its edges; what one sees that it belongs with holds.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from firsthand.engines.pieces import Gap, Ints, Pieces, cut
from firsthand.engines.wordpieces import Vocabulary
from firsthand.model.span import Span

Floats = npt.NDArray[np.float32]
_Places = npt.NDArray[np.intp]

ROLE_LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAME_KINDS = ("PERSON", "ORG", "GPE", "LOC", "NORP", "DATE", "EVENT", "QUANTITY")
NAME_LABELS = ("O", *(f"{edge}-{kind}" for kind in NAME_KINDS for edge in "BI"))


class Seen(NamedTuple):
    """What the network says of a window of L pieces."""

    roles: Floats
    """L x 7, unnormalised."""
    names: Floats
    """L x 17, unnormalised."""
    cues: Floats
    """L x L, unnormalised: how much each piece, as part of a content, seeks each piece as its cue."""
    sources: Floats
    """L x L, unnormalised: how much each piece, as part of a cue, seeks each piece as its source."""


class Network(Protocol):
    """The trained network, in whatever engine runs it."""

    def __call__(self, ids: Ints, marks: Ints) -> Seen:
        """Read a window: `ids` and `marks` of its L pieces, the vocabulary's marks at its ends among them.

        What it gives holds until the next window is read.
        """
        ...


@dataclass(frozen=True, slots=True)
class Links:
    """Which piece seeks which, and with what share of its seeking (0..1); three arrays, ordered by seeker, then sought.

    `nobody` has for every piece of the text the share with which it seeks nothing at all. Where windows overlap, shares
    are the largest that any saw, `nobody` the smallest, so those of a piece may add up to more than 1.
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
    """N x 17: for each of NAME_LABELS, unnormalised."""
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
"""The vocabulary's marks for a window's start and a text's end; seeking the start is seeking nothing."""
_TEXT_START, _TEXT_END = np.array([[_START], [_END]], np.int32)
_UNMARKED = np.zeros(1, np.int32)
_TRUE = np.ones(1, np.bool_)
_TO_LINES = 25
"""One in so many pieces windows may be shorter, on the mean, so that they end with lines. Where they always did, there
were an eighth more windows; where none may be shorter, tokens on PolNeAR dev fell by .1."""
_LIKELY = 0.02
"""Below this probability of its role a piece neither seeks nor is sought."""
_FAINT = 1e-4
"""Shares up to this are forgotten. Of 1.4 million links in 20,000 words in no order, 88 % were such, with 0.03 % of all
that was shared out (measured on the first network); without this, memory would be 1.3 kB a code point there."""


def chances_of(roles: Floats) -> Floats:
    """... x 3: the probability of being in a source, a cue, a content, of ... x 7 logarithms as those of Sight."""
    likely = np.exp(roles[..., 1:])
    return likely[..., ::2] + likely[..., 1::2]


def marks_of(case: Ints, gap: Ints, quoted: Ints) -> Ints:
    """Case, gap and quotation of pieces as one number each, 0..35: the network's second input."""
    return (case * len(Gap) + gap) * 2 + quoted


@dataclass(frozen=True, slots=True)
class Encoder:
    """Reads texts with a network, in windows of at most `window` pieces that share `overlap` with their neighbours.

    One text at a time: who asks from another thread waits, as what a network says holds only until its next window.
    """

    vocabulary: Vocabulary
    network: Network
    window: int = 254
    overlap: int = 127
    _turn: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    def see(self, text: str, skip: Sequence[Span] = (), quoted: Sequence[Span] = ()) -> Sight:
        """What there is to see in `text` outside the spans of `skip`; those of `quoted` stand in quotation marks.

        Both are in text order and do not overlap. Time and memory grow with the text's length, memory by some 200 bytes
        a code point.
        """
        seeing = _Seeing(cut(text, self.vocabulary, skip, quoted))
        with self._turn:
            self._look(seeing)
        return seeing.sight()

    def see_each(self, texts: Iterable[tuple[str, Sequence[Span]]]) -> list[Sight]:
        """What there is to see in short texts, each with its quotations: as many as it has room for share a window.

        Nothing of one seeks anything of another. A text longer than a window is read as by `see`.
        """
        seeing = [_Seeing(cut(text, self.vocabulary, (), quoted)) for text, quoted in texts]
        with self._turn:
            for shared in self._shared(seeing):
                if len(shared) == 1:
                    self._look(shared[0])
                else:
                    self._look_together(shared)
        return [each.sight() for each in seeing]

    def _look(self, seeing: "_Seeing") -> None:
        """Look at a text in windows of its own."""
        for window in self._windows(seeing.pieces.gap):
            seeing.add(window, self.network(*_framed([seeing.inputs(window)])))

    def _look_together(self, shared: Sequence["_Seeing"]) -> None:
        """Look at several texts in one window."""
        whole = [_whole(each) for each in shared]
        seen = self.network(*_framed(each.inputs(window) for each, window in zip(shared, whole, strict=True)))
        at = 1
        for each, window in zip(shared, whole, strict=True):
            each.add(window, _own(seen, at, window.last))
            at += window.last + 1

    def _shared(self, seeing: Sequence["_Seeing"]) -> Iterator[list["_Seeing"]]:
        """Which texts share a window; one that has no pieces needs none."""
        held: list[_Seeing] = []
        room = self.window
        for each in seeing:
            needed = len(each.pieces)
            if held and needed + 1 > room:
                yield held
                held, room = [], self.window
            if needed:
                held.append(each)
                room -= needed + (len(held) > 1)
        if held:
            yield held

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
        """Where windows begin and end: where a line begins, if one does near by, so that few statements are cut.

        There are hardly more windows than the text's length asks for: `least` is where the next one may begin for those
        after it to reach the text's end.
        """
        n, stride = len(gaps), self.window - self.overlap
        lines = np.flatnonzero(gaps == Gap.LINE)
        least = n - self.overlap - stride * max(1, -(-(n - self.overlap) // (stride - stride // _TO_LINES)))
        first = last = 0
        while last < n:
            least += stride
            last = min(first + self.window, n)
            if last < n:
                last = _line(lines, max(least + self.overlap, first + self.window // 2), last, last)
            yield first, last
            wanted = last - self.overlap
            low = max(least, wanted - self.overlap // 2)
            first = max(_line(lines, low, wanted + self.overlap // 2, wanted), first + 1)

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


class _Seeing:
    """What is seen of a text, as the windows bring it."""

    def __init__(self, pieces: Pieces) -> None:
        n = len(pieces)
        self.pieces = pieces
        self.marks = marks_of(pieces.case, pieces.gap, pieces.quoted)
        self._roles = np.zeros((n, len(ROLE_LABELS)), np.float32)
        self._names = np.zeros((n, len(NAME_LABELS)), np.float32)
        self._cues, self._sources = _Gathering(n), _Gathering(n)

    def inputs(self, window: _Window) -> tuple[Ints, Ints]:
        """The pieces of a window and their marks."""
        here = slice(window.first, window.last)
        return self.pieces.ids[here], self.marks[here]

    def add(self, window: _Window, seen: Seen) -> None:
        """Take what the network says of one window."""
        here = slice(window.first, window.last)
        share = window.weights[:, None]
        roles = _log_softmax(seen.roles[1:-1])
        self._roles[here] += roles * share
        self._names[here] += seen.names[1:-1] * share
        sources, cues, contents = (column.nonzero()[0] for column in (chances_of(roles) > _LIKELY).T)
        self._cues.add(window.first, seen.cues[1:-1], contents, cues)
        self._sources.add(window.first, seen.sources[1:-1], cues, sources)

    def sight(self) -> Sight:
        """All that was brought."""
        return Sight(self.pieces, self._roles, self._names, self._cues.links(), self._sources.links())


def _framed(rows: Iterable[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """What the network is given of the pieces of one text or several: a mark before them, and one behind each."""
    ids, marks = [_TEXT_START], [_UNMARKED]
    for row, marked in rows:
        ids += (row, _TEXT_END)
        marks += (marked, _UNMARKED)
    return np.concatenate(ids), np.concatenate(marks)


def _whole(seeing: _Seeing) -> _Window:
    """A text in one window."""
    n = len(seeing.pieces)
    return _Window(0, n, np.ones(n, np.float32))


def _own(seen: Seen, at: int, n: int) -> Seen:
    """Of what was seen of a window, what is of the text whose `n` pieces begin at `at`, with the marks around them."""
    here = slice(at - 1, at + n + 1)
    columns = np.arange(at - 1, at + n + 1)
    columns[0] = 0  # To seek the window's start is to seek nothing, whatever stands between.
    return Seen(seen.roles[here], seen.names[here], seen.cues[here, columns], seen.sources[here, columns])


class _Gathering:
    """The links of one kind in a text of `n` pieces, as the windows bring them."""

    def __init__(self, n: int) -> None:
        self._n = n
        self._keys: list[npt.NDArray[np.int64]] = []
        self._shares: list[Floats] = []
        self._nobody = np.ones(n, np.float32)

    def add(self, first: int, scores: Floats, seekers: _Places, sought: _Places) -> None:
        """Take what the window that begins at `first` says of its pieces at these places in it.

        `scores` have columns for the window's marks around its pieces'.
        """
        if not len(seekers):
            return
        shares = _softmax(scores[seekers])
        np.minimum.at(self._nobody, first + seekers, shares[:, 0])
        found = shares[:, sought + 1]
        by, to = (found > _FAINT).nonzero()
        self._shares.append(found[by, to])
        self._keys.append((first + seekers[by]) * self._n + first + sought[to])

    def links(self) -> Links:
        """All that was brought; of two pieces, what the window says that sees most between them.

        A window that does not reach as far as what is sought says "nobody", and should not have half a say: with the
        mean of both, .2 fewer attributions of PolNeAR dev had their right source and content.
        """
        if not any(map(len, self._keys)):  # no window saw any: of a line of names alone, say
            none = np.empty(0, np.int32)
            return Links(none, none, np.empty(0, np.float32), self._nobody)
        keys, shares = np.concatenate(self._keys), np.concatenate(self._shares)
        if len(self._keys) > 1:  # else they are in order, and each is one
            order = keys.argsort(kind="stable")  # each window's are in order: what merges runs is quickest
            keys = keys[order]
            starts = np.flatnonzero(np.concatenate((_TRUE, keys[1:] != keys[:-1])))
            keys, shares = keys[starts], np.maximum.reduceat(shares[order], starts)
        seekers, sought = np.divmod(keys, self._n)
        return Links(seekers.astype(np.int32), sought.astype(np.int32), shares, self._nobody)


def _softmax(scores: Floats) -> Floats:
    """The probabilities that unnormalised `scores` stand for, along the last axis."""
    each: Floats = scores - scores.max(-1, keepdims=True)
    np.exp(each, out=each)
    each /= each.sum(-1, keepdims=True)
    return each


def _log_softmax(scores: Floats) -> Floats:
    """The logarithms of the probabilities that unnormalised `scores` stand for, along the last axis."""
    low: Floats = scores - scores.max(-1, keepdims=True)
    logs: Floats = low - np.log(np.exp(low).sum(-1, keepdims=True))
    return logs
