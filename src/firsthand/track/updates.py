"""Where does one body change what it said: another figure than before, another state, a later day?

"The service now puts it at 4,100 hectares", which on Thursday had said 2,600; "the driver is out of danger", who had
been in danger; "the board has put off its report to Saturday". Another body's figure is no update: it agrees, or speaks
against the first.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from firsthand.model.claim import Bearing, Claim
from firsthand.model.ids import StatementId
from firsthand.text.names import fold
from firsthand.text.opposing import opposing
from firsthand.text.states import State, clauses, states_in
from firsthand.track.told import Told, content_of

_GIVES: frozenset[Bearing] = frozenset({Bearing.SUPPORTS, Bearing.PREDICTS, Bearing.CONDITIONAL})


def updates(claim: Claim, told: Sequence[Told]) -> frozenset[StatementId]:
    """The mentions in which a body gives a value, state or day other than it had given; `told` are in time order."""
    origin = _origins(claim)
    found = (*_by_figure(claim, told, origin), *_by_state(told, origin), *_put_off(told, origin))
    return frozenset(one.statement.id for one in found)


def is_superseded(claim: Claim, told: Sequence[Told]) -> bool:
    """Whether a body has given another value since, which nobody had given before, another state, or a later day.

    Who takes over another's figure gives up its own: the other's is confirmed by that, and no new one.
    """
    origin = _origins(claim)
    values = {variant.value for variant in claim.variants}
    anew = (
        one
        for one in _by_figure(claim, told, origin)
        if not any(
            other.order < one.order and _gives(other) & _gives(one) & values for other in told if other is not one
        )
    )
    return next(chain(anew, _by_state(told, origin), _put_off(told, origin)), None) is not None


def _gives(one: Told) -> frozenset[str]:
    return frozenset(figure.value for figure in one.figures)


def _by_figure(claim: Claim, told: Sequence[Told], origin: Mapping[str, int]) -> Iterator[Told]:
    """Those with a value that the body had not given, after another of the same slot."""
    slots: dict[str, set[str]] = {}
    for variant in claim.variants:
        slots.setdefault(variant.slot, set()).add(variant.value)
    given: list[tuple[Told, str, str]] = []
    for one in told:
        if one.bearing not in _GIVES:
            continue
        for slot, value in _values(one, slots):
            before = [v for other, s, v in given if s == slot and _changes(other, one, origin)]
            if before and value not in before:
                yield one
            given.append((one, slot, value))


def _values(one: Told, slots: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """The first of its figures that is a value of each slot."""
    for slot, values in slots.items():
        value = next((figure.value for figure in one.figures if figure.value in values), None)
        if value is not None:
            yield slot, value


def _by_state(told: Sequence[Told], origin: Mapping[str, int]) -> Iterator[Told]:
    """Those that tell another state of a thing than the body had told."""
    given: list[tuple[Told, dict[str, str]]] = []
    for one in told:
        if one.bearing is not Bearing.SUPPORTS:
            continue
        mine = _states(one)
        if any(
            mine.get(axis, state) != state
            for other, theirs in given
            for axis, state in theirs.items()
            if _changes(other, one, origin)
        ):
            yield one
        if mine:
            given.append((one, mine))


def _states(one: Told) -> dict[str, str]:
    """The state that it tells on each axis, where it tells one alone."""
    by_axis: dict[str, set[State]] = {}
    for state in states_in(content_of(one.statement, one.reading)):
        by_axis.setdefault(state.axis, set()).add(state)
    alone = (next(iter(states)) for states in by_axis.values() if len(states) == 1)
    return {state.axis: state.name for state in alone if not state.negated}


def _put_off(told: Sequence[Told], origin: Mapping[str, int]) -> Iterator[Told]:
    """Those that tell that what was foretold will be later; who says no to it must be of the body that foretold it."""
    foretold: list[Told] = []
    for one in told:
        earlier = [other for other in foretold if _is_earlier(other, one)]
        if earlier and tells_of_delay(one):
            if one.bearing is not Bearing.DENIES or any(_is_one_body(one, other, origin) for other in earlier):
                yield one
        elif one.bearing is Bearing.PREDICTS:
            foretold.append(one)


def tells_of_delay(one: Told) -> bool:
    """Whether it tells that something will be later than it was to be."""
    words = [word for clause in clauses(content_of(one.statement, one.reading)) for word in clause]
    return any(True for _ in opposing().put_off.find(words))


def _changes(other: Told, one: Told, origin: Mapping[str, int]) -> bool:
    return _is_earlier(other, one) and _is_one_body(one, other, origin)


def _is_earlier(one: Told, other: Told) -> bool:
    return one.order < other.order and one.reading is not other.reading


def _is_one_body(one: Told, other: Told, origin: Mapping[str, int]) -> bool:
    mine, theirs = _origin_of(one, origin), _origin_of(other, origin)
    return (mine is not None and mine == theirs) or one.is_of_body(other)


def _origins(claim: Claim) -> dict[str, int]:
    """The place of each origin of the claim, by its statements and by its names."""
    return {
        name: at
        for at, one in enumerate(claim.lineage.origins)
        for name in (*one.statements, *(fold(name) for name in (one.actor, *(merge.other for merge in one.merged))))
    }


def _origin_of(one: Told, origin: Mapping[str, int]) -> int | None:
    """The origin among those of the claim that stands behind it, by its statements, else by its names."""
    names = (one.statement.id, *sorted(one.bodies))
    return next((origin[name] for name in names if name in origin), None)
