"""Who said what, through whom, how surely, on what evidence, and when? The words are the contract's.

`../../docs/glossary.md` defines each term; the values here are closed lists, and their spelling is fixed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from firsthand.model.coverage import Revision
from firsthand.model.entity import Entity
from firsthand.model.ids import EntityId, RevisionId, StatementId, content_id
from firsthand.model.span import Span
from firsthand.model.when import When
from firsthand.model.why import Why


class Naming(StrEnum):
    """How the text identifies a source."""

    NAMED = "named"
    INSTITUTION = "institution"
    UNNAMED_OFFICIAL = "unnamed-official"
    UNNAMED_MEDIA = "unnamed-media"
    ANONYMOUS = "anonymous"
    IMPLICIT_AUTHOR = "implicit-author"


class QuoteType(StrEnum):
    """Whether the content is the source's own words: wholly, partly, or not."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Certainty(StrEnum):
    """What the source commits to (FactBank's scale, Saurí & Pustejovsky 2009)."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    UNCOMMITTED = "Uu"
    POSSIBLY_NOT = "PS-"
    PROBABLY_NOT = "PR-"
    CERTAINLY_NOT = "CT-"
    KNOWN_NOT_TOLD = "CTu"


class Stance(StrEnum):
    """What the outlet signals by its choice of reporting word."""

    ENDORSE = "endorse"
    NEUTRAL = "neutral"
    DISTANCE = "distance"


class Polarity(StrEnum):
    """Whether the content is affirmed or denied."""

    POSITIVE = "+"
    NEGATIVE = "-"


class SpeechAct(StrEnum):
    """What the source does by speaking."""

    ASSERT = "assert"
    REPORT = "report"
    CONFIRM = "confirm"
    DENY = "deny"
    PROMISE = "promise"
    PREDICT = "predict"
    DEMAND = "demand"
    ASK = "ask"
    DECLINE = "decline"
    OTHER = "other"


class Evidence(StrEnum):
    """What the source points to."""

    DIRECT_OBSERVATION = "direct-observation"
    IMAGE = "image"
    SATELLITE_IMAGERY = "satellite-imagery"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    DATA = "data"
    INTERCEPT = "intercept"
    TESTIMONY = "testimony"
    OWN_ANALYSIS = "own-analysis"
    INFERENCE = "inference"
    SOCIAL_MEDIA = "social-media"
    OFFICIAL_STATEMENT = "official-statement"
    UNSPECIFIED = "unspecified"
    NONE = "none"


class Access(StrEnum):
    """How the source came to know."""

    FIRSTHAND = "firsthand"
    SECONDHAND = "secondhand"
    HEARSAY = "hearsay"
    INFERENCE = "inference"
    UNKNOWN = "unknown"


class HopRole(StrEnum):
    """What an actor does in the chain from who vouches to who publishes."""

    ORIGIN = "origin"
    SPEAKER = "speaker"
    RELAY = "relay"
    PUBLISHER = "publisher"


class Basis(StrEnum):
    """What the time of a statement rests on."""

    EXPLICIT_ABSOLUTE = "explicit-absolute"
    EXPLICIT_RELATIVE = "explicit-relative"
    EXPLICIT_VAGUE = "explicit-vague"
    CARRIED_OVER = "carried-over"
    RELATIVE_TO_EVENT = "relative-to-event"
    PUBLICATION = "publication"
    UNKNOWN = "unknown"


class EventKind(StrEnum):
    """Where an event lies, seen from the statement."""

    PAST = "past"
    ONGOING = "ongoing"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"


class TimeType(StrEnum):
    """TIMEX3's types of time expression."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time as the text words it. `value` as in TIMEX3 ("P3D", "2024-W43"); `norm` where EDTF can say it."""

    span: Span
    type: TimeType
    value: str
    norm: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who spoke, as the text names it here. `span` is None for the outlet's own voice."""

    span: Span | None
    entity: EntityId | None
    naming: Naming


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One actor of the chain. `actor` is the resolved name; `certain` is False for an inference.

    `actor` is None only where the text gives none (a publisher that the page does not name).
    """

    actor: str | None
    entity: EntityId | None
    role: HopRole
    certain: bool
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTime:
    """When it was said. `span` is the words that tell, `norm` None when not known."""

    span: Span | None
    norm: When | None
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTime:
    """When what is told of happens. `norm` and `kind` are None when not known."""

    span: Span | None
    norm: When | None
    kind: EventKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One utterance, as one Revision reports it.

    `content` may be several spans, in text order: a quotation is often broken by its cue. `source` is None
    when the text names nobody ("it was claimed"). `chain` runs from origin to publisher. `parent` is the
    Statement whose content this one lies in. `confidence` is 0..1, of the reading, not of the source.
    """

    id: StatementId
    parent: StatementId | None
    revision: RevisionId
    source: Source | None
    cue: Span | None
    content: tuple[Span, ...]
    quote_type: QuoteType
    chain: tuple[Hop, ...]
    certainty: Certainty
    stance: Stance
    polarity: Polarity
    speech_act: SpeechAct
    evidence: tuple[Evidence, ...]
    access: Access
    hedges: tuple[Span, ...]
    conditional: bool
    conditions: tuple[Span, ...]
    statement_time: StatementTime
    event_time: EventTime
    place: str | None
    audience: str | None
    confidence: float
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one Revision; statements in text order.

    `own_words` are the sentences in the page's own voice that cite nobody, as Statements without a source in the text:
    of naming INSTITUTION where a body issued the page, else IMPLICIT_AUTHOR, and FIRSTHAND where whose page it is
    vouches for it. They are shown only where a Claim takes them up.

    `replaced` is whether a later wording of the page stands in its place: then it holds only what no later one says.
    """

    revision: Revision
    statements: tuple[Statement, ...]
    entities: tuple[Entity, ...]
    times: tuple[TimeExpression, ...]
    own_words: tuple[Statement, ...] = ()
    replaced: bool = False

    @property
    def told(self) -> tuple[Statement, ...]:
        """All that a Claim may rest on: the statements, then the own words."""
        return (*self.statements, *self.own_words)


def is_own_words(statement: Statement) -> bool:
    """Whether it is a sentence in the page's own voice, of `Reading.own_words`: no cue, and no source in the text."""
    return statement.cue is None and statement.source is not None and statement.source.span is None


def statement_id(revision: RevisionId, source: Span | None, cue: Span | None, content: Sequence[Span]) -> StatementId:
    """One id for one source, cue and content in one Revision."""

    def written(spans: Sequence[Span]) -> str:
        return ",".join(f"{s.start}-{s.end}" for s in spans)

    return StatementId(
        content_id(
            "s",
            revision,
            written([source] if source else []),
            written([cue] if cue else []),
            written(content),
        )
    )
