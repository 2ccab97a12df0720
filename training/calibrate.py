"""How far can the reader's confidence be trusted? Fits it, and shows how often it comes true.

    python training/calibrate.py --gold ../shared/data/polnear/dev.jsonl.gz [--readings READ.jsonl]

For each attribution that the encoder finds in the gold's articles: was it right (half of the content's words, one word
of the source)? A logistic curve is fitted to that; the table is of folds that it was not fitted on. WEIGHTS and BIAS go
into `read/confidence.py` by hand. With --readings, what `firsthand read --json` printed is judged as it is.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from firsthand.engines.weights import load_encoder
from firsthand.model.span import Span, SpanIndex, joined
from firsthand.read.confidence import features, scaled
from firsthand.read.pairing import pair
from firsthand.read.sheet import note
from firsthand.text.quotes import find_quotations
from rows import rows

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_FOLDS, _BINS, _STEPS = 4, 10, 30
_EASE = 0.1
"""How much large weights are held back (ridge)."""
Floats = npt.NDArray[np.float64]


class Claimed(NamedTuple):
    """One attribution as the reader claims it: places of its words, and what its confidence goes by."""

    source: frozenset[int]
    content: frozenset[int]
    features: tuple[float, ...]


def words_in(spans: Sequence[Sequence[int]], words: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The numbers of the words that overlap one of the spans."""
    return frozenset(n for n, (a, b) in enumerate(words) if any(a < end and b > start for start, end in spans))


def claims_of(text: str, words: Sequence[tuple[int, int]]) -> Iterator[Claimed]:
    """What the encoder finds in an article at the first look."""
    quoted = joined(span for quotation in find_quotations(text) for span in quotation.spans)
    sight = load_encoder().see(text, (), quoted)
    for paired in pair(sight):
        noted = note(paired, sight.pieces, text, SpanIndex(()))
        source = [_ends(noted.source.span)] if noted.source else []
        content = [_ends(part.span) for part in noted.contents]
        yield Claimed(words_in(source, words), words_in(content, words), tuple(scaled(features(paired))))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def are_right(claims: Sequence[Claimed], gold: Sequence[tuple[frozenset[int], frozenset[int]]]) -> list[bool]:
    """Which claims fit a gold attribution, (source, content), of their own: best overlap first, one to one."""
    fits = sorted(
        (
            (len(c.content & g[1]) / max(len(c.content), len(g[1]), 1), i, j)
            for i, c in enumerate(claims)
            for j, g in enumerate(gold)
        ),
        reverse=True,
    )
    right, taken = [False] * len(claims), set[int]()
    used = set[int]()
    for overlap, i, j in fits:
        if overlap < 0.5:  # noqa: PLR2004 - half of the words, as the scorer has it
            break
        if i in used or j in taken:
            continue
        used.add(i)
        taken.add(j)
        right[i] = bool(claims[i].source & gold[j][0]) or not (claims[i].source or gold[j][0])
    return right


def fit(x: Floats, y: Floats) -> Floats:
    """Weights of a logistic curve, the bias last (Newton's method)."""
    x = np.c_[x, np.ones(len(x))]
    w = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - y) + _EASE * w
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + _EASE * np.eye(len(w)), slope)
    return w


def chance(x: Floats, w: Floats) -> Floats:
    """What the curve says."""
    return 1 / (1 + np.exp(-np.c_[x, np.ones(len(x))] @ w))


def table(said: Floats, came: Floats) -> float:
    """Print how often each tenth of confidence came true; gives the expected calibration error."""
    place = np.minimum((said * _BINS).astype(int), _BINS - 1)
    error = 0.0
    print(f"{'confidence':<12}{'n':>6}{'said':>8}{'came true':>11}")
    for n in range(_BINS):
        here = place == n
        if here.any():
            error += here.mean() * abs(said[here].mean() - came[here].mean())
            means = f"{said[here].mean():>8.3f}{came[here].mean():>11.3f}"
            print(f"{n / _BINS:.1f}-{(n + 1) / _BINS:.1f}{here.sum():>11}{means}")
    print(f"expected calibration error {error:.4f} of {len(said)}, {came.mean():.3f} right")
    return error


def main() -> None:
    """Read the command line; fit, or judge readings."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--gold", type=Path, required=True)
    ask.add_argument("--readings", type=Path, help="what `firsthand read --json` printed of the gold's articles")
    told = ask.parse_args()
    read = {row["text"]: row for row in rows(told.readings)} if told.readings else {}
    x, y, fold = [], [], []
    for number, row in enumerate(rows(told.gold)):
        words = [match.span() for match in _WORD.finditer(row["text"])]
        gold = [(words_in(a["source"], words), words_in(a["content"], words)) for a in row["attributions"]]
        claims = [*_read(read[row["text"]], words)] if read else [*claims_of(row["text"], words)]
        x += [claim.features for claim in claims]
        y += are_right(claims, gold)
        fold += [number % _FOLDS] * len(claims)
    held, came, folds = np.array(x), np.array(y, float), np.array(fold)
    if read:
        table(held[:, 0], came)
        return
    said = np.zeros(len(came))
    for n in range(_FOLDS):
        said[folds == n] = chance(held[folds == n], fit(held[folds != n], came[folds != n]))
    table(said, came)
    weights = fit(held, came)
    print("WEIGHTS", json.dumps([round(float(w), 3) for w in weights[:-1]]), "BIAS", round(float(weights[-1]), 3))


def _read(row: dict, words: Sequence[tuple[int, int]]) -> Iterator[Claimed]:  # type: ignore[type-arg]
    """The statements of a reading, one for each cue and content, the outlet's own and the nested left out."""
    seen: dict[tuple[frozenset[int], str], Claimed] = {}
    for said in row["statements"]:
        source = said["source"] or {}
        if said["parent"] or source.get("naming") == "implicit-author":
            continue
        content = words_in([(part["start"], part["end"]) for part in said["content"]], words)
        held = (
            words_in([(source["start"], source["end"])], words) if source.get("start") is not None else frozenset[int]()
        )
        key = content, json.dumps(said["cue"])
        before = seen.get(key)
        seen[key] = Claimed(held | (before.source if before else frozenset()), content, (said["confidence"],))
    yield from seen.values()


if __name__ == "__main__":
    main()
