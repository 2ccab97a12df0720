"""How does a claim stand: confirmed, disputed, denied, taken back, overdue?

The rules are JUDGING's, the strongest first: what was taken back is corrected or withdrawn whatever else speaks for
it; a prediction is settled or falls due; a denial by a named party disputes what named sources support, and
denies what only unverified ones do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from firsthand.model.claim import Against, AgainstKind, Bearing, Claim, Standing
from firsthand.model.ids import StatementId
from firsthand.model.statement import SpeechAct
from firsthand.text.names import fold
from firsthand.text.takebacks import Takeback
from firsthand.track.told import Told

PUT_OFF: Final = timedelta(days=180)
"""By how much a date may be put off and still be a date for the same thing."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A note that takes back what these mentions say."""

    note: Takeback
    mentions: tuple[Told, ...]


def judge_standing(claim: Claim, told: Sequence[Told], taken_back: Sequence[TakenBack], today: date) -> Standing:
    """The standing of `claim` on `today`, by its mentions (in time order) and the notes that touch it."""
    for decided in (_taken_back(claim, told, taken_back), _prediction(told, today), _opposed(claim, told)):
        if decided is not None:
            return decided
    if not any(one.bearing is Bearing.SUPPORTS for one in told):
        is_predicted = claim.lineage.named and any(one.bearing is Bearing.PREDICTS for one in told)
        return Standing.ASSERTED if is_predicted else Standing.OPEN
    if not claim.lineage.named:
        return Standing.OPEN
    return Standing.CONFIRMED if confirming(claim, told) else Standing.ASSERTED


def _taken_back(claim: Claim, told: Sequence[Told], taken_back: Sequence[TakenBack]) -> Standing | None:
    """By an outlet, where half of the support says what the note takes back; by the only source itself."""
    support = {one.statement.id for one in told if one.bearing in {Bearing.SUPPORTS, Bearing.PREDICTS}}
    for one in taken_back:
        matched = {told.statement.id for told in one.mentions} & support
        if matched and 2 * len(matched) >= len(support):
            return Standing.WITHDRAWN if one.note.withdraws else Standing.CORRECTED
    return Standing.WITHDRAWN if own_denial(claim, told) is not None else None


def own_denial(claim: Claim, told: Sequence[Told]) -> Told | None:
    """The mention in which the one named origin later denies what it said; None where there is none such."""
    if claim.lineage.named != 1:
        return None
    names = _names_of(claim, claim.lineage.origins[0].statements[:1])
    first = next((one for one in told if one.bearing is Bearing.SUPPORTS), None)
    for one in told:
        later = first is not None and one.order > first.order and one.reading is not first.reading
        if later and one.bearing is Bearing.DENIES and one.actor is not None and fold(one.actor) in names:
            return one
    return None


def due_on(told: Sequence[Told]) -> date | None:
    """The last day on which what was predicted may come true; None when it is no prediction or has no date.

    A promise may be put off, but a day that lies half a year and more behind the first one named is more likely a
    "12 May" that was read in an article of the fourteenth.
    """
    if not is_prediction(told):
        return None
    known = [day for one in told if one.bearing is Bearing.PREDICTS and (day := _named_day(one)) is not None]
    if not known:
        return None
    return max(day for day in known if day - min(known) <= PUT_OFF)


def _named_day(one: Told) -> date | None:
    """The last day of what is told; None where it has none, or one before it was told: that is no prediction's."""
    day = one.statement.event_time.norm.latest if one.statement.event_time.norm is not None else None
    told = one.when.earliest if one.when is not None else None
    return None if day is None or (told is not None and day < told and one.statement.event_time.span is None) else day


def is_prediction(told: Sequence[Told]) -> bool:
    """Whether it was first told as something to come."""
    first = next((one for one in told if one.bearing in {Bearing.SUPPORTS, Bearing.PREDICTS}), None)
    return first is not None and first.bearing is Bearing.PREDICTS


def _prediction(told: Sequence[Told], today: date) -> Standing | None:
    if not is_prediction(told):
        return None
    predicting = [one for one in told if one.bearing is Bearing.PREDICTS]
    if any(one.bearing is Bearing.SUPPORTS and not any(one.is_by(p) for p in predicting) for one in told):
        return Standing.CONFIRMED
    due = due_on(told)
    settled = any(one.bearing in {Bearing.SUPPORTS, Bearing.DENIES} for one in told)
    return Standing.OVERDUE if due is not None and due < today and not settled else None


def _opposed(claim: Claim, told: Sequence[Told]) -> Standing | None:
    by_id = {one.statement.id: one for one in told}
    denied = [
        against
        for against in claim.against
        if against.kind is AgainstKind.DENIAL and against.statement in by_id and by_id[against.statement].on_record
    ]
    if denied:
        return Standing.DISPUTED if claim.lineage.named else Standing.DENIED
    others = [against for against in claim.against if against.kind is not AgainstKind.DENIAL]
    if not others:
        return None
    return Standing.SUPERSEDED if _overtaken(claim, others, by_id) else Standing.DISPUTED


def _overtaken(claim: Claim, conflicts: Sequence[Against], by_id: dict[StatementId, Told]) -> bool:
    """Whether all that clashes are figures, and a later day has brought another figure than those."""
    if any(against.kind is not AgainstKind.NUMBER or against.statement not in by_id for against in conflicts):
        return False
    clashing = [by_id[a.statement] for a in conflicts if a.statement is not None]
    last_clash = max((told.when.latest for told in clashing if told.when and told.when.latest), default=None)
    last_value = max((v.as_of.earliest for v in claim.variants if v.as_of and v.as_of.earliest), default=None)
    return last_clash is not None and last_value is not None and last_value > last_clash


def confirming(claim: Claim, told: Sequence[Told]) -> Told | None:
    """The mention in which a named party other than the first confirms in so many words; None where none does.

    A party that rests on the others does not count: there must be two origins even at `least`.
    """
    first = next((one for one in told if one.bearing is Bearing.SUPPORTS), None)
    if first is None or claim.lineage.least < 2:  # noqa: PLR2004 - one alone confirms nothing
        return None
    mine = _names_of(claim, (first.statement.id,))
    for one in told:
        confirms = one.bearing is Bearing.SUPPORTS and one.statement.speech_act is SpeechAct.CONFIRM
        if confirms and one.on_record and one.actor is not None and fold(one.actor) not in mine:
            return one
    return None


def _names_of(claim: Claim, statements: Sequence[StatementId]) -> frozenset[str]:
    """All names, folded, of the origin that has one of `statements`."""
    for origin in claim.lineage.origins:
        if not set(statements).isdisjoint(origin.statements):
            return frozenset(fold(name) for name in (origin.actor, *(m.other for m in origin.merged)))
    return frozenset()
