"""What does a sentence say outright, and what only in a clause that hangs on it, such as a condition?

In "the dam, which may leak, will break if the rain goes on" the main clause is "the dam will break", and "if the rain
goes on" the condition.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from operator import attrgetter

from firsthand.model.span import Span
from firsthand.read import lexicons
from firsthand.read.phrases import PhraseList, Word, hull_of

_FOLDED = attrgetter("folded")
_CLAUSE_ENDS = frozenset({",", ";", "—", "–", "but"})


def main_clause(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words outside clauses that hang on others: from "who", "because", "if" to the next comma, or to the end."""
    opening = _clause_openings()
    if "that" not in map(_FOLDED, words) and not opening.find(words):
        return tuple(words)
    kept: list[Word] = []
    under = False
    after = 0
    for at, word in enumerate(words):
        if at < after:
            continue
        hit = opening.at(words, at) if opening.may_begin(word) else None
        if hit and not (at == 0 and word.folded in lexicons.word_set("tone", "clauses", "asking")):
            under, after = True, hit[0]
            continue
        if word.folded in _CLAUSE_ENDS:
            under = False
        elif word.folded == "that" and at and _finite(words, at + 1):
            under = True  # "areas that would not have it": the clause hangs on its noun
        if not under:
            kept.append(word)
    return tuple(kept or words)


def _finite(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].folded in lexicons.word_set("tone", "clauses", "finite")


def conditions_in(words: Sequence[Word]) -> Iterable[Span]:
    """Each condition with its opening word, up to the comma or the end of the sentence."""
    found = _condition_words().find(words)
    false = {after for _, after, meaning in found if meaning == "false"}
    openings = [(first, after) for first, after, meaning in found if meaning == "opening"]
    for first, after in openings:
        if after in false or (first == 0 and len(words) > 1 and words[0].folded == "whether"):
            continue
        end = next(
            (n for n in range(after, len(words)) if words[n].folded in (",", ";", ".", "”", '"', "—", "–", "?", "!")),
            len(words),
        )
        if end > after:
            yield hull_of(words, first, end)
    if words[0].folded == "should" and any(w.folded == "," for w in words) and words[-1].folded != "?":
        end = next(n for n, w in enumerate(words) if w.folded == ",")
        yield hull_of(words, 0, end)


@cache
def _clause_openings() -> PhraseList:
    return PhraseList((p, "opening") for p in lexicons.words("tone", "clauses", "opening"))


@cache
def _condition_words() -> PhraseList:
    return PhraseList((p, key) for key in ("opening", "false") for p in lexicons.words("tone", "conditions", key))
