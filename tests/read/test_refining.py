"""What rules know better than the encoder, with attributions written by hand."""

import pytest
from factories import span_in

from firsthand.model.span import Span, SpanIndex, joined
from firsthand.read.confidence import Features, confidence
from firsthand.read.quoting import with_whole_quotations
from firsthand.read.refining import is_evidence, may_report, refine
from firsthand.read.sheet import Noted, Part
from firsthand.text.quotes import find_quotations


def noted(text, source, cue, *contents):
    return Noted(
        Part(span_in(text, cue), 0.9),
        tuple(Part(span_in(text, content), 0.9) for content in contents),
        Part(span_in(text, source), 0.9) if source else None,
        0.8,
    )


def refined(text, *said):
    quoted = SpanIndex(joined(span for quotation in find_quotations(text) for span in quotation.spans))
    return [
        (
            one.source.span.of(text) if one.source else None,
            one.cue.span.of(text),
            [part.span.of(text) for part in one.contents],
        )
        for one in refine([noted(text, *one) for one in said], text, quoted)
    ]


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        (
            "Lee said it rained and warned of floods.",
            [("Lee", "said", "it rained and warned of floods")],
            [("Lee", "said", ["it rained"]), ("Lee", "warned of", ["floods"])],
        ),
        (
            "Lee said it rained but added that it stopped and warned against floods.",
            [("Lee", "said", "it rained but added that it stopped and warned against floods")],
            [
                ("Lee", "said", ["it rained"]),
                ("Lee", "added", ["that it stopped"]),
                ("Lee", "warned against", ["floods"]),
            ],
        ),
        (
            "Lee said “it rained and warned of floods.”",
            [("Lee", "said", "“it rained and warned of floods.”")],
            [("Lee", "said", ["“it rained and warned of floods.”"])],
        ),
        (
            "Lee hoped it rained and warned of floods.",
            [("Lee", "hoped", "it rained and warned of floods")],
            [("Lee", "hoped", ["it rained and warned of floods"])],
        ),
        (
            "Peru and Chad both said it rained.",
            [("Chad", "said", "it rained")],
            [("Peru and Chad", "said", ["it rained"])],
        ),
        (
            "Two men, who live there, said it rained.",
            [("Two men", "said", "it rained")],
            [("Two men, who live there", "said", ["it rained"])],
        ),
        (
            "Lee, who says it snowed, said it rained.",
            [("who", "says", "it snowed"), ("Lee", "said", "it rained")],
            [("who", "says", ["it snowed"]), ("Lee", "said", ["it rained"])],
        ),
        (
            "A man who asked not to be named said it rained.",
            [("who", "asked", "not to be named"), ("A man", "said", "it rained")],
            [("A man who asked not to be named", "said", ["it rained"])],
        ),
        ("He spoke of it, referring to the DPRK.", [("He", "referring to", "the DPRK")], []),
        (
            "Lee claimed on Tuesday that it rained.",
            [("Lee", "claimed on Tuesday", "that it rained")],
            [("Lee", "claimed", ["that it rained"])],
        ),
        (
            "Lee said they left, likely as a result of the pact.",
            [("Lee", "said", "they left, likely as a result of the pact")],
            [("Lee", "said", ["they left"]), (None, "likely", ["as a result of the pact"])],
        ),
        (
            "By noon the ministry put the loss at about 40 tonnes.",
            [("the ministry", "put", "the loss")],
            [("the ministry", "put", ["the loss at about 40 tonnes"])],
        ),
    ],
)
def test_what_is_mended(text, said, expected):
    assert refined(text, *said) == expected


def test_a_second_look_is_for_what_reports():
    assert may_report("Lee had told him that it rained")
    assert may_report("it rained, according to Lee")
    assert not may_report("it rained all week")


@pytest.mark.parametrize(("source", "thing"), [("satellite images", True), ("A video", True), ("The mayor", False)])
def test_what_is_shown_does_not_speak(source, thing):
    assert is_evidence(Span(0, len(source)), source) is thing


QUOTED = "“We won, and fairly,” Ito said. Lee called it “luck” and left."


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([("Ito", "said", "We won, and")], ["“We won, and fairly,”"]),
        ([("Ito", "said", "We")], ["We"]),
        ([("Ito", "said", "We won, and"), ("Lee", "called", "fairly")], ["We won, and", "fairly"]),
        ([("Lee", "called", "it “luck")], ["it “luck”"]),
    ],
    ids=["half of it", "too little", "another has some", "and what stands before"],
)
def test_a_quotation_is_whole(said, expected):
    found = with_whole_quotations([noted(QUOTED, *one) for one in said], find_quotations(QUOTED))
    assert [part.span.of(QUOTED) for one in found for part in one.contents] == expected


def test_confidence_grows_with_each_of_its_reasons():
    low = Features(0.3, 0.3, 0.3, 0.3, 0.0)
    for name in Features._fields:
        assert confidence(low._replace(**{name: 0.99})) > confidence(low)
    assert 0 < confidence(Features(0, 0, 0, 0, 0)) < confidence(Features(1, 1, 1, 1, 1)) < 1
