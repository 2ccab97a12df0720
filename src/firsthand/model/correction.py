"""What did a reader or an editor say is wrong, and what became of it? Nothing is overwritten; rulings add up."""

from dataclasses import dataclass
from enum import StrEnum

from firsthand.model.ids import CorrectionId, RevisionId, content_id
from firsthand.model.span import Span
from firsthand.model.when import When


class RulingState(StrEnum):
    """Where a Correction stands after a Ruling."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    NEEDS_REVIEW = "needs-review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A suggestion about one passage of one Revision (after the W3C Web Annotation model).

    `span` is where the passage was, `exact` what it said; `prefix` and `suffix` are the text around it, by
    which it is found again in a changed text. `note` is plain text, never markup.
    """

    id: CorrectionId
    revision: RevisionId
    span: Span
    exact: str
    prefix: str
    suffix: str
    note: str
    by: str | None
    at: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One decision on a Correction: by whom, when, and why. To undo one is another Ruling."""

    correction: CorrectionId
    state: RulingState
    by: str
    at: When
    why: str


def correction_id(revision: RevisionId, span: Span, note: str, by: str | None) -> CorrectionId:
    """One id for one note of one person on one passage: sent twice, it is still one."""
    return CorrectionId(content_id("c", revision, span.start, span.end, note, by))
