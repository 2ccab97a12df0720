"""What do many statements say alike, and how many independent origins stand behind it?"""

from dataclasses import dataclass
from enum import StrEnum

from firsthand.model.ids import ArticleId, ClaimId, EntityId, StatementId, StoryId
from firsthand.model.story import Development
from firsthand.model.when import When
from firsthand.model.why import Why


class Bearing(StrEnum):
    """How one Statement bears on a Claim."""

    SUPPORTS = "supports"
    DENIES = "denies"
    DOUBTS = "doubts"
    PREDICTS = "predicts"
    CONDITIONAL = "conditional"
    DOES_NOT_KNOW = "does-not-know"


class MergeReason(StrEnum):
    """Why two actors or lineages count as one origin."""

    SAME_BODY = "same-body"
    CITES = "cites"
    COPIED_TEXT = "copied-text"
    WIRE = "wire"
    SAME_RELAY = "same-relay"


class AgainstKind(StrEnum):
    """In what a claim and what speaks against it differ."""

    DENIAL = "denial"
    NUMBER = "number"
    STATUS = "status"
    IDENTITY = "identity"
    PLACE = "place"
    TIME = "time"


class DriftKind(StrEnum):
    """Whose words are surer than those that they rest on."""

    PARAPHRASE = "paraphrase"
    """The outlet's own, of what it quotes or tells elsewhere."""
    HEADLINE = "headline"
    RELAY = "relay"
    """Another outlet's, which passes it on."""


class Standing(StrEnum):
    """How the claim stands in the coverage (JUDGING, "Against, and standing")."""

    ASSERTED = "asserted"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    DENIED = "denied"
    SUPERSEDED = "superseded"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    OVERDUE = "overdue"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One Statement that bears on a Claim."""

    article: ArticleId
    statement: StatementId
    bearing: Bearing


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Another actor, or the same one elsewhere, that was counted into an Origin, and the reason in words."""

    other: str
    reason: MergeReason
    says: str
    statement: StatementId | None = None
    """The Statement whose passage shows it; None when a table that ships says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One root: somebody who vouches. `named` is False for the anonymous and unidentifiable."""

    actor: str
    entity: EntityId | None
    named: bool
    statements: tuple[StatementId, ...]
    merged: tuple[Merge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """How many independent origins a Claim has, as a range, and which (JUDGING, "Origins of a claim").

    `least` counts unknown lineage as dependent, `most` as independent. `outlets` and `articles` are how many
    carry it: never to be read as origins.
    """

    named: int
    unverified: int
    least: int
    most: int
    outlets: int
    articles: int
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One of the values that differ between the Statements of one Claim. `slot` says of what ("killed")."""

    slot: str
    value: str
    unit: str | None
    as_of: When | None
    statement: StatementId


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What speaks against a Claim: another Claim, or one Statement; exactly one of the two is given."""

    kind: AgainstKind
    claim: ClaimId | None
    statement: StatementId | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Words that are surer than those they rest on (JUDGING, "Drift").

    The surer ones are those of `statement` in `article`, or the headline of `article` where `statement` is None; what
    they rest on is the statement `rests_on` in `rests_on_article`. `why` says what was lost on the way.
    """

    kind: DriftKind
    article: ArticleId
    statement: StatementId | None
    rests_on_article: ArticleId
    rests_on: StatementId
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What many Statements say alike; `text` is the plainest wording among them.

    `story`, `standing` and `history` are filled in by `track`; a fresh Claim is without story, open, and has
    no history. `variants` and `history` are in time order, `drift` in that of the surer words.
    """

    id: ClaimId
    story: StoryId | None
    text: str
    mentions: tuple[Mention, ...]
    lineage: Lineage
    standing: Standing
    variants: tuple[Variant, ...]
    against: tuple[Against, ...]
    history: tuple[Development, ...]
    why: Why
    drift: tuple[Drift, ...] = ()
