"""Which statement stands on a page where one stood that was replaced?

At noon the page said "The Hotel Ginestra has burned down to its cellar", at three "The Hotel Ginepru has burned down to
its cellar": it is one claim, of which the page now tells another value, however much two names keep statements apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from firsthand.model.ids import ArticleId, StatementId
from firsthand.model.statement import Reading
from firsthand.text.words import words_of

SAME_SENTENCE: Final = 0.6
"""The share of words from which a statement is another wording of one that was replaced (Dice). An edit that changes a
value leaves nine words of ten; chosen between that and two sentences of one matter, with three of ten."""
FEWEST: Final = 3
"""A wording of fewer words ("It is 91") is like too many others."""


def successors(readings: Sequence[Reading]) -> dict[StatementId, StatementId]:
    """For each statement that was replaced the one that stands in its place, where there is one."""
    standing: dict[ArticleId, list[tuple[StatementId, Counter[str]]]] = defaultdict(list)
    for reading in readings:
        if not reading.replaced:
            standing[reading.revision.article] += _worded(reading)
    found: dict[StatementId, StatementId] = {}
    for reading in readings:
        if reading.replaced:
            for gone, words in _worded(reading):
                ranked = [(_dice(words, other), name) for name, other in standing[reading.revision.article]]
                share, name = max(ranked, default=(0.0, gone))
                if share >= SAME_SENTENCE and words.total() >= FEWEST:
                    found[gone] = name
    return found


def _worded(reading: Reading) -> Iterator[tuple[StatementId, Counter[str]]]:
    text = reading.revision.text
    for statement in reading.told:
        yield statement.id, Counter(word for span in statement.content for word in words_of(span.of(text)))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 0.0
