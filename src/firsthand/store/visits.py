"""When was this address asked, and what came? The last visit to each, so that the next one is polite.

A page that was there at nine with the mark "v7" is asked at ten "anything but v7?", and one that said "not before noon"
is left alone until noon, by whichever program asks: the memory is the ledger's.
"""

from datetime import UTC, datetime

from sqlalchemy import delete, insert, select

from firsthand.model.coverage import Visit
from firsthand.store import tables
from firsthand.store.open import Ledger


class Visits:
    """Remembers visits on a ledger, each in a transaction of its own. Raises LedgerError."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def visit(self, url: str) -> Visit | None:
        """The last visit to `url`, None for an address that was never asked."""
        table = tables.visits
        with self._ledger.asking() as connection:
            row = connection.execute(select(table).where(table.c.url == url)).mappings().one_or_none()
        if row is None:
            return None
        wait = row["wait_until"]
        times = {"at": moment_of(row["at"]), "wait_until": moment_of(wait) if wait is not None else None}
        return Visit(**{**row, **times})

    def remember(self, visit: Visit) -> None:
        """Put `visit` in the place of the last one to its address."""
        table = tables.visits
        row = {name: getattr(visit, name) for name in table.c.keys()}  # noqa: SIM118 - columns are no mapping
        row |= {"at": moment(visit.at), "wait_until": moment(visit.wait_until) if visit.wait_until else None}
        with self._ledger.writing() as connection:
            connection.execute(delete(table).where(table.c.url == visit.url))
            connection.execute(insert(table), [row])

    def rules(self, site: str) -> tuple[str, datetime] | None:
        """The robots.txt of a site, and when it was asked for; None for one that never was."""
        table = tables.robots
        with self._ledger.asking() as connection:
            row = connection.execute(select(table).where(table.c.site == site)).mappings().one_or_none()
        return (row["rules"], moment_of(row["at"])) if row is not None else None

    def remember_rules(self, site: str, rules: str, at: datetime) -> None:
        """Put `rules` in the place of what the site said before."""
        table = tables.robots
        with self._ledger.writing() as connection:
            connection.execute(delete(table).where(table.c.site == site))
            connection.execute(insert(table), [{"site": site, "rules": rules, "at": moment(at)}])


def moment(at: datetime) -> str:
    """A time as it is written: UTC, to the microsecond. A time without zone is taken as local."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(written: str) -> datetime:
    """A time of what is written. Raises ValueError for what is none."""
    return datetime.fromisoformat(written)
