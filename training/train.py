"""How is the reader trained? `make train`: articles in, a checkpoint out, the same one every time on one machine.

    python training/train.py --data ../shared/data/polnear --names training/out/names --out training/out
    python training/train.py --own training/out/own/gold.jsonl --alone --out training/out/own --passes 40

After each pass the dev figures are taken, and a checkpoint is kept with everything to go on from: `--resume` gives what
would have come without a break, dice and all.
"""

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from batches import Batch, Window, batch_of, passes, steps_a_pass, windows
from corpus import UNKNOWN, Lesson, Name, Taught, digest, of_contract, of_polnear, teach
from firsthand.engines.wordpieces import Vocabulary
from model import Dropout, Reader, Shape
from recipe import Recipe
from rows import rows, stem
from start import first_vocabulary, large, small

Weights = dict[str, Tensor]
_FRESH = ("head", "far", "marks")
"""What the first weights know nothing of."""
_CHECKED = 16
"""Windows that are checked at once."""
_TOLD = 50
"""Steps between two lines of progress."""


def tensors(batch: Batch) -> dict[str, Tensor]:
    """A batch as torch wants it."""
    return {name: torch.from_numpy(values) for name, values in batch._asdict().items()}


def losses(reader: Reader, b: dict[str, Tensor], teachers: Sequence[Reader] = ()) -> dict[str, Tensor]:
    """The loss of each head: tags by cross entropy, pairs by the share of probability that falls on a right piece.

    With teachers, half of each is against what is right, half against what the teachers say on the mean (Hinton,
    Vinyals and Dean 2015).
    """
    seen = _scores(reader, b)
    right = {
        "roles": _tagging(seen["roles"], b["roles"]),
        "names": _tagging(seen["names"], b["names"]),
        "cue": _pointing(seen["cue"], b["cue"]),
        "source": _pointing(seen["source"], b["source"]),
    }
    if not teachers:
        return right
    with torch.no_grad():
        said = [_scores(teacher, b) for teacher in teachers]
    of_whom = {"roles": b["mask"] > 0, "names": b["mask"] > 0, "cue": b["cue"].any(-1), "source": b["source"].any(-1)}
    return {
        name: (loss + _copying(seen[name], [one[name] for one in said], of_whom[name])) / 2
        for name, loss in right.items()
    }


def _scores(reader: Reader, b: dict[str, Tensor]) -> dict[str, Tensor]:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        seen = reader(b["ids"], b["marks"], b["mask"])
    cue, source = reader.pairs(seen.vectors, b["mask"])
    return {"roles": seen.roles, "names": seen.names, "cue": cue, "source": source}


def _copying(seen: Tensor, said: Sequence[Tensor], rows: Tensor) -> Tensor:
    """The cross entropy of what is seen with what the teachers say, over the rows that are asked for."""
    if not rows.any():
        return seen.sum() * 0.0
    wanted = torch.stack([one[rows].float().softmax(-1) for one in said]).mean(0)
    return -(wanted * seen[rows].float().log_softmax(-1)).sum(-1).mean()


def _tagging(seen: Tensor, wanted: Tensor) -> Tensor:
    if not (wanted != UNKNOWN).any():
        return seen.sum() * 0.0
    return functional.cross_entropy(seen.float().flatten(0, 1), wanted.flatten(), ignore_index=UNKNOWN)


def _pointing(scores: Tensor, right: Tensor) -> Tensor:
    seekers = right.any(-1)
    if not seekers.any():
        return scores.sum() * 0.0
    logs = scores[seekers].log_softmax(-1)
    return -logs.masked_fill(~right[seekers], -torch.inf).logsumexp(-1).mean()


@torch.no_grad()
def check(reader: Reader, dev: Sequence[Taught], recipe: Recipe) -> dict[str, float]:
    """Dev figures that need no decoding, in percent: pieces with the right label, pieces that seek a right piece."""
    reader.eval()
    found = {"roles": [0, 0], "names": [0, 0], "cue": [0, 0], "source": [0, 0]}
    cut = [window for article in dev for window in windows(article, recipe.window, recipe.window)]
    for at in range(0, len(cut), _CHECKED):
        b = tensors(batch_of(cut[at : at + _CHECKED], recipe.blind))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            seen = reader(b["ids"], b["marks"], b["mask"])
        cue, source = reader.pairs(seen.vectors, b["mask"])
        for name, scores in (("roles", seen.roles), ("names", seen.names)):
            known = b[name] != UNKNOWN
            found[name][0] += int((scores.argmax(-1) == b[name])[known].sum())
            found[name][1] += int(known.sum())
        for name, scores in (("cue", cue), ("source", source)):
            seekers = b[name].any(-1)
            best = scores[seekers].argmax(-1, keepdim=True)
            found[name][0] += int(b[name][seekers].gather(-1, best).sum())
            found[name][1] += int(seekers.sum())
    reader.train()
    return {name: round(100 * right / n, 2) for name, (right, n) in found.items() if n}


class Training:
    """A training run under way: the weights, their running average, and what moves them."""

    def __init__(self, recipe: Recipe, steps: int, start: Weights, teachers: Sequence[Weights]) -> None:
        """Begin with `start`; `steps` is how many there will be, nearly."""
        torch.manual_seed(recipe.seed)
        torch.set_num_threads(recipe.threads)
        self.recipe, self.steps, self.step, self.passes = recipe, steps, 0, 0
        self.teachers = [_with(teacher, recipe).eval() for teacher in teachers]
        self.reader = _with(start, recipe).train()
        Dropout.dice = np.random.Generator(np.random.SFC64(recipe.seed + recipe.order))
        fresh = [p for n, p in self.reader.named_parameters() if n.split(".")[0] in _FRESH]
        old = [p for n, p in self.reader.named_parameters() if n.split(".")[0] not in _FRESH]
        groups = [{"params": old, "lr": recipe.rate}, {"params": fresh, "lr": recipe.head_rate}]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda s: min((s + 1) / (steps / 20), max(steps - s, 0) / (steps * 0.95), 1.0)
        )
        self.average = {n: t.detach().clone() for n, t in self.reader.state_dict().items()}

    def take(self, seen: Sequence[Window]) -> dict[str, float]:
        """One step; gives the losses."""
        loss = losses(self.reader, tensors(batch_of(seen, self.recipe.blind)), self.teachers)
        whole = loss["roles"] + loss["cue"] + loss["source"] + self.recipe.names_weight * loss["names"]
        self.optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(whole)
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.step += 1
        # The average of few steps must not hold on to the first weights.
        keep = min(self.recipe.average, self.step / (self.step + 10))
        with torch.no_grad():
            for name, values in self.reader.named_parameters():
                self.average[name].lerp_(values, 1 - keep)
        return {name: float(value.detach()) for name, value in loss.items()}

    def go_through(self, seen: Sequence[Window]) -> None:
        """One pass; tells the mean losses so far now and then."""
        sums: dict[str, float] = {}
        for count, at in enumerate(range(0, len(seen), self.recipe.batch), start=1):
            for name, value in self.take(seen[at : at + self.recipe.batch]).items():
                sums[name] = sums.get(name, 0.0) + value
            if self.step % _TOLD == 0:
                means = {name: round(total / count, 4) for name, total in sums.items()}
                print(f"pass {self.passes + 1}, step {self.step} of {self.steps}:", means, flush=True)
        self.passes += 1

    def check(self, dev: Sequence[Taught]) -> dict[str, float]:
        """The dev figures of the average, which is what is shipped."""
        held = {n: t.clone() for n, t in self.reader.state_dict().items()}
        self.reader.load_state_dict(self.average)
        figures = check(self.reader, dev, self.recipe)
        self.reader.load_state_dict(held)
        return figures

    def state(self) -> dict[str, Any]:
        """Everything to go on from."""
        return {
            "reader": self.reader.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "dice": Dropout.dice.bit_generator.state,
            "step": self.step,
            "passes": self.passes,
        }

    def go_on_from(self, state: dict[str, Any]) -> None:
        """Be as the run was that gave `state`."""
        self.reader.load_state_dict(state["reader"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        Dropout.dice.bit_generator.state = state["dice"]
        self.average, self.step, self.passes = state["average"], state["step"], state["passes"]


def _with(weights: Weights, recipe: Recipe) -> Reader:
    """A reader with these weights; what they lack, as a package's lack the heads, is new."""
    reader = Reader(Shape.of(weights), recipe.pair_width, recipe.dropout)
    reader.load_state_dict(reader.state_dict() | weights)
    return reader


def run(
    training: Training, train: Sequence[Taught], dev: Sequence[Taught], out: Path, *, resume: bool, stop: int | None
) -> None:
    """Train, and leave `last.pt` (to go on from), `average.pt` (to ship) and `log.jsonl` in `out`.

    No further than `stop` passes, as if broken off there.
    """
    log: list[dict[str, Any]] = []
    if resume and (out / "last.pt").exists():
        kept = torch.load(out / "last.pt", weights_only=False)
        training.go_on_from(kept)
        log = kept["log"]
    before = log[-1]["seconds"] if log else 0
    started = time.monotonic()
    for seen in islice(passes(training.recipe, train), training.passes, stop):
        training.go_through(seen)
        figures = training.check(dev)
        seconds = before + round(time.monotonic() - started)
        log.append({"pass": training.passes, "step": training.step, "seconds": seconds, "dev": figures})
        print(log[-1], flush=True)
        _save(training.average, out / "average.pt")
        _save({**training.state(), "log": log}, out / "last.pt")
        (out / "log.jsonl").write_text("".join(json.dumps(line) + "\n" for line in log))


def _save(kept: dict[str, Any], path: Path) -> None:
    """Write a file whole or not at all, so that a run that is ended can go on."""
    half = path.with_suffix(".half")
    torch.save(kept, half)
    half.replace(path)


def taught(lessons: Iterable[Lesson], names: Path | None, words: Vocabulary) -> list[Taught]:
    """The articles as they are taught; `names` is what names.py wrote of them, if anything."""
    known: dict[str, list[Name]] = {}
    if names and names.exists():
        known = {row["doc_id"]: row["names"] for row in rows(names)}
    return [teach(lesson, words, known.get(lesson.id)) for lesson in lessons]


def main() -> None:
    """Read the command line, and train."""
    told = _told()
    if not told.data and not told.own:
        raise SystemExit("expected --data or --own, came neither; say what is to be learnt from")
    recipe = replace(Recipe(), **{name: getattr(told, name) for name in asdict(Recipe())})
    words = first_vocabulary()
    sets: dict[str, list[Taught]] = {"train": [], "dev": []}
    for part in ("dev",) if told.alone else ("train", "dev"):
        if told.data:
            lessons = map(of_polnear, islice(rows(told.data / f"{part}.jsonl.gz"), told.limit))
            sets[part] = taught(lessons, told.names and told.names / f"{part}.jsonl", words)
    for path in told.own or ():
        lessons = map(of_contract, islice(rows(path), told.limit))
        sets["train"] += taught(lessons, told.names and told.names / f"{stem(path)}.jsonl", words)
    told.out.mkdir(parents=True, exist_ok=True)
    settings = {**asdict(recipe), "articles": len(sets["train"]), "taught": digest(sets["train"])}
    settings |= {
        "start": "large" if told.large else str(told.start or "small"),
        "teachers": list(map(str, told.teacher)),
    }
    written = told.out / "recipe.json"
    if told.resume and (told.out / "last.pt").exists() and json.loads(written.read_text()) != settings:
        raise SystemExit(f"{told.out} was begun with other settings or articles ({written}); name another --out")
    written.write_text(json.dumps(settings, indent=1) + "\n")
    start = _load(told.start) if told.start else large() if told.large else small()
    steps = steps_a_pass(recipe, sets["train"]) * recipe.passes
    training = Training(recipe, steps, start, [_load(path) for path in told.teacher])
    run(training, sets["train"], sets["dev"], told.out, resume=told.resume, stop=told.stop)


def _load(path: Path) -> Weights:
    weights: Weights = torch.load(path, map_location="cpu", weights_only=True)
    return weights


def _told() -> argparse.Namespace:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, help="a folder with train.jsonl.gz and dev.jsonl.gz, as PolNeAR's")
    ask.add_argument("--own", type=Path, nargs="+", help="JSON Lines in the contract's form, to learn from as well")
    ask.add_argument("--alone", action="store_true", help="learns from --own alone; --data gives the dev figures")
    ask.add_argument("--names", type=Path, help="the folder that names.py wrote")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--start", type=Path, help="a checkpoint to begin with, in place of a package's weights")
    ask.add_argument("--large", action="store_true", help="begin with MPNet's weights, to be a teacher, not MiniLM's")
    ask.add_argument(
        "--teacher", type=Path, nargs="+", default=[], help="checkpoints whose answers count for half of what is right"
    )
    ask.add_argument("--resume", action="store_true", help="go on from last.pt, if it is there")
    ask.add_argument(
        "--stop", type=int, help="end after so many passes of those that the learning rate is laid out for"
    )
    ask.add_argument("--limit", type=int, help="take only so many articles of each file, to try things out")
    for name, value in asdict(Recipe()).items():
        ask.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    return ask.parse_args()


if __name__ == "__main__":
    main()
