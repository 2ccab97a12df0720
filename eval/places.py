"""Where in an article do these words stand? Words of the gold to spans of the text, or a Fault that says what to do."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from firsthand.model.span import Span, joined
from firsthand.text.quotes import find_quotations


class Fault(Exception):
    """What is wrong with one place of an article's gold."""


_WHOLLY = 0.9
"""From this share of a content's letters in quotation marks on, it is a direct quotation."""


def in_order(parts: Sequence[Span]) -> None:
    """Raise Fault where parts overlap or are not in text order."""
    if any(after.start < before.end for before, after in pairwise(parts)):
        raise Fault("expected the parts of its content in text order, none in another")


def all_places(text: str, words: str, within: Span) -> list[Span]:
    """Where `words` stand as whole words."""
    edges = ("(?<!\\w)" if words[:1].isalnum() else "", "(?!\\w)" if words[-1:].isalnum() else "")
    pattern = re.compile(edges[0] + re.escape(words) + edges[1])
    return [Span(*m.span()) for m in pattern.finditer(text, within.start, within.end)]


def the_place(text: str, words: str, within: Span | None = None) -> Span:
    """Where `words` stand, which must be once. Raises Fault."""
    found = all_places(text, words, within or Span(0, len(text)))
    if len(found) != 1:
        times = "nowhere" if not found else f"{len(found)} times; make it longer, or say `at` with the passage"
        raise Fault(f"expected “{words[:80]}” once in the text, word for word; it is there {times}")
    return found[0]


def nearest(text: str, words: str, there: Sequence[Span], *, inside: bool = False) -> Span:
    """Where `words` stand nearest to one of `there`, best `inside` it if that is asked. Raises Fault."""
    found = all_places(text, words, Span(0, len(text)))
    if not found:
        raise Fault(f"expected “{words[:80]}” in the text, and it is not there")
    return min(found, key=lambda s: (min(0 if inside and t.overlaps(s) else gap(s, t) for t in there), s))


def gap(a: Span, b: Span) -> int:
    """Code points between two spans; 0 where they touch or overlap."""
    return max(a.start - b.end, b.start - a.end, 0)


def spanned(span: Span, text: str) -> dict[str, Any]:
    """A span in the contract's form."""
    return {"exact": span.of(text), "start": span.start, "end": span.end}


def quote_type(content: Sequence[Span], text: str) -> str:
    """Direct, mixed or indirect, by how much of a content stands in quotation marks."""
    quoted = joined(span for quotation in find_quotations(text) for span in quotation.spans)
    letters = [at for c in content for at in range(c.start, c.end) if text[at].isalnum()]
    inside = sum(any(q.start <= at < q.end for q in quoted) for at in letters)
    if not inside:
        return "indirect"
    return "direct" if inside >= _WHOLLY * len(letters) else "mixed"
