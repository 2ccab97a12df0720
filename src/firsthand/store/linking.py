"""What is to be linked, and what is kept so that it costs little? Marks, topics of articles, vectors of texts.

What a topic or a vector means is told where they are made; here they are bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import Row, delete, func, insert, or_, select

from firsthand.model.ids import ArticleId, ClaimId, StoryId
from firsthand.store import tables
from firsthand.store.open import Ledger

_AT_ONCE: Final = 500
"""How many ids one query names; SQLite before 3.32 takes 999 variables."""

Name = TypeVar("Name")


def in_parts(names: Sequence[Name]) -> Iterator[Sequence[Name]]:
    """`names`, as many at once as a query may name."""
    return (names[at : at + _AT_ONCE] for at in range(0, len(names), _AT_ONCE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is to be linked: these articles, and the stories that stand otherwise by time alone.

    `everything` where what is linked was linked otherwise than now. `upto` is the last mark that this answers, `on` the
    day as of which was tracked, None where never.
    """

    articles: frozenset[ArticleId]
    stories: frozenset[StoryId]
    everything: bool
    upto: int
    on: date | None

    def is_done(self, today: date) -> bool:
        """Whether nothing is to be done, nor to be noted."""
        return not self.articles and not self.stories and not self.everything and self.on == today


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """What a linking replaces: these stories and their claims, and what pages of these articles changed.

    `linker` says what linked; `upto` and `everything` are as in Due.
    """

    stories: Sequence[StoryId]
    articles: Sequence[ArticleId]
    everything: bool
    upto: int
    linker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTopic:
    """What an article is about, as it is kept."""

    article: ArticleId
    day: int | None
    words: bytes
    weights: bytes
    meaning: bytes


def due(ledger: Ledger, today: date, linker: str) -> Due:
    """What `linker` has to link on `today`. Raises LedgerError, as everything here does."""
    marks, stories = tables.unlinked, tables.stories
    with ledger.asking() as connection:
        about = tables.about
        told = {row.key: row.value for row in connection.execute(select(about).where(about.c.key.like("link%")))}
        everything = told["linker"] != linker
        named = select(tables.articles.c.id) if everything else select(marks.c.article).distinct()
        turned = select(stories.c.id).where(stories.c.turns <= today.isoformat())
        return Due(
            articles=frozenset(map(ArticleId, connection.execute(named).scalars())),
            stories=frozenset(map(StoryId, connection.execute(turned).scalars())),
            everything=everything,
            upto=connection.execute(select(func.max(marks.c.number))).scalar() or 0,
            on=date.fromisoformat(told["linked"]) if told["linked"] else None,
        )


def topics_between(ledger: Ledger, first: int | None, last: int | None) -> tuple[KeptTopic, ...]:
    """What articles are about that were published from `first` to `last`, or have no date; all where either is None."""
    table = tables.topics
    query = select(table).order_by(table.c.article)
    if first is not None and last is not None:
        query = query.where(or_(table.c.day.is_(None), table.c.day.between(first, last)))
    with ledger.asking() as connection:
        return tuple(map(_topic_of, connection.execute(query)))


def topics_for(ledger: Ledger, articles: Iterable[ArticleId]) -> tuple[KeptTopic, ...]:
    """What these articles are about."""
    table = tables.topics
    with ledger.asking() as connection:
        found = (connection.execute(select(table).where(table.c.article.in_(some))) for some in _parts(articles))
        return tuple(_topic_of(row) for rows in found for row in rows)


def homes(ledger: Ledger, articles: Iterable[ArticleId]) -> dict[ArticleId, StoryId]:
    """The stories that these articles are in; who is in none is left out."""
    held = tables.story_articles
    with ledger.asking() as connection:
        found = (connection.execute(select(held).where(held.c.article.in_(some))) for some in _parts(articles))
        return {ArticleId(row.article): StoryId(row.story) for rows in found for row in rows}


def used_ids(ledger: Ledger, ids: Iterable[ClaimId], but: Iterable[StoryId]) -> frozenset[ClaimId]:
    """Those of `ids` that a claim has, but for claims of these stories."""
    table, own = tables.claims, set(but)
    with ledger.asking() as connection:
        found = (
            row
            for some in _parts(ids)
            for row in connection.execute(select(table.c.id, table.c.story).where(table.c.id.in_(some)))
        )
        return frozenset(ClaimId(row.id) for row in found if row.story not in own)


def story_ids(ledger: Ledger) -> frozenset[StoryId]:
    """The ids of all stories."""
    with ledger.asking() as connection:
        return frozenset(map(StoryId, connection.execute(select(tables.stories.c.id)).scalars()))


def _parts(names: Iterable[str]) -> Iterator[Sequence[str]]:
    return in_parts(sorted(names))


def _topic_of(row: Row[Any]) -> KeptTopic:
    return KeptTopic(
        article=ArticleId(row.article), day=row.day, words=row.words, weights=row.weights, meaning=row.meaning
    )


def keep_topics(ledger: Ledger, articles: Iterable[ArticleId], kept: Iterable[KeptTopic]) -> None:
    """Keep what `articles` are about, in place of what was kept of them before; nothing of those without a topic."""
    table = tables.topics
    told = [
        {"article": one.article, "day": one.day, "words": one.words, "weights": one.weights, "meaning": one.meaning}
        for one in kept
    ]
    with ledger.writing() as connection:
        for some in _parts(articles):
            connection.execute(delete(table).where(table.c.article.in_(some)))
        if told:
            connection.execute(insert(table), told)


def vectors(ledger: Ledger, keys: Iterable[bytes]) -> dict[bytes, tuple[bytes, bytes]]:
    """The topic and the gist of those texts of `keys` that are kept."""
    table = tables.vectors
    with ledger.asking() as connection:
        return {
            bytes(row.key): (row.topic, row.gist)
            for some in in_parts(sorted(keys))
            for row in connection.execute(select(table).where(table.c.key.in_(some)))
        }


def keep_vectors(ledger: Ledger, kept: Mapping[bytes, tuple[bytes, bytes]]) -> None:
    """Keep the topics and gists of texts; those that are kept stay as they are."""
    table = tables.vectors
    with ledger.writing() as connection:
        for some in in_parts(sorted(kept)):
            known = set(connection.execute(select(table.c.key).where(table.c.key.in_(some))).scalars())
            fresh = [key for key in some if key not in known]
            if fresh:
                rows = [{"key": key, "topic": kept[key][0], "gist": kept[key][1]} for key in fresh]
                connection.execute(insert(table), rows)
