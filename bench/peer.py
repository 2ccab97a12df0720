"""How fast against somebody else's program? Both over the same articles, in turn, in one run, on one core.

    .venv/bin/python bench/peer.py articles.jsonl --command "python other.py {}" --command "other2 {}" -n 5

Times `firsthand read FILE --json` and every command given, as whole processes, A B A B ..., after one run of each that
is not counted; `{}` stands for the file. `articles.jsonl` holds one article a line, its words under `text`. In the same
turns each program reads the first article alone: what the others take it, by their words, is its speed once started,
and the rest its start-up. An article is 760 words here, whatever the lengths of those given. Prints the medians of
CPU-seconds (user and system, as the operating system counts them), the largest peak of resident memory, and how many
times as fast `firsthand` is. CPU-seconds hardly mind a busy machine, but they do mind it: take figures on an idle one.
"""

import argparse
import json
import os
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

PROGRAM = str(Path(sys.executable).parent / "firsthand")
MEGABYTE = 1024 * 1024
ARTICLE_WORDS = 760
"""Words of the usual article, to which all speeds are brought: a newspaper's, as the goals of this project count it."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_AS_USED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Where this is set, Python compiles a program that is being worked on anew each time, and never one from a package."""
WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Program:
    """A command with `{}` for the file, and what its runs took."""

    words: tuple[str, ...]
    setbacks: bool
    """Whether it may end with 1, as ours does where an article could not be read in full."""
    on_all: list[float] = field(default_factory=list)
    on_one: list[float] = field(default_factory=list)
    """CPU-seconds of each counted run, on all articles and on one."""
    peaks: list[int] = field(default_factory=list)
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Articles of ARTICLE_WORDS a CPU-second, CPU-seconds of start-up, bytes of memory."""

    whole: float
    started: float
    start_s: float
    peak: int


def main() -> None:
    """Measure and print, a program a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="JSON Lines, an article each")
    parser.add_argument("--command", action="append", default=[], help="another program; {} stands for the file")
    parser.add_argument("-n", "--runs", type=int, default=3, help="counted runs of each")
    asked = parser.parse_args()
    _stay_on_one_core()
    lines = asked.articles.read_text("utf-8").splitlines(keepends=True)
    words = [len(WORD.findall(json.loads(line)["text"])) for line in lines]
    programs = [Program((PROGRAM, "read", "{}", "--json"), setbacks=True)]
    programs += [Program(tuple(shlex.split(command)), setbacks=False) for command in asked.command]
    with tempfile.TemporaryDirectory() as folder:
        whole, one = Path(folder) / "all.jsonl", Path(folder) / "one.jsonl"
        whole.write_text("".join(lines), "utf-8")
        one.write_text(lines[0], "utf-8")
        for turn in range(asked.runs + 1):
            for program in programs:
                _run(program, whole, one, counted=turn > 0)
    print(f"{len(lines)} articles of {sum(words):,} words; the first, of {words[0]:,}, also alone; {asked.runs} runs")
    _report(programs, [_speed(program, sum(words), words[0]) for program in programs])


def _stay_on_one_core() -> None:
    """Bind this process, and so all that it starts, to one core, where the system can."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _run(program: Program, whole: Path, one: Path, *, counted: bool) -> None:
    for file, took in ((whole, program.on_all), (one, program.on_one)):
        seconds, peak = _once([word.replace("{}", str(file)) for word in program.words], setbacks=program.setbacks)
        if counted:
            took.append(seconds)
            program.peaks.append(peak)


def _once(words: Sequence[str], *, setbacks: bool) -> tuple[float, int]:
    """CPU-seconds and peak resident bytes of one run, from the operating system's own account."""
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_AS_USED) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, int(setbacks)):
        raise SystemExit(f"{shlex.join(words)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def _speed(program: Program, words: int, first_words: int) -> Speed:
    """A straight line through the two points: so much to start, so much a word."""
    on_all, on_one = statistics.median(program.on_all), statistics.median(program.on_one)
    a_word = (on_all - on_one) / (words - first_words) if words > first_words else on_all / words
    return Speed(
        whole=words / ARTICLE_WORDS / on_all,
        started=1 / ARTICLE_WORDS / a_word,
        start_s=on_one - first_words * a_word,
        peak=max(program.peaks),
    )


def _report(programs: Sequence[Program], speeds: Sequence[Speed]) -> None:
    print(f"\n   {'articles a CPU-second':>22}{'once started':>14}{'start-up':>11}{'peak':>10}   all, CPU-s")
    for name, program, speed in zip(LETTERS, programs, speeds, strict=False):
        spread = f"{min(program.on_all):.2f} to {max(program.on_all):.2f}"
        print(
            f"{name}  {speed.whole:>22.2f}{speed.started:>14.2f}{speed.start_s:>9.2f} s{speed.peak / MEGABYTE:>7.0f} MB"
            f"   {spread}"
        )
    ours, *others = speeds
    for name, speed in zip(LETTERS[1:], others, strict=False):
        whole, started = ours.whole / speed.whole, ours.started / speed.started
        print(f"A is {whole:.2f} times as fast as {name}, {started:.2f} times once both are started")
    print()
    for name, program in zip(LETTERS, programs, strict=False):
        print(f"{name}  {' '.join([Path(program.words[0]).name, *program.words[1:]])}")


if __name__ == "__main__":
    main()
