"""What may become of a suggestion, and who decided it? The life of a Correction, one Ruling after the other.

    suggested ──> accepted ──> published ──> withdrawn
        │  └────> rejected
        ├───────> duplicate        (of another)
        └───────> needs-review ──> accepted, rejected, duplicate, withdrawn

Nothing is overwritten: to take a Ruling back is one more, after which holds what held before it. Only a Correction of a
fact is published; one of a reading works from the moment in which it is accepted.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from firsthand.model.correction import LONGEST_NAME, LONGEST_NOTE, Case, Ruling, RulingState
from firsthand.model.errors import RulingError
from firsthand.model.ids import CorrectionId
from firsthand.model.when import When

_OPEN: Final = frozenset(
    {RulingState.ACCEPTED, RulingState.REJECTED, RulingState.DUPLICATE, RulingState.WITHDRAWN},
)
MOVES: Final[Mapping[RulingState, frozenset[RulingState]]] = MappingProxyType(
    {
        RulingState.SUGGESTED: _OPEN | {RulingState.NEEDS_REVIEW},
        RulingState.NEEDS_REVIEW: _OPEN,
        RulingState.ACCEPTED: frozenset({RulingState.PUBLISHED, RulingState.NEEDS_REVIEW, RulingState.WITHDRAWN}),
        RulingState.PUBLISHED: frozenset({RulingState.WITHDRAWN}),
        RulingState.REJECTED: frozenset(),
        RulingState.DUPLICATE: frozenset(),
        RulingState.WITHDRAWN: frozenset(),
    }
)
"""From each state, those that a Ruling may lead to. What is rejected, a duplicate or withdrawn is at its end: only
undoing leads out of it."""

MACHINE: Final = "firsthand"
"""Who rules that a passage was lost: the program itself. No person may rule by that name."""


def rule(case: Case, state: RulingState, *, by: str, at: When, why: str, of: CorrectionId | None = None) -> Ruling:
    """The Ruling that leads `case` to `state`. `of` is the Correction that a duplicate repeats.

    Raises RulingError where that may not follow, or where it is not said by whom and why.
    """
    _signed(by, why)
    now, name = case.state, case.correction.id
    if state not in MOVES[now]:
        allowed = ", ".join(sorted(MOVES[now])) or "nothing; undo the last ruling first"
        raise RulingError(f"{name} is {now}: expected a ruling that leads to {allowed}; came {state}")
    if state is RulingState.PUBLISHED and case.correction.of_reading:
        raise RulingError(
            f"{name} corrects a reading ({case.correction.kind}), which works once it is accepted; only corrections of "
            "a fact are published"
        )
    if (state is RulingState.DUPLICATE) != (of is not None) or of == name:
        raise RulingError(f"{name}: a duplicate names another correction that says the same; came {of or 'none'}")
    return Ruling(correction=name, state=state, by=by, at=at, why=why, of=of)


def undo(case: Case, *, by: str, at: When, why: str) -> Ruling:
    """The Ruling that takes back the last one that holds. Raises RulingError where there is none."""
    _signed(by, why)
    holding = case.holding
    if not holding:
        raise RulingError(f"{case.correction.id} is as it was suggested: there is no ruling to take back")
    before = holding[-2].state if len(holding) > 1 else RulingState.SUGGESTED
    return Ruling(correction=case.correction.id, state=before, by=by, at=at, why=why, undoes=True)


def plain_words(what: str, text: str, most: int) -> str:
    """`text` without white space at its ends. Raises RulingError where there is none left, or more than `most`.

    Control characters are kept and made harmless where they are shown; what no database takes is refused.
    """
    words = text.strip()
    if not words:
        raise RulingError(f"{what}: expected some words, came none")
    if len(words) > most:
        raise RulingError(f"{what}: expected at most {most:,} characters, came {len(words):,}; say it shorter")
    if "\0" in words or any("\ud800" <= sign <= "\udfff" for sign in words):
        raise RulingError(f"{what}: expected text, came characters that are none (NUL, or half of a pair)")
    return words


def _signed(by: str, why: str) -> None:
    plain_words("by whom", by, LONGEST_NAME)
    plain_words("why", why, LONGEST_NOTE)
