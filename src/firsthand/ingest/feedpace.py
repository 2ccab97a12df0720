"""How long does this feed ask to be left alone? What it says of itself, in seconds.

An RSS feed may say `<ttl>60</ttl>` (minutes), any feed `<sy:updatePeriod>hourly</sy:updatePeriod>` with so many times
in it. A feed that says a year is asked every day all the same: such figures are mistakes, and a day costs it nothing.
"""

import re
from typing import Final

_LOOKED_AT_BYTES: Final = 65_536
"""A feed says it in its head, before its entries."""
_LONGEST_S: Final = 86_400
_TTL: Final = re.compile(rb"<ttl>\s{0,20}(\d{1,7})\s{0,20}</ttl>")
_PERIOD: Final = re.compile(rb"<sy:updatePeriod>\s{0,20}([a-z]{5,7})\s{0,20}</sy:updatePeriod>", re.IGNORECASE)
_TIMES: Final = re.compile(rb"<sy:updateFrequency>\s{0,20}(\d{1,5})\s{0,20}</sy:updateFrequency>", re.IGNORECASE)
_PERIODS_S: Final = {
    b"hourly": 3_600,
    b"daily": 86_400,
    b"weekly": 604_800,
    b"monthly": 2_592_000,
    b"yearly": 31_536_000,
}


def pace_of(raw: bytes) -> int:
    """The seconds that a feed asks for between two visits, at most a day; 0 where it does not say.

    >>> pace_of(b"<rss><channel><ttl> 30 </ttl>")
    1800
    >>> pace_of(b"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>")
    1800
    """
    head = raw[:_LOOKED_AT_BYTES]
    head = head[: _first_entry(head)]
    ttl, period, times = (pattern.search(head) for pattern in (_TTL, _PERIOD, _TIMES))
    asked = int(ttl[1]) * 60 if ttl else 0
    if period:
        asked = max(asked, _PERIODS_S.get(period[1].lower(), 0) // max(int(times[1]) if times else 1, 1))
    return min(asked, _LONGEST_S)


def _first_entry(head: bytes) -> int:
    places = [at for at in (head.find(b"<item"), head.find(b"<entry")) if at >= 0]
    return min(places, default=len(head))
