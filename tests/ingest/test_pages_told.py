"""Web pages by what they say of themselves and how they are built: cases as data, both ways, hostile markup."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ingest import Capture, take_in
from firsthand.ingest.blocks import blocks_of
from firsthand.ingest.body import mended
from firsthand.ingest.fragments import parsed
from firsthand.model.coverage import Revision, Setback

CASES = json.loads((Path(__file__).parents[1] / "cases" / "ingest" / "pages.json").read_text("utf-8"))
TEXT = (
    "<p>The harbour bridge was shut on Sunday after divers found a crack in the second pillar, Ann Reed said.</p>"
    "<p>“Nobody is in danger,” said Ann Reed, who runs the bridge authority of Harbour City, on the quay.</p>"
    "<p>The authority will decide on Friday whether ferries can take over for the summer months, she said.</p>"
)
WAYS = pytest.mark.parametrize("bulk", [False, True], ids=["precise", "bulk"])


def labelled(kind):
    """The cases of a kind, each in the ways of reading that it is for."""
    ways = {"precise": False, "bulk": True}
    return pytest.mark.parametrize(
        ("case", "bulk"),
        [
            pytest.param(case, bulk, id=f"{case['label']}-{way}")
            for case in CASES[kind]
            for way, bulk in ways.items()
            if case.get("only", way) == way
        ],
    )


def taken(markup, *, bulk=False):
    found = list(take_in(Capture(origin="made", raw=markup.encode(), media="text/html"), bulk=bulk))
    return [f for f in found if isinstance(f, Revision)], [f for f in found if isinstance(f, Setback)]


def plain(value):
    return value if isinstance(value, bool | str | None) else str(value)


@labelled("metadata")
def test_what_a_page_says_of_itself(case, bulk):
    markup = (
        f"<!DOCTYPE html><html><head>{case['head']}</head><body><article>{case['body']}{TEXT}</article></body></html>"
    )
    (revision,), _ = taken(markup, bulk=bulk)
    tellers = {told.field: told.by.value for told in revision.told_by}
    for field, (value, teller) in case["told"].items():
        assert (plain(getattr(revision, field)), tellers[field]) == (value, teller)
    if not case["told"]:
        assert revision.byline is None


@labelled("body")
def test_what_of_a_page_is_the_article(case, bulk):
    markup = f"<!DOCTYPE html><html lang='en'><head>{case.get('head', '')}</head><body>{case['page']}</body></html>"
    (revision,), _ = taken(markup, bulk=bulk)
    notices = {(n.kind.value, n.span.of(revision.text)) for n in revision.notices}
    marked = {text for _, text in notices}
    lines = [line.removeprefix("- ") for line in revision.text.split("\n\n") if line not in marked]
    assert [line for line in lines if line != "Bridge shut after crack"] == case["lines"]
    for kind, texts in case["marked"].items():
        if kind == "correction-note" or not bulk:  # the fast way leaves out what the precise one marks
            assert {text.removeprefix("- ") for k, text in notices if k == kind} >= set(texts) or all(
                text not in revision.text for text in texts
            )


@WAYS
def test_a_note_is_never_lost(bulk):
    note = "Correction: An earlier version of this article gave the wrong number of pillars; there are nine."
    body = f"<article><div>{TEXT}</div></article><footer><p>{note}</p></footer>"
    (revision,), _ = taken(f"<html lang='en'><body>{body}</body></html>", bulk=bulk)
    assert [n.kind.value for n in revision.notices if n.span.of(revision.text) == note] == ["correction-note"]


@WAYS
@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 200_000,
        "<p>" + "a" * 10_000_000 + "</p>",
        TEXT + "&amp&#x;&bogus;" * 20_000,
        "<title>" + " | " * 300_000 + "</title>" + TEXT,
        "<script type='application/ld+json'>" + "{," * 300_000 + "</script>" + TEXT,
        "<script type='application/ld+json'>" + '"headline": "' + "\\" * 300_001 + "</script>" + TEXT,
        "<h1>x</h1>" * 5_000 + TEXT,
        f"<div class='{'sidebar-' * 50_000}'>{TEXT}</div>",
    ],
    ids=["nested", "line", "entities", "bars", "brackets", "escapes", "headings", "class"],
)
def test_hostile_markup_is_read_or_set_back(markup, bulk):
    revisions, setbacks = taken(f"<!DOCTYPE html><html><body>{markup}", bulk=bulk)
    assert len(revisions) + len(setbacks) == 1
    assert all("expected" in setback.reason for setback in setbacks)
    assert all("divers found a crack" in revision.text for revision in revisions)


MARKUP = ["<p>", "</p>", "<div class='related'>", "</div>", "<br>", "<a>", "</a>", "<li>", "A b.", "c "]


@given(st.lists(st.sampled_from(MARKUP)))
def test_blocks_hold_every_word_once(pieces):
    tree = parsed(f"<html><body>x{''.join(pieces)}</body></html>")
    said = "".join(block.text for block in blocks_of(tree))
    assert "".join(said.split()) == "".join("".join(tree.itertext()).split())


@given(st.lists(st.text(alphabet="ab .\n", max_size=60), max_size=8))
def test_mending_keeps_what_was_extracted(lines):
    blocks = blocks_of(parsed("<html><body><p>Short.</p></body></html>"))
    assert [line.text for line in mended(lines, blocks, None)] == lines
