"""Finding claims by words: by other words for the same, by names, and nothing where nothing is meant."""

import json
from pathlib import Path

import pytest
from factories import a_claim, a_reading, a_revision, a_statement
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.engines.matching import read_anew
from firsthand.link.lookup import ALONE, FLOOR, MOST, SURE, ClaimIndex, Found, index_claims, lookup, meant

CASES = json.loads((Path(__file__).parent.parent / "cases" / "link" / "lookup.json").read_text("utf-8"))
TEXT = "Ann Lee said the bridge is shut. Ann Lee said the ferry runs again. Ben Park said nobody can cross the river."
REVISION = a_revision(TEXT)
SHUT = a_statement(REVISION)
RUNS = a_statement(REVISION, content="the ferry runs again")
CROSS = a_statement(REVISION, source="Ben Park", content="nobody can cross the river")
READING = a_reading(REVISION, [SHUT, RUNS, CROSS])
CLAIMS = [a_claim(a_reading(REVISION, said)) for said in ([SHUT, CROSS], [RUNS])]
WORDINGS = [
    "the bridge is shut",
    "The bridge is shut, the bridge is shut, the bridge is shut.",
    "the bridge at Skerrin is shut",
    "the ferry runs again",
    "no ferry runs",
    "fourteen people are missing",
    "Fourteen people are missing",
    "…",
    "",
]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.xfail(strict=True) if case.get("known_failure") else (), id=case["label"])
        for case in CASES
    ],
)
def test_case(case):
    claims = [a_claim(READING, id=f"cl-{at}", text=text, mentions=()) for at, text in enumerate(case["claims"])]
    found = lookup(case["query"], claims, [])
    assert (found[0].claim.text if found else None) == (
        case["claims"][case["first"]] if case["first"] is not None else None
    )


def test_a_claim_is_found_by_the_wording_of_any_of_its_mentions():
    by_mention = lookup("nobody can cross the river", CLAIMS, [READING])[0]
    assert (by_mention.claim, by_mention.score) == (CLAIMS[0], 1)
    without = lookup("nobody can cross the river", CLAIMS, [])
    assert not without or without[0].score < 1


def test_shared_rare_words_go_before_common_ones():
    index = ClaimIndex.of([["the tank leaked at Corry"], ["the tank leaked at Ostrel"], ["the tank is whole"]])
    corry, ostrel, whole = index.scores("Ostrel tank")
    assert ostrel > corry
    assert ostrel > whole


@pytest.mark.parametrize(
    "query",
    ["", " \n", "?!", "https://post.example/1", "\N{GRINNING FACE}", "\0", "\ud800", "—", "— (@a)", "@", "#"],
)
def test_a_query_without_words_finds_nothing(query):
    assert lookup(query, CLAIMS, [READING]) == ()


@pytest.mark.parametrize(
    "query",
    [
        "a" * 200_000,
        "the bridge " * 50_000,
        "#" * 100_000 + "x",
        "—" * 100_000 + "(@x)",
        "#" + "aB" * 50_000,
        "日本の橋 " * 100,
        "bridge\0shut\ud800",
    ],
)
def test_a_hostile_query_is_answered(query):
    assert all(FLOOR <= found.score <= 1 for found in lookup(query, CLAIMS, [READING]))


def test_among_no_claims_nothing_is_found():
    assert lookup("the bridge is shut", [], []) == ()
    assert ClaimIndex.of([]).find("the bridge is shut") == ()


@pytest.mark.parametrize(
    ("scores", "is_meant"),
    [
        ((), False),
        ((SURE,), True),
        ((SURE - 0.01,), False),
        ((0.95, 0.95 - ALONE), True),
        ((0.95, 0.96 - ALONE), False),
        ((1.0, 0.99), True),  # a claim in exactly these words
        ((1.0, 1.0, 0.5), False),  # two of them
        ((0.99, 0.98), False),
    ],
)
def test_the_first_is_meant_where_it_is_near_and_stands_alone(scores, is_meant):
    found = [Found(claim=a_claim(READING, id=f"cl-{at}"), score=score) for at, score in enumerate(scores)]
    assert meant(found) == (found[0] if is_meant else None)


def test_what_is_remembered_is_not_read_again():
    read = []

    def reads(texts):
        read.append(list(texts))
        return read_anew(texts)

    assert lookup("the bridge is shut", CLAIMS, [READING], reads) == lookup("the bridge is shut", CLAIMS, [READING])
    assert [sorted(texts) for texts in read] == [
        sorted(
            {claim.text for claim in CLAIMS}
            | {"the bridge is shut", "the ferry runs again", "nobody can cross the river"}
        )
    ]


def test_no_more_are_given_than_one_reads():
    claims = [a_claim(READING, id=f"cl-{at}", text=f"the bridge {at} is shut") for at in range(MOST + 5)]
    assert len(lookup("the bridge is shut", claims, [READING])) == MOST


def test_an_index_keeps_the_order_of_its_claims():
    hits = index_claims(CLAIMS, [READING]).find("the ferry runs again")
    assert (hits[0].place, hits[0].score) == (1, 1)


def test_what_has_no_words_is_no_wording():
    index = ClaimIndex.of([["…"], [""], []])
    assert index.find("橋") == () or max(index.scores("橋")) < 1


@given(st.permutations(range(len(WORDINGS))), st.sampled_from([*WORDINGS, "is the bridge closed", "people missing"]))
@settings(max_examples=15, deadline=None)
def test_the_order_of_claims_changes_nothing(order, query):
    claims = [a_claim(READING, id=f"cl-{at}", text=text, mentions=()) for at, text in enumerate(WORDINGS)]
    assert lookup(query, [claims[at] for at in order], []) == lookup(query, claims, [])


@given(st.sampled_from([text for text in WORDINGS if any(c.isalpha() for c in text)]))
@settings(max_examples=10, deadline=None)
def test_an_exact_text_comes_first(text):
    claims = [a_claim(READING, id=f"cl-{at}", text=wording, mentions=()) for at, wording in enumerate(WORDINGS)]
    first = lookup(text, claims, [])[0]
    assert first.score == 1
    assert first.claim.text.casefold() == text.casefold()


@given(st.text(max_size=60))
@settings(max_examples=30, deadline=None)
def test_any_query_is_answered_best_first(query):
    found = lookup(query, CLAIMS, [READING])
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)
    assert all(FLOOR <= f.score <= 1 for f in found)
