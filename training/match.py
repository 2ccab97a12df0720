"""How is the network taught that tells whether two statements say the same?

    python training/match.py --families training/families --gold eval/gold/stories --out training/out/matcher

Each step takes a few whole stories. The vectors of one claim's wordings are drawn together and all others of the step
pushed away (InfoNCE with several right ones; Khosla and others 2020); pairs of one story are judged side by side: all
that are one claim, and of the others those that the vectors find nearest, and as many by chance.
"""

import argparse
import random
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from families import Story, of_gold, of_text, opposed, other_value, same
from firsthand.engines.pieces import cut
from firsthand.engines.wordpieces import Vocabulary
from matcher import Matcher
from model import Dropout
from start import first_vocabulary, small

LONGEST = 64
"""Pieces of a wording that are read; longer ones are cut."""
WARMTH = 0.05
"""By which nearness is divided before the vectors' loss."""
MOST_WORDINGS = 48
"""Of a story in one step."""
_START, _END = 101, 102


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast."""

    passes: int
    rate: float
    seed: int
    at_once: int = 3
    """Stories in a step."""
    warm: float = 0.1
    """Share of the steps in which the rate rises."""


def pieces_of(texts: Sequence[str], vocabulary: Vocabulary) -> tuple[Tensor, Tensor]:
    """Texts as B x L pieces, and a mask that is 1 where there is one."""
    rows = [np.concatenate(([_START], cut(t, vocabulary, (), ()).ids[: LONGEST - 2], [_END])) for t in texts]
    longest = max(map(len, rows))
    ids = np.zeros((len(rows), longest), np.int64)
    mask = np.zeros((len(rows), longest), np.float32)
    for row, (into, shown) in zip(rows, zip(ids, mask, strict=True), strict=True):
        into[: len(row)] = row
        shown[: len(row)] = 1
    return torch.from_numpy(ids), torch.from_numpy(mask)


def lesson(story: Story, dice: random.Random) -> Story:
    """Some of a story's wordings, in any order."""
    return tuple(dice.sample(story, min(len(story), MOST_WORDINGS)))


def loss_of(net: Matcher, stories: Sequence[Story], vocabulary: Vocabulary, dice: random.Random) -> Tensor:
    """The loss of a step."""
    wordings = [wording for story in stories for wording in story]
    of = [at for at, story in enumerate(stories) for _ in story]
    ids, mask = pieces_of([w.text for w in wordings], vocabulary)
    x = net.read(ids, mask)
    vectors = net.vectors(x, mask)
    near = vectors @ vectors.T
    close = near.detach()
    n = len(wordings)
    is_same = torch.zeros(n, n, dtype=torch.bool)
    inside = [pair for pair in combinations(range(n), 2) if of[pair[0]] == of[pair[1]]]
    for one, other in inside:
        if same(wordings[one], wordings[other]):
            is_same[one, other] = is_same[other, one] = True
    right = [pair for pair in inside if is_same[pair]]
    wrong = [pair for pair in inside if not is_same[pair]]
    wanted = len(right)
    hard = sorted(wrong, key=lambda pair: -float(close[pair]))[:wanted]
    chosen = [*right, *hard, *dice.sample(wrong, min(wanted, len(wrong)))]
    chosen = [pair if dice.random() < 0.5 else pair[::-1] for pair in chosen]  # noqa: PLR2004
    left, beside = (list(places) for places in zip(*chosen, strict=True))
    said = net.pairs(x, mask, left, beside).float()
    truth = torch.tensor([float(is_same[pair]) for pair in chosen])
    found = functional.binary_cross_entropy_with_logits(said[:, 0], truth)
    for column, judge in ((1, opposed), (2, other_value)):
        told = torch.tensor([float(judge(wordings[a], wordings[b])) for a, b in chosen])
        each = functional.binary_cross_entropy_with_logits(said[:, column], told, reduction="none")
        found = found + 0.5 * (each * truth).sum() / truth.sum().clamp(min=1)
    return found + 0.5 * _drawn(near, is_same)


def _drawn(near: Tensor, is_same: Tensor) -> Tensor:
    """How far the vectors are from lying with their own: for each, over all others, the mean over its own."""
    n = len(near)
    scores = (near / WARMTH).masked_fill(torch.eye(n, dtype=torch.bool), -1e4)
    logs = functional.log_softmax(scores, -1)
    own = is_same.float()
    has = own.sum(1) > 0
    return -((logs * own).sum(1)[has] / own.sum(1)[has]).mean()


@dataclass(frozen=True, slots=True)
class Marks:
    """Average precision over the pairs of each story, in percent, and the share of verdicts right at 0."""

    vectors: float
    pairs: float
    best_f1: float
    sides: float


def judge(net: Matcher, stories: Sequence[Story], vocabulary: Vocabulary) -> Marks:
    """How well pairs within the stories are told apart."""
    net.eval()
    truth, by_vector, by_pair, sides = [], [], [], []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for story in stories:
            ids, mask = pieces_of([w.text for w in story], vocabulary)
            x = net.read(ids, mask)
            near = net.vectors(x, mask)
            pairs = list(combinations(range(len(story)), 2))
            for at in range(0, len(pairs), 128):
                part = pairs[at : at + 128]
                left, right = (list(places) for places in zip(*part, strict=True))
                said = net.pairs(x, mask, left, right).float() + net.pairs(x, mask, right, left).float()
                by_pair += (said[:, 0] / 2).tolist()
                for (a, b), (_, side, _) in zip(part, said.tolist(), strict=True):
                    if same(story[a], story[b]):
                        sides.append((side > 0) == opposed(story[a], story[b]))
            truth += [same(story[a], story[b]) for a, b in pairs]
            by_vector += [float(near[a] @ near[b]) for a, b in pairs]
    return Marks(
        100 * average_precision(truth, by_vector),
        100 * average_precision(truth, by_pair),
        100 * best_f1(truth, by_pair),
        100 * sum(sides) / max(1, len(sides)),
    )


def average_precision(truth: Sequence[bool], scores: Sequence[float]) -> float:
    """The mean of the precision at each right one, best scores first."""
    order = np.argsort(-np.asarray(scores), kind="stable")
    right = np.asarray(truth, bool)[order]
    return float((right.cumsum() / np.arange(1, len(right) + 1))[right].mean())


def best_f1(truth: Sequence[bool], scores: Sequence[float]) -> float:
    """The best F1 that any one threshold gives."""
    order = np.argsort(-np.asarray(scores), kind="stable")
    hits = np.asarray(truth, bool)[order].cumsum()
    return float((2 * hits / (np.arange(1, len(hits) + 1) + hits[-1])).max())


def teach(net: Matcher, stories: Sequence[Story], plan: Plan, held: Sequence[Story]) -> Iterator[tuple[int, str]]:
    """Teach `net`; after each pass its number, and what is to be said of it."""
    vocabulary, dice = first_vocabulary(), random.Random(plan.seed)  # noqa: S311 - dice for training
    Dropout.dice = np.random.Generator(np.random.SFC64(plan.seed))
    heads = [*net.verdict.parameters(), net.second]
    known = {id(p) for p in heads}
    body = [p for p in net.parameters() if id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": plan.rate}, {"params": heads, "lr": plan.rate * 10}], weight_decay=0.01
    )
    steps = plan.passes * -(-len(stories) // plan.at_once)
    warm = max(1, int(plan.warm * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda at: min((at + 1) / warm, max(0.0, (steps - at) / (steps - warm)))
    )
    for number in range(plan.passes):
        net.train()
        begun, total = time.monotonic(), 0.0
        order = dice.sample(range(len(stories)), len(stories))
        for at in range(0, len(order), plan.at_once):
            chosen = [lesson(stories[place], dice) for place in order[at : at + plan.at_once]]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(net, chosen, vocabulary, dice)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(chosen)
        says = f"pass {number + 1}: loss {total / len(stories):.3f}, {time.monotonic() - begun:.0f} s"
        if held:
            marks = judge(net, held, vocabulary)
            says += (
                f"; held out: vectors {marks.vectors:.1f}, pairs {marks.pairs:.1f} (F1 {marks.best_f1:.1f}), "
                f"sides {marks.sides:.1f}"
            )
        yield number + 1, says


def main() -> None:
    """Read the command line, and teach."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--families", type=Path, required=True, help="folder of .txt files")
    ask.add_argument("--gold", type=Path, required=True, help="folder of stories: train is learnt from, dev looked at")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--passes", type=int, default=4)
    ask.add_argument("--rate", type=float, default=1e-4)
    ask.add_argument("--seed", type=int, default=1)
    told = ask.parse_args()
    stories = [story for path in sorted(told.families.glob("**/*.txt")) for story in of_text(path)]
    splits = tomllib.loads((told.gold / "splits.toml").read_text("utf-8"))
    own, held = ([of_gold(told.gold / name / "story.toml") for name in splits[part]] for part in ("train", "dev"))
    stories += own
    net = Matcher.begun(small(), 0.1)
    told.out.mkdir(parents=True, exist_ok=True)
    print(f"{len(stories)} stories to learn from, {len(held)} held out", flush=True)
    for number, says in teach(net, stories, Plan(told.passes, told.rate, told.seed), held):
        print(says, flush=True)
        torch.save(net.state_dict(), told.out / f"pass-{number}.pt")


if __name__ == "__main__":
    main()
