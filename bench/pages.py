"""How many web pages does a CPU-second take in, precisely and in bulk? All of `take_in`, without the reading.

    .venv/bin/python bench/pages.py saved-pages/              a folder of .html files, packed with gzip or not
    .venv/bin/python bench/pages.py pages.jsonl --first 200   a line an article, with its page in the field "html"

Prints for each way the pages a CPU-second (the process's own time, on one thread; ten pages before are not counted),
the median and the slowest page, and how many pages had no article. It takes longer where other programs share a core.
"""

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from firsthand.ingest import Capture, take_in
from firsthand.model.coverage import Revision

_NOT_COUNTED = 10


def main() -> None:
    """Measure and print, a way a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", help="folder of pages, or JSON Lines file")
    parser.add_argument("--first", type=int, help="only the first so many pages")
    asked = parser.parse_args()
    pages = list(islice(_pages(Path(asked.pages)), asked.first))
    if not pages:
        raise SystemExit(f"expected pages in {asked.pages}, came none; name a folder of .html files or JSON Lines")
    for name, bulk in (("precise", False), ("bulk", True)):
        _measure(name, pages, bulk=bulk)


def _pages(path: Path) -> Iterator[Capture]:
    if path.is_dir():
        for file in sorted(path.rglob("*.htm*")):
            raw = file.read_bytes()
            raw = gzip.decompress(raw) if file.suffix == ".gz" else raw
            yield Capture(origin=file.name, raw=raw, media="text/html")
        return
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            markup = json.loads(line).get("html")
            if markup:
                yield Capture(origin=f"line {number}", raw=markup.encode(), media="text/html")


def _measure(name: str, pages: list[Capture], *, bulk: bool) -> None:
    for page in pages[:_NOT_COUNTED]:
        list(take_in(page, bulk=bulk))
    times, empty = [], 0
    for page in pages:
        begun = time.process_time()
        found = list(take_in(page, bulk=bulk))
        times.append(time.process_time() - begun)
        empty += not any(isinstance(one, Revision) for one in found)
    median = statistics.median(times) * 1000
    print(
        f"{name:<8} {len(pages) / sum(times):>7.1f} pages a CPU-second   median {median:>6.1f} ms"
        f"   slowest {max(times) * 1000:>7.1f} ms   without an article {empty}",
        flush=True,
    )


if __name__ == "__main__":
    main()
