"""What is told of a story, a claim or a source in a list, where all of it would be too much?

"Barge strikes Eastmere bridge: 6 articles, 3 claims disputed; changed on 12 May." The rest is on its own page.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.model.claim import Standing
from firsthand.model.ids import ArticleId, ClaimId, RevisionId, StatementId, StoryId
from firsthand.model.span import Span
from firsthand.model.story import What


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One story in a list. `changed` is when something last happened to a claim of it, besides being told again.

    `standings` counts its claims by how they stand. Dates are EDTF, None where they are not known.
    """

    id: StoryId
    title: str
    first: str | None
    last: str | None
    changed: str | None
    articles: int
    outlets: int
    standings: Mapping[Standing, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened to a claim. `at` is EDTF; `by` and it are None where not known."""

    claim: ClaimId
    story: StoryId | None
    text: str
    what: What
    at: str | None
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One claim in a list."""

    id: ClaimId
    story: StoryId | None
    text: str
    standing: Standing
    named: int
    least: int
    most: int
    articles: int
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source in a list, and how many statements have its word, or pass it on."""

    name: str
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement of a source, without its words: in which article it stands, and of which claims it is a mention."""

    statement: StatementId
    article: ArticleId
    revision: RevisionId
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One wording that full text found. `span` is None where only the headline has the words.

    `statement` is the one that holds the first of them, None where none does.
    """

    article: ArticleId
    title: str | None
    outlet: str | None
    published: str | None
    statement: StatementId | None
    span: Span | None
    snippet: str
