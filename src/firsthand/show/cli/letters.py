"""What have readers sent? `firsthand letters`: list, place, reject, forget."""

import sys

from rich.console import Console
from rich.text import Text

from firsthand.model.correction import Aim
from firsthand.model.letter import Letter
from firsthand.show import words
from firsthand.show.cli.corrections import at_the_desk, editor
from firsthand.show.cli.ending import complain
from firsthand.show.cli.terminal import Indented, a_console
from firsthand.show.neutral import brief_line, neutral
from firsthand.show.present import as_json as written
from firsthand.show.rulings import present_letter

_MOST = 1_000
"""Characters of the words that are shown."""


def run_list(*, waiting: bool, as_json: bool, ledger: str | None) -> None:
    """Print the letters that are asked for, as they came in."""
    with at_the_desk(ledger) as (newsroom, _):
        found = [one for one in newsroom.letters.all() if one.waits or not waiting]
        console = a_console()
        for letter in found:
            _tell(console, letter, as_json=as_json)
        if not as_json:
            console.print(Text(f"{words.counted(len(found), 'letter')}.", "bold"))


def run_place(name: str, aim: Aim, *, as_json: bool, ledger: str | None) -> None:
    """Make a correction of a letter, and print it."""
    with at_the_desk(ledger) as (newsroom, _):
        _tell(a_console(), newsroom.letters.place(name, aim), as_json=as_json)


def run_reject(name: str, *, by: str | None, why: str, as_json: bool, ledger: str | None) -> None:
    """Make nothing of a letter, and print it."""
    with at_the_desk(ledger) as (newsroom, settings):
        _tell(a_console(), newsroom.letters.reject(name, by=editor(by, settings), why=why), as_json=as_json)


def run_forget(name: str, *, ledger: str | None) -> None:
    """Delete how to reach its reader, and say so."""
    with at_the_desk(ledger) as (newsroom, _):
        was_known = newsroom.letters.forget(name)
        complain(f"{name}: deleted how to reach its reader" if was_known else f"{name}: nothing was known of that")


def _tell(console: Console, letter: Letter, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(f"{written(present_letter(letter))}\n")
        return
    became = f"waits: {letter.why}" if letter.waits else letter.correction or f"rejected: {letter.rejected}"
    console.print(Text.assemble(letter.id, "  ", (brief_line(became), "bold")), soft_wrap=True)
    console.print(Text(f"  {brief_line(letter.url)}", "dim"), soft_wrap=True)
    console.print(Indented(Text(f"| {brief_line(letter.exact, _MOST)}"), 2, hang=2))
    for line in letter.note.splitlines():
        console.print(Indented(Text(neutral(line)), 2))
    reached = f"{brief_line(letter.contact)}, " if letter.contact is not None else ""
    console.print(Indented(Text(f"{reached}{letter.at.edtf}", "dim"), 2))
    console.print()
