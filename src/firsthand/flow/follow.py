"""The whole trip on one page: coverage in, understanding out.

    collect -> take_in -> read -> link -> track

Every stage is a function of records. One bad article never stops a thousand: what cannot be read is a
Setback with its reason, and the trip goes on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from firsthand.engines.tags import Tagger
from firsthand.ingest import Capture, Unchanged, collect, revises, take_in
from firsthand.model.briefing import Briefing
from firsthand.model.claim import Claim
from firsthand.model.coverage import Hints, Revision, Setback
from firsthand.model.errors import FirsthandError
from firsthand.model.ids import ArticleId
from firsthand.model.statement import Reading
from firsthand.model.when import When
from firsthand.read import read_and_tell


def revisions_in(
    inputs: Sequence[str], hints: Hints, fetch: Callable[[str], Capture | Unchanged]
) -> Iterator[Revision | Setback]:
    """Every Revision that `inputs` hold, in the order in which they come; none of a page that is as it was."""
    for capture in collect(inputs, fetch=fetch):
        if isinstance(capture, Setback):
            yield capture
        elif isinstance(capture, Capture):
            yield from revisions_of(capture, hints)


def revisions_of(capture: Capture, hints: Hints) -> Iterator[Revision | Setback]:
    """Every Revision that `capture` holds."""
    try:
        yield from take_in(capture, hints)
    except FirsthandError as error:
        yield Setback(input=capture.origin, reason=str(error))


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
    readings: Iterable[Reading], *, known: Sequence[Claim], today: date, setbacks: Sequence[Setback] = ()
) -> Briefing:
    """Everything that `readings` (of all Revisions of all Articles) say together; order matters as in `in_order`."""
    from firsthand.link import link  # noqa: PLC0415 - loaded when articles are taken together
    from firsthand.track import track  # noqa: PLC0415

    past, latest = in_order(readings)
    claims = link(latest, known)
    tracked = track(latest, past, claims, today)
    carried = sorted(tracked.claims, key=lambda c: (-c.lineage.articles, -len(c.mentions), c.text, c.id))
    return Briefing(
        readings=latest,
        stories=tracked.stories,
        claims=tuple(carried),
        echoes=tracked.echoes,
        changes=tracked.changes,
        setbacks=tuple(setbacks),
    )


def in_order(readings: Iterable[Reading]) -> tuple[Mapping[ArticleId, tuple[Revision, ...]], tuple[Reading, ...]]:
    """All Revisions by Article, oldest first, and the Reading of each Article's latest, in order of publication.

    A later Revision that differs only in the page's furniture is not kept: the article did not change. Of two
    Revisions with one date, or none, the one that comes later in `readings` is the later.
    """
    by_article: dict[ArticleId, list[Reading]] = defaultdict(list)
    for reading in sorted({r.revision.id: r for r in readings}.values(), key=_dated):
        kept = by_article[reading.revision.article]
        if not kept or revises(kept[-1].revision, reading.revision):
            kept.append(reading)
    past = {article: tuple(r.revision for r in kept) for article, kept in by_article.items()}
    return past, tuple(sorted((kept[-1] for kept in by_article.values()), key=_by_date))


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
