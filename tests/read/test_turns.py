"""Transcripts: who speaks, and how far."""

from itertools import pairwise

import pytest
from factories import span_in
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.span import SpanIndex
from firsthand.read.turns import find_turns
from firsthand.text.quotes import find_quotations

TALK = "LEE: The bridge is shut.\n\nITO, THE MAYOR: Who shut it?\n\nNobody told me.\n\nLEE: The police.\n\nThey left."
SCRAPS = st.lists(
    st.sampled_from(["LEE:", "ITO:", "EXCLUSIVE:", "it rained", "Lee:", "(noise)", "\n", "\n\n", "“No,”"]), max_size=40
).map(" ".join)


def told(text, skip=()):
    return [
        (t.speaker.of(text), [s.of(text) for s in t.content])
        for t in find_turns(text, find_quotations(text, skip), skip)
    ]


def test_a_turn_goes_on_until_the_next_one_and_the_last_has_one_paragraph():
    assert told(TALK) == [
        ("LEE", ["The bridge is shut."]),
        ("ITO", ["Who shut it?", "Nobody told me."]),
        ("LEE", ["The police."]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "LEE: It rained.\n\nITO: No.",
        "LEE: It rained.\n\nLEE: It snowed.\n\nLEE: It froze.",
        "READ MORE: It rained.\n\nWATCH: It snowed.\n\nEXCLUSIVE: It froze.\n\nUPDATE: It thawed.",
        "Lee: It rained.\n\nIto: No.\n\nLee: Yes.",
    ],
    ids=["two turns", "one speaker", "labels of a page", "small letters"],
)
def test_what_is_no_transcript(text):
    assert told(text) == []


def test_an_article_that_goes_on_is_nobodys_turn():
    text = "LEE: It rained.\n\nA.\n\nB.\n\nC.\n\nITO: No.\n\n(They leave.)\n\nLEE: Yes."
    assert told(text) == [("LEE", ["It rained."]), ("ITO", ["No."]), ("LEE", ["Yes."])]


def test_what_is_skipped_has_no_turn():
    skip = (span_in(TALK, "LEE: The police."),)
    assert told(TALK, skip) == []


@given(SCRAPS)
def test_turns_are_in_text_order_and_do_not_overlap(text):
    spans = [s for t in find_turns(text, find_quotations(text)) for s in (t.speaker, t.sign, *t.content)]
    assert spans == sorted(spans)
    assert all(s.of(text).strip() for s in spans)
    assert all(not SpanIndex([a]).overlaps(b) for a, b in pairwise(spans))
