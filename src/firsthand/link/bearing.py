"""How does one statement bear on a claim: does it support, deny, doubt, predict it, or leave it open?

"The dam will hold" of the engineer predicts, "if the rain stops, the dam will hold" binds it to a condition,
"we do not know" leaves it open; only support makes an origin. A claim that all tell in the negative ("there
were no survivors") is supported by them: its direction is theirs.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from firsthand.link.saying import Saying
from firsthand.model.claim import Bearing
from firsthand.model.ids import StatementId
from firsthand.model.statement import Certainty, EventKind, SpeechAct

_LEFT_OPEN: Final = frozenset({SpeechAct.DECLINE, SpeechAct.ASK})
_AHEAD: Final = frozenset({SpeechAct.PREDICT, SpeechAct.PROMISE})
_OPEN: Final = frozenset({Certainty.UNCOMMITTED, Certainty.KNOWN_NOT_TOLD})
_AGAINST: Final = frozenset({Certainty.POSSIBLY_NOT, Certainty.PROBABLY_NOT})
_VOUCHES: Final = frozenset({Bearing.SUPPORTS, Bearing.PREDICTS})
_SURE: Final = frozenset({Certainty.CERTAIN, Certainty.PROBABLE})


def says_no(sayings: Sequence[Saying]) -> bool:
    """Whether the claim is a negative one: who says it first negates it in so many words, and so do most who follow.

    A denial says no to what others have said; where nobody had, "no gun fired" is what is claimed, and who says that
    guns fired denies it.
    """
    if not any(saying.negated for saying in sayings):
        return False
    if all(saying.denies for saying in sayings):
        return True
    first = next((s for s in sayings if not s.leaves_open), sayings[0])
    told = [s for s in sayings if not s.leaves_open]
    return first.denies and first.negated and 2 * sum(s.denies for s in told) > len(told)


def bearings(sayings: Sequence[Saying], *, negative: bool) -> Mapping[StatementId, Bearing]:
    """How each of `sayings` bears on the claim that they make, which is told in the `negative` or not.

    Who holds for possible what others hold for certain leaves it open: that is no support of theirs.
    """
    found = {saying.statement.id: _bearing(saying, negative=negative) for saying in sayings}
    _settle_times(sayings, found)
    supporting = [s for s in sayings if found[s.statement.id] is Bearing.SUPPORTS]
    if any(s.statement.certainty in _SURE for s in supporting):
        for saying in supporting:
            if saying.statement.certainty is Certainty.POSSIBLE:
                found[saying.statement.id] = Bearing.DOES_NOT_KNOW
    return found


def _settle_times(sayings: Sequence[Saying], found: dict[StatementId, Bearing]) -> None:
    """Count with those who tell it as done who speak of it later and of something ahead too.

    "My client was removed, and he will say so under oath" predicts nothing of what others had told before.
    """
    told = False
    for saying in sayings:
        bearing = found[saying.statement.id]
        told |= bearing is Bearing.SUPPORTS
        if told and bearing is Bearing.PREDICTS and saying.statement.speech_act not in _AHEAD:
            found[saying.statement.id] = Bearing.SUPPORTS


def _bearing(saying: Saying, *, negative: bool) -> Bearing:
    statement = saying.statement
    if statement.speech_act in _LEFT_OPEN or saying.leaves_open:
        return Bearing.DOES_NOT_KNOW
    if statement.conditional:
        return Bearing.CONDITIONAL
    is_ahead = statement.speech_act in _AHEAD or statement.event_time.kind is EventKind.FUTURE
    if statement.certainty in _OPEN and not is_ahead:
        return Bearing.DOES_NOT_KNOW
    if saying.denies != negative:
        return Bearing.DENIES if statement.certainty not in _AGAINST else Bearing.DOUBTS
    if statement.certainty in _AGAINST and not negative:
        return Bearing.DOUBTS
    return Bearing.PREDICTS if is_ahead else Bearing.SUPPORTS


def vouching(sayings: Sequence[Saying], found: Mapping[StatementId, Bearing]) -> tuple[Saying, ...]:
    """Those whose sources are origins: who supports or predicts it; who sets a condition, where nobody does more.

    Who foretells that the ship will leave and who sees it leave both vouch for it; who demands that it leave does not.
    """
    counted = [s for s in sayings if found[s.statement.id] in _VOUCHES]
    counted = [s for s in counted if not s.asks_for] or counted
    return tuple(counted or (s for s in sayings if found[s.statement.id] is Bearing.CONDITIONAL))
