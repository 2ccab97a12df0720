"""Records for tests: `a_revision()`, `a_statement(...)`: say what matters, the rest is filled in."""

import hashlib
from collections.abc import Sequence
from typing import Any

from firsthand.model.claim import Bearing, Claim, Lineage, Mention, Origin, Standing
from firsthand.model.correction import (
    Anchor,
    Case,
    Correction,
    CorrectionKind,
    Ruling,
    RulingState,
    correction_id,
)
from firsthand.model.coverage import Notice, Revision, article_id, revision_id
from firsthand.model.entity import Entity, EntityType, entity_id
from firsthand.model.grade import ClaimGrade, Credibility, Reliability, SourceGrade
from firsthand.model.ids import ClaimId, content_id
from firsthand.model.span import Span, hull
from firsthand.model.statement import (
    Access,
    Basis,
    Certainty,
    EventTime,
    Evidence,
    Hop,
    HopRole,
    Naming,
    Polarity,
    QuoteType,
    Reading,
    Source,
    SpeechAct,
    Stance,
    Statement,
    StatementTime,
    statement_id,
)
from firsthand.model.when import When
from firsthand.model.why import Step
from firsthand.text.anchors import quote


def span_in(text: str, quoted: str, nth: int = 0) -> Span:
    """Where `quoted` stands in `text` (the nth time, from 0)."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(quoted, at + 1)
    return Span(at, at + len(quoted))


def a_revision(text: str = "Ann Lee said the bridge is shut.", **given: Any) -> Revision:
    url = given.pop("url", None)
    article = given.pop("article", article_id(url, text))
    title = given.pop("title", None)
    published = given.pop("published", "2031-05-04")
    return Revision(
        **{
            "id": revision_id(article, title, text),
            "article": article,
            "url": url,
            "outlet": "The Harbour Post",
            "title": title,
            "byline": None,
            "published": When(published) if isinstance(published, str) else published,
            "modified": None,
            "language": "en",
            "wire": None,
            "text": text,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "notices": (),
            "origin": "made.txt",
            **given,
        }
    )


def a_notice(text: str, quoted: str, kind: Any) -> Notice:
    return Notice(span=span_in(text, quoted), kind=kind)


def an_entity(name: str = "Ann Lee", kind: EntityType = EntityType.PERSON, **given: Any) -> Entity:
    return Entity(
        **{
            "id": entity_id(kind, name.casefold()),
            "name": name,
            "type": kind,
            "aliases": (),
            "parent": None,
            "mentions": (),
            **given,
        }
    )


def a_statement(
    revision: Revision | None = None,
    *,
    source: str | None = "Ann Lee",
    cue: str | None = "said",
    content: str | Sequence[str] = "the bridge is shut",
    entity: Entity | None = None,
    relays: Sequence[str] = (),
    **given: Any,
) -> Statement:
    """One statement of `revision`; `source`, `cue` and `content` are quoted from its text."""
    revision = revision or a_revision()
    text = revision.text
    entity = entity or (an_entity(source) if source else None)
    source_span = span_in(text, source) if source else None
    cue_span = span_in(text, cue) if cue else None
    contents = tuple(span_in(text, c) for c in ([content] if isinstance(content, str) else content))
    chain = [
        Hop(
            actor=entity.name if entity else None,
            entity=entity.id if entity else None,
            role=HopRole.ORIGIN,
            certain=True,
            span=source_span,
        ),
        *(Hop(actor=r, entity=None, role=HopRole.RELAY, certain=True, span=None) for r in relays),
        Hop(actor=revision.outlet, entity=None, role=HopRole.PUBLISHER, certain=True, span=None),
    ]
    return Statement(
        **{
            "id": statement_id(revision.id, source_span, cue_span, contents),
            "parent": None,
            "revision": revision.id,
            "source": Source(span=source_span, entity=entity.id if entity else None, naming=Naming.NAMED)
            if source
            else None,
            "cue": cue_span,
            "content": contents,
            "quote_type": QuoteType.INDIRECT,
            "chain": tuple(chain),
            "certainty": Certainty.CERTAIN,
            "stance": Stance.NEUTRAL,
            "polarity": Polarity.POSITIVE,
            "speech_act": SpeechAct.ASSERT,
            "evidence": (Evidence.UNSPECIFIED,),
            "access": Access.UNKNOWN,
            "hedges": (),
            "conditional": False,
            "conditions": (),
            "statement_time": StatementTime(span=None, norm=revision.published, basis=Basis.PUBLICATION),
            "event_time": EventTime(span=None, norm=None, kind=None),
            "place": None,
            "audience": None,
            "confidence": 0.9,
            "why": (Step(step="made", says="made for a test", span=cue_span),),
            **given,
        }
    )


def a_reading(revision: Revision | None = None, statements: Sequence[Statement] | None = None, **given: Any) -> Reading:
    revision = revision or a_revision()
    return Reading(
        **{
            "revision": revision,
            "statements": tuple(statements if statements is not None else [a_statement(revision)]),
            "entities": (an_entity(),),
            "times": (),
            **given,
        }
    )


def an_anchor(reading: Reading | None = None, quoted: str | None = None, **given: Any) -> Anchor:
    """The passage `quoted` of a reading, or the content of its first statement."""
    reading = reading or a_reading()
    text = reading.revision.text
    span = span_in(text, quoted) if quoted is not None else hull(reading.statements[0].content)
    held = quote(text, span)
    return Anchor(
        **{
            "article": reading.revision.article,
            "revision": reading.revision.id,
            "statement": reading.statements[0].id if quoted is None else None,
            "span": span,
            "exact": held.exact,
            "prefix": held.prefix,
            "suffix": held.suffix,
            **given,
        }
    )


def a_correction(reading: Reading | None = None, **given: Any) -> Correction:
    made = {
        "kind": CorrectionKind.FACT,
        "anchor": given.pop("anchor", None) or an_anchor(reading),
        "other": None,
        "name": None,
        "note": "The bridge is open.",
        "by": "A. Reader",
        **given,
    }
    name = correction_id(*(made[part] for part in ("kind", "anchor", "other", "name", "note", "by")))
    return Correction(**{"id": name, "at": When("2031-05-05T09:00:00Z"), **made})


def a_ruling(correction: Correction, state: RulingState = RulingState.ACCEPTED, **given: Any) -> Ruling:
    return Ruling(
        **{
            "correction": correction.id,
            "state": state,
            "by": "M. Editor",
            "at": When("2031-05-06T10:00:00Z"),
            "why": "The harbour office says so too.",
            **given,
        }
    )


def a_case(correction: Correction, *states: RulingState) -> Case:
    return Case(correction=correction, rulings=tuple(a_ruling(correction, state) for state in states))


def a_source_grade(source: str = "Ann Lee", grade: str = "B", **given: Any) -> SourceGrade:
    made = {"by": "M. Editor", "at": When("2031-05-06T10:00:00Z"), "why": "Right so far.", **given}
    return SourceGrade(**{"source": source, "grade": Reliability(grade), **made})


def a_claim_grade(
    claim: Claim | None = None, grade: str = "2", reading: Reading | None = None, **given: Any
) -> ClaimGrade:
    claim = claim or a_claim(reading)
    made = {"by": "M. Editor", "at": When("2031-05-06T10:00:00Z"), "why": "It was seen.", **given}
    anchor = made.pop("anchor", None) or an_anchor(reading)
    return ClaimGrade(**{"anchor": anchor, "claim": claim.id, "text": claim.text, "grade": Credibility(grade), **made})


def a_claim(reading: Reading | None = None, **given: Any) -> Claim:
    reading = reading or a_reading()
    text = "; ".join(s.content[0].of(reading.revision.text) for s in reading.statements[:1])
    ids = tuple(s.id for s in reading.statements)
    return Claim(
        **{
            "id": ClaimId(content_id("cl", *ids)),
            "story": None,
            "text": text,
            "mentions": tuple(
                Mention(article=reading.revision.article, statement=i, bearing=Bearing.SUPPORTS) for i in ids
            ),
            "lineage": Lineage(
                named=1,
                unverified=0,
                least=1,
                most=1,
                outlets=1,
                articles=1,
                origins=(Origin(actor="Ann Lee", entity=an_entity().id, named=True, statements=ids, merged=()),),
            ),
            "standing": Standing.OPEN,
            "variants": (),
            "against": (),
            "history": (),
            "why": (),
            **given,
        }
    )
