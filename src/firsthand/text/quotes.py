"""Where does a text quote? “We won,” said Ito, “and fairly.” has two quotations.

One pass over the marks of each paragraph pairs them: curly, straight, doubled apostrophes, single marks, guillemets
and low-9 marks. A quotation that runs over paragraphs repeats its opening mark and closes once, at the end; that is
one quotation with several spans. Only outermost quotations are given; what they quote in turn stays inside.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from firsthand.model.span import Span, SpanIndex
from firsthand.text.sentences import split_paragraphs


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation with its marks: a span for each paragraph it runs over, in text order.

    `closed` is False where no closing mark was found; the last span then ends before the next opening mark, or
    with the paragraph, or after 1,000 code points, whichever comes first.
    """

    spans: tuple[Span, ...]
    closed: bool

    @property
    def span(self) -> Span:
        """From the first mark to the last."""
        return Span(self.spans[0].start, self.spans[-1].end)


class _Mark(NamedTuple):
    """A quotation mark at `start`, of a `kind` that pairs with its like; it may open, close, or either."""

    start: int
    end: int
    kind: str
    opens: bool
    closes: bool


# Words that start with an apostrophe, which is no quotation mark.
_CLIPPED = frozenset(["tis", "twas", "til", "till", "cause", "em", "n", "round", "bout", "s"])
_UNCLOSED_REACH = 1000
_MARK = re.compile(r"''|``|´´|[“”„‟\"«»‹›‘’‚']")
_PAIRED = {"“": "curly", "”": "curly", "„": "curly", "‟": "curly", "«": "guillemet", "»": "guillemet"}
_SINGLE = {"‘": "single", "’": "single", "‚": "single", "‹": "angle", "›": "angle"}


def find_quotations(text: str, skip: Sequence[Span] = ()) -> tuple[Quotation, ...]:
    """The outermost quotations of `text`, in text order; none touches a span of `skip`. Linear in the text's length.

    >>> [q.span.of("He said “yes”.") for q in find_quotations("He said “yes”.")]
    ['“yes”']
    """
    skipped = SpanIndex(skip)
    found: list[Quotation] = []
    carried: list[Span] = []
    carried_kind = ""
    for paragraph in _kept(split_paragraphs(text), skip):
        marks = _marks(text, paragraph)
        if carried and not (marks and marks[0].start == paragraph.start and marks[0].kind == carried_kind):
            found.append(Quotation(tuple(carried), closed=False))
            carried = []
        pairs, open_mark = _pair(text, paragraph, marks)
        for number, pair in enumerate(pairs):
            if carried and number == 0:
                found.append(Quotation((*carried, pair.spans[0]), pair.closed))
                carried = []
            else:
                found.append(pair)
        if open_mark:
            carried.append(_cut(Span(open_mark.start, paragraph.end)))
            carried_kind = open_mark.kind
    if carried:
        found.append(Quotation(tuple(carried), closed=False))
    return tuple(q for q in found if not any(skipped.overlaps(s) for s in q.spans))


def _kept(paragraphs: Sequence[Span], skip: Sequence[Span]) -> list[Span]:
    """The paragraphs that do not lie wholly in a span of `skip`: an advertisement does not interrupt a quotation."""
    whole = sorted(skip)
    starts = [s.start for s in whole]
    before = ((p, bisect_left(starts, p.start + 1)) for p in paragraphs)
    return [p for p, count in before if not (count and whole[count - 1].contains(p))]


def _cut(span: Span) -> Span:
    return Span(span.start, min(span.end, span.start + _UNCLOSED_REACH))


def _marks(text: str, paragraph: Span) -> list[_Mark]:
    found = [_mark(text, m, paragraph) for m in _MARK.finditer(text, paragraph.start, paragraph.end)]
    marks = [m for m in found if m]
    straight = [m for m in marks if m.kind == "straight"]
    if len(straight) % 2:
        inches = {m.start for m in straight if text[m.start - 1 : m.start].isdigit() and not _is_after_stop(text, m)}
        marks = [m for m in marks if m.start not in inches]
    return marks


def _is_after_stop(text: str, mark: _Mark) -> bool:
    return text[mark.end : mark.end + 1] in ".,;:!?" and mark.end < len(text)


def _mark(text: str, found: re.Match[str], paragraph: Span) -> _Mark | None:
    sign, start, end = found.group(), found.start(), found.end()
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    if sign in _PAIRED:
        opens = sign in "“„«‟"
        # German closes with “, Danish opens with »; the neighbours tell.
        flips = (opens and sign in "“«" and not before.isspace() and (after.isspace() or after in ".,;:!?")) or (
            sign == "»" and before.isspace() and not after.isspace()
        )
        opens = opens != flips
        return _Mark(start, end, _PAIRED[sign], opens=opens, closes=not opens)
    may_open = (before.isspace() or before in '([{—–-/“"‘:…') and not after.isspace()
    if sign in ("‹", "›", "‚"):
        return _Mark(start, end, _SINGLE[sign], opens=sign != "›", closes=sign == "›")
    if sign in ("'", "‘", "’"):
        return _single(text, sign, start, before=before, after=after)
    kind = "straight" if sign == '"' else "doubled"
    return _Mark(start, end, kind, opens=may_open, closes=not may_open or not before.isspace())


def _single(text: str, sign: str, start: int, *, before: str, after: str) -> _Mark | None:
    """A single mark, unless it is an apostrophe: it is one inside a word, before a clipped word or a decade."""
    if before.isalnum() and after.isalnum():
        return None
    kind = "single" if sign in "‘’" else "plain"
    if sign != "’" and not before.isalnum() and (after.isalpha() or after in '“"[…'):
        word = text[start + 1 : start + 8].split(" ", maxsplit=1)[0].rstrip(".,;:!?’'").casefold()
        return None if word in _CLIPPED else _Mark(start, start + 1, kind, opens=True, closes=False)
    if sign == "‘" or (before.isspace() and sign == "’"):
        return None
    if after.isspace() or not after.isalnum():
        return _Mark(start, start + 1, kind, opens=False, closes=True)
    return None


def _pair(text: str, paragraph: Span, marks: Sequence[_Mark]) -> tuple[list[Quotation], _Mark | None]:
    """The outermost pairs of one paragraph, and the mark that is still open at its end, if any."""
    found: list[Quotation] = []
    open_mark: _Mark | None = None
    inner = False
    for at, mark in enumerate(marks):
        if open_mark is None:
            open_mark, inner = (mark if mark.opens else None), False
        elif mark.kind != open_mark.kind:
            # Curly and straight marks are mixed by careless editing: "We won,” he said.
            if {mark.kind, open_mark.kind} != {"curly", "straight"}:
                continue
            if mark.closes and not mark.opens and not inner:
                found.append(Quotation((Span(open_mark.start, mark.end),), closed=True))
                open_mark = None
            else:
                inner = mark.opens
        elif mark.closes and not (mark.kind in ("single", "plain") and _is_possessive(text, marks, at)):
            found.append(Quotation((Span(open_mark.start, mark.end),), closed=True))
            open_mark = None
        elif mark.opens:
            if open_mark.kind not in ("single", "plain"):
                found.append(Quotation((_cut(Span(open_mark.start, mark.start).stripped(text)),), closed=False))
            open_mark = mark
    if open_mark and open_mark.kind in ("single", "plain"):
        # An apostrophe that looked like a mark: look at what follows it again, without it.
        rest = [m for m in marks if m.start > open_mark.start and m.kind not in ("single", "plain")]
        more, still_open = _pair(text, paragraph, rest)
        return [*found, *more], still_open
    return found, open_mark


def _is_possessive(text: str, marks: Sequence[_Mark], at: int) -> bool:
    """Whether the closing single mark at `at` is rather the possessive of a plural: workers’ rights.

    Then a small letter follows, an s stands before it, and a later mark of the kind closes before one opens.
    """
    mark = marks[at]
    if text[mark.start - 1] not in "sS" or not text[mark.end : mark.end + 2].strip()[:1].islower():
        return False
    following = marks[at + 1] if at + 1 < len(marks) else None
    return following is not None and following.kind == mark.kind and following.closes
