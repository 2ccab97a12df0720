"""What is new since last time? `firsthand follow`: coverage into the ledger; twice is once."""

from collections.abc import Sequence

from firsthand.flow import Followed, Newsroom, Settings
from firsthand.show.cli.calls import Said, hints, some_inputs
from firsthand.show.cli.ending import complain_of, exit_code, plain_ending
from firsthand.show.cli.progress import reported
from firsthand.show.cli.terminal import a_console
from firsthand.show.neutral import one_line
from firsthand.show.words import counted

_STOPPED = "Stopped. The ledger is whole; run the same command again to go on where it was left."


def run(inputs: Sequence[str], said: Said, *, ledger: str | None) -> None:
    """Take `inputs` into the ledger and say what was new; ends with the contract's exit code."""
    with plain_ending(_STOPPED):
        given = hints(said)
        settings = Settings.load(ledger=ledger)
        with Newsroom.open(settings) as newsroom, reported() as listener:
            followed = newsroom.follow(some_inputs("follow", inputs), given, listener=listener)
        complain_of([(s.input, s.reason) for s in followed.setbacks])
        a_console().print(_said(followed, one_line(settings.ledger)), soft_wrap=True)
    raise SystemExit(exit_code(read=followed.new + followed.known, set_back=len(followed.setbacks)))


def _said(followed: Followed, ledger: str) -> str:
    """What following brought, in two sentences."""
    if not followed.new and not followed.known:
        return f"Nothing could be read; the ledger is as it was: {ledger}"
    if not followed.new:
        known = counted(followed.known, "article")
        return f"Nothing new: {known}, known already. The ledger is as it was: {ledger}"
    known = f", {followed.known:,} known already" if followed.known else ""
    return f"{counted(followed.new, 'article')} taken in{known}. The ledger: {ledger}"
