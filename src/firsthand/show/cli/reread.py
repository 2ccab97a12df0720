"""Can all of it be read again? `firsthand reread`: the bytes that were kept, read by this version."""

from firsthand.flow import Newsroom, Reread, Settings
from firsthand.show.cli.ending import complain_of, exit_code, plain_ending
from firsthand.show.cli.progress import reported
from firsthand.show.cli.terminal import a_console
from firsthand.show.neutral import one_line
from firsthand.show.words import counted

_STOPPED = "Stopped. The ledger is whole; run the same command again to read the rest."


def run(*, ledger: str | None) -> None:
    """Read all that the ledger kept again, and say what came of it; ends with the contract's exit code."""
    with plain_ending(_STOPPED):
        settings = Settings.load(ledger=ledger)
        with Newsroom.open(settings) as newsroom, reported() as listener:
            found = newsroom.reread(listener=listener)
        complain_of([(s.input, s.reason) for s in found.setbacks])
        a_console().print(_said(found, one_line(settings.ledger)), soft_wrap=True)
    raise SystemExit(exit_code(read=found.captures, set_back=len(found.setbacks)))


def _said(found: Reread, ledger: str) -> str:
    if not found.captures:
        return f"Nothing was kept that could be read again: {ledger}"
    new = f"; {counted(found.new, 'revision')} with another text" if found.new else ""
    same = counted(found.same, "revision")
    return f"{counted(found.captures, 'capture')} read again: {same} with the same text{new}. The ledger: {ledger}"
