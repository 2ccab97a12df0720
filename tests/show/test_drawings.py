import re
from dataclasses import replace
from itertools import pairwise

import pytest
from factories import a_claim, a_reading
from hypothesis import given, settings
from hypothesis import strategies as st
from show.drawn import a_claim_of, a_passage, a_voice
from show.made import a_briefing
from show.pages import Page

from firsthand.model.claim import Bearing, MergeReason, Standing
from firsthand.model.when import When
from firsthand.show.brief import view
from firsthand.show.export.claim import standing
from firsthand.show.export.labels import wrapped
from firsthand.show.export.origin_graph import origin_graph
from firsthand.show.export.timeline import timeline
from firsthand.show.views import Mark, Merged

CLAIMS = view(a_briefing()).claims


def graph_of(*voices):
    return origin_graph(a_claim_of(*voices)).html


def numbers(html, name):
    return [float(n) for n in re.findall(rf' {name}="(-?[\d.]+)"', html)]


def words_in(html):
    """The labels of the wide drawing, each joined from its lines."""
    wide = html.split("<svg")[1]
    return [re.sub("<[^>]+>", " ", t).split() for t in re.findall(r"<text.*?</text>", wide)]


def test_a_claim_without_an_origin_has_no_drawing():
    assert graph_of() == ""
    assert graph_of(a_voice("Ann Lee")) == ""


def test_origins_relays_and_outlets_are_each_drawn_once():
    html = graph_of(
        a_voice("Port", ([], ["Post", "Daily"]), (["Wire"], ["Courier", "Post"])),
        a_voice("Union", (["Wire"], ["Daily"])),
    )
    labels = [" ".join(w) for w in words_in(html)]
    assert sorted(label for label in labels if label != "4 May 2031") == sorted(
        ["Origin", "Through", "Printed in", "Port", "Union", "Wire", "Post", "Daily", "Courier"]
    )


def test_without_a_relay_nothing_is_headed_through():
    assert "Through" not in graph_of(a_voice("Port", ([], ["Post"])))


def test_two_relays_in_a_row_are_said_in_order():
    assert "Wire, then Radio" in graph_of(a_voice("Port", (["Wire", "Radio"], ["Post"])))


def test_the_unverified_differ_in_shape_and_in_words():
    html = graph_of(a_voice("a crew member", ([], ["Post"]), named=False))
    assert 'class="unverified"' in html
    assert 'class="unsure"' in html
    assert "a crew member (unverified)" in html


def test_the_drawing_is_said_in_words():
    html = graph_of(a_voice("Port", (["Wire"], ["Courier"])))
    assert 'role="img" aria-label="Origin graph. Port (named) through Wire in Courier."' in html


def test_time_runs_downwards():
    days = ("2031-05-09", "2031-05-04T09:00Z", None, "2031-05-04T07:00Z", "2031-05")
    html = graph_of(a_voice("Port", ([], [a_passage(f"Outlet {n}", day) for n, day in enumerate(days)])))
    assert [" ".join(w) for w in words_in(html) if w[0] == "Outlet"] == [f"Outlet {n}" for n in (4, 3, 1, 0, 2)]
    assert "no date" in html


def test_a_line_shows_its_passages_and_who_was_counted_in():
    merged = Merged(other="Ito", reason=MergeReason.SAME_BODY, says="Ito speaks for the port.", statement=None)
    cited = a_passage("Post", words="the pier is <gone>")
    html = graph_of(a_voice("Port", ([], [cited]), merged=[replace(merged, statement=cited.statement)]))
    titles = re.findall(r"<g><title>(“[^<]*)</title><path", html)
    assert len(titles) == 4  # from the origin and to the outlet, in both widths
    assert set(titles) == {
        "“the pier is &lt;gone&gt;” Ann Lee → Post\nCounted as the same origin: Ito (Ito speaks for the port)"
    }


def test_many_names_are_counted_and_the_drawing_stays_readable():
    outlets = [f"Outlet {n}" for n in range(300)]
    voices = [a_voice(f"Actor {n}", ([f"Wire {n}"], outlets)) for n in range(60)]
    html = graph_of(*voices)
    assert "287 more articles" in html
    assert "51 more origins" in html
    assert "other relays" in html
    assert max(numbers(html, "height")) < 900
    assert len(html) < 200_000


@given(
    st.lists(
        st.tuples(
            st.text(max_size=30),
            st.lists(
                st.tuples(
                    st.lists(st.text(max_size=20), max_size=3), st.lists(st.text(max_size=20), min_size=1, max_size=4)
                ),
                min_size=1,
                max_size=4,
            ),
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=60)
def test_any_network_stays_in_its_frame(network):
    html = graph_of(*(a_voice(actor, *routes) for actor, routes in network))
    assert Page(html).faults == []
    for drawing in html.split("<svg")[1:]:
        width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing).groups())
        assert all(0 <= x <= width for name in ("x", "cx") for x in numbers(drawing, name))
        assert all(0 <= y <= height for name in ("y", "cy") for y in numbers(drawing, name))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["Port", "an official", "東京電力ホールディングス", "דובר העירייה", "Donaudampfschiff" * 4]
            ),
            st.lists(
                st.tuples(
                    st.lists(st.sampled_from(["Wire", "Radio", "Gazette of the Northern Provinces"]), max_size=2),
                    st.lists(st.integers(0, 30), min_size=1, max_size=5),
                ),
                min_size=1,
                max_size=3,
            ),
        ),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=80)
def test_no_label_covers_another(network):
    voices = (
        a_voice(f"{actor} {n}", *((relays, [f"Outlet {o}" for o in outlets]) for relays, outlets in routes))
        for n, (actor, routes) in enumerate(network)
    )
    for drawing in graph_of(*voices).split("<svg")[1:]:
        columns = {}
        for body in re.findall(r"<text(?: class=\"(?:right strong|centre|soft)\")?>(.*?)</text>", drawing):
            lines = [(float(x), float(y)) for x, y in re.findall(r'x="([\d.]+)" y="([\d.]+)"', body)]
            columns.setdefault(lines[0][0], []).append([y for _, y in lines])
        assert len(columns) in (2, 3)
        for blocks in columns.values():
            blocks.sort()
            assert all(upper[-1] + 10 <= lower[0] for upper, lower in pairwise(blocks))


def a_mark(when, bearing=Bearing.SUPPORTS, outlet="The Harbour Post"):
    return Mark(when=When(when) if when else None, outlet=outlet, bearing=bearing, statement="s-1")


def line_of(*marks):
    return timeline([replace(CLAIMS[0], marks=marks)]).html


@pytest.mark.parametrize(
    "marks",
    [(), (None,), (None, None), ("2031-05-04",), ("2031-05-04", "2031-05-04"), ("../2031-05-04", "2031-05-04")],
    ids=str,
)
def test_one_point_in_time_is_no_timeline(marks):
    assert line_of(*map(a_mark, marks)) == ""


def test_a_mark_lies_where_its_date_is():
    html = line_of(a_mark("2031-05-04"), a_mark("2031-05-06"), a_mark("2031-05-08"))
    first, second, third = numbers(html.split("<svg")[1], "cx")
    assert second - first == pytest.approx(third - second, abs=0.3)


def test_a_time_of_day_counts():
    html = line_of(a_mark("2031-05-04T06:00Z"), a_mark("2031-05-04T18:00+02:00"), a_mark("2031-05-08"))
    first, second, third = numbers(html.split("<svg")[1], "cx")
    assert first < second < third


def test_mentions_of_one_day_are_one_mark_with_their_number():
    html = line_of(*(a_mark("2031-05-04") for _ in range(7)), a_mark("2031-05-09"))
    assert re.search(r'class="number supports">7<', html)


def test_a_denial_is_a_cross_and_never_lost_among_the_others():
    html = line_of(a_mark("2031-05-04"), a_mark("2031-05-04", Bearing.DENIES), a_mark("2031-05-09"))
    assert 'class="denies"' in html
    assert "The Harbour Post: denies it" in html


def test_the_axis_names_days_and_within_two_days_hours():
    days = line_of(a_mark("2031-05-04"), a_mark("2031-05-09"))
    hours = line_of(a_mark("2031-05-04T06:00Z"), a_mark("2031-05-04T09:00Z"))
    assert ">4 May<" in days
    assert ">9 May<" in days
    assert ">07:00<" in hours


@pytest.mark.parametrize(
    ("first", "last"),
    [("1999", "2031-05-04"), ("0001-01-01", "9999-12-31"), ("9999-12-31", "9999-12-30"), ("0001-01-01", "0001-01-02")],
)
def test_the_ends_of_the_calendar_do_not_break_the_axis(first, last):
    html = line_of(a_mark(first), a_mark(last))
    assert Page(html.replace('href="#claim-1"', "")).faults == []
    assert html.count('class="grid"') <= 30


@given(st.text(max_size=80), st.integers(20, 300), st.integers(1, 5))
def test_a_label_has_no_more_lines_than_asked(label, width, most):
    lines = wrapped(label, width, 13, most)
    assert 1 <= len(lines) <= most


def test_a_long_word_is_cut_into_lines_and_nothing_is_lost_where_there_is_room():
    lines = wrapped("klaxon.example", 88, 11.5, 5)
    assert lines == ("klaxon.", "example")
    assert "".join(wrapped("x" * 40, 88, 11.5, 5)) == "x" * 40


def test_a_single_line_is_filled_before_it_is_cut():
    assert wrapped("1. " + "x" * 400, 300, 12, 1)[0].startswith("1. xxxxxxxxxx")


def test_the_standing_is_a_word_wherever_it_is_shown():
    claim = a_claim(a_reading(), standing=Standing.WITHDRAWN)
    shown = view(a_briefing(readings=(a_reading(),), claims=(claim,), echoes=(), changes=(), stories=())).claims[0]
    assert "Withdrawn" in standing(shown).html
