"""What is known of an article besides its words, and who told it."""

import pytest
from factories import a_revision

from firsthand.model.coverage import Teller, Told
from firsthand.model.when import When
from firsthand.show.about import details, told


@pytest.mark.parametrize(
    ("told_by", "said"),
    [
        ((), ""),
        ((Told("title", Teller.INPUT), Told("published", Teller.INPUT)), ""),
        ((Told("language", Teller.TEXT),), ""),
        ((Told("url", Teller.META_FIELD), Told("published", Teller.GUESS)), "Date guessed from the page."),
        (
            (Told("title", Teller.MARKUP), Told("outlet", Teller.CALLER), Told("published", Teller.JSON_LD)),
            "Date as the page describes itself (JSON-LD); headline as the page shows it; outlet as you said.",
        ),
        (
            (Told("title", Teller.TEXT), Told("published", Teller.TEXT), Told("outlet", Teller.TEXT)),
            "Headline, outlet and date from the text's own lines.",
        ),
    ],
)
def test_who_told_is_one_sentence_surest_first(told_by, said):
    assert told(a_revision(told_by=told_by)) == said


def test_every_teller_has_words():
    for teller in Teller:
        assert told(a_revision(told_by=(Told("wire", teller), Told("title", Teller.TEXT))))


def test_details_are_those_that_are_known():
    assert details(a_revision()) == ()
    known = a_revision(
        byline="Cleo Marsh", section="Politics", paywalled=True, wire="HNA", modified=When("2031-05-06"), published=None
    )
    assert details(known) == (
        "by Cleo Marsh",
        "Politics",
        "credits HNA",
        "changed 6 May 2031",
        "not shown whole to everybody",
    )
    assert details(a_revision(paywalled=False, modified=When("2031-05-04"))) == ()
