"""Which days does "last week", "mid-October" or "the third quarter" mean, counted from the day of publication?

Each answer is a `Reckoned`: the value that TIMEX3 writes, and the EDTF date or interval where the records here can hold
it. A third of a month is days 1-10, 11-20, 21 to the end; a third of a year four months. Without a day to count from
the value keeps its X, and there is no date.
"""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

_UNKNOWN_DAY = "XXXX-XX-XX"
_MONTHS = 12
_THIRDS = {"early": 0, "mid": 1, "late": 2}


class Reckoned(NamedTuple):
    """A value of TIMEX3, the EDTF text or None, and the day, where it is one day."""

    value: str
    norm: str | None
    day: date | None = None


def a_day(day: date | None, *, part: str | None = None) -> Reckoned:
    """One day, or a part of it ("MO", "NI"); EDTF has no parts of days, so the date is the day's."""
    if day is None:
        return Reckoned(_UNKNOWN_DAY + (f"T{part}" if part else ""), None)
    return Reckoned(day.isoformat() + (f"T{part}" if part else ""), day.isoformat(), day)


def a_month(year: int | None, month: int, third: str | None = None) -> Reckoned:
    """A month, or its first, middle or last third."""
    if year is None:
        return Reckoned(f"XXXX-{month:02}", None)
    value = f"{year:04}-{month:02}"
    if third is None:
        return Reckoned(value, value)
    last = calendar.monthrange(year, month)[1]
    first, end = ((1, 10), (11, 20), (21, last))[_THIRDS[third]]
    return Reckoned(value, f"{value}-{first:02}/{value}-{end:02}")


def a_year(year: int | None, third: str | None = None) -> Reckoned:
    """A year, or its first, middle or last four months."""
    if year is None:
        return Reckoned("XXXX", None)
    if third is None:
        return Reckoned(f"{year:04}", f"{year:04}")
    first = _THIRDS[third] * 4 + 1
    return Reckoned(f"{year:04}", f"{year:04}-{first:02}/{year:04}-{first + 3:02}")


def a_decade(start: int, third: str | None = None) -> Reckoned:
    """The ten years from `start`; early, mid and late are its years 0-3, 4-6 and 7-9."""
    first, last = (0, 9) if third is None else ((0, 3), (4, 6), (7, 9))[_THIRDS[third]]
    return Reckoned(f"{start // 10}", f"{start + first:04}/{start + last:04}")


def a_week(day: date | None) -> Reckoned:
    """The ISO week (Monday to Sunday) that holds `day`."""
    if day is None:
        return Reckoned("XXXX-WXX", None)
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Reckoned(f"{year:04}-W{week:02}", f"{monday}/{monday + timedelta(days=6)}")


def a_weekend(day: date | None) -> Reckoned:
    """Saturday and Sunday of the ISO week that holds `day`."""
    if day is None:
        return Reckoned("XXXX-WXX-WE", None)
    year, week, weekday = day.isocalendar()
    saturday = day + timedelta(days=6 - weekday)
    return Reckoned(f"{year:04}-W{week:02}-WE", f"{saturday}/{saturday + timedelta(days=1)}")


def a_quarter(year: int | None, quarter: int) -> Reckoned:
    """A quarter of a calendar year."""
    if year is None:
        return Reckoned(f"XXXX-Q{quarter}", None)
    return Reckoned(f"{year:04}-Q{quarter}", f"{year:04}-{quarter * 3 - 2:02}/{year:04}-{quarter * 3:02}")


def a_half(year: int | None, half: int) -> Reckoned:
    """A half of a calendar year."""
    if year is None:
        return Reckoned(f"XXXX-H{half}", None)
    return Reckoned(f"{year:04}-H{half}", f"{year:04}-{half * 6 - 5:02}/{year:04}-{half * 6:02}")


def months_on(day: date, months: int) -> tuple[int, int]:
    """(year, month) that lies `months` after the month of `day`, or before it where negative."""
    count = day.year * _MONTHS + day.month - 1 + months
    return count // _MONTHS, count % _MONTHS + 1


def days_on(day: date, days: int) -> date | None:
    """`days` after `day`; None where no calendar reaches."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def weekday_near(ref: date | None, weekday: int, direction: int) -> date | None:
    """The `weekday` (1 Monday to 7 Sunday) on or before `ref` (direction -1), or on or after it (+1)."""
    if ref is None:
        return None
    gap = (ref.isoweekday() - weekday) % 7 if direction < 0 else (weekday - ref.isoweekday()) % 7
    return days_on(ref, gap if direction > 0 else -gap)


def year_of(ref: date | None, month: int, day: int | None, direction: int) -> int | None:
    """The year of a month, or of a day of it, that lies nearest to `ref` (0), before it (-1) or after it (+1).

    The month of `ref` itself counts as before and as after. None where no such day exists within eight years.
    """
    if ref is None:
        return None
    if day is None:
        if direction > 0:
            return ref.year + (month < ref.month)
        return ref.year - (month > ref.month)
    there = [d for d in (real_day(ref.year + n, month, day) for n in range(-8, 9)) if d]
    if direction:
        there = [d for d in there if (d - ref).days * direction >= 0]
    return min(there, key=lambda d: abs((d - ref).days)).year if there else None


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
