"""Every word is a word, and what is found can be cited."""

from datetime import UTC, datetime

import pytest
from factories import a_reading, a_revision, a_statement, span_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from firsthand.model.span import Span
from firsthand.store import open_ledger, save_reading, search
from firsthand.store.search import _densest, _usable

AT = datetime(2031, 5, 4, 12, tzinfo=UTC)
BRIDGE = "🌊 Ann Lee said the bridge is shut. The café by the quay is open, and the ferry runs every hour."
FERRY = "Bo Wren said the ferry runs late."


@pytest.fixture
def filled(fresh):
    with fresh() as ledger:
        bridge = a_revision(BRIDGE, url="http://harbour.example/1", title="Harbour bridge shut, ministry says")
        ferry = a_revision(FERRY, url="http://harbour.example/2", title="Late")
        said = a_statement(ferry, source="Bo Wren", content="the ferry runs late")
        save_reading(ledger, a_reading(bridge), read_by="rules 1", at=AT)
        save_reading(ledger, a_reading(ferry, [said]), read_by="rules 1", at=AT)
        yield ledger


def test_the_passage_is_quoted_from_the_text_and_its_statement_named(filled):
    (found,) = search(filled, "BRIDGE shut")
    revision = a_revision(BRIDGE, url="http://harbour.example/1", title="Harbour bridge shut, ministry says")
    assert (found.article, found.revision) == (revision.article, revision.id)
    assert found.span == span_in(BRIDGE, "bridge is shut")
    assert found.statement == a_statement(revision).id
    assert "bridge is shut" in found.snippet
    assert 0 < found.score < 1


def test_a_passage_outside_every_statement_names_none(filled):
    (found,) = search(filled, "café")
    assert found.span == span_in(BRIDGE, "café")
    assert found.statement is None


def test_words_of_the_headline_alone_have_no_place_in_the_text(filled):
    (found,) = search(filled, "ministry")
    assert found.span is None
    assert found.snippet == "Harbour bridge shut, ministry says"


def test_all_words_have_to_occur(filled):
    assert len(search(filled, "ferry")) == 2
    assert len(search(filled, "ferry", limit=1)) == 1
    assert len(search(filled, "ferry café")) == 1
    assert search(filled, "ferry volcano") == ()
    assert search(filled, "ferry", limit=0) == ()


def test_accents_do_not_matter(ledger):
    save_reading(ledger, a_reading(a_revision(BRIDGE)), read_by="rules 1", at=AT)
    for words in ("cafe", "CAFÉ", "cafe\u0301"):
        (found,) = search(ledger, words)
        assert found.span == span_in(BRIDGE, "café")


@pytest.mark.parametrize(
    "words",
    ["", "   ", "—", '"', "''", "*", "()", "\0", "\ud800", "👩🏽‍🚒", "^ + -", ":", "NEAR(", "{title text}:", "-shut*"],
)
def test_syntax_is_never_seen(filled, words):
    assert all(f.revision for f in search(filled, words))
    assert len(search(filled, f"{words} bridge")) == (0 if any(c in words for c in ("NEAR", "title")) else 1)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=20) | st.text('"*()^:{}+-, ANDORTabc\0', max_size=30))
def test_no_query_can_fail(filled, words):
    for found in search(filled, words):
        assert found.span is None or found.span.end <= len(BRIDGE)


def test_a_pasted_page_is_a_query_too(filled):
    assert len(search(filled, "the bridge is shut " * 100_000)) == 1
    assert search(filled, '"' * 100_000 + "x" * 1_000_000 + " y-" * 100_000) == ()
    assert search(filled, " ".join(map(str, range(100_000)))) == ()


def test_every_word_that_is_kept_has_a_letter_or_digit():
    assert _usable("“No” — said\0Ann 7 7 ½ ² ()") == ["“No”", "said", "Ann", "7", "½", "²"]


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@settings(max_examples=60)
@given(before=texts, after=texts)
def test_what_is_found_is_quoted_exactly(before, after):
    text = f"{before} Bridges {after}"
    with open_ledger("sqlite://") as ledger:
        save_reading(ledger, a_reading(a_revision(text), []), read_by="rules 1", at=AT)
        (found,) = search(ledger, "bridges")
    assert found.span is not None
    assert "bridges" in found.span.of(text).casefold()


def test_the_densest_passage_has_most_different_words():
    text = "ferry " * 9 + "x" * 300 + " the ferry and the bridge"
    matches = [Span(at, at + 5) for at in range(0, 54, 6)] + [span_in(text, "ferry", 9), span_in(text, "bridge")]
    assert _densest(matches, text).of(text) == "ferry and the bridge"


def test_the_index_follows_whatever_writes(ledger):
    save_reading(ledger, a_reading(a_revision(BRIDGE)), read_by="rules 1", at=AT)
    with ledger.writing() as connection:
        connection.execute(sql("UPDATE revisions SET text = 'The crane fell.'"))
    assert search(ledger, "bridge") == ()
    assert len(search(ledger, "crane")) == 1
    with ledger.writing() as connection:
        connection.execute(sql("DELETE FROM readings"))
        connection.execute(sql("DELETE FROM revisions"))
    assert search(ledger, "crane") == ()
    with ledger.writing() as connection:
        connection.execute(sql("INSERT INTO passages(passages, rank) VALUES ('integrity-check', 1)"))
