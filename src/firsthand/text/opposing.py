"""In which words does English say that it is not so, or not yet, that one does not know, in which state a thing is?

"There is no such plan", "that I cannot say", "the bridge is shut". The phrases are data (`opposing.en.toml`), checked
on load; a "*" in one stands for any one word.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from firsthand.model.errors import LexiconError

_FILE: Final = "opposing.en.toml"
ANY: Final = "*"
_NO_STATES: Final = frozenset({"settled", "unless", "last"})
"""Keys of an axis that are no states of it."""


class Found(NamedTuple):
    """A phrase that stands in the words `[start, end)`, and what it means."""

    start: int
    end: int
    meaning: str


class Phrases:
    """Phrases with meanings, looked up in a list of casefolded words in one pass."""

    def __init__(self, meanings: Mapping[str, Sequence[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for meaning, phrases in meanings.items():
            for phrase in phrases:
                words = tuple(phrase.split())
                self._by_first.setdefault(words[0], []).append((words, meaning))

    def find(self, words: Sequence[str]) -> Iterator[Found]:
        """All that stand in `words`, in order of their first word."""
        for at, word in enumerate(words):
            for phrase, meaning in self._by_first.get(word, ()):
                if len(phrase) <= len(words) - at and all(
                    want in (ANY, words[at + step]) for step, want in enumerate(phrase)
                ):
                    yield Found(at, at + len(phrase), meaning)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Something of which one state alone holds at a time; `settled`: what was so once is so for good.

    Beside one of the words of `unless` its phrases tell something else. `last` is the state that may come after any
    other, None where the states may follow on each other in any order.
    """

    name: str
    settled: bool
    unless: frozenset[str]
    last: str | None
    states: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposing:
    """The phrases of the file, as it explains them."""

    idle: Phrases
    untrue: Phrases
    own_error: Phrases
    not_known: Phrases
    put_off: Phrases
    axes: tuple[Axis, ...]


@cache
def opposing() -> Opposing:
    """The phrases that ship. Raises LexiconError when a table is missing or holds something else."""
    try:
        raw = tomllib.loads((files("firsthand.text") / _FILE).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as exc:
        raise LexiconError(f"{_FILE} is no TOML: {exc}; mend the file") from exc
    return build(raw)


def build(raw: Mapping[str, object]) -> Opposing:
    """The phrases from the tables of the file. Raises LexiconError, naming the table."""
    negating = _table(raw, "negating")

    def listed(key: str) -> Phrases:
        return Phrases({key: _phrases(negating, "negating", key)})

    return Opposing(
        idle=listed("idle"),
        untrue=listed("untrue"),
        own_error=listed("own_error"),
        not_known=listed("not_known"),
        put_off=listed("put_off"),
        axes=tuple(_axis(name, _table(_table(raw, "states"), name)) for name in _table(raw, "states")),
    )


def _axis(name: str, table: Mapping[str, object]) -> Axis:
    settled, last = table.get("settled", False), table.get("last")
    states = [key for key in table if key not in _NO_STATES]
    if not isinstance(settled, bool) or len(states) < 2:  # noqa: PLR2004 - one state excludes nothing
        raise LexiconError(f"{_FILE}: states.{name}: expected two states or more, and settled = true or false; mend it")
    if last is not None and (not isinstance(last, str) or last not in states):
        raise LexiconError(f"{_FILE}: states.{name}: expected last to be one of {', '.join(states)}; mend it")
    return Axis(
        name=name,
        settled=settled,
        unless=frozenset(_phrases(table, f"states.{name}", "unless")) if "unless" in table else frozenset(),
        last=last,
        states=Phrases({state: _phrases(table, f"states.{name}", state) for state in states}),
    )


def _table(raw: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = raw.get(name)
    if not isinstance(found, dict) or not found:
        raise LexiconError(f"{_FILE}: expected a table [{name}]; restore the file that ships")
    return found


def _phrases(table: Mapping[str, object], name: str, key: str) -> tuple[str, ...]:
    found = table.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(phrase, str) and phrase for phrase in found):
        raise LexiconError(f"{_FILE}: {name}.{key}: expected a list of phrases; restore the file that ships")
    return tuple(found)
