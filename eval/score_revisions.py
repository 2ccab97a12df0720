"""How well are edits told from furniture? The answer of `firsthand changes` against invented pairs of captures.

python eval/score_revisions.py --gold eval/gold/revisions --split dev --feed > pairs.jsonl
firsthand changes pairs.jsonl --json > changed.json
python eval/score_revisions.py --gold eval/gold/revisions --split dev changed.json
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from make_revisions import Edit, Pair, pairs

Row = Mapping[str, Any]


def main() -> None:
    """Print the feed, or the figures as JSON; `--details` lists what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pred", nargs="?", type=Path)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--split", choices=("dev", "test", "all"), default="dev")
    parser.add_argument("--feed", action="store_true", help="print the captures as JSON lines")
    parser.add_argument("--details", action="store_true")
    asked = parser.parse_args()
    made = tuple(pairs(asked.gold, asked.split))
    if asked.feed:
        for line in feed(made):
            print(line)
        return
    found = json.loads(asked.pred.read_text("utf-8") if asked.pred else sys.stdin.read())
    figures, wrong = score(made, found)
    print(json.dumps(figures, indent=1))
    if asked.details:
        print("\n".join(wrong))


def feed(made: Sequence[Pair]) -> Iterator[str]:
    """All first captures, then all second ones, as they would come in; the second by an address that tracks."""
    for pair in made:
        yield json.dumps({"url": pair.url, "html": pair.before})
    for number, pair in enumerate(made):
        yield json.dumps({"url": f"{pair.url}?utm_source=feed{number}", "html": pair.after})


def score(made: Sequence[Pair], found: Sequence[Row]) -> tuple[dict[str, object], list[str]]:
    """The figures, and a line for each thing that is wrong."""
    by_url: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        by_url[row["url"]].append(row)
    wrong: list[str] = []
    furniture = [p for p in made if not p.edits]
    reported = [p for p in furniture if by_url[p.url]]
    wrong += [f"furniture  {p.id}: {_told(row)}" for p in reported for row in by_url[p.url]]
    edits = [(p, e) for p in made for e in p.edits]
    missed = kind = silent = matched = 0
    by_kind: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for pair, edit in edits:
        rows = [row for row in by_url[pair.url] if is_of(edit, row)]
        by_kind[edit.kind][1] += 1
        if not rows:
            missed += 1
            wrong.append(f"missed     {pair.id}: {edit.kind}: {edit.old} => {edit.new}")
            continue
        matched += 1
        best = next((r for r in rows if r["kind"] == edit.kind), rows[0])
        kind += best["kind"] == edit.kind
        by_kind[edit.kind][0] += best["kind"] == edit.kind
        silent += best["silent"] == pair.silent
        if best["kind"] != edit.kind:
            wrong.append(f"kind       {pair.id}: {edit.kind}, came {_told(best)}")
        if best["silent"] != pair.silent:
            wrong.append(f"silent     {pair.id}: {pair.silent}, came {_told(best)}")
    true = [p for p in made if p.edits]
    beside = [p for p in true if any(not any(is_of(e, r) for e in p.edits) for r in by_url[p.url])]
    wrong += [
        f"beside     {p.id}: {_told(r)}" for p in beside for r in by_url[p.url] if not any(is_of(e, r) for e in p.edits)
    ]
    return {
        "pairs": {"furniture": len(furniture), "edited": len(true), "edits": len(edits)},
        "furniture_reported": {"count": len(reported), "percent": _percent(len(reported), len(furniture))},
        "missed": {"count": missed, "percent": _percent(missed, len(edits))},
        "kind": {"percent": _percent(kind, matched)},
        "silent": {"percent": _percent(silent, matched)},
        "beside": {"count": len(beside), "percent": _percent(len(beside), len(true))},
        "kinds": {name: f"{right}/{all_}" for name, (right, all_) in sorted(by_kind.items())},
    }, wrong


def is_of(edit: Edit, row: Row) -> bool:
    """Whether a reported change is of the sentence that was edited."""
    if edit.kind == "headline-changed":
        return bool(row["kind"] == edit.kind and row["after"] == edit.new)
    if edit.kind == "byline-changed":
        return row["kind"] == edit.kind and all(_in(name, row["after"]) for name in edit.new.split(" and "))
    if edit.kind in ("dropped", "correction-note-added"):
        return _in(edit.old, row["before"]) if edit.old else _in(row["after"], edit.new) or _in(edit.new, row["after"])
    new = edit.new.removeprefix(edit.old) if edit.kind == "added" else edit.new
    return _in(new, row["after"])


def _in(words: str | None, text: str | None) -> bool:
    folded = _fold(words or "")
    return bool(folded) and folded in _fold(text or "")


def _fold(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _told(row: Row) -> str:
    return f"{row['kind']}{' (silent)' if row['silent'] else ''}: {row['before']} => {row['after']}; {row['why']}"


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


if __name__ == "__main__":
    main()
