"""What is known of one story, one claim, one article, one source? Parts of the ledger, for a face that shows a page.

    cuttings.story("st-...")      the briefing of that story alone
    cuttings.article("a-...")     one article as it is read now, and the claims that its statements bear on

A briefing of all costs what all of it holds. Here each answer costs what it holds itself; a story that was put together
is kept until the ledger changes.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final

from firsthand.flow.earlier import replaced_wordings
from firsthand.flow.follow import in_order, in_reading_order
from firsthand.model.briefing import Briefing
from firsthand.model.claim import Claim, Standing
from firsthand.model.errors import NotFound
from firsthand.model.ids import ArticleId, ClaimId, StatementId, StoryId
from firsthand.model.listing import ClaimLine, Happening, Hit, Said, SourceLine, StoryLine
from firsthand.model.statement import Reading
from firsthand.model.story import Story
from firsthand.store import (
    Ledger,
    cases,
    changes_of,
    claim_lines,
    claim_of,
    claims,
    claims_in,
    claims_with,
    echoes_of,
    extent,
    grades,
    happenings,
    hits_of,
    latest_reading,
    moment,
    next_due,
    readings_of,
    said_by,
    search,
    sources_named,
    standing_as,
    stories,
    story_lines,
    vouched_by,
)
from firsthand.track import grade, lay_over

_KEPT: Final = 48
"""Stories that are kept as they were put together: what a few people look at within some minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """How a source's word held up: the claims of which it is an origin, by how they stand, and what it said."""

    name: str
    vouched: tuple[ClaimLine, ...]
    said: tuple[Said, ...]
    readings: tuple[Reading, ...]
    claims: Mapping[ClaimId, ClaimLine]
    total: int


class Cuttings:
    """Finds parts of an open ledger. May be asked by several threads at once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = Lock()
        self._moment = ""
        self._stories: OrderedDict[str, Briefing] = OrderedDict()

    def moment(self) -> str:
        """A mark that is another one whenever the ledger holds something else."""
        return moment(self._ledger)

    def extent(self) -> tuple[int, int]:
        """How many articles and claims the ledger holds."""
        return extent(self._ledger)

    def stories(self, first: int, most: int) -> tuple[tuple[StoryLine, ...], int]:
        """At most `most` stories from the place `first` on, by what changed last; and how many there are."""
        return story_lines(self._ledger, first, most)

    def happenings(self, of: Sequence[StoryId], most: int) -> Mapping[StoryId, Sequence[Happening]]:
        """The latest things that happened to claims of these stories, at most `most` of each."""
        found: dict[StoryId, list[Happening]] = {}
        for happening in happenings(self._ledger, of, most):
            if happening.story is not None:
                found.setdefault(happening.story, []).append(happening)
        return found

    def standing_as(self, standing: Standing, most: int) -> tuple[tuple[ClaimLine, ...], int]:
        """At most `most` claims that stand so, the most-carried first; and how many there are."""
        return standing_as(self._ledger, standing, most)

    def next_due(self, most: int) -> tuple[tuple[str, StoryId, str], ...]:
        """In which stories something falls due next, with the day and the title."""
        return next_due(self._ledger, most)

    def story(self, which: str) -> Briefing:
        """The briefing of one story. Raises NotFound."""
        return self._kept(which, lambda: self._story(StoryId(which)))

    def claim(self, which: str) -> tuple[Claim, Briefing]:
        """One claim, and the briefing of the story it is of, or of itself where it is of none. Raises NotFound."""
        found = claim_of(self._ledger, ClaimId(which))
        if found is None:
            raise NotFound(f"expected a claim that the ledger holds, came {which!r}; look it up by its words")
        told = self.story(found.story) if found.story is not None else self._alone(found)
        if found not in told.claims:
            raise NotFound(f"{which}: its statements are being read anew; look again in a moment")
        return found, told

    def article(self, which: str) -> tuple[Reading, Mapping[StatementId, Sequence[ClaimLine]]]:
        """The latest wording of an article as it is read now, and the claims of its statements. Raises NotFound."""
        reading = latest_reading(self._ledger, ArticleId(which))
        if reading is None:
            raise NotFound(f"expected an article that the ledger holds (a-...), came {which!r}")
        ruled = [case for case in cases(self._ledger) if any(a.article == which for a in case.correction.anchors)]
        (reading,) = lay_over([reading], ruled).readings
        return reading, claims_in(self._ledger, reading.revision.article)

    def source(self, name: str, first: int, most: int) -> Holding:
        """All that one source said: `most` statements from the place `first` on, the latest first. Raises NotFound."""
        said, total = said_by(self._ledger, name, first, most)
        vouched = vouched_by(self._ledger, name)
        if not total and not vouched:
            raise NotFound(f"expected a source that the ledger holds, came {name!r}; look it up in the list")
        named = {claim for one in said for claim in one.claims}
        return Holding(
            name=name,
            vouched=vouched,
            said=said,
            readings=readings_of(self._ledger, {one.article for one in said}),
            claims={line.id: line for line in claim_lines(self._ledger, named)},
            total=total,
        )

    def sources(self, words: str, first: int, most: int) -> tuple[SourceLine, ...]:
        """Sources whose names have all of `words`, from the place `first` on; who says most comes first."""
        return sources_named(self._ledger, words.split(), first, most)

    def claims_with(self, words: str, most: int) -> tuple[ClaimLine, ...]:
        """Claims whose text has all of `words`."""
        return claims_with(self._ledger, words.split(), most)

    def passages_with(self, words: str, most: int) -> tuple[Hit, ...]:
        """Wordings that have all of `words`, best first."""
        return hits_of(self._ledger, search(self._ledger, words, most))

    def _kept(self, key: str, make: Callable[[], Briefing]) -> Briefing:
        """What `make` gives, or gave since the ledger changed last."""
        now = self.moment()
        with self._lock:
            if now != self._moment:
                self._stories.clear()
                self._moment = now
            known = self._stories.get(key)
            if known is not None:
                self._stories.move_to_end(key)
                return known
        made = make()
        with self._lock:
            if now == self._moment:
                self._stories[key] = made
                while len(self._stories) > _KEPT:
                    self._stories.popitem(last=False)
        return made

    def _story(self, which: StoryId) -> Briefing:
        found = stories(self._ledger, [which])
        if not found:
            raise NotFound(
                f"expected a story that the ledger holds (st-...), came {which!r}; it may have joined another"
            )
        articles = {article for story in found for article in story.articles}
        return self._put_together(found, claims(self._ledger, [which]), articles)

    def _alone(self, claim: Claim) -> Briefing:
        """What is known of a claim that is of no story."""
        return self._kept(claim.id, lambda: self._put_together((), [claim], {m.article for m in claim.mentions}))

    def _put_together(
        self, found: Sequence[Story], linked: Sequence[Claim], articles: Collection[ArticleId]
    ) -> Briefing:
        """What `Keeper.recall` gives, of these articles alone. Claims of what is being read anew are left out."""
        every = readings_of(self._ledger, articles)
        past, came = in_order(every)
        gone = tuple(reading for _, own in sorted(replaced_wordings(every, past).items()) for reading in own)
        ruled = [case for case in cases(self._ledger) if any(a.article in articles for a in case.correction.anchors)]
        said = {statement.id for reading in (*came, *gone) for statement in reading.told}
        linked = [claim for claim in linked if any(mention.statement in said for mention in claim.mentions)]
        return in_reading_order(
            Briefing(
                readings=lay_over(came, ruled).readings,
                stories=tuple(found),
                claims=tuple(linked),
                echoes=echoes_of(self._ledger, [claim.id for claim in linked]),
                changes=changes_of(self._ledger, articles),
                setbacks=(),
                graded=grade(linked, came, grades(self._ledger)),
                replaced=gone,
            )
        )
