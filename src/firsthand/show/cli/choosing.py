"""Which claim is meant? What is said to who asks by words that mean several claims, or none."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from firsthand.flow import Newsroom
from firsthand.model.claim import Claim
from firsthand.show.cli.ending import EXIT_UNUSABLE_CALL, complain
from firsthand.show.cli.terminal import Indented, a_console, set_in, short
from firsthand.show.words import counted, origins_in_words

if TYPE_CHECKING:
    from firsthand.flow.asking import Asked

Near = tuple[Claim, float]
"""A claim, and how near it is to what was asked, 0..1."""

_ID = re.compile(r"(cl|s)-\S+")
NOTHING_NEAR = (
    "no claim of this coverage is near these words; try others, names of people and places above all, or look through "
    "all claims with firsthand brief"
)


def named_claim(which: str, newsroom: Newsroom) -> str:
    """The id of the claim of the ledger that `which` names: an id as it is, also of a statement, or words of the claim.

    Where it is not sure which claim the words mean, those that may be are listed, and the call ends as unusable.
    """
    if _ID.fullmatch(which.strip()):
        return which.strip()
    asked = newsroom.ask(which, newsroom.recall(), of_ledger=True)
    if asked.meant is None:
        in_doubt(asked, "name one by its id (cl-...)")
        raise SystemExit(EXIT_UNUSABLE_CALL)
    return asked.meant.id


def near_of(asked: "Asked") -> tuple[Near, ...]:
    """The claims that the words may mean, the nearest first."""
    return tuple((found.claim, found.score) for found in asked.found)


def in_doubt(asked: "Asked", again: str, *, listed: bool = True) -> None:
    """Say that it is not sure which claim is meant, list those that may be, and what to do: `again`."""
    near = near_of(asked)
    if not near:
        complain(NOTHING_NEAR)
        return
    if listed:
        print_near(a_console(), near)
    complain(f"it is not sure which claim these words mean, {counted(len(near), 'is', 'are')} near; {again}")


def print_near(console: Console, near: Sequence[Near], without: Claim | None = None, columns: int = 0) -> None:
    """The claims that may be meant, numbered from 1, the nearest first; `without` keeps its number, and is left out."""
    for number, (claim, score) in enumerate(near, 1):
        if without is not None and claim.id == without.id:
            continue
        ahead = f"{number}. "
        console.print(Indented(Text.assemble((ahead, "bold"), short(claim.text)), columns, hang=len(ahead)))
        figures = f"{origins_in_words(claim.lineage)}, {counted(len(claim.mentions), 'mention')}"
        console.print(set_in(Text(f"{figures} · near by {score:.2f} · {claim.id}", "dim"), columns + len(ahead)))
