"""Forward, step by step, in one transaction; and a ledger of any version that was ever released opens."""

import sqlite3
from pathlib import Path

import pytest
from factories import a_reading, a_statement
from sqlalchemy import inspect, text

from firsthand.model.errors import LedgerError, LedgerTooNew
from firsthand.store import all_readings, has_reading, open_ledger, search
from firsthand.store import migrate as migrating
from firsthand.store.tables import VERSION

RELEASED = sorted((Path(__file__).parent / "released").glob("version-*.sql"))


def made_of(script: Path, where: Path) -> Path:
    raw = sqlite3.connect(where)
    raw.executescript(script.read_text("utf-8"))
    raw.close()
    return where


def shape(ledger):
    """What `tables` can say, of a database: columns, keys and indexes of each table; and the triggers."""
    with ledger.asking() as connection:
        seen = inspect(connection)
        tables = {
            name: (
                sorted((c["name"], str(c["type"]), c["nullable"], c["primary_key"]) for c in seen.get_columns(name)),
                sorted(str(k) for k in seen.get_foreign_keys(name)),
                sorted(str(i) for i in seen.get_indexes(name)),
                sorted(str(u["column_names"]) for u in seen.get_unique_constraints(name)),
            )
            for name in seen.get_table_names()
        }
        triggers = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        return tables, sorted(tuple(t) for t in triggers)


def test_every_version_has_its_script():
    assert [p.name for p in RELEASED] == [f"version-{v}.sql" for v in range(1, VERSION + 1)]


@pytest.mark.parametrize("script", RELEASED, ids=lambda p: p.stem)
def test_a_ledger_of_each_version_opens_and_keeps_what_it_held(tmp_path, script):
    where = made_of(script, tmp_path / "old.sqlite")
    with open_ledger(where) as old, open_ledger(tmp_path / "new.sqlite") as new:
        assert shape(old) == shape(new)
        assert all_readings(old) == (a_reading(),)
        assert has_reading(old, a_reading().revision.id, "rules 1")
        assert search(old, "bridge shut")[0].statement == a_statement().id
        with old.asking() as connection:
            assert migrating.version_of(connection, "here") == VERSION


def two_steps(monkeypatch, last):
    def add(connection):
        connection.execute(text("CREATE TABLE ferries (name TEXT)"))

    monkeypatch.setattr(migrating, "VERSION", VERSION + 2)
    monkeypatch.setattr(migrating, "STEPS", {VERSION + 1: add, VERSION + 2: last})


def test_steps_are_taken_in_order_and_once(tmp_path, monkeypatch):
    where = tmp_path / "ledger.sqlite"
    open_ledger(where).close()

    def fill(connection):
        connection.execute(text("INSERT INTO ferries VALUES ('Heron')"))

    two_steps(monkeypatch, fill)
    for _ in range(2):
        with open_ledger(where) as ledger, ledger.asking() as connection:
            assert connection.execute(text("SELECT name FROM ferries")).scalars().all() == ["Heron"]
            assert migrating.version_of(connection, "here") == VERSION + 2


def test_a_step_that_fails_leaves_the_ledger_as_it_was(tmp_path, monkeypatch):
    where = tmp_path / "ledger.sqlite"
    with open_ledger(where) as ledger:
        before = shape(ledger)

    def fail(connection):
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    with monkeypatch.context() as patch:
        two_steps(patch, fail)
        with pytest.raises(LedgerError, match="no such table: nowhere"):
            open_ledger(where)
    with open_ledger(where) as ledger:
        assert shape(ledger) == before


def test_a_later_version_is_left_alone(tmp_path):
    where = tmp_path / "ledger.sqlite"
    with open_ledger(where) as ledger, ledger.writing() as connection:
        connection.execute(text("UPDATE about SET value = '99' WHERE key = 'schema'"))
    with pytest.raises(LedgerTooNew, match=rf"version 99, .* up to {VERSION}; install a newer firsthand"):
        open_ledger(where)


def test_a_making_that_fails_leaves_an_empty_database(tmp_path, monkeypatch):
    where = tmp_path / "ledger.sqlite"
    with monkeypatch.context() as patch:
        patch.setattr(migrating.fulltext, "_SQLITE", ("CREATE NONSENSE",))
        with pytest.raises(LedgerError, match="syntax error"):
            open_ledger(where)
    with open_ledger(where) as ledger:
        assert all_readings(ledger) == ()
