import pytest
from factories import a_claim, a_reading, a_statement
from show.made import CLAIMS, a_briefing

from firsthand.model.claim import Lineage, Origin, Variant
from firsthand.show.brief import view
from firsthand.show.figures import differing, gives


def counted(*given, slot="aboard", unit="people"):
    """A claim whose origins give what is listed for each: `counted(["212"], ["236"])`."""
    origins, variants = [], []
    for n, values in enumerate(given):
        statements = tuple(f"s-{n}-{m}" for m, _ in enumerate(values)) or (f"s-{n}",)
        origins.append(Origin(actor=f"Party {n}", entity=None, named=True, statements=statements, merged=()))
        variants += [
            Variant(slot=slot, value=v, unit=unit, as_of=None, statement=s)
            for v, s in zip(values, statements, strict=False)
        ]
    line = Lineage(
        named=len(given), unverified=0, least=1, most=len(given), outlets=1, articles=1, origins=tuple(origins)
    )
    return a_claim(a_reading(statements=[a_statement()]), lineage=line, variants=tuple(variants))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((["212"], ["236"]), "for different figures: 212 (1), 236 (1)"),
        ((["212"], ["236"], ["212"]), "for different figures: 212 (2), 236 (1)"),
        ((["about 40"], ["12"], ["40"]), "for different figures: about 40 (2), 12 (1)"),
        ((["11", "14"],), "for different figures: 11, 14"),
        ((["11 to 14"], ["14"]), "for different figures: 11 to 14 (1), 14 (1)"),
        ((["about 40"], ["40"]), ""),
        ((["212"], ["212"]), ""),
        ((["212"], []), ""),
        (([], []), ""),
        ((["1"], ["2"], ["3"], ["4"], ["5"], ["6"]), "for different figures: 1 (1), 2 (1), 3 (1), 4 (1) and 2 more"),
    ],
)
def test_different_figures_are_said_beside_the_count(given, words):
    assert differing(counted(*given)) == words


def test_a_figure_that_no_origin_gives_is_not_counted():
    claim = counted(["212"])
    stray = Variant(slot="aboard", value="236", unit="people", as_of=None, statement="s-of-nobody")
    assert differing(a_claim(a_reading(), lineage=claim.lineage, variants=(*claim.variants, stray))) == ""


def test_each_origin_says_which_figures_it_gives():
    claim = counted(["212"], ["236", "240"])
    assert [gives(o, claim) for o in claim.lineage.origins] == [("212 people",), ("236 people", "240 people")]


def test_the_page_and_the_terminal_are_handed_both():
    (deck,) = (c for c in view(a_briefing()).claims if c.id == CLAIMS[0].id)
    assert deck.differing == "for different figures: at least 7, 11"
    assert deck.voices[0].gives == ("at least 7 people", "7 people", "11 people")
