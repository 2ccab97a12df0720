"""What does the cue tell by itself: what is done by saying it, how sure, and how far the outlet stands off?

"Claimed" asserts, and keeps the outlet at a distance; "denied" turns its content round; "could not confirm" declines,
whatever the content says; "likely" is a hedge and no saying at all.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from firsthand.model.span import Span
from firsthand.model.statement import SpeechAct, Stance
from firsthand.read import lexicons
from firsthand.read.attribution import Attribution
from firsthand.read.frame import sentence_at
from firsthand.read.phrases import PhraseList, Word, hull_of, words_of
from firsthand.read.sureness import HEDGE_LEVELS, Level, hedge_words

_BEFORE_CUE = 5
"""How many words before the cue may deny it: "has so far not been able to confirm"."""


class Cue(NamedTuple):
    """What the cue says by itself: the act, the outlet's stance, the commitment, and whether it is denied."""

    act: SpeechAct | None
    stance: Stance
    level: Level | None
    turns: bool
    """Whether it turns the content round, as a denial does."""
    denied: Span | None
    knows: bool


def judge_cue(attribution: Attribution, text: str) -> Cue:
    """What the cue of an attribution says, a denial of it included; without a cue nothing, and neutrally."""
    if attribution.cue is None:
        return Cue(None, Stance.NEUTRAL, None, turns=False, denied=None, knows=False)
    words = words_of(text, attribution.cue)
    denied = _denied(attribution, text, words)
    acts, levels, stances = (_last(_list(name), words) for name in ("acts", "cues", "stances"))
    act = SpeechAct(acts) if acts else None
    level = Level(levels[:2], levels.endswith("-")) if levels else None
    if level is None and act is None:
        level = next((HEDGE_LEVELS[m] for _, _, m in hedge_words().find(words) if m != "certain"), None)
    stance = Stance(stances) if stances else Stance.NEUTRAL
    turns = act is SpeechAct.DENY
    knows = bool(_last(_verbs("knowing"), words)) and denied is None
    if denied is None:
        return Cue(act, stance, level, turns, None, knows)
    if _last(_verbs("turning"), words):
        return Cue(act, Stance.NEUTRAL, Level("PR", negative=False), turns=True, denied=denied, knows=False)
    if _last(_verbs("opening"), words):
        return Cue(
            SpeechAct.ASSERT, Stance.NEUTRAL, Level("PS", negative=False), turns=False, denied=denied, knows=False
        )
    if level and level.negative:
        return Cue(act, stance, None, turns=False, denied=denied, knows=False)
    declined = SpeechAct.DECLINE if act else SpeechAct.OTHER
    return Cue(declined, Stance.NEUTRAL, Level("Uu", negative=False), turns=False, denied=denied, knows=False)


def _denied(attribution: Attribution, text: str, cue: Sequence[Word]) -> Span | None:
    """The word that denies the cue: in it, or just before it in the same clause, the first of the source included."""
    span = attribution.cue
    if span is None:
        return None
    clause = sentence_at(text, span)
    before: list[Word] = []
    for word in reversed(words_of(text, Span(clause.start, span.start))):
        # "Nobody said" denies the saying; "an official who asked not to be named said" does not.
        if attribution.source and attribution.source.contains(word.span) and word.span.start > attribution.source.start:
            continue
        inside = any(c.contains(word.span) for c in attribution.content)
        if word.is_mark or inside or len(before) == _BEFORE_CUE:
            break
        before.insert(0, word)
    words = [*before, *cue]
    for first, after, _ in _denials().find(words):
        if first < len(words):
            return hull_of(words, first, after)
    return None


def is_own_judgement(attribution: Attribution, text: str) -> bool:
    """Whether the cue is a hedge and no verb of saying ("likely", "there is evidence"): whoever writes it judges."""
    if attribution.cue is None:
        return False
    words = words_of(text, attribution.cue)
    hedge = _last(_list("cues"), words) in ("PR+", "PS+") or any(
        m != "certain" for _, _, m in hedge_words().find(words)
    )
    return hedge and not _last(_list("acts"), words)


def _last(phrases: PhraseList, words: Sequence[Word]) -> str | None:
    found = phrases.find(words)
    return found[-1][2] if found else None


@cache
def _list(table: str) -> PhraseList:
    """All arrays of one table, each phrase with the key of its array."""
    return PhraseList(
        ((p, key) for key in _meanings(table) for p in lexicons.words("tone", table, key)),
        inflected=True,
    )


def _meanings(table: str) -> tuple[str, ...]:
    return tuple(k for k in lexicons.table("tone", table) if k not in ("distant", "turning", "opening", "knowing"))


@cache
def _verbs(key: str) -> PhraseList:
    return PhraseList(((p, key) for p in lexicons.words("tone", "cues", key)), inflected=True)


@cache
def _denials() -> PhraseList:
    return PhraseList((p, "denial") for p in lexicons.words("tone", "negations", "before_cue"))
