"""Where does a claim come from, and which way did it take? Roots on the left, relays between, outlets on the right.

Time runs downwards: articles stand in the order in which they were published, and each origin near those that print
its word. Every way shows its passages where one points at it. On the page it is drawn twice, for a wide page and for a
telephone, because a drawing that is only scaled down cannot be read; the style sheet shows one of the two. The same is
said as a list beside it, so nothing is lost without the picture.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from firsthand.show.export.labels import text_lines, wrapped
from firsthand.show.export.markup import NOTHING, Markup, element, joined
from firsthand.show.graph import OriginGraph, Way, graph_of
from firsthand.show.neutral import brief_line
from firsthand.show.views import ClaimView
from firsthand.show.words import counted, dated, listed


class Frame(NamedTuple):
    """The measures of one drawing, in px. Labels are `*_room` wide and have `lines` at most.

    Beyond `origins`, `relays` and `articles` a drawing is no longer read; the rest is counted in one node.
    """

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
    origins: int = 10
    relays: int = 8
    articles: int = 14


_WIDE: Final = Frame("wide", 760, 13, 206, 190, 384, 150, 560, 186, 3)
_NARROW: Final = Frame("narrow", 328, 11.5, 90, 80, 160, 78, 226, 88, 5)
_SAID: Final = 160
"""Characters of a name in the sentence that says what the drawing shows."""
_QUOTED: Final = 300
"""Characters of a passage that a pointer shows; a longer one covers the drawing."""
POINTED: Final = 3
"""Passages that a pointer shows at once."""
_GAP: Final = 13.0
_HEAD: Final = 30.0

Aside = Callable[[Sequence[Way], float, float], Markup]
"""What a sheet by itself shows of some ways where one points at them: a line that ends at a height, in a drawing of
a height."""


@dataclass(slots=True)
class _Node:
    """One name in one column. `y` is the middle of its label; `ways` lead through it, in time.

    `under` is set small below the name; `direct` is a point that is not seen, for ways without a relay.
    """

    label: str
    lines: tuple[str, ...]
    under: tuple[str, ...] = ()
    title: str = ""
    named: bool = True
    direct: bool = False
    ways: list[Way] = field(default_factory=list)
    y: float = 0.0

    def height(self, leading: float) -> float:
        """How high its label is, in px."""
        return 10.0 if self.direct else leading * max(len(self.lines) + len(self.under), 1)


_Key = tuple[str, ...] | int


class _Network:
    """The three columns of a graph, from top to bottom, and the ways between their nodes."""

    def __init__(self, graph: OriginGraph, frame: Frame) -> None:
        self._frame = frame
        self.origins: list[_Node] = []
        self._middles: dict[_Key, _Node] = {}
        self._articles: dict[str, _Node] = {}
        self.left: dict[tuple[int, _Key], list[Way]] = {}
        self.right: dict[tuple[_Key, str], list[Way]] = {}
        printed = list(dict.fromkeys(way.article for way in graph.ways))
        shown = set(printed if len(printed) <= frame.articles else printed[: frame.articles - 1])
        for at, voice in enumerate(graph.origins[: frame.origins]):
            left = len(graph.origins) - at
            over = at == frame.origins - 1 and left > 1
            label = counted(left, "more origin") if over else voice.actor
            self._add_origin(label, named=voice.named or over)
        for way in graph.ways:
            origin = min(way.origin, frame.origins - 1)
            middle = self._middle(way, origin)
            article = way.article if way.article in shown else ""
            if article not in self._articles:
                self._articles[article] = self._article(way, len(printed) - len(shown) if not article else 0)
            self.left.setdefault((origin, middle), []).append(way)
            self.right.setdefault((middle, article), []).append(way)
            for node in (self.origins[origin], self._middles[middle], self._articles[article]):
                node.ways.append(way)

    @property
    def middles(self) -> Sequence[_Node]:
        """Relays, and the points without one."""
        return list(self._middles.values())

    @property
    def articles(self) -> Sequence[_Node]:
        """In time."""
        return list(self._articles.values())

    def middle(self, key: _Key) -> _Node:
        """The node of a relay, or of the ways of an origin that have none."""
        return self._middles[key]

    def article(self, key: str) -> _Node:
        """The node of an article."""
        return self._articles[key]

    def settle(self) -> float:
        """Give every node its place, articles in time; the height of the drawing."""
        leading = self._frame.size * 1.25
        columns = (self.articles, self.middles, self.origins)
        tallest = max(sum(n.height(leading) + _GAP for n in column) for column in columns)
        _spread(self.articles, tallest, leading)
        place = {way.article: node.y for node in self.articles for way in node.ways}
        for column in (self.middles, self.origins):
            for node in column:
                node.y = sum(place[way.article] for way in node.ways) / len(node.ways)
        _part(sorted(self.middles, key=lambda n: n.y), tallest, leading)
        _part(self.origins, tallest, leading)
        return _HEAD + tallest

    def _add_origin(self, label: str, *, named: bool) -> None:
        frame = self._frame
        lines = wrapped(label, frame.origin_room, frame.size, frame.lines)
        title = brief_line(label) + ("" if named else " (unverified)")
        self.origins.append(_Node(label, lines, title=title, named=named))

    def _middle(self, way: Way, origin: int) -> _Key:
        """Ways without a relay pass through one unseen point for each origin; too many relays share a node."""
        if not way.relays:
            self._middles.setdefault(origin, _Node("", (), direct=True))
            return origin
        many = len(self._middles) >= self._frame.relays and way.relays not in self._middles
        key = ("",) if many else way.relays
        if key not in self._middles:
            label = "other relays" if many else ", then ".join(way.relays)
            lines = wrapped(label, self._frame.relay_room - 12, self._frame.size, self._frame.lines)
            self._middles[key] = _Node(label, lines, title=brief_line(label))
        return key

    def _article(self, way: Way, more: int) -> _Node:
        frame = self._frame
        label = counted(more, "more article") if more else way.outlet
        when = "" if more else dated(way.published) or "no date"
        told = [label, when, way.passages[0].title or "" if not more else ""]
        return _Node(
            label,
            wrapped(label, frame.outlet_room, frame.size, frame.lines),
            under=wrapped(when, frame.outlet_room, frame.size, 2) if when else (),
            title=", ".join(brief_line(part) for part in told if part),
        )


def origin_graph(claim: ClaimView) -> Markup:
    """The drawing of `claim` for a page, in both widths; nothing where no origin is established."""
    graph = graph_of(claim)
    if not graph.ways:
        return NOTHING
    return element("div", _on_page(graph, _WIDE), _on_page(graph, _NARROW), class_="graph")


def _on_page(graph: OriginGraph, frame: Frame) -> Markup:
    body, height = drawn(graph, frame)
    return element(
        "svg",
        body,
        class_=f"drawing {frame.name}",
        viewBox=f"0 0 {frame.width:g} {height:g}",
        width=frame.width,
        height=height,
        role="img",
        aria_label=in_words(graph),
    )


def in_words(graph: OriginGraph) -> str:
    """The drawing as sentences, for who does not see it."""
    found: dict[tuple[int, tuple[str, ...]], dict[str, None]] = {}
    for way in graph.ways:
        found.setdefault((way.origin, way.relays), {})[way.outlet] = None
    ways = []
    for (at, relays), outlets in list(found.items())[:12]:
        voice = graph.origins[at]
        through = f"through {brief_line(', then '.join(relays), _SAID)}" if relays else "directly"
        kind = "named" if voice.named else "unverified"
        printed = brief_line(listed(list(outlets), 6), _SAID)
        ways.append(f"{brief_line(voice.actor, _SAID)} ({kind}) {through} in {printed}")
    return "Origin graph. " + "; ".join(ways) + "."


def drawn(graph: OriginGraph, frame: Frame, aside: Aside | None = None) -> tuple[Markup, float]:
    """What the drawing of `graph` holds, and how high it is."""
    network = _Network(graph, frame)
    height = network.settle()
    leading = frame.size * 1.25
    lines = _lines(network, frame)
    body = joined(
        (
            _heads(frame, has_relays=any(not m.direct for m in network.middles)),
            element("g", *(_seen(line, told=aside is None) for line in lines), class_="ways"),
            *(_origin(n, frame, leading) for n in network.origins),
            *(_middle(n, frame, leading) for n in network.middles if not n.direct),
            *(_outlet(n, frame, leading) for n in network.articles),
            element("g", *(_pointed(line, aside, height) for line in lines)) if aside is not None else None,
        )
    )
    return body, height


def _spread(column: Sequence[_Node], tallest: float, leading: float) -> None:
    """Set the column's nodes below each other, the free height shared out between them."""
    gap = (tallest - sum(n.height(leading) for n in column)) / len(column)
    y = _HEAD + gap / 2
    for node in column:
        node.y = y + node.height(leading) / 2
        y += node.height(leading) + gap


def _part(column: Sequence[_Node], tallest: float, leading: float) -> None:
    """Leave the column's nodes, from top to bottom, where they are wanted, as far as none covers another."""
    lowest = _HEAD
    for node in column:
        node.y = max(node.y, lowest + _GAP / 2 + node.height(leading) / 2)
        lowest = node.y + node.height(leading) / 2 + _GAP / 2
    highest = _HEAD + tallest
    for node in reversed(column):
        node.y = min(node.y, highest - _GAP / 2 - node.height(leading) / 2)
        highest = node.y - node.height(leading) / 2 - _GAP / 2


def _heads(frame: Frame, *, has_relays: bool) -> Markup:
    heads = [
        element("text", "Origin", x=frame.origin_x - 12, y=12, class_="head right"),
        element("text", "Through", x=frame.relay_x, y=12, class_="head centre") if has_relays else None,
        element("text", "Printed in", x=frame.outlet_x - 5, y=12, class_="head"),
    ]
    return joined(heads)


class _Line(NamedTuple):
    """One line of the drawing, the ways that take it, and where it ends."""

    path: str
    ways: Sequence[Way]
    named: bool
    end: float


def _lines(network: _Network, frame: Frame) -> list[_Line]:
    half = {key: 0.0 if network.middle(key).direct else frame.relay_room / 2 for _, key in network.left}
    unnamed = {key for origin, key in network.left if not network.origins[origin].named}
    lines = []
    for (at, key), ways in network.left.items():
        origin, middle = network.origins[at], network.middle(key)
        path = _curve(frame.origin_x + 5, origin.y, frame.relay_x - half[key], middle.y)
        lines.append(_Line(path, ways, origin.named, middle.y))
    for (key, name), ways in network.right.items():
        middle, article = network.middle(key), network.article(name)
        path = _curve(frame.relay_x + half[key], middle.y, frame.outlet_x - 5, article.y)
        lines.append(_Line(path, ways, key not in unnamed, article.y))
    return lines


def _seen(line: _Line, *, told: bool) -> Markup:
    """A line, which tells its passages to who points at it where nothing else does."""
    path = element("path", d=line.path, class_=None if line.named else "unsure")
    return element("g", element("title", _told(line.ways)), path) if told else path


def _pointed(line: _Line, aside: Aside, height: float) -> Markup:
    """What lies over a line and is seen where one points at it, or comes to it by keyboard."""
    return element(
        "g",
        element("path", d=line.path, class_="near"),
        aside(line.ways, line.end, height),
        class_="point",
        tabindex="0",
        role="note",
        aria_label=_told(line.ways),
    )


def _told(ways: Sequence[Way]) -> str:
    """The passages behind a line, and who was counted as the same origin by them."""
    said = [(way, passage) for way in ways for passage in way.passages]
    lines = [
        f"“{brief_line(p.quoted, _QUOTED)}” {brief_line(' → '.join(p.way) or way.outlet, _SAID)}"
        for way, p in said[:POINTED]
    ]
    if len(said) > POINTED:
        lines.append(f"and {counted(len(said) - POINTED, 'more passage')}")
    merged = dict.fromkeys(m.told for way in ways for m in way.merged)
    lines += [f"Counted as the same origin: {brief_line(told, _QUOTED)}" for told in list(merged)[:POINTED]]
    return "\n".join(lines)


def _curve(x1: float, y1: float, x2: float, y2: float) -> str:
    bend = (x2 - x1) / 2
    return f"M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"


def _origin(node: _Node, frame: Frame, leading: float) -> Markup:
    return element(
        "g",
        element("title", node.title),
        element("circle", cx=frame.origin_x, cy=round(node.y, 1), r=5, class_="named" if node.named else "unverified"),
        text_lines(node.lines, frame.origin_x - 12, node.y, leading, class_="right strong"),
    )


def _middle(node: _Node, frame: Frame, leading: float) -> Markup:
    height = node.height(leading) + 6
    return element(
        "g",
        element("title", node.title),
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


def _outlet(node: _Node, frame: Frame, leading: float) -> Markup:
    """The outlet, and below it when: each a text of its own, so that no script turns the other round."""
    x, half = frame.outlet_x + 12, leading / 2
    return element(
        "g",
        element("title", node.title),
        element("rect", x=frame.outlet_x - 5, y=round(node.y - 5, 1), width=10, height=10, class_="outlet"),
        text_lines(node.lines, x, node.y - half * len(node.under), leading),
        text_lines(node.under, x, node.y + half * len(node.lines), leading, class_="soft") if node.under else None,
    )
