"""What stands round statements: sentences as they stand, words weighed by how few have them, both ways the same."""

import pytest
from link.made_coverage import Coverage

from firsthand.link.meaning import COMMON, CROWD, Meanings, meanings_of
from firsthand.link.roster import call_roster
from firsthand.link.saying import Saying, sayings_of
from firsthand.link.surroundings import Surroundings

CASE = {
    "label": "the letter",
    "articles": [
        {
            "text": "The harbour master has resigned. Nobody had expected it.",
            "says": [
                {"by": "Ann Lee", "of": "that the office has a letter of his"},
                {"by": "Ann Lee", "of": "that the cranes are being painted"},
            ],
        },
        {"says": [{"by": "Ben Park", "of": "the harbour master's letter of resignation lies in the office"}]},
        {"says": [{"by": "Cora Dahl", "of": "ferries run again"}]},
    ],
}
LETTER, CRANES, WHOLE, FERRIES = range(4)


@pytest.fixture(name="sayings", scope="module")
def _sayings() -> tuple[Saying, ...]:
    readings = Coverage(CASE).readings
    return tuple(
        sorted(sayings_of(readings, call_roster(readings)), key=lambda s: (s.reading.revision.outlet, s.start))
    )


def test_a_statement_stands_in_its_sentence_behind_the_one_before(sayings: tuple[Saying, ...]) -> None:
    round_ = Surroundings.of(sayings).sentences
    assert round_[LETTER] == ("Nobody had expected it.", "Ann Lee said that the office has a letter of his.")
    assert len(round_[FERRIES]) == 1


def test_what_one_says_is_told_round_who_tells_the_same(sayings: tuple[Saying, ...]) -> None:
    found = Surroundings.of(sayings)
    assert found.told(LETTER, WHOLE)[0] > 0.3 > found.told(LETTER, FERRIES)[0] == 0
    # The office, where the sentence before the cranes has the letter, and nothing of the cranes.
    assert found.told(CRANES, WHOLE)[0] < found.told(LETTER, WHOLE)[0]
    assert found.told(CRANES, FERRIES) == (0, 0)


def test_both_ways_are_one_and_lie_between_none_and_all(sayings: tuple[Saying, ...]) -> None:
    found = Surroundings.of(sayings)
    for one in range(len(sayings)):
        for other in range(len(sayings)):
            more, less = found.told(one, other)
            assert (more, less) == found.told(other, one)
            assert 0 <= less <= more < 1


def _meanings(sayings: tuple[Saying, ...]) -> Meanings:
    from firsthand.engines.matching import read_anew  # noqa: PLC0415 - loads the engine

    return meanings_of(sayings, Surroundings.of(sayings).sentences, read_anew)


def test_the_crowd_of_a_lone_statement_is_the_common_one(sayings: tuple[Saying, ...]) -> None:
    assert _meanings(sayings[:1]).crowd.tolist() == pytest.approx([COMMON])


def test_who_says_the_same_stands_out(sayings: tuple[Saying, ...]) -> None:
    found = _meanings(sayings)
    assert len(sayings) <= CROWD
    assert found.near(LETTER, WHOLE).stands_out > found.near(LETTER, FERRIES).stands_out
    assert found.near(LETTER, WHOLE) == found.near(WHOLE, LETTER)
