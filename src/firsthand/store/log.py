"""Is the log whole? Entries are appended in the transaction of what they tell, and checked against it later.

The chain tells what was deleted, altered or moved (`model.log`); number and hash of the last entry, kept in `about`,
what was cut off; the rows of what it tells, what was changed beside the log. Against one who rewrites all of
it stands only a head hash that was kept elsewhere.
"""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, insert, select, update

from firsthand.model.log import Entry, Plain, canonical, entry_after, find_faults
from firsthand.store import correction_rows, grade_rows, tables
from firsthand.store.open import Ledger


def append(connection: Connection, *, at: str, what: str, body: Plain) -> Entry:
    """Add an entry, in the caller's transaction, which must be a writing one: writers wait for one another."""
    entry = entry_after(_last(connection), at=at, what=what, body=body)
    row = {name: getattr(entry, name) for name in tables.log.c.keys()}  # noqa: SIM118 - columns, not a dictionary
    connection.execute(insert(tables.log), [row])
    about = tables.about
    connection.execute(update(about).where(about.c.key == "log").values(value=_mark(entry)))
    return entry


def entries(ledger: Ledger) -> tuple[Entry, ...]:
    """All of the log, by number."""
    with ledger.asking() as connection:
        return _entries(connection)


def head(ledger: Ledger) -> Entry | None:
    """The last entry, None where there is none yet. Its hash stands for the whole log."""
    with ledger.asking() as connection:
        return _last(connection)


def log_faults(ledger: Ledger, kept: str | None = None) -> tuple[str, ...]:
    """What is wrong with the log, in words; empty where nothing is. `kept` is a head hash that was exported once."""
    with ledger.asking() as connection:
        found = _entries(connection)
        marked = connection.execute(select(tables.about.c.value).where(tables.about.c.key == "log")).scalar()
        faults = [*find_faults(found), *_cut_off(found, marked or ""), *_beside(connection, found)]
    if kept is not None and kept not in {entry.hash for entry in found}:
        faults.append(
            f"no entry has the hash {kept}: what the log said when that was its head was cut off or rewritten"
        )
    return tuple(faults)


def _cut_off(found: tuple[Entry, ...], marked: str) -> Iterator[str]:
    own = _mark(found[-1]) if found else ""
    if own != marked:
        number = marked.partition(" ")[0] or "0"
        yield f"the log ends with entry {len(found) and found[-1].number}, and the ledger notes {number} as its last"


def _beside(connection: Connection, found: tuple[Entry, ...]) -> Iterator[str]:
    """Where the rows of corrections, rulings and grades are not what the log tells."""
    told = Counter((entry.what, entry.body) for entry in found)
    kept: Counter[tuple[str, str]] = Counter()
    for row in connection.execute(select(tables.corrections)).mappings():
        kept["suggestion", canonical(correction_rows.correction_body(correction_rows.correction_of(row)))] += 1
    for row in connection.execute(select(tables.rulings)).mappings():
        kept["ruling", canonical(correction_rows.ruling_body(correction_rows.ruling_of(row)))] += 1
    for row in connection.execute(select(tables.reliabilities)).mappings():
        kept["reliability", canonical(grade_rows.source_body(grade_rows.source_grade_of(row)))] += 1
    for row in connection.execute(select(tables.credibilities)).mappings():
        kept["credibility", canonical(grade_rows.claim_body(grade_rows.claim_grade_of(row)))] += 1
    for entry in found:
        if told[entry.what, entry.body] > kept[entry.what, entry.body]:
            yield f"entry {entry.number}, a {entry.what}, is not in the ledger as the log tells it"
    many = sum((kept - told).values())
    if many:
        yield f"{many} of the ledger's suggestions, rulings and grades are not in the log as the ledger tells them"


def _entries(connection: Connection) -> tuple[Entry, ...]:
    return tuple(map(_entry_of, connection.execute(select(tables.log).order_by(tables.log.c.number)).mappings()))


def _last(connection: Connection) -> Entry | None:
    query = select(tables.log).order_by(tables.log.c.number.desc()).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    return _entry_of(row) if row is not None else None


def _entry_of(row: RowMapping) -> Entry:
    return Entry(**{name: row[name] for name in ("number", "at", "what", "body", "before", "hash")})


def _mark(entry: Entry) -> str:
    """How `about` remembers the last entry."""
    return f"{entry.number} {entry.hash}"
