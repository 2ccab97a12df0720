"""Who told it, where, when, and how does it bear? The mentions of a claim with what tracking asks of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.model.claim import Bearing, Claim
from firsthand.model.ids import StatementId
from firsthand.model.statement import HopRole, Naming, Reading, Statement
from firsthand.model.when import When
from firsthand.text.names import fold
from firsthand.text.numbers import Figure, find_figures
from firsthand.text.senses import senses
from firsthand.text.words import find_words, lexicon, plain

MOST_CHARACTERS: Final = 1_500
"""Of each statement so many code points are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One mention: the Statement in its Reading, how it bears, its words by concept. `actor` None: nobody is named."""

    statement: Statement
    reading: Reading
    bearing: Bearing
    actor: str | None
    figures: tuple[Figure, ...]
    words: frozenset[str]

    @property
    def when(self) -> When | None:
        """When it came out."""
        return self.reading.revision.published

    @property
    def by(self) -> str | None:
        """Who an editor would say did it: the one who vouches, else the outlet."""
        return self.actor or self.reading.revision.outlet

    @property
    def order(self) -> tuple[str, str, int]:
        """By publication, then by place."""
        return (_sort_key(self.when), self.reading.revision.article, self.statement.content[0].start)

    @property
    def on_record(self) -> bool:
        """Whether a named source stands behind it."""
        source = self.statement.source
        return source is not None and source.naming in {Naming.NAMED, Naming.INSTITUTION}

    def is_by(self, other: "Told") -> bool:
        """Whether both are the word of one actor, by name."""
        return self.actor is not None and other.actor is not None and fold(self.actor) == fold(other.actor)


def _sort_key(when: When | None) -> str:
    return when.sort_key[0] if when is not None and when.sort_key[0] else "9999"


def told_of(claim: Claim, by_id: Mapping[StatementId, tuple[Statement, Reading]]) -> tuple[Told, ...]:
    """The mentions of `claim` that the readings hold, by publication."""
    found = [
        _told(*by_id[mention.statement], mention.bearing) for mention in claim.mentions if mention.statement in by_id
    ]
    return tuple(sorted(found, key=lambda told: told.order))


def by_statement(readings: Sequence[Reading]) -> dict[StatementId, tuple[Statement, Reading]]:
    """Every statement of `readings` with its Reading."""
    return {s.id: (s, reading) for reading in readings for s in reading.statements if s.content}


def _told(statement: Statement, reading: Reading, bearing: Bearing) -> Told:
    text = " ".join(span.of(reading.revision.text)[:MOST_CHARACTERS] for span in statement.content)[:MOST_CHARACTERS]
    origin = next((hop for hop in statement.chain if hop.role is HopRole.ORIGIN), None)
    empty = lexicon().empty
    return Told(
        statement=statement,
        reading=reading,
        bearing=bearing,
        actor=origin.actor if origin is not None else None,
        figures=find_figures(text),
        words=frozenset(senses().concept(w.text) for w in find_words(text) if plain(w.text) not in empty),
    )
