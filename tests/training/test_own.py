"""The project's own gold as rows of the contract: what is derived, and what is left open."""

import json
from pathlib import Path

import pytest

from corpus import of_contract
from firsthand.model.span import Span
from firsthand.text.sentences import split_sentences
from own import contract_rows, cue_of, may_report, row_of, statement_of

HOME = Path(__file__).resolve().parents[2]


def found_in(text, source, quote, *more):
    stated = {"source": source, "quote": quote, "more": list(more)}
    return statement_of(text, split_sentences(text), stated, "s0")


@pytest.mark.parametrize(
    ("text", "source", "quote", "cue"),
    [
        ("Ito said it rained.", "Ito", "it rained", "said"),
        ("Ito told the Lamp that it rained.", "Ito", "it rained", "told"),
        ("“It rained,” said Ito.", "Ito", "It rained,", "said"),
        ("“It rained,” Ito said on Monday.", "Ito", "It rained,", "said"),
        ("It rained, according to Ito.", "Ito", "It rained", "according to"),
        ("According to Ito, it rained.", "Ito", "it rained", None),
        ("Ito denied claims that it rained.", "Ito", "it rained", None),
        ("Ito was there. It rained, he said.", "Ito", "It rained", None),
        ("“It rained,” Ito added. He said more.", "Ito", "It rained,", "added"),
        (
            "Ito, a fisherman of sixty who has seen every storm since the flood, said it rained.",
            "Ito",
            "it rained",
            None,
        ),
    ],
)
def test_the_cue_is_the_one_reporting_word_beside_source_and_content(text, source, quote, cue):
    made = found_in(text, source, quote)
    assert (made["cue"] and made["cue"]["exact"]) == cue
    assert made["source"]["exact"] == source


def test_a_quotation_broken_by_its_cue_has_both_parts():
    made = found_in("“It rained,” he said. “All night.” They left.", "he", "It rained,", "All night.")
    assert [part["exact"] for part in made["content"]] == ["It rained,", "All night."]
    assert made["cue"]["exact"] == "said"


def test_a_source_is_no_part_of_a_longer_word_and_the_nearest_of_several():
    text = "He left. They waited. “It rained,” he said."
    made = found_in(text, "he", "It rained,")
    assert made["source"]["start"] == text.index("he said")
    text = "Ito left. Sato came. Ito said it rained."
    assert found_in(text, "Ito", "it rained")["source"]["start"] == text.rindex("Ito")


def test_nobody_named_has_neither_source_nor_cue():
    made = found_in("It rained, reports said.", None, "It rained")
    assert made["source"] is None
    assert made["cue"] is None


def test_a_quote_that_is_not_in_the_text_is_no_statement():
    assert found_in("Ito said it rained.", "Ito", "it snowed") is None


def test_a_source_within_its_content_has_no_cue():
    text = "Ito said it rained"
    assert cue_of(text, split_sentences(text), Span(0, 3), [Span(0, 18)]) is None


@pytest.mark.parametrize("sentence", ["Ito says so.", "A “wave” came.", "He spoke of rain.", "The claim is old."])
def test_a_sentence_may_report(sentence):
    assert may_report(sentence)


def test_a_plain_sentence_reports_nothing():
    assert not may_report("The tide was low and the boats lay on the sand.")


def test_only_plain_sentences_and_silent_passages_are_judged_to_hold_nothing():
    text = "The boats lay on the sand.\n\nIto said it rained. Sato said it snowed. The Lamp said no more."
    stated = [{"source": "Ito", "quote": "it rained", "more": []}]
    row = row_of({"article": {"id": "a"}, "text": text}, stated, ["The Lamp said no more."])
    assert [text[a:b] for a, b in row["unjudged"]] == ["Ito said it rained.", "Sato said it snowed."]
    assert [each["exact"] for each in row["statements"][0]["content"]] == ["it rained"]


def test_a_sentence_in_the_middle_of_a_quotation_is_not_judged():
    text = "“It was cold. The boats lay on the sand. It was dark,” Ito said. They left."
    row = row_of({"article": {"id": "a"}, "text": text}, [], [])
    assert [text[a:b] for a, b in row["unjudged"]][1] == "The boats lay on the sand."
    assert row["unjudged"][-1][1] < text.index("They left.")


def test_rows_are_found_by_address_and_file():
    gold = json.loads((HOME / "eval" / "gold" / "samples.json").read_text("utf-8"))
    article = next(a for a in gold["articles"] if a["item"] is None)
    mine = [s for c in gold["claims"] for s in c["statements"] if s["file"] == article["file"]]
    text = "\n\n".join(" ".join([s["source"] or "", "said", s["quote"], *s["more"]]) for s in mine)
    read = {"article": {"id": "a", "url": article["url"], "input": f"samples/{article['file']}"}, "text": text}
    other = {**read, "article": {**read["article"], "input": "samples/another.txt"}}
    (row,) = contract_rows(gold, [read, other])
    assert len(row["statements"]) == len(mine) > 0
    for statement in row["statements"]:
        for part in statement["content"]:
            assert row["text"][part["start"] : part["end"]] == part["exact"]
    assert of_contract(row).attributions
