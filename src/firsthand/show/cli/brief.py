"""What does all of it say together? `firsthand brief`: in the terminal, as JSON, and as a page."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from firsthand.flow import Newsroom, Settings
from firsthand.model.briefing import Briefing
from firsthand.model.errors import SettingsError
from firsthand.model.when import When
from firsthand.show.brief import view
from firsthand.show.cli.calls import Said, a_day, a_file, hints, some_inputs
from firsthand.show.cli.choosing import NOTHING_NEAR
from firsthand.show.cli.ending import EXIT_UNUSABLE_CALL, complain, complain_of, exit_code, nothing_read, plain_ending
from firsthand.show.cli.progress import Listener, reported
from firsthand.show.cli.terminal import a_console, print_brief
from firsthand.show.export.html import write_page
from firsthand.show.present import as_json as written
from firsthand.show.present import present_briefing
from firsthand.show.samples import samples_folder
from firsthand.show.views import BriefView

LAST: Final = "last"
"""What is typed for "since I last looked"."""


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
        from_day = _from_day(since, named)
        if named and ledger is not None:
            complain("--ledger is not used where inputs are named: brief keeps nothing, follow does")
        given = hints(said)
        settings = Settings.load(ledger=ledger)
        with Newsroom.open(settings) as newsroom:
            with reported() as listener:
                if named:
                    coverage = some_inputs("brief", named)
                    briefing = newsroom.brief(coverage, given, since=from_day, bulk=bulk, listener=listener)
                    seen = _Seen(from_day)
                else:
                    briefing, seen = _recalled(newsroom, from_day, last=since == LAST, listener=listener)
                if about is not None and briefing.readings:
                    briefing = newsroom.about(about, briefing, of_ledger=not named)
            complain_of([(s.input, s.reason) for s in briefing.setbacks])
            shown = view(briefing, seen.after, about)
            if page is not None and briefing.readings:
                _write(shown, page)
            if as_json:
                sys.stdout.write(f"{written(present_briefing(briefing))}\n")
            elif briefing.readings:
                print_brief(a_console(), shown)
            if seen.upto is not None and about is None:
                newsroom.looks.keep(settings.editor, seen.upto)
        if not briefing.readings:
            complain(_nothing(named, settings.ledger, briefing))
        elif about is not None and not briefing.claims:
            complain(NOTHING_NEAR)
            raise SystemExit(EXIT_UNUSABLE_CALL)
    raise SystemExit(exit_code(read=len(briefing.readings), set_back=len(briefing.setbacks)))


def _from_day(since: str | None, named: Sequence[str]) -> date | None:
    """The day that was typed for --since; None for none, and for "last". Raises SettingsError."""
    if since == LAST and named:
        raise SettingsError("--since last is for what the ledger keeps; name a day: --since 2031-05-06")
    return a_day("--since", since) if since not in (None, LAST) else None


def _recalled(newsroom: Newsroom, from_day: date | None, *, last: bool, listener: Listener) -> tuple[Briefing, "_Seen"]:
    """What the ledger knows: all, from a day on, or what was not told yet when this reader looked last."""
    if not last:
        return newsroom.recall(since=from_day, listener=listener), _Seen(from_day)
    newsroom.conclude(listener=listener)
    look, upto = newsroom.looks.last(newsroom.settings.editor), newsroom.looks.now()
    briefing = newsroom.looks.since(look, newsroom.recall(listener=listener))
    return briefing, _Seen(look.at if look is not None else None, upto)


class _Seen(NamedTuple):
    """After which day, or which look, things are shown, and up to which telling a look reaches; None where no look."""

    after: date | When | None
    upto: int | None = None


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
