"""Which coverage belongs together? Articles that share names and rare words, and a time.

Two ships that sink in one month give two stories; the forty reports on the one give one. Articles are put
together from the most alike pair on, while two groups are nearly as alike as each is within; the order in which they
were read changes nothing. How alike two are hangs on no third, so an article that comes in changes only the stories of
those that it is like. Claims that articles share would add nothing: with them the own stories for training gave BCubed
F1 94.1, without 95.8 (and the same on ECB+), before words were weighed as they are now.
"""

from collections import defaultdict
from collections.abc import Sequence

from firsthand.model.coverage import Revision
from firsthand.model.ids import ArticleId, StoryId, content_id
from firsthand.model.story import Story
from firsthand.model.when import When
from firsthand.text.companies import PROPOSED, companies, fading
from firsthand.text.likeness import Vector
from firsthand.track.topics import alike, topics_of


def find_stories(revisions: Sequence[Revision]) -> tuple[Story, ...]:
    """Put every article of `revisions` (one of each) into exactly one Story; earliest story first."""
    ordered = sorted(revisions, key=_by_date)
    topics = topics_of(ordered)
    pairs = {
        (left, right): score * fading(ordered[left], ordered[right]) for left, right, score in alike(topics, PROPOSED)
    }
    groups = companies(len(ordered), pairs)
    return tuple(_story([ordered[at] for at in group], [topics[at].words for at in group]) for group in groups)


def _story(revisions: Sequence[Revision], vectors: Sequence[Vector]) -> Story:
    dates = sorted((r.published for r in revisions if r.published), key=lambda w: w.sort_key)
    last = sorted((r.dated for r in revisions if r.dated), key=lambda w: w.sort_key)
    articles = tuple(r.article for r in revisions)
    return Story(
        id=StoryId(content_id("st", articles[0])),
        title=_title(revisions, vectors),
        articles=articles,
        first=dates[0] if dates else None,
        last=_latest(dates, last),
    )


def _latest(published: Sequence[When], dated: Sequence[When]) -> When | None:
    return dated[-1] if dated else (published[-1] if published else None)


def _title(revisions: Sequence[Revision], vectors: Sequence[Vector]) -> str:
    """The headline of the article most like the rest; where none has one, the first words of the earliest."""
    total: dict[str, float] = defaultdict(float)
    for own in vectors:
        for term, weight in sorted(own.items()):
            total[term] += weight
    scored = [
        (-sum(weight * total[term] for term, weight in sorted(own.items())), at, revision.title)
        for at, (revision, own) in enumerate(zip(revisions, vectors, strict=True))
        if revision.title
    ]
    if scored:
        return min(scored)[2]
    return " ".join(revisions[0].text[:120].split())[:80] or "Without words"


def story_of(stories: Sequence[Story]) -> dict[ArticleId, StoryId]:
    """Which story each article is in."""
    return {article: story.id for story in stories for article in story.articles}


def _by_date(revision: Revision) -> tuple[tuple[str, str], str]:
    return (revision.published.sort_key if revision.published else ("9999", ""), revision.article)
