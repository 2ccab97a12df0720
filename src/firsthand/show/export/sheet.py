"""How does the origin graph of one claim become a drawing by itself, that can be mailed, printed and kept?

An SVG that asks for nothing: no script, no address, its style within it, by day and by night. Above the graph stand the
claim and how many origins it has, below it why some who might seem others were counted as one. Where one points at a
line, or comes to it by keyboard, its passages are shown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from firsthand.show.export.labels import wrapped
from firsthand.show.export.markup import Markup, element, joined, trusted
from firsthand.show.export.origin_graph import POINTED, Frame, drawn, in_words
from firsthand.show.graph import Way, graph_of
from firsthand.show.neutral import brief_line
from firsthand.show.views import ClaimView, Passage
from firsthand.show.words import MERGED, STANDING, STANDING_MEANS, TIMES, counted, dated, origins_in_full

_FRAME: Final = Frame("sheet", 960, 14, 272, 256, 488, 190, 690, 250, 4, origins=60, relays=60, articles=240)
_EDGE: Final = 28.0
_WIDTH: Final = _FRAME.width + 2 * _EDGE
_LONGEST_CLAIM: Final = 600
_LONGEST_PASSAGE: Final = 420
_MERGES: Final = 60
"""Reasons that are listed; more are told in words alone."""
_BOLD: Final = 1.12
"""How much wider bold type is, in DejaVu Sans (2026-11)."""
_IN_BOLD: Final = frozenset({"claim", "count", "strong"})
_NONE: Final = "No origin is established: nobody who could be named or told apart vouches for it."
_HINT: Final = "Point at a line, or come to it with the Tab key, to read the passages behind it."


def sheet(claim: ClaimView) -> str:
    """The drawing of `claim` as the text of an SVG file."""
    graph = graph_of(claim)
    head = _Column()
    head.add(brief_line(claim.text, _LONGEST_CLAIM), 20, 5, class_="claim")
    head.add(brief_line(origins_in_full(claim.lineage, claim.differing)), 16, 3, class_="count", before=6)
    means = f"{STANDING[claim.standing]}: {STANDING_MEANS[claim.standing]}."
    head.add(f"{claim.mentions}, {claim.spread}. {means}", 13, 3, class_="soft", before=4)
    foot = _Column()
    for line in _reasons(claim):
        foot.add(line, 14, 3, class_="strong" if line == MERGED else "", before=6 if line != MERGED else 0)
    foot.add(f"{_HINT if graph.ways else _NONE} {TIMES}", 13, 3, class_="soft", before=16)
    top = _EDGE + head.height + 24

    def aside(ways: Sequence[Way], end: float, height: float) -> Markup:
        return _aside(ways, end, -top, height + foot.height + _EDGE)

    body, height = drawn(graph, _FRAME, aside) if graph.ways else (None, 0.0)
    below = top + height + 24
    whole = below + foot.height + _EDGE
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + element(
            "svg",
            element("title", f"Origins of: {brief_line(claim.text, _LONGEST_CLAIM)}", id="title"),
            element("desc", f"{origins_in_full(claim.lineage)}. {in_words(graph) if graph.ways else _NONE}", id="desc"),
            element("style", trusted(_style())),
            element("rect", width="100%", height="100%", class_="paper"),
            head.at(_EDGE),
            element("line", x1=_EDGE, y1=top - 12, x2=_WIDTH - _EDGE, y2=top - 12, class_="rule"),
            foot.at(below),
            # Last, so that what is shown of a line lies over all else.
            element("g", body, transform=f"translate({_EDGE:g} {top:g})"),
            xmlns="http://www.w3.org/2000/svg",
            class_="drawing sheet",
            viewBox=f"0 0 {_WIDTH:g} {whole:g}",
            width=_WIDTH,
            height=whole,
            role="graphics-document" if graph.ways else "img",
            aria_labelledby="title desc",
        ).html
        + "\n"
    )


class _Column:
    """Texts below each other, over the whole width."""

    def __init__(self, width: float = _FRAME.width) -> None:
        self._width = width
        self._lines: list[tuple[float, str, str]] = []
        self.height = 0.0

    def add(self, text: str, size: float, most: int, *, class_: str = "", before: float = 0.0) -> None:
        """One text of so many lines at `most`, `before` px below the last one."""
        self.height += before
        for line in wrapped(text, self._width / (_BOLD if class_ in _IN_BOLD else 1), size, most):
            self.height += size * 1.3
            self._lines.append((self.height, line, class_))

    def at(self, y: float, x: float = _EDGE) -> Markup:
        """All of it, with its upper edge at `y`."""
        return joined(
            element("text", line, x=x, y=round(y + down - 4, 1), class_=class_ or None)
            for down, line, class_ in self._lines
        )


def _reasons(claim: ClaimView) -> Iterator[str]:
    """Who was counted as the same origin, and why; nothing where nobody was."""
    told = [
        f"{brief_line(voice.actor, 80)}: {brief_line(merged, 300)}"
        for voice in claim.voices
        for merged in voice.counted_in
    ]
    if told:
        yield MERGED
    yield from told[:_MERGES]
    if told[_MERGES:]:
        yield f"and {counted(len(told) - _MERGES, 'more reason')}"


def _aside(ways: Sequence[Way], end: float, top: float, bottom: float) -> Markup:
    """The passages of `ways` in a box below `end`, or above it where there is no room below; within the sheet."""
    column = _Column(_FRAME.width - 32)
    said = [passage for way in ways for passage in way.passages]
    for passage in said[:POINTED]:
        column.add(f"“{brief_line(passage.quoted, _LONGEST_PASSAGE)}”", 14, 4, before=8)
        column.add(_caption(passage), 13, 2, class_="soft")
    if said[POINTED:]:
        column.add(f"and {counted(len(said) - POINTED, 'more passage')}", 13, 1, class_="soft", before=8)
    for merged in dict.fromkeys(m for way in ways for m in way.merged):
        column.add(f"Counted as the same origin: {brief_line(merged.told, 300)}", 13, 2, class_="strong", before=8)
    height = column.height + 16
    y = end + 22 if end + 22 + height <= bottom else max(end - 22 - height, top + 4)
    box = element("rect", x=0, y=round(y, 1), width=_FRAME.width, height=round(height, 1), rx=4)
    return element("g", box, column.at(y + 2, x=16), class_="aside", aria_hidden="true")


def _caption(passage: Passage) -> str:
    way = " → ".join(passage.way) or passage.outlet
    return ", ".join(part for part in (brief_line(way), dated(passage.published), passage.manner) if part)


@cache
def _style() -> str:
    """The style with every colour written out, for not all that shows an SVG knows variables."""
    home = files("firsthand.show.export")
    colours = home.joinpath("colours.css").read_text("utf-8")
    rules = home.joinpath("drawings.css").read_text("utf-8") + home.joinpath("sheet.css").read_text("utf-8")
    day, night, paper = (_named(part) for part in colours.split("@media"))
    faces = [_with(rules, day | other) for other in ({}, night, paper)]
    return f"{faces[0]}@media (prefers-color-scheme: dark) {{\n{faces[1]}}}\n@media print {{\n{faces[2]}}}\n"


def _named(part: str) -> dict[str, str]:
    """The colours that a part of the sheet names, by name: "--ink: #1b1b1a;"."""
    told = (one.rpartition("--")[2].partition(": ") for one in part.split(";") if "--" in one)
    return {name: value for name, _, value in told}


def _with(rules: str, values: Mapping[str, str]) -> str:
    return re.sub(r"var\(--([\w-]+)\)", lambda found: values[found[1]], rules)
