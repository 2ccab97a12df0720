"""Who answers where only the questions show it? "Mrs Lee, is the bridge shut?" stands before what she says to it.

Many interviews set neither names nor marks before what is said. A text is taken as one when it has enough paragraphs
that ask, each with something else behind it, and when those before the first question, or the question itself, name
somebody who is asked: "Ann Lee heads the Ports Office. ... Mrs Lee, ...". Where question and answer take turns, what
stands at a question's place is one, asked or not ("The bank says he resigned."), and no answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.model.span import Span, SpanIndex
from firsthand.read.lexicons import word_set
from firsthand.text.sentences import split_paragraphs

QUESTIONS: Final = 3
"""Fewer paragraphs that ask make no interview."""
_OF_ALL: Final = 0.25
"""Part of the paragraphs from the first question on that ask, at least: a comment asks too, now and then."""
_STRICT: Final = 0.8
"""From this part of the questions on at odd or at even places, question and answer take turns strictly."""
_LONGEST_QUESTION: Final = 400
"""Code points; a longer paragraph that ends with a question is somebody's thought."""
_LEAD: Final = 4
"""Paragraphs before the first question that may introduce who is asked; all four constants are set by hand."""
_OPENS: Final = tuple("“‘\"'«([—–-")
"""A paragraph that begins so is a quotation, or an aside of the one who asks: "(She pours tea.)"."""
_PART: Final = r"[A-Z][\w.'’-]*+"
_FULL_NAME: Final = re.compile(rf"(?<![\w.'’-]){_PART}(?: (?:(?:of|de|van|von|al|bin|der|la|da|di) )*{_PART}){{1,4}}")


_CALLED: Final = re.compile(rf"(?:^|(?<=\n)|(?<=[,.!?] )){_PART}(?: {_PART}){{0,3}}(?=,|\?)")
"""Somebody who is spoken to: "Mrs Lee, ..." or "..., Ann?"."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What one person answers: where the text names the person, and each answer, a span for each of its paragraphs."""

    speaker: Span
    content: tuple[tuple[Span, ...], ...]


def find_answers(text: str, skip: Sequence[Span] = ()) -> Answers | None:
    """The answers of an interview without labels; None where `text` is none. Linear in the text's length."""
    skipped = SpanIndex(skip)
    paragraphs = [p for p in split_paragraphs(text) if not skipped.overlaps(p)]
    asking = [at for at, p in enumerate(paragraphs) if _asks(text, p)]
    if not _is_interview(asking, len(paragraphs)):
        return None
    speaker = _speaker(text, paragraphs, asking)
    content = tuple(_answers(text, paragraphs, asking))
    return Answers(speaker, content) if speaker is not None and content else None


def _asks(text: str, paragraph: Span) -> bool:
    return (
        len(paragraph) <= _LONGEST_QUESTION
        and text[paragraph.end - 1] == "?"
        and not text.startswith(_OPENS, paragraph.start)
    )


def _is_interview(asking: Sequence[int], count: int) -> bool:
    answered = sum(1 for at in asking if at + 1 < count and at + 1 not in asking[:1] and at + 1 not in set(asking))
    return answered >= QUESTIONS and len(asking) >= _OF_ALL * (count - asking[0])


def _answers(text: str, paragraphs: Sequence[Span], asking: Sequence[int]) -> Iterator[tuple[Span, ...]]:
    first = asking[0]
    at_turn = sum((at - first) % 2 == 0 for at in asking)
    strict = at_turn >= _STRICT * len(asking)
    ends = [*asking[1:], None]
    for at, after in zip(asking, ends, strict=True):
        between = range(at + 1, len(paragraphs) if after is None else after)
        if strict:
            answered = [place for place in between if (place - first) % 2 == 1]
            yield from ((paragraphs[place],) for place in answered if _is_said(text, paragraphs[place]))
        else:
            told = between if after is not None else between[:1]
            said = tuple(paragraphs[place] for place in told if _is_said(text, paragraphs[place]))
            if said:
                yield said


def _is_said(text: str, paragraph: Span) -> bool:
    return not text.startswith(_OPENS, paragraph.start)


def _speaker(text: str, paragraphs: Sequence[Span], asking: Sequence[int]) -> Span | None:
    """Where the text names who is asked: in full before the first question, else as a question does."""
    lead = paragraphs[max(asking[0] - _LEAD, 0) : asking[0]]
    named = [Span(*m.span()).stripped(text, ".'’") for p in lead for m in _FULL_NAME.finditer(text, p.start, p.end)]
    called = [
        Span(*m.span()) for at in asking for m in _CALLED.finditer(text, paragraphs[at].start, paragraphs[at].end)
    ]
    for call in called:
        family = call.of(text).rpartition(" ")[2]
        full = next((name for name in named if family in _parts(name.of(text))), None)
        if full is not None:
            return full
    titled = next((call for call in called if _has_title(call.of(text))), None)
    return titled or (named[0] if named and not called else None)


def _has_title(name: str) -> bool:
    first = name.partition(" ")[0].rstrip(".").casefold()
    return any(first in word_set("names", "titles", kind) for kind in ("honorifics", "heads", "points"))


def _parts(name: str) -> list[str]:
    return [part.removesuffix("’s").removesuffix("'s") for part in name.split()]
