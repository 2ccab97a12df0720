"""What editors decided lies over what was read: sources, statements, pairs and origins; in doubt nothing, and why."""

from dataclasses import replace

import pytest
from factories import (
    a_case,
    a_claim,
    a_correction,
    a_reading,
    a_revision,
    a_ruling,
    a_statement,
    an_anchor,
    an_entity,
    span_in,
)

from firsthand.model.claim import Origin
from firsthand.model.correction import Case, CorrectionKind, RulingState
from firsthand.model.entity import EntityType, local_id
from firsthand.model.span import Span
from firsthand.model.statement import HopRole, Naming
from firsthand.model.when import When
from firsthand.track import lay_over, sight, statement_at

URL = "https://post.example/bridge"
FIRST = "The night was calm and the river low, and the ferries ran until two in the morning as they do in May. "
LAST = " The harbour office had sent for divers from the capital, who were due in the evening with their boats."
SAID = "Ann Lee said the bridge is shut. Police chief Bo Wren looked on."
TEXT = f"{FIRST}{SAID}{LAST}"


def a_page(text=TEXT, **given):
    revision = a_revision(text, url=URL)
    people = tuple(an_entity(name, mentions=(span_in(text, name),)) for name in ("Ann Lee", "Bo Wren") if name in text)
    given.setdefault("statements", [a_statement(revision)] if "Ann Lee said the bridge is shut" in text else [])
    return a_reading(revision, entities=people, **given)


def another_page():
    revision = a_revision("Cy Moe said the bridge is shut.")
    return a_reading(revision, [a_statement(revision, source="Cy Moe")])


PAGE = a_page()


def accepted(kind, **given):
    return a_case(a_correction(PAGE, kind=kind, **given), RulingState.ACCEPTED)


def test_nothing_ruled_changes_nothing():
    over = lay_over([PAGE], [])
    assert over.readings == (PAGE,)
    assert (over.joining.together, over.joining.apart, over.unplaced) == ((), (), ())
    assert over.of_origins([a_claim(PAGE)]) == (a_claim(PAGE),)


def test_another_source_stands_in_chain_and_statement_with_who_decided_it():
    case = accepted(CorrectionKind.WRONG_SOURCE, name="Bo Wren")
    (statement,) = lay_over([PAGE], [case]).readings[0].statements
    assert statement.id == PAGE.statements[0].id
    assert statement.source.span.of(TEXT) == "Bo Wren"
    assert (statement.source.naming, statement.source.entity) == (Naming.NAMED, an_entity("Bo Wren").id)
    assert [(hop.actor, hop.role) for hop in statement.chain] == [
        ("Bo Wren", HopRole.ORIGIN),
        ("The Harbour Post", HopRole.PUBLISHER),
    ]
    assert statement.why[0].says == (
        "The source is Bo Wren, overruled by M. Editor on 2031-05-06: The harbour office says so too."
    )
    assert statement.why[1:] == PAGE.statements[0].why


def test_nobody_may_be_the_source():
    case = accepted(CorrectionKind.WRONG_SOURCE, name=None)
    (statement,) = lay_over([PAGE], [case]).readings[0].statements
    assert statement.source is None
    assert (statement.chain[0].actor, statement.chain[0].role) == (None, HopRole.ORIGIN)


def test_whom_the_reading_does_not_know_is_nobody_on_record():
    case = accepted(CorrectionKind.WRONG_SOURCE, name="harbour office")
    (statement,) = lay_over([PAGE], [case]).readings[0].statements
    assert (statement.source.naming, statement.source.entity) == (Naming.ANONYMOUS, None)
    assert statement.chain[0].actor == "harbour office"


def test_who_is_only_described_is_pointed_to_by_the_source_and_by_no_hop():
    office = an_entity("the harbour office", EntityType.ORGANISATION, mentions=(span_in(TEXT, "The harbour office"),))
    office = replace(office, id=local_id(PAGE.revision.id, office.type, office.name))
    page = replace(PAGE, entities=(*PAGE.entities, office))
    (statement,) = (
        lay_over([page], [accepted(CorrectionKind.WRONG_SOURCE, name="the harbour office")]).readings[0].statements
    )
    assert statement.source.entity == office.id
    assert statement.source.naming is Naming.INSTITUTION
    assert statement.chain[0].entity is None


@pytest.mark.parametrize("role", [HopRole.SPEAKER, HopRole.ORIGIN])
def test_only_the_hop_of_the_source_is_another(role):
    first = PAGE.statements[0]
    before = replace(first.chain[0], actor="the mayor", entity=None, span=None, role=HopRole.ORIGIN)
    chain = (before, replace(first.chain[0], role=role), *first.chain[1:])
    page = replace(PAGE, statements=(replace(first, chain=chain),))
    (statement,) = lay_over([page], [accepted(CorrectionKind.WRONG_SOURCE, name="Bo Wren")]).readings[0].statements
    assert [hop.actor for hop in statement.chain] == ["the mayor", "Bo Wren", "The Harbour Post"]
    assert statement.chain[1].role is role


def test_what_is_no_statement_goes_and_what_lay_in_it_stays():
    outer = PAGE.statements[0]
    inner = replace(a_statement(PAGE.revision, content="shut"), parent=outer.id)
    page = replace(PAGE, statements=(outer, inner))
    (left,) = lay_over([page], [accepted(CorrectionKind.NOT_A_STATEMENT)]).readings[0].statements
    assert (left.id, left.parent) == (inner.id, None)


def test_pairs_are_told_to_whoever_links():
    other = another_page()
    pair = tuple(sorted((PAGE.statements[0].id, other.statements[0].id)))
    for kind, told in ((CorrectionKind.SAME_CLAIM, (pair, ())), (CorrectionKind.NOT_SAME_CLAIM, ((), pair))):
        joining = lay_over([PAGE, other], [accepted(kind, other=an_anchor(other))]).joining
        assert (joining.together, joining.apart) == tuple((pair,) if t else () for t in told)


def test_of_two_that_contradict_each_other_the_later_ruling_holds():
    other = another_page()
    early, late = When("2031-05-06T10:00:00Z"), When("2031-05-07T10:00:00Z")
    for order in ((early, late), (late, early)):
        same, apart = (
            Case(correction=c, rulings=(a_ruling(c, at=at),))
            for at, c in zip(
                order,
                (
                    a_correction(PAGE, kind=kind, other=an_anchor(other))
                    for kind in (CorrectionKind.SAME_CLAIM, CorrectionKind.NOT_SAME_CLAIM)
                ),
                strict=True,
            )
        )
        joining = lay_over([PAGE, other], [same, apart]).joining
        assert bool(joining.together) == (order[0] is late)
        assert bool(joining.apart) == (order[1] is late)


@pytest.mark.parametrize("state", [s for s in RulingState if s is not RulingState.ACCEPTED])
def test_only_what_is_accepted_works(state):
    correction = a_correction(PAGE, kind=CorrectionKind.NOT_A_STATEMENT)
    case = a_case(correction, *(() if state is RulingState.SUGGESTED else (state,)))
    assert lay_over([PAGE], [case]).readings == (PAGE,)


def two_origins():
    claim = a_claim(PAGE)
    (statement,) = (s.id for s in PAGE.statements)
    other = Origin(actor="Bo Wren", entity=None, named=True, statements=("s-other",), merged=())
    lineage = replace(claim.lineage, named=2, least=2, most=2, origins=(*claim.lineage.origins, other))
    assert lineage.origins[0].statements == (statement,)
    return replace(claim, lineage=lineage)


@pytest.mark.parametrize("name", [None, "ann lee"])
def test_who_is_no_origin_is_not_counted_and_it_is_said_why(name):
    over = lay_over([PAGE], [accepted(CorrectionKind.NOT_AN_ORIGIN, name=name)])
    (claim,) = over.of_origins([two_origins()])
    lineage = claim.lineage
    assert [origin.actor for origin in lineage.origins] == ["Bo Wren"]
    assert (lineage.named, lineage.unverified, lineage.least, lineage.most) == (1, 0, 1, 1)
    assert claim.why[0].says.startswith("Ann Lee is no origin, overruled by M. Editor on 2031-05-06: ")
    assert claim.mentions == two_origins().mentions


def test_an_origin_of_another_name_stays():
    over = lay_over([PAGE], [accepted(CorrectionKind.NOT_AN_ORIGIN, name="Cy Moe")])
    assert over.of_origins([two_origins()]) == (two_origins(),)


def test_a_claim_whose_only_origin_is_none_has_none():
    (claim,) = lay_over([PAGE], [accepted(CorrectionKind.NOT_AN_ORIGIN)]).of_origins([a_claim(PAGE)])
    lineage = claim.lineage
    assert (lineage.named, lineage.least, lineage.most, lineage.origins) == (0, 0, 0, ())


LATER = {
    "more above and below": f"It rained.\n\n{TEXT}\n\nMore follows.",
    "the marks set anew": TEXT.replace(". ", ".  "),
}


@pytest.mark.parametrize("text", LATER.values(), ids=LATER)
def test_a_later_wording_is_overruled_too(text):
    page = a_page(text)
    over = lay_over([page], [accepted(CorrectionKind.WRONG_SOURCE, name="Bo Wren")])
    assert over.unplaced == ()
    assert over.readings[0].statements[0].chain[0].actor == "Bo Wren"


GONE = {
    "the passage altered": (TEXT.replace("bridge is shut", "bridge is open"), "do not stand in the text any more"),
    "the name is gone": (TEXT.replace("Bo Wren", "a man"), "does not name Bo Wren any more"),
}


@pytest.mark.parametrize("how", GONE)
def test_where_its_passage_is_lost_it_changes_nothing_and_that_is_told(how):
    text, why = GONE[how]
    page = a_page(text)
    case = accepted(CorrectionKind.WRONG_SOURCE, name="Bo Wren")
    over = lay_over([page], [case])
    assert over.readings == (page,)
    (one,) = over.unplaced
    assert one.correction == case.correction.id
    assert why in one.why


def test_words_from_which_nothing_is_read_any_more_are_lost():
    page = a_page(f"It rained. {TEXT}", statements=[])
    (one,) = lay_over([page], [accepted(CorrectionKind.NOT_A_STATEMENT)]).unplaced
    assert "no one statement is read from them" in one.why


def test_an_article_that_is_followed_no_more_is_told():
    (one,) = lay_over([], [accepted(CorrectionKind.NOT_A_STATEMENT)]).unplaced
    assert "not among those that are followed" in one.why


@pytest.mark.parametrize(("state", "told"), [("suggested", True), ("accepted", False), ("needs-review", False)])
def test_of_a_fact_only_the_open_suggestion_minds_another_wording(state, told):
    case = a_case(a_correction(PAGE), *(() if state == "suggested" else (RulingState(state),)))
    assert bool(lay_over([a_page("Another text.")], [case]).unplaced) == told


def test_a_statement_is_told_by_its_id_where_two_have_the_same_words():
    text = "Ann Lee and Bo Wren said the bridge is shut."
    revision = a_revision(text)
    both = [a_statement(revision, source=name) for name in ("Ann Lee", "Bo Wren")]
    page = a_reading(revision, both)
    assert statement_at(both[0].content[0], page) is None
    for one in both:
        anchor = an_anchor(page, "the bridge is shut", statement=one.id)
        correction = a_correction(page, kind=CorrectionKind.NOT_A_STATEMENT, anchor=anchor)
        assert sight(anchor, page, correction).statement == one.id
    unsure = an_anchor(page, "the bridge is shut")
    assert sight(unsure, page, a_correction(page, kind=CorrectionKind.NOT_A_STATEMENT, anchor=unsure)).span is None


@pytest.mark.parametrize(
    ("quoted", "is_it"),
    [
        ("the bridge is shut", True),
        ("the bridge is shut. Police", True),
        ("bridge", False),
        (SAID, False),
        (LAST, False),
    ],
)
def test_a_passage_is_of_a_statement_where_they_are_nearly_the_same(quoted, is_it):
    found = statement_at(span_in(TEXT, quoted), PAGE)
    assert (found is not None) == is_it


def test_what_breaks_a_quotation_is_no_difference():
    text = "“We won,” said Ann Lee, to whom nobody had listened until then, “and fairly.”"
    revision = a_revision(text)
    page = a_reading(revision, [a_statement(revision, content=("“We won,”", "“and fairly.”"))])
    assert statement_at(Span(0, len(text)), page) is not None
