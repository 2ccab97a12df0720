"""Can this reading be repeated? The bytes that came in, as they came, each once, and how each was taken in.

A feed of twenty entries is one capture and twenty revisions; a page that two addresses gave is one capture and two
intakes. Bytes go in with the reading that came from them or not at all, and come out as they were: what does not have
the hash under which it is kept is not given out.
"""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, RowMapping, insert, or_, select

from firsthand.model.coverage import Hints, Revision, Wording
from firsthand.model.errors import LedgerError, NotFound, TooMuch
from firsthand.model.ids import ArticleId, RevisionId, content_id
from firsthand.store import rows, tables
from firsthand.store.open import Ledger
from firsthand.store.rows import Row

MOST_KEPT_BYTES: Final = 20_000_000
"""Captures beyond it are kept by name alone. A news page has 2.3 MB at most (of 314) and a PDF report rarely ten;
SQLite reads a row whole, and takes none beyond a gigabyte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One capture, and all that its reading depends on but the program: what its carrier and its caller said of it.

    `captured` is in EDTF. `feed` is whether it is one: its entries may be excerpts of pages. `only` is the address of
    the one article that was taken from it (out of a feed whose other entries were read from their own pages), None
    where all were.
    """

    raw: bytes = field(repr=False)
    sha256: str
    origin: str
    place: str | None = None
    media: str | None = None
    charset: str | None = None
    url: str | None = None
    captured: str | None = None
    hints: Hints = field(default_factory=Hints)
    feed: bool = False
    only: str | None = None

    @property
    def id(self) -> str:
        """One name for one way of taking in one capture."""
        said = self.hints
        published = rows.edtf(said.published)
        carried = (self.origin, self.place, self.media, self.charset, self.url, self.captured)
        return content_id("in", self.sha256, *carried, published, said.outlet, said.url, self.only)


def save_capture(connection: Connection, intake: Intake, seen: str) -> str:
    """Keep what `intake` holds, in the caller's transaction; twice is once. Returns its id."""
    captures, intakes = tables.captures, tables.intakes
    if connection.execute(select(captures.c.size).where(captures.c.sha256 == intake.sha256)).scalar() is None:
        kept = len(intake.raw) <= MOST_KEPT_BYTES
        row: Row = {"sha256": intake.sha256, "size": len(intake.raw), "first_seen": seen}
        connection.execute(insert(captures), [{**row, "packed": zlib.compress(intake.raw) if kept else None}])
    if connection.execute(select(intakes.c.id).where(intakes.c.id == intake.id)).scalar() is None:
        connection.execute(insert(intakes), [_intake_row(intake)])
    return intake.id


def raw_of(ledger: Ledger, sha256: str) -> bytes:
    """The bytes of one capture, as they came.

    Raises NotFound for one that was never here, TooMuch for one of which the name alone was kept, LedgerError where
    what is kept is damaged.
    """
    table = tables.captures
    with ledger.asking() as connection:
        row = connection.execute(select(table).where(table.c.sha256 == sha256)).mappings().one_or_none()
        if row is None:
            raise NotFound(f"expected a capture that was kept, came {sha256}, which is not on the ledger")
        return _unpacked(row, ledger.place)


def intakes(ledger: Ledger) -> Iterator[tuple[str, Intake]]:
    """Every intake whose bytes were kept, with its id, in the order in which they came; one is held at a time.

    Raises LedgerError at one whose bytes are damaged.
    """
    table, held = tables.intakes, tables.captures
    with ledger.asking() as connection:
        query = select(table.c.arrival).join(held, held.c.sha256 == table.c.capture)
        arrivals = connection.execute(query.where(held.c.packed.is_not(None)).order_by(table.c.arrival)).scalars().all()
    for arrival in arrivals:
        with ledger.asking() as connection:
            query_one = select(table, held.c.size, held.c.packed).join(held, held.c.sha256 == table.c.capture)
            row = connection.execute(query_one.where(table.c.arrival == arrival)).mappings().one()
            intake = _intake_of(row, _unpacked(row, ledger.place))
        yield row["id"], intake


def revisions_taken(ledger: Ledger, intake: str) -> dict[ArticleId, tuple[RevisionId, ...]]:
    """The Revisions that one intake gave and that stand, by Article, in the order in which they came."""
    table = tables.revisions
    query = select(table.c.article, table.c.id).where(table.c.intake == intake, table.c.superseded.is_(None))
    found: dict[ArticleId, tuple[RevisionId, ...]] = {}
    with ledger.asking() as connection:
        for row in connection.execute(query.order_by(table.c.arrival)):
            found[ArticleId(row.article)] = (*found.get(ArticleId(row.article), ()), RevisionId(row.id))
    return found


def revisions_of_capture(ledger: Ledger, sha256: str) -> tuple[RevisionId, ...]:
    """The Revisions that were read from one capture, in the order in which they came."""
    table = tables.revisions
    with ledger.asking() as connection:
        found = connection.execute(select(table.c.id).where(table.c.capture == sha256).order_by(table.c.arrival))
        return tuple(RevisionId(i) for i in found.scalars())


def wordings(ledger: Ledger, which: str, address: str) -> tuple[Wording, ...]:
    """The Revisions that `which` names by id (of a Revision or an Article), or `address` by address, as they came."""
    table, held = tables.revisions, tables.captures
    query = (
        select(table, held.c.size, held.c.packed.is_not(None).label("kept"))
        .join(held, held.c.sha256 == table.c.capture, isouter=True)
        .where(or_(table.c.id == which, table.c.article == which, table.c.url == address, table.c.origin == which))
        .order_by(table.c.arrival)
    )
    with ledger.asking() as connection:
        return tuple(
            Wording(
                revision=RevisionId(row["id"]),
                article=ArticleId(row["article"]),
                title=row["title"],
                dated=row["modified"] or row["published"],
                first_seen=row["first_seen"],
                capture=row["capture"],
                size=row["size"] if row["kept"] else None,
                superseded=row["superseded"],
            )
            for row in connection.execute(query).mappings()
        )


def came_by_feed(ledger: Ledger, revision: RevisionId) -> bool:
    """Whether a Revision was read from a feed, and not from its own page."""
    table, taken = tables.revisions, tables.intakes
    query = select(taken.c.feed).join(table, table.c.intake == taken.c.id)
    with ledger.asking() as connection:
        return bool(connection.execute(query.where(table.c.id == revision)).scalar())


def text_is_known(ledger: Ledger, revision: Revision) -> ArticleId | None:
    """The Article that has the very text of `revision` and an address, where `revision` has none; None where no is.

    A text that names another outlet is that outlet's copy, and an Article of its own.
    """
    if revision.url is not None:
        return None
    table = tables.revisions
    query = select(table.c.article, table.c.outlet).where(table.c.sha256 == revision.sha256, table.c.url.is_not(None))
    with ledger.asking() as connection:
        found = connection.execute(query.order_by(table.c.arrival)).all()
    names = {None, revision.outlet}
    return next((ArticleId(row.article) for row in found if revision.outlet is None or row.outlet in names), None)


def _unpacked(row: RowMapping, place: str) -> bytes:
    """The bytes of a row of `captures`, checked against its name."""
    if row["packed"] is None:
        raise TooMuch(
            f"expected a capture of at most {MOST_KEPT_BYTES:,} bytes, came one of {row['size']:,}, of which the name "
            "alone was kept; go back to the input itself"
        )
    unpacker = zlib.decompressobj()
    try:
        # One byte more than it should have, so that a damaged row cannot fill the memory.
        raw = unpacker.decompress(row["packed"], row["size"] + 1)
    except zlib.error as error:
        raise LedgerError(f"{place}: a capture is damaged ({error}); {_RESTORE}") from error
    name = row["sha256"] if "sha256" in row else row["capture"]
    if hashlib.sha256(raw).hexdigest() != name:
        raise LedgerError(f"{place}: a capture is damaged (it is not what its hash {name} says); {_RESTORE}")
    return raw


_RESTORE: Final = "restore a copy of the ledger; all else that it holds can be used"


def _intake_row(intake: Intake) -> Row:
    return {
        "id": intake.id,
        "capture": intake.sha256,
        "origin": intake.origin,
        "place": intake.place,
        "media": intake.media,
        "charset": intake.charset,
        "url": intake.url,
        "captured": intake.captured,
        "said_published": rows.edtf(intake.hints.published),
        "said_outlet": intake.hints.outlet,
        "said_url": intake.hints.url,
        "feed": intake.feed,
        "only": intake.only,
    }


def _intake_of(row: RowMapping, raw: bytes) -> Intake:
    said = Hints(published=rows.when_of(row["said_published"]), outlet=row["said_outlet"], url=row["said_url"])
    return Intake(
        raw=raw,
        sha256=row["capture"],
        origin=row["origin"],
        place=row["place"],
        media=row["media"],
        charset=row["charset"],
        url=row["url"],
        captured=row["captured"],
        hints=said,
        feed=row["feed"],
        only=row["only"],
    )
