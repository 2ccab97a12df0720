"""What is being watched? The addresses that are asked again and again, and what was last new at each.

`watch https://news.example/feed` watches that address, and then the pages to which it links. A row is written when
something is new there, and never because an address was asked: that is a visit (see `visits`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import RowMapping, delete, insert, select

from firsthand.store import tables
from firsthand.store.open import Ledger
from firsthand.store.rows import Row
from firsthand.store.visits import moment, moment_of

_AT_ONCE: Final = 500
"""How many addresses one query names; SQLite before 3.32 takes 999 variables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One address that is watched. `via` is the address by which it was found: itself, when somebody named it.

    `depth` is 0 for one that was named, 1 for one that it links to, 2 for one that a list in a list links to. `news`
    is when something was last new there, None before its first answer was kept. `lists` is whether it is a feed or a
    sitemap; `pace_s` how many seconds the list asks to be left alone, 0 where it does not say. `published` and `dated`
    are what the list says of it (EDTF): when it came out, when it was last changed. `told` is the last reason for which
    it could not be had, so that nobody is told twice; None when it was had since.
    """

    url: str
    via: str
    depth: int
    found: datetime
    news: datetime | None = None
    lists: bool = False
    pace_s: int = 0
    published: str | None = None
    dated: str | None = None
    told: str | None = None


def save_watched(ledger: Ledger, watched: Iterable[Watched]) -> None:
    """Put each of `watched` in the place of what was known of its address; all of them, or none. Raises LedgerError."""
    table = tables.watched
    values = [_row(one) for one in watched]
    with ledger.writing() as connection:
        for some in _in_parts([str(v["url"]) for v in values]):
            connection.execute(delete(table).where(table.c.url.in_(some)))
        if values:
            connection.execute(insert(table), values)


def watched_via(ledger: Ledger, addresses: Sequence[str]) -> tuple[Watched, ...]:
    """All that is watched by way of `addresses`, these included, by when it was found and then by address."""
    table = tables.watched
    with ledger.asking() as connection:
        found = [
            _watched_of(row)
            for some in _in_parts(addresses)
            for row in connection.execute(select(table).where(table.c.via.in_(some))).mappings()
        ]
    return tuple(sorted(found, key=lambda one: (one.depth, one.found, one.url)))


def watched_at(ledger: Ledger, addresses: Sequence[str]) -> dict[str, Watched]:
    """What is known of each of `addresses`, by way of whatever they were found."""
    table = tables.watched
    with ledger.asking() as connection:
        return {
            row["url"]: _watched_of(row)
            for some in _in_parts(addresses)
            for row in connection.execute(select(table).where(table.c.url.in_(some))).mappings()
        }


def _row(watched: Watched) -> Row:
    row: Row = {name: getattr(watched, name) for name in tables.watched.c.keys()}  # noqa: SIM118 - no mapping
    return row | {"found": moment(watched.found), "news": moment(watched.news) if watched.news else None}


def _watched_of(row: RowMapping) -> Watched:
    news = moment_of(row["news"]) if row["news"] is not None else None
    return Watched(**{**row, "found": moment_of(row["found"]), "news": news})


def _in_parts(addresses: Sequence[str]) -> Iterator[Sequence[str]]:
    return (addresses[at : at + _AT_ONCE] for at in range(0, len(addresses), _AT_ONCE))
