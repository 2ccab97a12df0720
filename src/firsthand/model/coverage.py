"""What was published, where, and in which wording: outlets, articles, revisions, and what is not the article."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

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


class NoteKind(StrEnum):
    """What an outlet's note about its own article does to it."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    RETRACTION = "retraction"
    EDITORS_NOTE = "editors-note"


class Teller(StrEnum):
    """Who told something about an article, surest first. A caller's word fills in only what nobody else told."""

    JSON_LD = "json-ld"
    META_FIELD = "meta-field"
    MARKUP = "markup"
    """What the page shows, marked up as such: its one heading, `<time>`, `rel=author`."""
    INPUT = "input"
    """Fields of the input itself: a feed's entry, a line of JSON, a mail's head, a document's properties."""
    TEXT = "text"
    """The first and last lines of the text."""
    GUESS = "guess"
    """A library's reading of the visible page, or of the address."""
    CALLER = "caller"


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
class Note:
    """What a note of correction says: of what kind it is, and, where it says so, what stood, what is right, and when.

    `before` is what the article had said ("an earlier version said 12"), `after` what it should have said; both lie
    in the notice. `when` is the date that the note bears.
    """

    kind: NoteKind
    before: Span | None = None
    after: Span | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A part of a Revision's text that is not the article. It stays in the text; see JUDGING's "furniture".

    `note` is what a correction-note says, None for all other kinds.
    """

    span: Span
    kind: NoticeKind
    note: Note | None = None


class Told(NamedTuple):
    """Which field of a Revision somebody told, and who: ("published", Teller.JSON_LD)."""

    field: str
    by: Teller


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One wording of one Article: the text that every span points into.

    `outlet` is the name as an editor reads it. `published` is when this wording says it was published,
    `modified` when it says it was last changed. `language` is an ISO 639-1 code. `sha256` is of `text` in
    UTF-8. `origin` is the input it came from (a path, an address, "-"), for messages and never for identity.
    `wire` names the agency that is credited in byline, dateline or tail. `section` is the part of the outlet
    it stands in ("Politics"); `paywalled` whether the page says that it is not shown whole to everybody. All may be
    None when not known.

    `told_by` says of title, byline, outlet, published, modified, section, language, paywalled, url and wire who told
    them, in that order, for those that are known. `captured` is when these words were taken from their page, where
    the carrier knows (an archive, a server); `capture` the SHA-256 of the bytes that they were read from.
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
    section: str | None = None
    paywalled: bool | None = None
    told_by: tuple[Told, ...] = ()
    captured: When | None = None
    capture: str | None = None

    @property
    def dated(self) -> When | None:
        """When this wording came out: its last change, else its publication."""
        return self.modified or self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Setback:
    """One input, or part of one, that could not be read as it came, and what to do about it."""

    input: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is remembered of asking one address, so that it is asked politely the next time.

    `url` is the address as it was asked, `at` when (UTC), `status` what came (an HTTP status; 0 when no proper answer
    did). `etag` and `last_modified` are sent along with the next request, as the server wrote them. `landed` is the
    address that answered after redirects; `capture` the SHA-256 of the body that came last. The address is not asked
    again before `wait_until`; `failures` counts the visits in a row that brought nothing.
    """

    url: str
    at: datetime
    status: int
    etag: str | None = None
    last_modified: str | None = None
    landed: str | None = None
    capture: str | None = None
    wait_until: datetime | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One Revision in a list of those of one page, without its text. `first_seen` is ISO 8601, in UTC.

    `size` is how many bytes were kept of it, None for none. `superseded` names the Revision that stands in its place.
    """

    revision: RevisionId
    article: ArticleId
    title: str | None
    dated: str | None
    first_seen: str
    capture: str | None
    size: int | None
    superseded: str | None


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
