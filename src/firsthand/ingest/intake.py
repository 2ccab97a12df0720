"""In what order does coverage come in? One capture to its Revisions, on one page.

Decide what the bytes are; decode them; take the drafts out of them (one of a text file or a page, many of JSON
lines or a feed); find what is not the article; fill in what the caller said; give it its ids. What reads pages, feeds
and documents is loaded when there is one: text alone is read without.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from firsthand.ingest.capture import Capture, Kind, kind_of
from firsthand.ingest.charset import Decoded, decode, tidy
from firsthand.ingest.draft import Draft
from firsthand.ingest.jsonlines import read_json, read_lines
from firsthand.ingest.language import language_of
from firsthand.ingest.lines import lines_of
from firsthand.ingest.masthead import Known, Masthead, masthead_of
from firsthand.ingest.notices import find_notices
from firsthand.ingest.phrasebook import phrasebook
from firsthand.ingest.plain import read_markdown, read_plain
from firsthand.ingest.revise import canonical_url
from firsthand.model.coverage import Hints, Revision, Setback, Teller, Told, article_id, revision_id
from firsthand.model.errors import NotText, Unusable
from firsthand.model.ids import ArticleId

_NO_HINTS = Hints()
_LONGEST_CHARACTERS = 20_000_000
"""More than any one article has; longer ones are books or mistakes, and reading them would take minutes."""


def take_in(capture: Capture, hints: Hints = _NO_HINTS, *, bulk: bool = False) -> Iterator[Revision | Setback]:
    """Yield the Revisions that `capture` holds, in its order, and a Setback for what could not be read as it came.

    `hints` fill in only what the coverage does not say. A Setback may stand beside a Revision of the same input:
    it then says what had to be guessed or replaced. `bulk` reads web pages the fast way, see `read_page`. Raises
    nothing for bad input.
    """
    try:
        for found in _drafts(capture):
            if isinstance(found, Setback):
                yield found
            else:
                yield from _revised(found, capture, hints, bulk=bulk)
    except Unusable as error:
        yield Setback(input=capture.where, reason=str(error))


def _drafts(capture: Capture) -> Iterator[Draft | Setback]:
    """The drafts in `capture`, however it is made."""
    kind = kind_of(capture)
    if kind is Kind.MAIL:
        from firsthand.ingest.mail import read_mail  # noqa: PLC0415

        yield from read_mail(capture)
        return
    if kind is Kind.PDF:
        from firsthand.ingest.pdf import read_pdf  # noqa: PLC0415

        yield read_pdf(capture)
        return
    if kind in (Kind.WARC, Kind.ARCHIVE, Kind.MAILBOX):
        raise NotText(f"expected one page or document, came {kind}, which holds many; give it to `collect`")
    if kind is Kind.FEED:
        from firsthand.ingest.feeds import read_feed  # noqa: PLC0415

        yield from read_feed(capture)
        return
    decoded = decode(capture.raw, capture.charset or (_page_charset(capture.raw) if kind is Kind.PAGE else None))
    yield from (Setback(input=capture.where, reason=remark) for remark in decoded.remarks)
    yield from _from_text(kind, decoded, capture)


def _page_charset(raw: bytes) -> str | None:
    from firsthand.ingest.pages import page_charset  # noqa: PLC0415

    return page_charset(raw)


def _from_text(kind: Kind, decoded: Decoded, capture: Capture) -> Iterator[Draft | Setback]:
    """The drafts in decoded text."""
    match kind:
        case Kind.PAGE:
            yield Draft(text="", markup=decoded.text, url=capture.url)
        case Kind.LINES:
            yield from read_lines(decoded.text, capture)
        case Kind.JSON:
            yield from read_json(decoded.text, capture)
        case Kind.MARKDOWN:
            draft = read_markdown(decoded.text)
            yield replace(draft, url=draft.url or capture.url)
        case _:
            yield replace(read_plain(decoded.text), url=capture.url)


def _revised(draft: Draft, capture: Capture, hints: Hints, *, bulk: bool) -> Iterator[Revision | Setback]:
    """The Revision that `draft` becomes, and the Setbacks that it brings."""
    where = ", ".join(part for part in (capture.origin, capture.place, draft.place) if part)
    yield from (Setback(input=where, reason=remark) for remark in draft.remarks)
    try:
        if draft.markup is not None:
            from firsthand.ingest.pages import read_page  # noqa: PLC0415

            draft = read_page(draft, bulk=bulk)
        draft = _with_whole_characters(draft)
        text, remarks = (draft.text, ()) if draft.verbatim else tidy(draft.text)
        yield from (Setback(input=where, reason=remark) for remark in remarks)
        _refuse_unreadable(text)
        yield _revision(replace(draft, text=text), capture, hints)
    except Unusable as error:
        yield Setback(input=where, reason=str(error))


_UNSAFE = re.compile("[\0\ud800-\udfff]")
_WRITTEN = ("article", "url", "outlet", "title", "byline", "language", "wire", "section")


def _with_whole_characters(draft: Draft) -> Draft:
    """`draft` with NUL and halves of surrogate pairs in its fields replaced: JSON holds them, no ledger does."""
    for name in _WRITTEN:
        said = getattr(draft, name)
        if said is not None and _UNSAFE.search(said):
            whole = {name: _UNSAFE.sub("\ufffd", said)}
            draft = replace(draft, **whole)  # type: ignore[arg-type] # all of _WRITTEN are text
    return draft


def _refuse_unreadable(text: str) -> None:
    if not text.strip():
        raise NotText("expected an article, came no text at all; check that the file or page holds more than markup")
    if len(text) > _LONGEST_CHARACTERS:
        raise NotText(
            f"expected at most {_LONGEST_CHARACTERS:,} characters in one article, came {len(text):,}; "
            "give one article a file, or one a line of JSON"
        )


def _revision(draft: Draft, capture: Capture, hints: Hints) -> Revision:
    """What the coverage says, then what its text says of itself, then what the caller says."""
    lines = lines_of(draft.text)
    language = draft.language or language_of(draft.text)
    book = phrasebook(language or "en")
    said = Known(title=draft.title, byline=draft.byline, outlet=draft.outlet or hints.outlet)
    head = masthead_of(draft.text, lines, said, book, copied=draft.copied)
    given_url = draft.url or head.url or hints.url
    url = canonical_url(given_url) if given_url else None
    title = draft.title or head.title
    article = ArticleId(draft.article) if draft.article else article_id(url, draft.text)
    return Revision(
        id=revision_id(article, title, draft.text),
        article=article,
        url=url,
        outlet=draft.outlet or head.outlet or hints.outlet,
        title=title,
        byline=draft.byline or head.byline,
        published=draft.published or head.published or hints.published,
        modified=draft.modified or head.modified,
        language=language,
        wire=draft.wire or head.wire,
        text=draft.text,
        sha256=hashlib.sha256(draft.text.encode()).hexdigest(),
        notices=find_notices(lines, head, book, copied=draft.copied, marked=draft.notices),
        origin=capture.origin,
        section=draft.section,
        paywalled=draft.paywalled,
        told_by=tuple(_told(draft, head, hints, language)),
        captured=capture.captured,
        capture=capture.sha256,
    )


_TOLD = ("title", "byline", "outlet", "published", "modified", "section", "language", "paywalled", "url", "wire")


def _told(draft: Draft, head: Masthead, hints: Hints, language: str | None) -> Iterator[Told]:
    """Who told each field that is known: the input, else the text's own lines, else the caller."""
    for name in _TOLD:
        if getattr(draft, name) is not None:
            yield Told(name, draft.told_by.get(name, Teller.INPUT))
        elif getattr(head, name, None) is not None or (name == "language" and language is not None):
            yield Told(name, Teller.TEXT)
        elif getattr(hints, name, None) is not None:
            yield Told(name, Teller.CALLER)
