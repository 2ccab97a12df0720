"""What is new since somebody looked? When each thing that happened was first told, and how far who has looked.

Each linking is one telling, and tellings are numbered: no clock is asked, so that nothing falls between two moments.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, case, func, insert, select, update

from firsthand.model.listing import Happening
from firsthand.model.news import Look
from firsthand.model.story import What
from firsthand.model.when import When
from firsthand.store import tables
from firsthand.store.linking import in_parts
from firsthand.store.open import Ledger
from firsthand.store.parts import happened

_STAKES = (
    What.WITHDRAWN,
    What.CORRECTED,
    What.DENIED,
    What.CONFIRMED,
    What.UPDATED,
    What.FELL_DUE,
    What.CERTAINTY_FELL,
    What.CERTAINTY_ROSE,
    What.FIRST_SAID,
)
"""What matters most to an editor comes first. That a claim is merely repeated is left out."""


def note_told(connection: Connection, keys: Iterable[str]) -> Mapping[str, int]:
    """In which telling each of `keys` was told first: this one, for those that are not known yet."""
    table = tables.told
    wanted = sorted(set(keys))
    found: dict[str, int] = {}
    for some in in_parts(wanted):
        rows = connection.execute(select(table.c.key, table.c.number).where(table.c.key.in_(some)))
        found |= {row.key: row.number for row in rows}
    last = connection.execute(select(func.max(table.c.number))).scalar()
    number = (last or 0) + 1
    fresh = [{"key": key, "number": number} for key in wanted if key not in found]
    if fresh:
        connection.execute(insert(table), fresh)
    return found | {str(row["key"]): number for row in fresh}


def tellings(ledger: Ledger) -> int:
    """The number of the last telling; 0 where nothing was told."""
    with ledger.asking() as connection:
        return connection.execute(select(func.max(tables.told.c.number))).scalar() or 0


def told_after(ledger: Ledger, upto: int) -> frozenset[str]:
    """The keys of all that was told first after that telling."""
    with ledger.asking() as connection:
        return frozenset(connection.execute(select(tables.told.c.key).where(tables.told.c.number > upto)).scalars())


def last_look(ledger: Ledger, reader: str) -> Look | None:
    """How far `reader` has looked; None for who never has."""
    table = tables.looks
    with ledger.asking() as connection:
        row = connection.execute(select(table.c.upto, table.c.at).where(table.c.reader == reader)).one_or_none()
    return Look(upto=row.upto, at=When(row.at)) if row is not None else None


def keep_look(ledger: Ledger, reader: str, look: Look) -> None:
    """Remember how far `reader` has looked; who looked farther before is not set back."""
    table = tables.looks
    with ledger.writing() as connection:
        known = connection.execute(select(table.c.upto).where(table.c.reader == reader)).scalar()
        if known is None:
            connection.execute(insert(table), [{"reader": reader, "upto": look.upto, "at": look.at.edtf}])
        elif known <= look.upto:
            connection.execute(update(table).where(table.c.reader == reader).values(upto=look.upto, at=look.at.edtf))


def news(ledger: Ledger, upto: int, most: int) -> tuple[tuple[Happening, ...], int]:
    """At most `most` things that happened to claims and were told after that telling, and how many there are."""
    claim, done = tables.claims.c, tables.developments.c
    where = (done.told > upto, done.what != What.REPEATED.value)
    rank = case({what.value: place for place, what in enumerate(_STAKES)}, value=done.what, else_=len(_STAKES))
    query = (
        select(claim.id, claim.story, claim.text, done.what, done.at, done.who)
        .join(tables.developments, done.claim == claim.id)
        .where(*where)
        .order_by(rank, done.at.desc(), claim.position, done.position)
        .limit(most)
    )
    with ledger.asking() as connection:
        total = connection.execute(select(func.count()).select_from(tables.developments).where(*where)).scalar_one()
        return happened(connection.execute(query)), total
