"""Which words became surer on the way, by the gold and by the program?

Both name two passages. Of the gold's surer one the program must name the statement (by its words, as everywhere in
these scores) or the headline. What that rests on is right where it is the gold's passage, or another telling of the
same origin's word: an utterance that three papers quote may be cited from each of them.
"""

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from story_life import Found
from story_match import Matched, same
from story_run import Json, numbered

Place = tuple[str, str]
"""An article of the gold, by name, and some words of it."""


def drift(matched: Matched, *, both: bool = True) -> Found:
    """(claim, place of the drift in it): the gold's, and those of which each row of the program is one."""
    gold = {(name, at): one for name, claim in matched.claims.items() for at, one in enumerate(claim.get("drift", ()))}
    said: set[frozenset[tuple[Any, ...]]] = set()
    for told in matched.brief["claims"]:
        for row in told["drift"]:
            keys = {key for key, one in gold.items() if _is_one(matched, row, key[0], one, both=both)}
            # A row of no drift of the gold is wrong, and stands for itself.
            said.add(frozenset(keys or {("none", row["says"]["article"], *_where(row["says"]))}))
    return set(gold), said


def _is_one(matched: Matched, row: Json, claim: str, one: Json, *, both: bool) -> bool:
    if not _says(matched, row["says"], one["says"]):
        return False
    return not both or any(_says(matched, row["rests_on"], place) for place in _same_word(matched, claim, one))


def _same_word(matched: Matched, claim: str, one: Json) -> Iterator[Place]:
    """The passage that it rests on, and all in which the same origin's word on the claim is told."""
    article, words = one["rests_on"]
    yield article, words
    rows = matched.claims[claim]["mentions"]
    origins = {
        row["origin"] for row in rows if row.get("origin") and row["article"] == article and row["text"] == words
    }
    yield from ((row["article"], row["text"]) for row in rows if row.get("origin") in origins)


def _says(matched: Matched, passage: Json, place: Iterable[str]) -> bool:
    """Whether a passage of the program is the one at a place of the gold."""
    article, words = place
    names = [name for name in matched.story.articles if matched.story.page(name) == matched.story.page(article)]
    pages = {name: matched.ran.read[name] for name in names}
    if passage["headline"] is not None:
        return any(
            words in passage["headline"] and read["article"]["id"] == passage["article"] for read in pages.values()
        )
    spans = [(span["start"], span["end"]) for span in passage["content"]]
    return any(
        same(_numbers(words, read["text"]), numbered(spans, read["text"]))
        for read in pages.values()
        if read["article"]["id"] == passage["article"] and passage["statement"] in _statements(read)
    )


def _statements(read: Json) -> set[str]:
    return {s["id"] for s in (*read["statements"], *read["own_words"])}


def _numbers(words: str, text: str) -> frozenset[int]:
    at = text.find(words.strip("\n"))
    return numbered([(at, at + len(words.strip("\n")))], text) if at >= 0 else frozenset()


def _where(passage: Json) -> tuple[Hashable, ...]:
    return passage["statement"], passage["headline"]
