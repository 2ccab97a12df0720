"""Runs of words: what is copied contains them, what only shares a subject does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.text.shingles import MOST_WORDS, containment, resemblance, shingles

ORIGINAL = (
    "The night ferry struck a reef in fog and turned over within minutes, and fishing boats brought people ashore."
)


def test_a_cut_copy_is_contained_in_its_original() -> None:
    copy = "The night ferry struck a reef in fog and turned over within minutes."
    assert containment(shingles(copy), shingles(ORIGINAL)) == 1.0
    assert containment(shingles(ORIGINAL), shingles(copy)) == pytest.approx(9 / 15)


def test_case_and_punctuation_do_not_count() -> None:
    assert shingles("THE NIGHT ferry—struck, a reef") == shingles("the night ferry struck a reef")


def test_a_shared_subject_is_no_copy() -> None:
    other = "In thick fog a ferry hit the reef at night and capsized; the first people were saved by fishermen."
    assert containment(shingles(other), shingles(ORIGINAL)) == 0.0


def test_fewer_words_than_a_run_are_one_run() -> None:
    assert len(shingles("no comment")) == 1
    assert shingles("no comment") != shingles("no comment yet")


def test_no_words_have_no_runs_and_are_contained_in_nothing() -> None:
    assert shingles(" \n…!") == frozenset()
    assert containment(frozenset(), shingles(ORIGINAL)) == 0.0
    assert resemblance(frozenset(), frozenset()) == 0.0


def test_a_huge_text_is_compared_by_its_first_words() -> None:
    assert len(shingles("".join(f"w{at} " for at in range(MOST_WORDS * 2)))) == MOST_WORDS - 4


@given(st.text(max_size=400), st.text(max_size=400))
def test_both_measures_are_shares_and_resemblance_has_no_direction(one: str, other: str) -> None:
    left, right = shingles(one), shingles(other)
    assert 0.0 <= containment(left, right) <= 1.0
    assert resemblance(left, right) == resemblance(right, left)
    assert containment(left, left) == (1.0 if left else 0.0)
