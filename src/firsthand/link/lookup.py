"""Which claims are meant by these words? "Wasn't the dam shut in May?" finds the claim that it was closed.

A query is whatever an editor has at hand: words of a claim, a question, a pasted post. It is compared with every
wording of every claim in two ways, by what it is about (the topic of both, so that other words for the same find it)
and by the rare words that they share (so that a name finds it).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from firsthand.engines.matching import Floats, Reads, read_anew
from firsthand.model.claim import Claim
from firsthand.model.ids import StatementId
from firsthand.model.statement import Reading
from firsthand.text.names import fold
from firsthand.text.posts import plain_post
from firsthand.text.wordindex import WordIndex
from firsthand.text.words import content_words, words_of

MOST: Final = 12
"""So many claims are given at most."""
BY_WORDS: Final = 0.27
"""Sharing a word of the rarest kind takes away so much of the doubt that nearness of topic leaves: 1 - exp(-.27).
Set on 798 posts that repeat one of 10,375 checked claims: MAP@5 with twins as one 92.1, at .18 91.9, at .36 91.7."""
FLOOR: Final = 0.5
"""A claim with a lower score is none that is meant. Above it are all 124 claims of the gold's train, each looked up by
its text among the wordings of all mentions, and 98.4 % of what those posts repeat. So is the nearest
claim of another story, for 60 % of the former: what is found is a list to choose from, and no judgement."""
SURE: Final = 0.75
"""From here on the first claim is taken for the one that is meant, where it stands alone."""
ALONE: Final = 0.1
"""So far the next one must be behind the first. Measured with both on the gold's stories, each claim of the gold looked
up in the judge's words among what the program tells of its story (`eval/find_told.py`): of train 103 of 124 are
decided, 101 of these rightly, of dev 51 of 62, all rightly; where the story is left out, so that no claim is meant, 5
of train are decided and none of dev. Of the rest a person chooses: of the claims that the program tells, all are listed
but one of 123 and one of 60."""
_READ: Final = 2_000
"""Code points of a query that are read; a pasted page says at its beginning what it is about."""

_DIGITS: Final = 4
"""A score is rounded to so many digits; what differs only in later ones is equal."""
_LEAST: Final = 1e-6
"""What is lower is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A claim that is likely meant; `score` is 0..1, 1 for one of its own wordings."""

    claim: Claim
    score: float


class Hit(NamedTuple):
    """The place of an entry in a ClaimIndex, and how well it fits, 0..1."""

    place: int
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class ClaimIndex:
    """Entries of one or more wordings each, made ready for being looked up; what is slow is done once."""

    _topics: Floats
    """Of all different wordings, a row each."""
    _rows: npt.NDArray[np.intp]
    """The rows of all wordings of the first entry, then of the second."""
    _starts: npt.NDArray[np.intp]
    """Where in `_rows` each entry begins."""
    _words: WordIndex
    _exact: Mapping[str, Sequence[int]]
    """The entries that have a wording, by its words alone."""

    @classmethod
    def of(cls, entries: Sequence[Sequence[str]], reads: Reads = read_anew) -> "ClaimIndex":
        """The index of `entries`, each given as its wordings: text and title, or all that was said of a claim.

        Takes some milliseconds for each different wording that `reads` does not remember. Raises WeightsError where
        the model files are not whole.
        """
        worded = [[text for text in entry if text.strip()] or [""] for entry in entries]
        texts = sorted({text for entry in worded for text in entry})
        row = {text: at for at, text in enumerate(texts)}
        exact: dict[str, list[int]] = defaultdict(list)
        for at, entry in enumerate(worded):
            for wording in {_folded(text) for text in entry}:
                # What has no words, as "…", is nobody's wording.
                if wording:
                    exact[wording].append(at)
        sizes = np.array([len(entry) for entry in worded], np.intp)
        return cls(
            reads(texts).topic,
            np.array([row[text] for entry in worded for text in entry], np.intp),
            np.cumsum(sizes) - sizes,
            WordIndex.of([_telling(" ".join(entry)) for entry in worded]),
            exact,
        )

    def find(self, query: str, most: int = MOST, floor: float = FLOOR) -> tuple[Hit, ...]:
        """At most `most` entries that `query` may mean, best first; none below `floor`, none for a query without words.

        Linear in the number of wordings. Of equal entries the earlier comes first.
        """
        scores = self.scores(query)
        order = np.argsort(-scores, kind="stable")[:most].tolist()
        return tuple(Hit(at, round(float(scores[at]), _DIGITS)) for at in order if scores[at] >= max(floor, _LEAST))

    def scores(self, query: str) -> Floats:
        """How well each entry fits `query`, 0..1, one value each in their order; all 0 for a query without words."""
        asked = plain_post(query[:_READ])
        if not words_of(asked) or not len(self._starts):
            return np.zeros(len(self._starts), np.float32)
        # Not `@`: its last digits hang on where a row stands, and the order of claims must change nothing.
        near = np.einsum("ij,j->i", self._topics, read_anew([asked]).topic[0])
        topic = np.maximum.reduceat(near[self._rows], self._starts)
        doubt = (1 - np.clip(topic, 0, 1)) * np.exp(-BY_WORDS * self._words.weigh(_telling(asked)))
        scores: Floats = 1 - doubt
        for same in {_folded(asked), _folded(query[:_READ])}:
            scores[list(self._exact.get(same, ()))] = 1
        return np.asarray(np.round(scores, _DIGITS), np.float32)


def lookup(
    query: str, claims: Sequence[Claim], readings: Sequence[Reading], reads: Reads = read_anew
) -> tuple[Found, ...]:
    """The claims that `query` may mean, best first, at most `MOST`, none that scores below `FLOOR`.

    `readings` are those in which the claims' statements are; the wording of a statement that is in none is left out.
    The order of claims and readings changes nothing. Whoever asks often keeps `index_claims`.
    """
    ordered = sorted(claims, key=lambda claim: (claim.text, claim.id))
    hits = index_claims(ordered, readings, reads).find(query)
    return tuple(Found(claim=ordered[hit.place], score=hit.score) for hit in hits)


def meant(found: Sequence[Found]) -> Found | None:
    """The one of `found` (best first) that is meant for sure; None where a person must choose.

    A claim of exactly these words goes before all that are only near.
    """
    if not found:
        return None
    first, behind = found[0].score, found[1].score if len(found) > 1 else 0.0
    is_exact = first == 1 > behind
    return found[0] if is_exact or (first >= SURE and round(first - behind, _DIGITS) >= ALONE) else None


def index_claims(claims: Sequence[Claim], readings: Sequence[Reading], reads: Reads = read_anew) -> ClaimIndex:
    """The index of `claims`, in their order: by their texts and by all wordings of their mentions."""
    worded: dict[StatementId, str] = {
        statement.id: " ".join(" ".join(span.of(reading.revision.text) for span in statement.content).split())
        for reading in readings
        for statement in reading.told
    }
    return ClaimIndex.of(
        [(claim.text, *(worded[m.statement] for m in claim.mentions if m.statement in worded)) for claim in claims],
        reads,
    )


def _telling(text: str) -> list[str]:
    """The words of a text that carry meaning, each part of "Scott-Harlan" by itself."""
    return [part for word in content_words(text) for part in word.split("-")]


def _folded(text: str) -> str:
    """A text by which the same words are told; case, marks and spacing do not count."""
    return " ".join(fold(word) for word in words_of(text))
