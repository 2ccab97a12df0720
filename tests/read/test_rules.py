"""The reader by rules: the golden cases, and what holds for any text."""

import json
from pathlib import Path

import pytest
from factories import span_in
from hypothesis import given
from hypothesis import strategies as st

from firsthand.engines.tags import Role
from firsthand.model.span import Span, SpanIndex
from firsthand.read.attribution import join
from firsthand.read.cues import CLAUSE, QUOTE, Form, adjective_forms, noun_forms, verb_forms
from firsthand.read.rules import RuleTagger

CASES = json.loads((Path(__file__).parents[1] / "cases" / "read" / "attribution.json").read_text(encoding="utf-8"))
WORDS = [
    "Ito",
    "said",
    "that",
    "told",
    "it",
    "rained",
    "he",
    "according",
    "to",
    "and",
    "warned",
    "of",
    "the",
    "mayor",
    "claim",
    "his",
    "who",
    "allegedly",
    "with",
]
SCRAPS = st.lists(st.sampled_from([*WORDS, *'“”"’,.?:;()', "\n\n"]), max_size=50).map(" ".join)


def read(text, skip=()):
    return [
        {
            "source": a.source.of(text) if a.source else None,
            "cue": a.cue.of(text) if a.cue else None,
            "content": [span.of(text) for span in a.content],
            "parent": a.parent,
        }
        for a in join(RuleTagger().tag(text, skip), text)
    ]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail] if case["expect"] == "fail" else [])
        for case in CASES
    ],
)
def test_case(case):
    assert read(case["text"]) == case["attributions"]


def test_nothing_is_read_from_what_is_skipped():
    text = "Ann Lee said it rained. Bo Ito said it snowed."
    skip = (span_in(text, "Bo Ito said it snowed."),)
    assert [a["source"] for a in read(text, skip)] == ["Ann Lee"]
    tags = RuleTagger().tag(text, skip)
    assert not any(SpanIndex(skip).overlaps(mark.span) for mark in tags.marks)


def test_a_verb_is_known_in_all_its_forms():
    forms = verb_forms()
    assert {forms[word][0].lemma for word in ("say", "says", "said", "saying")} == {"say"}
    assert [forms[word][1] for word in ("deny", "denies", "denied", "denying")] == [
        Form.BASE,
        Form.THIRD,
        Form.PAST,
        Form.ING,
    ]
    assert forms["said"][0].weight(QUOTE) > forms["said"][0].weight("to") == 0
    assert noun_forms()["claims"].lemma == "claim"
    assert adjective_forms()["confident"].weight(CLAUSE) > 0


@given(SCRAPS, st.integers(0, 40), st.integers(0, 40))
def test_tags_fit_the_text_and_pair_the_right_roles(text, start, length):
    skip = (Span(min(start, len(text)), min(start + length, len(text))),)
    tags = RuleTagger().tag(text, skip)
    assert list(tags.marks) == sorted(tags.marks, key=lambda mark: (mark.span, mark.role))
    assert all(mark.span.of(text).strip() and 0 <= mark.score <= 1 for mark in tags.marks)
    assert not any(len(skip[0]) and skip[0].overlaps(mark.span) for mark in tags.marks)
    for pair in tags.pairs:
        left, right = tags.marks[pair.left], tags.marks[pair.right]
        assert (left.role, right.role) in {
            (Role.CONTENT, Role.CUE),
            (Role.CUE, Role.SOURCE),
            (Role.CONTENT, Role.SOURCE),
        }


@given(SCRAPS)
def test_twice_is_once_and_every_content_is_attributed_once(text):
    tagger = RuleTagger()
    tags = tagger.tag(text)
    assert tagger.tag(text) == tags
    found = join(tags, text)
    contents = [mark.span for mark in tags.marks if mark.role is Role.CONTENT]
    assert {span for a in found for span in a.content} == set(contents)


def test_a_text_without_end_and_marks_without_partner():
    assert RuleTagger().tag("word " * 100_000).marks == ()
    assert RuleTagger().tag("“" * 40_000).marks == ()
    assert len(RuleTagger().tag("Ito said that it rained, " * 4_000).marks) > 0


def test_a_form_that_is_spelt_like_another_is_the_past():
    assert verb_forms()["put"][1] is Form.PAST
    assert verb_forms()["tell"][0].needs_addressee
    assert not verb_forms()["warn"][0].needs_addressee


def test_cues_that_say_nothing_do_not_cost_more():
    # Each is left out; were the next one read as if it stood alone, the time would grow with the square.
    assert RuleTagger().tag("asked to be named who said " * 40_000).marks == ()
