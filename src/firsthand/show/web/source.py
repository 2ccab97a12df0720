"""What did one person or body say, in all coverage, and how did it hold up? And who is there to be asked for?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from firsthand.flow import Newsroom
from firsthand.model.listing import ClaimLine, SourceLine
from firsthand.show import words
from firsthand.show.brief import passages_of
from firsthand.show.export.claim import passage
from firsthand.show.export.markup import Markup, element, joined, separated
from firsthand.show.export.places import Places
from firsthand.show.neutral import brief_line
from firsthand.show.present import CONTRACT, Plain
from firsthand.show.views import Passage
from firsthand.show.web import addresses, lines
from firsthand.show.web.frame import heading, pager
from firsthand.show.web.sheet import Row, Sheet

SAID: Final = 30
"""Statements on one page."""
LISTED: Final = 60
"""Sources on one page."""
_VOUCHED: Final = 40
_PLACES: Final = Places(passage=lambda cited: addresses.article(cited.article, cited.statement), claim=lambda _: "#")

Told = Sequence[tuple[Passage, Sequence[ClaimLine]]]


def source_page(newsroom: Newsroom, name: str, page: int) -> Sheet:
    """The page of one source. Raises NotFound."""
    held = newsroom.cuttings.source(name, (page - 1) * SAID, SAID)
    cited = {said.id: passage for reading in held.readings for said, passage in passages_of(reading)}
    told = [
        (cited[one.statement], [held.claims[claim] for claim in one.claims if claim in held.claims])
        for one in held.said
        if one.statement in cited
    ]
    pages = -(-held.total // SAID)
    return Sheet(
        title=name,
        here="/sources",
        main=lambda: _main(name, held.vouched, told, (page, pages, held.total)),
        data=lambda: {
            "contract": CONTRACT,
            "source": name,
            "said": [_data_of(*one) for one in told],
            "total": held.total,
            "page": page,
            "origin_of": [lines.listed_claim(line) for line in held.vouched],
        },
        rows=lambda: _rows(told),
    )


def _main(name: str, vouched: Sequence[ClaimLine], told: Told, at: tuple[int, int, int]) -> Markup:
    page, pages, total = at
    shown = sorted(vouched, key=lambda line: lines.STAKES.index(line.standing))[:_VOUCHED]
    left = len(vouched) - len(shown)
    return joined(
        (
            heading(
                "Source",
                brief_line(name),
                element(
                    "p",
                    f"{words.counted(total, 'statement')} in this coverage have this word, or pass it on.",
                    class_="dek",
                ),
                element(
                    "p",
                    "Vouches for ",
                    lines.standings(Counter(line.standing for line in vouched)),
                    ".",
                    class_="facts",
                )
                if vouched
                else None,
            ),
            lines.part("How it held up", _held_up(shown, left)) if page == 1 else None,
            lines.part(
                "All that was said, the latest first",
                joined(
                    (
                        element("ol", *(_said(*one) for one in told), class_="said"),
                        pager(page, pages, addresses.source(name)),
                    )
                ),
            ),
        )
    )


def _held_up(shown: Sequence[ClaimLine], left: int) -> Markup | None:
    if not shown:
        return None
    more = element("p", f"and {words.counted(left, 'more claim')} in the data", class_="quiet") if left else None
    return joined((lines.claim_list(shown), more))


def _said(cited: Passage, claims: Sequence[ClaimLine]) -> Markup:
    links = (
        joined(
            (
                element("a", brief_line(line.text, 140), href=addresses.claim(line.id), dir="auto"),
                " ",
                element("b", words.STANDING[line.standing], class_=f"standing {line.standing.value}"),
            )
        )
        for line in claims
    )
    return element(
        "li", passage(cited, _PLACES), element("p", "Claim: ", separated(links, "; "), class_="of") if claims else None
    )


def _data_of(cited: Passage, claims: Sequence[ClaimLine]) -> Plain:
    return {
        "statement": cited.statement,
        "article": cited.article,
        "content": list(cited.pieces),
        "manner": cited.manner,
        "chain": list(cited.way),
        "outlet": cited.outlet,
        "published": cited.published.edtf if cited.published else None,
        "claims": [line.id for line in claims],
    }


def _rows(told: Told) -> Iterator[Row]:
    yield ("statement", "manner", "chain", "outlet", "published", "claims", "standing", "id")
    for cited, claims in told:
        yield (
            cited.quoted,
            cited.manner,
            " > ".join(cited.way),
            cited.outlet,
            cited.published.edtf if cited.published else None,
            "; ".join(line.id for line in claims),
            "; ".join(line.standing.value for line in claims),
            cited.statement,
        )


def sources_page(newsroom: Newsroom, asked: str, page: int) -> Sheet:
    """All sources whose names have the words that are asked for; who says most comes first."""
    found = newsroom.cuttings.sources(asked, (page - 1) * LISTED, LISTED + 1)
    return Sheet(
        title="Sources",
        here="/sources",
        main=lambda: _list(found[:LISTED], asked, page, more=len(found) > LISTED),
        data=lambda: {
            "contract": CONTRACT,
            "sources": [
                {"name": one.name, "statements": one.statements, "href": addresses.source(one.name)}
                for one in found[:LISTED]
            ],
            "page": page,
        },
        rows=lambda: [("source", "statements"), *((one.name, one.statements) for one in found[:LISTED])],
    )


def _list(found: Sequence[SourceLine], asked: str, page: int, *, more: bool) -> Markup:
    rows = (
        element(
            "li",
            element("a", brief_line(one.name), href=addresses.source(one.name), dir="auto", class_="what"),
            element("span", words.counted(one.statements, "statement"), class_="counts"),
        )
        for one in found
    )
    here = addresses.asked("/sources", name=asked)
    return joined(
        (
            heading("Sources", "Who is cited, and how often"),
            element(
                "form",
                element("label", element("span", "Name"), element("input", name="name", value=asked, type="search")),
                element("button", "Show"),
                element("a", "All sources", href="/sources") if asked else None,
                class_="filters",
                aria_label="Which sources",
            ),
            element("ol", *rows, class_="lines") if found else element("p", "Nobody is called so.", class_="quiet"),
            pager(page, page + more, here),
        )
    )
