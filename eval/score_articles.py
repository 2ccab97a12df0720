"""Is an article read as its gold says? Compares `firsthand read --json` with the gold below `gold/articles`.

    .venv/bin/python eval/score_articles.py --gold eval/gold/articles --split dev --feed > dev.jsonl
    .venv/bin/firsthand read dev.jsonl --json > read.jsonl
    .venv/bin/python eval/score_articles.py read.jsonl --gold eval/gold/articles --split dev --details

statements   pairs of a predicted and a gold statement, one to one, the best word F1 of contents first, 0.5 at least;
             found: gold statements with a partner, outer and nested apart; precision: predicted ones with a partner,
             those within the content of another that is paired left out
source       of pairs: the source's words overlap, or its entity is the gold's; nobody where the gold has nobody
chain        of pairs: origin the gold's; exact: roles and actors in order, those that the gold holds uncertain there or
             not; relays: P/R/F1, an uncertain one neither required nor wrong; controls: of pairs without a relay in the
             gold, those that got one
tone         of pairs: certainty, stance, polarity, act, evidence (any kind shared) equal; conditional: P/R/F1
times        of pairs: the statement's date, basis and the event's date equal; told: of dates that the gold has
entities     B-cubed P/R/F1 over names in the text and sources of pairs: which are one actor
Figures are percentages; `of` says of how many. With --twice, a second judge is scored as if he were the program.
The gold is invented news of this project's own: a check of the judging, not of how the reader fares with real pages.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles import SPLITS, articles, row_of, to_read

WORD = re.compile(r"\w+(?:['’]\w+)*")
SAME_CONTENT = 0.5
"""The word F1 from which two contents are the same, as in the scorer of the seed page."""
_SHORTEST_NAME = 4
"""Letters of a name that is looked for within a longer one."""

Json = Mapping[str, Any]
Words = frozenset[int]


def plain(name: str | None) -> str:
    """A name as it is compared: words in lower case, without an article or a possessive."""
    words = " ".join(WORD.findall((name or "").casefold().replace("’", "'")))
    return re.sub(r"^(?:the|a|an|its|their|his|her) ", "", re.sub(r"'s$", "", words))


class Page:
    """An article's gold, and the words of its text by number."""

    def __init__(self, gold: Json) -> None:
        self.text = str(gold["text"])
        self.words = [m.span() for m in WORD.finditer(self.text)]
        self.statements: list[Json] = list(gold["statements"])
        self.entities = {e["id"]: e for e in gold["entities"]}
        self.by_name: dict[str, str] = {}
        for entity in gold["entities"]:
            for name in (entity["name"], *entity["aliases"]):
                self.by_name.setdefault(plain(name), entity["id"])

    def within(self, spans: Iterable[Json | None]) -> Words:
        """The words that lie in `spans`."""
        edges = [(s["start"], s["end"]) for s in spans if s and s.get("start") is not None]
        return frozenset(i for i, (a, b) in enumerate(self.words) if any(a < end and b > start for start, end in edges))

    def entity_of(self, name: str | None) -> str | None:
        """The gold's entity of a name; of a longer one, that whose name is the longest in it."""
        said = plain(name)
        if said in self.by_name:
            return self.by_name[said]
        inside = (n for n in self.by_name if len(n) >= _SHORTEST_NAME and re.search(rf"\b{re.escape(n)}\b", said))
        best = max(inside, key=len, default=None)
        return self.by_name[best] if best else None


class Told:
    """What was predicted of an article, in the gold's entities."""

    def __init__(self, page: Page, predicted: Json) -> None:
        self.page = page
        self.statements: list[Json] = list(predicted.get("statements", ()))
        self.mentions = [(*m, e["id"]) for e in predicted.get("entities", ()) for m in e.get("mentions", ())]
        self.entity: dict[str, str] = {}
        for e in predicted.get("entities", ()):
            votes = Counter(
                page.by_name[n] for n in {plain(x) for x in (e["name"], *e["aliases"])} if n in page.by_name
            )
            if e["name"] and (whole := page.by_name.get(plain(e["name"]))):
                votes[whole] += 1
            if votes:
                self.entity[e["id"]] = max(sorted(votes), key=lambda i: votes[i])

    def actor(self, hop: Json, gold: Json) -> str:
        """Whom of the gold's chain a predicted hop stands for; what it is called where it stands for nobody there."""
        if hop["role"] == "publisher":
            return "@publisher"
        known = self.entity.get(hop["entity"]) if hop.get("entity") else None
        known = known or self.page.entity_of(hop["actor"])
        if known and any(h["entity"] == known for h in gold["chain"]):
            return known
        described = [h for h in gold["chain"] if h["actor"].startswith("@") and h["role"] == hop["role"]]
        for one in described:
            if one["actor"] == "@publisher" and _is_publisher(hop):
                return "@publisher"
            if one["actor"] != "@publisher" and self._is_described(hop, gold, one):
                return str(one["actor"])
        return known or f"other: {plain(hop['actor'])}"

    def _is_described(self, hop: Json, gold: Json, wanted: Json) -> bool:
        """Whether a hop without a name is the one that the gold only describes."""
        if hop["actor"] in (None, wanted["actor"]):
            return True
        words = self.page.within([gold["source"]])
        if wanted["span"]:
            words |= self.page.within([{"start": wanted["span"][0], "end": wanted["span"][1]}])
        own = self.page.within([{"start": hop["span"][0], "end": hop["span"][1]}]) if hop.get("span") else frozenset()
        called = set(plain(hop["actor"]).split())
        return bool(own & words) or bool(called & {plain(self.page.text[slice(*self.page.words[i])]) for i in words})


def _is_publisher(hop: Json) -> bool:
    """Whether an origin is the outlet itself: it has no words in the text."""
    return hop["role"] == "origin" and not hop.get("span")


def f1(one: Words, other: Words) -> float:
    """Of two sets of words."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


@dataclass(slots=True)
class Tally:
    """Sums over articles; `right` and `of` by figure, and counts for P/R/F1: both, predicted, gold."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    rates: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    cubed: list[float] = field(default_factory=lambda: [0.0, 0.0, 0])
    wrong: list[Json] = field(default_factory=list)

    def note(self, figure: str, *, right: bool) -> None:
        """One more of a figure."""
        self.of[figure] += 1
        self.right[figure] += right

    def count(self, figure: str, both: int, predicted: int, gold: int) -> None:
        """More for a figure with precision and recall."""
        self.rates[figure] = [a + b for a, b in zip(self.rates[figure], (both, predicted, gold), strict=True)]


def score(pairs: Iterable[tuple[Json, Json]]) -> Tally:
    """The sums over pairs of gold and prediction."""
    tally = Tally()
    for gold, predicted in pairs:
        page = Page(gold)
        told = Told(page, predicted)
        partners = _partners(page, told)
        _statements(tally, page, told, partners)
        for at, place in sorted(partners.items()):
            faults = _one(tally, told, page.statements[at], told.statements[place])
            if faults:
                shown = [(h["actor"], h["role"]) for h in told.statements[place]["chain"]]
                tally.wrong.append(
                    {"article": gold["article"]["id"], "id": page.statements[at]["id"], "wrong": faults, "chain": shown}
                )
        _grouped(tally, page, told, partners)
    return tally


def _partners(page: Page, told: Told) -> dict[int, int]:
    """Gold statement to predicted one, by number."""
    gold = [(page.within(s["content"]), page.within([s["source"]]), page.within([s["cue"]])) for s in page.statements]
    came = [(page.within(s["content"]), page.within([s["source"]]), page.within([s["cue"]])) for s in told.statements]
    ranked = []
    for i, (content, source, cue) in enumerate(gold):
        for j, (content2, source2, cue2) in enumerate(came):
            same = f1(content, content2)
            if same >= SAME_CONTENT:
                nested = bool(page.statements[i]["parent"]) == bool(told.statements[j]["parent"])
                ranked.append((-round(same, 6), -f1(source, source2) - f1(cue, cue2), not nested, i, j))
    found: dict[int, int] = {}
    for *_, i, j in sorted(ranked):
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _statements(tally: Tally, page: Page, told: Told, partners: Mapping[int, int]) -> None:
    for i, statement in enumerate(page.statements):
        tally.note("nested found" if statement["parent"] else "found", right=i in partners)
    taken = set(partners.values())
    outer = [page.within(page.statements[i]["content"]) for i in partners]
    for j, statement in enumerate(told.statements):
        inner = j not in taken and statement["parent"] and any(page.within(statement["content"]) <= o for o in outer)
        if not inner:
            tally.note("precision", right=j in taken)


def _one(tally: Tally, told: Told, gold: Json, came: Json) -> list[str]:
    """Count one pair; gives what is wrong with it."""
    page = told.page
    marks = {
        "source": _same_source(told, gold, came),
        "certainty": came["certainty"] == gold["certainty"],
        "stance": came["publisher_stance"] == gold["publisher_stance"],
        "polarity": came["polarity"] == gold["polarity"],
        "act": came["speech_act"] == gold["speech_act"],
        "evidence": bool(set(came["evidence"] or ["none"]) & set(gold["evidence"])),
        "access": came["source_access"] == gold["source_access"],
        "said": came["statement_time"]["norm"] == gold["statement_time"]["norm"],
        "basis": came["statement_time"]["basis"] == gold["statement_time"]["basis"],
        "event": came["event_time"]["norm"] == gold["event_time"]["norm"],
    }
    if gold["statement_time"]["norm"]:
        marks["said told"] = marks["said"]
    if gold["event_time"]["norm"]:
        marks["event told"] = marks["event"]
    if gold["parent"] is None or came["parent"] is not None:
        marks |= _chain(tally, told, gold, came)
    for figure, right in marks.items():
        tally.note(figure, right=right)
    tally.count("conditional", gold["conditional"] and came["conditional"], came["conditional"], gold["conditional"])
    wanted, given = page.within(gold["conditions"]), page.within(came["conditions"])
    tally.count("condition words", len(wanted & given), len(given), len(wanted))
    wrong = [figure for figure, right in marks.items() if not right]
    return [*wrong, *(["conditional"] if came["conditional"] != gold["conditional"] else [])]


def _same_source(told: Told, gold: Json, came: Json) -> bool:
    wanted, given = gold["source"], came["source"]
    if wanted is None or wanted["start"] is None:
        return given is None or given["start"] is None
    if given is None:
        return False
    same = told.entity.get(given["entity"]) if given["entity"] else None
    return bool(told.page.within([wanted]) & told.page.within([given])) or (
        same is not None and same == wanted["entity"]
    )


def _chain(tally: Tally, told: Told, gold: Json, came: Json) -> dict[str, bool]:
    wanted = [(h["role"], h["entity"] or h["actor"], h["certain"]) for h in gold["chain"]]
    given = [(h["role"], told.actor(h, gold)) for h in came["chain"]]
    must = {actor for role, actor, certain in wanted if role == "relay" and certain}
    may = {actor for role, actor, _ in wanted if role == "relay"}
    have = {actor for role, actor in given if role == "relay"}
    tally.count("relays", len(have & must), len(have & must) + len(have - may), len(must))
    if not may:
        tally.note("controls with a relay", right=bool(have))
    origin = next((actor for role, actor in given if role == "origin"), None)
    return {"origin": origin == wanted[0][1], "exact chain": _fits(wanted, given)}


def _fits(wanted: Sequence[tuple[str, str, bool]], given: Sequence[tuple[str, str]]) -> bool:
    """Whether the chain is the gold's, where uncertain hops may be left out."""
    if not wanted:
        return not given
    role, actor, certain = wanted[0]
    if given and given[0] == (role, actor) and _fits(wanted[1:], given[1:]):
        return True
    return not certain and _fits(wanted[1:], given)


def _grouped(tally: Tally, page: Page, told: Told, partners: Mapping[int, int]) -> None:
    """B-cubed over names in the text and sources: each item with the gold's entity and the predicted one."""
    items = [*_named(page, told), *_sourced(page, told, partners)]
    for i, (gold, came) in enumerate(items):
        ours = {j for j, (_, other) in enumerate(items) if j == i or (came is not None and other == came)}
        theirs = {j for j, (other, _) in enumerate(items) if other == gold}
        tally.cubed[0] += len(ours & theirs) / len(ours)
        tally.cubed[1] += len(ours & theirs) / len(theirs)
        tally.cubed[2] += 1


def _named(page: Page, told: Told) -> Iterator[tuple[str, str | None]]:
    spans = sorted((*m, e["id"]) for e in page.entities.values() for m in e["mentions"])
    for start, end, entity in spans:
        if any(a <= start and end <= b and (a, b) != (start, end) for a, b, _ in spans):
            continue
        over = [(min(end, b) - max(start, a), e) for a, b, e in told.mentions if a < end and b > start]
        yield entity, max(over)[1] if over else None


def _sourced(page: Page, told: Told, partners: Mapping[int, int]) -> Iterator[tuple[str, str | None]]:
    for i, j in partners.items():
        gold, came = page.statements[i]["source"], told.statements[j]["source"]
        if gold and gold["entity"] and came:
            yield gold["entity"], came["entity"]


def shown(tally: Tally) -> dict[str, Any]:
    """The figures, in percent."""
    out: dict[str, Any] = {
        figure: {"percent": round(100 * tally.right[figure] / n, 2), "of": n} for figure, n in sorted(tally.of.items())
    }
    for figure, (both, predicted, gold) in sorted(tally.rates.items()):
        p, r = 100 * both / max(predicted, 1), 100 * both / max(gold, 1)
        out[figure] = {"p": round(p, 2), "r": round(r, 2), "f1": round(2 * p * r / max(p + r, 1e-9), 2), "of": gold}
    precision, recall, n = tally.cubed
    p, r = 100 * precision / max(n, 1), 100 * recall / max(n, 1)
    out["entities"] = {"p": round(p, 2), "r": round(r, 2), "f1": round(2 * p * r / max(p + r, 1e-9), 2), "of": n}
    return out


def main() -> None:
    """Read the command line, and print the figures, or the articles."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("read", type=Path, nargs="?", help="what `firsthand read --json` printed")
    ask.add_argument("--gold", type=Path, required=True, help="the folder of stories")
    ask.add_argument("--split", choices=SPLITS, help="only articles of this part")
    ask.add_argument("--twice", type=Path, help="a folder of second judgements, scored in place of what was read")
    ask.add_argument("--register", help="only articles of this register")
    ask.add_argument("--feed", action="store_true", help="print the articles, to be read")
    ask.add_argument("--details", action="store_true", help="what is wrong with each pair, too")
    told = ask.parse_args()
    gold = [row_of(article) for article in articles(told.gold, told.split)]
    gold = [row for row in gold if told.register in (None, row["article"]["register"])]
    if told.feed:
        print(*(json.dumps(to_read(row), ensure_ascii=False) for row in gold), sep="\n")
        return
    if not (told.read or told.twice):
        raise SystemExit("expected what was read, or --twice with second judgements; came neither")
    came = (
        map(row_of, articles(told.twice)) if told.twice else map(json.loads, told.read.read_text("utf-8").splitlines())
    )
    by_text = {row["text"]: row for row in came}
    tally = score((row, by_text.get(row["text"], {})) for row in gold if not told.twice or row["text"] in by_text)
    print(json.dumps(shown(tally) | ({"wrong": tally.wrong} if told.details else {}), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
