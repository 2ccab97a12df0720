"""Suggestions and rulings are added, one after the other; the database refuses to change them, and the log tells."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from factories import a_claim_grade, a_correction, a_reading, a_ruling, a_source_grade
from sqlalchemy import text
from store.test_save import AT, DAY

from firsthand.model.correction import CorrectionKind, RulingState
from firsthand.model.errors import LedgerError, RulingError
from firsthand.model.grade import Grades
from firsthand.store import (
    cases,
    corrected_pages,
    entries,
    grades,
    head,
    linked_on,
    log_faults,
    open_ledger,
    save_correction,
    save_grade,
    save_linked,
    save_reading,
    save_ruling,
)
from firsthand.store.guards import KEPT

ADDING = Path(__file__).parent / "adding_loop.py"


@pytest.fixture
def ruled(fresh):
    """A ledger with one correction, accepted and published: three entries in the log."""
    with fresh() as ledger:
        save_reading(ledger, a_reading(), read_by="rules 1", at=AT)
        correction = a_correction()
        save_correction(ledger, correction)
        accepted = a_ruling(correction)
        save_ruling(ledger, accepted, after=())
        save_ruling(ledger, a_ruling(correction, RulingState.PUBLISHED), after=(accepted,))
        yield ledger


@pytest.fixture
def graded(ruled):
    """The same with a grade of a source and one of a claim: five entries."""
    save_grade(ruled, a_source_grade())
    save_grade(ruled, a_claim_grade())
    return ruled


def unguarded(ledger):
    """The ledger as in the hands of one who knows how to take the triggers away."""
    with ledger.writing() as connection:
        if ledger.engine.dialect.name == "postgresql":
            for table in KEPT:
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        else:
            triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_no\\_%' ESCAPE '\\'"
            for name in connection.execute(text(triggers)).scalars().all():
                connection.execute(text(f"DROP TRIGGER {name}"))
    return ledger


def do(ledger, *commands):
    with ledger.writing() as connection:
        for command in commands:
            connection.execute(text(command))


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize("command", ["UPDATE {} SET at = '2031-01-01'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_is_kept(graded, table, command):
    before = entries(graded), cases(graded), grades(graded)
    with pytest.raises(LedgerError, match=f"{table} is only added to"):
        do(graded, command.format(table))
    assert (entries(graded), cases(graded), grades(graded)) == before


@pytest.mark.parametrize("table", KEPT)
def test_the_database_refuses_to_empty_what_is_kept(graded, table):
    if graded.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(LedgerError, match="is only added to"):
        do(graded, f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", KEPT)
def test_no_row_takes_the_place_of_another(graded, table):
    if graded.engine.dialect.name != "sqlite":
        pytest.skip("other databases have no INSERT OR REPLACE")
    with pytest.raises(LedgerError, match="is only added to"):
        do(graded, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")  # noqa: S608 - ours


def test_the_log_of_what_was_done_is_whole(ruled):
    assert [entry.what for entry in entries(ruled)] == ["suggestion", "ruling", "ruling"]
    assert head(ruled) == entries(ruled)[-1]
    assert log_faults(ruled) == ()
    assert all(log_faults(ruled, entry.hash) == () for entry in entries(ruled))


TAMPERING = {
    "an entry deleted": (("DELETE FROM log WHERE number = 2",), "entry 2 is missing"),
    "the first deleted": (("DELETE FROM log WHERE number = 1",), "entry 1 is missing"),
    "all deleted": (("DELETE FROM log",), "the log ends with entry 0"),
    "the end cut off": (("DELETE FROM log WHERE number > 2",), "the log ends with entry 2"),
    "a source's grade altered beside the log": (("UPDATE reliabilities SET grade = 'A'",), "are not in the log as"),
    "a claim's grade deleted beside the log": (("DELETE FROM credibilities",), "a credibility, is not in the ledger"),
    "a body altered": (
        ("UPDATE log SET body = replace(body, 'accepted', 'rejected') WHERE number = 2",),
        "entry 2 does not say",
    ),
    "two changed places": (
        (
            "UPDATE log SET number = 9 WHERE number = 2",
            "UPDATE log SET number = 2 WHERE number = 3",
            "UPDATE log SET number = 3 WHERE number = 9",
        ),
        "entry 2 does not follow",
    ),
    "a ruling altered beside the log": (("UPDATE rulings SET why = 'I say so'",), "are not in the log as"),
    "a ruling deleted beside the log": (("DELETE FROM rulings WHERE state = 'published'",), "is not in the ledger"),
    "a note altered beside the log": (("UPDATE corrections SET note = 'no'",), "are not in the log as"),
    "a ruling put in beside the log": (
        (
            """INSERT INTO rulings (correction, state, who, at, why, undoes)
            SELECT correction, 'withdrawn', who, at, why, undoes FROM rulings WHERE state = 'published'""",
        ),
        "1 of the ledger's suggestions, rulings and grades are not in the log",
    ),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_is_found(graded, how):
    commands, says = TAMPERING[how]
    do(unguarded(graded), *commands)
    assert any(says in fault for fault in log_faults(graded)), log_faults(graded)


def test_grades_are_kept_as_they_came_and_logged(ruled):
    first, second = a_source_grade(), a_source_grade(grade="E", why="It was wrong thrice.")
    given = (first, a_claim_grade(), second)
    for one in given:
        save_grade(ruled, one)
    assert grades(ruled) == Grades(sources=(first, second), claims=(given[1],))
    assert [entry.what for entry in entries(ruled)[3:]] == ["reliability", "credibility", "reliability"]
    assert log_faults(ruled) == ()


def test_an_end_that_was_cut_off_everywhere_is_found_by_a_head_that_was_kept(ruled):
    kept = entries(ruled)[-1].hash
    before = entries(ruled)[1]
    do(
        unguarded(ruled),
        "DELETE FROM log WHERE number = 3",
        "DELETE FROM rulings WHERE state = 'published'",
        f"UPDATE about SET value = '2 {before.hash}' WHERE key = 'log'",  # noqa: S608 - ours
    )
    assert log_faults(ruled) == ()
    assert log_faults(ruled, before.hash) == ()
    assert any(f"no entry has the hash {kept}" in fault for fault in log_faults(ruled, kept))


def test_a_ruling_after_another_one_that_was_not_seen_is_refused(ruled):
    (case,) = cases(ruled)
    late = a_ruling(case.correction, RulingState.WITHDRAWN)
    with pytest.raises(RulingError, match="expected 1 rulings, came 2: somebody else has ruled"):
        save_ruling(ruled, late, after=case.rulings[:1])
    assert cases(ruled) == (case,)
    assert len(entries(ruled)) == 3


def test_what_is_no_ruling_on_a_known_correction_leaves_no_entry(ruled):
    with pytest.raises(LedgerError, match="does not fit together"):
        save_ruling(ruled, a_ruling(a_correction(note="another")), after=())
    with pytest.raises(LedgerError, match="does not fit together"):
        save_correction(ruled, a_correction(a_reading(), id="c-2", anchor=other_revision()))
    assert log_faults(ruled) == ()
    assert len(entries(ruled)) == 3


def other_revision():
    return replace(a_correction().anchor, revision="r-other")


@pytest.mark.parametrize(
    ("kind", "state", "is_due"),
    [
        (CorrectionKind.WRONG_SOURCE, RulingState.ACCEPTED, True),
        (CorrectionKind.WRONG_SOURCE, RulingState.REJECTED, False),
        (CorrectionKind.FACT, RulingState.ACCEPTED, False),
    ],
)
def test_linking_is_due_where_a_reading_was_overruled(ruled, kind, state, is_due):
    correction = a_correction(kind=kind, note="anew")
    save_correction(ruled, correction)
    save_linked(ruled, stories=(), claims=(), echoes=(), changes=(), on=DAY)
    save_ruling(ruled, a_ruling(correction, state), after=())
    assert (linked_on(ruled) is None) == is_due


def test_the_pages_that_corrections_are_about_are_told(ruled):
    (page,) = corrected_pages(ruled).values()
    assert (page.outlet, page.url, page.title) == ("The Harbour Post", None, None)


HOSTILE = (
    "\x1b[2J\x07\x00".replace("\x00", ""),
    "\u202egnol",
    "<script>alert(1)</script>",
    "'; DROP TABLE log;--",
    "x" * 10_000,
)


@pytest.mark.parametrize("said", HOSTILE)
def test_a_hostile_note_is_kept_as_it_came(ruled, said):
    correction = a_correction(note=said, by=said, name=said)
    save_correction(ruled, correction)
    assert cases(ruled)[-1].correction == correction
    assert log_faults(ruled) == ()


def test_two_programs_that_write_at_once_make_one_chain(tmp_path):
    where = tmp_path / "ledger.sqlite"
    with open_ledger(where) as ledger:
        save_reading(ledger, a_reading(), read_by="rules 1", at=AT)
        programs = [
            subprocess.Popen([sys.executable, str(ADDING), str(where), name, "25"], stderr=subprocess.PIPE, text=True)
            for name in ("first", "second")
        ]
        complaints = [program.communicate(timeout=120)[1] for program in programs]
        assert [program.returncode for program in programs] == [0, 0], complaints
        assert log_faults(ledger) == ()
        assert [entry.number for entry in entries(ledger)] == list(range(1, 101))
        assert len(cases(ledger)) == 50
