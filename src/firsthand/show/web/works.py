"""What is going on behind the pages? Reading and linking, one work after the other, with how far each has come.

Whoever adds a day of coverage is not left with a page that does not answer: it is taken in the background, and what
came of it is said in words.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from queue import Queue
from threading import Lock, Thread
from typing import Final

from firsthand.flow import Progress
from firsthand.model.errors import FirsthandError
from firsthand.show.words import counted

_REMEMBERED: Final = 30


class State(StrEnum):
    """How far a work has come."""

    WAITING = "waiting"
    GOING_ON = "going on"
    DONE = "done"
    FAILED = "failed"


@dataclass(slots=True)
class Work:
    """One work: what it is, how far it has come, and in the end what came of it and what was set back."""

    number: int
    what: str
    state: State = State.WAITING
    stage: str = ""
    result: str = ""
    setbacks: Sequence[tuple[str, str]] = field(default_factory=tuple)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (State.DONE, State.FAILED)

    def hear(self, progress: Progress) -> None:
        """How far it is."""
        of = f" of {progress.total}" if progress.total is not None else ""
        done = f" {progress.done}{of}" if progress.done else ""
        self.stage = f"{progress.stage}{done}: {progress.what}"


Job = Callable[[Work], State]
"""Does a work, says in it what came of it, and how it ended."""


class Works:
    """Does one work after the other on a thread of its own."""

    def __init__(self) -> None:
        self._queue: Queue[tuple[Work, Job] | None] = Queue()
        self._lock = Lock()
        self._known: deque[Work] = deque(maxlen=_REMEMBERED)
        self._number = 0
        self._thread = Thread(target=self._go_on, name="firsthand-works", daemon=True)
        self._thread.start()

    def add(self, what: str, job: Job) -> Work:
        """Have `job` done when it is its turn."""
        with self._lock:
            self._number += 1
            work = Work(self._number, what)
            self._known.append(work)
        self._queue.put((work, job))
        return work

    def latest(self) -> tuple[Work, ...]:
        """The last works, the newest first."""
        with self._lock:
            return tuple(reversed(self._known))

    def going_on(self) -> str:
        """What is going on, in a sentence; empty where nothing is."""
        left = [work for work in self.latest() if not work.is_over]
        if not left:
            return ""
        more = f"; {counted(len(left) - 1, 'more work')} after it" if len(left) > 1 else ""
        stage = f" ({left[-1].stage})" if left[-1].stage else ""
        return f"{left[-1].what}{stage}{more}. The pages show what was known before."

    def end(self) -> None:
        """Finish what is in hand, and begin nothing more."""
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put(None)
        self._thread.join()

    def _go_on(self) -> None:
        while (given := self._queue.get()) is not None:
            work, job = given
            work.state = State.GOING_ON
            try:
                work.state = job(work)
            except FirsthandError as error:
                work.result = str(error)
                work.state = State.FAILED
            except Exception as error:  # noqa: BLE001 - a defect must not stop all works after it
                work.result = f"This is a defect of firsthand ({type(error).__name__}); please report it."
                work.state = State.FAILED
