"""What are the statements of a coverage about, by themselves and where they stand? Vectors, looked up by statement.

"That it has a letter" says nothing by itself; the sentence before it tells of whose resignation. So beside the words of
a statement the sentences round it are read.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from firsthand.engines.matching import Floats, Reads
from firsthand.link.saying import Saying
from firsthand.model.span import Span, hull
from firsthand.text.sentences import split_sentences

BEFORE = 1
"""Sentences before a statement's own that are read with it."""
_RIGHT = 400
"""Code points after a statement's beginning in which the sentences that are read begin."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """Vectors of n statements, a row each, in their order."""

    gist: Floats
    topic: Floats
    around: Floats
    """The topic of the sentences in which a statement stands, and of the one before them."""

    def near(self, one: int, other: int) -> tuple[float, float, float]:
        """How near two are: in gist, and the one in topic to what is round the other, the nearer of both ways first."""
        ways = float(self.topic[one] @ self.around[other]), float(self.topic[other] @ self.around[one])
        return float(self.gist[one] @ self.gist[other]), max(ways), min(ways)

    def nearest(self, at: int, many: int) -> list[int]:
        """The places of the `many` whose gists are nearest to that of the one at `at`, itself left out."""
        near = self.gist @ self.gist[at]
        near[at] = -np.inf
        many = min(many, len(near) - 1)
        found = np.argpartition(-near, many - 1)[:many] if many > 0 else np.empty(0, np.int64)
        return sorted(found.tolist())


def meanings_of(sayings: Sequence[Saying], read: Reads) -> Meanings:
    """The vectors of `sayings`, by what `read` says; what stands in several places in the same words is read once."""
    own = [saying.sense for saying in sayings]
    pages = {s.reading.revision.id: s.reading.revision.text for s in sayings}
    split = {name: split_sentences(text) for name, text in pages.items()}
    round_ = [around(saying, split[saying.reading.revision.id]) for saying in sayings]
    texts = sorted({*own, *(text for sentences in round_ for text in sentences)})
    place = {text: at for at, text in enumerate(texts)}
    meaning = read(texts)
    rows = [place[text] for text in own]
    means = np.array([meaning.topic[[place[text] for text in sentences]].sum(axis=0) for sentences in round_])
    lengths = np.linalg.norm(means, axis=1, keepdims=True) if len(means) else np.ones((0, 1))
    return Meanings(meaning.gist[rows], meaning.topic[rows], (means / lengths).astype(np.float32))


def around(saying: Saying, sentences: Sequence[Span]) -> list[str]:
    """The sentences in which a statement stands, and that before them; `sentences` are those of its page."""
    reach = hull(saying.statement.content)
    first = bisect_right(sentences, reach.start, key=attrgetter("end"))
    after = bisect_left(sentences, min(reach.end, reach.start + _RIGHT), key=attrgetter("start"))
    if first >= after:
        return [saying.sense]
    text = saying.reading.revision.text
    return [" ".join(span.of(text).split()) for span in sentences[max(0, first - BEFORE) : after]]
