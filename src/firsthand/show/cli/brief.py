"""What does all of it say together? `firsthand brief`: in the terminal, as JSON, and as a page."""

import sys
from collections.abc import Sequence
from pathlib import Path

from firsthand.flow import Newsroom, Settings
from firsthand.model.briefing import Briefing
from firsthand.model.errors import SettingsError
from firsthand.show.brief import view
from firsthand.show.cli.calls import Said, a_day, a_file, hints, some_inputs
from firsthand.show.cli.choosing import NOTHING_NEAR
from firsthand.show.cli.ending import EXIT_UNUSABLE_CALL, complain, complain_of, exit_code, nothing_read, plain_ending
from firsthand.show.cli.progress import reported
from firsthand.show.cli.terminal import a_console, print_brief
from firsthand.show.export.html import write_page
from firsthand.show.present import as_json as written
from firsthand.show.present import present_briefing
from firsthand.show.samples import samples_folder
from firsthand.show.views import BriefView


def run(
    inputs: Sequence[str],
    said: Said,
    *,
    as_json: bool,
    html: str | None,
    since: str | None,
    ledger: str | None,
    samples: bool,
    bulk: bool = False,
    about: str | None = None,
) -> None:
    """Brief on `inputs`, or on the ledger where there are none; ends with the contract's exit code."""
    with plain_ending("Stopped. Nothing was written."):
        named = [*inputs, *([str(samples_folder())] if samples else [])]
        page = a_file("--html", html, "brief.html") if html is not None else None
        from_day = a_day("--since", since) if since is not None else None
        if named and ledger is not None:
            complain("--ledger is not used where inputs are named: brief keeps nothing, follow does")
        given = hints(said)
        settings = Settings.load(ledger=ledger)
        with Newsroom.open(settings) as newsroom, reported() as listener:
            if named:
                briefing = newsroom.brief(
                    some_inputs("brief", named), given, since=from_day, bulk=bulk, listener=listener
                )
            else:
                briefing = newsroom.recall(since=from_day, listener=listener)
            if about is not None and briefing.readings:
                briefing = newsroom.about(about, briefing, of_ledger=not named)
        complain_of([(s.input, s.reason) for s in briefing.setbacks])
        shown = view(briefing, from_day, about)
        if page is not None and briefing.readings:
            _write(shown, page)
        if as_json:
            sys.stdout.write(f"{written(present_briefing(briefing))}\n")
        elif briefing.readings:
            print_brief(a_console(), shown)
        if not briefing.readings:
            complain(_nothing(named, settings.ledger, briefing))
        elif about is not None and not briefing.claims:
            complain(NOTHING_NEAR)
            raise SystemExit(EXIT_UNUSABLE_CALL)
    raise SystemExit(exit_code(read=len(briefing.readings), set_back=len(briefing.setbacks)))


def _write(shown: BriefView, page: Path) -> None:
    """Write the page and say so. Raises SettingsError where the disk does not take it."""
    try:
        write_page(shown, page)
    except OSError as error:
        raise SettingsError(f"--html: {page} cannot be written ({error.strerror}); name another file") from error
    complain(f"wrote {page}")


def _nothing(named: Sequence[str], ledger: str, briefing: Briefing) -> str:
    """Why there is no briefing, and what to do."""
    if not named:
        return (
            f"no input was given, and the ledger {ledger} is empty; name some coverage (firsthand brief coverage/), "
            "or keep some first (firsthand follow coverage/)"
        )
    return nothing_read(named, set_back=bool(briefing.setbacks))
