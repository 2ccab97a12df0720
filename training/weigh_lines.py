"""Which weights tell notices from the article best? Learns `phrases/line-weights.toml` from labelled lines.

    python training/weigh_lines.py lines.jsonl.gz --check     learn from half of the hosts, print figures of the other
    python training/weigh_lines.py lines.jsonl.gz --write     learn from all, write the file

The input is one JSON a line: `{"doc_id", "url", "lines": [[text, label], ...]}`, the label "article", "notice" or
"title" (not learnt from). A page is learnt from three times: whole; the article alone; and the article with the few
lines round it that a hasty copy takes along, so that a text without menus does not lose its lists. An error on an
article's line counts by the line's length, one on a notice once: a lost paragraph is worse than a teaser kept.
"""

import argparse
import gzip
import hashlib
import json
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from firsthand.ingest.language import language_of
from firsthand.ingest.lines import Line, lines_of
from firsthand.ingest.masthead import Known, masthead_of
from firsthand.ingest.menus import find_menus
from firsthand.ingest.notices import headline_number, sure_marks
from firsthand.ingest.phrasebook import phrasebook
from firsthand.ingest.stretches import heavy_stretches
from firsthand.ingest.traits import shapes_of, spread, traits_of
from firsthand.ingest.weighing import REACHES, LineWeights
from firsthand.model.coverage import NoticeKind

WEIGHTS = Path(__file__).parents[1] / "src/firsthand/ingest/phrases/line-weights.toml"
LEAST_LINES = 25
"""A trait of fewer lines is not learnt."""
DECAY = 3e-6
STEPS = 250
FIRST_STEPS = 150
RATE = 0.15
HASTY = 6
"""Lines above and below the article that a hasty copy may take along."""

Labelled = Sequence[tuple[str, str]]
Vector = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Page:
    """One labelled text, as the program sees it before it weighs lines."""

    lines: Sequence[Line]
    labels: Sequence[str]
    marked: Mapping[int, NoticeKind]
    headline: int | None
    traits: Sequence[Sequence[str]]


def main() -> None:
    """Learn, and print or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lines", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    with gzip.open(asked.lines, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    if asked.check:
        check(rows)
    if asked.write:
        weights = learn([page for row in rows for page in variants(row["lines"])])
        WEIGHTS.write_text(written(weights, len(rows)), "utf-8")


def check(rows: Sequence[dict[str, object]]) -> None:
    """Both halves of the hosts, each weighed by what was learnt from the other."""
    from firsthand.ingest import menus  # noqa: PLC0415 - its weights are exchanged
    from firsthand.ingest.weighing import weigh  # noqa: PLC0415

    counts: dict[str, Counter[str]] = {}
    for half in (0, 1):
        weights = learn([p for row in rows if half_of(row) != half for p in variants(row["lines"])])  # type: ignore[arg-type]
        menus.weigh = lambda *args, w=weights: weigh(*args, w)  # type: ignore[misc,assignment]
        for row in rows:
            if half_of(row) == half:
                page = page_of(row["lines"])  # type: ignore[arg-type]
                for name in ("all", str(row["language"])):
                    counts.setdefault(name, Counter()).update(counted(page))
    for name, c in counts.items():
        p, r = c["right"] / max(c["called"], 1), c["right"] / max(c["notices"], 1)
        f1 = 200 * p * r / (p + r) if p + r else 0.0
        print(
            f"{name:4} lines {c['lines']:6} F1 {f1:.2f} article dropped {100 * c['lost'] / max(c['article'], 1):.3f} %"
        )


def counted(page: Page) -> Counter[str]:
    """What of one page is called a notice, rightly and wrongly."""
    called = {*page.marked, *(x.number for x in find_menus(page.lines, page.marked, page.headline).lines)}
    c: Counter[str] = Counter()
    for line, label in zip(page.lines, page.labels, strict=True):
        if label != "title":
            c["lines"] += 1
            c["notices"] += label == "notice"
            c["called"] += line.number in called
            c["right"] += label == "notice" and line.number in called
            c["article"] += len(line.text) * (label == "article")
            c["lost"] += len(line.text) * (label == "article" and line.number in called)
    return c


def half_of(row: Mapping[str, object]) -> int:
    """Half of the hosts, so that no page is weighed by what its own outlet taught."""
    host = urlsplit(str(row["url"] or row["doc_id"])).netloc
    return int(hashlib.sha256(host.encode()).hexdigest(), 16) % 2


def variants(labelled: Labelled) -> Iterator[Page]:
    """The page whole, the article alone, and a hasty copy of it."""
    yield page_of(labelled)
    article = [at for at, (_, label) in enumerate(labelled) if label == "article"]
    if article:
        chance = random.Random(len(labelled))  # noqa: S311 - not for secrets
        yield page_of([line for line in labelled if line[1] != "notice"])
        first = max(0, article[0] - chance.randint(0, HASTY))
        yield page_of(labelled[first : article[-1] + 1 + chance.randint(0, HASTY)])


def page_of(labelled: Labelled) -> Page:
    """One text as the program sees it."""
    text = "\n".join(words for words, _ in labelled)
    starts, at = [], 0
    for words, _ in labelled:
        starts.append(at)
        at += len(words) + 1
    lines = lines_of(text)
    book = phrasebook(language_of(text) or "en")
    head = masthead_of(text, lines, Known(), book, copied=True)
    marked = sure_marks(lines, head, book).kinds(lines)
    headline = headline_number(lines, head)
    return Page(
        lines=lines,
        labels=[labelled[bisect_right(starts, line.span.start) - 1][1] for line in lines],
        marked=marked,
        headline=headline,
        traits=traits_of(lines, marked, heavy_stretches(lines, marked), headline),
    )


def learn(pages: Sequence[Page]) -> LineWeights:
    """The weights of both looks. The first thoughts that the second learns from are of the half not learnt from."""
    known = vocabulary(traits for page in pages for traits in page.traits)
    rows = [places(traits, known) for page in pages for traits in page.traits]
    is_notice = np.array([float(label == "notice") for page in pages for label in page.labels])
    counts = np.array([cost(x, label) for page in pages for x, label in zip(page.lines, page.labels, strict=True)])
    fold = np.concatenate([np.full(len(page.lines), at // 3 % 2) for at, page in enumerate(pages)])
    thought = np.zeros(len(rows))
    for half in (0, 1):
        own, other = np.flatnonzero(fold == half), np.flatnonzero(fold != half)
        taught = fit([rows[i] for i in other], is_notice[other], counts[other], len(known), FIRST_STEPS)
        thought[own] = [1 / (1 + np.exp(-taught[rows[i]].sum())) for i in own]
    near: list[list[str]] = []
    for page in pages:
        mine = thought[len(near) : len(near) + len(page.lines)].tolist()
        near += spread(mine, shapes_of(page.lines, page.marked), REACHES)
    around = vocabulary(near)
    both = [np.concatenate([a, places(b, around) + len(known)]) for a, b in zip(rows, near, strict=True)]
    first = fit(rows, is_notice, counts, len(known), STEPS)
    second = fit(both, is_notice, counts, len(known) + len(around), STEPS)
    return LineWeights(named(known, first), named(known, second), named(around, second[len(known) :]))


def cost(line: Line, label: str) -> float:
    """What an error on the line costs."""
    return {"title": 0.0, "notice": 1.0}.get(label, 0.4 + len(line.text) / 60)


def vocabulary(rows: Iterable[Sequence[str]]) -> dict[str, int]:
    """A place for each trait that enough lines have."""
    counts = Counter(trait for traits in rows for trait in set(traits))
    return {trait: at for at, trait in enumerate(sorted(t for t, n in counts.items() if n >= LEAST_LINES))}


def places(traits: Sequence[str], known: Mapping[str, int]) -> Places:
    """The places of those traits that are known."""
    return np.array([known[trait] for trait in traits if trait in known], dtype=np.int64)


def named(known: Mapping[str, int], weights: Vector) -> dict[str, float]:
    """The weights by trait, to three places."""
    return {trait: round(float(weights[at]), 3) for trait, at in known.items()}


def fit(rows: Sequence[Places], is_notice: Vector, counts: Vector, size: int, steps: int) -> Vector:
    """Logistic regression by Adam (Kingma and Ba 2015) over all lines at once."""
    at = np.concatenate(rows)
    line = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        likely = 1 / (1 + np.exp(-np.bincount(line, weights[at], len(rows))))
        slope = np.bincount(at, ((likely - is_notice) * counts / counts.sum())[line], size) + DECAY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        rate = RATE if step < 0.6 * steps else RATE / 4
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def written(weights: LineWeights, pages: int) -> str:
    """The file, as it ships."""
    parts = [
        "# What the traits of a line weigh: log odds that it is no part of the article. See `ingest/weighing.py`.\n",
        f"# Made by training/weigh_lines.py from {pages} news pages copied whole, each line labelled by aligning\n",
        "# it with the article's body (pages of two public benchmarks of article extraction, none of which is here).\n",
    ]
    for name in ("first", "own", "round"):
        table: Mapping[str, float] = getattr(weights, name)
        entries = [f"{json.dumps(trait)} = {weight}" for trait, weight in table.items() if weight]
        parts.append("\n".join([f"\n[{name}]", *entries, ""]))
    return "".join(parts)


if __name__ == "__main__":
    main()
