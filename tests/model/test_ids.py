from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.coverage import article_id, outlet_id, revision_id
from firsthand.model.ids import content_id
from firsthand.model.span import Span
from firsthand.model.statement import statement_id

parts = st.lists(st.one_of(st.none(), st.text(max_size=8), st.integers()), max_size=5)


@given(parts, parts)
def test_other_parts_give_another_id(a, b):
    same = [None if p is None else str(p) for p in a] == [None if p is None else str(p) for p in b]
    assert (content_id("x", *a) == content_id("x", *b)) == same


def test_lone_surrogates_and_nul_are_hashed_as_they_are():
    assert content_id("x", "\ud800") != content_id("x", "\udfff")
    assert content_id("x", "a\0b") != content_id("x", "ab")


def test_an_article_is_its_address_and_a_revision_its_words():
    article = article_id("https://post.example/1", "old words")
    assert article == article_id("https://post.example/1", "new words")
    assert article_id(None, "old words") != article_id(None, "new words")
    assert revision_id(article, None, "old words") != revision_id(article, None, "new words")
    assert revision_id(article, "A", "words") != revision_id(article, "B", "words")
    assert outlet_id("The  Harbour Post") == outlet_id("the harbour post")


def test_a_statement_is_its_places_in_one_revision():
    article = article_id(None, "t")
    one = revision_id(article, None, "t")
    ids = {
        statement_id(one, Span(0, 3), None, [Span(4, 6)]),
        statement_id(one, None, Span(0, 3), [Span(4, 6)]),
        statement_id(one, Span(0, 3), None, [Span(4, 5), Span(5, 6)]),
        statement_id(revision_id(article, None, "u"), Span(0, 3), None, [Span(4, 6)]),
    }
    assert len(ids) == 4
