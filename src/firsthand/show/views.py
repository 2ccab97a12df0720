"""What does a face show? Records of words that are ready to be set: passages, voices, objections, events.

Made by `brief.view`, set by the terminal and by the page. All text is still as it came from outside.
"""

from dataclasses import dataclass

from firsthand.model.claim import Bearing, Lineage, MergeReason, Standing
from firsthand.model.coverage import Setback
from firsthand.model.grade import Reliability
from firsthand.model.ids import ArticleId, ClaimId, StatementId, StoryId
from firsthand.model.statement import Reading
from firsthand.model.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One Statement as it is cited: its words, and where they stand.

    `pieces` are the content spans in text order. `manner` says how it was said ("quoted, certain, points to
    video"). `way` is the chain in words, from the origin to the outlet. `published` is the article's date.
    `verbatim` is whether the article quotes all of it.
    """

    statement: StatementId
    article: ArticleId
    pieces: tuple[str, ...]
    speaker: str
    outlet: str
    title: str | None
    published: When | None
    bearing: Bearing | None
    manner: str
    way: tuple[str, ...]
    verbatim: bool = False

    @property
    def quoted(self) -> str:
        """The pieces as one quotation; what the cue breaks is bridged by an ellipsis."""
        return " … ".join(self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way that an origin's word took: through `relays`, in order, to where `passages` (one at least) stand."""

    relays: tuple[str, ...]
    passages: tuple[Passage, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who printed it, each once."""
        return tuple(dict.fromkeys(p.outlet for p in self.passages))


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Somebody else who was counted as the same origin, and why: `says` is a sentence.

    `statement` is the one whose passage shows it, None where a table says so.
    """

    other: str
    reason: MergeReason
    says: str
    statement: StatementId | None

    @property
    def told(self) -> str:
        """Who and why, on one line."""
        return f"{self.other} ({self.says.removesuffix('.')})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who vouches for a claim.

    `reliability` is the letter that editors gave it, F where none did, and `judged` what that means, by whom and why.
    `gives` are the values it gives, in time order, where those of the claim differ. `merged` are those who were
    counted as the same origin.
    """

    actor: str
    named: bool
    gives: tuple[str, ...]
    routes: tuple[Route, ...]
    merged: tuple[Merged, ...]
    passages: tuple[Passage, ...]
    reliability: str = Reliability.CANNOT_BE_JUDGED.value
    judged: str = ""

    @property
    def counted_in(self) -> tuple[str, ...]:
        """Who was counted as the same origin, and why, each said once."""
        return tuple(dict.fromkeys(m.told for m in self.merged))


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What speaks against a claim. `claim` is the place of another claim in the briefing's numbering, or None.

    `by` names who, or is None where `why` says more.
    """

    kind: str
    by: str | None
    why: str
    claim: int | None
    text: str | None
    passage: Passage | None

    @property
    def heading(self) -> str:
        """What it is and, where that is all there is to say, by whom."""
        return f"{self.kind} by {self.by}" if self.by else self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to a claim, in words; `change` is False where it was only said first."""

    when: When | None
    what: str
    by: str | None
    passage: Passage | None
    change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One of the values that differ: "11 killed". `when` is what it holds for, else when it was published."""

    slot: str
    value: str
    when: When | None
    passage: Passage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """One passage that tells what was taken back, and in words whether it came before or after that."""

    passage: Passage
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surer:
    """Words that are surer than those they rest on. `passage` is None where it is the `headline` that is surer."""

    kind: str
    why: str
    headline: str | None
    outlet: str
    passage: Passage | None
    rests_on: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mention on the timeline."""

    when: When | None
    outlet: str
    bearing: Bearing
    statement: StatementId


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """All that is shown of one claim; `number` counts from 1 through the whole briefing.

    `grade` is the letter of the most reliable of its origins and the digit of the claim, F6 until somebody decides;
    `judged` is what the digit means, by whom and why, empty until then. `differing` goes with `origins` where these
    give different figures ("for different figures: 212 (1), 236 (1)").
    """

    id: ClaimId
    number: int
    text: str
    lineage: Lineage
    origins: str
    differing: str
    mentions: str
    spread: str
    standing: Standing
    grade: str
    judged: str
    voices: tuple[Voice, ...]
    others: tuple[Passage, ...]
    against: tuple[Objection, ...]
    events: tuple[Event, ...]
    values: tuple[Value, ...]
    echoes: tuple[Aftermath, ...]
    drift: tuple[Surer, ...]
    marks: tuple[Mark, ...]
    why: tuple[str, ...]

    @property
    def figures(self) -> str:
        """The two figures that matter, side by side."""
        return (
            f"{self.origins} {self.differing}; {self.mentions}"
            if self.differing
            else f"{self.origins}, {self.mentions}"
        )

    @property
    def changes(self) -> tuple[Event, ...]:
        """What happened after it was first said; one more outlet saying it is none."""
        return tuple(e for e in self.events if e.change)

    @property
    def is_slight(self) -> bool:
        """Whether it was said once and nothing else is known of it, so that a line will do."""
        settled = self.standing in (Standing.ASSERTED, Standing.OPEN)
        return len(self.marks) < 2 and settled and not self._is_spoken_of  # noqa: PLR2004

    @property
    def _is_spoken_of(self) -> bool:
        return bool(self.against or self.changes or self.echoes or self.drift or self.judged)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is different between two wordings of one page; `silent` where the page says nothing of it."""

    kind: str
    page: str
    url: str | None
    article: ArticleId
    before: str | None
    after: str | None
    silent: bool = False
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """One story; `claims` most-carried first. `id` is None for the claims that belong to no story.

    `title` is a headline of one outlet, `by`, which is None where it is not known.
    """

    id: StoryId | None
    title: str
    by: str | None
    dates: str
    spread: str
    claims: tuple[ClaimView, ...]
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefView:
    """The whole briefing, ready to be set. `read`, `found` and `thin` are its opening words.

    `thin` says how many claims rest on one origin or on none; empty where there is no claim. `counts` is the
    shortest of all ("3 stories, 193 claims"). `limits` says that only what happened since a day is shown, or that
    nothing happened; empty where all is shown.
    """

    read: str
    found: str
    thin: str
    counts: str
    limits: str
    stories: tuple[StoryView, ...]
    readings: tuple[Reading, ...]
    setbacks: tuple[Setback, ...]

    @property
    def claims(self) -> tuple[ClaimView, ...]:
        """All claims, by number."""
        return tuple(sorted((c for s in self.stories for c in s.claims), key=lambda c: c.number))

    def most_carried(self, most: int) -> tuple[ClaimView, ...]:
        """The claims that an overview lists: at most `most`, none that was said once and no more."""
        return tuple(c for c in self.claims if not c.is_slight)[:most]
