"""The same words, set differently."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.text.typeset import differing, words_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“It’s late,” she said", '"It\'s late," she said'),
        ("20–30 people — no more", "20-30 people - no more"),
        ("the final toll", "the \ufb01nal toll"),
        ("evacuation", "evacu\u00adation"),
        ("5 May", "5\u00a0May"),
        ("the\u200b dam", "the dam"),
        (unicodedata.normalize("NFD", "Málaga"), "Málaga"),
        ("1,200 boats", "1200 boats"),
        ("„Ja“, sagte er", '"Ja", sagte er'),
    ],
)
def test_type_is_no_difference(one, other):
    assert words_in(one) == words_in(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 boats", "13 boats"),
        ("12 boats", "12.5 boats"),
        ("1,200 boats", "12,00 boats"),
        ("5 degrees", "-5 degrees"),
        ("the terrorist", "the “terrorist”"),
        ("It was safe.", "It was safe?"),
        ("10 m", "10² m"),
        ("5%", "5"),
        ("$5", "€5"),
        ("he did", "he did not"),
    ],
)
def test_what_means_something_is(one, other):
    assert words_in(one) != words_in(other)


@given(st.text(max_size=60))
def test_any_text_has_tokens_that_are_not_empty_and_its_own(text):
    assert all(words_in(text))
    assert differing(text, text) == ((), ())


@given(st.text(alphabet="ab \u00ad\u2019", max_size=20), st.text(alphabet="ab \u00ad\u2019", max_size=20))
def test_what_differs_lies_in_the_texts(before, after):
    went, came = differing(before, after)
    assert all(span.of(before).strip() for span in went)
    assert all(span.of(after).strip() for span in came)
