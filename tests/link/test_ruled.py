"""What editors hold to be one claim is one, what they hold apart is two, whatever the chances say."""

from dataclasses import replace

import pytest
from factories import a_reading, a_revision, a_statement
from hypothesis import given
from hypothesis import strategies as st

from firsthand.link import link
from firsthand.link.cluster import clusters
from firsthand.link.ruled import Ruled
from firsthand.model.correction import Joining
from firsthand.model.statement import Naming, Source


def joined(count, scores, **told):
    return clusters(count, scores, lambda *pair: scores.get(pair, 0.0), lambda *_: False, **told)


SURE = {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9}


@pytest.mark.parametrize(
    ("count", "scores", "told", "found"),
    [
        (3, SURE, {}, ((0, 1, 2),)),
        (3, SURE, {"apart": [(0, 2)]}, ((0, 1), (2,))),
        (3, {}, {"together": [(0, 2)]}, ((0, 2), (1,))),
        (4, {}, {"together": [(0, 1), (1, 2)]}, ((0, 1, 2), (3,))),
        (3, SURE, {"apart": [(0, 1), (0, 2), (1, 2)]}, ((0,), (1,), (2,))),
        (2, {}, {"together": [(0, 1)], "apart": [(0, 1)]}, ((0,), (1,))),
        (3, {}, {"together": [(0, 1), (1, 2)], "apart": [(0, 2)]}, ((0, 1), (2,))),
        (3, SURE, {"together": [(1, 2)], "apart": [(0, 2)]}, ((0,), (1, 2))),
    ],
)
def test_what_is_told_goes_before_the_chances(count, scores, told, found):
    assert joined(count, scores, **told) == found


@pytest.mark.parametrize(
    ("together", "apart", "chains", "apart_from_2"),
    [
        ({(0, 1)}, (), ((0, 1),), False),
        # 2 is only told again by an outlet: whoever is one claim with it is so with the others.
        ({(0, 2), (1, 2)}, (), ((0, 1),), False),
        ({(0, 2), (1, 2), (0, 1)}, (), ((0, 1), (0, 1)), False),
        ({(0, 2)}, {(1, 2)}, (), True),
    ],
)
def test_pairs_through_a_recap_stand_for_those_of_its_mates(together, apart, chains, apart_from_2):
    ruled = Ruled(together=frozenset(together), apart=frozenset(apart))
    assert ruled.chains(lambda at: at != 2) == chains
    assert ruled.holds_apart(2, [0, 1]) == apart_from_2


places = st.tuples(st.integers(0, 6), st.integers(7, 13))


@given(st.dictionaries(places, st.floats(0, 1)), st.lists(places, max_size=4), st.lists(places, max_size=4))
def test_what_is_apart_is_never_in_one_cluster(scores, together, apart):
    found = joined(14, scores, together=together, apart=apart)
    assert sorted(place for members in found for place in members) == list(range(14))
    for left, right in apart:
        assert not any(left in members and right in members for members in found)
    if not apart:
        for left, right in together:
            assert any(left in members and right in members for members in found)


def a_page(number, words, who="Ann Lee"):
    revision = a_revision(f"{who} said {words}.", url=f"https://post.example/{number}", outlet=f"Paper {number}")
    return a_reading(revision, [a_statement(revision, source=who, content=words)])


SHUT = "at least seven people died when the Heron sank off Skerrin"
PAGES = [a_page(1, SHUT), a_page(2, SHUT, "Bo Wren"), a_page(3, "the ministry will raise the price of bread", "Cy Moe")]
ONE, TWO, BREAD = (page.statements[0].id for page in PAGES)


def claims(**told):
    found = link([PAGES], joining=Joining(**told))
    return sorted(sorted(mention.statement for mention in claim.mentions) for claim in found)


def groups(*sets):
    return sorted(sorted(one) for one in sets)


def test_statements_in_the_same_words_are_two_claims_where_an_editor_says_so():
    assert claims() == groups([ONE, TWO], [BREAD])
    assert claims(apart=((ONE, TWO),)) == groups([ONE], [TWO], [BREAD])


def test_statements_that_share_no_word_are_one_claim_where_an_editor_says_so():
    assert claims(together=((ONE, BREAD),)) == groups([ONE, TWO, BREAD])
    (claim,) = link([PAGES], joining=Joining(together=((ONE, BREAD),)))
    # Whoever was joined by hand vouches, too.
    assert {origin.actor for origin in claim.lineage.origins} == {"Ann Lee", "Bo Wren", "Cy Moe"}


def test_statements_that_are_not_there_any_more_are_passed_over():
    assert claims(together=(("s-gone", ONE),), apart=(("s-gone", TWO),)) == groups([ONE, TWO], [BREAD])


def test_a_statement_within_another_is_one_claim_with_it_where_an_editor_says_so():
    revision = a_revision("Ann Lee said Bo Wren said the bridge is shut.", url="https://post.example/8")
    outer = a_statement(revision, source="Ann Lee", content="Bo Wren said the bridge is shut")
    inner = a_statement(revision, source="Bo Wren", content="the bridge is shut", parent=outer.id)
    page = a_reading(revision, [outer, inner])
    apart, together = (link([[page]], joining=told) for told in (Joining(), Joining(together=((outer.id, inner.id),))))
    assert not any({outer.id, inner.id} <= {m.statement for m in claim.mentions} for claim in apart)
    assert any({outer.id, inner.id} <= {m.statement for m in claim.mentions} for claim in together)


def test_the_order_of_reading_changes_nothing():
    told = Joining(together=((ONE, BREAD),))
    assert link([PAGES], joining=told) == link([PAGES[::-1]], joining=told)


OTHER = [a_page(4, SHUT, "Di Fox"), a_page(5, "the ministry will raise the price of bread", "Ed Hay")]
DI, ED = (page.statements[0].id for page in OTHER)


def of_two_stories(**told):
    found = link([PAGES, OTHER], joining=Joining(**told))
    return sorted(sorted(mention.statement for mention in claim.mentions) for claim in found)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, ([ONE, TWO], [BREAD], [DI], [ED])),
        ({"together": ((ONE, DI),)}, ([ONE, TWO, DI], [BREAD], [ED])),
        ({"together": ((ONE, DI), (BREAD, ED))}, ([ONE, TWO, DI], [BREAD, ED])),
        ({"together": ((ONE, DI),), "apart": ((TWO, DI),)}, ([ONE, TWO], [BREAD], [DI], [ED])),
        ({"together": ((ONE, DI),), "apart": ((ONE, TWO),)}, ([ONE, DI], [TWO], [BREAD], [ED])),
        ({"together": ((ONE, DI), (TWO, DI)), "apart": ((ONE, TWO),)}, ([ONE, DI], [TWO], [BREAD], [ED])),
    ],
)
def test_claims_of_two_stories_are_one_where_an_editor_says_so_and_no_others(told, found):
    assert of_two_stories(**told) == groups(*found)


def test_a_claim_of_two_stories_has_the_origins_of_both_and_says_why_it_is_one():
    claim = next(c for c in link([PAGES, OTHER], joining=Joining(together=((ONE, DI),))) if len(c.mentions) == 3)
    assert {origin.actor for origin in claim.lineage.origins} == {"Ann Lee", "Bo Wren", "Di Fox"}
    assert (claim.lineage.articles, claim.why[0].step) == (3, "ruling")


def test_what_an_outlet_only_tells_again_joins_the_claim_of_another_story():
    revision = a_revision(
        "Seven people died on the ferry. Ann Lee said the trial goes on.", url="https://post.example/6"
    )
    trial = a_statement(revision, source="Ann Lee", content="the trial goes on")
    told = replace(
        a_statement(revision, source=None, cue=None, content="Seven people died on the ferry"),
        source=Source(span=None, entity=None, naming=Naming.IMPLICIT_AUTHOR),
    )
    recap = a_reading(revision, [trial], own_words=(told,))
    (again,) = (s.id for s in recap.own_words)
    found = link([PAGES, [recap]], joining=Joining(together=((ONE, again),)))
    claim = next(c for c in found if again in {m.statement for m in c.mentions})
    assert {m.statement for m in claim.mentions} == {ONE, TWO, again}
    assert {origin.actor for origin in claim.lineage.origins} == {"Ann Lee", "Bo Wren"}
    assert sum(len(c.mentions) for c in found) == 5
