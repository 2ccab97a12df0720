"""Who takes its own word back without saying which, and which was it?

"Mr Lecchiara, where is the man on the motorbike?" "There is none. I said a foolish thing, and I take it back." Of what
he had said before in other articles, he takes back what the question and the answer speak of.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from firsthand.model.claim import Bearing
from firsthand.model.ids import ClaimId
from firsthand.text.senses import concepts_of
from firsthand.track.phrases import phrases
from firsthand.track.told import Told, content_of

REACH: Final = 300
"""Code points before a recantation, in its paragraph and the one before, that tell what it is about."""
_SAID: Final = frozenset({Bearing.SUPPORTS, Bearing.PREDICTS})


def recantations(claims: Mapping[ClaimId, Sequence[Told]], loose: Sequence[Told]) -> dict[ClaimId, list[Told]]:
    """By claim, what takes it back and is not among its mentions that deny it: of one actor, in a later article."""
    found: dict[ClaimId, list[Told]] = defaultdict(list)
    everyone = [*(one for told in claims.values() for one in told), *loose]
    for one in everyone:
        if not one.bodies or not _recants(one):
            continue
        ranked = sorted((-shared, claim) for claim, shared in _about(one, claims))
        if ranked:
            found[ranked[0][1]].append(one)
    return {
        claim: new
        for claim, recants in found.items()
        if (new := [one for one in recants if not _denies(one, claims[claim])])
    }


def may_recant(text: str) -> bool:
    """Whether somebody may take back his own word in `text`."""
    words = text.casefold()
    return any(phrase in words for phrase in phrases().recanting)


def _recants(one: Told) -> bool:
    return may_recant(content_of(one.statement, one.reading))


def _denies(one: Told, told: Sequence[Told]) -> bool:
    return any(other.statement.id == one.statement.id and other.bearing is Bearing.DENIES for other in told)


def _about(one: Told, claims: Mapping[ClaimId, Sequence[Told]]) -> Iterator[tuple[ClaimId, int]]:
    """The claims that its body had made before, with how many words each shares with what it is told in answer to."""
    text = one.reading.revision.text
    start = one.statement.content[0].start
    around = concepts_of(text[max(0, start - REACH) : start]) | one.words
    for claim, told in claims.items():
        earlier = (other for other in told if other.bearing in _SAID and _is_earlier(other, one))
        shared = max((len(around & other.words) for other in earlier), default=0)
        if shared:
            yield claim, shared


def _is_earlier(other: Told, one: Told) -> bool:
    return other.order < one.order and other.reading is not one.reading and other.is_of_body(one)
