"""Who is who in this article? Every source and every name resolved to one Entity, as far as the text allows.

"Ports Registry Bureau (PRB) Chief Ben Roy", "Roy", "he" and "the chief" are one person, whose body is PRB;
"officials" are nobody. What was found is a Cast, which the other rooms ask.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from firsthand.model.coverage import Revision
from firsthand.model.entity import Entity, EntityType
from firsthand.model.ids import EntityId
from firsthand.model.span import Span
from firsthand.model.statement import Naming
from firsthand.model.why import Why
from firsthand.read.attribution import Attribution
from firsthand.read.credits import Surroundings, look_around
from firsthand.read.entities import Roll
from firsthand.read.figures import Figure
from firsthand.read.mentions import MOST_NAMES, find_mentions
from firsthand.read.naming import SourceReader
from firsthand.read.pronouns import Meant
from firsthand.read.unnamed import Unnamed
from firsthand.text.names import fold, is_acronym_of


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a source means.

    `actor` is the resolved name, or the text's words for the unnamed; never a pronoun whose meaning is known.
    `certain` is False where recency alone decided.
    """

    entity: Entity | None
    naming: Naming
    actor: str
    certain: bool
    why: Why
    described: Entity | None = None
    """Who is meant where the text only describes somebody, and `entity` is None; known in this article alone."""

    @property
    def entity_id(self) -> EntityId | None:
        """Whom it means, named or described."""
        one = self.entity or self.described
        return one.id if one is not None else None


@dataclass(frozen=True, slots=True)
class Cast:
    """All actors of one article. `entities` in the order of their first mention."""

    entities: tuple[Entity, ...]
    referents: Mapping[Span, Referent]
    names: tuple[tuple[Span, Entity], ...]
    """Every name in the text, in text order, with whom it means."""
    named_to: int | None = None
    """The offset after which names were not looked for, as there are more than MOST_NAMES; None where all were."""
    _starts: Sequence[int] = ()
    """Where each of `names` begins, to look them up by."""
    _around: Mapping[tuple[Span | None, Span | None, tuple[Span, ...]], Surroundings] = field(default_factory=dict)
    _by_id: Mapping[EntityId, Entity] = field(default_factory=dict)
    _outlets: Mapping[str, Entity] = field(default_factory=dict)
    _asked: dict[str, Entity | None] = field(default_factory=dict, compare=False, repr=False)
    """The answers of `outlet_named`: each statement asks for the same one or two."""

    def referent(self, span: Span) -> Referent | None:
        """Whom the source at exactly `span` means; None if that is no source of the article."""
        return self.referents.get(span)

    def entity_at(self, span: Span) -> Entity | None:
        """Whom `span` means: as a source if it is one, else the longest name within it."""
        meant = self.referents.get(span)
        if meant is not None:
            return meant.entity
        within = self.named_in(span)
        return max(within, key=lambda found: len(found[0]))[1] if within else None

    def naming_of(self, span: Span) -> Naming:
        """How the text identifies the source at `span`; anonymous for what is no source of the article."""
        meant = self.referents.get(span)
        return meant.naming if meant else Naming.ANONYMOUS

    def named_in(self, span: Span) -> tuple[tuple[Span, Entity], ...]:
        """The names that lie within `span`, in text order."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end, first)
        return tuple(found for found in self.names[first:last] if found[0].end <= span.end)

    def named_from(self, offset: int) -> tuple[Span, Entity] | None:
        """The longest name that begins at `offset`."""
        first = bisect_left(self._starts, offset)
        found = [name for name in self.names[first : first + 3] if name[0].start == offset]
        return max(found, key=lambda name: name[0].end) if found else None

    def around(self, attribution: Attribution) -> Surroundings:
        """What stands around an attribution of the article; nothing, for any other."""
        return self._around.get(_key(attribution), Surroundings())

    def by_id(self, wanted: EntityId | None) -> Entity | None:
        """The entity with this id."""
        return self._by_id.get(wanted) if wanted is not None else None

    def outlet_named(self, name: str | None) -> Entity | None:
        """The outlet of the article that `name` means; None if the text does not name it."""
        if not name:
            return None
        if name not in self._asked:
            short = (entity for entity in self._outlets.values() if is_acronym_of(name, entity.name))
            self._asked[name] = self._outlets.get(fold(name)) or next(short, None)
        return self._asked[name]


def _key(attribution: Attribution) -> tuple[Span | None, Span | None, tuple[Span, ...]]:
    return attribution.source, attribution.cue, attribution.content


def resolve(revision: Revision, attributions: Sequence[Attribution]) -> Cast:
    """Find the names of a Revision, join them, and say whom each source of `attributions` means.

    Furniture of the page (its notices) gives no names. Linear in the text but for sorting.
    """
    text = revision.text
    mentions = find_mentions(text, [notice.span for notice in revision.notices])
    speaking = [a.source for a in attributions if a.source is not None]
    roll = Roll(text, mentions, speaking, revision.outlet)
    if revision.wire is not None:
        roll.credit(revision.wire, [notice.span for notice in revision.notices])
    said = tuple(sorted(span for a in attributions for span in a.content))
    sources = sorted(set(speaking))
    around = {_key(attribution): look_around(attribution, text, said, sources) for attribution in attributions}
    reader = SourceReader(text, roll, said)
    meant = _read_sources(reader, attributions, around.values())
    taken = [*(span for span in roll.at), *(span for f in roll.figures.values() for span in f.described)]
    unnamed = _gather(revision, reader, meant, taken)
    figures = {figure.id: figure for figure in roll.figures.values() if figure.spans}
    entities = {key: figure.entity() for key, figure in figures.items()}
    told = {figure: entities.get(figure.id) or figure.entity() for figure in dict.fromkeys(unnamed.values())}
    whole = entities | {entity.id: entity for entity in told.values()}
    ordered = sorted(whole.values(), key=lambda e: (e.mentions[0], e.name))
    met = {figure: entities.get(figure.id) for figure in dict.fromkeys(roll.at.values())}
    names = [(span, entity) for span, figure in roll.at.items() if (entity := met[figure]) is not None]
    names.sort(key=lambda found: (found[0].start, found[0].end))
    return Cast(
        entities=tuple(ordered),
        referents={
            span: _referent(found, entities, told[unnamed[span]] if span in unnamed else None)
            for span, found in meant.items()
        },
        names=tuple(names),
        named_to=mentions[-1].span.end if len(mentions) >= MOST_NAMES else None,
        _starts=[span.start for span, _ in names],
        _around=around,
        _by_id=entities,
        _outlets={fold(entity.name): entity for entity in ordered if entity.type is EntityType.OUTLET},
    )


def _read_sources(
    reader: SourceReader, attributions: Sequence[Attribution], around: Iterable[Surroundings]
) -> dict[Span, Meant]:
    """Whom each source means, the text's own sources before those within quotations, and all who are credited."""
    found: dict[Span, Meant] = {}
    order = sorted(range(len(attributions)), key=lambda at: (attributions[at].source or Span(0, 0), at))
    for at in order:
        source = attributions[at].source
        if source is not None and attributions[at].parent is None and source not in found:
            found[source] = reader.read(source)
    for at in order:
        source, parent = attributions[at].source, attributions[at].parent
        if source is None or parent is None or source in found:
            continue
        outer = attributions[parent].source
        found[source] = reader.read(source, found.get(outer) if outer else None)
    for surroundings in around:
        for credit in surroundings.credits:
            if credit.actor not in found:
                found[credit.actor] = reader.describe(credit.actor)
    return found


def _gather(
    revision: Revision, reader: SourceReader, meant: Mapping[Span, Meant], taken: Iterable[Span]
) -> dict[Span, Figure]:
    """Who is only described, by the sources that mean them; descriptions of the named are noted with these."""
    calls = [m.called for m in meant.values() if m.called is not None]
    nouns = {one.words[-1]: one.kind for one in calls}
    unnamed = Unnamed(revision.id)
    unnamed.gather(revision.text, calls, reader.descriptions.mark(revision.text, [*taken, *meant], nouns))
    whom = {one.span: figure for figure, sources in unnamed.figures() for one in sources}
    found: dict[Span, Figure] = {}
    for span, one in meant.items():
        figure = whom[one.called.span] if one.called is not None else one.likely
        if figure is not None and one.figure is None:
            found[span] = figure
            if one.called is None or one.called.span != span:
                figure.described.append(span)
    return found


def _referent(meant: Meant, entities: Mapping[EntityId, Entity], described: Entity | None) -> Referent:
    entity = entities.get(meant.figure.id) if meant.figure is not None else None
    naming = meant.naming
    if entity is not None and entity.type is EntityType.PERSON and meant.why[0].step == "who.name":
        naming = Naming.NAMED
    return Referent(
        entity=entity,
        naming=naming,
        actor=meant.actor,
        certain=meant.certain,
        why=meant.why,
        described=described if entity is None else None,
    )
