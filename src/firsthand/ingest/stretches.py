"""Where on a page copied whole is the prose? The stretches of lines that weigh most.

Every line is weighed, a paragraph by its words, a short line against it; a subheading between two paragraphs does
not part them, twenty entries of a menu do.
"""

from collections.abc import Mapping, Sequence

from firsthand.ingest.lines import PROSE_WORDS, SHORT_WORDS, Line
from firsthand.model.coverage import NoticeKind

MOST_WORDS = 60
"""What one paragraph can weigh: a footer of 300 words is one line, and no article."""

_SHORT_WEIGHS = -9.0
_SHORT_WORD_WEIGHS = 0.5
"""An entry of one word weighs -8.5, a headline of 14 words -2: the longer, the likelier a list of the article's."""

_MARKED_WEIGHS = -6.0
_ISLAND_WEIGHS = 60.0
"""What a stretch must weigh to be kept beside the heaviest one."""

_DIGIT_WORDS = 4
"""A line of so many words with a number in it may be of a list that belongs to the article next to it."""


def heavy_stretches(lines: Sequence[Line], marked: Mapping[int, NoticeKind]) -> tuple[tuple[int, int], ...]:
    """Where the prose is, as half-open ranges of line numbers in order; lines `marked` already speak against it."""
    return _stretches([_weight(line, line.number in marked) for line in lines])


def _weight(line: Line, marked: bool) -> float:  # noqa: FBT001 - an inner step
    """How much `line` speaks for an article where it stands."""
    if marked:
        return _MARKED_WEIGHS
    if line.prose:
        return min(line.words, MOST_WORDS)
    if line.closed:
        return min(line.words, PROSE_WORDS)
    if line.words > SHORT_WORDS:
        return line.words / 4
    if line.words >= _DIGIT_WORDS and any(c.isdigit() for c in line.text):
        return 0.0
    return min(_SHORT_WEIGHS + _SHORT_WORD_WEIGHS * line.words, 0.0)


def _stretches(weights: Sequence[float]) -> tuple[tuple[int, int], ...]:
    """The heaviest stretch, and all others that weigh enough, in order.

    All maximal stretches in one pass, after Ruzzo and Tompa (1999): `left` and `right` are the sums before and
    after a stretch, `links` lead to the last stretch that begins lower.
    """
    found: list[tuple[int, int]] = []
    left: list[float] = []
    right: list[float] = []
    links: list[int] = []
    total = 0.0
    for at, weight in enumerate(weights):
        total += weight
        if weight <= 0:
            continue
        start, low, high = at, total - weight, total
        link = _lower(left, links, len(found) - 1, low)
        while link >= 0 and right[link] < high:
            start, low = found[link][0], left[link]
            below = links[link]
            del found[link:], left[link:], right[link:], links[link:]
            link = below
        found.append((start, at + 1))
        left.append(low)
        right.append(high)
        links.append(link)
    heaviest = max((high - low for low, high in zip(left, right, strict=True)), default=0.0)
    least = min(_ISLAND_WEIGHS, heaviest)
    return tuple(s for s, low, high in zip(found, left, right, strict=True) if high - low >= least)


def _lower(left: Sequence[float], links: Sequence[int], at: int, low: float) -> int:
    """The last stretch, from `at` down, that begins lower than `low`; -1 when none does."""
    while at >= 0 and left[at] >= low:
        at = links[at]
    return at
