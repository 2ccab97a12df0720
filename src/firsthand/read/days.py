"""Which day, month or hour do these words mean? "Oct. 23", "late on Tuesday", "the 14th", "7/8/07", "16:08 UTC"."""

import re

from firsthand.model.statement import TimeType
from firsthand.read import lexicons
from firsthand.read import reckoning as reckon
from firsthand.read.dating import Dating, Place, dated, named_by, said, shift_of, third_of, way_of
from firsthand.read.reckoning import Reckoned

BEFORE_MONTHS = frozenset(
    {
        "in",
        "of",
        "since",
        "by",
        "until",
        "till",
        "during",
        "last",
        "next",
        "this",
        "past",
        "from",
        "early",
        "late",
        "to",
        "and",
        "through",
    }
    | {"between", "before", "after", "around", "about", "for", "every", "each", "mid"}
)
"""Words after which "May" and "March" are months."""
_BEFORE_NAMES = frozenset({"and", "to", "through", "about", "for", "from", "by", "after", "before"})
"""Those of them after which a month's name before another name is a first name: "and April Dunne"."""
_ENDS_OF_DAY = frozenset(
    {
        "in",
        "for",
        "end",
        "ends",
        "ended",
        "ending",
        "finish",
        "finished",
        "finishing",
        "close",
        "closed",
        "closing",
        "start",
        "started",
    }
)
"""Words after which "the day" is the one that was named before."""
_SOON = 5
"""How many years ahead a year of two digits is taken to lie: "the '33 games" in 2031."""


def month_first(match: re.Match[str], place: Place) -> Dating | None:
    """October; Oct. 23; October 3-5, 2024; late in May; last March; October of next year; Wednesday, Oct. 23."""
    month = _month_of(match)
    if month is None or (match["day"] is None and _is_other_word(match, place)):
        return None
    if match["day"] is not None:
        return _on_day(match, place, month)
    if match["year"]:
        return dated(reckon.a_month(int(match["year"]), month, third_of(match)))
    return dated(reckon.a_month(_month_year(match, place, month), month, third_of(match)))


def _month_of(match: re.Match[str]) -> int | None:
    """The month's number; None where the word is not written as a name ("march", "may")."""
    name = match["month"]
    return int(lexicons.mapping("times", "months")[name.lower().rstrip(".")]) if name[0].isupper() else None


def _on_day(match: re.Match[str], place: Place, month: int) -> Dating | None:
    """A day of a month, or several: its year is said, or the nearest that the sentence allows."""
    day = int(match["day"])
    year = int(match["year"]) if match["year"] else reckon.year_of(place.ref, month, day, place.direction(match.end()))
    if year is None:
        known = 1 <= day <= 31  # noqa: PLR2004 - the days of a month
        return dated(Reckoned(f"XXXX-{month:02}-{day:02}", None)) if known else None
    there = reckon.real_day(year, month, day)
    if there is None:
        return None
    until = match.groupdict().get("until")
    last = reckon.real_day(year, month, int(until)) if until else None
    if last and last > there:
        return dated(Reckoned(f"{there}/{last}", f"{there}/{last}"))
    return dated(reckon.a_day(there))


def _month_year(match: re.Match[str], place: Place, month: int) -> int | None:
    """The year of a month without one: "this June" is this year's, "last June" before it, "next June" after."""
    if place.ref is None:
        return None
    which, of = said(match, "which"), said(match, "of")
    if of or which == "this":
        return place.ref.year + shift_of(of)
    if which == "last" and month == place.ref.month:
        return place.ref.year - 1
    return reckon.year_of(place.ref, month, None, way_of(match, place) or -1)


def _is_other_word(match: re.Match[str], place: Place) -> bool:
    """Whether a month's name is a verb or a person here: "May I", "March on Rome", "April Dunne"."""
    name = match["month"].lower()
    if match["year"] or said(match, "which") or said(match, "of") or third_of(match):
        return False
    if name.rstrip(".") in ("jan", "mar", "sep", "dec", "jun", "jul") and not name.endswith("."):
        return True
    after = place.text[match.end() : match.end() + 20]
    if name in ("may", "march"):
        return place.word_before() not in BEFORE_MONTHS
    named = re.match(r"[^\S\n]{1,2}[A-Z][a-z]", after) and place.word_before() not in BEFORE_MONTHS - _BEFORE_NAMES
    return bool(named and name in ("april", "june", "august", "jan."))


def day_first(match: re.Match[str], place: Place) -> Dating | None:
    """23 October 2024; the 3rd of May; 3-5 June; 3 to 5 June."""
    month = _month_of(match)
    return None if month is None else _on_day(match, place, month)


def nth(match: re.Match[str], place: Place) -> Dating | None:
    """On the 14th: of the month that the sentence looks to."""
    if (
        place.word_before() not in ("on", "by", "until", "since", "before", "after", "from", "to", "and")
        or place.ref is None
    ):
        return None
    day, way = int(match["day"]), place.direction(match.end())
    for step in (0, 1, -1, 2, -2, 3, -3):
        there = reckon.real_day(*reckon.months_on(place.ref, step), day)
        if there and (way == 0 or (there - place.ref).days * way >= 0) and step * (way or -1) >= 0:
            return dated(reckon.a_day(there))
    return None


def numeric(match: re.Match[str], place: Place) -> Dating | None:
    """2024-10-22; 2024-10-22T14:30Z; 22.10.2024; 10/22/2024; 7/8/07: of two readings the one nearest to publication."""
    if match["iso"]:
        there = reckon.real_day(int(match["y"]), int(match["m"]), int(match["d"]))
        if there and match["clock"]:
            return Dating(TimeType.TIME, Reckoned(f"{there}{match['clock']}", f"{there}{match['clock']}", there))
        return dated(reckon.a_day(there)) if there else None
    first, second, year = int(match["a"]), int(match["b"]), int(match["c"])
    if len(match["c"]) == 2:  # noqa: PLR2004 - 7/8/07
        year = _full_year(year, place)
    monthly, daily = reckon.real_day(year, first, second), reckon.real_day(year, second, first)
    readings = [d for d in ((daily,) if match["dot"] else (monthly, daily)) if d is not None]
    if not readings:
        return None
    if place.ref is None and len(set(readings)) > 1:
        return dated(Reckoned(f"{year:04}-XX-XX", f"{year:04}"))
    ref = place.ref or readings[0]
    return dated(reckon.a_day(min(readings, key=lambda d: abs((d - ref).days))))


def _full_year(two: int, place: Place) -> int:
    """The year that two digits mean: the last such, or one of the next few."""
    today = place.ref.year if place.ref else 2000
    year = today // 100 * 100 + two
    return year - 100 if year > today + _SOON else year


def short_year(match: re.Match[str], place: Place) -> Dating | None:
    """'82."""
    return dated(reckon.a_year(_full_year(int(match["two"]), place)))


def weekday(match: re.Match[str], place: Place) -> Dating | None:
    """Tuesday; late on Friday; next Monday; Sunday night; Wednesday, Oct. 23, 2024."""
    name = match["weekday"]
    if not name[0].isupper():
        return None
    number = int(lexicons.mapping("times", "weekdays")[name.lower().rstrip(".")])
    which = said(match, "which")
    way = way_of(match, place) or -1
    there = reckon.weekday_near(place.ref, number, way)
    if there and there == place.ref and which in ("last", "next"):
        there = reckon.days_on(there, 7 * way)
    if there is None:
        return dated(Reckoned(f"XXXX-WXX-{number}", None))
    part = named_by("parts", said(match, "part"))
    return Dating(TimeType.TIME if part else TimeType.DATE, reckon.a_day(there, part=part))


def named_day(match: re.Match[str], place: Place) -> Dating | None:
    """Today; yesterday evening; earlier today; tonight."""
    name = said(match, "named")
    there = reckon.days_on(place.ref, int(lexicons.mapping("times", "days")[name])) if place.ref else None
    part = "NI" if name == "tonight" else named_by("parts", said(match, "part"))
    return Dating(TimeType.TIME if part else TimeType.DATE, reckon.a_day(there, part=part))


def part_of_day(match: re.Match[str], place: Place) -> Dating | None:
    """Last night; this morning; overnight; the night before."""
    words = match[0].lower()
    if "overnight" in words:
        return Dating(TimeType.TIME, reckon.a_day(place.ref, part="NI"))
    shift = -1 if words.startswith("last") else 0
    there = reckon.days_on(place.ref, shift) if place.ref else None
    return Dating(TimeType.TIME, reckon.a_day(there, part=lexicons.mapping("times", "parts")[match["part"].lower()]))


def the_day(match: re.Match[str], place: Place) -> Dating | None:
    """That day; the same day; the next day; late in the day: counted from the day named before."""
    words = match[0].lower()
    if words.strip() == "the day" and place.word_before() not in _ENDS_OF_DAY:
        return None
    if place.last is None:
        return dated(Reckoned("XXXX-XX-XX", None))
    shift = (
        1
        if "next" in words or "following" in words or "after" in words
        else -1
        if "before" in words or "previous" in words
        else 0
    )
    there = reckon.days_on(place.last, shift)
    return dated(reckon.a_day(there)._replace(day=None))


def feast(match: re.Match[str], place: Place) -> Dating | None:
    """Christmas Day; New Year's Eve 2023: days with a fixed date."""
    name = " ".join(match["feast"].lower().replace("’", "'").split())
    month, day = (int(n) for n in lexicons.mapping("times", "feasts")[name].split("-"))
    if not match["feast"][0].isupper():
        return None
    year = int(match["year"]) if match["year"] else reckon.year_of(place.ref, month, day, way_of(match, place))
    there = reckon.real_day(year, month, day) if year else None
    return dated(reckon.a_day(there) if there else Reckoned(f"XXXX-{month:02}-{day:02}", None))


def clock(match: re.Match[str], _place: Place) -> Dating | None:
    """16:08 UTC; 6:40 p.m.; 0800 GMT; 3pm; noon; midnight. The day is found afterwards.

    A point between digits is a clock only with a.m. or p.m. ("beat them 3.15").
    """
    if match["h"] and ":" not in match[0] and not match["half"]:
        return None
    named = said(match, "named")
    hour, minute = (0 if named == "midnight" else 12), 0
    if not named:
        hour = int(match["h"] or match["hh"] or match["hhmm"][:2])
        minute = int(match["min"] or (match["hhmm"] or "0000")[2:])
    half = (said(match, "half") or said(match, "half2")).replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - the clock
        return None
    zone = "Z" if said(match, "zone") in ("utc", "gmt") else ""
    return Dating(TimeType.TIME, Reckoned("", None), clock=f"T{hour:02}:{minute:02}{zone}")
