"""Time expressions: the cases, and what holds for any text."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from factories import span_in
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.span import Span
from firsthand.model.statement import TimeType
from firsthand.model.when import When
from firsthand.read.timex import find_times

CASES = json.loads((Path(__file__).parents[1] / "cases" / "read" / "timex.json").read_text(encoding="utf-8"))
DAY = When("2031-05-14")
WORDS = st.sampled_from(
    [
        "on",
        "the",
        "last",
        "next",
        "Tuesday",
        "May",
        "14",
        "23rd",
        "2030",
        "1998",
        ",",
        ".",
        "-",
        "'",
        "10/12/30",
        "a",
        "two",
        "three",
        "days",
        "week",
        "months",
        "ago",
        "early",
        "mid",
        "late",
        "end",
        "of",
        "quarter",
        "this",
        "6:40",
        "p.m.",
        "UTC",
        "noon",
        "now",
        "every",
        "weekly",
        "’80s",
        "1980s",
        "century",
        "Oct.",
        "said",
        "will",
        "\n",
        "February",
        "30",
        "99",
        "first",
    ]
)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=c["label"], marks=[pytest.mark.xfail(strict=True)] if c["expect"] == "known-failure" else [])
        for c in CASES
    ],
)
def test_cases(case):
    published = When(case["published"]) if case["published"] else None
    found = [
        [t.span.of(case["text"]), t.type.value, t.value, t.norm.edtf if t.norm else None]
        for t in find_times(case["text"], published)
    ]
    assert found == case["times"]


@given(st.lists(WORDS, max_size=25).map(" ".join), st.sampled_from([DAY, When("2031-05"), When("0001-01-01"), None]))
def test_any_text_gives_spans_in_order_and_dates_that_exist(text, published):
    found = find_times(text, published)
    assert [t.span for t in found] == sorted(t.span for t in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(t.span.of(text).strip() == t.span.of(text) and t.value for t in found)
    assert found == find_times(text, published)


@given(st.text())
def test_any_characters_are_read(text):
    assert all(t.span.of(text) for t in find_times(text, DAY))


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_without_a_day_to_count_from_no_relative_time_has_a_date(text):
    found = find_times(text, None)
    days = [t for t in found if t.norm is not None and any(c.isdigit() for c in t.span.of(text))]
    for time in found:
        # "noon" is on the day that its sentence names, if that has its year.
        is_on_named_day = time.type is TimeType.TIME and bool(days)
        assert time.norm is None or time in days or is_on_named_day, time


def test_furniture_is_skipped():
    text = "It rained on Monday. It snowed on Tuesday."
    skipped = span_in(text, "It rained on Monday.")
    assert [t.span.of(text) for t in find_times(text, DAY, (skipped,))] == ["Tuesday"]
    assert find_times(text, DAY, (Span(0, len(text)),)) == ()
