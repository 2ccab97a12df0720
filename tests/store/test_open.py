"""A ledger opens, or says why not and what to do; no library's exception gets out."""

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from inspect import getmembers, isclass

import pytest
import sqlalchemy.exc
from factories import a_reading, a_revision
from sqlalchemy import event, text

from firsthand.model.errors import LedgerError, NotFound
from firsthand.store import all_readings, counts, open_ledger, save_reading

AT = datetime(2031, 5, 4, 12, tzinfo=UTC)


def test_a_fresh_ledger_makes_its_folders_and_stays(tmp_path):
    where = tmp_path / "a" / "b c" / "наш ledger?.sqlite"
    for new in (True, False):
        with open_ledger(where) as ledger:
            assert save_reading(ledger, a_reading(), read_by="rules 1", at=AT) is new
    assert where.is_file()
    with open_ledger(f"sqlite:///{where.parent / 'two.sqlite'}") as ledger:
        assert counts(ledger).articles == 0
        assert (where.parent / "two.sqlite").is_file()


def test_the_home_folder_may_be_written_as_a_tilde(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    open_ledger("~/kept/ledger.sqlite").close()
    assert (tmp_path / "kept" / "ledger.sqlite").is_file()


def test_an_empty_file_becomes_a_ledger(tmp_path):
    (tmp_path / "empty.sqlite").touch()
    with open_ledger(tmp_path / "empty.sqlite") as ledger:
        assert all_readings(ledger) == ()


def test_every_connection_is_set_up(ledger):
    expected = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 30_000}
    with ledger.asking() as one, ledger.asking() as other:
        for connection in (one, other):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
            assert found == expected


def test_closing_twice_is_closing_once(ledger):
    ledger.close()
    ledger.close()


def test_a_reader_sees_one_state_while_another_writes(ledger):
    with ledger.asking() as connection:
        assert connection.execute(text("SELECT count(*) FROM revisions")).scalar() == 0
        save_reading(ledger, a_reading(), read_by="rules 1", at=AT)
        assert connection.execute(text("SELECT count(*) FROM revisions")).scalar() == 0
    assert counts(ledger).revisions == 1


def no_database(tmp_path):
    (tmp_path / "notes.txt").write_text("The bridge is shut. " * 100)
    return tmp_path / "notes.txt"


def another_database(tmp_path):
    with sqlite3.connect(tmp_path / "other.sqlite") as other:
        other.execute("CREATE TABLE ferries (name TEXT)")
    other.close()
    return tmp_path / "other.sqlite"


def under_a_file(tmp_path):
    (tmp_path / "file").touch()
    return tmp_path / "file" / "ledger.sqlite"


def a_damaged_ledger(tmp_path):
    where = tmp_path / "damaged.sqlite"
    open_ledger(where).close()
    raw = where.read_bytes()
    where.write_bytes(raw[:4096] + b"\xff" * (len(raw) - 4096))
    return where


@pytest.mark.parametrize(
    ("where", "says"),
    [
        (no_database, "no SQLite database; name another ledger"),
        (another_database, "no ledger of firsthand; name another ledger"),
        (under_a_file, "folder cannot be made or looked into .*; name another place"),
        (a_damaged_ledger, "the file is damaged; restore a copy"),
        (lambda tmp_path: tmp_path, "came a folder; name a file in it"),
        (lambda tmp_path: f"sqlite:///{tmp_path}", "came a folder; name a file in it"),
        (lambda tmp_path: tmp_path / ("x" * 300), "cannot be|refused"),
        (lambda _: "led\0ger", "NUL character"),
        (lambda _: "nosuch://editor:hunter2@desk/ledger", "no driver for this kind of database"),
        (lambda _: "://", "expected a path or a database address"),
        (lambda _: "postgresql+nosuch://editor:hunter2@desk/ledger", "no driver for this kind of database"),
    ],
)
def test_what_cannot_be_a_ledger_says_what_to_do(tmp_path, where, says):
    with pytest.raises(LedgerError, match=says) as caught:
        open_ledger(where(tmp_path))
    assert "hunter2" not in str(caught.value)


def test_what_is_no_ledger_is_left_as_it_was(tmp_path):
    where = no_database(tmp_path)
    before = where.read_bytes()
    with pytest.raises(LedgerError):
        open_ledger(where)
    assert where.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_place_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(LedgerError, match=r"cannot be opened|read-only"):
        open_ledger(tmp_path / "ledger.sqlite")


def limited(ledger, *pragmas):
    """The ledger, with connections that are made anew and obey `pragmas`."""

    def obey(raw, _):
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}").close()

    ledger.engine.dispose()
    event.listen(ledger.engine, "connect", obey)
    return ledger


def test_a_read_only_ledger_is_named(ledger):
    with pytest.raises(LedgerError, match=r"is read-only|refused"):
        save_reading(limited(ledger, "query_only = ON"), a_reading(), read_by="rules 1", at=AT)


def test_a_full_disk_leaves_the_ledger_whole(ledger):
    save_reading(ledger, a_reading(), read_by="rules 1", at=AT)
    large = a_revision("Ann Lee said the bridge is shut. " * 200_000)
    with pytest.raises(LedgerError, match="the disk is full; make room"):
        save_reading(limited(ledger, "max_page_count = 150"), a_reading(large), read_by="rules 1", at=AT)
    assert all_readings(ledger) == (a_reading(),)
    with ledger.asking() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_ledger_that_another_keeps_busy_is_named(ledger):
    limited(ledger, "busy_timeout = 0")
    with (
        ledger.writing(),
        pytest.raises(LedgerError, match="another program has been writing"),
    ):
        save_reading(ledger, a_reading(), read_by="rules 1", at=AT)


def raised_by(module, base):
    return [e for _, e in getmembers(module, isclass) if issubclass(e, base) and e.__module__ == module.__name__]


@pytest.mark.parametrize("kind", raised_by(sqlalchemy.exc, sqlalchemy.exc.SQLAlchemyError), ids=lambda e: e.__name__)
def test_every_exception_of_sqlalchemy_is_translated(ledger, kind):
    error = kind.__new__(kind)  # their own signatures differ
    Exception.__init__(error, "the library's words")
    error.orig = ValueError("the driver's words")
    with pytest.raises(LedgerError, match=r"ledger\.sqlite: .*"), ledger.asking():
        raise error


def test_every_exception_of_sqlalchemy_is_one_of_its_tree():
    tree = (sqlalchemy.exc.SQLAlchemyError, Warning)
    strangers = {e.__name__ for e in raised_by(sqlalchemy.exc, Exception) if not issubclass(e, tree)}
    # The one marks exceptions of callers; the other is of asynchronous drivers, which are not used here.
    assert strangers <= {"DontWrapMixin", "EmulatedDBAPIException"}


@pytest.mark.parametrize("kind", raised_by(sqlite3, sqlite3.Error), ids=lambda e: e.__name__)
def test_every_exception_of_sqlite_is_translated(ledger, kind):
    with pytest.raises(LedgerError, match="the library's words"), ledger.asking():
        raise kind("the library's words")


def test_our_own_errors_and_the_users_interrupt_pass_as_they_are(ledger):
    for kind in (NotFound, KeyboardInterrupt):
        with pytest.raises(kind), ledger.writing():
            raise kind


OPENS = "import sys; from firsthand.store import open_ledger, counts; print(counts(open_ledger(sys.argv[1])).articles)"


def test_several_programs_may_make_one_ledger_at_once(tmp_path):
    command = [sys.executable, "-c", OPENS, str(tmp_path / "ledger.sqlite")]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    ended = [process.communicate(timeout=60) for process in started]
    assert ended == [("0\n", "")] * 4
