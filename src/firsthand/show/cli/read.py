"""What does each article say by itself? `firsthand read`: a table an article, or a line of JSON."""

import sys
from collections.abc import Callable, Sequence
from functools import partial

from firsthand.flow import Newsroom, Progress, Settings
from firsthand.model.coverage import Setback
from firsthand.model.statement import Reading
from firsthand.show.cli.calls import Said, hints, some_inputs
from firsthand.show.cli.ending import complain, complain_of, exit_code, nothing_read, plain_ending
from firsthand.show.cli.progress import reported
from firsthand.show.present import as_json as written
from firsthand.show.present import present_reading


def run(inputs: Sequence[str], said: Said, *, as_json: bool, bulk: bool = False) -> None:
    """Read `inputs` one by one and print each as it comes; ends with the contract's exit code."""
    read = set_back = 0
    with plain_ending("Stopped. What was printed so far is complete."):
        given = hints(said)
        show = _in_json if as_json else _in_tables()
        with Newsroom.open(Settings.load()) as newsroom, reported(quiet=sys.stdout.isatty()) as listener:
            for came in newsroom.read(some_inputs("read", inputs), given, bulk=bulk):
                if isinstance(came, Setback):
                    set_back += 1
                    complain_of([(came.input, came.reason)])
                    continue
                read += 1
                listener(Progress("reading", read, None, came.revision.title or came.revision.origin))
                show(came)
        if not read:
            complain(nothing_read(inputs, set_back=set_back > 0))
    raise SystemExit(exit_code(read=read, set_back=set_back))


def _in_json(reading: Reading) -> None:
    """A line of JSON, at once."""
    sys.stdout.write(f"{written(present_reading(reading))}\n")
    sys.stdout.flush()


def _in_tables() -> Callable[[Reading], None]:
    """Prints an article as a table."""
    from firsthand.show.cli.terminal import a_console, print_reading  # noqa: PLC0415 - rich, where it is needed

    return partial(print_reading, a_console())
