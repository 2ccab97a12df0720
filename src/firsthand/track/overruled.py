"""How does a reading, or a claim, look once an editor has overruled it? With who decided it, when and why, on top."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from firsthand.model.claim import Claim, Lineage, Origin
from firsthand.model.correction import Case, CorrectionKind
from firsthand.model.entity import Entity, EntityType
from firsthand.model.ids import StatementId
from firsthand.model.span import Span
from firsthand.model.statement import Hop, HopRole, Naming, Reading, Source, Statement
from firsthand.model.why import Step
from firsthand.text.names import fold


def overruled_reading(reading: Reading, changed: Mapping[StatementId, Case]) -> Reading:
    """`reading` with other sources for the statements in `changed`, and without those that are held to be none."""
    if changed.keys().isdisjoint(s.id for s in reading.told):
        return reading
    gone = {
        s.id: s.parent
        for s in reading.told
        if s.id in changed and changed[s.id].correction.kind is CorrectionKind.NOT_A_STATEMENT
    }

    def left(statements: Sequence[Statement]) -> tuple[Statement, ...]:
        kept = (_reparented(s, gone) for s in statements if s.id not in gone)
        return tuple(_with_source(s, reading, changed[s.id]) if s.id in changed else s for s in kept)

    return replace(reading, statements=left(reading.statements), own_words=left(reading.own_words))


def without_origin(claim: Claim, statement: StatementId, case: Case) -> Claim:
    """`claim` without the origin to which `statement` leads, and with the reason.

    Where the correction names somebody, only an origin of that name. `claim` itself where there is none such.
    """
    name = case.correction.name
    for origin in claim.lineage.origins:
        if statement in origin.statements and (name is None or fold(name) in _names(origin)):
            left = tuple(other for other in claim.lineage.origins if other is not origin)
            why = Step(step="ruling", says=f"{origin.actor} is no origin, {overruled_by(case)}", span=None)
            return replace(claim, lineage=_counted(claim.lineage, left), why=(why, *claim.why))
    return claim


class SourceNamed(NamedTuple):
    """A Source, and the name of whom it means."""

    source: Source
    actor: str


def source_named(name: str, statement: Statement, reading: Reading) -> SourceNamed | None:
    """Who `name` is in the text of `statement`; None where the text does not have it.

    The mention nearest to the statement is taken. Whom the reading knows as nobody counts as anonymous: in doubt nobody
    is on record.
    """
    text, near = reading.revision.text, statement.content[0].start
    entity = _entity(name, reading)
    if entity is not None and entity.mentions:
        span = min(entity.mentions, key=lambda mention: abs(mention.start - near))
        naming = Naming.NAMED if entity.type is EntityType.PERSON else Naming.INSTITUTION
        return SourceNamed(Source(span=span, entity=entity.id, naming=naming), entity.name)
    places = []
    at = text.find(name)
    while at >= 0:
        places.append(Span(at, at + len(name)))
        at = text.find(name, at + len(name))
    if not places:
        return None
    span = min(places, key=lambda place: abs(place.start - near))
    return SourceNamed(Source(span=span, entity=None, naming=Naming.ANONYMOUS), name)


def overruled_by(case: Case) -> str:
    """Who decided it, when and why, in words."""
    ruling = case.holding[-1]
    return f"overruled by {ruling.by} on {ruling.at.edtf[:10]}: {ruling.why}"


def _reparented(statement: Statement, gone: Mapping[StatementId, StatementId | None]) -> Statement:
    """`statement` in the one that its parent lay in, where its parent is held to be none."""
    parent = statement.parent
    while parent is not None and parent in gone:
        parent = gone[parent]
    return statement if parent == statement.parent else replace(statement, parent=parent)


def _with_source(statement: Statement, reading: Reading, case: Case) -> Statement:
    """`statement` as said by whom the editor names, or by nobody that the text names."""
    name = case.correction.name
    named = source_named(name, statement, reading) if name is not None else None
    source, actor = named if named is not None else (None, None)
    span, entity = (source.span, source.entity) if source is not None else (None, None)
    # Who is only described is an entity of this text alone: a hop does not point to such.
    local = any(one.id == entity and one.local for one in reading.entities)
    at = _hop_of_source(statement)
    hop = Hop(
        actor=actor,
        entity=None if local else entity,
        role=statement.chain[at].role if at is not None else HopRole.ORIGIN,
        certain=True,
        span=span,
    )
    chain = (*statement.chain[:at], hop, *statement.chain[at + 1 :]) if at is not None else (hop, *statement.chain)
    why = Step(
        step="ruling", says=f"The source is {actor or 'nobody whom the text names'}, {overruled_by(case)}", span=span
    )
    return replace(statement, source=source, chain=chain, why=(why, *statement.why))


def _hop_of_source(statement: Statement) -> int | None:
    """The place in the chain of whom the text gives as the source; None where it has nobody but the publisher."""
    source = statement.source
    places = [at for at, hop in enumerate(statement.chain) if hop.role is not HopRole.PUBLISHER]
    same = (
        at
        for at in places
        if source is not None
        and (
            (source.span is not None and statement.chain[at].span == source.span)
            or (source.entity is not None and statement.chain[at].entity == source.entity)
        )
    )
    return next(same, places[0] if places else None)


def _entity(name: str, reading: Reading) -> Entity | None:
    wanted = fold(name)
    return next((e for e in reading.entities if wanted in {fold(n) for n in (e.name, *e.aliases)}), None)


def _names(origin: Origin) -> frozenset[str]:
    return frozenset(fold(name) for name in (origin.actor, *(merge.other for merge in origin.merged)))


def _counted(before: Lineage, left: tuple[Origin, ...]) -> Lineage:
    """The counts of those origins that are `left`.

    How many of them rest on others is not known here: `least` goes down by what was left out, which is never too many.
    """
    named = sum(origin.named for origin in left)
    unverified = len(left) - named
    least = max(1, before.least - (before.named - named)) if named else min(1, unverified)
    return replace(
        before, named=named, unverified=unverified, least=min(least, len(left)), most=len(left), origins=left
    )
