"""What the encoder makes of a text, whatever its length."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from firsthand.engines.encoder import NAME_LABELS, ROLE_LABELS, Encoder, Seen, marks_of
from firsthand.engines.pieces import Gap
from firsthand.engines.weights import load_encoder
from firsthand.engines.wordpieces import Case, Vocabulary
from firsthand.model.span import Span

PIECES = ["[PAD]", "[UNK]", "ito", "lee", "said", "it", "rained", "told", "us", "that", ".", ",", "“", "”"]
WINDOW, OVERLAP, WIDE = 20, 10, 3
_RNG = np.random.default_rng(7)
_ROLES = _RNG.normal(size=(997, len(ROLE_LABELS)), scale=2).astype(np.float32)
_NAMES = _RNG.normal(size=(997, len(NAME_LABELS)), scale=2).astype(np.float32)
_VECTORS = _RNG.normal(size=(997, 4 * WIDE)).astype(np.float32)


class MadeNetwork:
    """Says of each place something that hangs on it, on the two beside it, and on how long its window is."""

    def __init__(self):
        self.lengths = []

    def __call__(self, ids, marks):
        self.lengths.append(len(ids))
        assert ids.shape == marks.shape
        around = np.pad(ids + 50 * marks, 1)
        keys = 31 * around[1:-1] + 7 * around[:-2] + 3 * around[2:] + 11 * len(ids)
        seeks_cue, is_cue, seeks_source, is_source = np.split(_VECTORS[keys % 997], 4, axis=-1)
        return Seen(_ROLES[keys % 997], _NAMES[keys % 997], seeks_cue @ is_cue.T, seeks_source @ is_source.T)


def an_encoder(**given):
    vocabulary = Vocabulary({piece: number for number, piece in enumerate(PIECES)})
    made = {"network": MadeNetwork(), "window": WINDOW, "overlap": OVERLAP} | given
    return Encoder(vocabulary, **made)


def a_text(pieces, seed=0):
    return " ".join(np.random.default_rng(seed).choice(PIECES[2:], pieces).tolist())


def logs(scores):
    scores = scores.astype(np.float64)
    return scores - np.log(np.exp(scores).sum(-1, keepdims=True))


def assert_same(one, other):
    assert np.array_equal(one.pieces.ids, other.pieces.ids)
    assert np.array_equal(one.roles, other.roles)
    assert np.array_equal(one.names, other.names)
    for links, others in ((one.cues, other.cues), (one.sources, other.sources)):
        for part in ("seekers", "sought", "shares", "nobody"):
            assert np.array_equal(getattr(links, part), getattr(others, part))


def assert_sound(links, n):
    order = list(zip(links.seekers.tolist(), links.sought.tolist(), strict=True))
    assert order == sorted(set(order))
    assert all(0 <= place < n for link in order for place in link)
    assert links.nobody.shape == (n,)
    for shares in (links.shares, links.nobody):
        assert (shares >= 0).all()
        assert (shares <= 1 + 1e-5).all()


LENGTHS = (0, 1, WINDOW - 1, WINDOW, WINDOW + 1, WINDOW + OVERLAP, 10 * WINDOW, 10 * WINDOW + 3)


def test_no_window_is_longer_than_was_said():
    network = MadeNetwork()
    an_encoder(network=network).see(a_text(10 * WINDOW + 3))
    assert max(network.lengths) == WINDOW + 2
    assert sum(network.lengths) >= 10 * WINDOW + 3


@pytest.mark.parametrize("n", LENGTHS)
def test_what_the_windows_say_of_a_piece_counts_one_in_all(n):
    sight = an_encoder().see(a_text(n))
    assert sight.roles.shape == (n, len(ROLE_LABELS))
    assert sight.names.shape == (n, len(NAME_LABELS))
    weights = np.zeros(n)
    for first, last, share in an_encoder()._windows(np.zeros(n, np.int32)):
        assert 0 < last - first <= WINDOW
        assert (share > 0).all()
        weights[first:last] += share
    assert np.allclose(weights, 1)


def test_a_piece_counts_for_more_the_further_it_is_from_its_windows_edges():
    (_, _, opening), (_, _, inner), *_, (_, _, ending) = an_encoder()._windows(np.zeros(5 * WINDOW, np.int32))
    assert (np.diff(opening) <= 0).all()
    assert (np.diff(ending) >= 0).all()
    assert inner.argmax() in (WINDOW // 2 - 1, WINDOW // 2)
    assert inner[0] < inner[WINDOW // 2] > inner[-1]


def test_a_text_of_one_window_is_seen_as_the_network_sees_it():
    encoder = an_encoder()
    sight = encoder.see("“It rained,” Ito\nsaid.", quoted=(Span(0, 12),))
    pieces = sight.pieces
    ids = np.array([101, *pieces.ids, 102])
    marks = np.array([0, *marks_of(pieces.case, pieces.gap, pieces.quoted), 0])
    seen = MadeNetwork()(ids, marks)
    assert np.allclose(sight.roles, logs(seen.roles[1:-1]), atol=1e-5)
    assert np.allclose(sight.names, seen.names[1:-1], atol=1e-5)
    chance = np.exp(logs(seen.roles))
    for links, scores, (role, other) in ((sight.cues, seen.cues, (5, 3)), (sight.sources, seen.sources, (3, 1))):
        expected = {}
        for a in range(1, ids.size - 1):
            if chance[a, role : role + 2].sum() <= 0.02:
                assert links.nobody[a - 1] == 1
                continue
            shares = np.exp(logs(scores[a]))
            assert links.nobody[a - 1] == pytest.approx(shares[0], abs=1e-5)
            expected |= {
                (a - 1, b - 1): shares[b]
                for b in range(1, ids.size - 1)
                if chance[b, other : other + 2].sum() > 0.02 and shares[b] > 1e-4
            }
        assert expected
        found = dict(zip(zip(links.seekers.tolist(), links.sought.tolist(), strict=True), links.shares, strict=True))
        assert found == pytest.approx(expected, abs=1e-5)


def test_faint_shares_are_forgotten_so_that_memory_has_bounds():
    class Near(MadeNetwork):
        """Every piece seeks the next one, and no other."""

        def __call__(self, ids, marks):
            scores = 20 * np.eye(len(ids), k=1, dtype=np.float32)
            return super().__call__(ids, marks)._replace(cues=scores, sources=scores)

    sight = an_encoder(network=Near()).see(a_text(10 * WINDOW))
    for links in (sight.cues, sight.sources):
        assert len(links.shares)
        assert set((links.sought - links.seekers).tolist()) == {1}


def test_far_windows_do_not_see_one_another():
    text, other = a_text(10 * WINDOW), a_text(10 * WINDOW, seed=1)
    half = len(text) // 2
    one, two = (an_encoder().see(text[:half] + " " + tail) for tail in (a_text(5, 2), other))
    n = min(len(one.pieces), len(two.pieces)) - 2 * WINDOW
    assert n > 2 * WINDOW
    assert np.array_equal(one.roles[:n], two.roles[:n])
    assert not np.array_equal(one.roles[n:], two.roles[n : len(one.roles)])


def test_what_is_skipped_is_not_seen():
    sight = an_encoder().see("Ito said it rained.", skip=(Span(4, 9),))
    assert [PIECES[number] for number in sight.pieces.ids] == ["ito", "it", "rained", "."]
    assert len(sight.roles) == len(sight.cues.nobody) == 4


@given(st.integers(0, 6 * WINDOW), st.integers(0, 99), st.sampled_from([(20, 10), (20, 0), (20, 19), (7, 3), (1, 0)]))
@settings(max_examples=60)
def test_links_are_in_order_and_each_is_one(n, seed, sizes):
    sight = an_encoder(window=sizes[0], overlap=sizes[1]).see(a_text(n, seed))
    assert_sound(sight.cues, n)
    assert_sound(sight.sources, n)


def test_what_one_window_sees_is_not_undone_by_one_that_does_not_reach_as_far():
    class Backwards(MadeNetwork):
        """Every piece but the first of a window's seeks what stands six places before it, else nobody."""

        def __call__(self, ids, marks):
            seen = super().__call__(ids, marks)
            scores = 20 * np.eye(len(ids), k=-6, dtype=np.float32)
            scores[:7, 0] = 20
            roles = np.full_like(seen.roles, -9)
            roles[:, 3:5] = 0  # each may be a cue
            roles[:, 1] = roles[:, 5] = -1  # or a source, or a content
            return seen._replace(roles=roles, cues=scores, sources=scores)

    n = 3 * WINDOW
    sight = an_encoder(network=Backwards()).see(a_text(n))
    found = dict(zip(sight.sources.seekers.tolist(), sight.sources.sought.tolist(), strict=True))
    assert found == {place: place - 6 for place in range(6, n)}
    assert (sight.sources.shares > 0.99).all()
    assert (sight.sources.nobody[6:] < 0.01).all()
    assert (sight.sources.nobody[:6] > 0.99).all()


class Blind(MadeNetwork):
    """Says of each place something that hangs on it alone, and so the same whatever stands beside it."""

    def __call__(self, ids, marks):
        self.lengths.append(len(ids))
        keys = 31 * (ids + 50 * marks)
        seeks_cue, is_cue, seeks_source, is_source = np.split(_VECTORS[keys % 997], 4, axis=-1)
        return Seen(_ROLES[keys % 997], _NAMES[keys % 997], seeks_cue @ is_cue.T, seeks_source @ is_source.T)


@given(st.lists(st.tuples(st.integers(0, 3 * WINDOW // 2), st.integers(0, 99)), max_size=12))
@settings(max_examples=60)
def test_texts_that_share_a_window_are_seen_as_each_by_itself(made):
    texts = [a_text(*each) for each in made]
    network = Blind()
    together = an_encoder(network=network).see_each((text, ()) for text in texts)
    assert max(network.lengths, default=0) <= WINDOW + 2
    for text, sight in zip(texts, together, strict=True):
        alone = an_encoder(network=Blind()).see(text)
        assert np.allclose(sight.roles, alone.roles, atol=1e-5)
        assert np.allclose(sight.names, alone.names, atol=1e-5)
        for links, others in ((sight.cues, alone.cues), (sight.sources, alone.sources)):
            assert_sound(links, len(sight.pieces))
            assert np.allclose(links.nobody, others.nobody, atol=1e-4)
            assert np.isclose(links.shares.sum(), others.shares.sum(), rtol=1e-3, atol=1e-3)


def test_short_texts_share_windows_and_quotations_are_told_of_each():
    network = MadeNetwork()
    sights = an_encoder(network=network).see_each(
        [("Ito said it rained.", ()), ("", ()), ("“It rained”", (Span(0, 11),))]
    )
    assert network.lengths == [1 + 5 + 1 + 4 + 1]
    assert [len(sight.pieces) for sight in sights] == [5, 0, 4]
    assert sights[2].pieces.quoted.tolist() == [1, 1, 1, 1]


def test_case_gap_and_quotation_are_one_number():
    told = [marks_of(np.int32(c), np.int32(g), np.int32(q)) for c in Case for g in Gap for q in (0, 1)]
    assert [int(mark) for mark in told] == list(range(36))


def test_windows_end_and_begin_with_lines_where_there_are_any_near():
    gaps = np.zeros(5 * WINDOW - 7, np.int32)
    gaps[[17, 26, 41, 55]] = Gap.LINE
    edges = list(an_encoder()._edges(gaps))
    assert edges[0] == (0, 17)
    assert all(0 < last - first <= WINDOW for first, last in edges)
    assert all(after[0] < before[1] for before, after in pairwise(edges))
    assert edges[-1][1] == len(gaps)
    assert {26, 55} <= {edge for window in edges for edge in window}


@given(st.integers(1, 30 * WINDOW), st.sets(st.integers(0, 30 * WINDOW - 1)))
@example(121, {101, 106})
def test_there_are_no_more_windows_for_the_sake_of_lines(n, lines):
    gaps = np.zeros(n, np.int32)
    gaps[[line for line in lines if line < n]] = Gap.LINE
    edges = list(an_encoder()._edges(gaps))
    # A window that begins at a line may share less with the one before, and so save one.
    assert len(edges) <= len(list(an_encoder()._edges(np.zeros(n, np.int32))))
    assert all(0 < last - first <= WINDOW for first, last in edges)
    assert all(before[0] < after[0] <= before[1] - OVERLAP // 2 for before, after in pairwise(edges))


NEWS = (
    "Ann Lee said the bridge was shut.\n\n“We will not wait for a second flood,” the mayor of Marsh told the council. "
    "Two engineers, who asked not to be named, warned in March that 40 piers had cracked, according to a report. "
    "It rained all week.\n\nITO WAS NOT TOLD. A spokeswoman for the river board denied that it had known. "
)


def test_the_network_that_is_shipped_says_the_same_of_a_text_whatever_it_read_before():
    encoder = load_encoder()
    texts = (NEWS * 25, *NEWS.split("\n"), NEWS)
    first = [encoder.see(text) for text in texts]
    assert len(first[0].pieces) > 1_500
    for text, sight in reversed(list(zip(texts, first, strict=True))):
        assert_same(encoder.see(text), sight)
        for links in (sight.cues, sight.sources):
            assert_sound(links, len(sight.pieces))
    assert len(first[0].cues.shares)
    assert len(first[0].sources.shares)


def test_texts_read_at_once_by_several_threads_are_seen_as_one_by_one():
    encoder = load_encoder()
    texts = [NEWS * n for n in (1, 9, 3, 12, 5, 7)]
    alone = [encoder.see(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(encoder.see, texts * 2))
    for one, other in zip(together, alone * 2, strict=True):
        assert_same(one, other)


def test_the_network_that_is_shipped_names_a_window_that_is_too_long():
    too_long = np.ones(300, np.int32)
    with pytest.raises(ValueError, match="at most 256 pieces, came 300"):
        load_encoder().network(too_long, too_long)


def test_the_network_that_is_shipped_reads_a_sentence():
    text = "Ann Lee said the bridge was shut."
    sight = load_encoder().see(text)
    words = [text[a:b] for a, b in zip(sight.pieces.starts.tolist(), sight.pieces.ends.tolist(), strict=True)]
    labels = [ROLE_LABELS[label] for label in sight.roles.argmax(-1)]
    assert dict(zip(words, labels, strict=True)) == {
        "Ann": "B-source",
        "Lee": "I-source",
        "said": "B-cue",
        "the": "B-content",
        "bridge": "I-content",
        "was": "I-content",
        "shut": "I-content",
        ".": "O",
    }
    said = words.index("said")
    assert all(sight.cues.shares[sight.cues.sought == said] > 0.9)
    assert set(sight.sources.sought.tolist()) == {0, 1}
    assert sight.sources.shares.sum() > 0.9


def test_the_network_that_is_shipped_reads_no_text():
    sight = load_encoder().see("")
    assert len(sight.pieces) == len(sight.roles) == len(sight.cues.shares) == len(sight.sources.nobody) == 0
