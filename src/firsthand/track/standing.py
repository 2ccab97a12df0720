"""How does a claim stand: confirmed, disputed, denied, taken back, overdue?

The rules are JUDGING's, the strongest first: what was taken back is corrected or withdrawn whatever else speaks for
it; a prediction is settled or falls due; a denial by a named party disputes what named sources support, and
denies what only unverified ones do; what nobody disputes is superseded by a later value of the same body.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Final

from firsthand.model.claim import AgainstKind, Bearing, Claim, MergeReason, Standing
from firsthand.model.ids import StatementId
from firsthand.model.statement import Certainty, EventKind, HopRole, QuoteType
from firsthand.text.names import fold
from firsthand.text.senses import concepts_of
from firsthand.track.concessions import Concession, asserts_after_all, gives_up
from firsthand.track.retakes import Retake
from firsthand.track.told import Told, bodies_of, content_of
from firsthand.track.updates import is_superseded, tells_of_delay

_SAID: Final = frozenset({Bearing.SUPPORTS, Bearing.PREDICTS})
PUT_OFF: Final = timedelta(days=180)
"""By how much a date may be put off and still be a date for the same thing."""
COPIES: Final = frozenset({MergeReason.CITES, MergeReason.COPIED_TEXT, MergeReason.WIRE, MergeReason.SAME_RELAY})
"""Reasons for which a mention rests on another's words."""
MOST_QUOTES: Final = 200
"""Of an article so many statements are compared with what it says somebody has confirmed."""
MOST_PARTIES: Final = 20
"""So many parties to one clash are followed; a real one has two or three."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A note that takes back what these mentions say; `whole` is whether the claim goes with it, and not a part."""

    note: Retake
    mentions: tuple[Told, ...]
    whole: bool


def judge_standing(claim: Claim, told: Sequence[Told], taken_back: Sequence[TakenBack], today: date) -> Standing:
    """The standing of `claim` on `today`, by its mentions (in time order) and the notes that touch it."""
    for decided in (_taken_back(claim, told, taken_back), _prediction(told, today), _opposed(claim, told)):
        if decided is not None:
            return decided
    if claim.lineage.named and is_superseded(claim, told):
        return Standing.SUPERSEDED
    if not any(one.bearing is Bearing.SUPPORTS for one in told):
        is_predicted = claim.lineage.named and any(one.bearing is Bearing.PREDICTS for one in told)
        return Standing.ASSERTED if is_predicted else Standing.OPEN
    if not claim.lineage.named:
        return Standing.OPEN
    return Standing.CONFIRMED if confirming(claim, told) else Standing.ASSERTED


def _taken_back(claim: Claim, told: Sequence[Told], taken_back: Sequence[TakenBack]) -> Standing | None:
    """By an outlet; by the only source itself."""
    whole = [one.note for one in taken_back if one.whole]
    if whole:
        return Standing.WITHDRAWN if any(note.withdraws for note in whole) else Standing.CORRECTED
    return Standing.WITHDRAWN if own_denial(claim, told) is not None else None


def own_denial(claim: Claim, told: Sequence[Told]) -> Told | None:
    """The mention in which the one named origin later denies what it said; None where there is none such.

    Whoever said it first is told by a wording that was replaced, too: a page may have dropped its source since.
    """
    named = [origin for origin in claim.lineage.origins if origin.named]
    first = next((one for one in told if one.bearing in _SAID and one.on_record and one.bodies), None)
    if first is None or len(named) > 1:
        return None
    names = _names_of(claim, named[0].statements[:1]) if named else frozenset[str]()
    if names and names.isdisjoint(first.bodies):
        first = next((o for o in told if o.bearing in _SAID and o.statement.id in named[0].statements), None)
        if first is None:
            return None
    names |= first.bodies
    for one in told:
        later = one.order > first.order and one.reading is not first.reading
        denies = one.bearing is Bearing.DENIES and not tells_of_delay(one)
        if later and denies and not one.bodies.isdisjoint(names):
            return one if asserts_after_all(one, told) is None else None
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
    if coming_true(told) is not None:
        return Standing.CONFIRMED
    due = due_on(told)
    settled = any(one.bearing in {Bearing.SUPPORTS, Bearing.DENIES} for one in told)
    return Standing.OVERDUE if due is not None and due < today and not settled else None


def coming_true(told: Sequence[Told]) -> Told | None:
    """The mention in which another than those who predicted tells for certain that it is so; None where none does.

    It must come in a later article than the prediction, from somebody on record or an outlet's own eyes. What began
    as a prediction counts as one only where it was one: "could be a consequence of" looks back.
    """
    predicting = [one for one in told if one.bearing is Bearing.PREDICTS]
    if not any(one.statement.event_time.kind is not EventKind.PAST and not one.is_negative for one in predicting):
        return None
    for one in told:
        tells = one.is_firm and one.statement.certainty is Certainty.CERTAIN and (one.on_record or one.saw)
        if tells and one.actor is not None and _settles(one, predicting) and not tells_of_delay(one):
            return one
    return None


def _settles(one: Told, predicting: Sequence[Told]) -> bool:
    """Whether it comes in a later article than a prediction, from another body than all who predicted."""
    is_later = any(one.reading is not p.reading and one.order > p.order for p in predicting)
    return is_later and not any(one.is_of_body(p) for p in predicting)


def _opposed(claim: Claim, told: Sequence[Told]) -> Standing | None:
    by_id = {one.statement.id: one for one in told}
    against = [a for a in claim.against if a.statement not in by_id or a.statement is None]
    opposing = [(a, by_id[a.statement]) for a in claim.against if a.statement is not None and a.statement in by_id]
    denials = last_denials(one for a, one in opposing if a.kind is AgainstKind.DENIAL and one.on_record)
    if any(conceded(one, told) is None for one in denials):
        return Standing.DISPUTED if claim.lineage.named else Standing.DENIED
    # Who denies it in another claim, or in none, keeps to that as far as is known.
    if any(a.kind is AgainstKind.DENIAL for a in against):
        return Standing.DISPUTED if claim.lineage.named else Standing.DENIED
    others = [a for a in (*against, *(a for a, _ in opposing)) if a.kind is not AgainstKind.DENIAL]
    if not others:
        return Standing.CONFIRMED if denials and _vouched_by_another(denials, told) else None
    return Standing.CORRECTED if given_up(claim, told) is not None else Standing.DISPUTED


def last_denials(denials: Iterable[Told]) -> tuple[Told, ...]:
    """The last one of each body, the bodies in order of the first; so many bodies at most as a real dispute has."""
    found: dict[frozenset[str], Told] = {}
    for one in sorted(denials, key=lambda one: one.order):
        if one.bodies in found or len(found) < MOST_PARTIES:
            found[one.bodies] = one
    return tuple(found.values())


def conceded(denial: Told, told: Sequence[Told]) -> StatementId | None:
    """The statement in which the body that gave `denial` takes it back; None where it keeps to its word."""
    yes = asserts_after_all(denial, told)
    if yes is not None:
        return yes.statement.id
    said = gives_up(denial, told)
    return said.statement.id if said is not None else None


def _vouched_by_another(denials: Sequence[Told], told: Sequence[Told]) -> bool:
    """Whether anybody but those who denied it supports it: then who concedes confirms."""
    return any(one.bearing is Bearing.SUPPORTS and not any(one.is_of_body(d) for d in denials) for one in told)


def given_up(claim: Claim, told: Sequence[Told]) -> Concession | None:
    """Where a party to a clash over a value says that the other side was right; None where none does."""
    sides = {against.statement for against in claim.against} | {variant.statement for variant in claim.variants}
    bodies: dict[frozenset[str], Told] = {}
    for one in told:
        if one.statement.id in sides and one.bodies:
            bodies.setdefault(one.bodies, one)
    found = (gives_up(one, told) for one in islice(bodies.values(), MOST_PARTIES))
    return next((one for one in found if one is not None), None)


def confirming(claim: Claim, told: Sequence[Told]) -> tuple[Told, ...]:
    """The mentions in which named parties other than the first vouch for the same, the first of each party.

    It need not say so in so many words: whoever could know and says the same by their own word confirms it (as all 25
    claims of the gold have it that two named origins stand behind unopposed). A party that rests on the others does
    not: there must be two origins even at `least`, and it must be one of them. In doubt nobody has confirmed.
    """
    first = next((one for one in told if one.bearing is Bearing.SUPPORTS), None)
    if first is None or claim.lineage.least < 2:  # noqa: PLR2004 - one alone confirms nothing
        return ()
    mine = _names_of(claim, (first.statement.id,)) | first.bodies
    found: list[Told] = []
    vouching = {name for origin in claim.lineage.origins if origin.named for name in origin.statements}
    copied = {merge.statement for origin in claim.lineage.origins for merge in origin.merged if merge.reason in COPIES}
    value = {variant.statement: variant.value for variant in claim.variants}
    own = value.get(first.statement.id)
    for one in told:
        if one is first or one.statement.id in copied or one.statement.id not in vouching:
            continue
        if value.get(one.statement.id, own) != own:
            continue
        if _is_firm_confirmation(one, first) and mine.isdisjoint(one.bodies | _passed_on_by(one)):
            found.append(one)
            mine |= one.bodies | _names_of(claim, (one.statement.id,))
    return tuple(found)


def _is_firm_confirmation(one: Told, first: Told) -> bool:
    alike = one.is_negative == first.is_negative
    return one.is_firm and alike and one.on_record and one.actor is not None and not weaker_in_own_words(one)


def _passed_on_by(one: Told) -> frozenset[str]:
    """Who hands the confirmation on: "the minister said that the police had confirmed it" is the minister's word."""
    between = (hop.actor for hop in one.statement.chain if hop.role in {HopRole.SPEAKER, HopRole.RELAY})
    return frozenset(fold(actor) for actor in between if actor is not None)


def weaker_in_own_words(one: Told) -> bool:
    """Whether the article quotes the same source, on the same matter, less certain than its paraphrase `one`.

    "The auditor has confirmed that bribes were paid", and below: "We see signs that payments were made."
    """
    if one.statement.quote_type is QuoteType.DIRECT:
        return False
    for said in islice(one.reading.statements, MOST_QUOTES):
        quoted = said.quote_type is QuoteType.DIRECT and not one.bodies.isdisjoint(bodies_of(said, one.entities))
        if quoted and (said.hedges or said.certainty is not one.statement.certainty):
            words = concepts_of(content_of(said, one.reading))
            if not words.isdisjoint(one.words):
                return True
    return False


def _names_of(claim: Claim, statements: Sequence[StatementId]) -> frozenset[str]:
    """All names, folded, of the origin that has one of `statements`."""
    for origin in claim.lineage.origins:
        if not set(statements).isdisjoint(origin.statements):
            return frozenset(fold(name) for name in (origin.actor, *(m.other for m in origin.merged)))
    return frozenset()
