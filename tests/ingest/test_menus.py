"""Menus, lists that stand next to an article, islands, languages without spaces, and lines that hostile text has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ingest.capture import Capture
from firsthand.ingest.intake import take_in
from firsthand.ingest.lines import lines_of
from firsthand.ingest.menus import find_menus
from firsthand.ingest.traits import shapes_of, spread, traits_of
from firsthand.ingest.weighing import LineWeights, line_weights, read_line_weights, weigh
from firsthand.model.coverage import Revision
from firsthand.model.errors import LexiconError

MENU = ["Home", "World", "Politics", "Weather", "My Account", "Roads", "Tides", "Work With Us", "Help Centre", "Jobs"]
BODY = [
    "The harbour bridge was shut on Sunday after divers found a crack in the second pillar.",
    "“Nobody is in danger,” said Ann Lee, who runs the bridge authority of Harbour City.",
    "The authority will decide on Friday whether ferries can take over for the summer months.",
]


def marked(lines):
    text = "\n".join(lines)
    (revision,) = take_in(Capture(origin="x", raw=text.encode(), media="text/plain"))
    assert isinstance(revision, Revision)
    return [n.span.of(text) for n in revision.notices]


def test_menus_on_both_sides_are_marked_and_the_article_is_not():
    found = marked([*MENU, *BODY, *MENU])
    assert set(BODY).isdisjoint(found)
    assert len(found) >= 2 * len(MENU) - 4


@pytest.mark.parametrize(
    "listed",
    [
        [
            "Results:",
            "Dorrin 1-3 Ostby Harriers",
            "Marsh Rovers 0-1 Evenwick",
            "Pellin Town 2-2 Brenn",
            "Seld 0-0 Holm",
        ],
        [
            "The ferries leave from:",
            "North Pier, every 20 minutes",
            "Fish Market, every 30 minutes",
            "Old Quay, hourly",
        ],
        ["Salt for the winter,", "salt for the bread,", "salt for the living,", "none for the dead."],
        ["Is it true?", "Yes.", "Why?", "I was tired of words.", "And now?", "Nothing."],
    ],
    ids=["results", "list", "poem", "questions"],
)
def test_short_lines_of_an_article_are_kept(listed):
    assert set(marked([*BODY, *listed])).isdisjoint(listed)
    assert set(marked([*MENU, *BODY[:2], *listed, BODY[2], *MENU])).isdisjoint(listed)


def test_two_letters_of_a_language_without_spaces_are_a_word():
    (line,) = lines_of("橋は日曜日に閉鎖されたと知事は述べた。再開の時期は分かっていない。")
    assert line.words == 16
    assert line.prose


@given(st.lists(st.sampled_from([*MENU, *BODY, "1 2 3", "“", "İ", "a:"]), max_size=60))
def test_each_line_is_weighed(words):
    lines = lines_of("\n".join(words))
    odds = weigh(lines, {}, None)
    assert len(odds) == len(lines) == len(shapes_of(lines, {})) == len(traits_of(lines, {}, (), None))
    assert set(find_menus(lines, {}).lines) <= set(lines)


def test_nothing_known_weighs_nothing():
    lines = lines_of("\n".join(MENU))
    assert weigh(lines, {}, None, LineWeights({}, {}, {})) == [0.0] * len(lines)
    assert spread([0.5], ["0o"], (1,)) == [["any", "own3", "above1-7", "below1-7", "round1-7-7", "0o-round1-7"]]


@pytest.mark.parametrize("toml", ["no toml", "[first]\n[own]", '[first]\na = "b"\n[own]\n[round]'])
def test_broken_weights_are_refused(toml):
    with pytest.raises(LexiconError, match="make it anew"):
        read_line_weights(toml)


def test_the_weights_that_ship():
    weights = line_weights()
    assert weights.first
    assert weights.round


@pytest.mark.parametrize(
    "text",
    [
        "😀 “The bridge is shut,” Ann Lee said.\n\nAdvertisement\n\n" + BODY[0],
        "\u202eAdvertisement\u202c\n\n" + BODY[0] + "\n\nAdvertisement\n",
        "Cafe\u0301 closed\n\nBy Ann Lee\n\n" + BODY[0] + "\n\nCorrection: The cafe\u0301 is open, not closed.",
        "x" * 200_000 + "\nAdvertisement\n" + BODY[0],
        "\x0b\x0cAdvertisement\x85\u2028" + BODY[0],
    ],
    ids=["emoji", "bidi", "decomposed", "long line", "control"],
)
def test_offsets_stay_right(text):
    (revision,) = take_in(Capture(origin="x", raw=text.encode(), media="text/plain"))
    assert isinstance(revision, Revision)
    for notice in revision.notices:
        words = notice.span.of(revision.text)
        assert words == words.strip()
        assert words in text
    assert BODY[0] not in [n.span.of(revision.text) for n in revision.notices]
