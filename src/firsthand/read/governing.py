"""Which time of a sentence tells when it was said? "On Tuesday Ito said", not "the firm, founded in 1998, said".

The time stands in the clause of the cue, opens its sentence, dates the paper that is the source, or lies in the clause
that the cue hangs on. A day to come, or one that only ends something ("by Friday"), governs nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from operator import attrgetter

from firsthand.model.errors import NotADate
from firsthand.model.span import Span
from firsthand.model.statement import TimeExpression, TimeType
from firsthand.model.when import Precision, When
from firsthand.read import lexicons
from firsthand.read.attribution import Attribution
from firsthand.read.frame import anchor_of, sentence_at
from firsthand.read.phrases import PhraseList, Word, words_of

_REACH = 9
"""How many words may stand between a time and the cue after it, or before the time that opens a sentence."""
_REACH_AFTER = 15
"""How many may stand between a cue and its time: "told a meeting in the sports hall at Upper Dray on Tuesday"."""
_MADE_REACH = 6
"""How many words may stand between "published" and the date: "published by the institute in Rome on Monday"."""
_OBJECT = 4
"""How many words may stand between the cue and a time in its content: "assured her office in 2032 that"."""
_THAT = re.compile(r"[^\S\n]that\b")
_LONGEST_WORD = 30
"""In code points; keeps the look at what lies between short."""
_SHORTEST_PAST = 5
"""Shorter words in -ed are none ("shed", "sled")."""
_BESIDE_CUE = 3
"""How many words an insertion between source and cue may have to be its time: "Ito late on Tuesday said"."""
_SPAN_START = attrgetter("span.start")


def governing(
    attribution: Attribution,
    text: str,
    times: Sequence[TimeExpression],
    frame: Sequence[Span],
    published: When | None,
) -> TimeExpression | None:
    """The candidate that stands nearest to the cue in its own clause, or that opens the sentence."""
    if attribution.cue is None:
        return None
    cue = attribution.cue
    fit = [
        t
        for t in (*within(times, frame), *_swallowed(attribution, text, times))
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


def within(times: Sequence[TimeExpression], spans: Sequence[Span]) -> list[TimeExpression]:
    """Those of `times` that lie within one of `spans`, in text order; looked up, as an article has many of both."""
    found: list[TimeExpression] = []
    for span in spans:
        at = bisect_left(times, span.start, key=_SPAN_START)
        while at < len(times) and times[at].span.end <= span.end:
            found.append(times[at])
            at += 1
    return found


def already(norm: When | None, published: When | None) -> When | None:
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
    before = already(norm, published)
    return before is not None and (before.latest == norm.latest or attribution.source is not None or "/" in norm.edtf)


def _up_to(norm: When | None, last: date | None) -> When | None:
    """Days that go on beyond `last`, publication, end with it: what was said "this week" has been said."""
    if norm is None or last is None or norm.precision is not Precision.INTERVAL or norm.latest is None:
        return norm
    return interval(norm.edtf.split("/")[0], last.isoformat()) if norm.latest > last else norm


def _bounds(span: Span, text: str) -> bool:
    """Whether it is an end or a part of something else: "an answer by Friday", "the sample of 14 May"."""
    led = text[with_preposition(span, text).start : span.start].strip().lower()
    return led in ("by", "until", "till", "since", "from", "through")


def _swallowed(attribution: Attribution, text: str, times: Sequence[TimeExpression]) -> Iterator[TimeExpression]:
    """A time before the "that" of the content, which is the cue's: "assured her on Monday that it would pay"."""
    cue = attribution.cue
    if cue is None:
        return
    begins = [part for part in attribution.content if part.start >= cue.end]
    for time in within(times, begins[:1]):
        between = words_of(text, Span(cue.end, min(time.span.start, cue.end + _LONGEST_WORD * _REACH)))
        follows = _THAT.match(text, time.span.end)
        if follows and len(between) <= _OBJECT and not any(_is_verb_or_mark(w) for w in between):
            yield time


def _is_verb_or_mark(word: Word) -> bool:
    past = lexicons.word_set("times", "tense", "past")
    return word.is_mark or word.folded in past or is_past_form(word.folded) or breaks((word,))


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
    return not any(w.is_mark and w.folded not in ",-'’.&" for w in between) and not breaks(between)


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
    opens = len(lead) <= _REACH and not breaks(lead) and not _opens_with_event(lead)
    source_next = (
        source is not None
        and span.end <= source.start
        and len(words_of(text, Span(span.end, source.start))) <= _BESIDE_CUE
    )
    return opens and (source_next or not breaks(between)) and (source is not None or len(between) <= _REACH)


def breaks(words: Sequence[Word]) -> bool:
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
    return words[1].folded in lexicons.word_set("times", "governing", "insertions") and not breaks(words)


def _led_into(between: Sequence[Word]) -> bool:
    """Whether the clause of the cue hangs on the one with the time: "was jailed on Monday after Ito told a court"."""
    if not between or between[0].folded not in ("after", "as", "when", "while"):
        return False
    return len(between) <= _REACH and not any(w.is_mark for w in between) and not breaks(between[1:])


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
    return any(meaning for at in range(len(lead)) if (meaning := phrases("events").at(lead, at)))


def with_preposition(span: Span, text: str) -> Span:
    """`span` with the preposition before it, as an editor would quote it."""
    before = text[max(0, span.start - 10) : span.start]
    stripped = before.rstrip(" \t\u00a0")
    word = stripped[max(stripped.rfind(" "), stripped.rfind("\n"), stripped.rfind(",")) + 1 :]
    if word and stripped != before and word.lower() in lexicons.word_set("times", "governing", "prepositions"):
        return Span(span.start - (len(before) - len(stripped)) - len(word), span.end)
    return span


def is_past_form(word: str) -> bool:
    """Whether a verb by its ending is past: "opened", and not "need" or "speed"."""
    return word.endswith("ed") and not word.endswith("eed") and len(word) >= _SHORTEST_PAST


def interval(first: str, last: str) -> When | None:
    """`first/last`, or None where the two make no interval."""
    try:
        return When(f"{first}/{last}")
    except NotADate:
        return None


@cache
def phrases(key: str) -> PhraseList:
    """The phrases of a list of what governs a time, to be looked for."""
    return PhraseList((p, key) for p in lexicons.words("times", "governing", key))
