"""What does the project's gold of whole stories say, and is it well formed? Hand-written TOML in.

    .venv/bin/python eval/stories.py eval/gold/stories --check     what is wrong, where, and what to do
    .venv/bin/python eval/stories.py eval/gold/stories --count     how many of what

The form, and how to judge, are in `gold/stories/README.md`.
"""

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from articles import REGISTERS

from firsthand.model.claim import AgainstKind, Bearing, Standing
from firsthand.model.coverage import NoteKind, NoticeKind
from firsthand.model.errors import NotADate
from firsthand.model.story import What
from firsthand.model.when import When

Table = Mapping[str, Any]

SPLITS = ("train", "dev", "test")
_MERGES = frozenset(("same-body", "cites", "copied-text", "wire", "same-relay"))
_SLOTS = frozenset(("number", "date", "place", "person", "status"))
_RELATIONS = frozenset(("conflict", "update", "scope"))
_OUTCOMES = frozenset(("kept", "broken", "overdue", "pending"))
_ECHOES = frozenset(("published-after", "left-standing"))
_EDITS = frozenset(
    (
        "reworded",
        "softened",
        "hardened",
        "number-changed",
        "name-changed",
        "source-added",
        "source-dropped",
        "quote-altered",
        "date-changed",
        "headline-changed",
        "added",
        "dropped",
        "correction-note-added",
    )
)
_HEAD = frozenset(
    (
        "story",
        "register",
        "outlet",
        "url",
        "published",
        "modified",
        "title",
        "byline",
        "text",
        "notices",
        "note",
    )
)
_STORY = frozenset(
    (
        "story",
        "title",
        "today",
        "claims",
        "lookalikes",
        "corrections",
        "echoes",
        "predictions",
        "changes",
        "note",
    )
)
_CLAIM = frozenset(
    (
        "id",
        "text",
        "standing",
        "named",
        "unverified",
        "least",
        "most",
        "why",
        "mentions",
        "origins",
        "variants",
        "against",
        "history",
        "drift",
        "note",
    )
)
_MENTION = frozenset(
    (
        "article",
        "text",
        "bearing",
        "origin",
        "relays",
        "value",
        "note",
    )
)


def main() -> None:
    """Print what was asked for; end with 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--story", help="this one alone")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--count", action="store_true")
    asked = parser.parse_args()
    folders = sorted(f.parent for f in asked.gold.glob("*/story.toml") if asked.story in (None, f.parent.name))
    if asked.check:
        faults = [f"{folder.name}: {fault}" for folder in folders for fault in faults_of(folder)]
        print("\n".join(faults) or f"{len(folders)} stories, nothing wrong")
        sys.exit(bool(faults))
    if asked.count:
        print(json.dumps(counted(folders), indent=1))


def articles_of(folder: Path) -> dict[str, Table]:
    """The articles of a story by the names of their files, in order."""
    files = sorted(f for f in folder.glob("*.toml") if f.name != "story.toml")
    return {f.stem: tomllib.loads(f.read_text("utf-8")) for f in files}


def counted(folders: Sequence[Path]) -> dict[str, int]:
    """How much of what there is."""
    totals: Counter[str] = Counter()
    for folder in folders:
        story = tomllib.loads((folder / "story.toml").read_text("utf-8"))
        articles = articles_of(folder)
        totals["stories"] += 1
        totals["wordings"] += len(articles)
        totals["articles"] += len({a["url"] for a in articles.values()})
        for part in ("claims", "lookalikes", "corrections", "echoes", "predictions", "changes"):
            totals[part] += len(story.get(part, []))
        for claim in story["claims"]:
            totals["claims of several articles"] += len({m["article"] for m in claim["mentions"]}) > 1
            for part in ("mentions", "origins", "variants", "against", "history", "drift"):
                totals[part] += len(claim.get(part, []))
            totals["unverified only"] += claim["named"] == 0 and claim["unverified"] > 0
    return dict(totals)


def faults_of(folder: Path) -> Iterator[str]:
    """What is wrong with a story, each as a sentence."""
    try:
        articles = articles_of(folder)
        story = tomllib.loads((folder / "story.toml").read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        yield f"expected TOML, came what is none ({error})"
        return
    for name, article in articles.items():
        yield from (f"{name}: {fault}" for fault in _faults_of_article(article, folder.name))
    yield from (f"story.toml: unknown {key!r}" for key in story.keys() - _STORY)
    yield from _bad_dates("today", story.get("today"), needed=True)
    ids = Counter(claim.get("id") for claim in story.get("claims", []))
    yield from (f"claim {name!r} is there {many} times" for name, many in ids.items() if many > 1)
    for claim in story.get("claims", []):
        yield from (f"claim {claim.get('id')}: {fault}" for fault in _faults_of_claim(claim, articles, set(ids)))
    yield from _faults_of_the_rest(story, articles, set(ids))


def _faults_of_article(article: Table, story: str) -> Iterator[str]:
    yield from (f"unknown {key!r}" for key in article.keys() - _HEAD)
    if article.get("story") != story:
        yield f"expected story = {story!r}"
    if article.get("register") not in REGISTERS:
        yield f"register {article.get('register')!r}: expected one of {sorted(REGISTERS)}"
    if not re.fullmatch(r"https://[a-z0-9.-]+\.example/\S*", article.get("url", "")):
        yield f"url {article.get('url')!r}: expected https://....example/..."
    yield from _bad_dates("published", article.get("published"), needed=True)
    yield from _bad_dates("modified", article.get("modified"))
    yield from (f"{key} is missing" for key in ("outlet", "title", "text") if not article.get(key))
    for notice in article.get("notices", []):
        if notice.get("kind") not in {k.value for k in NoticeKind}:
            yield f"notice kind {notice.get('kind')!r} is unknown"
        yield from _not_once(notice.get("text", ""), article.get("text", ""), "notice")


def _faults_of_claim(claim: Table, articles: Mapping[str, Table], ids: set[str]) -> Iterator[str]:
    yield from (f"unknown {key!r}" for key in claim.keys() - _CLAIM)
    yield from (f"{key} is missing" for key in ("id", "text", "standing", "mentions") if not claim.get(key))
    if claim.get("standing") not in {s.value for s in Standing}:
        yield f"standing {claim.get('standing')!r} is unknown"
    yield from _faults_of_origins(claim)
    origins = {origin.get("id") for origin in claim.get("origins", [])}
    for at, mention in enumerate(claim.get("mentions", [])):
        yield from (f"mention {at}: {fault}" for fault in _faults_of_mention(mention, articles, origins))
    yield from _faults_of_rows(claim, range(len(claim.get("mentions", []))), ids)
    for drift in claim.get("drift", []):
        yield from _bad_place(drift.get("says"), articles, "drift says")
        yield from _bad_place(drift.get("rests_on"), articles, "drift rests_on")


def _faults_of_origins(claim: Table) -> Iterator[str]:
    origins = claim.get("origins", [])
    named = sum(bool(origin.get("named")) for origin in origins)
    counted_ = (claim.get("named"), claim.get("unverified"))
    if (named, len(origins) - named) != counted_:
        yield f"expected named and unverified {(named, len(origins) - named)} by its origins, came {counted_}"
    if not claim.get("least", 0) <= claim.get("most", -1) == len(origins):
        yield "expected least <= most = named + unverified"
    used = {mention.get("origin") for mention in claim.get("mentions", [])}
    for origin in origins:
        yield from (f"merge {why!r} is unknown" for _, why in origin.get("merged", []) if why not in _MERGES)
        if origin.get("id") not in used:
            yield f"origin {origin.get('id')!r} has no mention"


def _faults_of_rows(claim: Table, mentions: range, ids: set[str]) -> Iterator[str]:
    for variant in claim.get("variants", []):
        if variant.get("slot") not in _SLOTS or variant.get("mention", -1) not in mentions:
            yield f"variant {variant}: slot or mention is unknown"
        yield from _bad_dates("as_of", variant.get("as_of"))
    for row in claim.get("against", []):
        known = all(m in mentions for m in row.get("mentions", [])) and row.get("claim", claim["id"]) in ids
        if row.get("kind") not in {k.value for k in AgainstKind} or row.get("relation") not in _RELATIONS or not known:
            yield f"against {row}: kind, relation, mention or claim is unknown"
    for event in claim.get("history", []):
        if event.get("what") not in {w.value for w in What} or event.get("mention", 0) not in mentions:
            yield f"history {event}: what or mention is unknown"
        yield from _bad_dates("when", event.get("when"), needed=True)


def _faults_of_mention(mention: Table, articles: Mapping[str, Table], origins: set[str]) -> Iterator[str]:
    yield from (f"unknown {key!r}" for key in mention.keys() - _MENTION)
    if mention.get("bearing") not in {b.value for b in Bearing}:
        yield f"bearing {mention.get('bearing')!r} is unknown"
    if "origin" in mention and mention["origin"] not in origins:
        yield f"origin {mention['origin']!r} is none of the claim's"
    if mention.get("bearing") == "supports" and "origin" not in mention:
        yield "supports, and names no origin"
    yield from _bad_place((mention.get("article"), mention.get("text")), articles, "passage")


def _faults_of_the_rest(story: Table, articles: Mapping[str, Table], ids: set[str]) -> Iterator[str]:
    for pair in story.get("lookalikes", []):
        yield from (f"lookalike {name!r} is no claim" for name in pair.get("claims", ["none"]) if name not in ids)
    for one in story.get("corrections", []):
        yield from _bad_place((one.get("article"), one.get("note")), articles, "note")
        yield from _bad_place(one.get("corrects"), articles, "corrects")
        if one.get("kind") not in {k.value for k in NoteKind} or one.get("claim") not in ids:
            yield f"correction {one}: kind or claim is unknown"
    for one in story.get("echoes", []):
        yield from _bad_place((one.get("article"), one.get("text")), articles, "echo")
        if one.get("claim") not in ids or one.get("how") not in _ECHOES:
            yield f"echo {one}: claim or how is unknown"
    yield from _faults_of_what_follows(story, articles, ids)


def _faults_of_what_follows(story: Table, articles: Mapping[str, Table], ids: set[str]) -> Iterator[str]:
    for one in story.get("predictions", []):
        yield from _bad_dates("due", one.get("due"), needed=True)
        if one.get("claim") not in ids or one.get("outcome") not in _OUTCOMES:
            yield f"prediction {one}: claim or outcome is unknown"
    for one in story.get("changes", []):
        if one.get("kind") not in _EDITS:
            yield f"change {one.get('kind')!r} is unknown"
        for side, key in (("from", "before"), ("to", "after")):
            if key in one:
                yield from _bad_place((one.get(side), one[key]), articles, f"change {key}")


def _bad_place(place: Sequence[Any] | None, articles: Mapping[str, Table], what: str) -> Iterator[str]:
    """A place is an article and words that stand once in its text, or in its title."""
    if not place or len(place) != 2 or place[0] not in articles:  # noqa: PLR2004 - article and words
        yield f"{what}: expected [article, words], came {place}"
        return
    article = articles[place[0]]
    if place[1] not in article["title"]:
        yield from _not_once(place[1] or "", article["text"], f"{what} in {place[0]}")


def _not_once(words: str, text: str, what: str) -> Iterator[str]:
    many = text.count(words) if words else 0
    if many != 1:
        yield f"{what}: expected {words[:80]!r} once in the text, is there {many} times"


def _bad_dates(what: str, value: str | None, *, needed: bool = False) -> Iterator[str]:
    if value is None:
        if needed:
            yield f"{what} is missing"
        return
    try:
        When(value)
    except NotADate as error:
        yield f"{what}: {error}"


if __name__ == "__main__":
    main()
