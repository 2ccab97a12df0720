"""What does the ledger keep, and in which columns? The schema, said once, for SQLite and PostgreSQL alike.

Whatever somebody will ask, filter or join by is a column: "every statement of the harbour master that was
surer than 'possible'" is a join of `hops` and `statements`. What is only shown again (the steps of a why, the
spans of a hedge) is JSON. Offsets are code points, `[x_start, x_end)`; both are null where there is no span.
Dates are EDTF as the record holds it. `position` is the place in the record's tuple, from 0.

    captures < intakes, visits, robots, watched
    outlets < articles < revisions < notices
                            └──── readings < statements < hops, evidence
                                     └──── entities, times
    stories < story_articles
       └──── claims < mentions, origins, variants, against, developments, drifts
    echoes, changes, corrections < rulings, reliabilities, credibilities, log, about

    letters

    unlinked, topics, vectors

Claims name statements without a foreign key: when a revision is read anew its statements are replaced, and
what was linked before stands until the next linking (`unlinked` remembers that it is due).
"""

from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
    or_,
)

VERSION: Final = 6
"""The schema that this program writes; `migrate` brings older ledgers to it."""

metadata: Final = MetaData()


def _key(name: str, target: str) -> Column[str]:
    """A part of the primary key that points at `target`, and goes when that goes."""
    return Column(name, String, ForeignKey(target, ondelete="CASCADE"), primary_key=True)


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)


def _span(name: str, *, required: bool = False) -> tuple[Column[int], Column[int]]:
    return (
        Column(f"{name}_start", Integer, nullable=not required),
        Column(f"{name}_end", Integer, nullable=not required),
    )


def _json(name: str) -> Column[object]:
    return Column(name, JSON, nullable=False)


def _told(name: str) -> Column[object]:
    """A list that rows older than the column have none of."""
    return Column(name, JSON, nullable=False, server_default="[]")


about: Final = Table(
    "about",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)
"""Facts about the ledger itself: "schema" is its version, "linked" the day as of which what is linked was tracked, and
"linker" what linked it, "log" the number and hash of the log's last entry."""

outlets: Final = Table(
    "outlets",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("home", String),
)

articles: Final = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("url", String, index=True),
    Column("outlet", String, ForeignKey("outlets.id"), index=True),
)

revisions: Final = Table(
    "revisions",
    metadata,
    Column("arrival", Integer, primary_key=True, autoincrement=True),
    Column("id", String, unique=True, nullable=False),
    Column("article", String, ForeignKey("articles.id"), nullable=False, index=True),
    Column("url", String),
    Column("outlet", String),
    Column("title", Text),
    Column("byline", Text),
    Column("published", String, index=True),
    Column("modified", String),
    Column("language", String),
    Column("wire", String),
    Column("text", Text, nullable=False),
    Column("sha256", String, nullable=False, index=True),
    Column("origin", Text, nullable=False),
    Column("first_seen", String, nullable=False),
    Column("section", String),
    Column("paywalled", Boolean),
    _told("told_by"),
    Column("captured", String),
    Column("capture", String, index=True),
    Column("intake", String, ForeignKey("intakes.id"), index=True),
    Column("superseded", String),
    Column("turn", Integer),
    sqlite_autoincrement=True,
)
"""`arrival` counts revisions as they came in; the full-text table of `search` refers to it.

`superseded` names the revision that stands in this one's place: the same bytes read by a later version, or the page
after its feed's excerpt. Such a revision is kept and has no reading, and its page did not change. `turn` is the
`arrival` of the one whose place a revision took; null where it took none.
"""

notices: Final = Table(
    "notices",
    metadata,
    _key("revision", "revisions.id"),
    _position(),
    *_span("span", required=True),
    Column("kind", String, nullable=False, index=True),
    Column("note", JSON(none_as_null=True)),
)
"""`note` is what a correction-note says: `{"kind", "before", "after", "when"}`."""

captures: Final = Table(
    "captures",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("packed", LargeBinary),
    Column("first_seen", String, nullable=False),
)
"""The bytes that revisions were read from, as they came, each once. `packed` is their zlib stream, null where they are
more than are kept; `size` counts them unpacked."""

intakes: Final = Table(
    "intakes",
    metadata,
    Column("arrival", Integer, primary_key=True, autoincrement=True),
    Column("id", String, unique=True, nullable=False),
    Column("capture", String, ForeignKey("captures.sha256"), nullable=False, index=True),
    Column("origin", Text, nullable=False),
    Column("place", Text),
    Column("media", String),
    Column("charset", String),
    Column("url", String),
    Column("captured", String),
    Column("said_published", String),
    Column("said_outlet", String),
    Column("said_url", String),
    Column("feed", Boolean, nullable=False),
    Column("only", String),
    sqlite_autoincrement=True,
)
"""How a capture was taken in, so that its reading can be repeated: what its carrier said of it, and what the caller did
(`said_`). `feed` is whether it is one; `only` the address of the one article that was taken from it, null where all
were."""

visits: Final = Table(
    "visits",
    metadata,
    Column("url", String, primary_key=True),
    Column("at", String, nullable=False),
    Column("status", Integer, nullable=False),
    Column("etag", String),
    Column("last_modified", String),
    Column("landed", String),
    Column("capture", String),
    Column("wait_until", String),
    Column("failures", Integer, nullable=False),
)
"""The last visit to each address that was asked."""

robots: Final = Table(
    "robots",
    metadata,
    Column("site", String, primary_key=True),
    Column("rules", Text, nullable=False),
    Column("at", String, nullable=False),
)
"""What the robots.txt of each site said: `site` is its scheme, host and port."""

watched: Final = Table(
    "watched",
    metadata,
    Column("url", String, primary_key=True),
    Column("via", String, nullable=False, index=True),
    Column("depth", Integer, nullable=False),
    Column("found", String, nullable=False),
    Column("news", String),
    Column("lists", Boolean, nullable=False),
    Column("pace_s", Integer, nullable=False),
    Column("published", String),
    Column("dated", String),
    Column("told", Text),
)
"""The addresses that are asked again and again: those that were named (`via` themselves, `depth` 0), and those to which
they link. Written when something is new, never when nothing is; when each is due follows from `news` and its visit."""

readings: Final = Table(
    "readings",
    metadata,
    _key("revision", "revisions.id"),
    Column("read_by", String, nullable=False),
    Column("read_at", String, nullable=False),
)

statements: Final = Table(
    "statements",
    metadata,
    Column("id", String, primary_key=True),
    Column("revision", String, ForeignKey("readings.revision", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("parent", String),
    Column("source_naming", String, index=True),
    Column("source_entity", String, index=True),
    *_span("source"),
    *_span("cue"),
    _json("content"),
    Column("quote_type", String, nullable=False),
    Column("certainty", String, nullable=False, index=True),
    Column("stance", String, nullable=False),
    Column("polarity", String, nullable=False),
    Column("speech_act", String, nullable=False, index=True),
    Column("access", String, nullable=False),
    _json("hedges"),
    Column("conditional", Boolean, nullable=False),
    _json("conditions"),
    Column("said", String, index=True),
    Column("said_basis", String, nullable=False),
    *_span("said"),
    Column("event", String, index=True),
    Column("event_kind", String),
    *_span("event"),
    Column("place", Text),
    Column("audience", Text),
    Column("confidence", Float, nullable=False),
    _json("why"),
)
"""`source_naming` is null exactly where the text names nobody; where it is not, and there is neither cue nor source in
the text, the row is a sentence in the page's own voice (`is_cited` leaves those out)."""


def is_cited() -> ColumnElement[bool]:
    """Of the rows of `statements` those that somebody makes, and not the page itself in its own voice."""
    row = statements.c
    return or_(row.cue_start.is_not(None), row.source_naming.is_(None), row.source_start.is_not(None))


evidence: Final = Table(
    "evidence",
    metadata,
    _key("statement", "statements.id"),
    _position(),
    Column("kind", String, nullable=False, index=True),
)

hops: Final = Table(
    "hops",
    metadata,
    _key("statement", "statements.id"),
    _position(),
    Column("actor", String),
    Column("entity", String, index=True),
    Column("role", String, nullable=False),
    Column("certain", Boolean, nullable=False),
    *_span("span"),
    Index("ix_hops_said", "actor", "statement", "role"),
)

entities: Final = Table(
    "entities",
    metadata,
    _key("revision", "readings.revision"),
    _position(),
    Column("id", String, nullable=False, index=True),
    Column("name", String, nullable=False, index=True),
    Column("type", String, nullable=False),
    _json("aliases"),
    Column("parent", String, index=True),
    _json("mentions"),
)

times: Final = Table(
    "times",
    metadata,
    _key("revision", "readings.revision"),
    _position(),
    *_span("span", required=True),
    Column("type", String, nullable=False),
    Column("value", String, nullable=False),
    Column("norm", String, index=True),
)

stories: Final = Table(
    "stories",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("first", String),
    Column("last", String),
    Column("turns", String, index=True),
    Column("changed", String),
)
"""`changed` is when something last happened to a claim of it, besides being told again; `turns` is the first day on
which a claim of the story stands otherwise though nothing came in: a prediction is overdue. `position` is the place
among those that were saved together, here and in all that is linked."""

story_articles: Final = Table(
    "story_articles",
    metadata,
    _key("story", "stories.id"),
    _position(),
    Column("article", String, ForeignKey("articles.id"), nullable=False, index=True),
)

claims: Final = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("story", String, ForeignKey("stories.id"), index=True),
    Column("text", Text, nullable=False),
    Column("standing", String, nullable=False, index=True),
    Column("named", Integer, nullable=False),
    Column("unverified", Integer, nullable=False),
    Column("least", Integer, nullable=False),
    Column("most", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    _json("why"),
)

mentions: Final = Table(
    "mentions",
    metadata,
    _key("claim", "claims.id"),
    _position(),
    Column("article", String, ForeignKey("articles.id"), nullable=False, index=True),
    Column("statement", String, nullable=False, index=True),
    Column("bearing", String, nullable=False),
)

origins: Final = Table(
    "origins",
    metadata,
    _key("claim", "claims.id"),
    _position(),
    Column("actor", String, nullable=False, index=True),
    Column("entity", String, index=True),
    Column("named", Boolean, nullable=False),
    _json("statements"),
    _json("merged"),
)

variants: Final = Table(
    "variants",
    metadata,
    _key("claim", "claims.id"),
    _position(),
    Column("slot", String, nullable=False),
    Column("value", String, nullable=False),
    Column("unit", String),
    Column("as_of", String),
    Column("statement", String, nullable=False),
)

against: Final = Table(
    "against",
    metadata,
    _key("claim", "claims.id"),
    _position(),
    Column("kind", String, nullable=False, index=True),
    Column("other_claim", String),
    Column("statement", String),
    Column("why", Text, nullable=False),
)

developments: Final = Table(
    "developments",
    metadata,
    _key("claim", "claims.id"),
    _position(),
    Column("at", String, index=True),
    Column("what", String, nullable=False),
    Column("who", String),
    Column("statement", String),
    Column("told", Integer, nullable=False, server_default="0", index=True),
)
"""`told` is the telling in which it was told first."""

drifts: Final = Table(
    "drifts",
    metadata,
    _key("claim", "claims.id"),
    _position(),
    Column("kind", String, nullable=False),
    Column("article", String, ForeignKey("articles.id"), nullable=False),
    Column("statement", String),
    Column("rests_on_article", String, ForeignKey("articles.id"), nullable=False),
    Column("rests_on", String, nullable=False),
    Column("why", Text, nullable=False),
)
"""`statement` is null where it is the headline of `article` that is surer."""

echoes: Final = Table(
    "echoes",
    metadata,
    _position(),
    Column("claim", String, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("article", String, ForeignKey("articles.id"), nullable=False),
    Column("statement", String, nullable=False),
    Column("after", String),
)

changes: Final = Table(
    "changes",
    metadata,
    _position(),
    Column("url", String),
    Column("article", String, ForeignKey("articles.id"), nullable=False, index=True),
    Column("earlier", String, ForeignKey("revisions.id"), nullable=False),
    Column("later", String, ForeignKey("revisions.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("silent", Boolean, nullable=False, server_default=false()),
    _told("why"),
)

corrections: Final = Table(
    "corrections",
    metadata,
    Column("arrival", Integer, primary_key=True, autoincrement=True),
    Column("id", String, unique=True, nullable=False),
    Column("kind", String, nullable=False, index=True, server_default="fact"),
    Column("article", String, ForeignKey("articles.id"), index=True),
    Column("revision", String, ForeignKey("revisions.id"), nullable=False, index=True),
    Column("statement", String),
    *_span("span", required=True),
    Column("exact", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("suffix", Text, nullable=False),
    Column("other", JSON(none_as_null=True)),
    Column("name", Text),
    Column("note", Text, nullable=False),
    Column("who", String),
    Column("at", String, nullable=False),
    sqlite_autoincrement=True,
)
"""`other` is the second passage, where the correction is about two: only shown and found again, never asked for."""

rulings: Final = Table(
    "rulings",
    metadata,
    Column("arrival", Integer, primary_key=True, autoincrement=True),
    Column("correction", String, ForeignKey("corrections.id"), nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("who", String, nullable=False),
    Column("at", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("duplicate_of", String),
    Column("undoes", Boolean, nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)

letters: Final = Table(
    "letters",
    metadata,
    Column("id", String, primary_key=True),
    Column("url", String, nullable=False, index=True),
    Column("language", String),
    Column("exact", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("suffix", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("contact", Text),
    Column("site", String),
    Column("at", String, nullable=False, index=True),
    Column("correction", String, ForeignKey("corrections.id"), index=True),
    Column("why", Text, nullable=False),
    Column("rejected", Text),
    Column("rejected_by", Text),
)
"""What readers sent. Not guarded as corrections are: how to reach a reader is deleted when the reader asks."""

reliabilities: Final = Table(
    "reliabilities",
    metadata,
    Column("arrival", Integer, primary_key=True, autoincrement=True),
    Column("source", Text, nullable=False),
    Column("grade", String, nullable=False),
    Column("who", String, nullable=False),
    Column("at", String, nullable=False),
    Column("why", Text, nullable=False),
    sqlite_autoincrement=True,
)

credibilities: Final = Table(
    "credibilities",
    metadata,
    Column("arrival", Integer, primary_key=True, autoincrement=True),
    Column("claim", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("anchor", JSON, nullable=False),
    Column("grade", String, nullable=False),
    Column("who", String, nullable=False),
    Column("at", String, nullable=False),
    Column("why", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""`claim` is no foreign key: claims come and go; `anchor` is the passage by which the claim is found again."""

log: Final = Table(
    "log",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("what", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("before", String, nullable=False),
    Column("hash", String, nullable=False),
)
"""Every suggestion, ruling and grade once more, each hashed with the one before (`model.log`). `body` is canonical JSON
as it was hashed, so it is text to the database. These five tables are only ever added to: `guards` has the
database refuse the rest."""

unlinked: Final = Table(
    "unlinked",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("article", String, ForeignKey("articles.id"), nullable=False),
    sqlite_autoincrement=True,
)
"""The articles that came in, were read anew or were ruled on since what is linked was linked."""

told: Final = Table(
    "told",
    metadata,
    Column("key", String, primary_key=True),
    Column("number", Integer, nullable=False, index=True),
)
"""In which telling each thing that happened was told first (`model.news`); it outlives the claims."""

looks: Final = Table(
    "looks",
    metadata,
    Column("reader", String, primary_key=True),
    Column("upto", Integer, nullable=False),
    Column("at", String, nullable=False),
)
"""How far each reader has looked: up to which telling."""

topics: Final = Table(
    "topics",
    metadata,
    _key("article", "articles.id"),
    Column("day", Integer, index=True),
    Column("words", LargeBinary, nullable=False),
    Column("weights", LargeBinary, nullable=False),
    Column("meaning", LargeBinary, nullable=False),
)
"""What each article is about, by its latest wording: the names of words (8 bytes each), what each weighs (4 bytes, a
float) and a vector (a byte a value). `day` is when it was published, a proleptic ordinal."""

vectors: Final = Table(
    "vectors",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("topic", LargeBinary, nullable=False),
    Column("gist", LargeBinary, nullable=False),
)
"""What a network said of a text (a byte a value), by a digest of both; may be emptied at any time."""
