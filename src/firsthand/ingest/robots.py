"""Does the site let programs have this page? Its robots.txt, asked once a day, by RFC 9309.

A site without the file, or that keeps it back, allows all; one whose server fails is left alone until it answers. The
rules for "firsthand" count, else those for everybody; their Crawl-delay, which is no part of the RFC, is kept as well.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from protego import Protego

AGENT = "firsthand"
_FRESH = timedelta(days=1)
"""RFC 9309, 2.4: rules should not be used for longer than a day."""
_LONGEST_PAUSE_S = 60.0
"""A Crawl-delay of more is kept as this: some files ask for a day, and nobody means it."""
SIZE_BYTES = 512_000
"""RFC 9309, 2.5: at least 500 KiB are to be read."""


class Rules(NamedTuple):
    """What a site's robots.txt said, and when it was asked. An empty text allows all."""

    text: str
    at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Whether they may still be used."""
        return now - self.at < _FRESH


class Robots:
    """Rules, read once."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._parsed = Protego.parse(rules.text)

    def allow(self, url: str) -> bool:
        """Whether `url`, an address of the site, may be asked."""
        return bool(self._parsed.can_fetch(url, AGENT))

    @property
    def pause_s(self) -> float:
        """The pause between requests that the site wants, in seconds; 0 where it says nothing."""
        return min(float(self._parsed.crawl_delay(AGENT) or 0.0), _LONGEST_PAUSE_S)


def rules_of(raw: bytes, at: datetime) -> Rules:
    """The rules in a robots.txt, as far as they are read; what comes after the cap is not."""
    return Rules(raw[:SIZE_BYTES].decode("utf-8", "replace").lstrip("\ufeff"), at)
