"""How does a record leave the house? As the plain data of the interchange contract, made once for all faces.

`present_reading` gives one line of `firsthand read --json`, `present_briefing` the one object of
`firsthand brief --json`. Every span is re-quoted from its text here, so `text[start:end] == exact` holds or
SpanError is raised; what is not known is None. Fields beyond the contract (`wire`, `modified`, `input`, ...)
are added, none is renamed.
"""

import json
from collections.abc import Sequence
from typing import TypeAlias

from firsthand.model.briefing import Briefing
from firsthand.model.claim import Against, Claim, Drift, Lineage, Mention, Merge, Origin, Variant
from firsthand.model.coverage import Note, Notice, Revision, Setback
from firsthand.model.entity import Entity
from firsthand.model.grade import ClaimGrade, Credibility, Graded, Reliability, SourceGrade
from firsthand.model.ids import ArticleId, StatementId
from firsthand.model.span import Span
from firsthand.model.statement import EventTime, Hop, Reading, Source, Statement, StatementTime, TimeExpression
from firsthand.model.story import Change, Development, Echo, PageHistory, Story
from firsthand.model.when import When
from firsthand.model.why import Step

CONTRACT = 1
"""The version of the interchange contract that is spoken here."""

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"


_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(", ", ": "), allow_nan=False, check_circular=False)
"""Looks for no circle, as plain data that was made of records has none."""


def as_json(data: Plain) -> str:
    """`data` on one line, in ASCII alone: control characters and lone surrogates leave escaped."""
    return _ENCODER.encode(data)


def present_reading(reading: Reading) -> dict[str, Plain]:
    """One article with its text, as `firsthand read --json` prints it."""
    text = reading.revision.text
    return {
        "contract": CONTRACT,
        "article": _article(reading.revision),
        "text": text,
        "notices": [_notice(n, text) for n in reading.revision.notices],
        "statements": [_statement(s, text) for s in reading.statements],
        "own_words": [_statement(s, text) for s in reading.own_words],
        "entities": [_entity(e) for e in reading.entities],
        "times": [_time(t, text) for t in reading.times],
    }


def present_briefing(briefing: Briefing) -> dict[str, Plain]:
    """All of some coverage, as `firsthand brief --json` prints it; the articles come without their texts."""
    shown = {m.statement for claim in briefing.claims for m in claim.mentions} | {e.statement for e in briefing.echoes}
    shown |= {s for claim in briefing.claims for d in claim.drift for s in (d.statement, d.rests_on) if s is not None}
    passages = _Passages(briefing)
    return {
        "contract": CONTRACT,
        "articles": [_article_without_text(r) for r in briefing.readings],
        "statements": {
            r.revision.article: [
                _statement(s, r.revision.text) for s in (*r.statements, *(o for o in r.own_words if o.id in shown))
            ]
            for r in briefing.readings
        },
        "stories": [_story(s) for s in briefing.stories],
        "claims": [_claim(c, passages, briefing.graded) for c in briefing.claims],
        "echoes": [_echo(e) for e in briefing.echoes],
        "changed": [_change(c) for c in briefing.changes],
        "setbacks": [present_setback(s) for s in briefing.setbacks],
    }


def present_setback(setback: Setback) -> dict[str, Plain]:
    """One input that was set back, and why."""
    return {"input": setback.input, "reason": setback.reason}


def _article(revision: Revision) -> dict[str, Plain]:
    return {
        "id": revision.article,
        "url": revision.url,
        "outlet": revision.outlet,
        "title": revision.title,
        "byline": revision.byline,
        "published": _when(revision.published),
        "language": revision.language,
        "sha256": revision.sha256,
        "revision": revision.id,
        "modified": _when(revision.modified),
        "wire": revision.wire,
        "section": revision.section,
        "paywalled": revision.paywalled,
        "told_by": {told.field: told.by.value for told in revision.told_by},
        "captured": _when(revision.captured),
        "capture": revision.capture,
        "input": revision.origin,
    }


def _article_without_text(reading: Reading) -> dict[str, Plain]:
    text = reading.revision.text
    return {
        **_article(reading.revision),
        "notices": [_notice(n, text) for n in reading.revision.notices],
        "entities": [_entity(e) for e in reading.entities],
        "times": [_time(t, text) for t in reading.times],
    }


def _statement(said: Statement, text: str) -> dict[str, Plain]:
    return {
        "id": said.id,
        "parent": said.parent,
        "source": None if said.source is None else _source(said.source, text),
        "cue": _quoted_or_none(said.cue, text),
        "content": _quoted_all(said.content, text),
        "quote_type": said.quote_type.value,
        "chain": [_hop(h) for h in said.chain],
        "certainty": said.certainty.value,
        "publisher_stance": said.stance.value,
        "polarity": said.polarity.value,
        "speech_act": said.speech_act.value,
        "evidence": [e.value for e in said.evidence],
        "source_access": said.access.value,
        "hedges": _quoted_all(said.hedges, text),
        "conditional": said.conditional,
        "conditions": _quoted_all(said.conditions, text),
        "statement_time": _statement_time(said.statement_time, text),
        "event_time": _event_time(said.event_time, text),
        "place": said.place,
        "audience": said.audience,
        "confidence": said.confidence,
        "why": [_step(s, text) for s in said.why],
    }


def _source(source: Source, text: str) -> dict[str, Plain]:
    """The outlet's own voice has no words of the text: `exact`, `start` and `end` are None."""
    where: dict[str, Plain] = {"exact": None, "start": None, "end": None}
    if source.span is not None:
        where = _quoted(source.span, text)
    return {**where, "entity": source.entity, "naming": source.naming.value}


def _hop(hop: Hop) -> dict[str, Plain]:
    return {
        "actor": hop.actor,
        "entity": hop.entity,
        "role": hop.role.value,
        "certain": hop.certain,
        "span": None if hop.span is None else [hop.span.start, hop.span.end],
    }


def _statement_time(time: StatementTime, text: str) -> dict[str, Plain]:
    return {"text": _quoted_or_none(time.span, text), "norm": _when(time.norm), "basis": time.basis.value}


def _event_time(time: EventTime, text: str) -> dict[str, Plain]:
    return {
        "text": _quoted_or_none(time.span, text),
        "norm": _when(time.norm),
        "kind": None if time.kind is None else time.kind.value,
    }


def _step(step: Step, text: str) -> dict[str, Plain]:
    return {"step": step.step, "says": step.says, "span": _quoted_or_none(step.span, text)}


def _notice(notice: Notice, text: str) -> dict[str, Plain]:
    found = {**_quoted(notice.span, text), "kind": notice.kind.value}
    return found if notice.note is None else {**found, "note": _note(notice.note, text)}


def _note(note: Note, text: str) -> dict[str, Plain]:
    return {
        "kind": note.kind.value,
        "before": _quoted_or_none(note.before, text),
        "after": _quoted_or_none(note.after, text),
        "when": _when(note.when),
    }


def _entity(entity: Entity) -> dict[str, Plain]:
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type.value,
        "aliases": list(entity.aliases),
        "parent": entity.parent,
        "mentions": [[m.start, m.end] for m in entity.mentions],
    }


def _time(time: TimeExpression, text: str) -> dict[str, Plain]:
    return {**_quoted(time.span, text), "type": time.type.value, "value": time.value, "norm": _when(time.norm)}


def _story(story: Story) -> dict[str, Plain]:
    return {
        "id": story.id,
        "title": story.title,
        "articles": list(story.articles),
        "first": _when(story.first),
        "last": _when(story.last),
    }


def _claim(claim: Claim, passages: "_Passages", graded: Graded) -> dict[str, Plain]:
    return {
        "id": claim.id,
        "story": claim.story,
        "text": claim.text,
        "statements": [_mention(m) for m in claim.mentions],
        "origins": _lineage(claim.lineage, graded),
        "standing": claim.standing.value,
        "credibility": present_grade(graded.claims.get(claim.id), Credibility.CANNOT_BE_JUDGED),
        "variants": [_variant(v) for v in claim.variants],
        "against": [_against(a) for a in claim.against],
        "history": [_development(d) for d in claim.history],
        "drift": [_drift(d, passages) for d in claim.drift],
        "why": [_bare_step(s) for s in claim.why],
    }


def _mention(mention: Mention) -> dict[str, Plain]:
    return {"article": mention.article, "statement": mention.statement, "bearing": mention.bearing.value}


def _lineage(lineage: Lineage, graded: Graded) -> dict[str, Plain]:
    return {
        "named": lineage.named,
        "unverified": lineage.unverified,
        "least": lineage.least,
        "most": lineage.most,
        "outlets": lineage.outlets,
        "articles": lineage.articles,
        "list": [_origin(o, graded) for o in lineage.origins],
    }


def _origin(origin: Origin, graded: Graded) -> dict[str, Plain]:
    return {
        "actor": origin.actor,
        "entity": origin.entity,
        "named": origin.named,
        "statements": list(origin.statements),
        "merged": [_merge(m) for m in origin.merged],
        "reliability": present_grade(reliability(origin, graded), Reliability.CANNOT_BE_JUDGED),
    }


def reliability(origin: Origin, graded: Graded) -> SourceGrade | None:
    """What editors decided on who vouches; None for the unnamed, and where nobody has decided."""
    return graded.sources.get(origin.actor) if origin.named else None


def present_grade(given: SourceGrade | ClaimGrade | None, otherwise: Reliability | Credibility) -> dict[str, Plain]:
    """A decision: the letter or digit, by whom, when and why; where nobody has decided, `otherwise` by nobody."""
    if given is None:
        return {"grade": otherwise.value, "by": None, "at": None, "why": None}
    return {"grade": given.grade.value, "by": given.by, "at": given.at.edtf, "why": given.why}


def _merge(merge: Merge) -> dict[str, Plain]:
    return {"with": merge.other, "why": merge.reason.value, "says": merge.says, "statement": merge.statement}


def _variant(variant: Variant) -> dict[str, Plain]:
    return {
        "slot": variant.slot,
        "value": variant.value,
        "unit": variant.unit,
        "as_of": _when(variant.as_of),
        "statement": variant.statement,
    }


def _against(against: Against) -> dict[str, Plain]:
    """Either `claim` or `statement` is given, as in the record; the other is None."""
    return {
        "claim": against.claim,
        "statement": against.statement,
        "kind": against.kind.value,
        "why": against.why,
    }


def _development(development: Development) -> dict[str, Plain]:
    return {
        "when": _when(development.when),
        "what": development.what.value,
        "by": development.by,
        "statement": development.statement,
    }


class _Passages:
    """The words of statements and headlines of a briefing; None for what an earlier wording had."""

    def __init__(self, briefing: Briefing) -> None:
        self._titles = {r.revision.article: r.revision.title for r in briefing.readings}
        self._said = {s.id: (s, r.revision.text) for r in briefing.readings for s in r.told}

    def of(self, article: ArticleId, statement: StatementId | None) -> dict[str, Plain]:
        """A passage: the statement's content, or the headline where there is none."""
        found = self._said.get(statement) if statement is not None else None
        return {
            "article": article,
            "statement": statement,
            "headline": self._titles.get(article) if statement is None else None,
            "content": _quoted_all(found[0].content, found[1]) if found is not None else [],
        }


def _drift(drift: Drift, passages: _Passages) -> dict[str, Plain]:
    return {
        "kind": drift.kind.value,
        "says": passages.of(drift.article, drift.statement),
        "rests_on": passages.of(drift.rests_on_article, drift.rests_on),
        "why": drift.why,
    }


def _bare_step(step: Step) -> dict[str, Plain]:
    """A Claim spans several texts, so its reasons carry no quotation; where one points, it points."""
    return {"step": step.step, "says": step.says, "span": [step.span.start, step.span.end] if step.span else None}


def _echo(echo: Echo) -> dict[str, Plain]:
    return {"claim": echo.claim, "article": echo.article, "statement": echo.statement, "after": _when(echo.after)}


def _change(change: Change) -> dict[str, Plain]:
    return {
        "url": change.url,
        "article": change.article,
        "from": change.earlier,
        "to": change.later,
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "silent": change.silent,
        "why": list(change.why),
    }


def present_histories(pages: Sequence[PageHistory]) -> list[Plain]:
    """The changes of all pages with their pages and dates, as `firsthand changes --json` prints them."""
    return [_change_of(change, page) for page in pages for change in page.changes]


def _change_of(change: Change, page: PageHistory) -> dict[str, Plain]:
    by_id = {r.id: r for r in page.wordings}
    last = page.wordings[-1]
    return {
        **_change(change),
        "page": {"outlet": last.outlet, "title": last.title, "assumed": page.assumed},
        "seen": {"from": _seen(by_id[change.earlier]), "to": _seen(by_id[change.later])},
    }


def _seen(revision: Revision) -> dict[str, Plain]:
    return {
        "input": revision.origin,
        "captured": _when(revision.captured),
        "published": _when(revision.published),
        "modified": _when(revision.modified),
    }


def _quoted(span: Span, text: str) -> dict[str, Plain]:
    return {"exact": span.of(text), "start": span.start, "end": span.end}


def _quoted_or_none(span: Span | None, text: str) -> dict[str, Plain] | None:
    return None if span is None else _quoted(span, text)


def _quoted_all(spans: Sequence[Span], text: str) -> list[Plain]:
    return [_quoted(s, text) for s in spans]


def _when(when: When | None) -> str | None:
    return None if when is None else when.edtf
