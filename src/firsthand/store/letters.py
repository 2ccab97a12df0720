"""What have readers sent, and which correction did each become? How to reach them can be deleted, the rest stays."""

from sqlalchemy import RowMapping, insert, select, update

from firsthand.model.ids import CorrectionId, LetterId
from firsthand.model.letter import Letter
from firsthand.model.when import When
from firsthand.store import tables
from firsthand.store.open import Ledger
from firsthand.store.rows import Row


def save_letter(ledger: Ledger, letter: Letter) -> bool:
    """Keep one Letter; False when it is there already. Raises LedgerError where its Correction is not there."""
    table = tables.letters
    with ledger.writing() as connection:
        known = connection.execute(select(table.c.id).where(table.c.id == letter.id)).scalar()
        if known is None:
            connection.execute(insert(table), [_row(letter)])
    return known is None


def letters(ledger: Ledger, which: LetterId | None = None) -> tuple[Letter, ...]:
    """Every Letter in the order of coming in; or the one that is named, where it is."""
    table = tables.letters
    query = select(table).order_by(table.c.at, table.c.id)
    if which is not None:
        query = query.where(table.c.id == which)
    with ledger.asking() as connection:
        return tuple(_letter(row) for row in connection.execute(query).mappings())


def place_letter(ledger: Ledger, letter: LetterId, correction: CorrectionId) -> None:
    """Note which Correction it became. Raises LedgerError where that is not there."""
    with ledger.writing() as connection:
        connection.execute(
            update(tables.letters)
            .where(tables.letters.c.id == letter)
            .values(correction=correction, why="", rejected=None, rejected_by=None)
        )


def reject_letter(ledger: Ledger, letter: LetterId, *, by: str, why: str) -> None:
    """Note that an editor makes no Correction of it."""
    with ledger.writing() as connection:
        connection.execute(
            update(tables.letters).where(tables.letters.c.id == letter).values(rejected=why, rejected_by=by)
        )


def forget_contact(ledger: Ledger, letter: LetterId) -> bool:
    """Delete how to reach the reader who sent it; False where nothing is known of that."""
    table = tables.letters
    with ledger.writing() as connection:
        known = connection.execute(select(table.c.contact).where(table.c.id == letter)).scalar()
        connection.execute(update(table).where(table.c.id == letter).values(contact=None))
    return known is not None


def _row(letter: Letter) -> Row:
    return {
        "id": letter.id,
        "url": letter.url,
        "language": letter.language,
        "exact": letter.exact,
        "prefix": letter.prefix,
        "suffix": letter.suffix,
        "start": letter.start,
        "note": letter.note,
        "contact": letter.contact,
        "site": letter.site,
        "at": letter.at.edtf,
        "correction": letter.correction,
        "why": letter.why,
        "rejected": letter.rejected,
        "rejected_by": letter.rejected_by,
    }


def _letter(row: RowMapping) -> Letter:
    return Letter(
        id=LetterId(row["id"]),
        url=row["url"],
        language=row["language"],
        exact=row["exact"],
        prefix=row["prefix"],
        suffix=row["suffix"],
        start=row["start"],
        note=row["note"],
        contact=row["contact"],
        site=row["site"],
        at=When(row["at"]),
        correction=CorrectionId(row["correction"]) if row["correction"] is not None else None,
        why=row["why"],
        rejected=row["rejected"],
        rejected_by=row["rejected_by"],
    )
