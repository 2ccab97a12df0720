"""The pairs of captures are as they are said to be."""

from pathlib import Path

import pytest
from make_revisions import edited, pairs, read_articles

GOLD = Path(__file__).parents[2] / "eval" / "gold" / "revisions"


@pytest.mark.parametrize("article", read_articles(GOLD), ids=lambda a: a.slug)
def test_each_edit_changes_its_text(article):
    assert all(edited(article, edit) != article for edit in article.edits)


def test_there_are_enough_pairs_and_no_text_is_in_both_halves():
    dev, test = (tuple(pairs(GOLD, split)) for split in ("dev", "test"))
    assert len([p for p in dev + test if not p.edits]) >= 200
    assert len([p for p in dev + test if p.edits]) >= 200
    assert not {p.id.split("-")[0] for p in dev} & {p.id.split("-")[0] for p in test}


def test_the_pairs_are_the_same_every_time():
    assert tuple(pairs(GOLD, "dev")) == tuple(pairs(GOLD, "dev"))
