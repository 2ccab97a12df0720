"""What is sought that was not marked? Cues and sources that only the links show.

A content may seek "made it plain" where no word was likely enough, by itself, to be called a cue; then what most of
its pieces seek is its cue all the same. On PolNeAR dev such cues give 2 % more statements, and such sources .9
points of end-to-end F1.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from firsthand.engines.encoder import Floats, Links
from firsthand.engines.pieces import Ints
from firsthand.engines.tags import Role
from firsthand.read.spans import Stretch

_LEAST = 0.5
"""The share of a stretch's seeking that must fall on words for them to be marked. From .2 to .6, end-to-end F1 on
PolNeAR dev differs by .2."""
_BESIDE = 0.2
"""The probability of the role from which on a neighbouring word belongs to them."""


def with_sought(stretches: Sequence[Stretch], role: Role, links: Links, chances: Floats, words: Ints) -> list[Stretch]:
    """The same stretches with those in `role` that others seek more than all that there are in it, and than nobody.

    `links` say what is sought by whom, `chances` how likely each piece is in `role`. Contents make room for what is
    new.
    """
    seeker = Role.CONTENT if role is Role.CUE else Role.CUE
    state = np.zeros(len(words), np.int8)
    for stretch in stretches:
        if stretch.role is not Role.CONTENT:
            state[stretch.first : stretch.last] = _TAKEN if stretch.role is role else _OTHER
    seekers = _who_may_find([stretch for stretch in stretches if stretch.role is seeker], links, state)
    if not seekers:
        return list(stretches)
    edges = np.flatnonzero(np.diff(words, prepend=-1, append=len(words) + 1))
    new = []
    for stretch in seekers:
        found = _sought(stretch, links, state, chances, edges)
        if found:
            first, last = found
            state[first:last] = _TAKEN
            new.append(Stretch(role, first, last, float(chances[first:last].mean())))
    return _with_room(stretches, new) if new else list(stretches)


def _who_may_find(seekers: Sequence[Stretch], links: Links, state: npt.NDArray[np.int8]) -> list[Stretch]:
    """The stretches that seek, with enough of their seeking, what is in no role: few, of those that the labels show."""
    free = np.append(0, np.where(state[links.sought] == 0, links.shares, 0).cumsum(dtype=np.float64))
    firsts, lasts = (np.array([edge(stretch) for stretch in seekers], np.int32) for edge in (_FIRST, _LAST))
    before, up_to = (free[links.seekers.searchsorted(edges)] for edges in (firsts, lasts))
    enough = up_to - before >= (_LEAST - _ROUNDING) * (lasts - firsts)
    return [seekers[place] for place in enough.nonzero()[0]]


_ROUNDING = 1e-6
"""What sums of shares may differ by, taken in another order."""
_TAKEN, _OTHER = 1, 2


def _sought(
    stretch: Stretch, links: Links, state: npt.NDArray[np.int8], chances: Floats, edges: npt.NDArray[np.int64]
) -> tuple[int, int] | None:
    """The whole words, [first, last) in pieces, that a stretch seeks, where they are in no other role."""
    here = slice(*np.searchsorted(links.seekers, [stretch.first, stretch.last]))
    sought = links.sought[here]
    if not len(sought):
        return None
    low = int(sought.min())
    shares = np.bincount(sought - low, weights=links.shares[here]) / (stretch.last - stretch.first)
    about = state[low : low + len(shares)]
    free = np.where(about == 0, shares, 0.0)
    best = int(free.argmax())
    word = int(np.searchsorted(edges, low + best, side="right")) - 1
    first = last = word
    while first > 0 and _belongs(edges, first - 1, state, chances):
        first -= 1
    while last + 2 < len(edges) and _belongs(edges, last + 1, state, chances):
        last += 1
    start, end = int(edges[first]), int(edges[last + 1])
    share = free[max(start - low, 0) : end - low].sum()
    nobody = links.nobody[stretch.first : stretch.last].mean()
    if share < _LEAST or share <= nobody or share <= shares[about == _TAKEN].sum() or state[start:end].any():
        return None
    return start, end


def _belongs(edges: npt.NDArray[np.int64], word: int, state: npt.NDArray[np.int8], chances: Floats) -> bool:
    """Whether a word beside a new stretch is part of it."""
    here = slice(int(edges[word]), int(edges[word + 1]))
    return not state[here].any() and float(chances[here].mean()) > _BESIDE


def _with_room(stretches: Sequence[Stretch], new: Sequence[Stretch]) -> list[Stretch]:
    """All of them in order, contents cut where something new lies in them."""
    in_order = sorted(new, key=_FIRST)
    kept = [piece for stretch in stretches for piece in _without(stretch, in_order)]
    return sorted([*kept, *new], key=_FIRST)


_FIRST, _LAST = attrgetter("first"), attrgetter("last")


def _without(stretch: Stretch, new: Sequence[Stretch]) -> Iterator[Stretch]:
    """What is left of a stretch beside those of `new` that lie in it; they are in order and do not overlap."""
    inside = new[bisect_right(new, stretch.first, key=_LAST) : bisect_left(new, stretch.last, key=_FIRST)]
    if not inside:
        yield stretch
        return
    edges = [stretch.first, *(edge for one in inside for edge in one[1:3]), stretch.last]
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        if last > first:
            yield stretch._replace(first=first, last=last)
