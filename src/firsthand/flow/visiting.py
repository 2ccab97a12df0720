"""What may be remembered of a visit, and when? Only what is on the ledger already.

A page comes with the mark "v7", and the program is killed before its article is saved. Were the mark remembered, the
server would say next time that nothing changed, and the article would never be read. So a visit is held back until what
it brought was saved; and where nothing could be read of it, its marks are forgotten.
"""

from dataclasses import replace
from datetime import datetime

from firsthand.ingest import Capture
from firsthand.ingest.robots import Rules
from firsthand.model.coverage import Visit
from firsthand.store import Visits

_OK, _NO_ANSWER = 200, 0


class Visiting:
    """The memory that a fetcher is handed: knows the ledger's visits, and holds new ones back until they are closed."""

    def __init__(self, visits: Visits) -> None:
        self._visits = visits
        self._open: dict[str, Visit] = {}

    def visit(self, url: str) -> Visit | None:
        """The last visit to `url`."""
        return self._open.get(url) or self._visits.visit(url)

    def remember(self, visit: Visit) -> None:
        """Hold `visit` until it is closed."""
        self._open[visit.url] = visit

    def rules(self, site: str) -> Rules | None:
        """What a site's robots.txt said when it was last asked."""
        found = self._visits.rules(site)
        return Rules(*found) if found is not None else None

    def remember_rules(self, site: str, rules: Rules) -> None:
        """Keep what a site's robots.txt says."""
        self._visits.remember_rules(site, rules.text, rules.at)

    def kept(self, url: str, at: datetime, capture: Capture | None = None) -> None:
        """What came of `url` is on the ledger; `capture` is None where it was there already."""
        before = self._visits.visit(url)
        visit = self._open.pop(url, None)
        if visit is None and capture is None and before is not None:
            visit = before
        if visit is None:
            landed, name = (capture.url, capture.sha256) if capture is not None else (None, None)
            visit = Visit(url=url, at=at, status=_OK, landed=landed, capture=name)
        self._close(replace(visit, at=at, failures=0))

    def lost(self, url: str, at: datetime) -> None:
        """Something came of `url`, and nothing could be made of it: next time all of it is to come again."""
        before = self._visits.visit(url)
        visit = self._open.pop(url, None) or Visit(url=url, at=at, status=_OK)
        failures = (before.failures if before else 0) + 1
        self._close(replace(visit, at=at, failures=failures, etag=None, last_modified=None, capture=None))

    def failed(self, url: str, at: datetime) -> None:
        """Nothing came of `url`."""
        before = self._visits.visit(url)
        visit = self._open.pop(url, None) or replace(before or Visit(url=url, at=at, status=0), status=_NO_ANSWER)
        failures = max(visit.failures, (before.failures if before else 0) + 1)
        self._close(replace(visit, at=at, failures=failures))

    def forget_marks(self, url: str) -> None:
        """Let all of `url` come again the next time."""
        visit = self._visits.visit(url)
        if visit is not None:
            self._visits.remember(replace(visit, etag=None, last_modified=None, capture=None))

    def close(self) -> None:
        """Remember the visits that are still open: those that brought nothing, and those made on the way to another."""
        for visit in self._open.values():
            self._visits.remember(visit)
        self._open.clear()

    def _close(self, visit: Visit) -> None:
        self._open[visit.url] = visit
        self.close()
