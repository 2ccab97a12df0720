"""With what settings is the reader trained? One record, kept beside every checkpoint."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that decides what a training run gives. What each setting bought is in README.md."""

    seed: int = 20261122
    order: int = 0
    """Which order the articles come in, and which dice dropout throws; the first weights stay the same."""
    passes: int = 8
    window: int = 254
    """Pieces of a window, without the two marks at its ends."""
    batch: int = 12
    """Windows of a step."""
    rate: float = 3e-4
    """The encoder's highest learning rate; it rises over the first twentieth of the steps, then falls to 0."""
    head_rate: float = 1e-3
    """The same for what is new: heads, and the inputs for case, gap and quotation."""
    decay: float = 0.01
    dropout: float = 0.1
    average: float = 0.998
    """How much of the running average of the weights each step keeps; the average is what is shipped."""
    pair_width: int = 128
    names_weight: float = 0.3
    """What the loss of the names head counts for, against 1 for the tags and for each of the two pair scores."""
    blind: str = ""
    """What the network is not told of its pieces, to see what it brings: "case", "gap" or "quoted"; several, too."""
    threads: int = 2
