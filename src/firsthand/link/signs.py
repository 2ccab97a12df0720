"""How likely is it that two statements are one claim, by what can be seen of the two?

Each sign is a number that means something by itself: how many rare words the two share, how near their gists are,
whether one body said both. A weight each, added up, gives the chance (logistic regression). The weights are in
`signs.toml`, learnt from the stories of `eval/gold/stories` that are for learning and from the scenes of
`training/scenes` (`eval/weigh_signs.py`).
"""

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from firsthand.model.errors import LexiconError


class Signs(NamedTuple):
    """What can be seen of two statements; what is or is not so is 1 or 0."""

    words: float
    """0..1: how much of their words, names, figures and days they share, the rarer the more."""
    bare: float
    """The same without names, amounts and days."""
    rare: float
    """What they share, in weights of rare words."""
    gist: float
    """-1..1: how much the two say the same (`engines.matching`)."""
    about: float
    """-1..1: how near what the one says is to the sentences round the other, in topic; the nearer of the two ways."""
    about_less: float
    """The other way."""
    setting: float
    """-1..1: how much the sentences round the two say the same."""
    stands_out: float
    """How much nearer the two are in gist than others commonly are to each."""
    told_there: float
    """0..1: how much of what the one says stands in the sentences round the other, the rarer the more; the greater of
    the two ways."""
    told_there_less: float
    """The other way."""
    short: float
    """Words of the shorter, up to 10."""
    one_kind: float
    """Both count the same kind of thing."""
    one_toll: float
    """Both say what became of how many, and of the same: the dead."""
    bare_toll: float
    """And one of the two says nothing else."""
    one_amount: float
    """They share an amount."""
    other_amount: float
    """Both have amounts, and share none."""
    one_voice: float
    """One source said both."""
    one_side: float
    """One speaks for the body of the other, or both for one body."""
    quoted: float
    """How many of the two are quotations: 0, 1 or 2."""
    two_selves: float
    """Each speaks of himself, and they are two."""
    one_page: float
    """Both stand in one article."""
    page_voice: float
    """And one source said both."""
    next_one: float
    """And the one directly follows on the other."""
    next_two: float
    """The one follows on the other in one article, and two sources say them."""
    names: float
    """Names that both have, up to 3."""
    other_names: float
    """Names that one of them has, up to 6."""
    days: float
    """What they tell was on days that cannot be the same."""
    years: float
    """The one tells of another year, and the other of this or of a third."""
    outcomes: float
    """Killed here, injured there."""
    opposed: float
    """One affirms, the other denies."""


class _Weights(NamedTuple):
    start: float
    of: Signs


def likely(signs: Signs) -> float:
    """The chance, 0..1, that two statements with these signs are one claim."""
    weights = _weights()
    total = weights.start + math.fsum(sign * weight for sign, weight in zip(signs, weights.of, strict=True))
    return 1 / (1 + math.exp(-total)) if total > -700 else 0.0  # noqa: PLR2004 - exp overflows beyond


def told(signs: Signs) -> tuple[tuple[str, float], ...]:
    """What each sign adds to the odds of one claim, or takes from them, by name, the weightiest first."""
    parts = ((name, sign * weight) for name, sign, weight in zip(Signs._fields, signs, _weights().of, strict=True))
    return tuple(sorted(parts, key=lambda part: (-abs(part[1]), part[0])))


@cache
def _weights() -> _Weights:
    try:
        told_ = tomllib.loads(files("firsthand.link").joinpath("signs.toml").read_text("utf-8"))
        return _Weights(float(told_["start"]), Signs(**{name: float(told_["weights"][name]) for name in Signs._fields}))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise LexiconError(f"expected a start and a weight for each sign in signs.toml, came {error!r}") from error
