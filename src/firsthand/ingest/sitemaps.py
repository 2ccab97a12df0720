"""Which addresses does this sitemap list? `urlset`, `sitemapindex`, and Google's extension for news.

A sitemap is read as it streams through a parser that builds no tree and resolves no entity. It may be packed by gzip,
as it usually is, and broken at its end: what stands before the break counts.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.parsers import expat

from firsthand.ingest.compressed import unpack
from firsthand.ingest.xmlguard import refuse_unsafe_xml
from firsthand.model.errors import NotText, TooMuch

SITEMAP_BYTES = 52_428_800
"""50 MB unpacked is the most that the protocol (sitemaps.org) allows, 50,000 addresses the same."""

SITEMAP_LINKS = 50_000
_ROOT = re.compile(rb"<(?:[A-Za-z0-9]{1,20}:)?(urlset|sitemapindex)[\s>/]")
_HEAD_BYTES = 4096
_FIELD_CHARACTERS = 4_000
_WANTED = frozenset({"loc", "lastmod", "publication_date", "title", "name", "language"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One address of a sitemap with what stands beside it; `sitemap` for one that is a sitemap itself."""

    url: str
    sitemap: bool
    title: str | None
    outlet: str | None
    language: str | None
    published: str | None
    modified: str | None


def is_sitemap(raw: bytes) -> bool:
    """Whether `raw`, not packed, is a sitemap by its root."""
    return _ROOT.search(raw[:_HEAD_BYTES].replace(b"\0", b"")) is not None


def read_sitemap(raw: bytes) -> tuple[Listed, ...]:
    """The addresses of a sitemap, in its order, packed or not; the first 50,000.

    Raises NotText where there are none, TooMuch and NotAllowed for XML that is no sitemap's.
    """
    raw = unpack(raw, SITEMAP_BYTES)
    if len(raw) > SITEMAP_BYTES:
        raise TooMuch(f"expected a sitemap of at most {SITEMAP_BYTES:,} bytes, came {len(raw):,}; name its parts")
    refuse_unsafe_xml(raw)
    gathering = _Gathering()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = gathering.start
    parser.EndElementHandler = gathering.end
    parser.CharacterDataHandler = gathering.text
    try:
        parser.Parse(raw.lstrip(), True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if not gathering.found:
            raise NotText(f"expected a sitemap, came XML that is broken ({error}); ask for it again later") from error
    if not gathering.found:
        raise NotText("expected a sitemap with addresses, came one without any; ask for it again later")
    return tuple(gathering.found)


class _Gathering:
    """Gathers addresses as a parser tells of elements."""

    def __init__(self) -> None:
        self.found: list[Listed] = []
        self._said: dict[str, str] = {}
        self._field: str | None = None
        self._pieces: list[str] = []

    def start(self, name: str, _: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(":")[2]
        if local in ("url", "sitemap"):
            self._said = {}
        # An image's title and address are not the page's.
        foreign = name.startswith(("image:", "video:"))
        self._field = local if local in _WANTED and not foreign else None
        self._pieces = []

    def text(self, more: str) -> None:
        """Characters within an element."""
        if self._field is not None and len(self._pieces) < _FIELD_CHARACTERS:
            self._pieces.append(more)

    def end(self, name: str) -> None:
        """An element ends."""
        local = name.rpartition(":")[2]
        if self._field is not None and local == self._field:
            value = " ".join("".join(self._pieces)[:_FIELD_CHARACTERS].split())
            if value:
                self._said.setdefault(local, value)
        elif local in ("url", "sitemap") and "loc" in self._said and len(self.found) < SITEMAP_LINKS:
            get: Callable[[str], str | None] = self._said.get
            self.found.append(
                Listed(
                    url=self._said["loc"],
                    sitemap=local == "sitemap",
                    title=get("title"),
                    outlet=get("name"),
                    language=get("language"),
                    published=get("publication_date"),
                    modified=get("lastmod"),
                )
            )
        self._field = None
