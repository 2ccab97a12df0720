"""What did editors decide on sources and claims? Added to, never changed; each grade goes into the log with it."""

from sqlalchemy import insert, select

from firsthand.model.grade import ClaimGrade, Grades, SourceGrade
from firsthand.store import grade_rows, tables
from firsthand.store.log import append
from firsthand.store.open import Ledger


def save_grade(ledger: Ledger, given: SourceGrade | ClaimGrade) -> None:
    """Add one grade; those before it stay."""
    with ledger.writing() as connection:
        if isinstance(given, SourceGrade):
            connection.execute(insert(tables.reliabilities), [grade_rows.source_row(given)])
            append(connection, at=given.at.edtf, what="reliability", body=grade_rows.source_body(given))
        else:
            connection.execute(insert(tables.credibilities), [grade_rows.claim_row(given)])
            append(connection, at=given.at.edtf, what="credibility", body=grade_rows.claim_body(given))


def grades(ledger: Ledger) -> Grades:
    """Every grade, in the order in which they were given."""
    with ledger.asking() as connection:
        of_sources = select(tables.reliabilities).order_by(tables.reliabilities.c.arrival)
        of_claims = select(tables.credibilities).order_by(tables.credibilities.c.arrival)
        return Grades(
            sources=tuple(map(grade_rows.source_grade_of, connection.execute(of_sources).mappings())),
            claims=tuple(map(grade_rows.claim_grade_of, connection.execute(of_claims).mappings())),
        )
