"""Notes of correction as data: what is one, what it says had been said, what it says is right, and what is none."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ingest.amendments import find_amendments, read_wordings, slug_of
from firsthand.ingest.capture import Capture
from firsthand.ingest.intake import take_in
from firsthand.ingest.lines import lines_of
from firsthand.model.coverage import NoteKind, NoticeKind
from firsthand.model.errors import LexiconError

CASES = json.loads((Path(__file__).parents[1] / "cases" / "ingest" / "amendments.json").read_text("utf-8"))


def said(text, language="en"):
    def words(span):
        return span.of(text) if span else None

    return [
        {
            "exact": words(a.span),
            "kind": a.note.kind.value,
            "before": words(a.note.before),
            "after": words(a.note.after),
            "when": str(a.note.when) if a.note.when else None,
        }
        for a in find_amendments(lines_of(text), language)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["label"])
def test_what_a_note_says(case):
    assert said(case["text"], case["language"]) == case["notes"]


@pytest.mark.parametrize("case", [c for c in CASES if c["language"] == "en"], ids=lambda c: c["label"])
def test_notes_are_notices_of_the_article(case):
    text = f"The harbour bridge was shut on Sunday, the authority that runs it said.\n\n{case['text']}\n"
    (revision,) = take_in(Capture(origin="x", raw=text.encode(), media="text/plain"))
    notes = [n for n in revision.notices if n.kind is NoticeKind.CORRECTION_NOTE]
    assert [n.span.of(text) for n in notes] == [n["exact"] for n in case["notes"]]
    assert all(n.note is not None for n in notes)


@pytest.mark.parametrize(
    ("headline", "mark", "kind"),
    [
        ("CORRECTED-Bridge shut after crack is found", "CORRECTED-", NoteKind.CORRECTION),
        ("UPDATE 2-Bridge shut after crack is found", "UPDATE 2-", NoteKind.UPDATE),
        ("WRITETHRU - Bridge shut after crack is found", "WRITETHRU - ", NoteKind.UPDATE),
        ("REFILE-Bridge shut after crack is found", "REFILE-", NoteKind.CORRECTION),
        ("KILL: Bridge shut after crack is found", "KILL:", NoteKind.RETRACTION),
        ("ADVISORY-Bridge shut after crack is found", "ADVISORY-", NoteKind.EDITORS_NOTE),
    ],
)
def test_marks_before_a_headline(headline, mark, kind):
    assert slug_of(headline) == (len(mark), kind)
    text = f"{headline}\n\nBy Ann Lee\n\nThe harbour bridge was shut on Sunday, the authority that runs it said."
    (revision,) = take_in(Capture(origin="x", raw=text.encode(), media="text/plain"))
    first = revision.notices[0]
    assert (first.span.of(text), first.note.kind) == (mark.rstrip(), kind)
    assert revision.notices[1].span.of(text) == headline[len(mark) :].strip()


@pytest.mark.parametrize("headline", ["Correction-officer strike ends", "Update on the bridge", "Killer wave", ""])
def test_words_of_a_headline_are_no_marks(headline):
    assert slug_of(headline) is None


PIECES = st.sampled_from(
    [
        "Correction:",
        "an earlier version of this article",
        "said",
        "not",
        "12",
        ".",
        "(",
        "İ",
        "“",
        ", not ",
        "in fact",
        "was amended",
        "\n",
        "This story",
    ]
)


@given(st.lists(PIECES, max_size=40))
def test_spans_of_notes_lie_in_them(words):
    text = " ".join(words)
    for found in find_amendments(lines_of(text), "en"):
        for part in (found.note.before, found.note.after):
            assert part is None or (found.span.start <= part.start < part.end <= found.span.end)


def test_a_broken_list_is_refused():
    with pytest.raises(LexiconError, match="kind of note"):
        read_wordings({"labels": {"mistake": ["oops"]}}, "xx")
    with pytest.raises(LexiconError, match="lower case"):
        read_wordings({"pieces": ["Article"]}, "xx")
