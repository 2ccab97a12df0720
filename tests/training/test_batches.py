"""Windows and what is right for them: which pieces are seen when, and which place seeks which."""

import dataclasses
from itertools import islice

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from training.lessons import a_saying, taught

from batches import Window, batch_of, passes, steps_a_pass, windows
from corpus import UNKNOWN
from recipe import Recipe

SMALL = Recipe(passes=4, window=16, batch=3)


def a_long(words, name="a-1"):
    return taught(" ".join(["word"] * words), article={"id": name})


@given(st.integers(0, 200), st.integers(9, 40), st.data())
def test_windows_hold_every_piece_once_but_for_short_ends(words, size, data):
    article = a_long(words)
    offset = data.draw(st.integers(1, size))
    seen = [piece for window in windows(article, size, offset) for piece in range(window.first, window.last)]
    assert seen == sorted(set(seen))
    assert all(8 < window.last - window.first <= size for window in windows(article, size, offset))
    assert words - len(seen) <= 16


def test_the_same_recipe_gives_the_same_windows_and_another_order_others():
    articles = [a_long(90, "a-1"), a_long(120, "a-2")]

    def drawn(recipe):
        return [[(w.article.id, w.first, w.last) for w in each] for each in passes(recipe, articles)]

    assert drawn(SMALL) == drawn(SMALL)
    assert len({str(each) for each in drawn(SMALL)}) == 4
    assert drawn(SMALL) != drawn(dataclasses.replace(SMALL, order=1))


def test_going_on_after_two_passes_gives_the_passes_that_would_have_come():
    articles = [a_long(90), a_long(120)]
    whole = [[w[1:] for w in each] for each in passes(SMALL, articles)]
    assert [[w[1:] for w in each] for each in islice(passes(SMALL, articles), 2, None)] == whole[2:]


def test_steps_are_counted_nearly():
    articles = [a_long(400), a_long(300)]
    taken = [-(-len(each) // SMALL.batch) for each in passes(SMALL, articles)]
    assert all(abs(steps_a_pass(SMALL, articles) - each) <= 1 for each in taken)


TEXT = "Early on Monday evening Ito said it rained on and on and on"


def a_batch(source, cue, first, last):
    article = taught(TEXT, a_saying(TEXT, source, cue, "it rained on and on and on"))
    return batch_of([Window(article, first, last)])


def test_a_content_seeks_its_cue_and_a_cue_its_source():
    b = a_batch("Ito", "said", 0, 13)
    assert b.ids.shape == (1, 15)
    assert np.argwhere(b.cue[0]).tolist() == [[row, 6] for row in range(7, 14)]
    assert np.argwhere(b.source[0]).tolist() == [[6, 5]]


def test_a_cue_without_source_seeks_the_window_s_start():
    assert np.argwhere(a_batch(None, "said", 0, 13).source[0]).tolist() == [[6, 0]]


def test_without_a_cue_nothing_seeks():
    b = a_batch("Ito", None, 0, 13)
    assert not b.cue.any()
    assert not b.source.any()


def test_nothing_is_said_of_what_lies_beyond_the_window():
    after_cue = a_batch("Ito", "said", 6, 13)
    assert not after_cue.cue.any()
    after_source = a_batch("Ito", "said", 5, 13)
    assert after_source.cue.any()
    assert not after_source.source.any()


def test_shorter_windows_are_filled_up_with_what_is_masked_and_unknown():
    article = taught(TEXT, a_saying(TEXT, "Ito", "said", "it rained"))
    alone, beside = batch_of([Window(article, 0, 9)]), batch_of([Window(article, 0, 9), Window(article, 0, 13)])
    assert beside.mask.sum(1).tolist() == [11, 15]
    assert (beside.roles[0, 10:] == UNKNOWN).all()
    assert (alone.roles[0] == beside.roles[0, :11]).all()
    assert (alone.source[0] == beside.source[0, :11, :11]).all()
    assert not beside.source[0, 11:].any()
