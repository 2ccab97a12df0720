"""Found where it is, or not at all: cases with negatives, and what must hold for any text."""

import pytest
from factories import span_in
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.span import Span
from firsthand.text.anchors import CONTEXT, LEAST, LONGEST, MOST_PLACES, find_again, quote

BEFORE = "The ferries had been full since the morning, and nobody at the quay could say why they ran late. "
AFTER = " The harbour office had sent for divers from the capital, who were due in the evening with two boats."
PASSAGE = "“At least seven people were hurt,” the officer said."
TEXT = f"{BEFORE}{PASSAGE}{AFTER}"


def found_in(now, passage=PASSAGE, text=TEXT):
    return find_again(quote(text, span_in(text, passage)), now)


@pytest.mark.parametrize(
    ("now", "quoted"),
    [
        (TEXT, PASSAGE),
        (f"A new paragraph.\n\n{TEXT}\n\nAnother one.", PASSAGE),
        (TEXT.replace("“", '"').replace("”", '"'), '"At least seven people were hurt," the officer said.'),
        (TEXT.replace("hurt,”", "hurt”,"), "“At least seven people were hurt”, the officer said."),
        (TEXT.replace(" seven", "\u00a0\u00a0seven").replace("least", "le\u00adast"),
         "“At le\u00adast\u00a0\u00a0seven people were hurt,” the officer said."),
        (TEXT.replace("since the morning", "since noon"), PASSAGE),
        (TEXT.replace("in the evening with two boats", "at nine"), PASSAGE),
        (TEXT.upper(), PASSAGE.upper()),
        (f"{TEXT}\n\n{PASSAGE} It was said again.", PASSAGE),
    ],
    ids=["as it was", "more around it", "straight marks", "comma outside", "spaces and soft hyphen", "before altered",
         "after altered", "capitals", "repeated without its sides"],
)  # fmt: skip
def test_it_is_found_however_it_is_set(now, quoted):
    seen = found_in(now)
    assert seen.span is not None, seen.why
    assert seen.span.of(now) == quoted
    assert seen.span.start == now.index(quoted)


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ("", "do not stand in the text any more"),
        (TEXT.replace("seven", "nine"), "do not stand"),
        (TEXT.replace("seven people", "seven or eight people"), "do not stand"),
        (PASSAGE, "before the passage only 0 of at least 8"),
        (f"{BEFORE}{PASSAGE}", "after the passage only 0 of at least 8"),
        (f"It rained.\n{PASSAGE}{AFTER}", "before the passage only 0"),
        (f"{BEFORE}{PASSAGE} No more was known of it.", "after the passage only 0"),
        (f"{TEXT.replace('seven', 'nine')}\n\n{BEFORE[-20:]}{PASSAGE}{AFTER[:20]}", "may have been altered"),
        (f"A pull quote, they ran late. {PASSAGE} The harbour is closed.", "on neither side as many as 60"),
        (f"{TEXT} It rained. {TEXT}", "2 places of the text agree"),
    ],
    ids=["empty", "a number altered", "words put in", "alone", "last", "before is other", "after is other",
         "altered there, and copied", "a little on both sides", "all of it twice"],
)  # fmt: skip
def test_in_doubt_it_is_not_found_and_it_is_said_why(now, why):
    seen = found_in(now)
    assert seen.span is None
    assert why in seen.why


def test_eight_letters_on_a_side_are_enough_where_the_other_side_is_whole_and_seven_are_not():
    eight, seven = "y ran late. ", "ran late. "
    assert [sum(map(str.isalpha, side)) for side in (eight, seven)] == [LEAST, LEAST - 1]
    assert found_in(f"Nothing. {eight}{PASSAGE}{AFTER}").span is not None
    assert found_in(f"Nothing. {seven}{PASSAGE}{AFTER}").span is None


def test_of_two_the_one_with_the_better_sides_nearer_to_the_old_place_is_taken():
    now = f"{TEXT}\n\nIt rained. {BEFORE[-30:]}{PASSAGE}{AFTER}"
    assert found_in(now).span == span_in(TEXT, PASSAGE)


@pytest.mark.parametrize("text", ["Seven died.", "Seven died. Now.", "Now. Seven died."])
def test_at_an_end_of_the_text_that_there_is_nothing_must_be_as_it_was(text):
    seen = found_in(text, "Seven died", text)
    assert seen.span == span_in(text, "Seven died")
    assert found_in(f"Nine years later: {text} And so on.", "Seven died", text).span is None


@pytest.mark.parametrize("passage", ["…", " — ", "“”"])
def test_a_passage_without_words_is_not_looked_for(passage):
    text = f"{BEFORE}{passage}{AFTER}"
    assert "no words" in found_in(text, passage, text).why


def test_what_stands_everywhere_and_what_is_too_long_is_not_looked_for():
    many = "so it is. " * (MOST_PLACES + 2)
    assert f"more than {MOST_PLACES} times" in found_in(many, "it", many).why
    assert "not searched" in found_in("a" * (LONGEST + 1)).why


def test_half_a_word_is_found_where_it_was():
    assert found_in(f"It rained. {TEXT}", "ven people").span == span_in(f"It rained. {TEXT}", "ven people")


@given(st.text(), st.data())
def test_of_any_text_a_passage_is_where_it_was_or_is_not_found(text, data):
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    seen = find_again(quote(text, span), text)
    if seen.span is not None:
        letters = [at for at in range(span.start, span.end) if text[at].isalnum()]
        assert seen.span.start <= letters[0]
        assert letters[-1] < seen.span.end


@given(st.text(alphabet="ab c.“”\n", max_size=60), st.text(alphabet="ab c.“”\n", max_size=60))
def test_any_two_texts_give_a_sighting(text, now):
    quoted = quote(text, Span(len(text) // 3, len(text)))
    seen = find_again(quoted, now)
    assert (seen.span is None) == bool(seen.why)


def test_context_is_kept_on_both_sides_and_no_more():
    quoted = quote("a" * 500 + "bcd" + "e" * 500, Span(500, 503))
    assert (quoted.exact, len(quoted.prefix), len(quoted.suffix)) == ("bcd", CONTEXT, CONTEXT)
