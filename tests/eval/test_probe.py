"""Does the probe see a reader that is deaf to some? Its taggers are made for that, and hear by a plain rule."""

import importlib.util
import json
import re
import tomllib
from pathlib import Path

import pytest

from firsthand.engines.tags import Mark, Pair, Role, Tags
from firsthand.model.span import Span

PROGRAM = Path(__file__).parents[2] / "eval" / "probe.py"
SPEC = importlib.util.spec_from_file_location("probe", PROGRAM)
probe = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(probe)
SHEET = tomllib.loads(probe.PROBE.read_text("utf-8"))
TWO = {**SHEET, "report": [{"kind": "said that", "texts": ["{S} said that [it rained].", "{S} said [rats ran by]."]}]}


class Hearer:
    """Hears "X said Y" on a line of its own, but not where `deaf_to` is in X.

    Takes for the source what `heard_as` finds of X, or `instead` wherever it stands.
    """

    name = "hearer"

    def __init__(self, deaf_to="$^", heard_as=".+", instead=None):
        self.deaf_to = re.compile(deaf_to)
        self.heard_as = re.compile(heard_as)
        self.instead = instead

    def tag(self, text, _skip=()):
        for m in re.finditer(r"^(?P<source>.+?) (?P<cue>said) (?P<content>.+)\.$", text, re.MULTILINE):
            heard = re.search(self.instead, text) if self.instead else self.heard_as.search(text, *m.span("source"))
            if not self.deaf_to.search(text, *m.span("source")):
                spans = {Role.SOURCE: heard.span(), Role.CUE: m.span("cue"), Role.CONTENT: m.span("content")}
                marks = [Mark(role, Span(*ends), 0.9) for role, ends in spans.items()]
                return Tags(tuple(marks), (Pair(2, 1, 0.9), Pair(1, 0, 0.9)))
        return Tags((), ())


def table_of(tagger, sheet=TWO):
    return probe.tally(v for case in probe.invented(sheet) for v in probe.judge(case, tagger))


def test_a_reader_that_hears_all_finds_all():
    table = table_of(Hearer())
    people = sum(len(gender) for origin in SHEET["named"]["origin"] for gender in (origin["women"], origin["men"]))
    pronouns = 2 * 2 * len(SHEET["named"]["origin"]) + len(SHEET["pronouns"]["they"])
    speakers = (
        people * len(SHEET["named"]["manners"]) + pronouns + sum(len(group["sources"]) for group in SHEET["other"])
    )
    assert table["all"]["asked"] == 2 * speakers
    assert {row["found_percent"] for row in table.values()} == {100}
    assert {row["source_right_percent_of_found"] for row in table.values()} == {100}


def test_a_reader_that_is_deaf_to_women_is_found_out():
    women = "|".join(first for origin in SHEET["named"]["origin"] for first in origin["women"])
    table = table_of(Hearer(deaf_to=women))
    assert table["women"]["found"] == 0
    assert table["men"]["found_percent"] == table["handles"]["found_percent"] == 100
    assert table["Slavic"]["found_percent"] == 50


def test_a_wrong_source_and_a_wrong_name_are_seen():
    first_word = table_of(Hearer(heard_as=r"\w+"))
    assert first_word["women"]["source_right_percent_of_found"] == 100
    assert first_word["name alone"]["named_percent_of_found"] == 0
    another = table_of(Hearer(instead="council of Oxmarsh"))
    assert another["all"]["found_percent"] == 100
    assert another["women"]["source_right"] == another["women"]["named"] == another["handles"]["source_right"] == 0


@pytest.mark.parametrize(
    "case", list(probe.invented(SHEET))[::97], ids=lambda case: case.line["text"].split("\n\n")[1][:40]
)
def test_what_is_wanted_is_marked_in_the_text(case):
    text, [wanted] = case.line["text"], case.wanted
    assert not set("[]{}") & set(text)
    assert all(len(span.of(text)) > len("it") for span in wanted.content)
    assert len(wanted.source) == 1
    assert wanted.source[0].of(text).casefold() in case.line["text"].casefold()
    assert not any(span.overlaps(wanted.source[0]) for span in wanted.content)


def test_pronouns_are_introduced_and_never_inverted():
    texts = [case.line["text"] for case in probe.invented(SHEET) if "pronouns" in case.wanted[0].groups]
    assert all("runs the ferry office" in t or "crews" in t or "teachers" in t for t in texts)
    assert not [t for t in texts if re.search(r"said (?:she|he|they)\b", t)]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("", "none"),
        ("She", "pronoun"),
        ("some others", "pronoun"),
        ("the county council", "institution"),
        ("Lodwick’s committee", "institution"),
        ("the WHFU", "institution"),
        ("Ann Lee, head of the council", "name"),
        ("Ann Lee of the council", "name"),
        ("ferry pilot Ann Lee", "name"),
        ("Residents", "noun phrase"),
        ("the Oxmarsh nurse", "noun phrase"),
        ("two men who work for the council", "noun phrase"),
    ],
)
def test_sources_are_sorted_by_plain_rules(source, kind):
    assert probe.kind_of(source, "Residents met. All residents came.", SHEET["gold"]) == kind


def test_annotated_articles_are_read_and_scored(tmp_path):
    text = (
        "Ann Lee met the mayor.\nAnn Lee said that it rained on the ferry all day.\nNobody in the hall was surprised."
    )
    content, source = "that it rained on the ferry all day", "Ann Lee"

    def at(quoted):
        start = text.index(quoted, 20)
        return [[start, start + len(quoted)]]

    rows = [{"source": at(source), "content": at(content)}, {"source": [], "content": at("Nobody in the hall")}]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"doc_id": "a", "text": text, "attributions": rows}) + "\n", "utf-8")
    verdicts = [v for case in probe.annotated(gold, SHEET["gold"]) for v in probe.judge(case, Hearer())]
    table = probe.tally(verdicts)
    assert (table["name"]["found"], table["name"]["source_right"]) == (1, 1)
    assert (table["none"]["asked"], table["none"]["found"]) == (1, 0)


def test_one_statement_stands_for_one_wanted():
    words = list(range(0, 40, 4))
    whole, part = [Span(0, 40)], [Span(0, 24)]
    assert probe.pair([part, whole], [whole], words) == {1: 0}
    assert probe.pair([whole, part], [part, whole], words) == {0: 1, 1: 0}
    assert probe.pair([[Span(0, 16)]], [whole], words) == {}
