"""Which words are a source, a cue, a content? What the encoder thinks of each piece, made stretches of whole words.

The likeliest labels that obey their order: a stretch begins before it goes on. Of "Ito said it rained" come a source of
one word, a cue of one, a content of two. A word is labelled whole, however many pieces it has.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from firsthand.engines.encoder import Floats, chances_of
from firsthand.engines.pieces import Ints
from firsthand.engines.tags import Role

LEANING = np.array([0.2, 0, 0, 0, 0, -1.5, 0.1], np.float32)
"""What counts for each label of a word beside what the encoder says, as a logarithm: a little for none, and against a
content's beginning anew, since one too many spoils two. Of fourteen tried on PolNeAR dev the best by .1 to .4 of
content words' F1, which is within what chance gives; without any, the first encoder had .9 less end to end."""
_ROLES = (Role.SOURCE, Role.CUE, Role.CONTENT)


class Stretch(NamedTuple):
    """The pieces `[first, last)` in a role; `chance` is the mean of their probabilities of it, 0..1."""

    role: Role
    first: int
    last: int
    chance: float


def find_stretches(roles: Floats, words: Ints) -> list[Stretch]:
    """The stretches of a text, in order; none overlaps another.

    `roles` is N x 7, logarithms of the probabilities of ROLE_LABELS; `words` gives the word of each of the N pieces.
    """
    if not len(words):
        return []
    edges = [0, *(np.flatnonzero(words[1:] != words[:-1]) + 1).tolist(), len(words)]
    labels = _likeliest(_of_words(roles, edges))
    chances = np.concatenate([np.zeros((1, 3)), chances_of(roles).cumsum(0)])
    begun = [at for at, label in enumerate(labels) if label % 2 or (at and label != labels[at - 1] and not label)]
    found = []
    for at, after in pairwise([*begun, len(labels)]):
        if labels[at] % 2:
            first, last, role = edges[at], edges[after], labels[at] // 2
            chance = (chances[last, role] - chances[first, role]) / (last - first)
            found.append(Stretch(_ROLES[role], first, last, float(chance)))
    return found


def _of_words(roles: Floats, edges: list[int]) -> list[list[float]]:
    """For each word and label what its pieces say together: the first begins or goes on, the others go on.

    Divided by the root of their number, since pieces of one word repeat each other.
    """
    starts = np.array(edges[:-1])
    whole = np.add.reduceat(roles, starts, axis=0)
    first = roles[starts]
    whole[:, 1::2] = first[:, 1::2] + whole[:, 2::2] - first[:, 2::2]
    whole /= np.sqrt(np.diff(edges))[:, None]
    whole += LEANING
    return whole.tolist()  # type: ignore[no-any-return] # numpy's lists are untyped


def _likeliest(scores: list[list[float]]) -> list[int]:
    """The likeliest sequence of labels in which one that goes on follows its like (Viterbi 1967)."""
    none, s0, s1, c0, c1, t0, t1 = scores[0]
    s1 = c1 = t1 = float("-inf")
    came: list[tuple[float, ...]] = []
    for o, bs, is_, bc, ic, bt, it in scores[1:]:
        sums = (none, s0, s1, c0, c1, t0, t1)
        came.append(sums)
        best = max(sums)
        s1 = s1 + is_ if s1 > s0 else s0 + is_
        c1 = c1 + ic if c1 > c0 else c0 + ic
        t1 = t1 + it if t1 > t0 else t0 + it
        none, s0, c0, t0 = best + o, best + bs, best + bc, best + bt
    sums = (none, s0, s1, c0, c1, t0, t1)
    label = sums.index(max(sums))
    out = [label]
    for before in reversed(came):
        if label == 0 or label % 2:
            label = before.index(max(before))
        elif before[label] <= before[label - 1]:
            label -= 1
        out.append(label)
    return out[::-1]
