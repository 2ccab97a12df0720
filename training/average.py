"""Which weights ship? The mean of several runs' weights, which reads better than any one of them.

    python training/average.py training/out/run-*/average.pt --out training/out/average.pt

Runs that start from the same weights and differ in the order of articles lie so near each other that the mean between
them is as good a reader as they are, and less sure where they disagree (Wortsman and others 2022, "model soups").
"""

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Read the command line, and write the mean."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("runs", type=Path, nargs="+")
    ask.add_argument("--out", type=Path, required=True)
    told = ask.parse_args()
    kept = [torch.load(run, map_location="cpu", weights_only=True) for run in told.runs]
    torch.save({name: sum(run[name] for run in kept) / len(kept) for name in kept[0]}, told.out)


if __name__ == "__main__":
    main()
