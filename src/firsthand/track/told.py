"""Who told it, where, when, and how does it bear? The mentions of a claim with what tracking asks of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from firsthand.model.claim import Bearing, Claim, Mention
from firsthand.model.entity import Entity
from firsthand.model.ids import EntityId, RevisionId, StatementId
from firsthand.model.statement import Access, Certainty, Hop, HopRole, Naming, Polarity, Reading, SpeechAct, Statement
from firsthand.model.when import When
from firsthand.text.names import fold
from firsthand.text.numbers import Figure, find_figures
from firsthand.text.senses import concepts_of, senses
from firsthand.text.words import plain
from firsthand.track.phrases import phrases

MOST_CHARACTERS: Final = 1_500
"""Of each statement so many code points are looked at."""
MOST_CONCESSIONS: Final = 50
"""An article has hardly more; what has is hostile, and is read up to here."""
CONCEDED_WITHIN: Final = 600
"""Code points between the mention of a dispute and the concession, in one paragraph; more is another matter."""
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
    entities: Mapping[EntityId, Entity] = field(default_factory=dict)
    """Those of the article, by id."""
    parent: Statement | None = None
    """The Statement whose content this one lies in."""
    conceding: tuple[Statement, ...] = ()
    """Those that follow in the paragraph and give up a side of a dispute."""

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
        return bodies_of(self.statement, self.entities) if self.actor is not None else frozenset()

    def is_by(self, other: "Told") -> bool:
        """Whether both are the word of one actor, by name."""
        return self.actor is not None and other.actor is not None and fold(self.actor) == fold(other.actor)

    def is_of_body(self, other: "Told") -> bool:
        """Whether both speak for one body, or one is the body that the other speaks for."""
        return not self.bodies.isdisjoint(other.bodies)


def _sort_key(when: When | None) -> str:
    return when.sort_key[0] if when is not None and when.sort_key[0] else "9999"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All that was read, for looking up: statements by id, and entities and concessions by wording."""

    statements: Mapping[StatementId, tuple[Statement, Reading]]
    entities: Mapping[RevisionId, Mapping[EntityId, Entity]]
    conceding: Mapping[RevisionId, tuple[Statement, ...]]


def put_on_shelf(readings: Sequence[Reading]) -> Shelf:
    """The Shelf of `readings`."""
    return Shelf(
        statements={s.id: (s, reading) for reading in readings for s in reading.told if s.content},
        entities={r.revision.id: {entity.id: entity for entity in r.entities} for r in readings},
        conceding={r.revision.id: tuple(islice(_concessions(r), MOST_CONCESSIONS)) for r in readings},
    )


def told_of(claim: Claim, shelf: Shelf) -> tuple[Told, ...]:
    """The mentions of `claim` that the readings hold, by publication."""
    mentions = (mention for mention in claim.mentions if mention.statement in shelf.statements)
    return tuple(sorted((_told(mention, shelf) for mention in mentions), key=lambda told: told.order))


def all_told(shelf: Shelf, but: Collection[StatementId]) -> Iterator[Told]:
    """All that the readings hold `but` these statements, as if each supported what it says; in no claim."""
    for name, (statement, reading) in shelf.statements.items():
        if name not in but:
            article = reading.revision.article
            yield _told(Mention(article=article, statement=statement.id, bearing=Bearing.SUPPORTS), shelf)


def _told(mention: Mention, shelf: Shelf) -> Told:
    statement, reading = shelf.statements[mention.statement]
    text = content_of(statement, reading)
    origin = _origin(statement)
    parent = shelf.statements.get(statement.parent) if statement.parent is not None else None
    nearby = shelf.conceding.get(reading.revision.id, ())
    return Told(
        statement=statement,
        reading=reading,
        bearing=mention.bearing,
        actor=origin.actor if origin is not None and not _is_pronoun(origin.actor) else None,
        figures=find_figures(text),
        words=concepts_of(text),
        entities=shelf.entities.get(reading.revision.id, {}),
        parent=parent[0] if parent is not None else None,
        conceding=tuple(one for one in nearby if _follows(one, statement, reading.revision.text)),
    )


def _concessions(reading: Reading) -> Iterator[Statement]:
    """The statements in which somebody says that the other side was right, or that it was wrong itself."""
    for statement in reading.statements:
        if not statement.content or not _affirms(statement) or statement.hedges or statement.conditional:
            continue
        words = content_of(statement, reading).casefold()
        is_right = statement.speech_act is SpeechAct.CONFIRM and _has(words, phrases().right)
        if is_right or _has(words, phrases().wrong):
            yield statement


def _has(words: str, any_of: Sequence[str]) -> bool:
    """Whether one of the phrases stands there, and is not made another thing by what follows."""
    for phrase in any_of:
        at = words.find(phrase)
        rest = words[at + len(phrase) :]
        if at >= 0 and not rest[:1].isalnum() and not rest.startswith(phrases().not_before):
            return True
    return False


def _follows(one: Statement, mention: Statement, text: str) -> bool:
    end, start = mention.content[-1].end, one.content[0].start
    return end <= start <= end + CONCEDED_WITHIN and "\n\n" not in text[end:start]


def content_of(statement: Statement, reading: Reading) -> str:
    """The words of the content, its pieces joined, cut where they are very long."""
    return " ".join(span.of(reading.revision.text)[:MOST_CHARACTERS] for span in statement.content)[:MOST_CHARACTERS]


def bodies_of(statement: Statement, entities: Mapping[EntityId, Entity]) -> frozenset[str]:
    """The names, folded, of who vouches in `statement` and of the body spoken for; empty where nobody is named."""
    origin = _origin(statement)
    if origin is None or origin.actor is None:
        return frozenset()
    person = entities.get(origin.entity) if origin.entity is not None else None
    body = entities.get(person.parent) if person is not None and person.parent is not None else None
    return frozenset(fold(name) for name in (origin.actor, *(e.name for e in (person, body) if e is not None)))


def _origin(statement: Statement) -> Hop | None:
    return next((hop for hop in statement.chain if hop.role is HopRole.ORIGIN), None)


def _is_pronoun(actor: str | None) -> bool:
    """Whether it is a word for somebody named elsewhere: "we" is no name that an editor can look up."""
    name = plain(actor) if actor is not None else ""
    return name in senses().dangling or name in senses().first_person or name in _STANDS_FOR_A_NAME


def _affirms(statement: Statement) -> bool:
    return statement.speech_act in _AFFIRMING and statement.polarity is Polarity.POSITIVE
