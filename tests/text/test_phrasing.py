"""One scan for many phrases finds what trying them one by one, the longest first, would find."""

import re

from hypothesis import given
from hypothesis import strategies as st

from firsthand.text.phrasing import any_of

PHRASES = st.lists(st.text("ab-]^ .", min_size=1, max_size=4), min_size=1, max_size=8)


@given(PHRASES, st.text("ab-]^ .X", max_size=30))
def test_grouping_by_letters_changes_nothing(phrases: list[str], text: str) -> None:
    one_by_one = "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))
    assert re.findall(any_of(phrases), text) == re.findall(one_by_one, text)


def test_capitals_are_met_where_the_scan_says_so() -> None:
    assert re.findall(any_of(["told", "tell"]), "Told and TELL", re.IGNORECASE) == ["Told", "TELL"]
