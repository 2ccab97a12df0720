"""What was published, where, and in which wording: outlets, articles, revisions, and what is not the article."""

from dataclasses import dataclass
from enum import StrEnum

from firsthand.model.ids import ArticleId, OutletId, RevisionId, content_id
from firsthand.model.span import Span
from firsthand.model.when import When


class NoticeKind(StrEnum):
    """What a part of the page is, when it is not the article."""

    AD_MARKER = "ad-marker"
    RELATED_STORY_HEADLINE = "related-story-headline"
    RELATED_STORY_TEASER = "related-story-teaser"
    WIDGET_HEADING = "widget-heading"
    READ_MORE = "read-more"
    CORRECTION_INVITATION = "correction-invitation"
    NEWSLETTER = "newsletter"
    SHARE = "share"
    CAPTION = "caption"
    COPYRIGHT = "copyright"
    BYLINE = "byline"
    DATELINE = "dateline"
    LIVE_MARKER = "live-marker"
    CORRECTION_NOTE = "correction-note"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes. `home` is the host its pages come from, or None."""

    id: OutletId
    name: str
    home: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One piece of coverage, whatever its wording at the moment; its Revisions hold the words."""

    id: ArticleId
    url: str | None
    outlet: OutletId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A part of a Revision's text that is not the article. It stays in the text; see JUDGING's "furniture"."""

    span: Span
    kind: NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One wording of one Article: the text that every span points into.

    `outlet` is the name as an editor reads it. `published` is when this wording says it was published,
    `modified` when it says it was last changed. `language` is an ISO 639-1 code. `sha256` is of `text` in
    UTF-8. `origin` is the input it came from (a path, an address, "-"), for messages and never for identity.
    `wire` names the agency that is credited in byline, dateline or tail. All may be None when not known.
    """

    id: RevisionId
    article: ArticleId
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    published: When | None
    modified: When | None
    language: str | None
    wire: str | None
    text: str
    sha256: str
    notices: tuple[Notice, ...]
    origin: str

    @property
    def dated(self) -> When | None:
        """When this wording came out: its last change, else its publication."""
        return self.modified or self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Setback:
    """One input, or part of one, that could not be read as it came, and what to do about it."""

    input: str
    reason: str


def article_id(url: str | None, text: str) -> ArticleId:
    """One id for one address; a text without an address is its own article.

    `url` is expected in the form in which two addresses of one page are equal (see `ingest`).
    """
    return ArticleId(content_id("a", url) if url else content_id("a", None, text))


def revision_id(article: ArticleId, title: str | None, text: str) -> RevisionId:
    """One id for one wording of one article: headline and text."""
    return RevisionId(content_id("r", article, title, text))


def outlet_id(name: str) -> OutletId:
    """One id for one outlet, however its name is cased or spaced."""
    return OutletId(content_id("o", " ".join(name.casefold().split())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the caller says of coverage that does not say it itself; what the coverage says goes first."""

    published: When | None = None
    outlet: str | None = None
    url: str | None = None
