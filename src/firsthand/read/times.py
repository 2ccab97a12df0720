"""When was it said, and when does what is told of happen?

"Ito claimed Tuesday that the ship would arrive by Oct. 23": said on the Tuesday before publication, to happen between
then and the 23rd. The time of the cue stands in its clause, or opens its sentence; a neighbour's date is never
borrowed. Where no word tells, the time of the same source's statement before is carried over; else it is unknown.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import chain
from operator import attrgetter

from firsthand.model.errors import NotADate
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
from firsthand.read.frame import anchor_of, frame_of, judged, sentence_at
from firsthand.read.mainclause import main_clause
from firsthand.read.phrases import PhraseList, Word, hull_of, words_of
from firsthand.read.tone import Tone

_REACH = 9
"""How many words may stand between a time and the cue after it, or before the time that opens a sentence."""
_REACH_AFTER = 15
"""How many may stand between a cue and its time: "told a meeting in the sports hall at Upper Dray on Tuesday"."""
_MADE_REACH = 6
"""How many words may stand between "published" and the date: "published by the institute in Rome on Monday"."""
_OBJECT = 4
"""How many words may stand between the cue and a time in its content: "assured her office in 2032 that"."""
_THAT = re.compile(r"[^\S\n]that\b")
_START, _SPAN_START = attrgetter("start"), attrgetter("span.start")
_LONGEST_WORD = 30
"""In code points; keeps the look at what lies between short."""
_SAME_CLAUSE = 60
"""How far "around the time" may stand from the cue that it places, in code points."""
_SHORTEST_PAST = 5
"""Shorter words in -ed are none ("shed", "sled")."""
_BESIDE_CUE = 3
"""How many words an insertion between source and cue may have to be its time: "Ito late on Tuesday said"."""


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
    near = [*_within(times, frame), *_swallowed(attribution, text, times)]
    governing = _governing(attribution, text, near, published)
    if governing is not None:
        norm = _already(governing.norm, published) or _clock_day(governing, published, earlier)
        return StatementTime(span=_with_preposition(governing.span, text), norm=norm, basis=_basis(governing, text))
    event = _event_before(attribution, text, frame)
    if event is not None:
        after = next((t.norm for t in _within(times, [event]) if t.norm), None)
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
    own = [t for t in _within(times, contents) if t.type in (TimeType.DATE, TimeType.TIME)]
    starts = {w.start for w in main} if own else set()
    first = next((t for t in own if _first_word(t, words) in starts or _is_bound(t.span, text)), None)
    if first is None:
        first = _only_one(own, words) if not tone.conditional else None
    if first is None or first.norm is None:
        return EventTime(span=first.span if first else None, norm=None, kind=kind)
    span, norm = _ranged(first, own, text, said.norm or published)
    return EventTime(span=span, norm=norm, kind=kind or _by_date(norm, said.norm))


def _within(times: Sequence[TimeExpression], spans: Sequence[Span]) -> list[TimeExpression]:
    """Those of `times` that lie within one of `spans`, in text order; looked up, as an article has many of both."""
    found: list[TimeExpression] = []
    for span in spans:
        at = bisect_left(times, span.start, key=_SPAN_START)
        while at < len(times) and times[at].span.end <= span.end:
            found.append(times[at])
            at += 1
    return found


def _governing(
    attribution: Attribution, text: str, candidates: Sequence[TimeExpression], published: When | None
) -> TimeExpression | None:
    """The candidate that stands nearest to the cue in its own clause, or that opens the sentence."""
    if attribution.cue is None:
        return None
    cue = attribution.cue
    fit = [
        t
        for t in candidates
        if t.type in (TimeType.DATE, TimeType.TIME)
        and t.value not in ("PRESENT_REF", "FUTURE_REF")
        and (t.norm is None or _is_told(t.norm, attribution, published))
        and not _bounds(t.span, text)
        and (
            _governs_from_after(t.span, attribution, text)
            if t.span.start >= cue.end
            else _governs_from_before(t.span, attribution, text)
        )
    ]
    return min(fit, key=lambda t: (abs(t.span.start - cue.start), t.span), default=None)


def _already(norm: When | None, published: When | None) -> When | None:
    """The day as it lies before publication; None for a time to come, as nothing has been said then.

    "After admitting on Friday that she should go" was read as the Friday to come, since its sentence looks ahead.
    """
    first, last = norm.earliest if norm else None, published.latest if published else None
    if norm is None or first is None or last is None or first <= last:
        return _up_to(norm, last)
    week_before = first - timedelta(days=7)
    if norm.precision is not Precision.DAY or week_before > last or (first - last).days >= 7:  # noqa: PLR2004 - a week
        return None
    return When(week_before.isoformat())


def _is_told(norm: When, attribution: Attribution, published: When | None) -> bool:
    """Whether something can have been said then; "rain is expected on Sunday", of nobody, is no day to come before."""
    before = _already(norm, published)
    return before is not None and (before.latest == norm.latest or attribution.source is not None or "/" in norm.edtf)


def _up_to(norm: When | None, last: date | None) -> When | None:
    """Days that go on beyond `last`, publication, end with it: what was said "this week" has been said."""
    if norm is None or last is None or norm.precision is not Precision.INTERVAL or norm.latest is None:
        return norm
    return _interval(norm.edtf.split("/")[0], last.isoformat()) if norm.latest > last else norm


def _clock_day(time: TimeExpression, published: When | None, earlier: StatementTime | None) -> When | None:
    """The day of a time of day whose sentence names none: that of the statement before, else of publication."""
    if time.type is not TimeType.TIME or time.norm is not None or published is None or published.latest is None:
        return None
    if earlier is not None and earlier.norm is not None:
        return earlier.norm
    return When(published.latest.isoformat())


def _bounds(span: Span, text: str) -> bool:
    """Whether it is an end or a part of something else: "an answer by Friday", "the sample of 14 May"."""
    led = text[_with_preposition(span, text).start : span.start].strip().lower()
    return led in ("by", "until", "till", "since", "from", "through")


def _swallowed(attribution: Attribution, text: str, times: Sequence[TimeExpression]) -> Iterator[TimeExpression]:
    """A time before the "that" of the content, which is the cue's: "assured her on Monday that it would pay"."""
    cue = attribution.cue
    if cue is None:
        return
    begins = [part for part in attribution.content if part.start >= cue.end]
    for time in _within(times, begins[:1]):
        between = words_of(text, Span(cue.end, min(time.span.start, cue.end + _LONGEST_WORD * _REACH)))
        follows = _THAT.match(text, time.span.end)
        if follows and len(between) <= _OBJECT and not any(_is_verb_or_mark(w) for w in between):
            yield time


def _is_verb_or_mark(word: Word) -> bool:
    past = lexicons.word_set("times", "tense", "past")
    return word.is_mark or word.folded in past or _is_past_form(word.folded) or _breaks((word,))


def _governs_from_after(span: Span, attribution: Attribution, text: str) -> bool:
    """After the cue: "told reporters in Rome on Tuesday", and not "said that the man who fled on Tuesday"."""
    cue = attribution.cue
    if cue is None or span.start - cue.end > _REACH_AFTER * _LONGEST_WORD:
        return False
    between = [
        w
        for w in words_of(text, Span(cue.end, span.start))
        if not any(part.start <= w.start < part.end <= span.start for part in attribution.content)
    ]
    if len(between) > _REACH_AFTER:
        return False
    behind = max((part.end for part in attribution.content if part.end <= span.start), default=cue.end)
    if behind > cue.end and next((w.folded for w in between if w.start >= behind and not w.is_mark), "") in (
        "and",
        "but",
    ):
        return False  # "asked him to go, and wrote on Tuesday"
    return not any(w.is_mark and w.folded not in ",-'’.&" for w in between) and not _breaks(between)


def _governs_from_before(span: Span, attribution: Attribution, text: str) -> bool:
    """Before the cue: "On Tuesday, Ito said", "Ito on Tuesday said"; not "The firm, founded in 1998, said"."""
    cue, source = attribution.cue, attribution.source
    if cue is None or span.end > cue.start:
        return cue is not None and cue.overlaps(span)
    between = words_of(text, Span(span.end, cue.start))
    if source is not None and source.start <= span.start and _made_then(Span(source.start, span.start), text):
        return True
    if source is not None and source.contains(span):
        return False
    if _led_into(between):
        return True
    if source is not None and source.end <= span.start and _inserted(Span(source.end, span.start), text, between):
        return True
    if source is not None and source.end <= span.start:
        return len(between) + len(words_of(text, Span(source.end, span.start))) <= _BESIDE_CUE
    start = sentence_at(text, anchor_of(attribution)).start
    lead = words_of(text, Span(min(start, span.start), span.start))
    breaks = [*lead[max(len(lead) - _REACH, 0) :]]
    opens = len(lead) <= _REACH and not _breaks(breaks) and not _opens_with_event(lead)
    source_next = (
        source is not None
        and span.end <= source.start
        and len(words_of(text, Span(span.end, source.start))) <= _BESIDE_CUE
    )
    return opens and (source_next or not _breaks(between)) and (source is not None or len(between) <= _REACH)


def _breaks(words: Sequence[Word]) -> bool:
    """Whether another clause begins among `words`; "as late as" and "a letter dated" begin none."""
    found = lexicons.word_set("times", "governing", "breaks")
    folded = [w.folded for w in words]
    for at, word in enumerate(folded):
        if word not in found:
            continue
        pair, third = folded[at + 1 : at + 3], folded[at + 2 : at + 3]
        ahead = folded[at - 1] if at else ""
        measured = word == "as" and (third == ["as"] or (at > 1 and folded[at - 2] == "as"))
        met = word == "when" and len(pair) > 1 and pair[1] in lexicons.word_set("times", "governing", "meeting")
        within = word == "which" and ahead == "in"
        if not (measured or met or within or (word == "dated" and at >= len(folded) - 2)):
            return True
    return False


def _inserted(before: Span, text: str, after: Sequence[Word]) -> bool:
    """Whether commas hold an occasion between source and cue: "Ito, in an email on Monday, said"."""
    words = words_of(text, before) if len(before) <= _REACH * _LONGEST_WORD else ()
    if [w.folded for w in after] != [","] or not 1 < len(words) <= _REACH or words[0].folded != ",":
        return False
    return words[1].folded in lexicons.word_set("times", "governing", "insertions") and not _breaks(words)


def _led_into(between: Sequence[Word]) -> bool:
    """Whether the clause of the cue hangs on the one with the time: "was jailed on Monday after Ito told a court"."""
    if not between or between[0].folded not in ("after", "as", "when", "while"):
        return False
    return len(between) <= _REACH and not any(w.is_mark for w in between) and not _breaks(between[1:])


def _made_then(before: Span, text: str) -> bool:
    """Whether a paper is the source, and the time tells when it came: "the survey published by Ito on Monday"."""
    words = [w.folded for w in words_of(text, before)]
    papers, made = (lexicons.word_set("times", "governing", key) for key in ("papers", "made"))
    if papers.isdisjoint(words) or "who" in words or "whose" in words:
        return False
    if len(words) > 1 and words[-1] in ("of", "in", "from") and words[-2] in papers:
        return True
    return not made.isdisjoint(words[-_MADE_REACH:])


def _opens_with_event(lead: Sequence[Word]) -> bool:
    return any(meaning for at in range(len(lead)) if (meaning := _phrases("events").at(lead, at)))


def _event_before(attribution: Attribution, text: str, frame: Sequence[Span]) -> Span | None:
    """The words that place the statement by an event: "Following the talks, Ito said"; "around the time"."""
    if attribution.cue is None:
        return None
    for span in frame:
        words = words_of(text, span)
        for first, after, _ in _phrases("events").find(words):
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
    return any(_phrases("apart").find(words_of(text, span)) for span in frame)


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


def _with_preposition(span: Span, text: str) -> Span:
    """`span` with the preposition before it, as an editor would quote it."""
    before = text[max(0, span.start - 10) : span.start]
    stripped = before.rstrip(" \t\u00a0")
    word = stripped[max(stripped.rfind(" "), stripped.rfind("\n"), stripped.rfind(",")) + 1 :]
    if word and stripped != before and word.lower() in lexicons.word_set("times", "governing", "prepositions"):
        return Span(span.start - (len(before) - len(stripped)) - len(word), span.end)
    return span


def _between(after: When | None, published: When | None) -> When | None:
    """From an event to publication; open where the event has no date."""
    first = after.earliest if after else None
    last = published.latest if published else None
    if last is None or (first and first > last):
        return None
    return _interval(first.isoformat() if first else "", last.isoformat())


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
            if at and _is_past_form(word.folded):
                return EventKind.PAST
            continue
        after, kind = hit
        if kind != "open":
            return EventKind(kind)
        follows = main[after].folded if after < len(main) else ""
        return EventKind.ONGOING if follows in lexicons.word_set("times", "kinds", "stative") else EventKind.FUTURE
    return EventKind.FUTURE if tone.speech_act in (SpeechAct.PREDICT, SpeechAct.PROMISE) else None


def _is_past_form(word: str) -> bool:
    """Whether a verb by its ending is past: "opened", and not "need" or "speed"."""
    return word.endswith("ed") and not word.endswith("eed") and len(word) >= _SHORTEST_PAST


def _by_date(norm: When | None, said: When | None) -> EventKind | None:
    """Past or future by the dates alone, where the two do not meet."""
    if norm is None or said is None or norm.meets(said):
        return None
    first, day = norm.earliest, said.latest
    return EventKind.FUTURE if first and day and first > day else EventKind.PAST


def _only_one(own: Sequence[TimeExpression], words: Sequence[Word]) -> TimeExpression | None:
    """The one date of a content, where it has no other and no other clause stands before it."""
    dated = [t for t in own if t.norm is not None]
    if len(dated) != 1 or _breaks([w for w in words if w.start < dated[0].span.start]):
        return None
    return dated[0]


def _first_word(time: TimeExpression, words: Sequence[Word]) -> int:
    at = bisect_left(words, time.span.start, key=_START)
    return words[at].start if at < len(words) else -1


def _is_bound(span: Span, text: str) -> bool:
    """Whether a word that could open a clause is a preposition here: "since April 2"."""
    led = text[_with_preposition(span, text).start : span.start].strip().lower()
    return led in ("since", "until", "till", "before", "after")


def _ranged(
    first: TimeExpression, own: Sequence[TimeExpression], text: str, day: When | None
) -> tuple[Span, When | None]:
    """The date with what its preposition makes of it: "by Oct. 23", "since May", "from 3 to 5 June"."""
    span = _with_preposition(first.span, text)
    word = text[span.start : first.span.start].strip().lower()
    norm = first.norm
    if norm is None:
        return span, None
    second = own[own.index(first) + 1] if own.index(first) + 1 < len(own) else None
    if word in ("from", "between") and second and second.norm:
        link = text[first.span.end : second.span.start].strip().lower()
        if link in ("to", "until", "till", "and", "through", "-", "–"):
            return Span(span.start, second.span.end), _interval(
                norm.edtf.split("/")[0], second.norm.edtf.split("/")[-1]
            )
    begin, end = norm.edtf.split("/")[0], norm.edtf.split("/")[-1]
    if word in ("until", "till", "before"):
        return span, _interval("", end)
    if word == "since":
        return span, _interval(begin, _as_exact_as(begin, day))
    if word == "after":
        return span, _interval(begin, "")
    return span, norm


def _as_exact_as(begin: str, day: When | None) -> str:
    """The day up to which it lasts, as exact as `begin` is: "since January" goes up to a month; "" if unknown."""
    last = day.latest.isoformat() if day and day.latest else ""
    return last[: len(begin)] if last[: len(begin)] >= begin else ""


def _interval(first: str, last: str) -> When | None:
    """`first/last`, or None where the two make no interval."""
    try:
        return When(f"{first}/{last}")
    except NotADate:
        return None


@cache
def _phrases(key: str) -> PhraseList:
    return PhraseList((p, key) for p in lexicons.words("times", "governing", key))


@cache
def _kinds() -> PhraseList:
    return PhraseList(_kind_words())


def _kind_words() -> Iterator[tuple[str, str]]:
    for key in ("future", "past", "ongoing", "open"):
        for phrase in lexicons.words("times", "kinds", key):
            yield phrase, key
