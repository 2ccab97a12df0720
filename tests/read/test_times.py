"""When it was said, and when it happens: the cases."""

import json
from pathlib import Path

import pytest
from factories import span_in

from firsthand.model.statement import Basis, StatementTime
from firsthand.model.when import When
from firsthand.read.attribution import Attribution
from firsthand.read.times import event_time, statement_time
from firsthand.read.timex import find_times
from firsthand.read.tone import judge_tone

CASES = json.loads((Path(__file__).parents[1] / "cases" / "read" / "times.json").read_text(encoding="utf-8"))


def attribution_of(case):
    text = case["text"]
    return Attribution(
        source=span_in(text, case["source"]) if case["source"] else None,
        cue=span_in(text, case["cue"]) if case["cue"] else None,
        content=tuple(span_in(text, c) for c in case["content"]),
        score=1.0,
    )


def read_times(case):
    text, attribution = case["text"], attribution_of(case)
    published = When(case["published"]) if case["published"] else None
    earlier = (
        StatementTime(span=None, norm=When(case["earlier"]), basis=Basis.EXPLICIT_RELATIVE) if case["earlier"] else None
    )
    times = find_times(text, published)
    said = statement_time(attribution, text, times, published, earlier)
    event = event_time(attribution, text, times, judge_tone(attribution, text), said, published)
    return {
        "said": said.norm.edtf if said.norm else None,
        "basis": said.basis.value,
        "words": said.span.of(text) if said.span else None,
        "event": event.norm.edtf if event.norm else None,
        "event_words": event.span.of(text) if event.span else None,
        "kind": event.kind.value if event.kind else None,
    }


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=c["label"], marks=[pytest.mark.xfail(strict=True)] if c["expect"] == "known-failure" else [])
        for c in CASES
    ],
)
def test_cases(case):
    told = read_times(case)
    wanted = {key: case[key] for key in told if key in case}
    assert wanted, "a case without an expectation proves nothing"
    assert {key: told[key] for key in wanted} == wanted


@pytest.mark.parametrize("case", CASES, ids=[c["label"] for c in CASES])
def test_what_is_unknown_has_no_date_and_what_is_dated_has_a_basis(case):
    told = read_times(case)
    if told["basis"] == "unknown":
        assert told["said"] is None
        assert told["words"] is None
    if told["basis"].startswith("explicit"):
        assert told["words"] is not None
