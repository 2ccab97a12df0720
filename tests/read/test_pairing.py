"""Which content goes with which cue and source, from links written by hand."""

import numpy as np
import pytest

from firsthand.engines.encoder import NAME_LABELS, ROLE_LABELS, Links, Sight
from firsthand.engines.pieces import cut
from firsthand.engines.tags import Role
from firsthand.engines.wordpieces import Vocabulary
from firsthand.read.pairing import pair

SHORT = {"O": "O", "s": "source", "c": "cue", "t": "content"}


def a_sight(text, labels, cues=(), sources=(), nobody=()):
    """`labels` has a letter a word: s, c, t, O; links are (seeker, sought, share) by word."""
    words = sorted(set(text.lower().split()))
    pieces = cut(text, Vocabulary({piece: n for n, piece in enumerate(["[UNK]", *words])}))
    roles = np.full((len(pieces), len(ROLE_LABELS)), -8.0, np.float32)
    for at, letter in enumerate(labels):
        role = SHORT[letter.lower() if letter != "O" else "O"]
        edge = "I" if at and labels[at - 1] == letter else "B"
        roles[at, ROLE_LABELS.index(role if role == "O" else f"{edge}-{role}")] = -0.01
    names = np.zeros((len(pieces), len(NAME_LABELS)), np.float32)
    alone = np.zeros(len(pieces), np.float32)
    for at, share in nobody:
        alone[at] = share
    return Sight(pieces, roles, names, links_of(cues, np.zeros(len(pieces), np.float32)), links_of(sources, alone))


def links_of(rows, nobody):
    rows = sorted(rows)
    columns = [np.array([row[n] for row in rows], np.int32) for n in (0, 1)]
    return Links(*columns, np.array([row[2] for row in rows], np.float32), nobody)


def told(text, sight):
    words = text.split()

    def quote(stretch):
        return " ".join(words[stretch.first : stretch.last])

    return [
        (quote(p.source) if p.source else None, quote(p.cue), [quote(part) for part, _ in p.contents])
        for p in pair(sight)
    ]


TEXT = "Lee said it rained Ito said it snowed"


def test_a_content_goes_to_the_cue_it_seeks_and_a_cue_to_its_source():
    sight = a_sight(
        TEXT,
        "scttscTT",
        cues=[(2, 1, 0.9), (3, 1, 0.8), (6, 5, 0.9), (7, 5, 0.9), (6, 1, 0.1)],
        sources=[(1, 0, 0.9), (5, 4, 0.7), (5, 0, 0.2)],
    )
    assert told(TEXT, sight) == [("Lee", "said", ["it rained"]), ("Ito", "said", ["it snowed"])]


def test_a_content_that_seeks_one_cue_then_another_is_two():
    text = "Lee said it rained it snowed added Ito"
    cues = [(n, 1, 0.95) for n in (2, 3)] + [(n, 6, 0.95) for n in (4, 5)]
    sight = a_sight(text, "scttttcs", cues, sources=[(1, 0, 0.9), (6, 7, 0.9)])
    assert told(text, sight) == [("Lee", "said", ["it rained"]), ("Ito", "added", ["it snowed"])]


def test_who_seeks_nobody_more_has_no_source():
    sight = a_sight("Lee said it rained", "sctt", [(2, 1, 0.9), (3, 1, 0.9)], [(1, 0, 0.3)], nobody=[(1, 0.6)])
    assert told("Lee said it rained", sight) == [(None, "said", ["it rained"])]


def test_what_is_sought_and_was_not_marked_is_marked():
    sight = a_sight("Lee said it rained", "OOtt", [(2, 1, 0.8), (3, 1, 0.8)], [(1, 0, 0.9)])
    assert told("Lee said it rained", sight) == [("Lee", "said", ["it rained"])]


@pytest.mark.parametrize("share", [0.2, 0.0])
def test_a_content_that_seeks_no_cue_enough_has_none(share):
    sight = a_sight("Lee said it rained", "OOtt", [(2, 1, share), (3, 1, share)])
    assert told("Lee said it rained", sight) == []


def test_a_cue_without_content_says_nothing():
    sight = a_sight("Lee said it rained", "scOO", sources=[(1, 0, 0.9)])
    assert list(pair(sight)) == []


def test_shares_and_chances_are_told():
    sight = a_sight("Lee said it rained", "sctt", [(2, 1, 0.9), (3, 1, 0.7)], [(1, 0, 0.6)])
    (paired,) = pair(sight)
    assert paired.share == pytest.approx(0.6)
    assert [share for _, share in paired.contents] == [pytest.approx(0.8)]
    assert paired.cue.role is Role.CUE
    assert paired.cue.chance > 0.9
