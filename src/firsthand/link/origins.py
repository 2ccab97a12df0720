"""How many independent origins stand behind a claim? Not how many print it.

Seven papers that carry what the coast guard told an agency have one origin. Every supporting mention has a root:
the first of its chain. Roots are brought together where the texts or a rule show that they are one: the same
actor; a person and the body spoken for; a report that cites another which we hold; a wire credit; copied text;
the same go-between. What is left is counted as a range: `least` takes unknown lineage as dependent, `most` as
independent. In doubt a root is merged or stays unverified, for over-counting is the dangerous error.
"""

from collections.abc import Sequence

from firsthand.link.bodies import above, body_in_words, one_body, short_for, voice_of
from firsthand.link.copies import Copies, same_quotation
from firsthand.link.passedon import is_from, names_of
from firsthand.link.roots import Root, Tracer, by_order, is_own_voice
from firsthand.link.roster import Roster
from firsthand.link.saying import Saying
from firsthand.model.claim import Lineage, Merge, MergeReason, Origin
from firsthand.model.entity import EntityType
from firsthand.model.statement import HopRole, QuoteType


def lineage_of(vouching: Sequence[Saying], mentions: Sequence[Saying], roster: Roster, copies: Copies) -> Lineage:
    """The origins of a claim that `vouching` stand for; `mentions` are all that carry it, deniers included."""
    tracer = Tracer(vouching, roster, copies)
    roots = _without_recaps(tracer.roots())
    roots = _without_passed_on(_joined(roots, roster), roster)
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
        origins=tuple(_origin(root) for root in sorted(named, key=by_order) + sorted(unverified, key=by_order)),
    )


def _without_recaps(roots: list[Root]) -> list[Root]:
    """Without outlets that tell what they did not see, unless there is nobody else; then the earliest, unverified.

    An outlet that another cites, and whose own report we do not hold, stays: it may have an origin of its own.
    """
    held = {saying.reading.revision.article for root in roots for saying in root.sayings}
    own = [r for r in roots if r.recap and all(is_own_voice(s) for s in r.sayings)]
    kept = [r for r in roots if r not in own] or own[:1]
    for root in kept:
        root.named &= not root.recap
    return kept if held else []


def _joined(roots: Sequence[Root], roster: Roster) -> list[Root]:
    """Roots that are one made one; earlier roots take in later ones."""
    out: list[Root] = []
    for root in sorted(roots, key=by_order):
        for kept in out:
            why = _why_one(kept, root, roster)
            if why is not None:
                reason, says = why
                _take_in(kept, root, reason, says)
                # A short name gives way to the long one, or "police" would draw in two forces, one after the other.
                kept.keys = [k for k in kept.keys if not any(k != o and short_for(k, o, roster) for o in kept.keys)]
                if kept.key not in kept.keys:
                    kept.key, kept.actor, kept.entity = root.key, root.actor, root.entity
                break
        else:
            out.append(root)
    return _countries_joined(out, roster)


def _without_passed_on(roots: Sequence[Root], roster: Roster) -> list[Root]:
    """Without those named who say each time that they have it from another; they are counted into that other."""
    out = list(roots)
    for root in roots:
        if not root.named:
            continue
        for other in out:
            if other is root or not other.named:
                continue
            bodies = (roster.names.get(body, body) for key in other.keys for body in voice_of(key, roster))
            offices = (office for office, key in roster.same.items() if key in other.keys and " " in office)
            names = {name for one in (other.actor, *bodies, *offices) for name in names_of(one, ())}
            if all(is_from(saying, names) for saying in root.sayings):
                _take_in(other, root, MergeReason.CITES, f"{root.actor} has it from {other.actor}.")
                out.remove(root)
                break
    return out


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
            return MergeReason.SAME_BODY, body_in_words(*found, roster)
        if one.entity is not None and one.entity == other.entity:
            return MergeReason.SAME_BODY, f"{other.actor} and {one.actor} are one."
    if _share_a_quotation(one, other):
        return (
            MergeReason.COPIED_TEXT,
            f"The same words in quotation marks are given to {one.actor} and to {other.actor}.",
        )
    return None


def _share_a_quotation(one: Root, other: Root) -> bool:
    return any(same_quotation(mine, theirs) for mine in _quotations(one) for theirs in _quotations(other))


def _quotations(root: Root) -> list[str]:
    """The wholly quoted statements of a root; some are enough, for copies of a quotation are alike."""
    direct = (s.text for s in root.sayings if s.statement.quote_type is QuoteType.DIRECT)
    return list(dict.fromkeys(direct))[:8]


def _countries_joined(roots: list[Root], roster: Roster) -> list[Root]:
    """A country speaks through one of its bodies or people, and so does the town where one of them has its seat.

    Beside the earliest of them it adds no origin.
    """
    out = list(roots)
    for root in roots:
        if not root.named or roster.kinds.get(root.key) not in {EntityType.COUNTRY, EntityType.PLACE}:
            continue
        voice = next(
            (r for r in out if r is not root and r.named and any(root.key in above(k, roster) for k in r.keys)), None
        )
        if voice is not None:
            _take_in(voice, root, MergeReason.SAME_BODY, f"{root.actor} speaks through {voice.actor}.")
            out.remove(root)
    return out


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
