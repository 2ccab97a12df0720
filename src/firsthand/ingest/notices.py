"""Which parts of the text are not the article? Page furniture, by what it says and by where it stands.

"Advertisement" between two paragraphs, the box of related stories, "To suggest a correction, write to us": all of
it stays in the text, marked, so that no statement is read from it. A lost word of the article is worse than a
notice that is kept, so a rule must be sure of the whole line.

The order is the order of certainty: what the masthead says, phrases, boxes about other stories, sentences within
lines, and last what lies in menus. The first that speaks for a line decides on its kind.
"""

import re
from collections.abc import Iterator, Sequence

from firsthand.ingest.lines import Line
from firsthand.ingest.masthead import Masthead
from firsthand.ingest.menus import find_menus
from firsthand.ingest.phrasebook import Phrasebook
from firsthand.ingest.widgets import find_boxes, find_repeats
from firsthand.model.coverage import Notice, NoticeKind
from firsthand.model.span import Span

_LONGEST_SENTENCE = 300
_SENTENCE_START = re.compile(r"[.!?…][\"”’)]*\s+$")
_SENTENCE_END = re.compile(r"[.!?](?=[\"”’)\s]|$)")


def find_notices(lines: Sequence[Line], head: Masthead, book: Phrasebook, *, copied: bool) -> tuple[Notice, ...]:
    """The furniture among `lines`, in text order, without overlaps. `copied` text has menus, too."""
    found = _Marks(head.notices)
    for line in lines:
        kind = book.kind_of(line)
        if kind is not None and (kind is not NoticeKind.WIDGET_HEADING or line.short):
            found.add(line.span, kind)
    for line, kind in (*find_boxes(lines, book), *find_repeats(lines, head.title)):
        found.add(line.span, kind)
    for span, kind in _sentences(lines, book):
        found.add(span, kind)
    if copied:
        for line in find_menus(lines, found.numbers(lines)):
            found.add(line.span, NoticeKind.OTHER)
    return found.notices()


class _Marks:
    """Notices in the making: a later one is dropped where it meets an earlier one."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        self._by_start = {n.span.start: n for n in notices}

    def add(self, span: Span, kind: NoticeKind) -> None:
        self._by_start.setdefault(span.start, Notice(span=span, kind=kind))

    def numbers(self, lines: Sequence[Line]) -> frozenset[int]:
        """The lines that are wholly marked."""
        ends = {n.span.start: n.span.end for n in self._by_start.values()}
        return frozenset(line.number for line in lines if ends.get(line.span.start, -1) >= line.span.end)

    def notices(self) -> tuple[Notice, ...]:
        kept: list[Notice] = []
        for _, notice in sorted(self._by_start.items()):
            if not kept or notice.span.start >= kept[-1].span.end:
                kept.append(notice)
        return tuple(kept)


def _sentences(lines: Sequence[Line], book: Phrasebook) -> Iterator[tuple[Span, NoticeKind]]:
    """Sentences that are furniture by themselves: "This is a developing story. Read more about the bridge here."."""
    if not book.sentences:
        return
    kinds = dict(book.sentences)
    pattern = re.compile("|".join(re.escape(p) for p in sorted(kinds, key=len, reverse=True)), re.IGNORECASE)
    for line in lines:
        for match in pattern.finditer(line.text):
            span = _sentence(line, match.start())
            if span is not None:
                yield span, kinds[match[0].lower()]


def _sentence(line: Line, start: int) -> Span | None:
    """The sentence of `line` that begins at `start`, if one does, outside quotation marks, and ends soon."""
    before = line.text[max(start - 8, 0) : start]
    if start and not _SENTENCE_START.search(before):
        return None
    if line.text.count("“", 0, start) != line.text.count("”", 0, start) or line.text.count('"', 0, start) % 2:
        return None
    end = _SENTENCE_END.search(line.text, start)
    stop = end.end() if end else len(line.text)
    if stop - start > _LONGEST_SENTENCE:
        return None
    return Span(line.span.start + start, line.span.start + stop)
