"""What became of each claim, by the gold and by the program: its history, what was taken back of it, its echoes?

Both are sets of keys such as (claim, what, page). A row of the program may stand for several claims of the gold,
where its statement does, or where it has none and its claim mixes them; it is right where one of its keys is
wanted.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from story_match import Matched

from firsthand.model.errors import NotADate
from firsthand.model.when import When

Found = tuple[set[tuple[Any, ...]], set[frozenset[tuple[Any, ...]]]]
"""Keys that the gold wants, and for each row of the program the keys of which one will do."""


@dataclass(slots=True)
class Pairs:
    """P and R: predicted rows, each by the keys of which one must be wanted, and those of the gold."""

    wanted: set[Hashable] = field(default_factory=set)
    said: set[frozenset[Hashable]] = field(default_factory=set)

    def figures(self) -> dict[str, Any]:
        """As it is printed."""
        right = sum(bool(keys & self.wanted) for keys in self.said)
        hit = len(self.wanted & {key for keys in self.said for key in keys})
        return {
            "p": percent(right, len(self.said)),
            "r": percent(hit, len(self.wanted)),
            "right": right,
            "said": len(self.said),
            "found": hit,
            "of": len(self.wanted),
        }


def percent(part: float, whole: float) -> float | None:
    """A share in percent; None of nothing."""
    return round(100 * part / whole, 2) if whole else None


def history(matched: Matched) -> Found:
    """(claim, what, page). A development of no statement is of any page of the outlet; falling due is of none."""
    wanted: set[tuple[Any, ...]] = set()
    for name, claim in matched.claims.items():
        for event in claim.get("history", ()):
            at = event.get("mention") if event["what"] != "fell-due" else None
            wanted.add((name, event["what"], matched.mention(name, at).page if at is not None else None))
    partners = {name: partner["id"] for name, partner in matched.partner.items()}
    said: set[frozenset[tuple[Any, ...]]] = set()
    for told in matched.brief["claims"]:
        own = {name for name, partner in partners.items() if partner == told["id"]}
        for event in told["history"]:
            names = {m.claim for m in matched.by_statement.get(event["statement"] or "", ())} or own
            pages = {matched.place_of.get(event["statement"])} if event["statement"] else _pages(matched, event["by"])
            if names:
                what = event["what"]
                said.add(frozenset((n, what, p if what != "fell-due" else None) for n in names for p in pages))
    return wanted, said


def _pages(matched: Matched, outlet: str | None) -> set[str | None]:
    return {a["url"] for a in matched.story.articles.values() if a["outlet"] == outlet} or {None}


def by_what(wanted: set[tuple[Any, ...]], said: set[frozenset[tuple[Any, ...]]]) -> dict[str, Found]:
    """A history by what happened."""
    kinds = {key[1] for key in wanted} | {key[1] for keys in said for key in keys}
    return {
        kind: ({k for k in wanted if k[1] == kind}, {keys for keys in said if next(iter(keys))[1] == kind})
        for kind in kinds
    }


def corrections(matched: Matched) -> Found:
    """(claim, outlet): what an outlet's note takes back, by the gold claims that lie in the predicted one."""
    outlets = {article["outlet"] for article in matched.story.articles.values()}
    wanted: set[tuple[Any, ...]] = {
        (one["claim"], matched.story.articles[one["article"]]["outlet"])
        for one in matched.story.told.get("corrections", ())
    }
    said = {
        frozenset((name, event["by"]) for name in names)
        for told in matched.brief["claims"]
        for event in told["history"]
        if event["what"] in ("corrected", "withdrawn") and event["by"] in outlets
        if (names := matched.names(told["id"]))
    }
    return wanted, said


def echoes(matched: Matched) -> Found:
    """(claim, page), by the gold claims of the statement, else by those that lie in the predicted claim."""
    wanted: set[tuple[Any, ...]] = {
        (one["claim"], matched.story.page(one["article"])) for one in matched.story.told.get("echoes", ())
    }
    said = set()
    for one in matched.brief["echoes"]:
        names = {m.claim for m in matched.by_statement.get(one["statement"], ())} or matched.names(one["claim"])
        page = matched.place_of.get(one["statement"])
        said.add(frozenset((name, page) for name in names or {one["claim"]}))
    return wanted, said


def is_due(due: str, events: Iterable[str | None]) -> bool:
    """Whether one of some dates of events ends on the day on which something is due."""
    wanted = When(due).latest
    for norm in events:
        try:
            if norm is not None and When(norm).latest == wanted:
                return True
        except NotADate:
            continue
    return False
