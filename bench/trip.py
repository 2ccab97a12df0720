"""How long does the trip take, and how much memory at its peak? Whole processes, as a user starts them.

    .venv/bin/python bench/trip.py samples               the sample coverage
    .venv/bin/python bench/trip.py articles.jsonl -n 5   any coverage, five runs of each command
    .venv/bin/python bench/trip.py articles.jsonl --first 100

Prints the median of wall seconds and the largest peak of resident memory of `read`, `brief` and `follow` (first time
and again), and of `--help`, the cost of a start. One run before each is not counted: it fills the disk cache.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

PROGRAM = str(Path(sys.executable).parent / "firsthand")
MEGABYTE = 1024 * 1024


def main() -> None:
    """Measure and print, a command a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("coverage", help="file or folder to read")
    parser.add_argument("-n", "--runs", type=int, default=3, help="counted runs of each command")
    parser.add_argument("--first", type=int, help="only the first so many lines of a JSON Lines file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        coverage = asked.coverage if asked.first is None else _cut(Path(asked.coverage), asked.first, Path(folder))
        ledger = Path(folder) / "ledger.sqlite"

        def forget() -> None:
            for file in Path(folder).glob("ledger.sqlite*"):
                file.unlink()

        _measure("--help", ["--help"], asked.runs)
        _measure("read", ["read", coverage, "--json"], asked.runs)
        _measure("brief", ["brief", coverage, "--json"], asked.runs)
        _measure("follow, first time", ["follow", coverage, "--ledger", str(ledger)], asked.runs, before=forget)
        _measure("follow, again", ["follow", coverage, "--ledger", str(ledger)], asked.runs)
        _measure("brief from the ledger", ["brief", "--ledger", str(ledger), "--json"], asked.runs)


def _cut(path: Path, first: int, folder: Path) -> str:
    lines = path.read_text("utf-8").splitlines(keepends=True)[:first]
    cut = folder / "cut.jsonl"
    cut.write_text("".join(lines), "utf-8")
    return str(cut)


def _measure(name: str, words: Sequence[str], runs: int, before: Callable[[], None] = lambda: None) -> None:
    times, peak = [], 0
    for run in range(runs + 1):
        before()
        took, memory = _once(words)
        if run:
            times.append(took)
            peak = max(peak, memory)
    print(f"{name:<24} {statistics.median(times):>8.2f} s  {peak / MEGABYTE:>7.0f} MB", flush=True)


def _once(words: Sequence[str]) -> tuple[float, int]:
    """Wall seconds and peak resident bytes of one run, from the operating system's own account."""
    begun = time.monotonic()
    with subprocess.Popen([PROGRAM, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise SystemExit(f"firsthand {' '.join(words)} ended with {process.returncode}")
    return time.monotonic() - begun, used.ru_maxrss * 1024


if __name__ == "__main__":
    main()
