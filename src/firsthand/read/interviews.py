"""On what day was the interview that an article is made of?

"We met on Wednesday", before the first question, is the day of each answer; in a portrait that tells what she says, it
is the day of what she says. Only a day that words tell is taken.
"""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from firsthand.model.span import SpanIndex
from firsthand.model.statement import Basis, StatementTime, TimeExpression, TimeType
from firsthand.model.when import Precision
from firsthand.read import lexicons
from firsthand.read.attribution import Attribution
from firsthand.read.frame import sentence_at
from firsthand.read.phrases import words_of

_FEWEST_ANSWERS = 3
"""So many answers make an interview."""
_START = attrgetter("span.start")
_DAYS = frozenset({Precision.DAY, Precision.TIME})


def interview_day(
    attributions: Sequence[Attribution], text: str, times: Sequence[TimeExpression]
) -> StatementTime | None:
    """The day of an interview, where the one who asks tells it: "we met on Wednesday", outside what others say."""
    answers = [a.source.start for a in attributions if a.source is not None and is_answer(a, text)]
    if len(answers) >= _FEWEST_ANSWERS:
        led = reversed(times[: bisect_left(times, min(answers), key=_START)])
        return next((_told_by(t) for t in led if _is_day(t) and _tells(text, t, "meeting")), None)
    said = SpanIndex(span for a in attributions for span in a.content)
    met = (t for t in times if _is_day(t) and _tells(text, t, "meeting") and _tells(text, t, "asking"))
    return next((_told_by(t) for t in met if not said.overlaps(t.span)), None)


def _is_day(time: TimeExpression) -> bool:
    norm = time.norm
    return time.type in (TimeType.DATE, TimeType.TIME) and norm is not None and norm.precision in _DAYS


def _tells(text: str, time: TimeExpression, key: str) -> bool:
    """Whether the sentence of `time` has a word of the list `key`."""
    words = words_of(text, sentence_at(text, time.span))
    return not lexicons.word_set("times", "governing", key).isdisjoint(w.folded for w in words)


def _told_by(time: TimeExpression) -> StatementTime:
    return StatementTime(span=time.span, norm=time.norm, basis=Basis.EXPLICIT_RELATIVE)


def is_answer(attribution: Attribution, text: str) -> bool:
    """Whether it is an answer of an interview: a label, a colon, and what is said."""
    source, cue = attribution.source, attribution.cue
    if source is None or source.end > attribution.content[0].start:
        return False
    return (cue is None or cue.of(text) == ":") and text.startswith(":", source.end)
