"""Which pairs of statements are worth comparing? Those that share what few others have, and those that say the like.

Among ten thousand statements nearly all pairs have nothing to do with each other. An inverted index over each
statement's rarest words, names and slots proposes the rest, and so do the statements whose gists are nearest.
Statements with the same words (an agency's text in forty papers) are one group before anything is compared.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from firsthand.link.compare import features
from firsthand.link.meaning import Meanings
from firsthand.link.saying import Saying, is_recap
from firsthand.model.ids import StatementId

RAREST: Final = 8
"""How many of its rarest features, of those that others have too, a statement is looked up by. On the samples 5 find as
many links as 14; the rest is for coverage with more in common."""
NEIGHBOURS: Final = 60
"""In the list of a commoner feature each statement meets only so many of those published next to it."""
NEAREST: Final = 16
"""Each statement meets so many whose gists are nearest to its own."""
FEWEST_WORDS: Final = 4
"""A text of fewer words and names ("We are ready") is grouped only within one article; comparing may join more."""


@dataclass(frozen=True, slots=True)
class Group:
    """Sayings in the same words, in order of publication; the first speaks for all of them."""

    sayings: tuple[Saying, ...]

    @property
    def first(self) -> Saying:
        """The earliest."""
        return self.sayings[0]

    @property
    def is_recap(self) -> bool:
        """Whether outlets only tell it again, and nobody vouches for it in these words."""
        return all(is_recap(saying.statement) for saying in self.sayings)

    @property
    def is_replaced(self) -> bool:
        """Whether only wordings that were replaced say it."""
        return all(saying.reading.replaced for saying in self.sayings)

    @property
    def only_joins(self) -> bool:
        """Whether it may be told of a claim that others make, and makes none."""
        return self.is_recap or self.is_replaced


def grouped(sayings: Sequence[Saying]) -> tuple[Group, ...]:
    """Put together what is the same in words, in direction and, where that matters, in who says it.

    A statement and one nested in it never share a group, for the outer one's words lack the inner one's.
    """
    by_key: dict[tuple[object, ...], list[Saying]] = defaultdict(list)
    for saying in sayings:
        by_key[_key(saying)].append(saying)
    return tuple(Group(tuple(group)) for group in by_key.values())


def _key(saying: Saying) -> tuple[object, ...]:
    own = features(saying)
    if not own:
        return ("alone", saying.statement.id)
    depends_on_source = saying.first_person or len(own) < FEWEST_WORDS
    setting = saying.reading.revision.article if depends_on_source else None
    return (
        saying.fold,
        tuple(sorted(own)),
        saying.denies,
        saying.actor if depends_on_source else None,
        setting,
        saying.statement.event_time.norm,
    )


def count_features(groups: Sequence[Group]) -> Counter[str]:
    """In how many groups each feature occurs."""
    having: Counter[str] = Counter()
    for group in groups:
        having.update(features(group.first))
    return having


def propose(groups: Sequence[Group], having: Mapping[str, int], meanings: Meanings) -> Iterator[tuple[int, int]]:
    """Pairs of places in `groups`, the lower first, each once. `groups` are in order of publication."""
    seen: set[int] = set()
    count = len(groups)
    for place, other in chain(_sharing(groups, having), _near(meanings, count)):
        # One number for a pair: a million tuples would take ten times the room.
        number = min(place, other) * count + max(place, other)
        if number not in seen:
            seen.add(number)
            yield min(place, other), max(place, other)


def _sharing(groups: Sequence[Group], having: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Those that share a rare feature."""
    lists: dict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        # What only one group has proposes no pair, and must not crowd out what two have.
        common = (f for f in features(group.first) if having[f] > 1)
        for feature in sorted(common, key=lambda f: (f[0] != "#", having[f], f))[:RAREST]:
            lists[feature].append(place)
    for places in lists.values():
        for at, place in enumerate(places):
            yield from ((place, other) for other in places[at + 1 : at + 1 + NEIGHBOURS])


def _near(meanings: Meanings, count: int) -> Iterator[tuple[int, int]]:
    """Those whose gists are near."""
    for place in range(count):
        yield from ((place, other) for other in meanings.nearest(place, NEAREST))


def kin_of(group: Group) -> frozenset[StatementId]:
    """The statements in which those of the group lie."""
    return frozenset().union(*(saying.kin for saying in group.sayings))
