"""What runs the networks? OpenVINO, on one core; the only door to it.

Of the engines measured for a six-layer encoder on one core with AMX (windows of 256 pieces, pieces a CPU-second):
OpenVINO with 8-bit weights and activations 24,000, bfloat16 18,000, float32 9,000; onnxruntime dynamic int8 14,000,
float32 5,500. What is not in 8 bits runs in bfloat16, or in float32 where the processor has none.

A graph is compiled for one window of one length: compiled for windows of any number and length it made code anew for
each shape, and changing from one to the next cost 2 to 5 ms of a call of 2 to 32. The slimmed encoder that ships reads
44,000 pieces a second so, and gained no more than a tenth from four windows at once. A second graph, for windows of 64,
cost a quarter of a CPU-second to compile, and gained less than that on 84 articles once short texts share windows.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from firsthand.engines.encoder import Floats, Seen
from firsthand.engines.pieces import Ints

# Imported with its tools for conversion, OpenVINO reports to its maker over the network that it is in use. Nothing
# leaves this machine unasked, so they are hidden while it is imported; it goes on without them, and .1 s sooner.
_TOOLS = "openvino.tools.ovc"
_known = _TOOLS in sys.modules
sys.modules.setdefault(_TOOLS, None)  # type: ignore[arg-type]
import openvino  # noqa: E402

if not _known:
    del sys.modules[_TOOLS]

_LENGTH = 256
"""Windows are filled up to this."""


@dataclass(frozen=True, slots=True)
class OpenVinoNetwork:
    """A network, compiled for one window, and where its inputs and outputs stand."""

    compiled: openvino.InferRequest
    inputs: Ints
    """3 x 1 x _LENGTH: ids, marks, and 1 where there is a piece."""
    outputs: Seen
    """What the network said last."""

    @classmethod
    def of(cls, graph: bytes) -> "OpenVinoNetwork":
        """The network of an ONNX graph, to run on one thread of this machine's processor."""
        request = _compiled(graph, lambda _: [1, _LENGTH])
        inputs = np.zeros((3, 1, _LENGTH), np.int32)
        for name, row in zip(("ids", "marks", "mask"), inputs, strict=True):
            request.set_tensor(name, openvino.Tensor(row, shared_memory=True))
        return cls(request, inputs, Seen(*(request.get_tensor(name).data[0] for name in Seen._fields)))

    def __call__(self, ids: Ints, marks: Ints) -> Seen:
        """Read a window. Raises ValueError where it is longer than any window may be."""
        n = len(ids)
        if n > _LENGTH:
            raise ValueError(f"expected a window of at most {_LENGTH} pieces, came {n}")
        self.inputs[:, 0, :n] = ids, marks, np.ones_like(ids)
        self.inputs[:, 0, n:] = 0
        self.compiled.infer(share_outputs=True)
        roles, names, cues, sources = self.outputs
        return Seen(roles[:n], names[:n], cues[:n, :n], sources[:n, :n])


EXACT = "FIRSTHAND_EXACT"
"""Set to anything in the environment, float32 is computed in."""

_ROWS = 16
"""Short texts that are read together; one by one they take a third more (measured at 64 pieces)."""


@dataclass(frozen=True, slots=True)
class OpenVinoMatching:
    """The network that reads short texts, compiled for 16 of any length.

    The matcher gives it few lengths, so that code for a new one (40 ms) is made seldom; a text of 16 pieces takes .9 ms
    so, one of 64 3.3; all of 64 and compiled for that they take 3.1.
    """

    compiled: openvino.InferRequest
    longest: int

    @property
    def rows(self) -> int:
        """How many texts are given at once."""
        return _ROWS

    @property
    def width(self) -> int:
        """How many values a vector has."""
        width: int = self.compiled.get_compiled_model().output("gist").get_partial_shape()[1].get_length()
        return width

    @classmethod
    def of(cls, graph: bytes, longest: int) -> "OpenVinoMatching":
        """The network of an ONNX graph, for texts of up to `longest` pieces."""
        return cls(_compiled(graph, lambda _: [_ROWS, -1]), longest)

    def __call__(self, ids: Ints, mask: Ints) -> tuple[Floats, Floats]:
        """Rows of pieces to topics and gists, rows x width each."""
        self.compiled.infer({"ids": ids, "mask": mask})
        topic, gist = (self.compiled.get_tensor(name).data.copy() for name in ("topic", "gist"))
        return topic, gist


def _compiled(graph: bytes, shape: Callable[[openvino.PartialShape], list[int]]) -> openvino.InferRequest:
    """The network of an ONNX graph whose inputs have this shape, to run on one thread of this machine's processor.

    It computes in bfloat16 where the processor does that several times faster, and then a text near the edge may be
    read otherwise than elsewhere; with EXACT in the environment in float32, alike on every processor.
    """
    core = openvino.Core()
    able = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    settings: dict[str, str | int] = {
        "INFERENCE_PRECISION_HINT": "bf16" if "BF16" in able and not os.environ.get(EXACT) else "f32",
        "INFERENCE_NUM_THREADS": 1,
        "NUM_STREAMS": 1,
    }
    model = core.read_model(graph)
    model.reshape({each.any_name: shape(each.partial_shape) for each in model.inputs})
    return core.compile_model(model, "CPU", settings).create_infer_request()
