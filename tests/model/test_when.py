from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.errors import NotADate
from firsthand.model.when import Precision, When


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "precision"),
    [
        ("2031", date(2031, 1, 1), date(2031, 12, 31), Precision.YEAR),
        ("2032-02", date(2032, 2, 1), date(2032, 2, 29), Precision.MONTH),
        ("2031-02-28", date(2031, 2, 28), date(2031, 2, 28), Precision.DAY),
        ("2031-02-28T23:59:00Z", date(2031, 2, 28), date(2031, 2, 28), Precision.TIME),
        ("2031-02-28T23:59+02:00", date(2031, 2, 28), date(2031, 2, 28), Precision.TIME),
        ("2031-05-11/2031-05-20", date(2031, 5, 11), date(2031, 5, 20), Precision.INTERVAL),
        ("/2031-05", None, date(2031, 5, 31), Precision.INTERVAL),
        ("2031-05/", date(2031, 5, 1), None, Precision.INTERVAL),
        ("2031-05/..", date(2031, 5, 1), None, Precision.INTERVAL),
        ("2031-05~", date(2031, 5, 1), date(2031, 5, 31), Precision.MONTH),
        ("2031?", date(2031, 1, 1), date(2031, 12, 31), Precision.YEAR),
    ],
)
def test_a_date_keeps_its_precision(edtf, earliest, latest, precision):
    when = When(edtf)
    assert (when.earliest, when.latest, when.precision) == (earliest, latest, precision)
    assert str(when) == edtf


@pytest.mark.parametrize(
    "bad",
    ["", "yesterday", "2031-13", "2031-02-30", "2031-2-3", "/", "../..", "1/2/3", "2031-06/2031-05", "31-05-04",
     "2031-05-04T25:00", "2031-05-04 10:00", "2031-05-04\n", "２０３１-05", "2031-05-04" * 20, "0000"],
)  # fmt: skip
def test_what_is_no_date_says_what_one_looks_like(bad):
    with pytest.raises(NotADate, match="expected"):
        When(bad)


@given(st.dates())
def test_a_day_is_itself(day):
    when = When.day(day)
    assert when.earliest == when.latest == day


def test_a_moment_is_told_in_universal_time():
    east = timezone(timedelta(hours=5))
    assert When.moment(datetime(2031, 5, 4, 3, 0, tzinfo=east)).edtf == "2031-05-03T22:00:00Z"
    assert When.moment(datetime(2031, 5, 4, 3, 0, tzinfo=UTC)).edtf == "2031-05-04T03:00:00Z"


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_intervals_meet_when_they_share_a_day(a, b, c, d):
    (a, b), (c, d) = sorted((a, b)), sorted((c, d))
    first, second = When(f"{a}/{b}"), When(f"{c}/{d}")
    assert first.meets(second) == second.meets(first) == (max(a, c) <= min(b, d))


def test_open_ends_meet_and_the_undated_sorts_first():
    assert When("2031-05/").meets(When("/2031-06"))
    assert not When("2031-07/").meets(When("/2031-06"))
    order = (
        "/2031", "2031-05-04", "2031-05-04T11:00:00+02:00", "2031-05-04T09:30:00", "2031-05-04T10:00:00Z",
        "2031-05-04T04:00:00-07:00", "2031-05-05",
    )  # fmt: skip
    keys = [When(e).sort_key for e in order]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2033-21", "2033-01-01", "2033-12-31"),
        ("2031-24", "2031-01-01", "2032-02-29"),
        ("2033-22?", "2033-01-01", "2033-12-31"),
    ],
)
def test_a_season_may_be_any_month_as_its_hemisphere_is_not_said(edtf: str, first: str, last: str) -> None:
    when = When(edtf)
    assert (str(when.earliest), str(when.latest), when.precision) == (first, last, Precision.YEAR)


@pytest.mark.parametrize("edtf", ["2033-20", "2033-25", "2033-21-03"])
def test_what_is_no_season_is_refused(edtf: str) -> None:
    with pytest.raises(NotADate):
        When(edtf)


@pytest.mark.parametrize("edge", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_the_edges_of_the_calendar_can_be_sorted(edge):
    assert When(edge).sort_key[0].startswith(edge[:4])
