"""What does a page say of itself? Title, byline, outlet, dates, section, paywall, address and language, and who told.

Publishers describe each article to search engines, as JSON-LD and as OpenGraph fields, and keep these righter than what
the page shows. JSON-LD goes first, then the fields, then what the page marks up as such; guessing from the visible page
is left to `pages`, and comes last. The title is the exception: the one made for sharing is the outlet's latest, where
the JSON-LD often keeps a kicker or an earlier wording (of 133 pages the first was the title that hand-written rules for
each publisher took on 119, the second on 114).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import islice
from typing import NamedTuple, TypeAlias, TypeVar
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from firsthand.ingest.dates import find_date, parse_date
from firsthand.ingest.draft import Draft
from firsthand.ingest.jsonvalues import Json
from firsthand.ingest.lines import fold_line
from firsthand.ingest.linked import Node, linked_article
from firsthand.ingest.people import are_outlet, byline_of, looks_personal, name_of, names_of, plain
from firsthand.ingest.phrasebook import phrasebook
from firsthand.ingest.wirecredit import is_agency_name
from firsthand.model.coverage import Teller
from firsthand.model.when import When

Fields: TypeAlias = Mapping[str, str]
Said = TypeVar("Said")

TOLD = ("title", "byline", "outlet", "published", "modified", "section", "language", "paywalled", "url", "wire")
"""The fields of a Revision of which it is kept who told them, in their order."""

_SHOWN_CHARACTERS = 12
"""A shorter heading is the outlet's name or a section."""

_HEADLINES = 12
"""How many headings of the first order are looked at; some pages make every teaser one."""

_TITLES = ("og:title", "twitter:title", "dc.title", "headline", "parsely-title", "sailthru.title")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_BYLINES = (
    "author",
    "article:author",
    "dc.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "cxenseparse:recs:author",
    "citation_author",
)
_PUBLISHED = (
    "article:published_time",
    "article:published:time",
    "http://ogp.me/ns/article#published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "datecreated",
    "date.issued",
    "dc.date.issued",
    "dcterms.issued",
    "date.available",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "citation_publication_date",
    "dc.date",
    "dcterms.created",
    "dc.date.created",
    "date.created",
    "date",
)
_MODIFIED = (
    "article:modified_time",
    "http://ogp.me/ns/article#modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "date.modified",
    "last-modified",
    "dcterms.modified",
)
_SECTIONS = ("article:section", "og:article:section", "section", "parsely-section", "cxenseparse:recs:articlesection")
_SUMMARIES = ("og:description", "description", "twitter:description")
_TIERS = ("article:content_tier", "og:article:content_tier", "isaccessibleforfree")
_PAID_BY_TIER = {
    "locked": True,
    "metered": True,
    "paid": True,
    "premium": True,
    "false": True,
    "no": True,
    "free": False,
    "true": False,
    "yes": False,
}
"""What content tiers, and answers to "is it accessible for free?", say of a page."""

_BAR = re.compile(r"\s[|–—•·»*-]\s|\s?\|\s?")
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:authors?|byline|by-line|autor(?:en)?|article__author)(?:$|[\s_-]*(?:names?)?$)"
)
_BYLINE_WORDS = 12
_MARKED_NAMES = 3
"""A page that marks more people as authors marks those of its other stories, too."""

_MARKED_ELEMENTS = 4_000
"""How many elements are looked at for authors; they stand above the article as a rule."""

_BETWEEN_NAMES = re.compile(r"\s{0,3}[,;|/•·]\s{0,3}|\s{1,3}(?:and|und|et|y|e|og|och|en|&)\s{1,3}")
_LONGEST_TITLE = 500
"""What is longer is no title, and is not looked into."""

_LONGEST_SECTION = 60
_LONGEST_CLASS = 200


class Told(NamedTuple):
    """What a page says of itself: a draft without text, and the summary that it gives search engines."""

    draft: Draft
    summary: str | None


class _Page(NamedTuple):
    """What is looked at to describe a page."""

    tree: HtmlElement
    fields: Fields
    article: Node
    headlines: tuple[str, ...]
    address: str | None


def describe(tree: HtmlElement, address: str | None) -> Told:
    """What the page in `tree` says of itself; the text of the draft is empty. `address` is where it came from."""
    fields = _fields(tree)
    headlines = tuple(_text(h).replace("\xad", "") for h in islice(tree.iter("h1"), _HEADLINES))
    page = _Page(tree, fields, linked_article(tree, headlines), headlines, address)
    outlet = _first(
        ((Teller.JSON_LD, name_of(page.article.get("publisher"))), (Teller.META_FIELD, _field(fields, _OUTLETS)))
    )
    named = outlet[1] if outlet else None
    title, byline = _first(_titles(page, named)), _byline(page, named)
    published, modified = _first(_published(page)), _first(_modified(page))
    section, language = _first(_sections(page)), _first(_languages(page))
    paywalled, url, wire = _first(_paid(page)), _first(_addresses(page)), _first(_wires(page, named))
    told = (title, byline, outlet, published, modified, section, language, paywalled, url, wire)
    draft = Draft(
        text="",
        copied=False,
        title=_what(title),
        byline=_what(byline),
        outlet=named,
        published=_what(published),
        modified=_what(modified),
        section=_what(section),
        language=_what(language),
        paywalled=_what(paywalled),
        url=_what(url),
        wire=_what(wire),
        told_by={field: said[0] for field, said in zip(TOLD, told, strict=True) if said is not None},
    )
    return Told(draft, plain(page.article.get("description")) or _field(fields, _SUMMARIES))


def _what(said: tuple[Teller, Said] | None) -> Said | None:
    """What is said, without who said it."""
    return said[1] if said is not None else None


def _first(offers: Iterable[tuple[Teller, Said | None]]) -> tuple[Teller, Said] | None:
    """The first that is said at all."""
    return next(((teller, said) for teller, said in offers if said is not None), None)


def _text(element: HtmlElement) -> str:
    """All text in `element`, on one line."""
    return " ".join("".join(element.itertext()).split())


def _fields(tree: HtmlElement) -> Fields:
    """The `<meta>` fields of the page by name in lower case; the first of a name counts."""
    fields: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        value = plain(meta.get("content"))
        if name and value:
            fields.setdefault(name.strip().lower(), value)
    return fields


def _field(fields: Fields, names: tuple[str, ...]) -> str | None:
    return next((fields[name] for name in names if name in fields), None)


def _titles(page: _Page, outlet: str | None) -> Iterator[tuple[Teller, str | None]]:
    headline = plain(page.article.get("headline"))
    shown = tuple(h for h in page.headlines if len(h) >= _SHOWN_CHARACTERS)
    known = (*shown, *((headline,) if headline else ()))
    written = _field(page.fields, _TITLES)
    if written:
        yield Teller.META_FIELD, _without_outlet(written, outlet, known, page.address)
    yield Teller.JSON_LD, headline and _without_outlet(headline, outlet, shown, page.address)
    if len(shown) == 1:
        yield Teller.MARKUP, shown[0]
    title = plain(page.tree.findtext(".//title"))
    yield Teller.META_FIELD, title and _without_outlet(title, outlet, shown, page.address)


def _without_outlet(title: str, outlet: str | None, known: Iterable[str], address: str | None) -> str:
    """`title` without what is added for search engines: "Bridge shut | News | The Harbour Post".

    What stands before a bar is the headline where the page has it as one, or where the outlet stands behind the last.
    """
    if len(title) > _LONGEST_TITLE:
        return title
    if "|" in title:
        parts = [part.strip() for part in title.split("|")]
        shown = next((part for part in parts for line in known if fold_line(line) in fold_line(part)), None)
        title = shown or next((part for part in parts if len(part) >= _SHOWN_CHARACTERS), title)
    wanted = {fold_line(line) for line in known}
    bars = list(_BAR.finditer(title))
    for bar in bars:
        if fold_line(title[: bar.start()]) in wanted:
            return title[: bar.start()]
    for bar in reversed(bars):
        behind = title[bar.end() :]
        if not are_outlet([behind], outlet, _host(address)) and find_date(behind) is None:
            break
        title = title[: bar.start()]
    return title


def _host(address: str | None) -> str | None:
    try:
        return urlsplit(address).hostname if address else None
    except ValueError:
        return None


def _byline(page: _Page, outlet: str | None) -> tuple[Teller, str] | None:
    """Who signed it; the outlet itself only where nobody else did."""
    host = _host(page.address)
    own: tuple[Teller, str] | None = None
    for teller, names in _signatures(page):
        others = [name for name in names if not are_outlet([name], outlet, host)]
        byline = byline_of(others if teller is Teller.MARKUP else names)
        if byline is None:
            continue
        if others and (own is None or all(map(looks_personal, others))):
            return teller, byline
        own = own or (teller, byline)
    return own


def _signatures(page: _Page) -> Iterator[tuple[Teller, tuple[str, ...]]]:
    yield Teller.JSON_LD, names_of(page.article.get("author"))
    for name in _BYLINES:
        if name in page.fields:
            yield Teller.META_FIELD, names_of(page.fields[name])
    yield Teller.MARKUP, _marked_names(page.tree)


def _marked_names(tree: HtmlElement) -> tuple[str, ...]:
    """The names that the page marks as its author's, above the second headline; empty when it marks several kinds."""
    for marked in (_is_author_link, _is_author_property, _is_author_class):
        found = []
        for element in islice(tree.iter("a", "span", "div", "p", "address", "li"), _MARKED_ELEMENTS):
            if marked(element):
                text = _text(element)
                found += _persons(text) if len(text.split()) <= _BYLINE_WORDS else []
        names = names_of(list[Json](found))
        if names:
            return names if len(names) <= _MARKED_NAMES else ()
    return ()


def _persons(text: str) -> list[str]:
    """The people that a short line names: "By Ann Lee and Bo Hall, Post staff"."""
    said = name_of(text) or ""
    return [part for part in _BETWEEN_NAMES.split(said) if looks_personal(part)]


def _is_author_link(element: HtmlElement) -> bool:
    return element.tag == "a" and "author" in (element.get("rel") or "").split()


def _is_author_property(element: HtmlElement) -> bool:
    return element.get("itemprop") in ("author", "creator")


def _is_author_class(element: HtmlElement) -> bool:
    named = element.get("class") or element.get("id") or ""
    return _BYLINE_CLASS.search(named[:_LONGEST_CLASS]) is not None


def _published(page: _Page) -> Iterator[tuple[Teller, When | None]]:
    for name in ("datePublished", "uploadDate", "dateCreated"):
        yield Teller.JSON_LD, _date(page.article.get(name))
    yield Teller.META_FIELD, _field_date(page.fields, _PUBLISHED)
    yield Teller.MARKUP, _shown_date(page.tree)
    for title in (page.fields.get("og:title"), plain(page.tree.findtext(".//title"))):
        yield Teller.META_FIELD, find_date(_BAR.split(title[-_LONGEST_TITLE:])[-1]) if title else None


def _modified(page: _Page) -> Iterator[tuple[Teller, When | None]]:
    yield Teller.JSON_LD, _date(page.article.get("dateModified"))
    yield Teller.META_FIELD, _field_date(page.fields, _MODIFIED)
    marked = (t.get("datetime") for t in page.tree.iter("time") if t.get("itemprop") == "dateModified")
    yield Teller.MARKUP, parse_date(next(marked, None) or "")


def _field_date(fields: Fields, names: tuple[str, ...]) -> When | None:
    return next((when for name in names if (when := parse_date(fields.get(name, "")))), None)


def _shown_date(tree: HtmlElement) -> When | None:
    """The date of the page's only, or first marked, `<time>`; several unmarked ones may belong to other stories."""
    times = [t for t in tree.iter("time") if t.get("datetime")]
    marked = [t for t in times if t.get("itemprop") == "datePublished" or t.get("pubdate") is not None]
    chosen = marked[:1] or (times if len({t.get("datetime") for t in times}) == 1 else [])
    return parse_date(chosen[0].get("datetime") or "") if chosen else None


def _date(value: Json) -> When | None:
    one = value[0] if isinstance(value, list) and value else value
    return parse_date(one) if isinstance(one, str) else None


def _sections(page: _Page) -> Iterator[tuple[Teller, str | None]]:
    told = page.article.get("articleSection")
    names = told if isinstance(told, list) else [told]
    yield Teller.JSON_LD, next((s for one in names if (s := _section(plain(one)))), None)
    yield Teller.META_FIELD, _section(_field(page.fields, _SECTIONS))


def _section(name: str | None) -> str | None:
    return name if name and len(name) <= _LONGEST_SECTION and not name.startswith(("http", "/")) else None


def _languages(page: _Page) -> Iterator[tuple[Teller, str | None]]:
    """The two-letter codes that the page gives; None for anything else."""
    yield Teller.MARKUP, _code(page.tree.get("lang"))
    told = page.article.get("inLanguage")
    yield Teller.JSON_LD, _code(told.get("name") if isinstance(told, dict) else told)
    yield Teller.META_FIELD, _code(page.fields.get("og:locale"))
    yield Teller.META_FIELD, _code(page.fields.get("content-language"))


def _code(code: Json) -> str | None:
    if isinstance(code, str) and code[:2].isascii() and code[:2].isalpha() and not code[2:3].isalpha():
        return code[:2].lower()
    return None


def _paid(page: _Page) -> Iterator[tuple[Teller, bool | None]]:
    """Whether the page says that not everybody sees it whole."""
    free = page.article.get("isAccessibleForFree")
    yield Teller.JSON_LD, not free if isinstance(free, bool) else _PAID_BY_TIER.get(str(free).strip().lower())
    tier = _field(page.fields, _TIERS)
    yield Teller.META_FIELD, _PAID_BY_TIER.get(tier.strip().lower()) if tier else None


def _wires(page: _Page, outlet: str | None) -> Iterator[tuple[Teller, str | None]]:
    """The agency that is named as the article's source beside its outlet."""
    for name in ("sourceOrganization", "provider", "author"):
        body = name_of(page.article.get(name))
        if body and body != outlet and is_agency_name(body, phrasebook("en")):
            yield Teller.JSON_LD, body


def _addresses(page: _Page) -> Iterator[tuple[Teller, str | None]]:
    """The page's canonical address, if it is a full one and more than the outlet's home; else where it came from."""
    told = [k.get("href") for k in page.tree.iter("link") if "canonical" in (k.get("rel") or "").lower().split()]
    for candidate, teller in (*((t, Teller.MARKUP) for t in told), (page.fields.get("og:url"), Teller.META_FIELD)):
        yield teller, _full(candidate, page.address) if candidate else None
    yield Teller.INPUT, page.address


def _full(candidate: str, address: str | None) -> str | None:
    try:
        full = urljoin(address or "", unescape(candidate).strip())
        parts = urlsplit(full)
    except ValueError:
        return None
    bare_home = not parts.path.strip("/") and not parts.query
    return full if parts.scheme in ("http", "https") and parts.hostname and not bare_home else None
