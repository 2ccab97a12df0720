"""What does this feed carry? One Draft for each entry of an RSS or Atom feed, in the feed's order.

The entry's content, or else its summary, is the text; its link the address; the feed's title the outlet. An entry
that is no more than a headline and a link is a Setback: there is nothing in it that anybody said.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from firsthand.ingest.capture import Capture
from firsthand.ingest.dates import parse_date
from firsthand.ingest.draft import Draft
from firsthand.ingest.fragments import text_of_fragment
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotText, TooMuch, Unusable

Field: TypeAlias = "str | Sequence[Field] | Mapping[str, Field] | None"

_FEED_BYTES = 20_000_000
"""Feeds carry their latest dozens of entries, far below this; beyond it, reading would take minutes."""

_FEED_ENTRIES = 10_000


def read_feed(capture: Capture) -> Iterator[Draft | Setback]:
    """The entries of the feed in `capture`; entries that have no text are Setbacks.

    Raises NotText when it is no feed, TooMuch when it is larger than any feed is.
    """
    import feedparser  # noqa: PLC0415 - only feeds are worth its loading

    if len(capture.raw) > _FEED_BYTES:
        raise TooMuch(f"expected a feed of at most {_FEED_BYTES:,} bytes, came {len(capture.raw):,}; split it")
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
    if parsed.get("bozo") and not isinstance(parsed["bozo_exception"], feedparser.CharacterEncodingOverride):
        yield Setback(
            input=capture.origin,
            reason=f"expected a well-formed feed, came a broken one ({parsed['bozo_exception']}); "
            f"{len(entries)} entries could be read: check whether that is all",
        )
    for number, entry in enumerate(entries[:_FEED_ENTRIES], 1):
        # As plain dicts: feedparser's own answer "updated" with "published", and warn that they do.
        yield _draft(dict(entry), dict(parsed["feed"]), number, capture.origin)
    if len(entries) > _FEED_ENTRIES:
        yield Setback(
            input=capture.origin,
            reason=f"expected at most {_FEED_ENTRIES:,} entries in a feed, came {len(entries):,}; split it",
        )


_DO = "name a page or a text instead, or give the file the ending that it should have"


def _draft(entry: Mapping[str, Field], feed: Mapping[str, Field], number: int, origin: str) -> Draft | Setback:
    place = f"entry {number}"
    title = _said(entry, "title")
    try:
        text = _text(entry)
    except Unusable as error:
        return Setback(input=f"{origin}, {place}", reason=str(error))
    if not text:
        link = _said(entry, "link")
        return Setback(
            input=f"{origin}, {place}",
            reason="expected an entry with text, came only "
            f"{f'the headline {title!r}' if title else 'an empty one'}; "
            + (f"name its address, {link}, to have the page read" if link else "name its page instead"),
        )
    published = parse_date(_said(entry, "published") or "")
    modified = parse_date(_said(entry, "updated") or "")
    return Draft(
        text=text,
        place=place,
        copied=False,
        url=_said(entry, "link"),
        outlet=_said(feed, "title"),
        title=text_of_fragment(title) if title else None,
        byline=_said(entry, "author"),
        published=published or modified,
        modified=modified if published else None,
        language=_language(feed),
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
