"""Which lines belong to a box about other stories? Headlines round a box's heading, and the teasers in it.

    Ferry fares rise again            <- the alternative text of the box's picture
    Other topics of interest          <- its heading
    Ferry fares rise again            <- the headline
    The price of a crossing ...       <- a teaser, often newer than the article around it

A headline that is repeated round the heading is sure, and so is the one paragraph after it. Without the repeat
only lines that look like headlines are taken: a lost sentence of the article is worse than a teaser kept.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from firsthand.ingest.lines import Line
from firsthand.ingest.phrasebook import Phrasebook
from firsthand.model.coverage import NoticeKind

_BOX_LINES = 12
"""How far a box reaches from its heading."""

_HEADLINE_WORDS = 3
_HEADING_WORDS = 5
_TEASER_WORDS = 70
_TIMES = 3
"""A line that stands more often heads the tables of an article ("Player Plays Points")."""


def find_boxes(lines: Sequence[Line], book: Phrasebook) -> Iterator[tuple[Line, NoticeKind]]:
    """Lines that belong to boxes about other stories, the headings included."""
    for line in lines:
        if line.short and book.kind_of(line) is NoticeKind.WIDGET_HEADING:
            yield line, NoticeKind.WIDGET_HEADING
            yield from _box(lines, line.number, book)


def _box(lines: Sequence[Line], heading: int, book: Phrasebook) -> Iterator[tuple[Line, NoticeKind]]:
    """What is in the box whose heading is line `heading`."""
    before = lines[heading - 1] if heading else None
    inside = lines[heading + 1 : heading + 1 + _BOX_LINES]
    headlines = _leading(inside, book)
    if before is not None and any(_same(before, line) for line in headlines[:2]):
        yield before, NoticeKind.RELATED_STORY_HEADLINE
        headlines = headlines[:1]
    elif len(headlines) > 1 and _same(headlines[0], headlines[1]):
        headlines = headlines[:2]
        before = headlines[0]
    else:
        before = None
    for line in headlines:
        yield line, NoticeKind.RELATED_STORY_HEADLINE
    rest = inside[len(headlines) :]
    if before is not None and rest and _is_teaser(rest[0]):
        yield rest[0], NoticeKind.RELATED_STORY_TEASER
    elif before is None and headlines:
        yield from _pairs(rest, book)


def _leading(inside: Sequence[Line], book: Phrasebook) -> Sequence[Line]:
    """The headlines with which the box begins, one under another."""
    count = 0
    while count < len(inside) and _is_headline(inside[count], book):
        count += 1
    return inside[:count]


def _pairs(rest: Sequence[Line], book: Phrasebook) -> Iterator[tuple[Line, NoticeKind]]:
    """Further stories of the box: teaser, headline, teaser ... A teaser counts only when a headline follows it."""
    for teaser, headline in zip(rest[::2], rest[1::2], strict=False):
        if not (_is_teaser(teaser) and _is_headline(headline, book) and not headline.gap):
            return
        yield teaser, NoticeKind.RELATED_STORY_TEASER
        yield headline, NoticeKind.RELATED_STORY_HEADLINE


def _is_teaser(line: Line) -> bool:
    """Whether `line` may be the one paragraph that goes with a headline in a box."""
    return line.closed and line.words <= _TEASER_WORDS


def _is_headline(line: Line, book: Phrasebook) -> bool:
    """Whether `line` looks like the headline of another story."""
    return line.short and line.words >= _HEADLINE_WORDS and book.kind_of(line) is None


def _same(one: Line, other: Line) -> bool:
    return bool(one.folded) and one.folded == other.folded


def find_repeats(lines: Sequence[Line], title: str | None) -> Iterator[tuple[Line, NoticeKind]]:
    """Headlines that stand twice in a row: a picture's alternative text and the link under it.

    A few words right above them, or between them, are the heading of their box, and the paragraph after them its
    teaser; without a heading the paragraph may be the article's.
    """
    again = Counter(line.folded for line in lines)
    for at, line in enumerate(lines):
        if not line.short or line.words <= _HEADLINE_WORDS or line.text == title or again[line.folded] > _TIMES:
            continue
        after = lines[at + 1 : at + 4]
        if after and _same(line, after[0]):
            heading = lines[at - 1] if at and not line.gap and _is_heading(lines[at - 1]) else None
            teaser = after[1:2]
        elif len(after) > 1 and _same(line, after[1]) and _is_heading(after[0]):
            heading = after[0]
            teaser = after[2:3]
        else:
            continue
        yield line, NoticeKind.RELATED_STORY_HEADLINE
        yield next(a for a in after if _same(line, a)), NoticeKind.RELATED_STORY_HEADLINE
        if heading is not None:
            yield heading, NoticeKind.WIDGET_HEADING
            yield from ((t, NoticeKind.RELATED_STORY_TEASER) for t in teaser if _is_teaser(t))


def _is_heading(line: Line) -> bool:
    """Whether `line` may head a box, whatever it says."""
    return line.short and line.words <= _HEADING_WORDS
