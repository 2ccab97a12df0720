"""BM25: rare words tell more, long texts less, and what no text has tells nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.text.wordindex import WordIndex

TEXTS = [["dam", "burst"], ["dam", "whole"], ["dam", "burst", "at", "dawn", "said", "ito"], []]


def test_a_rare_word_is_worth_more_than_a_common_one():
    index = WordIndex.of(TEXTS)
    assert index.weigh(["whole"])[1] > index.weigh(["burst"])[0] > index.weigh(["dam"])[0] > 0


def test_a_long_text_has_words_by_chance():
    worth = WordIndex.of(TEXTS).weigh(["burst"])
    assert worth[0] > worth[2]


def test_a_repeated_word_of_the_query_counts_once():
    index = WordIndex.of(TEXTS)
    assert np.array_equal(index.weigh(["dam", "dam"]), index.weigh(["dam"]))


@pytest.mark.parametrize("words", [[], ["ferry"]])
def test_what_no_text_has_is_worth_nothing(words):
    assert not WordIndex.of(TEXTS).weigh(words).any()


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_texts_without_words_can_be_asked(texts):
    assert WordIndex.of(texts).weigh(["dam"]).tolist() == [0] * len(texts)


def test_the_worth_is_in_words_of_the_rarest_kind():
    texts = [["w", f"x{at}"] for at in range(10_000)]
    assert WordIndex.of(texts).weigh(["x3"])[3] == pytest.approx(1, abs=0.15)


@given(st.permutations(range(len(TEXTS))), st.lists(st.sampled_from(["dam", "burst", "dawn", "no"])))
def test_the_order_of_texts_and_words_changes_nothing(order, words):
    worth = WordIndex.of(TEXTS).weigh(words)
    turned = WordIndex.of([TEXTS[at] for at in order]).weigh(words[::-1])
    assert turned.tolist() == worth[list(order)].tolist()
