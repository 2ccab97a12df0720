"""What came in, and what does it change? The stories that it touches are put together, linked and tracked anew.

    marks on the ledger -> what the new articles are about -> the stories they touch -> these put together anew
    -> those that came out otherwise, or hold something new: linked, tracked, saved

So a new article costs what its own story holds, however much the ledger does. A ledger that was linked by another
version of the program is linked anew as a whole.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from firsthand.model.correction import Case
from firsthand.model.ids import ArticleId
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
)
from firsthand.text.companies import FADES_IN_DAYS, PROPOSED
from firsthand.track import Overrides, Topic, as_stories, lay_over, regrouped, topics_of, touched_by, track

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
    groups = regrouped(scope.topics(ledger, fresh), scope.overrides.one_story)
    changed = scope.changed(groups, todo)
    instead = scope.replaced(groups, changed)

    every = readings_of(ledger, (article for group in changed for article in group))
    past, came = in_order(every)
    replaced = replaced_wordings(every, past)
    overrides = lay_over(came, scope.cases_of(past))
    reading_of = {reading.revision.article: reading for reading in overrides.readings}
    found = as_stories(
        changed,
        {article: reading.revision for article, reading in reading_of.items()},
        scope.topics(ledger, fresh),
        known=instead,
        used=story_ids(ledger),
    )
    told = ([r for a in story.articles for r in (*replaced.get(a, ()), reading_of[a])] for story in found)
    known = claims(ledger, [story.id for story in instead])
    linked = overrides.of_origins(link(told, known, overrides.joining, memory.read))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """What may change: the stories as they were, the articles that came in, and what editors ruled on any of these."""

    stories: tuple[Story, ...]
    fresh: frozenset[ArticleId]
    cases: tuple[Case, ...]
    overrides: Overrides

    @classmethod
    def of(cls, ledger: Ledger, todo: Due, fresh: Mapping[ArticleId, Topic]) -> "_Scope":
        """What `fresh` articles, of these topics, touch, and what else is `todo`.

        Corrections whose passage is lost are sent to review.
        """
        touched = {*todo.stories, *homes(ledger, {*todo.articles, *_alike(ledger, fresh)}).values()}
        ruled = cases(ledger)
        while True:
            before = stories(ledger, touched)
            members = {*fresh, *(article for story in before for article in story.articles)}
            concerned = tuple(case for case in ruled if not members.isdisjoint(_articles(case)))
            named = {article for case in concerned for article in _articles(case)}
            further = set(homes(ledger, named).values()) - touched
            if not further:
                break
            touched |= further
        _, latest = in_order(readings_of(ledger, named))
        overrides = lay_over(latest, concerned)
        send_to_review(ledger, concerned, overrides.unplaced)
        return cls(stories=before, fresh=frozenset(fresh), cases=concerned, overrides=overrides)

    def topics(self, ledger: Ledger, fresh: Mapping[ArticleId, Topic]) -> dict[ArticleId, Topic]:
        """What all articles are about that may come to be in another story."""
        others = {article for story in self.stories for article in story.articles} - fresh.keys()
        # Who has moved to another address is in a story as it was, and has no topic.
        return {**fresh, **_unpacked(topics_for(ledger, others))}

    def changed(self, groups: Sequence[Sequence[ArticleId]], todo: Due) -> tuple[Sequence[ArticleId], ...]:
        """Those of `groups` that are no story as it was, hold what came in, or stand otherwise by time."""
        was = {frozenset(story.articles): story.id for story in self.stories if story.id not in todo.stories}
        return tuple(group for group in groups if frozenset(group) not in was or not self.fresh.isdisjoint(group))

    def replaced(
        self, groups: Iterable[Sequence[ArticleId]], changed: Iterable[Sequence[ArticleId]]
    ) -> tuple[Story, ...]:
        """The stories that do not stay as they were."""
        same = set(map(frozenset, groups)) - set(map(frozenset, changed))
        return tuple(story for story in self.stories if frozenset(story.articles) not in same)

    def cases_of(self, articles: Mapping[ArticleId, object]) -> tuple[Case, ...]:
        """What editors ruled on `articles` alone."""
        return tuple(case for case in self.cases if articles.keys() >= _articles(case))


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
