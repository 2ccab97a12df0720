"""Where does each mention of a claim lead? To who vouches, through the articles that we hold.

The Gull has it from the Lamp, and the Lamp from two sailors: the Gull's mention leads to the sailors. A circle (A
cites B, B cites C, C cites A) ends with whoever was first. An outlet's own voice leads to the outlet, which is an
origin only for what its people saw.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from firsthand.link.copies import Copies, same_quotation
from firsthand.link.offices import body_of_office, body_on_record, is_definite, match_body
from firsthand.link.roster import Key, Roster
from firsthand.link.saying import Saying, root_hop
from firsthand.model.claim import Merge, MergeReason
from firsthand.model.entity import EntityType
from firsthand.model.ids import EntityId, StatementId
from firsthand.model.statement import Access, Evidence, Hop, HopRole, Naming, QuoteType
from firsthand.text.names import fold
from firsthand.text.senses import senses

UNKNOWN_ACTOR: Final = "unidentified source"
"""What an editor reads where the text names nobody."""

MOST_ORIGINALS: Final = 50
"""A copy is looked for among so many of the earliest mentions: what all copy came early."""


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


def actor_key(saying: Saying) -> Key | None:
    """Who vouches, as one Key; None for the unnamed."""
    hop = root_hop(saying.statement)
    return saying.actor if hop is not None and _naming(saying, hop) in _ON_RECORD else None


_OWN_PEOPLE: Final = re.compile(
    r"(?:I|(?:our|this) (?:own )?(?:reporters?|correspondents?|photographers?|cameras?|camera crew)"
    r"|our (?:man|woman|team))$",
    re.IGNORECASE,
)
"""Who tells "we saw" for an outlet; "our clerk" and "our astrologer" are sources of its own."""
_ON_RECORD: Final = frozenset({Naming.NAMED, Naming.INSTITUTION})
_HEAD_ENDS: Final = re.compile(r",| (?:who|whose|that|which) ")


class Tracer:
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
        """The roots of all that vouch, earliest first; recaps are still among them."""
        for saying in self._vouching:
            self._trace(saying)
        return sorted(self._roots.values(), key=by_order)

    def _own(self, saying: Saying) -> Key | None:
        outlet = saying.reading.revision.outlet
        return self._roster.key(outlet) if outlet else None

    def _trace(self, saying: Saying) -> None:
        start = self._root(saying)
        if start.named and not start.recap and not self._is_told_better(saying, start):
            self._keep(start, saying)
            self._note_copy(start, saying)
            return
        found = self._rests_on(saying)
        if found is None:
            self._keep(start, saying)
            self._note_relay(start, saying)
            return
        base, reason, says = found
        root = self._follow(base, {saying.statement.id})
        self._keep(root, base)
        self._keep(root, saying)
        self._merge(root, saying, start.actor, reason, says)

    def _is_told_better(self, saying: Saying, root: Root) -> bool:
        """Whether who goes by words alone came through an outlet whose own report, which has a name, we hold."""
        hop = root_hop(saying.statement)
        if hop is None or hop.entity is not None or saying.statement.id in self._roster.meant or _has_name(hop):
            return False
        base = next((b for key in self._other_outlets(saying) if (b := self._best_of(key, saying)) is not None), None)
        return base is not None and root.entity is None and self._root(base).entity is not None

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
        meant = self._roster.meant.get(saying.statement.id)
        if meant is not None and not self._roster.is_outlet(meant.key):
            return Root(key=meant.key, actor=self._roster.names.get(meant.key, actor), entity=None, named=True)
        if own in self._roster.outlets and _OWN_PEOPLE.match(actor):
            name = saying.reading.revision.outlet or actor
            return Root(key=own, actor=name, entity=None, named=True)
        if key == own and not self._roster.is_outlet(key):
            return Root(key=own, actor=self._roster.names.get(key, actor), entity=entity, named=True)
        if naming is Naming.IMPLICIT_AUTHOR or (key == own and self._roster.is_outlet(key)):
            name = saying.reading.revision.outlet or actor
            saw = _saw_itself(saying)
            return Root(key=own, actor=name, entity=entity, named=saw, recap=not saw)
        if self._roster.is_outlet(key):
            saw = Evidence.DIRECT_OBSERVATION in saying.statement.evidence
            return Root(key=key, actor=self._roster.names.get(key, actor), entity=entity, named=saw, recap=not saw)
        if self._is_nobody(saying, key):
            heard_by = next(iter(self._other_outlets(saying)), own)
            return Root(key=f"unnamed {heard_by}", actor=_source_words(saying) or actor, entity=None, named=False)
        office = self._office(saying, actor) if naming is not Naming.UNNAMED_MEDIA else None
        if office is not None:
            return Root(key=office, actor=self._roster.names.get(office, actor), entity=entity, named=True)
        if naming in _ON_RECORD:
            return Root(key=key, actor=self._roster.names.get(key, actor), entity=entity, named=True)
        heard_by = next(iter(self._other_outlets(saying)), own)
        return Root(key=f"unnamed {heard_by}", actor=actor, entity=entity, named=False)

    def _office(self, saying: Saying, actor: str) -> Key | None:
        """Who is meant where the text gives an office and no name; None where that is not told.

        "The auditor general" is the person whom another article names so; "the head of the inspectorate", "the
        inspectorate" and its report are the inspectorate. "An official" and "a former chief" stay unnamed.
        """
        if saying.actor is None or not is_definite(actor):
            return None
        if self._roster.kinds.get(saying.actor) is EntityType.PERSON:
            return saying.actor
        body = body_of_office(saying.actor.split()) or body_on_record(actor)
        if body is None:
            return None
        if body == saying.actor.replace("'s", ""):
            return saying.actor
        return match_body(body, self._roster.names) or self._roster.key(body)

    def _is_nobody(self, saying: Saying, key: Key) -> bool:
        """Whether the source is nobody on record: an account with a made-up name, or a "she" without a person."""
        words = _source_words(saying).casefold()
        if _ACCOUNT.match(words):
            return True
        return words in _PERSONAL and self._roster.kinds.get(key) in _NO_PERSON

    def _other_outlets(self, saying: Saying) -> Iterator[Key]:
        """The other outlets through which it came, nearest to the origin first; then the agency that is credited."""
        own = self._own(saying)
        for hop in saying.statement.chain:
            if hop.role in {HopRole.ORIGIN, HopRole.RELAY} and hop.actor:
                key = self._roster.key(hop.actor)
                if key != own and (hop.role is HopRole.RELAY or self._roster.is_outlet(key)):
                    yield key
        wire = saying.reading.revision.wire
        if wire and self._roster.key(wire) != own:
            yield self._roster.key(wire)

    def _rests_on(self, saying: Saying) -> tuple[Saying, MergeReason, str] | None:
        """A mention in another article that this one visibly has it from, the reason, and the reason in words."""
        here = saying.reading.revision.outlet or "an article without a named outlet"
        quoted = self._same_words(saying)
        if quoted is not None:
            there = quoted.reading.revision.outlet or "an earlier article"
            says = f"The words that {here} has in quotation marks stand in {there} as well, with who said them."
            return quoted, MergeReason.COPIED_TEXT, says
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

    def _same_words(self, saying: Saying) -> Saying | None:
        """The earliest mention in which somebody who is named says the same words, in quotation marks both times."""
        if saying.statement.quote_type is not QuoteType.DIRECT:
            return None
        return next(
            (
                other
                for other in self._vouching[:MOST_ORIGINALS]
                if other.statement.quote_type is QuoteType.DIRECT
                and other.reading.revision.article != saying.reading.revision.article
                and same_quotation(saying.text, other.text)
                and (root := self._root(other)).named
                and not root.recap
            ),
            None,
        )

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

    def _note_relay(self, root: Root, saying: Saying) -> None:
        """Say that a further outlet has it through the same go-between, whose own report we do not hold."""
        first = self._roots[root.key].sayings[0].reading.revision
        here = saying.reading.revision.outlet
        if (
            root.named
            or root.recap
            or not here
            or first.article == saying.reading.revision.article
            or first.outlet == here
        ):
            return
        relay = next(iter(self._other_outlets(saying)), None)
        name = self._roster.names.get(relay, relay) if relay else "the same outlet"
        says = f"{here} and {first.outlet} both have it through {name}."
        self._merge(root, saying, here, MergeReason.SAME_RELAY, says)

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


_ACCOUNT: Final = re.compile(r"(?:an?|one|the) (?:[\w-]+ ){0,2}(?:account|user|poster|post|profile|commenter|handle)\b")
_PERSONAL: Final = frozenset({"he", "she"})
_NO_PERSON: Final = frozenset({EntityType.ORGANISATION, EntityType.PLACE, EntityType.COUNTRY})


def _source_words(saying: Saying) -> str:
    source = saying.statement.source
    return source.span.of(saying.reading.revision.text) if source is not None and source.span is not None else ""


def _naming(saying: Saying, hop: Hop | None) -> Naming:
    """How the text identifies the origin, which need not be the source that it names here."""
    source = saying.statement.source
    if hop is None or hop.actor is None:
        return source.naming if source is not None and source.naming is Naming.IMPLICIT_AUTHOR else Naming.ANONYMOUS
    if hop.role is HopRole.PUBLISHER:
        return Naming.IMPLICIT_AUTHOR
    if source is not None and (source.span == hop.span or (source.entity is not None and source.entity == hop.entity)):
        return source.naming
    return Naming.NAMED if _has_name(hop) else Naming.ANONYMOUS


def _has_name(hop: Hop) -> bool:
    """Whether the actor is called by a name: "Harbour Post", not "Two officials who asked not to be named by Harbour".

    A capital at the start may be that of a sentence; one that follows is of a name. Over-counting is the dangerous
    error, so what is in doubt has none.
    """
    words = _HEAD_ENDS.split(hop.actor or "", maxsplit=1)[0].split()
    if any(fold(word) in senses().unnamed for word in words):
        return False
    return hop.entity is not None or any(word[:1].isupper() for word in words[1:])


def _saw_itself(saying: Saying) -> bool:
    statement = saying.statement
    return statement.access is Access.FIRSTHAND or Evidence.DIRECT_OBSERVATION in statement.evidence


def is_own_voice(saying: Saying) -> bool:
    """Whether the outlet tells it as its own word."""
    hop = root_hop(saying.statement)
    outlet = saying.reading.revision.outlet
    return _naming(saying, hop) is Naming.IMPLICIT_AUTHOR or bool(
        outlet and hop and hop.actor and fold(hop.actor) == fold(outlet)
    )


def by_order(root: Root) -> tuple[tuple[str, str, str, int], str]:
    """Sorts roots by their earliest mention."""
    return (root.order, root.key)
