"""Where in the text? Half-open offsets in Unicode code points, and the quotation they give back.

>>> Span(4, 7).of("say yes")
'yes'
>>> Span(2, 9).of("abc")
Traceback (most recent call last):
    ...
firsthand.model.errors.SpanError: [2, 9) does not fit a text of 3 code points; count from 0, end excluded
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from firsthand.model.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open stretch `[start, end)` of a text, in code points; ordered by start, then end."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise SpanError(f"[{self.start}, {self.end}) is no span; expected 0 <= start <= end")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Quote the span from `text`. Raises SpanError if it reaches past the end."""
        if self.end > len(text):
            raise SpanError(
                f"[{self.start}, {self.end}) does not fit a text of {len(text)} code points; count from 0, end excluded"
            )
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether all of `other` lies within this span (a span contains itself)."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> "Span":
        """The same length of text, `by` code points later."""
        return Span(self.start + by, self.end + by)

    def stripped(self, text: str, chars: str | None = None) -> "Span":
        """Without the leading and trailing `chars` (white space where None); may be empty."""
        quoted = self.of(text)
        left = len(quoted) - len(quoted.lstrip(chars))
        kept = len(quoted.strip(chars))
        return Span(self.start + left, self.start + left + kept)


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that contains all of `spans`. Raises SpanError when there is none."""
    found = tuple(spans)
    if not found:
        raise SpanError("the hull of no spans was asked for; pass at least one")
    return Span(min(s.start for s in found), max(s.end for s in found))


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same code points as `spans`, in text order, with overlapping and touching spans made one.

    >>> joined([Span(5, 8), Span(0, 3), Span(3, 4)])
    (Span(start=0, end=4), Span(start=5, end=8))
    """
    out: list[Span] = []
    for span in sorted(spans, key=attrgetter("start")):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


class SpanIndex:
    """Answers "does anything here overlap that?" for spans that do not change, in logarithmic time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: Sequence[Span] = joined(spans)
        self._starts = [s.start for s in self._spans]

    def overlaps(self, span: Span) -> bool:
        """Whether any indexed span shares a code point with `span`."""
        return self.first_overlap(span) is not None

    def first_overlap(self, span: Span) -> Span | None:
        """The first indexed span (joined with its neighbours) that shares a code point with `span`."""
        at = max(bisect_right(self._starts, span.start) - 1, 0)
        for candidate in self._spans[at : at + 2]:
            if candidate.overlaps(span):
                return candidate
        return None


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """How a cleaned text lies in the text it came from.

    `starts` are offsets in the cleaned text, rising from 0; `origins` the offsets in the original text at
    which the stretches that begin there were taken.
    """

    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def back(self, span: Span) -> Span:
        """The stretch of the original text that `span` of the cleaned text was made from."""
        if not len(span):
            at = self._back(span.start)
            return Span(at, at)
        return Span(self._back(span.start), self._back(span.end - 1) + 1)

    def _back(self, offset: int) -> int:
        at = bisect_right(self.starts, offset) - 1
        return self.origins[at] + (offset - self.starts[at])
