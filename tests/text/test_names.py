import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.text.names import (
    acronym_of,
    fold,
    initials_of,
    is_acronym_of,
    same_person,
    surname_of,
    words_of,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Harbour Post", "harbour post"),
        ("The Harbour Post’s", "Harbour Post"),
        ("José Núñez", "Jose Nunez"),
        ("U.S.", "US"),
        ("D’Arcy", "D'Arcy"),
        ("Skagen–Oslo Line", "Skagen-Oslo Line"),
        ("  Ann\n Lee ", "Ann Lee"),
        ("“Ann Lee”", "Ann Lee"),
        ("STRAßE", "strasse"),
    ],
)
def test_spellings_of_one_name_are_equal(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ann Lee", "Ann Leeds"), ("Theo", "O"), ("A.B. Line", "A.B"), ("3.5", "35")]
)
def test_other_names_stay_apart(one, other):
    assert fold(one) != fold(other)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(name):
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=60))
def test_case_and_a_possessive_do_not_count(name):
    plain = fold(name)
    assert fold(f"{plain}’s") == plain or not plain


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Ann Lee", "lee"),
        ("Lee", "lee"),
        ("Joris van der Meer", "van der meer"),
        ("Van der Meer", "van der meer"),
        ("Ben Roy Jr.", "roy"),
        ("Omar bin Said", "bin said"),
        ("Al Roy", "roy"),
        ("", ""),
    ],
)
def test_surnames(name, surname):
    assert surname_of(name) == surname


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ann Lee", "Lee", True),
        ("Ann Lee", "A. Lee", True),
        ("Ann B. Lee", "Ann Lee", True),
        ("Ann Lee", "Ben Lee", False),
        ("Ann Lee", "B. Lee", False),
        ("Ann Lee", "Ann Roy", False),
        ("", "", False),
    ],
)
def test_same_person(one, other, same):
    assert same_person(one, other) is same
    assert same_person(other, one) is same


@pytest.mark.parametrize(
    ("short", "name", "fits"),
    [
        ("NIS", "National Intelligence Service", True),
        ("BON", "Bank of Norway", True),
        ("BN", "Bank of Norway", True),
        ("MPH", "Ministry of Ports and Harbours", True),
        ("N.I.S.", "National Intelligence Service", True),
        ("NI", "National Intelligence Service", False),
        ("NISX", "National Intelligence Service", False),
        ("N", "Norway", False),
    ],
)
def test_acronyms(short, name, fits):
    assert is_acronym_of(short, name) is fits


def test_what_a_name_gives():
    assert acronym_of("National Port Service") == "NPS"
    assert acronym_of("Ann") is None
    assert initials_of("Ministry of Sea-Ports") == "MSP"
    assert words_of("O’Hara & Sons") == ("O’Hara", "Sons")
