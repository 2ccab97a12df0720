"""What is new since I last looked? Remembered for each reader, for the terminal and the desk alike."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from firsthand.model.briefing import Briefing
from firsthand.model.listing import Happening
from firsthand.model.news import Look, change_key, development_key, echo_key
from firsthand.model.when import When
from firsthand.store import Ledger, keep_look, last_look, news, tellings, told_after


class Looks:
    """How far each reader of an open ledger has looked. A reader goes by the name of `editor`, or by none."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def last(self, reader: str) -> Look | None:
        """How far `reader` has looked; None for who never has."""
        return last_look(self._ledger, reader)

    def now(self) -> int:
        """How far who looks now can see."""
        return tellings(self._ledger)

    def keep(self, reader: str, upto: int) -> None:
        """`reader` has seen all up to there; what nobody was told yet cannot have been seen."""
        seen = min(max(upto, 0), self.now())
        keep_look(self._ledger, reader, Look(upto=seen, at=When.moment(datetime.now(UTC))))

    def news(self, look: Look | None, most: int) -> tuple[tuple[Happening, ...], int]:
        """At most `most` things that happened since, most consequential first; and how many there are."""
        return news(self._ledger, look.upto if look is not None else 0, most)

    def since(self, look: Look | None, briefing: Briefing) -> Briefing:
        """Of the ledger's `briefing` what was not told yet when `look` was taken: all, for who never looked."""
        if look is None:
            return briefing
        keys = told_after(self._ledger, look.upto)
        return _only(briefing, keys.__contains__)


def _only(briefing: Briefing, is_new: Callable[[str], bool]) -> Briefing:
    claims = (
        replace(claim, history=tuple(one for one in claim.history if is_new(development_key(claim, one))))
        for claim in briefing.claims
    )
    return replace(
        briefing,
        claims=tuple(claim for claim in claims if claim.history),
        echoes=tuple(one for one in briefing.echoes if is_new(echo_key(one))),
        changes=tuple(one for one in briefing.changes if is_new(change_key(one))),
    )
