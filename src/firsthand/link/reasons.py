"""Why are two statements one claim? The reasons, in words, each with the passage it rests on."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from firsthand.link.gates import same_kind
from firsthand.link.roster import Roster
from firsthand.link.saying import Saying
from firsthand.link.signs import Signs
from firsthand.model.why import Step, Why

SAYS_THE_SAME: Final = 0.85
"""Nearness in gist from which two are told to say the same in other words: of 123 such pairs of the gold's train 91 %
are one claim, of those above .8 74 %."""


def reasons(one: Saying, other: Saying, signs: Signs, roster: Roster, weight: Callable[[str], float]) -> Why:
    """The reasons why the two are one claim; `weight` is what a word counts for."""
    return tuple(_reasons(one, other, signs, roster, weight))


def _reasons(
    one: Saying, other: Saying, signs: Signs, roster: Roster, weight: Callable[[str], float]
) -> Iterator[Step]:
    there = f"{other.reading.revision.outlet or 'another article'}"
    span = one.statement.content[0]
    if one.fold == other.fold:
        yield Step(step="link.copy", says=f"The same words stand in {there}.", span=span)
        return
    names = sorted(roster.names.get(key, key) for key in one.names & other.names)
    if names:
        yield Step(step="link.names", says=f"Both this and {there} name {_listed(names)}.", span=span)
    for mine, theirs in same_kind(one, other):
        says = f"Both this and {there} give a number of {mine.slot}: {mine.value} and {theirs.value}."
        yield Step(step="link.numbers", says=says, span=span)
    words = sorted(one.words & other.words, key=lambda word: (-weight(word), word))[:5]
    if words:
        yield Step(step="link.words", says=f"Rare words in both this and {there}: {_listed(words)}.", span=span)
    if signs.gist >= SAYS_THE_SAME:
        yield Step(step="link.gist", says=f"This and {there} say the same in other words.", span=span)
    if one.denies != other.denies:
        yield Step(step="link.polarity", says=f"One of this and {there} denies what the other affirms.", span=span)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
