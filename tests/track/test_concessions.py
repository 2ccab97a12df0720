"""Who gives up a side, in which words, and beside which dispute."""

import dataclasses
from datetime import date
from typing import Any

import pytest
from factories import a_reading, a_revision, a_statement, an_entity

from firsthand.link import link
from firsthand.model.claim import Claim, Standing
from firsthand.model.entity import EntityType
from firsthand.model.errors import LexiconError
from firsthand.model.statement import Polarity, Reading, SpeechAct
from firsthand.track import Tracked, find_stories, phrases, track

LINES = an_entity("Cardel Lines", EntityType.ORGANISATION)
POLICE = an_entity("Northern Police", EntityType.ORGANISATION)
CHIEF = an_entity("Piet Lann", EntityType.PERSON, parent=LINES.id)
FIRST = "Cardel Lines said 212 people had been on board the Lady Brand."
SECOND = "Northern Police said 236 people had been on board the Lady Brand."


def an_article(text: str, day: str, said: list[dict[str, Any]]) -> Reading:
    revision = a_revision(text, url=f"https://post.example/{day}", published=day, title="Lady Brand: how many on board")
    return a_reading(revision, [a_statement(revision, **one) for one in said], entities=(LINES, POLICE, CHIEF))


def told_on(after: str, **conceding: Any) -> tuple[Tracked, Claim]:
    """The claim about 212 and 236 on board, where a last article has `after` behind the words of the police."""
    first = {"source": "Cardel Lines", "entity": LINES, "content": "212 people had been on board the Lady Brand"}
    second = {"source": "Northern Police", "entity": POLICE, "content": "236 people had been on board the Lady Brand"}
    third = {"source": "Piet Lann", "entity": CHIEF, "speech_act": SpeechAct.CONFIRM, **conceding}
    readings = [
        an_article(FIRST, "2031-05-05", [first]),
        an_article(SECOND, "2031-05-05T12:00", [second]),
        an_article(f"{SECOND}{after}", "2031-05-13", [second, third]),
    ]
    stories = find_stories([reading.revision for reading in readings])
    tracked = track(stories, readings, {}, link([readings]), date(2031, 6, 1))
    return tracked, next(claim for claim in tracked.claims if len(claim.mentions) > 1)


@pytest.mark.parametrize(
    ("after", "content"),
    [
        (" Piet Lann conceded that the police were right.", "the police were right"),
        (" Piet Lann admitted that they had been wrong about it.", "they had been wrong about it"),
    ],
)
def test_who_says_that_the_other_side_was_right_has_corrected_itself(after: str, content: str) -> None:
    _, claim = told_on(after, cue=after.split()[2], content=content)
    assert claim.standing is Standing.CORRECTED
    assert [(d.what.value, d.by) for d in claim.history if d.what.value == "corrected"] == [("corrected", "Piet Lann")]


@pytest.mark.parametrize(
    ("after", "given"),
    [
        # Right to ask is another matter.
        (
            " Piet Lann conceded that the police were right to ask.",
            {"cue": "conceded", "content": "the police were right to ask"},
        ),
        # Another paragraph speaks of something else.
        (
            "\n\nPiet Lann conceded that the police were right.",
            {"cue": "conceded", "content": "the police were right"},
        ),
        # Only who concedes says so of the other side.
        (
            " Piet Lann asked whether the police were right.",
            {"cue": "asked", "content": "the police were right", "speech_act": SpeechAct.ASK},
        ),
        # It is denied.
        (
            " Piet Lann denied that they had been wrong.",
            {
                "cue": "denied",
                "content": "they had been wrong",
                "speech_act": SpeechAct.DENY,
                "polarity": Polarity.NEGATIVE,
            },
        ),
    ],
)
def test_other_words_leave_the_dispute_as_it_is(after: str, given: dict[str, Any]) -> None:
    _, claim = told_on(after, **given)
    assert claim.standing is Standing.DISPUTED
    assert "corrected" not in {d.what.value for d in claim.history}


def test_a_concession_by_somebody_else_ends_nothing() -> None:
    _, claim = told_on(
        " Ann Lee conceded that the police were right.",
        source="Ann Lee",
        entity=an_entity(),
        cue="conceded",
        content="the police were right",
    )
    assert claim.standing is Standing.DISPUTED


RAW: dict[str, Any] = {
    "conceding": {"right": ["was right"], "wrong": ["was wrong"], "not_before": [" to "]},
    "taken_back": {"reporting": ["withdrew"]},
    "recanting": {"words": ["take it back"]},
    "sureness": {"words": ["probably"]},
}


@pytest.mark.parametrize("broken", ["conceding", "taken_back", "recanting", "sureness"])
def test_a_list_that_is_missing_or_odd_is_named(broken: str) -> None:
    assert phrases.build(RAW).right == ("was right",)
    with pytest.raises(LexiconError, match=broken):
        phrases.build({**RAW, broken: {}})
    with pytest.raises(LexiconError, match=broken):
        phrases.build({**RAW, broken: {key: [""] for key in RAW[broken]}})


def test_the_list_that_ships_is_whole() -> None:
    shipped = phrases.phrases()
    assert all(getattr(shipped, field.name) for field in dataclasses.fields(shipped))
