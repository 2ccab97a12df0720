"""Figures: how many of what, and whether two can both hold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.span import Span
from firsthand.text.numbers import Figure, find_figures


def only(text: str) -> Figure:
    (found,) = find_figures(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("at least seven people died when a ferry struck a reef", "at least 7", "killed"),
        ("the toll has risen to 11", "11", "killed"),
        ("the number of people killed in the sinking of the old ferry has risen to 11", "11", "killed"),
        ("no more than 300 people were evacuated", "up to 300", "evacuated"),
        ("12,000 or more troops", "at least 12,000", "troops"),
        ("one hundred and twenty people were injured", "120", "injured"),
        ("twenty-three bodies", "23", "killed"),
        ("it cost about 2.5 million euros", "about 2,500,000", "€"),
        ("it cost €5m", "5,000,000", "€"),
        ("nineteen percent", "19", "%"),
        ("212 people had been on board", "212", "aboard"),
        ("11 people, most of them crew, were killed", "11", "killed"),
        ("more than 300 people had fallen ill", "more than 300", "ill"),
    ],
)
def test_value_and_slot(text: str, value: str, kind: str) -> None:
    found = only(text)
    assert (found.value, found.kind) == (value, kind)


@pytest.mark.parametrize(
    "text",
    [
        "in 2031",
        "on 3 May",
        "at 10:30",
        "a 34-year-old man",
        "aged 40",
        "the 3rd time",
        "they won 3-1",
        "since 2019 and 2020",
        "1,2,3",
        "for 12 years",
        "one of the men",
    ],
)
def test_no_figures(text: str) -> None:
    assert find_figures(text) == ()


def test_each_number_has_its_own_outcome() -> None:
    found = find_figures("11 people were killed and 20 others were injured, and 23 were treated")
    assert [(f.value, f.kind) for f in found] == [("11", "killed"), ("20", "injured"), ("23", "treated")]


def test_the_old_value_of_a_change_and_parts_of_a_whole_have_no_slot() -> None:
    assert [f.value for f in find_figures("the toll rose from 7 to 11")] == ["11"]
    found = find_figures("212 people were on board, 38 of them crew; divers found four more bodies")
    assert [(f.value, f.kind) for f in found] == [("212", "aboard"), ("38", None), ("4", None)]


def test_soldiers_and_civilians_are_two_scopes() -> None:
    soldiers, civilians, people = map(
        only, ("12 soldiers were killed", "40 civilians were killed", "50 people were killed")
    )
    assert not soldiers.same_kind(civilians)
    assert soldiers.same_kind(people)


def test_bounds_can_hold_with_other_values() -> None:
    at_least, eleven, seven, about = map(
        only, ("at least 7 people died", "11 people died", "7 people died", "about 10 people died")
    )
    assert at_least.can_hold_with(eleven)
    assert not seven.can_hold_with(eleven)
    assert about.can_hold_with(eleven)
    assert at_least.high == math.inf


def test_time_expressions_are_left_out() -> None:
    assert find_figures("11 people died on 12 rainy days", skip=[Span(18, 31)])[0].value == "11"
    assert len(find_figures("11 people died on 12 rainy days", skip=[Span(18, 31)])) == 1


@given(st.text(alphabet="0123456789 ,.killedats-/:$%and", max_size=120))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    found = find_figures(text)
    assert [f.span for f in found] == sorted(f.span for f in found)
    for figure in found:
        assert figure.span.of(text)
        assert figure.low <= figure.high
