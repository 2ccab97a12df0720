"""How do the matcher's weights become the files that ship?

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


def written(state: Mapping[str, Array], reach: Mapping[str, float]) -> onnx.ModelProto:
    """Pieces and mask, B x L, to `topic` and `gist`, B x width each, of length 1."""
    g = Graph(hard=False)
    length = g.put("Slice", g.put("Shape", "ids"), *(g.hold(f"i{k}", np.array([k])) for k in (1, 2)))
    table = g.hold("places", state["places.weight"])
    places = g.put("Slice", table, g.hold("zero", np.array([0])), length, g.hold("first_axis", np.array([0])))
    x = g.norm(g.put("Add", g.rows("pieces", state["pieces.weight"], "ids"), places), "norm", state)
    hidden = g.hidden("mask")
    for name in _names(state, "shared"):
        x = g.layer(x, name, state, hidden, reach)
    for end in ("topic", "gist"):
        y = x
        for name in _names(state, end):
            y = g.layer(y, name, state, hidden, reach)
        mean = g.mean(y, "mask")
        g.put("Div", mean, g.put("ReduceL2", mean, g.hold(f"{end}_axis", np.array([1])), keepdims=1), out=end)
    whole = (TensorProto.INT32, ("b", "l"))
    return g.model("matcher", dict.fromkeys(("ids", "mask"), whole), dict.fromkeys(("topic", "gist"), ("b", "w")))


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
        net.topics(x, mask)
        net.gists(x, mask)
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
    onnx.save(written(state, reach), told.out / "matcher.onnx")
    digest = hashlib.sha256((told.out / "matcher.onnx").read_bytes()).hexdigest()
    lines = [
        "# What the matcher's network needs to be told, as training/export_matcher.py wrote it. See MODEL_CARD.md.",
        f'name = "{told.name}-{digest[:8]}"',
        f"longest = {LONGEST} # pieces of a text that are read",
        "",
        "[sha256]",
        f'"matcher.onnx" = "{digest}"',
    ]
    (told.out / "matcher.toml").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
