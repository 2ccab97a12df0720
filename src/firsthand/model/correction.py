"""What did a reader or an editor say is wrong, and what became of it? Nothing is overwritten; rulings add up.

"The outlet gives this sentence to the ministry; it was the union" is a Correction of a fact. "The program gives it to
the ministry; the text gives it to the union" is one of a reading: accepted, it goes before what the program finds.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from firsthand.model.ids import ArticleId, CorrectionId, RevisionId, StatementId, content_id
from firsthand.model.span import Span
from firsthand.model.when import When

LONGEST_NOTE: Final = 10_000
"""Code points of a note, a reason or a quoted passage: some three printed pages. More is a text of its own."""
LONGEST_NAME: Final = 600
"""Code points of a name; what is longer is none."""


class RulingState(StrEnum):
    """Where a Correction stands after a Ruling."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    NEEDS_REVIEW = "needs-review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class CorrectionKind(StrEnum):
    """What is said to be wrong: what the article tells (a fact), or what the program made of it (a reading)."""

    FACT = "fact"
    WRONG_SOURCE = "wrong-source"
    NOT_A_STATEMENT = "not-a-statement"
    SAME_CLAIM = "same-claim"
    NOT_SAME_CLAIM = "not-same-claim"
    NOT_AN_ORIGIN = "not-an-origin"


OF_TWO: Final = frozenset({CorrectionKind.SAME_CLAIM, CorrectionKind.NOT_SAME_CLAIM})
"""These are said of two passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One passage of one Revision, so that it is found again in a changed text (after the W3C Web Annotation model).

    `span` is where it was, `exact` what it said; `prefix` and `suffix` are the text around it. `statement` is the
    Statement that was meant, where one was; its id holds as long as the text and its reading stay.
    """

    article: ArticleId
    revision: RevisionId
    statement: StatementId | None
    span: Span
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a passage is now, and which Statement lies there; `span` is None where that is not sure, and `why`."""

    span: Span | None
    statement: StatementId | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A passage as a person names it: a statement's id, or an article's id or address and words that stand in it.

    `nth` is which of several places, from 1; None where there must be one alone.
    """

    which: str
    passage: str | None = None
    nth: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A Correction as it comes in, before its passages are found; the fields are those of a Correction."""

    kind: CorrectionKind
    aim: Aim
    other: Aim | None = None
    name: str | None = None
    note: str
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A suggestion about one passage; of two passages where it says that they are, or are not, one claim.

    `name` is the right source (None: the text names nobody), or who is no origin. `note` is plain text, never markup.
    """

    id: CorrectionId
    kind: CorrectionKind
    anchor: Anchor
    other: Anchor | None
    name: str | None
    note: str
    by: str | None
    at: When

    @property
    def of_reading(self) -> bool:
        """Whether it is the program's reading that is said to be wrong, and not the article."""
        return self.kind is not CorrectionKind.FACT

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Its one passage, or its two."""
        return (self.anchor,) if self.other is None else (self.anchor, self.other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One decision on a Correction: by whom, when, and why. `of` is what a duplicate repeats.

    `undoes` says that the ruling before is taken back: `state` is then the one that held before that.
    """

    correction: CorrectionId
    state: RulingState
    by: str
    at: When
    why: str
    of: CorrectionId | None = None
    undoes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A Correction and all Rulings on it, in the order in which they came."""

    correction: Correction
    rulings: tuple[Ruling, ...]

    @property
    def holding(self) -> tuple[Ruling, ...]:
        """The Rulings that were not taken back."""
        kept: list[Ruling] = []
        for ruling in self.rulings:
            if ruling.undoes:
                kept.pop()
            else:
                kept.append(ruling)
        return tuple(kept)

    @property
    def state(self) -> RulingState:
        """Where the Correction stands."""
        holding = self.holding
        return holding[-1].state if holding else RulingState.SUGGESTED

    @property
    def was_published(self) -> bool:
        """Whether it is in the public log: published once, also where it was withdrawn later."""
        return any(ruling.state is RulingState.PUBLISHED for ruling in self.rulings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which page a Correction is about, as a person knows it; None where the page does not say."""

    url: str | None
    outlet: str | None
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Which Statements editors hold to be one claim, and which not, in pairs. What is apart goes before."""

    together: tuple[tuple[StatementId, StatementId], ...] = ()
    apart: tuple[tuple[StatementId, StatementId], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A Correction whose passage, or whose Statement, was not surely found in the present wording; and why."""

    correction: CorrectionId
    why: str


def correction_id(
    kind: CorrectionKind, anchor: Anchor, other: Anchor | None, name: str | None, note: str, by: str | None
) -> CorrectionId:
    """One id for one note of one person on one passage: sent twice, it is still one."""
    second = (other.revision, other.span.start, other.span.end) if other is not None else (None, None, None)
    place = (anchor.revision, anchor.span.start, anchor.span.end)
    return CorrectionId(content_id("c", kind.value, *place, *second, name, note, by))
