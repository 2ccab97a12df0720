"""Who vouches for it first? "Media reports, citing the port authority, claimed": the authority; the reports relay it.

Whoever says it is the origin as a rule. Not so who cites another, an outlet that only shows a paper or whose report is
meant, and the outlet's own people, for whom the outlet itself vouches.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from firsthand.model.coverage import Revision
from firsthand.model.entity import EntityType
from firsthand.model.span import Span
from firsthand.model.statement import Hop, HopRole, Naming
from firsthand.model.why import Step
from firsthand.read.attribution import Attribution
from firsthand.read.credits import NEXT, Credit, CreditKind, Surroundings, names_somebody
from firsthand.read.house import is_of_house, is_signed
from firsthand.read.lexicons import word_set, words
from firsthand.read.papers import paper_shown
from firsthand.read.relays import Link, hop_of, is_media, ways_named
from firsthand.read.who import Cast, Referent
from firsthand.text.phrasing import any_of

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_NEXT_TO = 6
"""Code points between "a report in" and the outlet."""
_LEAD = 3_000
"""Code points at the head of an interview in which it is told who is asked."""
_LONGEST = 120
"""Code points at the head of a source in which its noun stands."""
_LABEL = re.compile(r"^(?:Q|A|Question|Answer):", re.MULTILINE)
_LESS = re.compile(r", (?:which|who|published|posted|released|seen|dated|conducted|carried)\b")
_ACTORS = frozenset(
    {EntityType.PERSON, EntityType.ORGANISATION, EntityType.COUNTRY, EntityType.OUTLET, EntityType.GROUP}
)


def origin_and_ways(
    attribution: Attribution, revision: Revision, cast: Cast, around: Surroundings
) -> tuple[list[Link], list[Link]]:
    """Who vouches, with those who speak for them, and the relays that the sentence names."""
    text = revision.text
    source = cast.referent(attribution.source) if attribution.source else None
    shown = _from_paper(attribution, text, source) if source is not None else None
    if shown is None and is_of_house(attribution, source, revision, cast):
        return [_of_house(revision, cast, attribution.source)], []
    speakers, relays = ways_named(attribution, text, cast, around, source)
    if source is None:
        return [*_of_nobody(around, attribution, text, cast), *speakers], relays
    answering = _answering(attribution, source, revision, cast)
    if answering is not None:
        return [answering, *speakers], relays
    passed_on = _from_cited(around, attribution, text, cast) or shown
    if passed_on is not None:
        passing = _passing(source, attribution.source)
        if passing.hop.role is HopRole.SPEAKER:
            return [passed_on, passing, *speakers], relays
        return [passed_on, *speakers], [passing, *relays]
    survey = _survey(attribution, source, text)
    if survey is not None:
        return [survey, *speakers], relays
    reporting = _report_of(attribution, text, relays) if source.entity is None else None
    if reporting is not None:
        return [reporting, *speakers], [link for link in relays if link.hop.actor != reporting.hop.actor]
    return [Link(hop_of(source, HopRole.ORIGIN, attribution.source)), *speakers], relays


def publisher_of(revision: Revision, cast: Cast) -> Hop:
    """The last hop of every chain: the outlet of the article."""
    entity = cast.outlet_named(revision.outlet)
    return Hop(
        actor=revision.outlet, entity=entity.id if entity else None, role=HopRole.PUBLISHER, certain=True, span=None
    )


def _of_house(revision: Revision, cast: Cast, source: Span | None) -> Link:
    """The outlet as the origin of what its own people say."""
    house = publisher_of(revision, cast)
    own = Hop(actor=house.actor, entity=house.entity, role=HopRole.ORIGIN, certain=True, span=None)
    says = "the outlet's own people say so, so it is the origin"
    return Link(own, (Step(step="chain.own-voice", says=says, span=source),))


def _of_nobody(around: Surroundings, attribution: Attribution, text: str, cast: Cast) -> Iterator[Link]:
    """Who is cited where the text names no source; else nobody."""
    cited = _from_cited(around, attribution, text, cast)
    if cited is not None:
        yield cited
        return
    nobody = Hop(actor=None, entity=None, role=HopRole.ORIGIN, certain=False, span=None)
    yield Link(nobody, (Step(step="chain.nobody", says="the text names nobody who says so", span=attribution.cue),))


def _from_cited(around: Surroundings, attribution: Attribution, text: str, cast: Cast) -> Link | None:
    """The first who is passed on after "citing" and the like."""
    for credit in around.credits:
        referent = _cited(credit, attribution, text, cast)
        if referent is not None:
            says = f"“{credit.words}” names who is passed on: {referent.actor} is the origin"
            why = (Step(step="chain.citing", says=says, span=credit.actor),)
            return Link(hop_of(referent, HopRole.ORIGIN, credit.actor), why)
    return None


def _from_paper(attribution: Attribution, text: str, source: Referent) -> Link | None:
    """The paper that an outlet only shows ("a warrant obtained by the Post")."""
    paper = paper_shown(attribution, text) if is_media(source) else None
    if paper is None:
        return None
    shown = Hop(actor=" ".join(paper.of(text).split()), entity=None, role=HopRole.ORIGIN, certain=True, span=paper)
    says = f"“{shown.actor}” vouches, and {source.actor} only shows it"
    return Link(shown, (Step(step="chain.paper", says=says, span=paper),))


def _answering(attribution: Attribution, source: Referent, revision: Revision, cast: Cast) -> Link | None:
    """Whoever answers under "A:" in an interview: of those named before it, the one named most; None for others."""
    span, text = attribution.source, revision.text
    if span is None or source.entity is not None or not text.startswith(":", span.end):
        return None
    if span.of(text).casefold() not in word_set("chain", "answers", "labels"):
        return None
    people = [
        entity
        for _, entity in cast.named_in(Span(0, _first_question(text)))
        if entity.type is EntityType.PERSON and not is_signed(entity.name, revision.byline)
    ]
    counted = Counter(entity.id for entity in people)
    who = next((entity for entity in people if counted[entity.id] == max(counted.values())), None)
    if who is None:
        return None
    says = f"{who.name} answers in this interview"
    own = Hop(actor=who.name, entity=who.id, role=HopRole.ORIGIN, certain=False, span=span)
    return Link(own, (Step(step="chain.answer", says=says, span=span),))


@lru_cache(maxsize=1)
def _first_question(text: str) -> int:
    """Where the first question or answer begins in the text that is being read."""
    found = _LABEL.search(text, 0, _LEAD)
    return found.start() if found else min(_LEAD, len(text))


def _survey(attribution: Attribution, source: Referent, text: str) -> Link | None:
    """The poll or study that the source is: "a survey by the Skagen Institute" vouches, not the institute."""
    span = attribution.source
    if span is None or source.entity is None:
        return None
    if _surveyed().match(text, span.start, min(span.end, span.start + _LONGEST)) is None:
        return None
    actor = _LESS.split(" ".join(span.of(text).split()), maxsplit=1)[0]
    own = Hop(actor=actor, entity=None, role=HopRole.ORIGIN, certain=True, span=span)
    says = f"“{actor}” vouches itself, whoever made it"
    return Link(own, (Step(step="chain.survey", says=says, span=span),))


@cache
def _surveyed() -> re.Pattern[str]:
    nouns = any_of(words("chain", "surveys", "nouns"))
    owned = r"(?:[Tt]he |[A-Z])[\w’' -]{1,40}['’]s? (?:own )?"
    behind = any_of(words("chain", "surveys", "behind"))
    return re.compile(rf"(?:(?:[Aa]n?|[Oo]ne) |{owned})(?:[\w-]+ ){{0,3}}?{nouns}\b(?= {behind}\b|,|$)")


def _report_of(attribution: Attribution, text: str, relays: Sequence[Link]) -> Link | None:
    """The outlet whose report the source is: "according to a report in the Post"; None for any other source."""
    source = attribution.source
    said = [w.casefold() for w in _WORD.findall(source.of(text))] if source is not None else []
    if source is None or word_set("chain", "disputed", "reports").isdisjoint(said):
        return None
    if any(w in word_set("names", "stand_ins", "documents") and w != "report" for w in said):
        return None
    for hop in (link.hop for link in relays):
        if hop.span is not None and 0 <= hop.span.start - source.end <= _NEXT_TO:
            own = Hop(actor=hop.actor, entity=hop.entity, role=HopRole.ORIGIN, certain=True, span=hop.span)
            says = f"it is a report of {own.actor}, which names nobody else"
            return Link(own, (Step(step="chain.report", says=says, span=own.span),))
    return None


def _passing(source: Referent, span: Span | None) -> Link:
    """The source that cites somebody else: media are a relay, anybody else a speaker."""
    if is_media(source):
        says = f"{source.actor} reports it from elsewhere, and is a relay"
        return Link(hop_of(source, HopRole.RELAY, span), (Step(step="chain.relay", says=says, span=span),))
    says = f"{source.actor} passes on what another said"
    return Link(hop_of(source, HopRole.SPEAKER, span), (Step(step="chain.speaker", says=says, span=span),))


def _cited(credit: Credit, attribution: Attribution, text: str, cast: Cast) -> Referent | None:
    """Who a credit passes on; None if it passes on nobody ("citing the weather"), or the source itself.

    Media pass on whomever they cite, papers too; anybody else only those who have a name, or are people.
    """
    if credit.kind is not CreditKind.CITES:
        return None
    source = cast.referent(attribution.source) if attribution.source else None
    referent = cast.referent(credit.actor)
    if referent is None or (source is not None and referent.actor == source.actor):
        return None
    media = source is not None and is_media(source)
    within = any(span.contains(credit.marker) for span in attribution.content)
    if not media and (within or credit.words == NEXT):
        return None
    if referent.entity is not None:
        return referent if referent.entity.type in _ACTORS else None
    if media:
        told = referent.naming is not Naming.ANONYMOUS or names_somebody(credit.actor.of(text))
        return referent if told else None
    if referent.naming is not Naming.ANONYMOUS:
        return referent
    said = {w.casefold() for w in _WORD.findall(referent.actor)}
    return referent if said & word_set("names", "stand_ins", "people") else None
