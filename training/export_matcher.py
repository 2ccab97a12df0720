"""How do the matcher's weights become the files that ship? Two graphs: each by itself, and two side by side.

python training/export_matcher.py --checkpoint matcher.pt --families training/families --out folder
"""

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto
from torch import Tensor, nn

from families import Story, of_text
from graph import Array, Graph
from match import LONGEST, pieces_of
from matcher import Matcher
from model import Shape
from start import first_vocabulary

_STORIES = 60
"""Stories in which it is looked how large values get."""
_SPARE = 1.05
"""How much further than the largest value met is reached."""


def alone(state: Mapping[str, Array], reach: Mapping[str, float]) -> onnx.ModelProto:
    """Pieces and mask, B x L, to `read`, B x L x width, and `vectors`, B x width, of length 1."""
    g = Graph(hard=False)
    length = g.put("Slice", g.put("Shape", "ids"), *(g.hold(f"i{k}", np.array([k])) for k in (1, 2)))
    table = g.hold("places", state["places.weight"])
    places = g.put("Slice", table, g.hold("zero", np.array([0])), length, g.hold("first_axis", np.array([0])))
    x = g.norm(g.put("Add", g.rows("pieces", state["pieces.weight"], "ids"), places), "norm", state)
    hidden = g.hidden("mask")
    for name in _names(state, "layers"):
        x = g.layer(x, name, state, hidden, reach)
    read = g.put("Identity", x, out="read")
    for name in _names(state, "alone"):
        x = g.layer(x, name, state, hidden, reach)
    mean = g.mean(x, "mask")
    g.put("Div", mean, g.put("ReduceL2", mean, g.hold("width_axis", np.array([1])), keepdims=1), out="vectors")
    whole = (TensorProto.INT32, ("b", "l"))
    return g.model("alone", dict.fromkeys(("ids", "mask"), whole), {read: ("b", "l", "w"), "vectors": ("b", "w")})


def beside(state: Mapping[str, Array], reach: Mapping[str, float]) -> onnx.ModelProto:
    """What was read of two statements, each B x L x width with its mask, to `verdicts`, B x 3, unnormalised."""
    g = Graph(hard=False)
    moved = g.put("Add", "other", g.hold("second", state["second"]))
    x = g.put("Concat", "one", moved, axis=1)
    hidden = g.hidden(g.put("Concat", "one_mask", "other_mask", axis=1))
    for name in _names(state, "beside"):
        x = g.layer(x, name, state, hidden, reach)
    halves = [f"half_{n}" for n in range(2)]
    g.nodes.append(onnx.helper.make_node("Split", [x], halves, name="n_halves", axis=1, num_outputs=2))
    one, other = (g.mean(half, mask) for half, mask in zip(halves, ("one_mask", "other_mask"), strict=True))
    first = g.put(
        "Squeeze", g.put("Gather", x, g.hold("start", np.array([0])), axis=1), g.hold("axis_1", np.array([1]))
    )
    told = g.put("Concat", first, g.put("Abs", g.put("Sub", one, other)), g.put("Mul", one, other), axis=-1)
    weight = g.hold("verdict.w", state["verdict.weight"].T)
    g.put("Add", g.put("MatMul", told, weight), g.hold("verdict.b", state["verdict.bias"]), out="verdicts")
    width = len(state["second"])
    inputs = dict.fromkeys(("one", "other"), (TensorProto.FLOAT, ("b", "l", width)))
    masks = dict.fromkeys(("one_mask", "other_mask"), (TensorProto.INT32, ("b", "l")))
    return g.model("beside", inputs | masks, {"verdicts": ("b", "n")})


def _names(state: Mapping[str, Array], part: str) -> list[str]:
    """The layers of a part, in order."""
    return sorted({name.rsplit(".", 2)[0] for name in state if name.startswith(f"{part}.")})


@torch.no_grad()
def reaches(net: Matcher, stories: Sequence[Story]) -> dict[str, float]:
    """For each dense layer, by name, the size of the largest input met in `stories`, and a little more."""
    net.eval()
    largest: dict[str, float] = {}

    def watch(name: str, layer: nn.Linear) -> None:
        def note(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            largest[name] = max(largest.get(name, 0.0), float(given[0].abs().max()))

        layer.register_forward_pre_hook(note)

    for name, part in net.named_modules():
        if isinstance(part, nn.Linear):
            watch(name, part)
    vocabulary = first_vocabulary()
    for story in stories:
        ids, mask = pieces_of([w.text for w in story], vocabulary)
        x = net.read(ids, mask)
        net.vectors(x, mask)
        left = list(range(len(story)))
        net.pairs(x, mask, left, left[1:] + left[:1])
    return {name: size * _SPARE for name, size in largest.items()}


def main() -> None:
    """Read the command line, and write the files."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--checkpoint", type=Path, required=True)
    ask.add_argument("--families", type=Path, required=True)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--name", default="matcher-1", help="what the model is called; its digest is added")
    told = ask.parse_args()
    kept = torch.load(told.checkpoint, map_location="cpu", weights_only=True)
    state = {name: values.float().numpy() for name, values in kept.items()}
    net = Matcher(Shape(), 0.0)
    net.load_state_dict(kept)
    stories = [story for path in sorted(told.families.glob("**/*.txt")) for story in of_text(path)][:_STORIES]
    reach = reaches(net, stories)
    told.out.mkdir(parents=True, exist_ok=True)
    for name, made in (("alone", alone(state, reach)), ("beside", beside(state, reach))):
        onnx.save(made, told.out / f"{name}.onnx")
    digests = {n: hashlib.sha256((told.out / n).read_bytes()).hexdigest() for n in ("alone.onnx", "beside.onnx")}
    whole = hashlib.sha256("".join(digests.values()).encode()).hexdigest()
    lines = [
        "# What the matcher's networks need to be told, as training/export_matcher.py wrote it. See MODEL_CARD.md.",
        f'name = "{told.name}-{whole[:8]}"',
        f"longest = {LONGEST} # pieces of a statement that are read",
        "",
        "[sha256]",
        *(f'"{name}" = "{digest}"' for name, digest in digests.items()),
    ]
    (told.out / "matcher.toml").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
