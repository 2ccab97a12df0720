"""What does one page of a face need? A story, a claim, a source by itself; never all that the ledger holds.

Each question costs what its own answer holds, so that the ten-thousandth article makes no page slower.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, exists, func, not_, or_, select

from firsthand.model.claim import Standing
from firsthand.model.ids import ArticleId, ClaimId, RevisionId, StatementId, StoryId
from firsthand.model.listing import ClaimLine, Happening, Hit, Said, SourceLine, StoryLine
from firsthand.model.story import Change, Echo, What
from firsthand.store import linked_rows, tables
from firsthand.store.linking import in_parts
from firsthand.store.open import Ledger
from firsthand.store.search import Found

NO_NEWS: Final = (What.FIRST_SAID, What.REPEATED)
"""What happens to a claim whenever somebody tells it; no change of it."""
_SPOKEN: Final = ("origin", "speaker")
"""The roles on a chain in which somebody speaks."""
_ESCAPE: Final = "\\"


def moment(ledger: Ledger) -> str:
    """A mark that is another one whenever something is added to what is read or linked, or to a ruling or a grade."""
    count = func.count
    with ledger.asking() as connection:
        parts: list[object] = [
            connection.execute(select(func.max(table.c[column]))).scalar()
            for table, column in (
                (tables.revisions, "arrival"),
                (tables.readings, "read_at"),
                (tables.rulings, "arrival"),
                (tables.corrections, "arrival"),
                (tables.reliabilities, "arrival"),
                (tables.credibilities, "arrival"),
                (tables.unlinked, "number"),
            )
        ]
        parts += [connection.execute(select(count()).select_from(tables.unlinked)).scalar()]
        parts += connection.execute(select(tables.about.c.value).order_by(tables.about.c.key)).scalars()
        parts += [connection.execute(select(count()).select_from(tables.stories)).scalar()]
    return "/".join(str(part) for part in parts)


def extent(ledger: Ledger) -> tuple[int, int]:
    """How many articles and claims there are, without counting what lies in them."""
    with ledger.asking() as connection:
        articles, claims = (
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (tables.articles, tables.claims)
        )
    return articles, claims


def story_lines(ledger: Ledger, first: int, most: int) -> tuple[tuple[StoryLine, ...], int]:
    """At most `most` stories from the place `first` on, by what changed last; and how many there are."""
    with ledger.asking() as connection:
        total = connection.execute(select(func.count()).select_from(tables.stories)).scalar_one()
        story = tables.stories.c
        query = select(story.id, story.title, story.first, story.last, story.changed).order_by(
            func.coalesce(story.changed, story.last, "").desc(), story.id
        )
        rows = connection.execute(query.offset(first).limit(most)).all()
        names = [row.id for row in rows]
        articles, standings = _articles_in(connection, names), _standings_in(connection, names)
    return tuple(
        StoryLine(
            id=StoryId(row.id),
            title=row.title,
            first=row.first,
            last=row.last,
            changed=row.changed,
            articles=articles[row.id][0],
            outlets=articles[row.id][1],
            standings=standings.get(row.id, {}),
        )
        for row in rows
    ), total


def happenings(ledger: Ledger, of: Iterable[StoryId] | None, most: int) -> tuple[Happening, ...]:
    """The latest things that happened to claims, of these stories or of all; at most `most` of each."""
    claim, done = tables.claims.c, tables.developments.c
    query = (
        select(claim.id, claim.story, claim.text, done.what, done.at, done.who)
        .join(tables.developments, done.claim == claim.id)
        .where(done.what.not_in([what.value for what in NO_NEWS]), done.at.is_not(None))
    )
    if of is None:
        return _happened(ledger, query.order_by(done.at.desc(), claim.position).limit(most))
    place = func.row_number().over(partition_by=claim.story, order_by=(done.at.desc(), claim.position)).label("place")
    ranked = query.where(claim.story.in_(list(of))).add_columns(place).subquery()
    return _happened(ledger, select(ranked).where(ranked.c.place <= most).order_by(ranked.c.story, ranked.c.place))


def standing_as(ledger: Ledger, standing: Standing, most: int) -> tuple[tuple[ClaimLine, ...], int]:
    """At most `most` claims that stand so, the most-carried first; and how many there are."""
    with ledger.asking() as connection:
        where = tables.claims.c.standing == standing.value
        total = connection.execute(select(func.count()).select_from(tables.claims).where(where)).scalar_one()
        return _claim_lines(connection, _claims().where(where).limit(most)), total


def claims_with(ledger: Ledger, words: Sequence[str], most: int) -> tuple[ClaimLine, ...]:
    """At most `most` claims whose text has all of `words`, whatever their case; the most-carried first."""
    query = _claims()
    for word in words:
        query = query.where(tables.claims.c.text.ilike(_holding(word), escape=_ESCAPE))
    with ledger.asking() as connection:
        return _claim_lines(connection, query.limit(most)) if words else ()


def claims_in(ledger: Ledger, article: ArticleId) -> dict[StatementId, tuple[ClaimLine, ...]]:
    """The claims that the statements of one article bear on."""
    mention = tables.mentions.c
    with ledger.asking() as connection:
        query = select(mention.statement, mention.claim).where(mention.article == article)
        pairs = connection.execute(query.distinct()).all()
        known = {line.id: line for line in _claim_lines(connection, _claims_named({pair.claim for pair in pairs}))}
    found: dict[StatementId, list[ClaimLine]] = defaultdict(list)
    for pair in pairs:
        if pair.claim in known:
            found[StatementId(pair.statement)].append(known[ClaimId(pair.claim)])
    return {statement: tuple(lines) for statement, lines in found.items()}


def claim_lines(ledger: Ledger, which: Iterable[ClaimId]) -> tuple[ClaimLine, ...]:
    """The claims of these ids, the most-carried first."""
    with ledger.asking() as connection:
        return _claim_lines(connection, _claims_named(set(which)))


def echoes_of(ledger: Ledger, which: Iterable[ClaimId]) -> tuple[Echo, ...]:
    """The echoes of these claims."""
    table = tables.echoes
    with ledger.asking() as connection:
        return tuple(
            linked_rows.echo_of(row)
            for some in in_parts(sorted(which))
            for row in connection.execute(
                select(table).where(table.c.claim.in_(some)).order_by(table.c.position)
            ).mappings()
        )


def changes_of(ledger: Ledger, which: Iterable[ArticleId]) -> tuple[Change, ...]:
    """The changes of these articles' pages, by page, in time."""
    table = tables.changes
    with ledger.asking() as connection:
        return tuple(
            linked_rows.change_of(row)
            for some in in_parts(sorted(which))
            for row in connection.execute(
                select(table).where(table.c.article.in_(some)).order_by(table.c.position)
            ).mappings()
        )


def sources_named(ledger: Ledger, words: Sequence[str], first: int, most: int) -> tuple[SourceLine, ...]:
    """At most `most` sources whose names have all of `words`, from the place `first` on; who says most comes first."""
    hop = tables.hops.c
    said = func.count(hop.statement.distinct())
    query = select(hop.actor, said).where(hop.actor.is_not(None), hop.role.in_(_SPOKEN))
    for word in words:
        query = query.where(hop.actor.ilike(_holding(word), escape=_ESCAPE))
    query = query.group_by(hop.actor).order_by(said.desc(), hop.actor).offset(first).limit(most)
    with ledger.asking() as connection:
        return tuple(SourceLine(name=name, statements=many) for name, many in connection.execute(query))


def said_by(ledger: Ledger, name: str, first: int, most: int) -> tuple[tuple[Said, ...], int]:
    """What one source said, by name, the latest first: at most `most` statements from the place `first` on; and all.

    Of an article's earlier wordings only what a claim still mentions: the rest stands in the latest one.
    """
    hop, said, revision, mention = tables.hops.c, tables.statements.c, tables.revisions.c, tables.mentions.c
    later = tables.revisions.alias("later")
    is_latest = not_(
        exists().where(
            later.c.article == revision.article, later.c.superseded.is_(None), later.c.arrival > revision.arrival
        )
    )
    is_mentioned = exists().where(mention.statement == said.id)
    spoken = (
        select(said.id, said.position, revision.article, revision.id.label("revision"), revision.published)
        .join(tables.hops, hop.statement == said.id)
        .join(tables.revisions, revision.id == said.revision)
        .where(hop.actor == name, hop.role.in_(_SPOKEN), revision.superseded.is_(None))
        .where(or_(is_latest, is_mentioned))
        .distinct()
    ).subquery()
    query = select(spoken, func.count().over().label("total")).order_by(
        func.coalesce(spoken.c.published, "").desc(), spoken.c.article, spoken.c.revision, spoken.c.position
    )
    with ledger.asking() as connection:
        rows = connection.execute(query.offset(first).limit(most)).all()
        total = rows[0].total if rows else connection.execute(select(func.count()).select_from(spoken)).scalar_one()
        asked = select(mention.statement, mention.claim).where(mention.statement.in_([row.id for row in rows]))
        claims: dict[str, list[ClaimId]] = defaultdict(list)
        for pair in connection.execute(asked.distinct()):
            claims[pair.statement].append(ClaimId(pair.claim))
    return tuple(
        Said(
            statement=StatementId(row.id),
            article=ArticleId(row.article),
            revision=RevisionId(row.revision),
            claims=tuple(claims[row.id]),
        )
        for row in rows
    ), total


def vouched_by(ledger: Ledger, name: str) -> tuple[ClaimLine, ...]:
    """The claims of which one source is an origin, the most-carried first."""
    origin = tables.origins.c
    with ledger.asking() as connection:
        of = select(origin.claim).where(origin.actor == name)
        return _claim_lines(connection, _claims().where(tables.claims.c.id.in_(of)))


def hits_of(ledger: Ledger, found: Sequence[Found]) -> tuple[Hit, ...]:
    """What a list says of each wording that was found, in the same order."""
    table = tables.revisions
    query = select(table.c.id, table.c.title, table.c.outlet, table.c.published)
    with ledger.asking() as connection:
        named = connection.execute(query.where(table.c.id.in_([one.revision for one in found])))
        known = {row.id: row for row in named}
    return tuple(
        Hit(
            article=one.article,
            title=known[one.revision].title,
            outlet=known[one.revision].outlet,
            published=known[one.revision].published,
            statement=one.statement,
            span=one.span,
            snippet=one.snippet,
        )
        for one in found
        if one.revision in known
    )


def next_due(ledger: Ledger, most: int) -> tuple[tuple[str, StoryId, str], ...]:
    """The stories in which something falls due next: the day (ISO 8601), the story and its title; at most `most`."""
    story = tables.stories.c
    query = select(story.turns, story.id, story.title).where(story.turns.is_not(None)).order_by(story.turns, story.id)
    with ledger.asking() as connection:
        return tuple((row.turns, StoryId(row.id), row.title) for row in connection.execute(query.limit(most)))


def _articles_in(connection: Connection, stories: Sequence[str]) -> dict[str, tuple[int, int]]:
    """How many articles, and of how many outlets, each story has."""
    held, article = tables.story_articles.c, tables.articles.c
    query = (
        select(held.story, func.count(), func.count(article.outlet.distinct()))
        .join(tables.articles, article.id == held.article)
        .where(held.story.in_(stories))
        .group_by(held.story)
    )
    return {name: (articles, outlets) for name, articles, outlets in connection.execute(query)}


def _standings_in(connection: Connection, stories: Sequence[str]) -> dict[str, dict[Standing, int]]:
    claim = tables.claims.c
    query = select(claim.story, claim.standing, func.count()).where(claim.story.in_(stories))
    found: dict[str, dict[Standing, int]] = defaultdict(dict)
    for story, standing, many in connection.execute(query.group_by(claim.story, claim.standing)):
        found[story][Standing(standing)] = many
    return found


def _happened(ledger: Ledger, query: Select[Any]) -> tuple[Happening, ...]:
    with ledger.asking() as connection:
        return happened(connection.execute(query))


def happened(rows: Iterable[Any]) -> tuple[Happening, ...]:
    """What rows of a claim's `id`, `story` and `text` and a development's `what`, `at` and `who` tell."""
    return tuple(
        Happening(
            claim=ClaimId(row.id),
            story=StoryId(row.story) if row.story is not None else None,
            text=row.text,
            what=What(row.what),
            at=row.at,
            by=row.who,
        )
        for row in rows
    )


def _claims() -> Select[Any]:
    """All claims, the most-carried first."""
    claim = tables.claims.c
    mentions = select(func.count()).where(tables.mentions.c.claim == claim.id).scalar_subquery().label("mentions")
    columns = (claim.id, claim.story, claim.text, claim.standing, claim.named, claim.least, claim.most, claim.articles)
    return select(*columns, mentions).order_by(claim.articles.desc(), claim.id)


def _claims_named(which: Iterable[str]) -> Select[Any]:
    return _claims().where(tables.claims.c.id.in_(sorted(which)))


def _claim_lines(connection: Connection, query: Select[Any]) -> tuple[ClaimLine, ...]:
    return tuple(
        ClaimLine(
            id=ClaimId(row.id),
            story=StoryId(row.story) if row.story is not None else None,
            text=row.text,
            standing=Standing(row.standing),
            named=row.named,
            least=row.least,
            most=row.most,
            articles=row.articles,
            mentions=row.mentions,
        )
        for row in connection.execute(query)
    )


def _holding(word: str) -> str:
    """What is LIKE a text that has `word` in it."""
    for mark in (_ESCAPE, "%", "_"):
        word = word.replace(mark, _ESCAPE + mark)
    return f"%{word}%"
