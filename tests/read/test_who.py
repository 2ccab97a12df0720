import json
from pathlib import Path

import pytest
from factories import a_notice, a_revision, span_in
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.coverage import NoticeKind
from firsthand.model.entity import EntityType
from firsthand.model.statement import Naming
from firsthand.read.attribution import Attribution
from firsthand.read.mentions import MOST_NAMES, find_mentions
from firsthand.read.who import resolve

CASES = json.loads((Path(__file__).parent.parent / "cases" / "read" / "who.json").read_text(encoding="utf-8"))


def attributions_of(text, said):
    return tuple(
        Attribution(
            source=span_in(text, one["source"], one.get("nth", 0)),
            cue=span_in(text, one["cue"]),
            content=(span_in(text, one["content"]),),
            score=0.9,
            parent=one.get("parent"),
        )
        for one in said
    )


def cast_of(text, said=()):
    attributions = attributions_of(text, said)
    return resolve(a_revision(text), attributions), attributions


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_who_is_who(case, request):
    if case.get("known_failure"):
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["comment"]))
    cast, attributions = cast_of(case["text"], case["say"])
    for one, attribution in zip(case["say"], attributions, strict=True):
        meant = cast.referent(attribution.source)
        if "actor" in one:
            assert meant.actor == one["actor"]
        if "naming" in one:
            assert meant.naming.value == one["naming"]
    names = {entity.name: entity for entity in cast.entities}
    by_id = {entity.id: entity.name for entity in cast.entities}
    if case.get("entities") == []:
        assert not names
    for expect in case.get("entities", ()):
        entity = names[expect["name"]]
        assert entity.type.value == expect["type"]
        assert set(expect["aliases"]) <= set(entity.aliases)
        assert by_id.get(entity.parent) == expect["parent"]
    assert not set(case.get("absent", ())) & {*names, *(a for e in cast.entities for a in e.aliases)}


def test_one_full_name_has_one_id_in_any_article():
    one, _ = cast_of("Ann Lee left Oslo.")
    other, _ = cast_of("In Rome, mayor Ann Lee of Skagen slept. Lee woke.")
    assert {e.id for e in one.entities if e.name == "Ann Lee"} == {e.id for e in other.entities if e.name == "Ann Lee"}


def test_whom_one_article_describes_is_another_in_the_next():
    said = [{"source": "The ministry", "cue": "said", "content": "it rained"}]
    (one,) = cast_of("The ministry said it rained.", said)[0].entities
    (other,) = cast_of("The ministry said it rained. Nobody left.", said)[0].entities
    assert (one.name, other.name) == ("ministry", "ministry")
    assert one.id != other.id
    assert one.local
    assert other.local


def test_the_described_are_met_again():
    text = "The harbour police said it rained. Ann Lee left. A boat of the police sank."
    said = [{"source": "The harbour police", "cue": "said", "content": "it rained"}]
    cast, attributions = cast_of(text, said)
    (police,) = (entity for entity in cast.entities if entity.local)
    assert [span.of(text) for span in police.mentions] == ["The harbour police", "the police"]
    assert cast.referent(attributions[0].source).entity is None
    assert cast.referent(attributions[0].source).entity_id == police.id


def test_the_agency_that_the_furniture_credits():
    text = "OSLO (SPA) - It rained.\n\nThe end."
    revision = a_revision(
        text, wire="Skagen Press Agency", notices=(a_notice(text, "OSLO (SPA) -", NoticeKind.DATELINE),)
    )
    (agency,) = (e for e in resolve(revision, ()).entities if e.type is EntityType.OUTLET)
    assert (agency.name, [span.of(text) for span in agency.mentions]) == ("Skagen Press Agency", ["SPA"])


def test_furniture_names_nobody():
    text = "Ann Lee left.\n\nMore by Ben Roy of the Skagen Times here."
    revision = a_revision(
        text, notices=(a_notice(text, "More by Ben Roy of the Skagen Times here.", NoticeKind.OTHER),)
    )
    assert [e.name for e in resolve(revision, ()).entities] == ["Ann Lee"]


def test_mentions_are_in_text_order_with_the_pronouns():
    text = "Ann Lee said it rained. “It poured,” she said. Lee left."
    said = [
        {"source": "Ann Lee", "cue": "said", "content": "it rained"},
        {"source": "she", "cue": "said", "content": "“It poured,”"},
    ]
    cast, _ = cast_of(text, said)
    assert [span.of(text) for span in cast.entities[0].mentions] == ["Ann Lee", "she", "Lee"]
    assert cast.entities[0].aliases == ("Lee",)


def test_whom_no_source_is_asked_of():
    cast, _ = cast_of("Ann Lee met Ben Roy.")
    assert cast.entity_at(span_in("Ann Lee met Ben Roy.", "Ann Lee met")).name == "Ann Lee"
    assert cast.naming_of(span_in("Ann Lee met Ben Roy.", "met")) is Naming.ANONYMOUS
    assert cast.referent(span_in("Ann Lee met Ben Roy.", "met")) is None


def test_one_name_that_is_everybodys_second_name_is_a_list():
    bodies = [
        f"{first}{last}" for first in ("Al", "Bo", "Co", "De", "En", "Fa") for last in ("ta", "me", "ri", "lo", "vu")
    ]
    text = " ".join(f"The {name} Ministry, also known as the Ports Office, met." for name in bodies)
    cast, _ = cast_of(text)
    sizes = sorted(len(entity.aliases) for entity in cast.entities)
    assert sizes[-1] == 20, "the bodies that came first are one, with the office"
    assert set(sizes[:-1]) == {0}, "those that came later stand alone"


def test_a_list_of_names_without_end_is_cut():
    text = "Ann Lee went to see Ben Roy there.\n" * MOST_NAMES
    assert len(find_mentions(text)) <= MOST_NAMES + 1


WORDS = st.sampled_from(
    [
        "Ann",
        "Lee",
        "the",
        "of",
        "Ministry",
        "Oslo",
        "Norway’s",
        "Norwegian",
        "said",
        "Sen.",
        "Mr",
        "(NPS)",
        "and",
        "Post",
        "in",
        "Chief",
        ",",
        ".",
        "\n\n",
        "“",
        "”",
        "van",
        "der",
        "he",
        "coast",
        "guard",
        "A.",
        "x",
        "US",
        "’s",
        "É",
        "(",
        ")",
        "known as",
        "who",
        "spokesman for",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join), st.data())
def test_every_mention_can_be_quoted(text, data):
    cuts = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2).map(sorted))
    said = (
        [{"source": text[cuts[0] : cuts[1]], "cue": text[cuts[0] : cuts[1]], "content": text[cuts[1] - 1 :]}]
        if cuts[0] < cuts[1]
        else []
    )
    cast, _ = cast_of(text, said)
    ids = {entity.id for entity in cast.entities}
    for entity in cast.entities:
        assert entity.mentions == tuple(sorted(entity.mentions))
        assert entity.name
        assert entity.parent is None or (entity.parent in ids and entity.parent != entity.id)
        assert entity.type in EntityType
        assert all(span.of(text) for span in entity.mentions)


@given(st.text(max_size=200))
def test_any_text_has_a_cast(text):
    assert resolve(a_revision(text), ()) == resolve(a_revision(text), ())
