"""What is an article about, and how alike are two? By the rare words of both, and by what their first sentences mean.

Two reports on one flood share the river's name; a third, on those who lost their homes, shares little but the
matter. Two storms of one summer share the matter, and no name. So words weigh more, and meaning helps.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np

from firsthand.engines.matching import Floats
from firsthand.model.coverage import Revision
from firsthand.model.span import SpanIndex
from firsthand.text.likeness import OPENING, Vector, cosine, topic, vector
from firsthand.text.sentences import split_sentences

BY_MEANING: Final = 0.3
"""How much of the likeness of two articles is that of their meaning. BCubed F1 of stories on the own ones for training
and on ECB+ (topics 1-35, subtopics as gold): 97.2 and 92.0 by words alone, 100 and 91.6 so; with .4 ECB+ loses 2."""
UNLIKE: Final = 0.15
"""Up to here two meanings have nothing in common: all news is as near. At .2 the own stories gave 98 where this gave
100."""
SENTENCES: Final = 6
"""So many sentences are read, and the headline. With 3 the own stories gave 95."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What one article is about; hangs on no other article."""

    words: Vector
    meaning: Floats
    """Of length 1, or 0 where there are no words."""


def topics_of(revisions: Sequence[Revision]) -> tuple[Topic, ...]:
    """The Topic of each of `revisions`."""
    openings = [_opening(revision) for revision in revisions]
    texts = sorted({text for opening in openings for text in opening})
    place = {text: at for at, text in enumerate(texts)}
    from firsthand.engines.weights import load_matcher  # noqa: PLC0415 - it loads the engine, a second's work

    rows = load_matcher().read(texts).topic
    return tuple(
        Topic(vector(topic(revision)), _mean(rows[[place[text] for text in opening]]))
        for revision, opening in zip(revisions, openings, strict=True)
    )


def _opening(revision: Revision) -> list[str]:
    """The headline and the first sentences."""
    opening = revision.text[:OPENING]
    furniture = SpanIndex(notice.span for notice in revision.notices)
    own = islice((span for span in split_sentences(opening) if not furniture.overlaps(span)), SENTENCES)
    return [text for text in (revision.title, *(" ".join(span.of(opening).split()) for span in own)) if text]


def _mean(rows: Floats) -> Floats:
    if not len(rows):
        return np.zeros(rows.shape[1], np.float32)
    mean = rows.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def likeness(one: Topic, other: Topic) -> float:
    """How alike two are, 0..1."""
    near = max(0.0, float(one.meaning @ other.meaning) - UNLIKE) / (1 - UNLIKE)
    # Rounded, for the last digits of the product hang on the machine.
    return (1 - BY_MEANING) * cosine(one.words, other.words) + BY_MEANING * round(near, 6)


def alike(topics: Sequence[Topic], floor: float) -> Iterator[tuple[int, int, float]]:
    """The pairs of places, the lower first, that share a word and whose likeness is at least `floor`."""
    having: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(topics):
        for other in sorted({other for word in one.words for other in having[word]}):
            score = likeness(topics[other], one)
            if score >= floor:
                yield other, place, score
        for word in one.words:
            having[word].append(place)
