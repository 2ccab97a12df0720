"""What a source points to, and how it knows: the cases."""

import json
from pathlib import Path

import pytest
from factories import span_in

from firsthand.model.statement import Evidence
from firsthand.read.attribution import Attribution
from firsthand.read.evidence import Pointers, find_evidence
from firsthand.read.tone import judge_tone

CASES = json.loads((Path(__file__).parents[1] / "cases" / "read" / "evidence.json").read_text(encoding="utf-8"))


def pointers_of(case) -> Pointers:
    text = case["text"]
    attribution = Attribution(
        source=span_in(text, case["source"]) if case["source"] else None,
        cue=span_in(text, case["cue"]) if case["cue"] else None,
        content=tuple(span_in(text, c) for c in case["content"]),
        score=1.0,
    )
    return find_evidence(attribution, text, judge_tone(attribution, text))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=c["label"], marks=[pytest.mark.xfail(strict=True)] if c["expect"] == "known-failure" else [])
        for c in CASES
    ],
)
def test_cases(case):
    found = pointers_of(case)
    told = {"evidence": [e.value for e in found.evidence], "access": found.access.value}
    wanted = {key: case[key] for key in told if key in case}
    assert wanted, "a case without an expectation proves nothing"
    assert {key: told[key] for key in wanted} == wanted


@pytest.mark.parametrize("case", CASES, ids=[c["label"] for c in CASES])
def test_every_pointer_is_explained_and_none_stands_alone(case):
    found = pointers_of(case)
    assert found.evidence
    if {Evidence.NONE, Evidence.UNSPECIFIED} & set(found.evidence):
        assert len(found.evidence) == 1
    assert found.why[-1].step == "evidence.access"
    for step in found.why:
        assert step.span is None or step.span.of(case["text"])
