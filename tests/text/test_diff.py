"""What was changed between two wordings, by sentences."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.text.diff import Edit, align, runs
from firsthand.text.typeset import words_in

WORDS = st.lists(
    st.sampled_from(["dam", "rose", "seven", "killed", "police", "it", "and"]), min_size=1, max_size=6
).map(tuple)
WORDINGS = st.lists(WORDS, max_size=8)


def aligned(before, after):
    return align([words_in(s) for s in before], [words_in(s) for s in after])


def test_a_silent_edit_is_a_rewording():
    before = ["The builder paid a bribe of two million crowns to a consultancy.", "Nobody answered."]
    after = ["The builder made a payment of two million crowns to a consultancy.", "Nobody answered."]
    assert aligned(before, after) == (Edit((0,), (0,)),)


def test_added_and_dropped():
    assert aligned(["It rained all night."], ["Two villages were cut off.", "It rained all night."]) == (
        Edit((), (0,)),
    )
    assert aligned(["It rained all night."], []) == (Edit((0,), ()),)


def test_moving_and_type_are_no_changes():
    assert aligned(["The mayor’s office was shut.", "It rained."], ["It rained", "The Mayor's office  was shut."]) == ()


def test_splitting_and_joining_are_no_changes():
    assert aligned(["It rained; the dam broke.", "He left."], ["It rained.", "The dam broke.", "He left."]) == ()
    assert aligned(["It rained.", "The dam broke.", "He left."], ["It rained: the dam broke.", "He left."]) == ()


def test_a_sentence_divided_and_reworded_is_one_edit():
    before = ["Police closed the quay and divers searched the harbour for the anchor."]
    after = ["Police closed the quay.", "Divers searched the harbour for the anchor."]
    assert aligned(before, after) == (Edit((0,), (0, 1)),)


def test_a_sentence_that_stands_twice_and_then_once_was_dropped_once():
    assert len(aligned(["It rained.", "It rained."], ["It rained."])) == 1


def test_a_new_sentence_with_one_common_word_is_no_rewording():
    found = aligned(["The ferry sank off the northern reef."], ["A ferry line hired forty cooks and two pilots."])
    assert found == (Edit((), (0,)), Edit((0,), ()))


def test_each_old_sentence_is_reworded_once_into_the_one_most_like_it():
    before = ["Divers found four bodies in the cafeteria."]
    after = ["Nobody counted bodies.", "Divers found four bodies in the ship's cafeteria."]
    assert Edit((0,), (1,)) in aligned(before, after)


@given(WORDINGS)
def test_a_wording_changed_nothing_of_itself(wording):
    assert align(wording, wording) == ()
    assert align(wording, wording[::-1]) == ()


@given(WORDINGS, WORDINGS)
def test_each_sentence_is_in_one_edit_at_most(before, after):
    found = align(before, after)
    old, new = [at for e in found for at in e.before], [at for e in found for at in e.after]
    assert len(old) == len(set(old))
    assert len(new) == len(set(new))
    assert all(e.before or e.after for e in found)


@given(WORDS, WORDS)
def test_runs_lead_from_one_to_the_other(before, after):
    built, at = [], 0
    for run in runs(before, after):
        built += [*before[at : run.b0], *after[run.a0 : run.a1]]
        at = run.b1
    assert (*built, *before[at:]) == after
