"""What short texts are about, by the network that ships: near to what says the same, and the same in any company."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.engines.matching import Matcher
from firsthand.engines.weights import load_matcher

SAYINGS = [
    "the dam had burst",
    "it gave way at dawn, the dam",
    "“The dam is whole and nothing has burst,”",
    "the minister stepped down on Monday",
    "that he had been dismissed",
    "fourteen people are dead",
    "the death toll stood at 14",
    "x",
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return load_matcher()


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        ("fourteen people are dead", "the death toll stood at 14", "fourteen people are missing"),
        ("the dam burst", "the wall gave way and the water came", "the dam was inspected in May"),
        ("nobody is sailing today", "all crews have stopped work", "two hundred of the crew were dismissed"),
    ],
)
def test_the_gist_tells_the_same_from_the_like(matcher: Matcher, one: str, same: str, other: str) -> None:
    gist = matcher.read([one, same, other]).gist
    assert gist[0] @ gist[1] > gist[0] @ gist[2]


def test_vectors_are_of_length_one(matcher: Matcher) -> None:
    for part in matcher.read(SAYINGS):
        assert part.shape == (len(SAYINGS), 384)
        assert np.allclose(np.linalg.norm(part, axis=1), 1, atol=1e-3)


def test_topic_and_gist_are_two(matcher: Matcher) -> None:
    topic, gist = matcher.read(SAYINGS)
    assert not np.allclose(topic, gist, atol=0.1)


@given(st.lists(st.sampled_from(SAYINGS), min_size=1, max_size=40))
@settings(max_examples=10)
def test_what_is_said_of_a_text_hangs_on_no_other(texts: list[str]) -> None:
    alone = dict(zip(SAYINGS, load_matcher().read(SAYINGS).gist, strict=True))
    for text, gist in zip(texts, load_matcher().read(texts).gist, strict=True):
        assert np.array_equal(gist, alone[text])


@pytest.mark.parametrize("text", ["", " ", "\n", "word " * 5_000, "a" * 50_000, "\U0001f600"])
def test_any_text_has_a_meaning(matcher: Matcher, text: str) -> None:
    assert np.isfinite(matcher.read([text]).gist).all()


def test_no_texts_have_none(matcher: Matcher) -> None:
    assert [part.shape for part in matcher.read([])] == [(0, 384), (0, 384)]
