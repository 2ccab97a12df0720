"""Can it be read again, by this version? The bytes as they came, and every reading of them repeated.

A version that takes a byline for a sentence no longer gives the same page another text. That is no edit of the
outlet's: the new Revision stands in the place of the one that was read from the same bytes, which is kept, and no
change is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from firsthand.engines.tags import Tagger
from firsthand.flow.follow import read_one, revisions_of
from firsthand.flow.keeping import Keeper
from firsthand.flow.telling import Listener, Progress, Reread
from firsthand.ingest import Capture, canonical_url
from firsthand.model.coverage import Revision, Setback, Wording
from firsthand.model.errors import NotFound
from firsthand.model.ids import ArticleId, RevisionId
from firsthand.model.when import When
from firsthand.store import Intake, intakes, last_revision, raw_of, revisions_taken, save_reading, wordings


def named_wordings(keeper: Keeper, which: str) -> tuple[Wording, ...]:
    """The Revisions that `which` names: by id, by its article's id, by address, or by the input it came from.

    Raises NotFound where it names none.
    """
    found = wordings(keeper.ledger, which, canonical_url(which))
    if not found:
        raise NotFound(
            f"expected a revision (r-...) or an address that the ledger holds, came {which!r}; "
            "firsthand brief --json gives the address of every article"
        )
    return found


def raw_bytes(keeper: Keeper, wording: Wording) -> bytes:
    """The bytes that one wording was read from, as they came.

    Raises NotFound where none were kept, TooMuch where they were too many, LedgerError where they are damaged.
    """
    if wording.capture is None or wording.size is None:
        raise NotFound(
            f"expected a revision whose bytes were kept, came {wording.revision}, which was kept without: they were "
            "too many, or it was kept by an older version; go back to the input itself"
        )
    return raw_of(keeper.ledger, wording.capture)


@dataclass(slots=True)
class _Count:
    """How far rereading has come."""

    captures: int = 0
    same: int = 0
    new: int = 0


def reread(keeper: Keeper, tagger: Tagger, *, today: date, listener: Listener) -> Reread:
    """Read all that was kept again: statements are replaced, and Revisions are new only where their text is.

    Each article is saved whole or not at all, so it may be stopped and begun again.
    """
    count = _Count()
    setbacks: list[Setback] = []
    for intake_id, intake in intakes(keeper.ledger):
        known = revisions_taken(keeper.ledger, intake_id)
        setbacks.extend(_read_again(keeper, intake, known, tagger, count))
        count.captures += 1
        listener(Progress("reading", count.captures, None, intake.origin))
    keeper.conclude(today, listener)
    return Reread(captures=count.captures, same=count.same, new=count.new, setbacks=tuple(setbacks))


def _read_again(
    keeper: Keeper,
    intake: Intake,
    known: Mapping[ArticleId, Sequence[RevisionId]],
    tagger: Tagger,
    count: _Count,
) -> list[Setback]:
    """Read one intake again, and save what came of it."""
    setbacks: list[Setback] = []
    came: list[Revision] = []
    for one in revisions_of(capture_of(intake), intake.hints):
        if isinstance(one, Setback):
            setbacks.append(one)
        elif intake.only is None or one.url == intake.only:
            came.append(one)
    gone = _gone(known, came)
    standing = {i for ids in known.values() for i in ids}
    for revision in came:
        replaced = gone.get(revision.article, [])
        if revision.id not in standing and not replaced and last_revision(keeper.ledger, revision.article) is not None:
            continue  # it came from here, and brought nothing new to an article that was known
        for reading in read_one(revision, tagger):
            if isinstance(reading, Setback):
                setbacks.append(reading)
                continue
            is_new = save_reading(
                keeper.ledger,
                reading,
                read_by=tagger.name,
                at=datetime.now(UTC),
                intake=intake,
                instead_of=replaced.pop(0) if replaced and revision.id not in standing else None,
                anew=True,
            )
            count.new += is_new
            count.same += not is_new
    return setbacks


def _gone(
    known: Mapping[ArticleId, Sequence[RevisionId]], came: Sequence[Revision]
) -> dict[ArticleId, list[RevisionId]]:
    """The Revisions that were read from these bytes and are not any more, by the Article that now comes of them."""
    given = {revision.id for revision in came}
    gone = {article: [i for i in ids if i not in given] for article, ids in known.items()}
    if len(came) == 1 and len(known) == 1:  # one article, which may say another address of itself now
        return {came[0].article: next(iter(gone.values()))}
    return gone


def capture_of(intake: Intake) -> Capture:
    """The capture as it came."""
    return Capture(
        origin=intake.origin,
        raw=intake.raw,
        media=intake.media,
        charset=intake.charset,
        url=intake.url,
        captured=When(intake.captured) if intake.captured else None,
        place=intake.place,
    )
