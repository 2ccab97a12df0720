"""What is trained? An encoder with case, gap and quotation as further inputs, and its heads.

The encoder is BERT's (Devlin and others 2019): in the size of MiniLM-L6 (Wang and others 2020; 6 layers, 384 wide, 12
heads) what ships is made of, in that of MPNet (Song and others 2020; 12 layers, 768 wide, 12 heads, and attention is
told distances) it is what teaches. Heads: one label a piece for roles, one for names, and vectors of which inner
products score pairs, content with cue and cue with source.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from firsthand.engines.encoder import NAME_LABELS, ROLE_LABELS
from firsthand.engines.pieces import Gap
from firsthand.engines.wordpieces import Case

REACH = 16
"""Buckets of distance, each way, that a pair's score is told."""
_EXACT = 4
"""Up to this distance each has a bucket of its own."""


HEAD_WIDTH = 32
"""Values of one head's query, key and value."""
NEAR = 32
"""Buckets of distance that the teacher's attention is told."""


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
    head_width: int = HEAD_WIDTH
    near: bool = False
    """Whether each head adds to its scores what it thinks of distances."""
    hard: bool = False
    """Whether inner values are bent by HardSwish (Howard and others 2019), which is cheaper than GELU."""

    @classmethod
    def of(cls, state: Mapping[str, Shaped]) -> "Shape":
        """The sizes of the network whose weights are `state`."""
        layers = range(sum(name.endswith(".qkv.weight") for name in state))
        near = "near.weight" in state
        head_width = 2 * HEAD_WIDTH if near else HEAD_WIDTH
        return cls(
            vocabulary=state["pieces.weight"].shape[0],
            width=state["pieces.weight"].shape[1],
            heads=tuple(state[f"layers.{i}.out.weight"].shape[1] // head_width for i in layers),
            inner=tuple(state[f"layers.{i}.up.weight"].shape[0] for i in layers),
            places=state["places.weight"].shape[0],
            head_width=head_width,
            near=near,
            hard="hard" in state,
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

    def __init__(self, shape: Shape, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.bend = functional.hardswish if shape.hard else functional.gelu
        self.heads, self.head_width, self.drop = heads, shape.head_width, Dropout(dropout)
        width, head_width = shape.width, shape.head_width
        self.qkv = nn.Linear(width, 3 * heads * head_width)
        self.out = nn.Linear(heads * head_width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` B x L x width; `mask`, which B x heads x L x L can be made of, is added to the attention's scores."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, self.head_width).permute(2, 0, 3, 1, 4).unbind(0)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        seen = self.out(seen.transpose(1, 2).reshape(b, n, self.heads * self.head_width))
        x = self.norm1(x + self.drop(seen))
        out: Tensor = self.norm2(x + self.drop(self.down(self.bend(self.up(x)))))
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
            Layer(shape, heads, inner, dropout) for heads, inner in zip(shape.heads, shape.inner, strict=True)
        )
        self.near = nn.Embedding(NEAR, shape.heads[0]) if shape.near else None
        self.head = nn.Linear(shape.width, len(ROLE_LABELS) + len(NAME_LABELS) + 4 * pair_width)
        if shape.hard:
            self.register_buffer("hard", torch.ones(1))
        self.far = nn.Parameter(torch.zeros(2, 2 * REACH + 1))
        nn.init.zeros_(self.marks.weight)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor) -> Seen:
        """`ids` and `marks` B x L; `mask` B x L, 1 where there is a piece."""
        x = self.pieces(ids) + self.places.weight[: ids.shape[1]] + self.marks(marks)
        x = self.drop(self.norm(x))
        hidden = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        if self.near is not None:
            hidden = hidden + self.near(nearness(ids.shape[1])).permute(2, 0, 1)
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


def nearness(n: int) -> Tensor:
    """MPNet's buckets, `n` x `n`: exact to 7, then as the logarithm to 128, the first 16 for what lies before."""
    gap = torch.arange(n)[None, :] - torch.arange(n)[:, None]
    size, half = gap.abs(), NEAR // 2
    exact = half // 2
    grown = exact + (torch.log(size.clamp(min=1).float() / exact) / math.log(128 / exact) * (half - exact)).long()
    return torch.where(size < exact, size, grown.clamp(max=half - 1)) + half * (gap > 0)
