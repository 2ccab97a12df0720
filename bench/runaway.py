r"""Do the patterns that are said to run away really do so? Their text, grown, in a process with a limit of its own.

    python bench/runaway.py '\s+$' '(a+)+$'      each pattern on its pump, twice, four and eight times as long

Prints seconds for each length, and "stopped" where the limit came first. A linear pattern takes twice as long each
time, one of degree 2 four times; an exponential one is stopped.
"""

import argparse
import resource
import subprocess
import sys

sys.path.insert(0, "eval")
from ambiguity import judge

LIMIT_S = 20
"""Seconds of one process's computing time."""
_ENDS = ("", "\0", "!", "\n\0", " ")
_TIMED = """
import re, sys, time
pattern, text = sys.argv[1], sys.stdin.read()
start = time.process_time()
re.search(pattern, text)
print(time.process_time() - start)
"""


def seconds(pattern: str, text: str) -> float | None:
    """How long a search takes; None when it had to be stopped."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_S, LIMIT_S))

    ran = subprocess.run(
        [sys.executable, "-c", _TIMED, pattern],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    return float(ran.stdout) if ran.returncode == 0 else None


def main() -> None:
    """Print a line for each pattern and length."""
    parser = argparse.ArgumentParser(description="Patterns on the text that makes them slow.")
    parser.add_argument("patterns", nargs="+")
    parser.add_argument("--rounds", type=int, default=2_000, help="how often the pump is repeated at first")
    given = parser.parse_args()
    for pattern in given.patterns:
        verdict = judge(pattern)
        print(f"{pattern}: degree {verdict.degree}, {verdict.why}, on {verdict.pump!r}")
        for times in (1, 2, 4, 8):
            body = (verdict.pump or "a") * given.rounds * times
            took = [seconds(pattern, body + end) for end in _ENDS]
            slowest = None if None in took else max(one for one in took if one is not None)
            print(f"  {len(body):>8} characters: {'stopped' if slowest is None else f'{slowest:.3f} s'}")
            if slowest is None:
                break


if __name__ == "__main__":
    main()
