"""New wording, or the same one on a page that was furnished anew."""

import pytest
from factories import a_notice, a_revision

from firsthand.ingest import revises
from firsthand.model.coverage import NoticeKind
from firsthand.text.revised import differences

URL = "https://a.example/dam"
TEXT = (
    "Ann Lee, the engineer, said the dam at Oster broke at four. Nobody was warned.\n\n"
    "The river rose by two metres and took the old mill with it.\n\n"
    "Police found 12 boats near Merrow on Monday."
)


def wording(text=TEXT, **given):
    return a_revision(text, url=URL, **given)


def after(new):
    return revises(wording(byline="Cato Birk"), wording(new, byline="Cato Birk"))


@pytest.mark.parametrize(
    "new",
    [
        TEXT + "\n\n128 comments",
        "Updated 3 hours ago\n\n" + TEXT,
        TEXT + "\n\nSign up for our newsletter and get the best of the week.",
        TEXT + "\n\nRead more: Potatoes are dear",
        TEXT.replace("\n\nPolice", "\n\nPotatoes dearer\n\nGrowers lost a third of their crop.\n\nPolice"),
        TEXT.replace("\n\nPolice", "\n\nThe scene on Tuesday. (Photo: Lia Penn)\n\nPolice"),
        TEXT + "\n\nCato Birk is a reporter who covers the coast. Follow him.",
        "The dam at Oster broke at four and nobody was warned.\n\n" + TEXT,
        TEXT.replace("four. Nobody", "four; nobody"),
        "\n\n".join(reversed(TEXT.split("\n\n"))),
        TEXT.replace(" ", "\u00a0").replace("engineer", "engi\u00adneer"),
    ],
)
def test_furniture_and_type_make_no_revision(new):
    assert not after(new)
    assert not revises(wording(new, byline="Cato Birk"), wording(byline="Cato Birk"))


@pytest.mark.parametrize(
    "new",
    [
        TEXT.replace("12 boats", "13 boats"),
        TEXT.replace("12 boats", "1.2 boats"),
        TEXT.replace("was warned", "was not warned"),
        TEXT.replace("Merrow", "Marrow"),
        TEXT.replace(" Nobody was warned.", ""),
        TEXT.replace("\n\nPolice", "\n\nThe mayor has resigned.\n\nPolice"),
        TEXT.replace("took the old mill", "took the “old mill”"),
        TEXT + "\n\nWhat happens next\n\nThe dam will be rebuilt. Cranes are coming. They cost much.",
        TEXT + "\n\nCorrection, 5 May: the dam broke at five.",
        TEXT + "\n\nIt painted a grim picture: nothing was left standing.",
    ],
)
def test_words_of_the_article_make_one(new):
    assert after(new)


@pytest.mark.xfail(strict=True, reason="a short new section is not told from a box about something else")
def test_a_short_new_section_about_something_new_makes_one():
    assert after(TEXT + "\n\nWhat happens next\n\nA hearing opens in Vell before three judges.")


@pytest.mark.xfail(strict=True, reason="pages laid out in tables come as one paragraph")
def test_furniture_within_a_paragraph_makes_none():
    assert not after(TEXT.replace("\n\nPolice", " Potatoes dearer Growers lost a third. Police"))


def test_what_is_marked_in_one_capture_and_not_in_the_other_makes_none():
    line = "Our podcast tells the story of the dam in six parts."
    marked = wording(f"{TEXT}\n\n{line}", notices=(a_notice(f"{TEXT}\n\n{line}", line, NoticeKind.OTHER),))
    assert not revises(marked, wording(f"{TEXT}\n\n{line}"))
    assert not revises(wording(f"{TEXT}\n\n{line}"), marked)


def test_a_sentence_that_a_dateline_begins_is_compared():
    old, new = (f"OSTER (Lantern) - The dam broke at {hour}." for hour in ("four", "five"))
    pair = [wording(t, notices=(a_notice(t, "OSTER (Lantern) -", NoticeKind.DATELINE),)) for t in (old, new)]
    assert revises(*pair)


def test_a_headline_and_a_byline_make_one_and_their_wobble_none():
    assert revises(wording(title="Dam breaks"), wording(title="Dam may have broken"))
    assert not revises(wording(title="Dam breaks | The Harbour Post"), wording(title="Dam breaks"))
    assert not revises(wording(title="Dam breaks"), wording(title=None))
    assert revises(wording(byline="Ann Lee"), wording(byline="Ann Lee and Edwin Marsh"))
    assert not revises(wording(byline="By Ann Lee"), wording(byline="Ann Lee, Harbour Correspondent"))


def test_different_articles_do_not_revise_each_other():
    assert not revises(wording(), a_revision("Something else.", url="https://a.example/other"))


def test_hostile_wordings_come_to_an_end():
    many = "Same words here. " * 3000
    assert differences(wording(many), wording(many + "Other one.")).redrafts
    short = ["".join(f"A{i} {sign}.\n" for i in range(1500)) for sign in "bc"]
    assert differences(*map(wording, short))
