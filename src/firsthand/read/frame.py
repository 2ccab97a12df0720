"""Which words of the sentence are the outlet's, around what somebody said? "On Tuesday Ito said" is; the rest is Ito's.

The frame is what carries the time, the place and the evidence of a statement. It is sought near the cue only, so a text
without a full stop costs no more than another.
"""

from bisect import bisect_right
from functools import lru_cache
from operator import attrgetter

from firsthand.model.span import Span, joined
from firsthand.read.attribution import Attribution
from firsthand.text.sentences import split_sentences

REACH = 600
"""How far from the cue a sentence is followed, in code points: four times a long sentence of a newspaper, so that only
what is no prose is cut."""
LONGEST_CONTENT = 4000
"""How much of one content is judged, in code points; nobody's tone changes after a page."""
_REMEMBERED = 128
"""Sentences and frames that are kept: those of the statements of an article or two, as each is asked for in turn when
the names are read and some times over when the statement is."""
_END = attrgetter("end")


@lru_cache(maxsize=1)
def _sentences(text: str) -> tuple[Span, ...]:
    """The sentences of the text that is being read: cut once, and asked for at each of its statements."""
    return split_sentences(text)


@lru_cache(maxsize=_REMEMBERED)
def sentence_at(text: str, at: Span) -> Span:
    """The sentence that holds `at`, as far as it lies within reach; more than one when `at` crosses an end."""
    window = Span(max(at.start - REACH, 0), min(max(at.end, at.start) + REACH, len(text)))
    start, end = at.start, min(at.end, at.start + LONGEST_CONTENT)
    held = Span(start, max(end, start + 1))
    sentences = _sentences(text)
    first = bisect_right(sentences, held.start, key=_END)
    for place in range(first, len(sentences)):
        if not sentences[place].overlaps(held):
            break
        here = _clipped(sentences[place], window, text)
        if here.overlaps(held):
            start, end = min(start, here.start), max(end, here.end)
    return Span(start, end)


def _clipped(sentence: Span, window: Span, text: str) -> Span:
    """What of the sentence lies within reach, without white space at the cuts."""
    if window.contains(sentence):
        return sentence
    return Span(max(sentence.start, window.start), min(sentence.end, window.end)).stripped(text)


def anchor_of(attribution: Attribution) -> Span:
    """The words that say where the statement is made: its cue, else its source, else its content."""
    return attribution.cue or attribution.source or attribution.content[0]


@lru_cache(maxsize=_REMEMBERED)
def frame_of(attribution: Attribution, text: str) -> tuple[Span, ...]:
    """The stretches of the cue's sentence that are no content of it, in text order; none when it is all content."""
    whole = sentence_at(text, anchor_of(attribution))
    left: list[Span] = []
    start = whole.start
    for content in joined(attribution.content):
        if not content.overlaps(whole):
            continue
        if content.start > start:
            left.append(Span(start, min(content.start, whole.end)))
        start = max(start, content.end)
    if start < whole.end:
        left.append(Span(start, whole.end))
    return tuple(left)


def judged(content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content as far as it is judged: `LONGEST_CONTENT` code points of it."""
    if sum(map(len, content)) < LONGEST_CONTENT:
        return content
    kept: list[Span] = []
    left = LONGEST_CONTENT
    for span in content:
        if left <= 0:
            break
        kept.append(Span(span.start, min(span.end, span.start + left)))
        left -= len(kept[-1])
    return tuple(kept)
