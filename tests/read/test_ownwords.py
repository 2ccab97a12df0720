"""What a page says in its own voice: who vouches for it, and what is none."""

from itertools import pairwise

import pytest
from factories import a_revision
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.span import Span
from firsthand.read.attribution import Attribution
from firsthand.read.ownwords import find_own_words, is_issued

SCRAPS = st.lists(
    st.sampled_from(["We drove to the quay.", "It was shut at noon.", "“No,”", "A Post reporter stood there.", "\n\n"]),
    max_size=30,
).map(" ".join)


def own(text, attributions=(), **given):
    revision = a_revision(text, **given)
    return [(o.span.of(text), o.vouched) for o in find_own_words(revision, attributions)]


@pytest.mark.parametrize(
    ("outlet", "url", "byline", "issued"),
    [
        ("Ministry of Ports of Ostrel", "https://ports.example/a", None, True),
        ("Skerrin Ferries", "https://skerrin.example/a", None, True),
        ("Odela Ore", "https://odelaore.example/press/statement-4", None, True),
        ("Odela Ore", "https://odelaore.example/blog/4", None, False),
        ("Harbour Post", "https://post.example/press/4", None, False),
        ("Skagen News Agency", "https://sna.example/a", None, False),
        ("Radio Skagen", "https://radio.example/newsroom/a", None, False),
        ("Harbour Media", "https://media.example/a", None, False),
        ("Ministry of Ports of Ostrel", "https://ports.example/a", "By Mira Tolland", False),
        (None, "https://a.example/press/1", None, False),
    ],
)
def test_whose_page_is_a_bodys_own(outlet, url, byline, issued):
    assert is_issued(a_revision("It rained.", outlet=outlet, url=url, byline=byline)) is issued


def test_a_body_vouches_for_each_sentence_of_its_notice():
    text = "Tins of lot 471 must not be eaten. Two people have died in Skerrin.\n\nQuestions?"
    assert own(text, outlet="Ministry of Health", byline=None) == [
        ("Tins of lot 471 must not be eaten.", True),
        ("Two people have died in Skerrin.", True),
    ]


@pytest.mark.parametrize(
    ("text", "vouched"),
    [
        ("We drove to the branch at noon: the shutter was down.", True),
        ("The shutter was down at noon. I stood at the fence.", True),
        ("The drill broke through at noon. The Post’s reporter stood at the rig.", True),
        ("The oath was taken at noon, as a Post reporter saw.", True),
        ("Our camera has reached the promenade. Nothing is left of it.", True),
        ("He came to his own door at noon when this reporter rang.", True),
        ("The drill broke through at noon. The Gazette’s reporter stood at the rig.", False),
        ("The drill broke through at noon.\n\nWe stood at the rig.", False),
        ("We think that the bridge is unsafe.", False),
        ("The bridge was shut at noon.", False),
        ("The bridge was shut, says the mayor. We drove to it at noon.", False),
    ],
)
def test_an_outlet_vouches_for_what_its_people_saw(text, vouched):
    _, is_vouched = own(text, outlet="Harbour Post")[0]
    assert is_vouched is vouched


def test_what_an_agencys_people_saw_is_in_the_papers_that_carry_its_text_too():
    text = "The oath was taken at noon, as an SNA reporter saw."
    assert own(text, outlet="Harbour Post", wire="Skagen News Agency") == [(text, True)]


@pytest.mark.parametrize("mark", ["2. ", "14:50 – ", "- ", "• "])
def test_a_number_or_an_hour_before_it_is_no_part_of_it(mark):
    assert own(f"{mark}The bridge was shut at noon.") == [("The bridge was shut at noon.", False)]


@pytest.mark.parametrize(
    "text", ["Who shut the bridge at noon?", "So it goes.", "The bridge is shut", "“It was shut,” he wept."]
)
def test_what_asserts_nothing(text):
    assert own(text) == []


def test_what_somebody_is_quoted_with_is_not_the_pages_own():
    text = "The bridge is shut, Lee said. It was built in 2029."
    said = Attribution(source=None, cue=None, content=(Span(0, 18),), score=1.0)
    assert own(text, (said,)) == [("It was built in 2029.", False)]


@given(SCRAPS)
def test_they_are_in_text_order_and_do_not_overlap(text):
    spans = [o.span for o in find_own_words(a_revision(text, outlet="Harbour Post"), ())]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
