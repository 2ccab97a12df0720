"""Interviews without labels: who answers, and what; and texts that only ask."""

from itertools import pairwise

import pytest
from factories import span_in
from hypothesis import given
from hypothesis import strategies as st

from firsthand.read.asking import find_answers

LED = "Ann Lee heads the Ports Office. She has slept, she says, four hours."
TALK = (
    f"{LED}\n\nMrs Lee, is the bridge shut?\n\nIt is. I shut it myself.\n\n"
    "The harbour says that nobody asked it.\n\nI rang on Monday.\n\nAnd the ferry?\n\nRuns.\n\n"
    "Will it open?\n\nI do not know.\n\nShe pays for the tea."
)
SCRAPS = st.lists(
    st.sampled_from(["Mrs Lee, why?", "Who?", "Ann Lee", "It rained.", "“No,”", "(noise)", "?", "\n", "\n\n"]),
    max_size=40,
).map(" ".join)


def told(text, skip=()):
    found = find_answers(text, skip)
    return found and (found.speaker.of(text), [[span.of(text) for span in answer] for answer in found.content])


def test_question_and_answer_take_turns_and_a_prompt_is_no_answer():
    said = [["It is. I shut it myself."], ["I rang on Monday."], ["Runs."], ["I do not know."]]
    assert told(TALK) == ("Ann Lee", said)


def test_where_they_take_no_turns_all_between_two_questions_is_the_answer():
    asked = "Ms Lee, who?\n\nA man.\n\nA tall one.\n\nWhere?\n\nHere.\n\nWhen?\n\nAt six.\n\nWhy?\n\nAsk him.\n\nRain."
    text = f"{LED}\n\n{asked}"
    assert told(text) == ("Ann Lee", [["A man.", "A tall one."], ["Here."], ["At six."], ["Ask him."]])


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("Dr Lee, is it shut?", "Ann Lee"),
        ("Is it shut, Ann?", "Ann Lee"),
        ("Is it shut?", "Ann Lee"),
        ("Mr Ito, is it shut?", "Mr Ito"),
    ],
)
def test_who_is_asked(question, speaker):
    assert told(TALK.replace("Mrs Lee, is the bridge shut?", question))[0] == speaker


def test_of_two_in_the_lead_the_one_who_is_addressed_answers():
    text = TALK.replace(LED, "Bo Ito has been Ann Lee’s lawyer since 2029.").replace("Mrs Lee,", "Mr Ito,")
    assert told(text)[0] == "Bo Ito"


@pytest.mark.parametrize(
    "text",
    [
        "Who shut it?\n\nNobody.\n\nWho will open it?\n\nNobody.",
        TALK.replace(LED, "It was late.").replace("Mrs Lee, is", "Is"),
        f"{LED}\n\nWho shut the bridge? The police, it is said.\n\nWhen will it open? In May.\n\nWho pays? We.",
        f"{LED}\n\nWho?\n\nWhy?\n\nWhen?\n\nWhere?\n\nThe bridge was shut on Monday.",
        f"{LED}\n\n“Who shut it?”\n\nIto laughed.\n\n“Who will open it?”\n\nIto wept.\n\n“When?”\n\nIto left.",
        "\n\n".join([LED, *(["It rained all day."] * 20), "Why?", "So.", "When?", "So.", "Who?", "So."])
        + "\n\nIt rained." * 9,
    ],
    ids=["two questions", "nobody named", "answered at once", "a list of questions", "quoted", "a report that asks"],
)
def test_what_is_no_interview(text):
    assert told(text) is None


def test_what_is_skipped_is_neither_asked_nor_answered():
    _, said = told(TALK, (span_in(TALK, "I rang on Monday."),))
    assert ["Runs."] in said
    assert "I rang on Monday." not in [part for answer in said for part in answer]


@given(SCRAPS)
def test_answers_are_in_text_order_and_do_not_overlap(text):
    found = find_answers(text)
    spans = [span for answer in found.content for span in answer] if found else []
    assert spans == sorted(spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
