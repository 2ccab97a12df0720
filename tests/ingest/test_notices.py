"""Golden cases as data: which parts of a text are furniture, and which lines must never be taken for it."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from firsthand.ingest.capture import Capture
from firsthand.ingest.intake import take_in
from firsthand.model.coverage import NoticeKind, Revision

CASES = Path(__file__).parents[1] / "cases" / "ingest"


def cases(name):
    return json.loads((CASES / f"{name}.json").read_text("utf-8"))


def taken(text, media="text/plain"):
    (revision,) = take_in(Capture(origin="made.txt", raw=text.encode(), media=media))
    assert isinstance(revision, Revision)
    return revision


def found(case):
    revision = taken(case["text"], case.get("media", "text/plain"))
    return [[n.kind.value, n.span.of(revision.text)] for n in revision.notices]


@pytest.mark.parametrize("case", cases("notices"), ids=lambda c: c["label"])
def test_furniture_is_marked(case):
    assert found(case) == case["notices"]


@pytest.mark.parametrize("case", cases("negative"), ids=lambda c: c["label"])
def test_the_article_is_not(case):
    if case["notices"] is not None:
        assert found(case) == case["notices"]
    for line in case.get("kept", []):
        assert line in case["text"]
        assert line not in [exact for _, exact in found(case)]


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("case", cases("known-failures"), ids=lambda c: c["label"])
def test_known_failures(case):
    assert found(case) == case["notices"]


LINES = st.sampled_from(
    [
        "Advertisement",
        "Related stories",
        "Ferry fares rise for the third time",
        "Home",
        "By Ann Lee",
        "4 May 2031",
        "“Yes,” she said.",
        "The harbour bridge was shut on Sunday after divers found a crack in the second pillar. Read more here.",
        "HARBOUR CITY (Northwire) - The bridge was shut on Sunday, Ann Lee told reporters at the pier.",
        "(Harbour Post, NWA)",
        "https://post.example/bridge",
        "---",
        "title: x",
        "",
    ]
)


@given(st.lists(LINES, max_size=40).map("\n".join))
@example("Home\n" * 30)
@example("---\ntitle: x\n---")
def test_notices_lie_in_the_text_in_order_and_apart(text):
    revisions = list(take_in(Capture(origin="x", raw=text.encode(), media="text/plain")))
    for revision in revisions:
        if not isinstance(revision, Revision):
            assert not text.strip()
            continue
        ends = 0
        for notice in revision.notices:
            assert notice.span.of(revision.text).strip()
            assert notice.span.start >= ends
            assert isinstance(notice.kind, NoticeKind)
            ends = notice.span.end


def test_what_the_masthead_says():
    revision = taken(
        "Bridge shut after crack is found\n"
        "By Ann Lee, Northwire\n"
        "The Harbour Post | Published 4 May 2031, 10:30, updated 5 May 2031, 8:05 am\n"
        "https://post.example/bridge\n\n"
        "The bridge was shut on Sunday, the authority that runs it said."
    )
    assert revision.title == "Bridge shut after crack is found"
    assert revision.byline == "Ann Lee"
    assert revision.wire == "Northwire"
    assert revision.outlet == "The Harbour Post"
    assert revision.published is not None
    assert str(revision.published) == "2031-05-04T10:30"
    assert str(revision.modified) == "2031-05-05T08:05"
    assert revision.url == "https://post.example/bridge"


@pytest.mark.parametrize(
    "text",
    [
        "HARBOUR CITY (Northwire) - The bridge was shut on Sunday, the authority said in the evening.",
        "The bridge was shut on Sunday, the authority said in the evening.\n\n— Northwire",
        "The bridge was shut on Sunday, the authority said in the evening.\n\nSource: Northwire",
        "The bridge was shut on Sunday, the authority said in the evening.\n\n(Reporting by Ann Lee for Northwire)",
        "By Ann Lee, Northwire\n\nThe bridge was shut on Sunday, the authority said in the evening.",
        "The bridge was shut on Sunday, the authority said in the evening.\n\nNorthwire contributed to this report.",
    ],
)
def test_an_agency_is_credited(text):
    assert taken(text).wire == "Northwire"


def test_nobody_is_credited_who_only_wrote_it():
    assert taken("By Ann Lee\n\nThe bridge was shut on Sunday, the authority said in the evening.").wire is None
