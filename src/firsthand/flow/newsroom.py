"""How are the parts wired? A Newsroom holds tagger, ledger and settings, and is all that a face is handed.

with Newsroom.open(Settings.load()) as newsroom:
    briefing = newsroom.brief(["coverage/"])
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from firsthand.engines.tags import Tagger
from firsthand.engines.weights import encoder_name, load_encoder
from firsthand.flow.clock import Clock
from firsthand.flow.follow import only_since, read_one, revisions_in, understand
from firsthand.flow.settings import Settings
from firsthand.flow.telling import (
    Followed,
    Listener,
    News,
    Progress,
    Reread,
    Terms,
    Watching,
    deaf,
    how_many,
)
from firsthand.ingest import Capture, Unchanged, canonical_url, collect, collect_sent
from firsthand.model.briefing import Briefing
from firsthand.model.coverage import Hints, Setback, Wording
from firsthand.model.ids import ArticleId
from firsthand.model.statement import Reading
from firsthand.model.story import PageHistory
from firsthand.read import EncoderTagger

if TYPE_CHECKING:  # no circle is hidden here: the rooms load a database and an HTTP client, when they are asked for
    from firsthand.flow.asking import Asked
    from firsthand.flow.cuttings import Cuttings
    from firsthand.flow.desk import Desk
    from firsthand.flow.keeping import Keeper
    from firsthand.flow.letters import LetterBox
    from firsthand.flow.looking import Looks
    from firsthand.ingest.fetch import Fetcher, Memory


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
        if "_keeper" in self.__dict__:
            self._keeper.close()

    def read(
        self,
        inputs: Sequence[str],
        hints: Hints = Hints(),  # noqa: B008 - frozen
        *,
        bulk: bool = False,
    ) -> Iterator[Reading | Setback]:
        """Read each article by itself, in the order in which it comes, a Setback after it for what was not read of it.

        Nothing is saved. `bulk` takes web pages apart the fast way, as the setting of that name does.
        """
        for revision in revisions_in(inputs, hints, self._asked, bulk=bulk or self.settings.bulk):
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
        bulk: bool = False,
        listener: Listener = deaf,
    ) -> Briefing:
        """Take coverage through the whole trip; nothing is saved. `bulk` is as for `read`."""
        readings: list[Reading] = []
        articles: set[ArticleId] = set()
        setbacks: list[Setback] = []
        for came in self.read(inputs, hints, bulk=bulk):
            if isinstance(came, Setback):
                setbacks.append(came)
            else:
                readings.append(came)
                articles.add(came.revision.article)
                listener(Progress("reading", len(articles), None, came.revision.title or came.revision.origin))
        if readings:
            listener(Progress("linking", 0, None, how_many(len(articles))))
        # Articles come in no order that means anything; sorted by id, the same files always give the same briefing. The
        # wordings of one article stay as they came, which tells the older one where nothing else does.
        readings.sort(key=lambda r: r.revision.article)
        found = understand(readings, known=(), today=_today(), setbacks=setbacks)
        return only_since(found, since) if since else found

    def follow(
        self,
        inputs: Sequence[str],
        hints: Hints = Hints(),  # noqa: B008 - frozen
        *,
        bulk: bool = False,
        listener: Listener = deaf,
    ) -> Followed:
        """Take coverage into the ledger; each article is saved whole or not at all. Twice is once.

        `bulk` is as for `read`.
        """
        keeper = self._keeper
        came_in = collect(inputs, fetch=self._fetcher(keeper.visiting))
        bulk = bulk or self.settings.bulk
        return keeper.follow(came_in, hints, self._tagger, today=_today(), listener=listener, bulk=bulk)

    def watch(
        self,
        addresses: Sequence[str],
        terms: Terms,
        *,
        tell: Callable[[News], None],
        clock: Clock | None = None,
        listener: Listener = deaf,
    ) -> Watching:
        """Ask `addresses` and the pages to which they lead again and again, and `tell` what is new, on the ledger.

        It ends when the time of `terms` is up, or when somebody stops the `clock`; the article in hand is finished.
        """
        from firsthand.flow.watch import Watch  # noqa: PLC0415 - loads the database, as `_keeper` does

        keeper = self._keeper
        watch = Watch(keeper, self._fetcher(keeper.visiting), self._tagger, clock or Clock(), tell)
        return watch.run(addresses, terms, listener)

    def reread(self, *, listener: Listener = deaf) -> Reread:
        """Read all bytes that the ledger kept again, by this version of the program. Twice is once."""
        from firsthand.flow.rereading import reread  # noqa: PLC0415 - loads the database, as `_keeper` does

        return reread(self._keeper, self._tagger, today=_today(), listener=listener)

    def wordings(self, which: str) -> tuple[Wording, ...]:
        """The revisions that `which` names (an id or an address), as they came in. Raises NotFound for none."""
        from firsthand.flow.rereading import named_wordings  # noqa: PLC0415 - the same

        return named_wordings(self._keeper, which)

    def raw(self, wording: Wording) -> bytes:
        """The bytes that one of them was read from, as they came. Raises NotFound where they were not kept."""
        from firsthand.flow.rereading import raw_bytes  # noqa: PLC0415 - the same

        return raw_bytes(self._keeper, wording)

    def recall(self, *, since: date | None = None, listener: Listener = deaf) -> Briefing:
        """What the ledger knows."""
        found = self._keeper.recall(today=_today(), listener=listener)
        return only_since(found, since) if since else found

    def ask(self, words: str, briefing: Briefing, number: int | None = None, *, of_ledger: bool) -> "Asked":
        """Which claims of `briefing` are meant by `words`; `number`, from 1, is a person's choice among them.

        `of_ledger` is whether the briefing is the ledger's, which remembers what was looked up before. Raises NotFound
        and SettingsError.
        """
        from firsthand.flow.asking import ask  # noqa: PLC0415 - loaded when claims are looked up

        if not of_ledger:
            return ask(words, briefing, number)
        from firsthand.flow import remembering  # noqa: PLC0415 - loads the database, as `_keeper` does

        return ask(words, briefing, number, remembering.Memory(self._keeper.ledger).read)

    def about(self, words: str, briefing: Briefing, *, of_ledger: bool) -> Briefing:
        """The same briefing with those claims alone that are near `words`; `of_ledger` is as for `ask`."""
        from firsthand.flow.asking import only  # noqa: PLC0415 - loaded when claims are looked up

        return only([found.claim for found in self.ask(words, briefing, of_ledger=of_ledger).found], briefing)

    def changes(
        self,
        inputs: Sequence[str],
        hints: Hints = Hints(),  # noqa: B008 - frozen
    ) -> tuple[tuple[PageHistory, ...], tuple[Setback, ...]]:
        """The pages in `inputs`, or of the ledger where there are none, with what changed in each, and the setbacks.

        Where `hints` name an address, only that page; inputs that do not say theirs are taken to be of it. Nothing is
        read for statements, and nothing is saved: comparing needs no model.
        """
        came = tuple(revisions_in(inputs, hints, self._asked)) if inputs else self._keeper.wordings()
        wordings = [one for one in came if not isinstance(one, Setback)]
        if hints.url is not None:
            asked = canonical_url(hints.url)
            wordings = [one for one in wordings if one.url == asked]
        from firsthand.flow.comparing import compare  # noqa: PLC0415 - loaded when wordings are compared

        return compare(wordings), tuple(one for one in came if isinstance(one, Setback))

    @cached_property
    def desk(self) -> "Desk":
        """Where corrections come in and are ruled on, and the log of both is kept."""
        from firsthand.flow.desk import Desk  # noqa: PLC0415 - loads the database, as `_keeper` does

        return Desk(self._keeper.ledger)

    @cached_property
    def letters(self) -> "LetterBox":
        """What readers sent from pages, and what became of it."""
        from firsthand.flow.letters import LetterBox  # noqa: PLC0415 - the same

        return LetterBox(self._keeper.ledger)

    @cached_property
    def looks(self) -> "Looks":
        """What is new since each reader looked last."""
        from firsthand.flow.looking import Looks  # noqa: PLC0415 - the same

        return Looks(self._keeper.ledger)

    @cached_property
    def cuttings(self) -> "Cuttings":
        """Parts of what the ledger knows: one story, one claim, one article, one source."""
        from firsthand.flow.cuttings import Cuttings  # noqa: PLC0415 - loads the database, as `_keeper` does

        return Cuttings(self._keeper.ledger)

    def conclude(self, *, listener: Listener = deaf) -> None:
        """Link and track what came in since, what was ruled on, and what fell due."""
        self._keeper.conclude(_today(), listener)

    def take(
        self,
        raw: bytes,
        name: str,
        hints: Hints = Hints(),  # noqa: B008 - frozen
        *,
        listener: Listener = deaf,
    ) -> Followed:
        """Take the bytes of one input into the ledger that somebody pasted or sent; its name tells what it is."""
        came_in = collect_sent(name, raw)
        bulk = self.settings.bulk
        return self._keeper.follow(came_in, hints, self._tagger, today=_today(), listener=listener, bulk=bulk)

    def restore(self, backup: Path) -> Path | None:
        """Put a copy in the ledger's place; where what was there lies now. Raises LedgerError, and all is as it was."""
        from firsthand.store import restore  # noqa: PLC0415 - loads the database; the ledger itself may be damaged

        return restore(backup, self.settings.ledger)

    @property
    def is_empty(self) -> bool:
        """Whether the ledger holds no article yet."""
        return self._keeper.is_empty

    @cached_property
    def _keeper(self) -> "Keeper":
        from firsthand.flow.keeping import Keeper  # noqa: PLC0415 - loads the database when it is asked for

        return Keeper.at(self.settings.ledger)

    def _asked(self, address: str) -> Capture | Unchanged:
        """What the server says, whatever it said before."""
        return self._asker(address)

    @cached_property
    def _asker(self) -> "Fetcher":
        """One for all, so that it knows which host it asked a moment ago."""
        return self._fetcher(None)

    def _fetcher(self, memory: "Memory | None") -> "Fetcher":
        """Asks servers, and tells `memory` of its visits."""
        from firsthand.ingest.fetch import Fetcher, Manners  # noqa: PLC0415 - loads an HTTP client

        given = self.settings
        manners = Manners(robots=given.obey_robots, pause_s=given.pause_s, contact=given.contact)
        return Fetcher(allow_private=given.allow_private_addresses, manners=manners, memory=memory)


def _today() -> date:
    return datetime.now(UTC).date()
