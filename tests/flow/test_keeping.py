"""One article however it is reached, a copy known as one, and every reading repeated from the bytes that came."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flow.site import Asker, MadeClock, OneCue, an_article, running

from firsthand.flow import Newsroom, Settings
from firsthand.flow.keeping import Keeper
from firsthand.flow.telling import deaf
from firsthand.ingest import Unchanged, collect, feeds, pages
from firsthand.ingest.capture import Capture
from firsthand.model.coverage import Hints
from firsthand.model.errors import NotFound
from firsthand.model.when import When
from firsthand.store import captures, counts, revisions_of_capture

PAGE = "https://post.example/bridge"
FULL = (
    "Ann Lee said the bridge was shut on Monday after twelve people had been hurt on it.\n\n"
    "The harbour office found a crack in the northern pier, and sent for divers. Nobody can say how long the work will "
    "take, and the ferry to the island goes twice as often until the end of the month."
)


@pytest.fixture
def room(tmp_path):
    settings = Settings(ledger=str(tmp_path / "ledger.sqlite"), allow_private_addresses=True)
    with Newsroom(settings, OneCue()) as opened:
        yield opened


def ledger_of(room):
    return room._keeper.ledger


def a_page(tmp_path, body=None, name="page.html", link=PAGE):
    path = tmp_path / name
    markup = body or an_article(1)
    path.write_text(markup.replace("</head>", f'<link rel="canonical" href="{link}"></head>'), "utf-8")
    return str(path)


def a_feed(tmp_path, *entries, name="feed.xml"):
    path = tmp_path / name
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><description>{said}</description></item>"
        for link, title, said in entries
    )
    path.write_text(f'<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>{items}</channel></rss>')
    return str(path)


def an_archive(tmp_path, text, name="archive.jsonl", **more):
    path = tmp_path / name
    path.write_text(json.dumps({"text": text, **more}) + "\n", "utf-8")
    return str(path)


EXCERPT = (f"{PAGE}?utm_source=feed", "Bridge 1 is shut", "The bridge is shut, the harbour office said.")


@pytest.mark.parametrize("order", [("feed", "page"), ("page", "feed")])
def test_a_page_and_its_feeds_excerpt_are_one_article_and_the_page_stands(room, tmp_path, order):
    paths = {"feed": a_feed(tmp_path, EXCERPT), "page": a_page(tmp_path)}
    for name in order:
        room.follow([paths[name]])
    (reading,) = room.recall().readings
    assert "northern pier" in reading.revision.text
    assert room.recall().changes == ()
    assert counts(ledger_of(room)).articles == 1
    assert counts(ledger_of(room)).revisions == (2 if order[0] == "feed" else 1)


def test_a_page_its_archived_copy_and_its_feed_are_one_article(room, tmp_path):
    room.follow([a_page(tmp_path)])
    (reading,) = room.recall().readings
    revision = reading.revision
    copy = an_archive(tmp_path, revision.text, url=f"{PAGE}/#top", title=revision.title)
    assert room.follow([copy, a_feed(tmp_path, EXCERPT)]).known == 2
    edited = an_archive(tmp_path, revision.text.replace("12", "15"), url=PAGE, title=revision.title)
    followed = room.follow([edited])
    assert [r.url for r in followed.changed] == [PAGE]
    assert counts(ledger_of(room)).articles == 1


def test_a_feed_that_carries_the_whole_article_gives_revisions_of_it(room, tmp_path):
    room.follow([an_archive(tmp_path, FULL, url=PAGE)])
    changed = FULL.replace("twelve", "fifteen")
    followed = room.follow([a_feed(tmp_path, (PAGE, "Bridge 1 is shut", changed.replace("\n\n", "<p>")))])
    assert len(followed.changed) == 1


def test_a_page_that_loses_half_its_text_was_edited(room, tmp_path):
    room.follow([an_archive(tmp_path, FULL, url=PAGE)])
    assert len(room.follow([an_archive(tmp_path, FULL[:70] + ".", url=PAGE)]).changed) == 1


def test_a_pasted_text_is_the_article_that_has_it(room, tmp_path):
    room.follow([an_archive(tmp_path, FULL, url=PAGE, outlet="The Harbour Post")])
    pasted = tmp_path / "pasted.txt"
    pasted.write_text(FULL, "utf-8")
    assert room.follow([str(pasted)]).known == 1
    assert counts(ledger_of(room)).articles == 1


def test_a_copy_at_another_address_is_an_article_whose_origin_counts_once(tmp_path):
    text = FULL.replace("Ann Lee said", "Ann Lee, the harbour master, said")
    rows = [
        {"url": "https://wire.example/1", "outlet": "Bay Wire", "published": "2031-05-04T08:00:00Z", "text": text},
        {"url": "https://post.example/1", "outlet": "The Post", "published": "2031-05-04T09:00:00Z", "text": text},
        {"url": "https://sun.example/1", "outlet": "The Sun", "published": "2031-05-04T10:00:00Z", "text": text},
    ]
    path = tmp_path / "syndicated.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    with Newsroom.open(Settings(ledger=str(tmp_path / "ledger.sqlite"))) as room:
        assert room.follow([str(path)]).new == 3
        briefing = room.recall()
    assert len(briefing.readings) == 3
    claim = max(briefing.claims, key=lambda c: c.lineage.articles)
    assert (claim.lineage.articles, claim.lineage.outlets) == (3, 3)
    assert (claim.lineage.least, claim.lineage.most, claim.lineage.named) == (1, 1, 1)


def test_the_bytes_of_every_input_come_back_as_they_were(room, tmp_path):
    two, three = (f"https://post.example/{n}" for n in (2, 3))
    paths = [
        a_page(tmp_path),
        a_feed(
            tmp_path, ("https://post.example/2", "Two", "Bo said two."), ("https://post.example/3", "3", "Cy said 3.")
        ),
        an_archive(tmp_path, FULL, url="https://post.example/4"),
    ]
    room.follow(paths)
    for url, path in ((PAGE, paths[0]), (three, paths[1]), ("https://post.example/4", paths[2])):
        (wording,) = room.wordings(url)
        assert room.raw(wording) == Path(path).read_bytes()
        assert room.wordings(wording.revision) == (wording,)
    shared = room.wordings(two)[0].capture
    assert len(revisions_of_capture(ledger_of(room), shared)) == 2


def test_bytes_that_were_not_kept_are_told(room, tmp_path, monkeypatch):
    monkeypatch.setattr(captures, "MOST_KEPT_BYTES", 10)
    monkeypatch.setattr("firsthand.flow.keeping.MOST_KEPT_BYTES", 10)
    followed = room.follow([an_archive(tmp_path, FULL, url=PAGE)])
    assert followed.new == 1
    assert "expected at most 10 bytes to keep as they came" in followed.setbacks[0].reason
    with pytest.raises(NotFound, match="whose bytes were kept"):
        room.raw(room.wordings(PAGE)[0])
    with pytest.raises(NotFound, match=r"expected a revision \(r-...\) or an address that the ledger holds"):
        room.wordings("https://post.example/none")
    assert room.reread().captures == 0


def test_reading_again_by_the_same_version_changes_nothing(room, tmp_path):
    lone = tmp_path / "lone.txt"
    lone.write_text("Ann Lee said on Tuesday that the bridge was shut.", "utf-8")
    room.follow([str(lone)], Hints(published=When("2031-05-07"), outlet="The Post", url="https://post.example/x"))
    room.follow([a_page(tmp_path), a_feed(tmp_path, EXCERPT, ("https://post.example/2", "Two", "Bo said two."))])
    before = room.recall()
    found = room.reread()
    assert (found.captures, found.new, found.setbacks) == (3, 0, ())
    assert room.recall() == before
    assert [r.revision.outlet for r in before.readings if r.revision.url == "https://post.example/x"] == ["The Post"]


def read_otherwise(monkeypatch, old, new):
    """A version of the program that takes another text out of a page."""
    read = pages.read_page
    monkeypatch.setattr(
        pages,
        "read_page",
        lambda draft, **_: (page := read(draft)) and replace(page, text=page.text.replace(old, new)),
    )


def test_a_version_that_reads_another_text_gives_no_edit_of_the_outlets(room, tmp_path, monkeypatch):
    room.follow([a_page(tmp_path), a_page(tmp_path, an_article(1, people=15), "later.html")])
    before = room.recall()
    assert len(before.changes) == 1
    read_otherwise(monkeypatch, "and the ferry to the island goes twice as often", "")
    found = room.reread()
    assert (found.captures, found.new) == (2, 2)
    after = room.recall()
    assert [(c.before, c.after) for c in after.changes] == [(c.before, c.after) for c in before.changes]
    assert "15 people" in after.readings[0].revision.text  # in the order in which the page said it
    assert "ferry" not in after.readings[0].revision.text
    assert counts(ledger_of(room)).revisions == 4  # what was read before is kept
    assert room.reread().new == 0


def test_a_version_that_reads_another_address_moves_the_article(room, tmp_path, monkeypatch):
    room.follow([a_page(tmp_path)])
    read = pages.read_page
    moved = "https://post.example/moved"
    monkeypatch.setattr(pages, "read_page", lambda draft, **_: replace(read(draft), url=moved))
    assert room.reread().new == 1
    assert [r.revision.url for r in room.recall().readings] == [moved]


def test_a_version_that_reads_more_of_a_feed_adds_what_was_not_there(room, tmp_path, monkeypatch):
    entries = [(f"https://post.example/{n}", f"No {n}", f"Ann said {n}.") for n in (1, 2)]
    read = feeds.read_feed
    with monkeypatch.context() as patch:
        patch.setattr(feeds, "read_feed", lambda capture: list(read(capture))[:1])
        room.follow([a_feed(tmp_path, *entries)])
    assert counts(ledger_of(room)).articles == 1
    assert room.reread().new == 1
    assert counts(ledger_of(room)).articles == 2


def follow(keeper, asker, *addresses):
    came_in = collect(addresses, fetch=asker)
    return keeper.follow(came_in, Hints(), OneCue(), today=date(2031, 5, 4), listener=deaf)


def test_a_page_that_is_followed_again_costs_one_request_and_counts_as_known(tmp_path):
    with running() as site:
        site.article(1)
        keeper = Keeper.at(str(tmp_path / "ledger.sqlite"))
        asker = Asker(keeper.visiting, MadeClock())
        assert follow(keeper, asker, site.at("/1"), site.at("/2")).new == 1
        again = follow(keeper, asker, site.at("/1"))
        assert (again.new, again.known, again.setbacks) == (0, 1, ())
        assert site.was_asked() == [("/1", 200), ("/2", 404), ("/1", 304)]
        assert keeper.visiting.visit(site.at("/2")).failures == 1
        keeper.close()


def test_a_page_that_could_not_be_read_comes_in_full_again(tmp_path):
    with running() as site:
        site.put("/1", "<html><body></body></html>")
        keeper = Keeper.at(str(tmp_path / "ledger.sqlite"))
        asker = Asker(keeper.visiting, MadeClock())
        for _ in range(2):
            assert len(follow(keeper, asker, site.at("/1")).setbacks) == 1
        assert site.was_asked() == [("/1", 200)] * 2
        keeper.close()


def test_what_is_unchanged_is_no_setback_where_nothing_is_kept(room):
    def unchanged(address):
        return Unchanged(origin=address, url=address, at=datetime(2031, 5, 4, tzinfo=UTC))

    room._asked = unchanged
    assert list(room.read(["https://post.example/1"])) == []
    room._asked = lambda address: Capture(origin=address, raw=b"Ann Lee said no.", url=address)
    assert len(list(room.read(["https://post.example/1"]))) == 1
