"""Does the scorer of articles give all where all is right, and notice each thing that is not?"""

import copy
import tomllib
from pathlib import Path

import articles as gold
import pytest
import score_articles as scorer

HOME = Path(__file__).parents[2] / "eval"


EXAMPLE = HOME / "gold" / "articles" / "example" / "1-wire.toml"
ROW = gold.row_of(gold.Article(EXAMPLE, tomllib.loads(EXAMPLE.read_text("utf-8"))))


def figures(change=None):
    came = copy.deepcopy(ROW)
    if change:
        change(came)
    return scorer.shown(scorer.score([(ROW, came)]))


def statement(row, name):
    return next(s for s in row["statements"] if s["id"] == name)


def test_the_gold_itself_is_all_right():
    found = figures()
    assert {k for k, v in found.items() if v.get("percent", v.get("f1")) != 100} == set()


def without(row, name):
    row["statements"] = [s for s in row["statements"] if s["id"] != name]


def add_relay(row):
    statement(row, "s5")["chain"].insert(
        1, {**statement(row, "s3")["chain"][1], "actor": "Other Radio", "entity": None}
    )


def no_uncertain_relay(row):
    del statement(row, "s4")["chain"][1]


def no_certain_relay(row):
    del statement(row, "s3")["chain"][1]


def split_tarn(row):
    tarn = next(e for e in row["entities"] if e["id"] == "tarn")
    row["entities"].append({**tarn, "id": "other", "aliases": [], "mentions": tarn["mentions"][1:]})
    tarn["mentions"] = tarn["mentions"][:1]


@pytest.mark.parametrize(
    ("change", "fell"),
    [
        (lambda row: without(row, "s6"), {"found"}),
        (lambda row: without(row, "s8"), {"nested found"}),
        (lambda row: statement(row, "s6").update(certainty="CT+"), {"certainty"}),
        (lambda row: statement(row, "s1").update(publisher_stance="neutral"), {"stance"}),
        (lambda row: statement(row, "s4").update(conditional=False), {"conditional"}),
        (lambda row: statement(row, "s1").update(source=None), {"source"}),
        (lambda row: statement(row, "s8")["statement_time"].update(norm=None), {"said", "said told"}),
        (add_relay, {"relays", "exact chain"}),
        (no_uncertain_relay, set()),
        (no_certain_relay, {"relays", "exact chain"}),
        (split_tarn, {"entities"}),
    ],
)
def test_what_is_wrong_costs_what_it_should(change, fell):
    found = figures(change)
    assert {k for k, v in found.items() if v.get("percent", v.get("f1")) != 100} == fell


def test_a_relay_where_there_is_none_is_counted():
    row = copy.deepcopy(ROW)
    for one in row["statements"]:
        one["chain"] = [h for h in one["chain"] if h["role"] != "relay"]
    came = copy.deepcopy(ROW)
    controls = scorer.shown(scorer.score([(row, came)]))["controls with a relay"]
    assert controls == {"percent": 100.0, "of": len(row["statements"])}
