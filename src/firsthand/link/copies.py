"""Which article copies which? Half of its runs of five words stand in an earlier one.

An uncredited copy keeps the origins of what it copies. Text reuse tells little of shared lineage in real
coverage (most is told by attribution), but what it tells is certain.
"""

from typing import Final

from firsthand.link.saying import Saying
from firsthand.model.coverage import Revision
from firsthand.model.ids import RevisionId
from firsthand.text.shingles import containment, shingles

COPIED: Final = 0.5
"""Share of an article's runs of five words found in another, from which it counts as a copy. Chosen, not measured: no
corpus here marks copies; two articles that only quote the same official at length stay below it on the samples."""
FEWEST_RUNS: Final = 25
"""An article of fewer runs is a line or two: equal lines are no copied article."""
QUOTED_WORDS: Final = 8
"""Words from which two equal quotations are one utterance, whoever they are put in the mouth of."""
SAME_QUOTE: Final = 0.8
"""Share of the shorter quotation's runs of words in the longer one: copies are trimmed, and retyped with slips."""


class Copies:
    """Remembers the runs of words of each Revision, so that each is taken once."""

    def __init__(self) -> None:
        self._runs: dict[RevisionId, frozenset[int]] = {}
        self._shares: dict[tuple[RevisionId, RevisionId], float] = {}

    def share(self, copy: Revision, original: Revision) -> float:
        """How much of `copy` stands in `original`, 0..1."""
        key = (copy.id, original.id)
        if key not in self._shares:
            self._shares[key] = containment(self._of(copy), self._of(original))
        return self._shares[key]

    def is_copy(self, copy: Saying, original: Saying) -> bool:
        """Whether the article of `copy` took half its words from that of `original`, which is not later.

        Of two of one date the one is taken for the copy; which of them hardly matters, for they count as one.
        """
        later, earlier = copy.reading.revision, original.reading.revision
        if later.id == earlier.id or copy.order <= original.order or len(self._of(later)) < FEWEST_RUNS:
            return False
        return self.share(later, earlier) >= COPIED

    def _of(self, revision: Revision) -> frozenset[int]:
        if revision.id not in self._runs:
            self._runs[revision.id] = shingles(revision.text)
        return self._runs[revision.id]


def same_quotation(one: str, other: str) -> bool:
    """Whether two quotations are one utterance: long enough, and nearly the same words."""
    if min(len(one.split(None, QUOTED_WORDS)), len(other.split(None, QUOTED_WORDS))) < QUOTED_WORDS:
        return False
    left, right = shingles(one), shingles(other)
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    return containment(short, long) >= SAME_QUOTE
