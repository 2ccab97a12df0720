"""What time is it, and is it time to stop? The clock that a watch goes by.

A watch waits for minutes and may be stopped at any moment; tests give it a clock of their own, and wait for nothing.
"""

import time
from datetime import UTC, datetime
from typing import Final

_LOOK_S: Final = 0.25
"""How often a waiting clock looks whether it was stopped: so long may Ctrl+C seem to do nothing."""


class Clock:
    """The time of the machine. `stop` may be called from a signal's handler: it sets a flag, and takes no lock."""

    def __init__(self) -> None:
        self._stopped = False

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        """Let `seconds` go by, or less when somebody stops it."""
        end = time.monotonic() + seconds
        while not self._stopped and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, _LOOK_S))

    def stop(self) -> None:
        """Ask whoever goes by this clock to finish what is in hand, and nothing more."""
        self._stopped = True

    def is_stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stopped
