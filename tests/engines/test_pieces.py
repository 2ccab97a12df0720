"""What the encoder is given of a text: places, case, gaps, quotation, and nothing of what is skipped."""

from itertools import pairwise

import numpy as np
import pytest
from factories import span_in
from hypothesis import given
from hypothesis import strategies as st

from firsthand.engines.pieces import Gap, cut
from firsthand.engines.wordpieces import Case, Vocabulary
from firsthand.model.span import Span, joined

PIECES = [
    "[UNK]",
    "ito",
    "said",
    "rain",
    "##ed",
    "a",
    "##a",
    "##b",
    "b",
    "’",
    "“",
    "”",
    ".",
    ",",
    "-",
    "東",
    "3",
    "##3",
]
SMALL = Vocabulary({piece: number for number, piece in enumerate(PIECES)})
COLUMNS = ("ids", "starts", "ends", "words", "case", "gap", "quoted")
TEXTS = st.lists(
    st.sampled_from(
        ["Ito", "said", "rained", " ", " ", "\n", "\r\n", "\t", "“", "”", ".", "’", "東", "\u200b", "3a", "zz"]
    ),
    max_size=40,
).map("".join) | st.text(max_size=60)


@st.composite
def texts_with_spans(draw):
    text = draw(TEXTS)
    ends = st.lists(st.integers(0, len(text)), max_size=8).map(sorted)
    skip, quoted = ([Span(a, b) for a, b in zip(e[::2], e[1::2], strict=False)] for e in (draw(ends), draw(ends)))
    return text, joined(skip), joined(quoted)


def shown(text, **given):
    pieces = cut(text, SMALL, **given)
    return [text[a:b] for a, b in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)]


def same(one, other):
    return all(np.array_equal(getattr(one, column), getattr(other, column)) for column in COLUMNS)


@pytest.mark.parametrize("text", ["", " \n ", "\u200b"])
def test_nothing_to_see_is_no_piece(text):
    pieces = cut(text, SMALL, skip=(), quoted=())
    assert len(pieces) == 0
    assert {getattr(pieces, column).shape for column in COLUMNS} == {(0,)}
    assert {getattr(pieces, column).dtype for column in COLUMNS} == {np.dtype(np.int32)}


def test_a_sentence():
    pieces = cut("Ito said,\n“Rained”", SMALL, quoted=(Span(10, 18),))
    assert [PIECES[number] for number in pieces.ids] == ["ito", "said", ",", "“", "rain", "##ed", "”"]
    assert pieces.starts.tolist() == [0, 4, 8, 10, 11, 15, 17]
    assert pieces.ends.tolist() == [3, 8, 9, 11, 15, 17, 18]
    assert pieces.words.tolist() == [1, 2, 3, 4, 5, 5, 6]
    assert [Case(c).name for c in pieces.case] == ["TITLE", "LOWER", "MARK", "MARK", "TITLE", "TITLE", "MARK"]
    assert [Gap(g).name for g in pieces.gap] == ["NOTHING", "SPACE", "NOTHING", "LINE", "NOTHING", "NOTHING", "NOTHING"]
    assert pieces.quoted.tolist() == [0, 0, 0, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("said", Case.LOWER),
        ("Ito", Case.TITLE),
        ("ITO", Case.UPPER),
        ("A", Case.TITLE),
        ("iTo", Case.MIXED),
        ("McAa", Case.MIXED),
        ("Éa", Case.TITLE),
        ("ÉA", Case.UPPER),
        ("a3", Case.LOWER),
        ("A3", Case.UPPER),
        ("東", Case.MIXED),
        ("33", Case.NUMBER),
        (".", Case.MARK),
        ("”", Case.MARK),
        ("😀", Case.MARK),
    ],
)
def test_how_a_word_is_written(word, expected):
    assert set(cut(word, SMALL).case.tolist()) == {expected}


def test_the_parts_of_a_word_have_the_case_of_the_whole():
    assert cut("RAINed", SMALL).case.tolist() == [Case.MIXED] * 2


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("-", Gap.NOTHING),
        (" -", Gap.SPACE),
        ("\t -", Gap.SPACE),
        ("\u00a0-", Gap.SPACE),
        ("\n-", Gap.LINE),
        (" \r\n -", Gap.LINE),
        ("\r-", Gap.LINE),
        ("\n\n-", Gap.LINE),
    ],
    ids=ascii,
)
def test_what_stands_before_a_piece(between, expected):
    assert cut(f"a{between}", SMALL).gap.tolist() == [Gap.NOTHING, expected]


def test_what_opens_a_text_has_nothing_before_it_but_its_own_space():
    assert cut("a", SMALL).gap.tolist() == [Gap.NOTHING]
    assert cut(" a", SMALL).gap.tolist() == [Gap.SPACE]


def test_what_is_skipped_is_not_cut_and_parts_a_word():
    text = "Ito said. Rained\nsaid a rain"
    skip = (span_in(text, "said. "), Span(13, 22))
    assert shown(text, skip=skip) == ["Ito", "Rai", "a", "rain"]
    assert cut(text, SMALL, skip).gap.tolist() == [Gap.NOTHING, Gap.SPACE, Gap.LINE, Gap.SPACE]


def test_all_may_be_skipped():
    assert shown("Ito said", skip=(Span(0, 8),)) == []


@given(texts_with_spans())
def test_pieces_lie_in_order_within_the_text_and_outside_what_is_skipped(case):
    text, skip, quoted = case
    pieces = cut(text, SMALL, skip, quoted)
    spans = [Span(a, b) for a, b in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)]
    assert all(len(span) and span.end <= len(text) for span in spans)
    assert not any(span.overlaps(other) for span in spans for other in skip)
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(spans))
    steps = np.diff(pieces.words, prepend=0)
    assert set(steps.tolist()) <= {0, 1}
    assert not (pieces.gap[steps == 0]).any()
    opens = np.flatnonzero(steps)
    assert (pieces.starts[opens[1:]] >= pieces.ends[opens[1:] - 1]).all()


@given(texts_with_spans())
def test_a_piece_is_quoted_where_it_begins_within_a_quotation(case):
    text, skip, quoted = case
    pieces = cut(text, SMALL, skip, quoted)
    expected = [any(span.start <= at < span.end for span in quoted) for at in pieces.starts.tolist()]
    assert pieces.quoted.tolist() == expected


@given(texts_with_spans())
def test_cut_twice_is_the_same(case):
    text, skip, quoted = case
    assert same(cut(text, SMALL, skip, quoted), cut(text, SMALL, skip, quoted))


@pytest.mark.parametrize("line", ["Ito said it rained. ", "“Rained,” said Ito\n", "東", "zé"])
def test_a_text_of_a_million_code_points(line):
    text = (line * (1_000_000 // len(line) + 1))[:1_000_000]
    pieces = cut(text, SMALL, quoted=(Span(10, 999_990),))
    assert len(pieces) >= 1
    assert pieces.ends[-1] >= 999_999
    assert pieces.starts[0] == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("well-known", [1, 1, 1]),
        ("don’t said", [1, 1, 1, 2]),
        ("a - b", [1, 2, 3]),
        ("a -b", [1, 2, 3]),
        ("a- b", [1, 2, 3]),
        ("-a", [1, 2]),
        ("a--b", [1, 2, 3, 4]),
        ("a-3-b.", [1, 1, 1, 1, 1, 2]),
        ("a_-b", [1, 2, 3, 4]),
    ],
)
def test_hyphens_and_apostrophes_hold_words_together(text, expected):
    assert cut(text, SMALL).units.tolist() == expected
