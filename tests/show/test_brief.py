from dataclasses import replace
from datetime import date

import pytest
from factories import a_claim, a_reading, a_revision, a_statement
from show.made import CLAIMS, REVISIONS, a_briefing

from firsthand.model.briefing import Briefing
from firsthand.model.claim import Against, AgainstKind, Bearing, Mention, Origin, Standing
from firsthand.model.statement import Access, Certainty, Evidence, SpeechAct
from firsthand.model.story import What
from firsthand.show.brief import NO_OUTLET, NO_STORY, passages_of, relays_of, view


def shown(number):
    return next(c for c in view(a_briefing()).claims if c.number == number)


def test_it_opens_with_what_was_read_and_found():
    seen = view(a_briefing())
    assert seen.read == "10 articles from 7 outlets, published 5 to 8 May 2031"
    assert seen.counts == "2 stories, 8 claims"
    assert seen.found == "20 attributed statements and 1 input not read in full"
    assert seen.thin == "7 of 8 claims rest on a single origin, or on none that is known."


def test_a_claim_says_its_figures():
    assert shown(1).figures == "1 to 2 origins for different figures: at least 7, 11; 5 mentions"
    assert shown(2).figures == "1 origin, 3 mentions"
    assert shown(8).figures == "no origin established, 1 mention"
    assert shown(1).spread == "5 articles, 5 outlets"


def test_claims_keep_the_order_in_which_they_came():
    assert [c.id for c in view(a_briefing()).claims] == [c.id for c in CLAIMS]


def test_stories_come_in_the_order_of_their_most_carried_claim_and_loose_claims_last():
    assert [s.title for s in view(a_briefing()).stories] == [
        "Barge strikes Eastmere bridge",
        "Merrow tap water",
        NO_STORY,
    ]
    turned = view(a_briefing(claims=(CLAIMS[2], *CLAIMS[:2])))
    assert [s.title for s in turned.stories] == ["Merrow tap water", "Barge strikes Eastmere bridge"]


def test_who_says_so_and_through_whom():
    (voice,) = shown(2).voices
    assert voice.actor == "Eastmere Port Authority"
    assert [(route.relays, route.outlets, len(route.passages)) for route in voice.routes] == [
        ((), ("The Harbour Post",), 1),
        (("Lantern Wire",), ("Lantern Wire", "Northgate Courier"), 2),
    ]
    assert sorted(p.statement for r in voice.routes for p in r.passages) == sorted(p.statement for p in voice.passages)
    assert voice.counted_in == ("Ann Lee (“port authority chief Ann Lee” speaks for the Eastmere Port Authority)",)


@pytest.mark.parametrize(
    ("cited", "through"),
    [
        ("The Harbour Post", ("The Harbour Post",)),
        ("Harbour Post", ("The Harbour Post",)),
        ("Tideline Radio", ()),
        ("The Evening Lamp", ()),
        ("Ann Lee", ()),
    ],
)
def test_who_goes_back_no_further_than_to_another_outlet_has_it_through_that(cited, through):
    first = a_revision("Ann Lee said the bridge is shut.", url="https://post.example/1")
    later = a_revision(
        f"The bridge is shut, {cited} reported.", url="https://tide.example/1", outlet="Tideline Radio", published=None
    )
    said = [
        a_statement(first),
        a_statement(later, source=cited, cue="reported", content="The bridge is shut"),
    ]
    readings = tuple(a_reading(r, [s]) for r, s in zip((first, later), said, strict=True))
    origin = Origin(actor="Ann Lee", entity=None, named=True, statements=tuple(s.id for s in said), merged=())
    claim = a_claim(readings[0], lineage=replace(CLAIMS[0].lineage, origins=(origin,)))
    (voice,) = view(a_briefing(readings=readings, claims=(claim,), echoes=(), changes=(), stories=())).claims[0].voices
    assert {p.outlet: route.relays for route in voice.routes for p in route.passages}["Tideline Radio"] == through


def test_a_passage_says_whose_where_and_how():
    first = shown(5).voices[0].passages[0]
    assert first.quoted == "Forty children were treated for cramps"
    assert first.way == ("Dr Ilse Vahn", "The Harbour Post")
    assert first.manner == "paraphrased, certain, points to a document and own observation, first hand"


@pytest.mark.parametrize(
    ("certainty", "supports", "denies"),
    [
        (Certainty.CERTAIN, "certain", "certain"),
        (Certainty.CERTAINLY_NOT, "certain", "denies it"),
        (Certainty.PROBABLY_NOT, "probable", "thinks it is not so"),
        (Certainty.POSSIBLY_NOT, "possible", "thinks it may not be so"),
    ],
)
def test_only_who_speaks_against_a_claim_is_said_to_deny(certainty, supports, denies):
    reading = a_reading(statements=[a_statement(certainty=certainty)])
    (said,) = reading.statements
    for bearing, words in ((Bearing.SUPPORTS, supports), (Bearing.DENIES, denies)):
        claim = a_claim(
            reading,
            mentions=(Mention(article=reading.revision.article, statement=said.id, bearing=bearing),),
            lineage=replace(a_claim(reading).lineage, origins=()),
        )
        (seen,) = view(
            Briefing(readings=(reading,), stories=(), claims=(claim,), echoes=(), changes=(), setbacks=())
        ).claims
        (cited,) = [*seen.others, *(o.passage for o in seen.against)]
        assert cited.manner == f"paraphrased, {words}"


def test_of_one_article_the_speech_act_says_who_denies():
    for act, words in ((SpeechAct.DENY, "denies it"), (SpeechAct.ASSERT, "certain")):
        reading = a_reading(statements=[a_statement(certainty=Certainty.CERTAINLY_NOT, speech_act=act)])
        ((_, cited),) = passages_of(reading)
        assert cited.manner == f"paraphrased, {words}"


def test_a_conclusion_is_said_once_and_nothing_where_nothing_is_known():
    for access in (Access.INFERENCE, Access.UNKNOWN):
        said = a_statement(evidence=(Evidence.INFERENCE,), access=access)
        ((_, cited),) = passages_of(a_reading(statements=[said]))
        assert cited.manner == "paraphrased, certain, a conclusion"
    ((_, bare),) = passages_of(a_reading(statements=[a_statement(evidence=(Evidence.UNSPECIFIED,))]))
    assert bare.manner == "paraphrased, certain"


def test_a_claim_that_begins_with_a_pronoun_names_its_one_speaker():
    reading = a_reading()
    he = a_claim(reading, text="He was called by a farmer")
    two = replace(he, lineage=replace(he.lineage, origins=he.lineage.origins * 2))
    unnamed = replace(he, lineage=replace(he.lineage, origins=(replace(he.lineage.origins[0], named=False),)))
    for claim, text in ((he, "Ann Lee: he was called by a farmer"), (two, he.text), (unnamed, he.text)):
        (seen,) = view(a_briefing(claims=(claim,), echoes=())).claims
        assert seen.text == text


def test_since_says_what_is_shown_or_that_nothing_happened():
    day = date(2031, 5, 9)
    nothing = view(a_briefing(claims=(), echoes=(), changes=()), day)
    assert (nothing.limits, nothing.stories) == ("Nothing happened since 9 May 2031 in these 10 articles.", ())
    assert view(a_briefing(), day).limits == "Only what happened since 9 May 2031."
    assert view(a_briefing()).limits == ""
    assert len(view(a_briefing(claims=CLAIMS[:1], changes=(), echoes=()), day).stories) == 1


def test_dates_in_reasons_are_words():
    reason = Against(kind=AgainstKind.NUMBER, claim=CLAIMS[1].id, statement=None, why="7 and 11 on 2031-05-05.")
    (seen,) = view(a_briefing(claims=(replace(CLAIMS[0], against=(reason,)),), echoes=())).claims
    assert seen.against[0].why == "7 and 11 on 5 May 2031."


def test_a_denial_says_who_once():
    (denial, _) = shown(4).against
    assert (denial.heading, denial.why) == ("Denial by Dockers' Union", "")
    said = a_statement(a_revision("We said the bridge is shut."), source="We")
    said = replace(said, chain=tuple(replace(h, actor="We") if h.actor == "Ann Lee" else h for h in said.chain))
    reading = a_reading(a_revision("We said the bridge is shut."), statements=[said])
    ours = replace(CLAIMS[3], against=(replace(CLAIMS[3].against[0], statement=said.id),), mentions=())
    (seen,) = view(a_briefing(readings=(reading,), claims=(ours,), stories=(), echoes=(), changes=())).claims
    assert [o.heading for o in seen.against] == ["Denial by “We” in The Harbour Post"]


def test_a_story_says_whose_headline_it_has():
    assert [s.by for s in view(a_briefing()).stories] == ["The Harbour Post", None, None]
    named = replace(a_briefing().stories[0], title=REVISIONS["klax"].title)
    assert view(a_briefing(stories=(named,))).stories[0].by == REVISIONS["klax"].outlet == "Klaxon"


def test_a_broken_quotation_is_bridged():
    assert shown(1).voices[0].passages[0].quoted == (
        "“The pier was hit at 4.10am,” … “and at least seven people were on the deck.”"
    )


def test_what_speaks_against_it_is_shown_with_its_passage_or_its_claim():
    denial, number = shown(4).against
    assert (denial.kind, denial.passage.quoted) == ("Denial", "that the steering had failed")
    assert (number.claim, number.text, number.passage) == (1, "At least seven people were on the deck", None)


def test_a_denial_that_no_record_names_is_not_lost():
    (denial,) = shown(3).against
    assert denial.passage.quoted == "that the water is safe to drink"


def test_who_leaves_it_open_is_among_the_others():
    assert [(p.bearing, p.quoted) for p in shown(6).others] == [(Bearing.CONDITIONAL, "it will stay shut all summer")]


def test_every_mention_is_shown_somewhere():
    for claim, seen in zip(CLAIMS, view(a_briefing()).claims, strict=True):
        said = {p.statement for v in seen.voices for p in v.passages} | {p.statement for p in seen.others}
        said |= {o.passage.statement for o in seen.against if o.passage}
        assert {m.statement for m in claim.mentions} <= said


def test_what_changed_leaves_out_that_it_was_said_again():
    events = shown(1).events
    assert [e.what for e in events] == ["first said", "updated"]
    assert [e.what for e in shown(1).changes] == ["updated"]
    assert any(d.what is What.REPEATED for d in CLAIMS[0].history)


def test_echoes_and_edits_are_where_they_belong():
    seen = view(a_briefing())
    (echo,) = shown(3).echoes
    assert (echo.passage.outlet, echo.says) == ("Klaxon", "published after it was withdrawn (8 May 2031)")
    assert [e.kind for s in seen.stories for e in s.edits] == ["Reworded", "Dropped"]


def test_an_edit_outside_any_story_is_shown():
    seen = view(a_briefing(stories=()))
    assert [(s.title, len(s.edits)) for s in seen.stories] == [(NO_STORY, 2)]


def test_the_values_in_their_order():
    assert [v.value for v in shown(1).values] == ["at least 7 people", "7 people", "11 people", "7 people"]


def test_said_once_and_no_more_is_slight():
    assert [c.number for c in view(a_briefing()).claims if c.is_slight] == [7, 8]
    reading = a_reading()
    once = a_claim(reading, standing=Standing.ASSERTED)
    for standing in Standing:
        briefing = a_briefing(readings=(reading,), claims=(replace(once, standing=standing),), echoes=(), changes=())
        assert view(briefing).claims[0].is_slight is (standing in (Standing.ASSERTED, Standing.OPEN))


def test_what_is_no_longer_in_the_reading_is_left_out_and_nothing_breaks():
    gone = a_briefing(readings=())
    seen = view(gone)
    assert seen.read == "0 articles, without a date"
    assert all(not v.passages for c in seen.claims for v in c.voices)
    assert len(seen.claims) == len(CLAIMS)


def test_a_mention_of_an_unknown_article_has_no_date():
    ghost = replace(CLAIMS[0], mentions=(Mention(article="a-x", statement="s-x", bearing=Bearing.SUPPORTS),))
    (mark,) = view(a_briefing(claims=(ghost,))).claims[0].marks
    assert (mark.when, mark.outlet) == (None, NO_OUTLET)


def test_quotation_marks_that_only_frame_a_claim_are_left_to_the_face():
    assert not shown(2).text.startswith("“")
    inner = a_claim(a_reading(), text="the bridge was “gone”")
    assert view(a_briefing(claims=(inner,))).claims[0].text == "the bridge was “gone”"


def test_one_article_can_be_cited_by_itself():
    said = a_statement(relays=["Wire", "Radio", "Wire"])
    reading = a_reading(statements=[said])
    ((first, cited),) = passages_of(reading)
    assert first is said
    assert cited.way == ("Ann Lee", "Wire", "Radio", "Wire", "The Harbour Post")
    assert relays_of(said.chain) == ("Wire", "Radio")


def test_nothing_is_a_briefing_too():
    seen = view(Briefing(readings=(), stories=(), claims=(), echoes=(), changes=(), setbacks=()))
    assert (seen.stories, seen.thin) == ((), "")
