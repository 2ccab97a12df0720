"""Where in its article does each cited passage stand? The whole text, statements marked, furniture greyed.

Spans nest (a statement within a statement) and now and then cross. HTML elements only nest, so a span that
crosses another's end is carried on in a second piece; the anchor is on the first.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import count
from typing import NamedTuple

from firsthand.model.ids import StatementId
from firsthand.model.statement import Reading, Statement
from firsthand.show.export.markup import Child, Markup, element, joined, linked, opened, separated, text_of, trusted
from firsthand.show.neutral import brief_line
from firsthand.show.words import NOTICE, counted, dated

_DEEPEST = 24
"""Elements nested beyond this are left out but for their anchors: browsers stop at 512, and no article quotes so
deeply."""
_BREAK = re.compile(r"\n+")


class _Stretch(NamedTuple):
    """A span that becomes an element: its start, minus its end (so that the longer comes first), and what.

    `order` differs for any two, so that what follows it is never compared.
    """

    start: int
    minus_end: int
    order: int
    tag: str
    anchor: str | None
    start_tag: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """What is set `after` each marked statement of a text, and the attributes `of` the mark ahead of that."""

    after: Callable[[Statement], Markup]
    of: Callable[[Statement], Mapping[str, str]] = lambda _: {}
    shown: Callable[[Statement], bool] = lambda _: False
    """Whether a sentence in the page's own voice is marked."""


def article_section(reading: Reading, claims: Mapping[StatementId, Sequence[int]]) -> Markup:
    """One article, complete. `claims` are the numbers of the claims that each Statement bears on."""
    revision = reading.revision
    title = brief_line(revision.title or "") or "Without a headline"
    about: list[Child] = [
        revision.outlet or "Outlet not named",
        dated(revision.published) or "no date",
        revision.byline,
        f"credited to {revision.wire}" if revision.wire else None,
        counted(len(reading.statements), "statement"),
    ]
    return element(
        "details",
        element(
            "summary",
            element("span", title, class_="title", dir="auto"),
            element("span", _dotted(about), class_="about"),
        ),
        element("p", linked("The page itself", revision.url), class_="about") if revision.url else None,
        marked_text(
            reading,
            Margin(
                after=lambda said: joined(_back(n) for n in claims.get(said.id, ())),
                shown=lambda said: said.id in claims,
            ),
        ),
        id=f"article-{revision.article}",
        class_="article",
        open=True,
    )


def anchor_of(statement: StatementId, piece: int = 0) -> str:
    """The name of the place at which a passage, or its later piece, is marked."""
    return f"passage-{statement}" + (f"-{piece + 1}" if piece else "")


def _dotted(parts: Sequence[Child]) -> Markup:
    return separated((brief_line(p) if isinstance(p, str) else p for p in parts), " · ")


def marked_text(reading: Reading, margin: Margin) -> Markup:
    """The whole text of `reading`, its statements marked, with what is in the `margin`."""
    revision = reading.revision
    return element("div", _marked(reading, margin), class_="text", dir="auto", lang=revision.language)


def _marked(reading: Reading, margin: Margin) -> Markup:
    """The text with its stretches as elements; every character of the text is written once, in order."""
    text = reading.revision.text
    out: list[str] = []
    at = 0
    for offset, markup in _borders(list(_stretches(reading, margin))):
        out.append(_lines(text[at:offset]))
        out.append(markup)
        at = offset
    out.append(_lines(text[at:]))
    return trusted("".join(out))


def _stretches(reading: Reading, margin: Margin) -> Iterator[_Stretch]:
    order = count()
    for notice in reading.revision.notices:
        kind = NOTICE[notice.kind]
        start = opened("span", class_="furniture", title=kind, data_kind=kind)
        yield _Stretch(notice.span.start, -notice.span.end, next(order), "span", None, start, "")
    taken_up = (own for own in reading.own_words if margin.shown(own))
    for said in (*reading.statements, *taken_up):
        for piece, span in enumerate(said.content):
            last = piece == len(said.content) - 1
            after = margin.after(said).html if last else ""
            name = anchor_of(said.id, piece)
            start = opened("mark", id=name, **(margin.of(said) if last else {}))
            yield _Stretch(span.start, -span.end, next(order), "mark", name, start, after)


def _back(number: int) -> Markup:
    return element("a", str(number), href=f"#claim-{number}", class_="back", aria_label=f"to claim {number}")


def _borders(stretches: list[_Stretch]) -> Iterator[tuple[int, str]]:
    """Start and end tags with the offsets at which they belong, properly nested, in order."""
    heapify(stretches)
    inside: list[_Stretch] = []
    while stretches or inside:
        if inside and (not stretches or -inside[-1].minus_end <= stretches[0].start):
            done = inside.pop()
            yield -done.minus_end, f"</{done.tag}>{done.after}"
            continue
        here = heappop(stretches)
        end = -here.minus_end
        if len(inside) >= _DEEPEST:
            if here.anchor is not None:  # what cites it still leads here
                yield here.start, element("span", "", id=here.anchor).html
            continue
        if inside and end > -inside[-1].minus_end:
            border = -inside[-1].minus_end
            heappush(stretches, here._replace(start=border, anchor=None, start_tag=_carried_on(here)))
            here = here._replace(minus_end=-border, after="")
        inside.append(here)
        yield here.start, here.start_tag


def _carried_on(stretch: _Stretch) -> str:
    """The start tag of a second piece, which has no anchor."""
    return opened("mark") if stretch.tag == "mark" else stretch.start_tag


def _lines(text: str) -> str:
    """Escaped text; a run of line feeds stays in it, and sets a paragraph apart."""
    return _BREAK.sub(lambda run: f'<span class="nl">{run[0]}</span>', text_of(text))
