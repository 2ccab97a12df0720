"""Watching a site that changes: what is told, what is asked, what is written; and what a stop in the middle leaves."""

import hashlib
from collections import Counter
from datetime import timedelta

import pytest
from flow.site import START, Asker, MadeClock, OneCue, an_article, running
from sqlalchemy import select

from firsthand.flow import NewsKind, Terms
from firsthand.flow.keeping import Keeper
from firsthand.flow.telling import deaf
from firsthand.flow.watch import Watch
from firsthand.store import all_readings, briefing, counts, linked_on, tables

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def served():
    with running() as site:
        yield site


@pytest.fixture
def site(served):
    served.pages.clear()
    served.asked.clear()
    served.is_down = False
    return served


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "ledger.sqlite")


class Desk:
    """Watches on one ledger, as often as it is told to, each time as a program that was started anew."""

    def __init__(self, where):
        self.where = str(where)

    def watch(self, *addresses, lasts=None, start=START, every=10 * MINUTE, once=False, then=None, refuses=()):
        news = []
        clock = MadeClock(start, lasts, then)
        keeper = Keeper.at(self.where)
        try:
            watch = Watch(keeper, Asker(keeper.visiting, clock, refuses), OneCue(), clock, news.append)
            self.done = watch.run(addresses, Terms(every=every, once=once), deaf)
        finally:
            keeper.close()
        return news

    def ask(self, question):
        keeper = Keeper.at(self.where)
        try:
            return question(keeper.ledger)
        finally:
            keeper.close()

    def digest(self):
        """A name for all that the ledger holds but visits."""

        def look(ledger):
            with ledger.asking() as connection:
                rows = {
                    name: connection.execute(select(table)).all()
                    for name, table in tables.metadata.tables.items()
                    if name != "visits"
                }
            return hashlib.sha256(repr(rows).encode()).hexdigest()

        return self.ask(look)


def kinds(news):
    return Counter(one.kind.value for one in news)


def test_new_articles_are_told_once_and_an_unchanged_feed_costs_one_request_a_round(site, desk):
    for n in (1, 2):
        site.article(n)
    site.feed(1, 2)
    news = desk.watch(site.at("/feed"), once=True)
    assert [(one.kind, one.title, one.outlet, one.statements) for one in news] == [
        (NewsKind.NEW, "Bridge 1 is shut", "The Harbour Post", 1),
        (NewsKind.NEW, "Bridge 2 is shut", "The Harbour Post", 1),
    ]
    assert site.was_asked() == [("/feed", 200), ("/1", 200), ("/2", 200)]
    before = desk.digest()
    assert desk.watch(site.at("/feed"), once=True, start=START + 10 * MINUTE) == []
    assert site.was_asked() == [("/feed", 304)]
    assert desk.digest() == before
    assert desk.done.answered == 1


def test_pages_are_asked_for_edits_at_growing_distances(site, desk):
    site.article(1)
    site.feed(1)
    desk.watch(site.at("/feed"), once=True)
    before = desk.digest()
    site.was_asked()
    assert desk.watch(site.at("/feed"), start=START + MINUTE, lasts=3 * DAY, every=DAY) == []
    asked = Counter(site.was_asked())
    assert asked["/1", 304] == 4  # after 15 minutes, an hour, six hours, a day
    assert asked["/feed", 304] == 2
    assert sum(asked.values()) == 6
    assert desk.digest() == before


def test_a_silent_edit_is_told_with_what_changed_and_an_advertisement_is_not(site, desk):
    site.article(1)
    site.feed(1)

    def edit():
        site.article(1, people=15)

    def advertise():
        site.article(1, people=15, advert="<p>Buy a boat at Marsh and Daughters, the boat people of the bay.</p>")

    news = desk.watch(site.at("/feed"), lasts=8 * HOUR, every=DAY, then={10 * MINUTE: edit, 5 * HOUR: advertise})
    assert kinds(news) == {"new": 1, "changed": 1}
    changes = news[1].changes
    assert any("12 people" in (c.before or "") and "15 people" in (c.after or "") for c in changes)
    assert desk.ask(lambda ledger: counts(ledger).revisions) == 2
    # What changed is new again: 15 minutes, then 15 minutes, an hour, six hours after that.
    assert Counter(site.was_asked()) == {("/feed", 200): 1, ("/1", 200): 3, ("/1", 304): 2}


def test_it_goes_on_where_it_was(site, desk):
    for n in (1, 2, 3):
        site.article(n)
    site.feed(1, 2)
    stopped = []

    def stop_after_first(news):
        stopped.append(news)
        clock.stop()

    clock = MadeClock()
    keeper = Keeper.at(desk.where)
    Watch(keeper, Asker(keeper.visiting, clock), OneCue(), clock, stop_after_first).run(
        [site.at("/feed")], Terms(every=10 * MINUTE), deaf
    )
    keeper.close()
    assert [one.title for one in stopped] == ["Bridge 1 is shut"]
    assert site.was_asked() == [("/feed", 200), ("/1", 200)]
    assert desk.ask(linked_on) is None
    news = desk.watch(site.at("/feed"), start=START + MINUTE, lasts=5 * MINUTE)
    assert [one.title for one in news] == ["Bridge 2 is shut"]
    assert site.was_asked() == [("/2", 200)]  # the feed is not due yet
    assert desk.ask(linked_on) is not None
    site.feed(1, 2, 3)
    news = desk.watch(site.at("/feed"), start=START + 12 * MINUTE, lasts=MINUTE)
    assert [one.title for one in news] == ["Bridge 3 is shut"]
    assert site.was_asked() == [("/feed", 200), ("/3", 200)]


def test_a_server_that_is_down_is_told_once_and_asked_ever_more_seldom(site, desk):
    site.article(1)
    site.feed(1)
    desk.watch(site.at("/feed"), once=True)
    site.was_asked()
    site.is_down = True

    def up():
        site.is_down = False
        site.feed(1, 2)
        site.article(2)

    news = desk.watch(site.at("/feed"), start=START + 11 * MINUTE, lasts=12 * HOUR, then={4 * HOUR: up})
    assert kinds(news) == {"setback": 2, "new": 1}  # the feed and the page, each once
    asked = Counter(site.was_asked())
    # Ten minutes doubled each time: after 11, 31, 71, 151 minutes and up to a tenth more; at 311 it is up again.
    assert asked["/feed", 503] == 4
    assert asked["/2", 200] == 1
    (visits,) = [desk.ask(lambda ledger: [r.failures for r in rows_of(ledger, tables.visits)])]
    assert visits == [0, 0, 0]
    assert desk.ask(lambda ledger: [r.told for r in rows_of(ledger, tables.watched)]) == [None, None, None]


def rows_of(ledger, table):
    with ledger.asking() as connection:
        return connection.execute(select(table)).all()


def test_retry_after_is_kept_over_a_restart(site, desk):
    site.put("/feed", "busy", status=503, **{"Retry-After": str(5 * 3600)})
    assert kinds(desk.watch(site.at("/feed"), once=True)) == {"setback": 1}
    site.feed(1)
    site.article(1)
    assert desk.watch(site.at("/feed"), start=START + HOUR, lasts=3 * HOUR) == []
    assert site.was_asked() == [("/feed", 503)]
    assert kinds(desk.watch(site.at("/feed"), start=START + 6 * HOUR, lasts=HOUR)) == {"new": 1}


def test_a_feed_says_itself_how_often_it_is_asked(site, desk):
    site.article(1)
    site.feed(1, ttl="<ttl>120</ttl>")
    desk.watch(site.at("/feed"), lasts=9 * HOUR)
    assert sum(path == "/feed" for path, _ in site.was_asked()) == 5  # at 0, 2, 4, 6, 8 hours and a bit


@pytest.mark.parametrize("refuses", [("/1",), ()])
def test_a_page_that_may_not_be_had_is_kept_as_its_feed_tells_it(site, desk, refuses):
    site.feed(1)
    if refuses:
        site.article(1)
    (news,) = desk.watch(site.at("/feed"), once=True, refuses=refuses)
    assert news.kind is NewsKind.NEW
    assert "the feed's own text was kept" in news.reason
    (reading,) = desk.ask(all_readings)
    assert reading.revision.text == "The harbour office shut bridge 1 on Monday, its master said."
    # Later the page may be had: the article itself, and no edit of the outlet's.
    site.article(1)
    (news,) = desk.watch(site.at("/feed"), start=START + HOUR, lasts=HOUR)
    assert (news.kind, news.changes) == (NewsKind.FULLER, ())
    assert desk.ask(lambda ledger: (counts(ledger).articles, counts(ledger).revisions)) == (1, 2)
    assert "northern pier" in desk.ask(briefing).readings[0].revision.text
    assert desk.ask(briefing).changes == ()


def test_the_text_of_a_feed_is_kept_after_a_restart_too(site, desk):
    site.feed(1, 2)
    site.article(1)
    clock = MadeClock()
    keeper = Keeper.at(desk.where)
    Watch(keeper, Asker(keeper.visiting, clock), OneCue(), clock, lambda _: clock.stop()).run(
        [site.at("/feed")], Terms(every=10 * MINUTE), deaf
    )
    keeper.close()
    news = desk.watch(site.at("/feed"), start=START + MINUTE, lasts=DAY)
    assert kinds(news) == {"setback": 1, "new": 1}
    assert desk.ask(lambda ledger: counts(ledger).articles) == 2


def test_a_feed_that_turns_into_a_page_is_told_once_and_forgiven(site, desk):
    site.feed(1)
    site.article(1)
    desk.watch(site.at("/feed"), once=True)
    site.put("/feed", an_article(99))

    def mend():
        site.feed(1, 2)
        site.article(2)

    news = desk.watch(site.at("/feed"), start=START + 11 * MINUTE, lasts=DAY, then={3 * HOUR: mend})
    assert kinds(news) == {"setback": 1, "new": 1}
    assert "expected a feed or a sitemap, came a web page" in news[0].reason
    assert desk.ask(lambda ledger: counts(ledger).articles) == 2  # the page that stood there is none of them


def test_a_page_is_watched_itself(site, desk):
    site.article(1)

    def edit():
        site.article(1, extra="It has been there for years.")

    news = desk.watch(site.at("/1"), lasts=2 * HOUR, every=20 * MINUTE, then={HOUR: edit})
    assert kinds(news) == {"new": 1, "changed": 1}
    asked = Counter(site.was_asked())
    assert asked == {("/1", 200): 2, ("/1", 304): 4}


def test_a_sitemap_of_sitemaps_leads_to_pages_and_a_loop_ends(site, desk):
    for n in (1, 2):
        site.article(n)
    site.sitemap_of([site.at("/part.xml"), site.at("/index.xml")], "/index.xml", "sitemapindex", "sitemap")
    site.sitemap(1, 2, path="/part.xml")
    news = desk.watch(site.at("/index.xml"), once=True)
    assert kinds(news) == {"new": 2}
    assert Counter(site.was_asked()) == {("/index.xml", 200): 1, ("/part.xml", 200): 1, ("/1", 200): 1, ("/2", 200): 1}


def test_of_a_list_without_end_the_newest_are_followed(site, desk, monkeypatch):
    monkeypatch.setattr("firsthand.flow.watch._MOST_LINKS", 2)
    for n in (1, 2, 3):
        site.article(n)
    site.sitemap(1, 2, 3)
    news = desk.watch(site.at("/sitemap.xml"), once=True)
    assert kinds(news) == {"new": 2, "setback": 1}
    assert "expected at most 2 links, came 3" in next(n.reason for n in news if n.kind is NewsKind.SETBACK)


def test_one_page_in_two_feeds_is_asked_once(site, desk):
    site.article(1)
    site.feed(1)
    site.feed(1, path="/other")
    assert kinds(desk.watch(site.at("/feed"), site.at("/other"), once=True)) == {"new": 1}
    assert Counter(site.was_asked()) == {("/feed", 200): 1, ("/other", 200): 1, ("/1", 200): 1}


def test_what_a_feed_says_was_updated_is_asked_at_once(site, desk):
    site.article(1)
    site.feed(1)
    desk.watch(site.at("/feed"), once=True)
    site.was_asked()
    site.article(1, people=15)
    site.feed(1, updated="2031-05-04T09:04:00Z")
    news = desk.watch(site.at("/feed"), start=START + 5 * MINUTE, once=True)
    assert kinds(news) == {"changed": 1}
    assert site.was_asked() == [("/feed", 200), ("/1", 200)]


def test_a_page_without_an_article_is_told_and_asked_again_in_full(site, desk):
    site.feed(1)
    site.put("/1", "<html><head><title>Soon</title></head><body></body></html>")
    assert kinds(desk.watch(site.at("/feed"), once=True)) == {"setback": 1}
    site.article(1)
    assert kinds(desk.watch(site.at("/feed"), start=START + 2 * HOUR, once=True)) == {"new": 1}


def test_an_old_article_that_is_found_late_is_not_asked_every_hour(site, desk):
    site.article(1, published="2031-04-20T09:00:00Z")
    site.article(2, published="2029-05-04")
    site.sitemap(1, 2)
    news = desk.watch(site.at("/sitemap.xml"), lasts=30 * DAY, every=40 * DAY)
    assert kinds(news) == {"new": 2}
    asked = Counter(site.was_asked())
    assert asked["/1", 304] == 4  # every week
    assert asked["/2", 304] == 0


def test_a_sitemap_in_an_index_is_asked_when_the_index_says_so_and_else_seldom(site, desk):
    site.article(1)
    site.sitemap_of([site.at("/part.xml")], "/index.xml", "sitemapindex", "sitemap")
    site.sitemap(1, path="/part.xml")
    desk.watch(site.at("/index.xml"), lasts=3 * HOUR)
    asked = Counter(site.was_asked())
    assert asked["/part.xml", 304] == 2  # after 15 minutes and an hour
    assert asked["/index.xml", 304] >= 15


def test_an_unchanged_list_of_too_many_writes_nothing(site, desk, monkeypatch):
    monkeypatch.setattr("firsthand.flow.watch._MOST_LINKS", 1)
    site.article(1)
    site.sitemap(1, 2)
    assert kinds(desk.watch(site.at("/sitemap.xml"), once=True)) == {"new": 1, "setback": 1}
    before = desk.digest()
    assert desk.watch(site.at("/sitemap.xml"), once=True, start=START + HOUR) == []
    assert desk.digest() == before
    site.article(3)
    site.sitemap(3, 1, 2)
    assert kinds(desk.watch(site.at("/sitemap.xml"), once=True, start=START + 2 * HOUR)) == {"new": 1}


def test_what_a_later_version_only_reads_anew_is_no_news(site, desk, monkeypatch):
    site.article(1)
    desk.watch(site.at("/1"), once=True)
    monkeypatch.setattr(OneCue, "name", "one cue, better")
    site.article(1, advert="<p>Buy a boat.</p>")
    assert desk.watch(site.at("/1"), once=True, start=START + HOUR) == []
