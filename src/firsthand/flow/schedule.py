"""When is an address asked again? From what was last new there, and when it was last asked; nothing else is remembered.

A feed is asked every ten minutes, or as seldom as it asks for. An article that came out at nine is asked for edits at
9:15, ten, three in the afternoon, nine the next day, and then once a week; one that changed is new again.
"""

import hashlib
import math
from datetime import UTC, datetime, timedelta
from typing import Final

from firsthand.model.coverage import Visit
from firsthand.model.when import Precision, When
from firsthand.store import Watched

MARKS: Final = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=7),
)
"""How long after its last news a page is asked for edits, and then every last one again. Chosen, not measured: most
edits that nobody mentions come within the first hours, and four requests on the first day burden no server."""
FOLLOWED_FOR: Final = timedelta(weeks=26)
"""After so long without an edit a page is left alone: a watch of years must not ask ever more of the same host."""
_LONGEST: Final = timedelta(days=1)
"""The longest distance to an address that fails or asks for patience: it may come back, and a day is polite to all."""
_MOST_DOUBLED: Final = 12
_CHANCES: Final = 1 << 32
_JITTER: Final = 0.1
"""Up to this part of a distance is added to it, by address and visit, so that ten feeds of one host drift apart."""


def due_at(watched: Watched, visit: Visit | None, every: timedelta, now: datetime) -> datetime | None:
    """When `watched` is to be asked next, None for never again. `every` is for addresses that were named, and lists.

    What was never asked is due when it was found. A server's `wait_until` goes before all else.
    """
    if visit is None:
        return watched.found
    distance = _distance(watched, visit, every, now)
    if distance is None:
        return None
    due = visit.at + distance
    return max(due, visit.wait_until) if visit.wait_until else due


def _distance(watched: Watched, visit: Visit, every: timedelta, now: datetime) -> timedelta | None:
    """From the last visit to the next."""
    is_named = watched.lists or watched.depth == 0
    if visit.failures:
        first = every if is_named else MARKS[0]
        doubled: timedelta = first * (1 << min(visit.failures, _MOST_DOUBLED))
        distance = max(min(doubled, _LONGEST), first)
    elif is_named:
        distance = max(every, timedelta(seconds=watched.pace_s))
    elif _says_newer(watched, visit, now):
        return timedelta()
    else:
        found = _to_next_mark(visit.at - (watched.news or watched.found))
        if found is None:
            return None
        distance = found
    more: float = 1 + _JITTER * _chance(watched.url, visit.at)
    return distance * more


def _says_newer(watched: Watched, visit: Visit, now: datetime) -> bool:
    """Whether the list says, to the minute, that the page changed after it was last asked (and not in the future)."""
    when = When(watched.dated) if watched.dated else None
    if when is None or when.precision is not Precision.TIME:
        return False
    moment = datetime.fromisoformat(when.edtf.rstrip("?~%"))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return visit.at < moment <= now


def _to_next_mark(age: timedelta) -> timedelta | None:
    """How long until a page whose last news was `age` before its last visit is asked again."""
    age = max(age, timedelta())
    if age > FOLLOWED_FOR:
        return None
    for mark in MARKS:
        if mark > age:
            return mark - age
    week = MARKS[-1]
    return week * (math.floor(age / week) + 1) - age


def _chance(url: str, at: datetime) -> float:
    """A number in [0, 1) that is another for each address and visit, and the same whenever it is asked for."""
    digest = hashlib.sha256(f"{url} {at.isoformat()}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4]) / _CHANCES
