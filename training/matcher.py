"""What tells whether two statements say the same? An encoder that reads each alone, and then both together.

The first four layers of MiniLM-L6 read every statement by itself, once. On them stand two branches of two layers, each
begun with MiniLM's last two: one makes a vector of a statement, by which candidates are found; the other reads the four
layers' values of two statements side by side, and scores the pair (Cao and others 2020 take BERT apart so: "DeFormer").
So a pair costs a third of what reading both together from the start would.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from model import Dropout, Layer, Shape

APART = 4
"""Layers that read each statement alone."""
VERDICTS = 3
"""What is said of a pair: that it is one claim; that the two take different sides; that they differ in a value."""


class Matcher(nn.Module):
    """The encoder and its two branches."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.shape, self.drop = shape, Dropout(dropout)
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.places, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)

        def layers(first: int, last: int) -> nn.ModuleList:
            sizes = zip(shape.heads[first:last], shape.inner[first:last], strict=True)
            return nn.ModuleList(Layer(shape, heads, inner, dropout) for heads, inner in sizes)

        self.layers = layers(0, APART)
        self.alone = layers(APART, len(shape.heads))
        self.beside = layers(APART, len(shape.heads))
        self.second = nn.Parameter(torch.zeros(shape.width))
        self.verdict = nn.Linear(3 * shape.width, VERDICTS)
        nn.init.normal_(self.verdict.weight, std=0.02)
        nn.init.zeros_(self.verdict.bias)

    @classmethod
    def begun(cls, first: dict[str, Tensor], dropout: float) -> "Matcher":
        """One with the first weights of `start.small`; both branches begin alike."""
        made = cls(Shape.of(first), dropout)
        state = {}
        for name, values in first.items():
            if not name.startswith("layers."):
                state[name] = values
                continue
            _, at, rest = name.split(".", 2)
            if int(at) < APART:
                state[name] = values
            else:
                state |= {f"{branch}.{int(at) - APART}.{rest}": values for branch in ("alone", "beside")}
        missing, extra = made.load_state_dict(state, strict=False)
        if extra or set(missing) - {"second", "verdict.weight", "verdict.bias"}:
            raise ValueError(f"expected the weights of six layers, came without {missing} and with {extra}")
        return made

    def read(self, ids: Tensor, mask: Tensor) -> Tensor:
        """B x L pieces, with `mask` 1 where there is one, to B x L x width: what each statement is by itself."""
        x = self.drop(self.norm(self.pieces(ids) + self.places.weight[: ids.shape[1]]))
        for layer in self.layers:
            x = layer(x, _hidden(mask, x))
        return x

    def vectors(self, x: Tensor, mask: Tensor) -> Tensor:
        """What `read` gave to B x width: vectors of length 1; their product says how near two statements are."""
        for layer in self.alone:
            x = layer(x, _hidden(mask, x))
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return functional.normalize(mean.float(), dim=-1)

    def pairs(self, x: Tensor, mask: Tensor, left: Sequence[int], right: Sequence[int]) -> Tensor:
        """Of what `read` gave, P pairs by their places in it, to P x 3 verdicts, unnormalised."""
        both = torch.cat([x[left], x[right] + self.second.to(x.dtype)], 1)
        shown = torch.cat([mask[left], mask[right]], 1)
        for layer in self.beside:
            both = layer(both, _hidden(shown, both))
        length = x.shape[1]
        one, other = _mean(both[:, :length], mask[left]), _mean(both[:, length:], mask[right])
        out: Tensor = self.verdict(self.drop(torch.cat([both[:, 0], (one - other).abs(), one * other], -1)))
        return out


def _mean(x: Tensor, mask: Tensor) -> Tensor:
    return (x * mask[..., None].to(x.dtype)).sum(1) / mask.sum(1, keepdim=True).to(x.dtype)


def _hidden(mask: Tensor, x: Tensor) -> Tensor:
    return (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
