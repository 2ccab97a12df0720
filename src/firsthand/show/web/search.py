"""Where do these words stand? In articles, in claims, and in the names of sources."""

from collections.abc import Iterator, Sequence
from typing import Final

from firsthand.flow import Newsroom
from firsthand.model.listing import ClaimLine, Hit, SourceLine
from firsthand.model.when import When
from firsthand.show import words
from firsthand.show.export.markup import Markup, element, joined
from firsthand.show.neutral import brief_line
from firsthand.show.present import CONTRACT, Plain
from firsthand.show.web import addresses, lines
from firsthand.show.web.frame import heading
from firsthand.show.web.sheet import Row, Sheet

_MOST: Final = 25
_SOURCES: Final = 8
LONGEST: Final = 1_000
"""Characters of what is searched for; a pasted page would find itself alone."""


def search_page(newsroom: Newsroom, asked: str) -> Sheet:
    """What is found of the words that are asked for, or how to ask."""
    query = " ".join(asked[:LONGEST].split())
    hits = newsroom.cuttings.passages_with(query, _MOST) if query else ()
    claims = newsroom.cuttings.claims_with(query, _MOST) if query else ()
    sources = newsroom.cuttings.sources(query, 0, _SOURCES) if query else ()
    return Sheet(
        title=f"Search: {query}" if query else "Search",
        here="",
        query=query,
        main=lambda: _main(query, claims, hits, sources),
        data=lambda: {
            "contract": CONTRACT,
            "asked": query,
            "claims": [lines.listed_claim(line) for line in claims],
            "articles": [_data(hit) for hit in hits],
            "sources": [{"name": one.name, "statements": one.statements} for one in sources],
        },
        rows=lambda: _rows(claims, hits, sources),
    )


def _main(query: str, claims: Sequence[ClaimLine], hits: Sequence[Hit], sources: Sequence[SourceLine]) -> Markup:
    if not query:
        return joined((heading("Search", "What are you looking for?"), _how()))
    found = bool(claims or hits or sources)
    return joined(
        (
            heading("Search", f"“{brief_line(query, 160)}”"),
            None if found else element("p", "Nothing has all of these words.", class_="dek"),
            lines.part("Claims", lines.claim_list(claims) if claims else None),
            lines.part("Articles", element("ol", *(_hit(hit) for hit in hits), class_="hits") if hits else None),
            lines.part(
                "Sources", element("ul", *(_source(one) for one in sources), class_="short") if sources else None
            ),
            _how(),
        )
    )


def _how() -> Markup:
    return element(
        "details",
        element("summary", "How words are looked for"),
        element(
            "p",
            "All the words must be there, in any order and in any case. In articles whole words are found, with or "
            "without accents (cafe finds café); in claims and names also parts of words. There are no operators: "
            "quotation marks, AND, OR and * are words or nothing.",
        ),
        class_="how",
    )


def _hit(hit: Hit) -> Markup:
    return element(
        "li",
        element(
            "a",
            brief_line(hit.title or "Without a headline", 200),
            href=addresses.article(hit.article, hit.statement),
            dir="auto",
            class_="what",
        ),
        element("p", brief_line(hit.snippet), dir="auto"),
        element(
            "p",
            ", ".join(
                part
                for part in (
                    brief_line(hit.outlet or ""),
                    words.dated(When(hit.published)) if hit.published else "no date",
                )
                if part
            ),
            class_="of",
        ),
    )


def _source(one: SourceLine) -> Markup:
    return element(
        "li",
        element("a", brief_line(one.name), href=addresses.source(one.name), dir="auto"),
        element("span", f" {words.counted(one.statements, 'statement')}", class_="of"),
    )


def _data(hit: Hit) -> Plain:
    return {
        "article": hit.article,
        "title": hit.title,
        "outlet": hit.outlet,
        "published": hit.published,
        "statement": hit.statement,
        "start": hit.span.start if hit.span else None,
        "end": hit.span.end if hit.span else None,
        "snippet": hit.snippet,
    }


def _rows(claims: Sequence[ClaimLine], hits: Sequence[Hit], sources: Sequence[SourceLine]) -> Iterator[Row]:
    yield ("what", "text", "outlet", "published", "standing", "id")
    for line in claims:
        yield ("claim", line.text, None, None, line.standing.value, line.id)
    for hit in hits:
        yield ("article", hit.snippet, hit.outlet, hit.published, None, hit.article)
    for one in sources:
        yield ("source", one.name, None, None, None, None)
