"""How do corrections and rulings lie in rows, and how are they written in the log? The same things, said twice."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from firsthand.model.correction import Anchor, Correction, CorrectionKind, Ruling, RulingState
from firsthand.model.ids import ArticleId, CorrectionId, RevisionId, StatementId
from firsthand.model.log import Plain
from firsthand.model.span import Span
from firsthand.model.when import When
from firsthand.store.rows import Row, span_row, whole_span_of


def correction_row(correction: Correction) -> Row:
    """One row of `corrections`."""
    anchor = correction.anchor
    return {
        "id": correction.id,
        "kind": correction.kind.value,
        "article": anchor.article,
        "revision": anchor.revision,
        "statement": anchor.statement,
        **span_row("span", anchor.span),
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "other": anchor_body(correction.other) if correction.other is not None else None,
        "name": correction.name,
        "note": correction.note,
        "who": correction.by,
        "at": correction.at.edtf,
    }


def correction_of(row: RowMapping) -> Correction:
    """A Correction of its row."""
    return Correction(
        id=CorrectionId(row["id"]),
        kind=CorrectionKind(row["kind"]),
        anchor=Anchor(
            article=ArticleId(row["article"]),
            revision=RevisionId(row["revision"]),
            statement=StatementId(row["statement"]) if row["statement"] is not None else None,
            span=whole_span_of(row),
            exact=row["exact"],
            prefix=row["prefix"],
            suffix=row["suffix"],
        ),
        other=anchor_of(row["other"]) if row["other"] is not None else None,
        name=row["name"],
        note=row["note"],
        by=row["who"],
        at=When(row["at"]),
    )


def ruling_row(ruling: Ruling) -> Row:
    """One row of `rulings`."""
    return {
        "correction": ruling.correction,
        "state": ruling.state.value,
        "who": ruling.by,
        "at": ruling.at.edtf,
        "why": ruling.why,
        "duplicate_of": ruling.of,
        "undoes": ruling.undoes,
    }


def ruling_of(row: RowMapping) -> Ruling:
    """A Ruling of its row."""
    return Ruling(
        correction=CorrectionId(row["correction"]),
        state=RulingState(row["state"]),
        by=row["who"],
        at=When(row["at"]),
        why=row["why"],
        of=CorrectionId(row["duplicate_of"]) if row["duplicate_of"] is not None else None,
        undoes=row["undoes"],
    )


def correction_body(correction: Correction) -> dict[str, Plain]:
    """A Correction as the log tells it."""
    return {
        "id": correction.id,
        "kind": correction.kind.value,
        "anchor": anchor_body(correction.anchor),
        "other": anchor_body(correction.other) if correction.other is not None else None,
        "name": correction.name,
        "note": correction.note,
        "by": correction.by,
        "at": correction.at.edtf,
    }


def ruling_body(ruling: Ruling) -> dict[str, Plain]:
    """A Ruling as the log tells it."""
    return {
        "correction": ruling.correction,
        "state": ruling.state.value,
        "by": ruling.by,
        "at": ruling.at.edtf,
        "why": ruling.why,
        "of": ruling.of,
        "undoes": ruling.undoes,
    }


def anchor_body(anchor: Anchor) -> dict[str, Plain]:
    """An Anchor as the log tells it, and as it lies where it is asked for by nothing."""
    return {
        "article": anchor.article,
        "revision": anchor.revision,
        "statement": anchor.statement,
        "start": anchor.span.start,
        "end": anchor.span.end,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
    }


def anchor_of(body: Mapping[str, Any]) -> Anchor:
    """The Anchor of its body."""
    return Anchor(
        article=ArticleId(body["article"]),
        revision=RevisionId(body["revision"]),
        statement=StatementId(body["statement"]) if body["statement"] is not None else None,
        span=Span(body["start"], body["end"]),
        exact=body["exact"],
        prefix=body["prefix"],
        suffix=body["suffix"],
    )
