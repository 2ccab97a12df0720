"""Pages, feeds, mail and JSON lines: what of them is the text, and what they say of themselves."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ingest import Capture, canonical_url, take_in
from firsthand.ingest.fragments import text_of_fragment
from firsthand.ingest.nesting import refuse_deep
from firsthand.model.coverage import Hints, Revision, Setback, article_id
from firsthand.model.errors import TooMuch, Unusable
from firsthand.model.when import When

BODY = (
    "<p>The harbour bridge was shut on Sunday after divers found a crack in the second pillar, Ann Lee said.</p>"
    "<p>“Nobody is in danger,” said Ann Lee, who runs the bridge authority of Harbour City, on the quay.</p>"
    "<p>The authority will decide on Friday whether ferries can take over for the summer months, she said.</p>"
)
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Elsewhere"},
        {
            "@type": ["NewsArticle"],
            "headline": "Bridge shut after crack is found",
            "datePublished": "2031-05-04T10:30:00+02:00",
            "dateModified": "2031-05-05T08:00:00Z",
            "author": [{"@type": "Person", "name": "Ann Hall"}, {"name": "Bo Hall"}, "https://post.example/team"],
            "publisher": {"@type": "Organization", "name": "The Harbour Post"},
        },
    ],
}


def page(head="", body=BODY):
    title = "<title>Bridge shut | Post</title>"
    return f"<!DOCTYPE html><html lang='en-GB'><head>{title}{head}</head><body><article>{body}</article></body></html>"


def taken(raw, media="text/html", hints=None, **given):
    raw = raw.encode() if isinstance(raw, str) else raw
    found = list(take_in(Capture(origin="made", raw=raw, media=media, **given), hints or Hints()))
    return [f for f in found if isinstance(f, Revision)], [f for f in found if isinstance(f, Setback)]


def test_a_page_with_linked_data():
    linked = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
    (revision,), setbacks = taken(
        page(f'{linked}<link rel="canonical" href="/bridge/?utm_source=x">'), url="https://post.example/b"
    )
    assert setbacks == []
    assert revision.title == "Bridge shut after crack is found"
    assert revision.byline == "Ann Hall, Bo Hall"
    assert revision.outlet == "The Harbour Post"
    assert revision.published == When("2031-05-04T10:30:00+02:00")
    assert revision.modified == When("2031-05-05T08:00:00Z")
    assert revision.url == "https://post.example/bridge"
    assert revision.article == article_id("https://post.example/bridge", "")
    assert revision.language == "en"
    assert revision.text.count("\n\n") == 2
    assert revision.text.startswith("The harbour bridge was shut")


def test_a_page_with_fields():
    fields = (
        '<meta property="og:title" content="Bridge shut"><meta property="og:site_name" content="The Post">'
        '<meta name="author" content="Ann Hall"><meta property="article:published_time" content="2031-05-04">'
    )
    (revision,), _ = taken(page(fields))
    assert (revision.title, revision.outlet, revision.byline) == ("Bridge shut", "The Post", "Ann Hall")
    assert revision.published == When("2031-05-04")


@pytest.mark.parametrize(
    "linked",
    [
        "not json",
        "[" * 50_000,
        '{"@type": 5}',
        '{"@type": "NewsArticle", "headline": 5, "author": {"name": 5}}',
        "null",
        "",
    ],
)
def test_linked_data_that_is_broken(linked):
    (revision,), _ = taken(page(f'<script type="application/ld+json">{linked}</script>'))
    assert revision.published is None


def test_a_page_that_says_nothing_of_itself_has_its_lines():
    body = f"<p>By Ann Hall</p><p>The Harbour Post | Published 4 May 2031, 10:30</p>{BODY}"
    (revision,), _ = taken(page(body=body))
    assert (revision.outlet, revision.byline) == ("The Harbour Post", "Ann Hall")
    assert revision.published == When("2031-05-04T10:30")


def test_hints_fill_in_only_what_is_missing():
    hints = Hints(published=When("2030"), outlet="Hinted", url="https://hinted.example/")
    (revision,), _ = taken(page('<meta property="og:site_name" content="The Post">'), hints=hints)
    assert (revision.outlet, revision.published, revision.url) == ("The Post", When("2030"), "https://hinted.example")
    (plain,), _ = taken("Ann Lee said so.", "text/plain", hints)
    assert (plain.outlet, plain.published, plain.url) == ("Hinted", When("2030"), "https://hinted.example")


def test_charsets_of_pages():
    raw = page("<meta charset='windows-1252'>", BODY.replace("Ann Lee", "Änn Lée")).encode("cp1252")
    (revision,), setbacks = taken(raw)
    assert "“Nobody is in danger,” said Änn Lée" in revision.text
    assert setbacks == []


def test_a_feed():
    raw = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Post</title><language>en-gb</language>
     <item><title>Bridge &amp;amp; tunnel</title>
     <link>https://post.example/b?utm_source=rss</link>
     <dc:creator>Ann Hall</dc:creator>
     <pubDate>Sun, 04 May 2031 10:30:00 +0200</pubDate><description>Short.</description>
     <content:encoded><![CDATA[<p>The bridge is <b>shut</b>.</p><script>x()</script>
     <p>Ann Lee said so.</p>]]></content:encoded></item>
     <item><title>Only a headline</title><link>https://post.example/only</link></item>
     <item><description>Ann Lee &lt;i&gt;said&lt;/i&gt; so.</description></item></channel></rss>"""
    (first, third), (second,) = taken(raw, "application/xml")
    assert first.text == "The bridge is shut.\n\nAnn Lee said so."
    assert (first.title, first.outlet, first.byline) == ("Bridge & tunnel", "The Post", "Ann Hall")
    assert first.url == "https://post.example/b"
    assert first.published == When("2031-05-04T10:30:00+02:00")
    assert first.modified is None
    assert third.text == "Ann Lee said so."
    assert "https://post.example/only" in second.reason
    assert second.input == "made, entry 2"


def test_an_atom_feed():
    raw = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title><entry><title>Bridge</title>
      <link href="https://post.example/b"/>
      <published>2031-05-04T10:30:00Z</published>
      <updated>2031-05-05T08:00:00Z</updated>
      <content type="xhtml">
      <div xmlns="http://www.w3.org/1999/xhtml"><p>The bridge is shut.</p></div></content></entry></feed>"""
    (revision,), _ = taken(raw, "application/atom+xml")
    assert revision.text == "The bridge is shut."
    assert (str(revision.published), str(revision.modified)) == ("2031-05-04T10:30:00Z", "2031-05-05T08:00:00Z")


def test_a_broken_feed_is_read_as_far_as_it_goes():
    raw = "<rss version='2.0'><channel><item><description>Ann Lee said so.</description></item><item>"
    revisions, setbacks = taken(raw, "application/rss+xml")
    assert revisions[0].text == "Ann Lee said so."
    assert "well-formed" in setbacks[0].reason


def test_a_feed_never_opens_what_it_names(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("The secret of the bridge.")
    for raw in (
        str(secret),
        (
            f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><rss version="2.0"><channel><item>'
            "<description>&x; said.</description></item></channel></rss>"
        ),
    ):
        revisions, _ = taken(raw, "application/rss+xml")
        assert all("secret of" not in r.text for r in revisions)


def test_mail():
    raw = (
        "From: Harbour Press Office <press@harbour.example>\nSubject: Bridge shut\n"
        "Date: Sun, 04 May 2031 10:30:00 +0200\n"
        "Content-Type: text/plain; charset=utf-8\n\nThe bridge is shut, Ann Lee said.\n"
    )
    (revision,), _ = taken(raw, "message/rfc822")
    assert revision.text == "The bridge is shut, Ann Lee said.\n"
    assert (revision.title, revision.outlet) == ("Bridge shut", "Harbour Press Office")
    assert revision.published == When("2031-05-04T10:30:00+02:00")


def test_markdown_keeps_its_text():
    head = "title: Bridge shut\noutlet: The Post\ndate: 2031-05-04\nurl: https://post.example/b"
    raw = f"---\n{head}\n---\nAnn Lee said so.\n"
    (revision,), _ = taken(raw, "text/markdown")
    assert revision.text == raw
    assert (revision.title, revision.outlet, str(revision.published)) == ("Bridge shut", "The Post", "2031-05-04")
    assert revision.url == "https://post.example/b"
    _, (setback,) = taken(raw.replace("2031-05-04", "some day"), "text/markdown")
    assert "some day" in setback.reason


LINE = {
    "id": "x1",
    "url": "https://post.example/b",
    "outlet": "The Post",
    "published": "2031-05-04",
    "title": "Bridge",
    "byline": "Ann Hall",
}


def test_a_line_of_json():
    text = "First.\r\n\r\n  Ann Lee said “so”.\t\n"
    (revision,), _ = taken(json.dumps({**LINE, "text": text}), "application/x-ndjson")
    assert revision.text == text.replace("\r\n", "\n")
    assert revision.article == "x1"
    assert (revision.url, revision.outlet, revision.title, revision.byline) == (
        LINE["url"],
        "The Post",
        "Bridge",
        "Ann Hall",
    )
    assert revision.published == When("2031-05-04")


def test_a_line_with_a_page():
    (revision,), _ = taken(json.dumps({**LINE, "html": page()}), "application/x-ndjson")
    assert revision.article == "x1"
    assert revision.title == "Bridge"
    assert revision.text.startswith("The harbour bridge")


@pytest.mark.parametrize(
    "raw", ['{"text": "Ann Lee said so."}', '[{"text": "Ann Lee said so."}]', '{"text": "Ann Lee said so."}\n\n']
)
def test_whole_files_of_json(raw):
    (revision,), _ = taken(raw, "application/json")
    assert revision.text == "Ann Lee said so."


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")).filter(str.strip))
def test_the_stored_text_is_the_text_of_the_line(text):
    (revision,), _ = taken(json.dumps({"text": text}), "application/x-ndjson")
    assert revision.text == text.replace("\r\n", "\n")


@given(st.text(alphabet=st.sampled_from("<>/pdivbr &amp;x\"'= !-"), max_size=80))
def test_no_markup_breaks_a_fragment(markup):
    try:
        text = text_of_fragment(markup)
    except Unusable:
        return
    assert text == text.strip()
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    "markup", ["<div>" * 241, "<DIV>" * 241, "<a" * 0 + "<x-y>" * 241, "<p>" * 60_001, "x" * 20_000_001]
)
def test_what_is_too_deep(markup):
    with pytest.raises(TooMuch):
        refuse_deep(markup.encode())


@pytest.mark.parametrize(
    "markup",
    [
        "<div>x</div>" * 9_000,
        "<!-- " + "<div>" * 999 + " -->",
        "<script>" + "<div>" * 999 + "</script>",
        "<br>" * 999,
        "a < b " * 999,
    ],
)
def test_what_is_not(markup):
    refuse_deep(markup.encode())


def test_addresses_are_canonical():
    (revision,), _ = taken("Ann Lee said so.", "text/plain", Hints(url="HTTPS://Post.example/b/#x"))
    assert revision.url == canonical_url("https://post.example/b")


def test_line_ends_are_evened_once():
    (revision,), _ = taken("Ann Lee\r\r\nsaid so.\r", "text/plain")
    assert revision.text == "Ann Lee\r\nsaid so.\r"


def test_the_headline_is_the_one_that_readers_see():
    fields = '<meta property="og:title" content="Br&amp;uuml;cke shut on Sunday | News | The Post">'
    (revision,), _ = taken(page(fields, f"<h1>Brücke shut on Sunday</h1>{BODY}"))
    assert revision.title == "Brücke shut on Sunday"
    (revision,), _ = taken(page(fields, f"<h1>The Post</h1>{BODY}"))
    assert revision.title == "Brücke shut on Sunday"
