"""Is the sample coverage what it says it is, and does the gold beside it quote it to the letter?"""

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import lxml.html
import pytest
from outlets import REAL_OUTLETS

from firsthand.model.claim import Bearing, Standing

HOME = Path(__file__).parents[1]
SAMPLES = HOME / "samples"
GOLD = json.loads((HOME / "eval" / "gold" / "samples.json").read_text(encoding="utf-8"))
COVERAGE = sorted(p for p in SAMPLES.glob("*/*") if p.is_file())

NAMESPACES = {"schema.org", "purl.org", "www.w3.org"}
"""Addresses that name a vocabulary and are never visited."""


def text_of(file: str, item: int | None) -> str:
    """The words of one article: markup stripped, entities resolved, nothing else changed."""
    raw = (SAMPLES / file).read_text(encoding="utf-8")
    if file.endswith(".jsonl"):
        return json.loads(raw.splitlines()[item])["text"]
    if file.endswith(".xml"):
        raw = feedparser.parse(raw).entries[item].content[0].value
    if file.endswith((".xml", ".html")):
        return lxml.html.document_fromstring(raw).body.text_content()
    return raw


def passages(found: object) -> list[dict]:
    """Everything in the gold that quotes an article, however deep."""
    if isinstance(found, list):
        return [p for one in found for p in passages(one)]
    if isinstance(found, dict):
        own = [found] if "quote" in found else []
        return own + [p for one in found.values() for p in passages(one)]
    return []


def test_there_is_enough_of_it_in_mixed_formats():
    articles = GOLD["articles"]
    assert len({a["url"] for a in articles}) >= 27
    assert len({a["outlet"] for a in articles} - {"Ministry of Water"}) >= 8
    assert {a["story"] for a in articles} == {"ferry", "reservoir", "stadium"}
    assert min(Counter(a["story"] for a in articles).values()) >= 9
    assert {p.suffix for p in COVERAGE} == {".txt", ".html", ".jsonl", ".xml", ".md"}
    assert len({a["published"][:10] for a in articles}) >= 7


def test_every_file_is_in_the_gold_and_every_article_of_it_once():
    assert {a["file"] for a in GOLD["articles"]} == {p.relative_to(SAMPLES).as_posix() for p in COVERAGE}
    assert len({(a["file"], a["item"]) for a in GOLD["articles"]}) == len(GOLD["articles"])


@pytest.mark.parametrize("article", GOLD["articles"], ids=lambda a: f"{a['file']}:{a['item']}")
def test_an_article_is_neither_a_stub_nor_a_book(article):
    assert 100 <= len(text_of(article["file"], article["item"]).split()) <= 650


@pytest.mark.parametrize("path", COVERAGE, ids=lambda p: p.name)
def test_no_real_outlet_occurs_and_every_address_is_a_reserved_one(path):
    raw = path.read_text(encoding="utf-8")
    assert not [name for name in REAL_OUTLETS if re.search(rf"\b{re.escape(name)}\b", raw)]
    hosts = {urlsplit(found).hostname for found in re.findall(r"https?://[^\s\"'<>)]+", raw)}
    assert hosts
    assert all(host.endswith(".example") for host in hosts - NAMESPACES)


@pytest.mark.parametrize("path", [p for p in COVERAGE if p.suffix in {".txt", ".md"}], ids=lambda p: p.name)
def test_a_copied_page_says_whose_it_is_when_and_where(path):
    said = next(a for a in GOLD["articles"] if a["file"] == path.relative_to(SAMPLES).as_posix())
    head, rest = path.read_text(encoding="utf-8").split("\n", 1)
    assert 3 <= len(head.lstrip("# ").split()) <= 16
    assert rest.startswith("\n")
    masthead = re.search(
        r"^(?P<outlet>.+) \| Published (?P<day>\d+) May 2031, (?P<time>\d\d:\d\d)$", rest, re.MULTILINE
    )
    assert masthead["outlet"] == said["outlet"]
    assert f"2031-05-{int(masthead['day']):02d}T{masthead['time']}" == said["published"]
    assert re.search(rf"^{re.escape(said['url'])}$", rest, re.MULTILINE)


@pytest.mark.parametrize("path", [p for p in COVERAGE if p.suffix == ".html"], ids=lambda p: p.name)
def test_a_page_parses_and_tells_its_outlet_date_and_address(path):
    said = next(a for a in GOLD["articles"] if a["file"] == path.relative_to(SAMPLES).as_posix())
    raw = path.read_text(encoding="utf-8")
    page = lxml.html.document_fromstring(raw)
    assert page.xpath("string(//link[@rel='canonical']/@href)") == said["url"]
    assert said["outlet"] in page.body.text_content()
    day, time = said["published"].split("T")
    assert said["published"] in raw or f"{int(day[-2:])} May 2031, {time}" in raw
    for script in page.xpath("//script[@type='application/ld+json']/text()"):
        told = json.loads(script)
        assert told["datePublished"].startswith(said["published"])
        assert told["publisher"]["name"] == said["outlet"]


def test_the_wire_is_json_a_line_in_the_form_of_the_contract():
    lines = (SAMPLES / "feeds" / "wpa.jsonl").read_text(encoding="utf-8").splitlines()
    told = {(a["item"], a["url"], a["published"]) for a in GOLD["articles"] if a["file"] == "feeds/wpa.jsonl"}
    articles = [json.loads(line) for line in lines]
    assert {(i, a["url"], a["published"][:16]) for i, a in enumerate(articles)} == told
    assert all(set(a) == {"url", "outlet", "published", "title", "byline", "text"} for a in articles)


def test_the_feed_parses_and_carries_whole_items():
    feed = feedparser.parse((SAMPLES / "feeds" / "tidewrack.xml").read_text(encoding="utf-8"))
    told = {(a["item"], a["url"]) for a in GOLD["articles"] if a["file"] == "feeds/tidewrack.xml"}
    assert not feed.bozo
    assert feed.feed.title == "Tidewrack"
    assert {(i, e.link) for i, e in enumerate(feed.entries)} == told
    assert all(e.published_parsed and e.content[0].value.startswith("<p>") for e in feed.entries)


def test_every_quotation_of_the_gold_stands_in_its_article():
    found = passages(GOLD)
    assert len(found) > 250
    for one in found:
        text = text_of(one["file"], one["item"])
        for quote in [one["quote"], *one.get("more", [])]:
            assert quote in text, (one["file"], quote)
        if one.get("source"):
            assert one["source"] in text, (one["file"], one["source"])


def test_the_changes_between_two_wordings_are_really_there():
    for revision in GOLD["revisions"]:
        earlier, later = text_of(revision["from"], None), text_of(revision["to"], None)
        for change in revision["changes"]:
            assert change["before"] is None or (change["before"] in earlier and change["before"] not in later)
            assert change["after"] is None or (change["after"] in later and change["after"] not in earlier)
        told = {a["file"]: a for a in GOLD["articles"]}
        assert told[revision["from"]]["url"] == told[revision["to"]]["url"] == revision["url"]
        assert told[revision["from"]]["modified"] is None
        assert told[revision["to"]]["modified"] > told[revision["to"]]["published"]


@pytest.mark.parametrize("claim", GOLD["claims"], ids=lambda c: c["id"])
def test_the_counts_of_a_claim_add_up_and_use_the_words_of_the_contract(claim):
    origins = claim["origins"]
    assert origins["most"] == origins["named"] + origins["unverified"] == len(claim["origin_actors"])
    assert 1 <= origins["least"] <= origins["most"]
    assert sum(actor.startswith("@") for actor in claim["origin_actors"]) == origins["unverified"]
    assert claim["standing"] in claim["standing_accept"]
    assert set(claim["standing_accept"]) <= set(Standing)
    assert {s["bearing"] for s in claim["statements"]} <= set(Bearing)
    stories = {(a["file"], a["item"]): a["story"] for a in GOLD["articles"]}
    assert {stories[s["file"], s["item"]] for s in claim["statements"]} == {claim["story"]}


def test_the_gold_refers_only_to_claims_it_has_and_has_enough_of_them():
    ids = [c["id"] for c in GOLD["claims"]]
    assert len(ids) == len(set(ids)) >= 20
    for kind in ("echoes", "withdrawals", "contradictions", "no_contradictions", "drift"):
        assert GOLD[kind]
        assert {one["claim"] for one in GOLD[kind]} <= set(ids)
    published = {(a["file"], a["item"]): a["published"] for a in GOLD["articles"]}
    for echo in GOLD["echoes"]:
        is_later = published[echo["file"], echo["item"]] > echo["after"]
        assert is_later == (echo["how"] == "published-after")


def test_counting_outlets_misleads():
    claim = next(c for c in GOLD["claims"] if c["id"] == "reservoir-reached")
    outlet = {(a["file"], a["item"]): a["outlet"] for a in GOLD["articles"]}
    support = [s for s in claim["statements"] if s["bearing"] == "supports"]
    assert len(support) >= 12
    assert len({outlet[s["file"], s["item"]] for s in support}) >= 7
    assert claim["origins"]["most"] == 1
