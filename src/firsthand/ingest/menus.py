"""Which lines lie in menus, lists of stories and footers? Those that are far from the prose, and weigh like it.

A page copied whole has hundreds of lines before and after the article: entries of menus, headlines of other
stories, names of sections. Each alone might be a subheading; twenty in a row are not. The stretches of prose that
weigh most are the article. What lies between and around them is a menu if it has many lines; but a list of the
article's (results, dates of a tour) stands next to it, so that the border is moved to where the lines begin to weigh
like a menu: everything up to there is kept.

The bounds were tried on 310 pages copied whole, labelled line by line, weighed by weights learnt from the other half
of their hosts: F1 90.3 % over lines, 0.44 % of the articles' characters dropped (English: 90.8 and 0.41 %), a third of
which are copyright lines and boxes that the labels call article. Without the weights it was 94.0 % and 0.95 % in
English: the lines that are kept now are short ones next to the article.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from firsthand.ingest.lines import Line
from firsthand.ingest.stretches import MOST_WORDS, heavy_stretches
from firsthand.ingest.weighing import weigh
from firsthand.model.coverage import NoticeKind

_MENU_LINES = 5
"""So many lines that are no prose must stand on one side of the article to be a menu."""

_BORDER = 4.5
"""The log odds from which a line next to the article speaks for a menu. Tried: 4 drops 1.1 % of the English
articles' characters for 2.1 points of F1; 5 drops as much as 4.5 and costs 2 points."""

_MOST_ODDS = 5.5
_LEAST_ODDS = -4.0
"""No line counts for more: one that is sure must not outweigh the ten of a list."""

_LEAST_EVIDENCE = 4.0
"""What lines next to an article must gather to be kept; less is an entry or two of the footer. Tried:
1 to 12; 8 drops a third more of the articles."""

_ISLAND_ODDS = 0.0
"""A stretch of prose beside the heaviest is the article's only if its lines weigh less on average: comments and
biographies of authors are prose, too. 186 of 190 lines in such stretches are notices."""

_INNER_LINES = 4
_INNER_ODDS = 5.5
"""Runs of so many short lines within the article that weigh so much on average are boxes: 5 drops twice as much."""


class Menus(NamedTuple):
    """The lines that lie in menus, in order, and for every line the log odds that it is a notice."""

    lines: tuple[Line, ...] = ()
    odds: Sequence[float] = ()


def find_menus(lines: Sequence[Line], marked: Mapping[int, NoticeKind], headline: int | None = None) -> Menus:
    """The menus and lists among `lines`; those that are `marked` already (by number) are no article. Linear.

    `headline` is the number of the line that is the headline, where it is known.
    """
    if len(lines) <= _MENU_LINES or not _may_hold(lines, marked):
        return Menus()
    odds = weigh(lines, marked, headline)
    page = _Page(lines, marked, [max(_LEAST_ODDS, min(o, _MOST_ODDS)) for o in odds])
    return Menus(tuple(page.menus()), odds)


def _may_hold(lines: Sequence[Line], marked: Mapping[int, NoticeKind]) -> bool:
    """Whether there are enough lines in one place for a menu or a box; weighing them costs more than to see that."""
    run = 0
    for line in lines:
        run = run + 1 if line.short or line.number in marked else 0
        if run >= _INNER_LINES:
            return True
    stretches = heavy_stretches(lines, marked)
    if not stretches:
        return False
    start, end = max(stretches, key=lambda s: _words(lines, marked, s))
    return max(_entries(lines[:start], marked), _entries(lines[end:], marked)) >= _MENU_LINES


def _words(lines: Sequence[Line], marked: Mapping[int, NoticeKind], stretch: tuple[int, int]) -> int:
    """The words of prose in a stretch."""
    prose = (line for line in lines[slice(*stretch)] if line.prose and line.number not in marked)
    return sum(min(line.words, MOST_WORDS) for line in prose)


def _entries(lines: Sequence[Line], marked: Mapping[int, NoticeKind]) -> int:
    """How many of `lines` may be entries of a menu.

    What is known for something else is no evidence: a box of another story, with an advertisement, may stand before
    a last paragraph.
    """
    return sum(not x.prose and marked.get(x.number, NoticeKind.OTHER) is NoticeKind.OTHER for x in lines)


class _Page:
    """The lines of one page with what is known of each."""

    def __init__(self, lines: Sequence[Line], marked: Mapping[int, NoticeKind], odds: Sequence[float]) -> None:
        self._lines = lines
        self._marked = marked
        self._odds = odds

    def menus(self) -> Iterator[Line]:
        """All lines of menus."""
        body = self.body()
        if not body:
            return
        yield from self.menu(0, body[0][0], above=False, below=True)
        for at, (start, end) in enumerate(body):
            yield from self.boxes(start, end)
            last = at + 1 == len(body)
            yield from self.menu(end, len(self._lines) if last else body[at + 1][0], above=True, below=not last)

    def body(self) -> list[tuple[int, int]]:
        """The stretches that are the article: the one with most words of prose, and others that weigh like one."""
        stretches = heavy_stretches(self._lines, self._marked)
        heaviest = max(stretches, key=lambda s: _words(self._lines, self._marked, s), default=None)
        return [s for s in stretches if s == heaviest or self._mean(range(*s)) < _ISLAND_ODDS]

    def _mean(self, places: Sequence[int]) -> float:
        return sum(self._odds[at] for at in places) / len(places)

    def menu(self, start: int, end: int, *, above: bool, below: bool) -> Iterator[Line]:
        """The menu between `start` and `end`, without the lists that belong to the article `above` and `below`."""
        if _entries(self._lines[start:end], self._marked) < _MENU_LINES:
            return
        odds = [_BORDER if at in self._marked else self._odds[at] for at in range(start, end)]
        kept = _belonging(odds) if above else 0
        tail = _belonging(odds[::-1]) if below else 0
        yield from self._lines[start + kept : end - tail]

    def boxes(self, start: int, end: int) -> Iterator[Line]:
        """Runs of short lines within the article that are none of it, but for the last, which may head what follows."""
        breaks = [at for at in range(start, end) if not (self._lines[at].short or at in self._marked)]
        for before, after in pairwise([start - 1, *breaks]):
            run = range(before + 1, after)
            if len(run) >= _INNER_LINES and self._mean(run) > _INNER_ODDS:
                yield from self._lines[run[0] : run[-1]]


def _belonging(odds: Sequence[float]) -> int:
    """How many of the lines next to an article (the nearest first) are its: up to where the sum speaks most for it."""
    total, most = 0.0, _LEAST_EVIDENCE
    count = 0
    for at, value in enumerate(odds):
        total += _BORDER - value
        if total > most:
            most, count = total, at + 1
    return count
