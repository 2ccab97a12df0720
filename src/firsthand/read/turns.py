"""Who speaks in a transcript? "LEE: It rained. ITO: Who told you?" has two turns, each its speaker's own words.

A turn begins a paragraph with a name in capitals and a colon. One such label may be anything (EXCLUSIVE: ...); a text
is taken as a transcript from three turns and two speakers on. A turn goes on in the paragraphs up to the next one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.model.span import Span, SpanIndex
from firsthand.read import lexicons
from firsthand.text.sentences import split_paragraphs

_LABEL = re.compile(r"([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,3})(?:,[^:\n]{1,60}| \([^()\n]{1,60}\))?:(?=\s+\S)")
# Fewer turns, or speakers, make no transcript. Set by hand.
_TURNS, _SPEAKERS = 3, 2
# A turn with more paragraphs between it and the next is only its first one: the article has gone on. Set by hand.
_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before the next does: the label, the colon, a span for each paragraph."""

    speaker: Span
    colon: Span
    content: tuple[Span, ...]


def find_turns(text: str, skip: Sequence[Span] = ()) -> tuple[Turn, ...]:
    """The turns of a transcript in `text`, in text order; () where it is none. Linear in the text's length."""
    skipped = SpanIndex(skip)
    paragraphs = [p for p in split_paragraphs(text) if not skipped.overlaps(p)]
    labels = [
        (place, m) for place, p in enumerate(paragraphs) if (m := _LABEL.match(text, p.start, p.end)) and _is_name(m)
    ]
    if len(labels) < _TURNS or len({m.group(1) for _, m in labels}) < _SPEAKERS:
        return ()
    return tuple(_turns(text, paragraphs, labels))


def _is_name(label: re.Match[str]) -> bool:
    return label.group(1).casefold() not in lexicons.word_set("cues", "words", "labels")


def _turns(text: str, paragraphs: Sequence[Span], labels: Sequence[tuple[int, re.Match[str]]]) -> Iterator[Turn]:
    following = [place for place, _ in labels[1:]]
    for (place, label), after in zip(labels, [*following, None], strict=True):
        further = paragraphs[place + 1 : after] if after and after - place <= _PARAGRAPHS else []
        goes_on = [p for p in further if text[p.start].isalpha() or text[p.start] in "“\"'‘"]
        first = Span(label.end(), paragraphs[place].end).stripped(text)
        if len(first):
            yield Turn(Span(*label.span(1)), Span(label.end() - 1, label.end()), (first, *goes_on))
