"""Quotations: what pairs, what runs on, what is an apostrophe, and that no text takes long."""

from itertools import pairwise

import pytest
from factories import span_in
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.span import Span
from firsthand.text.quotes import Quotation, find_quotations

SCRAPS = st.lists(
    st.sampled_from(["“", "”", '"', "'", "’", "‘", "„", "«", "»", "''", "a", "s", " ", "\n\n", ",", ".", "6"]),
    max_size=60,
).map("".join)


def quoted(text, skip=()):
    return [[span.of(text) for span in q.spans] for q in find_quotations(text, skip)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We won,” said Ito, “and fairly.”", [["“We won,”"], ["“and fairly.”"]]),
        ('"We won," said Ito.', [['"We won,"']]),
        ('"We won,” said Ito. “Twice," he added.', [['"We won,”'], ['“Twice,"']]),
        ("''We won,'' said Ito.", [["''We won,''"]]),
        ("„Ja,“ sagte er. «Oui», dit-il. »Ja«, sagte er.", [["„Ja,“"], ["«Oui»"], ["»Ja«"]]),
        ("‘The workers’ rights are gone,’ he said.", [["‘The workers’ rights are gone,’"]]),
        ("It’s the workers’ day and 'tis the ’90s.", []),
        ("“He told me ‘no’ twice,” she said.", [["“He told me ‘no’ twice,”"]]),
        ('“He said "no" twice,” she said.', [['“He said "no" twice,”']]),
        ('It is 6" wide. "Small," he said.', [['"Small,"']]),
        ("“We looked.\n\n“We found two,” he said.", [["“We looked.", "“We found two,”"]]),
        ("No marks at all.", []),
        ("", []),
    ],
)
def test_pairs(text, expected):
    assert quoted(text) == expected


def test_an_unclosed_quotation_ends_before_the_next_one():
    text = "“One. “Two,” he said."
    found = find_quotations(text)
    assert [(q.span.of(text), q.closed) for q in found] == [("“One.", False), ("“Two,”", True)]


def test_an_unclosed_quotation_ends_with_its_paragraph():
    text = "“One.\n\nHe left."
    assert [q.closed for q in find_quotations(text)] == [False]
    assert quoted(text) == [["“One."]]


def test_an_advertisement_does_not_interrupt_a_quotation():
    text = "“We looked.\n\nAdvertisement\n\n“We found two,” he said."
    assert quoted(text, [span_in(text, "Advertisement")]) == [["“We looked.", "“We found two,”"]]
    assert quoted(text) == [["“We looked."], ["“We found two,”"]]


def test_nothing_that_is_skipped_is_given():
    text = "“Read this,” it says. “Stay,” he said."
    assert quoted(text, [span_in(text, "Read this")]) == [["“Stay,”"]]


def test_the_hull_of_a_quotation():
    assert Quotation((Span(2, 5), Span(9, 12)), closed=True).span == Span(2, 12)


@given(SCRAPS)
def test_quotations_are_in_order_apart_and_within_the_text(text):
    spans = [span for q in find_quotations(text) for span in q.spans]
    assert all(len(span) > 0 and span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all("\n\n" not in span.of(text) for span in spans)


def test_forty_thousand_unclosed_marks():
    assert len(find_quotations("“a " * 40_000)) == 40_000
    assert find_quotations("‘a " * 40_000) == ()
