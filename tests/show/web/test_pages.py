"""Every page of the desk, and every way from it: whole, found again at its address, as JSON and as CSV."""

import csv
import io
import json

import pytest
from show.desk import DeskPage, crawled, opened
from show.made import CLAIMS, a_briefing, sid

from firsthand.show.present import present_briefing


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("desk") / "ledger.sqlite") as caller:
        yield caller


def test_every_link_leads_somewhere_and_every_page_is_whole(desk):
    seen = crawled(desk)
    assert {path: came[0] for path, came in seen.items() if came[0] != 200} == {}
    kinds = {path.split("/")[1].partition("?")[0] for path in seen}
    assert {"", "stories", "claims", "articles", "sources", "source", "corrections", "add"} <= kinds
    anchors = {}
    for path, (_, headers, body) in seen.items():
        if headers["content-type"].startswith("text/html"):
            page = DeskPage(body.decode())
            anchors[path] = page
            assert page.faults == [], path
    for path, page in anchors.items():
        for link in page.links:
            to, _, name = link.partition("#")
            if name and to:
                assert name in anchors[to].ids, (path, link)


def test_every_claim_can_be_come_to(desk):
    seen = crawled(desk)
    for claim in CLAIMS:
        if claim.story is not None:
            assert f"/claims/{claim.id}" in seen


def test_a_story_as_data_is_the_briefing_of_it(desk):
    _, _, body = desk.ask("/stories/st-water.json")
    told, whole = json.loads(body), json.loads(json.dumps(present_briefing(a_briefing())))
    assert {c["id"] for c in told["claims"]} == {c["id"] for c in whole["claims"] if c["story"] == "st-water"}
    by_id = {c["id"]: c for c in whole["claims"]}
    assert all(claim == by_id[claim["id"]] for claim in told["claims"])
    assert told["stories"] == [s for s in whole["stories"] if s["id"] == "st-water"]


def test_a_claim_as_data_has_its_graph_and_a_sentence(desk):
    _, headers, body = desk.ask(f"/claims/{CLAIMS[0].id}.json")
    told = json.loads(body)
    assert headers["content-type"] == "application/json"
    assert told["claim"]["id"] == CLAIMS[0].id
    assert told["graph"]["nodes"]
    assert "Eastmere Port Authority" in told["sentence"]


def test_a_claim_of_no_story_has_its_page(desk):
    loose = next(claim for claim in CLAIMS if claim.story is None)
    page = desk.page(f"/claims/{loose.id}")
    assert "a farm upstream had spilled slurry" in "".join(page.text)


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("/today.csv", "story"),
        ("/stories/st-bridge.csv", "claim"),
        (f"/claims/{CLAIMS[0].id}.csv", "source"),
        ("/sources.csv", "source"),
        ("/source.csv?name=Merrow+Water", "statement"),
        ("/search.csv?q=water", "what"),
        ("/corrections.csv", "id"),
    ],
)
def test_a_list_is_a_spreadsheet(desk, path, head):
    status, headers, body = desk.ask(path)
    assert status == 200
    assert headers["content-type"].startswith("text/csv")
    assert headers["content-disposition"].startswith('attachment; filename="')
    rows = list(csv.reader(io.StringIO(body.decode())))
    assert rows[0][0] == head
    assert {len(row) for row in rows} == {len(rows[0])}


def test_what_did_not_change_is_not_sent_again(desk):
    for path in ("/", "/stories/st-bridge", f"/claims/{CLAIMS[0].id}", "/sources"):
        _, headers, _ = desk.ask(path)
        status, again, body = desk.ask(path, **{"If-None-Match": headers["etag"]})
        assert (status, body) == (304, b"")
        assert again["etag"] == headers["etag"]
    assert desk.ask("/")[1]["etag"] != desk.ask("/?page=2")[1]["etag"]


def test_an_article_marks_every_statement_and_leads_to_its_claims(desk):
    article = next(m.article for m in CLAIMS[0].mentions if m.statement == sid("deck-post"))
    page = desk.page(f"/articles/{article}")
    assert f"passage-{sid('deck-post')}" in page.marks
    assert f"/claims/{CLAIMS[0].id}" in page.links
    described = {given["aria-describedby"] for tag, given in page.elements if tag == "mark" and "tabindex" in given}
    assert described
    assert described <= set(page.ids)


def test_a_story_is_filtered_by_form_alone(desk):
    every = set(desk.page("/stories/st-bridge").links)
    denied = set(desk.page("/stories/st-bridge?standing=denied").links)
    steer = f"/claims/{next(c for c in CLAIMS if c.standing == 'denied').id}"
    assert steer in denied
    assert {link for link in denied if link.startswith("/claims/")} == {steer}
    assert len([link for link in every if link.startswith("/claims/")]) > 1
    none = "".join(desk.page("/stories/st-bridge?source=nobody").text)
    assert "No claim is like that." in none


def test_words_are_found_in_articles_claims_and_names(desk):
    found = json.loads(desk.ask("/search.json?q=steering+failed")[2])
    assert [claim["id"] for claim in found["claims"]] == [next(c.id for c in CLAIMS if "steering" in c.text)]
    assert found["articles"]
    assert json.loads(desk.ask("/search.json?q=Merrow")[2])["sources"]
    for odd in ("%", "_", '"', "NOT (", "*", "\\", "%25%5F"):
        status, _, body = desk.ask(f"/search.json?q={odd.replace('%', '%25').replace(' ', '+')}")
        assert status == 200
        assert json.loads(body)["claims"] == []
    assert desk.page("/search?q=").faults == []


def test_what_is_no_page_number_is_the_first(desk):
    first = desk.ask("/sources")[2]
    for odd in ("0", "-1", "x", "1e9", "9" * 40, "١"):
        assert desk.ask(f"/sources.json?page={odd.encode().decode('latin-1') if odd.isascii() else '%D9%A1'}")[0] == 200
    assert first


def test_an_error_is_plain_and_as_asked_for(desk):
    status, headers, body = desk.ask("/claims/cl-none.json")
    problem = json.loads(body)
    assert (status, headers["content-type"]) == (404, "application/problem+json")
    assert (problem["status"], "cl-none" in problem["detail"]) == (404, True)
    assert b"<h1" in desk.ask("/claims/cl-none")[2]
