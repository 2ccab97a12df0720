"""What do the lines of a copied text look like? Each line with its place and the few traits that rules ask for.

A menu entry is short and has no full stop; a paragraph is long and has one. Everything here is about form; what
the words say is asked in `phrasebook`.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from firsthand.model.span import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_CLOSERS = "\"'”’»)]*"
_STOPS = (".", "!", "?", "…", "。", "！", "？", ".”", ";", ":", ",", "।")
_LONGEST_LOOKED_AT = 1_000
"""Characters; a line longer than this is a paragraph whatever it looks like."""

_MOST_LINES = 100_000
"""The longest of 310 pages copied whole has 1,368 lines; what stands beyond this is no furniture that was copied."""

SHORT_WORDS = 16
"""Of 360 lines that are the headline of a copied page 94 % have no more words."""

PROSE_WORDS = 9
"""Of the lines of articles that end as sentences 93 % have as many words or more (310 copied pages); shorter ones are
calls to action four times as often as quotations."""


@dataclass(frozen=True)
class Line:
    """One line without its white space.

    `number` counts lines that have text, from 0; `gap` is whether an empty line, or the start of the text, stands
    before it.
    """

    span: Span
    text: str
    number: int
    gap: bool

    @cached_property
    def folded(self) -> str:
        """The line as phrases are compared: lower case, plain quotation marks, no marks at either end.

        Empty for a line too long to be a phrase.
        """
        return fold_line(self.text) if len(self.text) <= _LONGEST_LOOKED_AT else ""

    @cached_property
    def words(self) -> int:
        """How many words it has; for very long lines, at least as many as matter.

        Chinese, Japanese and Thai are written without spaces: two of their letters count as a word.
        """
        head = self.text[:_LONGEST_LOOKED_AT]
        return len(head.split()) if head.isascii() else len(head.split()) + len(_UNSPACED.findall(head)) // 2

    @cached_property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text[-20:].rstrip(_CLOSERS).endswith(_STOPS)

    @property
    def prose(self) -> bool:
        """Whether it looks like a paragraph."""
        return (self.closed and self.words >= PROSE_WORDS) or self.words > 2 * SHORT_WORDS

    @property
    def short(self) -> bool:
        """Whether it looks like a headline, a heading or an entry of a menu."""
        return not self.closed and self.words <= SHORT_WORDS and len(self.text) <= 10 * SHORT_WORDS


_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_MARKS = " \t\xa0.:;,…»«›‹>→|•·–—-*#[]()_=+✓▶►▼▲×"
_PLAIN = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\xa0", " "))


def fold_line(text: str) -> str:
    """`text` for comparison with a phrase.

    >>> fold_line("  Read more »")
    'read more'
    """
    return fold_words(text).strip(_MARKS)


def fold_words(text: str) -> str:
    """`text` in lower case, with straight quotation marks and single spaces."""
    for mark, plain in _PLAIN:
        text = text.replace(mark, plain)
    return " ".join(text.casefold().split())


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of `text` that are not empty, in order; the first 100,000 of them."""
    lines: list[Line] = []
    before = 0
    for match in _LINE.finditer(text):
        span = Span(match.start(), match.end())
        kept = match[0].strip()
        if not kept:
            continue
        span = span.stripped(text)
        gap = not lines or text.count("\n", before, span.start) > 1
        lines.append(Line(span=span, text=kept, number=len(lines), gap=gap))
        before = span.end
        if len(lines) == _MOST_LINES:
            break
    return tuple(lines)
