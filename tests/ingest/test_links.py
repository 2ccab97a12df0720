"""Feeds and sitemaps: what they carry, where they lead, and XML that wants to do harm."""

import gzip
import json

import pytest
from files import GOOD

from firsthand.ingest import Capture, take_in
from firsthand.ingest.links import Link, read_links
from firsthand.ingest.xmlguard import refuse_unsafe_xml
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotAllowed, NotText, TooMuch, Unusable
from firsthand.model.when import When

BASE = "https://courier.example"
RSS_2 = f"""<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harrow Courier</title><link>{BASE}/</link><language>en-gb</language>
<item><title>Bridge &lt;b&gt;shut&lt;/b&gt;</title><link>/bridge</link><dc:creator>Mina Toor</dc:creator>
<dc:creator>Jo Stern</dc:creator><pubDate>Sun, 04 May 2031 10:30:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{GOOD}</p>]]></content:encoded></item>
<item><title>Ferry</title><link>{BASE}/ferry</link><media:description>{GOOD}</media:description></item>
<item><title>Only a headline</title><link>{BASE}/only</link></item>
<item><title>Again</title><link>{BASE}/bridge?utm_source=rss</link></item>
<item><title>No web address</title><link>javascript:alert(1)</link></item></channel></rss>"""
RSS_1 = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel><title>Harrow Courier</title></channel>
<item><title>Bridge shut</title><link>{BASE}/bridge</link><description>{GOOD}</description></item></rdf:RDF>"""
RSS_091 = f"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://no-such-host.example/rss-0.91.dtd"><rss version="0.91"><channel><title>Harrow Courier</title>
<item><title>Bridge shut</title><link>{BASE}/bridge</link><description>{GOOD}</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{BASE}/x/"><title>Harrow Courier</title>
<entry><title>Bridge shut</title><link href="../bridge"/><published>2031-05-04T10:30:00Z</published>
<updated>2031-05-05T09:00:00Z</updated><author><name>Mina Toor</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{GOOD}</p></div></content></entry>
<entry><title>Taken over</title><link href="/other"/><source><title>Norrey Mail</title></source>
<summary>{GOOD}</summary></entry></feed>"""


def json_feed(version="1.1", **more):
    items = [
        {"id": "1", "url": "/bridge", "title": "Bridge shut", "content_html": f"<p>{GOOD}</p>",
         "date_published": "2031-05-04T10:30:00Z", "authors": [{"name": "Mina Toor"}, {"name": "Jo Stern"}]},
        {"id": f"{BASE}/ferry", "content_text": GOOD, "author": {"name": "Jo Stern"}},
        {"id": 3, "title": "Only a headline", "url": f"{BASE}/only"},
        "no item",
    ]  # fmt: skip
    feed = {"version": f"https://jsonfeed.org/version/{version}", "title": "Harrow Courier", "home_page_url": BASE}
    return json.dumps({**feed, "items": items, **more}, indent=1)


def read(text, media=None):
    raw = text if isinstance(text, bytes) else text.encode()
    found = list(take_in(Capture(origin="feed", raw=raw, media=media)))
    return [f for f in found if not isinstance(f, Setback)], [f for f in found if isinstance(f, Setback)]


def links(text, **more):
    return read_links(Capture(origin="feed", raw=text if isinstance(text, bytes) else text.encode(), **more))


@pytest.mark.parametrize(
    ("feed", "media"),
    [
        pytest.param(RSS_2, None, id="RSS 2.0"),
        pytest.param(RSS_1, None, id="RSS 1.0"),
        pytest.param(RSS_091, None, id="RSS 0.91"),
        pytest.param(ATOM, None, id="Atom"),
        pytest.param(json_feed(), "application/feed+json", id="JSON Feed 1.1"),
        pytest.param(json_feed("1"), "application/json", id="JSON Feed 1.0"),
        pytest.param(json_feed(), None, id="JSON Feed without a type"),
    ],
)
def test_feeds_of_all_kinds(feed, media):
    revisions, _ = read(feed, media)
    assert revisions[0].text == GOOD
    assert (revisions[0].title, revisions[0].outlet, revisions[0].url) == (
        "Bridge shut",
        "Harrow Courier",
        f"{BASE}/bridge",
    )
    assert links(feed, media=media)[0].url == f"{BASE}/bridge"
    assert links(feed, media=media)[0].title == "Bridge shut"


def test_what_an_entry_says_of_itself():
    revisions, setbacks = read(RSS_2)
    assert revisions[0].byline == "Mina Toor, Jo Stern"
    assert revisions[0].published == When("2031-05-04T10:30:00Z")
    assert revisions[1].text == GOOD
    assert any(f"name its address, {BASE}/only" in s.reason for s in setbacks)
    atom, _ = read(ATOM)
    assert (atom[0].modified, atom[1].outlet) == (When("2031-05-05T09:00:00Z"), "Norrey Mail")
    lines, _ = read(json_feed(), "application/feed+json")
    assert (lines[0].byline, lines[1].byline, lines[1].url) == ("Mina Toor, Jo Stern", "Jo Stern", f"{BASE}/ferry")


def test_links_are_in_order_unique_and_web_addresses():
    assert [one.url for one in links(RSS_2)] == [f"{BASE}/bridge", f"{BASE}/ferry", f"{BASE}/only"]
    assert links(RSS_2)[2].title == "Only a headline"
    assert [one.url for one in links(json_feed())] == [f"{BASE}/bridge", f"{BASE}/ferry", f"{BASE}/only"]
    assert [one.url for one in links(ATOM, url=f"{BASE}/feed")] == [f"{BASE}/bridge", f"{BASE}/other"]


SITEMAP = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://x.example/image">
<url><loc> {BASE}/bridge?a=1&amp;b=2 </loc><lastmod>2031-05-05</lastmod>
<image:image><image:loc>{BASE}/photo.jpg</image:loc><image:title>A photo</image:title></image:image>
<news:news><news:publication><news:name>Harrow Courier</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2031-05-04T10:30:00Z</news:publication_date>
<news:title>Bridge shut</news:title></news:news></url>
<url><loc>{BASE}/ferry</loc></url><url><loc>{BASE}/ferry</loc></url><url><lastmod>2031</lastmod></url></urlset>"""


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(SITEMAP.encode(), id="plain"),
        pytest.param(gzip.compress(SITEMAP.encode()), id="packed"),
        pytest.param(SITEMAP.replace("UTF-8", "UTF-16").encode("utf-16"), id="UTF-16"),
        pytest.param(SITEMAP.partition("<url><lastmod>")[0].encode(), id="cut"),
    ],
)
def test_a_sitemap_of_news(raw):
    assert links(raw) == (
        Link(
            url=f"{BASE}/bridge?a=1&b=2",
            title="Bridge shut",
            published=When("2031-05-04T10:30:00Z"),
            modified=When("2031-05-05"),
            outlet="Harrow Courier",
        ),
        Link(url=f"{BASE}/ferry"),
    )


def test_a_sitemap_of_sitemaps_and_what_reading_one_says():
    index = f"<sitemapindex><sitemap><loc>{BASE}/may.xml.gz</loc></sitemap></sitemapindex>"
    assert links(index) == (Link(url=f"{BASE}/may.xml.gz", sitemap=True),)
    _, (setback,) = read(SITEMAP)
    assert "a list of 3 addresses" in setback.reason


def test_a_sitemap_longer_than_one_may_be():
    many = "".join(f"<url><loc>{BASE}/{n}</loc></url>" for n in range(50_010))
    assert len(links(f"<urlset>{many}</urlset>")) == 50_000


@pytest.mark.parametrize(
    "raw", [b"{}", b'{"items": []}', b"plain text", b"<html><body>x", b"<urlset></urlset>", b"{broken"]
)
def test_what_has_no_links(raw):
    with pytest.raises(NotText):
        links(raw)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
HARM = [
    pytest.param(f"<!DOCTYPE rss [{LAUGHS}]>{{}}", "&l9;", NotAllowed, id="billion laughs"),
    pytest.param('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>{}', "&x;", NotAllowed, id="a file"),
    pytest.param('<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]>{}', "x", NotAllowed, id="parameter"),
    pytest.param('<!doctype rss [<!entity x "y">]>{}', "&x;", NotAllowed, id="lower case"),
    pytest.param("{}", "<b>" * 200_000, TooMuch, id="200,000 nested elements"),
    pytest.param("{}", "<b " * 200_000, (NotText, TooMuch), id="200,000 tags without an end"),
    pytest.param("{}", "<" * 1_000_000, NotText, id="a million brackets"),
]


@pytest.mark.parametrize(("frame", "word", "error"), HARM)
@pytest.mark.parametrize("kind", ["rss", "urlset"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_xml_that_wants_to_do_harm_never_reaches_a_parser(monkeypatch, frame, word, error, kind, charset):
    def reached(*_, **__):
        raise AssertionError("a parser was reached")

    monkeypatch.setattr("feedparser.parse", reached)
    monkeypatch.setattr("firsthand.ingest.sitemaps.expat.ParserCreate", reached)
    inner = {
        "rss": f"<rss version='2.0'><channel><item><title>{word}</title></item></channel></rss>",
        "urlset": f"<urlset><url><loc>{BASE}</loc><title>{word}</title></url></urlset>",
    }[kind]
    raw = frame.format(inner).encode(charset)
    with pytest.raises(error):
        links(raw)
    _, (setback,) = read(raw, "application/xml")
    assert setback.reason.startswith("expected")


@pytest.mark.usefixtures("socket_disabled")
def test_a_dtd_is_never_fetched():
    assert links(RSS_091)[0].url == f"{BASE}/bridge"
    assert read(RSS_091)[0][0].text == GOOD


@pytest.mark.parametrize("text", [RSS_2, RSS_1, RSS_091, ATOM, SITEMAP, "<a/>" * 5_000, "<!-- <b> -->" * 500, "a < b"])
def test_honest_xml_is_let_through(text):
    refuse_unsafe_xml(text.encode())
    refuse_unsafe_xml(text.encode("utf-16"))


def test_more_entries_than_a_feed_may_have():
    items = "<item><title>T</title><description>x</description></item>" * 10_001
    revisions, setbacks = read(f"<rss version='2.0'><channel>{items}</channel></rss>")
    assert len(revisions) == 10_000
    assert "10,001" in setbacks[-1].reason


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"<", b"\0", b"<rss", b"\xff\xfe<\0r\0s\0s\0", b"[" * 50_000, b'{"version": 5}']
)
def test_odd_beginnings_end_with_our_own_errors(raw):
    with pytest.raises(Unusable):
        links(raw)
