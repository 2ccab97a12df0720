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


def find_notices(
    lines: Sequence[Line], head: Masthead, book: Phrasebook, *, copied: bool, marked: Sequence[Notice] = ()
) -> tuple[Notice, ...]:
    """The furniture among `lines`, in text order, without overlaps. `copied` text has menus, too.

    `marked` are notices by the markup of a page; what the words of a line say goes before them.
    """
    found = _Marks(head.notices)
    for line in lines:
        kind = book.kind_of(line)
        if kind is not None and (kind is not NoticeKind.WIDGET_HEADING or line.short):
            found.add(line.span, kind)
    for notice in marked:
        found.add(notice.span, notice.kind)
    for line, kind in (*find_boxes(lines, book), *find_repeats(lines, head.title)):
        found.add(line.span, kind)
    for span, kind in _sentences(lines, book):
        found.add(span, kind)
    if copied:
        for line in find_menus(lines, found.kinds(lines)):
            found.add(line.span, NoticeKind.OTHER)
    return found.notices()


class _Marks:
    """Notices in the making: a later one is dropped where it meets an earlier one."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        self._by_start = {n.span.start: n for n in notices}

    def add(self, span: Span, kind: NoticeKind) -> None:
        self._by_start.setdefault(span.start, Notice(span=span, kind=kind))

    def kinds(self, lines: Sequence[Line]) -> dict[int, NoticeKind]:
        """What the lines that are wholly marked are, by their numbers."""
        at = self._by_start
        return {
            line.number: at[line.span.start].kind
            for line in lines
            if line.span.start in at and at[line.span.start].span.end >= line.span.end
        }

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
    for line in lines:
        quoted = _Quoted(line.text)
        for match in book.sentence.finditer(line.text):
            if not quoted.at(match.start()):
                span = _sentence(line, match.start())
                if span is not None:
                    yield span, kinds[match[0].lower()]


class _Quoted:
    """Tells of rising places in one line whether they lie between quotation marks; counts each mark once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._seen = 0
        self._curly = self._straight = 0

    def at(self, place: int) -> bool:
        """Whether a quotation is open before `place`."""
        self._curly += self._text.count("“", self._seen, place) - self._text.count("”", self._seen, place)
        self._straight += self._text.count('"', self._seen, place)
        self._seen = place
        return self._curly > 0 or self._straight % 2 == 1


def _sentence(line: Line, start: int) -> Span | None:
    """The sentence of `line` that begins at `start`, if one does, and ends soon."""
    if start and not _SENTENCE_START.search(line.text, max(start - 8, 0), start):
        return None
    stop = start + _LONGEST_SENTENCE
    end = _SENTENCE_END.search(line.text, start, stop)
    if end is None and len(line.text) > stop:
        return None
    return Span(line.span.start + start, line.span.start + (end.end() if end else len(line.text)))
