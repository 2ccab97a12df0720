"""Is this news to who has looked before? One key for each thing that happened, whichever claim it is told of.

Claims are put together anew as coverage grows, and a statement may come to lie in another: that is no news. So a
development is known by its statement; where it has none, by its claim, its time and who did it.
"""

from dataclasses import dataclass

from firsthand.model.claim import Claim
from firsthand.model.ids import content_id
from firsthand.model.story import Change, Development, Echo
from firsthand.model.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How far somebody has looked, and when: all that the ledger had told until its `upto`-th telling."""

    upto: int
    at: When


def development_key(claim: Claim, one: Development) -> str:
    """Of one thing that happened to `claim`."""
    if one.statement is not None:
        return content_id("n", one.what.value, one.statement)
    return content_id("n", one.what.value, claim.id, one.by, one.when.edtf if one.when is not None else None)


def echo_key(echo: Echo) -> str:
    """Of a repeat of what was taken back."""
    return content_id("n", "echo", echo.statement)


def change_key(change: Change) -> str:
    """Of a change between two wordings."""
    return content_id("n", "change", change.earlier, change.later, change.kind, change.before, change.after)
