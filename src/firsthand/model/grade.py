"""How good does an editor hold a source, or a claim, to be? The Admiralty scale: B2; F6 until somebody decides.

The letter is of a source, whatever it says; the digit of a claim, whoever says it. A grade is never changed: a later
one goes before it, and all of them are the history.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from firsthand.model.correction import Anchor
from firsthand.model.ids import ClaimId
from firsthand.model.when import When


class Reliability(StrEnum):
    """How far a source can be relied on, from what is known of it."""

    COMPLETELY = "A"
    USUALLY = "B"
    FAIRLY = "C"
    NOT_USUALLY = "D"
    UNRELIABLE = "E"
    CANNOT_BE_JUDGED = "F"


class Credibility(StrEnum):
    """How far a claim is borne out by what else is known."""

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGrade:
    """One decision on a source, which is known by its name alone: by whom, when, and why."""

    source: str
    grade: Reliability
    by: str
    at: When
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGrade:
    """One decision on a claim: by whom, when, and why.

    It is held to a passage, of a statement that the claim mentions, and goes with that into whatever claim it is
    joined. `claim` and `text` are the id and the wording that the claim had then.
    """

    anchor: Anchor
    claim: ClaimId
    text: str
    grade: Credibility
    by: str
    at: When
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades:
    """Every decision, in the order in which they came."""

    sources: tuple[SourceGrade, ...] = ()
    claims: tuple[ClaimGrade, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """What holds now: of origins by their actor, and of claims by their id. What is not among them is F, or 6."""

    sources: Mapping[str, SourceGrade] = field(default_factory=dict)
    claims: Mapping[ClaimId, ClaimGrade] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One grade as it was given, whether it `holds`, and for which claim now; `lost` says why for none."""

    grade: SourceGrade | ClaimGrade
    holds: bool
    claim: ClaimId | None = None
    lost: str = ""
