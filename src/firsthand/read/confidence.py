"""How often is an attribution like this one right? The encoder's doubts, as one probability.

Right means: somebody who read the article with care marked a statement that shares at least half of its words, and the
same source. Fitted on PolNeAR dev by `training/calibrate.py`, which also says how far what comes out can be trusted.
"""

from math import exp, log
from typing import NamedTuple

from firsthand.read.pairing import Paired


class Features(NamedTuple):
    """What the encoder holds of one attribution; all 0..1."""

    cue: float
    """The chance that the cue is one."""
    content: float
    """The chance that the content is one; each of its parts counts by its length."""
    share: float
    """How much of the content's seeking falls on the cue."""
    source: float
    """How much of the cue's seeking falls on its source, or on nobody where there is none."""
    is_named: float
    """1 where there is a source, else 0."""


WEIGHTS = Features(0.275, 0.578, 0.155, 0.175, 0.24)
"""What the logit of each counts for, of the last what it counts itself."""
BIAS = -2.204
_CLIP = 0.001


def features(paired: Paired) -> Features:
    """What `confidence` goes by."""
    lengths = [content.last - content.first for content, _ in paired.contents]
    whole = sum(lengths)
    chance = sum(content.chance * n for (content, _), n in zip(paired.contents, lengths, strict=True)) / whole
    share = sum(share * n for (_, share), n in zip(paired.contents, lengths, strict=True)) / whole
    return Features(paired.cue.chance, chance, share, paired.share, float(paired.source is not None))


def confidence(of: Features) -> float:
    """The probability, 0..1, that an attribution is right."""
    return 1 / (1 + exp(-sum(w * x for w, x in zip(WEIGHTS, scaled(of), strict=True)) - BIAS))


def scaled(of: Features) -> Features:
    """The features as they are weighed: shares and chances as logits."""
    return Features(_logit(of.cue), _logit(of.content), _logit(of.share), _logit(of.source), of.is_named)


def _logit(chance: float) -> float:
    kept = min(max(chance, _CLIP), 1 - _CLIP)
    return log(kept / (1 - kept))
