"""How does the origin graph of a claim look to a program? As the interchange contract has it (`docs/contract.md`)."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from firsthand.model.briefing import Briefing
from firsthand.model.claim import Claim
from firsthand.show.graph import OriginGraph
from firsthand.show.present import CONTRACT, Plain, present_briefing, present_setback


class Traced(NamedTuple):
    """A claim of a briefing, and where it comes from."""

    claim: Claim
    graph: OriginGraph


def present_trace(
    asked: str, near: Sequence[tuple[Claim, float]], briefing: Briefing, traced: Traced | None
) -> dict[str, Plain]:
    """The answer to `asked`: the claims it may mean with how near they are; of the one `traced`, its graph."""
    return {
        "contract": CONTRACT,
        "asked": asked,
        "near": [{"claim": claim.id, "text": claim.text, "score": round(score, 4)} for claim, score in near],
        **(_traced(traced.claim, traced.graph, briefing) if traced is not None else {"claim": None}),
        "setbacks": [present_setback(s) for s in briefing.setbacks],
    }


def _traced(claim: Claim, graph: OriginGraph, briefing: Briefing) -> dict[str, Plain]:
    """The claim, the graph, and the articles and statements to which both point, in the words of a briefing."""
    said = {m.statement for m in claim.mentions} | {s for d in claim.drift for s in (d.statement, d.rests_on)}
    articles = {m.article for m in claim.mentions} | {a for d in claim.drift for a in (d.article, d.rests_on_article)}
    readings = (
        replace(
            reading,
            statements=tuple(s for s in reading.statements if s.id in said),
            own_words=tuple(s for s in reading.own_words if s.id in said),
        )
        for reading in briefing.readings
        if reading.revision.article in articles
    )
    own = present_briefing(replace(briefing, readings=tuple(readings), claims=(claim,), echoes=()))
    claims = own["claims"]
    return {
        "claim": claims[0] if isinstance(claims, list) else None,
        "graph": _graph(graph),
        "articles": own["articles"],
        "statements": own["statements"],
    }


def _graph(graph: OriginGraph) -> dict[str, Plain]:
    """Nodes by id, and edges between them, each with the statements on which it rests."""
    relays = {relay: f"relay-{n}" for n, relay in enumerate(dict.fromkeys(r for w in graph.ways for r in w.relays), 1)}
    nodes: list[Plain] = [
        {"id": f"origin-{n}", "kind": "origin", "name": voice.actor, "named": voice.named}
        for n, voice in enumerate(graph.origins, 1)
    ]
    nodes += [{"id": name, "kind": "relay", "name": relay} for relay, name in relays.items()]
    printed = {way.article: way for way in reversed(graph.ways)}
    nodes += [
        {
            "id": article,
            "kind": "article",
            "name": way.outlet,
            "published": way.published.edtf if way.published is not None else None,
        }
        for article, way in reversed(printed.items())
    ]
    edges: list[Plain] = []
    for way in graph.ways:
        stops = (f"origin-{way.origin + 1}", *(relays[relay] for relay in way.relays), way.article)
        statements: list[Plain] = [passage.statement for passage in way.passages]
        merged: list[Plain] = [
            {"with": m.other, "why": m.reason.value, "says": m.says, "statement": m.statement} for m in way.merged
        ]
        edges += [
            {"origin": stops[0], "from": one, "to": other, "statements": statements, "merged": merged}
            for one, other in pairwise(stops)
        ]
    return {"nodes": nodes, "edges": edges}
