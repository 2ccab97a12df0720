"""Which words of a text tell a time, and which one?

In an article of 23 October 2024 "on Tuesday" is 2024-10-22, "mid-October" lies between the 11th and the 20th, "three
days" is P3D and no date at all. Values are TIMEX3's, dates EDTF; counted from the day of publication, as HeidelTime
does for news (Strötgen & Gertz 2013). One pass over the words; where one can begin a time, the longest wording wins.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from firsthand.model.errors import NotADate
from firsthand.model.span import Span, SpanIndex
from firsthand.model.statement import TimeExpression, TimeType
from firsthand.model.when import Precision, When
from firsthand.read import lexicons
from firsthand.read.dating import Dating, Place
from firsthand.read.reckoning import Reckoned
from firsthand.read.wordings import Pattern, patterns

_TOKEN = re.compile(r"[A-Za-z]++|(?<![A-Za-z0-9])\d{1,4}+(?![0-9])")
"""Words, and numbers of at most four digits: longer ones are no time. Possessive, so that a long run is read once."""
_SHAPES = (
    ("#p", re.compile(r"[:./–-][^\S\n]?\d|[^\S\n]?[apAP]\.?[mM]\b")),
    ("#o", re.compile(r"(?:st|nd|rd|th)\b")),
    ("#s", re.compile(r"['’]?s\b")),
    ("#w", re.compile(r"[-‐][a-z]|[^\S\n]{1,3}\(?[A-Za-z]|[.,]\d{1,3}[^\S\n][a-z]|[^\S\n][-–][^\S\n]\d")),
)
"""What may follow a number in a time expression; the keys are those of `patterns`."""
_NEXT = re.compile(r"[^\S\n]{1,3}(?:['’]?[0-9]|([A-Za-z]{1,12}))")
_WHICH = frozenset({"last", "next", "first", "early", "late", "few"})
_ARTICLES = _WHICH | {"the", "a", "an", "this", "that", "some", "many"}
"""Words that begin a time expression only before another word of time: looked at, before the patterns are tried."""
_LONGEST = 120
"""No time expression is longer, in code points; keeps the look ahead short."""
_NEAR = 120
"""How far a time of day may stand from its day, in code points, within one sentence."""
_SENTENCE_END = re.compile(r"[.!?…](?:[\"'”’)\]])?\s+[\"'“‘(]?[A-Z0-9]|\n")


class _Found(NamedTuple):
    span: Span
    dating: Dating


class _Days(NamedTuple):
    """The days that a text names, in text order, and where each begins."""

    starts: list[int]
    days: tuple[tuple[Span, date], ...]


def find_times(text: str, published: When | None, skip: Sequence[Span] = ()) -> tuple[TimeExpression, ...]:
    """Every time expression of `text` outside `skip`, in text order, none overlapping; linear in the text.

    Relative ones count from `published`, where that is a day or finer; without it they have values with X
    ("XXXX-WXX-2") and no `norm`. `norm` is also None where EDTF as the records hold it cannot say it:
    lengths, sets, and a clock time whose sentence names no day.
    """
    furniture = SpanIndex(skip)
    ref = _day_of(published)
    scanned = (f for f in _scan(text, ref) if not furniture.overlaps(f.span))
    found = tuple(_merged(scanned, text))
    named = tuple((f.span, f.dating.reckoned.day) for f in found if f.dating.reckoned.day is not None)
    days = _Days([span.start for span, _ in named], named)
    return tuple(_expression(f, text, days, ref) for f in found)


def _day_of(published: When | None) -> date | None:
    """The day to count from; None where publication is known to the month only."""
    if published is None or published.precision not in (Precision.DAY, Precision.TIME):
        return None
    return published.earliest


def _scan(text: str, ref: date | None) -> Iterator[_Found]:
    last = ref
    after = 0
    beginnings = patterns().keys()
    for token in _TOKEN.finditer(text):
        first = token[0].lower()
        if first not in beginnings and not first.isdigit():
            continue  # most words: looked at no further
        start = token.start()
        wordings = _wordings_at(text, first, start) if start >= after else ()
        if not wordings:
            continue
        found = _longest(wordings, Place(text, start, ref, last))
        if found is not None:
            after = found.span.end
            last = found.dating.reckoned.day or last
            yield found


def _wordings_at(text: str, first: str, start: int) -> tuple[Pattern, ...]:
    """The wordings that `first`, the word in lower case or the number at `start`, can begin, by what follows it."""
    if not first[0].isdigit():
        return patterns()[first] if first not in _ARTICLES or _leads_on(text, start + len(first)) else ()
    before = text[start - 1 : start] if start else ""
    if before and before in ".,/-:" and text[start - 2 : start - 1].isdigit():
        return ()  # inside a larger number: "1,500", "3.14"
    end = start + len(first)
    shapes = [key for key, shape in _SHAPES if shape.match(text, end, end + 12)]
    if len(first) == 4:  # noqa: PLR2004 - digits of a year
        shapes.append("#y")
    if before and before in "'’":
        shapes.append("#q")
    return _of_shapes(tuple(shapes))


@cache
def _of_shapes(shapes: tuple[str, ...]) -> tuple[Pattern, ...]:
    return tuple(dict.fromkeys(p for shape in shapes for p in patterns().get(shape, ())))


def _leads_on(text: str, end: int) -> bool:
    """Whether a word of time, or a number, follows an article or the like."""
    follows = _NEXT.match(text, end, end + 20)
    if follows is None:
        return False
    return follows[1] is None or follows[1].lower() in _words_of_time()


@cache
def _words_of_time() -> frozenset[str]:
    """Second words of time expressions: all first ones but articles, and what stands only second."""
    units = {u + ending for u in lexicons.mapping("times", "units") for ending in ("", "s")}
    second = lexicons.word_set("times", "second", "words")
    return ((frozenset(patterns()) | units | second) - _ARTICLES) | _WHICH


def _longest(wordings: Sequence[Pattern], place: Place) -> _Found | None:
    best: _Found | None = None
    for expression, meaning in wordings:
        match = expression.match(place.text, place.start, place.start + _LONGEST)
        if match is None or (best is not None and match.end() <= best.span.end):
            continue
        dating = meaning(match, place)
        if dating is not None:
            best = _Found(Span(place.start, match.end()), dating)
    return best


def _merged(found: Iterable[_Found], text: str) -> Iterator[_Found]:
    """A time of day and the day that follows at once are one expression: "12:00 UTC Monday"."""
    waiting: _Found | None = None
    for one in found:
        if waiting and one.dating.reckoned.day and text[waiting.span.end : one.span.start] in (" ", " on "):
            value = f"{one.dating.reckoned.day}{waiting.dating.clock}"
            one = _Found(  # noqa: PLW2901 - the two are this one
                Span(waiting.span.start, one.span.end),
                Dating(TimeType.TIME, Reckoned(value, value, one.dating.reckoned.day)),
            )
        elif waiting:
            yield waiting
        waiting = one if one.dating.clock else None
        if waiting is None:
            yield one
    if waiting:
        yield waiting


def _expression(found: _Found, text: str, days: _Days, ref: date | None) -> TimeExpression:
    dating = found.dating
    reckoned = dating.reckoned
    if dating.clock is not None:
        reckoned = _on_its_day(found.span, dating.clock, text, days, ref)
    return TimeExpression(span=found.span, type=dating.type, value=reckoned.value, norm=_when(reckoned.norm))


def _on_its_day(span: Span, clock: str, text: str, days: _Days, ref: date | None) -> Reckoned:
    """A time of day on the nearest day that its sentence names.

    Else its value is on the day of publication, as TIMEX3 has it, and it has no date.
    """
    near: list[tuple[int, date]] = []
    at = bisect_left(days.starts, span.start)
    for day_span, day in days.days[max(at - 1, 0) : at + 1]:
        gap = Span(min(day_span.end, span.end), max(day_span.start, span.start))
        if len(gap) <= _NEAR and not _SENTENCE_END.search(text, gap.start, gap.end):
            near.append((len(gap), day))
    if near:
        day = min(near)[1]
        return Reckoned(f"{day}{clock}", f"{day}{clock}", day)
    return Reckoned(f"{ref or 'XXXX-XX-XX'}{clock}", None)


def _when(norm: str | None) -> When | None:
    try:
        return When(norm) if norm else None
    except NotADate:
        return None
