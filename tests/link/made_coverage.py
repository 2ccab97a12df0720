"""Compact cases to Readings: a few sayings per article, and what linking and tracking should make of them.

An article is `{"outlet", "day", "says": [...]}`, and may have `title`, `wire`, `text` (put before the sayings),
`url`, `note` (a note of correction) and `earlier` (a former wording, as text). A saying is `{"of"}` (its content) and
may have `by` (None: nobody is named; "own": the outlet's own voice), `kind`, `naming`, `body` (for whom `by`
speaks), `via` (relays, nearest to the origin first), `speaker`, `cue`, `quote`, `polarity`, `act`, `certainty`,
`conditional`, `day` (of the event), `ahead` (it is to come), `said` (when), `saw` (at first hand), `inside` (the
place of the saying whose content holds this one). Sayings are called A0, A1, B0 ... by article and place. `names` of
the case says of what kind the names in contents are: `{"Northport": "place"}`; `stories`, which articles tell one
story: `["AC", "B"]`, all of them where it is not said.
"""

import string
from dataclasses import replace
from typing import Any

from factories import a_notice, a_reading, a_revision, a_statement, an_entity, span_in

from firsthand.model.coverage import NoticeKind, Revision
from firsthand.model.entity import Entity, EntityType, entity_id
from firsthand.model.ids import StatementId
from firsthand.model.span import Span
from firsthand.model.statement import (
    Access,
    Basis,
    Certainty,
    EventKind,
    EventTime,
    Hop,
    HopRole,
    Naming,
    Polarity,
    QuoteType,
    Reading,
    Source,
    SpeechAct,
    Statement,
    StatementTime,
    TimeExpression,
    TimeType,
    statement_id,
)
from firsthand.model.when import When
from firsthand.text.names import fold


class Coverage:
    """The Readings of a case, and which statement each short name ("B0") means."""

    def __init__(self, case: dict[str, Any]) -> None:
        self._kinds = {name: EntityType(kind) for name, kind in case.get("names", {}).items()}
        self._stories: list[str] = case.get("stories", [])
        self.readings: list[Reading] = []
        self.past: dict[str, tuple[Revision, ...]] = {}
        self.statement_of: dict[str, StatementId] = {}
        for letter, article in zip(string.ascii_uppercase, case["articles"], strict=False):
            self._add(letter, article, case)

    @property
    def stories(self) -> list[list[Reading]]:
        """The Readings of each story."""
        places = [[string.ascii_uppercase.index(letter) for letter in letters] for letters in self._stories]
        return [[self.readings[at] for at in own] for own in places] if places else [self.readings]

    @property
    def name_of(self) -> dict[StatementId, str]:
        return {statement: name for name, statement in self.statement_of.items()}

    def _add(self, letter: str, article: dict[str, Any], case: dict[str, Any]) -> None:
        text, places = _lay_out(article)
        url = article.get("url", f"https://{letter.lower()}.example/{case['label'].replace(' ', '-')}")
        given = {
            "url": url,
            "title": article.get("title", case.get("title")),
            "outlet": article.get("outlet", f"The {letter} Post"),
            "published": article.get("day", "2031-05-04"),
            "wire": article.get("wire"),
        }
        notices = (a_notice(text, article["note"], NoticeKind.CORRECTION_NOTE),) if "note" in article else ()
        revision = a_revision(text, notices=notices, **given)
        before = (a_revision(article["earlier"], **given),) if "earlier" in article else ()
        self.past[revision.article] = (*before, revision)
        entities = self._entities(article, text)
        statements: list[Statement] = []
        for saying, (source, cue, content) in zip(article["says"], places, strict=True):
            statement = _statement(saying, revision, source, cue, content, entities, statements)
            self.statement_of[f"{letter}{len(statements)}"] = statement.id
            statements.append(statement)
        times = tuple(_year(span_in(text, year), year) for year in case.get("years", ()) if year in text)
        self.readings.append(a_reading(revision, statements, entities=tuple(entities.values()), times=times))

    def _entities(self, article: dict[str, Any], text: str) -> dict[str, Entity]:
        found: dict[str, Entity] = {}
        for saying in article["says"]:
            name, body = saying.get("by"), saying.get("body")
            if body:
                found[body] = _entity(body, self._kinds.get(body, EntityType.ORGANISATION), text)
            if name and name != "own":
                kind = EntityType(saying.get("kind", "person" if name.istitle() else "organisation"))
                parent = found[body].id if body else None
                found[name] = _entity(name, self._kinds.get(name, kind), text, parent)
        for name, kind in self._kinds.items():
            if name in text:
                found.setdefault(name, _entity(name, kind, text))
        return found


def _year(span: Span, year: str) -> TimeExpression:
    return TimeExpression(span=span, type=TimeType.DATE, value=year, norm=When(year))


def _entity(name: str, kind: EntityType, text: str, parent: Any = None) -> Entity:
    mentions = []
    at = text.find(name)
    while at >= 0:
        mentions.append(Span(at, at + len(name)))
        at = text.find(name, at + 1)
    return an_entity(name, kind, id=entity_id(kind, fold(name)), parent=parent, mentions=tuple(mentions))


def _lay_out(article: dict[str, Any]) -> tuple[str, list[tuple[Span | None, Span | None, Span]]]:
    """The text of an article, and where source, cue and content of each saying stand."""
    text = article.get("text", "")
    text += "\n\n" if text else ""
    places: list[tuple[Span | None, Span | None, Span]] = []
    for saying in article["says"]:
        content, by = saying["of"], saying.get("by")
        if "inside" in saying:
            outer = places[saying["inside"]][2]
            start = text.index(content, outer.start, outer.end)
            source = text.index(by, outer.start, outer.end) if by else None
            span = Span(source, source + len(by)) if source is not None and by else None
            places.append((span, None, Span(start, start + len(content))))
            continue
        source = cue = None
        if by != "own":
            name = by or "It"
            source = Span(len(text), len(text) + len(name)) if by else None
            text += name + " "
            word = saying.get("cue", "said" if by else "was claimed")
            cue = Span(len(text), len(text) + len(word))
            text += word + " "
        mark = '"' if saying.get("quote") == "direct" else ""
        text += mark
        places.append((source, cue, Span(len(text), len(text) + len(content))))
        text += content + mark + ".\n\n"
    if "note" in article:
        text += article["note"]
    return text.rstrip("\n"), places


def _statement(
    saying: dict[str, Any],
    revision: Revision,
    source: Span | None,
    cue: Span | None,
    content: Span,
    entities: dict[str, Entity],
    earlier: list[Statement],
) -> Statement:
    by = saying.get("by")
    entity = entities.get(by) if by else None
    naming = Naming(saying.get("naming", _naming(by)))
    said = saying.get("said")
    base = a_statement(revision, source=None, cue=None, content=content.of(revision.text))
    return replace(
        base,
        id=statement_id(revision.id, source, cue, (content,)),
        parent=earlier[saying["inside"]].id if "inside" in saying else None,
        source=Source(span=source, entity=entity.id if entity else None, naming=naming) if by else None,
        cue=cue,
        content=(content,),
        quote_type=QuoteType(saying.get("quote", "indirect")),
        chain=_chain(saying, revision, entity, source),
        certainty=Certainty(saying.get("certainty", "CT+")),
        polarity=Polarity(saying.get("polarity", "+")),
        speech_act=SpeechAct(saying.get("act", "assert")),
        conditional=saying.get("conditional", False),
        access=Access.FIRSTHAND if saying.get("saw") else Access.UNKNOWN,
        statement_time=StatementTime(
            span=None, norm=When(said) if said else revision.published, basis=Basis.PUBLICATION
        ),
        event_time=EventTime(
            span=span_in(revision.text, saying["when"]) if "when" in saying else None,
            norm=When(saying["day"]) if "day" in saying else None,
            kind=EventKind.FUTURE if saying.get("ahead") else None,
        ),
    )


def _naming(by: str | None) -> str:
    if by is None:
        return "anonymous"
    return "implicit-author" if by == "own" else "named" if by.istitle() else "unnamed-official"


def _chain(saying: dict[str, Any], revision: Revision, entity: Entity | None, source: Span | None) -> tuple[Hop, ...]:
    def hop(actor: str | None, role: HopRole, of: Entity | None = None, span: Span | None = None) -> Hop:
        return Hop(actor=actor, entity=of.id if of else None, role=role, certain=True, span=span)

    by = saying.get("by")
    hops = []
    if by == "own":
        hops.append(hop(revision.outlet, HopRole.ORIGIN))
    elif by:
        hops.append(hop(by, HopRole.ORIGIN, entity, source))
    hops += [hop(name, HopRole.SPEAKER) for name in ([saying["speaker"]] if "speaker" in saying else [])]
    hops += [hop(name, HopRole.RELAY) for name in saying.get("via", [])]
    return (*hops, hop(revision.outlet, HopRole.PUBLISHER))
