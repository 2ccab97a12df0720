"""Sentences and paragraphs: where they end, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.text.sentences import split_paragraphs, split_sentences

SCRAPS = st.lists(st.sampled_from([*'aB.!?…”")\n 3', "Mr.", "U.S.", " The ", "\n\n"]), max_size=60).map("".join)


def sentences(text):
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["It rained.", "We left."],
        ["Mr. Lee left the U.S. on Oct. 3.", "He is back."],
        ["J. R. Lee of Acme Inc. paid 3.5 percent.", "“It is much.”", "She left."],
        ["They met at 5 p.m.", "The talks failed."],
        ["Was it he?", "Yes!", "Then… he left."],
        ["“We won.”", "He left (by car).", "No more"],
        ["He took plan B.", "The rest stayed."],
        ["Then he left... and came back."],
    ],
)
def test_sentences(expected):
    assert sentences(" ".join(expected)) == expected


def test_a_paragraph_break_ends_a_sentence():
    assert sentences("A headline\n\nIt rained") == ["A headline", "It rained"]
    assert sentences("Other Topics\nIt rained") == ["Other Topics", "It rained"]


def test_lines_wrapped_at_a_fixed_width_are_one_paragraph():
    lines = [
        "This paragraph was wrapped by a program that sends mail and",
        "that cuts its lines at a width of its own, which is a",
        "nuisance.",
    ]
    text = "\n".join(lines)
    assert len(split_paragraphs(text)) == 1
    assert sentences(text) == [text]


def test_nothing_in_nothing():
    assert split_sentences("") == split_sentences(" \n\n ") == ()


@given(SCRAPS)
def test_sentences_hold_every_letter_once_and_in_order(text):
    found = split_sentences(text)
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() != "" for span in found)
    assert all(any(p.contains(s) for p in split_paragraphs(text)) for s in found)


def test_long_runs_of_marks_and_blanks():
    assert len(split_sentences("." * 200_000 + "a")) == 1
    assert len(split_sentences("it." + " " * 200_000 + "B")) == 2
