"""How do grades look to a program? As the interchange contract has them (`docs/contract.md`)."""

from firsthand.model.grade import Given, SourceGrade
from firsthand.show import words
from firsthand.show.present import Plain, present_grade


def present_given(given: Given) -> dict[str, Plain]:
    """One grade that was given, of a source or of a claim, and whether it still holds."""
    one = given.grade
    what: dict[str, Plain] = (
        {"source": one.source}
        if isinstance(one, SourceGrade)
        else {"claim": given.claim, "claim_then": one.claim, "text": one.text, "lost": given.lost or None}
    )
    return {**what, **present_grade(one, one.grade), "means": words.meaning(one.grade), "holds": given.holds}
