import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model import claim, coverage, statement, story
from firsthand.model.claim import Lineage
from firsthand.model.when import When
from firsthand.show import words
from firsthand.show.neutral import brief_line, neutral, one_line, shortened


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2031", "2031"),
        ("2031-05", "May 2031"),
        ("2031-05-04", "4 May 2031"),
        ("2031-05-04~", "about 4 May 2031"),
        ("2031-05?", "perhaps May 2031"),
        ("2031-05-04T09:30:00Z", "4 May 2031, 09:30"),
        ("2031-05-04T09:30+02:00", "4 May 2031, 07:30"),
        ("2031-05-04T00:30+02:00", "3 May 2031, 22:30"),
        ("0001-01-01T00:30+02:00", "1 January 0001, 00:30"),
        ("2031-05-04T09:30", "4 May 2031, 09:30"),
        ("2031-05-03/2031-05-06", "3 to 6 May 2031"),
        ("2031-04-30/2031-05-06", "30 April to 6 May 2031"),
        ("2030-12-30/2031-01-02", "30 December 2030 to 2 January 2031"),
        ("2031/2032", "2031 to 2032"),
        ("2031-05/2031-05-06", "May 2031 to 6 May 2031"),
        ("../2031-05-06", "until 6 May 2031"),
        ("2031-05-06/", "since 6 May 2031"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(edtf, said):
    assert words.dated(When(edtf)) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("12 for tonnes on 2031-05-05; both", "12 for tonnes on 5 May 2031; both"),
        ("on 2031-05-05, 2031-05-06.", "on 5 May 2031, 6 May 2031."),
        ("since 2031-03-04T09:30:00Z", "since 4 March 2031, 09:30"),
        ("from 2031-03-04/2031-03-06", "from 4 to 6 March 2031"),
        ("file 2031-99-05 and no-2031-05-05", "file 2031-99-05 and no-2031-05-05"),
    ],
)
def test_dates_for_machines_become_words(written, said):
    assert words.dates_in_words(written) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("He was called by a farmer", "Ann Lee: he was called by a farmer"),
        ("I’ve seen it", "Ann Lee: I’ve seen it"),
        ("THEY knew", "Ann Lee: tHEY knew"),
        ("Her Majesty’s prison burned", "Ann Lee: her Majesty’s prison burned"),
        ("Hearings begin", "Hearings begin"),
        ("12 tonnes", "12 tonnes"),
        ("", ""),
    ],
)
def test_a_pronoun_at_the_head_gets_its_speaker(text, said):
    assert words.headed(text, "Ann Lee") == said


def test_no_certainty_reads_as_a_denial_and_every_denial_does():
    assert {words.CERTAINTY[c] for c in words.DENIED} == {"certain", "probable", "possible"}
    assert set(words.DENIED.values()).isdisjoint(words.CERTAINTY.values())


def test_no_date_is_no_words():
    assert words.dated(None) == ""


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (2, 2, "2 origins"),
        (1, 1, "1 origin"),
        (1, 3, "1 to 3 origins"),
        (0, 1, "0 to 1 origins"),
        (0, 0, "no origin established"),
    ],
)
def test_origins_are_a_figure_or_a_range(least, most, said):
    line = Lineage(named=least, unverified=0, least=least, most=most, outlets=9, articles=9, origins=())
    assert words.origins_in_words(line) == said


@pytest.mark.parametrize(
    ("table", "vocabulary"),
    [
        (words.CERTAINTY, statement.Certainty),
        (words.STANCE, statement.Stance),
        (words.QUOTE, statement.QuoteType),
        (words.EVIDENCE, statement.Evidence),
        (words.ACCESS, statement.Access),
        (words.BEARING, claim.Bearing),
        (words.STANDING, claim.Standing),
        (words.STANDING_MEANS, claim.Standing),
        (words.AGAINST, claim.AgainstKind),
        (words.WHAT, story.What),
        (words.NOTICE, coverage.NoticeKind),
    ],
)
def test_every_word_of_a_closed_list_can_be_said(table, vocabulary):
    assert set(table) == set(vocabulary)


ACTING = ["\x1b[31m", "\x00", "\x07", "\x9b2J", "\r", "\u202e", "\u2066", "\u061c", "\ud800", "\u2028", "\U000e0041"]


@pytest.mark.parametrize("acting", ACTING, ids=ascii)
def test_what_acts_is_shown_instead(acting):
    shown = neutral(f"a{acting}b")
    assert "\ufffd" in shown
    assert acting[0] not in shown
    assert len(shown) == len(acting) + 2


@pytest.mark.parametrize("harmless", ["a\tb\nc", "“é” – 日本 🙂", "עברית \u200f", "e\u0301", "\u200d"])
def test_what_does_not_act_stays(harmless):
    assert neutral(harmless) == harmless


@given(st.text(alphabet=st.characters()))
def test_neutral_moves_nothing_and_is_writable(text):
    assert len(neutral(text)) == len(text)
    assert neutral(neutral(text)) == neutral(text)
    neutral(text).encode("utf-8")


@given(st.text(alphabet=st.characters()))
def test_one_line_is_one_line(text):
    assert len(one_line(text).splitlines()) <= 1


@given(st.text(max_size=60), st.integers(min_value=2, max_value=30))
def test_shortened_is_no_longer_than_asked(text, most):
    assert len(shortened(text, most)) <= most


@given(st.text(alphabet=" ab\n\t", max_size=200), st.integers(min_value=3, max_value=30))
def test_a_brief_line_is_short_and_a_cut_is_never_silent(text, most):
    line = brief_line(text, most)
    assert len(line) <= most
    assert line == one_line(text) or line.endswith("…")


def test_what_fits_is_not_cut():
    assert brief_line("  The   Harbour\nPost ", 16) == "The Harbour Post"
