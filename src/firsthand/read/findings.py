"""What is one attribution, while its sentence is still being read? Word ranges: a cue, a source, contents.

"Ito said it rained" is a finding whose cue is word 1, whose source is word 0 and whose content is words 2 and 3.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from firsthand.read.words import Range, Unit

# From this weight on a cue is taken as one. On 168 articles of PolNeAR train, source and content together have F1
# 55.4, 55.4, 55.5 and 55.1 at .3, .4, .5 and .6, and precision 60.8, 61.9, 62.6 and 65.7.
THRESHOLD = 0.5
# How sure a finding is that rests on no verb of the lexicon: an adverb, a colon, the speaker of the sentence before.
# Set by hand.
CARRIED = 0.6
# Fewer words before "he said" are the beginning of a clause that goes on behind it: Survival, he said, depends on us.
SHORT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One attribution as a rule saw it: word ranges of a unit."""

    cue: Range
    source: Range | None
    contents: tuple[Range, ...]
    weight: float
    is_direct: bool = False


def holds(finding: Finding, at: int) -> bool:
    """Whether the word at `at` stands in a content of `finding`."""
    for start, end in finding.contents:  # noqa: SIM110 - as a plain loop: it is called for every cue
        if start <= at < end:
            return True
    return False


def is_inside_another(found: Sequence[Finding], finding: Finding, at: int) -> bool:
    """Whether the cue of `finding` stands in a content that has ended before `at`: another's words."""
    return any(holds(f, finding.cue.start) and not holds(f, at) for f in found if f is not finding)


def clamped(finding: Finding, at: int, within: Sequence[Finding]) -> Finding:
    """The same finding, with no content that reaches beyond the content its cue stands in."""
    limit = min((c.end for f in within for c in f.contents if c.start <= at < c.end), default=None)
    if limit is None or all(c.end <= at for c in finding.contents):
        return finding
    kept = tuple(Range(c.start, min(c.end, limit)) for c in finding.contents if c.start < limit)
    return replace(finding, contents=kept)


def clause_start(unit: Unit, before: int) -> int:
    """Where the clause that ends before `before` begins: with the unit, or behind the last narrator's turn."""
    place = bisect_left(unit.semicolons, before)
    start = unit.semicolons[place - 1] + 1 if place else 0
    while start < before and unit.low(start) in ("but", "and", "so", "yet", ",", "meanwhile", "however", ">", "*", "•"):
        start += 1
    return start
