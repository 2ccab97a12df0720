"""Whatever is done to a chain of entries shows, but for its end and for a chain that is made anew."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.model.log import GENESIS, canonical, entry_after, find_faults

bodies = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def a_chain(*said):
    chain = []
    for body in said:
        chain.append(entry_after(chain[-1] if chain else None, at="2031-05-04", what="ruling", body=body))
    return tuple(chain)


def test_the_first_entry_names_none_before_it():
    (first,) = a_chain("a")
    assert (first.number, first.before) == (1, GENESIS)
    assert find_faults((first,)) == find_faults(()) == ()


@given(st.lists(bodies, max_size=6))
def test_a_chain_as_it_was_written_has_no_fault(said):
    assert find_faults(a_chain(*said)) == ()


CHAIN = a_chain("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("tampered", "says"),
    [
        ((CHAIN[0], CHAIN[2], CHAIN[3]), "entry 2 is missing"),
        ((CHAIN[0], CHAIN[3]), "entry 2 to 3 are missing"),
        (CHAIN[1:], "entry 1 is missing"),
        ((CHAIN[0], replace(CHAIN[1], body='"B"'), *CHAIN[2:]), "entry 2 does not say"),
        ((CHAIN[0], replace(CHAIN[1], at="2031-05-05"), *CHAIN[2:]), "entry 2 does not say"),
        ((CHAIN[0], replace(CHAIN[1], what="suggestion"), *CHAIN[2:]), "entry 2 does not say"),
        ((CHAIN[0], replace(CHAIN[2], number=2), replace(CHAIN[1], number=3), CHAIN[3]), "entry 2 does not follow"),
        # Altered, and hashed anew: then the next one tells.
        ((CHAIN[0], entry_after(CHAIN[0], at="2031", what="ruling", body="B"), *CHAIN[2:]), "entry 3 does not follow"),
    ],
)
def test_what_was_done_is_told(tampered, says):
    assert any(fault.startswith(says) for fault in find_faults(tampered))


@given(st.data(), st.lists(bodies, min_size=2, max_size=6))
def test_no_two_entries_change_places_and_none_goes_unseen(data, said):
    chain = a_chain(*said)
    order = data.draw(st.permutations(range(len(chain))))
    moved = tuple(replace(chain[at], number=number) for number, at in enumerate(order, 1))
    assert bool(find_faults(moved)) == (list(order) != sorted(order))
    gone = data.draw(st.integers(0, len(chain) - 2))
    assert find_faults(chain[:gone] + chain[gone + 1 :])


def test_a_cut_end_and_a_chain_made_anew_hold_and_have_another_head():
    assert find_faults(CHAIN[:2]) == ()
    anew = a_chain("a", "b", "c", "D")
    assert find_faults(anew) == ()
    assert CHAIN[-1].hash not in {entry.hash for entry in (*CHAIN[:2], *anew)}


@given(bodies)
def test_json_has_one_form_whatever_the_order_of_keys(body):
    turned = dict(reversed(body.items())) if isinstance(body, dict) else body
    assert canonical(turned) == canonical(body)
    assert canonical(body).isascii()


def test_a_number_without_one_form_is_refused():
    with pytest.raises(ValueError, match="Out of range"):
        canonical(float("nan"))
