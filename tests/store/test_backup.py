"""A copy is whole, is made while others write, and comes back; what was there is never lost."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace

import pytest
from factories import a_correction, a_reading, a_revision, a_ruling
from sqlalchemy import create_engine, make_url, text
from store.conftest import POSTGRESQL
from store.test_save import AT

from firsthand.model.errors import LedgerError, LedgerTooNew
from firsthand.store import (
    all_readings,
    back_up,
    cases,
    entries,
    log_faults,
    open_ledger,
    restore,
    save_correction,
    save_reading,
    save_ruling,
    search,
)
from firsthand.store.tables import metadata


@pytest.fixture
def filled(ledger):
    save_reading(ledger, a_reading(), read_by="rules 1", at=AT)
    correction = a_correction()
    save_correction(ledger, correction)
    save_ruling(ledger, a_ruling(correction), after=())
    return ledger


def more(ledger):
    revision = a_revision("Bo Wren said the ferry is late.", url="https://post.example/ferry")
    save_reading(ledger, a_reading(revision, []), read_by="rules 1", at=AT)


def held(ledger):
    return all_readings(ledger), cases(ledger), entries(ledger)


def test_what_was_copied_comes_back(filled, tmp_path):
    before = held(filled)
    size = back_up(filled, tmp_path / "copy.sqlite")
    assert size == (tmp_path / "copy.sqlite").stat().st_size
    more(filled)
    after = held(filled)

    aside = restore(tmp_path / "copy.sqlite", filled.place)

    # Also in the hands of a program that had the ledger open.
    assert held(filled) == before
    assert search(filled, "bridge shut")
    with open_ledger(filled.place) as opened, open_ledger(aside) as old:
        assert held(opened) == before
        assert log_faults(opened) == ()
        assert held(old) == after
        # What guards the log came back with it.
        with pytest.raises(LedgerError, match="only added to"), opened.writing() as connection:
            connection.execute(text("DELETE FROM log"))


def test_it_comes_back_where_there_is_nothing(filled, tmp_path):
    back_up(filled, tmp_path / "copy.sqlite")
    assert restore(tmp_path / "copy.sqlite", str(tmp_path / "elsewhere.sqlite")) is None
    with open_ledger(tmp_path / "elsewhere.sqlite") as opened:
        assert held(opened) == held(filled)


def test_it_comes_back_in_place_of_a_damaged_one(filled, tmp_path):
    back_up(filled, tmp_path / "copy.sqlite")
    before = held(filled)
    where = tmp_path / "damaged.sqlite"
    where.write_bytes(b"no database at all" * 500)
    aside = restore(tmp_path / "copy.sqlite", str(where))
    assert aside.read_bytes().startswith(b"no database")
    with open_ledger(where) as opened:
        assert held(opened) == before


def test_a_copy_made_while_another_writes_is_of_one_moment(filled, tmp_path):
    with closing(sqlite3.connect(filled.place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE revisions SET title = 'half done'")
        back_up(filled, tmp_path / "copy.sqlite")
        other.execute("ROLLBACK")
    with open_ledger(tmp_path / "copy.sqlite") as copy:
        assert held(copy) == held(filled)


def test_a_copy_is_never_written_over(filled, tmp_path):
    there = tmp_path / "copy.sqlite"
    there.write_text("mine", "utf-8")
    with pytest.raises(LedgerError, match="is there already, and was left as it is"):
        back_up(filled, there)
    assert there.read_text("utf-8") == "mine"
    with pytest.raises(LedgerError, match="there is no folder"):
        back_up(filled, tmp_path / "no" / "copy.sqlite")
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []


def no_database(path):
    path.write_text("not a database", "utf-8")


def another_database(path):
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE ferries (name TEXT)")


def a_later_version(path):
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE about SET value = '99' WHERE key = 'schema'")
        raw.commit()


def a_damaged_copy(path):
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 5000] = b"\xff" * 5000
    path.write_bytes(raw)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda path: path.unlink(), "came no file"),
        (no_database, "SQLite refused"),
        (another_database, "no ledger of firsthand"),
        (a_later_version, "knows versions up to"),
        (a_damaged_copy, "the copy is damaged|SQLite refused"),
    ],
    ids=["none", "no database", "another database", "a later version", "damaged"],
)
def test_a_copy_that_is_none_changes_nothing(filled, tmp_path, spoil, error):
    copy = tmp_path / "copy.sqlite"
    back_up(filled, copy)
    if spoil in (no_database, another_database):
        copy.unlink()
    spoil(copy)
    before = held(filled)
    with pytest.raises(LedgerError, match=error) as told:
        restore(copy, filled.place)
    assert isinstance(told.value, LedgerTooNew) == (spoil is a_later_version)
    assert held(filled) == before
    assert not list(tmp_path.glob("ledger.sqlite.before-*"))


def test_a_ledger_is_not_restored_from_itself(filled, tmp_path):
    with pytest.raises(LedgerError, match="is the ledger itself"):
        restore(tmp_path / "ledger.sqlite", filled.place)


def test_other_databases_have_tools_of_their_own(filled, tmp_path):
    back_up(filled, tmp_path / "copy.sqlite")
    with pytest.raises(LedgerError, match="psql"):
        restore(tmp_path / "copy.sqlite", "postgresql+psycopg://desk@127.0.0.1/ledger")
    made_up = replace(filled, engine=_Elsewhere())
    with pytest.raises(LedgerError, match="pg_dump"):
        back_up(made_up, tmp_path / "other.sqlite")


@pytest.mark.skipif(not POSTGRESQL, reason="FIRSTHAND_TEST_POSTGRESQL is not set")
@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="there is no pg_dump")
def test_the_recipe_for_postgresql_brings_everything_back(tmp_path):
    url = make_url(POSTGRESQL)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    other = url.set(database=f"{url.database}_restored")
    with open_ledger(POSTGRESQL) as old, old.writing() as connection:
        metadata.drop_all(connection)
    with open_ledger(POSTGRESQL) as ledger:
        save_reading(ledger, a_reading(), read_by="rules 1", at=AT)
        correction = a_correction()
        save_correction(ledger, correction)
        save_ruling(ledger, a_ruling(correction), after=())
        before = held(ledger)
    dump = str(tmp_path / "ledger.dump")
    subprocess.run(["pg_dump", "--format=custom", f"--file={dump}", plain], check=True)
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{other.database}"'))
    try:
        there = other.set(drivername="postgresql").render_as_string(hide_password=False)
        subprocess.run(["pg_restore", f"--dbname={there}", "--exit-on-error", dump], check=True)
        with open_ledger(other.render_as_string(hide_password=False)) as restored:
            assert held(restored) == before
            assert log_faults(restored) == ()
            with pytest.raises(LedgerError, match="only added to"), restored.writing() as connection:
                connection.execute(text("DELETE FROM log"))
    finally:
        with server.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{other.database}"'))
        server.dispose()


class _Elsewhere:
    """An engine of another database."""

    class dialect:  # noqa: N801 - as SQLAlchemy names it
        name = "postgresql"
