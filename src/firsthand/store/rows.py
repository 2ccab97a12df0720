"""How does a record lie in rows, and how does it come back? Exactly: record -> rows -> record is the record.

A Statement is one row of `statements`, a few of `hops` ("the spokesman, by way of the agency") and of
`evidence`. A function `x_row` gives what one record puts into its own table; `x_of` makes the record of a row
and of the parts that lie in other tables. Rows go by column name. A row that does not hold what its record
expects raises ValueError, which the ledger's door turns into LedgerError.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import RowMapping

from firsthand.model.coverage import Note, NoteKind, Notice, NoticeKind, Revision, Teller, Told
from firsthand.model.entity import Entity, EntityType
from firsthand.model.ids import ArticleId, EntityId, RevisionId, StatementId
from firsthand.model.span import Span
from firsthand.model.statement import (
    Access,
    Basis,
    Certainty,
    EventKind,
    EventTime,
    Evidence,
    Hop,
    HopRole,
    Naming,
    Polarity,
    QuoteType,
    Source,
    SpeechAct,
    Stance,
    Statement,
    StatementTime,
    TimeExpression,
    TimeType,
)
from firsthand.model.when import When
from firsthand.model.why import Step, Why

Row: TypeAlias = dict[str, object]
"""What goes into one table, by column."""

_Pairs: TypeAlias = Iterable[tuple[int, int]]


def placed(rows: Iterable[Row], **owner: str) -> list[Row]:
    """The rows of one owner, each with its place among them."""
    return [{**owner, "position": at, **row} for at, row in enumerate(rows)]


def span_row(name: str, span: Span | None) -> Row:
    """The two columns of a span that may be missing."""
    if span is None:  # an empty span is false, and still a span
        return {f"{name}_start": None, f"{name}_end": None}
    return {f"{name}_start": span.start, f"{name}_end": span.end}


def _span_of(row: RowMapping, name: str) -> Span | None:
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return None if start is None or end is None else Span(start, end)


def whole_span_of(row: RowMapping) -> Span:
    """The span of a row that always has one."""
    return Span(row["span_start"], row["span_end"])


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _spans_of(pairs: _Pairs) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def edtf(when: When | None) -> str | None:
    """A date as it is written."""
    return when.edtf if when else None


def when_of(written: str | None) -> When | None:
    """A date of what is written. Raises NotADate for what is none."""
    return When(written) if written is not None else None


def why_rows(why: Why) -> list[list[object]]:
    """The steps as JSON: name, words, `[start, end]` or null."""
    return [[s.step, s.says, [s.span.start, s.span.end] if s.span is not None else None] for s in why]


def why_of(rows: Iterable[tuple[str, str, tuple[int, int] | None]]) -> Why:
    """The steps of their JSON."""
    return tuple(Step(step=step, says=says, span=Span(*span) if span else None) for step, says, span in rows)


def revision_row(revision: Revision) -> Row:
    """The columns that the wording itself fills; `first_seen` is the caller's, `arrival` the database's."""
    return {
        "id": revision.id,
        "article": revision.article,
        "text": revision.text,
        "sha256": revision.sha256,
        "title": revision.title,
        "origin": revision.origin,
        "captured": edtf(revision.captured),
        "capture": revision.capture,
        **revision_details(revision),
    }


def revision_details(revision: Revision) -> Row:
    """What is told about one wording, and may be told better when its page is read anew."""
    return {
        "url": revision.url,
        "outlet": revision.outlet,
        "byline": revision.byline,
        "published": edtf(revision.published),
        "modified": edtf(revision.modified),
        "language": revision.language,
        "wire": revision.wire,
        "section": revision.section,
        "paywalled": revision.paywalled,
        "told_by": [[told.field, told.by.value] for told in revision.told_by],
    }


def revision_of(row: RowMapping, notices: Iterable[RowMapping]) -> Revision:
    """A Revision of its row and those of its notices, in order."""
    return Revision(
        id=RevisionId(row["id"]),
        article=ArticleId(row["article"]),
        url=row["url"],
        outlet=row["outlet"],
        title=row["title"],
        byline=row["byline"],
        published=when_of(row["published"]),
        modified=when_of(row["modified"]),
        language=row["language"],
        wire=row["wire"],
        text=row["text"],
        sha256=row["sha256"],
        notices=tuple(map(_notice_of, notices)),
        origin=row["origin"],
        section=row["section"],
        paywalled=row["paywalled"],
        told_by=tuple(Told(field, Teller(by)) for field, by in row["told_by"]),
        captured=when_of(row["captured"]),
        capture=row["capture"],
    )


def notice_row(notice: Notice) -> Row:
    """One row of `notices`."""
    return {**span_row("span", notice.span), "kind": notice.kind.value, "note": _note_row(notice.note)}


def _note_row(note: Note | None) -> Row | None:
    if note is None:
        return None
    before, after = ([s.start, s.end] if s is not None else None for s in (note.before, note.after))
    return {"kind": note.kind.value, "before": before, "after": after, "when": edtf(note.when)}


def _notice_of(row: RowMapping) -> Notice:
    return Notice(span=whole_span_of(row), kind=NoticeKind(row["kind"]), note=_note_of(row["note"]))


def _note_of(row: Mapping[str, Any] | None) -> Note | None:
    if row is None:
        return None
    before, after = (Span(*pair) if pair is not None else None for pair in (row["before"], row["after"]))
    return Note(kind=NoteKind(row["kind"]), before=before, after=after, when=when_of(row["when"]))


def statement_row(statement: Statement, position: int) -> Row:
    """One row of `statements`; its hops and evidence go into their own tables."""
    source, said, event = statement.source, statement.statement_time, statement.event_time
    return {
        "id": statement.id,
        "revision": statement.revision,
        "position": position,
        "parent": statement.parent,
        "source_naming": source.naming.value if source else None,
        "source_entity": source.entity if source else None,
        **span_row("source", source.span if source else None),
        **span_row("cue", statement.cue),
        "content": _pairs(statement.content),
        "quote_type": statement.quote_type.value,
        "certainty": statement.certainty.value,
        "stance": statement.stance.value,
        "polarity": statement.polarity.value,
        "speech_act": statement.speech_act.value,
        "access": statement.access.value,
        "hedges": _pairs(statement.hedges),
        "conditional": statement.conditional,
        "conditions": _pairs(statement.conditions),
        "said": edtf(said.norm),
        "said_basis": said.basis.value,
        **span_row("said", said.span),
        "event": edtf(event.norm),
        "event_kind": event.kind.value if event.kind else None,
        **span_row("event", event.span),
        "place": statement.place,
        "audience": statement.audience,
        "confidence": statement.confidence,
        "why": why_rows(statement.why),
    }


def _source_of(row: RowMapping) -> Source | None:
    if row["source_naming"] is None:
        return None
    entity = EntityId(row["source_entity"]) if row["source_entity"] is not None else None
    return Source(span=_span_of(row, "source"), entity=entity, naming=Naming(row["source_naming"]))


def statement_of(row: RowMapping, hops: Iterable[RowMapping], evidence: Iterable[RowMapping]) -> Statement:
    """A Statement of its row and those of its chain and evidence, each in order."""
    return Statement(
        id=StatementId(row["id"]),
        parent=StatementId(row["parent"]) if row["parent"] is not None else None,
        revision=RevisionId(row["revision"]),
        source=_source_of(row),
        cue=_span_of(row, "cue"),
        content=_spans_of(row["content"]),
        quote_type=QuoteType(row["quote_type"]),
        chain=tuple(_hop_of(h) for h in hops),
        certainty=Certainty(row["certainty"]),
        stance=Stance(row["stance"]),
        polarity=Polarity(row["polarity"]),
        speech_act=SpeechAct(row["speech_act"]),
        evidence=tuple(Evidence(e["kind"]) for e in evidence),
        access=Access(row["access"]),
        hedges=_spans_of(row["hedges"]),
        conditional=row["conditional"],
        conditions=_spans_of(row["conditions"]),
        statement_time=StatementTime(
            span=_span_of(row, "said"), norm=when_of(row["said"]), basis=Basis(row["said_basis"])
        ),
        event_time=EventTime(
            span=_span_of(row, "event"),
            norm=when_of(row["event"]),
            kind=EventKind(row["event_kind"]) if row["event_kind"] is not None else None,
        ),
        place=row["place"],
        audience=row["audience"],
        confidence=row["confidence"],
        why=why_of(row["why"]),
    )


def hop_row(hop: Hop) -> Row:
    """One row of `hops`."""
    return {
        "actor": hop.actor,
        "entity": hop.entity,
        "role": hop.role.value,
        "certain": hop.certain,
        **span_row("span", hop.span),
    }


def _hop_of(row: RowMapping) -> Hop:
    return Hop(
        actor=row["actor"],
        entity=EntityId(row["entity"]) if row["entity"] is not None else None,
        role=HopRole(row["role"]),
        certain=row["certain"],
        span=_span_of(row, "span"),
    )


def entity_row(entity: Entity) -> Row:
    """One row of `entities`."""
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type.value,
        "aliases": list(entity.aliases),
        "parent": entity.parent,
        "mentions": _pairs(entity.mentions),
    }


def entity_of(row: RowMapping) -> Entity:
    """An Entity of its row."""
    return Entity(
        id=EntityId(row["id"]),
        name=row["name"],
        type=EntityType(row["type"]),
        aliases=tuple(row["aliases"]),
        parent=EntityId(row["parent"]) if row["parent"] is not None else None,
        mentions=_spans_of(row["mentions"]),
    )


def time_row(time: TimeExpression) -> Row:
    """One row of `times`."""
    return {
        **span_row("span", time.span),
        "type": time.type.value,
        "value": time.value,
        "norm": edtf(time.norm),
    }


def time_of(row: RowMapping) -> TimeExpression:
    """A TimeExpression of its row."""
    return TimeExpression(
        span=whole_span_of(row), type=TimeType(row["type"]), value=row["value"], norm=when_of(row["norm"])
    )
