"""Which names over the whole coverage are one? "Ostwick" there is "Maren Ostwick" here; "WPA" is an agency's.

Every article names its own entities; whom it only describes is known in it alone, and stays out of this. Here names
are brought together across articles: by folding, by acronyms that some article explains, and a bare surname where the
coverage has exactly one person of that name. Who speaks for which body, and which outlets there are, is gathered from
all articles too.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from firsthand.link.affiliations import affiliations
from firsthand.link.meant import Meant, meant_by_words
from firsthand.link.offices import holders, seats_held, spoken_for
from firsthand.link.pages import Names, Page, pages_of, seated
from firsthand.model.entity import Entity, EntityType
from firsthand.model.ids import EntityId, StatementId
from firsthand.model.statement import Naming, Reading
from firsthand.text.names import acronym_of, fold, surname_of

Key = str
"""A folded name that stands for one actor or place in the whole coverage."""
_FEWEST_INITIALS = 2
"""Two letters are the initials of too much."""
_ARTICLE: Final = 100
"""An article counts for so many places in what a name is taken for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The names of a coverage. `same` leads from a folded name to its Key, where that is another.

    `kinds` says what a Key is, `names` how it is written, `bodies` for whom or within what it speaks;
    `outlets` are the Keys of publishers, `meant` those for whom an origin without a name stands.
    """

    same: Mapping[str, Key]
    kinds: Mapping[Key, EntityType]
    names: Mapping[Key, str]
    bodies: Mapping[Key, tuple[Key, ...]]
    outlets: frozenset[Key]
    meant: Mapping[StatementId, Meant] = field(default_factory=dict)

    def key(self, name: str) -> Key:
        """The Key of `name`, in whatever form it is written."""
        folded = fold(name)
        return self.same.get(folded, folded)

    def is_outlet(self, key: Key) -> bool:
        """Whether it publishes: some article of the coverage, or as the reader recognised it."""
        return key in self.outlets or self.kinds.get(key) is EntityType.OUTLET


def call_roster(readings: Sequence[Reading]) -> Roster:
    """Bring together the names of all `readings`; their order does not matter."""
    entities = sorted(
        {(e.id, e.name, e.aliases, e.parent): e for r in readings for e in r.entities if not e.local}.values(),
        key=lambda e: (e.id, e.name, e.aliases, e.parent or ""),
    )
    outlets = {fold(r.revision.outlet): r.revision.outlet for r in readings if r.revision.outlet and not _is_issued(r)}
    issuers = {r.revision.outlet for r in readings if r.revision.outlet and _is_issued(r)}
    surnames = _surnames(entities)
    acronyms = _acronyms(entities, outlets) | _initials(outlets) | _short_outlets(outlets, entities)
    same = {short: surnames.get(full, full) for short, full in acronyms.items()} | surnames
    same |= {short: full for short, full in _shortened(issuers, entities).items() if short not in same}
    same |= {office: surnames.get(name, name) for office, name in holders(readings).items() if office not in same}

    def key(name: str) -> Key:
        return same.get(fold(name), fold(name))

    names: dict[Key, str] = {}
    for entity in entities:
        names[key(entity.name)] = max(names.get(key(entity.name), ""), entity.name, key=lambda n: (len(n), n))
    for name in sorted(issuers):
        names[key(name)] = max(names.get(key(name), ""), name, key=lambda n: (len(n), n))
    kinds = _kinds(readings, key)
    kinds |= {key(folded): EntityType.OUTLET for folded in outlets}
    kinds |= {key(name): EntityType.ORGANISATION for name in issuers}
    known = Names(key=key, kinds=kinds, issuers=frozenset(map(key, issuers)))
    pages = pages_of(readings, known)
    spoken = _spoken_for(readings, pages, known)
    # Who is told to speak for a body is a person, whatever the reader took so odd a name for.
    kinds |= {who: EntityType.PERSON for who in spoken if kinds.get(who) is EntityType.ORGANISATION}
    for body, place in seated(pages, names, kinds):
        spoken[body].add(place)
    return Roster(
        same=same,
        kinds=kinds,
        names=names,
        bodies=_bodies(readings, {e.id: key(e.name) for e in entities}, spoken),
        outlets=frozenset(key(folded) for folded in outlets),
        meant=meant_by_words(readings, pages, known, {o: key(name) for o, name in holders(readings).items()}, names),
    )


def _kinds(readings: Sequence[Reading], key: Callable[[str], Key]) -> dict[Key, EntityType]:
    """What each Key is: what most articles take it for; of two that are as many, what more places in them do."""
    told: dict[Key, Counter[EntityType]] = defaultdict(Counter)
    for reading in readings:
        for entity in reading.entities:
            if not entity.local:
                told[key(entity.name)][_kind_here(entity, reading.revision.text)] += _ARTICLE + min(
                    len(entity.mentions), _ARTICLE - 1
                )
    return {one: max(kinds, key=lambda kind: (kinds[kind], kind)) for one, kinds in told.items()}


def _kind_here(entity: Entity, page: str) -> EntityType:
    """What an article takes an entity for; that it says "in Menth", or "the Orvelin hospital", tells more."""
    if entity.type not in {EntityType.PERSON, EntityType.ORGANISATION}:
        return entity.type
    named = [span for span in entity.mentions if span.of(page) == entity.name]
    housed = sum(page.startswith(_HOUSES, span.end) for span in named)
    within = sum(page[max(0, span.start - 4) : span.start] in {" in ", "\nIn ", " In "} for span in named)
    if named and 2 * housed > len(named):
        return EntityType.ORGANISATION
    return EntityType.PLACE if 2 * within > len(named) else entity.type


_HOUSES: Final = tuple(f" {word}" for word in ("hospital", "clinic", "university", "museum", "gallery", "prison"))


def _is_issued(reading: Reading) -> bool:
    """Whether it is the page of a body that issues its own word: no outlet, and vouching as anybody who is named."""
    return any(
        own.source is not None and own.source.naming is Naming.INSTITUTION and own.chain[0].actor == own.chain[-1].actor
        for own in reading.own_words
    )


def _surnames(entities: Sequence[Entity]) -> dict[str, Key]:
    """From a bare surname to the one full name in the coverage that ends in it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    bare: set[str] = set()
    for entity in entities:
        if entity.type is not EntityType.PERSON:
            continue
        folded = fold(entity.name)
        (bare if " " not in folded else bearers[surname_of(entity.name)]).add(folded)
    return {surname: next(iter(bearers[surname])) for surname in bare if len(bearers.get(surname, ())) == 1}


def _acronyms(entities: Sequence[Entity], outlets: Mapping[str, str]) -> dict[str, Key]:
    """From an acronym that some article gives as an alias to the name it stands for, where that is one name."""
    meant: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for alias in entity.aliases:
            if alias.isupper() and len(alias) > 1 and fold(alias) != fold(entity.name):
                meant[fold(alias)].add(fold(entity.name))
    return {short: next(iter(full)) for short, full in meant.items() if len(full) == 1 and short not in outlets}


def _shortened(issuers: Collection[str], entities: Sequence[Entity]) -> dict[str, Key]:
    """From the short name of a body that issues its own word to the full one, where no other body begins so.

    "The Civil Protection" is the Civil Protection of Azemmar in a coverage that has a notice of the latter.
    """
    bodies = {fold(e.name) for e in entities if e.type is EntityType.ORGANISATION} | {fold(name) for name in issuers}
    found: dict[str, Key] = {}
    for name in issuers:
        full = fold(name)
        short = full.rpartition(" of ")[0]
        if short and sum(1 for body in bodies if body.startswith(f"{short} ")) == 1:
            found[short] = full
    return found


def _initials(outlets: Mapping[str, str]) -> dict[str, Key]:
    """From the initials of an outlet ("WPA") to its name, where the coverage has one such outlet."""
    meant: dict[str, set[str]] = defaultdict(set)
    for folded, name in outlets.items():
        short = acronym_of(name.removeprefix("The "))
        if short is not None and len(short) > _FEWEST_INITIALS and fold(short) != folded:
            meant[fold(short)].add(folded)
    return {short: next(iter(full)) for short, full in meant.items() if len(full) == 1 and short not in outlets}


def _short_outlets(outlets: Mapping[str, str], entities: Sequence[Entity]) -> dict[str, Key]:
    """From what the coverage calls an outlet ("the Register", "Radio Istrel") to its name, where one outlet has it."""
    known = {fold(e.name) for e in entities if e.type in {EntityType.OUTLET, EntityType.ORGANISATION}} - outlets.keys()
    found: dict[str, Key] = {}
    for short in known:
        longer = [folded for folded in outlets if folded.startswith(f"{short} ") or folded.endswith(f" {short}")]
        if len(longer) == 1 and not any(other != short and other.startswith(f"{short} ") for other in known):
            found[short] = longer[0]
    return found


def _spoken_for(readings: Sequence[Reading], pages: Sequence[Page], names: Names) -> dict[Key, set[Key]]:
    """Those for whom people speak, by their offices and by what stands beside their names, in any article."""
    actors = {hop.actor for r in readings for s in r.statements for hop in s.chain[:-1] if hop.actor}
    bodies = {e.name for r in readings for e in r.entities if e.type is EntityType.ORGANISATION and not e.local}
    known = {fold(name) for name in (*actors, *bodies)}
    found: dict[Key, set[Key]] = defaultdict(set)
    for person, spoken in spoken_for(readings, known).items():
        found[names.key(person)].update(names.key(body) for body in spoken)
    for who, those in affiliations(readings, pages, names).items():
        found[who].update(those)
    for holders_ in seats_held(readings).values():
        # A deputy governor speaks for the one body of which another is the governor.
        people = {names.key(holder) for holder in holders_}
        told = {body for person in people for body in found.get(person, ())}
        if len(told) == 1:
            for person in people - found.keys():
                found[person] = set(told)
    return found


def _bodies(
    readings: Sequence[Reading], key_of: Mapping[EntityId, Key], offices: Mapping[Key, set[Key]]
) -> dict[Key, tuple[Key, ...]]:
    found: dict[Key, set[Key]] = defaultdict(set, {person: set(bodies) for person, bodies in offices.items()})
    for reading in readings:
        for entity in reading.entities:
            if entity.local:
                continue
            parent = key_of.get(entity.parent) if entity.parent else None
            child = key_of[entity.id]
            if parent is not None and parent != child:
                found[child].add(parent)
    return {child: tuple(sorted(parents)) for child, parents in found.items()}
