"""What was suggested, and what was ruled on it? Added to, never changed; each addition goes into the log with it."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from firsthand.model.correction import Case, Correction, Page, Ruling, RulingState
from firsthand.model.errors import RulingError
from firsthand.model.ids import CorrectionId, RevisionId
from firsthand.store import correction_rows, tables
from firsthand.store.log import append
from firsthand.store.open import Ledger
from firsthand.store.save import note_unlinked

SUGGESTION = "suggestion"
RULING = "ruling"


def save_correction(ledger: Ledger, correction: Correction) -> bool:
    """Add one Correction; False when it is there already. Raises LedgerError where its Revision is not."""
    table = tables.corrections
    with ledger.writing() as connection:
        known = connection.execute(select(table.c.id).where(table.c.id == correction.id)).scalar()
        if known is None:
            connection.execute(insert(table), [correction_rows.correction_row(correction)])
            body = correction_rows.correction_body(correction)
            append(connection, at=correction.at.edtf, what=SUGGESTION, body=body)
    return known is None


def save_ruling(ledger: Ledger, ruling: Ruling, *, after: Sequence[Ruling], relinks: bool = True) -> None:
    """Add one Ruling, which follows from the Rulings `after` which it was made.

    Where it makes what is linked another, linking is due again, but where it `relinks` nothing. Raises RulingError
    where another has ruled meanwhile, LedgerError where the Correction is not there.
    """
    with ledger.writing() as connection:
        found = next(iter(_cases(connection, ruling.correction)), None)
        if found is not None:
            if found.rulings != tuple(after):
                raise RulingError(
                    f"{ruling.correction}: expected {len(after)} rulings, came {len(found.rulings)}: somebody else has "
                    "ruled on it meanwhile; look at it again"
                )
            states = {found.state, ruling.state}
            if relinks and found.correction.of_reading and RulingState.ACCEPTED in states:
                note_unlinked(connection, {anchor.article for anchor in found.correction.anchors})
        connection.execute(insert(tables.rulings), [correction_rows.ruling_row(ruling)])
        append(connection, at=ruling.at.edtf, what=RULING, body=correction_rows.ruling_body(ruling))


def cases(ledger: Ledger, which: CorrectionId | None = None) -> tuple[Case, ...]:
    """Every Correction with its Rulings, in the order in which they came in; or the one that is named, where it is."""
    with ledger.asking() as connection:
        return _cases(connection, which)


def corrected_pages(ledger: Ledger) -> dict[RevisionId, Page]:
    """The pages that corrections are about, by the Revision that each names."""
    table = tables.revisions
    about = select(tables.corrections.c.revision)
    query = select(table.c.id, table.c.url, table.c.outlet, table.c.title).where(table.c.id.in_(about))
    with ledger.asking() as connection:
        return {
            RevisionId(row.id): Page(url=row.url, outlet=row.outlet, title=row.title)
            for row in connection.execute(query)
        }


def _cases(connection: Connection, which: CorrectionId | None) -> tuple[Case, ...]:
    asked = select(tables.corrections).order_by(tables.corrections.c.arrival)
    ruled = select(tables.rulings).order_by(tables.rulings.c.arrival)
    if which is not None:
        asked = asked.where(tables.corrections.c.id == which)
        ruled = ruled.where(tables.rulings.c.correction == which)
    rulings: dict[str, list[Ruling]] = defaultdict(list)
    for row in connection.execute(ruled).mappings():
        rulings[row["correction"]].append(correction_rows.ruling_of(row))
    found = (correction_rows.correction_of(row) for row in connection.execute(asked).mappings())
    return tuple(Case(correction=correction, rulings=tuple(rulings[correction.id])) for correction in found)
