"""Stretches of whole words, the likeliest that begin before they go on."""

from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.engines.encoder import ROLE_LABELS
from firsthand.engines.tags import Role
from firsthand.read.spans import LEANING, find_stretches

LABELS = range(len(ROLE_LABELS))


def logs(scores):
    scores = np.array(scores, np.float32).reshape(-1, len(ROLE_LABELS))
    return (scores - np.log(np.exp(scores).sum(-1, keepdims=True))).astype(np.float32)


@st.composite
def seen(draw, words):
    """What an encoder might say of words of one to three pieces; whole numbers, so that ties come too."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=words, max_size=words))
    row = st.lists(st.integers(-3, 3), min_size=len(ROLE_LABELS), max_size=len(ROLE_LABELS))
    scores = draw(st.lists(row, min_size=sum(sizes), max_size=sum(sizes)))
    return logs(scores), sizes


def numbered(sizes):
    return np.repeat(np.arange(1, len(sizes) + 1, dtype=np.int32), sizes)


@cache
def legal(words):
    """Every sequence of labels in which one that goes on follows its like; a label is I where it is even, but not 0."""
    goes_on = {label for label in LABELS if ROLE_LABELS[label].startswith("I-")}
    rows = ([label] for label in LABELS if label not in goes_on)
    for _ in range(words - 1):
        rows = [
            [*row, label] for row in rows for label in LABELS if label not in goes_on or row[-1] in (label, label - 1)
        ]
    return np.array(list(rows))


def score(labels, roles, sizes):
    """How likely sequences of word labels are: the pieces after a word's first go on, and many count as their root."""
    total = np.zeros(len(labels))
    at = 0
    for word, size in enumerate(sizes):
        label = labels[:, word]
        inner = np.where(label % 2 == 1, label + 1, label)
        said = roles[at, label] + sum(roles[at + n, inner] for n in range(1, size))
        total += said / np.sqrt(size) + LEANING[label]
        at += size
    return total


def labels_of(stretches, sizes):
    """The labels of words that `stretches` stand for."""
    edges = np.cumsum([0, *sizes]).tolist()
    labels = [0] * len(sizes)
    for stretch in stretches:
        first, last = edges.index(stretch.first), edges.index(stretch.last)
        begin = ROLE_LABELS.index(f"B-{stretch.role}")
        labels[first:last] = [begin, *[begin + 1] * (last - first - 1)]
    return labels


def certain(*labels):
    scores = np.full((len(labels), len(ROLE_LABELS)), -4.0)
    for at, label in enumerate(labels):
        scores[at, ROLE_LABELS.index(label)] = 4
    return logs(scores)


def found(labels, sizes=None):
    roles = certain(*labels)
    return [(s.role, s.first, s.last) for s in find_stretches(roles, numbered(sizes or [1] * len(labels)))]


def test_no_piece_is_no_stretch():
    assert find_stretches(np.empty((0, 7), np.float32), np.empty(0, np.int32)) == []


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["O"], []),
        (["O", "O", "O"], []),
        (["B-cue"], [(Role.CUE, 0, 1)]),
        (
            ["B-source", "B-cue", "B-content", "I-content", "O"],
            [(Role.SOURCE, 0, 1), (Role.CUE, 1, 2), (Role.CONTENT, 2, 4)],
        ),
        (["B-source", "I-source", "B-source"], [(Role.SOURCE, 0, 2), (Role.SOURCE, 2, 3)]),
        (["B-content", "O", "B-content"], [(Role.CONTENT, 0, 1), (Role.CONTENT, 2, 3)]),
        (["O", "B-content", "I-content"], [(Role.CONTENT, 1, 3)]),
    ],
)
def test_what_is_plain(labels, expected):
    assert found(labels) == expected


def test_what_goes_on_must_have_begun():
    scores = np.full((3, 7), -9.0)
    scores[0, [0, 5]] = 2, 1
    scores[1:, 6] = 5
    assert [(s.role, s.first, s.last) for s in find_stretches(logs(scores), numbered([1, 1, 1]))] == [
        (Role.CONTENT, 0, 3)
    ]


def test_the_chance_is_the_mean_of_the_pieces_chances_of_the_role():
    roles = np.log(
        np.array([[0.1, 0, 0, 0, 0, 0.8, 0.1], [0.3, 0, 0, 0.1, 0, 0.1, 0.5], [0.9, 0, 0, 0, 0, 0, 0.1]]) + 1e-9
    ).astype(np.float32)
    (stretch,) = find_stretches(roles, numbered([1, 1, 1]))
    assert stretch[:3] == (Role.CONTENT, 0, 2)
    assert stretch.chance == pytest.approx(0.75, abs=1e-5)


@given(st.integers(1, 6).flatmap(seen))
def test_no_other_sequence_is_likelier(case):
    roles, sizes = case
    best = score(legal(len(sizes)), roles, sizes).max()
    labels = np.array([labels_of(find_stretches(roles, numbered(sizes)), sizes)])
    assert score(labels, roles, sizes)[0] == pytest.approx(best, abs=1e-4)


@given(st.integers(1, 30).flatmap(seen))
def test_stretches_are_whole_words_in_order_and_never_overlap(case):
    roles, sizes = case
    stretches = find_stretches(roles, numbered(sizes))
    edges = set(np.cumsum([0, *sizes]).tolist())
    assert all(s.first in edges and s.last in edges and s.first < s.last for s in stretches)
    assert all(a.last <= b.first for a, b in pairwise(stretches))
    assert all(0 <= s.chance <= 1 + 1e-6 for s in stretches)
    assert set(labels_of(stretches, sizes)) <= set(LABELS)


@pytest.mark.parametrize(
    ("labels", "sizes", "expected"),
    [
        (["O", "B-source", "I-source", "O", "O"], [1, 3, 1], [(Role.SOURCE, 1, 4)]),
        (["O", "O", "I-source", "I-source", "O"], [1, 3, 1], [(Role.SOURCE, 1, 4)]),
        (["O", "O", "O", "I-source", "O"], [1, 3, 1], []),
        (["B-cue", "I-cue", "B-cue"], [3], [(Role.CUE, 0, 3)]),
        (["B-source", "B-content", "I-content", "I-content"], [1, 3], [(Role.SOURCE, 0, 1), (Role.CONTENT, 1, 4)]),
    ],
)
def test_a_word_of_several_pieces_is_whole_though_they_disagree(labels, sizes, expected):
    assert found(labels, sizes) == expected


def test_words_number_from_anywhere():
    roles = certain("B-cue", "O")
    assert find_stretches(roles, np.array([0, 1], np.int32)) == find_stretches(roles, np.array([7, 9], np.int32))


def test_legal_sequences_are_all_there_are():
    goes_on = {2: {1, 2}, 4: {3, 4}, 6: {5, 6}}
    expected = [
        row
        for row in product(LABELS, repeat=3)
        if row[0] not in goes_on and all(b not in goes_on or a in goes_on[b] for a, b in pairwise(row))
    ]
    assert legal(3).tolist() == [list(row) for row in expected]
