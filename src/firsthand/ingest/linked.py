"""What does this page tell search engines of its article, as JSON-LD? The fields of the one article that it is about.

    <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge shut", ...}</script>

Publishers write it by hand and by plug-in: in graphs and lists, with authors given by reference, escaped for HTML, in
comments, with a comma too many. What can still be read is read; of several articles the one that the page shows counts.
"""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape

from lxml.html import HtmlElement

from firsthand.ingest.jsonvalues import Json, parse_json
from firsthand.ingest.lines import fold_line
from firsthand.model.errors import NotText

_ARTICLE_NAMES = (
    "NewsArticle Article ReportageNewsArticle BlogPosting LiveBlogPosting AnalysisNewsArticle OpinionNewsArticle "
    "BackgroundNewsArticle ReviewNewsArticle AdvertiserContentArticle AskPublicNewsArticle SatiricalArticle "
    "ScholarlyArticle TechArticle SocialMediaPosting Report VideoObject WebPage"
)
_ARTICLES = frozenset(_ARTICLE_NAMES.split())
_LESS = frozenset({"WebPage", "VideoObject"})
"""What is described beside an article as a rule, and stands for it where no article is described."""

_DEPTH = 12
"""How deep a graph is searched; publishers nest an article at most four levels down."""

_NODES = 2_000
"""How many objects are looked at: a bound, not a measure."""

_SCRIPTS = 40
_NESTS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
_WRAPPING = re.compile(
    r"^\s*(?://\s*|/\*\s*)?(?:<!--|<!\[CDATA\[)(?:\s*\*/)?|(?://\s*|/\*\s*)?(?:-->|\]\]>)(?:\s*\*/)?\s*$"
)
_COMMA_TOO_MANY = re.compile(r",(?=\s{0,200}[}\]])")
_SALVAGED = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|inLanguage|isAccessibleForFree)"\s{0,9}:\s{0,9}'
    r'("(?:[^"\\\n]|\\.){1,400}"|true|false)'
)

Node = dict[str, Json]


def linked_article(tree: HtmlElement, shown: Iterable[str]) -> Node:
    """The fields of the article that JSON-LD describes; an empty one when none does.

    `shown` are headlines that the page shows; the description that has one of them goes first.
    """
    nodes = _all_nodes(tree)
    by_id = {name: node for node in nodes if isinstance(name := node.get("@id"), str) and len(node) > 1}
    told = [node for node in nodes if _is_article(node) and ("datePublished" in node or "headline" in node)]
    headlines = {fold_line(line) for line in shown}

    def rank(node: Node) -> tuple[bool, bool, bool]:
        headline = node.get("headline")
        is_shown = isinstance(headline, str) and fold_line(unescape(headline)) in headlines
        return bool(_LESS.intersection(_kinds(node))), not is_shown, "author" not in node

    found = min(told, key=rank, default={})
    return {name: _resolved(value, by_id) for name, value in found.items()}


def _all_nodes(tree: HtmlElement) -> list[Node]:
    found: list[Node] = []
    scripts = (s for s in tree.iter("script") if "ld+json" in (s.get("type") or "").lower())
    for _, script in zip(range(_SCRIPTS), scripts, strict=False):
        for value in _values(script.text or ""):
            for node in _nodes(value):
                found.append(node)
                if len(found) == _NODES:
                    return found
    return found


def _values(written: str) -> Iterator[Json]:
    """What a script holds: one value as a rule, at times several, escaped, or broken."""
    written = _WRAPPING.sub("", written).strip().rstrip(";")
    if written.startswith(("{&quot;", "[{&quot;", "{ &quot;")):
        written = unescape(written)
    for attempt in (written, _COMMA_TOO_MANY.sub("", written)):
        try:
            yield parse_json(attempt)
        except NotText:
            continue
        return
    one_after_another = re.split(r"(?<=\})\s{0,99}(?=\{)", written)
    salvaged: Node = {}
    for part in one_after_another if len(one_after_another) > 1 else ():
        try:
            yield parse_json(part)
        except NotText:
            salvaged = {}
    salvaged = {name: json.loads(value, strict=False) for name, value in _salvaged(written)}
    if salvaged:
        yield {"@type": "WebPage", **salvaged}


def _salvaged(written: str) -> Iterator[tuple[str, str]]:
    """The plain fields that broken JSON still shows; the first of a name counts."""
    seen = set()
    for match in _SALVAGED.finditer(written):
        if match[1] not in seen:
            seen.add(match[1])
            try:
                json.loads(match[2], strict=False)
            except ValueError:
                continue
            yield match[1], match[2]


def _nodes(value: Json, depth: int = 0) -> Iterator[Node]:
    """All objects within `value` that may be articles or be referred to, outer ones first."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in _NESTS:
            yield from _nodes(value.get(name), depth + 1)


def _kinds(node: Node) -> set[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {k.rpartition("/")[2] for k in kinds if isinstance(k, str)}


def _is_article(node: Node) -> bool:
    return not _ARTICLES.isdisjoint(_kinds(node))


def _resolved(value: Json, by_id: dict[str, Node]) -> Json:
    """`value`, or what it refers to by its "@id"; one step, so that rings end."""
    if isinstance(value, list):
        return [_resolved(one, by_id) for one in value]
    if isinstance(value, dict) and "name" not in value and isinstance(name := value.get("@id"), str):
        return by_id.get(name, value)
    return value
