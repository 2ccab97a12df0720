"""When was it said, and when does what is told of happen?

"Ito claimed Tuesday that the ship would arrive by Oct. 23": said on the Tuesday before publication, to happen between
then and the 23rd. The time of the cue stands in its clause, or opens its sentence; a neighbour's date is never
borrowed. Where no word tells, the time of the same source's statement before is carried over; else it is unknown.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter

from firsthand.model.span import Span
from firsthand.model.statement import (
    Basis,
    EventKind,
    EventTime,
    SpeechAct,
    StatementTime,
    TimeExpression,
    TimeType,
)
from firsthand.model.when import Precision, When
from firsthand.read import lexicons
from firsthand.read.attribution import Attribution
from firsthand.read.cuetone import is_own_judgement
from firsthand.read.frame import frame_of, judged
from firsthand.read.governing import (
    already,
    breaks,
    governing,
    interval,
    is_past_form,
    phrases,
    with_preposition,
    within,
)
from firsthand.read.mainclause import main_clause
from firsthand.read.phrases import PhraseList, Word, hull_of, words_of
from firsthand.read.tone import Tone

_START = attrgetter("start")
_SAME_CLAUSE = 60
"""How far "around the time" may stand from the cue that it places, in code points."""


def statement_time(
    attribution: Attribution,
    text: str,
    times: Sequence[TimeExpression],
    published: When | None,
    earlier: StatementTime | None,
) -> StatementTime:
    """The time at which `attribution` was said.

    `times` are all of the text's, in text order. `earlier` is the time of the preceding statement of the same source,
    None when there is none that this one goes on from. The outlet's own judgement is of the day of publication.
    """
    frame = frame_of(attribution, text)
    time = governing(attribution, text, times, frame, published)
    if time is not None:
        norm = already(time.norm, published) or _clock_day(time, published, earlier)
        return StatementTime(span=with_preposition(time.span, text), norm=norm, basis=_basis(time, text))
    event = _event_before(attribution, text, frame)
    if event is not None:
        after = next((t.norm for t in within(times, [event]) if t.norm), None)
        return StatementTime(span=event, norm=_between(after, published), basis=Basis.RELATIVE_TO_EVENT)
    if attribution.source is None and is_own_judgement(attribution, text):
        return StatementTime(span=None, norm=published, basis=Basis.PUBLICATION)
    if earlier is not None and earlier.norm is not None and not _elsewhere(frame, text, earlier.span):
        return StatementTime(span=None, norm=earlier.norm, basis=Basis.CARRIED_OVER)
    return StatementTime(span=None, norm=None, basis=Basis.UNKNOWN)


def event_time(
    attribution: Attribution,
    text: str,
    times: Sequence[TimeExpression],
    tone: Tone,
    said: StatementTime,
    published: When | None = None,
) -> EventTime:
    """The time of what `attribution` tells of, and where that lies seen from the statement.

    Without a date of its own it has none: that something is past or to come says `kind`, and no more is known.
    """
    contents = judged(attribution.content)
    words = tuple(chain.from_iterable(words_of(text, span) for span in contents))
    main = main_clause(words)
    kind = _kind(main, tone)
    own = [t for t in within(times, contents) if t.type in (TimeType.DATE, TimeType.TIME)]
    starts = {w.start for w in main} if own else set()
    first = next((t for t in own if _first_word(t, words) in starts or _is_bound(t.span, text)), None)
    if first is None:
        first = _only_one(own, words) if not tone.conditional else None
    if first is None or first.norm is None:
        return EventTime(span=first.span if first else None, norm=None, kind=kind)
    span, norm = _ranged(first, own, text, said.norm or published)
    return EventTime(span=span, norm=norm, kind=kind or _by_date(norm, said.norm))


def _clock_day(time: TimeExpression, published: When | None, earlier: StatementTime | None) -> When | None:
    """The day of a time of day whose sentence names none: that of the statement before, else of publication."""
    if time.type is not TimeType.TIME or time.norm is not None or published is None or published.latest is None:
        return None
    if earlier is not None and earlier.norm is not None:
        return earlier.norm
    return When(published.latest.isoformat())


def _event_before(attribution: Attribution, text: str, frame: Sequence[Span]) -> Span | None:
    """The words that place the statement by an event: "Following the talks, Ito said"; "around the time"."""
    if attribution.cue is None:
        return None
    for span in frame:
        words = words_of(text, span)
        for first, after, _ in phrases("events").find(words):
            opens = span == frame[0] and first == 0
            near = abs(words[first].span.start - attribution.cue.start) < _SAME_CLAUSE
            beside = words[after - 1].folded == "time" and near
            if opens or beside:
                end = next((n for n in range(after, len(words)) if words[n].folded == ","), after)
                return hull_of(words, first, end if opens else after)
    return None


def _elsewhere(frame: Sequence[Span], text: str, told: Span | None) -> bool:
    """Whether the frame tells of another occasion than the sentence before: "in an interview", "had said".

    Where it holds the words that `told` the time, the occasion is the same: "said in a speech on Monday, adding that".
    """
    if told is not None and any(span.contains(told) for span in frame):
        return False
    return any(phrases("apart").find(words_of(text, span)) for span in frame)


def _basis(time: TimeExpression, text: str) -> Basis:
    """How the time is told: by the calendar, counted from publication, or vaguely."""
    words = [w.folded for w in words_of(text, time.span)]
    part = time.norm is not None and time.norm.precision is Precision.INTERVAL
    if time.value.endswith("_REF") or (part and words[0] in ("early", "mid", "late")):
        return Basis.EXPLICIT_VAGUE
    if words[:1] == ["the"] and any(w in ("beginning", "start", "middle", "end") for w in words):
        return Basis.EXPLICIT_VAGUE
    months, named = lexicons.mapping("times", "months"), lexicons.mapping("times", "weekdays")
    absolute = any(w in months or (w.isdigit() and len(w) == 4) for w in words)  # noqa: PLR2004 - a year
    relative = any(w in named for w in words) and not absolute
    if relative or not absolute:
        return Basis.EXPLICIT_RELATIVE
    return Basis.EXPLICIT_RELATIVE if words[0] in ("last", "next", "this") else Basis.EXPLICIT_ABSOLUTE


def _between(after: When | None, published: When | None) -> When | None:
    """From an event to publication; open where the event has no date."""
    first = after.earliest if after else None
    last = published.latest if published else None
    if last is None or (first and first > last):
        return None
    return interval(first.isoformat() if first else "", last.isoformat())


def _kind(main: Sequence[Word], tone: Tone) -> EventKind | None:
    """Past, ongoing, future or hypothetical, by the first tense that the `main` clause shows."""
    if tone.conditional:
        return EventKind.HYPOTHETICAL
    if main and main[0].folded == "to":
        return EventKind.FUTURE
    kinds = _kinds()
    for at, word in enumerate(main):
        hit = kinds.at(main, at) if kinds.may_begin(word) else None
        if hit is None:
            if at and is_past_form(word.folded):
                return EventKind.PAST
            continue
        after, kind = hit
        if kind != "open":
            return EventKind(kind)
        follows = main[after].folded if after < len(main) else ""
        return EventKind.ONGOING if follows in lexicons.word_set("times", "kinds", "stative") else EventKind.FUTURE
    return EventKind.FUTURE if tone.speech_act in (SpeechAct.PREDICT, SpeechAct.PROMISE) else None


def _by_date(norm: When | None, said: When | None) -> EventKind | None:
    """Past or future by the dates alone, where the two do not meet."""
    if norm is None or said is None or norm.meets(said):
        return None
    first, day = norm.earliest, said.latest
    return EventKind.FUTURE if first and day and first > day else EventKind.PAST


def _only_one(own: Sequence[TimeExpression], words: Sequence[Word]) -> TimeExpression | None:
    """The one date of a content, where it has no other and no other clause stands before it."""
    dated = [t for t in own if t.norm is not None]
    if len(dated) != 1 or breaks([w for w in words if w.start < dated[0].span.start]):
        return None
    return dated[0]


def _first_word(time: TimeExpression, words: Sequence[Word]) -> int:
    at = bisect_left(words, time.span.start, key=_START)
    return words[at].start if at < len(words) else -1


def _is_bound(span: Span, text: str) -> bool:
    """Whether a word that could open a clause is a preposition here: "since April 2"."""
    led = text[with_preposition(span, text).start : span.start].strip().lower()
    return led in ("since", "until", "till", "before", "after")


def _ranged(
    first: TimeExpression, own: Sequence[TimeExpression], text: str, day: When | None
) -> tuple[Span, When | None]:
    """The date with what its preposition makes of it: "by Oct. 23", "since May", "from 3 to 5 June"."""
    span = with_preposition(first.span, text)
    word = text[span.start : first.span.start].strip().lower()
    norm = first.norm
    if norm is None:
        return span, None
    second = own[own.index(first) + 1] if own.index(first) + 1 < len(own) else None
    if word in ("from", "between") and second and second.norm:
        link = text[first.span.end : second.span.start].strip().lower()
        if link in ("to", "until", "till", "and", "through", "-", "–"):
            return Span(span.start, second.span.end), interval(norm.edtf.split("/")[0], second.norm.edtf.split("/")[-1])
    begin, end = norm.edtf.split("/")[0], norm.edtf.split("/")[-1]
    if word in ("by", "until", "till", "before"):
        return span, interval("", end)
    if word == "since":
        return span, interval(begin, _as_exact_as(begin, day))
    if word == "after":
        return span, interval(begin, "")
    return span, norm


def _as_exact_as(begin: str, day: When | None) -> str:
    """The day up to which it lasts, as exact as `begin` is: "since January" goes up to a month; "" if unknown."""
    last = day.latest.isoformat() if day and day.latest else ""
    return last[: len(begin)] if last[: len(begin)] >= begin else ""


@cache
def _kinds() -> PhraseList:
    return PhraseList(_kind_words())


def _kind_words() -> Iterator[tuple[str, str]]:
    for key in ("future", "past", "ongoing", "open"):
        for phrase in lexicons.words("times", "kinds", key):
            yield phrase, key
