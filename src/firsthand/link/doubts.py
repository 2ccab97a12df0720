"""How sure are the words of a statement, and which of them does it not vouch for?

"It may have been a man on a motorbike. Two people saw him" is unsure of the man on the motorbike, and of nothing else;
"if soldiers cross the river, the engineer dies" of his death; "three hundred soldiers are said to have voted twice" of
all of it. What the reader found (hedges, conditions, that nobody is named) is taken up here, with the words it governs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from textwrap import shorten
from typing import Final

from firsthand.link.roster import Roster
from firsthand.link.saying import Saying
from firsthand.model.span import Span
from firsthand.model.statement import Access, Certainty, EventKind, Naming, SpeechAct, Statement, is_own_words
from firsthand.text.firmness import firmness
from firsthand.text.senses import concepts_of
from firsthand.text.words import words_of

FEWEST: Final = 2
"""Words with content that a doubt must govern: of "it may" nothing can be told again."""
_LONGEST_SHOWN: Final = 80
"""Code points of what shows a doubt that are quoted."""
_SURE: Final = frozenset({Certainty.CERTAIN, Certainty.CERTAINLY_NOT})
_ASSERTING: Final = frozenset(
    {SpeechAct.ASSERT, SpeechAct.REPORT, SpeechAct.CONFIRM, SpeechAct.PREDICT, SpeechAct.PROMISE, SpeechAct.OTHER}
)
_OPEN: Final = frozenset({Certainty.UNCOMMITTED, Certainty.KNOWN_NOT_TOLD})
_UNNAMED: Final = frozenset({Naming.UNNAMED_OFFICIAL, Naming.UNNAMED_MEDIA, Naming.ANONYMOUS})
_AHEAD: Final = frozenset({SpeechAct.PREDICT, SpeechAct.PROMISE})
_BREAK: Final = re.compile(r"[,;:.!?()\n–—]|\b(?:and|but|while|whereas|though|although)\b", re.IGNORECASE)
"""Where the clause of a hedge ends."""
_BELIEVING: Final = frozenset({"believe", "believes", "think", "thinks", "suspect", "suspects", "assume", "assumes"})
_RUMOUR: Final = frozenset({"said", "reported", "claimed", "alleged", "rumoured", "rumored", "whispered", "reportedly"})


class DoubtKind(Enum):
    """What makes words unsure."""

    HEDGED = "said with “{}”"
    BOUND = "said on a condition (“{}”)"
    RUMOURED = "told as what people say (“{}”)"
    UNNAMED = "the word of a source without a name (“{}”)"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a statement does not vouch for outright: `words` by family, and in `shown` what shows it."""

    kind: DoubtKind
    words: frozenset[str]
    shown: str

    @property
    def says(self) -> str:
        """What it is, for a person."""
        return self.kind.value.format(shorten(self.shown, _LONGEST_SHOWN, placeholder="…"))


def doubts_of(saying: Saying) -> tuple[Doubt, ...]:
    """What `saying` leaves in doubt: by its hedges, by a condition, by not telling who says it, by who does."""
    statement, page = saying.statement, saying.reading.revision.text
    found = [*_hedged(saying)]
    if is_own_words(statement):
        return tuple(doubt for doubt in found if len(doubt.words) >= FEWEST)
    whole = concepts_of(saying.text)
    if statement.conditional and statement.conditions:
        found.append(Doubt(DoubtKind.BOUND, _without_conditions(saying), statement.conditions[0].of(page)))
    if _is_rumour(saying) and statement.cue is not None:
        found.append(Doubt(DoubtKind.RUMOURED, whole, statement.cue.of(page)))
    if is_unnamed(saying) and saying.actor is not None and statement.certainty not in _OPEN:
        found.append(Doubt(DoubtKind.UNNAMED, whole, saying.actor))
    return tuple(doubt for doubt in found if len(doubt.words) >= FEWEST)


def is_unnamed(saying: Saying) -> bool:
    """Whether its source has no name."""
    source = saying.statement.source
    return source is None or source.naming in _UNNAMED


def is_vouched(saying: Saying, roster: Roster) -> bool:
    """Whether somebody vouches for it: one who is made out, and no outlet, that has it from elsewhere."""
    actor = saying.actor
    if is_own_words(saying.statement):
        return saying.statement.access is Access.FIRSTHAND
    return actor is not None and not roster.is_outlet(actor)


def is_flat(saying: Saying) -> bool:
    """Whether it is told as so, without a hedge, a condition or a question."""
    statement = saying.statement
    return (
        statement.certainty in _SURE
        and statement.speech_act in _ASSERTING
        and not statement.hedges
        and not statement.conditional
        and is_flat_text(saying.text)
    )


def is_flat_text(text: str) -> bool:
    """Whether no word of it makes it less sure, and it does not ask."""
    return "?" not in text and firmness().hedges.isdisjoint(words_of(text))


def is_ahead(statement: Statement) -> bool:
    """Whether it tells of what is to come."""
    return statement.speech_act in _AHEAD or statement.event_time.kind in {EventKind.FUTURE, EventKind.HYPOTHETICAL}


def _hedged(saying: Saying) -> Iterator[Doubt]:
    statement, page = saying.statement, saying.reading.revision.text
    for hedge in statement.hedges:
        word = hedge.of(page)
        if _weakens(word):
            around = next((_clause(span, hedge, page) for span in statement.content if span.overlaps(hedge)), None)
            text = around if around is not None else saying.text
            yield Doubt(DoubtKind.HEDGED, concepts_of(text) - concepts_of(word), word)


def _weakens(hedge: str) -> bool:
    """Whether it says "maybe", and not that nothing is known; and is no month."""
    words = set(words_of(hedge))
    if hedge == "May" or "not" in words:
        return False
    return not words.isdisjoint(firmness().hedges | _BELIEVING)


def _clause(content: Span, hedge: Span, page: str) -> str:
    """The words of a content about a hedge, as far as its clause goes."""
    start = max((m.end() for m in _BREAK.finditer(page, content.start, hedge.start)), default=content.start)
    after = _BREAK.search(page, max(hedge.end, content.start), content.end)
    return page[start : after.start() if after else content.end]


def _without_conditions(saying: Saying) -> frozenset[str]:
    """The words of a content, without the condition that it is bound to."""
    page, statement = saying.reading.revision.text, saying.statement
    left: list[str] = []
    for span in statement.content:
        start = span.start
        for cut in sorted(statement.conditions):
            if cut.overlaps(span):
                left.append(page[start : max(start, cut.start)])
                start = max(start, cut.end)
        left.append(page[start : span.end])
    return concepts_of(" ".join(left))


def _is_rumour(saying: Saying) -> bool:
    """Whether nobody is named who says it: "three hundred soldiers are said to have voted twice"."""
    statement = saying.statement
    if statement.source is not None or statement.cue is None or is_own_words(statement):
        return False
    cue = words_of(statement.cue.of(saying.reading.revision.text))
    return not _RUMOUR.isdisjoint(cue) and "not" not in cue
