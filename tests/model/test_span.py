from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.errors import SpanError
from firsthand.model.span import OffsetMap, Span, SpanIndex, hull, joined

offsets = st.integers(min_value=0, max_value=60)
spans = st.tuples(offsets, offsets).map(lambda p: Span(min(p), max(p)))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
def test_an_impossible_span_says_what_was_expected(start, end):
    with pytest.raises(SpanError, match="expected 0 <= start <= end"):
        Span(start, end)


def test_a_span_counts_code_points_not_bytes_or_utf16():
    text = "👩‍🚒 “yes”"
    at = text.index("“")
    assert Span(at, at + 5).of(text) == "“yes”"


@given(st.text(max_size=60), spans)
def test_a_span_quotes_or_says_why_not(text, span):
    if span.end <= len(text):
        assert span.of(text) == text[span.start : span.end]
    else:
        with pytest.raises(SpanError, match=f"{len(text)} code points"):
            span.of(text)


@given(spans, spans)
def test_overlap_is_sharing_a_code_point(a, b):
    shared = set(range(a.start, a.end)) & set(range(b.start, b.end))
    if len(a) and len(b):
        assert a.overlaps(b) == bool(shared)
    assert a.overlaps(b) == b.overlaps(a)


@given(st.lists(spans, max_size=8))
def test_joining_keeps_every_code_point_and_is_done_once(found):
    once = joined(found)
    assert joined(once) == once
    assert {i for s in found for i in range(s.start, s.end)} == {i for s in once for i in range(s.start, s.end)}
    assert all(a.end < b.start for a, b in pairwise(once))


@given(st.lists(spans, max_size=8), spans)
def test_the_index_agrees_with_looking_at_each(found, asked):
    assert SpanIndex(found).overlaps(asked) == any(s.overlaps(asked) for s in joined(found))


@given(st.text(alphabet=" \tab", max_size=20))
def test_stripping_is_the_string_s_own(text):
    assert Span(0, len(text)).stripped(text).of(text) == text.strip()


def test_the_hull_of_nothing_is_an_error():
    assert hull([Span(4, 6), Span(1, 2)]) == Span(1, 6)
    with pytest.raises(SpanError, match="at least one"):
        hull([])


def test_an_offset_map_leads_back():
    # "a&amp;b" was cleaned to "a&b"
    back = OffsetMap((0, 2), (0, 6)).back
    assert back(Span(2, 3)) == Span(6, 7)
    assert back(Span(0, 1)) == Span(0, 1)
    assert back(Span(2, 2)) == Span(6, 6)
