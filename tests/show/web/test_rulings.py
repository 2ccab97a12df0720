"""Corrections ruled on by plain forms, as a browser without any script sends them."""

from urllib.parse import unquote

import pytest
from show.desk import opened
from show.made import CLAIMS, sid

from firsthand.model.correction import Aim, CorrectionKind, Suggestion


@pytest.fixture
def desk(tmp_path):
    with opened(tmp_path / "ledger.sqlite", editor="M. Ed") as caller:
        yield caller


def suggested(desk, note="It was nine.", name="deck-post"):
    return desk.newsroom.desk.suggest(
        Suggestion(kind=CorrectionKind.FACT, aim=Aim(which=sid(name)), note=note, by="A. Reader")
    ).correction.id


def state(desk, which):
    return desk.newsroom.desk.case(which).state.value


def text(desk, path="/corrections"):
    return " ".join("".join(desk.page(path).text).split())


def test_it_is_accepted_and_the_next_one_is_shown(desk):
    first, second = suggested(desk), suggested(desk, "Another.", "pier-post")
    status, headers, _ = desk.change(f"/corrections/{first}", do="accept", by="M. Ed", why="")
    assert (status, headers["location"]) == (303, f"/corrections?done={first}")
    cookie = headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert unquote(cookie.split("=", 1)[1].split(";")[0]) == "M. Ed"
    assert (state(desk, first), state(desk, second)) == ("accepted", "suggested")
    page = desk.page(headers["location"])
    assert f"{first}: accepted." in "".join(page.text)
    assert second in page.ids
    assert first not in page.ids


def test_a_rejection_needs_a_reason(desk):
    which = suggested(desk)
    status, _, body = desk.change(f"/corrections/{which}", do="reject", by="M. Ed", why="")
    assert status == 409
    assert b"why: expected some words" in body
    assert state(desk, which) == "suggested"
    assert desk.change(f"/corrections/{which}", do="reject", by="M. Ed", why="The page says seven.")[0] == 303
    assert state(desk, which) == "rejected"
    assert "The page says seven." in text(desk, f"/corrections/{which}")


def test_a_duplicate_names_another_and_any_ruling_is_taken_back(desk):
    first, second = suggested(desk), suggested(desk, "The same.")
    desk.change(f"/corrections/{second}", do="duplicate", by="M. Ed", why="", of=first)
    assert state(desk, second) == "duplicate"
    desk.change(f"/corrections/{second}", do="undo", by="M. Ed", why="")
    assert state(desk, second) == "suggested"
    assert desk.change(f"/corrections/{second}", do="duplicate", by="M. Ed", why="", of="c-none")[0] == 404
    assert desk.change(f"/corrections/{second}", do="undo", by="M. Ed", why="")[0] == 409


def test_an_accepted_fact_is_published_and_withdrawn(desk):
    which = suggested(desk)
    for do, after in (("accept", "accepted"), ("publish", "published")):
        desk.change(f"/corrections/{which}", do=do, by="M. Ed", why="")
        assert state(desk, which) == after
    assert desk.change(f"/corrections/{which}", do="withdraw", by="M. Ed", why="")[0] == 409
    desk.change(f"/corrections/{which}", do="withdraw", by="M. Ed", why="It was right.")
    assert state(desk, which) == "withdrawn"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"do": "accept", "by": "", "why": "so"}, 409),
        ({"do": "accept", "by": "firsthand", "why": "so"}, 409),
        ({"do": "burn", "by": "M. Ed", "why": "so"}, 422),
        ({"by": "M. Ed", "why": "so"}, 422),
        ({}, 422),
        ({"do": "accept", "by": "x" * 5000, "why": "so"}, 409),
        ({"do": "reject", "by": "M. Ed", "why": "x" * 50_000}, 409),
    ],
)
def test_what_may_not_be_ruled_is_said_and_changes_nothing(desk, fields, status):
    which = suggested(desk)
    before = len(desk.newsroom.desk.log())
    assert desk.change(f"/corrections/{which}", **fields)[0] == status
    assert state(desk, which) == "suggested"
    assert len(desk.newsroom.desk.log()) == before


def test_every_form_has_its_labels_and_buttons_without_script(desk):
    suggested(desk)
    suggested(desk, "Another.", "pier-post")
    page = desk.page("/corrections")
    offered = [given.get("value") for tag, given in page.elements if tag == "button" and given.get("name") == "do"]
    assert offered == ["accept", "reject", "duplicate"] * 2
    by = [given for tag, given in page.elements if tag == "input" and given.get("name") == "by"]
    assert {given["value"] for given in by} == {"M. Ed"}


def test_a_claim_is_graded_by_a_form(desk):
    claim = CLAIMS[0].id
    assert desk.change(f"/claims/{claim}/grade", grade="9", by="M. Ed", why="so")[0] == 422
    assert desk.change(f"/claims/{claim}/grade", grade="2", by="M. Ed", why="Two of them saw it.")[0] == 303
    assert "It is graded F2 now" in text(desk, f"/claims/{claim}")
    assert "Two of them saw it." in text(desk, f"/claims/{claim}")
