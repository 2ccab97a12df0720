"""Who told it, where, when, and how does it bear? The mentions of a claim with what tracking asks of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.model.claim import Bearing, Claim
from firsthand.model.ids import StatementId
from firsthand.model.statement import Access, Certainty, Hop, HopRole, Naming, Polarity, Reading, SpeechAct, Statement
from firsthand.model.when import When
from firsthand.text.names import fold
from firsthand.text.numbers import Figure, find_figures
from firsthand.text.senses import senses
from firsthand.text.words import find_words, lexicon, plain

MOST_CHARACTERS: Final = 1_500
"""Of each statement so many code points are looked at."""
_AFFIRMING: Final = frozenset({SpeechAct.ASSERT, SpeechAct.REPORT, SpeechAct.CONFIRM})
_OWN_VOICE: Final = Naming.IMPLICIT_AUTHOR
_STANDS_FOR_A_NAME: Final = ("one of them", "some of them", "both of them")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One mention: the Statement in its Reading, how it bears, its words by concept. `actor` None: nobody is named."""

    statement: Statement
    reading: Reading
    bearing: Bearing
    actor: str | None
    figures: tuple[Figure, ...]
    words: frozenset[str]
    parent: Statement | None = None
    """The Statement whose content this one lies in."""

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

    @property
    def is_firm(self) -> bool:
        """Whether it supports the claim with certainty: no hedge, no condition, and not within a denial."""
        said = self.statement
        return (
            self.bearing is Bearing.SUPPORTS
            and said.certainty in {Certainty.CERTAIN, Certainty.PROBABLE, Certainty.CERTAINLY_NOT}
            and said.speech_act in _AFFIRMING
            and not said.hedges
            and not said.conditional
            and (self.parent is None or _affirms(self.parent))
        )

    @property
    def is_negative(self) -> bool:
        """Whether its content is denied or negated."""
        return self.statement.polarity is Polarity.NEGATIVE or self.statement.certainty is Certainty.CERTAINLY_NOT

    @property
    def saw(self) -> bool:
        """Whether an outlet tells what its own people saw."""
        said = self.statement
        return said.access is Access.FIRSTHAND and said.source is not None and said.source.naming is _OWN_VOICE

    @property
    def bodies(self) -> frozenset[str]:
        """The names, folded, of who vouches and of the body spoken for; empty where nobody is named."""
        return bodies_of(self.statement, self.reading) if self.actor is not None else frozenset()

    def is_by(self, other: "Told") -> bool:
        """Whether both are the word of one actor, by name."""
        return self.actor is not None and other.actor is not None and fold(self.actor) == fold(other.actor)

    def is_of_body(self, other: "Told") -> bool:
        """Whether both speak for one body, or one is the body that the other speaks for."""
        return not self.bodies.isdisjoint(other.bodies)


def _sort_key(when: When | None) -> str:
    return when.sort_key[0] if when is not None and when.sort_key[0] else "9999"


def told_of(claim: Claim, by_id: Mapping[StatementId, tuple[Statement, Reading]]) -> tuple[Told, ...]:
    """The mentions of `claim` that the readings hold, by publication."""
    found = [
        _told(*by_id[mention.statement], mention.bearing, by_id)
        for mention in claim.mentions
        if mention.statement in by_id
    ]
    return tuple(sorted(found, key=lambda told: told.order))


def by_statement(readings: Sequence[Reading]) -> dict[StatementId, tuple[Statement, Reading]]:
    """Every statement of `readings` with its Reading."""
    return {s.id: (s, reading) for reading in readings for s in reading.statements if s.content}


def _told(
    statement: Statement,
    reading: Reading,
    bearing: Bearing,
    by_id: Mapping[StatementId, tuple[Statement, Reading]],
) -> Told:
    text = content_of(statement, reading)
    origin = _origin(statement)
    return Told(
        statement=statement,
        reading=reading,
        bearing=bearing,
        actor=origin.actor if origin is not None and not _is_pronoun(origin.actor) else None,
        figures=find_figures(text),
        words=concepts_of(text),
        parent=by_id[statement.parent][0] if statement.parent is not None and statement.parent in by_id else None,
    )


def content_of(statement: Statement, reading: Reading) -> str:
    """The words of the content, its pieces joined, cut where they are very long."""
    return " ".join(span.of(reading.revision.text)[:MOST_CHARACTERS] for span in statement.content)[:MOST_CHARACTERS]


def concepts_of(text: str) -> frozenset[str]:
    """The words with content, by concept."""
    empty = lexicon().empty
    return frozenset(senses().concept(w.text) for w in find_words(text) if plain(w.text) not in empty)


def bodies_of(statement: Statement, reading: Reading) -> frozenset[str]:
    """The names, folded, of who vouches in `statement` and of the body spoken for; empty where nobody is named."""
    origin = _origin(statement)
    if origin is None or origin.actor is None:
        return frozenset()
    by_id = {entity.id: entity for entity in reading.entities}
    person = by_id.get(origin.entity) if origin.entity is not None else None
    body = by_id.get(person.parent) if person is not None and person.parent is not None else None
    return frozenset(fold(name) for name in (origin.actor, *(e.name for e in (person, body) if e is not None)))


def _origin(statement: Statement) -> Hop | None:
    return next((hop for hop in statement.chain if hop.role is HopRole.ORIGIN), None)


def _is_pronoun(actor: str | None) -> bool:
    """Whether it is a word for somebody named elsewhere: "we" is no name that an editor can look up."""
    name = plain(actor) if actor is not None else ""
    return name in senses().dangling or name in senses().first_person or name in _STANDS_FOR_A_NAME


def _affirms(statement: Statement) -> bool:
    return statement.speech_act in _AFFIRMING and statement.polarity is Polarity.POSITIVE
