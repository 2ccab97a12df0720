"""Is what was planted in the sample coverage found? Compares `firsthand brief samples --json` with `gold/samples.json`.

    .venv/bin/firsthand brief samples --json > brief.json
    .venv/bin/python eval/score_samples.py brief.json --gold eval/gold/samples.json --details

statements   found: gold statements of the wordings that stand, whose article has one with a content of word F1 >= 0.5
bcubed       P/R/F1 over the statements found: which are put in one claim, and which belong in one
claims       found: gold claims that have a partner: the claim that holds most of its statements, where these are at
             least half of those found, and half of what that claim holds of the gold
origins      of claims with a partner: named_exact, least_exact, most_exact; over_counted (more named origins than there
             are) and under_counted; of all claims: right (a partner, and named exact)
standing     of claims with a partner: the gold's, or one that the gold accepts
echoes       P/R over pairs of claim and article
against      P over the rows that speak against a claim, R over the gold's contradictions, by the claims and articles
             that the two statements are in
Figures are percentages. One set of invented stories is a check, not a measure.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORD = re.compile(r"\w+(?:['’]\w+)*")
SAME_CONTENT = 0.5
"""The word F1 from which two contents are the same, as in the scorer of the seed page."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Partners:
    """What of the prediction stands for what of the gold."""

    statement_by_gold: Mapping[tuple[str, int], tuple[str, str]]
    """(claim id, index of the statement in it) of the gold to (article, statement) of the prediction."""
    claim_by_gold: Mapping[str, Json]


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pred", type=Path)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--details", action="store_true", help="list what was missed, a line each")
    asked = parser.parse_args()
    gold, pred = json.loads(asked.gold.read_text("utf-8")), json.loads(asked.pred.read_text("utf-8"))
    partners = find_partners(gold, pred)
    print(json.dumps(score(gold, pred, partners), indent=1))
    if asked.details:
        for line in details(gold, pred, partners):
            print(line)


def find_partners(gold: Json, pred: Json) -> Partners:
    """Pair statements by content within an article, then claims by the statements they hold."""
    articles = articles_by_file(gold, pred)
    statements: dict[tuple[str, int], tuple[str, str]] = {}
    for claim in gold["claims"]:
        for index, statement in enumerate(claim["statements"]):
            article = articles.get(where(statement))
            found = article and best_statement(statement, pred["statements"].get(article, ()))
            if article and found:
                statements[claim["id"], index] = (article, found)
    claim_of = {(m["article"], m["statement"]): c for c in pred["claims"] for m in c["statements"]}
    gold_of = {found: claim for (claim, _), found in statements.items()}
    by_gold: dict[str, Json] = {}
    for claim in gold["claims"]:
        own = {found for (name, _), found in statements.items() if name == claim["id"]}
        held = Counter(claim_of[f]["id"] for f in own if f in claim_of)
        if not held:
            continue
        name, count = min(held.items(), key=lambda item: (-item[1], item[0]))
        partner = next(c for c in pred["claims"] if c["id"] == name)
        known = [f for m in partner["statements"] if (f := (m["article"], m["statement"])) in gold_of]
        if 2 * count >= len(own) and 2 * count >= len(known):
            by_gold[claim["id"]] = partner
    return Partners(statements, by_gold)


def articles_by_file(gold: Json, pred: Json) -> dict[tuple[str, object], str]:
    """The predicted id of each article of the gold whose wording is the one that stands, by file and item."""
    earlier = {r["from"] for r in gold["revisions"]}
    by_url = {(a["url"] or "").rstrip("/"): a["id"] for a in pred["articles"]}
    return {
        where(a): by_url[a["url"].rstrip("/")]
        for a in gold["articles"]
        if a["file"] not in earlier and a["url"].rstrip("/") in by_url
    }


def where(row: Json) -> tuple[str, object]:
    """The file a row of the gold is about, and which article of it."""
    return row["file"], row["item"]


def best_statement(gold: Json, statements: Iterable[Json]) -> str | None:
    """The id of the statement with the most similar content, preferring the one with the gold's source."""
    wanted = words([gold["quote"], *gold.get("more", ())])
    best: tuple[float, bool, str] | None = None
    for statement in statements:
        alike = f1(wanted, words(c["exact"] for c in statement["content"]))
        said = words([(statement["source"] or {}).get("exact") or ""]) & words([gold.get("source") or ""])
        mark = (round(alike, 6), bool(said), statement["id"])
        if alike >= SAME_CONTENT and (best is None or mark > best):
            best = mark
    return best[2] if best else None


def words(texts: Iterable[str]) -> Counter[str]:
    """The words of some texts, case apart, with how often each occurs."""
    return Counter(w.casefold().replace("’", "'") for text in texts for w in WORD.findall(text))


def f1(a: Counter[str], b: Counter[str]) -> float:
    """Word F1 of two bags of words."""
    return 2 * (a & b).total() / (a.total() + b.total()) if a and b else 0.0


def score(gold: Json, pred: Json, partners: Partners) -> dict[str, Any]:
    """All figures."""
    standing_files = articles_by_file(gold, pred)
    wanted = [s for c in gold["claims"] for s in c["statements"] if where(s) in standing_files]
    pairs = [(c, partners.claim_by_gold[c["id"]]) for c in gold["claims"] if c["id"] in partners.claim_by_gold]
    claims, named = len(gold["claims"]), [(c["origins"]["named"], p["origins"]["named"]) for c, p in pairs]
    return {
        "articles": {"found": percent(len(standing_files), len(gold["articles"]) - len(gold["revisions"]))},
        "statements": {"found": percent(len(partners.statement_by_gold), len(wanted)), "of": len(wanted)},
        "bcubed": bcubed(partners, pred),
        "claims": {"found": percent(len(pairs), claims), "of": claims, "predicted": len(pred["claims"])},
        "origins": {
            "named_exact": percent(sum(a == b for a, b in named), len(named)),
            "least_exact": percent(sum(c["origins"]["least"] == p["origins"]["least"] for c, p in pairs), len(pairs)),
            "most_exact": percent(sum(c["origins"]["most"] == p["origins"]["most"] for c, p in pairs), len(pairs)),
            "over_counted": percent(sum(b > a for a, b in named), len(named)),
            "under_counted": percent(sum(b < a for a, b in named), len(named)),
            "right": percent(sum(a == b for a, b in named), claims),
        },
        "standing": percent(sum(p["standing"] in accepted(c) for c, p in pairs), len(pairs)),
        "echoes": pair_score(echoes_of(gold, pred), echoes_said(pred, partners)),
        "against": contradictions(gold, pred, partners),
    }


def accepted(claim: Json) -> set[str]:
    """The standings that will do for a claim of the gold."""
    return {claim["standing"], *claim.get("standing_accept", ())}


def bcubed(partners: Partners, pred: Json) -> dict[str, float]:
    """B-cubed over the statements found; one that is in no predicted claim is a cluster of its own."""
    claim_of = {(m["article"], m["statement"]): c["id"] for c in pred["claims"] for m in c["statements"]}
    items = {found: (claim, claim_of.get(found, found)) for (claim, _), found in partners.statement_by_gold.items()}
    gold, said = Counter(g for g, _ in items.values()), Counter(s for _, s in items.values())
    both = Counter(items.values())
    precision = sum(both[pair] / said[pair[1]] for pair in items.values()) / max(len(items), 1)
    recall = sum(both[pair] / gold[pair[0]] for pair in items.values()) / max(len(items), 1)
    mean = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(100 * precision, 2), "r": round(100 * recall, 2), "f1": round(100 * mean, 2)}


def echoes_of(gold: Json, pred: Json) -> set[tuple[str, str]]:
    """(claim, article) of the gold's echoes."""
    articles = articles_by_file(gold, pred)
    return {(e["claim"], articles.get(where(e), e["file"])) for e in gold["echoes"]}


def echoes_said(pred: Json, partners: Partners) -> set[tuple[str, str]]:
    """The same of the prediction's, in the gold's names of claims where there is one."""
    names: dict[str, list[str]] = defaultdict(list)
    for name, claim in partners.claim_by_gold.items():
        names[claim["id"]].append(name)
    return {(name, e["article"]) for e in pred["echoes"] for name in names.get(e["claim"], [e["claim"]])}


def contradictions(gold: Json, pred: Json, partners: Partners) -> dict[str, float | int | None]:
    """P: of the rows of `against` that are between statements known to the gold, those that it has; R: of the gold's.

    A row stands for all pairs of its claim's statements with what it names, of which one must be in the gold.
    """
    articles = articles_by_file(gold, pred)
    place = {found: f"{found[0]}#{claim}" for (claim, _), found in partners.statement_by_gold.items()}
    by_statement = {statement: p for (_, statement), p in place.items()}
    wanted = set()
    for row in gold["contradictions"]:
        ends = []
        for side in (row["a"], row["b"]):
            article = articles.get(where(side))
            found = article and best_statement(side, pred["statements"].get(article, ()))
            ends.append(by_statement.get(found or "", f"{side['file']}:{side['quote']}"))
        wanted.add(frozenset(ends))
    said = [
        pairs
        for claim in pred["claims"]
        for row in claim["against"]
        if (pairs := row_pairs(claim, row, pred, by_statement))
    ]
    hit = {pair for pairs in said for pair in pairs & wanted}
    right = sum(bool(pairs & wanted) for pairs in said)
    return {"p": percent(right, len(said)), "r": percent(len(hit), len(wanted)), "said": len(said), "of": len(wanted)}


def row_pairs(claim: Json, row: Json, pred: Json, by_statement: Mapping[str, str]) -> set[frozenset[str]]:
    """The pairs of places of the gold that one row of `against` stands for."""
    other = next((c for c in pred["claims"] if c["id"] == row["claim"]), None)
    ids = [row["statement"], *(m["statement"] for m in (other["statements"] if other else ()))]
    own = {by_statement[m["statement"]] for m in claim["statements"] if m["statement"] in by_statement}
    ends = {by_statement[i] for i in ids if i in by_statement}
    return {frozenset((a, b)) for a in own for b in ends if a != b}


def pair_score(wanted: set[Any], said: set[Any]) -> dict[str, float | int | None]:
    """Precision and recall of a set."""
    both = len(wanted & said)
    return {"p": percent(both, len(said)), "r": percent(both, len(wanted)), "said": len(said), "of": len(wanted)}


def percent(part: int, whole: int) -> float | None:
    """A share in percent; None of nothing."""
    return round(100 * part / whole, 2) if whole else None


def details(gold: Json, pred: Json, partners: Partners) -> Iterable[str]:
    """What was missed or miscounted, a line each."""
    standing_files = articles_by_file(gold, pred)
    for claim in gold["claims"]:
        missed = [
            s["quote"]
            for i, s in enumerate(claim["statements"])
            if where(s) in standing_files and (claim["id"], i) not in partners.statement_by_gold
        ]
        partner = partners.claim_by_gold.get(claim["id"])
        counted = {k: claim["origins"][k] for k in ("named", "unverified", "least", "most")}
        if partner is None:
            count = len(claim["statements"])
            yield f"{claim['id']}: no claim stands for it ({len(missed)} of {count} statements not found)"
        elif {k: partner["origins"][k] for k in counted} != counted or partner["standing"] not in accepted(claim):
            yield f"{claim['id']}: {counted} {claim['standing']} {claim['origin_actors']}"
            yield f"    said: {brief_of(partner)}"
        for quote in missed:
            yield f"    not found: {quote}"


def brief_of(claim: Json) -> str:
    """One predicted claim in a line."""
    origins: Sequence[Json] = claim["origins"]["list"]
    counted = {k: claim["origins"][k] for k in ("named", "unverified", "least", "most")}
    return f"{counted} {claim['standing']} {[o['actor'] for o in origins]} {claim['text']!r}"


if __name__ == "__main__":
    main()
