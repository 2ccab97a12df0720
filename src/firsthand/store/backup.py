"""How is a ledger copied while it is used, and put back? Whole: a copy is one moment of it, and is checked.

Of a SQLite ledger; PostgreSQL has its own tools (`docs/commands.md` says which).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from firsthand.model.errors import LedgerError, LedgerTooNew
from firsthand.store.open import Ledger, path_of
from firsthand.store.tables import VERSION

_BESIDE: Final = ("", "-wal", "-shm")
"""The files of a SQLite ledger, by what is added to its name."""


def back_up(ledger: Ledger, to: Path) -> int:
    """Copy the ledger into the file `to`, which must not be there; its size in bytes. Others may go on writing.

    Raises LedgerError; then there is no file.
    """
    if ledger.engine.dialect.name != "sqlite":
        raise LedgerError(f"{ledger.place}: is no SQLite ledger; copy it with pg_dump (see docs/commands.md)")
    _must_be_free(to)
    part = to.with_name(f"{to.name}.part")
    with _told(to):
        part.unlink(missing_ok=True)
        try:
            raw = ledger.engine.raw_connection()
            try:
                raw.cursor().execute("VACUUM INTO ?", (str(part),))
            finally:
                raw.close()
            _check(part)
            _must_be_free(to)  # making the copy takes a while
            part.rename(to)
        finally:
            part.unlink(missing_ok=True)
        return to.stat().st_size


def restore(backup: Path, where: str) -> Path | None:
    """Put the copy `backup` in the place of the SQLite ledger at `where`; gives where the one that was there lies now.

    Nothing is lost: what was there is kept beside it, under another name. A program that has the ledger open goes on
    with what was restored. Raises LedgerError; then the ledger is as it was.
    """
    path = path_of(where)
    if path is None:
        raise LedgerError(f"{where}: is no file; restore a PostgreSQL ledger with psql (see docs/commands.md)")
    with _told(backup):
        _check(backup)
    if path.exists() and backup.exists() and path.samefile(backup):
        raise LedgerError(f"{backup}: is the ledger itself; name the copy that it is to be restored from")
    aside = _aside(path) if path.exists() else None
    with _told(path):
        if aside is None:
            _copy(backup, path)
        elif _is_sound(path):
            _copy(path, aside)
            _copy(backup, path)
        else:
            for end in _BESIDE:
                if Path(f"{path}{end}").exists():
                    Path(f"{path}{end}").rename(f"{aside}{end}")
            _copy(backup, path)
    return aside


def _copy(source: Path, target: Path) -> None:
    """All pages of one database into another, in one transaction, with the locks that other programs respect."""
    with closing(_opened(source)) as one, closing(sqlite3.connect(target)) as other:
        other.execute("PRAGMA busy_timeout = 30000")
        one.backup(other)


def _opened(path: Path) -> sqlite3.Connection:
    """A connection to a file that is there, for looking at it."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _check(path: Path) -> None:
    """Raises LedgerError where the file is no whole ledger, LedgerTooNew where it is a later version's."""
    if not path.is_file():
        raise LedgerError(f"{path}: expected the copy of a ledger, came no file; name the file that backup wrote")
    with closing(_opened(path)) as raw:
        said = raw.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise LedgerError(f"{path}: the copy is damaged ({said}); use another one")
        if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone():
            raise LedgerError(f"{path}: is a database, but no ledger of firsthand; name the file that backup wrote")
        version = int(raw.execute("SELECT value FROM about WHERE key = 'schema'").fetchone()[0])
        if version > VERSION:
            raise LedgerTooNew(
                f"{path}: is of version {version}, and this program knows versions up to {VERSION}; "
                "install a newer firsthand"
            )


def _is_sound(path: Path) -> bool:
    """Whether SQLite can read it from end to end."""
    try:
        with closing(_opened(path)) as raw:
            return bool(raw.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False


def _aside(path: Path) -> Path:
    """Where what is at `path` is kept: a name that is free."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = (f"{path.name}.before-{stamp}{end}" for end in ("", *(f"-{turn}" for turn in range(1, 100))))
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


def _must_be_free(to: Path) -> None:
    if to.exists():
        raise LedgerError(f"{to}: is there already, and was left as it is; name another file")
    if not to.parent.is_dir():
        raise LedgerError(f"{to}: there is no folder {to.parent}; make it first, or name another")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what files and SQLite raise into LedgerError."""
    try:
        yield
    except sqlite3.Error as error:
        raise LedgerError(f"{path}: SQLite refused ({error}); check the file, and that there is room") from error
    except OSError as error:
        raise LedgerError(f"{path}: cannot be written or read ({error.strerror}); check folder and rights") from error
