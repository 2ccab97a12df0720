"""On what day was the interview that is printed in questions and answers?

"We met on Wednesday", before the first question, is the day of each answer. Only a day that words tell is taken.
"""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from firsthand.model.statement import Basis, StatementTime, TimeExpression, TimeType
from firsthand.model.when import Precision
from firsthand.read import lexicons
from firsthand.read.attribution import Attribution
from firsthand.read.frame import sentence_at
from firsthand.read.phrases import words_of

_FEWEST_ANSWERS = 3
"""So many answers make an interview."""
_START = attrgetter("span.start")


def interview_day(
    attributions: Sequence[Attribution], text: str, times: Sequence[TimeExpression]
) -> StatementTime | None:
    """The day of an interview in questions and answers, where its introduction tells it."""
    answers = [a for a in attributions if is_answer(a, text)]
    if len(answers) < _FEWEST_ANSWERS:
        return None
    met = lexicons.word_set("times", "governing", "meeting")
    begin = min(a.source.start for a in answers if a.source is not None)
    for time in reversed(times[: bisect_left(times, begin, key=_START)]):
        if time.type not in (TimeType.DATE, TimeType.TIME) or time.norm is None:
            continue
        if time.norm.precision not in (Precision.DAY, Precision.TIME):
            continue
        if not met.isdisjoint(w.folded for w in words_of(text, sentence_at(text, time.span))):
            return StatementTime(span=time.span, norm=time.norm, basis=Basis.EXPLICIT_RELATIVE)
    return None


def is_answer(attribution: Attribution, text: str) -> bool:
    """Whether it is an answer of an interview: a label, a colon, and what is said."""
    source, cue = attribution.source, attribution.cue
    if source is None or source.end > attribution.content[0].start:
        return False
    return (cue is None or cue.of(text) == ":") and text.startswith(":", source.end)
