r"""Can a regular expression run away? Decided by what it is, not by a stopwatch.

`(a+)+b` tries every way of dividing a run of `a` before it gives up: 2^n steps. `\s+$`, searched for, begins anew at
each blank of a run: n^2. Both are ambiguities of the pattern's automaton, and can be found in it (Weber and Seidl 1991,
On the degree of ambiguity of finite automata; Weideman and others 2016, Analyzing matching time behavior of
backtracking regular expression matchers): exponential if from some position two ways lead back to it on the same
letters; of degree k if k loops, one after the other, can all go round on the same letters. Positions from which the
match is sure to succeed are left out: the matcher never comes back to try another way.

Errs on the side of alarm: what an atomic group or a look around forbids is followed only where it is one character.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import NamedTuple, TypeVar

from automaton import Automaton, Loop, automaton

MOST_STEPS = 600
"""Steps for each character that repeats with a bound may cost: 60 million on a page of 100 kB. Set by hand."""
_MOST_NODES = 400_000
"""Nodes of a product that are looked at before a pattern is called too large to be decided."""
_EXPONENT = 8
"""Rounds of an ambiguous loop with a bound that are let pass: 2^8 ways."""
_Node = TypeVar("_Node", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How long a pattern may take on a text of n characters: n^degree times `steps`; degree None is exponential.

    `pump` is what to repeat in a text to see it, "" when nothing was found; `why` says it in words.
    """

    degree: int | None
    steps: int
    pump: str
    why: str

    @property
    def is_safe(self) -> bool:
        """Whether it takes a time proportional to the text's length."""
        return self.degree is not None and self.degree <= 1 and self.steps <= MOST_STEPS


class _Edge(NamedTuple):
    to: int
    letter: int
    loop: Loop | None


class _TooLarge(Exception):
    pass


def judge(pattern: str | bytes, flags: int = 0, *, searched: bool = True, to_the_end: bool = False) -> Verdict:
    r"""Judge `pattern` as it is used: searched for or matched at one place, free to end anywhere or at the end alone.

    >>> judge(r"(a+)+b").degree is None, judge(r"\s+$").degree, judge(r"\w+").degree
    (True, 2, 1)
    """
    try:
        cut = _Judge(automaton(pattern, flags, searched=searched, to_the_end=to_the_end, bounds=False))
        found = cut.verdict()
        if found.degree is None or found.degree > 1:
            return found
        return _Judge(automaton(pattern, flags, searched=searched, to_the_end=to_the_end, bounds=True)).verdict()
    except _TooLarge:
        return Verdict(degree=None, steps=1, pump="", why=f"its product has more than {_MOST_NODES:,} nodes")


class _Judge:
    """Looks for ambiguity in one automaton. Its nodes are (position, letter just read)."""

    def __init__(self, made: Automaton) -> None:
        self.made = made
        self.letters = range(len(made.letters))
        self._edges: dict[tuple[int, int], list[_Edge]] = {}
        self.parts = [part for part in _components(self._begin(), self._next) if self._goes_round(part)]
        self.of = {node: number for number, part in enumerate(self.parts) for node in part}

    def verdict(self) -> Verdict:
        """The worst that is found."""
        if self.made.strange:
            return Verdict(degree=None, steps=1, pump="", why="; ".join(self.made.strange))
        steps = 1
        for number, part in enumerate(self.parts):
            pump = self._twice_round(part)
            most = self._most(number)
            if pump is not None and most is None:
                return Verdict(degree=None, steps=1, pump=pump, why="two ways round a loop on the same letters")
            if pump is not None and most is not None:
                steps = max(steps, 2**most if most <= _EXPONENT else 10**9)
        return self._longest_chain(steps)

    # What may follow what.

    def _begin(self) -> list[tuple[int, int]]:
        return [(0, letter) for letter in self.letters if self.made.reads[0] >> letter & 1 or letter == 0]

    def _edges_of(self, node: tuple[int, int]) -> list[_Edge]:
        found = self._edges.get(node)
        if found is None:
            at, before = node
            found = []
            for to, guard, loop in self.made.follows[at]:
                if self.made.ends[to] and to != 0:
                    continue
                mask = self.made.reads[to] & guard.after & ~1 if guard.before >> before & 1 else 0
                while mask:
                    letter = (mask & -mask).bit_length() - 1
                    mask &= mask - 1
                    found.append(_Edge(to, letter, loop))
            self._edges[node] = found
        return found

    def _next(self, node: tuple[int, int]) -> Iterator[tuple[int, int]]:
        return ((edge.to, edge.letter) for edge in self._edges_of(node))

    def _goes_round(self, part: Sequence[tuple[int, int]]) -> bool:
        return len(part) > 1 or part[0] in self._next(part[0])

    def _most(self, number: int) -> int | None:
        """How often the loops of a part may go round, all together, as far as they have a bound; None if none has.

        Loops without a bound within one that has are judged where repeats with a bound are cut to a few rounds.
        """
        loops = {
            id(edge.loop): edge.loop
            for node in self.parts[number]
            for edge in self._edges_of(node)
            if edge.loop is not None and self.of.get((edge.to, edge.letter)) == number
        }
        bounds = [loop.most for loop in loops.values() if loop.most is not None]
        return prod(bounds) if bounds else None

    # Two ways round one loop.

    def _twice_round(self, part: Sequence[tuple[int, int]]) -> str | None:
        """What to repeat so that there are two ways round; None when there is one."""
        inside = set(part)

        def both(node: tuple[int, int, int]) -> Iterator[tuple[int, int, int]]:
            one, two, letter = node
            left: dict[int, list[int]] = {}
            for edge in self._edges_of((one, letter)):
                if (edge.to, edge.letter) in inside:
                    left.setdefault(edge.letter, []).append(edge.to)
            for edge in self._edges_of((two, letter)):
                if (edge.to, edge.letter) in inside:
                    for to in left.get(edge.letter, ()):
                        yield (to, edge.to, edge.letter)

        step = self._doubled(part, inside)
        if step is not None:
            return step
        for found in _components([(at, at, letter) for at, letter in part], both):
            same = next((n for n in found if n[0] == n[1]), None)
            other = next((n for n in found if n[0] != n[1]), None)
            if same is not None and other is not None:
                return self._way(same, other, both, set(found)) + self._way(other, same, both, set(found))
        return None

    def _doubled(self, part: Sequence[tuple[int, int]], inside: set[tuple[int, int]]) -> str | None:
        """What to repeat so that one step of a loop can be made in two ways; None when none can."""
        for node in part:
            seen: set[tuple[int, int]] = set()
            for step in (step for step in self._next(node) if step in inside):
                if step in seen:
                    return self.made.letters[step[-1]] + self._way(step, node, self._next, inside)
                seen.add(step)
        return None

    # Loops one after the other on the same letters.

    def _longest_chain(self, steps: int) -> Verdict:
        """The most loops without a bound that can go round one after the other, and what those with one cost then."""
        count = len(self.parts)
        most = [self._most(number) for number in range(count)]
        best: list[tuple[int, int, str]] = [(1, 1, "") if m is None else (0, m, "") for m in most]
        # Components come in reverse order of how they can be reached: what comes after is done before.
        for number in range(count):
            for later in range(number):
                pump = self._beside(number, later)
                if pump is not None:
                    degree, cost, after = best[later]
                    mine = (degree + 1, cost) if most[number] is None else (degree, cost * (most[number] or 1))
                    if mine > best[number][:2]:
                        best[number] = (*mine, after if after and degree > 1 else pump)
        degree, cost, pump = max(best, default=(0, 1, ""))
        worst = max((b[1] for b in best), default=1)
        steps = max(steps, worst if degree <= 1 else cost)
        why = f"{degree} loops can go round on the same letters" if degree > 1 else f"at most {steps} steps a character"
        return Verdict(degree=max(1, degree), steps=steps, pump=pump, why=why)

    def _beside(self, number: int, later: int) -> str | None:  # noqa: C901 - three walkers, one step
        """What goes round in both parts and leads from the one to the other; None when nothing does."""
        first, last = set(self.parts[number]), set(self.parts[later])
        between = self._between(first, last)
        if not between:
            return None

        def three(node: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int, int]]:
            one, two, end, letter = node
            if one != end and two == end and (one, letter) in first:
                yield (one, one, end, letter)  # back to where it began: a cycle through here is what is looked for
            ones = _by_letter(self._edges_of((one, letter)), first)
            ends = _by_letter(self._edges_of((end, letter)), last)
            for edge in self._edges_of((two, letter)):
                if (edge.to, edge.letter) in between:
                    for a in ones.get(edge.letter, ()):
                        for b in ends.get(edge.letter, ()):
                            yield (a, edge.to, b, edge.letter)

        starts = [(p, p, q, a) for p, a in first for q, b in last if a == b]
        for found in _components(starts, three):
            kept = set(found)
            for one, two, end, letter in found:
                if two == end and one != end and (one, one, end, letter) in kept:
                    return self._way((one, one, end, letter), (one, two, end, letter), three, kept)
        return None

    def _between(self, first: set[tuple[int, int]], last: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """All nodes on a way from the one part to the other, both included; empty when there is none."""
        after = _reached(first, self._next)
        if not after & last:
            return set()
        back: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for node in after:
            for to in self._next(node):
                back.setdefault(to, []).append(node)
        return _reached(last, lambda node: back.get(node, ())) & after

    def _way(
        self, begin: _Node, goal: _Node, onward: Callable[[_Node], Iterable[_Node]], inside: Collection[_Node]
    ) -> str:
        """The letters on a shortest way from `begin` to `goal`; of no letters when they are one."""
        came: dict[_Node, _Node | None] = {begin: None}
        queue = [begin]
        for node in queue:
            if node == goal:
                return self._spelt(came, node)
            for to in onward(node):
                if to in inside and to not in came:
                    came[to] = node
                    queue.append(to)
        return ""

    def _spelt(self, came: dict[_Node, _Node | None], node: _Node | None) -> str:
        letters: list[str] = []
        while node is not None and came[node] is not None:
            letters.append(self.made.letters[node[-1]])  # type: ignore[index] # the letter is last in every node
            node = came[node]
        return "".join(reversed(letters))


def _by_letter(edges: Iterable[_Edge], inside: set[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for edge in edges:
        if (edge.to, edge.letter) in inside:
            found.setdefault(edge.letter, set()).add(edge.to)
    return found


def _reached(begin: Iterable[_Node], onward: Callable[[_Node], Iterable[_Node]]) -> set[_Node]:
    seen = set(begin)
    queue = list(seen)
    while queue:
        for to in onward(queue.pop()):
            if to not in seen:
                seen.add(to)
                queue.append(to)
    return seen


def _components(begin: Iterable[_Node], onward: Callable[[_Node], Iterable[_Node]]) -> list[list[_Node]]:
    """The strongly connected components that can be reached, the last first (Tarjan 1972, without recursion)."""
    number: dict[_Node, int] = {}
    low: dict[_Node, int] = {}
    stack: list[_Node] = []
    found: list[list[_Node]] = []
    on: set[_Node] = set()
    for root in begin:
        if root in number:
            continue
        number[root] = low[root] = len(number)
        stack.append(root)
        on.add(root)
        work: list[tuple[_Node, Iterator[_Node]]] = [(root, iter(onward(root)))]
        while work:
            node, rest = work[-1]
            to = next(rest, None)
            if to is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    found.append(_popped(stack, on, node))
            elif to not in number:
                if len(number) > _MOST_NODES:
                    raise _TooLarge
                number[to] = low[to] = len(number)
                stack.append(to)
                on.add(to)
                work.append((to, iter(onward(to))))
            elif to in on:
                low[node] = min(low[node], number[to])
    return found


def _popped(stack: list[_Node], on: set[_Node], until: _Node) -> list[_Node]:
    part = []
    while True:
        node = stack.pop()
        on.discard(node)
        part.append(node)
        if node == until:
            return part
