"""How far is it? A bar on a terminal, plain lines elsewhere; always on standard error."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from firsthand.flow import Progress
from firsthand.show.neutral import one_line, shortened

Listener = Callable[[Progress], None]

_LINE_EVERY_S = 5.0
_DOING = {"reading": "Reading", "linking": "Comparing", "saving": "Saving"}


@contextmanager
def reported(*, quiet: bool = False) -> Iterator[Listener]:
    """A listener for one trip; `quiet` hears and says nothing, where the output itself shows how far it is."""
    if quiet:
        yield _silent
    elif sys.stderr.isatty():
        with _bar() as bar:
            yield _on_bar(bar)
    else:
        yield _Lines()


def _silent(_: Progress) -> None:
    """Hears, and says nothing."""


def _bar() -> Bar:
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


def _on_bar(bar: Bar) -> Listener:
    tasks = {}

    def heard(progress: Progress) -> None:
        if progress.stage not in tasks:
            doing = _DOING.get(progress.stage, progress.stage)
            tasks[progress.stage] = bar.add_task(doing, total=progress.total, what="")
        what = shortened(one_line(progress.what), 40)
        bar.update(tasks[progress.stage], completed=progress.done, total=progress.total, what=what)

    return heard


class _Lines:
    """Says when a stage begins, and every few seconds where it has come to."""

    def __init__(self) -> None:
        self._stage = ""
        self._said_at = 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.stage == self._stage and now - self._said_at < _LINE_EVERY_S:
            return
        doing = _DOING.get(progress.stage, progress.stage)
        known = [str(progress.done)] if progress.done else []
        known += [f"of {progress.total}"] if progress.total else []
        line = f"{' '.join([doing, *known])}: {shortened(one_line(progress.what), 80)}\n"
        encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
        sys.stderr.write(line.encode(encoding, "replace").decode(encoding))
        sys.stderr.flush()
        self._stage, self._said_at = progress.stage, now
