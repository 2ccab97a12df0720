"""How does every claim stand, and what has happened since? The order of tracking, on one page.

stories + claims -> for each claim: its story, what was taken back of it, its standing, its history, its echoes
wordings of pages -> changes
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from firsthand.model.claim import Claim
from firsthand.model.coverage import Revision
from firsthand.model.ids import ArticleId, StoryId
from firsthand.model.statement import Reading
from firsthand.model.story import Change, Echo, Story
from firsthand.text.takebacks import Takeback
from firsthand.track.changes import find_changes
from firsthand.track.echoes import Reports, all_reports, all_takebacks, find_echoes, touching
from firsthand.track.history import tell_history
from firsthand.track.standing import due_on, judge_standing
from firsthand.track.stories import story_of
from firsthand.track.told import Shelf, put_on_shelf, told_of


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
) -> Tracked:
    """Follow `claims` of `stories` through the coverage, as it stands on `today`.

    `readings` are of the latest Revision of each Article, `past` has all Revisions of each, oldest first. The order
    of `readings` changes nothing. Echoes are by claim and then by date of publication.
    """
    takebacks = all_takebacks(readings, past)
    course = _Course(
        shelf=put_on_shelf(readings),
        story_of=story_of(stories),
        articles_of=_articles(stories),
        takebacks=takebacks,
        reports=all_reports(readings, takebacks),
        today=today,
    )
    followed = [course.follow(claim) for claim in claims]
    turns: dict[StoryId, date] = {}
    for claim, _ in followed:
        day = course.turn(claim)
        if day is not None and claim.story is not None:
            turns[claim.story] = min(day, turns.get(claim.story, day))
    return Tracked(
        claims=tuple(claim for claim, _ in followed),
        echoes=tuple(echo for _, echoes in followed for echo in echoes),
        changes=find_changes(past),
        turns=turns,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """What following one claim needs to know of all the rest."""

    shelf: Shelf
    story_of: Mapping[ArticleId, StoryId]
    articles_of: Mapping[StoryId, frozenset[ArticleId]]
    takebacks: tuple[Takeback, ...]
    reports: Reports
    today: date

    def follow(self, claim: Claim) -> tuple[Claim, tuple[Echo, ...]]:
        """The claim with story, standing and history, and its echoes."""
        story = self._story(claim)
        told = told_of(claim, self.shelf)
        taken_back = touching(told, self.takebacks, self.articles_of.get(story, frozenset()) if story else frozenset())
        standing = judge_standing(claim, told, taken_back, self.today)
        history = tell_history(claim, told, taken_back, standing, self.today)
        echoes = tuple(find_echoes(claim, taken_back, self.takebacks, self.reports))
        return replace(claim, story=story, standing=standing, history=history), echoes

    def turn(self, claim: Claim) -> date | None:
        """The day after that on which it falls due, where that is to come."""
        day = due_on(told_of(claim, self.shelf))
        return day + timedelta(days=1) if day is not None and day >= self.today else None

    def _story(self, claim: Claim) -> StoryId | None:
        """The story of most of its mentions."""
        found = Counter(self.story_of[m.article] for m in claim.mentions if m.article in self.story_of)
        return min(found, key=lambda story: (-found[story], story)) if found else None


def _articles(stories: Sequence[Story]) -> dict[StoryId, frozenset[ArticleId]]:
    found: dict[StoryId, set[ArticleId]] = defaultdict(set)
    for story in stories:
        found[story.id].update(story.articles)
    return {story: frozenset(articles) for story, articles in found.items()}
