"""What did they send? `firsthand raw`: the bytes that an article was read from, as they came."""

import sys
from collections.abc import Sequence
from pathlib import Path

from firsthand.flow import Newsroom, Settings
from firsthand.model.coverage import Wording
from firsthand.model.errors import SettingsError
from firsthand.show.cli.ending import EXIT_DONE, EXIT_UNUSABLE_CALL, complain, plain_ending
from firsthand.show.neutral import brief_line
from firsthand.show.words import counted

_LONGEST_TITLE = 80


def run(which: str, *, output: str | None, ledger: str | None) -> None:
    """Write the bytes of the wording that `which` names; where it names several, list them instead."""
    with plain_ending("Stopped."):
        settings = Settings.load(ledger=ledger)
        with Newsroom.open(settings) as newsroom:
            found = newsroom.wordings(which)
            if len({wording.capture for wording in found}) > 1:
                _list(found)
                raise SystemExit(EXIT_UNUSABLE_CALL)
            raw = newsroom.raw(found[-1])
        if output is None or output == "-":
            _print(raw)
        else:
            _write(raw, Path(output).expanduser())
    raise SystemExit(EXIT_DONE)


def _list(found: Sequence[Wording]) -> None:
    """The wordings to choose from: standard output stays empty, for a program may be reading bytes there."""
    complain(f"there are {counted(len(found), 'revision')}; name one of them:")
    for wording in found:
        size = counted(wording.size, "byte") if wording.size is not None else "bytes not kept"
        said = f"dated {wording.dated}, " if wording.dated else ""
        title = brief_line(wording.title or "without a headline", _LONGEST_TITLE)
        stands = f" (read anew as {wording.superseded})" if wording.superseded else ""
        complain(f"{wording.revision}, {said}came in {wording.first_seen}, {size}: {title}{stands}")


def _print(raw: bytes) -> None:
    if sys.stdout.isatty():
        raise SettingsError(
            "expected a file or a program to write to, came a terminal, on which bytes from outside could act; "
            "add -o FILE, or send them on: firsthand raw ... | less"
        )
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()


def _write(raw: bytes, path: Path) -> None:
    """Make the file. Raises SettingsError where it is there already, or cannot be made."""
    try:
        with path.open("xb") as stream:
            stream.write(raw)
    except FileExistsError as error:
        raise SettingsError(f"--output: {path} is there already, and was left as it is; name another file") from error
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise SettingsError(f"--output: {path} cannot be written ({said}); name another file") from error
    complain(f"wrote {counted(len(raw), 'byte')} to {path}")
