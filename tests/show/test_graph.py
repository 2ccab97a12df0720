"""The origin graph: all passages are in it, once, in time; and each quotes its article."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from show.drawn import a_claim_of, a_passage, a_voice
from show.made import READINGS, a_briefing

from firsthand.model.claim import MergeReason
from firsthand.model.ids import content_id
from firsthand.show.brief import view
from firsthand.show.graph import graph_of
from firsthand.show.views import Merged

TEXTS = {s.id: (s, r.revision.text) for r in READINGS for s in r.told}


def test_every_passage_of_an_origin_is_on_one_way_and_quotes_its_article():
    for claim in view(a_briefing()).claims:
        graph = graph_of(claim)
        on_ways = [p.statement for way in graph.ways for p in way.passages]
        assert sorted(on_ways) == sorted(p.statement for voice in claim.voices for p in voice.passages)
        for passage in (p for way in graph.ways for p in way.passages):
            said, text = TEXTS[passage.statement]
            assert passage.pieces == tuple(span.of(text) for span in said.content)


def test_a_way_is_of_one_article_one_origin_and_one_row_of_relays():
    claim = a_claim_of(
        a_voice("Port", ([], ["Post", "Daily"]), (["Wire"], ["Post"])),
        a_voice("Union", ([], ["Post"])),
    )
    ways = [(graph_of(claim).origins[w.origin].actor, w.relays, w.outlet) for w in graph_of(claim).ways]
    assert sorted(ways) == [
        ("Port", (), "Daily"),
        ("Port", (), "Post"),
        ("Port", ("Wire",), "Post"),
        ("Union", (), "Post"),
    ]


def test_two_passages_of_one_article_are_one_way():
    article = content_id("a", "x")
    said = [a_passage("Post", words=words, article=article) for words in ("the bridge is shut", "nobody can cross")]
    (way,) = graph_of(a_claim_of(a_voice("Port", ([], said)))).ways
    assert way.passages == tuple(said)


def test_who_was_counted_in_is_on_the_way_that_shows_it():
    one, other = a_passage("Post"), a_passage("Daily")
    by_text, by_table = (
        Merged(other=name, reason=MergeReason.CITES, says="has it from there.", statement=statement)
        for name, statement in (("Ito", other.statement), ("Union", None))
    )
    voice = a_voice("Port", ([], [one, other]), merged=[by_text, by_table])
    assert {way.outlet: way.merged for way in graph_of(a_claim_of(voice)).ways} == {"Post": (), "Daily": (by_text,)}
    assert by_text.told == "Ito (has it from there)"


def test_a_claim_without_an_origin_has_an_empty_graph():
    assert graph_of(a_claim_of()).ways == ()
    assert graph_of(a_claim_of(a_voice("Port"))).origins == ()


DAYS = st.sampled_from(["2031-05-04", "2031-05-04T09:00Z", "2031-05-04T23:00-05:00", "2031-05", "../2031-05-01", None])
NETWORK = st.lists(
    st.lists(st.tuples(st.lists(st.sampled_from("XYZ"), max_size=2), DAYS, st.integers(0, 9)), min_size=1, max_size=5),
    max_size=5,
)


def claim_of(network):
    return a_claim_of(
        *(
            a_voice(
                f"Actor {n}",
                *(
                    (relays, [a_passage(f"Outlet {o}", day, article=content_id("a", str(day), o))])
                    for relays, day, o in ways
                ),
            )
            for n, ways in enumerate(network)
        )
    )


@given(NETWORK)
def test_ways_and_origins_are_in_time_and_what_has_no_date_is_last(network):
    graph = graph_of(claim_of(network))
    keys = [way.published.sort_key[0] or "~" if way.published else "~" for way in graph.ways]
    assert keys == sorted(keys)
    assert list(dict.fromkeys(way.origin for way in graph.ways)) == list(range(len(graph.origins)))


@given(NETWORK, st.randoms())
def test_the_order_of_origins_and_routes_changes_no_way(network, random):
    def ways(voices):
        graph = graph_of(a_claim_of(*voices))
        return {(graph.origins[w.origin].actor, w.relays, w.article, w.passages) for w in graph.ways}

    voices = claim_of(network).voices
    shuffled = [replace(v, routes=tuple(random.sample(v.routes, len(v.routes)))) for v in voices]
    random.shuffle(shuffled)
    assert {(a, r, n, frozenset(p)) for a, r, n, p in ways(shuffled)} == {
        (a, r, n, frozenset(p)) for a, r, n, p in ways(voices)
    }
