"""How do grades lie in rows, and how are they written in the log? As corrections do (see `correction_rows`)."""

from sqlalchemy import RowMapping

from firsthand.model.grade import ClaimGrade, Credibility, Reliability, SourceGrade
from firsthand.model.ids import ClaimId
from firsthand.model.log import Plain
from firsthand.model.when import When
from firsthand.store.correction_rows import anchor_body, anchor_of
from firsthand.store.rows import Row


def source_row(given: SourceGrade) -> Row:
    """One row of `reliabilities`."""
    return {"source": given.source, **_decided(given)}


def source_grade_of(row: RowMapping) -> SourceGrade:
    """A SourceGrade of its row."""
    return SourceGrade(
        source=row["source"], grade=Reliability(row["grade"]), by=row["who"], at=When(row["at"]), why=row["why"]
    )


def claim_row(given: ClaimGrade) -> Row:
    """One row of `credibilities`."""
    return {"claim": given.claim, "text": given.text, "anchor": anchor_body(given.anchor), **_decided(given)}


def claim_grade_of(row: RowMapping) -> ClaimGrade:
    """A ClaimGrade of its row."""
    return ClaimGrade(
        anchor=anchor_of(row["anchor"]),
        claim=ClaimId(row["claim"]),
        text=row["text"],
        grade=Credibility(row["grade"]),
        by=row["who"],
        at=When(row["at"]),
        why=row["why"],
    )


def source_body(given: SourceGrade) -> dict[str, Plain]:
    """A SourceGrade as the log tells it."""
    return {"source": given.source, **_told(given)}


def claim_body(given: ClaimGrade) -> dict[str, Plain]:
    """A ClaimGrade as the log tells it."""
    return {"claim": given.claim, "text": given.text, "anchor": anchor_body(given.anchor), **_told(given)}


def _decided(given: SourceGrade | ClaimGrade) -> Row:
    return {"grade": given.grade.value, "who": given.by, "at": given.at.edtf, "why": given.why}


def _told(given: SourceGrade | ClaimGrade) -> dict[str, Plain]:
    return {"grade": given.grade.value, "by": given.by, "at": given.at.edtf, "why": given.why}
