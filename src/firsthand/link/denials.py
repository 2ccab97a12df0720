"""Who denies what another says: in one claim, or in a statement of its own that names what it denies?

"There was no such magnate", of the police, and "a shipping magnate ordered the theft", of a podcast, may lie in two
claims, for the one says nothing of a theft. The chance that the two are one claim is high for what they share all the
same; and what follows on the "no" is what the other tells of.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from firsthand.link.denying import denied_words
from firsthand.link.roots import actor_key
from firsthand.link.roster import Roster
from firsthand.link.saying import Saying
from firsthand.link.sources import same_source, who_says
from firsthand.model.claim import Against, AgainstKind, Bearing
from firsthand.model.ids import ClaimId, StatementId

DENIES_IT: Final = 0.32
"""The chance of being one claim from which a denial is of what another says in its claim. Of those of the gold's train
42 of 48 above it are right, 9 of 21 below it; of dev 9 of 10, and 1 of 5."""
DENIES_ACROSS: Final = 0.2
"""The same for what lies in another claim, where the words denied are the other's too: 6 of 6 on train and dev; without
those words 6 of 12."""
_FOR: Final = frozenset({Bearing.SUPPORTS, Bearing.PREDICTS})

Denied = tuple[Saying, Saying]
"""Who denies, and what is denied."""


def denials(
    sayings: Sequence[Saying],
    bearing: Mapping[StatementId, Bearing],
    roster: Roster,
    chance: Callable[[Saying, Saying], float],
) -> tuple[Against, ...]:
    """Denials by others than all who support; who takes back his own word does not contradict it."""
    supporters = [s for s in sayings if bearing[s.statement.id] in _FOR]
    out: dict[tuple[str | None, str], Against] = {}
    for saying in sayings:
        if bearing[saying.statement.id] is not Bearing.DENIES or saying.takes_back:
            continue
        others = [s for s in supporters if not same_source(s, saying, roster)]
        if supporters and not any(chance(saying, other) >= DENIES_IT for other in others):
            continue
        who, whom = who_says(saying, roster), who_says(others[0], roster) if others else "what was said"
        why = f"{who} denies what {whom} says." if others else f"{who} denies it."
        key = (actor_key(saying) or saying.reading.revision.article, saying.fold)
        out.setdefault(key, Against(kind=AgainstKind.DENIAL, claim=None, statement=saying.statement.id, why=why))
    return tuple(out.values())


def find_denials(
    pairs: Iterable[tuple[Saying, Saying]], chance: Callable[[Saying, Saying], float], roster: Roster
) -> tuple[Denied, ...]:
    """For each denial in `pairs` the likeliest that it denies, whatever claims the two lie in; where it is likely."""
    best: dict[StatementId, tuple[float, Denied]] = {}
    for pair in pairs:
        denial, told = pair if pair[0].denies else pair[::-1]
        if told.denies or not denial.denies or not all(map(_is_firm, pair)) or same_source(denial, told, roster):
            continue
        likely = chance(denial, told)
        if likely > best.get(denial.statement.id, (DENIES_ACROSS, None))[0]:
            best[denial.statement.id] = likely, (denial, told)
    return tuple(
        (denial, told) for _, (denial, told) in best.values() if not denied_words(denial.text).isdisjoint(told.words)
    )


def denied_claims(
    found: Iterable[Denied], claim_of: Callable[[StatementId], ClaimId | None], roster: Roster
) -> dict[ClaimId, tuple[Against, ...]]:
    """What `find_denials` found of two claims: each cites the other; a denial in no claim is cited as a statement."""
    out: dict[ClaimId, dict[object, Against]] = {}
    for denial, told in sorted(found, key=lambda pair: (pair[0].order, pair[1].order)):
        mine, theirs = claim_of(denial.statement.id), claim_of(told.statement.id)
        if theirs is None or mine == theirs:
            continue
        why = f"{who_says(denial, roster)} denies what {who_says(told, roster)} says."
        if mine is None:
            lone = Against(kind=AgainstKind.DENIAL, claim=None, statement=denial.statement.id, why=why)
            out.setdefault(theirs, {}).setdefault(denial.statement.id, lone)
            continue
        for here, there in ((mine, theirs), (theirs, mine)):
            across = Against(kind=AgainstKind.DENIAL, claim=there, statement=None, why=why)
            out.setdefault(here, {}).setdefault(there, across)
    return {claim: tuple(rows.values()) for claim, rows in out.items()}


def _is_firm(saying: Saying) -> bool:
    """Whether it says so or says no, and asks, supposes or leaves open nothing."""
    return not (saying.statement.conditional or saying.asks_for or saying.leaves_open or saying.takes_back)
