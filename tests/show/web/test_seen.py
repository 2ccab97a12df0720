"""What is new since I last looked, on the page of the day, without any script."""

import pytest
from show.desk import OWN, opened


@pytest.fixture
def desk(tmp_path):
    with opened(tmp_path / "ledger.sqlite", editor="M. Ed") as caller:
        yield caller


def text(desk):
    return " ".join("".join(desk.page("/").text).split())


def upto(desk):
    (field,) = [given for tag, given in desk.page("/").elements if tag == "input" and given.get("name") == "upto"]
    return field["value"]


def test_who_has_seen_it_is_told_so_and_then_only_what_is_new(desk):
    assert "Press this when you have seen what is here" in text(desk)
    status, headers, _ = desk.change("/seen", upto=upto(desk))
    assert (status, headers["location"]) == (303, "/")
    assert "Nothing is new since you looked on" in text(desk)
    assert desk.newsroom.looks.last("M. Ed") is not None


def test_what_is_new_stands_first_with_its_claims(desk):
    desk.newsroom.looks.keep("M. Ed", 0)
    shown = text(desk)
    _, total = desk.newsroom.looks.news(desk.newsroom.looks.last("M. Ed"), 1)
    assert f"{total} things happened since you looked on" in shown
    told = [line for line in desk.page("/").links if line.startswith("/claims/")]
    assert told


@pytest.mark.parametrize(("typed", "status"), [("x", 422), ("-1", 422), ("9" * 400, 303), ("", 303)])
def test_only_a_number_is_taken_and_nobody_sees_ahead(desk, typed, status):
    assert desk.change("/seen", upto=typed)[0] == status
    look = desk.newsroom.looks.last("M. Ed")
    assert look is None or look.upto <= desk.newsroom.looks.now()


def test_another_page_cannot_say_that_it_was_seen(desk):
    assert desk.ask("/seen", "POST", {"upto": "1"}, **{"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert desk.newsroom.looks.last("M. Ed") is None
    assert desk.ask("/seen", "POST", {"upto": "1"}, **OWN)[0] == 303


def test_the_page_is_another_one_after_a_look(desk):
    mark = desk.ask("/")[1]["etag"]
    assert desk.ask("/", **{"If-None-Match": mark})[0] == 304
    desk.newsroom.looks.keep("M. Ed", 1)
    assert desk.ask("/", **{"If-None-Match": mark})[0] == 200
