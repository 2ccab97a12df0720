# ruff: noqa: ANN401 - what is listened to takes and gives what `re` does
"""Which of the package's regular expressions can run away? All of them are looked at, wherever they are made.

    python eval/patterns.py            the findings; --all: every pattern with its verdict

A pattern is known by the call that makes it. The calls are found by reading the source; what they make is seen by
loading every room and every list that is kept, and by reading a little coverage, with those calls listened to. A call
that is never heard is judged by the pattern written in it; if none is, that is an error: a pattern that nobody looked
at may be the one that runs away.

How a pattern is used (searched for, matched at a place, matched whole) is read from the source, too; where that cannot
be told, it counts as searched for.
"""

import argparse
import ast
import functools
import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ambiguity import Verdict, judge

_MAKES = ("compile", "search", "match", "fullmatch", "sub", "subn", "split", "finditer", "findall")
_MEANT = {"match": (False, False), "fullmatch": (False, True)}
"""How the methods look for a pattern: searched for, to the end. The others search, and end anywhere."""
_SEARCHED = (True, False)
_HARMLESS = frozenset({"pattern", "flags", "groups", "groupindex"})


class Call(NamedTuple):
    """A call of `re` in the source: the file, from the package's root, its line, and the function that is called."""

    file: str
    line: int
    function: str
    written: "Heard | None" = None
    """The pattern, where it stands in the call as it is."""


class Heard(NamedTuple):
    """A pattern that a call made."""

    file: str
    line: int
    function: str
    pattern: str
    flags: int
    in_bytes: bool


class Finding(NamedTuple):
    """One pattern as it is used in one way, and what is to be thought of it."""

    place: str
    name: str
    pattern: str
    searched: bool
    to_the_end: bool
    verdict: Verdict


def calls(root: Path) -> Iterator[Call]:
    """Every call of `re` in the Python files below `root`, those that only escape left out."""
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _MAKES:
                of = node.func.value
                if isinstance(of, ast.Name) and of.id == "re":
                    file = path.relative_to(root).as_posix()
                    yield Call(file, node.lineno, node.func.attr, _written(node, file, node.func.attr))


def _written(node: ast.Call, file: str, function: str) -> Heard | None:
    """The pattern of a call, if it is written there without anything to fill in."""
    if not node.args or not isinstance(node.args[0], ast.Constant) or not isinstance(node.args[0].value, str | bytes):
        return None
    flags = re.NOFLAG
    for part in (*node.args[1:], *(k.value for k in node.keywords)):
        for flag in ast.walk(part):
            named = getattr(re, flag.attr, None) if isinstance(flag, ast.Attribute) else None
            flags |= named if isinstance(named, re.RegexFlag) else re.NOFLAG
    pattern = node.args[0].value
    in_bytes = isinstance(pattern, bytes)
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    return Heard(file, node.lineno, function, text, int(flags), in_bytes)


def missed(root: Path) -> tuple[Call, ...]:
    """The calls below `root` of which nobody knows what pattern they make."""
    known = {(one.file, one.line) for one in heard(root)}
    return tuple(c for c in calls(root) if c.written is None and (c.file, c.line) not in known)


@functools.cache
def heard(root: Path) -> tuple[Heard, ...]:
    """What the calls below `root` make, listened to in a process of its own (the patterns here are made already)."""
    ran = subprocess.run(  # what is run is this file
        [sys.executable, __file__, "--listen", str(root)], capture_output=True, text=True, check=True
    )
    return tuple(sorted({Heard(*row) for row in json.loads(ran.stdout)}))


def findings(root: Path) -> tuple[Finding, ...]:
    """A verdict on every pattern that is heard, in each way in which it is used."""
    used = {path: Uses(path, root) for path in sorted(root.rglob("*.py"))}
    asked: dict[tuple[Any, ...], Verdict] = {}
    found = []
    known = {(one.file, one.line) for one in heard(root)}
    unheard = (c.written for c in calls(root) if c.written is not None and (c.file, c.line) not in known)
    for one in (*heard(root), *unheard):
        at = used[root / one.file]
        name = at.name_at(one.line)
        ways = {_MEANT.get(one.function, _SEARCHED)} if one.function != "compile" else at.ways(name, used)
        for searched, to_the_end in sorted(ways):
            key = (one.pattern, one.flags, one.in_bytes, searched, to_the_end)
            if key not in asked:
                pattern = one.pattern.encode("latin-1") if one.in_bytes else one.pattern
                asked[key] = judge(pattern, one.flags, searched=searched, to_the_end=to_the_end)
            found.append(Finding(f"{one.file}:{one.line}", name, one.pattern, searched, to_the_end, asked[key]))
    return tuple(found)


class Uses:
    """What one file does with the patterns that it makes, or takes from another."""

    def __init__(self, path: Path, root: Path) -> None:
        self.file = path.relative_to(root).as_posix()
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.methods: dict[str, set[tuple[bool, bool]]] = defaultdict(set)
        self.imported = {
            alias.name for node in ast.walk(self.tree) if isinstance(node, ast.ImportFrom) for alias in node.names
        }
        told = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute):
                of = node.value.func if isinstance(node.value, ast.Call) else node.value
                name = _name(of)
                if name and node.attr in _MAKES:
                    self.methods[name].add(_MEANT.get(node.attr, _SEARCHED))
                    told.add(of)
                elif name and node.attr in _HARMLESS:
                    told.add(of)
        for node in ast.walk(self.tree):  # handed on: nobody knows what is done with it there
            if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load) and node not in told:
                self.methods[_name(node)].add(_SEARCHED)

    def name_at(self, line: int) -> str:
        """What the pattern made in a line is called: the variable, the function that gives it, or nothing."""
        name = ""
        for node in ast.walk(self.tree):
            first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
            if not first <= line <= last:
                continue
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                name = node.name
            elif isinstance(node, (ast.Assign, ast.AnnAssign)) and not name:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                name = _name(target)
        return name

    def ways(self, name: str, others: "dict[Path, Uses]") -> set[tuple[bool, bool]]:
        """In which ways the pattern of that name is used, here and where it is imported."""
        ways = set(self.methods.get(name, ()))
        for other in others.values():
            if other is not self and name in other.imported:
                ways |= other.methods.get(name, set())
        return ways or {_SEARCHED}


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _listen(root: Path) -> list[Heard]:
    """Load and use everything, and note the patterns that are made below `root`."""
    noted: set[Heard] = set()

    def listened(function: str, made: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(made)
        def call(pattern: Any, *rest: Any, **more: Any) -> Any:
            frame = inspect.currentframe()
            caller = frame.f_back if frame else None
            path = Path(caller.f_code.co_filename) if caller else None
            if caller and path and path.is_relative_to(root):
                compiled = original(pattern, _flags(function, rest, more))
                text = compiled.pattern
                in_bytes = isinstance(text, bytes)
                text = text.decode("latin-1") if in_bytes else text
                place = path.relative_to(root).as_posix()
                noted.add(Heard(place, caller.f_lineno, function, text, compiled.flags, in_bytes))
            return made(pattern, *rest, **more)

        return call

    original = re.compile
    for function in _MAKES:
        setattr(re, function, listened(function, getattr(re, function)))
    _use(root)
    return sorted(noted)


def _flags(function: str, rest: Sequence[Any], more: dict[str, Any]) -> int:
    """The flags of a call, wherever they stand."""
    place = {"compile": 0, "sub": 3, "subn": 3, "split": 2}.get(function, 1)
    return int(more.get("flags", rest[place] if len(rest) > place else 0))


def _use(root: Path) -> None:
    """Load every module below `root`, ask for every list that is kept, and read a little coverage."""
    name = root.name
    package = importlib.import_module(name)
    for found in pkgutil.walk_packages(package.__path__, f"{name}."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    for module in [m for n, m in sys.modules.items() if n.startswith(name) and m is not None]:
        for kept in list(vars(module).values()):
            if hasattr(kept, "cache_info") and not inspect.signature(kept).parameters:
                kept()
    if name == "firsthand":
        _read_a_little()


def _read_a_little() -> None:
    """The samples through the whole trip."""
    from firsthand.flow import Newsroom, Settings  # noqa: PLC0415 - listened to from its first line on

    with Newsroom.open(Settings()) as newsroom:
        newsroom.brief([str(Path(__file__).parents[1] / "samples")])


def main(words: Sequence[str] | None = None) -> int:
    """Print the findings; 1 if there are any, or calls that were not heard."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--all", action="store_true", help="every pattern, not the findings alone")
    parser.add_argument("--listen", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    if given.listen:
        print(json.dumps(_listen(given.listen)))
        return 0
    root = Path(__file__).parents[1] / "src/firsthand"
    found = findings(root)
    unknown = missed(root)
    for one in found:
        if given.all or not one.verdict.is_safe:
            way = "searched" if one.searched else "whole" if one.to_the_end else "matched"
            print(
                f"{one.place} {one.name} ({way}): {one.verdict.why}, on {one.verdict.pump!r}\n    {one.pattern[:200]}"
            )
    for call in unknown:
        print(f"{call.file}:{call.line}: never heard, and made of something")
    print(f"{len(found)} patterns in use, {sum(not f.verdict.is_safe for f in found)} that may run away")
    return int(bool(unknown) or any(not f.verdict.is_safe for f in found))


if __name__ == "__main__":
    sys.exit(main())
