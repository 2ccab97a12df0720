"""Which wordings say one claim? Families of claims that were written for this, and the gold of whole stories.

    ## The ferry strike at Ostrel, 2033
    # 412 crew members have stopped work
    = All 412 crew members of the line had stopped work by noon
    - that anyone had stopped work               the other side of the claim
    * about 380 crew members were on strike      another value of it
    # 412 crew members were dismissed
    = ...

A story holds claims that are easily confused; a wording is what stands inside an attribution.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording, the claims that it bears on (places in the story), and how it bears on each of them.

    `side` is False where it denies or doubts; `value` tells apart what gives another number, day, place, person or
    status of the same; both by claim.
    """

    text: str
    side: dict[int, bool]
    value: dict[int, str]
    around: str = ""
    """The sentences in which it stands, where it stands in any."""


Story = tuple[Wording, ...]


def of_text(path: Path) -> Iterator[Story]:
    """The stories of a file of families. Raises ValueError for a line of another form."""
    wordings: list[Wording] = []
    claim = -1
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        mark, text = line[:2].strip(), line[2:].strip()
        if mark == "##":
            if wordings:
                yield tuple(wordings)
            wordings, claim = [], -1
        elif mark in {"#", "=", "-", "*"} and text:
            claim += mark == "#"
            value = text if mark == "*" else ""
            wordings.append(Wording(text, {claim: mark != "-"}, {claim: value}))
        elif line.strip():
            raise ValueError(
                f"expected a line that begins with ##, #, =, - or *, came line {number} of {path}: {line!r}"
            )
    if wordings:
        yield tuple(wordings)


def of_gold(path: Path) -> Story:
    """The mentions of a `story.toml`: each passage once, with all claims that it bears on."""
    told = tomllib.loads(path.read_text("utf-8"))
    found: dict[str, Wording] = {}
    for place, claim in enumerate(told["claims"]):
        for mention in claim["mentions"]:
            own = found.setdefault(mention["text"], Wording(mention["text"], {}, {}))
            own.side[place] = mention["bearing"] not in {"denies", "doubts"}
            own.value[place] = str(mention.get("value", ""))
    return tuple(found.values())


def same(one: Wording, other: Wording) -> bool:
    """Whether some claim is that of both."""
    return not one.side.keys().isdisjoint(other.side)


def check(folder: Path) -> int:
    """How many stories the files of `folder` hold; raises ValueError where one has no two claims."""
    stories = [story for path in sorted(folder.glob("**/*.txt")) for story in of_text(path)]
    for story in stories:
        claims = sorted(claim for wording in story for claim in wording.side)
        if not any(one != other for one, other in pairwise(claims)):
            raise ValueError(f"expected two claims or more in a story, came one: {story[0].text!r}")
    return len(stories)
