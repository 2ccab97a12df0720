"""What was changed between two wordings, by sentences."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.text.diff import Edit, EditKind, edits

SENTENCES = st.lists(st.text(alphabet="abcde ", min_size=1, max_size=20), max_size=12)


def test_a_silent_edit_is_a_rewording() -> None:
    before = ["The builder paid a bribe of two million crowns to a consultancy.", "Nobody answered."]
    after = ["The builder made a payment of two million crowns to a consultancy.", "Nobody answered."]
    assert edits(before, after) == (Edit(EditKind.REWORDED, before[0], after[0]),)


def test_added_and_dropped() -> None:
    assert edits(["It rained all night."], ["Two villages were cut off.", "It rained all night."]) == (
        Edit(EditKind.ADDED, None, "Two villages were cut off."),
    )
    assert edits(["It rained all night."], []) == (Edit(EditKind.DROPPED, "It rained all night.", None),)


def test_moving_and_typography_are_no_changes() -> None:
    before = ["The mayor’s office was shut.", "It rained."]
    assert edits(before, ["It rained", "The Mayor's office  was shut."]) == ()


def test_a_sentence_that_stands_twice_and_then_once_was_dropped_once() -> None:
    assert edits(["It rained.", "It rained."], ["It rained."]) == (Edit(EditKind.DROPPED, "It rained.", None),)


def test_a_new_sentence_with_one_common_word_is_no_rewording() -> None:
    found = edits(["The ferry sank off the northern reef."], ["A ferry line hired forty cooks and two pilots."])
    assert [edit.kind for edit in found] == [EditKind.ADDED, EditKind.DROPPED]


def test_each_old_sentence_is_reworded_once_into_the_one_most_like_it() -> None:
    before = ["Divers found four bodies in the cafeteria."]
    after = ["Divers found four bodies.", "Divers found four bodies in the ship's cafeteria."]
    found = edits(before, after)
    assert Edit(EditKind.REWORDED, before[0], after[1]) in found
    assert Edit(EditKind.ADDED, None, after[0]) in found


@given(SENTENCES)
def test_the_same_is_unchanged(sentences: list[str]) -> None:
    assert edits(sentences, sentences) == ()


@given(SENTENCES, SENTENCES)
def test_every_edit_quotes_what_it_is_about(before: list[str], after: list[str]) -> None:
    for edit in edits(before, after):
        assert (edit.before is None) == (edit.kind is EditKind.ADDED)
        assert (edit.after is None) == (edit.kind is EditKind.DROPPED)
        assert edit.before is None or edit.before in before
        assert edit.after is None or edit.after in after


@given(SENTENCES, SENTENCES)
def test_back_again_is_the_same_number_of_additions_as_of_drops(before: list[str], after: list[str]) -> None:
    there = [edit.kind for edit in edits(before, after)]
    back = [edit.kind for edit in edits(after, before)]
    # Sentences without words are not counted by edits, so only the wordy ones balance.
    wordy = sum(1 for s in before if s.strip()) - sum(1 for s in after if s.strip())
    assert there.count(EditKind.DROPPED) - there.count(EditKind.ADDED) == wordy
    assert back.count(EditKind.DROPPED) - back.count(EditKind.ADDED) == -wordy
