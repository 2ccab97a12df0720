"""Who wrote about this? Full text over every wording, with the passage that fits best and the statement it is in.

The words of a query are words, never syntax: `"NOT (bridge` looks for "not" and "bridge". All of them have to
occur in one wording, in any order. On SQLite neither case nor accents matter; on PostgreSQL accents do, and of
a very long text the beginning is searched (see `fulltext`).
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeAlias

from sqlalchemy import Connection, RowMapping, select, text

from firsthand.model.errors import LedgerError
from firsthand.model.ids import ArticleId, RevisionId, StatementId
from firsthand.model.span import Span
from firsthand.store import tables
from firsthand.store.fulltext import POSTGRESQL_WORDS
from firsthand.store.open import Ledger

_WINDOW: Final = 240
"""How many code points a passage may span: about three lines of news, enough to judge a hit by."""

_AROUND: Final = 60
"""How many code points of a snippet lie on either side of the matched words."""

_MOST_PLACES: Final = 10_000
"""How many matches of one text are weighed; a page of five million "a" would take ten seconds, and say no more."""

_MOST_WORDS: Final = 64
"""How many words of a query are looked for; a sentence has fewer, and a pasted page would match itself alone."""

_SQLITE_RANKED: Final = text(
    "SELECT rowid AS arrival, -rank AS weight FROM passages WHERE passages MATCH :query "
    "ORDER BY rank, rowid LIMIT :most"
)
_POSTGRESQL_QUERY: Final = "plainto_tsquery('simple', :query)"
_POSTGRESQL_RANKED: Final = text(
    f"SELECT arrival, ts_rank({POSTGRESQL_WORDS}, {_POSTGRESQL_QUERY}) AS weight FROM revisions "  # noqa: S608 - ours
    f"WHERE {POSTGRESQL_WORDS} @@ {_POSTGRESQL_QUERY} ORDER BY weight DESC, arrival LIMIT :most"
)
_WORD: Final = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
"""A word as FTS5's unicode61 cuts it: letters, digits, and the accents that follow them."""

_Contents: TypeAlias = Mapping[str, Sequence[tuple[StatementId, Span]]]
"""The content spans of the statements of each Revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One wording that has all the words, and where it has most of them together.

    `span` is None when only the headline has them. `statement` is the one whose content holds the first of
    the words that any content holds, the innermost where they are nested. `score` is 0..1, for ordering
    within one search.
    """

    article: ArticleId
    revision: RevisionId
    statement: StatementId | None
    span: Span | None
    snippet: str
    score: float


def search(ledger: Ledger, words: str, limit: int = 20) -> tuple[Found, ...]:
    """Find at most `limit` wordings that have all of `words`, best first. No usable word finds nothing.

    Raises LedgerError, also for a database that has no full text here.
    """
    usable = _usable(words)
    if not usable or limit <= 0:
        return ()
    with ledger.asking() as connection:
        dialect = connection.dialect.name
        if dialect == "sqlite":
            ranked, query = _SQLITE_RANKED, " ".join('"' + word.replace('"', '""') + '"' for word in usable)
        elif dialect == "postgresql":
            ranked, query = _POSTGRESQL_RANKED, " ".join(usable)
        else:
            raise LedgerError(f"{ledger.place}: search needs SQLite or PostgreSQL, came {dialect}")
        hits = connection.execute(ranked, {"query": query, "most": limit}).all()
        weights: dict[int, float] = {hit.arrival: hit.weight for hit in hits}
        table = tables.revisions
        columns = (table.c.arrival, table.c.id, table.c.article, table.c.title, table.c.text)
        rows = {
            row["arrival"]: row
            for row in connection.execute(
                select(*columns).where(table.c.arrival.in_(weights), table.c.superseded.is_(None))
            ).mappings()
        }
        said = _contents(connection, [row["id"] for row in rows.values()])
        wanted = {word for part in usable for word in map(_folded, _WORD.findall(part))}
        return tuple(
            _found(rows[arrival], wanted, said, weight) for arrival, weight in weights.items() if arrival in rows
        )


def _usable(words: str) -> list[str]:
    """The words that an index can hold: those with a letter or digit, without what no database takes.

    Each once, and the first `_MOST_WORDS`.
    """
    plain = "".join(" " if c == "\0" or unicodedata.category(c) == "Cs" else c for c in words)
    usable = (word for word in plain.split() if any(unicodedata.category(c)[0] in "LN" for c in word))
    return list(islice(dict.fromkeys(usable), _MOST_WORDS))


def _folded(word: str) -> str:
    """A word without case and accents.

    >>> _folded("CAFÉ")
    'cafe'
    """
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))


def _places(whole: str, wanted: AbstractSet[str]) -> list[Span]:
    """Where `whole` has a word of `wanted`, in text order; the first `_MOST_PLACES`.

    Looked for here, in one pass: FTS5's own `highlight` copies the whole text for each word it marks.
    """
    places = (Span(*match.span()) for match in _WORD.finditer(whole) if _folded(match[0]) in wanted)
    return list(islice(places, _MOST_PLACES))


def _found(row: RowMapping, wanted: AbstractSet[str], said: _Contents, weight: float) -> Found:
    places = _places(row["text"], wanted)
    span = _densest(places, row["text"]) if places else None
    return Found(
        article=ArticleId(row["article"]),
        revision=RevisionId(row["id"]),
        statement=_innermost(said.get(row["id"], ()), places, span) if span is not None else None,
        span=span,
        snippet=_snippet(row["text"], span) if span is not None else row["title"] or "",
        score=weight / (1 + weight),
    )


def _densest(matches: Sequence[Span], whole: str) -> Span:
    """The stretch of at most `_WINDOW` code points with most different words, then most words, then the first."""
    words = [_folded(m.of(whole)) for m in matches]
    inside: Counter[str] = Counter()
    best, best_score = matches[0], (0, 0)
    first = 0
    for last, match in enumerate(matches):
        inside[words[last]] += 1
        while first < last and match.end - matches[first].start > _WINDOW:
            inside[words[first]] -= 1
            if not inside[words[first]]:
                del inside[words[first]]
            first += 1
        score = (len(inside), last - first + 1)
        if score > best_score:
            best, best_score = Span(matches[first].start, match.end), score
    return best


def _innermost(said: Sequence[tuple[StatementId, Span]], matches: Sequence[Span], passage: Span) -> StatementId | None:
    """The statement with the shortest content that holds the earliest match of `passage` that any content holds."""
    for match in matches:
        if passage.contains(match):
            around = [(len(span), statement) for statement, span in said if span.contains(match)]
            if around:
                return min(around)[1]
    return None


def _snippet(whole: str, span: Span) -> str:
    """The passage with a little around it, cut between words, on one line."""
    start, end = max(span.start - _AROUND, 0), min(span.end + _AROUND, len(whole))
    before, after = whole[start : span.start], whole[span.end : end]
    if start:
        before = "…" + before[before.find(" ") + 1 :]
    if end < len(whole):
        after = after[: after.rfind(" ") + 1].rstrip() + "…"
    return " ".join(f"{before}{span.of(whole)}{after}".split())


def _contents(connection: Connection, ids: Sequence[str]) -> _Contents:
    table = tables.statements
    query = select(table.c.id, table.c.revision, table.c.content).where(table.c.revision.in_(ids), tables.is_cited())
    contents: dict[str, list[tuple[StatementId, Span]]] = defaultdict(list)
    for row in connection.execute(query):
        contents[row.revision] += [(StatementId(row.id), Span(start, end)) for start, end in row.content]
    return contents
