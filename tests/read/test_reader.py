"""The order of reading, with tags written by hand: what a tagger would give."""

import pytest
from factories import a_notice, a_revision, span_in
from hypothesis import given
from hypothesis import strategies as st

from firsthand.engines.tags import Mark, Pair, Role, Tags
from firsthand.engines.weights import encoder_name, load_encoder
from firsthand.model.coverage import NoticeKind
from firsthand.model.span import Span
from firsthand.model.statement import HopRole, Naming, QuoteType, statement_id
from firsthand.read import EncoderTagger, read, read_and_tell
from firsthand.read.attribution import Attribution, own_order

TAGGER = EncoderTagger(encoder_name(), load_encoder)


class HandTagger:
    """Gives the tags that it was given, whatever the text; notes what it was told to skip."""

    name = "by-hand"

    def __init__(self, tags):
        self.tags = tags
        self.skipped = None

    def tag(self, _text, skip=()):
        self.skipped = tuple(skip)
        return self.tags


def tags_of(text, *said):
    """Tags for (source, cue, content...) quoted from the text; a source or cue may be None."""
    marks, pairs = [], []

    def mark(role, quoted, score=0.9):
        marks.append(Mark(role, span_in(text, quoted), score))
        return len(marks) - 1

    for source, cue, *contents in said:
        cue_at = mark(Role.CUE, cue) if cue else None
        source_at = mark(Role.SOURCE, source) if source else None
        if cue_at is not None and source_at is not None:
            pairs.append(Pair(cue_at, source_at, 0.9))
        for content in contents:
            content_at = mark(Role.CONTENT, content)
            right = cue_at if cue_at is not None else source_at
            if right is not None:
                pairs.append(Pair(content_at, right, 0.9))
    return Tags(tuple(marks), tuple(pairs))


def reading_of(text, *said, **given):
    return read(a_revision(text, **given), HandTagger(tags_of(text, *said)))


def chain_of(statement):
    return [(hop.role.value, hop.actor) for hop in statement.chain]


def test_one_statement_whole():
    text = "“The bridge is shut,” Ann Lee told the Skagen Times on Sunday."
    (statement,) = reading_of(text, ("Ann Lee", "told", "“The bridge is shut,”")).statements
    assert chain_of(statement) == [("origin", "Ann Lee"), ("relay", "Skagen Times"), ("publisher", "The Harbour Post")]
    assert statement.quote_type is QuoteType.DIRECT
    assert statement.source.naming is Naming.NAMED
    assert statement.parent is None
    assert 0 < statement.confidence <= 1
    assert all(step.says for step in statement.why)
    assert {step.step.split(".")[0] for step in statement.why} >= {"read", "who", "chain"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“The bridge is shut,”", QuoteType.DIRECT),
        ("the bridge “is shut”", QuoteType.MIXED),
        ("the bridge is shut", QuoteType.INDIRECT),
    ],
)
def test_quote_types(content, kind):
    text = f"Ann Lee said {content}."
    (statement,) = reading_of(text, ("Ann Lee", "said", content)).statements
    assert statement.quote_type is kind


def test_a_statement_within_another():
    text = "Ann Lee said Ben Roy had claimed the bridge is shut."
    reading = reading_of(
        text,
        ("Ann Lee", "said", "Ben Roy had claimed the bridge is shut"),
        ("Ben Roy", "claimed", "the bridge is shut"),
    )
    outer, inner = reading.statements
    assert inner.parent == outer.id
    assert chain_of(inner)[:2] == [("origin", "Ben Roy"), ("speaker", "Ann Lee")]


def test_an_outlet_that_only_reports_is_a_relay_and_no_statement():
    text = "The bridge is shut, Ann Lee told staff, according to a Skagen Times report."
    reading = reading_of(
        text,
        ("Ann Lee", "told", "The bridge is shut"),
        ("a Skagen Times report", "according to", "The bridge is shut, Ann Lee told staff"),
    )
    (statement,) = reading.statements
    assert chain_of(statement)[:2] == [("origin", "Ann Lee"), ("relay", "Skagen Times")]
    assert statement.parent is None


def test_an_outlet_that_adds_something_keeps_its_statement():
    text = "The Skagen Times said Ann Lee denied it, though three ships, nine boats and a raft lay sunk by the pier."
    reading = reading_of(
        text,
        (
            "The Skagen Times",
            "said",
            "Ann Lee denied it, though three ships, nine boats and a raft lay sunk by the pier",
        ),
        ("Ann Lee", "denied", "it"),
    )
    assert [chain_of(s)[0][1] for s in reading.statements] == ["Skagen Times", "Ann Lee"]


def test_who_is_cited_is_no_statement():
    text = "Media reports, citing the Ports Registry, claimed the bridge is shut."
    reading = reading_of(
        text, ("Media reports", "citing", "the Ports Registry"), ("Media reports", "claimed", "the bridge is shut")
    )
    (statement,) = reading.statements
    assert chain_of(statement)[:2] == [("origin", "Ports Registry"), ("relay", "Media reports")]
    assert statement.source.naming is Naming.UNNAMED_MEDIA


def test_nobody_is_named():
    text = "It was claimed that the bridge is shut."
    (statement,) = reading_of(text, (None, "claimed", "the bridge is shut")).statements
    assert statement.source is None
    assert statement.chain[0].actor is None
    assert not statement.chain[0].certain


def test_the_outlets_own_voice():
    text = "The bridge is shut, likely as a result of the storm."
    (statement,) = reading_of(text, (None, "likely", "as a result of the storm")).statements
    assert statement.source.naming is Naming.IMPLICIT_AUTHOR
    assert chain_of(statement) == [("origin", "The Harbour Post"), ("publisher", "The Harbour Post")]


def test_a_statement_that_is_tagged_twice_is_one():
    text = "Ann Lee said the bridge is shut."
    said = ("Ann Lee", "said", "the bridge is shut")
    assert len(reading_of(text, said, said).statements) == 1


def test_notices_are_skipped():
    text = "Ann Lee said the bridge is shut.\n\nRead more: Ben Roy said no."
    notice = a_notice(text, "Read more: Ben Roy said no.", NoticeKind.READ_MORE)
    revision = a_revision(text, notices=(notice,))
    tagger = HandTagger(tags_of(text, ("Ann Lee", "said", "the bridge is shut")))
    assert [entity.name for entity in read(revision, tagger).entities] == ["Ann Lee"]
    assert tagger.skipped == (notice.span,)


def test_an_empty_text_has_an_empty_reading():
    reading = read(a_revision(""), TAGGER)
    assert (reading.statements, reading.entities, reading.times) == ((), (), ())


def test_reading_twice_is_reading_once():
    revision = a_revision("Ann Lee said the bridge is shut. “It is,” she told the Skagen Times.", wire="Northwire")
    assert read(revision, TAGGER) == read(revision, TAGGER)


def test_parents_come_first_even_in_a_ring():
    def of(parent):
        return Attribution(source=None, cue=None, content=(Span(0, 1),), score=0.5, parent=parent)

    assert own_order([of(2), of(0), of(None)]) == [2, 0, 1]
    assert sorted(own_order([of(1), of(0), of(2)])) == [0, 1, 2]


PIECES = st.sampled_from(
    [
        "Ann Lee",
        "said",
        "told",
        "the Skagen Times",
        "that",
        "the bridge is shut",
        ", citing",
        "officials",
        "“",
        "”",
        ".",
        ",",
        "\n\n",
        "according to",
        "media reports",
        "he",
        "she",
        "claimed",
        "in an interview with",
        "Northwire",
        "Norwegian",
        "the Ministry of Ports",
        "reporters",
        "in Oslo",
        "on Tuesday",
        "it was",
        "and",
        "if",
        "may",
        "not",
        "videos circulating on social media",
        "showed",
    ]
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_every_span_of_a_reading_can_be_quoted(text):
    revision = a_revision(text)
    reading = read(revision, TAGGER)
    ids = {statement.id for statement in reading.statements}
    entities = {entity.id for entity in reading.entities}
    assert len(ids) == len(reading.statements)
    for statement in reading.statements:
        spans = [*statement.content, *statement.hedges, *statement.conditions]
        spans += [s for s in (statement.cue, statement.source and statement.source.span) if s]
        spans += [hop.span for hop in statement.chain if hop.span] + [w.span for w in statement.why if w.span]
        assert all(span.of(text) for span in spans)
        assert statement.parent is None or statement.parent in ids
        assert statement.chain[0].role is HopRole.ORIGIN
        assert statement.chain[-1].role is HopRole.PUBLISHER
        assert all(hop.entity is None or hop.entity in entities for hop in statement.chain)
        source = statement.source.span if statement.source else None
        assert statement.id == statement_id(revision.id, source, statement.cue, statement.content)


def test_a_text_with_statements_without_end_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr("firsthand.read.reader.MOST_STATEMENTS", 2)
    text = "Ann Lee said it rained. Ben Roy said it snowed. Bo Diaz said it froze."
    said = [
        ("Ann Lee", "said", "it rained"),
        ("Ben Roy", "said it s", "it snowed"),
        ("Bo Diaz", "said it f", "it froze"),
    ]
    told = read_and_tell(a_revision(text), HandTagger(tags_of(text, *said)))
    assert [chain_of(s)[0][1] for s in told.reading.statements] == ["Ann Lee", "Ben Roy"]
    (reason,) = told.unread
    assert "at most 2 statements" in reason
    assert f"came 3 statements; the first 2 were read, those before character {text.index('it froze')}:" in reason


def test_contents_that_are_too_long_together_are_cut_but_for_the_first(monkeypatch):
    monkeypatch.setattr("firsthand.read.reader.MOST_JUDGED", 3)
    text = "Ann Lee said it rained. Ben Roy said it snowed."
    said = [("Ann Lee", "said", "it rained"), ("Ben Roy", "said it s", "it snowed")]
    told = read_and_tell(a_revision(text), HandTagger(tags_of(text, *said)))
    assert [chain_of(s)[0][1] for s in told.reading.statements] == ["Ann Lee"]
    assert "the first 1 were read" in told.unread[0]


def test_a_text_that_is_too_long_is_kept_whole_and_read_to_the_end_of_a_line(monkeypatch):
    monkeypatch.setattr("firsthand.read.reader.LONGEST_TEXT", 30)
    first = "Ann Lee said it rained."
    text = f"{first}\nBen Roy said it snowed."
    notices = [a_notice(text, "Ben Roy said it snowed.", NoticeKind.OTHER)]
    told = read_and_tell(a_revision(text, notices=notices), TAGGER)
    assert told.reading.revision.text == text
    assert [s.source.span.of(text) for s in told.reading.statements] == ["Ann Lee"]
    (reason,) = told.unread
    assert reason == (
        f"expected an article of at most 30 characters, came {len(text)}; the first {len(first)} were read: "
        "split it into its articles"
    )


def test_a_list_of_names_without_end_is_told(monkeypatch):
    monkeypatch.setattr("firsthand.read.mentions.MOST_NAMES", 1)
    monkeypatch.setattr("firsthand.read.who.MOST_NAMES", 1)
    monkeypatch.setattr("firsthand.read.reader.MOST_NAMES", 1)
    told = read_and_tell(a_revision("Ann Lee said it rained.\nBen Roy said it snowed."), TAGGER)
    assert [e.name for e in told.reading.entities] == ["Ann Lee"]
    (reason,) = told.unread
    assert "at most 1 names" in reason
    assert "after character 7 " in reason


def test_an_article_is_read_whole_and_nothing_is_told_of_it():
    revision = a_revision("Ann Lee said it rained.")
    assert read_and_tell(revision, TAGGER) == (read(revision, TAGGER), ())


@pytest.mark.parametrize(("language", "read_it"), [("en", True), (None, True), ("fr", False), ("de", False)])
def test_what_cannot_be_read_yet_is_kept_and_said(language, read_it):
    name = {"fr": "French", "de": "German"}.get(language)
    revision = a_revision("Ann Lee said the bridge was shut.", language=language)
    reading, unread = read_and_tell(revision, TAGGER)
    assert reading.revision == revision
    assert bool(reading.statements) == read_it
    assert [name in reason for reason in unread] == ([] if read_it else [True])


def test_the_time_in_a_dateline_is_a_time_of_the_article_and_that_in_a_teaser_is_not():
    text = "HARBOUR CITY, May 3 (Northwire) - The bridge is shut.\n\nIt opens in 2033, says another page."
    dateline = a_notice(text, "HARBOUR CITY, May 3 (Northwire) -", NoticeKind.DATELINE)
    teaser = a_notice(text, "It opens in 2033, says another page.", NoticeKind.RELATED_STORY_TEASER)
    reading = read(a_revision(text, notices=(dateline, teaser)), TAGGER)
    assert [t.span.of(text) for t in reading.times] == ["May 3"]
