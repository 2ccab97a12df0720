"""Through whom did it reach us? From who vouches for a statement to who publishes it, one hop after another.

"Media reports, citing the port authority, claimed ...": the authority is the origin, the media reports a relay, the
outlet of the article the publisher. "Told the Harbour Post" is a relay too; "told reporters" is an audience.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from firsthand.model.coverage import Revision
from firsthand.model.entity import EntityType
from firsthand.model.span import Span
from firsthand.model.statement import Hop, HopRole
from firsthand.model.why import Step, Why
from firsthand.read.attribution import Attribution
from firsthand.read.credits import Surroundings
from firsthand.read.frame import anchor_of
from firsthand.read.lexicons import word_set, words
from firsthand.read.occasions import told_before
from firsthand.read.origins import origin_and_ways, publisher_of
from firsthand.read.relays import Link, circulating, is_audience, is_media, relay_credited
from firsthand.read.who import Cast
from firsthand.text.names import fold, is_acronym_of
from firsthand.text.phrasing import any_of

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_BREAK = re.compile(r"\n\s*")
_STANDS_IN = re.compile(r"\b(?:in|at|from|outside|near) (?:the )?$")
_ADJACENT_BREAKS = 2
"""Paragraph breaks between two statements of which the second may carry on the interview of the first: one, or two
where a line of furniture lies between."""
_SAME = re.compile(
    r"\b(?:in|on|during|to) the same "
    r"(?:interview|conversation|programme|program|broadcast|podcast|article|piece|report|show|essay)\b",
    re.IGNORECASE,
)
_FAR = 2_500
"""Code points between two statements beyond which nothing carries over, whatever the breaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """One statement's way: `chain` from origin to publisher, who heard it, where, and the steps that led here.

    `anchor` is where the statement is made; the next statements ask it whether they carry on.
    """

    chain: tuple[Hop, ...]
    audience: str | None
    place: str | None
    why: Why
    anchor: Span


def trace_chain(
    attribution: Attribution,
    revision: Revision,
    cast: Cast,
    earlier: Sequence[Traced] = (),
    parent: Traced | None = None,
) -> Traced:
    """Trace one attribution. `earlier` are the statements before it in the text, `parent` the one it lies in."""
    text = revision.text
    around = cast.around(attribution)
    first, relays = origin_and_ways(attribution, revision, cast, around)
    if parent is not None:
        relays = _through_parent(first, relays, parent, cast)
    relays = _distinct([*relays, *circulating(attribution, text, cast)], first, revision)
    if parent is None and not any(link.hop.role is HopRole.RELAY for link in relays):
        relays = [*relays, *_from_before(attribution, text, cast, first[0], earlier)]
    relays = _distinct([*relays, *_wire(revision, cast)], first, revision)
    links = [*first, *relays]
    return Traced(
        chain=(*(link.hop for link in links), publisher_of(revision, cast)),
        audience=_audience(text, cast, around),
        place=_place(attribution, text, cast, around.frame),
        why=tuple(step for link in links for step in link.why),
        anchor=anchor_of(attribution),
    )


def _through_parent(first: Sequence[Link], relays: Sequence[Link], parent: Traced, cast: Cast) -> list[Link]:
    """The relays of what lies within another's words: that other, as speaker or relay, and the ways they came."""
    out = list(relays)
    own = (first[0].hop.actor, first[0].hop.entity)
    for hop in parent.chain[:-1]:
        if (hop.actor, hop.entity) == own:
            continue
        if hop.role in (HopRole.ORIGIN, HopRole.SPEAKER):
            media = _is_media_hop(hop, cast)
            role = HopRole.RELAY if media else HopRole.SPEAKER
            says = f"{hop.actor} reports what another said" if media else f"{hop.actor} passes on what another said"
            passed = Hop(actor=hop.actor, entity=hop.entity, role=role, certain=hop.certain, span=hop.span)
            out.append(Link(passed, (Step(step="chain.speaker", says=says, span=hop.span),)))
        else:
            out.append(Link(hop))
    return sorted(out, key=lambda link: link.hop.role is HopRole.RELAY)


def _is_media_hop(hop: Hop, cast: Cast) -> bool:
    entity = cast.by_id(hop.entity)
    if entity is not None:
        return entity.type is EntityType.OUTLET
    referent = cast.referent(hop.span) if hop.span is not None else None
    return referent is not None and is_media(referent)


def is_medium(source: Span | None, cast: Cast) -> bool:
    """Whether the source is an outlet, or media that are not named: who reports, and mostly vouches for nothing."""
    referent = cast.referent(source) if source is not None else None
    return referent is not None and is_media(referent)


def _from_before(
    attribution: Attribution, text: str, cast: Cast, origin: Link, earlier: Sequence[Traced]
) -> list[Link]:
    """The relays that the sentences before give: of the same interview, the occasion, the same person's words."""
    frame = cast.around(attribution).frame
    if earlier and any(_SAME.search(text, stretch.start, stretch.end) for stretch in frame):
        same = [hop for hop in earlier[-1].chain if hop.role is HopRole.RELAY and hop.span is not None]
        says = "it was said on the same occasion as what stands before"
        return [Link(_surely(hop), (Step(step="chain.occasion", says=says, span=hop.span),)) for hop in same]
    carried = _carried_over(attribution, text, frame, origin, earlier)
    return carried or told_before(attribution, text, cast, origin.hop, apart=_has_own_occasion(frame, text))


def _surely(hop: Hop) -> Hop:
    return Hop(actor=hop.actor, entity=hop.entity, role=hop.role, certain=True, span=hop.span)


def _carried_over(
    attribution: Attribution, text: str, frame: Sequence[Span], origin: Link, earlier: Sequence[Traced]
) -> list[Link]:
    """The relays of the statement before, where the same person goes on; they are inferred."""
    if not earlier or origin.hop.actor is None:
        return []
    last = earlier[-1]
    relays = [hop for hop in last.chain if hop.role is HopRole.RELAY and hop.span is not None]
    if not relays:
        return []
    before, here = last.anchor, min(anchor_of(attribution), attribution.content[0])
    if (last.chain[0].actor, last.chain[0].entity) != (origin.hop.actor, origin.hop.entity):
        return []
    between = text[before.end : here.start] if before.end < here.start else ""
    if len(between) > _FAR or len(_BREAK.findall(between)) > _ADJACENT_BREAKS or _has_own_occasion(frame, text):
        return []
    return [Link(_inferred(hop), (_carry_step(hop),)) for hop in relays]


def _inferred(hop: Hop) -> Hop:
    return Hop(actor=hop.actor, entity=hop.entity, role=hop.role, certain=False, span=hop.span)


def _carry_step(hop: Hop) -> Step:
    says = f"the same source goes on, so this probably came through {hop.actor} as well"
    return Step(step="chain.carried-over", says=says, span=hop.span)


def _has_own_occasion(frame: Sequence[Span], text: str) -> bool:
    """Whether the words around tell of another time or occasion ("also said on Tuesday")."""
    for stretch in frame:
        for match in _WORD.finditer(text, stretch.start, stretch.end):
            if match[0] in word_set("names", "sentence", "times"):
                return True
            if match[0].casefold() in word_set("chain", "occasion", "words"):
                return True
    return False


def _wire(revision: Revision, cast: Cast) -> list[Link]:
    """The agency that the article credits as a whole."""
    if revision.wire is None:
        return []
    entity = cast.outlet_named(revision.wire)
    says = f"the article credits {revision.wire}"
    hop = Hop(
        actor=entity.name if entity else revision.wire,
        entity=entity.id if entity else None,
        role=HopRole.RELAY,
        certain=True,
        span=None,
    )
    return [Link(hop, (Step(step="chain.wire", says=says, span=None),))]


def _distinct(links: Sequence[Link], first: Sequence[Link], revision: Revision) -> list[Link]:
    """Each hop once, without those that are the origin or the publisher itself, under its name or its initials."""
    seen = {fold(link.hop.actor) for link in first if link.hop.actor}
    if revision.outlet:
        seen.add(fold(revision.outlet))
    kept = []
    for link in links:
        name = fold(link.hop.actor or "")
        house = fold(revision.outlet or "")
        is_publisher = bool(house) and (is_acronym_of(name, house) or (len(name) > 1 and house.startswith(f"{name} ")))
        if name not in seen and not is_publisher:
            seen.add(name)
            kept.append(link)
    return kept


def _audience(text: str, cast: Cast, around: Surroundings) -> str | None:
    """Who heard it, as the text says: "journalists", "a news conference"; None where it does not."""
    for credit in around.credits:
        hearers = credit.words in word_set("chain", "credits", "hearers")
        if not hearers or (relay_credited(credit, cast, text) is not None and not is_audience(credit, cast)):
            continue
        said = " ".join(credit.actor.of(text).split())
        return re.split(r" (?:in|at|on|from|outside|during) ", said, maxsplit=1)[0]
    for stretch in around.frame:
        match = _occasions().search(text, stretch.start, stretch.end)
        if match:
            return match[1]
    return None


@cache
def _occasions() -> re.Pattern[str]:
    listed = words("chain", "audience", "occasions")
    said = any_of(phrase.split(" ", 1)[1] for phrase in listed)
    return re.compile(rf"\b{any_of(('at', 'in', 'during'))} ({said})\b", re.IGNORECASE)


def _place(attribution: Attribution, text: str, cast: Cast, frame: Sequence[Span]) -> str | None:
    """Where it was said, as the text says by the cue: "in Rome"."""
    anchor = anchor_of(attribution)
    for stretch in sorted(frame, key=lambda s: abs(s.start - anchor.end)):
        for span, entity in cast.named_in(stretch):
            if entity.type not in (EntityType.PLACE, EntityType.COUNTRY):
                continue
            own = attribution.source is not None and attribution.source.overlaps(span)
            if not own and _STANDS_IN.search(text[max(0, span.start - 12) : span.start].casefold()):
                return span.of(text)
    return None
