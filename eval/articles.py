"""What does the project's own gold say of its articles? Hand-written TOML in, rows in the contract's form out.

    .venv/bin/python eval/articles.py eval/gold/articles --check        what is wrong, where, and what to do
    .venv/bin/python eval/articles.py eval/gold/articles --split dev    rows as `firsthand read --json` would print them
    .venv/bin/python eval/articles.py eval/gold/articles --count        how many of what

The form, and how to judge, are in `gold/articles/README.md`. A person writes words, not offsets; they are looked up
here: a content anywhere in the text (it must be there once), a source and a cue where they stand nearest to it.
"""

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from places import Fault, all_places, gap, in_order, nearest, quote_type, spanned, the_place

from firsthand.model.errors import NotADate
from firsthand.model.span import Span
from firsthand.model.statement import (
    Access,
    Basis,
    Certainty,
    EventKind,
    Evidence,
    HopRole,
    Naming,
    Polarity,
    SpeechAct,
    Stance,
)
from firsthand.model.when import When

Table = Mapping[str, Any]

SPLITS = ("train", "dev", "test")
_REGISTERS_WORDS = (
    "wire tabloid local release live-blog aggregation interview court match market science feature "
    "parliament crime disaster investigation analysis radio"
)
REGISTERS = frozenset(_REGISTERS_WORDS.split())
_KINDS_WORDS = "person government ministry military organisation company media country place group work other"
KINDS = frozenset(_KINDS_WORDS.split())
PUBLISHER = "@publisher"
DESCRIBED = frozenset(("@anonymous", "@unnamed-media", "@unknown", "@witnesses", "@officials"))
"""Actors that are no entity: what a chain has where nobody is named."""
_FAR = 400
"""Code points between a content and its cue or source from which it is asked whether they are the right ones."""
_STATEMENT_WORDS = (
    "id parent who source cue content naming chain certainty stance polarity act evidence access hedges "
    "conditional conditions said event place audience at note"
)
_STATEMENT = frozenset(_STATEMENT_WORDS.split())
_ARTICLE_WORDS = "story register outlet url published title byline text entities statements notices note"
_ARTICLE = frozenset(_ARTICLE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its gold, as it was written."""

    path: Path
    table: Table

    @property
    def text(self) -> str:
        """The text, without the line breaks at its ends."""
        return str(self.table["text"]).strip("\n")

    @property
    def name(self) -> str:
        """Story and file: what the article is called here."""
        return f"{self.path.parent.name}/{self.path.stem}"


def articles(folder: Path, split: str | None = None) -> Iterator[Article]:
    """The articles below `folder`, or of one split, in the order of their names."""
    of_story = _splits(folder)
    for path in sorted(folder.glob("*/*.toml")):
        if split is None or of_story.get(path.parent.name) == split:
            yield Article(path, tomllib.loads(path.read_text("utf-8")))


def _splits(folder: Path) -> dict[str, str]:
    written = folder / "splits.toml"
    held = tomllib.loads(written.read_text("utf-8")) if written.exists() else {}
    return {story: split for split, stories in held.items() for story in stories}


def row_of(article: Article) -> dict[str, Any]:
    """What the gold says of an article, in the contract's form. Raises Fault."""
    table, text = article.table, article.text
    _known(table, _ARTICLE, "the article")
    entities = {str(e["id"]): e for e in table.get("entities", ())}
    statements = [_Reading(article, entities, s) for s in table.get("statements", ())]
    held = {one.id: one for one in statements}
    if len(held) != len(statements):
        raise Fault("expected each statement's id once")
    return {
        "contract": 1,
        "article": {
            "id": article.name,
            "url": table.get("url"),
            "outlet": table["outlet"],
            "title": table.get("title"),
            "byline": table.get("byline"),
            "published": str(table["published"]),
            "language": "en",
            "register": _one_of(table["register"], REGISTERS, "register"),
        },
        "text": text,
        "notices": [
            {**spanned(the_place(text, str(n["text"])), text), "kind": n["kind"]} for n in table.get("notices", ())
        ],
        "statements": [one.row(held) for one in statements],
        "entities": [_entity(e, entities, text) for e in entities.values()],
    }


def to_read(row: Table) -> dict[str, Any]:
    """An article without its gold, as a line of JSON lines to be read."""
    told = {key: row["article"][key] for key in ("url", "outlet", "published", "title", "byline")}
    return {**told, "text": row["text"]}


class _Reading:
    """One statement of the gold, looked up in its text."""

    def __init__(self, article: Article, entities: Mapping[str, Table], table: Table) -> None:
        self.table, self.text, self.entities = table, article.text, entities
        self.id = str(table.get("id", "?"))
        try:
            _known(table, _STATEMENT, f"statement {self.id}")
            near = self._within()
            words = table["content"] if isinstance(table["content"], list) else [table["content"]]
            self.content = [the_place(self.text, str(w), near) for w in words]
            in_order(self.content)
            self.cue = self._near("cue", self.content)
            self.source = self._near("source", [*self.content, *([self.cue] if self.cue else [])], self.content)
        except KeyError as missing:
            raise Fault(f"statement {self.id}: expected a field {missing}") from None
        except Fault as fault:
            raise Fault(f"statement {self.id}: {fault}") from None

    def _within(self) -> Span:
        at = self.table.get("at")
        return the_place(self.text, str(at)) if at else Span(0, len(self.text))

    def _near(self, field: str, there: Sequence[Span], apart: Sequence[Span] = ()) -> Span | None:
        """Where the words of `field` stand nearest to `there`, outside of the content."""
        words = self.table.get(field)
        if not words:
            return None
        within = self._within()
        found = [
            s
            for s in all_places(self.text, str(words), within)
            if not any(s.overlaps(c) for c in (*self.content, *apart))
        ]
        if not found:
            raise Fault(f"expected the {field} “{words}” outside its content, and it is not there")
        ranked = sorted(found, key=lambda s: (min(gap(s, t) for t in there), s))
        best = min(gap(ranked[0], t) for t in there)
        if best > _FAR:
            raise Fault(f"the {field} “{words}” stands {best} characters from its content; say `at` with the passage")
        if len(ranked) > 1 and min(gap(ranked[1], t) for t in there) == best:
            raise Fault(f"the {field} “{words}” stands twice at one distance; say `at` with the passage")
        return ranked[0]

    def row(self, held: Mapping[str, "_Reading"]) -> dict[str, Any]:
        """The statement in the contract's form. Raises Fault."""
        try:
            return self._row(held)
        except (Fault, NotADate) as fault:
            raise Fault(f"statement {self.id}: {fault}") from None

    def _row(self, held: Mapping[str, "_Reading"]) -> dict[str, Any]:
        t, text = self.table, self.text
        parent = t.get("parent")
        if parent is not None:
            if parent not in held:
                raise Fault(f"expected the parent {parent} among the statements")
            outer = held[str(parent)].content
            if not all(any(c.start >= o.start and c.end <= o.end for o in outer) for c in self.content):
                raise Fault(f"expected its content within that of its parent {parent}")
        naming = _one_of(t.get("naming", "named"), set(Naming), "naming")
        who = t.get("who")
        if who is not None and who not in self.entities:
            raise Fault(f"expected {who} among the entities")
        if naming != Naming.IMPLICIT_AUTHOR and t.get("source") and who is None and naming in ("named", "institution"):
            raise Fault("expected `who` for a source that is named")
        conditions = [the_place(text, str(c), self._within()) for c in t.get("conditions", ())]
        return {
            "id": self.id,
            "parent": parent,
            "source": self._source(naming, who),
            "cue": spanned(self.cue, text) if self.cue else None,
            "content": [spanned(c, text) for c in self.content],
            "quote_type": quote_type(self.content, text),
            "chain": self._chain(),
            "certainty": _one_of(t.get("certainty", "CT+"), set(Certainty), "certainty"),
            "publisher_stance": _one_of(t.get("stance", "neutral"), set(Stance), "stance"),
            "polarity": _one_of(t.get("polarity", "+"), set(Polarity), "polarity"),
            "speech_act": _one_of(t["act"], set(SpeechAct), "act"),
            "evidence": [_one_of(e, set(Evidence), "evidence") for e in t.get("evidence", ["unspecified"])],
            "source_access": _one_of(t.get("access", "unknown"), set(Access), "access"),
            "hedges": [spanned(nearest(text, str(h), self.content), text) for h in t.get("hedges", ())],
            "conditional": bool(t.get("conditional", bool(conditions))),
            "conditions": [spanned(c, text) for c in conditions],
            "statement_time": self._said(),
            "event_time": self._event(),
            "place": t.get("place"),
            "audience": t.get("audience"),
        }

    def _source(self, naming: str, who: str | None) -> dict[str, Any] | None:
        if self.source is not None:
            return {**spanned(self.source, self.text), "entity": who, "naming": naming}
        if naming == Naming.IMPLICIT_AUTHOR:
            return {"exact": None, "start": None, "end": None, "entity": None, "naming": naming}
        return None

    def _chain(self) -> list[dict[str, Any]]:
        hops = []
        for actor, said, *words in self.table["chain"]:
            role = str(said).removesuffix("?")
            if actor not in self.entities and actor != PUBLISHER and actor not in DESCRIBED:
                raise Fault(f"chain: expected {actor} among the entities, or {PUBLISHER}, or {sorted(DESCRIBED)}")
            span = nearest(self.text, words[0], self.content) if words else None
            hops.append(
                {
                    "actor": str(self.entities[actor]["name"]) if actor in self.entities else actor,
                    "entity": actor if actor in self.entities else None,
                    "role": _one_of(role, set(HopRole), "role"),
                    "certain": not said.endswith("?"),
                    "span": [span.start, span.end] if span else None,
                }
            )
        if not hops or hops[0]["role"] != "origin" or (hops[-1]["role"], hops[-1]["actor"]) != ("publisher", PUBLISHER):
            raise Fault(f"chain: expected an origin first and [{PUBLISHER!r}, 'publisher'] last")
        return hops

    def _said(self) -> dict[str, Any]:
        """`said`: "unknown", or a date, a basis and, if the text says it, its words."""
        norm, basis, words = _three(str(self.table.get("said", "- unknown")))
        span = nearest(self.text, words, self.content, inside=True) if words else None
        return {
            "text": spanned(span, self.text) if span else None,
            "norm": _date(norm),
            "basis": _one_of(basis, set(Basis), "basis"),
        }

    def _event(self) -> dict[str, Any]:
        """`event`: a date or "-", a kind and, if the text says it, its words."""
        norm, kind, words = _three(str(self.table["event"]))
        span = nearest(self.text, words, self.content, inside=True) if words else None
        return {
            "text": spanned(span, self.text) if span else None,
            "norm": _date(norm),
            "kind": _one_of(kind, set(EventKind), "kind of event"),
        }


def _three(value: str) -> tuple[str, str, str]:
    first, second, *words = value.split(maxsplit=2)
    return first, second, words[0] if words else ""


def _date(norm: str) -> str | None:
    return None if norm == "-" else When(norm).edtf


def _entity(table: Table, entities: Mapping[str, Table], text: str) -> dict[str, Any]:
    name = str(table["name"])
    parent = table.get("parent")
    if parent is not None and parent not in entities:
        raise Fault(f"entity {table['id']}: expected its parent {parent} among the entities")
    aliases = [str(a) for a in table.get("aliases", [name])]
    mentions = {m for alias in aliases for m in all_places(text, alias, Span(0, len(text)))}
    for alias in aliases:
        if not re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", text):
            raise Fault(f"entity {table['id']}: its alias “{alias}” is not in the text")
    return {
        "id": table["id"],
        "name": name,
        "type": _one_of(table["type"], KINDS, f"entity {table['id']}: type"),
        "aliases": aliases,
        "parent": parent,
        "mentions": [[m.start, m.end] for m in sorted(mentions)],
    }


def _known(table: Table, fields: frozenset[str], what: str) -> None:
    if unknown := sorted(set(table) - fields):
        raise Fault(f"{what}: expected fields of {sorted(fields)}, came {unknown}")


def _one_of(value: object, allowed: Iterable[str], what: str) -> str:
    values = {str(a) for a in allowed}
    if str(value) not in values:
        raise Fault(f"{what}: expected one of {sorted(values)}, came {value!r}")
    return str(value)


def check(folder: Path) -> int:
    """Print what is wrong; gives how many articles have a fault."""
    faulty = 0
    for path in sorted(folder.glob("*/*.toml")) if folder.is_dir() else [folder]:
        try:
            row_of(Article(path, tomllib.loads(path.read_text("utf-8"))))
        except (Fault, KeyError, tomllib.TOMLDecodeError, TypeError, ValueError) as fault:
            faulty += 1
            print(f"{path}: {type(fault).__name__}: {fault}")
    return faulty


def count(rows: Iterable[Table]) -> Counter[str]:
    """How many of what there are."""
    found: Counter[str] = Counter()
    for row in rows:
        found["articles"] += 1
        found[f"register {row['article']['register']}"] += 1
        found["entities"] += len(row["entities"])
        for s in row["statements"]:
            found["statements"] += 1
            found["nested"] += s["parent"] is not None
            found["conditional"] += s["conditional"]
            found["with a relay"] += any(h["role"] == "relay" for h in s["chain"])
            found["with a speaker"] += any(h["role"] == "speaker" for h in s["chain"])
            found["with a date of its own"] += s["statement_time"]["norm"] is not None
            for field in ("certainty", "publisher_stance", "speech_act", "quote_type"):
                found[f"{field} {s[field]}"] += 1
            found[f"naming {s['source']['naming'] if s['source'] else '-'}"] += 1
    return found


def main() -> int:
    """Read the command line; 1 where the check finds a fault."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path, help="the folder of stories, or with --check a single file")
    ask.add_argument("--split", choices=SPLITS)
    for name in ("check", "count"):
        ask.add_argument(f"--{name}", action="store_true")
    told = ask.parse_args()
    if told.check:
        faulty = check(told.folder)
        print("all is well" if not faulty else f"{faulty} with a fault; only the first of each is shown")
        return int(faulty > 0)
    rows = map(row_of, articles(told.folder, told.split))
    if told.count:
        for what, many in sorted(count(rows).items()):
            print(f"{many:6} {what}")
        return 0
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
