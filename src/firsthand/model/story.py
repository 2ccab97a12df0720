"""What belongs together, and what has happened since? Stories, developments, echoes, changes, and the briefing."""

from dataclasses import dataclass
from enum import StrEnum

from firsthand.model.coverage import Revision
from firsthand.model.ids import ArticleId, ClaimId, RevisionId, StatementId, StoryId
from firsthand.model.when import When


class What(StrEnum):
    """The kinds of development in the life of a Claim."""

    FIRST_SAID = "first-said"
    REPEATED = "repeated"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    UPDATED = "updated"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    CERTAINTY_ROSE = "certainty-rose"
    CERTAINTY_FELL = "certainty-fell"
    FELL_DUE = "fell-due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles that tell of one course of events. `first` and `last` are dates of publication."""

    id: StoryId
    title: str
    articles: tuple[ArticleId, ...]
    first: When | None
    last: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """One thing that happened to a Claim. `by` is who did it, as an editor would name them."""

    when: When | None
    what: What
    by: str | None
    statement: StatementId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """A repeat of what had been corrected or withdrawn before. `after` is when that had happened."""

    claim: ClaimId
    article: ArticleId
    statement: StatementId
    after: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is different between two Revisions of one page.

    `kind` is the most consequential of what it does: headline-changed, byline-changed, correction-note-added,
    quote-altered, number-changed, name-changed, date-changed, source-dropped, source-added, softened, hardened,
    reworded, added or dropped. `silent` is whether the page said nothing of it: no note of correction, no later date
    of change. `why` says what
    was seen of the edit, for a person.
    """

    url: str | None
    article: ArticleId
    earlier: RevisionId
    later: RevisionId
    kind: str
    before: str | None
    after: str | None
    silent: bool = False
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHistory:
    """One page as it was seen over time: its wordings, oldest first, and what changed from each to the next.

    `assumed` says, for a person, on what grounds they were taken for one page where they do not say so themselves.
    """

    article: ArticleId
    wordings: tuple[Revision, ...]
    changes: tuple[Change, ...]
    assumed: str | None = None
