"""Which quotation belongs to whom, whole? What is half somebody's, and nobody else's, is all theirs.

The encoder labels words; that a quotation ends where its marks do is known from the marks. Of “We won, and fairly,”
with only the first words found, the content becomes the quotation with its marks.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from firsthand.model.span import Span
from firsthand.read.sheet import Noted, Part
from firsthand.text.quotes import Quotation

_HALF = 0.5


def with_whole_quotations(noted: Sequence[Noted], quotations: Sequence[Quotation]) -> list[Noted]:
    """The same attributions, each with all of the quotations of which it has half and no other has anything.

    What is not closed is left as it is. Near linear: contents are looked up by where they begin.
    """
    held = [(part.span, number) for number, one in enumerate(noted) for part in (one.cue, *one.contents)]
    held.sort(key=lambda part: (part[0].start, part[0].end, part[1]))
    out = list(noted)
    for span in (span for quotation in quotations if quotation.closed for span in quotation.spans):
        owners = _within(held, span)
        if len({number for _, number in owners}) != 1:
            continue
        number = owners[0][1]
        covered = sum(min(part.end, span.end) - max(part.start, span.start) for part, _ in owners)
        cue = noted[number].cue.span
        if covered >= _HALF * len(span) and not cue.overlaps(span):
            out[number] = out[number]._replace(contents=_joined(out[number].contents, span))
    return out


def _within(held: Sequence[tuple[Span, int]], span: Span) -> list[tuple[Span, int]]:
    """What of `held` overlaps `span`; a part that begins before it is looked for among the few that stand next."""
    first = bisect_left(held, span.start, key=lambda part: part[0].start)
    last = bisect_right(held, span.end, key=lambda part: part[0].start)
    return [part for part in held[max(first - _LOOK_BACK, 0) : last] if part[0].overlaps(span)]


_LOOK_BACK = 8
"""How many parts that begin before a quotation may reach into it. Attributions of one look do not overlap."""


def _joined(contents: Sequence[Part], span: Span) -> tuple[Part, ...]:
    """The contents with those that overlap `span` made one that holds all of it."""
    inside = [part for part in contents if part.span.overlaps(span)]
    whole = Span(min(part.span.start for part in inside), max(part.span.end for part in inside))
    longer = Part(Span(min(whole.start, span.start), max(whole.end, span.end)), min(part.chance for part in inside))
    return tuple(sorted([*(part for part in contents if part not in inside), longer]))
