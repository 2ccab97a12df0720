"""What runs the encoder? OpenVINO, on one core; the only door to it.

Of the engines measured for this six-layer encoder on one core with AMX (windows of 256 pieces, pieces a CPU-second):
OpenVINO bfloat16 18,000, float32 with 8-bit weights 9,000; onnxruntime dynamic int8 14,000, float32 5,500. A processor
without bfloat16 is served in float32.
"""

from dataclasses import dataclass

import numpy as np
import openvino

from firsthand.engines.encoder import Seen
from firsthand.engines.pieces import Ints

_BUCKET = 32
"""Windows are filled up to a multiple of so many pieces: the engine makes code anew for each length that it meets."""


@dataclass(frozen=True, slots=True)
class OpenVinoNetwork:
    """A compiled network; what it says of a window does not depend on the windows beside it."""

    model: openvino.CompiledModel

    @classmethod
    def of(cls, graph: bytes) -> "OpenVinoNetwork":
        """Compile an ONNX graph for one thread of this machine's processor."""
        core = openvino.Core()
        able = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        settings = {
            "INFERENCE_PRECISION_HINT": "bf16" if "BF16" in able else "f32",
            "INFERENCE_NUM_THREADS": 1,
            "NUM_STREAMS": 1,
        }
        return cls(core.compile_model(core.read_model(graph), "CPU", settings))

    def __call__(self, ids: Ints, marks: Ints, mask: Ints) -> Seen:
        """Run B x L windows."""
        length = ids.shape[1]
        wide = [np.pad(rows, ((0, 0), (0, -length % _BUCKET))) for rows in (ids, marks, mask)]
        found = self.model(dict(zip(("ids", "marks", "mask"), wide, strict=True)), share_inputs=True)
        roles, names = (found[name][:, :length] for name in ("roles", "names"))
        cues, sources = (found[name][:, :length, :length] for name in ("cues", "sources"))
        return Seen(roles, names, cues, sources)
