"""Do two judges who say the same agree in all, and is each thing in which they differ counted?"""

import copy
import json
import sys

import agree_stories as agree
import pytest

POST, BELL = "https://post.example/weir", "https://bell.example/weir"
ARTICLES = {
    "a01": {"url": POST, "title": "Hurt at the weir", "text": "Four people were hurt, the mayor said. It rained."},
    "a01-later": {"url": POST, "title": "Hurt at the weir", "text": "Four people were hurt, the mayor said. It blew."},
    "a02": {"url": BELL, "title": "Weir", "text": "Six people were hurt, the union said. Four, the mayor may think."},
}
FIRST = {
    "claims": [
        {
            "id": "hurt",
            "standing": "disputed",
            "named": 2,
            "unverified": 0,
            "least": 2,
            "most": 2,
            "mentions": [
                {"article": "a01", "text": "Four people were hurt", "bearing": "supports", "value": "4"},
                {"article": "a01-later", "text": "Four people were hurt", "bearing": "supports", "value": "4"},
                {"article": "a02", "text": "Six people were hurt", "bearing": "supports", "value": "6"},
                {"article": "a02", "text": "Four", "bearing": "doubts", "value": "4"},
            ],
            "against": [
                {"kind": "number", "relation": "conflict", "mentions": [0, 2]},
                {"kind": "number", "relation": "conflict", "mentions": [2, 1]},
                {"kind": "number", "relation": "scope", "claim": "rain"},
            ],
        },
        {
            "id": "rain",
            "standing": "asserted",
            "named": 1,
            "unverified": 0,
            "least": 1,
            "most": 1,
            "mentions": [{"article": "a01", "text": "It rained", "bearing": "supports"}],
        },
    ]
}


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "weir"
    home.mkdir()
    for name, article in ARTICLES.items():
        (home / f"{name}.toml").write_text("\n".join(f"{k} = {json.dumps(v)}" for k, v in article.items()))
    return home


def figures(folder, second):
    sheet = agree.Sheet()
    sheet.add(folder, FIRST, second)
    return sheet.figures(), sheet.differ


def test_a_judge_agrees_with_himself(folder):
    told, differ = figures(folder, copy.deepcopy(FIRST))
    assert not differ
    assert told["mentions"] == {"f1": 100.0, "both": 4, "first": 4, "second": 4}  # the page's two wordings are one
    assert told["bearing"] == {"percent": 100.0, "kappa": 1.0, "count": 4, "of": 4}
    assert told["standing"]["kappa"] == 1.0
    assert all(told[what] == {"percent": 100.0, "count": 2} for what in agree.COUNTS)
    assert (told["against"]["both"], told["against"]["first"]) == (2, 2)  # one pair of sides told twice is one row
    assert told["against"]["clashes"]["both"] == 1


def test_other_words_for_the_same_are_the_same(folder):
    second = copy.deepcopy(FIRST)
    hurt, rain = second["claims"]
    hurt["mentions"] = [{**m, "value": m["value"].replace("4", "four")} for m in hurt["mentions"]]
    hurt["mentions"][2]["text"] = "Six people were hurt, the union said."
    hurt["against"] = hurt["against"][1:2]
    rain["against"] = [{"kind": "number", "relation": "scope", "claim": "hurt"}]
    told, differ = figures(folder, second)
    assert told["mentions"]["both"] == 4
    assert told["against"]["both"] == 2  # of two claims, whichever tells of the other
    assert not differ


def test_what_differs_is_counted(folder):
    second = copy.deepcopy(FIRST)
    hurt, rain = second["claims"]
    hurt.update({"standing": "confirmed", "unverified": 1, "most": 3})
    hurt["mentions"][3]["bearing"] = "denies"
    hurt["mentions"].pop(2)
    hurt["against"] = [{"kind": "number", "relation": "update", "mentions": [0, 2]}]
    rain["mentions"].append({"article": "a02", "text": "Weir", "bearing": "supports"})
    told, differ = figures(folder, second)
    assert told["mentions"] == {"f1": 75.0, "both": 3, "first": 4, "second": 4}
    assert told["bearing"]["count"] == 2
    assert [told[what]["count"] for what in agree.COUNTS] == [2, 1, 2, 1]
    assert told["standing"]["percent"] == 50.0
    assert told["against"]["f1"] == 0.0
    assert {"weir hurt: standing disputed, second confirmed", "weir hurt: doubts, second denies: Four"} <= set(differ)


def test_kappa_of_what_never_varies_is_none():
    assert agree.kappa([("a", "a"), ("a", "a")]) is None
    assert agree.kappa([]) is None
    assert agree.kappa([("a", "b"), ("b", "a")]) == -1.0


def test_the_own_second_judgements_are_compared_and_nothing_of_test_is_listed(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["agree_stories.py", "--details"])
    agree.main()
    told, end = json.JSONDecoder().raw_decode(out := capsys.readouterr().out)
    assert told["claims"] == 30
    assert told["mentions"]["f1"] > 80
    listed = out[end:].split("\n")
    assert listed
    assert not any(line.startswith("ship-vindhaug") for line in listed)
