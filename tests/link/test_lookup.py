"""Finding claims by words: by other words for the same, by names, and nothing where nothing is meant."""

import pytest
from factories import a_claim, a_reading, a_revision, a_statement

from firsthand.link.lookup import MOST, lookup

TEXT = "Ann Lee said the bridge is shut. Ann Lee said the ferry runs again."
REVISION = a_revision(TEXT)
READING = a_reading(REVISION, [a_statement(REVISION), a_statement(REVISION, content="the ferry runs again")])
CLAIMS = [a_claim(a_reading(REVISION, [statement])) for statement in READING.statements]


@pytest.mark.parametrize(
    ("query", "found"), [("is the bridge closed?", 0), ("the ferry service is back", 1), ("THE FERRY RUNS AGAIN!", 1)]
)
def test_a_claim_is_found_by_other_words(query, found):
    assert lookup(query, CLAIMS, [READING])[0].claim == CLAIMS[found]


@pytest.mark.parametrize("query", ["", " \n", "?!", "https://post.example/1", "\N{GRINNING FACE}"])
def test_a_query_without_words_finds_nothing(query):
    assert lookup(query, CLAIMS, [READING]) == ()


def test_among_no_claims_nothing_is_found():
    assert lookup("the bridge is shut", [], []) == ()


def test_no_more_are_given_than_one_reads():
    claims = [a_claim(READING, id=f"cl-{at}", text=f"the bridge {at} is shut") for at in range(MOST + 5)]
    assert len(lookup("the bridge is shut", claims, [READING])) == MOST
