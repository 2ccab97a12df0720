"""Which grades hold for the origins and claims of this coverage? The last ones, found again by name and by passage."""

from collections.abc import Iterable, Mapping, Sequence

from firsthand.model.claim import Claim, Origin
from firsthand.model.grade import ClaimGrade, Graded, Grades, SourceGrade
from firsthand.model.ids import ClaimId, EntityId, StatementId
from firsthand.model.statement import Reading
from firsthand.text.names import fold
from firsthand.track.sightings import statement_sighted


def grade(claims: Sequence[Claim], readings: Sequence[Reading], grades: Grades) -> Graded:
    """What of `grades` holds for `claims`, which are of `readings`, the latest of each article.

    A source is known by its name, or another name that its entity has; who is unnamed has no grade. A claim has that
    of the passages that it mentions; one whose passage is not surely found again holds for none.
    """
    return Graded(sources=_of_sources(claims, readings, grades.sources), claims=_of_claims(claims, readings, grades))


def is_a_name(words: str) -> bool:
    """Whether `words` may name one source in all coverage; "the ministry" is another one in each article.

    >>> is_a_name("Ann Lee"), is_a_name("the ministry")
    (True, False)
    """
    return words != words.lower()


def _of_sources(
    claims: Iterable[Claim], readings: Iterable[Reading], given: Sequence[SourceGrade]
) -> dict[str, SourceGrade]:
    if not given:
        return {}
    last = {fold(one.source): one for one in given}
    aliases: dict[EntityId, set[str]] = {}
    for reading in readings:
        for entity in reading.entities:
            aliases.setdefault(entity.id, set()).update(map(fold, (entity.name, *entity.aliases)))
    found = {}
    for claim in claims:
        for origin in claim.lineage.origins:
            held = _last_of(origin, last, aliases) if origin.named else None
            if held is not None:
                found[origin.actor] = held
    return found


def _last_of(
    origin: Origin, last: Mapping[str, SourceGrade], aliases: Mapping[EntityId, set[str]]
) -> SourceGrade | None:
    own = last.get(fold(origin.actor))
    if own is not None or origin.entity is None:
        return own
    others = [last[name] for name in aliases.get(origin.entity, ()) if name in last]
    return max(others, key=lambda one: (one.at.sort_key, one.source), default=None)


def _of_claims(claims: Sequence[Claim], readings: Sequence[Reading], grades: Grades) -> dict[ClaimId, ClaimGrade]:
    claim_of: dict[StatementId, ClaimId] = {m.statement: claim.id for claim in claims for m in claim.mentions}
    by_article = {reading.revision.article: reading for reading in readings}
    found = {}
    for one in grades.claims:
        seen = statement_sighted(one.anchor, by_article.get(one.anchor.article)).statement
        claim = claim_of.get(seen) if seen is not None else None
        if claim is not None:
            found[claim] = one
    return found
