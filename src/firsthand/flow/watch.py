"""What is new there, and when is it asked again? The same trip every so often, until somebody stops it.

`watch https://news.example/feed` asks the feed every ten minutes, each page to which it links once it is there, and
those pages again at growing distances, for an edit that nobody mentions. All that it knows is on the ledger: one that
was killed goes on where it was. Links and claims are drawn after a round that brought something, not for each article.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from firsthand.engines.tags import Tagger
from firsthand.flow.clock import Clock
from firsthand.flow.follow import revisions_of
from firsthand.flow.keeping import Keeper, Kept, intake_of
from firsthand.flow.schedule import came_out, due_at
from firsthand.flow.telling import Listener, News, NewsKind, Terms, Watching
from firsthand.ingest import Capture, Unchanged, canonical_url
from firsthand.ingest.capture import Kind, kind_of
from firsthand.ingest.feedpace import pace_of
from firsthand.ingest.links import Link, read_links
from firsthand.model.coverage import Hints, Revision, Setback, Visit
from firsthand.model.errors import Unusable
from firsthand.model.when import When
from firsthand.store import Watched, save_watched, watched_at, watched_via
from firsthand.track.changes import find_changes

Fetch = Callable[[str], Capture | Unchanged]
Tell = Callable[[News], None]

_MOST_LINKS: Final = 500
"""How many links of one list are followed, the newest first. Feeds carry dozens, news sitemaps at most a thousand; one
of fifty thousand is the archive of a whole outlet, which nobody means to ask for page by page."""
_MOST_PARTS: Final = 20
"""The same for an index of sitemaps, which has one for each month since an outlet began."""
_INDEX, _HEAD_BYTES = b"<sitemapindex", 2_048
_DEEPEST: Final = 2
"""A named list may link to lists (a sitemap index does), and these to pages; no further."""
_LISTING: Final = frozenset({Kind.FEED, Kind.JSON, Kind.LINES})
"""What may be a list of links; a page never is."""


class Watch:
    """Watches addresses, and tells of each new thing when it is on the ledger."""

    def __init__(self, keeper: Keeper, fetch: Fetch, tagger: Tagger, clock: Clock, tell: Tell) -> None:
        self._keeper, self._fetch, self._tagger, self._clock, self._tell = keeper, fetch, tagger, clock, tell
        self._agenda: dict[str, Watched] = {}
        self._seen: dict[str, Visit | None] = {}
        self._lists: dict[str, Capture] = {}
        self._done = Watching()

    def run(self, addresses: Sequence[str], terms: Terms, listener: Listener) -> Watching:
        """Watch `addresses` on `terms`; when the clock is stopped, the article in hand is finished first."""
        self._begin(addresses)
        first = True
        while not self._clock.is_stopped():
            before = self._done
            self._round(terms, named_at_once=terms.once and first)
            if self._clock.is_stopped():
                break  # what came in is linked when it is next asked for
            if (before.new, before.changed) != (self._done.new, self._done.changed):
                self._keeper.conclude(self._clock.now().date(), listener)
            first = False
            if terms.once or not self._wait(terms):
                break
        return self._done

    def _begin(self, addresses: Sequence[str]) -> None:
        """Go on where the ledger says; what was never named before is added."""
        ledger = self._keeper.ledger
        named = list(dict.fromkeys(addresses))
        known = watched_at(ledger, named)
        now = self._clock.now()
        fresh = [
            replace(known[url], via=url, depth=0) if url in known else Watched(url=url, via=url, depth=0, found=now)
            for url in named
            if url not in known or known[url].depth
        ]
        if fresh:
            save_watched(ledger, fresh)
        self._agenda = {canonical_url(one.url): one for one in reversed(watched_via(ledger, named))}

    def _round(self, terms: Terms, *, named_at_once: bool) -> None:
        """Ask all that is due, and what is found on the way."""
        asked: set[str] = set()
        while not self._clock.is_stopped():
            now = self._clock.now()
            due = [
                (at, one.depth, one.url)
                for one in self._agenda.values()
                if one.url not in asked
                and (at := self._due(one, terms, now, at_once=named_at_once)) is not None
                and at <= now
            ]
            if not due:
                return
            for _, _, url in sorted(due, key=lambda one: (one[1], one[0], one[2])):
                if self._clock.is_stopped():
                    return
                asked.add(url)
                self._ask(self._agenda[canonical_url(url)])

    def _due(self, one: Watched, terms: Terms, now: datetime, *, at_once: bool = False) -> datetime | None:
        if one.url not in self._seen:
            self._seen[one.url] = self._keeper.visiting.visit(one.url)
        visit = self._seen[one.url]
        if at_once and one.depth == 0 and visit is not None and not visit.failures:
            return visit.wait_until or now
        return due_at(one, visit, terms.every, now)

    def _wait(self, terms: Terms) -> bool:
        """Wait for whatever is due next. False when the time is up before."""
        now = self._clock.now()
        due = [at for one in self._agenda.values() if (at := self._due(one, terms, now)) is not None]
        if not due or (terms.until is not None and min(due) >= terms.until):
            if terms.until is not None:
                self._clock.wait(max((terms.until - now).total_seconds(), 0))
            return False
        self._clock.wait(max((min(due) - now).total_seconds(), 0))
        return True

    def _ask(self, one: Watched) -> None:
        """Ask one address, keep what comes, and tell what is new."""
        before = self._keeper.visiting.visit(one.url)
        self._count(asked=1)
        self._seen.pop(one.url, None)
        try:
            came = self._fetch(one.url)
            if isinstance(came, Unchanged) or (before is not None and came.sha256 == before.capture):
                self._count(answered=1)
                self._keeper.visiting.kept(one.url, self._clock.now())
                if before is not None and before.failures:
                    self._had(one)
                return
            links = read_links(came) if kind_of(came) in _LISTING else ()
        except Unusable as error:
            self._failed(one, error)
            return
        self._count(answered=1)
        if links or kind_of(came) is Kind.FEED:
            self._take_list(one, came, links)
        elif one.lists:
            self._lost(
                one, f"expected a feed or a sitemap, came a {kind_of(came)}; it is tried again, ever more seldom"
            )
        else:
            self._take_page(one, came)

    def _take_list(self, one: Watched, capture: Capture, links: Sequence[Link]) -> None:
        """Note what is new on a list; the pages come next."""
        if one.depth >= _DEEPEST:
            self._lost(one, "expected a page, came a list in a list in a list; watch it by its own address")
            return
        now = self._clock.now()
        told = None
        most = _MOST_PARTS if _INDEX in capture.raw[:_HEAD_BYTES] else _MOST_LINKS
        if len(links) > most:
            told = f"expected at most {most} links, came {len(links):,}; the newest are followed"
            links = sorted(links, key=_dated, reverse=True)[:most]
        fresh = list(self._news_of(one, links, capture, now))
        self._note(fresh)
        news = now if fresh or one.news is None else one.news
        self._had(replace(one, lists=True, pace_s=pace_of(capture.raw), news=news), told)
        self._keeper.visiting.kept(one.url, now, capture)

    def _news_of(self, via: Watched, links: Iterable[Link], capture: Capture, now: datetime) -> Iterator[Watched]:
        """The rows of links that are new, or of which the list says something new."""
        urls = {canonical_url(link.url): link for link in links if link.url.lower().startswith(("http://", "https://"))}
        known = watched_at(self._keeper.ledger, [link.url for link in urls.values()])
        for key, link in urls.items():
            row = self._agenda.get(key) or known.get(link.url)
            if row is None or row.news is None:
                self._lists[key] = capture
            dated = _newest(link)
            if row is None:
                published = link.published.edtf if link.published else None
                found = Watched(url=link.url, via=via.via, depth=via.depth + 1, found=now)
                yield replace(found, published=published, dated=dated)
            elif row.depth and (row.dated != dated or key not in self._agenda):
                yield replace(row, via=via.via, dated=dated)

    def _take_page(self, one: Watched, capture: Capture) -> None:
        """Keep what a page holds, and tell of it where it is new."""
        hints = Hints(published=When(one.published) if one.published else None)
        intake = intake_of(capture, hints)
        kept: list[Kept] = []
        reasons: list[str] = []
        for came in revisions_of(capture, hints):
            if isinstance(came, Setback):
                reasons.append(came.reason)
            else:
                kept.append(self._keeper.keep(came, intake, self._tagger))
        reasons += [s.reason for k in kept for s in k.setbacks]
        if not any(k.reading is not None or not k.setbacks for k in kept):
            self._lost(one, "; ".join(reasons) or "expected a page with an article, came one without text")
            return
        now = self._clock.now()
        self._had(replace(one, news=_news_at(one, kept, now)))
        self._keeper.visiting.kept(one.url, now, capture)
        for k in kept:
            self._tell_of(one, k, "; ".join(reasons) or None)

    def _tell_of(self, one: Watched, kept: Kept, reason: str | None) -> None:
        """Tell of a Revision that was not known."""
        revision, before = kept.revision, kept.before
        if kept.reading is None or (before is not None and before.id == revision.id):
            return  # it was known, or is only read anew by a later version
        changes = find_changes({revision.article: (before, revision)}) if before and kept.is_changed else ()
        kind = NewsKind.FULLER if kept.fuller else NewsKind.CHANGED if kept.is_changed else NewsKind.NEW
        self._count(**{"new" if kind is NewsKind.NEW else "changed": 1})
        self._tell(
            News(
                at=self._clock.now(),
                kind=kind,
                url=one.url,
                outlet=revision.outlet,
                title=revision.title,
                article=revision.article,
                revision=revision.id,
                statements=len(kept.reading.statements),
                changes=() if kept.fuller else changes,
                reason=reason,
            )
        )

    def _failed(self, one: Watched, error: Unusable) -> None:
        """Nothing came: what the list itself says of a page is kept in its place."""
        instead = self._instead(one) if one.depth and one.news is None else None
        now = self._clock.now()
        self._keeper.visiting.failed(one.url, now)
        if instead is not None:
            self._had(replace(one, news=now), str(error), quiet=instead.reading is not None)
            self._tell_of(one, instead, f"the page could not be had ({error}), and the feed's own text was kept")
            return
        if one.depth and one.news is None and canonical_url(one.url) not in self._lists:
            self._keeper.visiting.forget_marks(one.via)  # after a restart: so that the list comes again, with its text
        self._had(one, str(error))

    def _instead(self, one: Watched) -> Kept | None:
        """The article as its list tells it, kept; None where the list tells nothing of it."""
        key = canonical_url(one.url)
        capture = self._lists.get(key)
        if capture is None:
            return None
        hints = Hints()
        intake = intake_of(capture, hints, only=key)
        found = (r for r in revisions_of(capture, hints) if isinstance(r, Revision) and r.url == key)
        revision = next(found, None)
        return self._keeper.keep(revision, intake, self._tagger) if revision is not None else None

    def _lost(self, one: Watched, reason: str) -> None:
        """Something came, and nothing could be made of it."""
        self._keeper.visiting.lost(one.url, self._clock.now())
        self._had(one, reason)

    def _had(self, one: Watched, told: str | None = None, *, quiet: bool = False) -> None:
        """Note what is new about an address itself, and tell of what is wrong with it, once until it is well again."""
        if one.news is not None:
            self._lists.pop(canonical_url(one.url), None)
        was = self._agenda[canonical_url(one.url)]
        # Two reasons that differ in a figure ("after 31 s") are one; that nothing else is told is worth that.
        if told is not None and was.told is not None:
            told = was.told
        if (noted := replace(one, told=told)) != was:
            self._note([noted])
        if told is not None and was.told is None and not quiet:
            self._count(set_back=1)
            self._tell(News(at=self._clock.now(), kind=NewsKind.SETBACK, url=one.url, reason=told))

    def _note(self, rows: Iterable[Watched]) -> None:
        noted = list(rows)
        if noted:
            save_watched(self._keeper.ledger, noted)
            self._agenda.update((canonical_url(one.url), one) for one in noted)

    def _count(self, **more: int) -> None:
        now = {name: getattr(self._done, name) + by for name, by in more.items()}
        self._done = replace(self._done, **now)


def _news_at(one: Watched, kept: Sequence[Kept], now: datetime) -> datetime:
    """When something was last new at a page: now, or, the first time, when the article says that it came out."""
    if one.news is None:
        return min((came_out(k.revision.dated, now) for k in kept), default=now)
    return now if any(k.reading is not None for k in kept) else one.news


def _dated(link: Link) -> tuple[str, str]:
    when = link.modified or link.published
    return when.sort_key if when else ("", "")


def _newest(link: Link) -> str | None:
    when = link.modified or link.published
    return when.edtf if when else None
