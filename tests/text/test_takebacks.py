"""What an outlet takes back: in notes of correction, and in paragraphs about its own words."""

import pytest
from factories import a_notice, a_revision

from firsthand.model.coverage import NoticeKind
from firsthand.text.takebacks import Takeback, find_takebacks


def noted(text: str) -> tuple[Takeback, ...]:
    return find_takebacks(a_revision(text, notices=(a_notice(text, text, NoticeKind.CORRECTION_NOTE),)))


def test_the_figure_of_an_earlier_version() -> None:
    (found,) = noted(
        "Correction: an earlier version of this article said that 23 people had died. Dr Orr meant the injured."
    )
    assert [(f.amount, f.kind) for f in found.figures] == [(23, "killed")]
    assert not found.withdraws


def test_not_this_but_that() -> None:
    (found,) = noted("Correction: the number of dead is 14, not 23 as stated.")
    assert [(f.amount, f.kind) for f in found.figures] == [(23, "killed")]


def test_words_without_figure() -> None:
    (found,) = noted("This article wrongly said that the mayor had resigned over the harbour contract.")
    assert found.figures == ()
    assert found.fits((), frozenset({"mayor", "resigned", "harbour", "corry"}))
    assert not found.fits((), frozenset({"mayor", "garden"}))


def test_a_paragraph_without_a_notice() -> None:
    text = (
        "Rain fell.\n\nYesterday we wrote here that more than 300 people had fallen ill. We withdraw it.\n\nMore rain."
    )
    (found,) = find_takebacks(a_revision(text))
    assert found.withdraws
    assert found.span.of(text).startswith("Yesterday we wrote")


@pytest.mark.parametrize(
    "text",
    [
        "“We wrote to the ministry, and that was an error,” said Ann Lee.",
        "The ministry was wrong about the harbour, and 23 people died.",
        "We reported on Monday from the quay, and shall do so again.",
        "Corrections: write to the desk.",
    ],
)
def test_no_takebacks(text: str) -> None:
    assert find_takebacks(a_revision(text)) == ()


def test_a_note_that_does_not_tell_what_it_corrects_is_left_out() -> None:
    assert noted("Correction: the spelling of a name has been changed.") == ()
