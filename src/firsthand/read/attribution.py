"""Who said what? Tags joined into attributions: one source, one cue, one content each.

A tagger marks stretches and scores pairs; here every content finds its cue, every cue its sources.
"Ukraine and Peru both said it rained" gives two attributions that share cue and content.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from firsthand.engines.tags import Pair, Role, Tags
from firsthand.model.span import Span, hull


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One content that somebody is made answerable for, before anything is judged of it.

    `content` is in text order; a quotation that its cue breaks, or that runs over paragraphs, has several.
    `source` is None where the text names nobody. `score` is 0..1, how sure the tagger and the joining are.
    `parent` is the place, in the tuple that `join` gives, of the attribution whose content holds this one.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    score: float
    parent: int | None = None
    carried: tuple[Span, ...] = ()
    """Conditions that were set before it and go on holding (`read/dividing.py`)."""


def join(tags: Tags, text: str) -> tuple[Attribution, ...]:
    """The attributions that `tags` of `text` make, in the order of their contents.

    A content goes to each cue (or, without one, to the sources) that it is paired with; contents of one cue are
    one content in several spans; a cue has every source it is paired with, and each source its own attribution.
    A content that is paired with nothing stands alone, without cue and source.
    """
    left_pairs: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in tags.pairs:
        left_pairs[pair.left].append(pair)
    found = [a for group in _groups(tags, left_pairs) for a in _of_group(tags, text, left_pairs, group)]
    found.sort(key=lambda a: (a.content, a.cue or a.content[0], a.source or a.content[0]))
    return _with_parents(found)


def own_order(attributions: Sequence[Attribution]) -> list[int]:
    """The places of the attributions in their order, but each after the one it lies in.

    Linear; in a ring of parents the first that is met counts as the outermost.
    """
    order: dict[int, None] = {}
    for place in range(len(attributions)):
        above: dict[int, None] = {}
        at: int | None = place
        while at is not None and at not in order and at not in above:
            above[at] = None
            at = attributions[at].parent
        order.update(dict.fromkeys(reversed(above)))
    return list(order)


def _groups(tags: Tags, left_pairs: dict[int, list[Pair]]) -> Iterator[tuple[tuple[int, ...], int | None, float]]:
    """The contents that belong together, by their places, their cue, and how sure their pairing is."""
    by_cue: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for place, mark in enumerate(tags.marks):
        if mark.role is not Role.CONTENT:
            continue
        cues = [p for p in left_pairs.get(place, ()) if tags.marks[p.right].role is Role.CUE]
        for pair in cues:
            by_cue[pair.right].append((place, pair.score))
        if not cues:
            yield (place,), None, mark.score
    for cue, members in by_cue.items():
        yield tuple(place for place, _ in members), cue, min(score for _, score in members)


def _of_group(
    tags: Tags, text: str, left_pairs: dict[int, list[Pair]], group: tuple[tuple[int, ...], int | None, float]
) -> Iterator[Attribution]:
    places, cue, score = group
    content = tuple(sorted(tags.marks[place].span for place in places))
    pairs = [
        p for p in left_pairs.get(places[0] if cue is None else cue, ()) if tags.marks[p.right].role is Role.SOURCE
    ]
    cue_span = tags.marks[cue].span if cue is not None else None
    if not pairs:
        yield Attribution(source=None, cue=cue_span, content=content, score=round(score, 4))
    for pair in pairs:
        sure = round(min(score, pair.score), 4)
        for source in split_sources(tags.marks[pair.right].span, text):
            yield Attribution(source=source, cue=cue_span, content=content, score=sure)


_JOINT = re.compile(r",\s++(?:and\s++)?|(?<!\s)\s++and\s++")
_EACH = re.compile(r"\s+(?:both|each|all|separately|independently|alike)\b")
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*)(?:\s+(?:(?:of|the|de|van|von|al|bin)\s+)?[A-Z][\w.'’-]*)*")
_DETERMINED = re.compile(r"(?:[Tt]he|[Aa]n?)\s+[a-z]")
# Code points; a source that is longer is no list of names.
_LONGEST_LIST = 300


def split_sources(span: Span, text: str) -> tuple[Span, ...]:
    """The single sources of a source that names several: Ann Lee and Bo Ito, or the two before "both said".

    Split only where that is plain: where "both", "each" or "all" stands beside it, or every part is a name of
    more than one word, or begins with an article: the mayor and the governor. "Marks and Sons" stays whole.
    """
    quoted = span.of(text)
    if len(span) > _LONGEST_LIST or " and " not in quoted:
        return (span,)
    start = len("both ") if quoted.casefold().startswith("both ") else 0
    parts, at = [], start
    for m in _JOINT.finditer(quoted, start):
        parts.append(Span(span.start + at, span.start + m.start()))
        at = m.end()
    parts.append(Span(span.start + at, span.end))
    each = start > 0 or _EACH.match(text, span.end) is not None
    names = [bool(_NAME.fullmatch(p.of(text))) for p in parts]
    full = all(" " in p.of(text) for p in parts)
    if all(_DETERMINED.match(p.of(text)) for p in parts) and " of " not in quoted:
        return tuple(parts)
    if not all(names) or not (each or (full and " of " not in quoted)) or not all(len(p) for p in parts):
        return (span,)
    return tuple(parts)


def _with_parents(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The same attributions, each with the smallest other one whose content holds all of it and more."""
    pieces = sorted((span.start, -span.end, place) for place, a in enumerate(found) for span in a.content)
    starts = [start for start, _, _ in pieces]
    out = []
    for place, attribution in enumerate(found):
        inner = hull([*attribution.content, *([attribution.cue] if attribution.cue else [])])
        parent = None
        at = bisect_right(starts, inner.start) - 1
        for _, negative_end, other in reversed(pieces[max(at - _NESTED, 0) : at + 1]):
            if -negative_end >= inner.end and other != place and found[other].content != attribution.content:
                parent = other
                break
        out.append(attribution if parent is None else replace(attribution, parent=parent))
    return tuple(out)


# How many contents that begin earlier are looked at for one that holds another; keeps the search linear.
_NESTED = 40
