# ruff: noqa: E402 - what reads the stories lies with the scorers
"""What does a new article cost on a ledger of a thousand statements, of ten thousand, of a hundred thousand?

    .venv/bin/python bench/link.py                     the invented stories of eval/gold, again and again
    .venv/bin/python bench/link.py --sizes 1000,10000  other sizes of ledger, in statements
    .venv/bin/python bench/link.py --last 20           so many articles come in one by one at each size

Each copy of a story has other names (its own letters, as many) and another month, so that it is a story of its own. The
network is played by sums of one random vector a word: what its reading costs a text is measured by itself and printed
beside. Prints for each size the seconds of the process's own time for linking a new article, on one thread: the median,
nine in ten, and how many texts the network would have read.
"""

import argparse
import random
import re
import statistics
import string
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "eval"))

from story_run import Cache, stories_in

from firsthand.engines.matching import Floats, Meaning, read_anew
from firsthand.flow import remembering
from firsthand.flow.linking import relink
from firsthand.flow.telling import deaf
from firsthand.model.ids import content_id
from firsthand.model.statement import Reading
from firsthand.model.when import When
from firsthand.store import counts, open_ledger, save_reading
from firsthand.text.words import stem, words_of

GOLD = ROOT / "eval" / "gold" / "stories"
TODAY = date(2040, 1, 1)
WIDTH = 384
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_ID = re.compile(r"[a-z]{1,2}-[0-9a-f]{16}")
_VOWELS = "aeiou"
_CONSONANTS = "".join(letter for letter in string.ascii_lowercase if letter not in _VOWELS)


def main() -> None:
    """Measure and print, a size a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000", help="statements on the ledger")
    parser.add_argument("--last", type=int, default=20, help="articles that come in one by one")
    parser.add_argument("--cache", type=Path, help="folder in which readings of the stories are kept")
    asked = parser.parse_args()
    sizes = sorted(map(int, asked.sizes.split(",")))
    originals = _originals(asked.cache)
    print(f"network: {_a_text(originals):.4f} s a text of these")
    read: list[int] = []
    remembering.read_anew = _counted(read)  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.sqlite") as ledger:
        coming = _copies(originals)
        for size in sizes:
            while counts(ledger).statements < size:
                for _ in range(200):
                    _save(ledger, next(coming))
                relink(ledger, TODAY, deaf)
            times, texts = [], []
            for reading in [next(coming) for _ in range(asked.last)]:
                _save(ledger, reading)
                read.clear()
                begun = time.process_time()
                relink(ledger, TODAY, deaf)
                times.append(time.process_time() - begun)
                texts.append(sum(read))
            held = counts(ledger)
            print(
                f"{held.statements:>7} statements, {held.articles:>5} articles, {held.claims:>6} claims: "
                f"median {statistics.median(times):.3f} s, nine in ten {sorted(times)[int(len(times) * 0.9)]:.3f} s, "
                f"and {statistics.median(texts):.0f} texts",
                flush=True,
            )


def _originals(cache: Path | None) -> list[Reading]:
    """The latest wordings of all articles of all stories, as the reader reads them."""
    kept = Cache(cache)
    found = []
    for story in stories_in(GOLD, None, None):
        latest = {article["url"]: (name, article) for name, article in story.articles.items()}
        found += [kept.reading(article, f"{story.name}/{name}") for name, article in latest.values()]
    return found


def _copies(originals: Sequence[Reading]) -> Iterator[Reading]:
    """The originals, then these with other names and a month later, and so on; the articles of each in any order."""
    drawn = random.Random(6)  # noqa: S311 - no secret
    turn = 0
    while True:
        for reading in drawn.sample(originals, len(originals)):
            yield _copy(reading, turn)
        turn += 1


def _copy(made: Any, turn: int) -> Any:  # noqa: ANN401 - any record, or part of one
    """The same under other names, of the same lengths, so that every place in the text stays where it was."""
    if isinstance(made, When):
        return _later(made, turn)
    if isinstance(made, Enum) or made is None or isinstance(made, int | float | bool):
        return made
    if isinstance(made, str):
        return content_id(made[:2].rstrip("-"), made, turn) if _ID.fullmatch(made) else _renamed(made, turn)
    if is_dataclass(made) and not isinstance(made, type):
        return replace(made, **{f.name: _copy(getattr(made, f.name), turn) for f in fields(made) if f.init})
    if isinstance(made, tuple) and hasattr(made, "_fields"):
        return type(made)(*(_copy(one, turn) for one in made))
    if isinstance(made, tuple | frozenset):
        return type(made)(_copy(one, turn) for one in made)
    return made


def _later(when: When, turn: int) -> When:
    first = when.earliest
    return When((first + timedelta(days=30 * turn)).isoformat()) if first and turn else when


def _renamed(text: str, turn: int) -> str:
    if not turn:
        return text
    letters = _letters(turn)
    return _NAME.sub(lambda name: name[0].lower().translate(letters).capitalize(), text)


@cache
def _letters(turn: int) -> dict[int, int]:
    drawn = random.Random(turn)  # noqa: S311 - no secret
    pairs = [(same, drawn.sample(same, len(same))) for same in (_VOWELS, _CONSONANTS)]
    return {ord(one): ord(other) for same, others in pairs for one, other in zip(same, others, strict=True)}


def _save(ledger: Any, reading: Reading) -> None:  # noqa: ANN401 - an open ledger
    save_reading(ledger, reading, read_by="bench", at=datetime(2040, 1, 1, tzinfo=UTC))


def _counted(read: list[int]) -> Any:  # noqa: ANN401 - a Reads
    def made_up(texts: Sequence[str]) -> Meaning:
        read.append(len(texts))
        rows = np.array([_vector(text) for text in texts], np.float32).reshape(len(texts), WIDTH)
        return Meaning(rows, rows)

    return made_up


def _vector(text: str) -> Floats:
    total = np.array([np.zeros(WIDTH, np.float32), *(_word(stem(word)) for word in words_of(text))]).sum(axis=0)
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)


@cache
def _word(word: str) -> Floats:
    seed = int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "big")
    return np.random.default_rng(seed).standard_normal(WIDTH).astype(np.float32)


def _a_text(originals: Sequence[Reading]) -> float:
    """Seconds that the network takes for a sentence of the originals."""
    texts = [line for reading in originals for line in reading.revision.text.splitlines() if line][:200]
    read_anew(texts[:16])
    begun = time.process_time()
    read_anew(texts)
    return (time.process_time() - begun) / len(texts)


if __name__ == "__main__":
    main()
