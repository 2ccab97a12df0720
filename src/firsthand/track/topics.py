"""What is an article about, and how alike are two? By the rare words of both, and by what their first sentences mean.

Two reports on one flood share the river's name; a third, on those who lost their homes, shares little but the
matter. Two storms of one summer share the matter, and no name. So words weigh more, and meaning helps. What an article
is about hangs on no other, so it is found once and kept, and an article that comes in is compared with thousands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from firsthand.engines.matching import Floats, Reads, from_8_bits, in_8_bits
from firsthand.model.coverage import Revision
from firsthand.model.span import SpanIndex
from firsthand.text.companies import FADES_IN_DAYS
from firsthand.text.likeness import OPENING, topic, vector
from firsthand.text.sentences import split_sentences

BY_MEANING: Final = 0.3
"""How much of the likeness of two articles is that of their meaning. BCubed F1 of stories on the own ones for training
and on ECB+ (topics 1-35, subtopics as gold): 97.2 and 92.0 by words alone, 100 and 91.6 so; with .4 ECB+ loses 2."""
UNLIKE: Final = 0.15
"""Up to here two meanings have nothing in common: all news is as near. At .2 the own stories gave 98 where this gave
100."""
SENTENCES: Final = 6
"""So many sentences are read, and the headline. With 3 the own stories gave 95."""

Names: TypeAlias = npt.NDArray[np.uint64]
Doubles: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """What one article is about; hangs on no other article."""

    words: Names
    """The first 64 bits of the BLAKE2 of each of its rarest words, rising."""
    weights: Floats
    """How much each weighs; of length 1 together."""
    meaning: Floats
    """Of length 1, or 0 where there are no words."""
    day: int | None
    """When it was published: the ordinal of the earliest day that may be meant; None where nothing is told."""


def topics_of(revisions: Sequence[Revision], read: Reads) -> tuple[Topic, ...]:
    """The Topic of each of `revisions`; `read` tells what texts mean."""
    openings = [_opening(revision) for revision in revisions]
    texts = sorted({text for opening in openings for text in opening})
    place = {text: at for at, text in enumerate(texts)}
    rows = read(texts).topic
    return tuple(
        _topic(revision, rows[[place[text] for text in opening]])
        for revision, opening in zip(revisions, openings, strict=True)
    )


def _opening(revision: Revision) -> list[str]:
    """The headline and the first sentences."""
    opening = revision.text[:OPENING]
    furniture = SpanIndex(notice.span for notice in revision.notices)
    own = islice((span for span in split_sentences(opening) if not furniture.overlaps(span)), SENTENCES)
    return [text for text in (revision.title, *(" ".join(span.of(opening).split()) for span in own)) if text]


def _topic(revision: Revision, rows: Floats) -> Topic:
    found = sorted((_name(word), weight) for word, weight in vector(topic(revision)).items())
    mean = rows.sum(axis=0, keepdims=True) if len(rows) else np.zeros((1, rows.shape[1]), np.float32)
    first = revision.published.earliest if revision.published else None
    return Topic(
        words=np.array([name for name, _ in found], np.uint64),
        weights=np.array([weight for _, weight in found], np.float32),
        meaning=from_8_bits(in_8_bits(mean))[0],
        day=first.toordinal() if first else None,
    )


@lru_cache(maxsize=1 << 16)
def _name(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


_BINS: Final = 1 << 16
"""Words are first told apart by 16 bits, which leaves few to compare."""


class Field:
    """Many Topics, with each of which another can be compared at once."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._many = len(topics)
        self._words = np.concatenate([np.empty(0, np.uint64), *(one.words for one in topics)])
        self._bins = (self._words % _BINS).astype(np.uint16)
        self._weights = np.concatenate([np.empty(0, np.float32), *(one.weights for one in topics)]).astype(np.float64)
        self._owners = np.repeat(np.arange(self._many), [len(one.words) for one in topics])
        self._meanings = np.array([one.meaning for one in topics])
        self._days = np.array([np.nan if one.day is None else one.day for one in topics])

    def likeness(self, topic: Topic) -> Doubles:
        """How alike `topic` is to each, 0..1: 0 where they share no word, and less for the days between them."""
        if not self._many or not len(topic.words):
            return np.zeros(self._many)
        words = self._shared(topic)
        # Row by row, so that what two have in common hangs on no third in its last digit either.
        near = np.einsum("ij,j->i", self._meanings, topic.meaning).astype(np.float64)
        near = np.maximum(0.0, near - UNLIKE) / (1 - UNLIKE)
        alike = (1 - BY_MEANING) * words + BY_MEANING * near
        days = np.abs(self._days - (np.nan if topic.day is None else topic.day))
        found = np.where(words > 0, alike * np.exp(-np.nan_to_num(days) / FADES_IN_DAYS), 0.0)
        # Rounded, for the last digits of a product hang on the machine.
        return np.asarray(np.round(found, 6))

    def _shared(self, topic: Topic) -> Doubles:
        """The cosine of its words and those of each."""
        mine = np.zeros(_BINS, bool)
        mine[(topic.words % _BINS).astype(np.uint16)] = True
        maybe = np.flatnonzero(mine[self._bins])
        place = np.minimum(np.searchsorted(topic.words, self._words[maybe]), len(topic.words) - 1)
        same = topic.words[place] == self._words[maybe]
        hits, place = maybe[same], place[same]
        products = self._weights[hits] * topic.weights[place].astype(np.float64)
        return np.asarray(np.bincount(self._owners[hits], products, minlength=self._many), np.float64)


def likeness(one: Topic, other: Topic) -> float:
    """How alike two are, 0..1."""
    return float(Field([one]).likeness(other)[0])


def alike(topics: Sequence[Topic], floor: float) -> dict[tuple[int, int], float]:
    """The likeness of each pair of places, the lower first, of which it is at least `floor`."""
    field = Field(topics)
    found: dict[tuple[int, int], float] = {}
    for left, one in enumerate(topics):
        row = field.likeness(one)
        found.update(((left, at), float(row[at])) for at in (np.flatnonzero(row >= floor)).tolist() if at > left)
    return found
