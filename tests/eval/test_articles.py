"""Is the project's own gold of articles what its form asks for, and does the form notice what is wrong?"""

import re
import tomllib
from pathlib import Path

import articles as gold
import pytest
from outlets import REAL_OUTLETS
from places import Fault

HOME = Path(__file__).parents[2]
FOLDER = HOME / "eval" / "gold" / "articles"
WRITTEN = sorted(FOLDER.glob("*/*.toml"))
TWICE = sorted((HOME / "eval" / "gold" / "twice").glob("*/*.toml"))
EXAMPLE = FOLDER / "example" / "1-wire.toml"


@pytest.mark.parametrize("path", [*WRITTEN, *TWICE], ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_article_is_well_formed_and_quotes_itself(path):
    row = gold.row_of(gold.Article(path, tomllib.loads(path.read_text("utf-8"))))
    text = row["text"]
    for statement in row["statements"]:
        for part in (statement["source"], statement["cue"], *statement["content"], *statement["hedges"]):
            if part and part["start"] is not None:
                assert text[part["start"] : part["end"]] == part["exact"]


def test_no_outlet_that_exists_is_named():
    real = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, REAL_OUTLETS))})(?!\w)")
    found = {path.name: real.findall(path.read_text("utf-8")) for path in WRITTEN}
    assert {name: names for name, names in found.items() if names} == {}


def changed(**fields):
    """The example with fields of the statement `id` changed."""
    table = tomllib.loads(EXAMPLE.read_text("utf-8"))
    name = fields.pop("id")
    statement = next(s for s in table["statements"] if s["id"] == name)
    statement.update(fields)
    return gold.Article(EXAMPLE, table)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": "s1", "content": ["a crane that never stood"]}, "nowhere"),
        ({"id": "s1", "content": ["crane"]}, "3 times"),
        ({"id": "s5", "content": ["“Then it was gone.”", "“We heard a crack like a gunshot,”"]}, "in text order"),
        ({"id": "s1", "cue": "alleged"}, "it is not there"),
        ({"id": "s1", "certainty": "sure"}, "expected one of"),
        ({"id": "s1", "who": "nobody"}, "among the entities"),
        ({"id": "s1", "chain": [["union", "origin"]]}, "last"),
        ({"id": "s8", "parent": "s2"}, "within that of its parent"),
        ({"id": "s1", "event": "last-winter past"}, "expected"),
        ({"id": "s1", "certanty": "PS+"}, "expected fields"),
    ],
)
def test_what_is_wrong_is_named(change, says):
    with pytest.raises(Fault, match=says):
        gold.row_of(changed(**change))


def test_what_is_meant_is_found_where_it_stands():
    row = gold.row_of(changed(id="s1"))
    by_id = {s["id"]: s for s in row["statements"]}
    assert by_id["s3"]["source"]["start"] > by_id["s3"]["content"][0]["end"]
    assert by_id["s5"]["quote_type"] == "direct"
    assert by_id["s8"]["parent"] == "s7"
    assert [h["actor"] for h in by_id["s8"]["chain"]] == [
        "Ministry of Ports",
        "Joss Tarn",
        "Herald News Agency",
        "@publisher",
    ]
    assert by_id["s4"]["conditional"]
    assert not by_id["s4"]["chain"][1]["certain"]


def test_a_story_is_in_one_split():
    stories = {p.parent.name for p in WRITTEN}
    held = tomllib.loads((FOLDER / "splits.toml").read_text("utf-8"))
    named = [story for split in gold.SPLITS for story in held[split]]
    assert sorted(named) == sorted(stories)
