"""What does this feed carry? One Draft for each entry of an RSS or Atom feed, in the feed's order.

The entry's content, or else its summary, is the text; its link the address; the feed's title the outlet, unless the
entry names the feed that it was taken from. An entry that is no more than a headline and a link is a Setback: there is
nothing in it that anybody said. Where it leads, `links` tells.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urljoin

from firsthand.ingest.capture import Capture
from firsthand.ingest.dates import parse_date
from firsthand.ingest.draft import Draft
from firsthand.ingest.fragments import text_of_fragment
from firsthand.ingest.sitemaps import is_sitemap, read_sitemap
from firsthand.ingest.xmlguard import refuse_unsafe_xml
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotText, TooMuch, Unusable
from firsthand.model.when import When

Field: TypeAlias = "str | Sequence[Field] | Mapping[str, Field] | None"

_FEED_BYTES = 20_000_000
"""Feeds carry their latest dozens of entries, far below this; beyond it, reading would take minutes."""

_FEED_ENTRIES = 10_000
_DO = "name a page or a text instead, or give the file the ending that it should have"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as its parser gives it. `broken` says what is wrong with its XML, None for nothing."""

    head: Mapping[str, Field]
    entries: Sequence[Mapping[str, Field]]
    broken: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an entry says about itself; `url` is absolute where that can be told."""

    url: str | None
    title: str | None
    byline: str | None
    outlet: str | None
    published: When | None
    modified: When | None


def read_feed(capture: Capture) -> Iterator[Draft | Setback]:
    """The entries of the feed in `capture`; entries that have no text are Setbacks.

    Raises NotText when it is no feed, TooMuch when it is larger than any feed is, NotAllowed for one with entities.
    """
    if is_sitemap(capture.raw):
        many = len(read_sitemap(capture.raw))
        raise NotText(
            f"expected coverage, came a sitemap, a list of {many:,} addresses; name those that you want to have read"
        )
    feed = parsed_feed(capture)
    if feed.broken is not None:
        yield Setback(
            input=capture.where,
            reason=f"expected a well-formed feed, came a broken one ({feed.broken}); "
            f"{len(feed.entries)} entries could be read: check whether that is all",
        )
    for number, (about, entry) in enumerate(zip(entries_of(feed, capture), feed.entries, strict=False), 1):
        yield _draft(about, entry, feed.head, f"entry {number}", capture.where)
    if len(feed.entries) > _FEED_ENTRIES:
        yield Setback(
            input=capture.where,
            reason=f"expected at most {_FEED_ENTRIES:,} entries in a feed, came {len(feed.entries):,}; split it",
        )


def parsed_feed(capture: Capture) -> Feed:
    """The feed in `capture`, nothing resolved or fetched. Raises as `read_feed` does."""
    import feedparser  # noqa: PLC0415 - only feeds are worth its loading

    if len(capture.raw) > _FEED_BYTES:
        raise TooMuch(f"expected a feed of at most {_FEED_BYTES:,} bytes, came {len(capture.raw):,}; split it")
    refuse_unsafe_xml(capture.raw)
    headers = {"content-type": f"{capture.media}; charset={capture.charset}"} if capture.charset else {}
    # As a stream: feedparser would take a string for an address or the name of a file, and open it.
    try:
        parsed = feedparser.parse(
            io.BytesIO(capture.raw), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError) as error:
        raise NotText(f"expected an RSS or Atom feed, came XML that is none ({error}); {_DO}") from error
    entries = parsed.get("entries") or []
    if not entries and not parsed.get("version"):
        raise NotText(f"expected an RSS or Atom feed, came XML that is none; {_DO}")
    if not entries:
        raise NotText("expected a feed with entries, came one without any; ask for it again later")
    broken = parsed.get("bozo") and not isinstance(parsed["bozo_exception"], feedparser.CharacterEncodingOverride)
    return Feed(
        # As plain dicts: feedparser's own answer "updated" with "published", and warn that they do.
        head=dict(parsed["feed"]),
        entries=[dict(entry) for entry in entries],
        broken=str(parsed["bozo_exception"]) if broken else None,
    )


def entries_of(feed: Feed, capture: Capture) -> Iterator[Entry]:
    """What the entries of `feed` say about themselves, in its order; the first 10,000."""
    base = _said(feed.head, "link") or capture.url
    for entry in feed.entries[:_FEED_ENTRIES]:
        published = parse_date(_said(entry, "published") or "")
        modified = parse_date(_said(entry, "updated") or "")
        yield Entry(
            url=_absolute(_said(entry, "link"), base),
            title=_headline(entry),
            byline=_authors(entry),
            outlet=_source(entry) or _said(feed.head, "title"),
            published=published or modified,
            modified=modified if published else None,
        )


def _absolute(link: str | None, base: str | None) -> str | None:
    try:
        return urljoin(base, link) if link and base else link
    except ValueError:
        return link


def _headline(entry: Mapping[str, Field]) -> str | None:
    title = _said(entry, "title")
    try:
        return " ".join(text_of_fragment(title).split()) or None if title else None
    except Unusable:
        return title


def _authors(entry: Mapping[str, Field]) -> str | None:
    """All authors by name; the feed's own word for them where it lists none."""
    authors = entry.get("authors")
    listed = authors if isinstance(authors, Sequence) and not isinstance(authors, str) else ()
    names = [name for one in listed if isinstance(one, Mapping) and (name := _said(one, "name"))]
    return ", ".join(dict.fromkeys(names)) or _said(entry, "author")


def _source(entry: Mapping[str, Field]) -> str | None:
    """The feed that an entry was taken from, as aggregators say it."""
    source = entry.get("source")
    return _said(source, "title") if isinstance(source, Mapping) else None


def _draft(
    about: Entry, entry: Mapping[str, Field], head: Mapping[str, Field], place: str, within: str
) -> Draft | Setback:
    try:
        text = _text(entry)
    except Unusable as error:
        return Setback(input=f"{within}, {place}", reason=str(error))
    if not text:
        return Setback(
            input=f"{within}, {place}",
            reason="expected an entry with text, came only "
            f"{f'the headline {about.title!r}' if about.title else 'an empty one'}; "
            + (f"name its address, {about.url}, to have the page read" if about.url else "name its page instead"),
        )
    return Draft(
        text=text,
        place=place,
        copied=False,
        url=about.url,
        outlet=about.outlet,
        title=about.title,
        byline=about.byline,
        published=about.published,
        modified=about.modified,
        language=_language(head),
    )


def _text(entry: Mapping[str, Field]) -> str:
    """The entry's content, or its summary, whichever tells more, as plain text."""
    bodies = []
    contents = entry.get("content")
    if isinstance(contents, Sequence) and not isinstance(contents, str):
        bodies = [c for c in contents if isinstance(c, Mapping)]
    written = [str(c.get("value") or "") for c in bodies] + [_said(entry, "summary") or ""]
    return text_of_fragment(max(written, key=len))


def _said(fields: Mapping[str, Field], name: str) -> str | None:
    value = fields.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _language(feed: Mapping[str, Field]) -> str | None:
    code = _said(feed, "language")
    return code[:2].lower() if code and code[:2].isalpha() and code[:2].isascii() else None
