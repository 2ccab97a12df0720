"""How are the parts wired? A Newsroom holds tagger, ledger and settings, and is all that a face is handed.

with Newsroom.open(Settings.load()) as newsroom:
    briefing = newsroom.brief(["coverage/"])
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, partial
from types import TracebackType
from typing import Self

from firsthand.engines.tags import Tagger
from firsthand.engines.weights import encoder_name, load_encoder
from firsthand.flow.follow import only_since, read_one, revisions_in, understand
from firsthand.flow.settings import Settings
from firsthand.ingest import Capture, fetch, revises
from firsthand.model.briefing import Briefing
from firsthand.model.coverage import Hints, Revision, Setback
from firsthand.model.ids import ArticleId
from firsthand.model.statement import Reading
from firsthand.read import EncoderTagger
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
    save_linked,
    save_reading,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a trip has come: `stage` is "reading", "linking" or "saving"; `total` is None while unknown."""

    stage: str
    done: int
    total: int | None
    what: str


Listener = Callable[[Progress], None]


def _deaf(_: Progress) -> None:
    """Hears of progress and says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What following brought: how many revisions were new, how many were known, and what was set back.

    `fresh` are the new revisions of articles that the ledger did not hold, `changed` those of articles that it held
    in another wording; one that is only read anew, by a later version, is in neither.
    """

    new: int
    known: int
    setbacks: tuple[Setback, ...]
    fresh: tuple[Revision, ...] = ()
    changed: tuple[Revision, ...] = ()


class Newsroom:
    """All that a face needs, and nothing of how it is done. The ledger is opened when it is first asked for."""

    def __init__(self, settings: Settings, tagger: Tagger) -> None:
        self.settings = settings
        self._tagger = tagger

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """A Newsroom with the parts that ship."""
        return cls(settings, EncoderTagger(encoder_name(), load_encoder))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if "_ledger" in self.__dict__:
            self._ledger.close()

    def read(self, inputs: Sequence[str], hints: Hints = Hints()) -> Iterator[Reading | Setback]:  # noqa: B008 - frozen
        """Read each article by itself, in the order in which it comes, a Setback after it for what was not read of it.

        Nothing is saved.
        """
        for revision in revisions_in(inputs, hints, self._fetch):
            if isinstance(revision, Setback):
                yield revision
            else:
                yield from read_one(revision, self._tagger)

    def brief(
        self,
        inputs: Sequence[str],
        hints: Hints = Hints(),  # noqa: B008 - frozen
        *,
        since: date | None = None,
        listener: Listener = _deaf,
    ) -> Briefing:
        """Take coverage through the whole trip; nothing is saved."""
        readings: list[Reading] = []
        articles: set[ArticleId] = set()
        setbacks: list[Setback] = []
        for came in self.read(inputs, hints):
            if isinstance(came, Setback):
                setbacks.append(came)
            else:
                readings.append(came)
                articles.add(came.revision.article)
                listener(Progress("reading", len(articles), None, came.revision.title or came.revision.origin))
        if readings:
            listener(Progress("linking", 0, None, _how_many(readings)))
        # Inputs come in no order that means anything; sorted by id, the same files always give the same briefing.
        readings.sort(key=lambda r: r.revision.id)
        found = understand(readings, known=(), today=_today(), setbacks=setbacks)
        return only_since(found, since) if since else found

    def follow(
        self,
        inputs: Sequence[str],
        hints: Hints = Hints(),  # noqa: B008 - frozen
        *,
        listener: Listener = _deaf,
    ) -> Followed:
        """Take coverage into the ledger; each article is saved whole or not at all. Twice is once."""
        new = known = 0
        articles: set[ArticleId] = set()
        setbacks: list[Setback] = []
        fresh: list[Revision] = []
        changed: list[Revision] = []
        for revision in revisions_in(inputs, hints, self._fetch):
            if isinstance(revision, Setback):
                setbacks.append(revision)
                continue
            last = last_revision(self._ledger, revision.article)
            same = last is not None and last.id != revision.id and not revises(last, revision)
            if same or has_reading(self._ledger, revision.id, self._tagger.name):
                known += 1
            else:
                came = tuple(read_one(revision, self._tagger))
                setbacks.extend(c for c in came if isinstance(c, Setback))
                for reading in (c for c in came if not isinstance(c, Setback)):
                    save_reading(self._ledger, reading, read_by=self._tagger.name, at=datetime.now(UTC))
                    new += 1
                    if last is None or last.id != revision.id:
                        (fresh if last is None else changed).append(revision)
            articles.add(revision.article)
            listener(Progress("reading", len(articles), None, revision.title or revision.origin))
        self._conclude(listener)
        return Followed(new=new, known=known, setbacks=tuple(setbacks), fresh=tuple(fresh), changed=tuple(changed))

    def recall(self, *, since: date | None = None, listener: Listener = _deaf) -> Briefing:
        """What the ledger knows."""
        self._conclude(listener)
        found = briefing(self._ledger)
        return only_since(found, since) if since else found

    @property
    def is_empty(self) -> bool:
        """Whether the ledger holds no article yet."""
        return counts(self._ledger).articles == 0

    def _conclude(self, listener: Listener) -> None:
        """Link and track anew where something came in since, in an interrupted trip too, or a day has passed."""
        today = _today()
        if linked_on(self._ledger) == today:
            return
        readings = all_readings(self._ledger)
        if readings:
            listener(Progress("linking", 0, None, _how_many(readings)))
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

    @cached_property
    def _ledger(self) -> Ledger:
        return open_ledger(self.settings.ledger)

    @cached_property
    def _fetch(self) -> Callable[[str], Capture]:
        return partial(fetch, allow_private=self.settings.allow_private_addresses)


def _how_many(readings: Sequence[Reading]) -> str:
    """Of how many articles these are, an article with several wordings once."""
    articles = len({reading.revision.article for reading in readings})
    return "1 article" if articles == 1 else f"{articles} articles"


def _today() -> date:
    return datetime.now(UTC).date()
