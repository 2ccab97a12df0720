"""The outlet's words around a content, and phrases found among words."""

from factories import span_in
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.span import Span
from firsthand.read.attribution import Attribution
from firsthand.read.frame import LONGEST_CONTENT, REACH, frame_of, judged, sentence_at
from firsthand.read.phrases import PhraseList, hull_of, words_of

TEXT = "It rained. On Monday, Lee said the bridge, the old one, is shut. It snowed."


def test_the_frame_is_the_sentence_without_the_content():
    attribution = Attribution(
        source=span_in(TEXT, "Lee"), cue=span_in(TEXT, "said"), content=(span_in(TEXT, "the bridge"),), score=1.0
    )
    assert [s.of(TEXT) for s in frame_of(attribution, TEXT)] == ["On Monday, Lee said ", ", the old one, is shut."]


def test_a_text_without_full_stops_is_followed_within_reach_only():
    text = "Lee said " + "word " * 10_000
    found = sentence_at(text, Span(30_000, 30_004))
    assert len(found) <= 2 * REACH + 4


def test_a_long_content_is_judged_by_its_beginning():
    spans = judged((Span(0, 10), Span(20, 20 + LONGEST_CONTENT), Span(9_000, 9_010)))
    assert sum(len(s) for s in spans) == LONGEST_CONTENT
    assert spans[0] == Span(0, 10)


def test_the_longest_phrase_wins_and_inflections_are_found():
    phrases = PhraseList([("rule", "short"), ("rule out", "long"), ("deny", "denial")], inflected=True)
    text = "He denied that it was ruled out."
    words = words_of(text, Span(0, len(text)))
    found = [(hull_of(words, first, after).of(text), meaning) for first, after, meaning in phrases.find(words)]
    assert found == [("denied", "denial"), ("ruled out", "long")]


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_words_requote(text, start, length):
    within = Span(min(start, len(text)), min(start + length, len(text)))
    for word in words_of(text, within):
        assert within.contains(word.span)
        assert word.span.of(text).strip() == word.span.of(text)


@given(
    st.lists(st.sampled_from(["Ito’s", "well-known", "U.S.", " ", "\n", ",", "“", "a1_b", "É"])).map("".join), st.data()
)
def test_words_are_those_of_the_stretch_alone(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    alone = words_of(text[start:end], Span(0, end - start))
    here = words_of(text, Span(start, end))
    assert [(w.folded, w.start - start, w.end - start) for w in here] == [tuple(w) for w in alone]


def test_a_contraction_that_is_written_as_two_words_denies():
    text = "He did n't, she can’t."
    words = words_of(text, Span(0, len(text)))
    assert [w.folded for w in words] == ["he", "did", "not", ",", "she", "can", "not", "."]
    assert not any(w.is_mark for w in words if w.folded == "not")
