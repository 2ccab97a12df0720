"""In which state does a statement say that something is: shut, resigned, missing, a copy; or that it is not?

"He did not resign, he was dismissed" tells two states of one thing, of which one is negated. A state within an "if" or
a "whether" is told of nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from firsthand.text.opposing import opposing
from firsthand.text.senses import senses
from firsthand.text.words import plain

_TOKEN: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[,;:.!?()—–…]")
_ENDS: Final = frozenset(",;:.!?()—–…") | {
    "and",
    "but",
    "because",
    "although",
    "though",
    "which",
    "who",
    "whose",
    "when",
}
"""What ends the reach of a negation."""
_UNREAL: Final = frozenset({"if", "whether", "unless", "would", "could", "might", "may", "should", "can", "until"})


class State(NamedTuple):
    """A state of `axis` that a statement tells, or tells not to hold."""

    axis: str
    name: str
    negated: bool


def states_in(text: str) -> frozenset[State]:
    """The states that `text` tells.

    >>> [(state.name, state.negated) for state in sorted(states_in("He did not resign: he was dismissed."))]
    [('dismissed', False), ('resigned', True)]
    """
    return frozenset(state for clause in clauses(text) for state in _of_clause(clause))


def turned(states: Iterable[State]) -> Iterator[State]:
    """The same states denied: what was told is told not to hold."""
    return (state._replace(negated=not state.negated) for state in states)


def clauses(text: str) -> Iterator[list[str]]:
    """The words of `text`, clause by clause, casefolded and without possessive endings."""
    held: list[str] = []
    for match in _TOKEN.finditer(text):
        word = plain(match.group())
        if word in _ENDS or not word:
            if held:
                yield held
            held = []
        else:
            held.append(word)
    if held:
        yield held


def is_negation(word: str) -> bool:
    """Whether a casefolded word negates what follows."""
    return word in senses().negations or word.endswith("n't")


def _of_clause(words: Sequence[str]) -> Iterator[State]:
    idle = {at for found in opposing().idle.find(words) for at in range(found.start, found.end)}
    negations = [at for at, word in enumerate(words) if is_negation(word) and at not in idle]
    unreal = next((at for at, word in enumerate(words) if word in _UNREAL), len(words))
    for axis in opposing().axes:
        held = list(axis.states.find(words)) if axis.unless.isdisjoint(words) else []
        for found in held:
            # "At his own request" within "let go at his own request": the longer phrase tells, and each counts once.
            inner = any(
                o is not found
                and o.start <= found.start
                and found.end <= o.end
                and o.end - o.start > found.end - found.start
                for o in held
            )
            if not inner and found.start < unreal:
                yield State(axis.name, found.meaning, any(at < found.start for at in negations))
