"""Are notices told from the article on pages copied whole? Compares a reading with `gold/lines/`, line by line.

    .venv/bin/python eval/score_lines_own.py --feed > in.jsonl
    .venv/bin/firsthand read in.jsonl --json > out.jsonl
    .venv/bin/python eval/score_lines_own.py --pred out.jsonl --details

A line counts as a notice if at least half of its characters other than spaces lie in notices; titles are not scored.

notices   P/R/F1 over lines, all pages together
dropped   share of the article's characters in lines called notices, percent
left      share of the notices' characters in lines called article, percent
kinds     of the lines that are notices in both, the share with the gold's kind, for each kind of the gold
Figures are percentages. Invented pages are a check, not a measure.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "gold" / "lines"
NO_NOTICE = frozenset({"article", "title"})


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it is said to stand, and its lines, each with what it is."""

    name: str
    language: str
    url: str
    lines: Sequence[tuple[str, str]]

    @property
    def text(self) -> str:
        """The page as it was copied."""
        return "\n".join(words for _, words in self.lines)


def main() -> None:
    """Print the feed, or the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feed", action="store_true", help="print the pages as input for the program")
    parser.add_argument("--pred", type=Path, help="what the program printed")
    parser.add_argument("--details", action="store_true", help="list the lines that were misjudged")
    asked = parser.parse_args()
    pages = {page.name: page for page in read_pages(FOLDER)}
    if asked.feed:
        for page in pages.values():
            print(json.dumps({"id": page.name, "url": page.url, "text": page.text}, ensure_ascii=False))
    elif asked.pred:
        read = [json.loads(line) for line in asked.pred.read_text("utf-8").splitlines()]
        called = {r["article"]["id"]: called_kinds(pages[r["article"]["id"]], r["notices"]) for r in read}
        print(json.dumps(score(pages, called), indent=1))
        if asked.details:
            print("\n".join(details(pages, called)))
    else:
        parser.error("--feed or --pred is needed")


def read_pages(folder: Path) -> Iterator[Page]:
    """The pages of the gold: language and address, then lines of kind and words, parted by tabs."""
    for path in sorted(folder.glob("*.txt")):
        head, *rows = path.read_text("utf-8").splitlines()
        language, url = head.split("\t")
        pairs = [row.split("\t", 1) for row in rows]
        yield Page(path.stem, language, url, [(kind, words) for kind, words in pairs])


def called_kinds(page: Page, notices: Sequence[Mapping[str, object]]) -> list[str]:
    """What each line was called: the kind of the notice that holds half of it or more, else "article"."""
    inside: list[str | None] = [None] * len(page.text)
    for notice in notices:
        start, end = int(str(notice["start"])), int(str(notice["end"]))
        inside[start:end] = [str(notice["kind"])] * (end - start)
    found, at = [], 0
    for _, words in page.lines:
        kinds = Counter(k for k, c in zip(inside[at : at + len(words)], words, strict=True) if not c.isspace())
        marked = sum(n for kind, n in kinds.items() if kind)
        found.append(max((k for k in kinds if k), key=lambda k: kinds[k]) if 2 * marked >= kinds.total() else "article")
        at += len(words) + 1
    return found


def score(pages: Mapping[str, Page], called: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """The figures, over all pages and for each language."""
    by_language: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[bool]] = defaultdict(Counter)
    for name, page in pages.items():
        counts = by_language[page.language]
        for (kind, words), call in zip(page.lines, called.get(name, ["article"] * len(page.lines)), strict=True):
            if kind == "title":
                continue
            is_notice, calls = kind not in NO_NOTICE, call != "article"
            counts.update({"gold": is_notice, "called": calls, "both": is_notice and calls})
            counts["article"] += len(words) * (not is_notice)
            counts["lost"] += len(words) * (not is_notice and calls)
            counts["furniture"] += len(words) * is_notice
            counts["left"] += len(words) * (is_notice and not calls)
            if is_notice and calls:
                kinds[kind][kind == call] += 1
    whole = sum(by_language.values(), Counter())
    return {
        "pages": len(pages),
        **figures(whole),
        "languages": {language: figures(counts) for language, counts in sorted(by_language.items())},
        "kinds": {kind: f"{right[True]}/{right.total()}" for kind, right in sorted(kinds.items())},
    }


def figures(counts: Counter[str]) -> dict[str, object]:
    """P, R, F1 over lines, and the shares of characters."""
    p, r = share(counts["both"], counts["called"]), share(counts["both"], counts["gold"])
    return {
        "notices": {"p": p, "r": r, "f1": round(2 * p * r / (p + r), 2) if p + r else 0.0},
        "dropped": share(counts["lost"], counts["article"]),
        "left": share(counts["left"], counts["furniture"]),
    }


def share(part: int, whole: int) -> float:
    """A percentage, to two places."""
    return round(100 * part / whole, 2) if whole else 0.0


def details(pages: Mapping[str, Page], called: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The lines that were misjudged: page, what it is, what it was called, its words."""
    for name, page in pages.items():
        for (kind, words), call in zip(page.lines, called[name], strict=True):
            if kind not in ("title", call):
                yield f"{name}\t{kind}\t{call}\t{words[:100]}"


if __name__ == "__main__":
    main()
