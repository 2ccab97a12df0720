"""What do "it" in "the company denied it" and "212" in "the owner said 212" stand for? What the article just told.

A denial without content of its own takes that of the statement before it, where another said that. A bare number
takes its slot from the same number elsewhere in the article, or from what its paragraph counts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from firsthand.link.saying import Saying
from firsthand.model.statement import QuoteType, SpeechAct
from firsthand.text.numbers import Figure, find_figures
from firsthand.text.senses import senses
from firsthand.text.words import lexicon, plain, words_of

NEAR: Final = 400
"""So many code points before a "denied it" begins what is denied. Set on the samples."""
FEW_WORDS: Final = 2
"""A number with so many content words beside it, or fewer, is bare: "stands by its count of 212"."""
_PRONOUNS: Final = 3
"""A content of so many words, all of them empty, stands for another."""


def with_borrowed(sayings: Sequence[Saying]) -> Iterator[Saying]:
    """The `sayings` of one article, each with what it takes from others of them, or of its paragraph."""
    in_order = sorted(sayings, key=lambda saying: (saying.start, saying.statement.id))
    slots = _slots(in_order)
    for at, saying in enumerate(in_order):
        meant = _denied(saying, in_order[:at]) if _is_pronoun(saying) else None
        if meant is not None:
            yield replace(saying, words=meant.words, names=meant.names, figures=meant.figures, denies=not meant.denies)
        else:
            yield _with_slots(saying, slots)


def _is_pronoun(saying: Saying) -> bool:
    words = words_of(saying.text, most=_PRONOUNS + 1)
    empty = lexicon().empty
    return (
        saying.statement.speech_act is SpeechAct.DENY
        and 0 < len(words) <= _PRONOUNS
        and all(plain(word) in empty for word in words)
    )


def _denied(saying: Saying, before: Sequence[Saying]) -> Saying | None:
    """What "it" in a denial means: the latest before it that another said, a reported rather than a quoted one."""
    near = [
        s
        for s in before
        if saying.start - s.start <= NEAR
        and s.actor != saying.actor
        and s.words
        and s.statement.speech_act is not SpeechAct.DENY
    ]
    reported = [s for s in near if s.statement.quote_type is not QuoteType.DIRECT]
    return next(reversed(reported or near), None)


def _slots(sayings: Sequence[Saying]) -> Mapping[float, Figure]:
    """By amount the figure that tells what it counts, the first in the article."""
    found: dict[float, Figure] = {}
    for saying in sayings:
        for figure in saying.figures:
            if figure.kind is not None:
                found.setdefault(figure.amount, figure)
    return found


def _with_slots(saying: Saying, slots: Mapping[float, Figure]) -> Saying:
    bare = [f for f in saying.figures if f.kind is None and f.unit is None]
    if len(bare) != 1 or len(saying.figures) != 1 or len(saying.words) > FEW_WORDS:
        return saying
    model = slots.get(bare[0].amount) or _counted_about(saying, bare[0])
    if model is None:
        return saying
    return replace(saying, figures=(replace(bare[0], unit=model.unit, slot=model.slot, kind=model.kind, scope=model.scope),))


def _counted_about(saying: Saying, bare: Figure) -> Figure | None:
    """What the paragraph counts: the last figure before the bare one, or its heading's only outcome."""
    page, start = saying.reading.revision.text, saying.start
    low = max(page.rfind("\n", 0, start) + 1, start - NEAR)
    before = page[low:start]
    counted = [f for f in find_figures(before, skip=()) if f.kind is not None]
    if counted:
        return counted[-1]
    told = {outcome for outcome in map(senses().concept, words_of(before)) if outcome in senses().outcomes}
    if " on board" in before:
        told.add("aboard")
    if len(told) != 1:
        return None
    (kind,) = told
    return replace(bare, kind=kind, slot=kind)
