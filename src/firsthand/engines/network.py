"""What runs the encoder? OpenVINO, on one core; the only door to it.

Of the engines measured for a six-layer encoder on one core with AMX (windows of 256 pieces, pieces a CPU-second):
OpenVINO with 8-bit weights and activations 24,000, bfloat16 18,000, float32 9,000; onnxruntime dynamic int8 14,000,
float32 5,500. What is not in 8 bits runs in bfloat16, or in float32 where the processor has none.

A graph is compiled for one window of one length: compiled for windows of any number and length it made code anew for
each shape, and changing from one to the next cost 2 to 5 ms of a call of 2 to 32. The slimmed encoder that ships reads
44,000 pieces a second so, and gained no more than a tenth from four windows at once.
"""

from dataclasses import dataclass, field

import numpy as np
import openvino

from firsthand.engines.encoder import Seen
from firsthand.engines.pieces import Ints

_LENGTHS = (64, 256)
"""Windows are filled up to the first of these that has room: nearly all contents that are read by themselves have fewer
than 60 pieces. Each costs a quarter of a CPU-second when it is first met; 128 between them gained less than that on 80
articles."""


@dataclass(frozen=True, slots=True)
class OpenVinoNetwork:
    """A network, compiled for each length of window when it is first met."""

    core: openvino.Core
    graph: openvino.Model
    settings: dict[str, str | int]
    compiled: dict[int, openvino.InferRequest] = field(default_factory=dict)

    @classmethod
    def of(cls, graph: bytes) -> "OpenVinoNetwork":
        """The network of an ONNX graph, to run on one thread of this machine's processor."""
        core = openvino.Core()
        able = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        settings: dict[str, str | int] = {
            "INFERENCE_PRECISION_HINT": "bf16" if "BF16" in able else "f32",
            "INFERENCE_NUM_THREADS": 1,
            "NUM_STREAMS": 1,
        }
        return cls(core, core.read_model(graph), settings)

    def __call__(self, ids: Ints, marks: Ints) -> Seen:
        """Read a window. Raises ValueError where it is longer than any window may be."""
        n = len(ids)
        length = next((length for length in _LENGTHS if length >= n), None)
        if length is None:
            raise ValueError(f"expected a window of at most {_LENGTHS[-1]} pieces, came {n}")
        rows = np.zeros((3, 1, length), np.int32)
        rows[0, 0, :n], rows[1, 0, :n], rows[2, 0, :n] = ids, marks, 1
        named = dict(zip(("ids", "marks", "mask"), rows, strict=True))
        found = self._for(length).infer(named, share_inputs=True, share_outputs=True)
        roles, names = (found[name][0, :n].copy() for name in ("roles", "names"))
        cues, sources = (found[name][0, :n, :n].copy() for name in ("cues", "sources"))
        return Seen(roles, names, cues, sources)

    def _for(self, length: int) -> openvino.InferRequest:
        """What runs windows of this length."""
        if length not in self.compiled:
            graph = self.graph.clone()
            graph.reshape({each.any_name: [1, length] for each in graph.inputs})
            self.compiled[length] = self.core.compile_model(graph, "CPU", self.settings).create_infer_request()
        return self.compiled[length]
