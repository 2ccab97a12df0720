"""What of a trained reader can go? The heads of attention and inner values that its losses mind least.

    python training/slim.py --checkpoint OUT/average.pt --data ../shared/data/polnear --out OUT/slim.pt

How much the losses mind is taken from their slope where each head's and each inner value's part is all there: the sum,
over windows of train articles, of the slope's size (Michel, Levy and Neubig 2019, "Are Sixteen Heads Really Better than
One?"; Molchanov and others 2017 for single values). Heads are ranked over all layers, since layers differ much; inner
values within their layer. What is left is trained on a little, with the whole reader as its teacher (`train.py --start
--teacher`).
"""

import argparse
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from batches import Window, batch_of, windows
from corpus import of_polnear
from model import HEAD_WIDTH, Layer, Reader, Shape
from recipe import Recipe
from rows import rows
from start import first_vocabulary
from train import losses, taught, tensors

_BATCH = 8
_ARTICLES = 150
"""Articles over which the slopes are summed; with 60, the ranks of heads are the same but for a few."""


class _Gated(Layer):
    """A layer of which each head's and each inner value's part can be turned down."""

    def gate(self) -> tuple[Tensor, Tensor]:
        """All parts whole, anew."""
        self.head_gate = torch.ones(self.heads, 1, requires_grad=True)
        self.inner_gate = torch.ones(self.up.out_features, requires_grad=True)
        return self.head_gate, self.inner_gate

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """As a layer's, with the gates in it."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, HEAD_WIDTH).permute(2, 0, 3, 1, 4).unbind(0)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype)).transpose(1, 2)
        seen = (seen * self.head_gate.to(seen.dtype)).reshape(b, n, self.heads * HEAD_WIDTH)
        x = self.norm1(x + self.out(seen))
        inner = self.bend(self.up(x))
        out: Tensor = self.norm2(x + self.down(inner * self.inner_gate.to(inner.dtype)))
        return out


def worth(state: dict[str, Tensor], seen: Sequence[Window], pair_width: int) -> tuple[list[Tensor], list[Tensor]]:
    """How much the losses over `seen` mind each head, and each inner value: a vector a layer."""
    reader = Reader(Shape.of(state), pair_width, 0.0)
    reader.load_state_dict(state)
    reader.eval()
    for layer in reader.layers:
        layer.__class__ = _Gated
    gates = [gate for layer in reader.layers for gate in layer.gate()]  # type: ignore[operator]
    sums = [torch.zeros_like(gate) for gate in gates]
    for at in range(0, len(seen), _BATCH):
        loss = losses(reader, tensors(batch_of(seen[at : at + _BATCH])))
        slopes = torch.autograd.grad(loss["roles"] + loss["cue"] + loss["source"], gates)
        sums = [total + slope.abs() for total, slope in zip(sums, slopes, strict=True)]
    return [total.flatten() for total in sums[::2]], sums[1::2]


def slimmed(state: dict[str, Tensor], heads: Sequence[Tensor], inner: Sequence[Tensor]) -> dict[str, Tensor]:
    """The weights with only the `heads` and `inner` values named, by number, for each layer."""
    out = dict(state)
    for i, (kept, values) in enumerate(zip(heads, inner, strict=True)):
        name = f"layers.{i}"
        here = (kept[:, None] * HEAD_WIDTH + torch.arange(HEAD_WIDTH)).flatten()
        whole = state[f"{name}.out.weight"].shape[1]
        out[f"{name}.out.weight"] = state[f"{name}.out.weight"][:, here]
        thrice = torch.cat([here + part * whole for part in range(3)])
        for edge in ("weight", "bias"):
            out[f"{name}.qkv.{edge}"] = state[f"{name}.qkv.{edge}"][thrice]
            out[f"{name}.up.{edge}"] = state[f"{name}.up.{edge}"][values]
        out[f"{name}.down.weight"] = state[f"{name}.down.weight"][:, values]
    return {name: values.contiguous() for name, values in out.items()}


def best_heads(worths: Sequence[Tensor], many: int) -> list[Tensor]:
    """Of all layers' heads the `many` worthiest, and of each layer one at least."""
    least = torch.cat(list(worths)).sort(descending=True).values[many - 1]
    return [((worth >= least) | (worth == worth.max())).nonzero().flatten() for worth in worths]


def best_inner(worths: Sequence[Tensor], many: int) -> list[Tensor]:
    """Of each layer's inner values the `many` worthiest, in their order."""
    return [worth.topk(many).indices.sort().values for worth in worths]


def main() -> None:
    """Read the command line, and write the slimmer checkpoint."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--checkpoint", type=Path, required=True)
    ask.add_argument("--data", type=Path, required=True, help="the folder with train.jsonl.gz")
    ask.add_argument("--of", type=Path, help="whose weights are cut, if not the checkpoint's: a run it is the mean of")
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--heads", type=int, default=36, help="heads to keep, of all layers together")
    ask.add_argument("--inner", type=int, default=768, help="inner values to keep in each layer")
    told = ask.parse_args()
    recipe = Recipe()
    torch.set_num_threads(recipe.threads)
    state = torch.load(told.checkpoint, map_location="cpu", weights_only=True)
    lessons = map(of_polnear, islice(rows(told.data / "train.jsonl.gz"), _ARTICLES))
    seen = [w for a in taught(lessons, None, first_vocabulary()) for w in windows(a, recipe.window, recipe.window)]
    heads, inner = worth(state, seen, recipe.pair_width)
    cut = torch.load(told.of, map_location="cpu", weights_only=True) if told.of else state
    slim = slimmed(cut, best_heads(heads, told.heads), best_inner(inner, told.inner))
    torch.save(slim, told.out)
    print(Shape.of(slim))


if __name__ == "__main__":
    main()
