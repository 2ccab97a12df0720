"""What has been found so far? The marks and pairs of one text, as one look after another brings them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from firsthand.engines.pieces import Pieces
from firsthand.engines.tags import Mark, Pair, Role, Tags
from firsthand.model.span import Span, SpanIndex
from firsthand.read.confidence import confidence, features
from firsthand.read.pairing import Paired
from firsthand.read.spans import Stretch


class Part(NamedTuple):
    """A stretch of text with how likely it is in its role, 0..1."""

    span: Span
    chance: float


class Noted(NamedTuple):
    """One attribution by its places in the text; contents are in text order. `sure` is how likely it is right, 0..1."""

    cue: Part
    contents: tuple[Part, ...]
    source: Part | None
    sure: float


_BESIDE = re.compile(r"[^\w\n]{0,3}")
"""What may stand between two stretches that are one content."""


def note(paired: Paired, pieces: Pieces, text: str, skipped: SpanIndex) -> Noted:
    """An attribution by its places in the text; `skipped` is left out. Contents side by side in a paragraph are one."""

    def parts(stretch: Stretch) -> list[Part]:
        return [Part(span, stretch.chance) for span in _spans(stretch, pieces, skipped)]

    contents: list[Part] = []
    for part in sorted(part for content, _ in paired.contents for part in parts(content)):
        gap = Span(contents[-1].span.end, part.span.start) if contents else None
        if gap and _BESIDE.fullmatch(text, gap.start, gap.end) and not skipped.overlaps(gap):
            contents[-1] = Part(Span(contents[-1].span.start, part.span.end), min(contents[-1].chance, part.chance))
        else:
            contents.append(part)
    source = parts(paired.source)[0] if paired.source else None
    return Noted(parts(paired.cue)[0], tuple(contents), source, confidence(features(paired)))


def _spans(stretch: Stretch, pieces: Pieces, skipped: SpanIndex) -> list[Span]:
    """Where a stretch lies: one span, or several where what is skipped stands in it."""
    whole = Span(int(pieces.starts[stretch.first]), int(pieces.ends[stretch.last - 1]))
    if not skipped.overlaps(whole):
        return [whole]
    starts, ends = (held[stretch.first : stretch.last].tolist() for held in (pieces.starts, pieces.ends))
    out = [Span(starts[0], ends[0])]
    for start, end in zip(starts[1:], ends[1:], strict=True):
        longer = Span(out[-1].start, end)
        if skipped.overlaps(Span(out[-1].end, end)):
            out.append(Span(start, end))
        else:
            out[-1] = longer
    return out


_Place = tuple[int, int, Role]
"""Where a mark begins and ends, and its role: marks are in this order."""


class Sheet:
    """The marks and pairs of one text, as they grow. A mark that is noted twice keeps the likelier chance."""

    def __init__(self) -> None:
        self._marks: dict[_Place, float] = {}
        self._pairs: dict[tuple[_Place, _Place], float] = {}

    def write(self, noted: Iterable[Noted]) -> None:
        """Put attributions on the sheet."""
        for one in noted:
            cue = self._mark(Role.CUE, one.cue)
            for content in one.contents:
                self._pairs[self._mark(Role.CONTENT, content), cue] = one.sure
            if one.source is not None:
                self._pairs[cue, self._mark(Role.SOURCE, one.source)] = one.sure

    def write_plain(self, speaker: Part, contents: Iterable[Part]) -> None:
        """Put on the sheet what a speaker says without a cue, each of `contents` by itself."""
        source = self._mark(Role.SOURCE, speaker)
        for content in contents:
            self._pairs[self._mark(Role.CONTENT, content), source] = min(speaker.chance, content.chance)

    def _mark(self, role: Role, part: Part) -> _Place:
        mark = part.span.start, part.span.end, role
        self._marks[mark] = max(part.chance, self._marks.get(mark, 0.0))
        return mark

    def tags(self) -> Tags:
        """All of it, in text order."""
        order = sorted(self._marks)
        number = {mark: at for at, mark in enumerate(order)}
        pairs = sorted((number[left], number[right], share) for (left, right), share in self._pairs.items())
        return Tags(
            marks=tuple(Mark(role, Span(start, end), self._marks[start, end, role]) for start, end, role in order),
            pairs=tuple(Pair(left, right, share) for left, right, share in pairs),
        )
