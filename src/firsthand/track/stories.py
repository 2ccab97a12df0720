"""Which coverage belongs together? Articles that share names and rare words, a claim or two, and a time.

Two ships that sink in one month give two stories; the forty reports on the one give one. Articles are put
together from the most alike pair on, while two groups are nearly as alike as each is within; the order in which they
were read changes nothing.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Final

from firsthand.model.claim import Claim
from firsthand.model.ids import ArticleId, StoryId, content_id
from firsthand.model.statement import Reading
from firsthand.model.story import Story
from firsthand.model.when import When
from firsthand.text.likeness import Vector, alike, topic, vectors

TOGETHER: Final = 0.12
"""Average likeness below which two groups of articles are never one story."""
AS_WITHIN: Final = 0.55
"""The share of the likeness within two groups (the mean of both) that the likeness across them must have: two storms of
one summer are alike, and each is more like itself. BCubed F1 on ECB+ (topics 1-35, subtopics as gold), and on the own
stories for training, with claims: 90.9 and 95.7 at .5, 91.5 and 95.7 at .55, 90.2 and 90.5 at .6. A fixed likeness
alone gives 89.2 and 47 at .24, 84.3 and 100 at .12 (without claims)."""
PROPOSED: Final = 0.07
"""Likeness below which two articles propose nothing, and count as unlike. At .1 the own stories for training give
95.7, at .07 100, with two fifths more pairs on ECB+ and the same result there."""
PER_CLAIM: Final = 0.08
MOST_CLAIMS: Final = 3
"""What each claim that two articles share adds, and up to how many. Set on the samples; ECB+ has no claims."""
FADES_IN_DAYS: Final = 30.0
"""Days after which likeness counts for 1/e: a story seldom rests for longer and is still the same."""


def find_stories(readings: Sequence[Reading], claims: Sequence[Claim]) -> tuple[Story, ...]:
    """Put every article of `readings` (one Reading each) into exactly one Story; earliest story first."""
    ordered = sorted(readings, key=_by_date)
    if not ordered:
        return ()
    all_vectors = vectors([topic(r.revision) for r in ordered])
    shared = _claims_shared(ordered, claims)
    pairs = {
        (left, right): _likeness(ordered, left, right, score, shared)
        for left, right, score in alike(all_vectors, PROPOSED)
    }
    groups = _grouped(len(ordered), pairs)
    return tuple(_story([ordered[at] for at in group], [all_vectors[at] for at in group]) for group in groups)


def _likeness(
    readings: Sequence[Reading], left: int, right: int, score: float, shared: Mapping[tuple[int, int], int]
) -> float:
    more = PER_CLAIM * min(shared.get((left, right), 0), MOST_CLAIMS)
    return (score + more) * math.exp(-_days_between(readings[left], readings[right]) / FADES_IN_DAYS)


def _days_between(one: Reading, other: Reading) -> int:
    """Days between two publications; 0 where either is not known."""
    here, there = one.revision.published, other.revision.published
    first, second = here.earliest if here else None, there.earliest if there else None
    return abs((first - second).days) if first and second else 0


def _claims_shared(readings: Sequence[Reading], claims: Sequence[Claim]) -> dict[tuple[int, int], int]:
    place = {reading.revision.article: at for at, reading in enumerate(readings)}
    found: Counter[tuple[int, int]] = Counter()
    for claim in claims:
        places = sorted({place[m.article] for m in claim.mentions if m.article in place})
        # A claim that very many carry says no more of any two of them, and would cost their square.
        for at, left in enumerate(places[:100]):
            found.update((left, right) for right in places[at + 1 : 100])
    return found


@dataclass(slots=True)
class _Group:
    """Places in one group, the sum of likeness of all pairs within, and the sums to other groups by their number."""

    places: list[int]
    within: float
    near: dict[int, float]

    def mean_within(self) -> float | None:
        """How alike its articles are on average; None for a single one."""
        many = len(self.places)
        return 2 * self.within / (many * (many - 1)) if many > 1 else None


def _grouped(count: int, pairs: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Average link, the most alike groups first; pairs that were not proposed count as 0.

    Groups that are each more alike within than to the other stay apart, until one of them has grown. Groups and their
    members in rising order.
    """
    groups = {at: _Group([at], 0.0, {}) for at in range(count)}
    for (left, right), score in pairs.items():
        groups[left].near[right] = score
        groups[right].near[left] = score
    waiting = [_offer(groups, left, right) for left, right in pairs]
    heapify(waiting)
    while waiting and -waiting[0][0] >= TOGETHER:
        score, left, right, *sizes = heappop(waiting)
        one, other = groups.get(left), groups.get(right)
        if one is None or other is None or [len(one.places), len(other.places)] != sizes:
            continue  # one of them has grown since, and waits with its new likeness
        if _is_one(one, other, -score):
            for near in _merge(groups, left, right):
                heappush(waiting, _offer(groups, min(left, near), max(left, near)))
    return sorted(sorted(group.places) for group in groups.values())


def _offer(groups: Mapping[int, _Group], left: int, right: int) -> tuple[float, int, int, int, int]:
    """Two groups that may be one, the most alike first: their likeness, numbers and sizes. The lowest win a tie."""
    one, other = len(groups[left].places), len(groups[right].places)
    return -groups[left].near[right] / (one * other), left, right, one, other


def _is_one(one: _Group, other: _Group, across: float) -> bool:
    """Whether two groups are not much more alike within than `across`."""
    mine, theirs = one.mean_within(), other.mean_within()
    return mine is None or theirs is None or 2 * across >= AS_WITHIN * (mine + theirs)


def _merge(groups: dict[int, _Group], at: int, other: int) -> list[int]:
    """Make `other` part of `at`; gives the groups whose likenesses changed."""
    gone = groups.pop(other)
    kept = groups[at]
    kept.places += gone.places
    kept.within += gone.within + kept.near.pop(other, 0.0)
    gone.near.pop(at, None)
    for place, total in gone.near.items():
        kept.near[place] = kept.near.get(place, 0.0) + total
        groups[place].near.pop(other, None)
    for place, total in kept.near.items():
        groups[place].near[at] = total
    return sorted(kept.near)


def _story(readings: Sequence[Reading], all_vectors: Sequence[Vector]) -> Story:
    dates = sorted((r.revision.published for r in readings if r.revision.published), key=lambda w: w.sort_key)
    last = sorted((r.revision.dated for r in readings if r.revision.dated), key=lambda w: w.sort_key)
    articles = tuple(r.revision.article for r in readings)
    return Story(
        id=StoryId(content_id("st", articles[0])),
        title=_title(readings, all_vectors),
        articles=articles,
        first=dates[0] if dates else None,
        last=_latest(dates, last),
    )


def _latest(published: Sequence[When], dated: Sequence[When]) -> When | None:
    return dated[-1] if dated else (published[-1] if published else None)


def _title(readings: Sequence[Reading], all_vectors: Sequence[Vector]) -> str:
    """The headline of the article most like the rest; where none has one, the first words of the earliest."""
    total: dict[str, float] = defaultdict(float)
    for vector in all_vectors:
        for term, weight in sorted(vector.items()):
            total[term] += weight
    scored = [
        (-sum(weight * total[term] for term, weight in sorted(vector.items())), at, reading.revision.title)
        for at, (reading, vector) in enumerate(zip(readings, all_vectors, strict=True))
        if reading.revision.title
    ]
    if scored:
        return min(scored)[2]
    return " ".join(readings[0].revision.text[:120].split())[:80] or "Without words"


def story_of(stories: Sequence[Story]) -> dict[ArticleId, StoryId]:
    """Which story each article is in."""
    return {article: story.id for story in stories for article in story.articles}


def _by_date(reading: Reading) -> tuple[tuple[str, str], str]:
    published = reading.revision.published
    return (published.sort_key if published else ("9999", ""), reading.revision.article)
