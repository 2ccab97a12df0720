"""Which parts of the text are not the article? Page furniture, by what it says and by where it stands.

"Advertisement" between two paragraphs, the box of related stories, "To suggest a correction, write to us": all of
it stays in the text, marked, so that no statement is read from it. A lost word of the article is worse than a
notice that is kept, so a rule must be sure of the whole line.

The order is the order of certainty: what the masthead says, phrases, boxes about other stories, sentences within
lines, and last what lies in menus. The first that speaks for a line decides on its kind.
"""

import re
from collections.abc import Iterator, Sequence

from firsthand.ingest.amendments import find_amendments, slug_of
from firsthand.ingest.lines import Line, fold_line
from firsthand.ingest.masthead import Masthead
from firsthand.ingest.menus import find_menus
from firsthand.ingest.phrasebook import Phrasebook
from firsthand.ingest.widgets import find_boxes, find_repeats
from firsthand.model.coverage import Note, NoteKind, Notice, NoticeKind
from firsthand.model.span import Span

_LONGEST_SENTENCE = 300
_WHOLE_PAGE_LINES = 20
"""So many lines of menus make a page copied whole, on which the weights know better than a phrase."""

_DOUBTFUL = frozenset({NoticeKind.RELATED_STORY_TEASER, NoticeKind.OTHER, NoticeKind.NEWSLETTER, NoticeKind.SHARE})
"""Kinds that a paragraph of the article is taken for: of 16 that weigh like the article's, 7 are."""

_LONE_NOTE = Note(kind=NoteKind.CORRECTION)
"""What a phrase of the book tells of a note that says no more."""

_SENTENCE_START = re.compile(r"[.!?…][\"”’)]*\s+$")
_SENTENCE_END = re.compile(r"[.!?](?=[\"”’)\s]|$)")


def find_notices(
    lines: Sequence[Line], head: Masthead, book: Phrasebook, *, copied: bool, marked: Sequence[Notice] = ()
) -> tuple[Notice, ...]:
    """The furniture among `lines`, in text order, without overlaps. `copied` text has menus, too.

    `marked` are notices by the markup of a page; what the words of a line say goes before them.
    """
    found = sure_marks(lines, head, book, marked)
    found.slug(headline_number(lines, head), lines, book.language)
    if copied:
        _weighed(lines, head, found)
    return found.notices()


class Marks:
    """Notices in the making: a later one is dropped where it meets an earlier one."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        self._by_start = {n.span.start: n for n in notices}

    def add(self, span: Span, kind: NoticeKind, note: Note | None = None) -> None:
        """Mark `span`, unless something is marked there."""
        self._by_start.setdefault(span.start, Notice(span=span, kind=kind, note=note))

    def slug(self, headline: int | None, lines: Sequence[Line], language: str) -> None:
        """Mark what an agency sets before a headline ("CORRECTED-") by itself, the headline behind it."""
        slug = slug_of(lines[headline].text, language) if headline is not None else None
        if headline is None or slug is None:
            return
        span, (end, kind) = lines[headline].span, slug
        mark = Span(span.start, span.start + len(lines[headline].text[:end].rstrip()))
        self._by_start[span.start] = Notice(span=mark, kind=NoticeKind.CORRECTION_NOTE, note=Note(kind=kind))
        rest = lines[headline].text[end:]
        self.add(Span(span.end - len(rest.lstrip()), span.end), NoticeKind.OTHER)

    def withdraw(self, span: Span) -> None:
        """Forget the notice that begins where `span` does."""
        self._by_start.pop(span.start, None)

    def kinds(self, lines: Sequence[Line]) -> dict[int, NoticeKind]:
        """What the lines that are wholly marked are, by their numbers."""
        at = self._by_start
        return {
            line.number: at[line.span.start].kind
            for line in lines
            if line.span.start in at and at[line.span.start].span.end >= line.span.end
        }

    def notices(self) -> tuple[Notice, ...]:
        """The notices in text order, without those that meet an earlier one."""
        kept: list[Notice] = []
        for _, notice in sorted(self._by_start.items()):
            if not kept or notice.span.start >= kept[-1].span.end:
                kept.append(notice)
        return tuple(kept)


def headline_number(lines: Sequence[Line], head: Masthead) -> int | None:
    """The number of the line that is the headline, when the text says its headline itself."""
    folded = fold_line(head.title) if head.title else ""
    starts = {n.span.start for n in head.notices if n.kind is NoticeKind.OTHER}
    return next((x.number for x in lines if x.span.start in starts and x.folded == folded), None) if folded else None


def sure_marks(lines: Sequence[Line], head: Masthead, book: Phrasebook, marked: Sequence[Notice] = ()) -> Marks:
    """What masthead, phrases, the page's markup (`marked`) and boxes tell, before the lines are weighed."""
    found = Marks(head.notices)
    for amendment in find_amendments(lines, book.language):
        found.add(amendment.span, NoticeKind.CORRECTION_NOTE, amendment.note)
    for line in lines:
        kind = book.kind_of(line)
        if kind is not None and (kind is not NoticeKind.WIDGET_HEADING or line.short):
            found.add(line.span, kind, _LONE_NOTE if kind is NoticeKind.CORRECTION_NOTE else None)
    for notice in marked:
        found.add(notice.span, notice.kind, _LONE_NOTE if notice.kind is NoticeKind.CORRECTION_NOTE else None)
    for line, kind in (*find_boxes(lines, book), *find_repeats(lines, head.title)):
        found.add(line.span, kind)
    for span, kind in _sentences(lines, book):
        found.add(span, kind)
    return found


def _weighed(lines: Sequence[Line], head: Masthead, found: Marks) -> None:
    """Add the menus of a page copied whole, and withdraw marks of paragraphs that weigh like the article's."""
    marked = found.kinds(lines)
    menus = find_menus(lines, marked, headline_number(lines, head))
    for line in menus.lines:
        found.add(line.span, NoticeKind.OTHER)
    if len(menus.lines) >= _WHOLE_PAGE_LINES:
        for line in lines:
            if line.prose and marked.get(line.number) in _DOUBTFUL and menus.odds[line.number] < 0:
                found.withdraw(line.span)


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
