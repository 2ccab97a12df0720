"""Likeness of texts by the words they share."""

from collections import Counter

from factories import a_notice, a_revision
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.coverage import NoticeKind
from firsthand.text.likeness import alike, cosine, topic, vectors

WORDS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 5), max_size=6).map(Counter)


def test_rare_words_weigh_more() -> None:
    texts = [Counter(a=1, x=1), Counter(a=1, x=1), *(Counter(a=1, b=1, **{f"z{n}": 1}) for n in range(20))]
    found = vectors(texts)
    assert cosine(found[0], found[1]) > cosine(found[0], found[2])


def test_furniture_and_the_outlets_own_name_are_no_topic() -> None:
    text = "The Lamp says ferries sail.\n\nSubscribe to newsletters"
    notice = a_notice(text, "Subscribe to newsletters", NoticeKind.NEWSLETTER)
    found = topic(a_revision(text, outlet="The Lamp", notices=(notice,)))
    assert set(found) == {"ferry", "sail"}


@given(st.lists(WORDS, max_size=8))
def test_likeness_is_a_share_and_has_no_direction(texts: list[Counter[str]]) -> None:
    found = vectors(texts)
    for one in found:
        for other in found:
            assert -1e-9 <= cosine(one, other) <= 1 + 1e-9
            assert abs(cosine(one, other) - cosine(other, one)) < 1e-9


@given(st.lists(WORDS, max_size=8))
def test_alike_gives_each_pair_once_and_only_from_the_floor_on(texts: list[Counter[str]]) -> None:
    found = list(alike(vectors(texts), 0.3))
    assert len({(a, b) for a, b, _ in found}) == len(found)
    assert all(a < b and score >= 0.3 for a, b, score in found)
