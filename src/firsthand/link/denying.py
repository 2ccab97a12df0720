"""Does a statement say that something is not so, or that its source does not know?

"We did not shell the station", "that is a fairy tale", "It did not. I drove by at five" deny; "there is no question,
it is the original" affirms, and "whether gas exploded we cannot tell" leaves it open. What is denied of some part alone
("the mayor, who was not there") is no denial of the whole.
"""

import re
from collections.abc import Sequence
from enum import Enum
from typing import Final

from firsthand.model.statement import Certainty, Polarity, QuoteType, SpeechAct, Statement
from firsthand.text.opposing import opposing
from firsthand.text.senses import concepts_of, senses
from firsthand.text.states import is_negation
from firsthand.text.words import find_words, lexicon, plain

NEGATION_WITHIN: Final = 10
"""A "not" among so many first words denies the whole of a sentence; what comes later denies some part of it."""
DENIED_WITHIN: Final = 5
"""Words after the negation that tell what is denied: "no such claims on any shipyard"."""
SHORT_ANSWER: Final = 6
"""A sentence of so few words, none of them with content, answers what was said before: "It did not"."""
_INNER_END: Final = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’]*+\s++(?=[\"'“‘]*+\w)")
_NUMERO: Final = re.compile(r"\bNo\.\s?(?=\d)")
"""The "No. 2" of a school negates nothing."""


class Negation(Enum):
    """What the words of a statement negate: nothing, all of it, or some part of it."""

    NONE = "none"
    WHOLE = "whole"
    PART = "part"


def find_negation(text: str) -> Negation:
    """What `text` negates: the whole where its first sentence does, or a short answer; else only a part is negated."""
    found = [_of_sentence(words) for words in sentences(text)]
    if found[:1] == [Negation.WHOLE] or any(map(_is_short_no, sentences(text))):
        return Negation.WHOLE
    return Negation.NONE if all(one is Negation.NONE for one in found) else Negation.PART


def denied_words(text: str) -> frozenset[str]:
    """The words, by concept, that follow on the first negation of each sentence: what is said not to be."""
    found: set[str] = set()
    for words in sentences(text):
        idle = _idle(words)
        at = next((at for at, word in enumerate(words[:NEGATION_WITHIN]) if is_negation(word) and at not in idle), None)
        if at is not None:
            found |= concepts_of(" ".join(words[at + 1 : at + 1 + DENIED_WITHIN]))
    return frozenset(found)


def sentences(text: str) -> list[list[str]]:
    """The words of `text`, sentence by sentence, casefolded and without possessive endings."""
    pieces = _INNER_END.split(_NUMERO.sub("", text))
    found = ([plain(word.text) for word in find_words(piece)] for piece in pieces)
    return [words for words in found if words]


def _of_sentence(words: Sequence[str]) -> Negation:
    """The whole where a negation comes early, before any clause within it; a part where it only looks like one."""
    idle = _idle(words)
    is_part, is_subordinate = bool(idle), False
    for at, word in enumerate(words):
        if is_negation(word) and at not in idle:
            if not is_subordinate and at < NEGATION_WITHIN:
                return Negation.WHOLE
            is_part = True
        is_subordinate |= at > 0 and word in senses().subordinators
    return Negation.PART if is_part else Negation.NONE


def _idle(words: Sequence[str]) -> set[int]:
    """The places of words that only look like a negation."""
    return {at for found in opposing().idle.find(words) for at in range(found.start, found.end)}


def _is_short_no(words: Sequence[str]) -> bool:
    """Whether it is a "no" without words of its own: "Never", "He has not", "There was none"."""
    bare = lexicon().empty | senses().verbs | senses().negations
    is_bare = len(words) <= SHORT_ANSWER and all(word in bare or is_negation(word) for word in words)
    return is_bare and any(map(is_negation, words))


def denies(statement: Statement, page: str, text: str, negation: Negation) -> bool:
    """Whether the source says that it is not so; `text` is what it says, and `negation` what that negates.

    "Denied that it had not warned" affirms; in a quotation ("We did not", he denied) cue and content negate once.
    The reader's polarity counts where no words, or words on the whole, negate; not where they negate some part.
    """
    if is_denying_cue(statement, page):
        return negation is not Negation.WHOLE or statement.quote_type is not QuoteType.INDIRECT
    if _calls_it_untrue(text):
        return True
    if negation is not Negation.NONE:
        return negation is Negation.WHOLE
    is_negative = statement.polarity is Polarity.NEGATIVE or statement.certainty is Certainty.CERTAINLY_NOT
    return is_negative or statement.speech_act is SpeechAct.DENY


def _calls_it_untrue(text: str) -> bool:
    """Whether it says that what was told is not so ("a fairy tale"), or that oneself was wrong ("I take it back")."""
    for words in sentences(text):
        for found in opposing().untrue.find(words):
            if not any(map(is_negation, words[: found.start])):
                return True
        if any(words[found.end : found.end + 1] != ["to"] for found in opposing().own_error.find(words)):
            return True
    return False


def leaves_open(text: str) -> bool:
    """Whether its first sentence says that one does not know or cannot tell."""
    first = next(iter(sentences(text)), [])
    return any(True for _ in opposing().not_known.find(first))


def is_denying_cue(statement: Statement, page: str) -> bool:
    """Whether the word that reports it denies ("denied", "rejects")."""
    cue = statement.cue.of(page) if statement.cue is not None else ""
    return any(plain(word.text) in senses().denying for word in find_words(cue[:80]))
