"""What has happened in the life of a claim, in time order?

First said by the coast guard; repeated by the Post; updated from 7 to 11; denied by the company; confirmed by the
police; the minister surer than the day before; the day it was promised for has passed; taken back.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from firsthand.model.claim import AgainstKind, Bearing, Claim, Standing
from firsthand.model.ids import StatementId
from firsthand.model.statement import Basis, Certainty, HopRole, QuoteType
from firsthand.model.story import Development, What
from firsthand.model.when import When
from firsthand.text.names import fold
from firsthand.text.senses import senses
from firsthand.text.words import find_words, stem, words_of
from firsthand.track.phrases import phrases
from firsthand.track.standing import (
    COPIES,
    TakenBack,
    coming_true,
    conceded,
    confirming,
    due_on,
    given_up,
    is_prediction,
    last_denials,
    own_denial,
)
from firsthand.track.told import MOST_CHARACTERS, Told, content_of
from firsthand.track.updates import updates

_SURENESS: Final = {
    Certainty.CERTAIN: 3,
    Certainty.PROBABLE: 2,
    Certainty.POSSIBLE: 1,
    Certainty.UNCOMMITTED: 0,
    Certainty.POSSIBLY_NOT: -1,
    Certainty.PROBABLY_NOT: -2,
    Certainty.CERTAINLY_NOT: -3,
}
_SAYS: Final = frozenset({Bearing.SUPPORTS, Bearing.PREDICTS, Bearing.CONDITIONAL})
_PASSING_ON: Final = frozenset({HopRole.RELAY, HopRole.PUBLISHER})
_MOST_PIECES: Final = 10
"""Of a broken quotation so many pieces are compared."""
_ORDER: Final = {what: at for at, what in enumerate(What)}


def tell_history(
    claim: Claim, told: Sequence[Told], taken_back: Sequence[TakenBack], standing: Standing, today: date
) -> tuple[Development, ...]:
    """The developments of `claim`, in time order; `told` are its mentions in that order.

    The words of a note that takes the claim back are no denial of it; the note itself is told.
    """
    said = [one for one in told if not any(_is_in(one, back) for back in taken_back)]
    found = [
        *_mentions(claim, said, _said_before(said, taken_back)),
        *_sureness(claim, said),
        *_ends(claim, told, taken_back, standing, today),
    ]
    withdrawn = {one.statement for one in found if one.what is What.WITHDRAWN and one.statement is not None}
    # Who takes its own word back has not denied another's.
    told_once = (one for one in found if one.what is not What.DENIED or one.statement not in withdrawn)
    return tuple(sorted(told_once, key=_by_time))


def _said_before(told: Sequence[Told], taken_back: Sequence[TakenBack]) -> Development | None:
    """The first saying that only a note tells of; None where a mention is as early as the note.

    An outlet that corrected itself before all the mentions that are left had said it first, in its own article.
    """
    first = next((one.when for one in told if one.bearing in _SAYS), None)
    for back in taken_back:
        note, published = back.note, back.note.revision.published
        if first is None or note.when is None or published is None:
            continue
        if published.sort_key <= note.when.sort_key < first.sort_key:
            return Development(when=published, what=What.FIRST_SAID, by=note.revision.outlet, statement=None)
    return None


def _is_in(one: Told, back: TakenBack) -> bool:
    note = back.note
    return one.reading.revision.article == note.revision.article and one.statement.content[0].overlaps(note.span)


def _by_time(one: Development) -> tuple[object, ...]:
    when = one.when.sort_key if one.when is not None else ("9999", "")
    return (when[0] or "9999", _ORDER[one.what], one.by or "", one.statement or "")


def _mentions(claim: Claim, told: Sequence[Told], earlier: Development | None) -> Iterator[Development]:
    """First said, then per article once: denied (by each who denies), updated, confirmed or repeated."""
    updating = updates(claim, told)
    confirmed = _confirmed_by(claim, told)
    first = next((one for one in told if one.bearing in _SAYS), None)
    denials = _denials(claim, told, first, updating)
    articles: set[str] = set()
    if earlier is not None:
        yield earlier
    for one in told:
        if one.bearing in {Bearing.DOUBTS, Bearing.DOES_NOT_KNOW}:
            continue
        what: What | None = What.REPEATED
        if one.statement.id in denials:
            what = denials[one.statement.id]
        elif one is first and earlier is None:
            what = What.FIRST_SAID
        elif one.statement.id in confirmed:
            what = What.CONFIRMED
        elif one.statement.id in updating:
            what = What.UPDATED
        article = one.reading.revision.article
        if what is What.REPEATED and article not in articles:
            yield _development(one, What.REPEATED, by=one.reading.revision.outlet)
        elif what is not None and what is not What.REPEATED:
            yield _development(one, what)
        articles.add(article)


def _denials(
    claim: Claim, told: Sequence[Told], first: Told | None, updating: Collection[StatementId]
) -> dict[StatementId, What | None]:
    """What each mention that speaks against the claim is told as: a denial, a denial repeated, or (None) nothing.

    Who gives what cannot hold beside the claim denies it, too. A denial that came out before anybody said it is left
    out where somebody does later: what is denied had been said elsewhere, and the history would begin with its end.
    What a body has denied once it denies again in later articles, and no more than that.
    """
    opposing = {against.statement for against in claim.against if against.kind is not AgainstKind.DENIAL}
    found: dict[StatementId, What | None] = {}
    told_in: set[tuple[str, str | None]] = set()
    bodies: set[str] = set()
    for one in told:
        denies = one.bearing is Bearing.DENIES or (one.statement.id in opposing and one is not first)
        if not denies or one.statement.id in updating or one.bearing in {Bearing.DOUBTS, Bearing.DOES_NOT_KNOW}:
            continue
        article = one.reading.revision.article
        is_known = first is None or one.when == first.when or one.order > first.order
        is_new = is_known and (article, one.by) not in told_in
        again = What.DENIED if bodies.isdisjoint(one.bodies) else What.REPEATED
        found[one.statement.id] = again if is_new else None
        told_in.add((article, one.by))
        bodies |= one.bodies
    return found


def _confirmed_by(claim: Claim, told: Sequence[Told]) -> frozenset[StatementId]:
    """The statements that confirm, concede, or find that what was predicted is so."""
    true = coming_true(told) if is_prediction(told) else None
    found = confirming(claim, told) if true is None else (true,)
    if found:
        return frozenset(one.statement.id for one in found)
    denials = last_denials(one for one in told if one.bearing is Bearing.DENIES)
    return frozenset(islice((by for one in denials if (by := conceded(one, told))), 1))


def _sureness(claim: Claim, told: Sequence[Told]) -> Iterator[Development]:
    """Where one source is surer, or less sure, in a later statement than in the one before."""
    copied = {merge.statement for origin in claim.lineage.origins for merge in origin.merged if merge.reason in COPIES}
    last: dict[str, Told] = {}
    for one in told:
        if one.actor is None or one.statement.certainty not in _SURENESS or one.statement.id in copied:
            continue
        before = last.get(fold(one.actor))
        if before is not None:
            if not _is_another_saying(one, before):
                continue
            step = _SURENESS[one.statement.certainty] - _SURENESS[before.statement.certainty]
            if step and _SURENESS[one.statement.certainty] * _SURENESS[before.statement.certainty] >= 0:
                yield _development(one, What.CERTAINTY_ROSE if step > 0 else What.CERTAINTY_FELL)
        last[fold(one.actor)] = one


def _is_another_saying(one: Told, before: Told) -> bool:
    """Whether the source spoke again, in other words about how sure it is, and was not merely quoted or recalled.

    Two outlets that word one utterance differently show no change of mind: from one to the other there must be
    the source's own marked words, or a time of speaking that the text gives.
    """
    if one.when == before.when or one.reading is before.reading:
        return False
    said, earlier = one.statement.statement_time, before.statement.statement_time
    if said.norm is not None and earlier.norm is not None and said.norm.sort_key <= earlier.norm.sort_key:
        return False
    if _hedging(one) == _hedging(before) or _is_quoted_again(one, before):
        return False
    if not _outlets_of(before).isdisjoint(_relays_of(one)):
        return False
    same_outlet = one.reading.revision.outlet == before.reading.revision.outlet
    is_marked = one.statement.quote_type in {QuoteType.DIRECT, QuoteType.MIXED}
    return same_outlet or is_marked or said.basis in {Basis.EXPLICIT_ABSOLUTE, Basis.EXPLICIT_RELATIVE}


def _hedging(one: Told) -> frozenset[str]:
    """The words of the content that tell how sure the source is, by stem."""
    inside = {stem(word.text) for word in find_words(content_of(one.statement, one.reading))}
    return frozenset(inside & (senses().hedges | phrases().sureness))


def _is_quoted_again(one: Told, before: Told) -> bool:
    """Whether a piece of one quotation is the other, or part of it."""
    if QuoteType.INDIRECT in {one.statement.quote_type, before.statement.quote_type}:
        return False
    pieces, earlier = _pieces(one), _pieces(before)
    return any(piece in other or other in piece for piece in pieces for other in earlier)


def _pieces(one: Told) -> tuple[str, ...]:
    """The words of each piece of the content, with a space on both sides, the first few pieces."""
    text = one.reading.revision.text
    spans = (span.of(text)[:MOST_CHARACTERS] for span in one.statement.content[:_MOST_PIECES])
    return tuple(f" {words} " for span in spans if (words := " ".join(words_of(span))))


def _outlets_of(one: Told) -> frozenset[str]:
    return frozenset(fold(hop.actor) for hop in one.statement.chain if hop.actor and hop.role in _PASSING_ON)


def _relays_of(one: Told) -> frozenset[str]:
    return frozenset(fold(hop.actor) for hop in one.statement.chain if hop.actor and hop.role is HopRole.RELAY)


def _ends(
    claim: Claim, told: Sequence[Told], taken_back: Sequence[TakenBack], standing: Standing, today: date
) -> Iterator[Development]:
    for one in taken_back:
        what = What.WITHDRAWN if one.note.withdraws else What.CORRECTED
        yield Development(when=one.note.when, what=what, by=one.note.revision.outlet, statement=_put_right(told, one))
    if standing is Standing.CORRECTED and not taken_back:
        side = given_up(claim, told)
        if side is not None:
            yield Development(when=side.where.when, what=What.CORRECTED, by=side.by, statement=side.statement.id)
    back = own_denial(claim, told) if standing is Standing.WITHDRAWN else None
    if back is not None:
        yield _development(back, What.WITHDRAWN)
    due = due_on(told)
    if due is not None and due < today and not _settled_by(told, due):
        yield Development(when=When.day(due), what=What.FELL_DUE, by=None, statement=None)


def _put_right(told: Sequence[Told], back: TakenBack) -> StatementId | None:
    """The statement that the page of the note has now instead of what the note takes back; None where it has none."""
    said = (one for one in told if one.reading.revision.article == back.note.revision.article)
    found = (
        one.statement.id
        for one in said
        if not (one.reading.replaced or _is_in(one, back))
        and back.note.corrects(content_of(one.statement, one.reading), old=False)
    )
    return next(found, None)


def _settled_by(told: Sequence[Told], due: date) -> bool:
    """Whether by the day it was due somebody had said that it was so, or was not."""
    settled = (one.when for one in told if one.bearing in {Bearing.SUPPORTS, Bearing.DENIES})
    return any(when is not None and when.earliest is not None and when.earliest <= due for when in settled)


def _development(one: Told, what: What, by: str | None = None) -> Development:
    return Development(when=one.when, what=what, by=by or one.by, statement=one.statement.id)
