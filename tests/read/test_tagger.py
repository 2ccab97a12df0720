"""Who said what, by the encoder: the golden cases, and what holds for any text."""

import json
import re
from pathlib import Path

import pytest
from factories import span_in
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.engines.tags import Role
from firsthand.engines.weights import encoder_name, load_encoder
from firsthand.model.span import Span, SpanIndex
from firsthand.read.attribution import join
from firsthand.read.tagger import EncoderTagger

CASES = json.loads((Path(__file__).parents[1] / "cases" / "read" / "attribution.json").read_text(encoding="utf-8"))
WORDS = ("Ito", "said", "that", "told", "it", "rained", "he", "according", "to", "and", "warned", "of", "who")
SCRAPS = st.lists(st.sampled_from([*WORDS, *'“”"’,.:;()', "\n\n"]), max_size=50).map(" ".join)
TAGGER = EncoderTagger(encoder_name(), load_encoder)


def words(*texts):
    """The words of what was said; whether "that" belongs to it is nobody's concern here."""
    return {word for text in texts for word in re.findall(r"\w+", text.casefold())} - {"that"}


def fits(found, wanted):
    """Whether two attributions say the same: sources share words (or both are none), contents nearly all of them."""
    sources = words(found["source"] or ""), words(wanted["source"] or "")
    contents = words(*found["content"]), words(*wanted["content"])
    same_source = bool(sources[0] & sources[1]) or not any(sources)
    return same_source and len(contents[0] & contents[1]) >= 0.75 * len(contents[0] | contents[1])


def read(text, skip=()):
    return [
        {"source": a.source.of(text) if a.source else None, "content": [span.of(text) for span in a.content]}
        for a in join(TAGGER.tag(text, skip), text)
    ]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail] if case["expect"] == "fail" else [])
        for case in CASES
    ],
)
def test_case(case):
    found = read(case["text"])
    assert len(found) == len(case["attributions"])
    assert all(any(fits(one, wanted) for one in found) for wanted in case["attributions"])


def test_nothing_is_read_from_what_is_skipped():
    text = "Ann Lee said it rained. Bo Ito said it snowed."
    skip = (span_in(text, "Bo Ito said it snowed."),)
    assert [a["source"] for a in read(text, skip)] == ["Ann Lee"]
    assert not any(SpanIndex(skip).overlaps(mark.span) for mark in TAGGER.tag(text, skip).marks)


@settings(max_examples=40)
@given(SCRAPS, st.integers(0, 40), st.integers(0, 40))
def test_tags_fit_the_text_and_pair_the_right_roles(text, start, length):
    skip = (Span(min(start, len(text)), min(start + length, len(text))),)
    tags = TAGGER.tag(text, skip)
    assert list(tags.marks) == sorted(tags.marks, key=lambda mark: (mark.span, mark.role))
    assert all(mark.span.of(text).strip() and 0 <= mark.score <= 1 for mark in tags.marks)
    assert not any(len(skip[0]) and skip[0].overlaps(mark.span) for mark in tags.marks)
    for pair in tags.pairs:
        left, right = tags.marks[pair.left], tags.marks[pair.right]
        assert (left.role, right.role) in {(Role.CONTENT, Role.CUE), (Role.CUE, Role.SOURCE)}
        assert 0 <= pair.score <= 1


@settings(max_examples=20)
@given(SCRAPS)
def test_twice_is_once_and_every_content_is_attributed(text):
    tags = TAGGER.tag(text)
    assert TAGGER.tag(text) == tags
    contents = [mark.span for mark in tags.marks if mark.role is Role.CONTENT]
    assert {span for a in join(tags, text) for span in a.content} == set(contents)


@pytest.mark.parametrize("text", ["", " \n ", "\ud800\x00\u200b", "“" * 5_000, "x" * 5_000, "said " * 5_000])
def test_texts_that_nobody_wrote(text):
    tags = TAGGER.tag(text)
    assert all(len(mark.span) for mark in tags.marks)
