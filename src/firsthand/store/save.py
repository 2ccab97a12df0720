"""What is new, and what is known already? Records into the ledger: one transaction each, and twice is once.

Nothing is overwritten: a changed page is a new Revision, and a Ruling stands beside the one before. Only what
this program itself concluded is replaced, when it reads or links anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType
from urllib.parse import urlsplit

from sqlalchemy import Connection, Table, delete, func, insert, select, true, update

from firsthand.model.claim import Claim
from firsthand.model.coverage import Revision, outlet_id
from firsthand.model.ids import ArticleId, OutletId, RevisionId, StoryId
from firsthand.model.news import change_key, development_key, echo_key
from firsthand.model.statement import Reading
from firsthand.model.story import Change, Echo, Story
from firsthand.store import linked_rows, rows, tables
from firsthand.store.captures import Intake, save_capture
from firsthand.store.linking import Instead, in_parts
from firsthand.store.looks import note_told
from firsthand.store.open import Ledger
from firsthand.store.parts import NO_NEWS
from firsthand.store.rows import Row, placed


def save_reading(
    ledger: Ledger,
    reading: Reading,
    *,
    read_by: str,
    at: datetime,
    intake: Intake | None = None,
    instead_of: RevisionId | None = None,
    anew: bool = False,
) -> bool:
    """Save all that was read of one Revision, or nothing of it. True when the Revision was new.

    Read before by the same tagger (`read_by`), nothing is written, unless `anew`. Else the reading is replaced,
    and so is what the page tells about its wording (dates, byline, notices), but `origin` and the bytes that it was
    read from stay as first seen. `intake` holds these bytes, which are saved with it. `instead_of` is superseded: it is
    kept, without a reading, and this Revision takes its turn. `at` is when it came in; a time without zone is taken as
    local. Raises LedgerError.
    """
    revision = reading.revision
    seen = at.astimezone(UTC).isoformat(timespec="seconds")
    with ledger.writing() as connection:
        table = tables.revisions
        known = connection.execute(select(table.c.id).where(table.c.id == revision.id)).scalar()
        was = connection.execute(
            select(tables.readings.c.read_by).where(tables.readings.c.revision == revision.id)
        ).scalar()
        if was == read_by and not anew:
            return False
        _save_article(connection, revision)
        taken = save_capture(connection, intake, seen) if intake is not None else None
        if known is None:
            _put(connection, table, [{**rows.revision_row(revision), "first_seen": seen, "intake": taken}])
        else:
            _clear_reading(connection, revision)
        if instead_of is not None and instead_of != revision.id:
            _supersede(connection, instead_of, revision.id)
        _put(connection, tables.notices, placed(map(rows.notice_row, revision.notices), revision=revision.id))
        _put(connection, tables.readings, [{"revision": revision.id, "read_by": read_by, "read_at": seen}])
        _save_parts(connection, reading)
        note_unlinked(connection, [revision.article])
    return known is None


def _supersede(connection: Connection, old: RevisionId, new: RevisionId) -> None:
    """Let `new` stand in the place of `old`, whose statements, chains, entities and times go."""
    table = tables.revisions
    turn = connection.execute(select(func.coalesce(table.c.turn, table.c.arrival)).where(table.c.id == old)).scalar()
    connection.execute(update(table).where(table.c.id == new).values(turn=turn))
    connection.execute(update(table).where(table.c.id == old).values(superseded=new))
    # It may have been another article's, which has no reading any more.
    was = connection.execute(select(table.c.article).where(table.c.id == old)).scalars()
    note_unlinked(connection, map(ArticleId, was))
    connection.execute(delete(tables.readings).where(tables.readings.c.revision == old))


def save_linked(
    ledger: Ledger,
    *,
    stories: Sequence[Story],
    claims: Sequence[Claim],
    echoes: Sequence[Echo],
    changes: Sequence[Change],
    on: date,
    turns: Mapping[StoryId, date] = MappingProxyType({}),
    instead: Instead | None = None,
) -> None:
    """Replace what linking and tracking found before, in one transaction: all of it, or what is told by `instead`.

    The order given is kept. `on` is the day as of which they were tracked, `turns` the first day on which claims of a
    Story stand otherwise by time alone: a prediction falls due.

    Raises LedgerError, also where a Story, Claim or Change names an Article or Revision that was never saved.
    """
    with ledger.writing() as connection:
        _make_room(connection, instead)
        _save_stories(connection, stories, turns, _changed(claims))
        numbers = note_told(
            connection,
            (
                *(development_key(claim, one) for claim in claims for one in claim.history),
                *map(echo_key, echoes),
                *map(change_key, changes),
            ),
        )
        _save_claims(connection, claims, numbers)
        _add(connection, tables.echoes, map(linked_rows.echo_row, echoes))
        _add(connection, tables.changes, map(linked_rows.change_row, changes))
        done = tables.unlinked.c.number <= instead.upto if instead else true()
        connection.execute(delete(tables.unlinked).where(done))
        _tell_about(connection, "linked", on.isoformat())
        if instead is not None:
            _tell_about(connection, "linker", instead.linker)


def _make_room(connection: Connection, instead: Instead | None) -> None:
    """Delete what is to be replaced."""
    if instead is None or instead.everything:
        for table in (tables.echoes, tables.changes, tables.claims, tables.stories):
            connection.execute(delete(table))
        return
    for gone in in_parts(instead.stories):
        # Their mentions, origins and the rest go with them.
        connection.execute(delete(tables.claims).where(tables.claims.c.story.in_(gone)))
        connection.execute(delete(tables.stories).where(tables.stories.c.id.in_(gone)))
    for some in in_parts(instead.articles):
        connection.execute(delete(tables.changes).where(tables.changes.c.article.in_(some)))


def _add(connection: Connection, table: Table, found: Iterable[Row]) -> None:
    """Insert rows behind those that are there."""
    last = connection.execute(select(func.max(table.c.position))).scalar()
    first = 0 if last is None else last + 1
    _put(connection, table, [{**row, "position": at} for at, row in enumerate(found, first)])


def _put(connection: Connection, table: Table, values: Sequence[Row]) -> None:
    """Insert all of `values`; an empty list would insert a row of defaults."""
    if values:
        connection.execute(insert(table), values)


def _save_article(connection: Connection, revision: Revision) -> None:
    """The Article and its Outlet, where they are new; an Outlet that was not known before is filled in."""
    outlet = _save_outlet(connection, revision) if revision.outlet is not None else None
    table = tables.articles
    known = connection.execute(select(table.c.outlet).where(table.c.id == revision.article)).one_or_none()
    if known is None:
        _put(connection, table, [{"id": revision.article, "url": revision.url, "outlet": outlet}])
    elif known.outlet is None and outlet is not None:
        connection.execute(update(table).where(table.c.id == revision.article).values(outlet=outlet))


def _save_outlet(connection: Connection, revision: Revision) -> OutletId | None:
    name = revision.outlet or ""
    outlet = outlet_id(name)
    table = tables.outlets
    if connection.execute(select(table.c.id).where(table.c.id == outlet)).scalar() is None:
        _put(connection, table, [{"id": outlet, "name": name, "home": _host(revision.url)}])
    return outlet


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:  # "http://[" has none
        return None


def _clear_reading(connection: Connection, revision: Revision) -> None:
    """Make room for another reading of a Revision that is known."""
    # Its statements, their chains, entities and times go with it.
    connection.execute(delete(tables.readings).where(tables.readings.c.revision == revision.id))
    connection.execute(delete(tables.notices).where(tables.notices.c.revision == revision.id))
    details = {**rows.revision_details(revision), "superseded": None}
    connection.execute(update(tables.revisions).where(tables.revisions.c.id == revision.id).values(details))


def _save_parts(connection: Connection, reading: Reading) -> None:
    revision = reading.revision.id
    said = reading.told
    _put(connection, tables.entities, placed(map(rows.entity_row, reading.entities), revision=revision))
    _put(connection, tables.times, placed(map(rows.time_row, reading.times), revision=revision))
    _put(connection, tables.statements, [rows.statement_row(s, at) for at, s in enumerate(said)])
    _put(
        connection,
        tables.evidence,
        [row for s in said for row in placed(({"kind": e.value} for e in s.evidence), statement=s.id)],
    )
    _put(connection, tables.hops, [row for s in said for row in placed(map(rows.hop_row, s.chain), statement=s.id)])


def _save_stories(
    connection: Connection, stories: Sequence[Story], turns: Mapping[StoryId, date], changed: Mapping[StoryId, str]
) -> None:
    days = {story: day.isoformat() for story, day in turns.items()}
    known = [
        {**linked_rows.story_row(s, at), "turns": days.get(s.id), "changed": changed.get(s.id)}
        for at, s in enumerate(stories)
    ]
    _put(connection, tables.stories, known)
    articles: Iterable[list[Row]] = (placed(({"article": a} for a in s.articles), story=s.id) for s in stories)
    _put(connection, tables.story_articles, [row for of_story in articles for row in of_story])


def _changed(claims: Iterable[Claim]) -> dict[StoryId, str]:
    """When something last happened in each story (EDTF), besides a claim's being told again."""
    found: dict[StoryId, str] = {}
    for claim in claims:
        dates = [one.when.edtf for one in claim.history if one.when is not None and one.what not in NO_NEWS]
        if claim.story is not None and dates:
            found[claim.story] = max(found.get(claim.story, ""), *dates)
    return found


def _save_claims(connection: Connection, claims: Sequence[Claim], told: Mapping[str, int]) -> None:
    _put(connection, tables.claims, [linked_rows.claim_row(c, at) for at, c in enumerate(claims)])
    parts = [linked_rows.claim_parts(c) for c in claims]
    for claim, own in zip(claims, parts, strict=True):
        for one, row in zip(claim.history, own["developments"], strict=True):
            row["told"] = told[development_key(claim, one)]
    for name in linked_rows.CLAIM_PARTS:
        _put(connection, tables.metadata.tables[name], [row for of_claim in parts for row in of_claim[name]])


def note_unlinked(connection: Connection, articles: Iterable[ArticleId]) -> None:
    """Remember that what these articles tell is to be linked anew."""
    _put(connection, tables.unlinked, [{"article": article} for article in articles])


def _tell_about(connection: Connection, key: str, value: str) -> None:
    table = tables.about
    connection.execute(update(table).where(table.c.key == key).values(value=value))
