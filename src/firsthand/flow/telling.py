"""What is a face told while a trip goes on, and at its end? How far it is, and what it brought."""

from collections.abc import Callable
from dataclasses import dataclass

from firsthand.model.coverage import Revision, Setback


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


def deaf(_: Progress) -> None:
    """Hears of progress and says nothing."""


def how_many(articles: int) -> str:
    """So many articles, in words."""
    return "1 article" if articles == 1 else f"{articles} articles"
