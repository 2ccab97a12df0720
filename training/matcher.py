"""What tells what a statement is about? An encoder with two ends: one as it was published, one that is taught.

The first layers of MiniLM-L6 are shared and stay as they are. On them stand its other layers twice: as published, they
make a text's *topic*; taught on families of wordings, its *gist*, by which those that say the same lie together.
"""

from torch import Tensor, nn
from torch.nn import functional

from model import Dropout, Layer, Shape

SHARED = 2
"""Layers that both ends stand on."""


class Matcher(nn.Module):
    """The encoder and its two ends."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.shape, self.drop = shape, Dropout(dropout)
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.places, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        sizes = list(zip(shape.heads, shape.inner, strict=True))
        self.shared = nn.ModuleList(Layer(shape, heads, inner, 0.0) for heads, inner in sizes[:SHARED])
        self.topic = nn.ModuleList(Layer(shape, heads, inner, 0.0) for heads, inner in sizes[SHARED:])
        self.gist = nn.ModuleList(Layer(shape, heads, inner, dropout) for heads, inner in sizes[SHARED:])

    @classmethod
    def begun(cls, first: dict[str, Tensor], dropout: float) -> "Matcher":
        """One with the first weights of `start.small`; both ends begin alike, and only the gist's learns."""
        made = cls(Shape.of(first), dropout)
        state = {}
        for name, values in first.items():
            if not name.startswith("layers."):
                state[name] = values
                continue
            _, at, rest = name.split(".", 2)
            parts = [("shared", int(at))] if int(at) < SHARED else [(p, int(at) - SHARED) for p in ("topic", "gist")]
            state |= {f"{part}.{place}.{rest}": values for part, place in parts}
        made.load_state_dict(state)
        for name, weights in made.named_parameters():
            weights.requires_grad = name.startswith("gist.")
        return made

    def read(self, ids: Tensor, mask: Tensor) -> Tensor:
        """B x L pieces, with `mask` 1 where there is one, to B x L x width: what both ends begin with."""
        x = self.norm(self.pieces(ids) + self.places.weight[: ids.shape[1]])
        for layer in self.shared:
            x = layer(x, _hidden(mask, x))
        return x

    def gists(self, x: Tensor, mask: Tensor) -> Tensor:
        """What `read` gave to B x width: vectors of length 1; their product says how much two say the same."""
        return _vectors(self.drop(x), mask, self.gist)

    def topics(self, x: Tensor, mask: Tensor) -> Tensor:
        """The same of what they are about."""
        return _vectors(x, mask, self.topic)


def _vectors(x: Tensor, mask: Tensor, layers: nn.ModuleList) -> Tensor:
    for layer in layers:
        x = layer(x, _hidden(mask, x))
    mean = (x * mask[..., None].to(x.dtype)).sum(1) / mask.sum(1, keepdim=True)
    return functional.normalize(mean.float(), dim=-1)


def _hidden(mask: Tensor, x: Tensor) -> Tensor:
    return (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
