"""What do "it" in "the company denied it" and "212" in "the owner said 212" stand for? What the article just told.

A denial without content of its own takes that of the statement before it, where another said that. A bare number
takes its slot from the same number elsewhere in the article, or from what its paragraph counts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from firsthand.link.compare import TELLING_AMOUNT
from firsthand.link.saying import Saying
from firsthand.model.ids import ArticleId
from firsthand.model.statement import QuoteType, SpeechAct
from firsthand.text.numbers import Figure, find_figures
from firsthand.text.senses import senses
from firsthand.text.states import turned
from firsthand.text.words import lexicon, plain, words_of

NEAR: Final = 400
"""So many code points before a "denied it" begins what is denied. Set on the samples."""
_PRONOUNS: Final = 3
"""A content of so many words, all of them empty, stands for another."""


def with_borrowed(sayings: Sequence[Saying]) -> tuple[Saying, ...]:
    """The `sayings` in their order, each with what it takes from others of its article, or from its paragraph."""
    by_article: dict[ArticleId, list[Saying]] = defaultdict(list)
    for saying in sayings:
        by_article[saying.reading.revision.article].append(saying)
    whole = (saying for own in by_article.values() for saying in _of_one(own))
    return tuple(sorted(whole, key=lambda saying: saying.order))


def _of_one(sayings: Sequence[Saying]) -> Iterator[Saying]:
    in_order = sorted(sayings, key=lambda saying: (saying.start, saying.statement.id))
    told = _by_amount(in_order)
    for at, saying in enumerate(in_order):
        meant = _denied(saying, in_order, at) if _is_pronoun(saying) else None
        if meant is not None:
            yield replace(
                saying,
                words=meant.words,
                names=meant.names,
                figures=meant.figures,
                denies=not meant.denies,
                states=frozenset(turned(meant.states)),
                sense=meant.sense,
            )
        else:
            yield _with_slots(saying, in_order, at, told)


def _is_pronoun(saying: Saying) -> bool:
    words = words_of(saying.text, most=_PRONOUNS + 1)
    empty = lexicon().empty
    return (
        saying.statement.speech_act is SpeechAct.DENY
        and 0 < len(words) <= _PRONOUNS
        and all(plain(word) in empty for word in words)
    )


def _denied(saying: Saying, in_order: Sequence[Saying], at: int) -> Saying | None:
    """What "it" in a denial means: the latest before it that another said, a reported rather than a quoted one."""
    quoted = None
    for back in range(at - 1, -1, -1):
        other = in_order[back]
        if saying.start - other.start > NEAR:
            break
        if other.actor == saying.actor or not other.words or other.statement.speech_act is SpeechAct.DENY:
            continue
        if other.statement.quote_type is not QuoteType.DIRECT:
            return other
        quoted = quoted or other
    return quoted


def _with_slots(saying: Saying, in_order: Sequence[Saying], at: int, told: Mapping[float, Saying]) -> Saying:
    bare = [f for f in saying.figures if f.kind is None and f.unit is None]
    if len(bare) != 1 or len(saying.figures) != 1 or not saying.words <= senses().of_a_count:
        return saying
    meant = (told.get(bare[0].amount) if bare[0].amount >= TELLING_AMOUNT else None) or _counted_before(
        saying, in_order, at
    )
    model = _main(meant) if meant is not None else _counted_about(saying, bare[0])
    if model is None:
        return saying
    figure = replace(bare[0], unit=model.unit, slot=model.slot, kind=model.kind, scope=model.scope)
    words = saying.words | meant.words if meant is not None else saying.words
    return replace(saying, words=words, figures=(figure,))


def _main(saying: Saying) -> Figure | None:
    return next((figure for figure in saying.figures if figure.kind is not None), None)


def _by_amount(sayings: Sequence[Saying]) -> Mapping[float, Saying]:
    """By amount the first statement of the article that tells what it counts."""
    found: dict[float, Saying] = {}
    for saying in sayings:
        figure = _main(saying)
        if figure is not None:
            found.setdefault(figure.amount, saying)
    return found


def _counted_before(saying: Saying, in_order: Sequence[Saying], at: int) -> Saying | None:
    """The last statement before it that counts something."""
    for back in range(at - 1, -1, -1):
        other = in_order[back]
        if saying.start - other.start > NEAR:
            break
        if _main(other) is not None:
            return other
    return None


def _counted_about(saying: Saying, bare: Figure) -> Figure | None:
    """What the paragraph counts: the last figure before the bare one, or its heading's only outcome."""
    page, start = saying.reading.revision.text, saying.start
    low = max(page.rfind("\n", max(0, start - NEAR), start) + 1, start - NEAR, 0)
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
