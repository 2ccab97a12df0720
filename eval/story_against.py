"""Which contradictions and updates does the program tell, and which has the gold?

A row of the gold opposes two sides of one claim (`Mention.side`), or two claims. What the program says stands for
pairs of statements: a row of `against` that names a statement for that one and each other of its claim, one that
names a claim for each of the one and each of the other, and a development "updated", or "corrected" or "withdrawn" by
a statement, for that statement and each other of its claim. It is right where one of its pairs falls on two sides that
the gold opposes in that relation. A pair of which one is no mention of the gold cannot be judged, nor can here what
is taken back and is no update: that is for the history.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from story_match import Matched, Mention

Key = frozenset[Any]
"""Two sides (claim, side), two passages (claim, article's address, words), or two claims."""
_UPDATES = frozenset(("updated", "corrected", "withdrawn"))
"""Developments by which one body changes what it said."""
RELATIONS = ("conflict", "update")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposed:
    """A row of the gold: what it opposes, and how it is told to a person."""

    relation: str
    kind: str
    key: Key
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A row of the program: the pairs that it stands for. `keys` is empty where the gold cannot judge it."""

    relation: str
    kind: str | None
    keys: frozenset[Key]
    says: str
    may_be_none: bool = False
    """Whether it is neither conflict nor update where the gold has neither."""


@dataclass(slots=True)
class Tally:
    """The rows of some stories, with who is right."""

    gold: list[tuple[Opposed, bool, bool]] = field(default_factory=list)
    """Each row of conflict or update; whether it is told as what it is; whether it is told at all."""
    said: list[tuple[Said, str]] = field(default_factory=list)
    """Each row of the program with the verdict: right, unjudged, spurious, scope, or the other relation."""

    def add(self, matched: Matched) -> None:
        """Judge one story."""
        wanted, said = list(wanted_of(matched)), list(said_of(matched))
        for one in wanted:
            if one.relation in RELATIONS:
                told = {row.relation for row in said if one.key in row.keys}
                self.gold.append((one, one.relation in told, bool(told)))
        self.said += [(row, verdict(row, wanted)) for row in said]

    def figures(self) -> dict[str, Any]:
        """P and R by relation, of both (each told as what it is), of either (as anything), and by kind."""
        scores = {f"{r}s": self._score(r) for r in RELATIONS} | {"both": self._score()}
        judged = [(row, v) for row, v in self.said if v != "unjudged"]
        either = _pr(
            (sum(v in ("right", *RELATIONS) for _, v in judged), len(judged)),
            (sum(any_ for _, _, any_ in self.gold), len(self.gold)),
        )
        kinds = sorted({g.kind for g, _, _ in self.gold} | {row.kind for row, _ in judged if row.kind})
        return {
            **scores,
            "either": either,
            "by_kind": {kind: self._score(kind=kind) for kind in kinds},
            "scope_called_conflict": self._count("conflict", "scope"),
            "scope_called_update": self._count("update", "scope"),
            "update_called_conflict": self._count("conflict", "update"),
            "conflict_called_update": self._count("update", "conflict"),
            "unjudged": sum(v == "unjudged" for _, v in self.said),
        }

    def _count(self, relation: str, as_: str) -> int:
        return sum(row.relation == relation and v == as_ for row, v in self.said)

    def _score(self, relation: str | None = None, kind: str | None = None) -> dict[str, Any]:
        """Rows of a relation or a kind; what the program tells as updates has no kind and counts for none."""
        said = [
            v
            for row, v in self.said
            if v != "unjudged" and relation in (None, row.relation) and kind in (None, row.kind)
        ]
        gold = [told for g, told, _ in self.gold if relation in (None, g.relation) and kind in (None, g.kind)]
        return _pr((said.count("right"), len(said)), (sum(gold), len(gold)))


def _pr(said: tuple[int, int], gold: tuple[int, int]) -> dict[str, Any]:
    def percent(part: int, whole: int) -> float | None:
        return round(100 * part / whole, 2) if whole else None

    return {
        "p": percent(*said),
        "r": percent(*gold),
        "right": said[0],
        "said": said[1],
        "found": gold[0],
        "of": gold[1],
    }


def verdict(row: Said, wanted: Sequence[Opposed]) -> str:
    """What a row of the program is, by the gold: first what speaks for it."""
    if not row.keys:
        return "unjudged"
    relations = {one.relation for one in wanted if one.key in row.keys}
    if row.relation in relations:
        return "right"
    return next((r for r in ("scope", *RELATIONS) if r in relations), "unjudged" if row.may_be_none else "spurious")


def wanted_of(matched: Matched) -> Iterator[Opposed]:
    """The rows of the gold; one that both claims have counts once."""
    seen: set[tuple[str, Key]] = set()
    for claim in matched.claims.values():
        for row in claim.get("against", ()):
            if "claim" in row:
                key, says = frozenset((claim["id"], row["claim"])), f"{claim['id']} / {row['claim']}"
            else:
                one, other = (matched.mention(claim["id"], at) for at in row["mentions"])
                key, says = key_of(one, other), f"{claim['id']}: {one.text!r} / {other.text!r}"
            if (row["relation"], key) not in seen:
                seen.add((row["relation"], key))
                yield Opposed(relation=row["relation"], kind=row["kind"], key=key, says=says)


def key_of(one: Mention, other: Mention) -> Key:
    """What a row of the gold opposes: two sides, or, where both have one, two passages."""
    if one.side != other.side:
        return frozenset(((one.claim, one.side), (other.claim, other.side)))
    return frozenset(((one.claim, *one.passage), (other.claim, *other.passage)))


def said_of(matched: Matched) -> Iterator[Said]:
    """The rows of the program; claims that cite each other are one."""
    seen: set[tuple[Key, str]] = set()
    for claim in matched.brief["claims"]:
        own = matched.statements(claim["id"])
        for row in claim["against"]:
            if row["claim"] is not None:
                if ((pair := frozenset((claim["id"], row["claim"]))), row["kind"]) in seen:
                    continue
                seen.add((pair, row["kind"]))
            named = matched.statements(row["claim"]) if row["claim"] is not None else [row["statement"]]
            keys = frozenset(_keys(matched, named, own))
            yield Said(relation="conflict", kind=row["kind"], keys=keys, says=f"{row['kind']}: {row['why']}")
        for event in claim["history"]:
            if event["what"] in _UPDATES and event["statement"] is not None:
                keys = frozenset(_keys(matched, [event["statement"]], own))
                says = f"{event['what']} by {event['by']}: {claim['text']}"
                takes_back = event["what"] != "updated"
                yield Said(relation="update", kind=None, keys=keys, says=says, may_be_none=takes_back)


def _keys(matched: Matched, ones: Sequence[str], others: Sequence[str]) -> Iterator[Key]:
    """All that the pairs of these statements may oppose, as far as they are mentions of the gold."""
    for a, b in product(ones, others):
        if a == b:
            continue
        for one, other in product(matched.by_statement.get(a, ()), matched.by_statement.get(b, ())):
            if one.claim != other.claim:
                yield frozenset((one.claim, other.claim))
            yield frozenset(((one.claim, one.side), (other.claim, other.side)))
            yield frozenset(((one.claim, *one.passage), (other.claim, *other.passage)))
