"""Who speaks where the layout says it? "LEE: It rained. ITO: Who told you?" has two turns, each in its own words.

A turn of a transcript begins a paragraph with a name in capitals and a colon. One such label may be anything
(EXCLUSIVE: ...); a text is taken as a transcript from three turns and two speakers on. A turn goes on in the paragraphs
up to the next one. A quotation that a dash and a name follow is signed: “It rained.” - Ann Lee.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.model.span import Span, SpanIndex
from firsthand.read import lexicons
from firsthand.text.quotes import Quotation
from firsthand.text.sentences import split_paragraphs

_LABEL = re.compile(r"([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,3})(?:,[^:\n]{1,60}| \([^()\n]{1,60}\))?:(?=\s+\S)")
# Fewer turns, or speakers, make no transcript. Set by hand.
_TURNS, _SPEAKERS = 3, 2
# A turn with more paragraphs between it and the next is only its first one: the article has gone on. Set by hand.
_PARAGRAPHS = 3


# How many letters a signature has at most, and how many words of a name it begins with. Set by hand.
_SIGNATURE = 80
_SIGNED = re.compile(r"\s*(―|—|–|--|-)\s*")
_SIGNER = re.compile(r"[A-Z][\w.'’-]*(?: (?:(?:of|de|van|von|al|bin|der|la) )?[A-Z][\w.'’-]*){1,4}(?=\.?$|,|\s*\()")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says: the label or signature, the colon or dash beside it, a span for each paragraph."""

    speaker: Span
    sign: Span
    content: tuple[Span, ...]


def find_turns(text: str, quotations: Sequence[Quotation], skip: Sequence[Span] = ()) -> tuple[Turn, ...]:
    """The turns of a transcript in `text` and its signed quotations, in text order. Linear in the text's length.

    `quotations` are those that find_quotations gives for the same `text` and `skip`.
    """
    skipped = SpanIndex(skip)
    paragraphs = [p for p in split_paragraphs(text) if not skipped.overlaps(p)]
    spoken = _spoken(text, paragraphs)
    taken = SpanIndex(span for turn in spoken for span in turn.content)
    signed = (turn for turn in _signed(text, quotations, paragraphs) if not taken.overlaps(turn.content[0]))
    return tuple(sorted((*spoken, *signed), key=lambda turn: turn.content))


def _signed(text: str, quotations: Sequence[Quotation], paragraphs: Sequence[Span]) -> Iterator[Turn]:
    """The quotations that are a paragraph, but for a dash and a name behind them there or in the next one."""
    begins = {quotation.span.start: quotation for quotation in quotations}
    for place, paragraph in enumerate(paragraphs):
        quotation = begins.get(paragraph.start)
        if quotation is None or not quotation.closed or len(quotation.spans) > 1:
            continue
        after = Span(quotation.span.end, paragraph.end)
        if not len(after) and place + 1 < len(paragraphs):
            after = paragraphs[place + 1]
        dash = _SIGNED.match(text, after.start, after.end)
        name = _SIGNER.match(text, dash.end(), after.end) if dash else None
        if dash and name and after.end - name.start() <= _SIGNATURE:
            yield Turn(Span(*name.span()).stripped(text, ". "), Span(*dash.span(1)), quotation.spans)


def _spoken(text: str, paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """The turns of a transcript; () where it is none."""
    labels = [
        (place, m) for place, p in enumerate(paragraphs) if (m := _LABEL.match(text, p.start, p.end)) and _is_name(m)
    ]
    if len(labels) < _TURNS or len({m.group(1) for _, m in labels}) < _SPEAKERS:
        return ()
    return tuple(_turns(text, paragraphs, labels))


def _is_name(label: re.Match[str]) -> bool:
    return label.group(1).casefold() not in lexicons.word_set("reporting", "words", "labels")


def _turns(text: str, paragraphs: Sequence[Span], labels: Sequence[tuple[int, re.Match[str]]]) -> Iterator[Turn]:
    following = [place for place, _ in labels[1:]]
    for (place, label), after in zip(labels, [*following, None], strict=True):
        further = paragraphs[place + 1 : after] if after and after - place <= _PARAGRAPHS else []
        goes_on = [p for p in further if text[p.start].isalpha() or text[p.start] in "“\"'‘"]
        first = Span(label.end(), paragraphs[place].end).stripped(text)
        if len(first):
            yield Turn(Span(*label.span(1)), Span(label.end() - 1, label.end()), (first, *goes_on))
