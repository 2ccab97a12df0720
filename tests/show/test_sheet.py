"""The drawing by itself: whole, safe, the same for the same, and told to who does not see it."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from show.drawn import a_claim_of, a_passage, a_voice
from show.made import a_briefing
from show.pages import Page
from show.poison import PAYLOADS, poisoned

from firsthand.model.claim import MergeReason
from firsthand.show.brief import view
from firsthand.show.export.sheet import sheet
from firsthand.show.views import Merged

SVG = "{http://www.w3.org/2000/svg}"
CLAIMS = view(a_briefing()).claims


def parsed(claim):
    return ET.fromstring(sheet(claim))  # noqa: S314 - written here


def texts(root, name="text"):
    return [" ".join("".join(t.itertext()).split()) for t in root.iter(f"{SVG}{name}")]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c.text[:20])
def test_it_is_whole_and_asks_for_nothing(claim):
    assert parsed(claim).tag == f"{SVG}svg"
    html = sheet(claim)
    assert Page(html.split("?>", 1)[1]).faults == []
    assert not re.search(r"(href|src|url\(|@import|<script|var\()", html)


def test_the_same_claim_is_drawn_the_same():
    again = view(a_briefing()).claims
    assert [sheet(c) for c in CLAIMS] == [sheet(c) for c in again]


def test_it_says_the_claim_the_count_and_the_reasons():
    said = " ".join(texts(parsed(CLAIMS[0])))
    assert "At least seven people were on the deck" in said
    assert "1 to 2 independent origins: 1 named, 0 unverified; for different figures: at least 7, 11" in said
    assert "Counted as one origin" in said
    assert "Eastmere Port Authority: Northgate Courier (cites Lantern Wire)" in said
    assert "5 mentions, 5 articles, 5 outlets" in said


def test_it_is_told_to_who_does_not_see_it():
    root = parsed(CLAIMS[0])
    assert root.get("aria-labelledby") == "title desc"
    assert texts(root, "title")[0] == "Origins of: At least seven people were on the deck"
    (told,) = texts(root, "desc")
    assert "Eastmere Port Authority (named) through Lantern Wire in" in told


def test_every_line_has_its_passages_for_a_pointer_and_for_the_keyboard():
    root = parsed(CLAIMS[0])
    points = [g for g in root.iter(f"{SVG}g") if g.get("class") == "point"]
    assert len(points) >= 5
    for point in points:
        assert point.get("tabindex") == "0"
        shown = " ".join(texts(point))
        quoted = re.findall("“([^”]{5,20})", point.get("aria-label"))
        assert quoted
        assert all(words in shown for words in quoted)
    passages = {" ".join(p.quoted.split()) for v in CLAIMS[0].voices for p in v.passages}
    labels = " ".join(p.get("aria-label") for p in points)
    assert all(words in labels for words in passages)


def test_a_claim_without_an_origin_says_so():
    root = parsed(CLAIMS[7])
    assert any(said.startswith("No origin is established: nobody") for said in texts(root))
    assert root.get("role") == "img"


def test_day_night_and_paper_have_their_colours():
    style = sheet(CLAIMS[0]).split("<style>")[1].split("</style>")[0]
    assert "#fcfbf8" in style.split("@media (prefers-color-scheme: dark)")[0]
    assert "#15171a" in style.split("@media (prefers-color-scheme: dark)")[1]
    assert "@media print" in style


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_nothing_from_outside_becomes_markup(payload):
    clean, seen = (view(poisoned(p)).claims[0] for p in ("harmless words", payload))
    kinds = {element.tag for element in parsed(seen).iter()}
    assert kinds == {element.tag for element in parsed(clean).iter()}
    assert not any(name.startswith("on") for element in parsed(seen).iter() for name in element.attrib)


def test_a_long_story_is_drawn_whole():
    days = [f"2031-05-{n % 28 + 1:02}" for n in range(150)]
    routes = ([["Wire"] if n % 3 else [], [a_passage(f"Outlet {n}", day)]] for n, day in enumerate(days))
    root = parsed(a_claim_of(a_voice("Port", *routes)))
    shown = texts(root)
    assert all(f"Outlet {n}" in shown for n in range(150))


def test_a_name_that_is_cut_is_in_its_title():
    name = "The Association of Harbour Masters, Pilots and Lock Keepers of the Northern Provinces " * 3
    root = parsed(a_claim_of(a_voice(name.strip(), (["Wire"], ["Post"]))))
    assert any(title == name.strip() for title in texts(root, "title"))
    assert any(text.endswith("…") for text in texts(root))


def test_who_was_counted_in_many_times_is_listed_once():
    cited = a_passage("Post")
    merged = Merged(other="Ito", reason=MergeReason.CITES, says="has it from there.", statement=cited.statement)
    claim = a_claim_of(a_voice("Port", ([], [cited]), merged=[merged, replace(merged, statement=None)]))
    assert sum("Port: Ito (has it from there)" in text for text in texts(parsed(claim))) == 1
