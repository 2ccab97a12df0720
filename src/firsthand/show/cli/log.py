"""Is the log of rulings whole? `firsthand log`: its head to keep elsewhere, its check, its entries."""

import re
import sys
from typing import Final

from rich.text import Text

from firsthand.flow import Newsroom, Settings
from firsthand.model.errors import SettingsError
from firsthand.show.cli.ending import EXIT_DONE, EXIT_SET_BACK, complain, plain_ending
from firsthand.show.cli.terminal import a_console
from firsthand.show.neutral import brief_line, one_line
from firsthand.show.present import as_json as written
from firsthand.show.rulings import present_entry
from firsthand.show.words import counted

_STOPPED: Final = "Stopped. The ledger is whole."
_HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def run_head(*, as_json: bool, ledger: str | None) -> None:
    """Print the hash of the last entry, alone on its line."""
    with plain_ending(_STOPPED), Newsroom.open(Settings.load(ledger=ledger)) as newsroom:
        entry = newsroom.desk.head()
        if as_json:
            sys.stdout.write(f"{written(present_entry(entry) if entry is not None else None)}\n")
        elif entry is not None:
            sys.stdout.write(f"{entry.hash}\n")
        else:
            complain("the log is empty, and has no head yet: nothing was suggested or ruled on")
    raise SystemExit(EXIT_DONE)


def run_verify(*, head: str | None, as_json: bool, ledger: str | None) -> None:
    """Check the log; ends with 1 where something is wrong with it."""
    with plain_ending(_STOPPED), Newsroom.open(Settings.load(ledger=ledger)) as newsroom:
        kept = head.strip().lower() if head is not None else None
        if kept is not None and not _HASH.fullmatch(kept):
            raise SettingsError(f"--head: expected the 64 digits that firsthand log head prints, came {head!r}")
        faults = newsroom.desk.log_faults(kept)
        last = newsroom.desk.head()
        if as_json:
            told = {"entries": last.number if last is not None else 0, "head": last.hash if last is not None else None}
            sys.stdout.write(f"{written({**told, 'faults': list(faults)})}\n")
        else:
            for fault in faults:
                complain(fault)
            many = counted(last.number, "entry", "entries") if last is not None else "no entry"
            said = f"{counted(len(faults), 'fault')} in the log" if faults else "The log is whole"
            a_console().print(Text(f"{said}: {many}. The ledger: {one_line(newsroom.settings.ledger)}"), soft_wrap=True)
    raise SystemExit(EXIT_SET_BACK if faults else EXIT_DONE)


def run_list(*, as_json: bool, ledger: str | None) -> None:
    """Print every entry."""
    with plain_ending(_STOPPED), Newsroom.open(Settings.load(ledger=ledger)) as newsroom:
        console = a_console()
        for entry in newsroom.desk.log():
            if as_json:
                sys.stdout.write(f"{written(present_entry(entry))}\n")
            else:
                console.print(Text(f"{entry.number}  {entry.at}  {entry.what}  {entry.hash[:16]}"), soft_wrap=True)
                console.print(Text(f"    {brief_line(entry.body)}", "dim"), soft_wrap=True)
    raise SystemExit(EXIT_DONE)
