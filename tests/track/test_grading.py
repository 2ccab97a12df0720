"""Grades are found again by name and by passage; the last one holds, and in doubt none does."""

from dataclasses import replace

import pytest
from factories import a_claim, a_claim_grade, a_reading, a_revision, a_source_grade, a_statement, an_anchor

from firsthand.model.grade import Grades
from firsthand.model.ids import ClaimId
from firsthand.track import grade, is_a_name

READING = a_reading()
CLAIM = a_claim(READING)


def held(*sources, claims=(), known=(CLAIM,), readings=(READING,)):
    return grade(known, readings, Grades(sources=sources, claims=claims))


def letter(graded, actor="Ann Lee"):
    found = graded.sources.get(actor)
    return found.grade if found is not None else None


def with_origin(**given):
    (origin,) = CLAIM.lineage.origins
    return replace(CLAIM, lineage=replace(CLAIM.lineage, origins=(replace(origin, **given),)))


@pytest.mark.parametrize("name", ["Ann Lee", "ann lee", "ANN LEE"])
def test_a_source_is_known_by_its_name(name):
    assert letter(held(a_source_grade(name))) == "B"


@pytest.mark.parametrize("name", ["Bo Wren", "Ann", "Lee", ""])
def test_another_name_is_another_source(name):
    assert letter(held(a_source_grade(name))) is None


def test_the_last_grade_holds():
    assert letter(held(a_source_grade(grade="B"), a_source_grade(grade="D"))) == "D"


def test_who_is_not_named_has_no_grade():
    assert letter(held(a_source_grade(), known=(with_origin(named=False),))) is None


def test_a_source_is_known_by_the_other_names_of_its_entity():
    entity = replace(READING.entities[0], aliases=("Dr Lee",))
    reading = replace(READING, entities=(entity,))
    assert letter(held(a_source_grade("Dr Lee"), readings=(reading,))) == "B"
    own = a_source_grade("Ann Lee", "E")
    assert letter(held(own, a_source_grade("Dr Lee"), readings=(reading,))) == "E"


def test_a_claim_is_known_by_its_passage_whatever_its_id_is_now():
    given = a_claim_grade(CLAIM, reading=READING)
    assert held(claims=(given,)).claims == {CLAIM.id: given}
    renamed = replace(CLAIM, id=ClaimId("cl-other"))
    assert held(claims=(given,), known=(renamed,)).claims == {"cl-other": given}


def test_the_last_grade_of_a_claim_holds():
    first, second = (a_claim_grade(CLAIM, digit, READING) for digit in "25")
    assert held(claims=(first, second)).claims == {CLAIM.id: second}


def test_a_claim_that_no_longer_has_the_passage_has_no_grade():
    given = a_claim_grade(CLAIM, reading=READING)
    assert held(claims=(given,), known=(replace(CLAIM, mentions=()),)).claims == {}
    assert held(claims=(given,), readings=()).claims == {}


BEFORE = "The night was calm and the ferries ran until two in the morning.\n\n"
AFTER = " Divers from the capital were due in the evening, and two boats with them."


def wording(ahead="", said="the bridge is shut"):
    revision = a_revision(f"{ahead}{BEFORE}Ann Lee said {said}.{AFTER}", url="https://post.example/bridge")
    return a_reading(revision, [a_statement(revision, content=said)])


def test_it_goes_with_its_passage_into_a_later_wording():
    old, new = wording(), wording("It rained all day.\n\n")
    given = a_claim_grade(a_claim(old), anchor=an_anchor(old))
    assert held(claims=(given,), known=(a_claim(new),), readings=(new,)).claims == {a_claim(new).id: given}


def test_where_the_words_changed_it_holds_no_more():
    old, new = wording(), wording(said="the bridge is open")
    given = a_claim_grade(a_claim(old), anchor=an_anchor(old))
    assert held(claims=(given,), known=(a_claim(new),), readings=(new,)).claims == {}


@pytest.mark.parametrize(
    ("words", "is_one"),
    [("Ann Lee", True), ("BBC", True), ("the Harbour Office", True), ("the ministry", False), ("officials", False)],
)
def test_a_description_is_no_name(words, is_one):
    assert is_a_name(words) == is_one
