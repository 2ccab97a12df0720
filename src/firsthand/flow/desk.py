"""How does a correction come in, and how is it ruled on? What readers and editors say, checked and onto the ledger.

A suggestion names a passage by a statement's id, or by an article and words that stand in it once. An accepted one of a
reading works when the coverage is next taken together (`track/overrides.py`).
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from firsthand.flow.grading import all_given, grade_claim, grade_source
from firsthand.ingest import canonical_url
from firsthand.model.correction import (
    LONGEST_NAME,
    LONGEST_NOTE,
    OF_TWO,
    Aim,
    Anchor,
    Case,
    Correction,
    CorrectionKind,
    Page,
    Ruling,
    RulingState,
    Sighting,
    Suggestion,
    Unplaced,
    correction_id,
)
from firsthand.model.errors import NotFound, RulingError
from firsthand.model.grade import ClaimGrade, Credibility, Given, Reliability, SourceGrade
from firsthand.model.ids import CorrectionId, RevisionId, StatementId
from firsthand.model.log import Entry
from firsthand.model.span import Span, hull
from firsthand.model.statement import Reading, Statement
from firsthand.model.when import When
from firsthand.store import (
    Ledger,
    back_up,
    cases,
    corrected_pages,
    entries,
    head,
    latest_reading,
    log_faults,
    reading_with,
    save_correction,
    save_ruling,
    wordings,
)
from firsthand.track import MACHINE, anchor_at, plain_words, rule, sight, source_named, statement_at, undo


class Desk:
    """All that faces do with corrections and with the log of an open ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def cases(self) -> tuple[Case, ...]:
        """Every correction with its rulings, in the order in which they came in."""
        return cases(self._ledger)

    def case(self, name: str) -> Case:
        """The correction of that id. Raises NotFound where there is none."""
        return case_named(self._ledger, name)

    def pages(self) -> dict[RevisionId, Page]:
        """The pages that corrections are about."""
        return corrected_pages(self._ledger)

    def sightings(self, case: Case) -> tuple[Sighting, ...]:
        """Where its passages stand in the latest wordings."""
        return sightings_of(self._ledger, case)

    def suggest(self, suggestion: Suggestion) -> Case:
        """Keep a suggestion; twice is once. Raises RulingError or NotFound."""
        return suggest(self._ledger, suggestion)

    def decide(self, name: str, state: RulingState, *, by: str, why: str, of: str | None = None) -> Case:
        """Rule on a correction. Raises RulingError or NotFound."""
        return decide(self._ledger, name, state, by=by, why=why, of=of)

    def undo(self, name: str, *, by: str, why: str) -> Case:
        """Take the last ruling on a correction back. Raises RulingError or NotFound."""
        return take_back(self._ledger, name, by=by, why=why)

    def grades(self) -> tuple[Given, ...]:
        """Every grade that was given, of sources first, and which of them hold."""
        return all_given(self._ledger)

    def grade_source(self, name: str, grade: Reliability, *, by: str, why: str) -> SourceGrade:
        """Grade a source by its name. Raises RulingError or NotFound."""
        said = plain_words("the source", name, LONGEST_NAME)
        return grade_source(self._ledger, said, grade, by=person(by), at=_now(), why=_reason(why))

    def grade_claim(self, which: str, grade: Credibility, *, by: str, why: str) -> ClaimGrade:
        """Grade a claim, named by its id or by a statement's in it. Raises RulingError or NotFound."""
        return grade_claim(self._ledger, which, grade, by=person(by), at=_now(), why=_reason(why))

    def log(self) -> tuple[Entry, ...]:
        """All entries of the log."""
        return entries(self._ledger)

    def head(self) -> Entry | None:
        """The log's last entry."""
        return head(self._ledger)

    def log_faults(self, kept: str | None) -> tuple[str, ...]:
        """What is wrong with the log; `kept` is a head hash that was exported once."""
        return log_faults(self._ledger, kept)

    def back_up(self, to: Path) -> int:
        """Copy the ledger into a file that is not there yet; its size in bytes. Raises LedgerError."""
        return back_up(self._ledger, to)


def suggest(ledger: Ledger, suggestion: Suggestion) -> Case:
    """Keep a suggestion; twice is once. Raises RulingError where it cannot be, NotFound where its passage is none."""
    kind = suggestion.kind
    if (kind in OF_TWO) != (suggestion.other is not None):
        expected = "two passages" if kind in OF_TWO else "one passage"
        raise RulingError(f"{kind}: expected {expected}; say which with a second passage, or leave it out")
    if suggestion.name is not None and kind not in {CorrectionKind.WRONG_SOURCE, CorrectionKind.NOT_AN_ORIGIN}:
        raise RulingError(f"{kind}: expected no name; names are for {CorrectionKind.WRONG_SOURCE} and for origins")
    name = plain_words("the name", suggestion.name, LONGEST_NAME) if suggestion.name is not None else None
    by = person(suggestion.by) if suggestion.by is not None else None
    note = plain_words("the note", suggestion.note, LONGEST_NOTE)
    anchor, reading, statement = _aimed(ledger, suggestion.aim, kind)
    other = _aimed(ledger, suggestion.other, kind)[0] if suggestion.other is not None else None
    if other is not None and other.statement == anchor.statement:
        raise RulingError("expected two statements, came the same one twice")
    if kind is CorrectionKind.WRONG_SOURCE and name is not None and statement is not None:
        _stands_in_text(name, statement, reading)
    correction = Correction(
        id=correction_id(kind, anchor, other, name, note, by),
        kind=kind,
        anchor=anchor,
        other=other,
        name=name,
        note=note,
        by=by,
        at=_now(),
    )
    save_correction(ledger, correction)
    return case_named(ledger, correction.id)


def decide(ledger: Ledger, name: str, state: RulingState, *, by: str, why: str, of: str | None = None) -> Case:
    """Rule on a correction. Raises RulingError where that may not follow, NotFound where there is no such one."""
    case = case_named(ledger, name)
    repeated = case_named(ledger, of) if of is not None else None
    if repeated is not None and repeated.state is RulingState.DUPLICATE:
        raise RulingError(f"{repeated.correction.id} is a duplicate itself; name the one that it repeats")
    ruling = rule(
        case,
        state,
        by=person(by),
        at=_now(),
        why=_reason(why),
        of=repeated.correction.id if repeated is not None else None,
    )
    return _kept(ledger, case, ruling)


def take_back(ledger: Ledger, name: str, *, by: str, why: str) -> Case:
    """Undo the last ruling on a correction. Raises as `decide` does."""
    case = case_named(ledger, name)
    ruling = undo(case, by=person(by), at=_now(), why=_reason(why))
    return _kept(ledger, case, ruling)


def case_named(ledger: Ledger, name: str) -> Case:
    """The correction of that id with its rulings. Raises NotFound where there is none."""
    found = cases(ledger, CorrectionId(name))
    if not found:
        raise NotFound(f"expected the id of a correction (c-...), came {name!r}; firsthand corrections list gives them")
    return found[0]


def sightings_of(ledger: Ledger, case: Case) -> tuple[Sighting, ...]:
    """Where its passages stand in the latest wordings."""
    anchors = case.correction.anchors
    return tuple(sight(a, latest_reading(ledger, a.article), case.correction) for a in anchors)


def send_to_review(ledger: Ledger, ruled: Sequence[Case], unplaced: Sequence[Unplaced]) -> None:
    """Rule, in the program's own name, that corrections whose passage was lost need review."""
    lost = {one.correction: one.why for one in unplaced}
    for case in ruled:
        why = lost.get(case.correction.id)
        if why is not None:
            ruling = rule(case, RulingState.NEEDS_REVIEW, by=MACHINE, at=_now(), why=f"In the latest wording, {why}.")
            save_ruling(ledger, ruling, after=case.rulings, relinks=False)


def _kept(ledger: Ledger, case: Case, ruling: Ruling) -> Case:
    if ruling.state is RulingState.ACCEPTED and case.correction.of_reading:
        lost = next((seen.why for seen in sightings_of(ledger, case) if seen.span is None), None)
        if lost is not None:
            raise RulingError(
                f"{case.correction.id} cannot be laid over the latest wording: {lost}; suggest it anew on that wording"
            )
    save_ruling(ledger, ruling, after=case.rulings)
    return case_named(ledger, case.correction.id)


def _aimed(ledger: Ledger, aim: Aim, kind: CorrectionKind) -> tuple[Anchor, Reading, Statement | None]:
    reading, statement = _reading_of(ledger, aim)
    text = reading.revision.text
    if aim.passage is not None:
        span = _span_of(aim.passage, aim.nth, text)
        statement = statement_at(span, reading)
    elif statement is not None:
        span = hull(statement.content)
    else:
        raise RulingError("expected the words that are meant; add --passage, or name a statement (s-...)")
    if len(span) > LONGEST_NOTE:
        raise RulingError(f"expected a passage of at most {LONGEST_NOTE:,} characters, came {len(span):,}; choose less")
    if kind is not CorrectionKind.FACT and statement is None:
        raise RulingError(
            f"{kind}: no one statement is read from these words; name it by its id (s-...), which firsthand brief "
            "--json gives"
        )
    return anchor_at(span, statement, reading), reading, statement


def _reading_of(ledger: Ledger, aim: Aim) -> tuple[Reading, Statement | None]:
    """The reading that `aim` names, and the statement, where it names one."""
    if aim.which.startswith("s-"):
        reading = reading_with(ledger, StatementId(aim.which))
        if reading is None:
            raise NotFound(f"expected a statement that the ledger holds, came {aim.which!r}; firsthand brief --json")
        return reading, next(s for s in reading.told if s.id == aim.which)
    found = wordings(ledger, aim.which, canonical_url(aim.which))
    articles = {wording.article for wording in found}
    if len(articles) > 1:
        raise NotFound(f"{aim.which!r} holds {len(articles)} articles; name one of them by its address or id (a-...)")
    reading = latest_reading(ledger, found[-1].article) if found else None
    if reading is None:
        raise NotFound(f"expected an article that the ledger holds (an id or an address), came {aim.which!r}")
    return reading, None


def _span_of(passage: str, nth: int | None, text: str) -> Span:
    """Where `passage` stands, word for word."""
    starts = []
    at = text.find(passage) if passage.strip() else -1
    while at >= 0:
        starts.append(at)
        at = text.find(passage, at + 1)
    if not starts:
        raise NotFound("the passage does not stand in the article's latest wording, word for word; copy it from there")
    if nth is None and len(starts) > 1:
        raise RulingError(f"the passage stands there {len(starts)} times; quote more of it, or say which with --nth")
    if nth is not None and not 1 <= nth <= len(starts):
        raise RulingError(f"--nth: expected 1 to {len(starts)}, came {nth}")
    start = starts[(nth or 1) - 1]
    return Span(start, start + len(passage))


def _stands_in_text(name: str, statement: Statement, reading: Reading) -> None:
    if source_named(name, statement, reading) is None:
        raise RulingError(f"expected a source as the article names it, came {name!r}, which does not stand there")


def person(name: str) -> str:
    """Whose word it is. The program's own name is not for people."""
    said = plain_words("by whom", name, LONGEST_NAME)
    if said.casefold() == MACHINE:
        raise RulingError(f"by whom: {MACHINE} is the program's own name; say who you are")
    return said


def _reason(why: str) -> str:
    return plain_words("why", why, LONGEST_NOTE)


def _now() -> When:
    return When.moment(datetime.now(UTC))
