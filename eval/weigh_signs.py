"""What does each sign that two statements are one claim weigh? Learnt from the gold's stories, written to the package.

    .venv/bin/python eval/weigh_signs.py                          how well weights do that are learnt from the others
    .venv/bin/python eval/weigh_signs.py --write                  and src/firsthand/link/signs.toml

Learnt from the stories of train and from scenes (`training/scenes`), each of train judged by what the others teach; dev
teaches nothing. Pairs of statements that stand for passages are one claim or not as the gold says; one that stands for
none is no claim of the gold, for every passage that bears on one is listed. Logistic regression, each sign in steps of
its own spread.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from score_stories import Item, bcubed
from story_match import Matched
from story_run import Cache, Ran, Story, stories_in
from story_scenes import scenes_in

from firsthand.link.cluster import clusters
from firsthand.link.compare import APART
from firsthand.link.linker import all_pairs
from firsthand.link.saying import is_recap
from firsthand.link.signs import Signs
from firsthand.model.statement import Reading
from firsthand.show.present import present_reading

HERE = Path(__file__).resolve().parent
SPLITS = ("train", "dev")
INTO = HERE.parent / "src" / "firsthand" / "link" / "signs.toml"
TIED = 3.0
"""How strongly weights are drawn to 0 (L2), as against one pair's loss."""
SCENES = 0.25
"""What a pair of a scene counts beside one of a story, for scenes are denser: of their pairs that the gold speaks of
eight in a hundred are one claim, of the stories' three. Mean BCubed F1 of train and dev at links .1 to .22: 75.9 and
77.8 at 0, 76.6 and 77.3 at .1, 76.8 and 78.1 at .3, 76.4 and 76.9 at 1."""
TAUGHT = ("scene-01-", "scene-02-")
"""Scenes from which the network learnt too (its model card): there gists are nearer than they are elsewhere."""
STEPS = 60
SETTLED = 1e-6
"""Weights that no step changes by more, in spreads, are learnt."""
LINKS = (0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.25, 0.3)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """All pairs of one story, or of a scene."""

    split: str
    """train, dev or scene."""
    groups: int
    pairs: npt.NDArray[np.int64]
    """P x 2 places of groups."""
    signs: Floats
    """P x signs."""
    shut: npt.NDArray[np.bool_]
    """Whether a gate keeps the two apart."""
    gold: tuple[frozenset[str], ...]
    """Of each group the claims of the gold."""
    items: tuple[tuple[frozenset[str], int], ...]
    """What B-cubed counts: each statement's claims, and its group."""
    lookalikes: tuple[tuple[frozenset[int], frozenset[int]], ...]
    """Groups of the one claim alone, and of the other alone."""

    @property
    def truth(self) -> npt.NDArray[np.bool_]:
        """Of each pair whether it is one claim."""
        return np.array([bool(self.gold[a] & self.gold[b]) for a, b in self.pairs])

    @property
    def counts(self) -> npt.NDArray[np.bool_]:
        """Of each pair whether the gold says anything of it: two that stand for no passage may be one claim or not."""
        return np.array([bool(self.gold[a] or self.gold[b]) for a, b in self.pairs])


def main() -> None:
    """Read the command line, learn and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=HERE / "gold" / "stories")
    parser.add_argument("--cache", type=Path, help="a folder in which readings are kept")
    parser.add_argument("--scenes", type=Path, default=HERE.parent / "training" / "scenes")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    cache = Cache(asked.cache)
    scenes = [
        lesson_of("scene", scene, cache) for scene in scenes_in(asked.scenes) if not scene.name.startswith(TAUGHT)
    ]
    every = [lesson_of(part, one, cache) for part in SPLITS for one in stories_in(asked.gold, part, None)]
    train = [one for one in every if one.split == "train"]
    whole = learn([*train, *scenes])
    taught = [whole if one.split != "train" else learn([*(o for o in train if o is not one), *scenes]) for one in every]
    chances = [_chance(*pair) for pair in zip(taught, every, strict=True)]
    for part in SPLITS:
        of_part = [(one, chance) for one, chance in zip(every, chances, strict=True) if one.split == part]
        print(part, json.dumps(dict(told(*zip(*of_part, strict=True))), indent=1))
    if asked.write:
        INTO.write_text("\n".join(_lines(*whole)) + "\n", "utf-8")


def lesson_of(split: str, story: Story, cache: Cache) -> Lesson:
    """What is to be learnt from one story."""
    readings = {name: cache.reading(article, f"{story.name}/{name}") for name, article in story.articles.items()}
    matched = Matched(_unlinked(story, readings))
    claims = {s: frozenset(m.claim for m in mentions) for s, mentions in matched.by_statement.items()}
    place: dict[str, int] = {}
    gold: list[frozenset[str]] = []
    rows, signs, shut = [], [], []
    for left, right, seen, gate in all_pairs(_latest(list(readings.values()))):
        for group in (left, right):
            if group.first.statement.id not in place:
                ids = [s.statement.id for s in group.sayings]
                place |= dict.fromkeys(ids, len(gold))
                gold.append(frozenset[str]().union(*(claims.get(name, ()) for name in ids)))
        rows.append((place[left.first.statement.id], place[right.first.statement.id]))
        signs.append(tuple(seen))
        shut.append(gate is not None)
    counting = dict.fromkeys(m.statement for m in matched.mentions if m.statement is not None)
    items = tuple((claims[name], place[name]) for name in counting if name in place)

    def alone(claim: str, other: str) -> frozenset[int]:
        return frozenset(at for own, at in items if claim in own and other not in own)

    alike = [pair["claims"] for pair in story.told.get("lookalikes", ())]
    lookalikes = tuple((alone(one, other), alone(other, one)) for one, other in alike)
    shape = np.array(rows), np.array(signs, float), np.array(shut)
    return Lesson(split, len(gold), *shape, tuple(gold), items, lookalikes)


def _unlinked(story: Story, readings: Mapping[str, Reading]) -> Ran:
    """A story as it is read, before it is known what its claims are: all that is not only told again is one."""
    told = [{"statement": s.id} for r in readings.values() for s in r.told if not is_recap(s)]
    read = {name: present_reading(reading) for name, reading in readings.items()}
    return Ran(story=story, read=read, brief={"claims": [{"id": "told", "statements": told}], "echoes": []})


def _latest(readings: Sequence[Reading]) -> list[Reading]:
    """The last wording of each page."""
    return list({r.revision.article: r for r in readings}.values())


def learn(lessons: Sequence[Lesson]) -> tuple[float, Floats]:
    """Where the log-odds start, and what each sign weighs."""
    seen = np.vstack([one.signs[one.counts] for one in lessons])
    truth = np.concatenate([one.truth[one.counts] for one in lessons])
    counts = np.concatenate([np.full(one.counts.sum(), SCENES if one.split == "scene" else 1.0) for one in lessons])
    middle, spread = seen.mean(0), seen.std(0)
    spread[spread == 0] = 1
    x = np.hstack([np.ones((len(seen), 1)), (seen - middle) / spread])
    ties = np.diag([0.0, *[TIED] * len(middle)])
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (counts * (chance - truth)) + ties @ w
        bend = (x * (counts * chance * (1 - chance))[:, None]).T @ x + ties
        step = np.linalg.solve(bend, slope)
        w -= step
        if np.abs(step).max() < SETTLED:
            break
    weights = w[1:] / spread
    return float(w[0] - weights @ middle), weights


def _chance(learnt: tuple[float, Floats], one: Lesson) -> Floats:
    start, weights = learnt
    found: Floats = 1 / (1 + np.exp(-(start + one.signs @ weights)))
    return np.where(one.shut, APART, found)


def told(lessons: Sequence[Lesson], chances: Sequence[Floats]) -> Iterator[tuple[str, object]]:
    """How well claims come out, by the chance from which two clusters are joined."""
    yield "average precision", [round(100 * _precision(o, c), 1) for o, c in zip(lessons, chances, strict=True)]
    for link in LINKS:
        found = [_clusters(one, chance, link) for one, chance in zip(lessons, chances, strict=True)]
        scored = bcubed([_items(one, cluster) for one, cluster in zip(lessons, found, strict=True)])
        joined = [
            bool({cluster[at] for at in mine} & {cluster[at] for at in theirs})
            for one, cluster in zip(lessons, found, strict=True)
            for mine, theirs in one.lookalikes
        ]
        yield f"link {link}", {**scored, "lookalikes_joined": f"{sum(joined)} of {len(joined)}"}


def _clusters(one: Lesson, chance: Floats, link: float) -> dict[int, int]:
    score = {(a, b): float(c) for (a, b), c in zip(one.pairs.tolist(), chance, strict=True)}
    found = clusters(one.groups, score, lambda a, b: score[a, b], lambda _a, _b: False, link)
    return {place: at for at, members in enumerate(found) for place in members}


def _items(one: Lesson, cluster: dict[int, int]) -> list[Item]:
    return [(frozenset(own), cluster[at]) for own, at in one.items]


def _precision(one: Lesson, chance: Floats) -> float:
    """Average precision over the pairs of statements that stand for passages."""
    both = np.array([bool(one.gold[a] and one.gold[b]) for a, b in one.pairs])
    right = one.truth[both][np.argsort(-chance[both], kind="stable")]
    return float((right.cumsum() / np.arange(1, len(right) + 1))[right].mean())


def _lines(start: float, weights: Floats) -> Iterator[str]:
    yield "# What signs that two statements are one claim weigh, in log-odds, as eval/weigh_signs.py learnt it."
    yield f"start = {start:.4f}"
    yield ""
    yield "[weights]"
    yield from (f"{name} = {weight:.4f}" for name, weight in zip(Signs._fields, weights, strict=True))


if __name__ == "__main__":
    main()
