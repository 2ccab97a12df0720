"""How does a claim or a story stand in a list? One line each, with what an editor needs to choose it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from firsthand.model.claim import Standing
from firsthand.model.listing import ClaimLine, Happening
from firsthand.model.when import When
from firsthand.show import words
from firsthand.show.export.markup import Markup, element, joined, separated
from firsthand.show.neutral import brief_line
from firsthand.show.present import Plain
from firsthand.show.web import addresses
from firsthand.show.web.sheet import Row

STAKES: Final = (
    Standing.DISPUTED,
    Standing.WITHDRAWN,
    Standing.CORRECTED,
    Standing.DENIED,
    Standing.OVERDUE,
    Standing.SUPERSEDED,
    Standing.CONFIRMED,
    Standing.OPEN,
    Standing.ASSERTED,
)
"""What an editor must look at first comes first: what is in dispute, then what was taken back."""
_LONGEST: Final = 320
_MARKS: Final = ' "“”„«»'


def standings(counts: Mapping[Standing, int]) -> Markup:
    """How many claims stand how: "14 claims: 3 disputed, 1 withdrawn"; those that merely stand are not told apart."""
    shown = [s for s in STAKES if counts.get(s) and s not in (Standing.ASSERTED, Standing.OPEN)]
    told = (element("b", f"{counts[s]:,} {s.value}", class_=f"standing {s.value}") for s in shown)
    claims = words.counted(sum(counts.values()), "claim")
    return joined((claims, ": " if shown else None, separated(told, ", ")))


def figures(line: ClaimLine) -> str:
    """The two figures that matter, side by side."""
    return f"{words.origin_range(line.least, line.most)}, {words.counted(line.mentions, 'mention')}"


def quoted(text: str, most: int) -> str:
    """`text` in one pair of quotation marks, whether it brings its own or not.

    >>> quoted('"We won,"', 40), quoted("it was over", 40)
    ('“We won,”', '“it was over”')
    """
    return f"“{brief_line(text.strip(_MARKS), most)}”"


def title_of(title: str) -> str:
    """A story is called by the headline of one outlet, which is quoted: it is not what the desk says."""
    return f"“{brief_line(title, 160)}”"


def claim_list(lines: Iterable[ClaimLine]) -> Markup:
    """Claims, one a line."""
    return element("ol", *(claim_line(line) for line in lines), class_="lines")


def claim_line(line: ClaimLine) -> Markup:
    """One claim: its text, how many stand behind it, and how it stands."""
    return element(
        "li",
        element("a", brief_line(line.text, _LONGEST), href=addresses.claim(line.id), dir="auto", class_="what"),
        element("span", figures(line), class_="counts"),
        element("b", words.STANDING[line.standing], class_=f"standing {line.standing.value}"),
    )


def happened(one: Happening) -> Markup:
    """One thing that happened to a claim."""
    return element(
        "li",
        element("time", words.dated(When(one.at)) if one.at else "no date"),
        " ",
        element("b", words.WHAT[one.what]),
        f" by {brief_line(one.by, 80)}" if one.by else None,
        ": ",
        element("a", brief_line(one.text, 160), href=addresses.claim(one.claim), dir="auto"),
    )


def listed_claim(line: ClaimLine) -> dict[str, Plain]:
    """One claim of a list, for a program."""
    return {
        "id": line.id,
        "story": line.story,
        "text": line.text,
        "standing": line.standing.value,
        "origins": {"named": line.named, "least": line.least, "most": line.most},
        "articles": line.articles,
        "mentions": line.mentions,
        "href": addresses.claim(line.id),
    }


CLAIM_HEAD: Final[Row] = (
    "claim",
    "text",
    "standing",
    "named origins",
    "origins at least",
    "origins at most",
    "articles",
    "mentions",
    "story",
)


def claim_row(line: ClaimLine) -> Row:
    """One claim of a list, for a spreadsheet; under `CLAIM_HEAD`."""
    return (
        line.id,
        line.text,
        line.standing.value,
        line.named,
        line.least,
        line.most,
        line.articles,
        line.mentions,
        line.story,
    )


def part(title: str, body: Markup | None, *, id_: str | None = None, class_: str = "") -> Markup | None:
    """A part of a page under its heading; nothing where there is nothing in it."""
    if body is None or not body.html:
        return None
    return element("section", element("h2", title), body, id=id_, class_=f"room {class_}".strip())


def table(heads: Sequence[str], rows: Iterable[Sequence[Markup | str | None]], caption: str) -> Markup:
    """A table that may be wider than the page it is on."""
    body = (
        element("tr", *(element("td", cell, data_head=head) for head, cell in zip(heads, row, strict=True)))
        for row in rows
    )
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
            element("tbody", *body),
        ),
        class_="table",
    )
