"""Which stretches of a text are a source, a cue, a content, and which of them belong together?

The seam between whatever tags a text (the encoder; in tests, a hand) and `read/`, which makes
Statements of the tags. A tagger marks stretches and scores pairs; it decides nothing about chains, names
or certainty. "Ito said it rained" gives three marks, and two pairs: content with cue, cue with source.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from firsthand.model.span import Span


class Role(StrEnum):
    """What a marked stretch is in an attribution (the roles of PolNeAR, Newell and others 2018)."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text in a role. `score` is 0..1, how sure the tagger is."""

    role: Role
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marks that belong together, by their places in `Tags.marks`.

    `score` is how likely the attribution that the pair is part of is right, 0..1.

    `left` is a content and `right` its cue, or `left` a cue (or a content without cue) and `right` a source.
    """

    left: int
    right: int
    score: float


@dataclass(frozen=True, slots=True)
class Tags:
    """What a tagger saw in one text: marks in text order, and pairs of them.

    A mark that is in no pair stands alone; a content broken by its cue is several marks that share it. A content that
    one reports and another passes on has two cues.
    """

    marks: tuple[Mark, ...]
    pairs: tuple[Pair, ...]


class Tagger(Protocol):
    """Anything that tags a text."""

    @property
    def name(self) -> str:
        """Which tagger, in which version; a reading is repeated when it changes."""
        ...

    def tag(self, text: str, skip: Sequence[Span] = ()) -> Tags:
        """Tag `text`, and mark nothing that overlaps a span of `skip` (the page's furniture)."""
        ...
