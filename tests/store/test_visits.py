"""A visit comes back as it was remembered, and what is watched as it was saved."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.coverage import Visit
from firsthand.store import Visits, Watched, open_ledger, save_watched, watched_at, watched_via

AT = datetime(2031, 5, 4, 12, 30, 15, 250_000, tzinfo=UTC)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given
words = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
visits = st.builds(
    Visit,
    url=st.sampled_from(["http://a.example", "http://b.example/?q=%20"]),
    at=moments,
    status=st.integers(0, 999),
    etag=words,
    last_modified=words,
    landed=words,
    capture=words,
    wait_until=st.none() | moments,
    failures=st.integers(0, 1_000),
)


@given(made=st.lists(visits, max_size=5))
def test_the_last_visit_to_an_address_is_remembered(made):
    with open_ledger("sqlite://") as ledger:
        memory = Visits(ledger)
        assert memory.visit("http://a.example") is None
        for visit in made:
            memory.remember(visit)
        for url, last in {visit.url: visit for visit in made}.items():
            assert memory.visit(url) == last


def watched(url, via="http://a.example/feed", depth=1, **more):
    return Watched(url=url, via=via, depth=depth, found=AT, **more)


def test_what_is_watched_is_found_by_way_and_by_address(ledger):
    feed = watched("http://a.example/feed", depth=0, news=AT, lists=True, pace_s=600, told="gone")
    pages = [watched(f"http://a.example/{n}", published="2031-05", dated="2031-05-04") for n in range(1_200)]
    other = watched("http://b.example/1", via="http://b.example/feed")
    save_watched(ledger, [feed, *pages, other])
    assert watched_via(ledger, [feed.url])[0] == feed
    assert set(watched_via(ledger, [feed.url])) == {feed, *pages}
    assert watched_at(ledger, [other.url, "http://c.example"]) == {other.url: other}
    assert len(watched_at(ledger, [p.url for p in pages])) == 1_200


def test_the_last_that_was_saved_stands(ledger):
    one = watched("http://a.example/1")
    save_watched(ledger, [one])
    later = replace(one, news=AT + timedelta(hours=1))
    save_watched(ledger, [later])
    save_watched(ledger, [])
    assert watched_via(ledger, [one.via]) == (later,)
