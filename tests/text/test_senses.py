"""The word lists of comparing: they load, and what is missing or odd is named."""

import tomllib
from importlib.resources import files

import pytest

from firsthand.model.errors import LexiconError
from firsthand.text.senses import build, senses
from firsthand.text.words import content_words, stem


def raw() -> dict[str, dict[str, object]]:
    return tomllib.loads((files("firsthand.text") / "senses.en.toml").read_text(encoding="utf-8"))


def test_families_know_all_forms() -> None:
    assert {senses().concept(word) for word in ("killed", "died", "deaths", "dying", "Fatalities")} == {"killed"}
    assert senses().concept("closing") == senses().concept("shut") == "shut"


@pytest.mark.parametrize("table", ["families", "counts", "bounds", "numerals", "events", "opposites", "taking_back"])
def test_a_missing_table_is_named(table: str) -> None:
    lists = raw()
    del lists[table]
    with pytest.raises(LexiconError, match=table):
        build(lists)


def test_a_word_in_two_families_is_named() -> None:
    lists = raw()
    lists["families"]["odd"] = ["blaze"]
    with pytest.raises(LexiconError, match="two families"):
        build(lists)


def test_odd_pairs_scales_and_lists_are_refused() -> None:
    for table, key, value in (
        ("opposites", "pairs", [["a"]]),
        ("counts", "growing", "killed"),
        ("numerals", "scales", {"k": 0}),
    ):
        lists = raw()
        lists[table][key] = value
        with pytest.raises(LexiconError, match=table):
            build(lists)


def test_stems_bring_forms_together_and_keep_words_apart() -> None:
    assert stem("evacuations") == stem("evacuating") == stem("evacuate")
    assert stem("stories") == stem("story")
    assert stem("million") == "million"
    assert stem("bus") == "bus"
    assert content_words("The mayor’s office, they said, was not shut.") == ["mayor", "offic", "shut"]
