"""What is the reader taught? Articles with their attributions, as labels on word pieces.

Two doors: `of_polnear` for PolNeAR's rows, `of_contract` for rows in the form of docs/contract.md, which is also how
the project's own gold comes. "Ito said it rained" is one attribution with a source, a cue and a content; `teach` gives
for each piece its role, the attribution that it belongs to, and its name label where a names file is given.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from firsthand.engines.encoder import NAME_LABELS, ROLE_LABELS
from firsthand.engines.pieces import Ints, Pieces, cut
from firsthand.engines.wordpieces import Vocabulary
from firsthand.model.span import Span, joined
from firsthand.text.quotes import find_quotations
from rows import Row, name_of

UNKNOWN = -100
"""The label of a piece of which nothing is known; no loss is taken there."""
Name = tuple[int, int, str]
"""Where a name begins and ends, in code points, and its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One attribution; each role is a list of spans. Without a source, the text names nobody.

    Without a cue it is not known what joins the content to its source, and nothing is taught of that.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """An article with what is known of it. Attributions are flat: no content lies in another's."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]
    notices: tuple[Span, ...] = ()
    """What is not the article; the reader does not see it."""
    unjudged: tuple[Span, ...] = ()
    """Where there may be attributions besides those given; everywhere else there are none."""


@dataclass(frozen=True, slots=True)
class Taught:
    """One article's pieces and labels."""

    id: str
    pieces: Pieces
    roles: Ints
    attribution: Ints
    """The attribution of a content's or a cue's piece, by its place in the article's list; -1 elsewhere."""
    cues: tuple[npt.NDArray[np.int32], ...]
    sources: tuple[npt.NDArray[np.int32], ...]
    """For each attribution the pieces of its cue, and those of its source (none where the text names nobody)."""
    names: Ints


def of_polnear(row: Row) -> Lesson:
    """A row of PolNeAR's files: attributions with lists of [start, end], flat and complete."""
    found = tuple(
        Attribution(
            **{role: tuple(Span(s, e) for s, e in each.get(role) or ()) for role in ("source", "cue", "content")}
        )
        for each in row["attributions"]
    )
    return Lesson(id=name_of(row), text=row["text"], attributions=found)


def of_contract(row: Row) -> Lesson:
    """A row in the form of the contract, with what is said in contents of others left out.

    The contract's contents have no "that" before them, PolNeAR's have it: here it belongs to them, too.

    Where statements share cue and content, they have several sources, and the first is taught. What is left out is
    taught neither as a role nor as none.
    """
    kept, left = _flat(row["statements"], row["text"])
    return Lesson(
        id=name_of(row),
        text=row["text"],
        attributions=kept,
        notices=joined(Span(n["start"], n["end"]) for n in row.get("notices") or ()),
        unjudged=joined(left),
    )


def _flat(statements: Iterable[Row], text: str) -> tuple[tuple[Attribution, ...], list[Span]]:
    """The attributions of a text, in text order, and the spans of what was left out."""
    left: list[Span] = []
    by_words: dict[tuple[tuple[Span, ...], tuple[Span, ...]], tuple[Span, ...]] = {}
    for statement in statements:
        source, cue, content = (_spans(statement[role]) for role in ("source", "cue", "content"))
        if statement.get("parent") is not None or not content:
            left += (*source, *cue, *content)
        elif not by_words.setdefault((cue, content), source):
            by_words[cue, content] = source
        elif by_words[cue, content] != source:
            left += source
    taken = bytearray(len(text))
    kept = []
    for (cue, content), source in sorted(by_words.items(), key=_by_place):
        if any(any(taken[span.start : span.end]) for span in content):
            left += (*source, *cue, *content)
            continue
        whole = tuple(_with_that(span, text, taken) for span in content)
        for span in whole:
            taken[span.start : span.end] = b"\1" * len(span)
        kept.append(Attribution(source=source, cue=cue, content=whole))
    return tuple(kept), left


_THAT = "that "


def _with_that(content: Span, text: str, taken: bytearray) -> Span:
    """A content with the "that" before it, if that is nobody's yet."""
    first = content.start - len(_THAT)
    stands = first > 0 and text.startswith(_THAT, first) and not text[first - 1].isalnum()
    return Span(first, content.end) if stands and not any(taken[first : content.start]) else content


def _by_place(
    found: tuple[tuple[tuple[Span, ...], tuple[Span, ...]], tuple[Span, ...]],
) -> tuple[int, int, bool, tuple[Span, ...], tuple[Span, ...]]:
    """The earlier content first, then the longer, then the one that has a cue; of equals always the same one."""
    (cue, content), _ = found
    return content[0].start, -sum(map(len, content)), not cue, content, cue


def _spans(value: Row | Sequence[Row] | None) -> tuple[Span, ...]:
    """The spans of a role in the contract's form: one, a list, or none."""
    given = [value] if isinstance(value, dict) else value or ()
    return tuple(Span(each["start"], each["end"]) for each in given if each["start"] is not None)


def teach(lesson: Lesson, words: Vocabulary, names: Sequence[Name] | None = None) -> Taught:
    """The pieces and labels of one article; where `names` is None, nothing is known of its names."""
    quoted = joined(s for quotation in find_quotations(lesson.text, lesson.notices) for s in quotation.spans)
    pieces = cut(lesson.text, words, lesson.notices, quoted)
    roles = np.zeros(len(pieces), dtype=np.int32)
    for span in lesson.unjudged:
        roles[_covered(pieces, span)] = UNKNOWN
    attribution = np.full(len(pieces), -1, dtype=np.int32)
    cues, sources = [], []
    for place, found in enumerate(lesson.attributions):
        content, source, cue = (
            [_covered(pieces, s) for s in role] for role in (found.content, found.source, found.cue)
        )
        for held, role in ((content, "content"), (source, "source"), (cue, "cue")):
            for covered in held:
                _label(roles, covered, ROLE_LABELS, role)
        for covered in (*content, *cue):
            attribution[covered] = place
        cues.append(_together(cue))
        sources.append(_together(source))
    named = np.full(len(pieces), UNKNOWN if names is None else 0, dtype=np.int32)
    for start, end, kind in names or ():
        _label(named, _covered(pieces, Span(start, end)), NAME_LABELS, kind)
    return Taught(lesson.id, pieces, roles, attribution, tuple(cues), tuple(sources), named)


def digest(articles: Iterable[Taught]) -> str:
    """What tells whether the same is taught: 16 hexadecimal digits of a SHA-256 of all pieces and labels."""
    seen = hashlib.sha256()
    for article in articles:
        for values in (article.pieces.ids, article.roles, article.attribution, article.names):
            seen.update(values.tobytes())
    return seen.hexdigest()[:16]


def _covered(pieces: Pieces, span: Span) -> Ints:
    """The pieces that overlap `span`."""
    first = int(np.searchsorted(pieces.ends, span.start, side="right"))
    last = int(np.searchsorted(pieces.starts, span.end, side="left"))
    return np.arange(first, last, dtype=np.int32)


def _label(labels: Ints, covered: Ints, known: Sequence[str], kind: str) -> None:
    """Set the labels of the pieces of one stretch."""
    if len(covered):
        labels[covered] = known.index(f"I-{kind}")
        labels[covered[0]] = known.index(f"B-{kind}")


def _together(spans: Sequence[Ints]) -> Ints:
    return np.concatenate([np.empty(0, np.int32), *spans])
