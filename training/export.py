"""How does a checkpoint become the files that ship? One ONNX graph that reckons in 8 bits, and what goes with it.

    python training/export.py --checkpoint average.pt --data ../shared/data/polnear --out src/firsthand/engines/reader

`graph.py` has how; the scale of the pair scores is folded in here.
"""

import argparse
import hashlib
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

from batches import Window, windows
from corpus import of_polnear
from firsthand.engines.encoder import NAME_LABELS, ROLE_LABELS
from graph import Array, Graph
from model import Shape, distance
from ranges import ranges
from recipe import Recipe
from rows import rows
from start import first_vocabulary, vocabulary_file
from train import taught

_ARTICLES = 40
"""Articles in which it is looked how large values get."""


def graph_of(state: dict[str, Array], reach: Mapping[str, float]) -> onnx.ModelProto:
    """The network of a checkpoint's `state`: ids, marks, mask (B x L) to roles, names, cues, sources.

    `reach` says for each dense layer how large its inputs get.
    """
    shape = Shape.of(state)
    g = Graph(hard=shape.hard)
    length = g.put("Slice", g.put("Shape", "ids"), *(g.hold(f"i{k}", np.array([k])) for k in (1, 2)))
    x = _embedded(g, state, length)
    hidden = g.hidden("mask")
    for i in range(len(shape.heads)):
        x = g.layer(x, f"layers.{i}", state, hidden, reach)
    outputs = _headed(g, x, state, shape, length, reach["head"])
    whole = (TensorProto.INT32, ("b", "l"))
    return g.model("reader", dict.fromkeys(("ids", "marks", "mask"), whole), dict.fromkeys(outputs, ("b", "l", "n")))


def _embedded(g: Graph, state: dict[str, Array], length: str) -> str:
    """What goes into the first layer; `length` is the number of pieces."""
    pieces = g.rows("pieces", state["pieces.weight"], "ids")
    marks = g.put("Gather", g.hold("marks_table", state["marks.weight"]), "marks")
    table = g.hold("places", state["places.weight"])
    places = g.put("Slice", table, g.hold("zero", np.array([0])), length, g.hold("first_axis", np.array([0])))
    return g.norm(g.put("Add", g.put("Add", pieces, marks), places), "norm", state)


def _headed(g: Graph, x: str, state: dict[str, Array], shape: Shape, length: str, reach: float) -> tuple[str, ...]:
    """The heads, and the names of what they give."""
    labels = len(ROLE_LABELS) + len(NAME_LABELS)
    pair_width = (len(state["head.weight"]) - labels) // 4
    evened = np.ones((len(state["head.weight"]), 1), np.float32)
    evened[labels:] = pair_width**-0.25
    head = g.dense(x, "head", state["head.weight"] * evened, state["head.bias"] * evened[:, 0], reach)
    sizes = g.hold("sizes", np.array([len(ROLE_LABELS), len(NAME_LABELS), *[pair_width] * 4]))
    vectors = ["seeks_cue", "is_cue", "seeks_source", "is_source"]
    g.nodes.append(helper.make_node("Split", [head, sizes], ["roles", "names", *vectors], name="n_heads", axis=-1))
    far = distance(shape.places).numpy()
    ends = g.put("Concat", length, length, axis=0)
    for kind, (out, seeks, is_sought) in enumerate((("cues", *vectors[:2]), ("sources", *vectors[2:]))):
        table = g.put("Cast", g.hold(f"far_{out}", state["far"][kind][far].astype(np.float16)), to=TensorProto.FLOAT)
        near = g.put("Slice", table, g.hold(f"zeros_{out}", np.array([0, 0])), ends)
        turned = g.put("Transpose", is_sought, perm=[0, 2, 1])
        g.put("Add", g.put("MatMul", seeks, turned), near, out=out)
    return "roles", "names", "cues", "sources"


def main() -> None:
    """Read the command line, and write the files."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--checkpoint", type=Path, required=True)
    ask.add_argument("--data", type=Path, required=True, help="the folder with train.jsonl.gz")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--name", default="encoder-1", help="what the model is called; its digest is added")
    ask.add_argument("--window", type=int, default=254)
    ask.add_argument("--overlap", type=int, default=48)
    told = ask.parse_args()
    kept = torch.load(told.checkpoint, map_location="cpu", weights_only=True)
    state = {name: values.float().numpy() for name, values in kept.items()}
    told.out.mkdir(parents=True, exist_ok=True)
    onnx.save(graph_of(state, ranges(kept, _some_windows(told.data), Recipe().pair_width)), told.out / "reader.onnx")
    (told.out / "vocabulary.txt").write_bytes(vocabulary_file().read_bytes())
    (told.out / "reader.toml").write_text(_about(told), "utf-8")


def _some_windows(data: Path) -> list[Window]:
    lessons = map(of_polnear, islice(rows(data / "train.jsonl.gz"), _ARTICLES))
    size = Recipe().window
    return [window for a in taught(lessons, None, first_vocabulary()) for window in windows(a, size, size)]


def _about(told: argparse.Namespace) -> str:
    """What goes with the network, as TOML."""
    names = ("reader.onnx", "vocabulary.txt")
    digests = {name: hashlib.sha256((told.out / name).read_bytes()).hexdigest() for name in names}
    lines = [
        "# The reader's network and what goes with it, as training/export.py wrote them. See MODEL_CARD.md.",
        f'name = "{told.name}-{digests[names[0]][:8]}"',
        f"window = {told.window} # pieces",
        f"overlap = {told.overlap} # pieces that a window shares with the next",
        "",
        "[sha256]",
        *(f'"{name}" = "{digest}"' for name, digest in digests.items()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
