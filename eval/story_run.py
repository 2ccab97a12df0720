"""What does the program say of a story of the gold? Its articles are fed to it as they came out, and it is asked.

All wordings of a page are fed, oldest first, each with the outlet, address, dates, byline and notices that the gold
gives it; what a note of correction says is for the program to read. A Reading is kept on disk (`--cache`) under a
digest of the article and of all that reads it, so that what comes after reading can be tried again in seconds.
"""

import hashlib
import json
import pickle
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from stories import SPLITS, articles_of

import firsthand
from firsthand.engines.tags import Tagger
from firsthand.engines.weights import encoder_name, load_encoder
from firsthand.flow.follow import read_one, understand
from firsthand.ingest import Capture, take_in
from firsthand.model.coverage import Note, NoteKind, Notice, NoticeKind, Revision
from firsthand.model.span import Span
from firsthand.model.statement import Reading
from firsthand.model.when import When
from firsthand.read import EncoderTagger
from firsthand.show.present import present_briefing, present_reading

WORD = re.compile(r"\w+(?:['’]\w+)*")
_READS = ("read", "text", "engines", "ingest", "model")
"""The rooms of the program on which a Reading depends; the model file lies in `engines`."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story of the gold: what is true of it, and its articles by name, oldest first."""

    name: str
    told: Json
    articles: Mapping[str, Json]

    @property
    def today(self) -> date:
        """The day from which one looks back."""
        return date.fromisoformat(self.told["today"])

    def page(self, article: str) -> str:
        """The address of an article, one for all its wordings."""
        return str(self.articles[article]["url"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What the program says of a story: of every wording, by name, as `read --json` does, of all as `brief --json`."""

    story: Story
    read: Mapping[str, Json]
    brief: Json


def stories_in(gold: Path, split: str | None, name: str | None) -> list[Story]:
    """The stories of a split, or of that name; all where neither is said. Raises SystemExit where there are none."""
    of_split = splits(gold)
    found = [
        story_in(path.parent)
        for path in sorted(gold.glob("*/story.toml"))
        if name in (None, path.parent.name) and split in (None, of_split.get(path.parent.name))
    ]
    if not found:
        raise SystemExit(f"expected a story in {gold} of split {split} and name {name}, there is none")
    return found


def splits(gold: Path) -> dict[str, str]:
    """The split of each story that has one."""
    held = tomllib.loads((gold / "splits.toml").read_text("utf-8"))
    return {story: split for split in SPLITS for story in held.get(split, ())}


def story_in(folder: Path) -> Story:
    """The story of a folder. Wordings of one time are in the order of their names: a04, then a04-later."""
    articles = sorted(articles_of(folder).items(), key=lambda a: (a[1].get("modified", a[1]["published"]), a[0]))
    told = tomllib.loads((folder / "story.toml").read_text("utf-8"))
    return Story(name=folder.name, told=told, articles=dict(articles))


def run(story: Story, cached: "Cache") -> tuple[Ran, tuple[Reading, ...]]:
    """What the program says of `story`, and the Readings that it rests on, oldest wording first."""
    readings = {name: cached.reading(article, f"{story.name}/{name}") for name, article in story.articles.items()}
    read = {name: present_reading(reading) for name, reading in readings.items()}
    return Ran(story=story, read=read, brief=brief(readings.values(), story.today)), tuple(readings.values())


def brief(readings: Iterable[Reading], today: date) -> Json:
    """What `firsthand brief --json` prints of these Readings on that day."""
    found = understand(sorted(readings, key=lambda r: r.revision.article), known=(), today=today)
    return json.loads(json.dumps(present_briefing(found)))  # type: ignore[no-any-return]


class Cache:
    """Reads articles, or remembers how they were read. Without a folder it remembers nothing."""

    def __init__(self, folder: Path | None, tagger: Tagger | None = None) -> None:
        self._folder = folder
        self._tagger = tagger or EncoderTagger(encoder_name(), load_encoder)

    def reading(self, article: Json, name: str) -> Reading:
        """The Reading of an article of the gold. Raises SystemExit where the program cannot read it."""
        if self._folder is None:
            return self._read(article, name)
        told = json.dumps(article, sort_keys=True)
        kept = self._folder / f"{hashlib.sha256(f'{digest_of_reader()}{name}{told}'.encode()).hexdigest()[:32]}.pickle"
        if kept.exists():
            return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return] # noqa: S301 - written below
        reading = self._read(article, name)
        self._folder.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(reading))
        return reading

    def _read(self, article: Json, name: str) -> Reading:
        for found in read_one(revision_of(article, name), self._tagger):
            if isinstance(found, Reading):
                return found
        raise SystemExit(f"expected an article in {name}, the program could not read it")


@cache
def digest_of_reader() -> str:
    """One digest of all files that take part in reading."""
    whole = hashlib.sha256()
    home = Path(firsthand.__file__).parent
    for file in sorted(file for room in _READS for file in (home / room).rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            whole.update(str(file.relative_to(home)).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def revision_of(article: Json, name: str) -> Revision:
    """An article of the gold as the program takes it in: a line of JSON, with what such a line cannot say added."""
    told = {key: article.get(key) for key in ("url", "outlet", "published", "title", "byline")}
    line = json.dumps({**told, "text": article["text"].strip("\n")})
    came = [r for r in take_in(Capture(origin=f"{name}.jsonl", raw=line.encode())) if isinstance(r, Revision)]
    if len(came) != 1:
        raise SystemExit(f"expected one article in {name}, the program took in {len(came)}")
    modified = When(article["modified"]) if "modified" in article else None
    return replace(came[0], modified=modified, notices=tuple(_notices(article, came[0])))


def _notices(article: Json, revision: Revision) -> Iterator[Notice]:
    """The gold's notices; what those of correction say is as the program reads it."""
    notes = [notice for notice in revision.notices if notice.note is not None]
    marked = [
        (_place(notice["text"], revision.text), NoticeKind(notice["kind"])) for notice in article.get("notices", ())
    ]
    for span, kind in sorted(marked):
        is_note = kind is NoticeKind.CORRECTION_NOTE
        said: Note | None = Note(kind=NoteKind.CORRECTION) if is_note else None
        yield Notice(
            span=span, kind=kind, note=next((n.note for n in notes if is_note and n.span.overlaps(span)), said)
        )


def _place(words: str, text: str) -> Span:
    at = text.index(words.strip("\n"))
    return Span(at, at + len(words.strip("\n")))


def numbered(spans: Iterable[tuple[int, int]], text: str) -> frozenset[int]:
    """The numbers of those words of `text` that lie in `spans`."""
    edges = tuple(spans)
    if not edges:
        return frozenset()
    words = enumerate(m.span() for m in WORD.finditer(text))
    return frozenset(at for at, (a, b) in words if any(a < end and b > start for start, end in edges))


def latest_first(articles: Sequence[str], story: Story) -> list[str]:
    """Some wordings of one page, the one that stands first."""
    order = list(story.articles)
    return sorted(articles, key=lambda name: -order.index(name))
