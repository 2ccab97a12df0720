"""A grade from the desk to the next briefing, and its history."""

import pytest
from flow.test_desk import TEXT, URL, follow, room

from firsthand.model.errors import NotFound, RulingError
from firsthand.model.grade import Credibility, Reliability

__all__ = ["room"]
SAID = {"by": "M. Editor", "why": "So it is."}


def test_a_source_is_graded_by_its_name_and_both_grades_stay(room, tmp_path):
    follow(room, tmp_path)
    assert room.recall().graded.sources == {}
    room.desk.grade_source("Ann Lee", Reliability.USUALLY, **SAID)
    assert room.recall().graded.sources["Ann Lee"].grade is Reliability.USUALLY
    room.desk.grade_source("ann lee", Reliability.UNRELIABLE, **SAID)
    held = room.recall().graded.sources["Ann Lee"]
    # The name is kept as the coverage has it.
    assert (held.source, held.grade) == ("Ann Lee", Reliability.UNRELIABLE)
    assert [(given.grade.grade, given.holds) for given in room.desk.grades()] == [("B", False), ("E", True)]
    assert room.desk.log_faults(None) == ()


def test_a_claim_is_graded_by_its_id_or_a_statements(room, tmp_path):
    follow(room, tmp_path)
    (claim,) = room.recall().claims
    room.desk.grade_claim(claim.id, Credibility.PROBABLY_TRUE, **SAID)
    assert room.recall().graded.claims[claim.id].grade is Credibility.PROBABLY_TRUE
    made = room.desk.grade_claim(claim.mentions[0].statement, Credibility.DOUBTFUL, **SAID)
    assert (made.claim, made.text) == (claim.id, claim.text)
    assert room.recall().graded.claims[claim.id].grade is Credibility.DOUBTFUL


def test_it_goes_with_the_passage_when_the_page_changes_and_holds_no_more_when_it_is_lost(room, tmp_path):
    follow(room, tmp_path)
    (claim,) = room.recall().claims
    room.desk.grade_claim(claim.id, Credibility.PROBABLY_TRUE, **SAID)
    follow(room, tmp_path, text=f"It rained all day.\n\n{TEXT}", at="2031-05-05")
    (claim,) = room.recall().claims
    assert room.recall().graded.claims[claim.id].grade is Credibility.PROBABLY_TRUE
    follow(room, tmp_path, text=TEXT.replace("seven", "nine"), at="2031-05-06")
    assert room.recall().graded.claims == {}
    (given,) = room.desk.grades()
    assert (given.holds, given.claim) == (False, None)
    assert "do not stand in the text any more" in given.lost


@pytest.mark.parametrize(
    ("name", "error", "says"),
    [
        ("Cy Moe", NotFound, "a source that the ledger holds"),
        ("the harbour office", RulingError, "expected a name"),
        (" ", RulingError, "expected some words"),
    ],
)
def test_what_is_no_source_cannot_be_graded(room, tmp_path, name, error, says):
    follow(room, tmp_path)
    with pytest.raises(error, match=says):
        room.desk.grade_source(name, Reliability.USUALLY, **SAID)
    assert room.desk.grades() == ()


@pytest.mark.parametrize("which", ["cl-none", "s-none", "", URL])
def test_what_is_no_claim_cannot_be_graded(room, tmp_path, which):
    follow(room, tmp_path)
    with pytest.raises(NotFound, match="expected the id of a claim"):
        room.desk.grade_claim(which, Credibility.DOUBTFUL, **SAID)


@pytest.mark.parametrize("given", [{"by": "firsthand"}, {"by": ""}, {"why": " "}])
def test_it_is_said_by_whom_and_why(room, tmp_path, given):
    follow(room, tmp_path)
    with pytest.raises(RulingError, match=r"by whom|why"):
        room.desk.grade_source("Ann Lee", Reliability.USUALLY, **(SAID | given))
    assert room.desk.head() is None
