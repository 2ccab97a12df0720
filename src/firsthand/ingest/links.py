"""Which pages does this feed or sitemap point to? Its links, in its order, for whoever wants to follow them.

A feed often carries no more than a headline and a link; a sitemap never more. `read_links` takes both the same way:

    <item><title>Bridge shut</title><link>/bridge</link></item>     Link(url="https://news.example/bridge", ...)
    <url><loc>https://news.example/bridge</loc></url>               the same, without a headline
    <sitemap><loc>https://news.example/may.xml.gz</loc></sitemap>   a link to a further sitemap
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from firsthand.ingest.capture import Capture
from firsthand.ingest.charset import decode
from firsthand.ingest.compressed import CAPTURE_BYTES, unpack
from firsthand.ingest.dates import parse_date
from firsthand.ingest.feeds import entries_of, parsed_feed
from firsthand.ingest.jsonfeeds import FEED_ENTRIES, address_of, is_json_feed, items_of, said
from firsthand.ingest.jsonvalues import parse_json
from firsthand.ingest.revise import canonical_url
from firsthand.ingest.sitemaps import is_sitemap, read_sitemap
from firsthand.model.errors import NotText
from firsthand.model.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One page that a feed or a sitemap points to, with what it says of it; None where it says nothing.

    `url` is absolute, http or https, as it was written. `sitemap` is True for a link to a further sitemap, which is
    to be asked and read for its own links.
    """

    url: str
    title: str | None = None
    published: When | None = None
    modified: When | None = None
    outlet: str | None = None
    sitemap: bool = False


def read_links(capture: Capture) -> tuple[Link, ...]:
    """The links of the feed (RSS, Atom, JSON Feed) or sitemap in `capture`, in its order, one for each page.

    Two addresses are one page as `canonical_url` has it; the first counts. What is no web address is left out.
    Raises NotText when it is neither a feed nor a sitemap, and as reading a feed does.
    """
    raw = unpack(capture.raw, CAPTURE_BYTES)
    links = _of_sitemap(raw, capture) if is_sitemap(raw) else _of_feed(raw, capture)
    seen: set[str] = set()
    kept = []
    for link in links:
        key = canonical_url(link.url)
        if _is_web(link.url) and key not in seen:
            seen.add(key)
            kept.append(link)
    return tuple(kept)


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def _of_sitemap(raw: bytes, capture: Capture) -> Iterator[Link]:
    for one in read_sitemap(raw):
        yield Link(
            url=_absolute(one.url, capture.url),
            title=one.title,
            published=parse_date(one.published or ""),
            modified=parse_date(one.modified or ""),
            outlet=one.outlet,
            sitemap=one.sitemap,
        )


def _of_feed(raw: bytes, capture: Capture) -> Iterator[Link]:
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _of_json_feed(raw, capture)
        return
    feed = parsed_feed(Capture(origin=capture.origin, raw=raw, media=capture.media, charset=capture.charset))
    for entry in entries_of(feed, capture):
        if entry.url:
            yield Link(
                url=entry.url,
                title=entry.title,
                published=entry.published,
                modified=entry.modified,
                outlet=entry.outlet,
            )


def _of_json_feed(raw: bytes, capture: Capture) -> Iterator[Link]:
    value = parse_json(decode(raw, capture.charset).text)
    if not isinstance(value, dict) or not is_json_feed(value):
        raise NotText("expected a feed or a sitemap, came JSON that is neither; name its pages instead")
    for item in items_of(value)[:FEED_ENTRIES]:
        address = address_of(item, value, capture.url)
        if address:
            yield Link(
                url=address,
                title=said(item, "title"),
                published=parse_date(said(item, "date_published") or ""),
                modified=parse_date(said(item, "date_modified") or ""),
                outlet=said(value, "title"),
            )


def _absolute(url: str, base: str | None) -> str:
    try:
        return urljoin(base, url) if base else url
    except ValueError:
        return url
