"""What is known of an actor or a place while its article is being read? Its names, its key, its office, "he" or "she".

Of "Norwegian Ports Secretary Ann Park" a figure knows the name Ann Park, the office "secretary", the body it belongs to
and, by the given name, the pronoun. Which names are one figure's is for `read.entities` to say.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from firsthand.model.entity import Entity, EntityType, entity_id, local_id
from firsthand.model.ids import EntityId, RevisionId
from firsthand.model.span import Span
from firsthand.read.gazetteer import How, known_country
from firsthand.read.lexicons import word_set
from firsthand.read.mentions import Mention
from firsthand.text.names import fold, words_of

BODIES = frozenset({EntityType.ORGANISATION, EntityType.OUTLET})
"""The kinds of which a person can be head or spokesman, and whose names are equal in any order of words."""

_REMEMBERED = 1024
"""Ids kept: those of the figures of some dozens of articles; each statement asks for some of them."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(eq=False, slots=True)
class Figure:
    """An actor or place while the article is being read; becomes an Entity."""

    name: str
    kind: EntityType
    key: str
    spans: list[Span] = field(default_factory=list)
    surfaces: dict[str, None] = field(default_factory=dict)
    """The ways it is written, in the order in which they came."""
    parent: "Figure | None" = None
    offices: set[str] = field(default_factory=set)
    """Heads of the titles that stand with the name ("minister")."""
    guessed: bool = False
    """Whether nothing told its kind, so that a pronoun may."""
    pronoun: str | None = None
    """Either "he" or "she", once a title, the given name or an earlier pronoun tells."""

    called: set[str] = field(default_factory=set)
    """All words of the titles and appositions that stand with the name, lower case ("transport", "minister")."""
    described: list[Span] = field(default_factory=list)
    """Where words without the name stand for it: its title, "the minister", "the company"."""
    placed: bool = False
    """Whether it stands somewhere as places do ("in Skagen", "from Skagen")."""
    merged: int = 0
    """How many figures, one after another, have gone over into it."""
    home: RevisionId | None = None
    """The one article that it is known in, as it is described there and not named."""

    @property
    def id(self) -> EntityId:
        """One id for one key of one kind, in any article, or in its `home` alone."""
        return _id_of(self.kind, self.key) if self.home is None else local_id(self.home, self.kind, self.key)

    def meet(self, span: Span, surface: str) -> None:
        """Note another place that means it."""
        insort(self.spans, span)
        if surface:
            self.surfaces.setdefault(surface)

    def describe(self, said: str, span: Span | None = None) -> None:
        """Note what it is called besides its name, and where that stands."""
        self.called.update(w.casefold() for w in _WORD.findall(said))
        if span is not None:
            self.described.append(span)

    def last_before(self, offset: int) -> int:
        """Where it was named last before `offset`; -1 if nowhere."""
        at = bisect_left(self.spans, Span(offset, offset))
        return self.spans[at - 1].start if at else -1

    def entity(self) -> Entity:
        """The record."""
        aliases = tuple(s for s in self.surfaces if s != self.name)
        parent = self.parent.id if self.parent is not None and self.parent is not self else None
        spans = tuple(dict.fromkeys(sorted([*self.spans, *self.described])))
        return Entity(id=self.id, name=self.name, type=self.kind, aliases=aliases, parent=parent, mentions=spans)


@lru_cache(maxsize=_REMEMBERED)
def _id_of(kind: EntityType, key: str) -> EntityId:
    return entity_id(kind, key)


def body_key(name: str) -> str:
    """The form under which bodies' names are equal: words in any order, a country for its adjective.

    >>> body_key("Ministry of Ports") == body_key("the Ports Ministry")
    True
    >>> body_key("Finland's coast guard") == body_key("Finnish Coast Guard")
    True
    """
    found: list[str] = []
    parts = words_of(name)
    size = 0
    for size in range(min(3, len(parts)), 0, -1):
        known = known_country(" ".join(parts[:size]))
        if known is not None and known.how is not How.BODY and size < len(parts):
            found.append(fold(known.country))
            parts = parts[size:]
            break
    plain = [fold(part) for part in parts]
    found.extend(p.replace("defense", "defence") for p in plain if p not in ("of", "the", "for", "and", "&", ""))
    return " ".join(sorted(found))


def fullness(name: str) -> tuple[int, int]:
    """Orders names of one person: more words are fuller, then more letters ("Ann Lee" and not "A. Lee")."""
    return len(words_of(name)), len(fold(name))


def heads_in(said: str) -> set[str]:
    """The words for an office in a title or an apposition ("minister"), lower case."""
    found = {w.casefold().rstrip(".") for w in _WORD.findall(said)}
    return found & word_set("names", "titles", "heads")


def pronoun_of_words(found: Iterable[str]) -> str | None:
    """Either "he" or "she" where a word of a title tells ("chairwoman"); None where none does."""
    plain = set(found)
    if plain & word_set("names", "titles", "she"):
        return "she"
    return "he" if plain & word_set("names", "titles", "he") else None


def pronoun_of_title(mention: Mention, text: str) -> str | None:
    """Either "he" or "she" by the title that stands with a name; None without one that tells."""
    return pronoun_of_words(w.casefold() for w in _WORD.findall(mention.title.of(text))) if mention.title else None


def pronoun_of_given(name: str) -> str | None:
    """Either "he" or "she" by the given name of a full name; None where it does not tell."""
    parts = words_of(name)
    if len(parts) <= 1:
        return None
    if parts[0] in word_set("names", "given", "she"):
        return "she"
    return "he" if parts[0] in word_set("names", "given", "he") else None
