"""When, and how exactly do we know? Dates as EDTF (ISO 8601-2), which keep their precision.

"In mid-October" is not the fifteenth and "2024-03" is not the first of March. Read here: years, seasons (`2033-21`
spring to `2033-24` winter), months, days, times of day; `A/B` intervals with open ends (`/B`, `A/`, `..`); the marks
`?`, `~`, `%` for unsure, approximate, both.

>>> When("2024-03").earliest, When("2024-03").latest
(datetime.date(2024, 3, 1), datetime.date(2024, 3, 31))
>>> When("/2024-10-20").earliest is None
True
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from firsthand.model.errors import NotADate

_POINT = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?P<clock>T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?[?~%]?",
    re.ASCII,
)
_SEASON = re.compile(r"\d{4}-2[1-4][?~%]?\Z", re.ASCII)
_SPRING, _WINTER = 21, 24
"""EDTF's first and last season, which stand where a month would."""
_OPEN = ("", "..")
"""How an interval says that an end is open."""
_LONGEST = 80
"""Two full points and a slash are 67 characters; anything longer is no date."""


class Precision(StrEnum):
    """The finest unit that a date states."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    TIME = "time"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class When:
    """An EDTF date or interval. Raises NotADate for anything else."""

    edtf: str

    def __post_init__(self) -> None:
        if len(self.edtf) > _LONGEST:
            raise NotADate(f"expected an EDTF date such as 2024-10-22, came {len(self.edtf)} characters")
        points = self.edtf.split("/")
        if len(points) > 2 or all(point in _OPEN for point in points):  # noqa: PLR2004 - one date, or A/B
            raise NotADate(f"expected a date or one A/B interval, came {self.edtf!r}")
        first, last = self.earliest, self.latest
        if first and last and first > last:
            raise NotADate(f"expected an interval that ends after it begins, came {self.edtf!r}")

    @classmethod
    def day(cls, value: date) -> "When":
        """The day of `value`, whatever its time of day."""
        return cls(f"{value.year:04}-{value.month:02}-{value.day:02}")

    @classmethod
    def moment(cls, value: datetime) -> "When":
        """The second of `value`, in UTC when it knows its zone."""
        if value.tzinfo is not None:
            return cls(_in_utc(value).replace(tzinfo=None).isoformat(timespec="seconds") + "Z")
        return cls(value.isoformat(timespec="seconds"))

    @property
    def precision(self) -> Precision:
        """How finely it is stated."""
        if "/" in self.edtf:
            return Precision.INTERVAL
        if "T" in self.edtf:
            return Precision.TIME
        if _SEASON.match(self.edtf):
            return Precision.YEAR  # no finer: which months are meant is not said
        return (Precision.YEAR, Precision.MONTH, Precision.DAY)[self.edtf.count("-")]

    @property
    def earliest(self) -> date | None:
        """The first day it can mean; None when it is open at the start."""
        first = self.edtf.split("/")[0]
        return None if first in _OPEN else _bounds(first, self.edtf)[0]

    @property
    def latest(self) -> date | None:
        """The last day it can mean; None when it is open at the end."""
        last = self.edtf.split("/")[-1]
        return None if last in _OPEN else _bounds(last, self.edtf)[1]

    @property
    def sort_key(self) -> tuple[str, str]:
        """Orders by when it may begin, then by the text; comparable for any two dates.

        A time that knows its zone is compared in UTC, one that does not as if it were UTC; a day begins before all
        of its times.
        """
        point = self.edtf.split("/")[0]
        if "T" in point:
            zoned = _in_utc(datetime.fromisoformat(point.rstrip("?~%")))
            return (zoned.replace(tzinfo=None).isoformat(timespec="microseconds"), self.edtf)
        first = self.earliest
        return (first.isoformat() if first else "", self.edtf)

    def meets(self, other: "When") -> bool:
        """Whether the two may mean the same day."""
        starts = [d for d in (self.earliest, other.earliest) if d]
        ends = [d for d in (self.latest, other.latest) if d]
        return not starts or not ends or max(starts) <= min(ends)

    def __str__(self) -> str:
        return self.edtf


def _in_utc(moment: datetime) -> datetime:
    """`moment` in UTC, where it knows its zone; as it stands where that would be before year 1 or after 9999."""
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment
    except OverflowError:
        return moment


def _bounds(point: str, whole: str) -> tuple[date, date]:
    """The first and last day of one point in time."""
    match = _POINT.fullmatch(point)
    if match is None:
        raise NotADate(f"expected an EDTF date such as 2024, 2024-10, 2024-10-22 or 2024-10/.., came {whole!r}")
    year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
    try:
        if match["clock"]:
            datetime.fromisoformat(point.rstrip("?~%"))
        if year is None or month is None:
            return date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)
        if day is None and _SPRING <= month <= _WINTER:
            # Summer is July or January by the hemisphere: any day of the year, and a winter may run into the next.
            return date(year, 1, 1), (
                date(year + 1, 2, calendar.monthrange(year + 1, 2)[1]) if month == _WINTER else date(year, 12, 31)
            )
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError as error:
        raise NotADate(f"expected a day that exists, came {whole!r} ({error})") from error
