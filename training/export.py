"""How does a checkpoint become the files that ship? One ONNX graph that reckons in 8 bits, and what goes with it.

    python training/export.py --checkpoint average.pt --data ../shared/data/polnear --out src/firsthand/engines/reader

The graph is written node by node, so that the file says nothing but the network. Each large matrix is kept as 8-bit
integers with a scale for each of its columns (for each piece, of the table of pieces); what goes into a dense layer is
rounded to 8 bits too, so that the product is one of integers. What is constant is folded in: the scale of attention and
of the pair scores.
"""

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from batches import Window, windows
from corpus import of_polnear
from firsthand.engines.encoder import NAME_LABELS, ROLE_LABELS
from model import HEAD_WIDTH, Shape, distance
from ranges import ranges
from recipe import Recipe
from rows import rows
from start import first_vocabulary, vocabulary_file
from train import taught

_OPSET = 20
_LARGE = 10_000
"""Matrices of more numbers are kept in 8 bits."""
_ARTICLES = 40
"""Articles in which it is looked how large values get."""

Array = npt.NDArray[np.float32]


class _Graph:
    """An ONNX graph in the making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.held: list[onnx.TensorProto] = []
        self._rounded: dict[str, str] = {}

    def put(self, op: str, *inputs: str, out: str | None = None, **attributes: float | Sequence[int]) -> str:
        """Add a node; gives the name of its output."""
        name = out or f"{op}_{len(self.nodes)}"
        node = helper.make_node(op, list(inputs), [name], name=f"n_{name}")
        node.attribute.extend(helper.make_attribute(key, value) for key, value in sorted(attributes.items()))
        self.nodes.append(node)
        return name

    def hold(self, name: str, values: npt.NDArray[np.generic]) -> str:
        """Add a constant."""
        self.held.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def weights(self, name: str, values: Array, axis: int) -> str:
        """Add a matrix, in 8 bits where it is large; `axis` is the one along which each slice has a scale."""
        if values.size < _LARGE:
            return self.hold(name, values)
        whole, scale = _in_8_bits(values, axis)
        return self.put(
            "DequantizeLinear", self.hold(f"{name}.q", whole), self.hold(f"{name}.scale", scale), out=name, axis=axis
        )

    def rows(self, name: str, table: Array, places: str) -> str:
        """The rows of a table at `places`, kept in 8 bits; only what is looked up becomes floating-point numbers."""
        whole, scale = _in_8_bits(table, 0)
        found = self.put("Cast", self.put("Gather", self.hold(f"{name}.q", whole), places), to=TensorProto.FLOAT)
        return self.put("Mul", found, self.put("Gather", self.hold(f"{name}.scale", scale[:, None]), places))

    def rounded(self, x: str, reach: float) -> str:
        """`x` in steps of 8 bits, up to `reach` each way."""
        if x not in self._rounded:
            scale = self.hold(f"{x}.scale", np.array(reach / 127, np.float32))
            zero = self.hold(f"{x}.zero", np.array(0, np.int8))
            whole = self.put("QuantizeLinear", x, scale, zero)
            self._rounded[x] = self.put("DequantizeLinear", whole, scale, zero)
        return self._rounded[x]

    def dense(self, x: str, name: str, matrix: Array, bias: Array, reach: float) -> str:
        """The product of `x`, whose values reach `reach`, with `matrix` transposed, and `bias` added."""
        product = self.put("MatMul", self.rounded(x, reach), self.weights(f"{name}.w", matrix.T, 1))
        return self.put("Add", product, self.hold(f"{name}.b", bias))

    def norm(self, x: str, name: str, state: dict[str, Array]) -> str:
        """Layer normalisation with the weights of `name`."""
        parts = [self.hold(f"{name}.{edge}", state[f"{name}.{edge}"]) for edge in ("weight", "bias")]
        return self.put("LayerNormalization", x, *parts, axis=-1, epsilon=1e-12)


def _in_8_bits(matrix: Array, axis: int) -> tuple[npt.NDArray[np.int8], Array]:
    """A matrix in whole steps, -127 to 127, and how large a step is in each slice along `axis`."""
    scale = np.maximum(np.abs(matrix).max(1 - axis), 1e-8) / 127
    whole = np.clip(np.round(matrix / np.expand_dims(scale, 1 - axis)), -127, 127).astype(np.int8)
    return whole, scale.astype(np.float32)


def graph_of(state: dict[str, Array], reach: Mapping[str, float]) -> onnx.ModelProto:
    """The network of a checkpoint's `state`: ids, marks, mask (B x L) to roles, names, cues, sources.

    `reach` says for each dense layer how large its inputs get.
    """
    shape = Shape.of(state)
    g = _Graph()
    length = g.put("Slice", g.put("Shape", "ids"), *(g.hold(f"i{k}", np.array([k])) for k in (1, 2)))
    x = _embedded(g, state, length)
    missing = g.put("Sub", g.hold("one", np.array(1, np.float32)), g.put("Cast", "mask", to=TensorProto.FLOAT))
    hidden = g.put("Mul", missing, g.hold("never", np.array(-1e4, np.float32)))
    hidden = g.put("Unsqueeze", hidden, g.hold("middle", np.array([1, 2])))
    for i, heads in enumerate(shape.heads):
        name = f"layers.{i}"
        split = g.hold(f"{name}.split", np.array([0, 0, heads, HEAD_WIDTH]))
        merged = g.hold(f"{name}.merge", np.array([0, 0, heads * HEAD_WIDTH]))
        seen = g.put("Reshape", _attended(g, x, name, state, split, hidden, reach[f"{name}.qkv"]), merged)

        def dense(values: str, part: str, name: str = name) -> str:
            weight, bias = state[f"{name}.{part}.weight"], state[f"{name}.{part}.bias"]
            return g.dense(values, f"{name}.{part}", weight, bias, reach[f"{name}.{part}"])

        x = g.norm(g.put("Add", x, dense(seen, "out")), f"{name}.norm1", state)
        down = dense(g.put("HardSwish" if shape.hard else "Gelu", dense(x, "up")), "down")
        x = g.norm(g.put("Add", x, down), f"{name}.norm2", state)
    outputs = _headed(g, x, state, shape, length, reach["head"])
    declared = [helper.make_tensor_value_info(n, TensorProto.INT32, ["b", "l"]) for n in ("ids", "marks", "mask")]
    given = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["b", "l", None]) for n in outputs]
    made = helper.make_graph(g.nodes, "reader", declared, given, g.held)
    opsets = [helper.make_opsetid("", _OPSET)]
    found = helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="firsthand")
    onnx.checker.check_model(found, full_check=True)
    return found


def _embedded(g: _Graph, state: dict[str, Array], length: str) -> str:
    """What goes into the first layer; `length` is the number of pieces."""
    pieces = g.rows("pieces", state["pieces.weight"], "ids")
    marks = g.put("Gather", g.hold("marks_table", state["marks.weight"]), "marks")
    table = g.hold("places", state["places.weight"])
    places = g.put("Slice", table, g.hold("zero", np.array([0])), length, g.hold("first_axis", np.array([0])))
    return g.norm(g.put("Add", g.put("Add", pieces, marks), places), "norm", state)


def _attended(g: _Graph, x: str, name: str, state: dict[str, Array], split: str, hidden: str, reach: float) -> str:
    """The attention of layer `name`, its heads still apart; B x L x heads x width of a head."""
    matrix, bias = (np.split(state[f"{name}.qkv.{edge}"], 3) for edge in ("weight", "bias"))
    scaled = (HEAD_WIDTH**-0.5, 1.0, 1.0)
    q, k, v = (
        g.put("Reshape", g.dense(x, f"{name}.{part}", matrix[n] * scaled[n], bias[n] * scaled[n], reach), split)
        for n, part in enumerate(("query", "key", "value"))
    )
    q, v = (g.put("Transpose", part, perm=[0, 2, 1, 3]) for part in (q, v))
    scores = g.put("Add", g.put("MatMul", q, g.put("Transpose", k, perm=[0, 2, 3, 1])), hidden)
    seen = g.put("MatMul", g.put("Softmax", scores, axis=-1), v)
    return g.put("Transpose", seen, perm=[0, 2, 1, 3])


def _headed(g: _Graph, x: str, state: dict[str, Array], shape: Shape, length: str, reach: float) -> tuple[str, ...]:
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
