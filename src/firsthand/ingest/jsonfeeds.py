"""What does this JSON Feed carry? Versions 1.0 and 1.1: one Draft for each item, in the feed's order."""

from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from firsthand.ingest.capture import Capture
from firsthand.ingest.dates import parse_date
from firsthand.ingest.draft import Draft
from firsthand.ingest.jsonvalues import Json
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotText, Unusable

FEED_ENTRIES = 10_000
_VERSION = "https://jsonfeed.org/version/"


def is_json_feed(value: Mapping[str, Json]) -> bool:
    """Whether `value` is a JSON Feed: by the version that it names."""
    version = value.get("version")
    return isinstance(version, str) and version.replace("http:", "https:", 1).startswith(_VERSION)


def items_of(value: Mapping[str, Json]) -> list[Mapping[str, Json]]:
    """The items of a feed that are objects, in its order."""
    items = value.get("items")
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []


def address_of(item: Mapping[str, Json], feed: Mapping[str, Json], base: str | None) -> str | None:
    """Where an item's page is, made absolute by the feed's own address where it can be; None when it has none."""
    written = said(item, "url") or said(item, "external_url")
    if written is None:
        identity = said(item, "id") or ""
        written = identity if identity.startswith(("http://", "https://")) else None
    whole = said(feed, "home_page_url") or said(feed, "feed_url") or base
    try:
        return urljoin(whole, written) if written and whole else written
    except ValueError:
        return written


def said(fields: Mapping[str, Json], name: str) -> str | None:
    """A field's text, white space evened out; None for none."""
    value = fields.get(name)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def read_json_feed(feed: Mapping[str, Json], capture: Capture) -> Iterator[Draft | Setback]:
    """The items of a feed; those without text are Setbacks. Raises NotText for a feed without any."""
    items = items_of(feed)
    if not items:
        raise NotText("expected a feed with entries, came one without any; ask for it again later")
    for number, item in enumerate(items[:FEED_ENTRIES], 1):
        yield _draft(item, feed, capture, number)
    if len(items) > FEED_ENTRIES:
        reason = f"expected at most {FEED_ENTRIES:,} entries in a feed, came {len(items):,}; split it"
        yield Setback(input=capture.where, reason=reason)


def _draft(item: Mapping[str, Json], feed: Mapping[str, Json], capture: Capture, number: int) -> Draft | Setback:
    place = f"entry {number}"
    address = address_of(item, feed, capture.url)
    try:
        text = _text(item)
    except Unusable as error:
        return Setback(input=f"{capture.where}, {place}", reason=str(error))
    if not text:
        title = said(item, "title")
        return Setback(
            input=f"{capture.where}, {place}",
            reason="expected an entry with text, came only "
            f"{f'the headline {title!r}' if title else 'an empty one'}; "
            + (f"name its address, {address}, to have the page read" if address else "name its page instead"),
        )
    published, modified = parse_date(said(item, "date_published") or ""), parse_date(said(item, "date_modified") or "")
    language = said(item, "language") or said(feed, "language") or ""
    return Draft(
        text=text,
        place=place,
        copied=False,
        url=address,
        outlet=said(feed, "title"),
        title=said(item, "title"),
        byline=_authors(item) or _authors(feed),
        published=published or modified,
        modified=modified if published else None,
        language=language[:2].lower() if language[:2].isascii() and language[:2].isalpha() else None,
    )


def _text(item: Mapping[str, Json]) -> str:
    """The item's page as plain text, or its plain text, or its summary, whichever tells more."""
    markup, plain = item.get("content_html"), item.get("content_text")
    from firsthand.ingest.fragments import text_of_fragment  # noqa: PLC0415 - loads a parser of markup

    from_markup = text_of_fragment(markup) if isinstance(markup, str) else ""
    written = [from_markup, plain.strip() if isinstance(plain, str) else "", said(item, "summary") or ""]
    return max(written, key=len)


def _authors(fields: Mapping[str, Json]) -> str | None:
    """All authors by name (1.1), or the one author (1.0)."""
    authors = fields.get("authors")
    listed = authors if isinstance(authors, list) else [fields.get("author")]
    names = [name for one in listed if isinstance(one, dict) and (name := said(one, "name"))]
    return ", ".join(dict.fromkeys(names)) or None
