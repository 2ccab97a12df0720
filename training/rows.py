"""What does a file of articles hold, a line each? JSON Lines, plain or gzipped; standard library only."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
"""One line: an article as PolNeAR's converted files have it, or as `firsthand read --json` prints it."""


def rows(path: Path) -> Iterator[Row]:
    """The rows of a file, in its order."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def name_of(row: Row) -> str:
    """What a row's article is called: PolNeAR's `doc_id`, or the article's id of the contract."""
    return str(row["doc_id"] if "doc_id" in row else row["article"]["id"])


def stem(path: Path) -> str:
    """A file's name without its endings: `train` of `train.jsonl.gz`."""
    return path.name.partition(".")[0]
