import json
from dataclasses import replace
from pathlib import Path

import pytest
from factories import a_reading, a_revision, a_statement
from hypothesis import given
from hypothesis import strategies as st
from show.made import CLAIMS, READINGS, a_briefing

from firsthand.model import claim as claims
from firsthand.model import coverage, statement, story
from firsthand.model.errors import SpanError
from firsthand.model.span import Span
from firsthand.model.statement import Naming, Source
from firsthand.show.present import as_json, present_briefing, present_reading

SHAPES = json.loads((Path(__file__).parent.parent / "cases" / "show" / "contract.json").read_text("utf-8"))
PLAIN = {"str": str, "int": int, "bool": bool, "dict": dict}


def faults(value, shape, at="$"):
    """Where `value` is not as the contract has it; empty where it is."""
    if shape.endswith("?"):
        return [] if value is None else faults(value, shape[:-1], at)
    if shape.startswith("["):
        if not isinstance(value, list):
            return [f"{at}: expected a list, came {value!r}"]
        return [f for n, v in enumerate(value) for f in faults(v, shape[1:-1], f"{at}[{n}]")]
    if shape.startswith("{"):
        fields = SHAPES[shape[1:-1]]
        if not isinstance(value, dict):
            return [f"{at}: expected an object, came {value!r}"]
        missing = [f"{at}.{name}: missing" for name in fields if name not in value]
        return missing + [f for n, s in fields.items() if n in value for f in faults(value[n], s, f"{at}.{n}")]
    if shape == "pair":
        fits = isinstance(value, list) and len(value) == 2 and all(type(v) is int for v in value)
    elif shape == "share":
        fits = isinstance(value, float) and 0 <= value <= 1
    elif shape in PLAIN:
        fits = type(value) is PLAIN[shape]
    else:
        fits = value in shape.split("|")
    return [] if fits else [f"{at}: expected {shape}, came {value!r}"]


def spans_of(data):
    if isinstance(data, dict):
        if {"exact", "start", "end"} <= set(data) and data["start"] is not None:
            yield data
        for value in data.values():
            yield from spans_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from spans_of(value)


@pytest.mark.parametrize("reading", READINGS, ids=lambda r: r.revision.title)
def test_a_reading_is_as_the_contract_has_it(reading):
    assert faults(present_reading(reading), "{reading}") == []


def test_a_briefing_is_as_the_contract_has_it():
    data = present_briefing(a_briefing())
    assert faults(data, "{briefing}") == []
    assert [f for said in data["statements"].values() for f in faults(said, "[{statement}]")] == []
    assert set(data["statements"]) == {a["id"] for a in data["articles"]}
    assert all("text" not in a for a in data["articles"])


def test_the_checker_sees_what_is_wrong():
    data = present_reading(READINGS[0])
    del data["statements"][0]["cue"]
    data["statements"][1]["certainty"] = "sure"
    data["article"]["sha256"] = None
    assert [f.split(":")[0] for f in faults(data, "{reading}")] == [
        "$.article.sha256",
        "$.statements[0].cue",
        "$.statements[1].certainty",
    ]


@pytest.mark.parametrize(
    ("shape", "field", "vocabulary"),
    [
        ("notice", "kind", coverage.NoticeKind),
        ("time", "type", statement.TimeType),
        ("statement", "quote_type", statement.QuoteType),
        ("statement", "certainty", statement.Certainty),
        ("statement", "publisher_stance", statement.Stance),
        ("statement", "polarity", statement.Polarity),
        ("statement", "speech_act", statement.SpeechAct),
        ("statement", "evidence", statement.Evidence),
        ("statement", "source_access", statement.Access),
        ("source", "naming", statement.Naming),
        ("hop", "role", statement.HopRole),
        ("statement_time", "basis", statement.Basis),
        ("event_time", "kind", statement.EventKind),
        ("claim", "standing", claims.Standing),
        ("mention", "bearing", claims.Bearing),
        ("merge", "why", claims.MergeReason),
        ("against", "kind", claims.AgainstKind),
        ("development", "what", story.What),
    ],
)
def test_the_model_and_the_contract_have_the_same_words(shape, field, vocabulary):
    assert set(SHAPES[shape][field].strip("[]?").split("|")) == {word.value for word in vocabulary}


def test_every_span_is_what_the_text_has_there():
    for reading in READINGS:
        data = present_reading(reading)
        spans = list(spans_of(data))
        assert spans or not reading.statements
        assert all(data["text"][s["start"] : s["end"]] == s["exact"] for s in spans)


def test_a_span_past_the_end_is_an_error_and_not_a_short_quotation():
    said = a_statement(content="the bridge is shut")
    beyond = a_statement(hedges=(Span(20, 900),))
    assert said.hedges == ()
    with pytest.raises(SpanError):
        present_reading(a_reading(statements=[beyond]))


def test_the_outlets_own_voice_has_no_words_of_the_text():
    voice = Source(span=None, entity=None, naming=Naming.IMPLICIT_AUTHOR)
    own = replace(a_statement(source=None, cue=None), source=voice)
    data = present_reading(a_reading(statements=[own]))
    source = data["statements"][0]["source"]
    assert source == {"exact": None, "start": None, "end": None, "entity": None, "naming": "implicit-author"}
    assert faults(data, "{reading}") == []


def test_what_is_not_known_is_null():
    bare = a_revision(outlet=None, published=None, language=None)
    article = present_reading(a_reading(bare, []))["article"]
    unknown = {"url", "outlet", "title", "byline", "published", "language"}
    assert {k for k in unknown if article[k] is not None} == set()


def test_what_speaks_against_is_one_claim_or_one_statement():
    data = present_briefing(a_briefing())
    pairs = [(a["claim"], a["statement"]) for c in data["claims"] for a in c["against"]]
    assert len(pairs) == 2
    assert all((one is None) != (other is None) for one, other in pairs)


def test_a_claim_names_statements_that_the_briefing_holds():
    data = present_briefing(a_briefing())
    held = {(article, s["id"]) for article, said in data["statements"].items() for s in said}
    named = {(m["article"], m["statement"]) for c in data["claims"] for m in c["statements"]}
    assert named <= held
    assert len(data["claims"]) == len(CLAIMS)


@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_text_leaves_as_one_line_of_ascii_and_comes_back(text):
    reading = a_reading()
    revision = replace(reading.revision, title=text, text=reading.revision.text + text)
    data = present_reading(replace(reading, revision=revision))
    line = as_json(data)
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line) == data
