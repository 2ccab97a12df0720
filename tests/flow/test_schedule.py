"""When an address is asked again: never before it should be, at growing distances, and in the end not at all."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.flow.schedule import FOLLOWED_FOR, MARKS, due_at
from firsthand.ingest.feedpace import pace_of
from firsthand.model.coverage import Visit
from firsthand.store import Watched

AT = datetime(2031, 5, 4, 9, tzinfo=UTC)
EVERY = timedelta(minutes=10)
DAY = timedelta(days=1)


def a_page(**given_):
    return Watched(**{"url": "http://a.example/1", "via": "http://a.example/", "depth": 1, "found": AT, **given_})


def a_visit(at=AT, **given_):
    return Visit(**{"url": "http://a.example/1", "at": at, "status": 200, **given_})


def test_what_was_never_asked_is_due_when_it_was_found():
    assert due_at(a_page(), None, EVERY, AT) == AT


def test_a_page_is_asked_at_each_mark_and_then_every_week_until_it_is_left_alone():
    page, at, ages = a_page(news=AT), AT, []
    while (due := due_at(page, a_visit(at), EVERY, at)) is not None:
        ages.append(due - AT)
        at = due
    for mark, age in zip(MARKS, ages, strict=False):
        assert mark <= age <= mark * 1.1
    assert all(later - earlier >= timedelta(days=5) for earlier, later in pairwise(ages[4:]))
    assert ages[-1] > FOLLOWED_FOR >= ages[-2]
    assert len(ages) <= len(MARKS) + FOLLOWED_FOR.days // 7 + 1


ages = st.timedeltas(timedelta(), timedelta(days=400))


@given(
    age=ages, failures=st.integers(0, 2_000), depth=st.integers(0, 2), lists=st.booleans(), pace=st.integers(0, 86_400)
)
def test_nothing_is_asked_twice_within_its_distance(age, failures, depth, lists, pace):
    page = a_page(news=AT, depth=depth, lists=lists, pace_s=pace)
    visit = a_visit(AT + age, failures=failures)
    due = due_at(page, visit, EVERY, AT + age)
    if due is None:
        assert age > FOLLOWED_FOR
        assert not lists
        return
    named = depth == 0
    assert due > visit.at
    assert due <= visit.at + timedelta(days=7) * 1.1
    if failures:
        assert due >= visit.at + (EVERY if named else MARKS[0]) * 2
    elif named:
        assert due >= visit.at + max(EVERY, timedelta(seconds=pace))


def test_a_server_that_asks_for_patience_is_left_alone():
    wait = AT + timedelta(hours=5)
    assert due_at(a_page(depth=0), a_visit(failures=1, wait_until=wait), EVERY, AT) == wait
    assert due_at(a_page(depth=0), a_visit(wait_until=AT), EVERY, AT) > AT + EVERY


@pytest.mark.parametrize(
    ("dated", "is_due"),
    [
        ("2031-05-04T09:05:00Z", True),
        ("2031-05-04T09:05:00", True),
        ("2031-05-04T08:00:00Z", False),
        ("2031-05-04T12:00:00Z", False),
        ("2031-05-05", False),
        (None, False),
    ],
)
def test_a_page_of_which_the_list_says_that_it_changed_is_due(dated, is_due):
    now = AT + timedelta(minutes=10)
    due = due_at(a_page(news=AT, dated=dated), a_visit(), EVERY, now)
    assert (due <= now) == is_due


def test_ten_feeds_of_one_host_drift_apart():
    feeds = [a_page(url=f"http://a.example/feed/{n}", depth=0) for n in range(10)]
    assert len({due_at(feed, a_visit(), EVERY, AT) for feed in feeds}) == 10


@pytest.mark.parametrize(
    ("raw", "pace_s"),
    [
        (b"<rss><channel><ttl>60</ttl><item>", 3_600),
        (b"<rss><channel><item><ttl>60</ttl>", 0),
        (b"<rss><channel><ttl>9999999</ttl>", 86_400),
        (b"<rss><channel><ttl>soon</ttl>", 0),
        (b"<sy:updatePeriod>daily</sy:updatePeriod>", 86_400),
        (b"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3_600),
        (b"<sy:updatePeriod>always</sy:updatePeriod>", 0),
        (b"", 0),
        (b"<ttl>" + b" " * 70_000 + b"1</ttl>", 0),
    ],
)
def test_a_feed_says_how_long_it_is_to_be_left_alone(raw, pace_s):
    assert pace_of(raw) == pace_s
