"""Where does the passage of a Correction stand now, and which statement lies there? In doubt nowhere, and why.

It is told by its statement's id while text and reading stay, else by its words (`text/anchors.py`) and by the one
statement that lies there.
"""

from collections.abc import Sequence
from typing import Final

from firsthand.model.correction import Anchor, Correction, CorrectionKind, Sighting
from firsthand.model.span import Span, hull, joined
from firsthand.model.statement import Reading, Statement
from firsthand.text.anchors import Quoted, find_again, quote
from firsthand.track.overruled import source_named

SAME: Final = 0.5
"""Share of the code points of passage and statement together that both must have; with less, another may be meant."""


def sight(anchor: Anchor, reading: Reading | None, correction: Correction) -> Sighting:
    """Where `anchor`, of `correction`, stands in the wording of `reading`; None is for an article without any.

    A correction of a reading is seen nowhere where no one statement lies.
    """
    if not correction.of_reading:
        return _seen(anchor, reading)
    seen = statement_sighted(anchor, reading)
    name = correction.name if correction.kind is CorrectionKind.WRONG_SOURCE else None
    if name is not None and reading is not None and seen.statement is not None:
        meant = next(statement for statement in reading.told if statement.id == seen.statement)
        if source_named(name, meant, reading) is None:
            return Sighting(None, why=f"the text does not name {name} any more")
    return seen


def statement_sighted(anchor: Anchor, reading: Reading | None) -> Sighting:
    """Where `anchor` stands in the wording of `reading`, and the statement there; nowhere where no one statement is."""
    seen = _seen(anchor, reading)
    if seen.span is None or reading is None:
        return seen
    told = {statement.id for statement in reading.told}
    if anchor.statement in told:
        return Sighting(seen.span, anchor.statement)
    meant = statement_at(seen.span, reading)
    if meant is None:
        return Sighting(None, why="its words stand there, and no one statement is read from them")
    return Sighting(seen.span, meant.id)


def _seen(anchor: Anchor, reading: Reading | None) -> Sighting:
    """Where its words stand: where they were, as long as the wording is the same."""
    if reading is None:
        return Sighting(None, why="its article is not among those that are followed any more")
    if reading.revision.id == anchor.revision:
        return Sighting(anchor.span)
    return find_again(Quoted(anchor.span.start, anchor.exact, anchor.prefix, anchor.suffix), reading.revision.text)


def anchor_at(span: Span, statement: Statement | None, reading: Reading) -> Anchor:
    """The Anchor for `span` in the wording of `reading`, where `statement` lies, or none does."""
    quoted = quote(reading.revision.text, span)
    return Anchor(
        article=reading.revision.article,
        revision=reading.revision.id,
        statement=statement.id if statement is not None else None,
        span=span,
        exact=quoted.exact,
        prefix=quoted.prefix,
        suffix=quoted.suffix,
    )


def statement_at(span: Span, reading: Reading) -> Statement | None:
    """The one Statement whose content is `span`, or nearly; None where none is, or two are ("both said")."""
    scored = sorted(((_shared(span, s.content), s) for s in reading.told), key=lambda pair: -pair[0])
    if not scored or scored[0][0] < SAME or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1]


def _shared(span: Span, content: Sequence[Span]) -> float:
    """What both have, as a share of what either has, in code points; what breaks a quotation belongs to neither."""
    parts = joined(content)
    own = sum(map(len, parts))
    both = sum(max(min(part.end, span.end) - max(part.start, span.start), 0) for part in parts)
    whole = hull(parts)
    broken = max(min(whole.end, span.end) - max(whole.start, span.start), 0) - both
    either = own + len(span) - broken - both
    return both / either if either else 0.0
