"""Which claim of a briefing is asked for? Its id names it; else its words are looked up, and it may be in doubt.

`firsthand trace "the dam was shut"` means one claim, or one of a few, among which a person chooses by number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from firsthand.engines.matching import Reads, read_anew
from firsthand.link.lookup import Found, lookup, meant
from firsthand.model.briefing import Briefing
from firsthand.model.claim import Claim
from firsthand.model.errors import NotFound, SettingsError

_ID: Final = re.compile(r"cl-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The claims that `words` may mean, best first; `meant` is None where a person must choose, or there is none.

    `by_id` is whether the words are a claim's id.
    """

    words: str
    found: tuple[Found, ...]
    meant: Claim | None
    by_id: bool = False


def ask(words: str, briefing: Briefing, number: int | None = None, reads: Reads = read_anew) -> Asked:
    """What `words` mean among the claims of `briefing`; `number`, from 1, is a person's choice among those found.

    Raises NotFound for an id that no claim has, SettingsError for a number that none of those found has.
    """
    asked = words.strip()
    named = next((claim for claim in briefing.claims if claim.id == asked), None)
    if named is not None:
        return Asked(words=asked, found=(Found(claim=named, score=1.0),), meant=named, by_id=True)
    if _ID.fullmatch(asked):
        raise NotFound(f"expected the id of a claim of this coverage, came {asked}; look it up by its words")
    found = lookup(asked, briefing.claims, (*briefing.readings, *briefing.replaced), reads)
    if number is None:
        sure = meant(found)
        return Asked(words=asked, found=found, meant=sure.claim if sure is not None else None)
    if found and not 1 <= number <= len(found):
        raise SettingsError(f"--claim: expected a number from 1 to {len(found)}, came {number}; call it without one")
    return Asked(words=asked, found=found, meant=found[number - 1].claim if found else None)


def only(claims: Sequence[Claim], briefing: Briefing) -> Briefing:
    """The same briefing with these of its claims alone, their stories, and what goes with them."""
    kept = {claim.id for claim in claims}
    stories = {claim.story for claim in claims}
    return replace(
        briefing,
        stories=tuple(s for s in briefing.stories if s.id in stories),
        claims=tuple(c for c in briefing.claims if c.id in kept),
        echoes=tuple(e for e in briefing.echoes if e.claim in kept),
        changes=(),
    )
