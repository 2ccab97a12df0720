# ruff: noqa: ANN401 - the tree that the standard library makes of a pattern has no types
r"""Which ways can a regular expression go? Its positions, and which may follow which on which letter.

`a+b` has two positions; after `a` may come `a` or `b`. The automaton is the one of Glushkov, with three things that a
matcher that backtracks has and a mathematician's does not: a leading loop where the pattern is searched for (it may
begin anywhere), guards for what looks around without reading (`\b`, `$`, `(?<!x)`), and possessive loops, which cannot
be left while they could go on.

A letter stands for all characters that the pattern cannot tell apart, by a sample of them: every character that it
names, its neighbours, and a few of every script and sort.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

START = 0
"""The letter before the first of a text."""
COPIED = 3
"""A repeat of at most so many times is written out; one of more is a loop with a bound."""
_SAMPLE = "".join(map(chr, range(128))) + (
    "\x85\xa0\xadµ·ßÄäÉé×İıſŁłŒœ\u0301\u200b\u200d\u200e\u2009\u2010\u2011–—―‘’‚“”„…‹›«»´€№™\u2028\u2029\u202e\ufeff\ufffd"
    "αΣЖж٣שع中あ한ᾳ²¾\U0001f600\U0001d400\ud800"
)
_ONCE = (_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY)


class Guard(NamedTuple):
    """What must hold between two letters: bit masks of the letters that may come before, and after."""

    before: int
    after: int
    held: bool = False
    """Whether it may fail to hold: a possessive loop that goes on as long as it can is no such guard."""


@dataclass(slots=True)
class Loop:
    """A repeat. `most` is None for one without a bound."""

    most: int | None


@dataclass(slots=True)
class Automaton:
    """Positions 0..n-1; 0 is the leading loop, entered by nothing but itself."""

    letters: list[str] = field(default_factory=list)
    """One character for each letter; the first stands for the start of the text."""
    reads: list[int] = field(default_factory=list)
    """The letters that each position reads, as a bit mask."""
    follows: list[list[tuple[int, Guard, Loop | None]]] = field(default_factory=list)
    """What may come after each position, on which guard, round which loop, if one; one way, one entry."""
    ends: list[bool] = field(default_factory=list)
    """Whether the match is sure to succeed once the position is reached: nothing more has to be read or to hold."""
    strange: list[str] = field(default_factory=list)
    """What could not be followed exactly in a way that matters."""


class _Way(NamedTuple):
    """Part of a pattern: how it may begin and end, each with the guard on the way."""

    first: tuple[tuple[int, Guard], ...]
    last: tuple[tuple[int, Guard], ...]
    empty: tuple[Guard, ...]
    """The guards under which it matches nothing at all; none if it always reads something."""


def automaton(pattern: str | bytes, flags: int = 0, *, searched: bool, to_the_end: bool, bounds: bool) -> Automaton:
    """The automaton of `pattern`.

    `searched`: it may begin anywhere. `to_the_end`: it must end where the text ends. `bounds`: repeats with a bound are
    loops, otherwise they are cut to a few rounds. Raises re.error for what is no pattern.
    """
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    kinds = flags & ~int(re.UNICODE) | (re.ASCII if isinstance(pattern, bytes) else 0)
    return _Builder(_parser.parse(text, kinds), bounds=bounds).build(searched=searched, to_the_end=to_the_end)


class _Builder:
    def __init__(self, tree: Any, *, bounds: bool) -> None:
        self.tree = tree
        self.flags = tree.state.flags
        self.bounds = bounds
        self.made = Automaton()
        self.masks: dict[str, int] = {}
        self.groups: dict[int, Any] = {}
        self._alphabet()
        self.any = (1 << len(self.made.letters)) - 1
        self.free = Guard(self.any, self.any)

    def _alphabet(self) -> None:
        """Characters that every part of the pattern treats alike are one letter."""
        leaves: dict[str, Any] = {}
        named: set[str] = set(_SAMPLE)
        for leaf in _leaves(self.tree):
            leaves.setdefault(repr(leaf), leaf)
            for code in _codes(leaf):
                named.update(chr(c) for c in (code - 1, code, code + 1) if 0 <= c <= sys.maxunicode)
        for one in list(named):
            named.update(c for c in (one.lower(), one.upper()) if len(c) == 1)
        tests = [self._compiled(leaf) for leaf in leaves.values()]
        tests += [re.compile(r"\w", self.flags & re.ASCII), re.compile("\n")]
        by_signature: dict[tuple[bool, ...], str] = {}
        for char in sorted(named, key=lambda c: (not c.isalnum() or not c.isascii(), c)):
            by_signature.setdefault(tuple(test.match(char) is not None for test in tests), char)
        self.made.letters = ["", *by_signature.values()]
        for number, name in enumerate([*leaves, r"\w", r"\n"]):
            self.masks[name] = sum(1 << at for at, signature in enumerate(by_signature, 1) if signature[number])

    def _compiled(self, leaf: Any) -> "re.Pattern[str]":
        state = _parser.State()
        state.flags = self.flags
        state.str = ""
        compiled: re.Pattern[str] = _compiler.compile(_parser.SubPattern(state, [leaf]), self.flags & ~re.DEBUG)
        return compiled

    def build(self, *, searched: bool, to_the_end: bool) -> Automaton:
        made = self.made
        begin = self._position(self.any & ~1)
        if searched:
            self._follow(begin, begin, self.free, Loop(None))
        way = self._way(self.tree)
        for at, guard in way.first:
            self._follow(begin, at, guard, None)
        if not searched:  # the leading position stands for the place before the first letter
            made.reads[begin] = 1
        made.ends = [False] * len(made.reads)
        if not to_the_end:
            for at, guard in way.last:
                made.ends[at] |= not guard.held
            if any(not guard.held for guard in way.empty):
                made.ends[begin] = True
        return made

    def _position(self, reads: int) -> int:
        self.made.reads.append(reads)
        self.made.follows.append([])
        return len(self.made.reads) - 1

    def _follow(self, at: int, to: int, guard: Guard, loop: Loop | None) -> None:
        if guard.before & self.made.reads[at] or at == 0:
            self.made.follows[at].append((to, guard, loop))

    def _way(self, parts: Iterable[Any]) -> _Way:
        """Parts after one another."""
        whole = _Way((), (), (self.free,))
        for part in parts:
            whole = self._then(whole, self._part(part))
        return whole

    def _then(self, one: _Way, two: _Way) -> _Way:
        for at, leaving in one.last:
            for to, entering in two.first:
                guard = _both(leaving, entering)
                if guard:
                    self._follow(at, to, guard, None)
        first = (*one.first, *((to, g) for to, entering in two.first for g in _all_both(one.empty, entering)))
        last = (*two.last, *((at, g) for at, leaving in one.last for g in _all_both(two.empty, leaving)))
        empty = tuple({g for guard in one.empty for g in _all_both(two.empty, guard)})
        return _Way(first, last, empty)

    def _part(self, part: Any) -> _Way:
        operator, given = part
        if operator in _ONCE:
            at = self._position(self.masks[repr(part)] or 0)
            return _Way(((at, self.free),), ((at, self.free),), ())
        if operator is _constants.SUBPATTERN:
            self.groups[given[0]] = given[-1]
            return self._way(given[-1])
        if operator is _constants.BRANCH:
            return self._either([self._way(one) for one in given[1]])
        if operator in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            return self._repeat(*given, possessive=operator is _constants.POSSESSIVE_REPEAT)
        return self._special(operator, given)

    def _special(self, operator: Any, given: Any) -> _Way:
        """What reads nothing itself, or what was read before."""
        if operator is _constants.AT:
            return _Way((), (), self._at(given))
        if operator is _constants.ATOMIC_GROUP:
            return self._way(given)
        if operator in (_constants.ASSERT, _constants.ASSERT_NOT):
            return self._look(given, wanted=operator is _constants.ASSERT)
        if operator is _constants.GROUPREF:
            if self.groups[given].getwidth()[1] > 100:  # noqa: PLR2004 - longer than any word
                self.made.strange.append("a back-reference to a group without a bound")
            return self._way(self.groups[given])
        if operator is _constants.GROUPREF_EXISTS:
            return self._either([self._way(one or ()) for one in given[1:]])
        self.made.strange.append(f"{operator} is not known here")
        return _Way((), (), (self.free,))

    def _either(self, ways: Sequence[_Way]) -> _Way:
        return _Way(
            tuple(one for way in ways for one in way.first),
            tuple(one for way in ways for one in way.last),
            tuple(dict.fromkeys(g for way in ways for g in way.empty)),
        )

    def _repeat(self, least: int, most: Any, inner: Any, *, possessive: bool) -> _Way:
        endless = most is _constants.MAXREPEAT
        if not endless and (most <= COPIED or not self.bounds):
            return self._copies(min(least, COPIED), min(most, COPIED), inner)
        loop = Loop(None if endless else most)
        way = self._way(inner)
        for at, leaving in way.last:
            for to, entering in way.first:
                guard = _both(leaving, entering)
                if guard:
                    self._follow(at, to, guard, loop)
        if possessive and endless and len(inner) == 1 and inner[0][0] in _ONCE:
            onward = self.any & ~self.masks[repr(inner[0])]
            last = tuple((at, Guard(g.before, g.after & onward, g.held)) for at, g in way.last)
            empty = (Guard(self.any, onward),) if not least else ()
            return _Way(way.first, last, empty)
        return _Way(way.first, way.last, way.empty if least else tuple({*way.empty, self.free}))

    def _copies(self, least: int, most: int, inner: Any) -> _Way:
        """The same once after the other; those after `least` may be left out together with all that follow."""
        rest = _Way((), (), (self.free,))
        for number in range(most, 0, -1):
            rest = self._then(self._way(inner), rest)
            if number > least:
                rest = _Way(rest.first, rest.last, tuple(dict.fromkeys((*rest.empty, self.free))))
        return rest

    def _at(self, where: Any) -> tuple[Guard, ...]:
        every, line, word = self.any, self.masks[r"\n"], self.masks[r"\w"]
        if where is _constants.AT_BEGINNING and self.flags & re.MULTILINE:
            return (Guard(1 | line, every, held=True),)
        if where in (_constants.AT_BEGINNING, _constants.AT_BEGINNING_STRING):
            return (Guard(1, every, held=True),)
        if where is _constants.AT_END:
            return (Guard(every, line, held=True),)
        if where is _constants.AT_END_STRING:
            return (Guard(every, 0, held=True),)
        other = every & ~word
        if where is _constants.AT_BOUNDARY:
            return (Guard(word, other, held=True), Guard(other, word, held=True))
        return (Guard(word, word, held=True), Guard(other, other, held=True))

    def _look(self, given: Any, *, wanted: bool) -> _Way:
        """Looking ahead or behind: what is read there is read for itself, and what it says guards the way on."""
        direction, inner = given
        simple = len(inner) == 1 and inner[0][0] in _ONCE
        if direction < 0:  # always of one length, so it costs the same everywhere
            return _Way((), (), self._behind(inner, wanted=wanted))
        if simple:
            mask = self.masks[repr(inner[0])]
            return _Way((), (), (Guard(self.any, mask if wanted else self.any & ~mask, held=True),))
        way = self._way(inner)
        after = self.any
        if wanted and not any(g.after == self.any for g in way.empty):
            after = 0
            for at, guard in way.first:
                after |= self.made.reads[at] & guard.after
            for guard in way.empty:
                after |= guard.after
        return _Way(way.first, (), (Guard(self.any, after, held=True),))

    def _behind(self, inner: Any, *, wanted: bool) -> tuple[Guard, ...]:
        """What a look behind says of the letter just before; of those before it nothing is remembered."""
        if not wanted and len(inner) != 1:
            return (Guard(self.any, self.any, held=True),)
        operator, given = inner[-1] if len(inner) else (None, None)
        if operator in _ONCE:
            mask = self.masks[repr((operator, given))]
            return (Guard(mask if wanted else self.any & ~mask, self.any, held=True),)
        if operator is _constants.AT and wanted:
            return self._at(given)
        return (Guard(self.any, self.any, held=True),)


def _both(one: Guard, two: Guard) -> Guard | None:
    """Both guards at once, None when they cannot hold together."""
    guard = Guard(one.before & two.before, one.after & two.after, one.held or two.held)
    return guard if guard.before and guard.after else None


def _all_both(guards: Iterable[Guard], other: Guard) -> Iterator[Guard]:
    for guard in guards:
        yield Guard(guard.before & other.before, guard.after & other.after, guard.held or other.held)


def _leaves(tree: Any) -> Iterator[Any]:
    """Everything in `tree` that reads one character."""
    for operator, given in tree:
        if operator in _ONCE:
            yield (operator, given)
        else:
            yield from _inner_leaves(given)


def _inner_leaves(given: Any) -> Iterator[Any]:
    if isinstance(given, _parser.SubPattern):
        yield from _leaves(given)
    elif isinstance(given, (tuple, list)):
        for one in given:
            yield from _inner_leaves(one)


def _codes(leaf: Any) -> Iterator[int]:
    """The code points that a leaf names."""
    operator, given = leaf
    if operator in (_constants.LITERAL, _constants.NOT_LITERAL):
        yield given
    elif operator is _constants.RANGE:
        yield from given
    elif operator is _constants.IN:
        for one in given:
            yield from _codes(one)
