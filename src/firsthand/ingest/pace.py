"""May this host be asked now? One request at a time to each, and a pause between their beginnings.

Forty outlets are asked side by side, but none of them by forty requests at once.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Pace:
    """Turns by host. `now` gives seconds that only rise, `sleep` waits; both may be a test's own."""

    def __init__(self, now: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._now = now
        self._sleep = sleep
        self._begun: dict[str, float] = {}
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._door = threading.Lock()

    @contextmanager
    def turn(self, host: str, pause_s: float) -> Iterator[float]:
        """A turn at `host`, which begins `pause_s` after the one before began; gives the seconds that were waited."""
        with self._door:
            turn = self._turns[host]
        with turn:
            waited = self._begun[host] + pause_s - self._now() if host in self._begun else 0.0
            if waited > 0:
                self._sleep(waited)
            self._begun[host] = self._now()
            yield max(waited, 0.0)
