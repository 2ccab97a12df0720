"""What does one article say, and who says it in there? The text with its statements marked, and whose words they are.

A mark is underlined and numbered, so that nothing rests on colour; who comes to it, by pointer or by keyboard, is shown
through whom it came.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.model.ids import StatementId
from firsthand.model.listing import ClaimLine
from firsthand.model.statement import Reading, Statement
from firsthand.show import words
from firsthand.show.about import details, told
from firsthand.show.brief import NO_SOURCE, passages_of
from firsthand.show.export.article import Margin, marked_text
from firsthand.show.export.markup import Child, Markup, element, joined, linked, separated
from firsthand.show.neutral import brief_line
from firsthand.show.present import Plain, present_reading
from firsthand.show.views import Passage
from firsthand.show.web import addresses, lines
from firsthand.show.web.frame import heading
from firsthand.show.web.sheet import Row, Sheet

_CLAIMS: Final = 200
_HOW_TO_READ: Final = (
    "Underlined: what somebody is cited for; the small numbers lead to the claims. Grey: furniture of the page, in "
    "which nothing is read. Point at a mark, or come to it with Tab, to see whose word it is."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """An article, and what is set beside it. `numbers` count its claims as they first come up in the text."""

    reading: Reading
    cited: Mapping[StatementId, Passage]
    claims: Mapping[StatementId, Sequence[ClaimLine]]
    numbers: Mapping[str, int]
    lines: Sequence[ClaimLine]


def article_page(reading: Reading, claims: Mapping[StatementId, Sequence[ClaimLine]]) -> Sheet:
    """The page of one article."""
    in_order = sorted(reading.told, key=lambda said: said.content[0].start)
    seen = {line.id: line for said in in_order for line in claims.get(said.id, ())}
    piece = _Piece(
        reading=reading,
        cited={said.id: passage for said, passage in passages_of(reading)},
        claims=claims,
        numbers={name: number for number, name in enumerate(seen, 1)},
        lines=tuple(seen.values()),
    )
    return Sheet(
        title=reading.revision.title or "Without a headline",
        here="",
        main=lambda: _main(piece),
        data=lambda: _data(piece),
        rows=lambda: _rows(piece),
    )


def _main(piece: _Piece) -> Markup:
    revision = piece.reading.revision
    about: list[Child] = [
        element("bdi", brief_line(revision.outlet or "outlet not named")),
        words.dated(revision.published) or "no date",
        *(brief_line(one) for one in details(revision)),
        words.counted(len(piece.reading.statements), "statement"),
    ]
    who_told = told(revision)
    return joined(
        (
            heading(
                "Article",
                brief_line(revision.title or "Without a headline"),
                element("p", separated(about, " · "), class_="dek"),
                element("p", linked("The page itself", revision.url), class_="dek") if revision.url else None,
                element("p", who_told, class_="quiet") if who_told else None,
            ),
            element(
                "div",
                element(
                    "div",
                    element(
                        "p",
                        _HOW_TO_READ,
                        class_="quiet",
                    ),
                    marked_text(piece.reading, _margin(piece)),
                    class_="main-column",
                ),
                element(
                    "aside",
                    lines.part("Claims in this article", _claims(piece)),
                    class_="side-column",
                    aria_label="Claims",
                ),
                class_="columns",
            ),
        )
    )


def _margin(piece: _Piece) -> Margin:
    def after(said: Statement) -> Markup:
        return joined((_chain(said, piece), *(_to_claim(line, piece) for line in piece.claims.get(said.id, ()))))

    def of(said: Statement) -> Mapping[str, str]:
        return {"tabindex": "0", "aria_describedby": f"chain-{said.id}"}

    return Margin(after=after, of=of, shown=lambda said: said.id in piece.claims)


def _to_claim(line: ClaimLine, piece: _Piece) -> Markup:
    number = piece.numbers[line.id]
    return element(
        "a",
        str(number),
        href=addresses.claim(line.id),
        class_="back",
        aria_label=f"claim {number}: {brief_line(line.text, 80)}",
    )


def _chain(said: Statement, piece: _Piece) -> Markup:
    """Whose word it is, through whom, and how it is said; seen where one comes to the mark before it."""
    cited = piece.cited.get(said.id)
    if cited is None:
        return element("span", words.OWN_VOICE, id=f"chain-{said.id}", class_="chain")
    way = separated((element("bdi", brief_line(actor, 80)) for actor in cited.way or (cited.outlet,)), " → ")
    return element(
        "span",
        element("b", brief_line(cited.speaker, 120)),
        element("span", way, class_="way"),
        element("span", cited.manner, class_="manner"),
        id=f"chain-{said.id}",
        class_="chain",
        role="note",
    )


def _claims(piece: _Piece) -> Markup:
    if not piece.lines:
        return element("p", "None: nothing in it is told by an attributed statement.", class_="quiet")
    rows = (
        element(
            "li",
            element("span", f"{piece.numbers[line.id]}.", class_="number"),
            element("a", brief_line(line.text, 200), href=addresses.claim(line.id), dir="auto", class_="what"),
            element("span", lines.figures(line), class_="counts"),
            element("b", words.STANDING[line.standing], class_=f"standing {line.standing.value}"),
        )
        for line in piece.lines[:_CLAIMS]
    )
    return element("ol", *rows, class_="lines stacked")


def _data(piece: _Piece) -> Plain:
    return {
        **present_reading(piece.reading),
        "claims": [lines.listed_claim(line) for line in piece.lines],
        "bears_on": {statement: [line.id for line in of] for statement, of in piece.claims.items()},
    }


def _rows(piece: _Piece) -> Iterator[Row]:
    """Every statement, for a spreadsheet."""
    yield ("source", "statement", "manner", "chain", "certainty", "evidence", "claims", "id")
    for said in piece.reading.statements:
        cited = piece.cited.get(said.id)
        yield (
            cited.speaker if cited else NO_SOURCE,
            cited.quoted if cited else "",
            cited.manner if cited else "",
            " > ".join(cited.way) if cited else "",
            said.certainty.value,
            "; ".join(said.evidence),
            "; ".join(line.id for line in piece.claims.get(said.id, ())),
            said.id,
        )
