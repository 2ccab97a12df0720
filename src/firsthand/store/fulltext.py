"""How are the words of every wording indexed? The only tables that differ between the databases.

On SQLite an FTS5 table over the headlines and texts of `revisions`, which holds no second copy of them and is
kept in step by triggers, whoever writes. On PostgreSQL an index of the same words.
"""

from typing import Final

from sqlalchemy import Connection

POSTGRESQL_WORDS: Final = "to_tsvector('simple', coalesce(title, '') || ' ' || left(text, 200000))"
"""What PostgreSQL indexes. It takes one megabyte of distinct words; 200,000 code points never make more."""

_SQLITE: Final = (
    """
    CREATE VIRTUAL TABLE passages USING fts5(
        title, text, content='revisions', content_rowid='arrival', tokenize='unicode61 remove_diacritics 2')
    """,
    """
    CREATE TRIGGER revisions_inserted AFTER INSERT ON revisions BEGIN
        INSERT INTO passages(rowid, title, text) VALUES (new.arrival, new.title, new.text);
    END
    """,
    """
    CREATE TRIGGER revisions_deleted AFTER DELETE ON revisions BEGIN
        INSERT INTO passages(passages, rowid, title, text) VALUES ('delete', old.arrival, old.title, old.text);
    END
    """,
    """
    CREATE TRIGGER revisions_updated AFTER UPDATE OF arrival, title, text ON revisions BEGIN
        INSERT INTO passages(passages, rowid, title, text) VALUES ('delete', old.arrival, old.title, old.text);
        INSERT INTO passages(rowid, title, text) VALUES (new.arrival, new.title, new.text);
    END
    """,
)


def prepare(connection: Connection) -> None:
    """Make the index, in a ledger whose tables are there and empty. Other databases than the two get none."""
    if connection.dialect.name == "sqlite":
        for command in _SQLITE:
            connection.exec_driver_sql(command)
    elif connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"CREATE INDEX revisions_words ON revisions USING gin ({POSTGRESQL_WORDS})")
