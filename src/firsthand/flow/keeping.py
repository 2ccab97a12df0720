"""How is coverage kept? Each article onto the ledger, whole or not at all; then what is there is linked and tracked.

A room of its own because it loads the database, which reading alone does not need. The bytes that an article was read
from go with it, so that its reading can be repeated (see `rereading`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from firsthand.engines.tags import Tagger
from firsthand.flow.earlier import replaced_wordings
from firsthand.flow.follow import in_order, in_reading_order, read_one, revisions_of
from firsthand.flow.linking import relink
from firsthand.flow.telling import Followed, Listener, Progress
from firsthand.flow.visiting import Visiting
from firsthand.ingest import Capture, Unchanged, revises
from firsthand.ingest.capture import Kind, kind_of
from firsthand.model.briefing import Briefing
from firsthand.model.coverage import Hints, Revision, Setback
from firsthand.model.ids import ArticleId
from firsthand.model.statement import Reading
from firsthand.store import (
    MOST_KEPT_BYTES,
    Intake,
    Ledger,
    Visits,
    briefing,
    came_by_feed,
    cases,
    counts,
    grades,
    has_reading,
    last_revision,
    open_ledger,
    readings_of,
    revisions,
    reworded,
    save_reading,
    text_is_known,
)
from firsthand.track import grade, lay_over

_EXCERPT: Final = 0.5
"""What a feed says of an article is an excerpt where it has less than this part of the page's characters, and the other
way round a page that is kept back for subscribers. Chosen: feeds carry a paragraph or all of it, and hardly a half."""
_FEED_MEDIA: Final = "application/feed+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of one Revision that came in. `reading` is None where nothing had to be read: it was known.

    `before` is the wording of the article that was the latest until then, None for an article that was new. `fuller`
    is whether this is the page itself after its feed's excerpt, or the other way round, and no edit of the outlet's.
    """

    revision: Revision
    before: Revision | None
    reading: Reading | None
    setbacks: tuple[Setback, ...] = ()
    fuller: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether it is another wording of an article that was known."""
        return self.reading is not None and self.before is not None and self.before.id != self.revision.id


class Keeper:
    """Has the ledger open, and keeps what comes in."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.visiting = Visiting(Visits(ledger))

    @classmethod
    def at(cls, path: str) -> "Keeper":
        """The keeper of the ledger at a path, or at a database address."""
        return cls(open_ledger(path))

    def close(self) -> None:
        """Close the ledger."""
        self._ledger.close()

    @property
    def ledger(self) -> Ledger:
        """The open ledger, for the rooms beside this one."""
        return self._ledger

    @property
    def is_empty(self) -> bool:
        """Whether the ledger holds no article yet."""
        return counts(self._ledger).articles == 0

    def follow(
        self,
        came_in: Iterable[Capture | Unchanged | Setback],
        hints: Hints,
        tagger: Tagger,
        *,
        today: date,
        listener: Listener,
        bulk: bool = False,
    ) -> Followed:
        """Take coverage into the ledger. Twice is once."""
        told = _Told(listener)
        for came in came_in:
            if isinstance(came, Setback):
                told.setbacks.append(came)
            elif isinstance(came, Unchanged):
                self.visiting.kept(came.origin, datetime.now(UTC))
                told.known += 1
            else:
                self._follow(came, hints, tagger, told, bulk=bulk)
        self.visiting.close()
        self.conclude(today, listener)
        return told.followed()

    def _follow(self, capture: Capture, hints: Hints, tagger: Tagger, told: "_Told", *, bulk: bool) -> None:
        """Take one capture into the ledger."""
        intake = intake_of(capture, hints)
        before, was_read = told.new, False
        for revision in revisions_of(capture, hints, bulk=bulk):
            if isinstance(revision, Setback):
                told.setbacks.append(revision)
                continue
            kept = self.keep(revision, intake, tagger)
            told.hear(kept)
            was_read = was_read or not _is_lost(kept)
        if told.new > before:
            told.setbacks.extend(_not_kept(intake))
        if capture.url is not None and capture.origin.lower().startswith(("http://", "https://")):
            close = self.visiting.kept if was_read else self.visiting.lost
            close(capture.origin, datetime.now(UTC))

    def keep(self, revision: Revision, intake: Intake, tagger: Tagger) -> Kept:
        """Read one Revision and save it with the bytes in `intake`, where it is new; all of that, or nothing."""
        last = last_revision(self._ledger, revision.article)
        if has_reading(self._ledger, revision.id, tagger.name) or self._is_known(last, revision, intake):
            return Kept(revision=revision, before=last, reading=None)
        fuller = last is not None and self._is_excerpt(last, revision, last, intake)
        came = tuple(read_one(revision, tagger))
        setbacks = tuple(c for c in came if isinstance(c, Setback))
        reading = next((c for c in came if not isinstance(c, Setback)), None)
        if reading is not None:
            save_reading(
                self._ledger,
                reading,
                read_by=tagger.name,
                at=datetime.now(UTC),
                intake=intake,
                instead_of=last.id if last is not None and fuller else None,
            )
        return Kept(revision=revision, before=last, reading=reading, setbacks=setbacks, fuller=fuller)

    def _is_known(self, last: Revision | None, revision: Revision, intake: Intake) -> bool:
        """Whether the ledger has it already, but for furniture: as a wording, as a pasted text, or more fully."""
        if last is None:
            return text_is_known(self._ledger, revision) is not None
        if last.id == revision.id:
            return False
        return not revises(last, revision) or self._is_excerpt(revision, last, last, intake)

    def _is_excerpt(self, poorer: Revision, fuller: Revision, last: Revision, intake: Intake) -> bool:
        """Whether of `last` and what came with `intake` the one is an article, and `poorer` an excerpt of it.

        Only what a feed carries and what a page does are compared so: a page that lost half its text was edited.
        """
        if poorer.id == fuller.id or len(poorer.text) >= _EXCERPT * len(fuller.text):
            return False
        return came_by_feed(self._ledger, last.id) != intake.feed

    def recall(self, *, today: date, listener: Listener) -> Briefing:
        """What the ledger knows."""
        self.conclude(today, listener)
        found = briefing(self._ledger)
        held = grade(found.claims, found.readings, grades(self._ledger))
        readings = lay_over(found.readings, cases(self._ledger)).readings
        every = readings_of(self._ledger, reworded(self._ledger))
        earlier = replaced_wordings(every, in_order(every)[0])
        gone = tuple(reading for _, own in sorted(earlier.items()) for reading in own)
        return in_reading_order(replace(found, readings=readings, graded=held, replaced=gone))

    def wordings(self) -> tuple[Revision, ...]:
        """Every Revision that the ledger holds, those of one Article oldest first."""
        return tuple(revision for kept in revisions(self._ledger).values() for revision in kept)

    def conclude(self, today: date, listener: Listener) -> None:
        """Link and track what came in since, in an interrupted trip too, and what fell due."""
        relink(self._ledger, today, listener)


class _Told:
    """What a trip brought so far."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self.new = self.known = 0
        self.setbacks: list[Setback] = []
        self._articles: set[ArticleId] = set()
        self._fresh: list[Revision] = []
        self._changed: list[Revision] = []

    def hear(self, kept: Kept) -> None:
        """Count one Revision."""
        self.setbacks.extend(kept.setbacks)
        if kept.reading is not None:
            self.new += 1
            if kept.before is None:
                self._fresh.append(kept.revision)
            elif kept.is_changed:
                self._changed.append(kept.revision)
        elif not kept.setbacks:
            self.known += 1
        self._articles.add(kept.revision.article)
        what = kept.revision.title or kept.revision.origin
        self._listener(Progress("reading", len(self._articles), None, what))

    def followed(self) -> Followed:
        """All of it."""
        return Followed(
            new=self.new,
            known=self.known,
            setbacks=tuple(self.setbacks),
            fresh=tuple(self._fresh),
            changed=tuple(self._changed),
        )


def intake_of(capture: Capture, hints: Hints, *, only: str | None = None) -> Intake:
    """How `capture` is taken in: all of it, or the one article whose address is `only`."""
    return Intake(
        raw=capture.raw,
        sha256=capture.sha256,
        origin=capture.origin,
        place=capture.place,
        media=capture.media,
        charset=capture.charset,
        url=capture.url,
        captured=capture.captured.edtf if capture.captured else None,
        hints=hints,
        feed=kind_of(capture) is Kind.FEED or capture.media == _FEED_MEDIA,
        only=only,
    )


def _is_lost(kept: Kept) -> bool:
    """Whether it was neither known nor could be read."""
    return kept.reading is None and bool(kept.setbacks)


def _not_kept(intake: Intake) -> Iterable[Setback]:
    """What to say of bytes that are too many to be kept."""
    if len(intake.raw) > MOST_KEPT_BYTES:
        yield Setback(
            input=intake.origin,
            reason=f"expected at most {MOST_KEPT_BYTES:,} bytes to keep as they came, came {len(intake.raw):,}; the "
            "article was kept and the name of its bytes, so keep the input itself where it may have to be read anew",
        )
