"""What may never be changed? Corrections, rulings, grades, log: they are added to, and the database refuses the rest.

That keeps a slip of this program, or of whoever opens the ledger with another one, from rewriting what was decided. Who
means to can take the triggers away; then the log's hashes tell (`firsthand log verify`).
"""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, text

KEPT: Final = ("corrections", "rulings", "reliabilities", "credibilities", "log")
"""The tables that are only added to."""
_TAKEN: Final = {
    "corrections": "new.arrival IN (SELECT arrival FROM corrections) OR new.id IN (SELECT id FROM corrections)",
    "rulings": "new.arrival IN (SELECT arrival FROM rulings)",
    "reliabilities": "new.arrival IN (SELECT arrival FROM reliabilities)",
    "credibilities": "new.arrival IN (SELECT arrival FROM credibilities)",
    "log": "new.number IN (SELECT number FROM log)",
}
"""When a new row would take the place of one that is there."""
_SAYS: Final = "is only added to, never changed: make another ruling"


def guard(connection: Connection, kept: Sequence[str] = KEPT) -> None:
    """Have the database refuse to change the tables in `kept`. Other databases than the two are not guarded."""
    if connection.dialect.name == "sqlite":
        commands = _for_sqlite(kept)
    elif connection.dialect.name == "postgresql":
        commands = _for_postgresql(kept)
    else:
        return
    for command in commands:
        connection.execute(text(command))


def _for_sqlite(kept: Sequence[str]) -> Iterator[str]:
    for table in kept:
        for act in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} {_SAYS}'); END"
            )
        # INSERT OR REPLACE deletes without asking the trigger above.
        yield (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {_TAKEN[table]} "
            f"BEGIN SELECT RAISE(ABORT, '{table} {_SAYS}'); END"
        )


def _for_postgresql(kept: Sequence[str]) -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION firsthand_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '% {_SAYS}', TG_TABLE_NAME; END $$"
    )
    for table in kept:
        yield (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION firsthand_only_added_to()"
        )
