"""What a reader sends from a page becomes a correction of its very words, or waits; nothing is guessed or lost."""

import pytest
from flow.site import OneCue
from flow.test_desk import TEXT, URL, WORDS, follow
from hypothesis import given
from hypothesis import strategies as st

from firsthand.flow import Newsroom, Settings
from firsthand.flow.letters import opened
from firsthand.model.correction import Aim, CorrectionKind, RulingState
from firsthand.model.errors import NotFound, RulingError
from firsthand.model.letter import LONGEST_LETTER, LONGEST_QUOTE

AT = TEXT.index(WORDS)


@pytest.fixture
def room(tmp_path):
    with Newsroom(Settings(ledger=str(tmp_path / "ledger.sqlite")), OneCue()) as opened_room:
        yield opened_room


def told(exact=WORDS, **changed):
    """What a page sends, of words that may be set otherwise there."""
    around = {"prefix": TEXT[max(AT - 100, 0) : AT], "suffix": TEXT[AT + len(WORDS) :][:100]}
    whole = {
        "url": URL,
        "language": "en",
        "quote": {"exact": exact, **around},
        "position": {"start": AT, "end": AT + len(exact)},
        "note": "Nine died.",
        "contact": "reader@mail.example",
    }
    return {**whole, **changed}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"exact": WORDS.replace(" ", "\n  ")},
        {"exact": WORDS.upper()},
        {"url": f"{URL}?utm_source=feed#top"},
        {"position": {}},
        {"language": None, "contact": None},
    ],
)
def test_words_that_are_surely_found_become_a_suggestion(room, tmp_path, changed):
    follow(room, tmp_path)
    letter = room.letters.receive(told(**changed), site="https://post.example")
    case = room.desk.case(letter.correction)
    assert (case.state, case.correction.kind) == (RulingState.SUGGESTED, CorrectionKind.FACT)
    assert (case.correction.anchor.exact, case.correction.note, case.correction.by) == (WORDS, "Nine died.", None)
    assert room.letters.all() == (letter,)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"url": "https://other.example/page"}, "does not follow this page"),
        ({"exact": "at least nine people died"}, "stand"),
        (
            {"quote": {"exact": WORDS, "prefix": "It is not so that ", "suffix": " on Sunday, as it were"}},
            "as they were",
        ),
    ],
)
def test_words_that_are_not_surely_found_wait_for_an_editor(room, tmp_path, changed, why):
    follow(room, tmp_path)
    letter = room.letters.receive(told(**changed))
    assert letter.correction is None
    assert why in letter.why
    assert room.desk.cases() == ()
    placed = room.letters.place(letter.id, Aim(which=URL, passage=WORDS))
    assert room.desk.case(placed.correction).correction.note == "Nine died."
    with pytest.raises(RulingError, match="has become the correction"):
        room.letters.place(letter.id, Aim(which=URL, passage=WORDS))


def test_twice_is_once_and_how_to_reach_a_reader_is_deleted_and_nowhere_else(room, tmp_path):
    follow(room, tmp_path)
    first, second = (room.letters.receive(told()) for _ in range(2))
    assert first == second
    assert len(room.desk.cases()) == 1
    assert not any("reader@" in entry.body for entry in room.desk.log())
    assert room.letters.forget(first.id)
    assert not room.letters.forget(first.id)
    assert room.letters.all()[0].contact is None
    room.__exit__(None, None, None)
    assert not any(b"reader@" in path.read_bytes() for path in tmp_path.glob("ledger.sqlite*"))


def test_only_letters_that_are_there_are_forgotten(room):
    with pytest.raises(NotFound, match="l-none"):
        room.letters.forget("l-none")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"url": "javascript:alert(1)"}, "http"),
        ({"url": ""}, "address"),
        ({"url": None}, "address"),
        ({"note": "  "}, "note"),
        ({"note": "x" * (LONGEST_LETTER + 1)}, "note"),
        ({"note": ["x"]}, "note"),
        ({"exact": "x" * (LONGEST_QUOTE + 1)}, "words"),
        ({"quote": "words"}, "quote"),
        ({"position": {"start": -1}}, "position"),
        ({"position": {"start": True}}, "position"),
        ({"position": {"start": "7"}}, "position"),
        ({"note": "half \ud800"}, "note"),
        ({"contact": "x" * 201}, "reach"),
        ({"language": 7}, "language"),
    ],
)
def test_what_is_no_letter_is_refused_with_the_reason(changed, why):
    with pytest.raises(RulingError, match=why):
        opened(told(**changed), None)


@given(st.dictionaries(st.sampled_from(list(told())), st.none() | st.text() | st.integers() | st.lists(st.text())))
def test_whatever_a_page_sends_is_a_letter_or_refused(changed):
    try:
        letter = opened({**told(), **changed}, None)
    except RulingError:
        return
    assert letter.url.startswith("http")
    assert 0 < len(letter.exact) <= LONGEST_QUOTE
    assert 0 < len(letter.note) <= LONGEST_LETTER
