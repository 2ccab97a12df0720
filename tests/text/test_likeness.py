"""Likeness of texts by the words they share."""

from collections import Counter

from factories import a_notice, a_revision
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.coverage import NoticeKind
from firsthand.text.likeness import cosine, topic, vector

WORDS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 5), max_size=6).map(Counter)


def test_rare_words_weigh_more() -> None:
    one, rare, common = (vector(Counter(words.split())) for words in ("people quarrel", "quarrel town", "people town"))
    assert cosine(one, rare) > 2 * cosine(one, common)


def test_furniture_and_the_outlets_own_name_are_no_topic() -> None:
    text = "The Lamp says ferries sail.\n\nSubscribe to newsletters"
    notice = a_notice(text, "Subscribe to newsletters", NoticeKind.NEWSLETTER)
    found = topic(a_revision(text, outlet="The Lamp", notices=(notice,)))
    assert set(found) == {"ferry", "sail"}


@given(st.lists(WORDS, max_size=8))
def test_likeness_is_a_share_and_has_no_direction(texts: list[Counter[str]]) -> None:
    found = [vector(text) for text in texts]
    for one in found:
        for other in found:
            assert -1e-9 <= cosine(one, other) <= 1 + 1e-9
            assert abs(cosine(one, other) - cosine(other, one)) < 1e-9
