"""How far do two judges of the same stories agree? Compares `gold/stories-twice` with `gold/stories`, claim by claim.

    .venv/bin/python eval/agree_stories.py
    .venv/bin/python eval/agree_stories.py --details     and where they differ, a line each

mentions     F1 of the passages that both put down for a claim: of one article, paired one to one, the most similar
             first, where `score_stories.py` would take the one for the other. What two wordings of a page both carry
             is one passage. first, second: how many each judge has
bearing      of the pairs: the same bearing, in percent and as Cohen's kappa, which is null where chance alone agrees
named, unverified, least, most    of the claims: the same count
standing     of the claims: the same, in percent and as kappa
against      F1 of rows that oppose the same two sides of a claim, or the same two claims, in the same relation; a side
             is what mentions have one value or one bearing, and the same where the judges share a passage of it.
             clashes: conflicts and updates alone. kind: of rows that both have, in percent

Figures are percentages; null where there is nothing to count. Nothing is listed of the test split.
"""

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stories import articles_of
from story_life import percent
from story_match import same, side_of
from story_run import Json, numbered

HERE = Path(__file__).resolve().parent
COUNTS = ("named", "unverified", "least", "most")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What one judge puts down as bearing on a claim, once for all wordings of a page that carry it."""

    text: str
    places: tuple[tuple[str, frozenset[int]], ...]
    """The articles that have it, and the numbers of its words in each."""
    bearing: str
    side: str

    def likeness(self, other: "Passage") -> float:
        """The word F1 of two passages in an article that has both; 0 where they are not the same."""
        there = dict(other.places)
        both = [(mine, there[name]) for name, mine in self.places if name in there]
        return max((2 * len(a & b) / (len(a) + len(b)) for a, b in both if same(a, b) or same(b, a)), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one judge opposes: sides of a claim (the places of their passages in his list), or another claim."""

    relation: str
    kind: str
    sides: tuple[frozenset[int], ...] = ()
    claims: frozenset[str] = frozenset()
    says: str

    def __str__(self) -> str:
        """The row as a person reads it."""
        return f"{self.relation} of {self.kind}, {self.says}"


@dataclass(slots=True)
class Sheet:
    """What two judges say of some claims."""

    claims: int = 0
    passages: Counter[str] = field(default_factory=Counter)
    """How many passages `both` have, and each."""
    bearings: list[tuple[Hashable, Hashable]] = field(default_factory=list)
    standings: list[tuple[Hashable, Hashable]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """Of how many claims each count is the same."""
    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By relation, how many rows `both` have, and each."""
    kinds: list[bool] = field(default_factory=list)
    differ: list[str] = field(default_factory=list)

    def add(self, folder: Path, first: Json, second: Json) -> None:
        """Compare all claims of a story that both have judged."""
        articles = articles_of(folder)
        judged = {claim["id"]: claim for claim in second["claims"]}
        start = len(self.differ)
        for claim in first["claims"]:
            if claim["id"] in judged:
                before = len(self.differ)
                self._add_claim(articles, claim, judged[claim["id"]])
                self.differ[before:] = [f"{claim['id']}: {line}" for line in self.differ[before:]]
        self._add_rows(rows_between(first), rows_between(second), {})
        self.differ[start:] = [f"{folder.name} {line}" for line in self.differ[start:]]

    def _add_claim(self, articles: Json, one: Json, other: Json) -> None:
        self.claims += 1
        for what in COUNTS:
            self.counts[what] += one[what] == other[what]
            if one[what] != other[what]:
                self.differ.append(f"{what} {one[what]}, second {other[what]}")
        self.standings.append((one["standing"], other["standing"]))
        if one["standing"] != other["standing"]:
            self.differ.append(f"standing {one['standing']}, second {other['standing']}")
        mine, theirs = passages(articles, one), passages(articles, other)
        pairs = paired(mine, theirs)
        self.passages.update({"both": len(pairs), "first": len(mine), "second": len(theirs)})
        for a, b in pairs.items():
            self.bearings.append((mine[a].bearing, theirs[b].bearing))
            if mine[a].bearing != theirs[b].bearing:
                self.differ.append(f"{mine[a].bearing}, second {theirs[b].bearing}: {mine[a].text}")
        self._only("first", [p.text for at, p in enumerate(mine) if at not in pairs])
        self._only("second", [p.text for at, p in enumerate(theirs) if at not in pairs.values()])
        self._add_rows(rows_of(articles, one, mine), rows_of(articles, other, theirs), pairs)

    def _add_rows(self, mine: Sequence[Row], theirs: Sequence[Row], pairs: dict[int, int]) -> None:
        left = list(theirs)
        for row in mine:
            self.rows["first", row.relation] += 1
            found = next((there for there in left if same_row(row, there, pairs)), None)
            if found is None:
                self._only("first", [str(row)])
                continue
            left.remove(found)
            self.rows["both", row.relation] += 1
            self.kinds.append(row.kind == found.kind)
        self.rows.update(("second", row.relation) for row in theirs)
        self._only("second", [str(row) for row in left])

    def _only(self, judge: str, texts: Sequence[str]) -> None:
        self.differ += [f"only the {judge}: {text}" for text in texts]

    def figures(self) -> dict[str, Any]:
        """All that is counted, as it is printed."""
        return {
            "claims": self.claims,
            "mentions": _f1(*(self.passages[who] for who in ("both", "first", "second"))),
            "bearing": agreement(self.bearings),
            **{
                what: {"percent": percent(self.counts[what], self.claims), "count": self.counts[what]}
                for what in COUNTS
            },
            "standing": agreement(self.standings),
            "against": {
                **self._rows("conflict", "update", "scope"),
                "clashes": self._rows("conflict", "update"),
                "kind": percent(sum(self.kinds), len(self.kinds)),
            },
        }

    def _rows(self, *relations: str) -> dict[str, Any]:
        return _f1(*(sum(self.rows[who, r] for r in relations) for who in ("both", "first", "second")))


def main() -> None:
    """Print the agreement as JSON, and where the judges differ where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=HERE / "gold" / "stories")
    parser.add_argument("--twice", type=Path, default=HERE / "gold" / "stories-twice")
    parser.add_argument("--details", action="store_true", help="list where they differ, but of the test split")
    asked = parser.parse_args()
    test = tomllib.loads((asked.gold / "splits.toml").read_text("utf-8"))["test"]
    sheet, shown = Sheet(), Sheet()
    for file in sorted(asked.twice.glob("*.toml")):
        folder = asked.gold / file.stem
        told = [tomllib.loads(f.read_text("utf-8")) for f in (folder / "story.toml", file)]
        sheet.add(folder, *told)
        if file.stem not in test:
            shown.add(folder, *told)
    print(json.dumps(sheet.figures(), indent=1))
    if asked.details:
        print("\n".join(shown.differ))


def passages(articles: Json, claim: Json) -> list[Passage]:
    """A judge's mentions of a claim, those of the same words in wordings of one page put together."""
    return [_passage(articles, rows) for rows in _by_page(articles, claim).values()]


def _by_page(articles: Json, claim: Json) -> dict[tuple[str, str], list[Json]]:
    found: dict[tuple[str, str], list[Json]] = {}
    for row in claim["mentions"]:
        found.setdefault((articles[row["article"]]["url"], row["text"]), []).append(row)
    return found


def _passage(articles: Json, rows: Sequence[Json]) -> Passage:
    places = tuple((row["article"], _words(articles[row["article"]], row["text"])) for row in rows)
    return Passage(text=rows[0]["text"], places=places, bearing=rows[0]["bearing"], side=side_of(rows[0]))


def _words(article: Json, passage: str) -> frozenset[int]:
    """The numbers of a passage's words in text and title."""
    whole = f"{article['text']}\n{article['title']}"
    at = whole.find(passage)
    return numbered([(at, at + len(passage))], whole) if at >= 0 else frozenset()


def paired(mine: Sequence[Passage], theirs: Sequence[Passage]) -> dict[int, int]:
    """Which passage of the one judge is which of the other: one to one, the most similar first."""
    alike = ((a.likeness(b), -i, -j) for i, a in enumerate(mine) for j, b in enumerate(theirs))
    pairs: dict[int, int] = {}
    for likeness, i, j in sorted(alike, reverse=True):
        if likeness and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def rows_of(articles: Json, claim: Json, own: Sequence[Passage]) -> list[Row]:
    """What a judge opposes within a claim, each pair of sides once a relation."""
    names = [(articles[row["article"]]["url"], row["text"]) for row in claim["mentions"]]
    place = {key: at for at, key in enumerate(_by_page(articles, claim))}
    found: dict[Hashable, Row] = {}
    for row in claim.get("against", ()):
        if "claim" not in row:
            said = [own[place[names[at]]] for at in row["mentions"]]
            sides = tuple(frozenset(at for at, p in enumerate(own) if p.side == one.side) for one in said)
            says = " / ".join(one.text for one in said)
            told = Row(relation=row["relation"], kind=row["kind"], sides=sides, says=says)
            found.setdefault((told.relation, frozenset(sides)), told)
    return list(found.values())


def rows_between(story: Json) -> list[Row]:
    """Which claims a judge opposes to one another, each two once a relation."""
    found: dict[Hashable, Row] = {}
    for claim in story["claims"]:
        for row in claim.get("against", ()):
            if "claim" in row:
                both = frozenset((claim["id"], row["claim"]))
                told = Row(relation=row["relation"], kind=row["kind"], claims=both, says=" / ".join(sorted(both)))
                found.setdefault((told.relation, both), told)
    return list(found.values())


def same_row(mine: Row, theirs: Row, pairs: dict[int, int]) -> bool:
    """Whether two judges oppose the same, in the same relation."""
    if mine.relation != theirs.relation or mine.claims != theirs.claims or len(mine.sides) != len(theirs.sides):
        return False
    shared = [frozenset(pairs[at] for at in side if at in pairs) for side in mine.sides]
    orders = (theirs.sides, theirs.sides[::-1])
    return any(all(a & b for a, b in zip(shared, order, strict=True)) for order in orders)


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> dict[str, Any]:
    """How often two judges say the same: in percent, and beyond chance."""
    count = sum(a == b for a, b in pairs)
    return {"percent": percent(count, len(pairs)), "kappa": kappa(pairs), "count": count, "of": len(pairs)}


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa (1960).

    >>> kappa([("a", "a"), ("a", "a"), ("b", "b"), ("b", "a")])
    0.5
    """
    if not pairs:
        return None
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[what] * second[what] for what in first) / len(pairs) ** 2
    same_ = sum(a == b for a, b in pairs) / len(pairs)
    return round((same_ - chance) / (1 - chance), 3) if chance < 1 else None


def _f1(both: int, first: int, second: int) -> dict[str, Any]:
    return {"f1": percent(2 * both, first + second), "both": both, "first": first, "second": second}


if __name__ == "__main__":
    main()
