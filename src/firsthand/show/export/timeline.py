"""When did which claim appear in print? One line a claim, one mark for each mention, at its article's date.

The shape says how a mention bears on the claim (a disc says so, a ring leaves it open, a cross denies it), so
that nothing rests on colour. Mentions of one day that would cover each other become one mark with their number.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from firsthand.model.claim import Bearing
from firsthand.model.when import Precision, When
from firsthand.show.export.labels import wrapped
from firsthand.show.export.markup import NOTHING, Child, Markup, element, joined
from firsthand.show.neutral import brief_line
from firsthand.show.views import ClaimView, Mark
from firsthand.show.words import BEARING, MONTHS, counted

_MOST_CLAIMS = 12
"""More lines than this are a table, not a picture; they are the most-carried ones."""
_ROW = 42.0
_TOP = 26.0
_HOUR_MARKS_BELOW_DAYS = 2.0
_CLOSE = 17.0
"""Two marks that are nearer than this, in px, would cover each other."""
_EDGE = 40.0
_A_YEAR = 300.0


class _Frame(NamedTuple):
    """The measures of one drawing, in px; `ticks` is how many dates fit on its axis."""

    name: str
    width: float
    size: float
    inset: float
    ticks: int


_WIDE = _Frame("wide", 1120, 13.5, 14, 10)
_NARROW = _Frame("narrow", 328, 12, 12, 4)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days (counted as in `date.toordinal`, with fractions) laid along the width of a frame."""

    first: float
    last: float
    frame: _Frame

    def x(self, day: float) -> float:
        share = (day - self.first) / (self.last - self.first)
        return self.frame.inset + share * (self.frame.width - 2 * self.frame.inset)


class _Spot(NamedTuple):
    """Mentions that fall on one place of one line."""

    x: float
    marks: tuple[Mark, ...]


def timeline(claims: Sequence[ClaimView]) -> Markup:
    """The drawing of `claims`, in both widths; nothing where not even two mentions differ in date."""
    shown = [c for c in claims if any(_day(m.when) is not None for m in c.marks)][:_MOST_CLAIMS]
    days = [day for c in shown for m in c.marks if (day := _day(m.when)) is not None]
    if len(set(days)) < 2:  # noqa: PLR2004 - one point in time is no course of events
        return NOTHING
    said = f"Timeline of {counted(len(shown), 'claim')} and {counted(len(days), 'dated mention')}."
    drawings = (_draw(shown, min(days), max(days), frame, said) for frame in (_WIDE, _NARROW))
    return element("div", *drawings, class_="timeline")


def _day(when: When | None) -> float | None:
    """Where a date lies, in days; the middle of what it may mean, noon for a whole day."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    if when.precision is Precision.TIME:
        moment = datetime.fromisoformat(when.edtf.rstrip("?~%"))
        return when.earliest.toordinal() + (moment.hour * 60 + moment.minute) / 1440
    return (when.earliest.toordinal() + when.latest.toordinal() + 1) / 2


def _draw(claims: Sequence[ClaimView], first: float, last: float, frame: _Frame, said: str) -> Markup:
    axis = _axis(first, last, frame)
    height = _TOP + _ROW * len(claims) + 6
    return element(
        "svg",
        *_grid(axis, height),
        *(_line(c, axis, _TOP + _ROW * n) for n, c in enumerate(claims)),
        class_=f"drawing {frame.name}",
        viewBox=f"0 0 {frame.width:g} {height:g}",
        width=frame.width,
        height=height,
        role="group",
        aria_label=said,
    )


def _axis(first: float, last: float, frame: _Frame) -> _Axis:
    """Whole days where there are several; else the hours, with a little air on either side."""
    if last - first >= _HOUR_MARKS_BELOW_DAYS:
        return _Axis(float(int(first)), float(int(last) + 1), frame)
    air = max((last - first) * 0.06, 0.1)
    return _Axis(first - air, last + air, frame)


def _grid(axis: _Axis, height: float) -> Iterable[Markup]:
    for day, label in _ticks(axis):
        x = round(axis.x(day), 1)
        yield element("line", x1=x, y1=18, x2=x, y2=height - 2, class_="grid")
        late = x > axis.frame.width - _EDGE
        yield element("text", label, x=x - 4 if late else x + 1, y=12, class_="head right" if late else "head")


def _ticks(axis: _Axis) -> Iterable[tuple[float, str]]:
    """Whole days, at even distances, as many as fit; the hours where all is within two days."""
    length = axis.last - axis.first
    if length < _HOUR_MARKS_BELOW_DAYS:
        yield from _hours(axis)
        return
    step = max(1, -(-int(length) // axis.frame.ticks))
    day = math.ceil(axis.first)
    while day < axis.last:
        here = date.fromordinal(day)
        yield day, f"{here.day} {MONTHS[here.month - 1][:3]}" + (f" {here.year}" if length > _A_YEAR else "")
        day += step


def _hours(axis: _Axis) -> Iterable[tuple[float, str]]:
    hours = (axis.last - axis.first) * 24
    step = next((s for s in (1, 2, 3, 6, 12) if hours / s <= axis.frame.ticks), 24)
    for hour in range(0, 72, step):
        day = int(axis.first) + hour / 24
        if axis.first <= day <= axis.last and 1 <= day <= date.max.toordinal():
            here = date.fromordinal(int(day))
            yield day, f"{hour % 24:02}:00" if hour % 24 else f"{here.day} {MONTHS[here.month - 1][:3]}"


def _line(claim: ClaimView, axis: _Axis, top: float) -> Markup:
    base = top + _ROW - 12
    label = wrapped(f"{claim.number}. {claim.text}", axis.frame.width, axis.frame.size, 1)
    spots = _spots(claim.marks, axis)
    return element(
        "g",
        element("a", element("text", *label, x=0, y=round(top + 13, 1)), href=f"#claim-{claim.number}"),
        element("line", x1=0, y1=base, x2=axis.frame.width, y2=base, class_="base"),
        element("line", x1=spots[0].x, y1=base, x2=spots[-1].x, y2=base, class_="span") if len(spots) > 1 else None,
        joined(_spot(s, base) for s in spots),
    )


def _spots(marks: Sequence[Mark], axis: _Axis) -> list[_Spot]:
    """Dated marks from left to right; those of one bearing closer than a mark's width are one spot."""
    dated = [(axis.x(day), m) for m in marks if (day := _day(m.when)) is not None]
    spots: list[_Spot] = []
    for x, mark in sorted(dated, key=lambda d: (d[0], d[1].bearing)):
        same = next((n for n in _last_places(spots) if _covers(spots[n], x) and _bears_alike(spots[n], mark)), None)
        if same is not None:
            spots[same] = _Spot(spots[same].x, (*spots[same].marks, mark))
        else:
            clear = max(x, spots[-1].x + _CLOSE) if spots else x
            spots.append(_Spot(round(clear, 1), (mark,)))
    return spots


def _last_places(spots: Sequence[_Spot]) -> range:
    """The places of the last few spots: marks come from left to right, so no other can be near."""
    return range(max(len(spots) - len(Bearing), 0), len(spots))


def _covers(spot: _Spot, x: float) -> bool:
    return abs(x - spot.x) < _CLOSE


def _bears_alike(spot: _Spot, mark: Mark) -> bool:
    return spot.marks[0].bearing is mark.bearing


def _spot(spot: _Spot, y: float) -> Markup:
    bearing, many = spot.marks[0].bearing, len(spot.marks)
    said = f"{brief_line(', '.join(dict.fromkeys(m.outlet for m in spot.marks[:12])))}: {BEARING[bearing]}"
    number: Child = None
    if many > 1:
        aside = 14 if bearing is Bearing.DENIES else 0
        number = element("text", str(many), x=spot.x + aside, y=y + 3.5, class_=f"number {bearing.value}")
    return element("g", element("title", said), _shape(bearing, spot.x, y, radius=5 if many == 1 else 8), number)


def _shape(bearing: Bearing, x: float, y: float, *, radius: float) -> Markup:
    if bearing is Bearing.SUPPORTS:
        return element("circle", cx=x, cy=y, r=radius, class_="says")
    if bearing is Bearing.DENIES:
        r = radius * 0.85
        cross = f"M{x - r:.1f} {y - r:.1f}L{x + r:.1f} {y + r:.1f}M{x - r:.1f} {y + r:.1f}L{x + r:.1f} {y - r:.1f}"
        return element("path", d=cross, class_="denies")
    return element("circle", cx=x, cy=y, r=radius, class_="open")
