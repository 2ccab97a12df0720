"""What is new since last time? `firsthand follow`: coverage into the ledger; twice is once."""

from collections.abc import Iterator, Sequence

from firsthand.flow import Followed, Newsroom, Settings
from firsthand.model.coverage import Revision
from firsthand.show.cli.calls import Said, hints, some_inputs
from firsthand.show.cli.ending import complain_of, exit_code, plain_ending
from firsthand.show.cli.progress import reported
from firsthand.show.cli.terminal import a_console
from firsthand.show.neutral import brief_line, one_line
from firsthand.show.words import counted

_MOST_TITLES = 10
_LONGEST_TITLE = 120
_STOPPED = "Stopped. The ledger is whole; run the same command again to go on where it was left."


def run(inputs: Sequence[str], said: Said, *, ledger: str | None, bulk: bool = False) -> None:
    """Take `inputs` into the ledger and say what was new; ends with the contract's exit code."""
    with plain_ending(_STOPPED):
        given = hints(said)
        settings = Settings.load(ledger=ledger)
        with Newsroom.open(settings) as newsroom, reported() as listener:
            followed = newsroom.follow(some_inputs("follow", inputs), given, bulk=bulk, listener=listener)
        complain_of([(s.input, s.reason) for s in followed.setbacks])
        a_console().print(_said(followed, one_line(settings.ledger)), soft_wrap=True)
    raise SystemExit(exit_code(read=followed.new + followed.known, set_back=len(followed.setbacks)))


def _said(followed: Followed, ledger: str) -> str:
    """What following brought: how much in a sentence or two, then what is new and which pages changed."""
    if not followed.new and not followed.known:
        return f"Nothing could be read; the ledger is as it was: {ledger}"
    if not followed.new:
        known = counted(followed.known, "article")
        return f"Nothing new: {known}, known already. The ledger is as it was: {ledger}"
    changed = len(followed.changed)
    brought = [
        f"{counted(followed.new - changed, 'article')} taken in" if followed.new > changed else "",
        f"{counted(changed, 'page')} changed" if changed else "",
        f"{followed.known:,} known already" if followed.known else "",
    ]
    lines = [f"{', '.join(b for b in brought if b)}. The ledger: {ledger}"]
    lines += _titles("New", followed.fresh)
    lines += _titles("Changed", followed.changed)
    return "\n".join(lines)


def _titles(heading: str, revisions: Sequence[Revision]) -> Iterator[str]:
    """Headlines with their outlets, the first ones by name, the rest by number."""
    if not revisions:
        return
    yield f"{heading}:"
    for revision in revisions[:_MOST_TITLES]:
        outlet = f"{brief_line(revision.outlet, _LONGEST_TITLE)}: " if revision.outlet else ""
        yield f"  {outlet}{brief_line(revision.title or revision.origin, _LONGEST_TITLE)}"
    if left := len(revisions) - len(revisions[:_MOST_TITLES]):
        yield f"  and {left:,} more"
