"""Which claim is asked for: by its id, by its words, by a person's choice; on a ledger too."""

import json
from dataclasses import replace

import pytest
from show.made import CLAIMS, READINGS, a_briefing

from firsthand.flow import Newsroom, Settings
from firsthand.flow.asking import ask, only
from firsthand.model.errors import NotFound, SettingsError
from firsthand.model.ids import ClaimId

DECK, PIER = CLAIMS[:2]
BRIEFING = a_briefing()


def test_an_id_names_its_claim_and_no_other():
    asked = ask(f" {PIER.id} ", BRIEFING)
    assert (asked.meant, asked.by_id, [f.claim for f in asked.found]) == (PIER, True, [PIER])


def test_an_id_of_no_claim_is_not_taken_for_words():
    with pytest.raises(NotFound, match="look it up by its words"):
        ask("cl-0123456789abcdef", BRIEFING)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("at least seven people were on the deck", DECK),
        ("a barge struck the east pier of the bridge", PIER),
        ("was the pier struck", None),  # another is about as near
        ("tulips bloom early in the south", None),
        ("", None),
    ],
)
def test_words_mean_the_claim_that_says_so(asked, meant):
    assert ask(asked, BRIEFING).meant == meant


def test_twins_are_for_a_person_to_choose_from():
    twin = replace(PIER, id=ClaimId("cl-twin"))
    twins = a_briefing(claims=(PIER, twin))
    asked = ask("the pier was struck by a barge", twins)
    assert asked.meant is None
    assert {found.claim.id for found in asked.found} == {PIER.id, twin.id}
    chosen = [ask("the pier was struck by a barge", twins, number).meant for number in (1, 2)]
    assert chosen == [found.claim for found in asked.found]


@pytest.mark.parametrize("number", [0, -1, 13, 99])
def test_a_number_that_is_not_listed_is_refused(number):
    with pytest.raises(SettingsError, match="--claim: expected a number from 1 to"):
        ask("was the pier struck", BRIEFING, number)


def test_only_keeps_what_goes_with_the_claims():
    kept = only([CLAIMS[2]], BRIEFING)
    assert kept.claims == (CLAIMS[2],)
    assert [story.title for story in kept.stories] == ["Merrow tap water"]
    assert [echo.claim for echo in kept.echoes] == [CLAIMS[2].id]
    assert (kept.changes, kept.readings) == ((), READINGS)


def test_a_ledger_remembers_what_was_looked_up(tmp_path):
    page = tmp_path / "coverage.jsonl"
    rows = [
        {
            "text": f"Ann Lee, the harbour master, said on Monday that the {what} {why}.",
            "outlet": f"Paper {n}",
            "url": f"https://paper{n}.example/1",
            "published": f"2031-05-0{n}",
        }
        for n, (what, why) in enumerate([("bridge", "is shut to all traffic"), ("ferry", "runs again from noon")], 1)
    ]
    page.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    with Newsroom.open(Settings(ledger=str(tmp_path / "l.sqlite"))) as newsroom:
        newsroom.follow([str(page)])
        briefing = newsroom.recall()
        first, again = (newsroom.ask("is the bridge closed to cars", briefing, of_ledger=True) for _ in range(2))
        fresh = newsroom.ask("is the bridge closed to cars", briefing, of_ledger=False)
        about = newsroom.about("is the bridge closed to cars", briefing, of_ledger=True)
    assert first == again
    assert [f.claim.id for f in first.found] == [f.claim.id for f in fresh.found]
    assert first.found
    assert "bridge" in first.found[0].claim.text
    assert {claim.id for claim in about.claims} == {f.claim.id for f in first.found}
