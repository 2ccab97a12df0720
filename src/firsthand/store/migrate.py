"""Is this ledger as new as this program? Steps forward, in order, in one transaction, and never back.

A ledger of version 3 opened by a program of version 5 takes steps 4 and 5. A fresh one is made as `tables`
says, at once. One of a later version is left alone, with LedgerTooNew.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Final, TypeAlias

from sqlalchemy import Connection, inspect, select, text, update

from firsthand.model.errors import LedgerError, LedgerTooNew
from firsthand.store import fulltext, guards
from firsthand.store.tables import VERSION, about, metadata

Step: TypeAlias = Callable[[Connection], None]
Transaction: TypeAlias = Callable[[], AbstractContextManager[Connection]]


def _captures_and_visits(connection: Connection) -> None:
    """To version 2: raw bytes, visits to addresses, who told what of a wording, what notes say, silent changes."""
    is_postgresql = connection.dialect.name == "postgresql"
    blob = "BYTEA" if is_postgresql else "BLOB"
    number = "SERIAL PRIMARY KEY" if is_postgresql else "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"
    for step in (
        "ALTER TABLE revisions ADD COLUMN section VARCHAR",
        "ALTER TABLE revisions ADD COLUMN paywalled BOOLEAN",
        "ALTER TABLE revisions ADD COLUMN told_by JSON DEFAULT '[]' NOT NULL",
        "ALTER TABLE revisions ADD COLUMN captured VARCHAR",
        "ALTER TABLE notices ADD COLUMN note JSON",
        "ALTER TABLE changes ADD COLUMN silent BOOLEAN DEFAULT false NOT NULL",
        "ALTER TABLE changes ADD COLUMN why JSON DEFAULT '[]' NOT NULL",
        (
            f"CREATE TABLE captures (sha256 VARCHAR NOT NULL PRIMARY KEY, size INTEGER NOT NULL, packed {blob}, "
            "first_seen VARCHAR NOT NULL)"
        ),
        (
            f"CREATE TABLE intakes (arrival {number}, id VARCHAR NOT NULL UNIQUE, "
            "capture VARCHAR NOT NULL REFERENCES captures (sha256), origin TEXT NOT NULL, place TEXT, media VARCHAR, "
            "charset VARCHAR, url VARCHAR, captured VARCHAR, said_published VARCHAR, said_outlet VARCHAR, "
            "said_url VARCHAR, feed BOOLEAN NOT NULL, only VARCHAR)"
        ),
        "CREATE INDEX ix_intakes_capture ON intakes (capture)",
        (
            "CREATE TABLE visits (url VARCHAR NOT NULL PRIMARY KEY, at VARCHAR NOT NULL, status INTEGER NOT NULL, "
            "etag VARCHAR, last_modified VARCHAR, landed VARCHAR, capture VARCHAR, wait_until VARCHAR, "
            "failures INTEGER NOT NULL)"
        ),
        (
            "CREATE TABLE watched (url VARCHAR NOT NULL PRIMARY KEY, via VARCHAR NOT NULL, depth INTEGER NOT NULL, "
            "found VARCHAR NOT NULL, news VARCHAR, lists BOOLEAN NOT NULL, pace_s INTEGER NOT NULL, "
            "published VARCHAR, dated VARCHAR, told TEXT)"
        ),
        "CREATE INDEX ix_watched_via ON watched (via)",
        "CREATE TABLE robots (site VARCHAR NOT NULL PRIMARY KEY, rules TEXT NOT NULL, at VARCHAR NOT NULL)",
        "ALTER TABLE revisions ADD COLUMN capture VARCHAR",
        "ALTER TABLE revisions ADD COLUMN intake VARCHAR REFERENCES intakes (id)",
        "ALTER TABLE revisions ADD COLUMN superseded VARCHAR",
        "ALTER TABLE revisions ADD COLUMN turn INTEGER",
        "CREATE INDEX ix_revisions_capture ON revisions (capture)",
        "CREATE INDEX ix_revisions_intake ON revisions (intake)",
        "CREATE INDEX ix_revisions_sha256 ON revisions (sha256)",
    ):
        connection.execute(text(step))


def _drifts(connection: Connection) -> None:
    """To version 3: where a claim became surer on the way."""
    connection.execute(
        text(
            "CREATE TABLE drifts (claim VARCHAR NOT NULL, position INTEGER NOT NULL, kind VARCHAR NOT NULL, "
            "article VARCHAR NOT NULL REFERENCES articles (id), statement VARCHAR, "
            "rests_on_article VARCHAR NOT NULL REFERENCES articles (id), rests_on VARCHAR NOT NULL, why TEXT NOT NULL, "
            "PRIMARY KEY (claim, position), FOREIGN KEY (claim) REFERENCES claims (id) ON DELETE CASCADE)"
        )
    )


def _rulings_and_log(connection: Connection) -> None:
    """To version 4: what corrections are about, what is ruled on them, grades, and the log of all that."""
    is_postgresql = connection.dialect.name == "postgresql"
    number = "SERIAL PRIMARY KEY" if is_postgresql else "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"
    decided = "grade VARCHAR NOT NULL, who VARCHAR NOT NULL, at VARCHAR NOT NULL, why TEXT NOT NULL"
    for step in (
        "ALTER TABLE corrections ADD COLUMN kind VARCHAR DEFAULT 'fact' NOT NULL",
        "ALTER TABLE corrections ADD COLUMN article VARCHAR REFERENCES articles (id)",
        "ALTER TABLE corrections ADD COLUMN statement VARCHAR",
        "ALTER TABLE corrections ADD COLUMN other JSON",
        "ALTER TABLE corrections ADD COLUMN name TEXT",
        "CREATE INDEX ix_corrections_kind ON corrections (kind)",
        "CREATE INDEX ix_corrections_article ON corrections (article)",
        "ALTER TABLE rulings ADD COLUMN duplicate_of VARCHAR",
        "ALTER TABLE rulings ADD COLUMN undoes BOOLEAN DEFAULT false NOT NULL",
        (
            "UPDATE corrections SET article = "
            "(SELECT revisions.article FROM revisions WHERE revisions.id = corrections.revision)"
        ),
        (
            "CREATE TABLE log (number INTEGER NOT NULL PRIMARY KEY, at VARCHAR NOT NULL, what VARCHAR NOT NULL, "
            "body TEXT NOT NULL, before VARCHAR NOT NULL, hash VARCHAR NOT NULL)"
        ),
        "INSERT INTO about (key, value) VALUES ('log', '')",
        f"CREATE TABLE reliabilities (arrival {number}, source TEXT NOT NULL, {decided})",
        (
            f"CREATE TABLE credibilities (arrival {number}, claim VARCHAR NOT NULL, text TEXT NOT NULL, "
            f"anchor JSON NOT NULL, {decided})"
        ),
    ):
        connection.execute(text(step))
    guards.guard(connection, ("corrections", "rulings", "reliabilities", "credibilities", "log"))


def _linking_by_story(connection: Connection) -> None:
    """To version 5: what each article is about, what texts mean, and which articles are to be linked."""
    is_postgresql = connection.dialect.name == "postgresql"
    blob = "BYTEA" if is_postgresql else "BLOB"
    number = "SERIAL PRIMARY KEY" if is_postgresql else "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"
    for step in (
        "ALTER TABLE stories ADD COLUMN turns VARCHAR",
        "CREATE INDEX ix_stories_turns ON stories (turns)",
        f"CREATE TABLE unlinked (number {number}, article VARCHAR NOT NULL REFERENCES articles (id))",
        (
            "CREATE TABLE topics (article VARCHAR NOT NULL PRIMARY KEY, "
            f"day INTEGER, words {blob} NOT NULL, weights {blob} NOT NULL, meaning {blob} NOT NULL, "
            "FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE)"
        ),
        "CREATE INDEX ix_topics_day ON topics (day)",
        f"CREATE TABLE vectors (key {blob} NOT NULL PRIMARY KEY, topic {blob} NOT NULL, gist {blob} NOT NULL)",
        "INSERT INTO unlinked (article) SELECT id FROM articles",
        "INSERT INTO about (key, value) VALUES ('linker', '')",
    ):
        connection.execute(text(step))


def _letters_and_looks(connection: Connection) -> None:
    """To version 6: what readers send from pages; what was told when, and how far who has looked."""
    for step in (
        (
            "CREATE TABLE letters (id VARCHAR NOT NULL PRIMARY KEY, url VARCHAR NOT NULL, language VARCHAR, "
            "exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, start INTEGER NOT NULL, "
            "note TEXT NOT NULL, contact TEXT, site VARCHAR, at VARCHAR NOT NULL, "
            "correction VARCHAR, why TEXT NOT NULL, rejected TEXT, rejected_by TEXT, "
            "FOREIGN KEY (correction) REFERENCES corrections (id))"
        ),
        "CREATE INDEX ix_letters_url ON letters (url)",
        "CREATE INDEX ix_letters_at ON letters (at)",
        "CREATE INDEX ix_letters_correction ON letters (correction)",
        "ALTER TABLE developments ADD COLUMN told INTEGER DEFAULT '0' NOT NULL",
        "CREATE INDEX ix_developments_told ON developments (told)",
        "DROP INDEX ix_hops_actor",
        "CREATE INDEX ix_hops_said ON hops (actor, statement, role)",
        "ALTER TABLE stories ADD COLUMN changed VARCHAR",
        (
            "UPDATE stories SET changed = (SELECT MAX(developments.at) FROM developments "
            "JOIN claims ON claims.id = developments.claim "
            "WHERE claims.story = stories.id AND developments.what NOT IN ('first-said', 'repeated'))"
        ),
        "CREATE TABLE told (key VARCHAR NOT NULL PRIMARY KEY, number INTEGER NOT NULL)",
        "CREATE INDEX ix_told_number ON told (number)",
        "CREATE TABLE looks (reader VARCHAR NOT NULL PRIMARY KEY, upto INTEGER NOT NULL, at VARCHAR NOT NULL)",
    ):
        connection.execute(text(step))


STEPS: Final[Mapping[int, Step]] = MappingProxyType(
    {2: _captures_and_visits, 3: _drifts, 4: _rulings_and_log, 5: _linking_by_story, 6: _letters_and_looks}
)
"""By the version that each leads to, from 2 on: what to do to a ledger of the version before.

A step is written in plain SQL: `tables` is of today, and the step must still be right in ten years.
"""


def bring_up_to_date(asking: Transaction, writing: Transaction, place: str) -> None:
    """Make, migrate or accept a ledger. Only what has to be written waits for another writer.

    Raises LedgerTooNew, or LedgerError for a database that is something else.
    """
    with asking() as connection:
        if version_of(connection, place) == VERSION:
            return
    with writing() as connection:
        _advance(connection, place)


def version_of(connection: Connection, place: str) -> int:
    """The version of the schema, 0 for an empty database. Raises LedgerError for one that is no ledger."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    found = None
    if about.name in tables:
        found = connection.execute(select(about.c.value).where(about.c.key == "schema")).scalar()
    if found is None or not found.isdecimal():
        raise LedgerError(f"{place}: is a database, but no ledger of firsthand; name another ledger")
    return int(found)


def migrate(connection: Connection, found: int, wanted: int, steps: Mapping[int, Step]) -> None:
    """Take the steps from version `found` to `wanted`, and note the version. The transaction is the caller's."""
    for version in range(found + 1, wanted + 1):
        steps[version](connection)
    connection.execute(update(about).where(about.c.key == "schema").values(value=str(wanted)))


def _advance(connection: Connection, place: str) -> None:
    found = version_of(connection, place)  # again: another program may have been faster
    if found > VERSION:
        raise LedgerTooNew(
            f"{place}: is a ledger of version {found}, and this program knows versions up to {VERSION}; "
            "install a newer firsthand, or name another ledger"
        )
    if found:
        migrate(connection, found, VERSION, STEPS)
        return
    metadata.create_all(connection)
    fulltext.prepare(connection)
    guards.guard(connection)
    facts = {"schema": str(VERSION), "linked": "", "linker": "", "log": ""}
    connection.execute(about.insert(), [{"key": key, "value": value} for key, value in facts.items()])
