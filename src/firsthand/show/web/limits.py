"""How often may somebody ask? Counted by the hour, for each who asks and for each thing that is asked about.

Whom an address belongs to is not kept: it is cut to the network that it is of, and forgotten after an hour.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from typing import Final

HOUR_S: Final = 3_600.0
MOST_KEYS: Final = 20_000
"""Different askers and things that are counted at once; where there are more, all wait."""
_V4: Final = 24
_V6: Final = 48
"""Bits of an address that are kept: of a household's or an office's network."""


class Limits:
    """Counts what was done in the last hour, by key."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._done: dict[str, deque[float]] = {}
        self._lock = Lock()

    def seconds_to_wait(self, *allowed: tuple[str, int]) -> int:
        """0, and it is counted, where each key was counted fewer times than its most; else the seconds until it may be.

        >>> limits = Limits(clock=iter([0.0, 60.0, 3_600.5]).__next__)
        >>> [limits.seconds_to_wait(("reader", 1)) for _ in range(3)]
        [0, 3540, 0]
        """
        with self._lock:
            now = self._clock()
            waits = [self._wait(key, most, now) for key, most in allowed]
            if (longest := max(waits, default=0.0)) > 0:
                return math.ceil(longest)
            for key, _ in allowed:
                self._done.setdefault(key, deque()).append(now)
            return 0

    def _wait(self, key: str, most: int, now: float) -> float:
        done = self._done.get(key)
        if done is None:
            return 0.0 if self._has_room(now) else HOUR_S
        while done and now - done[0] >= HOUR_S:
            done.popleft()
        return 0.0 if len(done) < most else done[len(done) - most] + HOUR_S - now

    def _has_room(self, now: float) -> bool:
        if len(self._done) >= MOST_KEYS:
            self._done = {key: done for key, done in self._done.items() if done and now - done[-1] < HOUR_S}
        return len(self._done) < MOST_KEYS


def network_of(address: str) -> str:
    """The network that an address is of; what is no address is one of its own.

    >>> network_of("192.0.2.77"), network_of("2001:db8:1:2::9"), network_of("::ffff:192.0.2.77"), network_of("unknown")
    ('192.0.2.0/24', '2001:db8:1::/48', '192.0.2.0/24', 'nowhere')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return "nowhere"
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return str(ip_network((found.packed, _V6 if isinstance(found, IPv6Address) else _V4), strict=False))
