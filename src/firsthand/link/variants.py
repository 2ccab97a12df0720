"""Which values does a claim come in? "At least 7", then 11, then 14: one claim, three variants, in time order.

A claim's slots are those its statements give figures for. A value is as of the day it was said, or of the day
that the statement gives for the count.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from firsthand.link.gates import is_as_of
from firsthand.link.saying import Saying
from firsthand.model.claim import Bearing, Variant
from firsthand.model.ids import StatementId
from firsthand.model.when import When
from firsthand.text.numbers import Figure
from firsthand.text.senses import senses

BARE: Final = "number"
"""The slot of numbers that count nothing in particular."""


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

    A slot that only one statement of several has is no slot of the claim: it is part of that statement alone. A bare
    number ("it is fourteen now") gives a value of what most of the claim's statements count.
    """
    telling = [s for s in sayings if bearing[s.statement.id] not in {Bearing.DENIES, Bearing.DOUBTS}]
    model = _most_counted(telling)
    found: list[Value] = []
    for saying in telling:
        seen: set[str] = set()
        for figure in _counting(saying, model):
            if figure.kind is not None and figure.kind not in seen:
                seen.add(figure.kind)
                found.append(Value(saying, figure, as_of(saying, figure)))
    carried = {f.figure.kind for f in found if _carriers(found, f) > 1 or len(sayings) == 1}
    return tuple(sorted((v for v in found if v.figure.kind in carried), key=lambda v: v.order))


def _most_counted(sayings: Sequence[Saying]) -> Figure | None:
    """A figure of the kind that most of the statements give first; of bare numbers, where none has a kind."""
    first = [figure for s in sayings if (figure := _main(s)) is not None]
    if first:
        many = Counter(figure.kind for figure in first)
        return max(first, key=lambda figure: many[figure.kind])
    bare = [s.figures[0] for s in sayings if len(s.figures) == 1 and not s.figures[0].is_part]
    return replace(bare[0], kind=BARE, slot=bare[0].unit or BARE) if len(bare) > 1 else None


def _main(saying: Saying) -> Figure | None:
    return next((figure for figure in saying.figures if figure.kind is not None), None)


def _counting(saying: Saying, model: Figure | None) -> tuple[Figure, ...]:
    """Its figures; a bare one that is the only one counts what the `model` counts."""
    if model is None or len(saying.figures) != 1 or saying.figures[0].kind is not None or saying.figures[0].is_part:
        return saying.figures
    bare = saying.figures[0]
    unit = model.unit if bare.unit is None else bare.unit
    return (replace(bare, unit=unit, slot=model.slot, kind=model.kind, scope=model.scope),)


def _carriers(found: Sequence[Value], one: Value) -> int:
    return sum(1 for other in found if other.figure.same_kind(one.figure))


def as_of(saying: Saying, figure: Figure | None = None) -> When | None:
    """The point in time for which a value is given: when it was said, else when it was published.

    What is counted of a time that was over ("sold 180 million on Monday", "stood at 3 billion at the end of May") is as
    of that; what became of people is as of the saying.
    """
    happened, published = saying.statement.event_time.norm, saying.reading.revision.published
    is_count = figure is not None and figure.kind not in senses().outcomes
    if is_count and happened is not None and (happened.earliest == happened.latest or _is_over(happened, saying)):
        return happened
    return saying.statement.statement_time.norm or published


def _is_over(happened: When, saying: Saying) -> bool:
    """Whether it had a beginning, and its end before the page came out; the time of a count is none of its matter."""
    published = saying.reading.revision.published
    if happened.earliest is None or happened.latest is None or published is None or published.latest is None:
        return False
    return happened.latest < published.latest and not is_as_of(saying)


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
