"""Where does a claim come from, and which way did it take? Roots on the left, relays between, outlets on the right.

Drawn twice, for a wide page and for a telephone, because a drawing that is only scaled down cannot be read;
the style sheet shows one of the two. The same is said as a list beside it, so nothing is lost without the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from firsthand.show.export.labels import text_lines, wrapped
from firsthand.show.export.markup import NOTHING, Markup, element, joined
from firsthand.show.neutral import brief_line
from firsthand.show.views import ClaimView, Voice
from firsthand.show.words import counted, listed

_MOST_ORIGINS = 10
_MOST_ROUTES = 8
_MOST_OUTLETS = 14
"""Beyond these a drawing is no longer read; the rest is counted in one node, and stands in the list."""


class _Frame(NamedTuple):
    """The measures of one drawing, in px. Labels are `*_room` wide."""

    name: str
    width: float
    size: float
    origin_x: float
    origin_room: float
    relay_x: float
    relay_room: float
    outlet_x: float
    outlet_room: float
    lines: int


_WIDE = _Frame("wide", 760, 13, 206, 190, 384, 150, 560, 186, 3)
_NARROW = _Frame("narrow", 328, 11.5, 90, 80, 160, 78, 226, 88, 5)
_SAID = 160
"""Characters of a name in the sentence that says what the drawing shows."""
_GAP = 13.0
_HEAD = 30.0


@dataclass(slots=True)
class _Node:
    """One name in one column. `y` is the middle of its label; `rank` is what it is ordered by."""

    label: str
    lines: tuple[str, ...]
    rank: float
    named: bool = True
    direct: bool = False
    y: float = 0.0

    def height(self, leading: float) -> float:
        return 10.0 if self.direct else leading * max(len(self.lines), 1)


class _Edge(NamedTuple):
    """One way: places of its origin, its middle and its outlet, and how many mentions went it."""

    origin: int
    middle: int
    outlet: int


def origin_graph(claim: ClaimView) -> Markup:
    """The drawing of `claim`, in both widths; nothing where no origin is established."""
    voices = [v for v in claim.voices if v.routes]
    if not voices:
        return NOTHING
    said = _in_words(voices)
    return element("div", _draw(voices, _WIDE, said), _draw(voices, _NARROW, said), class_="graph")


def _in_words(voices: Sequence[Voice]) -> str:
    """The drawing as sentences, for who does not see it."""
    ways = [
        f"{brief_line(voice.actor, _SAID)} ({'named' if voice.named else 'unverified'}) "
        f"{'through ' + brief_line(', then '.join(route.relays), _SAID) if route.relays else 'directly'} "
        f"in {brief_line(listed(route.outlets, 6), _SAID)}"
        for voice in voices
        for route in voice.routes
    ]
    return "Origin graph. " + "; ".join(ways[:12]) + "."


def _draw(voices: Sequence[Voice], frame: _Frame, said: str) -> Markup:
    origins, middles, outlets, edges = _network(voices, frame)
    leading = frame.size * 1.25
    _rank(middles, [(e.middle, e.origin) for e in edges], origins)
    _rank(outlets, [(e.outlet, e.middle) for e in edges], middles)
    tallest = max(sum(n.height(leading) + _GAP for n in column) for column in (origins, middles, outlets))
    for column in (origins, middles, outlets):
        _spread(column, tallest, leading)
    height = _HEAD + tallest
    return element(
        "svg",
        _heads(frame, has_relays=any(not m.direct for m in middles)),
        _ways(edges, origins, middles, outlets, frame),
        joined(_origin(n, frame, leading) for n in origins),
        joined(_middle(n, frame, leading) for n in middles if not n.direct),
        joined(_outlet(n, frame, leading) for n in outlets),
        class_=f"drawing {frame.name}",
        viewBox=f"0 0 {frame.width:g} {height:g}",
        width=frame.width,
        height=height,
        role="img",
        aria_label=said,
    )


def _network(voices: Sequence[Voice], frame: _Frame) -> tuple[list[_Node], list[_Node], list[_Node], tuple[_Edge, ...]]:
    """Nodes of the three columns, in order of first appearance, and the ways between them, each once."""
    origins: list[_Node] = []
    middles: dict[tuple[str, ...] | int, _Node] = {}
    outlets: dict[str, _Node] = {}
    edges: dict[_Edge, None] = {}
    for at, voice in enumerate(voices):
        place = min(at, _MOST_ORIGINS)
        if place == len(origins):
            label = voice.actor if at < _MOST_ORIGINS else counted(len(voices) - at, "more origin")
            origins.append(_Node(label, wrapped(label, frame.origin_room, frame.size, frame.lines), place, voice.named))
        for route in voice.routes:
            middle = _middle_key(route.relays, place, middles)
            if middle not in middles:
                label = "other relays" if middle == ("",) else ", then ".join(route.relays)
                lines = wrapped(label, frame.relay_room - 12, frame.size, frame.lines)
                middles[middle] = _Node(label, lines, 0, direct=not route.relays)
            for outlet in route.outlets:
                key = outlet.casefold() if len(outlets) < _MOST_OUTLETS or outlet.casefold() in outlets else ""
                if key not in outlets:
                    label = outlet if key else "more outlets"
                    outlets[key] = _Node(label, wrapped(label, frame.outlet_room, frame.size, frame.lines), 0)
                edges[_Edge(place, list(middles).index(middle), list(outlets).index(key))] = None
    return origins, list(middles.values()), list(outlets.values()), tuple(edges)


def _middle_key(
    relays: tuple[str, ...], origin: int, middles: dict[tuple[str, ...] | int, _Node]
) -> tuple[str, ...] | int:
    """Ways without a relay pass through one unseen point for each origin; too many relays share a node."""
    if not relays:
        return origin
    return relays if relays in middles or len(middles) < _MOST_ROUTES else ("",)


def _rank(nodes: Sequence[_Node], ways: Sequence[tuple[int, int]], before: Sequence[_Node]) -> None:
    """Order a column by the mean rank of what leads into it (Sugiyama's barycentre), so that ways cross little."""
    for place, node in enumerate(nodes):
        into = [before[left].rank for here, left in ways if here == place]
        node.rank = sum(into) / len(into) + place / 1000 if into else float(place)


def _spread(column: Sequence[_Node], tallest: float, leading: float) -> None:
    """Set the column's nodes below each other, the free height shared out between them."""
    used = sum(n.height(leading) for n in column)
    gap = (tallest - used) / len(column)
    y = _HEAD + gap / 2
    for node in sorted(column, key=lambda n: n.rank):
        node.y = y + node.height(leading) / 2
        y += node.height(leading) + gap


def _heads(frame: _Frame, *, has_relays: bool) -> Markup:
    heads = [
        element("text", "Origin", x=0, y=12, class_="head"),
        element("text", "Through", x=frame.relay_x, y=12, class_="head centre") if has_relays else None,
        element("text", "Printed in", x=frame.outlet_x - 5, y=12, class_="head"),
    ]
    return joined(heads)


def _ways(
    edges: Sequence[_Edge],
    origins: Sequence[_Node],
    middles: Sequence[_Node],
    outlets: Sequence[_Node],
    frame: _Frame,
) -> Markup:
    left = {(e.origin, e.middle): None for e in edges}
    right = {(e.middle, e.outlet): None for e in edges}
    half = {place: 0.0 if m.direct else frame.relay_room / 2 for place, m in enumerate(middles)}
    first = (
        _curve(frame.origin_x + 5, origins[o].y, frame.relay_x - half[m], middles[m].y, named=origins[o].named)
        for o, m in left
    )
    unnamed = {m for o, m in left if not origins[o].named}
    second = (
        _curve(frame.relay_x + half[m], middles[m].y, frame.outlet_x - 5, outlets[p].y, named=m not in unnamed)
        for m, p in right
    )
    return element("g", *first, *second, class_="ways")


def _curve(x1: float, y1: float, x2: float, y2: float, *, named: bool) -> Markup:
    bend = (x2 - x1) / 2
    path = f"M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return element("path", d=path, class_=None if named else "unsure")


def _origin(node: _Node, frame: _Frame, leading: float) -> Markup:
    return element(
        "g",
        element("title", brief_line(node.label) + ("" if node.named else " (unverified)")),
        element("circle", cx=frame.origin_x, cy=round(node.y, 1), r=5, class_="named" if node.named else "unverified"),
        text_lines(node.lines, frame.origin_x - 12, node.y, leading, class_="right strong"),
    )


def _middle(node: _Node, frame: _Frame, leading: float) -> Markup:
    height = node.height(leading) + 6
    return element(
        "g",
        element("title", brief_line(node.label)),
        element(
            "rect",
            x=frame.relay_x - frame.relay_room / 2,
            y=round(node.y - height / 2, 1),
            width=frame.relay_room,
            height=round(height, 1),
            rx=4,
            class_="relay",
        ),
        text_lines(node.lines, frame.relay_x, node.y, leading, class_="centre"),
    )


def _outlet(node: _Node, frame: _Frame, leading: float) -> Markup:
    return element(
        "g",
        element("title", brief_line(node.label)),
        element("rect", x=frame.outlet_x - 5, y=round(node.y - 5, 1), width=10, height=10, class_="outlet"),
        text_lines(node.lines, frame.outlet_x + 12, node.y, leading),
    )
