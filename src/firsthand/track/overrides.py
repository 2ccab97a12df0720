"""What do accepted corrections of readings change? What was read, what is linked, and what counts as an origin.

Nothing that was read is lost: the ledger keeps it as it was, and what editors decided is laid over it each time the
coverage is taken together. So it holds however often that is done, and in later wordings of a page; where its passage
is not surely found again the correction needs review, and changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from firsthand.model.claim import Claim
from firsthand.model.correction import OF_TWO, Case, CorrectionKind, Joining, RulingState, Unplaced
from firsthand.model.ids import StatementId
from firsthand.model.statement import Reading
from firsthand.track.overruled import overruled_reading, without_origin
from firsthand.track.sightings import sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """`readings` as editors hold them, what is `joining` for linking, and which corrections are `unplaced`."""

    readings: tuple[Reading, ...]
    joining: Joining
    unplaced: tuple[Unplaced, ...]
    origins: Mapping[StatementId, Sequence[Case]]

    def of_origins(self, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """`claims` without the origins that editors hold to be none."""
        return tuple(self._judged(claim) for claim in claims) if self.origins else tuple(claims)

    def _judged(self, claim: Claim) -> Claim:
        for mention in claim.mentions:
            for case in self.origins.get(mention.statement, ()):
                claim = without_origin(claim, mention.statement, case)
        return claim


@dataclass(slots=True)
class _Found:
    """What the corrections come to, while they are gone through; a later one goes before an earlier one."""

    changed: dict[StatementId, Case] = field(default_factory=dict)
    origins: dict[StatementId, list[Case]] = field(default_factory=lambda: defaultdict(list))
    pairs: dict[tuple[StatementId, StatementId], CorrectionKind] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)

    def note(self, case: Case, meant: Sequence[StatementId]) -> None:
        """An accepted Correction of a reading, and the statements that lie at its passages."""
        kind = case.correction.kind
        if kind is CorrectionKind.NOT_AN_ORIGIN:
            self.origins[meant[0]].append(case)
        elif kind in OF_TWO:
            first, second = sorted(meant)
            self.pairs[first, second] = kind
        else:
            self.changed[meant[0]] = case

    def of_kind(self, kind: CorrectionKind) -> tuple[tuple[StatementId, StatementId], ...]:
        """The pairs of which that is said."""
        return tuple(sorted(pair for pair, said in self.pairs.items() if said is kind))


def lay_over(readings: Sequence[Reading], cases: Iterable[Case]) -> Overrides:
    """Lay the accepted Corrections among `cases` over `readings`, which are of the latest wording of each Article."""
    found = _Found()
    by_article = {reading.revision.article: reading for reading in readings}
    for case in sorted(filter(_is_live, cases), key=_ruled):
        correction = case.correction
        seen = [sight(anchor, by_article.get(anchor.article), correction) for anchor in correction.anchors]
        lost = next((one for one in seen if one.span is None), None)
        if lost is not None:
            found.unplaced.append(Unplaced(correction=correction.id, why=lost.why))
        elif correction.of_reading and case.state is RulingState.ACCEPTED:
            found.note(case, [one.statement for one in seen if one.statement is not None])
    return Overrides(
        readings=tuple(overruled_reading(r, found.changed) for r in readings) if found.changed else tuple(readings),
        joining=Joining(
            together=found.of_kind(CorrectionKind.SAME_CLAIM), apart=found.of_kind(CorrectionKind.NOT_SAME_CLAIM)
        ),
        unplaced=tuple(found.unplaced),
        origins=found.origins,
    )


def _is_live(case: Case) -> bool:
    """Whether it matters that its passage still stands. What was accepted of a fact is true of the wording it names."""
    if case.state is RulingState.ACCEPTED:
        return case.correction.of_reading
    return case.state is RulingState.SUGGESTED


def _ruled(case: Case) -> tuple[str, str]:
    """When it was last ruled on."""
    return (case.rulings[-1].at if case.rulings else case.correction.at).sort_key
