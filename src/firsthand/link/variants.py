"""Which values does a claim come in? "At least 7", then 11, then 14: one claim, three variants, in time order.

A claim's slots are those its statements give figures for. A value is as of the day it was said, or of the day
that the statement gives for the count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.link.saying import Saying
from firsthand.model.claim import Bearing, Variant
from firsthand.model.ids import StatementId
from firsthand.model.when import When
from firsthand.text.numbers import Figure


@dataclass(frozen=True, slots=True)
class Value:
    """One figure as one Saying gives it."""

    saying: Saying
    figure: Figure
    as_of: When | None

    @property
    def order(self) -> tuple[object, ...]:
        """By when it was so, then by when it was published."""
        when = self.as_of.sort_key if self.as_of is not None else ("9999", "")
        return (when, self.saying.order, self.figure.span)


def values_of(sayings: Sequence[Saying], bearing: Mapping[StatementId, Bearing]) -> tuple[Value, ...]:
    """All figures of the claim's slots by who stands behind them, in time order; the denied are left out.

    A slot that only one statement of several has is no slot of the claim: it is part of that statement alone.
    """
    found: list[Value] = []
    for saying in sayings:
        if bearing[saying.statement.id] in {Bearing.DENIES, Bearing.DOUBTS}:
            continue
        seen: set[str] = set()
        for figure in saying.figures:
            if figure.kind is not None and figure.kind not in seen:
                seen.add(figure.kind)
                found.append(Value(saying, figure, as_of(saying)))
    carried = {f.figure.kind for f in found if _carriers(found, f) > 1 or len(sayings) == 1}
    return tuple(sorted((v for v in found if v.figure.kind in carried), key=lambda v: v.order))


def _carriers(found: Sequence[Value], one: Value) -> int:
    return sum(1 for other in found if other.figure.same_kind(one.figure))


def as_of(saying: Saying) -> When | None:
    """The point in time for which a value is given: when it was said, else when it was published."""
    return saying.statement.statement_time.norm or saying.reading.revision.published


def variants_of(values: Sequence[Value]) -> tuple[Variant, ...]:
    """The differing values, each where it is first given; none where all give the same."""
    out: list[Variant] = []
    kinds: dict[str, set[str]] = {}
    for value in values:
        kinds.setdefault(value.figure.kind or "", set()).add(value.figure.value)
    seen: set[tuple[str | None, str, str | None]] = set()
    slots: dict[str | None, str] = {}
    for value in values:
        figure = value.figure
        key = (figure.kind, figure.value, figure.scope)
        if len(kinds[figure.kind or ""]) < 2 or key in seen:  # noqa: PLR2004 - one value is no variant
            continue
        seen.add(key)
        slot = slots.setdefault(figure.kind, figure.slot or "")
        out.append(
            Variant(
                slot=slot, value=figure.value, unit=figure.unit, as_of=value.as_of, statement=value.saying.statement.id
            )
        )
    return tuple(out)
