"""How good is the reading, and has it become worse? One table, with a bound for each figure.

    make eval                          everything
    make eval FLAGS="polnear seed"     some of it
    make eval FLAGS="--raise"          bounds tighten to what was measured today
    make eval FLAGS="--lower polnear"  and down, for one task, said aloud

Evaluation data and scorers lie beside the project, in `../shared` (or where FIRSTHAND_SHARED says), and are not part of
it: a task whose data is not there is left out and said so. Data is checked against the digest in `floors.toml`, so that
a figure is always of the same gold. The project's own gold, `eval/gold/`, is always there.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.toml"
PROGRAM = Path(sys.executable).parent / "firsthand"
PINNED = 16
"""Hexadecimal digits of SHA-256 that are kept of each gold file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One figure-giving run: `feed` makes the input, the program reads it with `words`, `scorer` compares.

    `feed` is None when the input is the gold file `read` itself; where `words` is empty, the scorer runs the program.
    Paths are relative to `root`, that of a scorer which lies here to this folder. `{gold}` in the arguments stands for
    the first of `gold`.
    """

    name: str
    root: Path
    gold: tuple[str, ...]
    scorer: tuple[str, ...]
    read: str | None
    words: tuple[str, ...]
    floors: Mapping[str, float]
    ceilings: Mapping[str, float]
    digest: str

    @property
    def figures(self) -> tuple[str, ...]:
        """What is watched: paths into what the scorer prints."""
        return (*self.floors, *self.ceilings)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the tasks asked for; 1 when a figure is under its floor or a gold file is not the pinned one."""
    asked = _arguments(argv)
    # A floor is of one arithmetic; what a processor computes in bfloat16 differs by a point or two, either way.
    os.environ.setdefault("FIRSTHAND_EXACT", "1")
    held = tomllib.loads(FLOORS.read_text("utf-8"))
    shared = Path(os.environ.get("FIRSTHAND_SHARED", HERE.parent.parent / "shared")).resolve()
    failed, measured = False, {}
    for task in _tasks(held, shared):
        if asked.tasks and task.name not in asked.tasks:
            continue
        missing = [g for g in task.gold if not (task.root / g).exists()]
        if missing:
            print(f"{task.name:<10} left out: {missing[0]} is not here")
            continue
        digest = _digest(task.root / g for g in task.gold)
        if digest != task.digest and not asked.pin:
            print(f"{task.name:<10} the gold is not the pinned one (expected {task.digest}, came {digest})")
            failed = True
            continue
        begun = time.monotonic()
        score = _score(task)
        took = time.monotonic() - begun
        measured[task.name] = {figure: _figure(score, figure) for figure in task.figures} | {"digest": digest}
        failed |= _report(task, measured[task.name], took)
    if asked.pin or getattr(asked, "raise") or asked.lower:
        _write(held, measured, asked)
    return int(failed)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", help="which (all, when none is named)")
    parser.add_argument("--raise", action="store_true", help="tighten bounds to what was measured")
    parser.add_argument(
        "--lower", action="append", default=[], metavar="TASK", help="set this task's bounds as measured"
    )
    parser.add_argument("--pin", action="store_true", help="pin the gold that is here now")
    return parser.parse_args(argv)


def _tasks(held: Mapping[str, dict[str, object]], shared: Path) -> Iterator[Task]:
    for name, row in held.items():
        yield Task(
            name=name,
            root=HERE if row.get("own") else shared,
            gold=_words(row["gold"]),
            scorer=_words(row["scorer"]),
            read=str(row["read"]) if "read" in row else None,
            words=_words(row["words"]),
            floors=_bounds(row, "floors"),
            ceilings=_bounds(row, "ceilings"),
            digest=str(row["digest"]),
        )


def _bounds(row: Mapping[str, object], kind: str) -> dict[str, float]:
    return {k: float(str(v)) for k, v in _table(row.get(kind, {})).items()}


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else tuple(str(value).split())


def _table(value: object) -> dict[str, object]:
    assert isinstance(value, dict), f"expected a table, came {value!r}"  # noqa: S101 - our own file
    return value


def _digest(paths: Iterator[Path]) -> str:
    """One digest of files and folders, by sorted path and content."""
    whole = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                whole.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()[:PINNED]


def _score(task: Task) -> dict[str, object]:
    """Feed, read, score: three programs, the middle one ours, as a user would call it."""
    scorer = [sys.executable, *(word.replace("{gold}", str(task.root / task.gold[0])) for word in task.scorer)]
    # A scorer of ours may stand between the program and data that lies in `../shared`.
    own = HERE / scorer[1]
    scorer[1] = str(own if own.exists() else task.root / scorer[1])
    plain = [word for word in scorer if word != "{pred}"]
    if not task.words:
        return json.loads(_run(plain))  # type: ignore[no-any-return]
    with tempfile.TemporaryDirectory() as folder:
        source, answer = Path(folder) / "in.jsonl", Path(folder) / "out.json"
        if task.read is None:
            source.write_bytes(_run([*plain, "--feed"]))
        else:
            source = task.root / task.read
        answer.write_bytes(
            _run([str(PROGRAM), task.words[0], str(source), "--json", *task.words[1:]], may_set_back=True)
        )
        verdict = [str(answer)] if "{pred}" in scorer else ["--pred", str(answer)]
        return json.loads(_run([*plain, *verdict]))  # type: ignore[no-any-return]


def _run(command: Sequence[str], *, may_set_back: bool = False) -> bytes:
    """Standard output of a command. Exit status 1 of ours means setbacks, which evaluation data may have."""
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode > int(may_set_back):
        raise SystemExit(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stderr.decode()[-2000:]}")
    return done.stdout


def _figure(score: Mapping[str, object], path: str) -> float:
    value: object = score
    for key in path.split("."):
        value = _table(value)[key]
    return float(str(value))


def _report(task: Task, figures: Mapping[str, float | str], took: float) -> bool:
    """Print the task's rows; whether one is out of bounds."""
    out = False
    for figure in task.figures:
        value = float(figures[figure])
        is_floor = figure in task.floors
        bound = task.floors[figure] if is_floor else task.ceilings[figure]
        good = value >= bound if is_floor else value <= bound
        out |= not good
        told = f"{'>=' if is_floor else '<='} {bound:g}"
        print(f"{task.name:<10} {figure:<34} {value:>8.2f}   {told:<10} {'' if good else 'OUT OF BOUNDS'}")
    print(f"{task.name:<10} {'seconds':<34} {took:>8.1f}")
    return out


def _write(
    held: dict[str, dict[str, object]], measured: Mapping[str, Mapping[str, float | str]], asked: argparse.Namespace
) -> None:
    """Put new floors and digests into `floors.toml`, keeping its comments and order."""
    text = FLOORS.read_text("utf-8")
    for name, figures in measured.items():
        start = text.index(f"[{name}]")
        following = re.search(r"^\[\w+\]", text[start + 1 :], re.MULTILINE)
        end = start + 1 + following.start() if following else len(text)
        new = part = text[start:end]
        if asked.pin:
            new = new.replace(f'digest = "{held[name]["digest"]}"', f'digest = "{figures["digest"]}"')
        for kind, better in (("floors", float.__gt__), ("ceilings", float.__lt__)):
            for figure, old in _table(held[name].get(kind, {})).items():
                value = float(figures[figure])
                if name in asked.lower or (getattr(asked, "raise") and better(value, float(str(old)))):
                    new = new.replace(f'"{figure}" = {old}\n', f'"{figure}" = {value:g}\n')
        text = text.replace(part, new)
    FLOORS.write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
