"""Where does one body change what it said: another figure than before?

"The service now puts it at 4,100 hectares", which on Thursday had said 2,600. Another body's figure is no update: it
agrees, or speaks against the first.
"""

from collections.abc import Iterator, Mapping, Sequence

from firsthand.model.claim import Bearing, Claim
from firsthand.text.names import fold
from firsthand.track.told import Told

_GIVES: frozenset[Bearing] = frozenset({Bearing.SUPPORTS, Bearing.PREDICTS, Bearing.CONDITIONAL})


def updates(claim: Claim, told: Sequence[Told]) -> Iterator[Told]:
    """The mentions in which a body gives a value that it had not given, after another of the same slot; in time order.

    `told` are the mentions of `claim` in time order.
    """
    slots: dict[str, set[str]] = {}
    for variant in claim.variants:
        slots.setdefault(variant.slot, set()).add(variant.value)
    origin = {
        name: at
        for at, one in enumerate(claim.lineage.origins)
        for name in (*one.statements, *(fold(name) for name in (one.actor, *(merge.other for merge in one.merged))))
    }
    given: list[tuple[Told, str, str]] = []
    for one in told:
        if one.bearing not in _GIVES:
            continue
        for slot, value in _values(one, slots):
            before = [v for other, s, v in given if s == slot and _one_body(one, other, origin) and _is_earlier(other, one)]
            if before and value not in before:
                yield one
            given.append((one, slot, value))


def _values(one: Told, slots: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """The first of its figures that is a value of each slot."""
    for slot, values in slots.items():
        value = next((figure.value for figure in one.figures if figure.value in values), None)
        if value is not None:
            yield slot, value


def _is_earlier(one: Told, other: Told) -> bool:
    return one.order < other.order and one.reading is not other.reading


def _one_body(one: Told, other: Told, origin: Mapping[str, int]) -> bool:
    mine, theirs = _origin_of(one, origin), _origin_of(other, origin)
    return (mine is not None and mine == theirs) or one.is_of_body(other)


def _origin_of(one: Told, origin: Mapping[str, int]) -> int | None:
    """The origin among those of the claim that stands behind it, by its statements, else by its names."""
    names = (one.statement.id, *sorted(one.bodies))
    return next((origin[name] for name in names if name in origin), None)
