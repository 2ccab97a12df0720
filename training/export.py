"""How does a checkpoint become the files that ship? One ONNX graph with 8-bit weights, and what goes with it.

    python training/export.py --checkpoint training/out/average.pt --out src/firsthand/engines/reader

The graph is written node by node, so that the file says nothing but the network. Each large matrix is kept as 8-bit
integers with a scale for each of its columns (for each piece, of the table of pieces) and is a floating-point matrix
again when the graph runs. What is constant is folded in: the scale of attention and of the pair scores.
"""

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from firsthand.engines.encoder import NAME_LABELS, ROLE_LABELS
from model import Shape, distance
from start import first_weights

_OPSET = 20
_LARGE = 10_000
"""Matrices of more numbers are kept in 8 bits."""

Array = npt.NDArray[np.float32]


class _Graph:
    """An ONNX graph in the making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.held: list[onnx.TensorProto] = []

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
        across = tuple(a for a in range(values.ndim) if a != axis)
        scale = np.maximum(np.abs(values).max(across), 1e-8) / 127
        shape = [1] * values.ndim
        shape[axis] = -1
        whole = np.clip(np.round(values / scale.reshape(shape)), -127, 127).astype(np.int8)
        inputs = self.hold(f"{name}.q", whole), self.hold(f"{name}.scale", scale.astype(np.float32))
        return self.put("DequantizeLinear", *inputs, out=name, axis=axis)

    def dense(self, x: str, name: str, matrix: Array, bias: Array) -> str:
        """The product of `x` with `matrix` transposed, and `bias` added."""
        product = self.put("MatMul", x, self.weights(f"{name}.w", matrix.T, 1))
        return self.put("Add", product, self.hold(f"{name}.b", bias))

    def norm(self, x: str, name: str, state: dict[str, Array]) -> str:
        """Layer normalisation with the weights of `name`."""
        parts = [self.hold(f"{name}.{edge}", state[f"{name}.{edge}"]) for edge in ("weight", "bias")]
        return self.put("LayerNormalization", x, *parts, axis=-1, epsilon=1e-12)


def graph_of(state: dict[str, Array], shape: Shape) -> onnx.ModelProto:
    """The network of a checkpoint's `state`: ids, marks, mask (B x L) to roles, names, cues, sources."""
    g = _Graph()
    length = g.put("Slice", g.put("Shape", "ids"), *(g.hold(f"i{k}", np.array([k])) for k in (1, 2)))
    x = _embedded(g, state, length)
    missing = g.put("Sub", g.hold("one", np.array(1, np.float32)), g.put("Cast", "mask", to=TensorProto.FLOAT))
    hidden = g.put("Mul", missing, g.hold("never", np.array(-1e4, np.float32)))
    hidden = g.put("Unsqueeze", hidden, g.hold("middle", np.array([1, 2])))
    split = g.hold("split_heads", np.array([0, 0, shape.heads, shape.width // shape.heads]))
    merged = g.hold("merge_heads", np.array([0, 0, shape.width]))
    for i in range(shape.layers):
        name = f"layers.{i}"
        seen = g.put("Reshape", _attended(g, x, name, state, shape, split, hidden), merged)
        seen = g.dense(seen, f"{name}.out", state[f"{name}.out.weight"], state[f"{name}.out.bias"])
        x = g.norm(g.put("Add", x, seen), f"{name}.norm1", state)
        up = g.put("Gelu", g.dense(x, f"{name}.up", state[f"{name}.up.weight"], state[f"{name}.up.bias"]))
        down = g.dense(up, f"{name}.down", state[f"{name}.down.weight"], state[f"{name}.down.bias"])
        x = g.norm(g.put("Add", x, down), f"{name}.norm2", state)
    outputs = _headed(g, x, state, shape, length)
    declared = [helper.make_tensor_value_info(n, TensorProto.INT32, ["b", "l"]) for n in ("ids", "marks", "mask")]
    given = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["b", "l", None]) for n in outputs]
    made = helper.make_graph(g.nodes, "reader", declared, given, g.held)
    opsets = [helper.make_opsetid("", _OPSET)]
    found = helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="firsthand")
    onnx.checker.check_model(found, full_check=True)
    return found


def _embedded(g: _Graph, state: dict[str, Array], length: str) -> str:
    """What goes into the first layer; `length` is the number of pieces."""
    pieces = g.put("Gather", g.weights("pieces", state["pieces.weight"], 0), "ids")
    marks = g.put("Gather", g.hold("marks_table", state["marks.weight"]), "marks")
    table = g.hold("places", state["places.weight"])
    places = g.put("Slice", table, g.hold("zero", np.array([0])), length, g.hold("first_axis", np.array([0])))
    return g.norm(g.put("Add", g.put("Add", pieces, marks), places), "norm", state)


def _attended(g: _Graph, x: str, name: str, state: dict[str, Array], shape: Shape, split: str, hidden: str) -> str:
    """The attention of layer `name`, its heads still apart; B x L x heads x width of a head."""
    width = shape.width
    matrix, bias = state[f"{name}.qkv.weight"].reshape(3, width, width), state[f"{name}.qkv.bias"].reshape(3, width)
    scaled = ((width // shape.heads) ** -0.5, 1.0, 1.0)
    q, k, v = (
        g.put("Reshape", g.dense(x, f"{name}.{part}", matrix[n] * scaled[n], bias[n] * scaled[n]), split)
        for n, part in enumerate(("query", "key", "value"))
    )
    q, v = (g.put("Transpose", part, perm=[0, 2, 1, 3]) for part in (q, v))
    scores = g.put("Add", g.put("MatMul", q, g.put("Transpose", k, perm=[0, 2, 3, 1])), hidden)
    seen = g.put("MatMul", g.put("Softmax", scores, axis=-1), v)
    return g.put("Transpose", seen, perm=[0, 2, 1, 3])


def _headed(g: _Graph, x: str, state: dict[str, Array], shape: Shape, length: str) -> tuple[str, ...]:
    """The heads, and the names of what they give."""
    labels = len(ROLE_LABELS) + len(NAME_LABELS)
    pair_width = (len(state["head.weight"]) - labels) // 4
    evened = np.ones((len(state["head.weight"]), 1), np.float32)
    evened[labels:] = pair_width**-0.25
    head = g.dense(x, "head", state["head.weight"] * evened, state["head.bias"] * evened[:, 0])
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
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--name", default="encoder-1", help="what the model is called; its digest is added")
    ask.add_argument("--window", type=int, default=254)
    ask.add_argument("--overlap", type=int, default=48)
    told = ask.parse_args()
    kept = torch.load(told.checkpoint, map_location="cpu", weights_only=True)
    state = {name: values.float().numpy() for name, values in kept.items()}
    told.out.mkdir(parents=True, exist_ok=True)
    onnx.save(graph_of(state, Shape()), told.out / "reader.onnx")
    (told.out / "vocabulary.txt").write_bytes((first_weights() / "vocab.txt").read_bytes())
    (told.out / "reader.toml").write_text(_about(told), "utf-8")


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
