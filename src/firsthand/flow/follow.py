"""The whole trip on one page: coverage in, understanding out.

    collect -> take_in -> read -> stories -> link -> track

Every stage is a function of records. One bad article never stops a thousand: what cannot be read is a
Setback with its reason, and the trip goes on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from firsthand.engines.tags import Tagger
from firsthand.flow.earlier import replaced_wordings
from firsthand.ingest import Capture, Unchanged, collect, revises, take_in
from firsthand.model.briefing import Briefing
from firsthand.model.claim import Claim
from firsthand.model.correction import Case
from firsthand.model.coverage import Hints, Revision, Setback
from firsthand.model.errors import FirsthandError
from firsthand.model.ids import ArticleId
from firsthand.model.statement import Reading
from firsthand.model.when import When
from firsthand.read import read_and_tell


def revisions_in(
    inputs: Sequence[str], hints: Hints, fetch: Callable[[str], Capture | Unchanged], *, bulk: bool = False
) -> Iterator[Revision | Setback]:
    """Every Revision that `inputs` hold, in the order in which they come; none of a page that is as it was."""
    for capture in collect(inputs, fetch=fetch):
        if isinstance(capture, Setback):
            yield capture
        elif isinstance(capture, Capture):
            yield from revisions_of(capture, hints, bulk=bulk)


def revisions_of(capture: Capture, hints: Hints, *, bulk: bool = False) -> Iterator[Revision | Setback]:
    """Every Revision that `capture` holds; `bulk` reads web pages the fast way."""
    try:
        yield from take_in(capture, hints, bulk=bulk)
    except FirsthandError as error:
        yield Setback(input=capture.where, reason=str(error))


def read_one(revision: Revision, tagger: Tagger) -> Iterator[Reading | Setback]:
    """The Reading of one Revision and a Setback for what was not read of it, or a Setback for why there is none."""
    try:
        reading, unread = read_and_tell(revision, tagger)
    except FirsthandError as error:
        yield Setback(input=revision.origin, reason=str(error))
        return
    yield reading
    yield from (Setback(input=revision.origin, reason=reason) for reason in unread)


def understand(
    readings: Iterable[Reading],
    *,
    known: Sequence[Claim],
    today: date,
    setbacks: Sequence[Setback] = (),
    cases: Sequence[Case] = (),
) -> Briefing:
    """Everything that `readings` (of all Revisions of all Articles) say together; order matters as in `in_order`.

    What editors accepted among `cases` goes before what is read and linked here.
    """
    from firsthand.link import link  # noqa: PLC0415 - loaded when articles are taken together
    from firsthand.track import find_stories, lay_over, track  # noqa: PLC0415

    every = tuple(readings)
    past, came = in_order(every)
    replaced = replaced_wordings(every, past)
    overrides = lay_over(came, cases)
    latest = overrides.readings
    stories = find_stories([reading.revision for reading in latest])
    reading_of = {reading.revision.article: reading for reading in latest}
    told = ([r for a in story.articles for r in (*replaced.get(a, ()), reading_of[a])] for story in stories)
    claims = overrides.of_origins(link(told, known, overrides.joining))
    gone = tuple(reading for own in replaced.values() for reading in own)
    tracked = track(stories, (*gone, *latest), past, claims, today)
    return in_reading_order(
        Briefing(
            readings=latest,
            stories=stories,
            claims=tracked.claims,
            echoes=tracked.echoes,
            changes=tracked.changes,
            setbacks=tuple(setbacks),
            unplaced=overrides.unplaced,
            replaced=gone,
        )
    )


def in_reading_order(briefing: Briefing) -> Briefing:
    """The same with the stories in time, the claims that most articles carry first, and echoes by claim."""
    carried = sorted(briefing.claims, key=lambda c: (-c.lineage.articles, -len(c.mentions), c.text, c.id))
    place = {claim.id: at for at, claim in enumerate(carried)}
    return replace(
        briefing,
        stories=tuple(sorted(briefing.stories, key=lambda s: (s.first.sort_key if s.first else ("9999", ""), s.id))),
        claims=tuple(carried),
        echoes=tuple(sorted(briefing.echoes, key=lambda echo: place[echo.claim])),
    )


def in_order(readings: Iterable[Reading]) -> tuple[Mapping[ArticleId, tuple[Revision, ...]], tuple[Reading, ...]]:
    """All Revisions by Article, oldest first, and the Reading of each Article's latest, in order of publication.

    A later Revision that differs only in the page's furniture is not kept: the article did not change. Of those with
    one date, or none, the one that comes later in `readings` is the later; one wording that came twice from one place
    counts once.
    """
    by_article: dict[ArticleId, dict[object, Reading]] = defaultdict(dict)
    for reading in readings:
        came = reading.revision
        by_article[came.article].setdefault((came.id, came.byline, came.origin, came.captured), reading)
    past: dict[ArticleId, tuple[Revision, ...]] = {}
    latest: list[Reading] = []
    for article, found in sorted(by_article.items()):
        came_in = tuple(found.values())
        kept: list[Reading] = []
        for at in oldest_first([r.revision for r in came_in]):
            if not kept or revises(kept[-1].revision, came_in[at].revision):
                kept.append(came_in[at])
        past[article] = tuple(r.revision for r in kept)
        latest.append(kept[-1])
    return past, tuple(sorted(latest, key=_by_date))


def oldest_first(revisions: Sequence[Revision]) -> list[int]:
    """The places of `revisions` (of one Article), the oldest first.

    By the dates that the page gives its wordings, else as they came; those of which it is known when they were taken
    from the page are in that order among themselves, for a page may say anything of its date.
    """

    def told(at: int) -> tuple[str, str]:
        dated = revisions[at].dated
        return dated.sort_key if dated else ("", "")

    order = sorted(range(len(revisions)), key=told)
    slots = [slot for slot, at in enumerate(order) if revisions[at].captured is not None]
    taken = sorted(
        (at for at in range(len(revisions)) if revisions[at].captured is not None),
        key=lambda at: (_captured(revisions[at]), at),
    )
    for slot, at in zip(slots, taken, strict=True):
        order[slot] = at
    return order


def _captured(revision: Revision) -> tuple[str, str]:
    return revision.captured.sort_key if revision.captured else ("", "")


def only_since(briefing: Briefing, since: date) -> Briefing:
    """The same briefing with those claims, echoes and changes alone in which something happened from `since` on."""
    revisions = {r.revision.id: r.revision.dated for r in briefing.readings}
    articles = {r.revision.article: r.revision.dated for r in briefing.readings}

    def is_new(claim: Claim) -> bool:
        dates = [d.when for d in claim.history] or [articles.get(m.article) for m in claim.mentions]
        return any(_is_from(when, since) for when in dates)

    claims = (
        replace(claim, history=tuple(d for d in claim.history if _is_from(d.when, since)))
        for claim in briefing.claims
        if is_new(claim)
    )
    return replace(
        briefing,
        claims=tuple(claims),
        echoes=tuple(e for e in briefing.echoes if _is_from(articles.get(e.article), since)),
        changes=tuple(c for c in briefing.changes if _is_from(revisions.get(c.later), since)),
    )


def _dated(reading: Reading) -> tuple[str, str]:
    dated = reading.revision.dated
    return dated.sort_key if dated else ("", "")


def _by_date(reading: Reading) -> tuple[tuple[str, str], str]:
    return (_dated(reading), reading.revision.id)


def _is_from(when: When | None, since: date) -> bool:
    """Whether it may have been on `since` or later; what has no date may always."""
    return when is None or when.latest is None or when.latest >= since
