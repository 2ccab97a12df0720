"""Record -> rows -> record is the record, whatever is in it and wherever it lies."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from factories import a_claim, a_reading, a_revision, a_statement
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.model.claim import (
    Against,
    AgainstKind,
    Bearing,
    Claim,
    Lineage,
    Mention,
    Merge,
    MergeReason,
    Origin,
    Standing,
    Variant,
)
from firsthand.model.correction import Anchor, Case, Correction, CorrectionKind, Ruling, RulingState
from firsthand.model.coverage import Notice, NoticeKind, Revision
from firsthand.model.entity import Entity, EntityType
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
    Reading,
    Source,
    SpeechAct,
    Stance,
    Statement,
    StatementTime,
    TimeExpression,
    TimeType,
    is_own_words,
)
from firsthand.model.story import Change, Development, Echo, Story, What
from firsthand.model.when import When
from firsthand.model.why import Step
from firsthand.store import (
    Ledger,
    all_readings,
    briefing,
    cases,
    entries,
    log_faults,
    save_correction,
    save_linked,
    save_reading,
    save_ruling,
)

AT = datetime(2031, 5, 4, 12, tzinfo=UTC)

# Everything but lone surrogates and NUL, which `ingest` takes out.
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12) | st.sampled_from(
    ["👩🏽‍🚒 at the quay", "قال الميناء", "e\u0301tat", "\ufffd", "a\u202eb", "ﬁ\u200d", "'; DROP TABLE claims; --"]
)
ids = st.text("0123456789abcdef", min_size=1, max_size=8)
spans = st.tuples(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1)).map(lambda pair: Span(*sorted(pair)))
whens = st.sampled_from(["2031", "2031-05?", "2031-05-04", "2031-05-04T10:00:00+02:00", "/2031-05", "2031/.."]).map(
    When
)
whys = st.lists(st.builds(Step, step=words, says=words, span=st.none() | spans), max_size=2).map(tuple)


def some(values, most=3):
    return st.lists(values, max_size=most).map(tuple)


def maybe(values):
    return st.none() | values


revisions = st.builds(
    Revision,
    id=ids,
    article=ids,
    url=maybe(words),
    outlet=maybe(words),
    title=maybe(words),
    byline=maybe(words),
    published=maybe(whens),
    modified=maybe(whens),
    language=maybe(words),
    wire=maybe(words),
    text=words,
    sha256=words,
    notices=some(st.builds(Notice, span=spans, kind=st.sampled_from(NoticeKind))),
    origin=words,
)
hops = st.builds(
    Hop, actor=maybe(words), entity=maybe(ids), role=st.sampled_from(HopRole), certain=st.booleans(), span=maybe(spans)
)
statements = st.builds(
    Statement,
    id=ids,
    parent=maybe(ids),
    revision=ids,
    source=maybe(st.builds(Source, span=maybe(spans), entity=maybe(ids), naming=st.sampled_from(Naming))),
    cue=maybe(spans),
    content=some(spans),
    quote_type=st.sampled_from(QuoteType),
    chain=some(hops),
    certainty=st.sampled_from(Certainty),
    stance=st.sampled_from(Stance),
    polarity=st.sampled_from(Polarity),
    speech_act=st.sampled_from(SpeechAct),
    evidence=some(st.sampled_from(Evidence)),
    access=st.sampled_from(Access),
    hedges=some(spans),
    conditional=st.booleans(),
    conditions=some(spans),
    statement_time=st.builds(StatementTime, span=maybe(spans), norm=maybe(whens), basis=st.sampled_from(Basis)),
    event_time=st.builds(EventTime, span=maybe(spans), norm=maybe(whens), kind=maybe(st.sampled_from(EventKind))),
    place=maybe(words),
    audience=maybe(words),
    confidence=st.floats(0, 1),
    why=whys,
)
entities = st.builds(
    Entity,
    id=ids,
    name=words,
    type=st.sampled_from(EntityType),
    aliases=some(words),
    parent=maybe(ids),
    mentions=some(spans),
)
times = st.builds(TimeExpression, span=spans, type=st.sampled_from(TimeType), value=words, norm=maybe(whens))
claims = st.builds(
    Claim,
    id=ids,
    story=st.none(),
    text=words,
    mentions=some(st.builds(Mention, article=st.none(), statement=ids, bearing=st.sampled_from(Bearing))),
    lineage=st.builds(
        Lineage,
        **dict.fromkeys(("named", "unverified", "least", "most", "outlets", "articles"), st.integers(0, 99)),
        origins=some(
            st.builds(
                Origin,
                actor=words,
                entity=maybe(ids),
                named=st.booleans(),
                statements=some(ids),
                merged=some(
                    st.builds(Merge, other=words, reason=st.sampled_from(MergeReason), says=words, statement=maybe(ids))
                ),
            )
        ),
    ),
    standing=st.sampled_from(Standing),
    variants=some(
        st.builds(Variant, slot=words, value=words, unit=maybe(words), as_of=maybe(whens), statement=ids),
    ),
    against=some(
        st.builds(Against, kind=st.sampled_from(AgainstKind), claim=maybe(ids), statement=maybe(ids), why=words)
    ),
    history=some(
        st.builds(Development, when=maybe(whens), what=st.sampled_from(What), by=maybe(words), statement=maybe(ids))
    ),
    why=whys,
)

on_both = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])

DAY = date(2031, 5, 20)


@on_both
@given(revision=revisions, said=some(statements), named=some(entities), dated=some(times))
def test_a_reading_comes_back_as_it_was(fresh: Callable[[], Ledger], revision, said, named, dated):
    unique = {s.id: replace(s, revision=revision.id) for s in said}
    cited = tuple(statement for statement in unique.values() if not is_own_words(statement))
    own = tuple(statement for statement in unique.values() if is_own_words(statement))
    reading = Reading(revision=revision, statements=cited, entities=named, times=dated, own_words=own)
    with fresh() as ledger:
        assert save_reading(ledger, reading, read_by="rules 1", at=AT)
        assert all_readings(ledger) == (reading,)
        assert not save_reading(ledger, reading, read_by="rules 1", at=AT)
        assert all_readings(ledger) == (reading,)


@on_both
@given(made=some(claims), titles=some(words, most=2), dates=st.tuples(maybe(whens), maybe(whens)), text=words)
def test_what_was_linked_comes_back_as_it_was(fresh: Callable[[], Ledger], made, titles, dates, text):
    reading = a_reading()
    article, revision = reading.revision.article, reading.revision.id
    stories = tuple(
        Story(id=f"st-{at}", title=title, articles=(article,) * at, first=dates[0], last=dates[1])
        for at, title in enumerate(titles)
    )
    linked = tuple(
        replace(
            claim,
            id=f"cl-{at}",
            story=stories[-1].id if stories else None,
            mentions=tuple(replace(m, article=article) for m in claim.mentions),
        )
        for at, claim in enumerate(made)
    )
    echoes = tuple(
        Echo(claim=c.id, article=article, statement=reading.statements[0].id, after=dates[0]) for c in linked
    )
    changes = tuple(
        Change(url=url, article=article, earlier=revision, later=revision, kind="added", before=None, after=text)
        for url in (None, text)
    )
    with fresh() as ledger:
        save_reading(ledger, reading, read_by="rules 1", at=AT)
        for _ in range(2):
            save_linked(ledger, stories=stories, claims=linked, echoes=echoes, changes=changes, on=DAY)
            found = briefing(ledger)
            assert found.readings == (reading,)
            assert (found.stories, found.claims) == (stories, linked)
            assert (found.echoes, found.changes) == (echoes, changes)
            assert found.setbacks == ()


@on_both
@given(
    span=spans,
    said=st.tuples(words, words, words, words, words),
    maybes=st.tuples(maybe(words), maybe(words), maybe(words)),
    at=whens,
    kind=st.sampled_from(CorrectionKind),
    of_two=st.booleans(),
)
def test_corrections_and_rulings_come_back_as_they_were(
    fresh: Callable[[], Ledger], span, said, maybes, at, kind, of_two
):
    reading = a_reading()
    exact, prefix, suffix, note, why = said
    statement, name, by = maybes
    revision = reading.revision
    anchor = Anchor(
        article=revision.article,
        revision=revision.id,
        statement=statement,
        span=span,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
    )
    other = replace(anchor, span=Span(1, 3), statement=None) if of_two else None
    correction = Correction(id="c-1", kind=kind, anchor=anchor, other=other, name=name, note=note, by=by, at=at)
    decided = (
        Ruling(correction=correction.id, state=RulingState.DUPLICATE, by=note, at=at, why=why, of="c-2"),
        Ruling(correction=correction.id, state=RulingState.SUGGESTED, by=note, at=at, why=why, undoes=True),
        Ruling(correction=correction.id, state=RulingState.ACCEPTED, by=note, at=at, why=why),
    )
    with fresh() as ledger:
        save_reading(ledger, reading, read_by="rules 1", at=AT)
        assert cases(ledger) == ()
        assert [save_correction(ledger, correction) for _ in range(2)] == [True, False]
        for number, ruling in enumerate(decided):
            save_ruling(ledger, ruling, after=decided[:number])
        assert cases(ledger) == cases(ledger, correction.id) == (Case(correction=correction, rulings=decided),)
        assert cases(ledger, "c-other") == ()
        assert log_faults(ledger) == ()
        assert len(entries(ledger)) == 4


def test_an_empty_span_is_kept_and_is_not_a_missing_one(fresh):
    revision = a_revision()
    nothing = Span(0, 0)
    statement = replace(
        a_statement(revision),
        cue=nothing,
        source=Source(span=nothing, entity=None, naming=Naming.ANONYMOUS),
        why=(Step(step="made", says="", span=nothing),),
    )
    reading = a_reading(revision, [statement])
    with fresh() as ledger:
        save_reading(ledger, reading, read_by="rules 1", at=AT)
        assert all_readings(ledger) == (reading,)


def test_a_claim_of_the_factory_comes_back(fresh):
    reading = a_reading()
    claim = a_claim(reading)
    with fresh() as ledger:
        save_reading(ledger, reading, read_by="rules 1", at=AT)
        save_linked(ledger, stories=(), claims=(claim,), echoes=(), changes=(), on=DAY)
        assert briefing(ledger).claims == (claim,)
