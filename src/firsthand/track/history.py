"""What has happened in the life of a claim, in time order?

First said by the coast guard; repeated by the Post; updated from 7 to 11; denied by the company; confirmed by the
police; the minister surer than the day before; the day it was promised for has passed; taken back.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from firsthand.model.claim import Bearing, Claim, Standing
from firsthand.model.statement import Certainty
from firsthand.model.story import Development, What
from firsthand.model.when import When
from firsthand.text.names import fold
from firsthand.track.standing import TakenBack, confirming, due_on, own_denial
from firsthand.track.told import Told

_SURENESS: Final = {
    Certainty.CERTAIN: 3,
    Certainty.PROBABLE: 2,
    Certainty.POSSIBLE: 1,
    Certainty.UNCOMMITTED: 0,
    Certainty.POSSIBLY_NOT: -1,
    Certainty.PROBABLY_NOT: -2,
    Certainty.CERTAINLY_NOT: -3,
}
_ORDER: Final = {what: at for at, what in enumerate(What)}


def tell_history(
    claim: Claim, told: Sequence[Told], taken_back: Sequence[TakenBack], standing: Standing, today: date
) -> tuple[Development, ...]:
    """The developments of `claim`, in time order; `told` are its mentions in that order."""
    found = [*_mentions(claim, told), *_sureness(told), *_ends(claim, told, taken_back, standing, today)]
    return tuple(sorted(found, key=_by_time))


def _by_time(one: Development) -> tuple[object, ...]:
    when = one.when.sort_key if one.when is not None else ("9999", "")
    return (when[0] or "9999", _ORDER[one.what], one.by or "", one.statement or "")


def _mentions(claim: Claim, told: Sequence[Told]) -> Iterator[Development]:
    """First said, then per article once: denied, updated, confirmed or repeated."""
    new_values = {variant.statement: variant for variant in claim.variants}
    confirmed = confirming(claim, told)
    articles: set[str] = set()
    is_first = True
    slots: set[str] = set()
    for one in told:
        if one.bearing in {Bearing.DOUBTS, Bearing.DOES_NOT_KNOW}:
            continue
        variant = new_values.get(one.statement.id)
        is_update = variant is not None and variant.slot in slots
        if variant is not None:
            slots.add(variant.slot)
        if one.bearing is Bearing.DENIES:
            yield _development(one, What.DENIED)
        elif is_first:
            yield _development(one, What.FIRST_SAID)
            is_first = False
        elif confirmed is not None and one.statement.id == confirmed.statement.id:
            yield _development(one, What.CONFIRMED)
        elif is_update:
            yield _development(one, What.UPDATED)
        elif one.reading.revision.article not in articles:
            yield _development(one, What.REPEATED, by=one.reading.revision.outlet)
        articles.add(one.reading.revision.article)


def _sureness(told: Sequence[Told]) -> Iterator[Development]:
    """Where one source is surer, or less sure, in a later article than in the one before."""
    last: dict[str, Told] = {}
    for one in told:
        if one.actor is None or one.statement.certainty not in _SURENESS:
            continue
        before = last.get(fold(one.actor))
        if before is not None and one.when != before.when and one.reading is not before.reading:
            step = _SURENESS[one.statement.certainty] - _SURENESS[before.statement.certainty]
            if step and _SURENESS[one.statement.certainty] * _SURENESS[before.statement.certainty] >= 0:
                yield _development(one, What.CERTAINTY_ROSE if step > 0 else What.CERTAINTY_FELL)
        last[fold(one.actor)] = one


def _ends(
    claim: Claim, told: Sequence[Told], taken_back: Sequence[TakenBack], standing: Standing, today: date
) -> Iterator[Development]:
    for one in taken_back:
        what = What.WITHDRAWN if one.note.withdraws else What.CORRECTED
        yield Development(when=one.note.when, what=what, by=one.note.revision.outlet, statement=None)
    back = own_denial(claim, told) if standing is Standing.WITHDRAWN else None
    if back is not None:
        yield _development(back, What.WITHDRAWN)
    due = due_on(told)
    if due is not None and due < today and not _settled_by(told, due):
        yield Development(when=When.day(due), what=What.FELL_DUE, by=None, statement=None)


def _settled_by(told: Sequence[Told], due: date) -> bool:
    """Whether by the day it was due somebody had said that it was so, or was not."""
    settled = (one.when for one in told if one.bearing in {Bearing.SUPPORTS, Bearing.DENIES})
    return any(when is not None and when.earliest is not None and when.earliest <= due for when in settled)


def _development(one: Told, what: What, by: str | None = None) -> Development:
    return Development(when=one.when, what=what, by=by or one.by, statement=one.statement.id)
