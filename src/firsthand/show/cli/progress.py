"""How far is it? A bar on a terminal, plain lines elsewhere; always on standard error."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from firsthand.flow import Progress
from firsthand.show.neutral import one_line, shortened
from firsthand.show.words import counted

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

Listener = Callable[[Progress], None]

_LINE_EVERY_S = 5.0
_DOING = {"reading": "Reading", "linking": "Comparing", "saving": "Saving"}
_READING = "reading"


@contextmanager
def reported(*, quiet: bool = False) -> Iterator[Listener]:
    """A listener for one trip; `quiet` hears and says nothing, where the output itself shows how far it is."""
    if quiet:
        yield _silent
    elif sys.stderr.isatty():
        with _bar() as bar:
            yield _on_bar(bar)
    else:
        lines = _Lines()
        yield lines
        lines.tell_read()


def _silent(_: Progress) -> None:
    """Hears, and says nothing."""


def _bar() -> "Bar":
    from rich.console import Console  # noqa: PLC0415 - all of rich, where there is a terminal to draw on
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    return Bar(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[what]}", markup=False, style="dim"),
        console=Console(stderr=True, markup=False, emoji=False, highlight=False),
        transient=True,
    )


def _on_bar(bar: "Bar") -> Listener:
    tasks = {}

    def heard(progress: Progress) -> None:
        if progress.stage not in tasks:
            doing = _DOING.get(progress.stage, progress.stage)
            tasks[progress.stage] = bar.add_task(doing, total=progress.total, what="")
        what = shortened(one_line(progress.what), 40)
        bar.update(tasks[progress.stage], completed=progress.done, total=progress.total, what=what)

    return heard


class _Lines:
    """Says how many articles were read, every few seconds and when all are; of what follows, what it is."""

    def __init__(self) -> None:
        self._stage = ""
        self._said_at = time.monotonic()
        self._said, self._read = 0, 0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.stage == _READING:
            self._read = progress.done
            if now - self._said_at < _LINE_EVERY_S:
                return
            self.tell_read()
        else:
            self.tell_read()
            if progress.stage == self._stage and now - self._said_at < _LINE_EVERY_S:
                return
            doing = _DOING.get(progress.stage, progress.stage)
            _say(f"{doing} {shortened(one_line(progress.what), 80)}")
        self._stage, self._said_at = progress.stage, now

    def tell_read(self) -> None:
        """Say how many articles were read, unless it was said."""
        if self._read > self._said:
            _say(f"Read {counted(self._read, 'article')}")
            self._said = self._read


def _say(line: str) -> None:
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    sys.stderr.write(f"{line}\n".encode(encoding, "replace").decode(encoding))
    sys.stderr.flush()
