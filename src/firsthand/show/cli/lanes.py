"""How does an origin graph look in a terminal? Roots on the left, outlets on the right, time downwards.

    Origin         Through        Printed in
    ● Port Authority (named)
  1 ├─────────────────────────────▶ The Harbour Post, 5 May 2031, 06:40
    │ ○ a crew member (unverified)
  2 │ └╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶ The Harbour Post, 5 May 2031, 06:40
  3 └─── Lantern Wire ────────────▶ Northgate Courier, 5 May 2031, 09:30

An origin has a lane from the first article that prints its word to the last. Nothing rests on colour.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from firsthand.show.graph import OriginGraph, Way
from firsthand.show.neutral import brief_line
from firsthand.show.words import dated

_MOST_LANES: Final = 9
"""Lanes beside each other that an eye still tells apart; an origin beyond them is named at each of its ways."""
_LONGEST: Final = 160
"""Characters of a name; the passages have it whole."""
_LEFTWARDS: Final = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters of scripts that run to the left (Hebrew, Arabic, Syriac, ...): blocks of the Unicode Standard."""
_MARK: Final = "\u200e"
"""LEFT-TO-RIGHT MARK: what follows such a name stays on its right."""


def graph_lines(graph: OriginGraph, console: Console) -> Iterator[Text]:
    """The lines of `graph` in the width of `console`; `ways` are numbered from 1."""
    return _Picture(graph, console).lines()


class _Picture:
    def __init__(self, graph: OriginGraph, console: Console) -> None:
        self._graph, self._console = graph, console
        self._last = {way.origin: at for at, way in enumerate(graph.ways)}
        self._most = max(min(_MOST_LANES, console.width // 10), 1)
        self._lane_of, self._wide = self._lanes()
        self._margin = len(str(len(graph.ways))) + 2
        art = self._margin + 2 * self._wide
        longest = max((Text(_through(way)).cell_len for way in graph.ways), default=0)
        self._relay_room = min(longest, max(console.width * 36 // 100, 8))
        self._arrow = art + (self._relay_room + 7 if longest else 4)
        if console.width - self._arrow - 2 < console.width // 3:
            self._arrow = console.width - console.width // 3 - 2
            self._relay_room = max(self._arrow - art - 7, 6)
        self._open: list[int | None] = [None] * self._wide

    def lines(self) -> Iterator[Text]:
        """The head, then the ways."""
        yield self._head()
        for at, way in enumerate(self._graph.ways):
            if way.origin not in self._open:
                lane = self._lane_of[way.origin]
                yield from self._named(way.origin, lane)
                self._open[lane] = way.origin
            yield from self._way(at, way)

    def _lanes(self) -> tuple[dict[int, int], int]:
        """The lane of each origin, a free one where there is one, and how many there are.

        The outermost lane is kept for origins that find no other; it is closed again after each way.
        """
        found: dict[int, int] = {}
        busy: dict[int, int] = {}
        for at, way in enumerate(self._graph.ways):
            busy = {lane: origin for lane, origin in busy.items() if self._last[origin] >= at}
            if way.origin not in found:
                lane = next((n for n in range(self._most - 1) if n not in busy), self._most - 1)
                found[way.origin] = lane
                if lane < self._most - 1:
                    busy[lane] = way.origin
        return found, max(found.values(), default=0) + 1

    def _head(self) -> Text:
        head = Text(" " * self._margin + "Origin", "dim")
        if any(way.relays for way in self._graph.ways):
            at = self._margin + 2 * self._wide + 4
            head = _until(head, max(at, head.cell_len + 2)).append("Through")
        return _until(head, max(self._arrow + 2, head.cell_len + 2)).append("Printed in")

    def _named(self, origin: int, lane: int) -> Iterator[Text]:
        """The name of an origin, at the head of its lane."""
        voice = self._graph.origins[origin]
        kind = "named" if voice.named else "unverified"
        name = Text.assemble((_name(voice.actor), "bold"), f" ({kind})")
        ahead = self._margin + 2 * lane + 2
        for number, line in enumerate(name.wrap(self._console, max(self._console.width - ahead, 8), overflow="fold")):
            line.rstrip()
            sign = ("●" if voice.named else "○") if not number else _down(named=voice.named)
            yield Text.assemble(
                " " * self._margin, self._lanes_before(lane), (sign, _style(named=voice.named)), " ", line
            )

    def _way(self, at: int, way: Way) -> Iterator[Text]:
        lane, named = self._lane_of[way.origin], self._graph.origins[way.origin].named
        goes_on = self._last[way.origin] > at and lane < self._most - 1
        through = Text(_through(way))
        relays = list(through.wrap(self._console, self._relay_room, overflow="fold")) if through else []
        told = Text.assemble(_name(way.outlet), (f", {dated(way.published) or 'no date'}", "dim"))
        outlets = list(told.wrap(self._console, max(self._console.width - self._arrow - 2, 8), overflow="fold"))
        for line in (*relays, *outlets):
            line.rstrip()
        yield self._drawn(at, lane, relays, outlets[0], named=named, goes_on=goes_on)
        if not goes_on:
            self._open[lane] = None
        under = self._margin + 2 * self._wide + 4
        for number in range(1, max(len(relays), len(outlets))):
            line = Text.assemble(" " * self._margin, self._lanes_before(self._wide))
            if number < len(relays):
                line = _until(line, under).append_text(relays[number])
            if number < len(outlets):
                line = _until(line, self._arrow + 2).append_text(outlets[number])
            yield line

    def _drawn(self, at: int, lane: int, relays: Sequence[Text], outlet: Text, *, named: bool, goes_on: bool) -> Text:
        """The line itself: from its lane, across those beyond it, through the relay, to the outlet."""
        style, across = _style(named=named), "─" if named else "╌"
        line = Text(f"{at + 1:>{self._margin - 1}} ", "dim").append_text(self._lanes_before(lane))
        line.append("├" if goes_on else "└", style)
        for beyond in self._open[lane + 1 :]:
            line.append(across, style)
            line.append_text(self._lane(beyond) if beyond is not None else Text(across, style))
        line.append(across * 3, style)
        if relays:
            line.append(" ").append_text(relays[0]).append(" ")
        line.append(across * max(self._arrow - line.cell_len, 0), style)
        return line.append("▶ ", style).append_text(outlet)

    def _lanes_before(self, lane: int) -> Text:
        return Text.assemble(*(part for origin in self._open[:lane] for part in (self._lane(origin), " ")))

    def _lane(self, origin: int | None) -> Text:
        if origin is None:
            return Text(" ")
        named = self._graph.origins[origin].named
        return Text(_down(named=named), _style(named=named))


def _down(*, named: bool) -> str:
    return "│" if named else "╎"


def _style(*, named: bool) -> str:
    return "cyan" if named else "yellow"


def _until(line: Text, column: int) -> Text:
    """`line` with blanks up to `column`, in cells: wide characters take two."""
    return line.append(" " * max(column - line.cell_len, 0))


def _through(way: Way) -> str:
    return ", then ".join(_name(relay) for relay in way.relays)


def _name(text: str) -> str:
    """A name on one line, which no script turns round with what follows."""
    line = brief_line(text, _LONGEST)
    return f"{line}{_MARK}" if _LEFTWARDS.search(line) else line
