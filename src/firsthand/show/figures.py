"""Do the origins of one claim give one figure, or different ones? "2 origins" alone would hide that they differ.

The port says that 212 people were on board, the line says 236: two origins stand behind "people were on board",
and not one of the two figures has two.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from firsthand.model.claim import Claim, Origin, Variant

_MOST = 4
"""Figures that are named beside the count; the table of figures has them all."""
_AHEAD = re.compile(r"\D+")


class _Given(NamedTuple):
    """Two figures that differ in "about" alone have one `figure`: what begins with a digit."""

    figure: str
    shown: str


def gives(origin: Origin, claim: Claim) -> tuple[str, ...]:
    """The values that `origin` gives where those of `claim` differ, in time order, each once."""
    said = set(origin.statements)
    mine = (v for v in claim.variants if v.statement in said)
    return tuple(dict.fromkeys(with_unit(v) for v in mine))


def with_unit(variant: Variant) -> str:
    """The value as it is read: "about 40 tonnes", "14 people"."""
    return f"{variant.value} {variant.unit}" if variant.unit else variant.value


def differing(claim: Claim) -> str:
    """What goes with the count of origins where they give different figures; empty where they do not.

    Of several things that are counted, it is the one for which the most origins give a figure.
    """
    slots = {v.slot: None for v in claim.variants}
    found = [_by_figure(slot, claim) for slot in slots]
    most = max(found, key=lambda given: len({n for places in given.values() for n in places}), default={})
    if len({g.figure for g in most}) < 2:  # noqa: PLR2004 - one figure does not differ
        return ""
    counts = _counted(most)
    several = len(claim.lineage.origins) > 1
    shown = [f"{shown} ({len(places)})" if several else shown for shown, places in counts[:_MOST]]
    left = len(counts) - len(shown)
    return f"for different figures: {', '.join(shown)}" + (f" and {left} more" if left else "")


def _by_figure(slot: str, claim: Claim) -> Mapping[_Given, set[int]]:
    """The places of the origins that give each value of `slot`, in time order."""
    origin_of = {s: n for n, o in enumerate(claim.lineage.origins) for s in o.statements}
    found: dict[_Given, set[int]] = {}
    for variant in claim.variants:
        if variant.slot == slot and variant.statement in origin_of:
            ahead = _AHEAD.match(variant.value)
            given = _Given(variant.value[ahead.end() :] if ahead else variant.value, variant.value)
            found.setdefault(given, set()).add(origin_of[variant.statement])
    return found


def _counted(by_value: Mapping[_Given, Iterable[int]]) -> list[tuple[str, set[int]]]:
    """Each figure once, in the wording that comes first, with the places of all origins that give it."""
    found: dict[str, tuple[str, set[int]]] = {}
    for given, places in by_value.items():
        found.setdefault(given.figure, (given.shown, set()))[1].update(places)
    return list(found.values())
