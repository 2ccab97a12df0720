"""How does a command end? With an exit code, and with one plain sentence where something went wrong."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from firsthand.model.errors import FirsthandError
from firsthand.show.neutral import one_line

EXIT_DONE = 0
EXIT_SET_BACK = 1
EXIT_UNUSABLE_CALL = 2
EXIT_NOTHING_READ = 3
EXIT_DEFECT = 70
"""EX_SOFTWARE of sysexits.h."""
EXIT_INTERRUPTED = 130
"""128 + SIGINT, as shells count."""
EXIT_PIPE = 141
"""128 + SIGPIPE."""


@contextmanager
def plain_ending(when_stopped: str) -> Iterator[None]:
    """Turn what may end a command early into a sentence and an exit code; `when_stopped` is said on Ctrl+C."""
    try:
        yield
    except KeyboardInterrupt:
        complain(when_stopped)
        raise SystemExit(EXIT_INTERRUPTED) from None
    except BrokenPipeError:
        hush()
        raise SystemExit(EXIT_PIPE) from None
    except FirsthandError as error:
        complain(str(error))
        raise SystemExit(EXIT_UNUSABLE_CALL) from None


def complain(sentence: str) -> None:
    """Say `sentence` on standard error, on a line of its own, with nothing in it that acts on a terminal."""
    _write(f"firsthand: {one_line(sentence)}\n")


def complain_of(setbacks: Sequence[tuple[str, str]]) -> None:
    """Say of each input that was set back, and why."""
    for name, reason in setbacks:
        _write(f"set back: {one_line(name)}: {one_line(reason)}\n")


def exit_code(*, read: int, set_back: int) -> int:
    """The contract's exit code for a call that came to its end."""
    if not read:
        return EXIT_NOTHING_READ
    return EXIT_SET_BACK if set_back else EXIT_DONE


def hush() -> None:
    """Let whatever is still to be written go nowhere: who read our output has left."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):
            continue


def _write(line: str) -> None:
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    sys.stderr.write(line.encode(encoding, "replace").decode(encoding))
    sys.stderr.flush()
