"""How sure, how distant, on what condition: the cases, and what holds for any text."""

import json
from pathlib import Path

import pytest
from factories import span_in
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.span import Span
from firsthand.model.statement import Certainty, Polarity
from firsthand.read.attribution import Attribution
from firsthand.read.frame import LONGEST_CONTENT
from firsthand.read.tone import Tone, judge_tone

CASES = json.loads((Path(__file__).parents[1] / "cases" / "read" / "tone.json").read_text(encoding="utf-8"))
WORDS = st.sampled_from(
    [
        "Lee",
        "said",
        "claimed",
        "denied",
        "could",
        "not",
        "may",
        "if",
        "unless",
        "no",
        "whether",
        "“",
        "”",
        '"',
        ".",
        ",",
        "?",
        "he",
        "the",
        "valve",
        "is",
        "shut",
        "likely",
        "don’t",
        "No.",
        "3",
    ]
)


def attribution_of(case):
    text = case["text"]
    return Attribution(
        source=span_in(text, case["source"]) if case["source"] else None,
        cue=span_in(text, case["cue"]) if case["cue"] else None,
        content=tuple(span_in(text, c) for c in case["content"]),
        score=1.0,
    )


def as_told(tone: Tone, text: str):
    return {
        "certainty": tone.certainty.value,
        "stance": tone.stance.value,
        "polarity": tone.polarity.value,
        "act": tone.speech_act.value,
        "hedges": [h.of(text) for h in tone.hedges],
        "conditional": tone.conditional,
        "conditions": [c.of(text) for c in tone.conditions],
    }


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(c, id=c["label"], marks=[pytest.mark.xfail(strict=True)] if c["expect"] == "known-failure" else [])
        for c in CASES
    ],
)
def test_cases(case):
    told = as_told(judge_tone(attribution_of(case), case["text"]), case["text"])
    wanted = {key: case[key] for key in told if key in case}
    assert wanted, "a case without an expectation proves nothing"
    assert {key: told[key] for key in wanted} == wanted


@given(st.lists(WORDS, min_size=3, max_size=30), st.integers(0, 3), st.integers(1, 4))
def test_spans_requote_and_values_agree(words, before, cue_words):
    text = " ".join(words)
    starts = [sum(len(w) + 1 for w in words[:n]) for n in range(len(words) + 1)]
    first = min(before, len(words) - 2)
    after = min(first + cue_words, len(words) - 1)
    found = judge_tone(
        Attribution(
            source=None,
            cue=Span(starts[first], starts[after] - 1),
            content=(Span(starts[after], len(text)),),
            score=1.0,
        ),
        text,
    )
    for span in (*found.hedges, *found.conditions, *(s.span for s in found.why if s.span)):
        assert span.of(text).strip()
    assert found.conditional == bool(found.conditions)
    if found.certainty.value.startswith(("CT+", "CT-", "P")):
        assert (found.polarity is Polarity.NEGATIVE) == found.certainty.value.endswith("-")
    assert {s.step for s in found.why} >= {"tone.certainty", "tone.stance", "tone.act"}


def test_a_content_without_end_is_judged_by_its_beginning():
    text = "Lee said " + "the dam could break " * 50_000
    found = judge_tone(Attribution(source=Span(0, 3), cue=Span(4, 8), content=(Span(9, len(text)),), score=1.0), text)
    assert found.certainty is Certainty.POSSIBLE
    assert all(h.end <= 9 + LONGEST_CONTENT for h in found.hedges)
