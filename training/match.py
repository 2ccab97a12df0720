"""How is the network taught that tells whether two statements say the same?

    python training/match.py --families training/families --gold eval/gold/stories --out training/out/matcher

Each step takes a few whole stories. The gists of one claim's wordings are drawn together and all others of the step
pushed away (InfoNCE with several right ones; Khosla and others 2020): what is most alike there are the other claims of
the same event, which are what must be told apart.
"""

import argparse
import random
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from families import Story, of_gold, of_text, same
from firsthand.engines.pieces import cut
from firsthand.engines.wordpieces import Vocabulary
from matcher import Matcher
from model import Dropout
from scenes import of_scenes
from start import first_vocabulary, small

LONGEST = 64
"""Pieces of a wording that are read; longer ones are cut."""
WARMTH = 0.05
"""By which nearness is divided before the loss."""
MOST_WORDINGS = 60
"""Of a story in one step."""
KEPT = 9
"""Of the families each ninth story is held out, to see how new ones are told apart."""
_START, _END = 101, 102


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast."""

    passes: int
    rate: float
    seed: int
    at_once: int = 4
    """Stories in a step."""
    whole: float = 0.0
    """Share of the wordings in running text that are read with the sentences round them."""
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


def lesson(story: Story, dice: random.Random, whole: float) -> Story:
    """Some of a story's wordings, in any order; of those in running text a share of `whole` with what is round them."""
    chosen = dice.sample(story, min(len(story), MOST_WORDINGS))
    return tuple(replace(w, text=w.around) if w.around and dice.random() < whole else w for w in chosen)


def loss_of(net: Matcher, stories: Sequence[Story], vocabulary: Vocabulary) -> Tensor:
    """How far each gist is from lying with its own: over all others of the step, the mean over its own."""
    wordings = [(at, wording) for at, story in enumerate(stories) for wording in story]
    n = len(wordings)
    own = torch.zeros(n, n)
    for (one, (here, left)), (other, (there, right)) in combinations(enumerate(wordings), 2):
        if here == there and same(left, right):
            own[one, other] = own[other, one] = 1
    ids, mask = pieces_of([w.text for _, w in wordings], vocabulary)
    gists = net.gists(net.read(ids, mask), mask)
    scores = (gists @ gists.T).float() / WARMTH
    logs = functional.log_softmax(scores.masked_fill(torch.eye(n, dtype=torch.bool), -1e4), -1)
    many = own.sum(1)
    has = many > 0
    return -((logs * own).sum(1)[has] / many[has]).mean()


def judge(net: Matcher, stories: Sequence[Story], vocabulary: Vocabulary) -> float:
    """How well pairs within each story are told apart: mean average precision, in percent."""
    net.eval()
    found = []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for story in stories:
            ids, mask = pieces_of([w.text for w in story], vocabulary)
            gists = net.gists(net.read(ids, mask), mask)
            near = (gists @ gists.T).float().numpy()
            pairs = list(combinations(range(len(story)), 2))
            truth = [same(story[a], story[b]) for a, b in pairs]
            found.append(average_precision(truth, [float(near[pair]) for pair in pairs]))
    return 100 * float(np.mean(found))


def average_precision(truth: Sequence[bool], scores: Sequence[float]) -> float:
    """The mean of the precision at each right one, best scores first."""
    order = np.argsort(-np.asarray(scores), kind="stable")
    right = np.asarray(truth, bool)[order]
    return float((right.cumsum() / np.arange(1, len(right) + 1))[right].mean())


def teach(net: Matcher, stories: Sequence[Story], plan: Plan) -> Iterator[tuple[int, str]]:
    """Teach `net`; after each pass its number, and what is to be said of it."""
    vocabulary, dice = first_vocabulary(), random.Random(plan.seed)  # noqa: S311 - dice for training
    Dropout.dice = np.random.Generator(np.random.SFC64(plan.seed))
    optimiser = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=plan.rate, weight_decay=0.01)
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
            chosen = [lesson(stories[place], dice, plan.whole) for place in order[at : at + plan.at_once]]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(net, chosen, vocabulary)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(chosen)
        yield number + 1, f"pass {number + 1}: loss {total / len(stories):.3f}, {time.monotonic() - begun:.0f} s"


def main() -> None:
    """Read the command line, and teach."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--families", type=Path, required=True, help="folder of .txt files")
    ask.add_argument("--scenes", type=Path, help="folder of .txt files, each scene taken twice a pass")
    ask.add_argument("--gold", type=Path, required=True, help="folder of stories, which are only looked at")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--passes", type=int, default=4)
    ask.add_argument("--rate", type=float, default=1e-4)
    ask.add_argument("--whole", type=float, default=0.0, help="share of passages read with what is round them")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--all", action="store_true", help="hold no family out")
    told = ask.parse_args()
    families = [story for path in sorted(told.families.glob("**/*.txt")) for story in of_text(path)]
    splits = tomllib.loads((told.gold / "splits.toml").read_text("utf-8"))
    gold = {part: [of_gold(told.gold / name / "story.toml") for name in splits[part]] for part in ("train", "dev")}
    scenes = [s for path in sorted(told.scenes.glob("**/*.txt")) for s in of_scenes(path)] if told.scenes else []
    stories = [s for own in (families, scenes, scenes) for at, s in enumerate(own) if told.all or at % KEPT]
    held = gold if told.all else gold | {"families": families[::KEPT], **({"scenes": scenes[::KEPT]} if scenes else {})}
    net = Matcher.begun(small(), 0.1)
    told.out.mkdir(parents=True, exist_ok=True)
    print(f"{len(stories)} stories to learn from", flush=True)
    vocabulary = first_vocabulary()
    for number, says in teach(net, stories, Plan(told.passes, told.rate, told.seed, whole=told.whole)):
        marks = ", ".join(f"{name} {judge(net, own, vocabulary):.1f}" for name, own in held.items())
        print(f"{says}; held out: {marks}", flush=True)
        torch.save(net.state_dict(), told.out / f"pass-{number}.pt")


if __name__ == "__main__":
    main()
