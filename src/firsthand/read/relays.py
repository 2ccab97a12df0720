"""Through which outlets does the sentence say that it came? "Told the Post", "on Radio Skagen", "the Post reported".

Whoever merely hears it is an audience ("told reporters"), a network where people post their own word is no way, and a
report that somebody denies did not carry the denial. What the sentences before say is for `read.occasions`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from firsthand.model.entity import Entity, EntityType
from firsthand.model.span import Span
from firsthand.model.statement import Hop, HopRole, Naming
from firsthand.model.why import Step, Why
from firsthand.read.attribution import Attribution
from firsthand.read.credits import Credit, CreditKind, Surroundings, is_apart
from firsthand.read.frame import anchor_of
from firsthand.read.gazetteer import is_leak_site, is_platform
from firsthand.read.lexicons import word_set, words
from firsthand.read.outlets import outlet_called
from firsthand.read.who import Cast, Referent
from firsthand.text.phrasing import any_of

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_REPORT_REACH = 24
"""Code points behind a name in which "has first reported" has room."""
_BEFORE = 60
"""Code points before a name in which "on Wednesday in the Skagen weekly" has room."""
_WORDS_FROM_CUE = 4
"""Words between a cue and "on Radio Skagen" or "to the Post": a day, or an adverb or two."""
_ARTICLE = 4
"""Code points of "the "."""
_BACK = 1_500
"""Code points in which "the paper" finds the outlet that it means."""
_AGAIN = re.compile(r"(?:the|that) (?:same )?([a-z]+(?: (?:agency|outlet|site|website))?)\b", re.IGNORECASE)
_AS = re.compile(r"\b[Aa]s (?:[Tt]he )?$")
_HEARD = re.compile(r" (?:at|in|on|from|of|outside|during|with|for) ")


@dataclass(frozen=True, slots=True)
class Link:
    """A hop and why it is one."""

    hop: Hop
    why: Why = ()


def hop_of(referent: Referent, role: HopRole, span: Span | None, *, certain: bool = True) -> Hop:
    """The hop that a source, or somebody who is credited, is."""
    sure = certain and referent.certain
    paper = referent.described
    if paper is not None and not paper.local:  # "the paper", which was named before
        return Hop(actor=paper.name, entity=paper.id, role=role, certain=sure, span=span)
    entity = referent.entity.id if referent.entity else None
    return Hop(actor=referent.actor, entity=entity, role=role, certain=sure, span=span)


def relay_of(entity: Entity, span: Span, says: str, *, step: str = "chain.relay") -> Link:
    """An outlet that is named at `span`, as a relay that is certain."""
    hop = Hop(actor=entity.name, entity=entity.id, role=HopRole.RELAY, certain=True, span=span)
    return Link(hop, (Step(step=step, says=says, span=span),))


def is_outlet(entity: Entity) -> bool:
    """Whether an actor prints or airs what others say, and is no network where they post it themselves."""
    return (entity.type is EntityType.OUTLET or is_leak_site(entity.name)) and not is_platform(entity.name)


def is_media(referent: Referent) -> bool:
    """Whether a source is an outlet, or media that are not named."""
    outlet = referent.entity is not None and referent.entity.type is EntityType.OUTLET
    return outlet or referent.naming is Naming.UNNAMED_MEDIA


def ways_named(
    attribution: Attribution, text: str, cast: Cast, around: Surroundings, source: Referent | None
) -> tuple[list[Link], list[Link]]:
    """Speakers and relays that the sentence of an attribution names."""
    speakers, relays = _credited(attribution, text, cast, around, source)
    relays.extend(_in_passing(attribution, text, cast, around))
    relays.extend(_on_air(attribution, text, around))
    relays.extend(_within_content(attribution, text, cast))
    return speakers, relays


def _credited(
    attribution: Attribution, text: str, cast: Cast, around: Surroundings, source: Referent | None
) -> tuple[list[Link], list[Link]]:
    """Speakers and relays among the credits: outlets are relays; "according to" anybody else makes a speaker."""
    speakers: list[Link] = []
    relays: list[Link] = []
    for credit in around.credits:
        if credit.kind is not CreditKind.THROUGH or is_audience(credit, cast):
            continue
        if _is_disputed(credit, attribution, text):
            continue
        link = relay_credited(credit, cast, text)
        if link is not None:
            relays.append(link)
            continue
        referent = cast.referent(credit.actor)
        named = referent is not None and referent.entity is not None and referent.entity.type is not EntityType.PLACE
        if credit.words == "according to" and referent is not None and named and source is not None:
            says = f"{source.actor} is heard here through {referent.actor}"
            hop = hop_of(referent, HopRole.SPEAKER, credit.actor)
            if referent.actor != source.actor:
                speakers.append(Link(hop, (Step(step="chain.speaker", says=says, span=credit.actor),)))
    return speakers, relays


def _is_disputed(credit: Credit, attribution: Attribution, text: str) -> bool:
    """Whether it is a report that somebody denies, or calls false: it did not carry what they say."""
    if credit.words.partition(" ")[0] not in word_set("chain", "disputed", "reports"):
        return False
    before = text[max(credit.marker.start - _BEFORE, 0) : credit.marker.start].casefold()
    if any(phrase in before for phrase in words("chain", "disputed", "before")):
        return True
    cue = attribution.cue
    if cue is not None and cue.end <= credit.marker.start:
        said = {word.casefold() for word in _WORD.findall(cue.of(text))}
        return bool(said & word_set("chain", "disputed", "cues"))
    behind = text[credit.actor.end : credit.actor.end + 4 * _BEFORE].partition("\n")[0].casefold()
    return any(phrase in behind for phrase in words("chain", "disputed", "behind"))


def relay_credited(credit: Credit, cast: Cast, text: str) -> Link | None:
    """The outlet, or the unnamed media, that a credit names as the way it came; None if it names none."""
    referent = cast.referent(credit.actor)
    outlet = next((e for _, e in cast.named_in(credit.actor) if is_outlet(e)), None)
    if outlet is None and referent is not None and referent.entity is not None and is_outlet(referent.entity):
        outlet = referent.entity
    if outlet is None and referent is not None and _hears_as_outlet(credit, referent, text):
        outlet = referent.entity
    if outlet is None:
        outlet = _called_again(credit.actor, text, cast)
    says = f"“{credit.words}” makes it a relay"
    why = (Step(step="chain.relay", says=says, span=Span(credit.marker.start, credit.actor.end)),)
    if outlet is not None and not is_platform(outlet.name):
        hop = Hop(actor=outlet.name, entity=outlet.id, role=HopRole.RELAY, certain=True, span=credit.actor)
        return Link(hop, why)
    unnamed = referent is not None and referent.entity is None and referent.naming is Naming.UNNAMED_MEDIA
    if referent is not None and unnamed and not _is_own_network(credit.actor, text, cast):
        return Link(hop_of(referent, HopRole.RELAY, credit.actor), why)
    return None


def _is_own_network(actor: Span, text: str, cast: Cast) -> bool:
    """Whether it is a network that has a name, and is no outlet: there people post their own word."""
    said = {w.casefold() for w in _WORD.findall(actor.of(text))}
    return bool(cast.named_in(actor)) and not said.isdisjoint(("network", "app", "platform", "site"))


def _called_again(actor: Span, text: str, cast: Cast) -> Entity | None:
    """The outlet that "the paper" or "the same station" means: the last of its sort that was named."""
    match = _AGAIN.match(text, actor.start, actor.end)
    noun = match[1].casefold() if match else ""
    plain = noun if noun in word_set("outlets", "called", "any") else noun.partition(" ")[0]
    if plain not in word_set("outlets", "called", "any"):
        return None
    named = outlets_within(Span(max(actor.start - _BACK, 0), actor.start), cast)
    place = outlet_called(plain, actor.start, [(span, entity.name) for span, entity in named], _BACK)
    return named[place][1] if place is not None else None


def _hears_as_outlet(credit: Credit, referent: Referent, text: str) -> bool:
    """Whether a body is told something "on condition of anonymity", or is called an agency or a site: an outlet."""
    body = referent.entity is not None and referent.entity.type is EntityType.ORGANISATION
    said = credit.words in word_set("chain", "credits", "hearers")
    called = {w.casefold() for w in _WORD.findall(credit.actor.of(text))} & word_set("chain", "credits", "called")
    if body and said and called:
        return True
    return body and said and text.startswith(" on condition", credit.actor.end)


def is_audience(credit: Credit, cast: Cast) -> bool:
    """Whether those credited hear and print nothing: "told reporters", "told parliament"."""
    if any(is_outlet(entity) for _, entity in cast.named_in(credit.actor)):
        return False
    referent = cast.referent(credit.actor)
    head = _HEARD.split(referent.actor if referent else "", maxsplit=1)[0]
    return bool({w.casefold() for w in _WORD.findall(head)} & word_set("chain", "audience", "nouns"))


def _in_passing(attribution: Attribution, text: str, cast: Cast, around: Surroundings) -> Iterator[Link]:
    """The outlets of which the sentence says in passing that it came through them: "..., the Harbour Post reported"."""
    source = attribution.source
    for stretch in around.frame:
        for span, entity in cast.named_in(stretch):
            if not is_outlet(entity):
                continue
            if source is not None and source.overlaps(span):
                if _writes_for(source, span, attribution, text):
                    yield relay_of(entity, span, "who speaks writes for it, so it came through it")
                continue
            as_told = _AS.search(text[max(span.start - 8, 0) : span.start]) is not None
            if is_apart(attribution, span.start, text) or (as_told and span.start > anchor_of(attribution).start):
                continue
            if any(other.overlaps(span) for other in around.sources) and not as_told:
                continue
            said = _verb_behind(text, span) or _way_before(attribution, stretch, span, text)
            if said is not None:
                yield relay_of(entity, span, f"“{said}” makes it a relay")


def _within_content(attribution: Attribution, text: str, cast: Cast) -> Iterator[Link]:
    """The outlet that was told, where a tagger took its name into the content ("told the Post it was late")."""
    begin = attribution.content[0].start
    for span, entity in cast.named_in(Span(max(begin - _BEFORE, 0), begin + _BEFORE)):
        if span.start - _ARTICLE <= begin < span.end and is_outlet(entity):
            before = text[max(span.start - _REPORT_REACH, 0) : span.start].casefold().split()
            said = before[-2] if len(before) > 1 and before[-1] == "the" else "".join(before[-1:])
            cue = attribution.cue.of(text).casefold() if attribution.cue is not None else ""
            if said in word_set("outlets", "before", "tells") or (said == "to" and cue.endswith(" to")):
                yield relay_of(entity, span, f"“{said}” makes it a relay")


def _on_air(attribution: Attribution, text: str, around: Surroundings) -> Iterator[Link]:
    """The broadcasters without a name: "on breakfast television she said"."""
    for stretch in around.frame:
        for match in _aired().finditer(text, stretch.start, stretch.end):
            span = Span(*match.span(1))
            source = attribution.source
            own = source is not None and source.overlaps(span)  # "people who saw her on television"
            goes_on = own or text[span.end + 1 : span.end + 2].isupper()  # "on state television Kanal 5"
            if not goes_on and _is_way(attribution, stretch, match.start(), "on", text):
                hop = Hop(actor=span.of(text), entity=None, role=HopRole.RELAY, certain=True, span=span)
                says = "it was said on air, at an outlet that is not named"
                yield Link(hop, (Step(step="chain.relay", says=says, span=span),))


@cache
def _aired() -> re.Pattern[str]:
    return re.compile(rf"\bon ((?:[a-z-]+ ){{0,2}}{any_of(words('chain', 'passing', 'aired'))})\b", re.IGNORECASE)


def _verb_behind(text: str, span: Span) -> str | None:
    after = " ".join(text[span.end : span.end + _REPORT_REACH].split())
    return next((v for v in words("chain", "credits", "reports") if _starts_with_word(after, v)), None)


def _starts_with_word(text: str, word: str) -> bool:
    return text.startswith(word) and not text[len(word) : len(word) + 1].isalnum()


def _writes_for(source: Span, span: Span, attribution: Attribution, text: str) -> bool:
    """Whether the source is a columnist "of the Post" who writes something, or "the Post's source"."""
    said = [w.casefold() for w in _WORD.findall(text[source.start : span.start])]
    behind = text[span.end : source.end] if text[span.end : span.end + 2] in ("'s", "’s") else ""
    owned = [w.casefold() for w in _WORD.findall(behind)]
    if not word_set("chain", "passing", "sources").isdisjoint(owned):
        return True
    said += owned
    told = attribution.cue is not None and attribution.cue.of(text).casefold()
    writes = told and not word_set("chain", "passing", "writing").isdisjoint(told.split())
    return bool(writes) and not word_set("chain", "passing", "writers").isdisjoint(said)


def _way_before(attribution: Attribution, stretch: Span, span: Span, text: str) -> str | None:
    """What before an outlet makes it the way: "On Radio Skagen", "wrote in the Sunday Post", "said to the Post"."""
    start = max(stretch.start, span.start - _BEFORE)
    match = _ways().search(text, start, span.start)
    if match is None or match.end() != span.start:
        return None
    way = match["way"].casefold()
    return f"{way} {span.of(text)}" if _is_way(attribution, stretch, match.start("way"), way, text) else None


def _is_way(attribution: Attribution, stretch: Span, at: int, way: str, text: str) -> bool:
    """Whether "on", "in" or "to" at the offset goes with the cue, or opens the sentence or the clause."""
    cue = attribution.cue
    if cue is not None and cue.end <= at:
        between = text[cue.end : at]
        near = all(_goes_between(word) for word in between.split()) and len(between.split()) <= _WORDS_FROM_CUE
        said = {word.casefold() for word in _WORD.findall(cue.of(text))}
        if near and not (way == "to" and said & word_set("chain", "passing", "not_to")):
            return True
    before = text[max(stretch.start, at - 16) : at].rstrip()
    if before.rpartition(" ")[2] in word_set("chain", "passing", "participles"):
        return True
    return way != "to" and before[-1:] in ("", ",", ".", "\n", ":")


def _goes_between(word: str) -> bool:
    """Whether a word between cue and way is a day, an object, or an adverb: "said on Monday on", "denied it to"."""
    plain = word.strip(",")
    return plain in word_set("names", "sentence", "times") or plain in word_set("chain", "passing", "between")


@cache
def _ways() -> re.Pattern[str]:
    nouns = any_of(words("outlets", "beside", "words"))
    owners = r"(?:[a-z]+day|today|yesterday|morning|evening|week|night)['’]s"
    small = rf"(?:the|an?|this|last|its|our|same|sunday|saturday|{owners})"
    gloss = rf"(?:[a-z][\w-]* )?(?:[a-z]+ )?{nouns}"
    return re.compile(rf"\b(?P<way>on|in|to|for) (?:{small} ){{0,3}}(?:{gloss} )?$", re.IGNORECASE)


def circulating(attribution: Attribution, text: str, cast: Cast) -> list[Link]:
    """The platform through which the work of unknown makers came."""
    source = attribution.source
    if source is None or cast.naming_of(source) is not Naming.ANONYMOUS:
        return []
    plain = source.of(text).casefold()
    if not any(word in plain.split() for word in words("chain", "circulating", "words")):
        return []
    says = "what circulates there, of makers unknown, came through it"
    for place in words("chain", "circulating", "places"):
        at = plain.find(place)
        if at >= 0:
            span = Span(source.start + at, source.start + at + len(place))
            hop = Hop(actor=span.of(text), entity=None, role=HopRole.RELAY, certain=True, span=span)
            return [Link(hop, (Step(step="chain.circulating", says=says, span=span),))]
    for span, entity in cast.named_in(source):
        if is_platform(entity.name):
            return [relay_of(entity, span, says, step="chain.circulating")]
    return []


def outlets_within(stretch: Span, cast: Cast) -> Sequence[tuple[Span, Entity]]:
    """The outlets that are named in `stretch`, in text order."""
    return [(span, entity) for span, entity in cast.named_in(stretch) if is_outlet(entity)]
