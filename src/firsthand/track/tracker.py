"""How does every claim stand, and what has happened since? The order of tracking, on one page.

stories + claims -> for each claim: its story, what was taken back of it, its standing, its history, its echoes
wordings of pages -> changes
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from firsthand.engines.matching import Reads, read_anew
from firsthand.model.claim import Bearing, Claim
from firsthand.model.coverage import Revision
from firsthand.model.ids import ArticleId, ClaimId, StoryId
from firsthand.model.statement import Reading
from firsthand.model.story import Change, Echo, Story
from firsthand.track.changes import find_changes
from firsthand.track.echoes import Coverage, Repeated, all_reports, echoes_of_source, find_echoes, repeated, touching
from firsthand.track.history import tell_history
from firsthand.track.recanting import may_recant, recantations
from firsthand.track.retakes import Retake, all_retakes
from firsthand.track.standing import due_on, judge_standing
from firsthand.track.stories import story_of
from firsthand.track.told import Shelf, Told, all_told, put_on_shelf, told_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """What tracking found. `claims` are those given, in that order, with story, standing and history."""

    claims: tuple[Claim, ...]
    echoes: tuple[Echo, ...]
    changes: tuple[Change, ...]
    turns: Mapping[StoryId, date]
    """By story, the first day on which one of its claims stands otherwise though nothing comes in."""


def track(
    stories: Sequence[Story],
    readings: Sequence[Reading],
    past: Mapping[ArticleId, Sequence[Revision]],
    claims: Sequence[Claim],
    today: date,
    read: Reads = read_anew,
) -> Tracked:
    """Follow `claims` of `stories` through the coverage, as it stands on `today`.

    `readings` are of the latest Revision of each Article, `past` has all Revisions of each, oldest first. The order
    of `readings` changes nothing; `read` tells what texts are about. Echoes are by claim and then by date.
    """
    course = _Course(shelf=put_on_shelf(readings), story_of=story_of(stories), today=today)
    told = {claim.id: told_of(claim, course.shelf) for claim in claims}
    notes = course.by_story(all_retakes(readings, past))
    found: dict[StoryId, tuple[Repeated, ...]] = {}
    for story, coverage in course.coverage(claims, told, [*notes, *course.recanting(readings)]).items():
        for name, recants in recantations(coverage.claims, coverage.loose).items():
            denials = (replace(one, bearing=Bearing.DENIES) for one in recants)
            told[name] = tuple(sorted((*told[name], *denials), key=lambda one: one.order))
        found[story] = tuple(repeated(note, coverage, read) for note in notes.get(story, ()))
    followed = [course.follow(claim, told[claim.id], found) for claim in claims]
    place = {claim.id: at for at, claim in enumerate(claims)}
    reports = all_reports([reading for reading in readings if not reading.replaced])
    echoes = [echo for own in found.values() for echo in find_echoes(own, told, reports)]
    known = {(echo.claim, echo.article) for echo in echoes}
    for claim in followed:
        own = echoes_of_source(claim, told[claim.id], reports)
        echoes += [echo for echo in own if (echo.claim, echo.article) not in known]
    echoes.sort(key=lambda echo: place[echo.claim])
    turns: dict[StoryId, date] = {}
    for claim in followed:
        day = course.turn(told[claim.id])
        if day is not None and claim.story is not None:
            turns[claim.story] = min(day, turns.get(claim.story, day))
    return Tracked(
        claims=tuple(followed),
        echoes=tuple(echoes),
        changes=find_changes(past),
        turns=turns,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """What following one claim needs to know of all the rest."""

    shelf: Shelf
    story_of: Mapping[ArticleId, StoryId]
    today: date

    def by_story(self, notes: Sequence[Retake]) -> dict[StoryId, list[Retake]]:
        """`notes` by the story of the article that has them."""
        found: dict[StoryId, list[Retake]] = defaultdict(list)
        for note in notes:
            if note.revision.article in self.story_of:
                found[self.story_of[note.revision.article]].append(note)
        return found

    def recanting(self, readings: Sequence[Reading]) -> list[StoryId]:
        """The stories in an article of which somebody may take back his own word."""
        articles = [r.revision.article for r in readings if may_recant(r.revision.text)]
        return [self.story_of[article] for article in articles if article in self.story_of]

    def coverage(
        self, claims: Sequence[Claim], told: Mapping[ClaimId, Sequence[Told]], stories: Collection[StoryId]
    ) -> dict[StoryId, Coverage]:
        """What there is of each of `stories`."""
        taken_up = {mention.statement for claim in claims for mention in claim.mentions}
        own: dict[StoryId | None, list[ClaimId]] = defaultdict(list)
        loose: dict[StoryId | None, list[Told]] = defaultdict(list)
        for claim in claims if stories else ():
            own[self._story(claim)].append(claim.id)
        for one in all_told(self.shelf, taken_up) if stories else ():
            loose[self.story_of.get(one.reading.revision.article)].append(one)
        return {
            story: Coverage(claims={name: told[name] for name in own[story]}, loose=loose[story])
            for story in dict.fromkeys(stories)
        }

    def follow(self, claim: Claim, told: Sequence[Told], found: Mapping[StoryId, Sequence[Repeated]]) -> Claim:
        """The claim with story, standing and history."""
        story = self._story(claim)
        taken_back = touching(claim.id, told, found.get(story, ()) if story else ())
        standing = judge_standing(claim, told, taken_back, self.today)
        history = tell_history(claim, told, taken_back, standing, self.today)
        return replace(claim, story=story, standing=standing, history=history)

    def turn(self, told: Sequence[Told]) -> date | None:
        """The day after that on which it falls due, where that is to come."""
        day = due_on(told)
        return day + timedelta(days=1) if day is not None and day >= self.today else None

    def _story(self, claim: Claim) -> StoryId | None:
        """The story of most of its mentions."""
        found = Counter(self.story_of[m.article] for m in claim.mentions if m.article in self.story_of)
        return min(found, key=lambda story: (-found[story], story)) if found else None
