"""What are the statements of a coverage about, by themselves and where they stand? Vectors, looked up by place.

Beside the words of a statement the sentences round it are read (`surroundings`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from firsthand.engines.matching import Floats, Reads
from firsthand.link.saying import Saying, is_recap

CROWD: Final = 5
"""So many of the nearest tell how near to a statement others commonly are."""
COMMON: Final = 0.77
"""How near they commonly are: the mean of each of the twelve stories of train and dev lies between .766 and .795. Where
a coverage has fewer, this stands for those that it lacks."""
_ROWS: Final = 1_024
"""Statements that are compared with all others at once."""


class Near(NamedTuple):
    """How near two statements are, by vectors of length 1."""

    gist: float
    """-1..1: how much the two say the same."""
    about: float
    """-1..1: the one in topic to what is round the other, the nearer of both ways."""
    about_less: float
    """The other way."""
    setting: float
    """-1..1: how much what is round the one says the same as what is round the other."""
    stands_out: float
    """-4..4: how much nearer the two are in gist than those nearest to each of them are to it, on average."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """Vectors of n statements, a row each, in their order."""

    gist: Floats
    topic: Floats
    around: Floats
    """The topic of the sentences in which a statement stands, and of the one before them."""
    setting: Floats
    """Their gist."""
    crowd: Floats
    """n: how near in gist those nearest to each are, on average."""

    def near(self, one: int, other: int) -> Near:
        """How near two are."""
        gist = float(self.gist[one] @ self.gist[other])
        ways = float(self.topic[one] @ self.around[other]), float(self.topic[other] @ self.around[one])
        setting = float(self.setting[one] @ self.setting[other])
        return Near(gist, max(ways), min(ways), setting, 2 * gist - float(self.crowd[one] + self.crowd[other]))

    def nearest(self, at: int, many: int) -> list[int]:
        """The places of the `many` whose gists are nearest to that of the one at `at`, itself left out."""
        near = self.gist @ self.gist[at]
        near[at] = -np.inf
        many = min(many, len(near) - 1)
        found = np.argpartition(-near, many - 1)[:many] if many > 0 else np.empty(0, np.int64)
        return sorted(found.tolist())


def meanings_of(sayings: Sequence[Saying], sentences: Sequence[Sequence[str]], read: Reads) -> Meanings:
    """The vectors of `sayings`, by what `read` says; `sentences` are those round each of them.

    What stands in several places in the same words is read once.
    """
    own = [saying.sense for saying in sayings]
    texts = sorted({*own, *(text for some in sentences for text in some)})
    place = {text: at for at, text in enumerate(texts)}
    meaning = read(texts)
    rows = [place[text] for text in own]
    round_ = [[place[text] for text in some] for some in sentences]
    gist = meaning.gist[rows]
    told = np.array([not is_recap(saying.statement) for saying in sayings], bool)
    return Meanings(
        gist, meaning.topic[rows], _means(meaning.topic, round_), _means(meaning.gist, round_), _crowds(gist, told)
    )


def _means(vectors: Floats, rows: Sequence[Sequence[int]]) -> Floats:
    """The mean of some of `vectors`, for each of `rows`, of length 1."""
    found = np.empty((len(rows), vectors.shape[1]), np.float32)
    for at, some in enumerate(rows):
        whole = vectors[list(some)].sum(axis=0)
        found[at] = whole / np.linalg.norm(whole)
    return found


def _crowds(gist: Floats, told: npt.NDArray[np.bool_]) -> Floats:
    """For each the mean nearness of the `CROWD` others nearest to it, of those that are `told`.

    A recap is one more telling of what there is, and shows nothing of how much else is like it.
    """
    places = np.flatnonzero(told)
    found = np.full(len(gist), COMMON, np.float32)
    for start in range(0, len(gist), _ROWS):
        near = gist[start : start + _ROWS] @ gist[places].T
        for at, row in enumerate(near, start):
            others = row[places != at]
            many = min(CROWD, len(others))
            if many:
                nearest = np.partition(others, -many)[-many:]
                found[at] = (nearest.sum() + (CROWD - many) * COMMON) / CROWD
    return found
