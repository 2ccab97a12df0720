"""In what order is an article read? Tag, join, resolve, trace, judge; and every step is kept.

"Ann Lee told the Harbour Post that the bridge is shut" goes in as text and comes out as one Statement: Lee vouches,
through the Harbour Post, for the bridge being shut; certain, neutral, on evidence that is not given.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from firsthand.engines.tags import Tagger
from firsthand.model.coverage import Revision
from firsthand.model.span import Span, joined
from firsthand.model.statement import (
    Hop,
    HopRole,
    Naming,
    QuoteType,
    Reading,
    Source,
    Statement,
    StatementTime,
    TimeExpression,
    statement_id,
)
from firsthand.model.why import Step, Why
from firsthand.read.attribution import Attribution, join
from firsthand.read.chain import Traced, is_medium, trace_chain
from firsthand.read.credits import is_mere_credit
from firsthand.read.evidence import find_evidence
from firsthand.read.mentions import LONGEST_TEXT
from firsthand.read.times import event_time, statement_time
from firsthand.read.timex import find_times
from firsthand.read.tone import is_own_judgement, judge_tone
from firsthand.read.who import Cast, Referent, resolve
from firsthand.text.quotes import find_quotations

MOST_STATEMENTS = 1_000
"""Attributions that are read in one text. News articles hold two or three dozen, a day's live page some hundreds; one
takes about 3 ms to judge, so that a hostile text ends in seconds."""
_MOSTLY = 0.9
"""From this share of its letters within quotation marks on, a content is a direct quotation: the marks' own sentence
may have a word of the outlet's in it. Set by hand."""
_REPORTED = 0.75
"""From this share of an outlet's content on that is somebody's source, cue and content, the outlet only reports it;
the rest is whom it was told to, and where. Set by hand."""
_UNSURE_SOURCE = 0.8
_NO_SOURCE = 0.6
_UNSURE_HOP = 0.9
"""By how much confidence falls where the source was found by recency alone, where none is named, and for a chain of
which a hop is inferred. Set by hand, until there are readings to measure them on."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What lies on the reader's desk for one article."""

    revision: Revision
    cast: Cast
    times: tuple[TimeExpression, ...]
    quoted: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """An attribution that has been read."""

    attribution: Attribution
    traced: Traced
    statement: Statement


def read(revision: Revision, tagger: Tagger) -> Reading:
    """Read one Revision; its statements come in text order, an outer one before those within it.

    Nothing is read from the notices. Two attributions with one source, cue and content are one statement. Of a text
    beyond LONGEST_TEXT or MOST_STATEMENTS the rest is left unread, and the last statement's Why says so.
    """
    skip = _not_read(revision)
    joined_up = join(tagger.tag(revision.text, skip), revision.text)
    tagged = _without_credits(_first(joined_up), revision.text)
    times = find_times(revision.text, revision.published, skip)
    quoted = joined(span for quotation in find_quotations(revision.text, skip) for span in quotation.spans)
    desk = _Desk(revision, resolve(revision, tagged), times, quoted)
    attributions = _outlets_outside(tagged, desk.cast)
    every = [one.statement for one in _read_all(attributions, desk)]
    statements = sorted({s.id: s for s in reversed(every)}.values(), key=_in_text_order)
    if len(joined_up) > MOST_STATEMENTS or len(revision.text) > LONGEST_TEXT:
        statements[-1:] = [_with_cut(statement) for statement in statements[-1:]]
    return Reading(revision=revision, statements=tuple(statements), entities=desk.cast.entities, times=times)


def _not_read(revision: Revision) -> tuple[Span, ...]:
    """The furniture of the page, and what is too far down to be an article."""
    notices = tuple(notice.span for notice in revision.notices)
    length = len(revision.text)
    return (*notices, Span(LONGEST_TEXT, length)) if length > LONGEST_TEXT else notices


def _first(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The first MOST_STATEMENTS of them; what lay in one that is cut stands by itself."""
    return tuple(
        replace(a, parent=None) if a.parent is not None and a.parent >= MOST_STATEMENTS else a
        for a in attributions[:MOST_STATEMENTS]
    )


def _with_cut(statement: Statement) -> Statement:
    says = f"what follows was not read: the text holds more than {MOST_STATEMENTS} statements or is too long"
    return replace(statement, why=(*statement.why, Step(step="read.cut", says=says)))


def _in_text_order(statement: Statement) -> tuple[int, int, int, str]:
    first, last = statement.content[0], statement.content[-1]
    source = statement.source.span if statement.source else None
    return (first.start, -last.end, source.start if source else -1, statement.id)


def _without_credits(attributions: Sequence[Attribution], text: str) -> tuple[Attribution, ...]:
    """The same attributions without those that only name whom another cites; parents keep their places."""
    kept = [place for place, attribution in enumerate(attributions) if not is_mere_credit(attribution, text)]
    moved = {place: at for at, place in enumerate(kept)}
    return tuple(
        replace(
            attributions[place],
            parent=moved.get(parent) if (parent := attributions[place].parent) is not None else None,
        )
        for place in kept
    )


def _outlets_outside(attributions: Sequence[Attribution], cast: Cast) -> tuple[Attribution, ...]:
    """The same attributions, those of an outlet outside of those that it reports with the same words.

    Of "..., Lee said, according to the Post" a tagger makes two with one content; the Post's is the outer one.
    """
    media = {a.content: place for place, a in enumerate(attributions) if is_medium(a.source, cast)}
    out = list(attributions)
    for place, attribution in enumerate(attributions):
        outer = media.get(attribution.content)
        if outer is None or outer == place or is_medium(attribution.source, cast):
            continue
        if attribution.source is None or attribution.cue == attributions[outer].cue:
            continue
        above = attribution.parent if attribution.parent != outer else attributions[outer].parent
        out[outer] = replace(out[outer], parent=above)
        out[place] = replace(attribution, parent=outer)
    return tuple(out)


def _mere_relays(attributions: Sequence[Attribution], desk: _Desk) -> frozenset[int]:
    """The places of those in which an outlet only reports what somebody else said: no statements of their own."""
    found = set()
    for attribution in attributions:
        if attribution.parent is None:
            continue
        outer = attributions[attribution.parent]
        if not is_medium(outer.source, desk.cast) or attribution.source is None:
            continue
        parts = [attribution.source, attribution.cue, *attribution.content]
        held = joined(part for part in parts if part is not None)
        if _shared(outer.content, held, desk) >= _REPORTED:
            found.add(attribution.parent)
    return frozenset(found)


def _shared(content: Sequence[Span], other: Sequence[Span], desk: _Desk) -> float:
    """The share of the letters of `content` that lie in `other`, 0..1."""
    text = desk.revision.text
    inside = sum(
        _letters(text, Span(max(a.start, b.start), min(a.end, b.end))) for a in content for b in other if a.overlaps(b)
    )
    return inside / max(sum(_letters(text, span) for span in content), 1)


def _read_all(attributions: Sequence[Attribution], desk: _Desk) -> Iterator[_Read]:
    """Each attribution read, those within another's content after it; an outlet's mere report is traced, not given."""
    done: dict[int, _Read] = {}
    last: _Read | None = None
    relays = _mere_relays(attributions, desk)
    for place in own_order(attributions):
        attribution = attributions[place]
        parent = done.get(attribution.parent) if attribution.parent is not None else None
        one = _read_one(attribution, parent, last, desk)
        if attribution.parent in relays and parent is not None:
            one = replace(one, statement=replace(one.statement, parent=parent.statement.parent))
        done[place] = one
        if place in relays:
            continue
        if one.statement.parent is None:
            last = one
        yield one


def own_order(attributions: Sequence[Attribution]) -> list[int]:
    """The places of the attributions in their order, but each after the one it lies in.

    Linear; in a ring of parents the first that is met counts as the outermost.
    """
    order: dict[int, None] = {}
    for place in range(len(attributions)):
        above: dict[int, None] = {}
        at: int | None = place
        while at is not None and at not in order and at not in above:
            above[at] = None
            at = attributions[at].parent
        order.update(dict.fromkeys(reversed(above)))
    return list(order)


def _read_one(attribution: Attribution, parent: _Read | None, last: _Read | None, desk: _Desk) -> _Read:
    revision, text = desk.revision, desk.revision.text
    traced = trace_chain(
        attribution, revision, desk.cast, [last.traced] if last else [], parent.traced if parent else None
    )
    tone = judge_tone(attribution, text)
    source, whom = _source(attribution, text, desk.cast)
    if source is not None and source.naming is Naming.IMPLICIT_AUTHOR:
        traced = _own_voice(traced)
    pointers = find_evidence(attribution, text, tone)
    said = statement_time(attribution, text, desk.times, revision.published, _time_before(traced, parent or last))
    statement = Statement(
        id=statement_id(revision.id, attribution.source, attribution.cue, attribution.content),
        parent=parent.statement.id if parent else None,
        revision=revision.id,
        source=source,
        cue=attribution.cue,
        content=attribution.content,
        quote_type=_quote_type(attribution.content, desk),
        chain=traced.chain,
        certainty=tone.certainty,
        stance=tone.stance,
        polarity=tone.polarity,
        speech_act=tone.speech_act,
        evidence=pointers.evidence,
        access=pointers.access,
        hedges=tone.hedges,
        conditional=tone.conditional,
        conditions=tone.conditions,
        statement_time=said,
        event_time=event_time(attribution, text, desk.times, tone, said),
        place=traced.place,
        audience=traced.audience,
        confidence=_confidence(attribution, whom, traced),
        why=(*_why_told(attribution, text), *(whom.why if whom else ()), *traced.why, *tone.why, *pointers.why),
    )
    return _Read(attribution, traced, statement)


def _source(attribution: Attribution, text: str, cast: Cast) -> tuple[Source | None, Referent | None]:
    """Who spoke. None where the text names nobody; the outlet's own voice has no place in the text."""
    if attribution.source is None:
        own = is_own_judgement(attribution, text)
        return (Source(span=None, entity=None, naming=Naming.IMPLICIT_AUTHOR) if own else None), None
    whom = cast.referent(attribution.source)
    entity = whom.entity.id if whom and whom.entity else None
    naming = cast.naming_of(attribution.source)
    return Source(span=attribution.source, entity=entity, naming=naming), whom


def _own_voice(traced: Traced) -> Traced:
    """The chain of what the outlet says in its own voice: it is the origin."""
    publisher = traced.chain[-1]
    origin = Hop(actor=publisher.actor, entity=publisher.entity, role=HopRole.ORIGIN, certain=True, span=None)
    kept = [hop for hop in traced.chain[:-1] if hop.role is HopRole.RELAY]
    step = Step(step="chain.own-voice", says="the outlet judges in its own voice, and is the origin", span=None)
    return replace(traced, chain=(origin, *kept, publisher), why=(step, *(s for s in traced.why if s.span is None)))


def _time_before(traced: Traced, last: _Read | None) -> StatementTime | None:
    """The time of the statement before, if the same origin goes on."""
    if last is None:
        return None
    one, other = traced.chain[0], last.traced.chain[0]
    same = one.actor is not None and (one.actor, one.entity) == (other.actor, other.entity)
    return last.statement.statement_time if same else None


def _quote_type(content: Sequence[Span], desk: _Desk) -> QuoteType:
    """Whether the content stands in quotation marks: nearly all of it, some of it, or none."""
    text = desk.revision.text
    inside = whole = 0
    for span in content:
        whole += _letters(text, span)
        first = max(bisect_right(desk.quoted, span.start, key=lambda q: q.start) - 1, 0)
        last = bisect_left(desk.quoted, span.end, key=lambda q: q.start)
        for quoted in desk.quoted[first:last]:
            if quoted.overlaps(span):
                inside += _letters(text, Span(max(quoted.start, span.start), min(quoted.end, span.end)))
    if not inside:
        return QuoteType.INDIRECT
    return QuoteType.DIRECT if inside >= _MOSTLY * whole else QuoteType.MIXED


def _letters(text: str, span: Span) -> int:
    return sum(c.isalnum() for c in span.of(text))


def _confidence(attribution: Attribution, whom: Referent | None, traced: Traced) -> float:
    """How sure the reading is, 0..1: the tagger's score, less for a guessed or missing source or an inferred hop."""
    score = attribution.score
    if attribution.source is None:
        score *= _NO_SOURCE
    elif whom is None or not whom.certain:
        score *= _UNSURE_SOURCE
    if not all(hop.certain for hop in traced.chain):
        score *= _UNSURE_HOP
    return round(min(max(score, 0.0), 1.0), 4)


def _why_told(attribution: Attribution, text: str) -> Why:
    if attribution.cue is None:
        says = "somebody is answerable for this, without a word that reports it"
        return (Step(step="read.content", says=says, span=attribution.content[0]),)
    cue = " ".join(attribution.cue.of(text).split())
    return (Step(step="read.cue", says=f"“{cue}” reports what somebody says or thinks", span=attribution.cue),)
