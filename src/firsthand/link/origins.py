"""How many independent origins stand behind a claim? Not how many print it.

Seven papers that carry what the coast guard told an agency have one origin. Every supporting mention has a root:
the first of its chain. Roots are brought together where the texts or a rule show that they are one: the same
actor; a person and the body spoken for; a report that cites another which we hold; a wire credit; copied text;
the same go-between. What is left is counted as a range: `least` takes unknown lineage as dependent, `most` as
independent. In doubt a root is merged or stays unverified, for over-counting is the dangerous error.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from firsthand.link.copies import Copies, same_quotation
from firsthand.link.offices import body_of_office, is_definite
from firsthand.link.roster import Key, Roster
from firsthand.link.saying import Saying, root_hop
from firsthand.model.claim import Lineage, Merge, MergeReason, Origin
from firsthand.model.entity import EntityType
from firsthand.model.ids import EntityId, StatementId
from firsthand.model.statement import Access, Evidence, Hop, HopRole, Naming, QuoteType
from firsthand.text.names import fold, same_person, surname_of
from firsthand.text.senses import senses

UNKNOWN_ACTOR: Final = "unidentified source"
"""What an editor reads where the text names nobody."""

MOST_ORIGINALS: Final = 50
"""A copy is looked for among so many of the earliest mentions: what all copy came early."""

_SMALL: Final = frozenset({"of", "the", "for", "and", "in", "'s"})


@dataclass(slots=True)
class Root:
    """Where the mentions of one actor lead. Changed while roots are brought together, and never shown.

    `key` is the actor's Key, or for the unnamed that of the outlet which has spoken with them; `keys` are those of
    all actors that were brought together in it. `named` is False for the unverified; `recap` is an
    outlet that tells what it did not see.
    """

    key: Key
    actor: str
    entity: EntityId | None
    named: bool
    recap: bool = False
    sayings: list[Saying] = field(default_factory=list)
    merged: list[Merge] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    ids: set[StatementId] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.keys = [self.key]

    @property
    def order(self) -> tuple[str, str, str, int]:
        """Earliest first."""
        return min(saying.order for saying in self.sayings)


def lineage_of(vouching: Sequence[Saying], mentions: Sequence[Saying], roster: Roster, copies: Copies) -> Lineage:
    """The origins of a claim that `vouching` stand for; `mentions` are all that carry it, deniers included."""
    tracer = _Tracer(vouching, roster, copies)
    roots = _without_recaps(tracer.roots())
    roots = _joined(roots, roster)
    named = [root for root in roots if root.named]
    unverified = [root for root in roots if not root.named]
    resting = sum(1 for root in named if _rests(root, named, roster))
    least = max(1, len(named) - resting) if named else min(1, len(unverified))
    outlets = {saying.reading.revision.outlet for saying in mentions}
    return Lineage(
        named=len(named),
        unverified=len(unverified),
        least=least,
        most=len(named) + len(unverified),
        outlets=len(outlets),
        articles=len({saying.reading.revision.article for saying in mentions}),
        origins=tuple(_origin(root) for root in sorted(named, key=_by_order) + sorted(unverified, key=_by_order)),
    )


def actor_key(saying: Saying) -> Key | None:
    """Who vouches, as one Key; None for the unnamed."""
    hop = root_hop(saying.statement)
    return saying.actor if hop is not None and _naming(saying, hop) in _ON_RECORD else None


def one_body(one: Key, other: Key, roster: Roster) -> bool:
    """Whether the two are one actor, or a person and the body spoken for, or two who speak for one body."""
    if one == other or _short_for(one, other, roster) or _short_for(other, one, roster):
        return True
    mine, theirs = _voice_of(one, roster), _voice_of(other, roster)
    if mine & theirs:
        return True
    return any(_short_for(m, t, roster) or _short_for(t, m, roster) for m in mine - {one} for t in theirs) or any(
        _short_for(m, t, roster) or _short_for(t, m, roster) for m in mine for t in theirs - {other}
    )


_ON_RECORD: Final = frozenset({Naming.NAMED, Naming.INSTITUTION})


class _Tracer:
    """Leads every saying of one claim to its root, across the articles that we hold."""

    def __init__(self, vouching: Sequence[Saying], roster: Roster, copies: Copies) -> None:
        self._vouching = vouching
        self._roster = roster
        self._copies = copies
        self._by_outlet: dict[Key, list[Saying]] = {}
        for saying in vouching:
            own = self._own(saying)
            if own is not None:
                self._by_outlet.setdefault(own, []).append(saying)
        self._roots: dict[Key, Root] = {}

    def roots(self) -> list[Root]:
        for saying in self._vouching:
            self._trace(saying)
        return sorted(self._roots.values(), key=_by_order)

    def _own(self, saying: Saying) -> Key | None:
        outlet = saying.reading.revision.outlet
        return self._roster.key(outlet) if outlet else None

    def _trace(self, saying: Saying) -> None:
        start = self._root(saying)
        if start.named and not start.recap:
            self._keep(start, saying)
            self._note_copy(start, saying)
            return
        found = self._rests_on(saying)
        if found is None:
            self._keep(start, saying)
            return
        base, reason, says = found
        root = self._follow(base, {saying.statement.id})
        self._keep(root, base)
        self._keep(root, saying)
        self._merge(root, saying, start.actor, reason, says)

    def _follow(self, saying: Saying, seen: set[str]) -> Root:
        """The root of what another rests on; a circle ends with the earliest in it, as an outlet that nobody backs."""
        circle = [saying]
        while True:
            root = self._root(saying)
            if root.named and not root.recap:
                return root
            if saying.statement.id in seen:
                return self._starter(min(circle, key=lambda s: s.order))
            seen.add(saying.statement.id)
            found = self._rests_on(saying)
            if found is None:
                return root
            saying = found[0]
            circle.append(saying)

    def _starter(self, saying: Saying) -> Root:
        own = self._own(saying) or saying.reading.revision.article
        name = saying.reading.revision.outlet or UNKNOWN_ACTOR
        return Root(key=f"circle {own}", actor=name, entity=None, named=False)

    def _root(self, saying: Saying) -> Root:
        """Who vouches in this article, before anything is known of the others."""
        hop = root_hop(saying.statement)
        own = self._own(saying) or saying.reading.revision.article
        actor = hop.actor if hop is not None and hop.actor else UNKNOWN_ACTOR
        entity = hop.entity if hop is not None else None
        naming = _naming(saying, hop)
        key = saying.actor or ""
        if naming is Naming.IMPLICIT_AUTHOR or key == own:
            name = saying.reading.revision.outlet or actor
            saw = _saw_itself(saying)
            return Root(key=own, actor=name, entity=entity, named=saw, recap=not saw)
        if self._roster.is_outlet(key):
            saw = _saw_itself(saying)
            return Root(key=key, actor=self._roster.names.get(key, actor), entity=entity, named=saw, recap=not saw)
        office = self._office(saying, actor) if naming is not Naming.UNNAMED_MEDIA else None
        if office is not None:
            return Root(key=office, actor=self._roster.names.get(office, actor), entity=entity, named=True)
        if naming in _ON_RECORD:
            return Root(key=key, actor=self._roster.names.get(key, actor), entity=entity, named=True)
        heard_by = next(iter(self._other_outlets(saying)), own)
        return Root(key=f"unnamed {heard_by}", actor=actor, entity=entity, named=False)

    def _office(self, saying: Saying, actor: str) -> Key | None:
        """Who is meant where the text gives an office and no name; None where that is not told.

        "The auditor general" is the person whom another article names so; "the head of the inspectorate" is the
        inspectorate. "An official" and "a former chief" stay unnamed.
        """
        if saying.actor is None or not is_definite(actor):
            return None
        if self._roster.kinds.get(saying.actor) is EntityType.PERSON:
            return saying.actor
        body = body_of_office(saying.actor.split())
        return self._roster.key(body) if body is not None else None

    def _other_outlets(self, saying: Saying) -> Iterator[Key]:
        """The other outlets through which it came, nearest to the origin first; then the agency that is credited."""
        own = self._own(saying)
        for hop in saying.statement.chain:
            if hop.role in {HopRole.ORIGIN, HopRole.RELAY} and hop.actor:
                key = self._roster.key(hop.actor)
                if key != own and self._roster.is_outlet(key):
                    yield key
        wire = saying.reading.revision.wire
        if wire and self._roster.key(wire) != own:
            yield self._roster.key(wire)

    def _rests_on(self, saying: Saying) -> tuple[Saying, MergeReason, str] | None:
        """A mention in another article that this one visibly has it from, the reason, and the reason in words."""
        here = saying.reading.revision.outlet or "an article without a named outlet"
        wire = self._roster.key(saying.reading.revision.wire) if saying.reading.revision.wire else None
        for key in self._other_outlets(saying):
            base = self._best_of(key, saying)
            if base is not None:
                there = self._roster.names.get(key) or base.reading.revision.outlet or key
                if key == wire and not self._cites(saying, key):
                    return base, MergeReason.WIRE, f"{here} credits {there}, whose own report carries it."
                return base, MergeReason.CITES, f"{here} has it from {there}, whose own report carries it."
        earliest = self._vouching[:MOST_ORIGINALS]
        original = next((other for other in earliest if self._copies.is_copy(saying, other)), None)
        if original is not None:
            there = original.reading.revision.outlet or "an earlier article"
            return (
                original,
                MergeReason.COPIED_TEXT,
                f"Half of the article in {here} or more stands in {there} as well.",
            )
        return None

    def _cites(self, saying: Saying, key: Key) -> bool:
        return any(hop.actor and self._roster.key(hop.actor) == key for hop in saying.statement.chain[:-1])

    def _best_of(self, outlet: Key, asking: Saying) -> Saying | None:
        """What `outlet` itself has of the claim: with a named source before without, then the earliest."""
        own = [
            s for s in self._by_outlet.get(outlet, ()) if s.reading.revision.article != asking.reading.revision.article
        ]
        return min(own, key=lambda s: (not self._root(s).named, s.order)) if own else None

    def _keep(self, root: Root, saying: Saying) -> None:
        kept = self._roots.setdefault(root.key, root)
        kept.named |= root.named
        kept.recap &= root.recap
        if saying.statement.id not in kept.ids:
            kept.ids.add(saying.statement.id)
            kept.sayings.append(saying)

    def _note_copy(self, root: Root, saying: Saying) -> None:
        """Say, for the reader, that a further mention of the same root is an agency's text or a copy."""
        wire = saying.reading.revision.wire
        here = saying.reading.revision.outlet
        if not here or self._roots[root.key].sayings[0].reading.revision.article == saying.reading.revision.article:
            return
        if wire and self._roster.key(wire) != self._own(saying):
            self._merge(root, saying, here, MergeReason.WIRE, f"{here} carries the text of {wire}.")
            return
        earliest = self._roots[root.key].sayings[:MOST_ORIGINALS]
        found = next((s for s in earliest if self._copies.is_copy(saying, s)), None)
        if found is not None:
            there = found.reading.revision.outlet or "an earlier article"
            says = f"Half of the article in {here} or more stands in {there} as well."
            self._merge(root, saying, here, MergeReason.COPIED_TEXT, says)

    def _merge(self, root: Root, saying: Saying, other: str, reason: MergeReason, says: str) -> None:
        merge = Merge(other=other, reason=reason, says=says, statement=saying.statement.id)
        self._roots[root.key].merged.append(merge)


def _naming(saying: Saying, hop: Hop | None) -> Naming:
    """How the text identifies the origin, which need not be the source that it names here."""
    source = saying.statement.source
    if hop is None or hop.actor is None:
        return source.naming if source is not None and source.naming is Naming.IMPLICIT_AUTHOR else Naming.ANONYMOUS
    if hop.role is HopRole.PUBLISHER:
        return Naming.IMPLICIT_AUTHOR
    if source is not None and (source.span == hop.span or (source.entity is not None and source.entity == hop.entity)):
        return source.naming
    return Naming.NAMED if _has_name(hop.actor) else Naming.ANONYMOUS


def _has_name(actor: str) -> bool:
    words = fold(actor).split()
    return any(c.isupper() for c in actor) and not (words and words[-1] in senses().unnamed)


def _saw_itself(saying: Saying) -> bool:
    statement = saying.statement
    return statement.access is Access.FIRSTHAND or Evidence.DIRECT_OBSERVATION in statement.evidence


def _without_recaps(roots: list[Root]) -> list[Root]:
    """Without outlets that tell what they did not see, unless there is nobody else; then the earliest, unverified.

    An outlet that another cites, and whose own report we do not hold, stays: it may have an origin of its own.
    """
    held = {saying.reading.revision.article for root in roots for saying in root.sayings}
    own = [r for r in roots if r.recap and all(_is_own_voice(s) for s in r.sayings)]
    kept = [r for r in roots if r not in own] or own[:1]
    for root in kept:
        root.named &= not root.recap
    return kept if held else []


def _is_own_voice(saying: Saying) -> bool:
    hop = root_hop(saying.statement)
    outlet = saying.reading.revision.outlet
    return _naming(saying, hop) is Naming.IMPLICIT_AUTHOR or bool(
        outlet and hop and hop.actor and fold(hop.actor) == fold(outlet)
    )


def _joined(roots: Sequence[Root], roster: Roster) -> list[Root]:
    """Roots that are one made one; earlier roots take in later ones."""
    out: list[Root] = []
    for root in sorted(roots, key=_by_order):
        for kept in out:
            why = _why_one(kept, root, roster)
            if why is not None:
                reason, says = why
                _take_in(kept, root, reason, says)
                # A short name gives way to the long one, or "police" would draw in two forces, one after the other.
                kept.keys = [k for k in kept.keys if not any(k != o and _short_for(k, o, roster) for o in kept.keys)]
                if kept.key not in kept.keys:
                    kept.key, kept.actor, kept.entity = root.key, root.actor, root.entity
                break
        else:
            out.append(root)
    return _countries_joined(out, roster)


def _take_in(kept: Root, root: Root, reason: MergeReason, says: str) -> None:
    first = min(root.sayings, key=lambda s: s.order)
    kept.merged.append(Merge(other=root.actor, reason=reason, says=says, statement=first.statement.id))
    kept.merged += root.merged
    kept.keys += [key for key in root.keys if key not in kept.keys]
    kept.sayings += [s for s in root.sayings if s.statement.id not in kept.ids]
    kept.ids |= root.ids
    if root.named and not kept.named:
        kept.named, kept.actor, kept.entity, kept.key = True, root.actor, root.entity, root.key


def _why_one(one: Root, other: Root, roster: Roster) -> tuple[MergeReason, str] | None:
    if one.named and other.named:
        pairs = ((mine, theirs) for mine in one.keys for theirs in other.keys)
        found = next((pair for pair in pairs if one_body(*pair, roster)), None)
        if found is not None:
            return MergeReason.SAME_BODY, _body_in_words(*found, roster)
        if one.entity is not None and one.entity == other.entity:
            return MergeReason.SAME_BODY, f"{other.actor} and {one.actor} are one."
    if _share_a_quotation(one, other):
        return (
            MergeReason.COPIED_TEXT,
            f"The same words in quotation marks are given to {one.actor} and to {other.actor}.",
        )
    return None


def _body_in_words(one: Key, other: Key, roster: Roster) -> str:
    mine, theirs = roster.names.get(one, one), roster.names.get(other, other)
    if one == other or _short_for(one, other, roster) or _short_for(other, one, roster):
        return f"“{mine}” and “{theirs}” are names of one."
    for person, body in ((one, other), (other, one)):
        if body in _voice_of(person, roster):
            return f"{roster.names.get(person, person)} speaks for {roster.names.get(body, body)}."
    shared = sorted(_voice_of(one, roster) & _voice_of(other, roster)) or sorted(_voice_of(one, roster) - {one})
    body = roster.names.get(shared[0], shared[0]) if shared else "one body"
    return f"{mine} and {theirs} both speak for {body}."


def _voice_of(key: Key, roster: Roster) -> frozenset[Key]:
    """The actor itself, and for a person the bodies spoken for: not countries, nor bodies of many voices."""
    if roster.kinds.get(key) not in {EntityType.PERSON, EntityType.GROUP}:
        return frozenset({key})
    bodies = (body for body in roster.bodies.get(key, ()) if roster.kinds.get(body) is not EntityType.COUNTRY)
    return frozenset({key, *(body for body in bodies if not _has_many_voices(body))})


def _has_many_voices(body: Key) -> bool:
    return not senses().many_voices.isdisjoint(body.split())


def _short_for(short: Key, long: Key, roster: Roster) -> bool:
    """Whether the one is short for the other: "coast guard" for "Wenlow Coast Guard", "Lee" for "Ann Lee"."""
    few, many = short.split(), long.split()
    if not few or len(few) > len(many):
        return False
    if {w for w in few if w not in _SMALL} == {w for w in many if w not in _SMALL}:
        return True
    kinds = roster.kinds.get(short), roster.kinds.get(long)
    if EntityType.PERSON in kinds:
        return (
            kinds[0] is not EntityType.ORGANISATION
            and surname_of(short) == surname_of(long)
            and same_person(short, long)
        )
    if EntityType.COUNTRY in kinds or EntityType.PLACE in kinds:
        return False
    return many[-len(few) :] == few or (kinds[0] is EntityType.ORGANISATION and many[: len(few)] == few)


def _share_a_quotation(one: Root, other: Root) -> bool:
    return any(same_quotation(mine, theirs) for mine in _quotations(one) for theirs in _quotations(other))


def _quotations(root: Root) -> list[str]:
    """The wholly quoted statements of a root; some are enough, for copies of a quotation are alike."""
    direct = (s.text for s in root.sayings if s.statement.quote_type is QuoteType.DIRECT)
    return list(dict.fromkeys(direct))[:8]


def _countries_joined(roots: list[Root], roster: Roster) -> list[Root]:
    """A country speaks through one of its bodies or people: beside the earliest of them it adds no origin."""
    out = list(roots)
    for root in roots:
        if not root.named or roster.kinds.get(root.key) is not EntityType.COUNTRY:
            continue
        voice = next((r for r in out if r is not root and r.named and root.key in _above(r.key, roster)), None)
        if voice is not None:
            _take_in(voice, root, MergeReason.SAME_BODY, f"{root.actor} speaks through {voice.actor}.")
            out.remove(root)
    return out


def _above(key: Key, roster: Roster) -> frozenset[Key]:
    """The bodies that `key` speaks for or is part of, and those that these are part of."""
    direct = roster.bodies.get(key, ())
    return frozenset(direct) | frozenset(body for parent in direct for body in roster.bodies.get(parent, ()))


def _rests(root: Root, named: Sequence[Root], roster: Roster) -> bool:
    """Whether `root` somewhere visibly passes on the word of another of the `named`."""
    for other in named:
        if other is root:
            continue
        for saying in other.sayings:
            for hop in saying.statement.chain:
                if hop.role in {HopRole.SPEAKER, HopRole.RELAY} and hop.actor and roster.key(hop.actor) == root.key:
                    return True
    return False


def _origin(root: Root) -> Origin:
    merged = dict.fromkeys(root.merged)
    return Origin(
        actor=root.actor,
        entity=root.entity,
        named=root.named,
        statements=tuple(s.statement.id for s in sorted(root.sayings, key=lambda s: s.order)),
        merged=tuple(merged),
    )


def _by_order(root: Root) -> tuple[tuple[str, str, str, int], str]:
    return (root.order, root.key)
