"""Which lines lie in menus, lists of stories and footers? Those that are far from where the prose is.

A page copied whole has hundreds of lines before and after the article: entries of menus, headlines of other
stories, names of sections. Each alone might be a subheading; twenty in a row are not. Every line is weighed, a
paragraph by its words, a short line against it; the stretches that weigh enough are the article, and what is left
between and around them is a menu if it has many lines.

The weights and bounds were tried on 199 English pages copied whole, labelled line by line: 94.0 % F1 over lines with
the phrases, and 0.95 % of the articles' characters dropped, some of them copyright lines and the like that the labels
call article. On 67 German pages, which were not looked at: 93.8 % and 0.9 %.
"""

from collections.abc import Iterator, Mapping, Sequence

from firsthand.ingest.lines import PROSE_WORDS, SHORT_WORDS, Line
from firsthand.model.coverage import NoticeKind

_MOST_WORDS = 60
"""What one paragraph can weigh: a footer of 300 words is one line, and no article."""

_SHORT_WEIGHS = -9.0
_SHORT_WORD_WEIGHS = 0.5
"""An entry of one word weighs -8.5, a headline of 14 words -2: the longer, the likelier a list of the article's."""

_MARKED_WEIGHS = -6.0
_ISLAND_WEIGHS = 60.0
"""What a stretch must weigh to be kept beside the heaviest one."""

_LIST_WORDS = 5
_DIGIT_WORDS = 4
"""Lines of so many words, or with a number in them, may be a list that belongs to the article next to it."""

_LIST_LINES_AFTER = 40
_LINES_BEFORE = 3
_MENU_LINES = 5
"""So many lines that are no prose must stand on one side of the article to be a menu."""

_GAP_WORDS = 5.0
_INNER_LINES = 8
_INNER_WORDS = 3.0
"""Between two stretches, and within one, only lists of very short lines are menus: the article has lists, too."""


def find_menus(lines: Sequence[Line], marked: Mapping[int, NoticeKind]) -> Iterator[Line]:
    """Lines of menus and lists, in order; those that are `marked` already (by number) are no article. Linear."""
    stretches = _stretches([_weight(line, line.number in marked) for line in lines])
    if not stretches:
        return
    kept = _widened(stretches, lines, marked)
    yield from _if_menu(lines[: kept[0][0]], marked, _MENU_LINES, SHORT_WORDS)
    for at, (start, end) in enumerate(kept):
        yield from _inner(lines[start:end], marked)
        if at + 1 < len(kept):
            yield from _if_menu(lines[end : kept[at + 1][0]], marked, _MENU_LINES, _GAP_WORDS)
    yield from _if_menu(lines[kept[-1][1] :], marked, _MENU_LINES, SHORT_WORDS)


def _weight(line: Line, marked: bool) -> float:  # noqa: FBT001 - an inner step
    """How much `line` speaks for an article where it stands."""
    if marked:
        return _MARKED_WEIGHS
    if line.prose:
        return min(line.words, _MOST_WORDS)
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


def _widened(
    kept: Sequence[tuple[int, int]], lines: Sequence[Line], marked: Mapping[int, NoticeKind]
) -> tuple[tuple[int, int], ...]:
    """`kept` with the lists that follow a stretch, and the few lines (a standfirst) that lead to it."""

    def listed(number: int) -> bool:
        return number not in marked and lines[number].words >= _LIST_WORDS

    starts = []
    floor = 0
    for start, end in kept:
        first = start
        while first > max(floor, start - _LINES_BEFORE) and listed(first - 1):
            first -= 1
        starts.append(first)
        floor = end
    ends = []
    for (_, end), ceiling in zip(kept, [*starts[1:], len(lines)], strict=True):
        last = end
        while last < min(ceiling, end + _LIST_LINES_AFTER) and listed(last):
            last += 1
        ends.append(last)
    return tuple(zip(starts, ends, strict=True))


def _if_menu(lines: Sequence[Line], marked: Mapping[int, NoticeKind], least: int, words: float) -> Iterator[Line]:
    """All of `lines`, when `least` of them or more are no prose, and have at most so many `words` on average.

    What is known for something else than a menu is no evidence: a box of another story, with an advertisement, may
    stand before a last paragraph.
    """
    entries = [
        line.words for line in lines if not line.prose and marked.get(line.number, NoticeKind.OTHER) is NoticeKind.OTHER
    ]
    if len(entries) >= least and sum(entries) <= words * len(entries):
        yield from lines


def _inner(lines: Sequence[Line], marked: Mapping[int, NoticeKind]) -> Iterator[Line]:
    """Runs of short lines within the article, but for the last of a run, which may head what follows."""
    run: list[Line] = []
    for line in lines:
        if line.short or line.number in marked:
            run.append(line)
        else:
            yield from _if_menu(run[:-1], {}, _INNER_LINES - 1, _INNER_WORDS)
            run = []
