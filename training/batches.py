"""Which windows of which articles does a step see? Each pass cuts every article at a new place, and shuffles.

An article of 600 pieces and windows of 254 may be cut into 0-100, 100-354, 354-600 in one pass and at other places in
the next, so that no window's edge is always the same, and what lies near an edge is seen whole in another pass.
"""

import math
import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus import UNKNOWN, Taught
from firsthand.engines.encoder import marks_of
from recipe import Recipe

_START, _END = 101, 102
"""[CLS] and [SEP] of the vocabulary; a pair with [CLS] says that there is none."""
_NOBODY = np.zeros(1, np.int32)
"""The place of [CLS] in its window."""
_FEW = 8
"""A window of no more pieces is left out: there is too little round its words."""
_LEAST_FIRST = 64
"""Pieces of an article's first window, at least."""

Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Window(NamedTuple):
    """The pieces [first, last) of an article."""

    article: Taught
    first: int
    last: int


class Batch(NamedTuple):
    """Windows side by side, with their marks at the ends, filled up to the longest: B windows, L places."""

    ids: Counts
    marks: Counts
    mask: Counts
    roles: Counts
    names: Counts
    cue: Flags
    source: Flags
    """B x L x L: whether the second place is in the cue, and in the source, of the first."""


def windows(article: Taught, size: int, offset: int) -> Iterator[Window]:
    """The article's windows, in order; the first ends at `offset`, the others are `size` long."""
    n = len(article.pieces)
    for at in range(offset - size, n, size):
        first, last = max(at, 0), min(at + size, n)
        if last - first > _FEW:
            yield Window(article, first, last)


def passes(recipe: Recipe, articles: Sequence[Taught]) -> Iterator[list[Window]]:
    """For each pass the windows in the order in which they are seen; the same for the same recipe and articles."""
    dice = random.Random(recipe.seed + recipe.order)  # noqa: S311 # the same windows again are the point
    for _ in range(recipe.passes):
        seen: list[Window] = []
        for article in articles:
            seen += windows(article, recipe.window, dice.randint(min(_LEAST_FIRST, recipe.window), recipe.window))
        dice.shuffle(seen)
        yield seen


def steps_a_pass(recipe: Recipe, articles: Sequence[Taught]) -> int:
    """How many steps a pass has, nearly: an article has half a window more than its length says."""
    return math.ceil(sum(len(a.pieces) / recipe.window + 0.5 for a in articles) / recipe.batch)


def batch_of(rows: Sequence[Window], blind: str = "") -> Batch:
    """The inputs of `rows` and what is right for them; of pieces nothing is told that `blind` names (see Recipe)."""
    b, n = len(rows), max(row.last - row.first for row in rows) + 2
    ids, marks, mask = (np.zeros((b, n), np.int64) for _ in range(3))
    roles, names = (np.full((b, n), UNKNOWN, np.int64) for _ in range(2))
    cue, source = (np.zeros((b, n, n), np.bool_) for _ in range(2))
    for i, (article, first, last) in enumerate(rows):
        p, end = article.pieces, last - first + 1
        here = slice(first, last)
        ids[i, 0], ids[i, 1:end], ids[i, end] = _START, p.ids[here], _END
        told = (getattr(p, name)[here] * (name not in blind) for name in ("case", "gap", "quoted"))
        marks[i, 1:end] = marks_of(*told)
        mask[i, : end + 1] = 1
        roles[i, 1:end] = article.roles[here]
        names[i, 1:end] = article.names[here]
        _pair(rows[i], cue[i], source[i])
    return Batch(ids, marks, mask, roles, names, cue, source)


def _pair(row: Window, cue: Flags, source: Flags) -> None:
    """Set which place seeks which; nothing is said of what seeks beyond the window."""
    article, first, last = row
    belongs = article.attribution[first:last]
    for place in np.unique(belongs[belongs >= 0]).tolist():
        sought = article.cues[place]
        cue_here = _within(row, sought)
        mine = np.flatnonzero(belongs == place) + 1
        if 0 < len(cue_here) == len(sought):
            cue[np.ix_(mine[~np.isin(mine, cue_here)], cue_here)] = True
        wanted = article.sources[place]
        source_here = _within(row, wanted)
        if len(source_here) == len(wanted):
            source[np.ix_(cue_here, source_here if len(wanted) else _NOBODY)] = True


def _within(row: Window, pieces: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Those of `pieces` that lie in the window, as places of its row."""
    return pieces[(pieces >= row.first) & (pieces < row.last)] - row.first + 1
