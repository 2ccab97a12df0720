"""Is what one cue reports one statement, or two? Two, where the source is not bound to both parts in the same way.

A quotation that runs over paragraphs is one statement, but where a condition is set ("If the gates fail, the quay is
lost.") and the next paragraph only tells what follows ("It will take years."), each part has its own: set in the one,
carried over in the other. "Two men drowned, with a third having allegedly swum ashore" is sure of the one and not of
the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from firsthand.model.span import Span
from firsthand.read import lexicons
from firsthand.read.attribution import Attribution
from firsthand.read.mainclause import conditions_in
from firsthand.read.phrases import PhraseList, Word, words_of
from firsthand.read.sureness import surest
from firsthand.text.sentences import split_sentences

_LONGEST_SENTENCE = 1_000
"""Code points at a paragraph's end in which its last sentence is looked for."""
_OPENING_WORDS = 4
"""Words of a paragraph among which "will" or "would" stands, where it tells what follows."""
_WITH = ", with "


def divided(attributions: Sequence[Attribution], text: str) -> tuple[Attribution, ...]:
    """The same attributions, those that make two statements as two; parents keep their children. Linear."""
    out: list[Attribution] = []
    parts: list[range] = []
    for attribution in attributions:
        begun = len(out)
        out += _parts(attribution, text)
        parts.append(range(begun, len(out)))
    if len(out) == len(attributions):
        return tuple(attributions)
    return tuple(a if a.parent is None else replace(a, parent=_holder(a, parts[a.parent], out)) for a in out)


def _holder(inner: Attribution, places: Sequence[int], found: Sequence[Attribution]) -> int:
    """Which of the statements at `places` holds `inner`."""
    held = inner.content[0]
    return next((n for n in places if any(span.overlaps(held) for span in found[n].content)), places[0])


def _parts(attribution: Attribution, text: str) -> Iterator[Attribution]:
    for part in _by_condition(attribution, text):
        yield from _by_hedge(part, text)


def _by_condition(attribution: Attribution, text: str) -> Iterator[Attribution]:
    """What a condition is set for, and what the paragraphs behind it only carry over."""
    content = attribution.content
    for at in range(1, len(content)):
        before, span = content[at - 1], content[at]
        if "\n" not in text[before.end : span.start] or not _tells_what_follows(text, span):
            continue
        conditions = _last_conditions(text, before)
        if conditions:
            yield replace(attribution, content=content[:at])
            yield replace(attribution, content=content[at:], carried=conditions)
            return
    yield attribution


def _last_conditions(text: str, paragraph: Span) -> tuple[Span, ...]:
    """The conditions that the last sentence of a paragraph sets."""
    start = max(paragraph.start, paragraph.end - _LONGEST_SENTENCE)
    last = max(split_sentences(text[start : paragraph.end]), key=lambda span: span.start, default=None)
    words = words_of(text, last.shifted(start)) if last is not None else ()
    return tuple(conditions_in(words)) if words else ()


def _tells_what_follows(text: str, paragraph: Span) -> bool:
    """Whether a paragraph sets no condition, and begins with what stands for the one before: "it will"."""
    words = [word for word in words_of(text, paragraph) if not word.is_mark]
    first = {word.folded for word in words[:_OPENING_WORDS]}
    if not words or words[0].folded not in lexicons.word_set("tone", "conditions", "refers_back"):
        return False
    follows = not first.isdisjoint(lexicons.word_set("tone", "conditions", "follows"))
    return follows and next(iter(conditions_in(words)), None) is None


def _by_hedge(attribution: Attribution, text: str) -> Iterator[Attribution]:
    """What is said outright, and what a clause with "with" adds under a hedge of its own."""
    last = attribution.content[-1]
    at = text.find(_WITH, last.start, last.end)
    if at <= last.start:
        yield attribution
        return
    outright, clause = Span(last.start, at), Span(at + len(_WITH), last.end)
    if not _is_hedged_clause(words_of(text, clause)) or _is_hedged(words_of(text, outright)):
        yield attribution
        return
    yield replace(attribution, content=(*attribution.content[:-1], outright))
    yield replace(attribution, content=(clause,))


def _is_hedged_clause(words: Sequence[Word]) -> bool:
    """Whether these words are somebody and what somebody does, under a hedge, to the end: "a third allegedly"."""
    return (
        any(word.folded.endswith("ing") for word in words[1:])
        and not any(word.folded in (",", ";", ".") for word in words)
        and _is_hedged(words)
    )


def _is_hedged(words: Sequence[Word]) -> bool:
    return bool(words) and bool(_distant().find(words) or surest([words], [words]).hedges)


@cache
def _distant() -> PhraseList:
    return PhraseList((p, "") for p in lexicons.words("tone", "stances", "distant"))
