"""How surely is each line of a copied page a notice? A sum of the weights of its traits, looked at twice.

The first look weighs what a line and its neighbours are like; the second also what the first thought of the lines
round it. The sum is the logarithm of the odds that a line is no part of the article: 0 is even, 5 is 150 to 1. The
weights are a logistic regression's, learnt from labelled lines of pages copied whole; `phrases/line-weights.toml`
holds them and says from what they come, and `training/weigh_lines.py` makes them.
"""

import functools
import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from firsthand.ingest.lines import Line
from firsthand.ingest.stretches import heavy_stretches
from firsthand.ingest.traits import shapes_of, spread, traits_of
from firsthand.model.coverage import NoticeKind
from firsthand.model.errors import LexiconError

REACHES = (1, 3, 8)
"""How many lines above and below the second look averages over."""

_FARTHEST = 30.0
_PATH = "phrases/line-weights.toml"


@dataclass(frozen=True, slots=True)
class LineWeights:
    """What traits weigh: `first` in the first look; `own` (the same traits) and `round` in the second."""

    first: Mapping[str, float]
    own: Mapping[str, float]
    round: Mapping[str, float]


def weigh(
    lines: Sequence[Line], marked: Mapping[int, NoticeKind], headline: int | None, weights: LineWeights | None = None
) -> list[float]:
    """For each of `lines` the log odds that it is a notice. `marked` are those that words have told already. Linear."""
    learnt = weights or line_weights()
    traits = traits_of(lines, marked, heavy_stretches(lines, marked), headline)
    first = [_likely(_sum(learnt.first, found)) for found in traits]
    second = spread(first, shapes_of(lines, marked), REACHES)
    return [_sum(learnt.own, own) + _sum(learnt.round, near) for own, near in zip(traits, second, strict=True)]


def _sum(weights: Mapping[str, float], traits: Iterable[str]) -> float:
    return sum(weights.get(trait, 0.0) for trait in traits)


def _likely(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-_FARTHEST, min(odds, _FARTHEST))))


@functools.cache
def line_weights() -> LineWeights:
    """The weights that ship. Raises LexiconError when their file is not as expected."""
    return read_line_weights(resources.files("firsthand.ingest").joinpath(_PATH).read_text("utf-8"))


def read_line_weights(toml: str) -> LineWeights:
    """The weights that `toml` holds. Raises LexiconError when it is not as expected."""
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{_PATH}: expected TOML, came what is none ({error}); make it anew") from error
    parts = [table.get(name) for name in ("first", "own", "round")]
    for name, part in zip(("first", "own", "round"), parts, strict=True):
        if not isinstance(part, dict) or not all(isinstance(w, int | float) for w in part.values()):
            raise LexiconError(f"{_PATH}: expected a table [{name}] of numbers, came {str(part)[:60]}; make it anew")
    first, own, near = ({str(k): float(v) for k, v in (part or {}).items()} for part in parts)
    return LineWeights(first, own, near)
