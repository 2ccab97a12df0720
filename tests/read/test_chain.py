import json
from pathlib import Path

import pytest
from factories import a_revision, span_in

from firsthand.read.attribution import Attribution, own_order
from firsthand.read.chain import Traced, trace_chain
from firsthand.read.who import resolve

CASES = json.loads((Path(__file__).parent.parent / "cases" / "read" / "chain.json").read_text(encoding="utf-8"))


def attributions_of(text, said):
    """Attributions as a tagger would give them, from the words of a case."""
    found = []
    for one in said:
        content = span_in(text, one["content"])
        found.append(
            Attribution(
                source=span_in(text, one["source"], one.get("nth", 0)) if one["source"] else None,
                cue=span_in(text, one["cue"]),
                content=(content,),
                score=0.9,
                parent=one.get("parent"),
            )
        )
    return tuple(found)


def traced_of(text, said, **given):
    revision = a_revision(text, **given)
    attributions = attributions_of(text, said)
    cast = resolve(revision, attributions)
    done: list[Traced] = []
    for place in own_order(attributions):
        parent = attributions[place].parent
        earlier = done[-1:] if parent is None else []
        done.append(
            trace_chain(attributions[place], revision, cast, earlier, done[parent] if parent is not None else None)
        )
    return done


def written(hop):
    return f"{hop.role.value}{'' if hop.certain else '?'}: {hop.actor}"


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_the_way_of_a_statement(case, request):
    if case.get("known_failure"):
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["comment"]))
    done = traced_of(case["text"], case["say"], wire=case.get("wire"))
    for traced, expect in zip(done, case["expect"], strict=True):
        assert [written(hop) for hop in traced.chain] == expect["chain"]
        for name in ("audience", "place"):
            if name in expect:
                assert getattr(traced, name) == expect[name]
