"""Which stretch of time do these words mean, or how long a one? "Last week", "the '90s", "five years", "weekly"."""

import re
from datetime import date

from firsthand.model.statement import TimeType
from firsthand.read import lexicons
from firsthand.read import reckoning as reckon
from firsthand.read.dating import Dating, Place, dated, named_by, said, shift_of, third_of
from firsthand.read.days import BEFORE_MONTHS
from firsthand.read.reckoning import Reckoned

_EARLIEST_BARE_YEAR = 1900
"""Bare four-digit numbers below are taken for years only after a preposition."""
_EDTF_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
_MONEY = ("$", "£", "€", "#", ".", ",", "/", "-", ":", "+")
_GOES_ON = re.compile(r"[^\S\n](?:after|before|later|earlier)\b")
_COUNTED = re.compile(
    r"[^\S\n](?:people|men|women|children|troops|soldiers|homes|houses|miles|metres|meters|feet|tonnes|tons|dollars|euros|pounds"
    r"|jobs|workers|votes|members|employees|points|cases|deaths|victims|students|residents|square|kilometres|kilometers|km|kg|cc|mm"
    r"|hours|years|days|passengers|families|tests|patients|seats|tickets|copies|shares|vehicles|cars|flights)\b|[^\S\n]?[:/°]|-[a-z]"
)
"""What follows a number that is no year."""


def year(match: re.Match[str], place: Place) -> Dating | None:
    """2024; early 2009; the end of 1987; mid-2011."""
    year = int(match["year"])
    if year < _EARLIEST_BARE_YEAR and not third_of(match) and place.word_before() not in BEFORE_MONTHS:
        return None
    before = place.text[max(0, place.start - 2) : place.start]
    after = place.text[match.end() : match.end() + 24]
    if before.rstrip(" ")[-1:] in _MONEY[:4] or before[-1:] in _MONEY:
        return None
    return None if _COUNTED.match(after) else dated(reckon.a_year(year, third_of(match)))


def decade(match: re.Match[str], place: Place) -> Dating | None:
    """The 1980s; the late '90s; the eighties."""
    digit = int(match["ten"]) if match["ten"] else int(lexicons.mapping("times", "decades")[match["word"].lower()])
    if match["century"]:
        return dated(reckon.a_decade(int(match["century"]) * 100 + digit * 10, third_of(match)))
    if (
        not match["word"]
        and match["tick"] is None
        and place.word_before() not in ("the", "early", "late", "mid", "and")
    ):
        return None
    start = 1900 + digit * 10
    return dated(reckon.a_decade(start, third_of(match)))


def century(match: re.Match[str], _place: Place) -> Dating | None:
    """The 19th century: 18 in TIMEX3."""
    number = int(match["nth"]) - 1
    return dated(Reckoned(f"{number:02}", f"{number:02}00/{number:02}99")) if 9 < number < 22 else None  # noqa: PLR2004


def quarter(match: re.Match[str], place: Place) -> Dating | None:
    """The third quarter of 2009; third-quarter; Q3 2009; the first half of last year."""
    number = int(match["q"] or lexicons.mapping("times", "ordinals")[match["nth"].lower()])
    half = (match["what"] or "").lower() == "half"
    if half and (number > 2 or not (match["year"] or match["which"])):  # noqa: PLR2004 - "the second half" is sport
        return None
    year = int(match["year"]) if match["year"] else None
    if year is None and place.ref is not None:
        shift = {"last": -1, "previous": -1, "next": 1}.get(said(match, "which"), 0)
        begun = number * 3 - 2 <= place.ref.month or match["which"] or place.direction(match.end()) > 0
        year = place.ref.year + shift - (0 if begun else 1)
    return dated(reckon.a_half(year, number) if half else reckon.a_quarter(year, number))


def season(match: re.Match[str], place: Place) -> Dating | None:
    """Last summer; the winter of 2019; autumn 2024. EDTF's season: no months, they depend on the hemisphere."""
    code = lexicons.mapping("times", "seasons")[match["season"].lower()]
    if (
        not match["year"]
        and not match["which"]
        and not (place.word_before() in ("in", "this", "by", "until", "since") or match["the"])
    ):
        return None
    if match["season"].lower() == "fall" and not match["year"] and not match["which"]:
        return None
    if match["season"].lower() == "spring" and not (
        match["year"] or match["which"] or place.word_before() in ("in", "by", "until", "since")
    ):
        return None
    year = int(match["year"]) if match["year"] else None
    if year is None and place.ref:
        shift = {"last": -1, "next": 1}.get(said(match, "which"), 0)
        middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}[code]
        over = middle < place.ref.month - 1 if shift < 0 else middle > place.ref.month + 1
        year = place.ref.year + (0 if shift and over else shift)
    if year is None:
        return dated(Reckoned(f"XXXX-{code}", None))
    # "In winter" may be any winter, and "the winter rota" tells no time.
    one = match["year"] or match["which"] or (match["the"] and place.word_before() in BEFORE_MONTHS)
    return dated(Reckoned(f"{year:04}-{code}", f"{year:04}-{_EDTF_SEASONS[code]}" if one else None))


def relative(match: re.Match[str], place: Place) -> Dating | None:
    """Last week; next month; this year; the end of last year; later this week."""
    which, unit = said(match, "which"), match["unit"].lower()
    shift = shift_of(which)
    if unit in ("second", "minute", "hour", "night") or unit.endswith("s") or not (which or third_of(match)):
        return None
    third, ref = third_of(match), place.ref
    running = which in ("past", "coming", "following") and unit not in ("week", "weekend")
    if running or unit in ("decade", "century"):
        return Dating(TimeType.DURATION, Reckoned(_duration("1", unit), None))
    value = _shifted(unit, shift, ref, third)
    if value is None:
        return None
    if ref and match["bound"] and value.norm and shift == 0:
        value = value._replace(norm=_bounded(value, ref, later=match["bound"].lower() == "later"))
    return dated(value)


def _shifted(unit: str, shift: int, ref: date | None, third: str | None) -> Reckoned | None:
    """The `unit` that lies `shift` after the one that holds `ref`."""
    if unit == "day":
        return reckon.a_day(reckon.days_on(ref, shift) if ref else None)
    if unit in ("week", "fortnight"):
        return reckon.a_week(reckon.days_on(ref, 7 * shift) if ref else None)
    if unit == "weekend":
        return reckon.a_weekend(reckon.days_on(ref, 7 * shift) if ref else None)
    if ref is None:
        return Reckoned({"month": "XXXX-XX", "quarter": "XXXX-QX"}.get(unit, "XXXX"), None)
    if unit == "month":
        return reckon.a_month(*reckon.months_on(ref, shift), third)
    if unit == "quarter":
        year, month = reckon.months_on(ref, 3 * shift)
        return reckon.a_quarter(year, (month + 2) // 3)
    return reckon.a_year(ref.year + shift, third) if unit == "year" else None


def _bounded(value: Reckoned, ref: date, *, later: bool) -> str | None:
    """The part that is left: "later this year" begins today, "earlier this year" ends today."""
    first = (value.norm or "").split("/")[0]
    last = (value.norm or "").split("/")[-1]
    return f"{ref}/{last}" if later else f"{first}/{ref}"


def the_weekend(match: re.Match[str], place: Place) -> Dating | None:
    """Over the weekend: the one just past, unless the sentence looks ahead."""
    if place.ref is None:
        return dated(reckon.a_weekend(None))
    ahead = place.direction(match.end()) > 0 or place.ref.isoweekday() > 5  # noqa: PLR2004 - it has begun
    return dated(reckon.a_weekend(place.ref if ahead else reckon.days_on(place.ref, -7)))


def _duration(number: str, unit: str) -> str:
    """P3D, PT2H, PXY."""
    code = lexicons.mapping("times", "units")[unit]
    if code in ("10Y", "100Y"):
        return f"P{int(number) * int(code[:-1])}Y" if number.isdecimal() else "PXY"
    if code == "F":
        return f"P{int(number) * 2}W" if number.isdecimal() else "PXW"
    if code in ("N", "WE"):
        return f"P{number}D" if code == "N" else f"P{number}WE"
    return f"PT{number}{code[1]}" if code.startswith("T") else f"P{number}{code}"


def _number(words: str | None) -> str:
    """The number in digits, X where it is not told."""
    if words is None:
        return "X"
    plain = " ".join(words.lower().replace("-", " ").split())
    if plain.replace(",", "").replace(".", "").isdecimal():
        return plain.replace(",", "")
    numbers = lexicons.mapping("times", "numbers")
    if plain in numbers:
        return numbers[plain]
    parts = [numbers.get(p, "X") for p in plain.split()]
    return str(sum(int(p) for p in parts)) if all(p.isdecimal() for p in parts) else "X"


def _singular(unit: str) -> str:
    low = unit.lower()
    return "century" if low.startswith("centur") else low.removesuffix("s")


def length(match: re.Match[str], place: Place) -> Dating | None:
    """Three days; the past five years; two weeks ago; a year and a half."""
    number, unit = _number(match["number"]), _singular(match["unit"])
    if match["half"] and number.isdecimal():
        number += ".5"
    tail = (match["tail"] or "").lower()
    if tail.split()[:1] in (["ago"], ["from"]) and place.ref is not None:
        return dated(_counted(number, unit, place.ref, -1 if tail == "ago" else 1))
    if tail.startswith(("ago", "from")):
        return dated(Reckoned("PAST_REF" if tail == "ago" else "FUTURE_REF", None))
    plain = not match["which"] and not match["half"]
    if (
        plain
        and match["number"].lower() in ("a", "an", "the")
        and unit in ("second", "minute", "quarter", "day", "night", "weekend", "century")
    ):
        return _indefinite(match, place, unit)
    if unit == "quarter" and not match["which"] and number == "1":
        return None
    return Dating(TimeType.DURATION, Reckoned(_duration(number, unit), None))


def _indefinite(match: re.Match[str], place: Place, unit: str) -> Dating | None:
    """A day: a length only where something lasts it; "a second man" and "a quarter of" are none."""
    if unit in ("second", "quarter", "century", "night", "weekend"):
        return None
    lasting = place.word_before() in (
        "for",
        "within",
        "in",
        "about",
        "after",
        "than",
        "over",
        "half",
        "nearly",
        "just",
        "only",
        "of",
        "almost",
        "took",
        "lasted",
    )
    follows = _GOES_ON.match(place.text[match.end() : match.end() + 10])
    return Dating(TimeType.DURATION, Reckoned(_duration("1", unit), None)) if lasting or follows else None


def _counted(number: str, unit: str, ref: date, way: int) -> Reckoned:
    """The day, week, month or year that lies so many units from `ref`; as exact as the unit."""
    if not number.replace(".", "", 1).isdecimal():
        return Reckoned("PAST_REF" if way < 0 else "FUTURE_REF", None)
    count = int(float(number) * way)
    code = lexicons.mapping("times", "units")[unit]
    if code.startswith("T"):
        return Reckoned("PAST_REF" if way < 0 else "FUTURE_REF", ref.isoformat() if float(number) < 1 else None)
    if code in ("D", "N", "W", "F", "WE"):
        there = reckon.days_on(ref, count * {"D": 1, "N": 1, "W": 7, "F": 14, "WE": 7}[code])
        return reckon.a_day(there)
    if code in ("M", "Q"):
        year, month = reckon.months_on(ref, count * (3 if code == "Q" else 1))
        return reckon.a_month(year, month) if year > 0 else Reckoned("PAST_REF", None)
    year = ref.year + count * (int(code[:-1]) if code != "Y" else 1)
    return reckon.a_year(year) if 1000 <= year <= 9999 else Reckoned("PAST_REF" if way < 0 else "FUTURE_REF", None)  # noqa: PLR2004


def compound(match: re.Match[str], _place: Place) -> Dating | None:
    """A 12-year pact; four-week; decades-long. Ages are none ("a 12-year-old")."""
    number = "X" if match["unit"].lower().endswith("s") and match["number"] is None else _number(match["number"])
    return Dating(TimeType.DURATION, Reckoned(_duration(number, _singular(match["unit"])), None))


def plural(match: re.Match[str], place: Place) -> Dating | None:
    """For years; over the decades; in minutes: a length that is not told."""
    if place.word_before() not in (
        "for",
        "over",
        "in",
        "within",
        "after",
        "the",
        "took",
        "takes",
        "of",
        "about",
        "lasted",
    ):
        return None
    return Dating(TimeType.DURATION, Reckoned(_duration("X", _singular(match["unit"])), None))


def again(match: re.Match[str], _place: Place) -> Dating | None:
    """Weekly; every two years; every Monday; twice a day."""
    if match["word"]:
        return Dating(TimeType.SET, Reckoned(lexicons.mapping("times", "sets")[said(match, "word")], None))
    if match["weekday"]:
        return Dating(TimeType.SET, Reckoned(f"XXXX-WXX-{named_by('weekdays', said(match, 'weekday'))}", None))
    unit = said(match, "unit2") or _singular(match["unit"])
    return Dating(TimeType.SET, Reckoned(_duration(_number(match["number"] or "one"), unit), None))


def reference(match: re.Match[str], _place: Place) -> Dating | None:
    """Now; recently; soon; the future."""
    return dated(Reckoned(lexicons.mapping("times", "references")[said(match, "phrase")], None))
