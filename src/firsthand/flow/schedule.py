"""When is an address asked again? From what was last new there, and when it was last asked; nothing else is remembered.

A feed is asked every ten minutes, or as seldom as it asks for; a list to which it leads is asked as a page is. An
article that came out at nine is asked for edits at 9:15, ten, three in the afternoon, nine the next day, and then once
a week; one that changed is new again.
"""

import hashlib
import math
from datetime import UTC, datetime, time, timedelta
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
    """When `watched` is to be asked next, None for never again. `every` is for addresses that were named.

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
    is_named = watched.depth == 0
    asked_for = timedelta(seconds=watched.pace_s)
    if visit.failures:
        first = every if is_named else MARKS[0]
        doubled: timedelta = first * (1 << min(visit.failures, _MOST_DOUBLED))
        distance = max(min(doubled, _LONGEST), first, asked_for)
    elif is_named:
        distance = max(every, asked_for)
    elif _says_newer(watched, visit, now):
        return timedelta()
    else:
        found = _to_next_mark(visit.at - (watched.news or watched.found))
        if found is None and not watched.lists:
            return None
        distance = max(found or MARKS[-1], asked_for)
    more: float = 1 + _JITTER * _chance(watched.url, visit.at)
    return distance * more


def _says_newer(watched: Watched, visit: Visit, now: datetime) -> bool:
    """Whether the list says, to the minute, that the page changed after it was last asked (and not in the future)."""
    when = When(watched.dated) if watched.dated else None
    return when is not None and when.precision is Precision.TIME and visit.at < _moment(when) <= now


def came_out(when: When | None, now: datetime) -> datetime:
    """The latest moment at which something that bears this date can have come out; `now` where it does not say.

    An article of last year is not asked four times on the day on which it is found.
    """
    if when is None or when.latest is None:
        return now
    if when.precision is Precision.TIME:
        return min(_moment(when), now)
    return min(datetime.combine(when.latest, time.max, tzinfo=UTC), now)


def _moment(when: When) -> datetime:
    """The moment of a date with a time; one without a zone is taken as UTC."""
    moment = datetime.fromisoformat(when.edtf.rstrip("?~%"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


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
