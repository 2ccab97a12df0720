"""What an edit does, by cases."""

import json
from pathlib import Path

import pytest

from firsthand.text.typeset import plain_type, quotations_in, tokens_at
from firsthand.track.edits import ORDER, marks_of

CASES = json.loads((Path(__file__).parents[1] / "cases" / "track" / "edits.json").read_text("utf-8"))


def tokens(text):
    plain = plain_type(text)
    return tokens_at(plain, quotations_in(plain))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=c["label"], marks=[pytest.mark.xfail(strict=True)] if c["expect"] == "fail" else [])
        for c in CASES
    ],
)
def test_an_edit_is_of_its_kind(case):
    marks = marks_of(tokens(case["before"]), tokens(case["after"]), frozenset())
    assert marks[0].kind == case["kind"]
    assert case.get("why", "") in "; ".join(m.says for m in marks)


def test_every_kind_has_a_case_and_a_place_in_the_order():
    assert {c["kind"] for c in CASES} == set(ORDER)
