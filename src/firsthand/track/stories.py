"""Which coverage belongs together? Articles that share names and rare words, a claim or two, and a time.

Two ships that sink in one month give two stories; the forty reports on the one give one. Articles are put
together from the most alike pair on, while two groups are nearly as alike as each is within; the order in which they
were read changes nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from firsthand.model.claim import Claim
from firsthand.model.ids import ArticleId, StoryId, content_id
from firsthand.model.statement import Reading
from firsthand.model.story import Story
from firsthand.model.when import When
from firsthand.text.companies import PROPOSED, companies, fading
from firsthand.text.likeness import Vector, alike, topic, vectors

PER_CLAIM: Final = 0.08
MOST_CLAIMS: Final = 3
"""What each claim that two articles share adds, and up to how many. Set on the samples; ECB+ has no claims."""


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
    groups = companies(len(ordered), pairs)
    return tuple(_story([ordered[at] for at in group], [all_vectors[at] for at in group]) for group in groups)


def _likeness(
    readings: Sequence[Reading], left: int, right: int, score: float, shared: Mapping[tuple[int, int], int]
) -> float:
    more = PER_CLAIM * min(shared.get((left, right), 0), MOST_CLAIMS)
    return (score + more) * fading(readings[left].revision, readings[right].revision)


def _claims_shared(readings: Sequence[Reading], claims: Sequence[Claim]) -> dict[tuple[int, int], int]:
    place = {reading.revision.article: at for at, reading in enumerate(readings)}
    found: Counter[tuple[int, int]] = Counter()
    for claim in claims:
        places = sorted({place[m.article] for m in claim.mentions if m.article in place})
        # A claim that very many carry says no more of any two of them, and would cost their square.
        for at, left in enumerate(places[:100]):
            found.update((left, right) for right in places[at + 1 : 100])
    return found


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
