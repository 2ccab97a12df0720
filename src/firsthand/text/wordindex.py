"""Which texts of a collection share the telling words of a query? BM25 over texts cut into words.

What comes out is in words of the rarest kind: 2 for a text that shares two words which no other has, about .1 for one
that shares a word which most have.

A word that few texts have tells more than one that many have, a second occurrence tells less than the first, and a
long text has words by chance (Robertson and Zaragoza 2009). What a word is worth in each text is worked out once.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

_REPEATS: Final = 1.2
"""How soon repeats of a word stop to count; the usual value."""
_LENGTHS: Final = 0.75
"""How much a text's length counts against it, 0..1; the usual value."""


@dataclass(frozen=True, slots=True)
class WordIndex:
    """For each word the places of the texts that have it, and what it is worth there."""

    size: int
    """How many texts there are."""
    _worth: Mapping[str, tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]]

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]]) -> "WordIndex":
        """The index of `texts`, each given as its words; linear in their number."""
        lists: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, words in enumerate(texts):
            for word, count in Counter(words).items():
                lists[word].append((place, count))
        lengths = np.array([len(words) for words in texts], np.float32)
        usual = max(sum(map(len, texts)) / max(len(texts), 1), 1.0)
        least = _REPEATS * (1 - _LENGTHS + _LENGTHS * lengths / usual)
        rarest = _rarity(len(texts), 0)
        worth = {}
        for word, having in lists.items():
            places, counts = np.array(having, np.int32).T
            rarity = _rarity(len(texts), len(having)) / rarest
            worth[word] = places, (rarity * (_REPEATS + 1) * counts / (counts + least[places])).astype(np.float32)
        return cls(len(texts), worth)

    def weigh(self, words: Iterable[str]) -> npt.NDArray[np.float32]:
        """What `words` are worth together in each text, 0 where it has none; a repeated word counts once."""
        total = np.zeros(self.size, np.float32)
        # Sorted, so that the last digit does not depend on the order of words.
        for word in sorted(set(words) & self._worth.keys()):
            places, worth = self._worth[word]
            total[places] += worth
        return total


def _rarity(texts: int, having: int) -> float:
    """The weight of a word that `having` of `texts` have; never below 0."""
    return math.log(1 + (texts - having + 0.5) / (having + 0.5))
