"""How is a time worded? The patterns of English time expressions, each with the function that says what it means.

A pattern is tried only at a word that can begin it, matches within a line, and repeats nothing without a bound, so no
text is slow to read. Groups of one name mean the same in all (`which`: last or next; `third`: early, mid or late).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from firsthand.read import days, lexicons, spells
from firsthand.read.dating import Meaning


class Pattern(NamedTuple):
    """A wording and its meaning."""

    expression: re.Pattern[str]
    meaning: Meaning


class _Wording(NamedTuple):
    """A wording before it is compiled: the words that can begin it (lower case), and its pattern.

    Numbers stand for themselves by what follows: "#w" a word, "#p" a mark and more digits or a.m., "#y" anything, the
    number having four digits, "#s" an s, "#o" the ending of an ordinal, "#q" anything, after an apostrophe.
    """

    starts: Sequence[str]
    pattern: str
    meaning: Meaning


_S = r"[^\S\n]{1,3}"
_C = r"[^\S\n]{0,2},?[^\S\n]{0,2}"
_THE = r"(?:the[^\S\n])?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d%]|[.,]\d)"
_NTH = r"(?:st|nd|rd|th)?"
_DAY = rf"(?P<day>[0-3]?\d){_NTH}(?![\d:%]|[.,]\d|\w)"
_DAYS = rf"(?P<day>[0-3]?\d){_NTH}(?:[^\S\n]?[-–—][^\S\n]?(?P<until>[0-3]?\d){_NTH})?(?![\d:%]|[.,]\d|[A-Za-z])"
_DAYS_TO = rf"(?P<day>[0-3]?\d){_NTH}(?:(?:[^\S\n]?[-–—][^\S\n]?|[^\S\n](?:to|and)[^\S\n])(?P<until>[0-3]?\d){_NTH})?"
_THIRD = r"(?:(?P<third>early|mid|late)(?:[^\S\n]?-[^\S\n]?|[^\S\n]{1,2})(?:in[^\S\n]|on[^\S\n])?)?"
_SHORT = r"(?:(?<![A-Za-z]{5})(?<![Jj]une|[Jj]uly|.[Mm]ay)\.)?"
"""A full stop belongs to a short form ("Oct.", "Tues."), not to a whole name at the end of a sentence."""
_EDGE = rf"(?:{_THE}(?:very[^\S\n])?(?P<edge>beginning|start|middle|end)[^\S\n]of[^\S\n])?"
_WHICH = r"(?:(?P<which>last|past|this past|previous|this|this coming|current|next|coming|following)[^\S\n]{1,2})"
_PART = r"(?:[^\S\n]{1,2}(?P<part>morning|afternoon|evening|night)\b)?"
_UNIT = (
    r"(?P<unit>seconds?|minutes?|hours?|days?|nights?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?"
    r"|centur(?:y|ies))\b"
)
_OF = r"[^\S\n]{1,2}(?:of[^\S\n])?"
_LATE = r"(?:(?:late|early|earlier|later)(?:[^\S\n]on)?[^\S\n])?"
_ZONE = r"(?:[^\S\n]?\(?[^\S\n]?(?P<zone>UTC|GMT|BST|EST|EDT|ET|PST|PDT|PT|CET|CEST|EET|IST|JST|MSK|Z)\b)?"
_THIRDS, _EDGES = ("early", "mid", "late"), ("the", "beginning", "start", "middle", "end")
_WHICHES = ("last", "past", "this", "current", "next", "coming", "previous", "following")
_BOUNDS = ("late", "early", "earlier", "later")


@cache
def patterns() -> dict[str, tuple[Pattern, ...]]:
    """The patterns by the word that can begin them, in lower case; those that begin with a number under its shape."""
    out: dict[str, list[Pattern]] = {}
    for found in (_day_wordings, _stretch_wordings, _length_wordings):
        for starts, expression, meaning in found():
            pattern = Pattern(re.compile(expression, re.IGNORECASE), meaning)
            for start in dict.fromkeys(starts):
                out.setdefault(start, []).append(pattern)
    return {word: tuple(held) for word, held in out.items()}


def _either(*keys: str) -> str:
    """The keys of word lists as one alternative, the longest first."""
    found = sorted((k for key in keys for k in lexicons.mapping("times", key)), key=lambda k: (-len(k), k))
    return "|".join(re.escape(k).replace(r"\ ", r"[^\S\n]{1,2}").replace("'", "['’]") for k in found)


def _firsts(*keys: str) -> list[str]:
    """The words that the keys of word lists begin with."""
    return [k.split()[0].split("'")[0] for key in keys for k in lexicons.mapping("times", key)]


def _number() -> str:
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    ones = "one|two|three|four|five|six|seven|eight|nine"
    return rf"(?P<number>\d{{1,3}}(?:[.,]\d{{1,3}})?|(?:{tens})[- ](?:{ones})|{_either('numbers')})"


def _day_wordings() -> Iterator[_Wording]:
    """Months, days, parts of days, the clock."""
    month = rf"(?P<month>{_either('months')})\b{_SHORT}"
    weekday = rf"(?P<weekday>{_either('weekdays')})\b{_SHORT}"
    months, weekdays = _firsts("months"), _firsts("weekdays")
    of_year = rf"(?:{_C}(?:of[^\S\n])?(?:{_YEAR}|(?P<of>next|last|this)[^\S\n]year\b))?"
    yield _Wording(
        (*months, *_THIRDS, *_EDGES, *_WHICHES),
        rf"{_EDGE}{_THIRD}{_WHICH}?{month}(?:{_S}{_DAYS})?{of_year}",
        days.month_first,
    )
    yield _Wording(("#w", "#o", "#p", "the"), rf"{_THE}{_DAYS_TO}{_OF}{month}(?:{_C}{_YEAR})?", days.day_first)
    dayname = rf"{_LATE}{_WHICH}?(?:{_either('weekdays')})\b{_SHORT}{_PART}{_C}"
    yield _Wording((*_BOUNDS, *weekdays), rf"{dayname}{month}{_S}{_DAYS}(?:{_C}{_YEAR})?", days.month_first)
    yield _Wording((*_BOUNDS, *weekdays), rf"{dayname}{_THE}{_DAY}{_OF}{month}(?:{_C}{_YEAR})?", days.day_first)
    yield _Wording(
        ("the",),
        r"the[^\S\n](?P<day>[0-3]?\d)(?:st|nd|rd|th)"
        r"(?=[^\S\n]?[.,;:?!)”\"]|[^\S\n](?:and|to|but|at|when|with|after|before)\b|$)",
        days.nth,
    )
    yield _Wording(
        ("#p",),
        r"(?:(?P<iso>(?P<y>(?:1[5-9]|20)\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d))"
        r"(?P<clock>T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?"
        r"|(?P<a>[0-3]?\d)(?:/|(?P<dot>\.))(?P<b>[0-3]?\d)(?:(?(dot)\.|/))(?P<c>(?:19|20)\d\d|\d\d))(?![\d/])(?!\.\d)",
        days.numeric,
    )
    yield _Wording((*_BOUNDS, *_WHICHES, *weekdays), rf"{_LATE}{_WHICH}?{weekday}{_PART}", days.weekday)
    yield _Wording(
        (*_BOUNDS, *_firsts("days")),
        rf"(?:(?:earlier|later|late|early)[^\S\n])?(?P<named>{_either('days')})\b{_PART}",
        days.named_day,
    )
    yield _Wording(
        ("this", "last", "overnight", *_BOUNDS),
        r"(?:(?:early|late|earlier)[^\S\n])?(?:(?:this|last)[^\S\n](?P<part>morning|afternoon|evening|night)|overnight)\b",
        days.part_of_day,
    )
    same = r"(?:that|that same|the same|the very same|the next|the following|the previous)[^\S\n]day\b"
    plain = r"(?![^\S\n](?:of|when|after|before|that|to)\b)"
    yield _Wording(
        ("that", "the", *_BOUNDS),
        rf"(?:{same}(?![^\S\n](?:when|that)\b)|the[^\S\n]day[^\S\n](?:before|after)(?=[^\S\n]?[.,;])"
        rf"|(?:late|later|earlier|early)[^\S\n](?:in[^\S\n])?(?:the|that)[^\S\n]day\b|the[^\S\n]day\b{plain})",
        days.the_day,
    )
    yield _Wording(_firsts("feasts"), rf"(?P<feast>{_either('feasts')})\b(?:{_C}{_YEAR})?", days.feast)
    yield _Wording(("#q",), r"(?<=['’])(?P<two>\d\d)(?![\w'’%]|[.,]\d)", days.short_year)
    yield _Wording(
        ("#p", "#w", "#y", "noon", "midnight", "midday"),
        r"(?:(?P<h>[0-2]?\d)(?::|\.)(?P<min>[0-5]\d)(?::[0-5]\d)?(?:[^\S\n]?(?P<half>[ap]\.?m\b\.?))?(?![\d%])"
        r"|(?P<hh>[01]?\d)[^\S\n]?(?P<half2>[ap]\.?m\b\.?)|(?P<hhmm>[0-2]\d[0-5]\d)(?=[^\S\n]?(?:UTC|GMT)\b)"
        rf"|(?P<named>noon|midnight|midday)\b){_ZONE}",
        days.clock,
    )


def _stretch_wordings() -> Iterator[_Wording]:
    """Weeks, quarters, years, decades, and what is no date."""
    yield _Wording(("#y", *_THIRDS, *_EDGES), rf"{_EDGE}{_THIRD}{_YEAR}\b", spells.year)
    yield _Wording(
        ("#s", "the", *_THIRDS, *_firsts("decades")),
        rf"{_THE}{_THIRD}(?:(?P<century>1[5-9]|20)|(?P<tick>['’]))?(?:(?P<ten>\d)0['’]?s\b|(?P<word>{_either('decades')})\b)",
        spells.decade,
    )
    yield _Wording(("the", "#o", *_THIRDS), rf"{_THE}{_THIRD}(?P<nth>\d\d)(?:st|nd|rd|th)[ -]century\b", spells.century)
    of_year = rf"(?:{_OF}(?:{_YEAR}|{_THE}(?P<which>this|last|next|previous)[^\S\n]year\b))?"
    yield _Wording(
        ("the", "q", *_firsts("ordinals"), "#o"),
        rf"{_THE}(?:(?P<nth>{_either('ordinals')})[ -](?P<what>quarter|half)\b|Q(?P<q>[1-4])\b){of_year}",
        spells.quarter,
    )
    yield _Wording(
        ("the", "last", "this", "next", *_THIRDS, *_firsts("seasons")),
        rf"(?P<the>the[^\S\n])?{_THIRD}(?:(?P<which>last|this|next)[^\S\n])?(?P<season>{_either('seasons')})\b"
        rf"(?:{_C}(?:of[^\S\n])?{_YEAR})?",
        spells.season,
    )
    bound = r"(?:(?P<bound>earlier|later)[^\S\n](?:in[^\S\n])?)?"
    yield _Wording(
        (*_BOUNDS, "mid", *_EDGES, *_WHICHES), rf"{_EDGE}{bound}{_THIRD}{_THE}{_WHICH}?{_UNIT}", spells.relative
    )
    yield _Wording(("the",), r"the[^\S\n]weekend\b", spells.the_weekend)
    yield _Wording(_firsts("references"), rf"(?P<phrase>{_either('references')})\b(?!-)", spells.reference)


def _length_wordings() -> Iterator[_Wording]:
    """How long, and how often."""
    number, numbers = _number(), ("#w", *_firsts("numbers"))
    half = r"(?P<half>(?:[^\S\n]and[^\S\n]a[^\S\n]half)?)"
    running = r"(?:(?:consecutive|straight|full|more|trading|working|long|calendar|whole|successive)[^\S\n]){0,2}"
    tail = r"(?:[^\S\n](?P<tail>ago|from now)\b)?"
    yield _Wording(
        ("the", "first", *_WHICHES, *numbers),
        rf"{_THE}(?:(?P<which>last|past|previous|next|coming|following|first|final)[^\S\n])?"
        rf"{number}{half}[^\S\n]{{1,2}}{running}{_UNIT}{tail}",
        spells.length,
    )
    yield _Wording(
        ("a", "an", "half"),
        r"(?:half[^\S\n])?(?P<number>an?)[^\S\n](?P<unit>year|month|week|hour|decade)[^\S\n]and[^\S\n]a[^\S\n]"
        r"(?P<half>half)(?P<which>)(?P<tail>)",
        spells.length,
    )
    long_ones = ("decades", "years", "months", "weeks", "days", "hours")
    yield _Wording(
        (*numbers, *long_ones),
        rf"(?:{number}[-‐]|(?=(?:{'|'.join(long_ones)})-long)){_UNIT}(?:-long\b)?(?!-olds?\b)(?![^\S\n]old\b)",
        spells.compound,
    )
    yield _Wording(
        (*long_ones, "minutes", "centuries"),
        rf"(?P<unit>{'|'.join(long_ones)}|minutes|centuries)\b(?![^\S\n](?:ago|of)\b)",
        spells.plural,
    )
    yield _Wording(
        ("every", "each", "once", "twice", *_firsts("sets")),
        rf"(?:(?P<word>{_either('sets')})\b|(?:every|each)[^\S\n](?:other[^\S\n])?(?:{number}[^\S\n])?"
        rf"(?:{_UNIT}|(?P<weekday>{_either('weekdays')})\b)"
        r"|(?:once|twice)[^\S\n](?:a|every)[^\S\n](?P<unit2>day|week|month|year)\b)",
        spells.again,
    )
