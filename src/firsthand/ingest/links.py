"""To which pages does this feed or sitemap lead? Its links, in its order.

A stand-in that knows RSS and Atom as `feeds` reads them, and plain sitemaps.
"""

from typing import NamedTuple

from firsthand.ingest.capture import Capture, Kind, kind_of
from firsthand.ingest.dates import parse_date
from firsthand.model.when import When


class Link(NamedTuple):
    """One page to which a list leads, and what the list says of it."""

    url: str
    title: str | None = None
    published: When | None = None
    modified: When | None = None


def read_links(capture: Capture) -> tuple[Link, ...]:
    """The links of a feed or sitemap, in its order; none of anything else."""
    if kind_of(capture) is not Kind.FEED:
        return ()
    return _of_sitemap(capture.raw) or _of_feed(capture.raw)


def _of_feed(raw: bytes) -> tuple[Link, ...]:
    import io  # noqa: PLC0415 - a stand-in

    import feedparser  # noqa: PLC0415 - only feeds are worth its loading

    entries = [dict(e) for e in feedparser.parse(io.BytesIO(raw), sanitize_html=False)["entries"]]
    return tuple(
        Link(
            url=str(entry["link"]),
            title=str(entry.get("title") or "") or None,
            published=parse_date(str(entry.get("published") or "")),
            modified=parse_date(str(entry.get("updated") or "")),
        )
        for entry in entries
        if entry.get("link")
    )


def _of_sitemap(raw: bytes) -> tuple[Link, ...]:
    from lxml import etree  # noqa: PLC0415 - a stand-in

    try:
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return ()
    if str(root.tag).rpartition("}")[2] not in ("urlset", "sitemapindex"):
        return ()
    found = ({str(child.tag).rpartition("}")[2]: (child.text or "").strip() for child in one} for one in root)
    return tuple(Link(url=one["loc"], modified=parse_date(one.get("lastmod", ""))) for one in found if one.get("loc"))
