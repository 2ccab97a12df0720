"""Has a party to a dispute given up its side?

"Greyhaven said 212 for a week. On Tuesday its chief executive conceded that the police were right." A party concedes
where it asserts later, and for certain, what it denied; or where it says, in the paragraph that tells the dispute,
that the other side was right or that it was wrong itself.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Final

from firsthand.model.claim import Bearing
from firsthand.model.statement import Polarity, Reading, SpeechAct, Statement
from firsthand.track.phrases import phrases
from firsthand.track.told import Told, bodies_of, content_of

LONGEST: Final = 600
"""Code points between the mention of a dispute and the concession, in one paragraph; more is another matter."""
MOST_READ: Final = 4
"""Of the statements behind a mention so many are looked at: the concession follows at once."""


def asserts_after_all(denial: Told, told: Sequence[Told]) -> Told | None:
    """The later mention in which the body that gave `denial` asserts the claim; None where it keeps to its word.

    Where it denies once more after that, in a later article, it has conceded nothing. `told` are in time order.
    """
    same = [one for one in told if one.is_of_body(denial) and _is_later(one, denial)]
    yes = next((one for one in same if one.is_firm and one.on_record), None)
    if yes is None or any(one.bearing is Bearing.DENIES and _is_later(one, yes) for one in same):
        return None
    return yes


def _is_later(one: Told, other: Told) -> bool:
    return one.order > other.order and one.reading is not other.reading


def gives_up(party: Told, told: Sequence[Told]) -> Statement | None:
    """The statement in which the body of `party` concedes in so many words, beside a mention among `told`.

    None where it does not, or where it says so before `party` said what it is about.
    """
    for one in told:
        if one.order < party.order:
            continue
        found = next((s for s in _behind(one) if _concedes(s, one.reading) and _is_of(s, one.reading, party)), None)
        if found is not None:
            return found
    return None


def _behind(one: Told) -> list[Statement]:
    """The statements that follow the mention in its paragraph, in text order."""
    end = one.statement.content[-1].end
    after = (s for s in one.reading.statements if s.content and end <= s.content[0].start <= end + LONGEST)
    text = one.reading.revision.text
    return [s for s in islice(after, MOST_READ) if "\n\n" not in text[end : s.content[0].start]]


def _concedes(statement: Statement, reading: Reading) -> bool:
    own = statement.speech_act in {SpeechAct.CONFIRM, SpeechAct.ASSERT}
    if not own or statement.polarity is Polarity.NEGATIVE or statement.hedges or statement.conditional:
        return False
    words = content_of(statement, reading).casefold()
    is_right = statement.speech_act is SpeechAct.CONFIRM and _has(words, phrases().right)
    return is_right or _has(words, phrases().wrong)


def _has(words: str, phrases: Sequence[str]) -> bool:
    for phrase in phrases:
        at = words.find(phrase)
        rest = words[at + len(phrase) :]
        if at >= 0 and not (rest[:1].isalnum() or rest.startswith(phrases().not_before)):
            return True
    return False


def _is_of(statement: Statement, reading: Reading, party: Told) -> bool:
    """Whether the one who concedes is, or speaks for, the body of `party`."""
    return not bodies_of(statement, reading).isdisjoint(party.bodies)
