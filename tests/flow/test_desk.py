"""From a suggestion to the next briefing: checked as it comes in, ruled on, laid over, and sent to review when lost."""

import pytest
from flow.site import OneCue

from firsthand.flow import Newsroom, Settings
from firsthand.model.correction import LONGEST_NOTE, Aim, CorrectionKind, RulingState, Suggestion
from firsthand.model.coverage import Hints
from firsthand.model.errors import NotFound, RulingError
from firsthand.model.when import When
from firsthand.store import linked_on

URL = "https://post.example/bridge"
CALM = "The night was calm and the river low, and the ferries ran until two in the morning as they do in May.\n\n"
REST = (
    "\n\nPolice chief Bo Wren stood by. The harbour office had sent for divers from the capital, who were due in the "
    "evening with two boats. The ferry to the island goes twice as often until the end of the month."
)
TEXT = f"{CALM}Ann Lee said at least seven people died when the Heron sank off Skerrin.{REST}"
WORDS = "at least seven people died when the Heron sank off Skerrin"


@pytest.fixture
def room(tmp_path):
    with Newsroom(Settings(ledger=str(tmp_path / "ledger.sqlite")), OneCue()) as opened:
        yield opened


def follow(room, tmp_path, text=TEXT, url=URL, at="2031-05-04"):
    path = tmp_path / "page.txt"
    path.write_text(text, "utf-8")
    room.follow([str(path)], Hints(published=When(at), outlet="The Post", url=url))


def suggest(room, kind=CorrectionKind.FACT, **given):
    told = {"aim": Aim(which=URL, passage=WORDS), "note": "Nine died.", "by": "A. Reader", **given}
    return room.desk.suggest(Suggestion(kind=kind, **told))


def decide(room, case, state="accepted", **given):
    return room.desk.decide(case.correction.id, RulingState(state), **{"by": "M. Editor", "why": "So it is.", **given})


def the_statement(room):
    (reading,) = room.recall().readings
    return next(iter(reading.statements), None)


def test_a_suggestion_names_its_passage_by_address_article_revision_or_statement(room, tmp_path):
    follow(room, tmp_path)
    statement = the_statement(room)
    (reading,) = room.recall().readings
    revision = reading.revision
    cases = [
        suggest(room, aim=aim)
        for aim in (
            Aim(which=URL, passage=WORDS),
            Aim(which=revision.article, passage=WORDS),
            Aim(which=revision.id, passage=WORDS),
            Aim(which=statement.id),
        )
    ]
    # One note of one person on one passage is one suggestion, however it is named.
    assert len({case.correction.id for case in cases}) == len(room.desk.cases()) == 1
    anchor = cases[0].correction.anchor
    assert anchor.span.of(TEXT) == anchor.exact == WORDS
    assert (anchor.statement, anchor.article) == (statement.id, revision.article)
    assert room.desk.log_faults(None) == ()


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        ({"aim": Aim(which="https://post.example/other", passage=WORDS)}, NotFound, "an article that the ledger holds"),
        ({"aim": Aim(which="s-none")}, NotFound, "a statement that the ledger holds"),
        ({"aim": Aim(which=URL)}, RulingError, "expected the words that are meant"),
        ({"aim": Aim(which=URL, passage="nine died")}, NotFound, "does not stand in the article"),
        ({"aim": Aim(which=URL, passage=" ")}, NotFound, "does not stand in the article"),
        ({"aim": Aim(which=URL, passage="the")}, RulingError, r"stands there \d+ times"),
        ({"aim": Aim(which=URL, passage="the", nth=99)}, RulingError, "--nth: expected 1 to"),
        ({"note": " "}, RulingError, "the note: expected some words"),
        ({"note": "x" * (LONGEST_NOTE + 1)}, RulingError, "the note: expected at most 10,000"),
        ({"note": "a\0b"}, RulingError, "the note: expected text"),
        ({"by": "Firsthand"}, RulingError, "the program's own name"),
        ({"name": "Bo Wren"}, RulingError, "expected no name"),
        ({"other": Aim(which=URL, passage=WORDS)}, RulingError, "expected one passage"),
        ({"kind": CorrectionKind.SAME_CLAIM}, RulingError, "expected two passages"),
        (
            {"kind": CorrectionKind.SAME_CLAIM, "other": Aim(which=URL, passage=WORDS)},
            RulingError,
            "the same one twice",
        ),
        (
            {"kind": CorrectionKind.NOT_A_STATEMENT, "aim": Aim(which=URL, passage="The night was calm")},
            RulingError,
            "no one statement is read",
        ),
        ({"kind": CorrectionKind.WRONG_SOURCE, "name": "Cy Moe"}, RulingError, "which does not stand there"),
    ],
)
def test_what_cannot_be_suggested_is_refused_and_leaves_nothing(room, tmp_path, given, error, says):
    follow(room, tmp_path)
    with pytest.raises(error, match=says):
        suggest(room, **given)
    assert room.desk.cases() == ()
    assert room.desk.head() is None


def test_a_passage_that_stands_there_twice_is_named_by_its_turn(room, tmp_path):
    follow(room, tmp_path)
    case = suggest(room, aim=Aim(which=URL, passage="the", nth=2))
    assert case.correction.anchor.span.start == TEXT.index("the", TEXT.index("the") + 1)


def test_an_accepted_correction_of_a_reading_works_in_the_next_briefing_and_an_undone_one_does_not(room, tmp_path):
    follow(room, tmp_path)
    case = suggest(room, CorrectionKind.WRONG_SOURCE, name="Bo Wren", note="It was the chief.")
    assert the_statement(room).chain[0].actor == "Ann Lee"
    decide(room, case)
    assert linked_on(room._keeper.ledger) is None
    for _ in range(2):
        assert the_statement(room).chain[0].actor == "Bo Wren"
        (claim,) = room.recall().claims
        assert [origin.actor for origin in claim.lineage.origins] == ["Bo Wren"]
    room.desk.undo(case.correction.id, by="M. Editor", why="A slip.")
    assert the_statement(room).chain[0].actor == "Ann Lee"
    assert [origin.actor for origin in room.recall().claims[0].lineage.origins] == ["Ann Lee"]


def test_it_holds_when_all_is_read_again_and_in_later_wordings(room, tmp_path):
    follow(room, tmp_path)
    decide(room, suggest(room, CorrectionKind.NOT_A_STATEMENT, note="A headline."))
    assert the_statement(room) is None
    room.reread()
    assert the_statement(room) is None
    follow(room, tmp_path, text=f"It rained all day.\n\n{TEXT}", at="2031-05-05")
    assert the_statement(room) is None
    assert room.recall().claims == ()
    assert room.desk.cases()[0].state is RulingState.ACCEPTED


def test_where_the_passage_is_lost_the_program_sends_it_to_review_once(room, tmp_path):
    follow(room, tmp_path)
    case = suggest(room, CorrectionKind.NOT_A_STATEMENT)
    decide(room, case)
    follow(room, tmp_path, text=TEXT.replace("seven", "nine"), at="2031-05-05")
    for _ in range(2):
        assert the_statement(room) is not None
        (found,) = room.desk.cases()
        assert [ruling.state for ruling in found.rulings] == ["accepted", "needs-review"]
    ruling = found.rulings[-1]
    assert ruling.by == "firsthand"
    assert "do not stand in the text any more" in ruling.why
    with pytest.raises(RulingError, match="cannot be laid over the latest wording"):
        decide(room, found)
    assert decide(room, found, "rejected").state is RulingState.REJECTED
    assert room.desk.log_faults(None) == ()


def test_a_correction_of_a_fact_goes_to_the_public_log_and_stays_there(room, tmp_path):
    follow(room, tmp_path)
    case = suggest(room)
    assert not decide(room, case).was_published
    assert decide(room, case, "published").was_published
    assert decide(room, case, "withdrawn").was_published
    # Nothing of what is read or linked changes with it.
    assert the_statement(room).chain[0].actor == "Ann Lee"


def test_a_duplicate_names_one_that_is_there_and_is_none_itself(room, tmp_path):
    follow(room, tmp_path)
    first, second, third = (suggest(room, note=note) for note in ("One.", "Two.", "Three."))
    decide(room, second, "duplicate", of=first.correction.id)
    with pytest.raises(RulingError, match="is a duplicate itself"):
        decide(room, third, "duplicate", of=second.correction.id)
    with pytest.raises(NotFound, match="expected the id of a correction"):
        decide(room, third, "duplicate", of="c-none")


def test_the_programs_own_name_is_not_for_people(room, tmp_path):
    follow(room, tmp_path)
    with pytest.raises(RulingError, match="the program's own name"):
        decide(room, suggest(room), by="firsthand")


def test_a_correction_that_is_none_is_not_found(room):
    with pytest.raises(NotFound, match="expected the id of a correction"):
        room.desk.case("c-none")


def put(room, tmp_path, number, who, at="2031-05-04", words=WORDS):
    text = f"{CALM}{who} said {words}.{REST}"
    follow(room, tmp_path, text=text, url=f"https://post.example/{number}", at=at)


def who_is_together(room):
    """The claims of the briefing, each as those who make its statements; wordings that were replaced do not count."""
    briefing = room.recall()
    said = {s.id: s.chain[0].actor for reading in briefing.readings for s in reading.statements}
    found = ([said[m.statement] for m in claim.mentions if m.statement in said] for claim in briefing.claims)
    return sorted(sorted(who) for who in found if who)


def statement_of(room, who):
    return next(s.id for r in room.recall().readings for s in r.statements if s.chain[0].actor == who)


def held(room, kind, one, other):
    """An editor's word on the statements of two people."""
    aim, second = (Aim(which=statement_of(room, who)) for who in (one, other))
    case = suggest(room, kind, aim=aim, other=second, note="So.")
    return decide(room, case)


def test_a_split_is_kept_when_all_is_done_anew_and_when_new_articles_come(room, tmp_path):
    put(room, tmp_path, 1, "Ann Lee")
    put(room, tmp_path, 2, "Cy Moe", at="2031-05-05")
    assert who_is_together(room) == [["Ann Lee", "Cy Moe"]]
    case = held(room, CorrectionKind.NOT_SAME_CLAIM, "Ann Lee", "Cy Moe")
    assert who_is_together(room) == [["Ann Lee"], ["Cy Moe"]]
    room.reread()
    assert who_is_together(room) == [["Ann Lee"], ["Cy Moe"]]
    for number, who in enumerate(("Di Fox", "Ed Hay"), 3):
        put(room, tmp_path, number, who, at="2031-05-06")
        found = who_is_together(room)
        assert not any({"Ann Lee", "Cy Moe"} <= set(one) for one in found)
        assert sum(map(len, found)) == number
    room.desk.undo(case.correction.id, by="M. Editor", why="It was one after all.")
    assert who_is_together(room) == [["Ann Lee", "Cy Moe", "Di Fox", "Ed Hay"]]


BREAD = "the ministry will raise the price of bread in the autumn"


def test_a_merge_is_kept_across_stories_and_when_new_articles_come(room, tmp_path):
    put(room, tmp_path, 1, "Ann Lee")
    follow(room, tmp_path, text=f"Cy Moe said {BREAD}. Bakers protested.", url="https://b.example/", at="2031-08-05")
    assert who_is_together(room) == [["Ann Lee"], ["Cy Moe"]]
    assert len(room.recall().stories) == 2
    case = held(room, CorrectionKind.SAME_CLAIM, "Ann Lee", "Cy Moe")
    assert who_is_together(room) == [["Ann Lee", "Cy Moe"]]
    # The stories stay two: what else they tell is not compared.
    assert len(room.recall().stories) == 2
    assert room.recall().claims[0].why[0].step == "ruling"
    put(room, tmp_path, 3, "Di Fox", at="2031-05-06")
    assert who_is_together(room) == [["Ann Lee", "Cy Moe", "Di Fox"]]
    room.desk.undo(case.correction.id, by="M. Editor", why="A slip.")
    assert who_is_together(room) == [["Ann Lee", "Di Fox"], ["Cy Moe"]]
    assert len(room.recall().stories) == 2


def test_a_merge_across_stories_ends_where_one_of_its_passages_is_lost(room, tmp_path):
    put(room, tmp_path, 1, "Ann Lee")
    bread = f"Cy Moe said {BREAD}. Bakers protested."
    follow(room, tmp_path, text=bread, url="https://b.example/", at="2031-08-05")
    who_is_together(room)
    held(room, CorrectionKind.SAME_CLAIM, "Ann Lee", "Cy Moe")
    assert who_is_together(room) == [["Ann Lee", "Cy Moe"]]
    follow(room, tmp_path, text=bread.replace("bread", "milk"), url="https://b.example/", at="2031-08-06")
    assert who_is_together(room) == [["Ann Lee"], ["Cy Moe"]]
    assert room.desk.cases()[0].state is RulingState.NEEDS_REVIEW


def test_who_is_no_origin_is_none_when_new_articles_come(room, tmp_path):
    put(room, tmp_path, 1, "Ann Lee")
    aim = Aim(which=statement_of(room, "Ann Lee"))
    decide(room, suggest(room, CorrectionKind.NOT_AN_ORIGIN, aim=aim, note="She only passes it on."))
    put(room, tmp_path, 2, "Cy Moe", at="2031-05-05")
    for _ in range(2):
        (claim,) = room.recall().claims
        assert [origin.actor for origin in claim.lineage.origins] == ["Cy Moe"]
        assert (claim.lineage.least, claim.lineage.most) == (1, 1)
        room.reread()
