"""How large are the values that go into each dense layer? What their 8 bits must reach to.

The largest size that is met in windows of train articles. Cutting off the largest .01 % instead costs .3 to .5 of F1 on
PolNeAR dev, .1 % costs 1 to 1.5: the rare large values carry much (measured here on the six whole layers).
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from batches import Window, batch_of
from model import Reader, Shape
from train import tensors

_BATCH = 8
_SPARE = 1.05
"""How much further than the largest value met is reached."""


@torch.no_grad()
def ranges(state: dict[str, Tensor], seen: Sequence[Window], pair_width: int) -> dict[str, float]:
    """For each dense layer, by name, the size of the largest input met in `seen`, and a little more."""
    reader = Reader(Shape.of(state), pair_width, 0.0)
    reader.load_state_dict(state)
    reader.eval()
    largest: dict[str, float] = {}

    def watch(name: str, layer: nn.Linear) -> None:
        def note(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            largest[name] = max(largest.get(name, 0.0), float(given[0].abs().max()))

        layer.register_forward_pre_hook(note)

    for name, part in reader.named_modules():
        if isinstance(part, nn.Linear):
            watch(name, part)
    for at in range(0, len(seen), _BATCH):
        b = tensors(batch_of(seen[at : at + _BATCH]))
        reader(b["ids"], b["marks"], b["mask"])
    return {name: size * _SPARE for name, size in largest.items()}
