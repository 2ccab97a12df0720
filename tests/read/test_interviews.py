"""On what day was an interview: answers, a portrait, and articles that are none."""

import pytest
from factories import span_in

from firsthand.model.span import Span
from firsthand.model.when import When
from firsthand.read.attribution import Attribution
from firsthand.read.interviews import interview_day, is_answer
from firsthand.read.timex import find_times

ANSWERS = "Ito: It rained.\n\nPost: And then?\n\nIto: It stopped.\n\nPost: Why?\n\nIto: Nobody knows."


def answers_of(text):
    """The three answers in `text`, as a tagger gives them: the colon is the cue."""
    found = []
    for words in ("It rained.", "It stopped.", "Nobody knows."):
        content = span_in(text, words)
        source = Span(content.start - 5, content.start - 2)
        cue = Span(content.start - 2, content.start - 1)
        found.append(Attribution(source=source, cue=cue, content=(content,), score=1.0))
    return found


@pytest.mark.parametrize(
    ("led", "day"),
    [
        ("We met on Monday in her kitchen.\n\n", "2031-05-12"),
        ("Ito has run the port since 2029.\n\n", None),
        ("The port was closed on Monday.\n\n", None),
    ],
)
def test_the_introduction_tells_the_day_of_the_answers(led, day):
    text = led + ANSWERS
    told = interview_day(answers_of(text), text, find_times(text, When("2031-05-14")))
    assert (told.norm.edtf if told else None) == day
    assert all(is_answer(a, text) for a in answers_of(text))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("We walk round the port on Monday. It is old, Ito says.", "2031-05-12"),
        ("The ministers met on Monday. It is old, Ito says.", None),
    ],
)
def test_a_portrait_is_of_the_day_on_which_the_writer_was_there(text, day):
    said = Attribution(
        source=span_in(text, "Ito"), cue=span_in(text, "says"), content=(span_in(text, "It is old"),), score=1.0
    )
    told = interview_day([said], text, find_times(text, When("2031-05-14")))
    assert (told.norm.edtf if told else None) == day
