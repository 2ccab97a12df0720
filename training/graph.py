"""How is a network written down as an ONNX graph that reckons in 8 bits?

Node by node, so that the file says nothing but the network. Each large matrix is kept as 8-bit integers with a scale
for each of its columns (for each piece, of the table of pieces); what goes into a dense layer is rounded to 8 bits too,
so that the product is one of integers. What is constant is folded in: the scale of attention, for one.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from model import HEAD_WIDTH

_OPSET = 20
_LARGE = 10_000
"""Matrices of more numbers are kept in 8 bits."""

Array = npt.NDArray[np.float32]


class Graph:
    """An ONNX graph in the making."""

    def __init__(self, *, hard: bool) -> None:
        """`hard`: whether inner values are bent by HardSwish and not by GELU."""
        self.bend = "HardSwish" if hard else "Gelu"
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

    def norm(self, x: str, name: str, state: Mapping[str, Array]) -> str:
        """Layer normalisation with the weights of `name`."""
        parts = [self.hold(f"{name}.{edge}", state[f"{name}.{edge}"]) for edge in ("weight", "bias")]
        return self.put("LayerNormalization", x, *parts, axis=-1, epsilon=1e-12)

    def layer(self, x: str, name: str, state: Mapping[str, Array], hidden: str, reach: Mapping[str, float]) -> str:
        """One layer of the encoder over `x`, B x L x width; `hidden` is added to the attention's scores.

        `reach` says for each dense layer how large its inputs get.
        """
        heads = state[f"{name}.out.weight"].shape[1] // HEAD_WIDTH
        split = self.hold(f"{name}.split", np.array([0, 0, heads, HEAD_WIDTH]))
        merged = self.hold(f"{name}.merge", np.array([0, 0, heads * HEAD_WIDTH]))
        seen = self.put("Reshape", self._attended(x, name, state, split, hidden, reach[f"{name}.qkv"]), merged)

        def dense(values: str, part: str) -> str:
            weight, bias = state[f"{name}.{part}.weight"], state[f"{name}.{part}.bias"]
            return self.dense(values, f"{name}.{part}", weight, bias, reach[f"{name}.{part}"])

        x = self.norm(self.put("Add", x, dense(seen, "out")), f"{name}.norm1", state)
        down = dense(self.put(self.bend, dense(x, "up")), "down")
        return self.norm(self.put("Add", x, down), f"{name}.norm2", state)

    def _attended(self, x: str, name: str, state: Mapping[str, Array], split: str, hidden: str, reach: float) -> str:
        """The attention of layer `name`, its heads still apart; B x L x heads x width of a head."""
        matrix, bias = (np.split(state[f"{name}.qkv.{edge}"], 3) for edge in ("weight", "bias"))
        scaled = (HEAD_WIDTH**-0.5, 1.0, 1.0)
        q, k, v = (
            self.put(
                "Reshape", self.dense(x, f"{name}.{part}", matrix[n] * scaled[n], bias[n] * scaled[n], reach), split
            )
            for n, part in enumerate(("query", "key", "value"))
        )
        q, v = (self.put("Transpose", part, perm=[0, 2, 1, 3]) for part in (q, v))
        scores = self.put("Add", self.put("MatMul", q, self.put("Transpose", k, perm=[0, 2, 3, 1])), hidden)
        seen = self.put("MatMul", self.put("Softmax", scores, axis=-1), v)
        return self.put("Transpose", seen, perm=[0, 2, 1, 3])

    def hidden(self, mask: str) -> str:
        """What is added to attention's scores where `mask` (B x L, whole numbers) is 0."""
        one = self.hold(f"{mask}.one", np.array(1, np.float32))
        missing = self.put("Sub", one, self.put("Cast", mask, to=TensorProto.FLOAT))
        far = self.put("Mul", missing, self.hold(f"{mask}.never", np.array(-1e4, np.float32)))
        return self.put("Unsqueeze", far, self.hold(f"{mask}.middle", np.array([1, 2])))

    def mean(self, x: str, mask: str) -> str:
        """The mean of `x`, B x L x width, over the places where `mask` (B x L, whole numbers) is 1."""
        last, middle = self.hold(f"{x}.last", np.array([2])), self.hold(f"{x}.middle", np.array([1]))
        shown = self.put("Unsqueeze", self.put("Cast", mask, to=TensorProto.FLOAT), last)
        total = self.put("ReduceSum", self.put("Mul", x, shown), middle, keepdims=0)
        return self.put("Div", total, self.put("ReduceSum", shown, middle, keepdims=0))

    def model(
        self, name: str, inputs: Mapping[str, tuple[int, Sequence[str | int]]], outputs: Mapping[str, Sequence[str]]
    ) -> onnx.ModelProto:
        """The whole, checked. `inputs` have by name their type and axes, `outputs` their axes."""
        declared = [helper.make_tensor_value_info(n, kind, list(axes)) for n, (kind, axes) in inputs.items()]
        given = [helper.make_tensor_value_info(n, TensorProto.FLOAT, list(axes)) for n, axes in outputs.items()]
        made = helper.make_graph(self.nodes, name, declared, given, self.held)
        opsets = [helper.make_opsetid("", _OPSET)]
        found = helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="firsthand")
        onnx.checker.check_model(found, full_check=True)
        return found


def _in_8_bits(matrix: Array, axis: int) -> tuple[npt.NDArray[np.int8], Array]:
    """A matrix in whole steps, -127 to 127, and how large a step is in each slice along `axis`."""
    scale = np.maximum(np.abs(matrix).max(1 - axis), 1e-8) / 127
    whole = np.clip(np.round(matrix / np.expand_dims(scale, 1 - axis)), -127, 127).astype(np.int8)
    return whole, scale.astype(np.float32)
