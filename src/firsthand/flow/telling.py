"""What is a face told while a trip goes on, and at its end? How far it is, and what it brought."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from firsthand.model.coverage import Revision, Setback
from firsthand.model.ids import ArticleId, RevisionId
from firsthand.model.story import Change


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a trip has come: `stage` is "reading", "linking" or "saving"; `total` is None while unknown."""

    stage: str
    done: int
    total: int | None
    what: str


Listener = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What following brought: how many revisions were new, how many were known, and what was set back.

    `fresh` are the new revisions of articles that the ledger did not hold, `changed` those of articles that it held
    in another wording; one that is only read anew, by a later version, is in neither.
    """

    new: int
    known: int
    setbacks: tuple[Setback, ...]
    fresh: tuple[Revision, ...] = ()
    changed: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading again brought: of so many captures, how many revisions stayed as they were, and how many are new."""

    captures: int
    same: int
    new: int
    setbacks: tuple[Setback, ...]


class NewsKind(StrEnum):
    """What is new at an address that is watched."""

    NEW = "new"
    """An article that the ledger did not hold."""
    CHANGED = "changed"
    """Another wording of one that it held."""
    FULLER = "fuller"
    """The page itself, where the ledger held what a feed said of it; no edit of the outlet's."""
    SETBACK = "setback"
    """It cannot be had, or not be read; told once, until it can again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One new thing at `url`. All but the first three are None or empty where they are not known or do not apply.

    `statements` counts those of the new wording; `changes` are those to the wording before. `reason` says what is
    wrong, also beside an article ("the feed's own text was kept").
    """

    at: datetime
    kind: NewsKind
    url: str
    outlet: str | None = None
    title: str | None = None
    article: ArticleId | None = None
    revision: RevisionId | None = None
    statements: int = 0
    changes: tuple[Change, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What a watch did: how often it `asked`, how often it was `answered`, and what of that was new."""

    asked: int = 0
    answered: int = 0
    new: int = 0
    changed: int = 0
    set_back: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a watch goes on: `every` so often, and until when (None: until it is stopped). `once` is one round."""

    every: timedelta
    until: datetime | None = None
    once: bool = False


def deaf(_: Progress) -> None:
    """Hears of progress and says nothing."""


def how_many(articles: int) -> str:
    """So many articles, in words."""
    return "1 article" if articles == 1 else f"{articles} articles"
