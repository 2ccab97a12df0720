"""Did a piece come out before or after what it tells was taken back? Said exactly, for it is a public accusation.

The Klaxon prints at 07:00 what was withdrawn at 11:30 the day before; Tidewrack printed it earlier and has not
changed it in the coverage at hand. Where the dates do not tell which, that is said.
"""

from datetime import UTC, datetime, timedelta

from firsthand.model.claim import Claim
from firsthand.model.coverage import Revision
from firsthand.model.story import Echo, What
from firsthand.model.when import Precision, When
from firsthand.show.words import dated

_FARTHEST_ZONE = timedelta(hours=14)
"""A time without a zone may be this far from UTC (Kiribati is, at UTC+14)."""
_TAKEN_BACK = {What.WITHDRAWN: "withdrawn", What.CORRECTED: "corrected"}


def told_when(echo: Echo, claim: Claim, revision: Revision) -> str:
    """Whether `revision` came out before or after what `echo` repeats was taken back, in words with the date."""
    done = _what_was_done(claim, echo)
    published, modified = revision.published, revision.modified
    if published is None or echo.after is None:
        return f"still says it; no date tells whether it was published before or after it was {done}"
    when = dated(published)
    if _is_before(echo.after, published):
        return f"published after it was {done} ({when})"
    if not _is_before(published, echo.after):
        return f"published {when}; the dates do not tell whether before or after it was {done}"
    if modified is not None and _is_before(echo.after, modified):
        return f"published before ({when}), changed after it was {done} ({dated(modified)}), and still says it"
    return f"published before, and not changed in the coverage at hand ({when})"


def _what_was_done(claim: Claim, echo: Echo) -> str:
    """What the claim's history says was done at that moment: "withdrawn", "corrected", or that it may be either."""
    kinds = {d.what for d in claim.history if d.what in _TAKEN_BACK and d.when == echo.after}
    return _TAKEN_BACK[kinds.pop()] if len(kinds) == 1 else "withdrawn or corrected"


def _is_before(one: When, other: When) -> bool:
    """Whether `one` is certainly before `other`; of two days, the zone that a time may lack is not asked."""
    if one.precision is Precision.TIME and other.precision is Precision.TIME:
        return _moment(one) + _slack(one, other) < _moment(other)
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest


def _slack(one: When, other: When) -> timedelta:
    """How far two times may be off each other: not at all where both, or neither, state a zone."""
    return timedelta() if _has_zone(one) is _has_zone(other) else _FARTHEST_ZONE


def _has_zone(when: When) -> bool:
    return datetime.fromisoformat(when.edtf.rstrip("?~%")).tzinfo is not None


def _moment(when: When) -> datetime:
    moment = datetime.fromisoformat(when.edtf.rstrip("?~%"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
