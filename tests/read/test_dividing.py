"""Which attributions make two statements, and which do not."""

import json
from pathlib import Path

import pytest
from factories import span_in

from firsthand.read.attribution import Attribution
from firsthand.read.dividing import divided

CASES = json.loads((Path(__file__).parent.parent / "cases" / "read" / "dividing.json").read_text("utf-8"))


def attribution_of(case):
    content = tuple(span_in(case["text"], part) for part in case["content"])
    return Attribution(source=None, cue=None, content=content, score=0.9)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case):
    found = divided([attribution_of(case)], case["text"])
    assert [[span.of(case["text"]) for span in one.content] for one in found] == case.get("expect", [case["content"]])
    carried = [span.of(case["text"]) for one in found for span in one.carried]
    assert carried == ([case["carried"]] if "carried" in case else [])


def test_twice_is_once():
    for case in CASES:
        found = divided([attribution_of(case)], case["text"])
        assert divided(found, case["text"]) == found


def test_what_lies_in_a_part_keeps_that_part_as_its_parent():
    text = "Lee said Ito had told him two men had drowned, with a third having allegedly swum ashore."
    outer = Attribution(source=None, cue=None, content=(span_in(text, text[9:-1]),), score=0.9)
    for inner, holder in (("two men had drowned", 0), ("a third", 1)):
        child = Attribution(source=None, cue=None, content=(span_in(text, inner),), score=0.9, parent=0)
        assert [one.parent for one in divided([outer, child], text)] == [None, None, holder]
