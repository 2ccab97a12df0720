"""The graph in a terminal: each way a line, nothing wider than the terminal, in whatever script."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from show.drawn import a_claim_of, a_passage, a_voice

from firsthand.show.cli.lanes import graph_lines
from firsthand.show.graph import graph_of


def lines_of(*voices, width=100):
    console = Console(file=io.StringIO(), width=width, markup=False, emoji=False, highlight=False)
    return [line.plain for line in graph_lines(graph_of(a_claim_of(*voices)), console)]


def on(day, outlet):
    return a_passage(outlet, f"2031-05-{day:02}")


def test_roots_are_left_outlets_right_and_time_runs_downwards():
    lines = lines_of(
        a_voice("Port Authority", ([], [on(5, "Post")]), (["Lantern Wire"], [on(7, "Courier")])),
        a_voice("a crew member", ([], [on(6, "Tideline")]), named=False),
        width=60,
    )
    assert lines == [
        "   Origin  Through          Printed in",
        "   ● Port Authority (named)",
        " 1 ├──────────────────────▶ Post, 5 May 2031",
        "   │ ○ a crew member (unverified)",
        " 2 │ └╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶ Tideline, 6 May 2031",
        " 3 └───── Lantern Wire ───▶ Courier, 7 May 2031",
    ]


def test_a_line_passes_behind_the_lanes_that_it_crosses():
    lines = lines_of(
        a_voice("Port", ([], [on(4, "A"), on(6, "B")])),
        a_voice("Union", ([], [on(5, "C"), on(7, "D")])),
        width=60,
    )
    assert lines[-2].startswith(" 3 └─│─")
    assert lines[-1].startswith(" 4   └─")


def test_a_lane_that_is_free_is_used_again():
    voices = [a_voice(f"Actor {n}", ([], [on(n, f"Outlet {n}")])) for n in range(1, 20)]
    lines = lines_of(*voices)
    assert sum(line.startswith("    ● Actor") for line in lines) == 19


def test_more_origins_than_lanes_are_named_at_each_of_their_ways():
    voices = [a_voice(f"Actor {n}", ([], [on(n, f"Early {n}"), on(n + 14, f"Late {n}")])) for n in range(1, 13)]
    lines = lines_of(*voices)
    assert sum("● " in line for line in lines) > 12
    assert all(any(f"Late {n}, " in line for line in lines) for n in range(1, 13))


def test_what_runs_leftwards_does_not_turn_the_date_round():
    (line,) = (line for line in lines_of(a_voice("Port", ([], [on(4, "ידיעות")]))) if "ידיעות" in line)
    assert "ידיעות\u200e, 4 May 2031" in line


NAMES = st.sampled_from(
    [
        "Post",
        "東京電力ホールディングス",
        "דובר העירייה",
        "x" * 90,
        "The Gazette of the Northern Provinces",
        "e\u0301\u0302" * 9,
        "",
        "🛳️",
    ]
) | st.text(max_size=40)
NETWORK = st.lists(
    st.tuples(
        NAMES,
        st.lists(
            st.tuples(
                st.lists(NAMES, max_size=2), st.lists(st.tuples(st.integers(1, 28), NAMES), min_size=1, max_size=4)
            ),
            min_size=1,
            max_size=3,
        ),
    ),
    min_size=1,
    max_size=12,
)


@given(NETWORK, st.sampled_from([40, 60, 80, 120]))
@settings(max_examples=150)
def test_any_graph_fits_and_has_each_way_once(network, width):
    voices = [
        a_voice(actor, *((relays, [on(day, outlet) for day, outlet in told]) for relays, told in routes))
        for actor, routes in network
    ]
    lines = lines_of(*voices, width=width)
    ways = graph_of(a_claim_of(*voices)).ways
    assert max(cell_len(line) for line in lines) <= width
    numbers = [int(n[1]) for line in lines if (n := re.match(r" *(\d+) [│╎ ]*[├└]", line))]
    assert numbers == list(range(1, len(ways) + 1))
    assert not any(set(line) & set("\x1b\x07\r\n\u202e") for line in lines)


@pytest.mark.parametrize("width", [1, 5, 12, 20])
def test_a_terminal_that_is_much_too_narrow_breaks_nothing(width):
    assert lines_of(a_voice("Port Authority", (["Lantern Wire"], [on(5, "The Harbour Post")])), width=width)
