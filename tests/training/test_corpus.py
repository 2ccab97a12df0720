"""What the reader is taught of an article: labels by hand, for texts in which every word is one piece."""

import hypothesis.strategies as st
import numpy as np
from hypothesis import given
from training.lessons import WORDS, a_row, a_saying, labels, taught

from corpus import UNKNOWN, digest, of_contract, of_polnear, teach
from firsthand.engines.encoder import NAME_LABELS, ROLE_LABELS
from firsthand.model.span import Span

RAINED = "Ito said it rained"


def test_each_word_has_its_role_and_its_links():
    article = taught(RAINED, a_saying(RAINED, "Ito", "said", "it rained"))
    assert labels(article) == ["B-source", "B-cue", "B-content", "I-content"]
    assert article.attribution.tolist() == [-1, 0, 0, 0]
    assert [cue.tolist() for cue in article.cues] == [[1]]
    assert [source.tolist() for source in article.sources] == [[0]]


def test_polnear_and_the_contract_teach_the_same():
    spans = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 18]]}
    one = teach(of_polnear({"doc_id": "a-1", "text": RAINED, "attributions": [spans]}), WORDS)
    other = taught(RAINED, a_saying(RAINED, "Ito", "said", "it rained"))
    assert one.id == other.id
    assert one.roles.tolist() == other.roles.tolist()
    assert [c.tolist() for c in (*one.cues, *one.sources)] == [c.tolist() for c in (*other.cues, *other.sources)]


def test_a_role_that_polnear_leaves_out_has_no_pieces():
    row = {"doc_id": "d", "text": RAINED, "attributions": [{"source": None, "cue": [[4, 8]], "content": [[9, 18]]}]}
    article = teach(of_polnear(row), WORDS)
    assert labels(article) == ["O", "B-cue", "B-content", "I-content"]
    assert article.sources[0].tolist() == []


def test_a_word_of_two_pieces_begins_once():
    text = "unconfirmed reports said it rained"
    article = taught(text, a_saying(text, "unconfirmed reports", "said", "it rained"))
    assert labels(article) == ["B-source", "I-source", "I-source", "B-cue", "B-content", "I-content"]


def test_a_broken_quotation_is_one_content_in_two_stretches():
    text = "“We won,” said Ito, “and fairly.”"
    article = taught(text, a_saying(text, "Ito", "said", "“We won,”", "“and fairly.”"))
    assert labels(article).count("B-content") == 2
    assert set(article.attribution[article.roles == ROLE_LABELS.index("B-content")].tolist()) == {0}


def test_of_several_sources_the_first_is_taught_and_the_others_are_left_open():
    text = "Ito and Sato said it rained"
    sayings = [a_saying(text, who, "said", "it rained") for who in ("Ito", "Sato")]
    article = taught(text, *sayings)
    assert labels(article) == ["B-source", "O", "?", "B-cue", "B-content", "I-content"]
    assert len(article.cues) == 1
    assert article.sources[0].tolist() == [0]


def test_a_source_is_taken_from_whichever_statement_has_one():
    sayings = [a_saying(RAINED, who, "said", "it rained") for who in (None, "Ito")]
    article = taught(RAINED, *sayings)
    assert labels(article)[0] == "B-source"
    assert article.sources[0].tolist() == [0]


def test_a_nested_statement_is_left_out():
    text = "Ito said Sato denied it rained"
    outer = a_saying(text, "Ito", "said", "Sato denied it rained")
    inner = a_saying(text, "Sato", "denied", "it rained", parent="s")
    assert labels(taught(text, outer)) == labels(taught(text, outer, inner))
    assert len(taught(text, inner, outer).cues) == 1


def test_what_lies_in_another_content_is_left_out_though_nobody_calls_it_nested():
    text = "Ito said Sato denied it rained"
    outer = a_saying(text, "Ito", "said", "Sato denied it rained")
    inner = a_saying(text, "Sato", "denied", "it rained")
    for given_in in ((outer, inner), (inner, outer)):
        assert labels(taught(text, *given_in)) == ["B-source", "B-cue", *["B-content"], *["I-content"] * 3]


def test_what_is_left_out_and_not_within_another_is_taught_as_nothing():
    text = "Sato hinted Ito said it rained hard"
    kept = a_saying(text, "Ito", "said", "it rained")
    left = a_saying(text, "Sato", "hinted", "rained hard")
    assert labels(taught(text, kept, left)) == ["?", "?", "B-source", "B-cue", "B-content", "I-content", "?"]


def test_without_a_cue_nothing_is_taught_of_links():
    text = "Ito it rained"
    article = taught(text, a_saying(text, "Ito", None, "it rained"))
    assert labels(article) == ["B-source", "B-content", "I-content"]
    assert article.cues[0].tolist() == []


def test_notices_are_not_seen():
    text = "Read also\nIto said it rained"
    article = taught(text, a_saying(text, "Ito", "said", "it rained"), notices=[{"start": 0, "end": 9}])
    assert labels(article) == ["B-source", "B-cue", "B-content", "I-content"]


def test_names_are_labelled_where_they_are_known_and_unknown_elsewhere():
    known = taught(RAINED, names=[(0, 3, "PERSON")])
    assert [NAME_LABELS[label] for label in known.names] == ["B-PERSON", "O", "O", "O"]
    assert set(taught(RAINED).names.tolist()) == {UNKNOWN}


def test_a_change_in_what_is_taught_is_noticed():
    same, other = (taught(RAINED, a_saying(RAINED, who, "said", "it rained")) for who in ("Ito", None))
    assert digest([same]) == digest([taught(RAINED, a_saying(RAINED, "Ito", "said", "it rained"))])
    assert len({digest(each) for each in ([same], [other], [same, other], [])}) == 4


@st.composite
def rows(draw):
    """A text of some words with statements anywhere, lying across each other as they like."""
    words = draw(st.integers(1, 12))
    text = " ".join("w" * (1 + n % 3) for n in range(words))
    starts = [sum(2 + m % 3 for m in range(n)) for n in range(words)]

    def a_span():
        first = draw(st.integers(0, words - 1))
        last = draw(st.integers(first, words - 1))
        return {"start": starts[first], "end": starts[last] + 1 + last % 3}

    maybe = st.booleans()
    statements = [
        {
            "id": f"s{n}",
            "parent": "s0" if n and draw(maybe) else None,
            "source": a_span() if draw(maybe) else None,
            "cue": a_span() if draw(maybe) else None,
            "content": [a_span() for _ in range(draw(st.integers(0, 2)))],
        }
        for n in range(draw(st.integers(0, 4)))
    ]
    return a_row(text, *statements)


@given(rows())
def test_contents_that_are_taught_do_not_overlap(row):
    parts = [part for each in of_contract(row).attributions for part in set(each.content)]
    by_attribution = [set(each.content) for each in of_contract(row).attributions]
    for place, own in enumerate(by_attribution):
        others = [part for other, parts_ in enumerate(by_attribution) if other != place for part in parts_]
        assert not any(part.overlaps(other) for part in own for other in others)
    assert all(isinstance(part, Span) and len(part) for part in parts)


@given(rows())
def test_the_order_of_statements_with_different_words_does_not_matter(row):
    keys = [str((s["cue"], s["content"])) for s in row["statements"]]
    if len(set(keys)) < len(keys):
        return
    turned = {**row, "statements": row["statements"][::-1]}
    here, there = (teach(of_contract(each), WORDS) for each in (row, turned))
    contents = [r in (ROLE_LABELS.index("B-content"), ROLE_LABELS.index("I-content")) for r in here.roles]
    same = [r in (ROLE_LABELS.index("B-content"), ROLE_LABELS.index("I-content")) for r in there.roles]
    assert np.array_equal(contents, same)
