"""Which claim is meant? What is said to who asks by words that mean several claims, or none."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from firsthand.model.claim import Claim
from firsthand.show.cli.ending import complain
from firsthand.show.cli.terminal import Indented, a_console, set_in, short
from firsthand.show.words import counted, origins_in_words

if TYPE_CHECKING:
    from firsthand.flow.asking import Asked

Near = tuple[Claim, float]
"""A claim, and how near it is to what was asked, 0..1."""

_NOTHING = (
    "no claim of this coverage is near these words; try others, names of people and places above all, or look through "
    "all claims: firsthand brief"
)


def near_of(asked: "Asked") -> tuple[Near, ...]:
    """The claims that the words may mean, the nearest first."""
    return tuple((found.claim, found.score) for found in asked.found)


def in_doubt(asked: "Asked", again: str, *, listed: bool = True) -> None:
    """Say that it is not sure which claim is meant, list those that may be, and say how to name one: `again`."""
    near = near_of(asked)
    if not near:
        complain(_NOTHING)
        return
    if listed:
        print_near(a_console(), near)
    many = counted(len(near), "claim")
    complain(f"these words may mean {many}; name one: {again}")


def print_near(console: Console, near: Sequence[Near], without: Claim | None = None) -> None:
    """The claims that may be meant, numbered from 1, the nearest first; `without` keeps its number, and is left out."""
    for number, (claim, score) in enumerate(near, 1):
        if without is not None and claim.id == without.id:
            continue
        ahead = f"{number}. "
        console.print(Indented(Text.assemble((ahead, "bold"), short(claim.text)), 0, hang=len(ahead)))
        figures = f"{origins_in_words(claim.lineage)}, {counted(len(claim.mentions), 'mention')}"
        console.print(set_in(Text(f"{figures} · near by {score:.2f} · {claim.id}", "dim"), len(ahead)))
