"""Which ruling may follow which: every pair as data, and any life that a correction may have."""

import pytest
from factories import a_case, a_correction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from firsthand.model.correction import LONGEST_NOTE, Case, CorrectionKind, RulingState
from firsthand.model.errors import RulingError
from firsthand.model.when import When
from firsthand.track import plain_words, undo
from firsthand.track import rule as decide

AT = When("2031-05-06T10:00:00Z")
PATHS = {
    "suggested": (),
    "accepted": ("accepted",),
    "rejected": ("rejected",),
    "needs-review": ("needs-review",),
    "published": ("accepted", "published"),
    "withdrawn": ("accepted", "withdrawn"),
}
ALLOWED = {
    "suggested": {"accepted", "rejected", "duplicate", "needs-review", "withdrawn"},
    "needs-review": {"accepted", "rejected", "duplicate", "withdrawn"},
    "accepted": {"published", "needs-review", "withdrawn"},
    "published": {"withdrawn"},
    "rejected": set(),
    "withdrawn": set(),
}


def ruled(case, state, **given):
    of = "c-other" if state == "duplicate" else None
    told = {"by": "M. Editor", "at": AT, "why": "It is so.", "of": of, **given}
    ruling = decide(case, RulingState(state), **told)
    return Case(correction=case.correction, rulings=(*case.rulings, ruling))


def case_at(state):
    return a_case(a_correction(), *(RulingState(step) for step in PATHS[state]))


@pytest.mark.parametrize("to", [state.value for state in RulingState])
@pytest.mark.parametrize("start", PATHS)
def test_a_ruling_follows_where_it_may_and_nowhere_else(start, to):
    case = case_at(start)
    if to in ALLOWED[start]:
        assert ruled(case, to).state == to
    else:
        with pytest.raises(RulingError, match="expected a ruling that leads to"):
            ruled(case, to)


@pytest.mark.parametrize("kind", [kind for kind in CorrectionKind if kind is not CorrectionKind.FACT])
def test_only_a_fact_is_published(kind):
    case = a_case(a_correction(kind=kind), RulingState.ACCEPTED)
    with pytest.raises(RulingError, match="only corrections of a fact are published"):
        ruled(case, "published")


@pytest.mark.parametrize("of", [None, a_correction().id])
def test_a_duplicate_names_another(of):
    with pytest.raises(RulingError, match="a duplicate names another"):
        ruled(case_at("suggested"), "duplicate", of=of)


def test_what_is_no_duplicate_names_none():
    with pytest.raises(RulingError, match="a duplicate names another"):
        ruled(case_at("suggested"), "accepted", of="c-other")


@pytest.mark.parametrize("given", [{"by": " "}, {"why": "\n"}, {"why": "x" * (LONGEST_NOTE + 1)}, {"by": "a\0b"}])
def test_it_is_said_by_whom_and_why(given):
    with pytest.raises(RulingError, match=r"by whom|why"):
        ruled(case_at("suggested"), "accepted", **given)


@pytest.mark.parametrize("start", [state for state in PATHS if PATHS[state]])
def test_undoing_gives_what_held_before(start):
    case = case_at(start)
    before = Case(correction=case.correction, rulings=case.rulings[:-1])
    ruling = undo(case, by="M. Editor", at=AT, why="A slip.")
    assert ruling.undoes
    assert Case(correction=case.correction, rulings=(*case.rulings, ruling)).state == before.state


def test_there_is_nothing_to_undo_in_a_suggestion():
    with pytest.raises(RulingError, match="no ruling to take back"):
        undo(case_at("suggested"), by="M. Editor", at=AT, why="A slip.")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" a note ", "a note"),
        ("<b>\x1b[31m\u202e</b>", "<b>\x1b[31m\u202e</b>"),
        ("two\nlines", "two\nlines"),
        ("x" * LONGEST_NOTE, "x" * LONGEST_NOTE),
    ],
)
def test_words_are_kept_as_they_came(text, kept):
    assert plain_words("the note", text, LONGEST_NOTE) == kept


@pytest.mark.parametrize("text", ["", " \n\t ", "x" * 100_000, "a\0b", "\ud800"])
def test_what_is_no_text_or_too_much_of_it_is_refused(text):
    with pytest.raises(RulingError, match="the note: expected"):
        plain_words("the note", text, LONGEST_NOTE)


class Life(RuleBasedStateMachine):
    """A correction of a fact, ruled on and undone at will, beside a plain stack of states."""

    def __init__(self):
        super().__init__()
        self.case = Case(correction=a_correction(), rulings=())
        self.stack = ["suggested"]

    @rule(state=st.sampled_from([state.value for state in RulingState]))
    def decide(self, state):
        may = state in ALLOWED.get(self.stack[-1], set())
        try:
            self.case = ruled(self.case, state)
        except RulingError:
            assert not may
        else:
            assert may
            self.stack.append(state)

    @precondition(lambda self: len(self.stack) > 1)
    @rule()
    def undo(self):
        ruling = undo(self.case, by="M. Editor", at=AT, why="A slip.")
        self.case = Case(correction=self.case.correction, rulings=(*self.case.rulings, ruling))
        self.stack.pop()

    @invariant()
    def holds(self):
        assert self.case.state == self.stack[-1]
        assert [r.state for r in self.case.holding] == self.stack[1:]

    @invariant()
    def once_published_is_told(self):
        assert self.case.was_published >= ("published" in self.stack)


Life.TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
TestLife = Life.TestCase
