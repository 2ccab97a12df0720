"""What came in, and what does it change? The stories that it touches are put together, linked and tracked anew.

    marks on the ledger -> what the new articles are about -> the stories they touch -> these put together anew
    -> those that came out otherwise, or hold something new: linked, tracked, saved

So a new article costs what its own story holds, however much the ledger does. A ledger that was linked by another
version of the program is linked anew as a whole.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, log
from typing import Final

import numpy as np

from firsthand import __version__
from firsthand.engines.matching import from_8_bits, in_8_bits
from firsthand.engines.weights import matcher_name
from firsthand.flow.desk import send_to_review
from firsthand.flow.earlier import replaced_wordings
from firsthand.flow.follow import in_order
from firsthand.flow.remembering import Memory
from firsthand.flow.telling import Listener, Progress, how_many
from firsthand.link import link
from firsthand.model.claim import Claim
from firsthand.model.correction import Case, Joining
from firsthand.model.ids import ArticleId, ClaimId
from firsthand.model.statement import Reading
from firsthand.model.story import Story
from firsthand.store import (
    Due,
    Instead,
    KeptTopic,
    Ledger,
    cases,
    claims,
    due,
    homes,
    keep_topics,
    readings_of,
    save_linked,
    stories,
    story_ids,
    topics_between,
    topics_for,
    used_ids,
)
from firsthand.text.companies import FADES_IN_DAYS, PROPOSED
from firsthand.track import Topic, as_stories, lay_over, regrouped, topics_of, touched_by, track

REACH: Final = ceil(-log(PROPOSED) * FADES_IN_DAYS)
"""Days after which no likeness is left of two articles."""
WORD: Final = np.dtype("<u8")
WEIGHT: Final = np.dtype("<f4")


def relink(ledger: Ledger, today: date, listener: Listener) -> None:
    """Link and track what came in since, and what has fallen due. Raises LedgerError and WeightsError."""
    linker = f"{__version__} {matcher_name()}"
    todo = due(ledger, today, linker)
    if todo.is_done(today):
        return
    if todo.articles:
        listener(Progress("linking", 0, None, how_many(len(todo.articles))))
    memory = Memory(ledger)
    fresh = _topics_anew(ledger, todo.articles, memory)
    scope = _Scope.of(ledger, todo, fresh)
    topics = {**fresh, **_unpacked(topics_for(ledger, scope.articles - fresh.keys()))}
    changed, instead = scope.changed(regrouped(topics), todo)

    every = readings_of(ledger, (article for group in changed for article in group))
    past, came = in_order(every)
    replaced = replaced_wordings(every, past)
    ruled = [case for case in scope.cases if not past.keys().isdisjoint(_articles(case))]
    overrides = lay_over(came, ruled)
    send_to_review(ledger, ruled, overrides.unplaced)
    reading_of = {reading.revision.article: reading for reading in overrides.readings}
    revisions = {article: reading.revision for article, reading in reading_of.items()}
    found = as_stories(changed, revisions, topics, known=instead, used=story_ids(ledger))
    told = [[r for a in story.articles for r in (*replaced.get(a, ()), reading_of[a])] for story in found]
    linked = overrides.of_origins(_linked(ledger, told, overrides.joining, instead, memory))
    gone = (reading for own in replaced.values() for reading in own)
    tracked = track(found, (*gone, *overrides.readings), past, linked, today, memory.read)
    if tracked.claims:
        listener(Progress("saving", 0, None, f"{len(tracked.claims)} claims"))
    save_linked(
        ledger,
        stories=found,
        claims=tracked.claims,
        echoes=tracked.echoes,
        changes=tracked.changes,
        on=today,
        turns=tracked.turns,
        instead=Instead(
            stories=[story.id for story in instead],
            articles=sorted(past),
            everything=todo.everything,
            upto=todo.upto,
            linker=linker,
        ),
    )


def _linked(
    ledger: Ledger, told: Sequence[Sequence[Reading]], joining: Joining, instead: Sequence[Story], memory: Memory
) -> tuple[Claim, ...]:
    """The claims of the stories that are `told`, in place of those of `instead`; no other has their ids."""
    gone = [story.id for story in instead]
    known = claims(ledger, gone)
    used: frozenset[ClaimId] = frozenset()
    while True:
        found = link(told, known, joining, memory.read, used)
        # Seldom: a claim of another story kept the id that its first statement gave it, and that is here now.
        taken = used_ids(ledger, (claim.id for claim in found), gone) - used
        if not taken:
            return found
        used |= taken


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """What may change: the stories as they were, the articles that came in, and what editors ruled on any of these."""

    stories: tuple[Story, ...]
    fresh: frozenset[ArticleId]
    cases: tuple[Case, ...]

    @classmethod
    def of(cls, ledger: Ledger, todo: Due, fresh: Mapping[ArticleId, Topic]) -> "_Scope":
        """What `fresh` articles, of these topics, touch, and what else is `todo`."""
        touched = {*todo.stories, *homes(ledger, {*todo.articles, *_alike(ledger, fresh)}).values()}
        ruled = cases(ledger)
        while True:
            scope = cls(stories=stories(ledger, touched), fresh=frozenset(fresh), cases=ruled)
            concerned = tuple(case for case in ruled if not scope.articles.isdisjoint(_articles(case)))
            # A claim may be of two stories where an editor says so.
            further = set(homes(ledger, {a for case in concerned for a in _articles(case)}).values()) - touched
            if not further:
                return replace(scope, cases=concerned)
            touched |= further

    @property
    def articles(self) -> frozenset[ArticleId]:
        """All articles that may come to be in another story."""
        return self.fresh | {article for story in self.stories for article in story.articles}

    def changed(
        self, groups: Sequence[Sequence[ArticleId]], todo: Due
    ) -> tuple[tuple[Sequence[ArticleId], ...], tuple[Story, ...]]:
        """Those of `groups` that are to be linked, and the stories in the place of which they come.

        To be linked are those that are no story as it was, that hold what came in or have fallen due, and those that
        have a claim in common with one of these by an editor's word.
        """
        was = {frozenset(story.articles): story.id for story in self.stories}
        own = {at: frozenset(group) for at, group in enumerate(groups)}
        found = {
            at
            for at, group in own.items()
            if group not in was or was[group] in todo.stories or not group.isdisjoint(self.fresh)
        }
        while True:
            held = {article for at in found for article in own[at]}
            beside = {a for case in self.cases if not held.isdisjoint(_articles(case)) for a in _articles(case)}
            further = {at for at, group in own.items() if not group.isdisjoint(beside)} - found
            if not further:
                break
            found |= further
        same = {group for at, group in own.items() if at not in found}
        instead = tuple(story for story in self.stories if frozenset(story.articles) not in same)
        return tuple(groups[at] for at in sorted(found)), instead


def _articles(case: Case) -> frozenset[ArticleId]:
    return frozenset(anchor.article for anchor in case.correction.anchors)


def _alike(ledger: Ledger, fresh: Mapping[ArticleId, Topic]) -> frozenset[ArticleId]:
    """The other articles that `fresh` ones are like."""
    if not fresh:
        return frozenset()
    days = [topic.day for topic in fresh.values() if topic.day is not None]
    first, last = (None, None) if len(days) < len(fresh) else (min(days) - REACH, max(days) + REACH)
    others = _unpacked(one for one in topics_between(ledger, first, last) if one.article not in fresh)
    return touched_by(fresh.values(), others)


def _topics_anew(ledger: Ledger, articles: Collection[ArticleId], memory: Memory) -> dict[ArticleId, Topic]:
    """What the latest wordings of `articles` are about, which is kept; one that was moved elsewhere has none."""
    _, latest = in_order(readings_of(ledger, articles))
    revisions = [reading.revision for reading in latest]
    found = dict(zip((r.article for r in revisions), topics_of(revisions, memory.read), strict=True))
    keep_topics(ledger, articles, _packed(found))
    return found


def _packed(found: Mapping[ArticleId, Topic]) -> Iterable[KeptTopic]:
    for article, topic in found.items():
        yield KeptTopic(
            article=article,
            day=topic.day,
            words=topic.words.astype(WORD).tobytes(),
            weights=topic.weights.astype(WEIGHT).tobytes(),
            meaning=in_8_bits(topic.meaning[np.newaxis]).tobytes(),
        )


def _unpacked(kept: Iterable[KeptTopic]) -> dict[ArticleId, Topic]:
    return {
        one.article: Topic(
            words=np.frombuffer(one.words, WORD).astype(np.uint64),
            weights=np.frombuffer(one.weights, WEIGHT).astype(np.float32),
            meaning=from_8_bits(np.frombuffer(one.meaning, np.int8)[np.newaxis])[0],
            day=one.day,
        )
        for one in kept
    }
