"""A made briefing: two stories, eight claims, ten articles, with everything that a face must show."""

from factories import a_notice, a_revision, a_statement, an_entity

from firsthand.model.briefing import Briefing
from firsthand.model.claim import (
    Against,
    AgainstKind,
    Bearing,
    Claim,
    Lineage,
    Mention,
    Merge,
    MergeReason,
    Origin,
    Standing,
    Variant,
)
from firsthand.model.coverage import NoticeKind, Setback
from firsthand.model.entity import EntityType
from firsthand.model.ids import ClaimId, StoryId, content_id
from firsthand.model.span import Span
from firsthand.model.statement import (
    Access,
    Basis,
    Certainty,
    EventKind,
    EventTime,
    Evidence,
    QuoteType,
    Reading,
    SpeechAct,
    Stance,
    StatementTime,
    TimeExpression,
    TimeType,
)
from firsthand.model.story import Change, Development, Echo, Story, What
from firsthand.model.when import When
from firsthand.model.why import Step

PORT = an_entity("Eastmere Port Authority", EntityType.ORGANISATION, aliases=("port authority", "the authority"))
LEE = an_entity("Ann Lee", aliases=("Lee",), parent=PORT.id)
UNION = an_entity("Dockers' Union", EntityType.ORGANISATION)
CREW = an_entity("a crew member", EntityType.PERSON)
WATER = an_entity("Merrow Water", EntityType.ORGANISATION)
CLINIC = an_entity("Dr Ilse Vahn")

P = "The east pier of the Eastmere bridge was struck by a barge before dawn on Monday"
TEXTS = {
    "post1": (
        "The Harbour Post",
        "2031-05-05T06:40:00Z",
        "Barge strikes Eastmere bridge",
        (
            "Share this story\n\n"
            f"{P}, port authority chief Ann Lee said.\n\n"
            "“The pier was hit at 4.10am,” Lee told reporters, “and at least seven people were on the deck.” "
            "She said video from the harbour cameras showed the barge drifting.\n\n"
            "A crew member who asked not to be named said the steering had failed twice that week.\n\n"
            "Read more: Ten bridges that nobody inspects\n"
        ),
    ),
    "wire1": (
        "Lantern Wire",
        "2031-05-05T07:05:00Z",
        "Eastmere bridge hit by barge; seven on deck",
        f"EASTMERE (Lantern) - {P}, the port authority said.\nAt least seven people were on the deck, it said.\n",
    ),
    "courier": (
        "Northgate Courier",
        "2031-05-05T09:30:00Z",
        "Bridge struck, seven on board",
        (
            "The east pier of the Eastmere bridge was struck by a barge before dawn, "
            "the port authority told Lantern Wire.\n\n"
            "Seven people were on the deck, according to Lantern Wire.\n"
        ),
    ),
    "tide": (
        "Tideline Radio",
        "2031-05-05T12:00:00Z",
        "Steering blamed in bridge crash",
        (
            "The barge’s steering had failed twice that week, according to The Harbour Post.\n\n"
            "The Dockers' Union denied that the steering had failed. “It was serviced on Friday,” it said.\n"
        ),
    ),
    "daily": (
        "Meridian Daily",
        "2031-05-06",
        "Eleven were on barge, authority now says",
        (
            "Eleven people were on the deck, the port authority said on Tuesday, raising its figure from seven.\n\n"
            "The bridge will reopen by 12 May, Lee said. "
            "If the pier has moved, it will stay shut all summer, she added.\n"
        ),
    ),
    "klax": (
        "Klaxon",
        "2031-05-08",
        "Seven on doomed barge",
        "Seven people were on the deck of the doomed barge, officials said.\n",
    ),
    "mw1": (
        "The Harbour Post",
        "2031-05-06",
        "Merrow tap water is safe, company says",
        (
            "Tap water in Merrow is safe to drink, Merrow Water said on Tuesday.\n\n"
            "Forty children were treated for cramps, Dr Ilse Vahn of the town clinic said, "
            "showing the clinic’s register.\n"
        ),
    ),
    "mw2": (
        "Quay Bulletin",
        "2031-05-07",
        "Water company withdraws its all-clear",
        (
            "Merrow Water withdrew its statement that the water is safe to drink.\n\n"
            "Dr Ilse Vahn told Tideline Radio that forty children had been treated.\n"
        ),
    ),
    "mw3": (
        "Klaxon",
        "2031-05-08",
        "Drink up, Merrow",
        "The water is safe to drink, Merrow Water says.\n",
    ),
    "mw4": (
        None,
        None,
        None,
        "It was claimed that a farm upstream had spilled slurry.\n",
    ),
}

REVISIONS = {
    key: a_revision(
        text,
        outlet=outlet,
        published=published,
        title=title,
        url=f"https://{(outlet or 'x').split()[-1].lower()}.example/{key}" if outlet else None,
        origin=f"made/{key}.txt",
        wire="Lantern Wire" if key == "wire1" else None,
        byline="Staff" if key == "post1" else None,
        notices=(
            a_notice(text, "Share this story", NoticeKind.SHARE),
            a_notice(text, "Read more: Ten bridges that nobody inspects", NoticeKind.READ_MORE),
        )
        if key == "post1"
        else (),
    )
    for key, (outlet, published, title, text) in TEXTS.items()
}

WHO = {e.name: e for e in (PORT, LEE, UNION, CREW, WATER, CLINIC)}


def said(key, source, cue, content, entity=None, **given):
    return a_statement(REVISIONS[key], source=source, cue=cue, content=content, entity=entity, **given)


def _where(key, quoted):
    at = TEXTS[key][3].index(quoted)
    return Span(at, at + len(quoted))


STATED = {
    "pier-post": (
        "post1",
        said(
            "post1",
            "port authority chief Ann Lee",
            "said",
            P,
            LEE,
            event_time=EventTime(
                span=_where("post1", "before dawn on Monday"), norm=When("2031-05-05"), kind=EventKind.PAST
            ),
        ),
    ),
    "deck-post": (
        "post1",
        said(
            "post1",
            "Lee",
            "told reporters",
            ["“The pier was hit at 4.10am,”", "“and at least seven people were on the deck.”"],
            LEE,
            quote_type=QuoteType.DIRECT,
            audience="reporters",
            place="Eastmere",
            hedges=(_where("post1", "at least"),),
            statement_time=StatementTime(
                span=_where("post1", "on Monday"), norm=When("2031-05-05"), basis=Basis.EXPLICIT_RELATIVE
            ),
        ),
    ),
    "video-post": (
        "post1",
        said(
            "post1",
            "She",
            "said",
            "video from the harbour cameras showed the barge drifting",
            LEE,
            evidence=(Evidence.VIDEO,),
            access=Access.FIRSTHAND,
        ),
    ),
    "crew-post": (
        "post1",
        a_statement(
            REVISIONS["post1"],
            source="A crew member who asked not to be named",
            cue="said",
            content="the steering had failed twice that week",
            entity=CREW,
            certainty=Certainty.PROBABLE,
        ),
    ),
    "pier-wire": ("wire1", said("wire1", "the port authority", "said", P, PORT, relays=["Lantern Wire"])),
    "deck-wire": ("wire1", said("wire1", "it", "said", "At least seven people were on the deck", PORT)),
    "pier-cour": (
        "courier",
        said(
            "courier",
            "the port authority",
            "told",
            "The east pier of the Eastmere bridge was struck by a barge before dawn",
            PORT,
            relays=["Lantern Wire"],
        ),
    ),
    "deck-cour": (
        "courier",
        said(
            "courier",
            "Lantern Wire",
            "according to",
            "Seven people were on the deck",
            PORT,
            relays=["Lantern Wire"],
        ),
    ),
    "crew-tide": (
        "tide",
        said(
            "tide",
            "The Harbour Post",
            "according to",
            "The barge’s steering had failed twice that week",
            CREW,
            relays=["The Harbour Post"],
            stance=Stance.DISTANCE,
        ),
    ),
    "union-tide": (
        "tide",
        said(
            "tide",
            "The Dockers' Union",
            "denied",
            "that the steering had failed",
            UNION,
            speech_act=SpeechAct.DENY,
            certainty=Certainty.CERTAINLY_NOT,
        ),
    ),
    "deck-daily": ("daily", said("daily", "the port authority", "said", "Eleven people were on the deck", PORT)),
    "open-daily": (
        "daily",
        said(
            "daily",
            "Lee",
            "said",
            "The bridge will reopen by 12 May",
            LEE,
            speech_act=SpeechAct.PREDICT,
            event_time=EventTime(span=_where("daily", "by 12 May"), norm=When("../2031-05-12"), kind=EventKind.FUTURE),
        ),
    ),
    "shut-daily": (
        "daily",
        said(
            "daily",
            "she",
            "added",
            "it will stay shut all summer",
            LEE,
            conditional=True,
            conditions=(_where("daily", "If the pier has moved"),),
        ),
    ),
    "deck-klax": ("klax", said("klax", "officials", "said", "Seven people were on the deck of the doomed barge", PORT)),
    "safe-mw1": ("mw1", said("mw1", "Merrow Water", "said", "Tap water in Merrow is safe to drink", WATER)),
    "kids-mw1": (
        "mw1",
        said(
            "mw1",
            "Dr Ilse Vahn",
            "said",
            "Forty children were treated for cramps",
            CLINIC,
            evidence=(Evidence.DOCUMENT, Evidence.DIRECT_OBSERVATION),
            access=Access.FIRSTHAND,
        ),
    ),
    "safe-mw2": (
        "mw2",
        said("mw2", "Merrow Water", "withdrew", "that the water is safe to drink", WATER, speech_act=SpeechAct.OTHER),
    ),
    "kids-mw2": (
        "mw2",
        said("mw2", "Dr Ilse Vahn", "told", "forty children had been treated", CLINIC, relays=["Tideline Radio"]),
    ),
    "safe-mw3": ("mw3", said("mw3", "Merrow Water", "says", "The water is safe to drink", WATER)),
    "farm-mw4": (
        "mw4",
        a_statement(
            REVISIONS["mw4"],
            source=None,
            cue="It was claimed",
            content="a farm upstream had spilled slurry",
            stance=Stance.DISTANCE,
        ),
    ),
}


def reading(key):
    stated = tuple(s for k, s in STATED.values() if k == key)
    times = ()
    if key == "post1":
        times = (
            TimeExpression(
                span=_where("post1", "Monday"), type=TimeType.DATE, value="2031-05-05", norm=When("2031-05-05")
            ),
        )
    mentions = {e.id: [] for e in WHO.values()}
    for s in stated:
        if s.source and s.source.span and s.source.entity:
            mentions[s.source.entity].append(s.source.span)
    cast = tuple(
        an_entity(e.name, e.type, aliases=e.aliases, parent=e.parent, mentions=tuple(mentions[e.id]))
        for e in WHO.values()
        if mentions[e.id]
    )
    return Reading(revision=REVISIONS[key], statements=stated, entities=cast, times=times)


READINGS = tuple(reading(k) for k in REVISIONS)


def mention(name, bearing=Bearing.SUPPORTS):
    key, statement = STATED[name]
    return Mention(article=REVISIONS[key].article, statement=statement.id, bearing=bearing)


def sid(name):
    return STATED[name][1].id


def origin(entity, names, *, named=True, merged=()):
    return Origin(
        actor=entity.name, entity=entity.id, named=named, statements=tuple(map(sid, names)), merged=tuple(merged)
    )


def lineage(origins, least=None, most=None, articles=1, outlets=1):
    named = sum(o.named for o in origins)
    return Lineage(
        named=named,
        unverified=len(origins) - named,
        least=named if least is None else least,
        most=len(origins) if most is None else most,
        outlets=outlets,
        articles=articles,
        origins=tuple(origins),
    )


def happened(when, what, by, name):
    return Development(when=When(when), what=what, by=by, statement=sid(name))


def claim(key, text, mentions, line, **given):
    return Claim(
        **{
            "id": ClaimId(content_id("cl", key)),
            "story": None,
            "text": text,
            "mentions": tuple(mentions),
            "lineage": line,
            "standing": Standing.ASSERTED,
            "variants": (),
            "against": (),
            "history": (),
            "why": (Step(step="link.words", says="the same pier, the same barge, the same morning"),),
            **given,
        }
    )


BRIDGE, TAPS = StoryId("st-bridge"), StoryId("st-water")
SPEAKS_FOR = Merge(
    other="Ann Lee",
    reason=MergeReason.SAME_BODY,
    says="“port authority chief Ann Lee” speaks for the Eastmere Port Authority",
    statement=sid("pier-post"),
)
DECK = ClaimId(content_id("cl", "deck"))

CLAIMS = (
    claim(
        "deck",
        "At least seven people were on the deck",
        [mention(n) for n in ("deck-post", "deck-wire", "deck-cour", "deck-daily", "deck-klax")],
        lineage(
            [
                origin(
                    PORT,
                    ["deck-post", "deck-wire", "deck-cour", "deck-daily", "deck-klax"],
                    merged=[
                        SPEAKS_FOR,
                        Merge(
                            other="Northgate Courier",
                            reason=MergeReason.CITES,
                            says="cites Lantern Wire",
                            statement=sid("deck-cour"),
                        ),
                    ],
                )
            ],
            most=2,
            articles=5,
            outlets=5,
        ),
        story=BRIDGE,
        standing=Standing.SUPERSEDED,
        variants=tuple(
            Variant(slot="people on the deck", value=v, unit="people", as_of=When(w) if w else None, statement=sid(n))
            for v, w, n in (
                ("at least 7", "2031-05-05", "deck-post"),
                ("7", None, "deck-cour"),
                ("11", "2031-05-06", "deck-daily"),
                ("7", None, "deck-klax"),
            )
        ),
        history=(
            happened("2031-05-05T06:40:00Z", What.FIRST_SAID, "Ann Lee", "deck-post"),
            happened("2031-05-05T07:05:00Z", What.REPEATED, "Lantern Wire", "deck-wire"),
            happened("2031-05-06", What.UPDATED, "Eastmere Port Authority", "deck-daily"),
        ),
    ),
    claim(
        "pier",
        f"“{P}”",
        [mention(n) for n in ("pier-post", "pier-wire", "pier-cour")],
        lineage([origin(PORT, ["pier-post", "pier-wire", "pier-cour"], merged=[SPEAKS_FOR])], articles=3, outlets=3),
        story=BRIDGE,
    ),
    claim(
        "safe",
        "Tap water in Merrow is safe to drink",
        [mention("safe-mw1"), mention("safe-mw2", Bearing.DENIES), mention("safe-mw3")],
        lineage([origin(WATER, ["safe-mw1", "safe-mw3"])], articles=3, outlets=3),
        story=TAPS,
        standing=Standing.WITHDRAWN,
        history=(
            happened("2031-05-06", What.FIRST_SAID, "Merrow Water", "safe-mw1"),
            happened("2031-05-07", What.WITHDRAWN, "Merrow Water", "safe-mw2"),
        ),
    ),
    claim(
        "steer",
        "The steering had failed twice that week",
        [mention("crew-post"), mention("crew-tide"), mention("union-tide", Bearing.DENIES)],
        lineage(
            [
                origin(
                    CREW,
                    ["crew-post", "crew-tide"],
                    named=False,
                    merged=[
                        Merge(
                            other="Tideline Radio",
                            reason=MergeReason.CITES,
                            says="credits The Harbour Post",
                            statement=sid("crew-tide"),
                        )
                    ],
                )
            ],
            least=1,
            articles=2,
            outlets=2,
        ),
        story=BRIDGE,
        standing=Standing.DENIED,
        against=(
            Against(
                kind=AgainstKind.DENIAL,
                claim=None,
                statement=sid("union-tide"),
                why="The union denies what only an anonymous crew member says.",
            ),
            Against(kind=AgainstKind.NUMBER, claim=DECK, statement=None, why="Made to show a claim against a claim."),
        ),
        history=(
            happened("2031-05-05", What.FIRST_SAID, "a crew member", "crew-post"),
            happened("2031-05-05", What.DENIED, "Dockers' Union", "union-tide"),
        ),
    ),
    claim(
        "kids",
        "Forty children were treated for cramps",
        [mention("kids-mw1"), mention("kids-mw2")],
        lineage([origin(CLINIC, ["kids-mw1", "kids-mw2"])], articles=2, outlets=2),
        story=TAPS,
    ),
    claim(
        "reopen",
        "The bridge will reopen by 12 May",
        [mention("open-daily", Bearing.PREDICTS), mention("shut-daily", Bearing.CONDITIONAL)],
        lineage([origin(PORT, ["open-daily"])]),
        story=BRIDGE,
        standing=Standing.OVERDUE,
        history=(
            happened("2031-05-06", What.FIRST_SAID, "Ann Lee", "open-daily"),
            Development(when=When("2031-05-12"), what=What.FELL_DUE, by=None, statement=None),
        ),
    ),
    claim(
        "video",
        "Video from the harbour cameras showed the barge drifting",
        [mention("video-post")],
        lineage([origin(PORT, ["video-post"])]),
        story=BRIDGE,
    ),
    claim(
        "farm",
        "a farm upstream had spilled slurry",
        [mention("farm-mw4", Bearing.DOES_NOT_KNOW)],
        lineage([], articles=1, outlets=0),
        standing=Standing.OPEN,
    ),
)


def a_briefing(**given):
    articles = {k: r.article for k, r in REVISIONS.items()}
    return Briefing(
        **{
            "readings": READINGS,
            "stories": (
                Story(
                    id=BRIDGE,
                    title="Barge strikes Eastmere bridge",
                    articles=tuple(articles[k] for k in ("post1", "wire1", "courier", "tide", "daily", "klax")),
                    first=When("2031-05-05T06:40:00Z"),
                    last=When("2031-05-08"),
                ),
                Story(
                    id=TAPS,
                    title="Merrow tap water",
                    articles=tuple(articles[k] for k in ("mw1", "mw2", "mw3", "mw4")),
                    first=When("2031-05-06"),
                    last=When("2031-05-08"),
                ),
            ),
            "claims": CLAIMS,
            "echoes": (
                Echo(
                    claim=CLAIMS[2].id,
                    article=articles["mw3"],
                    statement=sid("safe-mw3"),
                    after=When("2031-05-07"),
                ),
            ),
            "changes": (
                Change(
                    url=REVISIONS["daily"].url,
                    article=articles["daily"],
                    earlier=REVISIONS["post1"].id,
                    later=REVISIONS["daily"].id,
                    kind="reworded",
                    before="Seven people were on the deck, the port authority said on Monday.",
                    after="Eleven people were on the deck, the port authority said on Tuesday.",
                ),
                Change(
                    url=REVISIONS["mw1"].url,
                    article=articles["mw1"],
                    earlier=REVISIONS["mw1"].id,
                    later=REVISIONS["mw1"].id,
                    kind="dropped",
                    before="The mayor drank a glass of it in front of cameras.",
                    after=None,
                ),
            ),
            "setbacks": (
                Setback(
                    input="made/broken.jsonl:3", reason="expected one JSON object a line, came half of one; mend it"
                ),
            ),
            **given,
        }
    )
