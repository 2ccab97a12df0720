"""What do we know? Records out of the ledger, whole and in a stated order.

"The latest" of an Article is the wording that says it came out last; where two say the same, or neither says
anything, the one that came in last. What is superseded is not among them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, func, select

from firsthand.model.briefing import Briefing
from firsthand.model.claim import Claim
from firsthand.model.coverage import Article, Outlet, Revision
from firsthand.model.ids import ArticleId, ClaimId, OutletId, RevisionId, StatementId, StoryId
from firsthand.model.statement import Reading, is_own_words
from firsthand.model.story import Change, Echo, Story
from firsthand.model.when import When
from firsthand.store import linked_rows, rows, tables
from firsthand.store.linking import in_parts
from firsthand.store.open import Ledger

_IN_TURN: Final = (func.coalesce(tables.revisions.c.turn, tables.revisions.c.arrival), tables.revisions.c.arrival)
"""Revisions as they came in; one that stands in another's place comes at that one's turn."""

_Owned: TypeAlias = Mapping[str, Sequence[RowMapping]]
"""The rows of one table by the id of what they belong to, each in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a ledger holds."""

    articles: int
    revisions: int
    statements: int
    claims: int


def counts(ledger: Ledger) -> Counts:
    """How much the ledger holds. Raises LedgerError, as everything here does."""
    with ledger.asking() as connection:

        def count(table: Table) -> int:
            query = select(func.count()).select_from(table)
            return connection.execute(
                query.where(tables.is_cited()) if table is tables.statements else query
            ).scalar_one()

        return Counts(
            articles=count(tables.articles),
            revisions=count(tables.revisions),
            statements=count(tables.statements),
            claims=count(tables.claims),
        )


def has_reading(ledger: Ledger, revision: RevisionId, read_by: str) -> bool:
    """Whether this Revision was read by this tagger in this version."""
    table = tables.readings
    with ledger.asking() as connection:
        was = connection.execute(select(table.c.read_by).where(table.c.revision == revision)).scalar()
    return was == read_by


def linked_on(ledger: Ledger) -> date | None:
    """The day of the last `save_linked`; None when something was read since, or nothing was ever linked."""
    with ledger.asking() as connection:
        return _linked_on(connection)


def all_readings(ledger: Ledger) -> tuple[Reading, ...]:
    """The Reading of every Revision that stands, in the order in which they came in."""
    with ledger.asking() as connection:
        table = tables.revisions
        standing = select(table.c.id).where(table.c.superseded.is_(None)).order_by(*_IN_TURN)
        return _readings(connection, connection.execute(standing).scalars().all())


def latest_readings(ledger: Ledger) -> tuple[Reading, ...]:
    """The Reading of each Article's latest Revision, in order of publication, then by id."""
    with ledger.asking() as connection:
        return _latest_readings(connection)


def revisions(ledger: Ledger) -> dict[ArticleId, tuple[Revision, ...]]:
    """Every Revision that stands, by Article, oldest first."""
    with ledger.asking() as connection:
        dated = _ids_by_article(connection)
        known = {r.id: r for r in _revisions(connection, [i for ids in dated.values() for i in ids])}
    return {article: tuple(known[i] for i in ids) for article, ids in dated.items()}


def last_revision(ledger: Ledger, article: ArticleId) -> Revision | None:
    """The latest Revision of one Article; None when the Article is not known."""
    with ledger.asking() as connection:
        ids = _ids_by_article(connection, tables.revisions.c.article == article).get(article, ())
        return next(_revisions(connection, ids[-1:]), None)


def latest_reading(ledger: Ledger, article: ArticleId) -> Reading | None:
    """The Reading of one Article's latest Revision; None when the Article is not known."""
    with ledger.asking() as connection:
        ids = _ids_by_article(connection, tables.revisions.c.article == article).get(article, ())
        return next(iter(_readings(connection, ids[-1:])), None)


def reading_with(ledger: Ledger, statement: StatementId) -> Reading | None:
    """The Reading that has this Statement; None when none has."""
    with ledger.asking() as connection:
        table = tables.statements
        found = connection.execute(select(table.c.revision).where(table.c.id == statement)).scalar()
        return next(iter(_readings(connection, [RevisionId(found)])), None) if found is not None else None


def articles(ledger: Ledger) -> tuple[Article, ...]:
    """Every Article, by id."""
    with ledger.asking() as connection:
        found = connection.execute(select(tables.articles).order_by(tables.articles.c.id)).mappings()
        return tuple(
            Article(
                id=ArticleId(row["id"]),
                url=row["url"],
                outlet=OutletId(row["outlet"]) if row["outlet"] is not None else None,
            )
            for row in found
        )


def outlets(ledger: Ledger) -> tuple[Outlet, ...]:
    """Every Outlet, by name."""
    with ledger.asking() as connection:
        table = tables.outlets
        found = connection.execute(select(table).order_by(table.c.name, table.c.id)).mappings()
        return tuple(Outlet(id=OutletId(row["id"]), name=row["name"], home=row["home"]) for row in found)


def names(ledger: Ledger) -> frozenset[str]:
    """Every name that the ledger has of somebody: of entities, of those on a chain, and of outlets."""
    columns = (tables.entities.c.name, tables.hops.c.actor, tables.outlets.c.name)
    with ledger.asking() as connection:
        found = [
            connection.execute(select(column).where(column.is_not(None)).distinct()).scalars() for column in columns
        ]
        return frozenset(name for some in found for name in some)


def readings_of(ledger: Ledger, which: Iterable[ArticleId]) -> tuple[Reading, ...]:
    """The Reading of every Revision that stands of these Articles, in the order in which they came in."""
    table = tables.revisions
    with ledger.asking() as connection:
        found: list[tuple[int, int, RevisionId]] = []
        for some in in_parts(sorted(which)):
            query = select(func.coalesce(table.c.turn, table.c.arrival), table.c.arrival, table.c.id)
            query = query.where(table.c.superseded.is_(None), table.c.article.in_(some))
            found += [(turn, arrival, RevisionId(name)) for turn, arrival, name in connection.execute(query)]
        return _readings(connection, [name for _, _, name in sorted(found)])


def reworded(ledger: Ledger) -> frozenset[ArticleId]:
    """The Articles of which several Revisions stand."""
    table = tables.revisions
    query = select(table.c.article).where(table.c.superseded.is_(None)).group_by(table.c.article)
    with ledger.asking() as connection:
        return frozenset(map(ArticleId, connection.execute(query.having(func.count() > 1)).scalars()))


def stories(ledger: Ledger, which: Iterable[StoryId]) -> tuple[Story, ...]:
    """The Stories of these ids."""
    with ledger.asking() as connection:
        found = [story for some in in_parts(sorted(which)) for story in _stories(connection, some)]
    return tuple(found)


def claims(ledger: Ledger, of: Iterable[StoryId] | None = None) -> tuple[Claim, ...]:
    """Every Claim, or those `of` these Stories, in the order in which they were saved."""
    with ledger.asking() as connection:
        if of is None:
            return _claims(connection)
        story = tables.claims.c.story
        return tuple(claim for some in in_parts(sorted(of)) for claim in _claims(connection, story.in_(some)))


def claim_of(ledger: Ledger, which: ClaimId) -> Claim | None:
    """The Claim of that id; None where there is none."""
    with ledger.asking() as connection:
        return next(iter(_claims(connection, tables.claims.c.id == which)), None)


def briefing(ledger: Ledger) -> Briefing:
    """All that the ledger knows, without setbacks: latest readings, and what was linked, in the order it was saved.

    Where readings came in since the last linking (see `linked_on`), Claims that mention a Statement which is
    no longer among the latest are left out, and so are their Echoes; every mention can be cited.
    """
    with ledger.asking() as connection:
        readings = _latest_readings(connection)
        linked = _claims(connection)
        echoes = _echoes(connection)
        if _linked_on(connection) is None:
            said = {s.id for r in readings for s in r.told}
            linked = tuple(c for c in linked if all(m.statement in said for m in c.mentions))
            kept = {c.id for c in linked}
            echoes = tuple(e for e in echoes if e.claim in kept and e.statement in said)
        return Briefing(
            readings=readings,
            stories=_stories(connection),
            claims=linked,
            echoes=echoes,
            changes=_changes(connection),
            setbacks=(),
        )


def _linked_on(connection: Connection) -> date | None:
    if connection.execute(select(tables.unlinked.c.number).limit(1)).scalar() is not None:
        return None
    table = tables.about
    day = connection.execute(select(table.c.value).where(table.c.key == "linked")).scalar()
    return date.fromisoformat(day) if day else None


def _ids_by_article(
    connection: Connection, where: ColumnElement[bool] | None = None
) -> dict[ArticleId, list[RevisionId]]:
    """The Revisions of each Article, oldest first; their texts stay where they are."""
    table = tables.revisions
    columns = (table.c.id, table.c.article, table.c.published, table.c.modified)
    query = select(*columns).where(table.c.superseded.is_(None)).order_by(*_IN_TURN)
    if where is not None:
        query = query.where(where)
    by_article: dict[ArticleId, list[tuple[tuple[str, str], RevisionId]]] = defaultdict(list)
    for row in connection.execute(query):
        dated = row.modified or row.published
        key = When(dated).sort_key if dated else ("", "")
        by_article[ArticleId(row.article)].append((key, RevisionId(row.id)))
    # Sorting is stable: equal dates stay in order of arrival.
    return {article: [i for _, i in sorted(ids, key=lambda pair: pair[0])] for article, ids in by_article.items()}


def _latest_readings(connection: Connection) -> tuple[Reading, ...]:
    found = _readings(connection, [ids[-1] for ids in _ids_by_article(connection).values()])
    return tuple(sorted(found, key=_by_publication))


def _by_publication(reading: Reading) -> tuple[tuple[str, str], str]:
    dated = reading.revision.dated
    return (dated.sort_key if dated else ("", ""), reading.revision.id)


def _revisions(connection: Connection, ids: Sequence[RevisionId]) -> Iterator[Revision]:
    """The Revisions of `ids`, in that order."""
    table = tables.revisions
    for some in in_parts(ids):
        notices = _owned(connection, tables.notices, "revision", some)
        found = connection.execute(select(table).where(table.c.id.in_(some))).mappings()
        known = {row["id"]: rows.revision_of(row, notices.get(row["id"], ())) for row in found}
        yield from (known[i] for i in some)


def _readings(connection: Connection, ids: Sequence[RevisionId]) -> tuple[Reading, ...]:
    """The Readings of the Revisions `ids`, in that order."""
    readings: list[Reading] = []
    for some in in_parts(ids):
        known = list(_revisions(connection, some))
        said = _owned(connection, tables.statements, "revision", some)
        hops, evidence = (_of_statements(connection, table, some) for table in (tables.hops, tables.evidence))
        entities = _owned(connection, tables.entities, "revision", some)
        times = _owned(connection, tables.times, "revision", some)
        told = {
            revision: [rows.statement_of(s, hops.get(s["id"], ()), evidence.get(s["id"], ())) for s in found]
            for revision, found in said.items()
        }
        readings += [
            Reading(
                revision=revision,
                statements=tuple(s for s in told.get(revision.id, ()) if not is_own_words(s)),
                own_words=tuple(s for s in told.get(revision.id, ()) if is_own_words(s)),
                entities=tuple(rows.entity_of(e) for e in entities.get(revision.id, ())),
                times=tuple(rows.time_of(t) for t in times.get(revision.id, ())),
            )
            for revision in known
        ]
    return tuple(readings)


def _stories(connection: Connection, which: Sequence[str] | None = None) -> tuple[Story, ...]:
    table = tables.stories
    held = _owned(connection, tables.story_articles, "story", which)
    query = select(table).order_by(table.c.position, table.c.id)
    found = connection.execute(query if which is None else query.where(table.c.id.in_(which))).mappings()
    return tuple(linked_rows.story_of(row, held.get(row["id"], ())) for row in found)


def _claims(connection: Connection, where: ColumnElement[bool] | None = None) -> tuple[Claim, ...]:
    table = tables.claims
    query = select(table).order_by(table.c.position, table.c.id)
    if where is not None:
        query = query.where(where)
    found = connection.execute(query).mappings().all()
    names = None if where is None else [row["id"] for row in found]
    parts = {name: _parts_of(connection, tables.metadata.tables[name], names) for name in linked_rows.CLAIM_PARTS}
    return tuple(
        linked_rows.claim_of(row, {name: of_claim.get(row["id"], ()) for name, of_claim in parts.items()})
        for row in found
    )


def _parts_of(connection: Connection, table: Table, names: Sequence[str] | None) -> _Owned:
    """The rows of `table` by claim: all, or those of the claims `names`."""
    if names is None:
        return _owned(connection, table, "claim")
    return {k: v for some in in_parts(names) for k, v in _owned(connection, table, "claim", some).items()}


def _echoes(connection: Connection) -> tuple[Echo, ...]:
    found = connection.execute(select(tables.echoes).order_by(tables.echoes.c.position)).mappings()
    return tuple(linked_rows.echo_of(row) for row in found)


def _changes(connection: Connection) -> tuple[Change, ...]:
    """All changes, in order of the later wording's date, then as they were saved."""
    table, later = tables.changes, tables.revisions
    query = select(table, later.c.published, later.c.modified).join(later, later.c.id == table.c.later)
    found = connection.execute(query.order_by(table.c.later, table.c.position)).mappings()
    return tuple(linked_rows.change_of(row) for row in sorted(found, key=_by_later_date))


def _by_later_date(row: RowMapping) -> tuple[str, str]:
    dated = row["modified"] or row["published"]
    return When(dated).sort_key if dated else ("9999", "")


def _owned(connection: Connection, table: Table, owner: str, ids: Sequence[str] | None = None) -> _Owned:
    """The rows of `table` by the column `owner`: all, or those of `ids`."""
    query = select(table).order_by(table.c[owner], table.c.position)
    if ids is not None:
        query = query.where(table.c[owner].in_(ids))
    return _grouped(connection.execute(query).mappings(), owner)


def _of_statements(connection: Connection, table: Table, revisions_: Sequence[str]) -> _Owned:
    """The rows of `table` that belong to statements of these Revisions, by statement."""
    query = (
        select(table)
        .join(tables.statements, tables.statements.c.id == table.c.statement)
        .where(tables.statements.c.revision.in_(revisions_))
        .order_by(table.c.statement, table.c.position)
    )
    return _grouped(connection.execute(query).mappings(), "statement")


def _grouped(found: Iterable[RowMapping], owner: str) -> _Owned:
    grouped: dict[str, list[RowMapping]] = defaultdict(list)
    for row in found:
        grouped[row[owner]].append(row)
    return grouped
