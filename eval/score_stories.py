"""Is a whole story understood as its gold says? Runs the program on each story below `gold/stories`, and compares.

    .venv/bin/python eval/score_stories.py --split dev
    .venv/bin/python eval/score_stories.py --split train --details     what is wrong, a line each
    .venv/bin/python eval/score_stories.py --story mine-odela --cache eval/out/readings

mentions     gold passages, once a claim, for which the article has a statement: word F1 of content and passage >=
             0.5, or 0.6 of the passage within the content, or 0.8 of the content within the passage; in_claims: which
             lies in a claim; replaced: the same, of passages that the page's last wording does not have
bcubed       extended B-cubed P/R/F1 (Amigo et al. 2009), as a passage may bear on several claims. linked: over the
             statements that stand for passages, each in the gold claims of all of these; whole: over all passages,
             those without a statement alone
lookalikes_joined, claims_joined   pairs of gold claims (that look alike; all of a story) of which the program has a
             statement of the one and one of the other, neither of both, in one claim
origins      of all gold claims, each with its partner, the predicted claim with most of its mentions: named,
             unverified, least, most exact; without a partner it is wrong. over_counted, under_counted: of those with
             a partner, the named ones; over_counted_several: of these, claims that several pages tell
standing     of claims with a partner: the gold's
against      P/R of conflicts, of updates, of both, of either as anything, and by kind; see `story_against.py`
drift        P/R by both passages: the surer one is the gold's (or the same headline), what it rests on the gold's or
             another telling of the same origin's word on that claim; surer: by the surer one alone
stories      B-cubed of pages to stories, all articles poured in as one coverage; claims_across: claims of two stories
history      P/R by claim, what and page, over developments of partners and of gold mentions; by what
corrections  P/R of notes of outlets by the claim that they correct or withdraw
echoes       P/R by claim and page
predictions  due: of the gold's, those of which a mention is read as of an event on the day on which it is due
Figures are percentages with their counts; null where there is nothing to count. Nothing is listed of the test split.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from stories import SPLITS
from story_against import Tally
from story_drift import drift
from story_life import Found, Pairs, by_what, corrections, echoes, history, is_due, percent
from story_match import Matched, Mention
from story_run import Cache, Json, Ran, Story, brief, run, splits, stories_in

from firsthand.model.statement import Reading

HERE = Path(__file__).resolve().parent
COUNTS = ("named", "unverified", "least", "most")

Item = tuple[frozenset[Hashable], Hashable]
"""What B-cubed compares: the gold's clusters of an item, and the predicted one."""


def main() -> None:
    """Print the figures as JSON, and what is wrong where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=HERE / "gold" / "stories")
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--story", help="this one alone")
    parser.add_argument("--details", action="store_true", help="list what is wrong, a line each")
    parser.add_argument("--cache", type=Path, help="a folder in which readings are kept")
    asked = parser.parse_args()
    stories = stories_in(asked.gold, asked.split, asked.story)
    of_split = splits(asked.gold)
    if asked.details and any(of_split.get(story.name) == "test" for story in stories):
        parser.error("expected --details of train or dev, came a story of test, whose errors nobody reads")
    cache = Cache(asked.cache)
    ran, readings = zip(*(run(story, cache) for story in stories), strict=True)
    print(json.dumps(score(ran, readings), indent=1))
    if asked.details:
        for one in ran:
            print("\n".join(f"{one.story.name}: {line}" for line in details(Matched(one))))


def score(ran: Sequence[Ran], readings: Sequence[Sequence[Reading]] | None = None) -> dict[str, Any]:
    """All figures; those of `stories` need the Readings of all wordings of each."""
    sheet = Sheet()
    for one in ran:
        sheet.add(Matched(one))
    together = poured([one.story for one in ran], readings) if readings is not None else None
    return sheet.figures() | {"stories": together}


class Sheet:
    """What is counted over the stories."""

    def __init__(self) -> None:
        self._yes: Counter[str] = Counter()
        self._all: Counter[str] = Counter()
        self._linked: list[list[Item]] = []
        self._whole: list[list[Item]] = []
        self._against = Tally()
        self._pairs: dict[str, Pairs] = {
            name: Pairs() for name in ("history", "corrections", "echoes", "drift", "surer")
        }
        self._by_what: dict[str, Pairs] = defaultdict(Pairs)

    def count(self, what: str, is_so: bool) -> None:  # noqa: FBT001 - what is counted
        """One more, and whether it is so."""
        self._all[what] += 1
        self._yes[what] += is_so

    def add(self, matched: Matched) -> None:
        """Count one story."""
        for mention in matched.mentions:
            self.count("mentions", mention.statement is not None)
            self.count("in_claims", mention.statement in matched.claim_of)
            if matched.is_replaced(mention):
                self.count("replaced", mention.statement in matched.claim_of)
        self._linked.append(linked_items(matched))
        self._whole.append(whole_items(matched))
        alike = {frozenset(pair["claims"]) for pair in matched.story.told.get("lookalikes", ())}
        for one, other in combinations(matched.claims, 2):
            is_joined = bool(joined(matched, one, other))
            self.count("claims_joined", is_joined)
            if frozenset((one, other)) in alike:
                self.count("lookalikes_joined", is_joined)
        for name, claim in matched.claims.items():
            self._add_claim(claim, matched.partner.get(name), len({m.page for m in matched.of(name)}))
        self._against.add(matched)
        self._add_later(matched)

    def _add_claim(self, claim: Json, partner: Json | None, pages: int) -> None:
        self.count("partner", partner is not None)
        for what in COUNTS:
            self.count(f"{what}_exact", partner is not None and partner["origins"][what] == claim[what])
        if partner is None:
            return
        more = partner["origins"]["named"] > claim["named"]
        self.count("over_counted", more)
        self.count("under_counted", partner["origins"]["named"] < claim["named"])
        if pages > 1:
            self.count("over_counted_several", more)
        self.count("standing", partner["standing"] == claim["standing"])

    def _add_later(self, matched: Matched) -> None:
        """What is told of a claim's life after it was said."""
        name = matched.story.name
        found = {"history": history(matched), "corrections": corrections(matched), "echoes": echoes(matched)}
        found |= {"drift": drift(matched), "surer": drift(matched, both=False)}
        for what, (wanted, said) in found.items():
            pairs = self._pairs[what]
            pairs.wanted |= {(name, *key) for key in wanted}
            pairs.said |= {frozenset((name, *key) for key in keys) for keys in said}
        for what, (wanted, said) in by_what(*found["history"]).items():
            self._by_what[what].wanted |= {(name, *key) for key in wanted}
            self._by_what[what].said |= {frozenset((name, *key) for key in keys) for keys in said}
        for one in matched.story.told.get("predictions", ()):
            self.count(
                "due", is_due(one["due"], (matched.event_of.get(m.statement or "") for m in matched.of(one["claim"])))
            )

    def figures(self) -> dict[str, Any]:
        """All that is counted, as it is printed."""
        joined_ = {what: self._share(what) for what in ("lookalikes_joined", "claims_joined")}
        counted = ("partner", *(f"{what}_exact" for what in COUNTS), "over_counted", "under_counted")
        return {
            "mentions": {**self._share("mentions"), **{w: self._share(w) for w in ("in_claims", "replaced")}},
            "bcubed": {"linked": bcubed(self._linked), "whole": bcubed(self._whole)},
            **joined_,
            "origins": {what: self._share(what) for what in (*counted, "over_counted_several")},
            "standing": self._share("standing"),
            "against": self._against.figures(),
            "drift": {**self._pairs["drift"].figures(), "surer": self._pairs["surer"].figures()},
            "history": {
                **self._pairs["history"].figures(),
                "by_what": {what: pairs.figures() for what, pairs in sorted(self._by_what.items())},
            },
            "corrections": self._pairs["corrections"].figures(),
            "echoes": self._pairs["echoes"].figures(),
            "predictions": {"due": self._share("due")},
        }

    def _share(self, what: str) -> dict[str, Any]:
        return {"percent": percent(self._yes[what], self._all[what]), "count": self._yes[what], "of": self._all[what]}


def linked_items(matched: Matched) -> list[Item]:
    """The program's statements that stand for passages: the gold claims of these, and the claim that it is in."""
    counting = dict.fromkeys(m.statement for m in matched.mentions if m.statement is not None)
    return [(frozenset(m.claim for m in matched.by_statement[one]), matched.claim_of.get(one, one)) for one in counting]


def whole_items(matched: Matched) -> list[Item]:
    """All passages: their gold claims, and the predicted claim of their statement; alone where there is none."""
    passages: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in matched.mentions:
        passages[mention.passage].append(mention)
    items: list[Item] = []
    for passage, mentions in passages.items():
        statement = next((m.statement for m in mentions if m.statement is not None), None)
        alone: Hashable = passage if statement is None else statement
        items.append((frozenset(m.claim for m in mentions), matched.claim_of.get(statement or "", alone)))
    return items


def bcubed(stories: Iterable[Sequence[Item]]) -> dict[str, Any]:
    """Extended B-cubed over the items of each story; an item of two gold clusters may lie in the prediction in one."""
    precision = recall = count = 0.0
    for items in stories:
        for gold, said in items:
            together = [other for other, there in items if there == said]
            precision += sum(bool(gold & other) for other in together) / len(together)
            belong = [(len(gold & other), there == said) for other, there in items if gold & other]
            recall += sum(is_there / shared for shared, is_there in belong) / len(belong)
        count += len(items)
    mean = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": percent(precision, count), "r": percent(recall, count), "f1": percent(mean, count), "of": int(count)}


def joined(matched: Matched, one: str, other: str) -> set[str]:
    """The predicted claims in which two claims of the gold meet, each with a statement that is none of the other's."""
    here, there = ({m.statement for m in matched.of(claim) if m.statement is not None} for claim in (one, other))
    mine = {matched.claim_of.get(s) for s in here - there}
    return {claim for s in there - here if (claim := matched.claim_of.get(s)) is not None and claim in mine}


def poured(stories: Sequence[Story], readings: Sequence[Sequence[Reading]]) -> dict[str, Any]:
    """B-cubed of pages to stories, where the program is given the articles of all stories together."""
    named = {r.revision.article: s.name for s, own in zip(stories, readings, strict=True) for r in own}
    told = brief((r for own in readings for r in own), max(story.today for story in stories))
    said = {article: story["id"] for story in told["stories"] for article in story["articles"]}
    items: list[Item] = [(frozenset((name,)), said.get(article, article)) for article, name in named.items()]
    across = [c for c in told["claims"] if len({named[m["article"]] for m in c["statements"]}) > 1]
    return {**bcubed([items]), "said": len(told["stories"]), "claims_across": len(across)}


def details(matched: Matched) -> Iterator[str]:
    """What is wrong, a line each."""
    for mention in matched.mentions:
        if mention.statement is None:
            where = "in a notice of" if matched.is_in_notice(mention) else "in"
            yield f"{mention.claim}: not found {where} {mention.article}: {mention.text}"
        elif mention.statement not in matched.claim_of:
            why = ", a wording that was replaced" if matched.is_replaced(mention) else ""
            yield f"{mention.claim}: in no claim, {mention.article}{why}: {mention.text}"
    yield from _torn_and_mixed(matched)
    for name, claim in matched.claims.items():
        yield from _miscounted(claim, matched.partner.get(name))
    yield from _misjudged(matched)


def _torn_and_mixed(matched: Matched) -> Iterator[str]:
    for name in matched.claims:
        held: dict[str, list[str]] = defaultdict(list)
        for mention in matched.of(name):
            if (claim := matched.claim_of.get(mention.statement or "")) is not None:
                held[claim].append(f"{mention.article} {mention.text}")
        if len(held) > 1:
            parts = sorted(held.values(), key=lambda part: (-len(part), part))
            yield f"{name}: split over {len(held)}: " + " || ".join(" | ".join(part) for part in parts)
    for told in matched.brief["claims"]:
        names = Counter(m.claim for s in matched.statements(told["id"]) for m in matched.by_statement.get(s, ()))
        if len(names) > 1:
            yield f"mixed: {dict(names.most_common())} in {told['text']!r}"
    alike = [pair["claims"] for pair in matched.story.told.get("lookalikes", ())]
    for one, other in alike:
        for claim in sorted(joined(matched, one, other)):
            yield f"lookalikes joined: {one} and {other} in {matched.told[claim]['text']!r}"


def _miscounted(claim: Json, partner: Json | None) -> Iterator[str]:
    if partner is None:
        yield f"{claim['id']}: no claim stands for it"
        return
    gold, said = ({what: counts[what] for what in COUNTS} for counts in (claim, partner["origins"]))
    if gold != said:
        want, came = ([o["actor"] for o in actors] for actors in (claim.get("origins", ()), partner["origins"]["list"]))
        way = (said["named"] > gold["named"]) - (said["named"] < gold["named"])
        how = {1: "over-counted", -1: "under-counted", 0: "miscounted"}[way]
        yield f"{claim['id']}: {how} {list(said.values())} {came}, the gold has {list(gold.values())} {want}"
    if claim["standing"] != partner["standing"]:
        yield f"{claim['id']}: standing {partner['standing']}, the gold has {claim['standing']}"


def _misjudged(matched: Matched) -> Iterator[str]:
    tally = Tally()
    tally.add(matched)
    for row, is_told, _ in tally.gold:
        if not is_told:
            yield f"{row.relation} missed, {row.kind}: {row.says}"
    for said, verdict in tally.said:
        if verdict not in ("right", "unjudged"):
            yield f"{said.relation} {'spurious' if verdict == 'spurious' else f'is {verdict}'}: {said.says}"
    found: Mapping[str, Found] = {
        "history": history(matched),
        "correction": corrections(matched),
        "echo": echoes(matched),
        "drift": drift(matched),
    }
    for what, (wanted, told) in found.items():
        hit = {key for keys in told for key in keys}
        yield from (f"{what} missed: {_shown(key)}" for key in sorted(wanted - hit, key=str))
        yield from (f"{what} spurious: {_shown(min(k, key=str))}" for k in sorted(told, key=str) if not k & wanted)


def _shown(key: Iterable[object]) -> str:
    return ", ".join(str(part) for part in key)


if __name__ == "__main__":
    main()
