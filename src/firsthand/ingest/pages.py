"""What is the article of this web page? Body and metadata out of HTML.

The page of a news site is menus, advertisements and an article somewhere between. It is taken apart once. The body is
taken by trafilatura with `favor_precision` (a sentence of another story is worse than a lost caption), or, where many
pages are read, by resiliparse; `body` then mends and marks it. Title, byline, outlet and dates
come from the page's own metadata, and are guessed only where it has none. Every paragraph is a line of the stored text,
with an empty line between.
"""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml.etree import Comment, LxmlError, strip_elements, tostring
from lxml.html import HtmlElement

from firsthand.ingest.blocks import blocks_of
from firsthand.ingest.body import Line, mended
from firsthand.ingest.dates import parse_date
from firsthand.ingest.draft import Draft
from firsthand.ingest.fragments import parsed
from firsthand.ingest.lines import Line as TextLine
from firsthand.ingest.metadata import describe
from firsthand.ingest.people import byline_of, names_of
from firsthand.ingest.phrasebook import phrasebook
from firsthand.model.coverage import Notice, NoticeKind, Teller
from firsthand.model.errors import NotText
from firsthand.model.span import Span
from firsthand.model.when import When

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD_BYTES = 4096
_BETWEEN = "\n\n"
_DO = "save the text of the article instead"
_SILENT = ("script", "style", "svg", "noscript", "template")
_BULK_SILENT = (*_SILENT, "head", "nav", "iframe", "button", "select", "canvas", "object")
"""What no reading of the body looks into; to take it out once is faster than to pass it several times."""

_FAILURES = (LxmlError, ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError)
"""What trafilatura and htmldate raise over odd pages, none of it on purpose."""


def page_charset(raw: bytes) -> str | None:
    """The charset that a page names in its head, or None."""
    match = _CHARSET.search(raw[:_HEAD_BYTES])
    return match[1].decode("ascii") if match else None


def read_page(draft: Draft, *, bulk: bool = False) -> Draft:
    """`draft` with the article of its markup, and what the page says of itself where the draft does not.

    `bulk` is the fast way, which guesses nothing. Raises TooMuch for markup too large or too deep, NotText when no
    article is found in it.
    """
    page = parsed(draft.markup or "", plain=bulk)
    told = describe(page, draft.url)
    found = told.draft if bulk else _guessed(told.draft, page)
    strip_elements(page, Comment, *(_BULK_SILENT if bulk else _SILENT), with_tail=False)
    extracted = _in_bulk(page) if bulk else _precisely(page, draft.url)
    lines = mended(extracted, blocks_of(page), told.summary, rough=bulk, is_note=_notes_in(told.draft.language))
    if not lines:
        raise NotText(f"expected a page with an article, came one without running text; {_DO}")
    text = _BETWEEN.join(line.text for line in lines)
    given = {name: value for name in _FILLED if (value := getattr(draft, name)) is not None}
    return replace(
        found,
        **given,
        text=text,
        markup=None,
        place=draft.place,
        article=draft.article,
        remarks=draft.remarks,
        notices=tuple(_notices(lines)),
        told_by={**found.told_by, **dict.fromkeys(given, Teller.INPUT), **draft.told_by},
    )


_FILLED = ("title", "byline", "outlet", "published", "modified", "language", "wire", "section", "paywalled")
"""What the input may say itself, and then goes before what the page says; the page knows its address better."""


def _notes_in(language: str | None) -> Callable[[str], bool]:
    """Tells whether a block is a note of correction, by the phrases of a language."""
    book = phrasebook(language or "en")

    def is_note(text: str) -> bool:
        first = text.split("\n", 1)[0]
        line = TextLine(span=Span(0, len(first)), text=first, number=0, gap=True)
        return book.kind_of(line) is NoticeKind.CORRECTION_NOTE

    return is_note


def _notices(lines: tuple[Line, ...]) -> Iterator[Notice]:
    """The lines that the page's markup shows to be none of the article."""
    start = 0
    for line in lines:
        if line.kind is not None:
            yield Notice(span=Span(start, start + len(line.text)), kind=line.kind)
        start += len(line.text) + len(_BETWEEN)


def _precisely(page: HtmlElement, address: str | None) -> list[str]:
    """The lines of the body that trafilatura takes; none where it takes none."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second that only pages are worth
    from trafilatura.settings import Document  # noqa: PLC0415

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # its warnings are our Setbacks
    try:
        found = bare_extraction(page, url=address, favor_precision=True, include_comments=False, with_metadata=False)
    except _FAILURES as error:
        raise NotText(
            f"expected a page with an article, came one that cannot be taken apart ({error}); {_DO}"
        ) from error
    return _lines(found.text or "") if isinstance(found, Document) else []


def _in_bulk(page: HtmlElement) -> list[str]:
    """The lines of the body that resiliparse takes."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - loaded by pages in bulk alone

    markup = tostring(page, encoding="unicode", method="html")
    return _lines(extract_plain_text(markup, main_content=True, alt_texts=False, links=False, noscript=False))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _guessed(told: Draft, page: HtmlElement) -> Draft:
    """`told` with a library's guess at date and authors, where the page itself says neither."""
    published = told.published or _guessed_date(page)
    byline = told.byline or _guessed_byline(page)
    tellers = dict(told.told_by)
    for name, was, found in (("published", told.published, published), ("byline", told.byline, byline)):
        if was is None and found is not None:
            tellers[name] = Teller.GUESS
    return replace(told, published=published, byline=byline, told_by=tellers)


def _guessed_date(page: HtmlElement) -> When | None:
    from htmldate import find_date  # noqa: PLC0415 - only pages without a date are worth it

    try:
        return parse_date(find_date(page, original_date=True, extensive_search=True) or "")
    except _FAILURES:
        return None


def _guessed_byline(page: HtmlElement) -> str | None:
    from trafilatura.metadata import extract_author  # noqa: PLC0415 - only pages without one are worth it

    try:
        found = extract_author(page)
    except _FAILURES:
        return None
    return byline_of(names_of([*(found or "").split("; ")]))
