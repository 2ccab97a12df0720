"""How does a command end? With an exit code, and with one plain sentence where something went wrong."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from firsthand.model.errors import FirsthandError
from firsthand.show.neutral import brief_line, one_line
from firsthand.show.words import listed

_WHAT_IS_READ = (
    "What is read: plain text (.txt, .md), web pages (.html), feeds (.xml, .rss, .atom) and JSON lines (.jsonl)."
)
_MOST_NAMED = 3
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
    """Say of each input that was not read, or not all of it, and why."""
    for name, reason in setbacks:
        _write(f"not read in full: {_named(name)}: {one_line(reason)}\n")


def nothing_read(inputs: Sequence[str], *, set_back: bool) -> str:
    """Which inputs gave nothing, and what is read; where each was told of already, `set_back`, it is kept short."""
    names = listed([_named(i) for i in inputs], _MOST_NAMED)
    return (
        f"Nothing could be read of {names}." if set_back else f"There was nothing to read in {names}. {_WHAT_IS_READ}"
    )


def _named(name: str) -> str:
    return "standard input" if name == "-" else brief_line(name)


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
