"""Words and their pieces: what they are, where they lie, and that nothing strange breaks them."""

import re
import unicodedata
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.engines.wordpieces import WORD, Case, Vocabulary

PIECES = ["[PAD]", "[UNK]", "un", "##con", "##firmed", "cafe", "don", "##t", "t", "’", "“", ".", "-", "ab", "a", "b"]
PIECES += ["東", "京", "fi", "ﬁ", "##nd", "ss", "ß", "ᄀ", "##ᅡ", "##ᆨ", "xᄀ", "##ᅡy", "i", "##i", "y", "##a", "##b"]
SMALL = Vocabulary({piece: number for number, piece in enumerate(PIECES)})
SHIPPED = files("firsthand.engines").joinpath("reader", "vocabulary.txt").read_text(encoding="utf-8").split("\n")
LARGE = Vocabulary({piece: number for number, piece in enumerate(SHIPPED[:-1])})

STRANGE = [
    "\u200b",
    "\u00ad",
    "\ud800",
    "\x00",
    "\u0301",
    "ﬁ",
    "각",
    "\uf900",
    "İ",
    "😀",
    "½",
    "\u0344",
    "\ufffd",
    "\u0958",
]
LETTERS = st.sampled_from([*"abtxyiUNé’“.-東京", *STRANGE]) | st.characters()
WORDS = st.text(LETTERS, min_size=1, max_size=30).flatmap(
    lambda text: st.sampled_from(WORD.findall(text) or ["a"])
) | st.integers(90, 210).map(lambda size: "ab" * size)


def cut(word, vocabulary=SMALL, names=PIECES):
    return [(names[p.number], p.start, p.end, p.opens) for p in vocabulary.pieces_of(word)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Unconfirmed", [("un", 0, 2, True), ("##con", 2, 5, False), ("##firmed", 5, 11, False)]),
        ("CAFÉ", [("cafe", 0, 4, True)]),
        ("cafe\u0301", [("cafe", 0, 4, True)]),
        ("don’t", [("don", 0, 3, True), ("’", 3, 4, True), ("t", 4, 5, True)]),
        ("“ab", [("“", 0, 1, True), ("ab", 1, 3, True)]),
        ("東京", [("東", 0, 1, True), ("京", 1, 2, True)]),
        ("a東b", [("a", 0, 1, True), ("東", 1, 2, True), ("b", 2, 3, True)]),
        ("각", [("ᄀ", 0, 1, True), ("##ᅡ", 0, 1, False), ("##ᆨ", 0, 1, False)]),
        ("ﬁnd", [("ﬁ", 0, 1, True), ("##nd", 1, 3, False)]),
        ("İ", [("i", 0, 1, True)]),
        ("a\u200bb", [("ab", 0, 3, True)]),
        ("a\u00adb", [("ab", 0, 3, True)]),
        ("\u200bab", [("ab", 1, 3, True)]),
        ("a\ud800b", [("ab", 0, 3, True)]),
        ("a\x00b", [("ab", 0, 3, True)]),
        ("don\ufffdt", [("don", 0, 3, True), ("##t", 4, 5, False)]),
        ("😀", [("[UNK]", 0, 1, True)]),
        ("a😀b", [("[UNK]", 0, 3, True)]),
        ("\uf900", [("[UNK]", 0, 1, True)]),
        ("ab" * 50, [("ab", 0, 2, True), *((f"##{'ab'[n % 2]}", n, n + 1, False) for n in range(2, 100))]),
        ("ab" * 50 + "\u00ad", [("ab", 0, 2, True), *((f"##{'ab'[n % 2]}", n, n + 1, False) for n in range(2, 100))]),
        ("ab" * 50 + "a", [("[UNK]", 0, 101, True)]),
        ("ab" * 100, [("[UNK]", 0, 200, True)]),
        ("é" * 200 + "’t", [("[UNK]", 0, 200, True), ("’", 200, 201, True), ("t", 201, 202, True)]),
        ("각" * 60 + "\u200b", [("[UNK]", 0, 60, True)]),
        ("\ud800", []),
        ("\x00", []),
        ("\u0301\u200b", []),
        (".", [(".", 0, 1, True)]),
    ],
    ids=ascii,
)
def test_what_a_word_is_made_of(word, expected):
    assert cut(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unconfirmed", ["un", "##con", "##firmed"]),
        ("Naïve café", ["naive", "cafe"]),
        ("It didn’t.", ["it", "didn", "’", "t", "."]),
        ("“No,” she said", ["“", "no", ",", "”", "she", "said"]),
        ("co-operate", ["co", "-", "operate"]),
        ("$3.5m", ["$", "3", ".", "5", "##m"]),
        ("東京の", ["東", "京", "の"]),
        ("qwxzj", ["q", "##w", "##x", "##z", "##j"]),
        ("the 😀", ["the", "[UNK]"]),
    ],
)
def test_the_vocabulary_that_is_shipped(text, expected):
    assert [piece for word in WORD.findall(text) for piece, *_ in cut(word, LARGE, SHIPPED)] == expected


def test_the_marks_of_a_window_are_where_the_encoder_expects_them():
    assert [SHIPPED[at] for at in (0, 100, 101, 102)] == ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]


def test_the_longest_piece_is_taken_first_and_a_word_that_cannot_end_is_unknown():
    assert cut("abab") == [("ab", 0, 2, True), ("##a", 2, 3, False), ("##b", 3, 4, False)]
    assert cut("abx") == [("[UNK]", 0, 3, True)]


def test_a_character_of_several_letters_may_be_in_two_pieces():
    assert cut("x가y") == [("xᄀ", 0, 2, True), ("##ᅡy", 1, 3, False)]


@given(WORDS)
def test_pieces_are_in_order_within_their_word_and_share_no_more_than_one_character(word):
    found = list(SMALL.pieces_of(word))
    assert all(0 <= p.start < p.end <= len(word) for p in found)
    for before, after in pairwise(found):
        assert before.start <= after.start
        assert before.end <= after.end
        shared = word[after.start : before.end]
        letters = unicodedata.normalize("NFD", shared.lower())
        assert not shared or (len(shared) == 1 and len(letters) > 1 and not after.opens)
    assert all(p.opens for p in found[:1])


@given(WORDS)
def test_all_that_can_be_seen_is_in_a_piece(word):
    covered = {at for piece in SMALL.pieces_of(word) for at in range(piece.start, piece.end)}
    left = "".join(character for at, character in enumerate(word) if at not in covered)
    seen = (c for c in unicodedata.normalize("NFD", left.lower()) if unicodedata.category(c)[0] not in "CM")
    assert set(seen) <= {"\ufffd"}


@given(WORDS)
def test_a_word_met_again_has_the_same_pieces(word):
    assert list(SMALL.pieces_of(word)) == list(SMALL.pieces_of(word))


@given(st.text(LETTERS, max_size=60))
def test_words_are_all_of_a_text_but_white_space(text):
    assert "".join(WORD.findall(text)) == re.sub(r"\s", "", text)


@given(WORDS)
def test_a_row_has_the_numbers_of_all_pieces_however_often_it_is_asked_for(word):
    expected = [int(number) for piece in SMALL.pieces_of(word) for number in piece]
    assert SMALL.row_of(word).tolist() == SMALL.row_of(word).tolist() == expected


def test_every_piece_has_the_case_of_its_word():
    assert [piece.case for piece in SMALL.pieces_of("Unconfirmed“AB")] == [
        *(Case.TITLE,) * 3,
        Case.MARK,
        Case.UPPER,
    ]
