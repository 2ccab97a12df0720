"""What does the cue tell by itself: what is done by saying it, how sure, and how far the outlet stands off?

"Claimed" asserts, and keeps the outlet at a distance; "denied" turns its content round; "could not confirm" declines,
whatever the content says; "likely" is a hedge and no saying at all.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
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

_REMEMBERED = 2048
"""Cues of which it is kept what their words say: an article has some dozens, "said" among them in nearly all."""


class Cue(NamedTuple):
    """What the cue says by itself: the act, the outlet's stance, the commitment, and whether it is denied."""

    act: SpeechAct | None
    stance: Stance
    level: Level | None
    turns: bool
    """Whether it turns the content round, as a denial does."""
    denied: Span | None
    knows: bool
    tells: bool = True
    """Whether it leaves it to the content what is done, as "said" and "according to" do; "argued" does not."""


def judge_cue(attribution: Attribution, text: str) -> Cue:
    """What the cue of an attribution says, a denial of it included; without a cue nothing, and neutrally."""
    if attribution.cue is None:
        return Cue(None, Stance.NEUTRAL, None, turns=False, denied=None, knows=False)
    words = words_of(text, attribution.cue)
    denied = _denied(attribution, text, words)
    by_words = _by_words(_folded(words))
    return by_words.plain if denied is None else by_words.denied._replace(denied=denied)


def _denied(attribution: Attribution, text: str, cue: Sequence[Word]) -> Span | None:
    """The word that denies the cue: in it, or just before it in the same clause, the first of the source included."""
    span = attribution.cue
    if span is None:
        return None
    denials = _denials()
    clause = words_of(text, Span(sentence_at(text, span).start, span.start))
    if not any(map(denials.may_begin, (*clause, *cue))):
        return None
    before: list[Word] = []
    for word in reversed(clause):
        # "Nobody said" denies the saying; "an official who asked not to be named said" does not.
        if attribution.source and attribution.source.contains(word.span) and word.start > attribution.source.start:
            continue
        inside = any(c.contains(word.span) for c in attribution.content)
        if word.is_mark or inside or len(before) == _BEFORE_CUE:
            break
        before.append(word)
    words = [*reversed(before), *cue]
    for first, after, _ in denials.find(words):
        return hull_of(words, first, after)
    return None


def is_own_judgement(attribution: Attribution, text: str) -> bool:
    """Whether the cue is a hedge and no verb of saying ("likely", "there is evidence"): whoever writes it judges."""
    if attribution.cue is None:
        return False
    return _by_words(_folded(words_of(text, attribution.cue))).hedges


class _ByWords(NamedTuple):
    """What the words of a cue say wherever they stand."""

    plain: Cue
    denied: Cue
    """The same under a denial, of which it is not told yet where it stands."""
    hedges: bool
    """Whether it hedges and is no verb of saying."""


def _folded(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple([word.folded for word in words])


@lru_cache(maxsize=_REMEMBERED)
def _by_words(folded: tuple[str, ...]) -> _ByWords:
    words = [Word(word, 0, 0) for word in folded]
    acts, levels, stances = (_last(_list(name), words) for name in ("acts", "cues", "stances"))
    hedge = next((m for _, _, m in hedge_words().find(words) if m != "certain"), None)
    act = SpeechAct(acts) if acts else None
    level = Level(levels[:2], levels.endswith("-")) if levels else None
    if level is None and act is None and hedge:
        level = HEDGE_LEVELS[hedge]
    stance = Stance(stances) if stances else Stance.NEUTRAL
    knows = bool(_last(_verbs("knowing"), words))
    tells = not words or bool(_last(_verbs("telling"), words))
    plain = Cue(act, stance, level, turns=act is SpeechAct.DENY, denied=None, knows=knows, tells=tells)
    return _ByWords(
        plain=plain,
        denied=_under_denial(plain, words),
        hedges=(levels in ("PR+", "PS+") or hedge is not None) and act is None,
    )


def _under_denial(plain: Cue, words: Sequence[Word]) -> Cue:
    """What a cue that says `plain` by itself says once it is denied."""
    neutral = Cue(plain.act, Stance.NEUTRAL, None, turns=False, denied=None, knows=False)
    if _last(_verbs("turning"), words):
        return neutral._replace(level=Level("PR", negative=False), turns=True)
    if _last(_verbs("opening"), words):
        return neutral._replace(act=SpeechAct.ASSERT, level=Level("PS", negative=False))
    if plain.level and plain.level.negative:
        return neutral._replace(stance=plain.stance)
    declined = SpeechAct.DECLINE if plain.act else SpeechAct.OTHER
    return neutral._replace(act=declined, level=Level("Uu", negative=False))


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
    return tuple(
        k for k in lexicons.table("tone", table) if k not in ("distant", "turning", "opening", "knowing", "telling")
    )


@cache
def _verbs(key: str) -> PhraseList:
    return PhraseList(((p, key) for p in lexicons.words("tone", "cues", key)), inflected=True)


@cache
def _denials() -> PhraseList:
    return PhraseList((p, "denial") for p in lexicons.words("tone", "negations", "before_cue"))
