"""Where is the ledger, and may it be used? `open_ledger("stories/harbour.sqlite")` gives one that can.

One SQLite file by default (write-ahead log, so that a reader never waits for a writer, and a program that is
killed loses at most what it was just saving); PostgreSQL where several people work on one ledger. Whatever
SQLAlchemy or a driver raises becomes LedgerError here, with what to do about it.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Final, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, SQLAlchemyError, StatementError
from sqlalchemy.pool import ConnectionPoolEntry

from firsthand.model.errors import FirsthandError, LedgerError
from firsthand.store.migrate import bring_up_to_date

_WRITES: Final = "firsthand_writes"
_WAIT_S: Final = 30
"""How long one program waits for another to finish writing; linking a thousand articles is saved in about two."""

_LOCK: Final = 0x66697273
"""The advisory lock of PostgreSQL that means "writing to this ledger": "firs" in ASCII, any other would do."""

_PRAGMAS: Final = (
    f"PRAGMA busy_timeout = {_WAIT_S * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
)

_ADVICE: Final[Mapping[int, str]] = MappingProxyType(
    {
        sqlite3.SQLITE_NOTADB: "the file is no SQLite database; name another ledger, or move that file away",
        sqlite3.SQLITE_CORRUPT: "the file is damaged; restore a copy, or move it away and follow the coverage anew",
        sqlite3.SQLITE_CANTOPEN: "the file cannot be opened; check that its folder exists and may be written to",
        sqlite3.SQLITE_READONLY: "the file or its folder is read-only; allow writing, or name a ledger elsewhere",
        sqlite3.SQLITE_PERM: "the file may not be opened; allow reading and writing, or name a ledger elsewhere",
        sqlite3.SQLITE_FULL: "the disk is full; make room and try again, what was saved before is whole",
        sqlite3.SQLITE_IOERR: "the disk did not answer as it should; check it, and that the folder may be written to",
        sqlite3.SQLITE_BUSY: f"another program has been writing for {_WAIT_S} seconds; try again when it is done",
        sqlite3.SQLITE_LOCKED: "another part of this program is writing; try again when it is done",
        sqlite3.SQLITE_TOOBIG: "a text is larger than SQLite takes; leave that article out",
    }
)
"""What to do, by SQLite's primary result code (https://www.sqlite.org/rescode.html)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """An open ledger. `place` names it in messages, without any password. Close it, or use it in a `with`."""

    engine: Engine
    place: str

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back files and connections. Closing twice is closing once."""
        self.engine.dispose()

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """One consistent look at the ledger. Raises LedgerError, whatever goes wrong below."""
        # Only PostgreSQL has to be told; a transaction of SQLite sees one state from its first question on.
        one_state = {"isolation_level": "REPEATABLE READ"} if self.engine.dialect.name == "postgresql" else {}
        with _door(self.place), self.engine.execution_options(**one_state).begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or none. Raises LedgerError, whatever goes wrong below."""
        with _door(self.place), self.engine.execution_options(**{_WRITES: True}).begin() as connection:
            yield connection


def open_ledger(where: str | Path) -> Ledger:
    """Open the ledger at a path or a SQLAlchemy URL; make it, and the folders above it, where there is none.

    `where` may be "sqlite://" for one that lives as long as it is open. An older ledger is brought up to
    date. Raises LedgerError for what is no ledger or cannot be used, LedgerTooNew for one of a later version.
    """
    url, place = _address(where)
    with _door(place):
        engine = create_engine(url, hide_parameters=True)  # an article's text is no part of a message
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    ledger = Ledger(engine=engine, place=place)
    try:
        bring_up_to_date(ledger.asking, ledger.writing, place)
    except BaseException:
        ledger.close()
        raise
    return ledger


def path_of(where: str | Path) -> Path | None:
    """The file of the SQLite ledger at a path or a URL; None for a ledger that is no file."""
    if isinstance(where, str) and "://" in where:
        try:
            url = make_url(where)
        except ArgumentError:
            return None
        if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
            return None
        where = url.database
    return Path(where).expanduser()


def _address(where: str | Path) -> tuple[URL, str]:
    """The URL to connect to, and how messages name it; makes the folders above a path."""
    if isinstance(where, str) and "://" in where:
        try:
            url = make_url(where)
        except ArgumentError as error:
            raise LedgerError(
                "expected a path or a database address such as postgresql+psycopg://user@host/name; "
                "what came cannot be taken apart"
            ) from error
        if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
            return url, url.render_as_string(hide_password=True)
        where = url.database
    path = Path(where).expanduser()
    if "\0" in str(path):
        raise LedgerError(f"expected a path for the ledger, came one with a NUL character: {str(path)!r}")
    try:
        if path.is_dir():
            raise LedgerError(f"{path}: expected a file for the ledger, came a folder; name a file in it")
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(
            f"{path}: the ledger's folder cannot be made or looked into ({error.strerror}); name another place"
        ) from error
    return URL.create("sqlite", database=str(path)), str(path)


def _set_up(raw: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    """Make a fresh SQLite connection fit: transactions are begun by `_begin` alone, so that DDL is in them too."""
    raw.isolation_level = None
    for pragma in _PRAGMAS:
        raw.execute(pragma).close()


def _begin(connection: Connection) -> None:
    """Let one program write at a time, and have the others wait before they look, not after.

    A transaction of SQLite that begins by reading and wants to write later is refused without waiting when
    another has written meanwhile; on PostgreSQL two could both find a Revision missing, and both add it.
    """
    writes = bool(connection.get_execution_options().get(_WRITES))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif connection.dialect.name == "postgresql" and writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


@contextmanager
def _door(place: str) -> Iterator[None]:
    """Turn what the libraries raise into LedgerError. Our own errors, and Ctrl+C, pass as they are."""
    try:
        yield
    except FirsthandError as error:
        if isinstance(error, ValueError):  # SpanError or NotADate: a row that was damaged
            raise LedgerError(_damaged(place, error)) from error
        raise
    except IntegrityError as error:
        raise LedgerError(f"{place}: what was to be saved does not fit together ({_words(error.orig)})") from error
    except DBAPIError as error:
        raise LedgerError(f"{place}: {_advice(error.orig)}") from error
    except sqlite3.Error as error:  # from `_set_up`, before SQLAlchemy looks at it
        raise LedgerError(f"{place}: {_advice(error)}") from error
    except (NoSuchModuleError, ImportError) as error:
        raise LedgerError(
            f"{place}: there is no driver for this kind of database ({_words(error)}); "
            "for PostgreSQL install psycopg and write postgresql+psycopg://..."
        ) from error
    except SQLAlchemyError as error:
        said = error.orig if isinstance(error, StatementError) else error  # without the SQL around it
        raise LedgerError(f"{place}: the database cannot be used ({_words(said)})") from error
    except UnicodeError as error:
        raise LedgerError(f"{place}: expected text without lone surrogates, came other ({error})") from error
    except ValueError as error:
        raise LedgerError(_damaged(place, error)) from error


def _damaged(place: str, error: ValueError) -> str:
    return f"{place}: holds a value that this version does not know ({error}); restore a copy of the ledger"


def _advice(error: BaseException | None) -> str:
    """What a driver's error means for the person, and its own words."""
    code = getattr(error, "sqlite_errorcode", None)
    # The low byte is the primary code; the rest says more than anybody can act on.
    advice = _ADVICE.get(code & 0xFF) if isinstance(code, int) else None
    return f"{advice} ({_words(error)})" if advice else f"the database refused ({_words(error)})"


def _words(error: BaseException | None) -> str:
    """What the library said, on one line."""
    return " ".join(str(error).split())
