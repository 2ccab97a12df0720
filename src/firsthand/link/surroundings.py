"""What stands round a statement, and how much of what another says is told there?

"That it has a letter" says nothing by itself; the sentence before it tells of whose resignation. Who says the same
elsewhere names the resignation and the letter in one breath. So the sentences in which a statement stands are read with
it, and that before them; their words are weighed by how few others stand among them.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from firsthand.link.saying import Saying
from firsthand.model.span import Span, hull
from firsthand.text.sentences import split_sentences
from firsthand.text.words import find_words, lexicon, plain, stem

BEFORE: Final = 1
"""Sentences before a statement's own that are read with it."""
_RIGHT: Final = 400
"""Code points after a statement's beginning in which the sentences that are read begin."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands round n statements, in their order: the sentences, and the words of them and of each's own."""

    sentences: tuple[tuple[str, ...], ...]
    _own: tuple[frozenset[str], ...]
    _round: tuple[frozenset[str], ...]
    _weights: dict[str, float]

    @classmethod
    def of(cls, sayings: Sequence[Saying]) -> "Surroundings":
        """What stands round `sayings`; each page is taken apart once."""
        pages = {s.reading.revision.id: s.reading.revision.text for s in sayings}
        split = {name: split_sentences(text) for name, text in pages.items()}
        sentences = tuple(tuple(around(s, split[s.reading.revision.id])) for s in sayings)
        words = tuple(_words(" ".join(some)) for some in sentences)
        having = Counter(word for some in words for word in some)
        weights = {word: math.log((len(sayings) + 1) / count) for word, count in having.items()}
        return cls(sentences, tuple(_words(s.sense) for s in sayings), words, weights)

    def told(self, one: int, other: int) -> tuple[float, float]:
        """How much of what the one says stands round the other, 0..1, by weight of words; the greater way first."""
        ways = self._share(one, other), self._share(other, one)
        return max(ways), min(ways)

    def _share(self, of: int, round_: int) -> float:
        own = self._own[of]
        # The 1 keeps a statement of one common word from being told everywhere.
        return self._sum(own & self._round[round_]) / (self._sum(own) + 1)

    def _sum(self, words: Iterable[str]) -> float:
        # Exact, so that the last digit does not depend on the order of a set.
        return math.fsum(self._weights.get(word, 0.0) for word in words)


def around(saying: Saying, sentences: Sequence[Span]) -> list[str]:
    """The sentences in which a statement stands, and that before them; `sentences` are those of its page."""
    reach = hull(saying.statement.content)
    first = bisect_right(sentences, reach.start, key=attrgetter("end"))
    after = bisect_left(sentences, min(reach.end, reach.start + _RIGHT), key=attrgetter("start"))
    if first >= after:
        return [saying.sense]
    text = saying.reading.revision.text
    return [" ".join(span.of(text).split()) for span in sentences[max(0, first - BEFORE) : after]]


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(plain(word.text)) for word in find_words(text)) - lexicon().empty
