"""The plainest wording is one that others share, and shows where a quotation was broken."""

import pytest
from factories import a_reading, a_revision, a_statement

from firsthand.link import link
from firsthand.model.statement import Hop, HopRole, QuoteType


def link_one(readings):
    return link([readings])


def reading(text: str, content: str | list[str], outlet: str, **given):
    revision = a_revision(text, outlet=outlet)
    return a_reading(revision, [a_statement(revision, content=content, **given)])


def test_a_coloured_wording_is_not_the_plainest():
    found = link_one(
        [
            reading(
                "Ann Lee said a shocking 23 people died in the Corry fire.",
                "a shocking 23 people died in the Corry fire",
                "A",
            ),
            reading("Ann Lee said 23 people died in the Corry fire.", "23 people died in the Corry fire", "B"),
            reading(
                "Ann Lee said that 23 people had died in the Corry fire.", "23 people had died in the Corry fire", "C"
            ),
        ]
    )
    assert [len(claim.mentions) for claim in found] == [3]
    assert "shocking" not in found[0].text


def test_the_gap_of_a_broken_quotation_is_shown():
    (claim,) = link_one(
        [
            reading(
                "“Nobody told us anything,” Ann Lee said. “A man opened a window.”",
                ["“Nobody told us anything,”", "“A man opened a window.”"],
                "A",
                quote_type=QuoteType.DIRECT,
            )
        ]
    )
    assert claim.text == "Nobody told us anything … A man opened a window."


@pytest.mark.parametrize(
    ("actor", "named"),
    [
        ("Two officials who asked not to be named by Harbour Post", False),
        ("Ministry officials", False),
        ("Two people", False),
        ("The Corry Water Board", True),
    ],
)
def test_a_capital_at_the_start_makes_no_name(actor, named):
    revision = a_revision("It was said that the tank at Corry was corroded in May.")
    hop = Hop(actor=actor, entity=None, role=HopRole.ORIGIN, certain=False, span=None)
    statement = a_statement(
        revision, source=None, cue="said", content="the tank at Corry was corroded in May", chain=(hop,)
    )
    (claim,) = link_one([a_reading(revision, [statement], entities=())])
    assert [(o.actor, o.named) for o in claim.lineage.origins] == [(actor, named)]
