"""Does a statement say something that could be so or not? Only that can be a claim.

"Declined to discuss the cause" and "the emails, the minister said" leave nothing to check; "the cause is known"
does. Such statements are kept, and may be read in their article, but they make no claim of their own.
"""

from collections.abc import Sequence
from typing import Final

from firsthand.link.saying import Saying
from firsthand.model.statement import QuoteType, SpeechAct
from firsthand.text.senses import senses
from firsthand.text.words import words_of

FEWEST_WORDS: Final = 4
"""Fewer words ("the builder", "him to go") name something and say nothing of it. Set on the sample coverage."""
MANY_WORDS: Final = 9
"""So many words hold a clause, also where no verb in them is known. Set on the sample coverage."""

_LEFT_OPEN: Final = frozenset({SpeechAct.ASK, SpeechAct.DECLINE, SpeechAct.DEMAND})
_NAMES_ENOUGH: Final = frozenset({SpeechAct.DENY, SpeechAct.PREDICT, SpeechAct.PROMISE, SpeechAct.REPORT})
"""Acts that say something of what is only named: who denies the payment says that there was none."""
_SHORTEST_IN_ED: Final = 4
"""Letters of "died", the shortest that is a verb; "bed" and "red" are none."""


def says_something(saying: Saying) -> bool:
    """Whether the content of `saying` can be a claim."""
    statement = saying.statement
    words = words_of(saying.text, most=MANY_WORDS)
    if statement.speech_act in _LEFT_OPEN or len(words) < FEWEST_WORDS:
        return False
    if len(words) >= MANY_WORDS or statement.quote_type is QuoteType.DIRECT or statement.speech_act in _NAMES_ENOUGH:
        return True
    return has_verb(words)


def has_verb(words: Sequence[str]) -> bool:
    """Whether one of the casefolded `words` behind the first may be the verb of a clause."""
    return any(map(_is_verbal, words[1:]))


def _is_verbal(word: str) -> bool:
    return word in senses().verbs or (word.endswith("ed") and len(word) >= _SHORTEST_IN_ED)
