"""Is there a copy? `firsthand backup FILE` makes one of the ledger, `firsthand restore FILE` puts one back."""

from pathlib import Path

from firsthand.flow import Newsroom, Settings
from firsthand.show.cli.ending import EXIT_DONE, complain, plain_ending
from firsthand.show.neutral import one_line
from firsthand.show.words import counted


def run(to: str, *, ledger: str | None) -> None:
    """Copy the ledger into a file, and say so."""
    with plain_ending("Stopped. The ledger is whole; there is no copy."):
        settings = Settings.load(ledger=ledger)
        with Newsroom.open(settings) as newsroom:
            size = newsroom.desk.back_up(Path(to).expanduser())
        complain(f"copied {one_line(settings.ledger)} to {one_line(to)} ({counted(size, 'byte')})")
    raise SystemExit(EXIT_DONE)


def run_restore(backup: str, *, ledger: str | None) -> None:
    """Put a copy in the ledger's place, and say where what was there is kept."""
    with plain_ending("Stopped. The ledger is as it was."):
        settings = Settings.load(ledger=ledger)
        with Newsroom.open(settings) as newsroom:
            aside = newsroom.restore(Path(backup).expanduser())
        kept = f"; what was there is kept as {one_line(str(aside))}" if aside is not None else ""
        complain(f"restored {one_line(backup)} to {one_line(settings.ledger)}{kept}")
    raise SystemExit(EXIT_DONE)
