"""Which day and time does this line mean? The ways in which pages and feeds write when they were published.

"2031-05-04T10:30:00+02:00", "Sun, 04 May 2031 10:30:00 GMT", "4 May 2031, 10:30", "May 4, 2031 10.30 am". The clock
stays in the zone that the page gives, since "on Tuesday" means the outlet's Tuesday. Dates written in figures
alone ("04/05/2031") are read only where one of the two cannot be a month: otherwise they mean two days.
"""

import re
from datetime import datetime, timedelta

from firsthand.model.errors import NotADate
from firsthand.model.when import When

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_CLOCK = (
    r"(?:[\s,|·–-]{1,3}(?:at )?"
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::(?P<second>\d\d))?(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s?(?P<zone>z|utc|gmt|[a-z]{2,4}\b|[+-]\d\d:?\d\d))?)?"
)
_WRITTEN = (
    re.compile(rf"\b{_DAY} {_MONTH},? {_YEAR}{_CLOCK}", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}{_CLOCK}", re.IGNORECASE),
)
_FIGURES = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:[T ]"
    r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?\s?(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_SHORT = re.compile(rf"(?P<a>\d{{1,2}})(?P<by>[/.])(?P<b>\d{{1,2}})(?P=by){_YEAR}{_CLOCK}", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"\d{4}(?:-\d\d)?")
_LONGEST = 120
_MONTHS_IN_YEAR = 12
_HALF_DAY = 12
_HOURS_BY_ZONE = {"z": 0, "utc": 0, "gmt": 0, "bst": 1, "cet": 1, "cest": 2, "est": -5, "edt": -4, "cst": -6,
                  "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "et": None}  # fmt: skip
"""The zone names of RFC 822 and those that European pages write; others leave the clock without a zone."""


def parse_date(written: str) -> When | None:
    """The date that `written` is, as precisely as it says; None when it is none, or may be several.

    >>> parse_date("Sun, 04 May 2031 10:30:00 +0200")
    When(edtf='2031-05-04T10:30:00+02:00')
    >>> parse_date("2031-05"), parse_date("04/05/2031")
    (When(edtf='2031-05'), None)
    """
    written = " ".join(written[: _LONGEST + 1].split())
    if len(written) > _LONGEST:
        return None
    if _YEAR_MONTH.fullmatch(written) or "/" in written[4:] or ".." in written:
        try:
            return When(written)
        except NotADate:
            pass
    return find_date(written)


def find_date(line: str) -> When | None:
    """The first full date in `line`; None when there is none."""
    for pattern in (_FIGURES, *_WRITTEN):
        match = pattern.search(line)
        if match:
            return _when(match, *_day_of(match))
    match = _SHORT.search(line)
    if match:
        first, second = int(match["a"]), int(match["b"])
        if match["by"] == "." or first > _MONTHS_IN_YEAR:
            return _when(match, second, first)
        if second > _MONTHS_IN_YEAR:
            return _when(match, first, second)
    return None


def _day_of(match: re.Match[str]) -> tuple[int, int]:
    """Month and day of a date whose month is written, or stands in its ISO place."""
    month = match["month"].lower()
    if month.isdigit():
        return int(month), int(match["day"])
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(month[:3])), int(match["day"])


def _when(match: re.Match[str], month: int, day: int) -> When | None:
    """The date with its clock, where there is one; None for a day or an hour that does not exist."""
    edtf = f"{match['year']}-{month:02}-{day:02}"
    if match["hour"]:
        hour = int(match["hour"])
        half = match.groupdict().get("half")
        if half:
            hour = hour % _HALF_DAY + (_HALF_DAY if half.lower() == "p" else 0)
        seconds = f":{match['second']}" if match["second"] else ""
        edtf += f"T{hour:02}:{match['minute']}{seconds}{_zone(match['zone'])}"
    try:
        return When(edtf)
    except NotADate:
        return None


def _zone(written: str | None) -> str:
    """The offset from UTC as ISO writes it; empty when the zone is not known by its name."""
    if not written:
        return ""
    if written[0] in "+-":
        return f"{written[:3]}:{written[-2:] if len(written) > len('+00') else '00'}"
    hours = _HOURS_BY_ZONE.get(written.lower())
    if hours is None:
        return ""
    if hours == 0:
        return "Z"
    sign = "+" if hours > 0 else "-"
    return f"{sign}{abs(hours):02}:00"


def from_datetime(value: datetime) -> When:
    """`value` to the second, in its own zone."""
    offset = value.utcoffset()
    clock = value.strftime("%Y-%m-%dT%H:%M:%S")
    if offset is None:
        return When(clock)
    if offset == timedelta(0):
        return When(f"{clock}Z")
    minutes = round(offset.total_seconds() / 60)
    return When(f"{clock}{'+' if minutes > 0 else '-'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}")
