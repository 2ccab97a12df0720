"""In what order is an article read? Tag, join, resolve, trace, judge; and every step is kept.

"Ann Lee told the Harbour Post that the bridge is shut" goes in as text and comes out as one Statement: Lee vouches,
through the Harbour Post, for the bridge being shut; certain, neutral, on evidence that is not given.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from firsthand.engines.tags import Tagger
from firsthand.model.coverage import NoticeKind, Revision
from firsthand.model.ids import EntityId
from firsthand.model.span import Span, joined
from firsthand.model.statement import (
    Access,
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
from firsthand.read.attribution import Attribution, join, own_order
from firsthand.read.chain import Traced, is_medium, trace_chain
from firsthand.read.credits import is_mere_credit, without_cited
from firsthand.read.cuetone import is_own_judgement
from firsthand.read.dividing import divided
from firsthand.read.evidence import find_evidence
from firsthand.read.frame import LONGEST_CONTENT
from firsthand.read.interviews import interview_day, is_answer
from firsthand.read.mentions import MOST_NAMES
from firsthand.read.ownwords import OwnWords, find_own_words, is_issued
from firsthand.read.times import event_time, statement_time
from firsthand.read.timex import find_times
from firsthand.read.tone import judge_tone
from firsthand.read.who import Cast, Referent, resolve
from firsthand.text.languages import language_name
from firsthand.text.quotes import find_quotations

# The three that follow were set by measurement on one core, printing left out: a made transcript of 280,000 code points
# in which 3,600 statements stand is read whole in 2 s; the worst of twenty hostile texts (one line of "he said, ", of
# names or of dates, 40,000 open quotation marks) takes 8 s, where it took more than 120 s without them.
LONGEST_TEXT = 500_000
"""Code points of one text that are read: a book of speeches, forty times a long report."""
MOST_STATEMENTS = 5_000
"""Attributions that are read in one text. News articles hold two or three dozen, a day's live page some hundreds."""
MOST_JUDGED = 1_500_000
"""Code points of content that are judged in one text, each content once for each attribution that has it: three times
LONGEST_TEXT, which only contents that lie in one another by the dozen can need."""
_START = attrgetter("start")
_LOOK_BACK = 2_000
"""Code points before LONGEST_TEXT in which a line break, else a space, is looked for to stop at."""
_MOSTLY = 0.9
"""From this share of its letters within quotation marks on, a content is a direct quotation: the marks' own sentence
may have a word of the outlet's in it. Set by hand."""
_REPORTED = 0.75
"""From this share of an outlet's content on that is somebody's source, cue and content, the outlet only reports it;
the rest is whom it was told to, and where. Set by hand."""
_OWN = 0.5
"""How sure a sentence in the page's own voice is to be one: what it cites may have been overlooked. Set by hand."""
_READ_LANGUAGES = frozenset({"en", None})
"""What can be read; a text too short to tell its language is taken for English."""
_TELLS_TIME = frozenset({NoticeKind.BYLINE, NoticeKind.DATELINE, NoticeKind.CORRECTION_NOTE, NoticeKind.OTHER})
"""Notices that belong to this article: the times in them are times of it, though no statement is read from them."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What lies on the reader's desk for one article."""

    revision: Revision
    cast: Cast
    times: tuple[TimeExpression, ...]
    quoted: tuple[Span, ...]
    interview: StatementTime | None
    interviewee: EntityId | None


@dataclass(frozen=True, slots=True)
class _Read:
    """An attribution that has been read."""

    attribution: Attribution
    traced: Traced
    statement: Statement


class Told(NamedTuple):
    """A Reading, and why part of the text was not read: a sentence for each reason, none as a rule."""

    reading: Reading
    unread: tuple[str, ...]


def read(revision: Revision, tagger: Tagger) -> Reading:
    """Read one Revision; its statements come in text order, an outer one before those within it.

    Nothing is read from the notices. Two attributions with one source, cue and content are one statement. What is
    too long is read as far as LONGEST_TEXT, MOST_STATEMENTS and MOST_NAMES go; `read_and_tell` says so.
    """
    return read_and_tell(revision, tagger).reading


def read_and_tell(revision: Revision, tagger: Tagger) -> Told:
    """Read one Revision as `read` does, and tell what of it was not read."""
    if revision.language not in _READ_LANGUAGES:
        return Told(Reading(revision=revision, statements=(), entities=(), times=()), (_not_read(revision),))
    head = _head(revision)
    skip = tuple(notice.span for notice in head.notices)
    joined_up = join(tagger.tag(head.text, skip), head.text)
    cleared = _without_credits(tuple(without_cited(a, head.text) for a in _first(joined_up)), head.text)
    tagged = divided(cleared, head.text)
    elsewhere = tuple(notice.span for notice in head.notices if notice.kind not in _TELLS_TIME)
    times = find_times(head.text, head.published, elsewhere)
    quoted = joined(span for quotation in find_quotations(head.text, skip) for span in quotation.spans)
    interview = interview_day(tagged, head.text, times)
    cast = resolve(head, tagged)
    desk = _Desk(head, cast, times, quoted, interview, _most_read(tagged, cast) if interview else None)
    attributions = _outlets_outside(tagged, desk.cast)
    every = [one.statement for one in _read_all(attributions, desk)]
    statements = tuple(sorted({s.id: s for s in reversed(every)}.values(), key=_in_text_order))
    reading = Reading(
        revision=revision,
        statements=statements,
        entities=desk.cast.entities,
        times=times,
        own_words=tuple(_own_words(attributions, desk, skip)),
    )
    return Told(reading, tuple(_unread(revision, desk, joined_up)))


def _not_read(revision: Revision) -> str:
    return (
        f"expected an article in English, came one in {language_name(revision.language or '')}; "
        "it is kept whole, and no statement is read from it yet"
    )


def _head(revision: Revision) -> Revision:
    """The Revision as far as it is read, to the end of a line or a word where there is one near."""
    if len(revision.text) <= LONGEST_TEXT:
        return revision
    low = max(LONGEST_TEXT - _LOOK_BACK, 0)
    breaks = (revision.text.rfind(mark, low, LONGEST_TEXT) for mark in ("\n", " "))
    end = next((at for at in breaks if at > 0), LONGEST_TEXT)
    notices = tuple(notice for notice in revision.notices if notice.span.end <= end)
    cut = (replace(n, span=Span(n.span.start, end)) for n in revision.notices if n.span.start < end < n.span.end)
    return replace(revision, text=revision.text[:end], notices=(*notices, *cut))


def _unread(revision: Revision, desk: _Desk, found: Sequence[Attribution]) -> Iterator[str]:
    """Why something was not read, for an editor: what was expected, what came, and what to do."""
    came, length = len(revision.text), len(desk.revision.text)
    todo = "split it into its articles"
    if came > length:
        yield (
            f"expected an article of at most {LONGEST_TEXT:,} characters, came {came:,}; "
            f"the first {length:,} were read: {todo}"
        )
    most = _how_many(found)
    if len(found) > most:
        yield (
            f"expected an article of at most {MOST_STATEMENTS:,} statements that are {MOST_JUDGED:,} characters long "
            f"together, came {len(found):,} statements; the first {most:,} were read, "
            f"those before character {found[most].content[0].start:,}: {todo}"
        )
    if desk.cast.named_to is not None:
        yield (
            f"expected an article of at most {MOST_NAMES:,} names, came more; "
            f"after character {desk.cast.named_to:,} whom a source means was not looked up: {todo}"
        )


def _first(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Those of them that are read; what lay in one that is cut stands by itself."""
    most = _how_many(attributions)
    return tuple(
        replace(a, parent=None) if a.parent is not None and a.parent >= most else a for a in attributions[:most]
    )


def _how_many(attributions: Sequence[Attribution]) -> int:
    """How many of them are read: MOST_STATEMENTS, or as many as MOST_JUDGED has room for, but one at least."""
    lengths = (min(sum(map(len, a.content)), LONGEST_CONTENT) for a in attributions[:MOST_STATEMENTS])
    room = sum(1 for total in accumulate(lengths) if total <= MOST_JUDGED)
    return max(room, min(len(attributions), 1))


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
    text = desk.revision.text
    whole: dict[int, int] = {}
    for attribution in attributions:
        above = attribution.parent
        if above is None or attribution.source is None or not is_medium(attributions[above].source, desk.cast):
            continue
        content = attributions[above].content
        if above not in whole:
            whole[above] = sum(_letters(text, span) for span in content)
        parts = [attribution.source, attribution.cue, *attribution.content]
        held = joined(part for part in parts if part is not None)
        if _letters_within(content, held, text) >= _REPORTED * max(whole[above], 1):
            found.add(above)
    return frozenset(found)


def _letters_within(content: Sequence[Span], held: Sequence[Span], text: str) -> int:
    """How many letters of `content` (in text order) lie in the spans of `held` (in text order, none overlapping)."""
    count = 0
    for span in content:
        first = max(bisect_right(held, span.start, key=_START) - 1, 0)
        last = bisect_left(held, span.end, key=_START)
        for other in held[first:last]:
            if other.overlaps(span):
                count += _letters(text, Span(max(other.start, span.start), min(other.end, span.end)))
    return count


def _read_all(attributions: Sequence[Attribution], desk: _Desk) -> Iterator[_Read]:
    """Each attribution read, those within another's content after it; an outlet's mere report is traced, not given."""
    done: dict[int, _Read] = {}
    last: _Read | None = None
    relays = _mere_relays(attributions, desk)
    for place in own_order(attributions):
        attribution = attributions[place]
        parent = done.get(attribution.parent) if attribution.parent is not None else None
        one = _read_one(attribution, parent, last if attribution.parent in relays else parent or last, last, desk)
        if attribution.parent in relays and parent is not None:
            one = replace(one, statement=replace(one.statement, parent=parent.statement.parent))
        done[place] = one
        if place in relays:
            continue
        if one.statement.parent is None:
            last = one
        yield one


def _read_one(
    attribution: Attribution, parent: _Read | None, before: _Read | None, last: _Read | None, desk: _Desk
) -> _Read:
    """Read one attribution; its time may be carried over from `before`, its relay from `last`."""
    revision, text = desk.revision, desk.revision.text
    traced = trace_chain(
        attribution, revision, desk.cast, [last.traced] if last else [], parent.traced if parent else None
    )
    tone = judge_tone(attribution, text)
    source, whom = _source(attribution, text, desk.cast)
    if source is not None and source.naming is Naming.IMPLICIT_AUTHOR:
        traced = _own_voice(traced)
    pointers = find_evidence(attribution, text, tone, by_media=is_medium(attribution.source, desk.cast))
    earlier = _time_before(traced, before)
    if parent is None and _is_of_interview(attribution, traced, desk):
        earlier = desk.interview
    said = statement_time(attribution, text, desk.times, revision.published, earlier)
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
        event_time=event_time(attribution, text, desk.times, tone, said, revision.published),
        place=traced.place,
        audience=traced.audience,
        confidence=attribution.score,
        why=(*_why_told(attribution, text), *(whom.why if whom else ()), *traced.why, *tone.why, *pointers.why),
    )
    return _Read(attribution, traced, statement)


def _own_words(attributions: Sequence[Attribution], desk: _Desk, skip: Sequence[Span]) -> Iterator[Statement]:
    """What the page says where it cites nobody, each sentence as a statement of whose page it is."""
    revision = desk.revision
    issued = is_issued(revision)
    for own in find_own_words(revision, attributions, skip):
        plain = Attribution(source=None, cue=None, content=(own.span,), score=_OWN)
        statement = _read_one(plain, None, None, None, desk).statement
        publisher = statement.chain[-1]
        actor = revision.wire or publisher.actor
        entity = publisher.entity if actor == publisher.actor else None
        origin = Hop(actor=actor, entity=entity, role=HopRole.ORIGIN, certain=True, span=None)
        naming = Naming.INSTITUTION if issued or revision.wire else Naming.IMPLICIT_AUTHOR
        yield replace(
            statement,
            source=Source(span=None, entity=entity, naming=naming),
            chain=(origin, *(hop for hop in statement.chain[1:-1] if hop.actor != actor), publisher),
            access=Access.FIRSTHAND if own.vouched else Access.UNKNOWN,
            why=(Step(step="read.own-words", says=_whose_word(issued, own), span=own.span), *statement.why[1:]),
        )


def _whose_word(issued: bool, own: OwnWords) -> str:  # noqa: FBT001 - what is told
    if issued:
        return "whose page it is says it in their own name, and vouches for it"
    if own.vouched:
        return "the outlet's own people were there, and it vouches for what they saw"
    return "the outlet tells it in its own voice, and cites nobody"


def _source(attribution: Attribution, text: str, cast: Cast) -> tuple[Source | None, Referent | None]:
    """Who spoke. None where the text names nobody; the outlet's own voice has no place in the text."""
    if attribution.source is None:
        own = is_own_judgement(attribution, text)
        return (Source(span=None, entity=None, naming=Naming.IMPLICIT_AUTHOR) if own else None), None
    whom = cast.referent(attribution.source)
    entity = whom.entity_id if whom else None
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


def _is_of_interview(attribution: Attribution, traced: Traced, desk: _Desk) -> bool:
    """Whether it was said in the interview that the article is made of: an answer, or what "she says" in a portrait."""
    if desk.interview is None:
        return False
    text, who = desk.revision.text, traced.chain[0].entity
    says = attribution.cue is not None and attribution.cue.of(text).endswith("s")
    return is_answer(attribution, text) or (says and who is not None and who == desk.interviewee)


def _most_read(attributions: Sequence[Attribution], cast: Cast) -> EntityId | None:
    """Whose most statements are, if half of all are."""
    whom = (cast.referent(a.source) for a in attributions if a.source is not None)
    counted = Counter(one.entity.id for one in whom if one is not None and one.entity is not None)
    who, count = next(iter(counted.most_common(1)), (None, 0))
    return who if 2 * count >= len(attributions) else None


def _quote_type(content: Sequence[Span], desk: _Desk) -> QuoteType:
    """Whether the content stands in quotation marks: nearly all of it, some of it, or none."""
    text = desk.revision.text
    inside = _letters_within(content, desk.quoted, text)
    if not inside:
        return QuoteType.INDIRECT
    whole = sum(_letters(text, span) for span in content)
    return QuoteType.DIRECT if inside >= _MOSTLY * whole else QuoteType.MIXED


def _letters(text: str, span: Span) -> int:
    return sum(map(str.isalnum, span.of(text)))


def _why_told(attribution: Attribution, text: str) -> Why:
    if attribution.cue is None:
        says = "somebody is answerable for this, without a word that reports it"
        return (Step(step="read.content", says=says, span=attribution.content[0]),)
    cue = " ".join(attribution.cue.of(text).split())
    return (Step(step="read.cue", says=f"“{cue}” reports what somebody says or thinks", span=attribution.cue),)
