"""Tags joined: as an encoder would give them, written by hand."""

import pytest
from factories import span_in
from hypothesis import given
from hypothesis import strategies as st

from firsthand.engines.tags import Mark, Pair, Role, Tags
from firsthand.model.span import Span
from firsthand.read.attribution import join, split_sources


def tags_of(text, marks, pairs):
    """Tags of marks (role, quoted, score) and pairs (left, right, score), by their places."""
    return Tags(tuple(Mark(Role(r), span_in(text, q), s) for r, q, s in marks), tuple(Pair(*p) for p in pairs))


def told(text, found):
    return [(a.source and a.source.of(text), a.cue and a.cue.of(text), [s.of(text) for s in a.content]) for a in found]


def test_each_content_has_its_cue():
    text = "Lee said it rained, Ito said it snowed."
    tags = Tags(
        (
            Mark(Role.SOURCE, span_in(text, "Lee"), 0.9),
            Mark(Role.CUE, span_in(text, "said"), 0.9),
            Mark(Role.CONTENT, span_in(text, "it rained"), 0.9),
            Mark(Role.SOURCE, span_in(text, "Ito"), 0.9),
            Mark(Role.CUE, span_in(text, "said", 1), 0.9),
            Mark(Role.CONTENT, span_in(text, "it snowed"), 0.9),
        ),
        (Pair(1, 0, 0.9), Pair(2, 1, 0.8), Pair(4, 3, 0.9), Pair(5, 4, 0.7)),
    )
    found = join(tags, text)
    assert told(text, found) == [("Lee", "said", ["it rained"]), ("Ito", "said", ["it snowed"])]
    assert [a.cue.start for a in found] == [4, 24]
    assert [a.score for a in found] == [0.8, 0.7]


def test_contents_of_one_cue_are_one_content():
    text = "“We won,” said Ito, “and fairly.”"
    tags = tags_of(
        text,
        [("content", "“We won,”", 1), ("cue", "said", 1), ("source", "Ito", 1), ("content", "“and fairly.”", 0.7)],
        [(0, 1, 0.9), (1, 2, 0.9), (3, 1, 0.6)],
    )
    found = join(tags, text)
    assert told(text, found) == [("Ito", "said", ["“We won,”", "“and fairly.”"])]
    assert found[0].score == 0.6


def test_every_source_of_a_cue_gets_its_own():
    text = "Lee, and so did Ito, said it rained."
    tags = tags_of(
        text,
        [("source", "Lee", 1), ("source", "Ito", 1), ("cue", "said", 1), ("content", "it rained", 1)],
        [(2, 0, 0.9), (2, 1, 0.6), (3, 2, 0.9)],
    )
    assert [a.source.of(text) for a in join(tags, text)] == ["Lee", "Ito"]


def test_a_content_that_one_says_and_another_passes_on_has_two_cues():
    text = "“It rained,” Lee said, according to the Post."
    marks = [
        ("source", "Lee", 1),
        ("cue", "said", 1),
        ("source", "the Post", 1),
        ("cue", "according to", 1),
        ("content", "“It rained,”", 1),
    ]
    found = join(tags_of(text, marks, [(1, 0, 0.9), (3, 2, 0.8), (4, 1, 0.9), (4, 3, 0.8)]), text)
    assert told(text, found) == [("Lee", "said", ["“It rained,”"]), ("the Post", "according to", ["“It rained,”"])]


def test_a_content_without_cue_keeps_its_source():
    text = "Lee: “It rained.”"
    tags = tags_of(text, [("source", "Lee", 1), ("content", "“It rained.”", 0.8)], [(1, 0, 0.7)])
    found = join(tags, text)
    assert told(text, found) == [("Lee", None, ["“It rained.”"])]
    assert found[0].score == 0.7


def test_a_content_that_is_paired_with_nothing_stands_alone():
    text = "“It rained.”"
    found = join(tags_of(text, [("content", text, 0.8)], []), text)
    assert told(text, found) == [(None, None, [text])]


def test_a_statement_in_a_statement_has_a_parent():
    text = "Lee said Ito told her that it rained."
    tags = tags_of(
        text,
        [
            ("source", "Lee", 1),
            ("cue", "said", 1),
            ("content", "Ito told her that it rained", 1),
            ("source", "Ito", 1),
            ("cue", "told", 1),
            ("content", "it rained", 1),
        ],
        [(1, 0, 1), (2, 1, 1), (4, 3, 1), (5, 4, 1)],
    )
    assert [(a.source.of(text), a.parent) for a in join(tags, text)] == [("Lee", None), ("Ito", 0)]


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Peru and Chile both said", "Peru and Chile", ["Peru", "Chile"]),
        ("Both Peru and Chile said", "Both Peru and Chile", ["Peru", "Chile"]),
        ("Ann Lee, Bo Ito and Cy Orr said", "Ann Lee, Bo Ito and Cy Orr", ["Ann Lee", "Bo Ito", "Cy Orr"]),
        ("The mayor and the governor said", "The mayor and the governor", ["The mayor", "the governor"]),
        ("Marks and Sons said", "Marks and Sons", ["Marks and Sons"]),
        ("The Ministry of Food and Water said", "The Ministry of Food and Water", ["The Ministry of Food and Water"]),
        ("police and witnesses said", "police and witnesses", ["police and witnesses"]),
        ("Lee said", "Lee", ["Lee"]),
    ],
)
def test_sources_are_split_where_that_is_plain(text, source, expected):
    assert [span.of(text) for span in split_sources(span_in(text, source), text)] == expected


@st.composite
def any_tags(draw):
    spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: Span(p[0], min(p[0] + p[1], 80)))
    marks = draw(st.lists(st.builds(Mark, st.sampled_from(Role), spans, st.floats(0, 1)), max_size=12))
    marks.sort(key=lambda m: (m.span, m.role))
    allowed = {(Role.CONTENT, Role.CUE), (Role.CUE, Role.SOURCE), (Role.CONTENT, Role.SOURCE)}
    places = [
        (i, j) for i, a in enumerate(marks) for j, b in enumerate(marks) if i != j and (a.role, b.role) in allowed
    ]
    chosen = draw(st.lists(st.sampled_from(places), max_size=12, unique=True)) if places else []
    return Tags(tuple(marks), tuple(Pair(i, j, draw(st.floats(0, 1))) for i, j in sorted(chosen)))


@given(any_tags())
def test_whatever_is_tagged_comes_out_ordered_and_within(tags):
    text = "Ann Lee and Bo Ito both said on Monday that it had rained in the town, and left. "[:80]
    found = join(tags, text)
    contents = {mark.span for mark in tags.marks if mark.role is Role.CONTENT}
    assert {span for a in found for span in a.content} == contents
    assert all(a.content == tuple(sorted(a.content)) and 0 <= a.score <= 1 for a in found)
    assert [a.content for a in found] == sorted(a.content for a in found)
    assert all(a.parent != place and (a.parent is None or a.parent < len(found)) for place, a in enumerate(found))
    assert join(tags, text) == found


def test_many_marks_do_not_take_long():
    text = "“We won,” said Ito. " * 20_000
    at = [m * 20 for m in range(20_000)]
    marks = tuple(
        mark
        for start in at
        for mark in (Mark(Role.CONTENT, Span(start, start + 9), 1.0), Mark(Role.CUE, Span(start + 10, start + 14), 1.0))
    )
    pairs = tuple(Pair(2 * n, 2 * n + 1, 1.0) for n in range(20_000))
    assert len(join(Tags(marks, pairs), text)) == 20_000
