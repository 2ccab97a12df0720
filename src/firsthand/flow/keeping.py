"""How is coverage kept? Each article onto the ledger, whole or not at all; then what is there is linked and tracked.

A room of its own because it loads the database, which reading alone does not need.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from firsthand.engines.tags import Tagger
from firsthand.flow.follow import read_one, understand
from firsthand.flow.telling import Followed, Listener, Progress, how_many
from firsthand.ingest import revises
from firsthand.model.briefing import Briefing
from firsthand.model.coverage import Revision, Setback
from firsthand.model.ids import ArticleId
from firsthand.store import (
    Ledger,
    all_readings,
    briefing,
    claims,
    counts,
    has_reading,
    last_revision,
    linked_on,
    open_ledger,
    revisions,
    save_linked,
    save_reading,
)


class Keeper:
    """Has the ledger open, and keeps what comes in."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @classmethod
    def at(cls, path: str) -> "Keeper":
        """The keeper of the ledger at a path, or at a database address."""
        return cls(open_ledger(path))

    def close(self) -> None:
        """Close the ledger."""
        self._ledger.close()

    @property
    def is_empty(self) -> bool:
        """Whether the ledger holds no article yet."""
        return counts(self._ledger).articles == 0

    def follow(
        self, came_in: Iterable[Revision | Setback], tagger: Tagger, *, today: date, listener: Listener
    ) -> Followed:
        """Take coverage into the ledger. Twice is once."""
        new = known = 0
        articles: set[ArticleId] = set()
        setbacks: list[Setback] = []
        fresh: list[Revision] = []
        changed: list[Revision] = []
        for revision in came_in:
            if isinstance(revision, Setback):
                setbacks.append(revision)
                continue
            last = last_revision(self._ledger, revision.article)
            same = last is not None and last.id != revision.id and not revises(last, revision)
            if same or has_reading(self._ledger, revision.id, tagger.name):
                known += 1
            else:
                came = tuple(read_one(revision, tagger))
                setbacks.extend(c for c in came if isinstance(c, Setback))
                for reading in (c for c in came if not isinstance(c, Setback)):
                    save_reading(self._ledger, reading, read_by=tagger.name, at=datetime.now(UTC))
                    new += 1
                    if last is None or last.id != revision.id:
                        (fresh if last is None else changed).append(revision)
            articles.add(revision.article)
            listener(Progress("reading", len(articles), None, revision.title or revision.origin))
        self._conclude(today, listener)
        return Followed(new=new, known=known, setbacks=tuple(setbacks), fresh=tuple(fresh), changed=tuple(changed))

    def recall(self, *, today: date, listener: Listener) -> Briefing:
        """What the ledger knows."""
        self._conclude(today, listener)
        return briefing(self._ledger)

    def wordings(self) -> tuple[Revision, ...]:
        """Every Revision that the ledger holds, those of one Article oldest first."""
        return tuple(revision for kept in revisions(self._ledger).values() for revision in kept)

    def _conclude(self, today: date, listener: Listener) -> None:
        """Link and track anew where something came in since, in an interrupted trip too, or a day has passed."""
        if linked_on(self._ledger) == today:
            return
        readings = all_readings(self._ledger)
        if readings:
            # An article with several wordings counts once.
            many = how_many(len({reading.revision.article for reading in readings}))
            listener(Progress("linking", 0, None, many))
        found = understand(readings, known=claims(self._ledger), today=today)
        if readings:
            listener(Progress("saving", 0, None, f"{len(found.claims)} claims"))
        save_linked(
            self._ledger,
            stories=found.stories,
            claims=found.claims,
            echoes=found.echoes,
            changes=found.changes,
            on=today,
        )
