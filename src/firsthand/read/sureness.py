"""How sure is a sentence, by its own words: does it commit to what it says, or to its contrary?

"The dam might not hold" is possible ("might") and denied ("not"); "the rain that may fall is warm" is certain, as its
"may" is not of the main clause. The scale is FactBank's (Saurí & Pustejovsky 2009).
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from firsthand.model.span import Span
from firsthand.read import lexicons
from firsthand.read.phrases import PhraseList, Word, hull_of

STRENGTH = {"CT": 3, "PR": 2, "PS": 1, "Uu": 0}
"""Orders commitments: certain, probable, possible, and uncommitted as the weakest."""


class Level(NamedTuple):
    """A commitment: how strong ("CT", "PR", "PS", "Uu"), and whether to it or to its contrary."""

    strength: str
    negative: bool


class Judged(NamedTuple):
    """The commitment of a stretch of words, and the words that show it."""

    level: Level
    hedges: tuple[Span, ...]
    denials: tuple[Span, ...]


HEDGE_LEVELS = {
    "possible": Level("PS", negative=False),
    "probable": Level("PR", negative=False),
    "improbable": Level("PR", negative=True),
    "possibly_not": Level("PS", negative=True),
    "impossible": Level("CT", negative=True),
    "uncommitted": Level("Uu", negative=False),
}


def surest(sentences: Sequence[Sequence[Word]], mains: Sequence[Sequence[Word]]) -> Judged:
    """The judgement of the surest sentence, with the hedges of all; fully sure if there is no sentence."""
    found = [_judge_sentence(words, main) for words, main in zip(sentences, mains, strict=True)]
    if not found:
        return Judged(Level("CT", negative=False), (), ())
    best = max(found, key=lambda f: STRENGTH[f.level.strength])
    hedges = tuple(h for f in found for h in f.hedges)
    return Judged(best.level, hedges, best.denials)


def _judge_sentence(words: Sequence[Word], main: Sequence[Word]) -> Judged:
    """The weakest word of the main clause, and whether that clause is denied."""
    if words[-1].folded == "?" or any(w.folded == "?" for w in words[-3:]):
        return Judged(Level("Uu", negative=False), (), ())
    strength, negative = "CT", False
    hedges: list[Span] = []
    taken: list[tuple[int, int]] = []
    for first, after, meaning in hedge_words().find(main):
        if meaning == "certain" or _is_no_hedge(main, first, meaning):
            continue
        level = HEDGE_LEVELS[meaning]
        hedges.append(hull_of(main, first, after))
        taken.append((first, after))
        negative = negative or level.negative
        strength = min(strength, level.strength, key=STRENGTH.__getitem__)
    denials: list[Span] = []
    for first, after, meaning in _content_negations().find(main):
        inside = any(a <= first < b for a, b in taken)
        if meaning == "denial" and not inside and not _is_harmless(main, first):
            denials.append(hull_of(main, first, after))
    if strength == "Uu":
        negative = False
    elif denials:
        negative = not negative
    return Judged(Level(strength, negative), tuple(hedges), tuple(denials))


def _is_no_hedge(words: Sequence[Word], at: int, meaning: str) -> bool:
    """Whether a word that could hedge does not: "the rain that may fall", "those likely to vote", "on 3 May"."""
    before = words[at - 1].folded if at else ""
    if words[at].folded in ("may", "might", "could"):
        return before in lexicons.word_set("tone", "clauses", "relative") or before in (
            "in",
            "on",
            "of",
            "by",
            "the",
            "since",
            "last",
        )
    return meaning == "probable" and before in ("those", "people", "anyone")


def _is_harmless(words: Sequence[Word], at: int) -> bool:
    """Whether a "no" or "not" denies something beside the clause: "a storm, not a flood", "leaving no trace"."""
    before = words[at - 1].folded if at else ""
    after = words[at + 1].folded if at + 1 < len(words) else ""
    beside = lexicons.word_set("tone", "negations", "beside")
    if words[at].folded == "no":
        return after in (",", ".", "") or before in beside or before.endswith("ing")
    if words[at].folded != "not":
        return False
    gerund = after.endswith("ing") and before not in lexicons.word_set("tone", "negations", "auxiliaries")
    return gerund or before in (",", "but", "and", "or", "—", "–")


@cache
def _content_negations() -> PhraseList:
    return PhraseList(
        [(p, "denial") for p in lexicons.words("tone", "negations", "content")]
        + [(p, "harmless") for p in lexicons.words("tone", "negations", "harmless")]
    )


@cache
def hedge_words() -> PhraseList:
    """The words that hedge, each with its key of HEDGE_LEVELS; as "certain" those that only seem to ("could see")."""
    return PhraseList((p, key) for key in [*HEDGE_LEVELS, "certain"] for p in lexicons.words("tone", "hedges", key))
