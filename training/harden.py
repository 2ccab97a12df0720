"""What if inner values were bent by something cheaper than GELU? The same reader with HardSwish, hardly another.

    python training/harden.py --checkpoint OUT/taught/average.pt --out OUT/hard.pt

HardSwish (Howard and others 2019, "Searching for MobileNetV3") is x at 3 and more, 0 at -3 and less, and a parabola
between: no exponential, no error function. Stretched by 1.85, it is nowhere further than .09 from GELU, so what goes
into it is multiplied by that and what comes out divided. What it still costs is trained away (`train.py --start`).
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor

_STRETCH = 1.85
"""Of 1.5 to 2.2, what brings it nearest to GELU in the mean square over a normal distribution (reckoned here)."""


def hardened(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The weights of the same reader with HardSwish."""
    out = {**state, "hard": torch.ones(1)}
    out |= {name: values * _STRETCH for name, values in state.items() if ".up." in name}
    return out | {name: values / _STRETCH for name, values in state.items() if name.endswith(".down.weight")}


def main() -> None:
    """Read the command line, and write the checkpoint."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--checkpoint", type=Path, required=True)
    ask.add_argument("--out", type=Path, required=True)
    told = ask.parse_args()
    torch.save(hardened(torch.load(told.checkpoint, map_location="cpu", weights_only=True)), told.out)


if __name__ == "__main__":
    main()
