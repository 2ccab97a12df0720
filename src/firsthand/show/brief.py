"""What does the briefing say, in which order and in which words? Decided once, for the terminal and the page.

A Claim carried by seven articles becomes "2 origins, 7 mentions", who says so and through whom, what speaks
against it, what changed, and for each of these the passage. The faces only set it: they choose type, not words.
Everything here is still as it came from outside; each face neutralises and escapes what it writes.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from firsthand.model.briefing import Briefing
from firsthand.model.claim import Against, AgainstKind, Bearing, Claim, Mention, Origin
from firsthand.model.coverage import Revision
from firsthand.model.grade import ClaimGrade, Credibility, Graded, Reliability, SourceGrade
from firsthand.model.ids import ClaimId, StatementId, StoryId
from firsthand.model.statement import (
    Access,
    Evidence,
    Hop,
    HopRole,
    Naming,
    QuoteType,
    Reading,
    SpeechAct,
    Stance,
    Statement,
    is_own_words,
)
from firsthand.model.story import Change, Development, Echo, Story, What
from firsthand.model.when import When
from firsthand.show import words
from firsthand.show.aftermath import told_when
from firsthand.show.figures import differing, gives, with_unit
from firsthand.show.neutral import brief_line
from firsthand.show.present import reliability
from firsthand.show.views import (
    Aftermath,
    BriefView,
    ClaimView,
    Edit,
    Event,
    Mark,
    Merged,
    Objection,
    Passage,
    Route,
    StoryView,
    Surer,
    Value,
    Voice,
)
from firsthand.text.names import acronym_of, fold

NO_OUTLET = "an outlet that is not named"
NO_STORY = "Claims outside any story"
NO_SOURCE = "nobody named"
_LONGEST_SPEAKER = 60
"""Characters of a name that stands within a sentence or ahead of a claim; the passages have it whole."""
_ARTICLE = re.compile(r"^the\s", re.IGNORECASE)
_FRAME = ('"', "“", "”", "„", "«", "»")


def view(briefing: Briefing, since: date | When | None = None, about: str | None = None) -> BriefView:
    """Lay out `briefing`; `since` and `about` are named where only what came after, or is near some words, is in it."""
    shelf = _Shelf(briefing)
    claims = tuple(_claim(c, shelf) for c in briefing.claims)
    stories = tuple(s for s in _stories(briefing, claims, shelf) if since is None or s.claims or s.edits)
    return BriefView(
        read=_what_was_read(briefing),
        found=_what_was_found(briefing),
        thin=_how_thin(briefing.claims),
        counts=_counts(stories, claims),
        limits=_limits(briefing, since, about),
        stories=stories,
        readings=briefing.readings,
        setbacks=briefing.setbacks,
    )


class _Shelf:
    """Finds what the records only name by id; a Statement of an earlier Revision may be missing."""

    def __init__(self, briefing: Briefing) -> None:
        self.revisions = {r.revision.article: r.revision for r in briefing.readings}
        self._said = {s.id: (s, r.revision) for r in briefing.readings for s in r.told}
        self._names = {e.id: e.name for r in briefing.readings for e in r.entities}
        outlets = {r.revision.outlet for r in briefing.readings if r.revision.outlet}
        self._outlets = {fold(short): o for o in sorted(outlets) if (short := acronym_of(o))}
        self._outlets |= {fold(_ARTICLE.sub("", o)): o for o in sorted(outlets)}
        self.numbers = {c.id: n for n, c in enumerate(briefing.claims, 1)}
        self.texts = {c.id: _headed(c) for c in briefing.claims}
        self.graded = briefing.graded
        self.echoes: dict[ClaimId, list[Echo]] = {}
        for echo in briefing.echoes:
            self.echoes.setdefault(echo.claim, []).append(echo)

    def relays(self, chain: Sequence[Hop]) -> tuple[str, ...]:
        """As `relays_of`, with an outlet of this coverage under its own name: "WPA", "Harbour Post"."""
        return tuple(dict.fromkeys(self._outlet(relay) or relay for relay in relays_of(chain)))

    def _outlet(self, name: str) -> str | None:
        """The outlet of this coverage that a text calls so; None where there is none."""
        return self._outlets.get(fold(_ARTICLE.sub("", name)))

    def way_from(self, origin: Origin, statement: StatementId) -> tuple[str, ...]:
        """Through whom the word of `origin` came to where this was printed.

        Where the text goes back no further than to another outlet of this coverage, it came through that outlet.
        """
        found = self.said(statement)
        if found is None:
            return ()
        said, revision = found
        relays = self.relays(said.chain)
        cited = next((h.actor for h in said.chain if h.role is HopRole.ORIGIN and h.actor), None)
        outlet = self._outlet(cited) if cited is not None else None
        elsewhere = outlet is not None and outlet not in (revision.outlet, origin.actor, *relays)
        return (outlet, *relays) if outlet is not None and elsewhere else relays

    def said(self, statement: StatementId | None) -> tuple[Statement, Revision] | None:
        return None if statement is None else self._said.get(statement)

    def passage(self, statement: StatementId | None, bearing: Bearing | None = None) -> Passage | None:
        found = self.said(statement)
        if found is None:
            return None
        said, revision = found
        return Passage(
            statement=said.id,
            article=revision.article,
            pieces=tuple(p.of(revision.text) for p in said.content),
            speaker=self._speaker(said, revision),
            outlet=revision.outlet or NO_OUTLET,
            title=revision.title,
            published=revision.published,
            bearing=bearing,
            manner=_manner(said, bearing),
            way=tuple(_way(said.chain, revision)),
            verbatim=said.quote_type is QuoteType.DIRECT,
        )

    def passages(self, statements: Iterable[StatementId], bearing: Bearing | None = None) -> tuple[Passage, ...]:
        found = (self.passage(s, bearing) for s in dict.fromkeys(statements))
        return tuple(p for p in found if p is not None)

    def _speaker(self, said: Statement, revision: Revision) -> str:
        if said.source is None:
            return NO_SOURCE
        if said.source.naming is Naming.IMPLICIT_AUTHOR:
            return revision.outlet or NO_OUTLET
        if said.source.entity in self._names:
            return self._names[said.source.entity]
        first = next((h.actor for h in said.chain if h.role is HopRole.ORIGIN and h.actor), None)
        return first or (said.source.span.of(revision.text) if said.source.span else NO_SOURCE)


def passages_of(reading: Reading) -> tuple[tuple[Statement, Passage], ...]:
    """Every Statement of `reading` with how it is cited, for a face that shows one article by itself."""
    alone = _Shelf(Briefing(readings=(reading,), stories=(), claims=(), echoes=(), changes=(), setbacks=()))
    return tuple((said, cited) for said in reading.statements if (cited := alone.passage(said.id)))


def _bare(quoted: str) -> str:
    """Without quotation marks that only frame it; one that belongs to a word within stays.

    >>> _bare('"We won,"'), _bare('it was "gone"')
    ('We won,', 'it was "gone"')
    """
    text = quoted.strip()
    if sum(text.count(m) for m in _FRAME) - text.endswith(_FRAME) - text.startswith(_FRAME) > 0:
        return text
    if text.endswith(_FRAME) and not text.startswith(_FRAME):
        return text[:-1].strip()
    return text.strip("".join(_FRAME)).strip() or text


def _headed(claim: Claim) -> str:
    """The claim's text for a face; its one named origin goes ahead where it begins with "he", "we" or the like."""
    text, origins = _bare(claim.text), claim.lineage.origins
    if len(origins) != 1 or not origins[0].named:
        return text
    return words.headed(text, brief_line(origins[0].actor, _LONGEST_SPEAKER))


def _manner(said: Statement, bearing: Bearing | None) -> str:
    """How it was said: in whose words, how surely, on what; commonplaces are left out.

    Of a claim, its bearing tells who denies; of a statement by itself, its speech act.
    """
    pointed = [words.EVIDENCE[e] for e in said.evidence if words.EVIDENCE[e]]
    denies = said.speech_act is SpeechAct.DENY if bearing is None else bearing is Bearing.DENIES
    concludes = Evidence.INFERENCE in said.evidence
    parts = [
        words.OWN_VOICE if is_own_words(said) else words.QUOTE[said.quote_type],
        (words.DENIED if denies else words.CERTAINTY).get(said.certainty, words.CERTAINTY[said.certainty]),
        f"points to {words.listed(pointed)}" if pointed else "",
        words.ACCESS[Access.INFERENCE if concludes and said.access is Access.UNKNOWN else said.access],
        "on a condition" if said.conditional else "",
        words.STANCE[said.stance] if said.stance is not Stance.NEUTRAL else "",
    ]
    return ", ".join(p for p in parts if p)


def _way(chain: Sequence[Hop], revision: Revision) -> Iterable[str]:
    """The chain's actors in order; a hop that is inferred says so."""
    for hop in chain:
        unnamed = NO_SOURCE if hop.role in (HopRole.ORIGIN, HopRole.SPEAKER) else NO_OUTLET
        printed = revision.outlet if hop.role is HopRole.PUBLISHER else None
        yield (hop.actor or printed or unnamed) + ("" if hop.certain else " (inferred)")


def relays_of(chain: Sequence[Hop]) -> tuple[str, ...]:
    """Through whom it came: everybody between the origin and the outlet, each once."""
    between = (h.actor for h in chain if h.role in (HopRole.RELAY, HopRole.SPEAKER))
    return tuple(dict.fromkeys(a for a in between if a))


def _claim(claim: Claim, shelf: _Shelf) -> ClaimView:
    numbers = (len(claim.mentions), claim.lineage.articles, claim.lineage.outlets)
    return ClaimView(
        id=claim.id,
        number=shelf.numbers[claim.id],
        text=shelf.texts[claim.id],
        lineage=claim.lineage,
        origins=words.origins_in_words(claim.lineage),
        differing=differing(claim),
        mentions=words.counted(numbers[0], "mention"),
        spread=f"{words.counted(numbers[1], 'article')}, {words.counted(numbers[2], 'outlet')}",
        standing=claim.standing,
        grade=_grade(claim, shelf.graded),
        judged=_judged(shelf.graded.claims.get(claim.id)),
        voices=tuple(_voice(o, claim, shelf) for o in claim.lineage.origins),
        others=_others(claim, shelf),
        against=_objections(claim, shelf),
        events=tuple(_event(d, shelf) for d in claim.history if d.what is not What.REPEATED),
        values=_values(claim, shelf),
        echoes=tuple(_aftermath(claim, shelf)),
        drift=tuple(_surer(claim, shelf)),
        marks=tuple(_mark(m, shelf) for m in claim.mentions),
        why=tuple(words.dates_in_words(s.says) for s in claim.why),
    )


def _aftermath(claim: Claim, shelf: _Shelf) -> Iterable[Aftermath]:
    """The passages that still tell what was taken back, and when each came out."""
    for echo in shelf.echoes.get(claim.id, ()):
        found, passage = shelf.said(echo.statement), shelf.passage(echo.statement)
        if found is not None and passage is not None:
            yield Aftermath(passage=passage, says=told_when(echo, claim, found[1]))


def _surer(claim: Claim, shelf: _Shelf) -> Iterable[Surer]:
    """Where the claim became surer on the way, as far as both passages are there."""
    for drift in claim.drift:
        revision, rests_on = shelf.revisions.get(drift.article), shelf.passage(drift.rests_on)
        passage = shelf.passage(drift.statement)
        headline = revision.title if revision is not None and drift.statement is None else None
        if revision is not None and rests_on is not None and (passage or headline):
            yield Surer(
                kind=words.DRIFT[drift.kind],
                why=drift.why,
                headline=headline,
                outlet=revision.outlet or NO_OUTLET,
                passage=passage,
                rests_on=rests_on,
            )


def _voice(origin: Origin, claim: Claim, shelf: _Shelf) -> Voice:
    bearings = {m.statement: m.bearing for m in claim.mentions}
    routes: dict[tuple[str, ...], list[Passage]] = {}
    passages = []
    for statement in dict.fromkeys(origin.statements):
        passage = shelf.passage(statement, bearings.get(statement, Bearing.SUPPORTS))
        if passage is not None:
            passages.append(passage)
            routes.setdefault(shelf.way_from(origin, statement), []).append(passage)
    return Voice(
        actor=origin.actor or NO_SOURCE,
        named=origin.named,
        reliability=_letter(origin, shelf.graded),
        judged=_judged(reliability(origin, shelf.graded)),
        gives=gives(origin, claim),
        routes=tuple(Route(relays=relays, passages=tuple(said)) for relays, said in routes.items()),
        merged=tuple(
            Merged(other=m.other, reason=m.reason, says=words.dates_in_words(m.says), statement=m.statement)
            for m in origin.merged
        ),
        passages=tuple(passages),
    )


def _letter(origin: Origin, graded: Graded) -> str:
    held = reliability(origin, graded)
    return (held.grade if held is not None else Reliability.CANNOT_BE_JUDGED).value


def _grade(claim: Claim, graded: Graded) -> str:
    """Letter and digit: "B2"."""
    letters = [_letter(origin, graded) for origin in claim.lineage.origins]
    held = graded.claims.get(claim.id)
    digit = held.grade if held is not None else Credibility.CANNOT_BE_JUDGED
    return f"{min(letters, default=Reliability.CANNOT_BE_JUDGED.value)}{digit.value}"


def _judged(held: SourceGrade | ClaimGrade | None) -> str:
    """What a grade means, by whom, when and why; empty where nobody decided."""
    if held is None:
        return ""
    return f"{words.meaning(held.grade)} ({held.by}, {words.dated(held.at)}: {held.why})"


def _others(claim: Claim, shelf: _Shelf) -> tuple[Passage, ...]:
    """Mentions that neither an origin's voice nor an objection shows: who leaves it open, or speaks for nobody."""
    shown = {s for o in claim.lineage.origins for s in o.statements}
    shown |= {a.statement for a in claim.against if a.statement}
    left = (m for m in claim.mentions if m.statement not in shown and m.bearing is not Bearing.DENIES)
    return tuple(p for m in left if (p := shelf.passage(m.statement, m.bearing)) is not None)


def _objections(claim: Claim, shelf: _Shelf) -> tuple[Objection, ...]:
    """What is recorded against the claim, then denials among its mentions that no record names."""
    recorded = [_objection(a, shelf) for a in claim.against]
    named = {a.statement for a in claim.against}
    denied = (m for m in claim.mentions if m.bearing is Bearing.DENIES and m.statement not in named)
    return (
        *recorded,
        *(
            Objection(kind="Denial", by=_by(p), why="", claim=None, text=None, passage=p)
            for m in denied
            if (p := shelf.passage(m.statement, m.bearing)) is not None
        ),
    )


def _objection(against: Against, shelf: _Shelf) -> Objection:
    other, passage = against.claim, shelf.passage(against.statement, Bearing.DENIES)
    denial = passage if against.kind is AgainstKind.DENIAL else None
    return Objection(
        kind=words.AGAINST[against.kind],
        by=_by(denial) if denial else None,
        why="" if denial else words.dates_in_words(against.why),
        claim=shelf.numbers.get(other) if other else None,
        text=shelf.texts.get(other) if other else None,
        passage=passage,
    )


def _by(passage: Passage) -> str:
    """Who denies, once: the claim above says what. A speaker who is not made out ("we") is told by the outlet."""
    who = brief_line(passage.speaker, _LONGEST_SPEAKER)
    return f"“{who}” in {passage.outlet}" if who.casefold() in words.PRONOUNS else who


def _event(development: Development, shelf: _Shelf) -> Event:
    return Event(
        when=development.when,
        what=words.WHAT[development.what],
        by=brief_line(development.by, _LONGEST_SPEAKER) if development.by else None,
        passage=shelf.passage(development.statement),
        change=development.what is not What.FIRST_SAID,
    )


def _values(claim: Claim, shelf: _Shelf) -> tuple[Value, ...]:
    found: list[Value] = []
    for variant in claim.variants:
        passage = shelf.passage(variant.statement)
        found.append(
            Value(
                slot=variant.slot,
                value=with_unit(variant),
                when=variant.as_of or (passage.published if passage else None),
                passage=passage,
            )
        )
    return tuple(found)


def _mark(mention: Mention, shelf: _Shelf) -> Mark:
    revision = shelf.revisions.get(mention.article)
    return Mark(
        when=revision.published if revision else None,
        outlet=(revision.outlet if revision else None) or NO_OUTLET,
        bearing=mention.bearing,
        statement=mention.statement,
    )


def _stories(briefing: Briefing, claims: Sequence[ClaimView], shelf: _Shelf) -> tuple[StoryView, ...]:
    """Stories in the order of their most-carried claim; those without a claim follow, loose claims come last."""
    place: dict[StoryId | None, list[ClaimView]] = {s.id: [] for s in briefing.stories}
    for claim, shown in zip(briefing.claims, claims, strict=True):
        place.setdefault(claim.story if claim.story in place else None, []).append(shown)
    views = [_story(s, tuple(place[s.id]), briefing.changes, shelf) for s in briefing.stories]
    views.sort(key=lambda s: s.claims[0].number if s.claims else len(claims) + 1)
    told = {a for s in briefing.stories for a in s.articles}
    loose = tuple(_edit(c, shelf) for c in briefing.changes if c.article not in told)
    if place.get(None) or loose:
        rest = tuple(place.get(None, ()))
        views.append(StoryView(id=None, title=NO_STORY, by=None, dates="", spread="", claims=rest, edits=loose))
    return tuple(views)


def _story(story: Story, claims: tuple[ClaimView, ...], changes: Sequence[Change], shelf: _Shelf) -> StoryView:
    members = set(story.articles)
    told = [shelf.revisions[a] for a in story.articles if a in shelf.revisions]
    return StoryView(
        id=story.id,
        title=story.title,
        by=next((r.outlet for r in told if r.title == story.title and r.outlet), None),
        dates=_spell(story.first, story.last),
        spread=_spread(told),
        claims=claims,
        edits=tuple(_edit(c, shelf) for c in changes if c.article in members),
    )


def _edit(change: Change, shelf: _Shelf) -> Edit:
    revision = shelf.revisions.get(change.article)
    title = revision.title if revision and revision.title else change.url or "a page without a headline"
    outlet = revision.outlet if revision else None
    return Edit(
        kind=words.CHANGED.get(change.kind, change.kind.capitalize()),
        page=f"{outlet}: {title}" if outlet else title,
        url=change.url,
        article=change.article,
        before=change.before,
        after=change.after,
        silent=change.silent,
        why=change.why,
    )


def _spread(revisions: Sequence[Revision]) -> str:
    """How many articles, from how many outlets; those that are not named are not counted."""
    outlets = {r.outlet.casefold() for r in revisions if r.outlet}
    articles = words.counted(len(revisions), "article")
    return f"{articles} from {words.counted(len(outlets), 'outlet')}" if outlets else articles


def _what_was_read(briefing: Briefing) -> str:
    revisions = [r.revision for r in briefing.readings]
    dates = sorted((r.published for r in revisions if r.published), key=lambda w: w.sort_key)
    span = _spell(dates[0], dates[-1]) if dates else ""
    return _spread(revisions) + (f", published {span}" if span else ", without a date")


def _what_was_found(briefing: Briefing) -> str:
    said = sum(len(r.statements) for r in briefing.readings)
    counts = [words.counted(said, "attributed statement")]
    if briefing.setbacks:
        counts.append(f"{words.counted(len(briefing.setbacks), 'input')} not read in full")
    return words.listed(counts)


def _counts(stories: Sequence[StoryView], claims: Sequence[ClaimView]) -> str:
    told = sum(s.id is not None for s in stories)
    many = words.counted(len(claims), "claim")
    return f"{words.counted(told, 'story', 'stories')}, {many}" if told else many


def _limits(briefing: Briefing, since: date | When | None, about: str | None) -> str:
    """What the reader must know who asked only for some of it; empty for who asked for all."""
    near = f"Only claims near “{brief_line(about, _LONGEST_SPEAKER)}”." if about is not None else ""
    return " ".join(part for part in (near, _since(briefing, since) if since is not None else "") if part)


def _since(briefing: Briefing, since: date | When) -> str:
    """A day is the day on which things happened; a moment, when somebody looked last."""
    if isinstance(since, When):
        shown = "Only what came in" if briefing.claims or briefing.changes or briefing.echoes else "Nothing came in"
        return f"{shown} since you looked on {words.dated(since)}."
    day = words.dated(When.day(since))
    if briefing.claims or briefing.changes or briefing.echoes:
        return f"Only what happened since {day}."
    these = (
        f"these {words.counted(len(briefing.readings), 'article')}" if len(briefing.readings) > 1 else "this article"
    )
    return f"Nothing happened since {day} in {these}."


def _how_thin(claims: Sequence[Claim]) -> str:
    thin = sum(c.lineage.most <= 1 for c in claims)
    if not claims:
        return ""
    if thin == 0:
        return "Every claim may have more than one origin."
    verb = "rests" if thin == 1 else "rest"
    return f"{thin} of {words.counted(len(claims), 'claim')} {verb} on a single origin, or on none that is known."


def _spell(first: When | None, last: When | None) -> str:
    """The days from `first` to `last`, whatever their times of day; empty where neither is known."""
    if first == last:
        return words.dated(first)
    starts = first.earliest or first.latest if first else None
    ends = last.latest or last.earliest if last else None
    days = sorted(d for d in (starts, ends) if d)
    return words.dated(When(f"{days[0].isoformat()}/{days[-1].isoformat()}")) if days else ""
