"""Made voices and passages, to be drawn: routes are given as relays and outlets, an article a mention."""

from dataclasses import replace

from show.made import a_briefing

from firsthand.model.ids import content_id
from firsthand.model.when import When
from firsthand.show.brief import view
from firsthand.show.views import Passage, Route, Voice

CLAIM = view(a_briefing()).claims[0]


def a_passage(outlet="The Harbour Post", published="2031-05-04", words="the bridge is shut", article=None):
    article = article or content_id("a", outlet, published, words)
    return Passage(
        statement=content_id("s", article, words),
        article=article,
        pieces=(words,),
        speaker="Ann Lee",
        outlet=outlet,
        title="Bridge shut",
        published=When(published) if published else None,
        bearing=None,
        manner="quoted, certain",
        way=("Ann Lee", outlet),
    )


def a_voice(actor="Ann Lee", *routes, named=True, merged=()):
    """Each route is its relays and its mentions: passages, or names of outlets."""
    made = tuple(
        Route(
            relays=tuple(relays),
            passages=tuple(p if isinstance(p, Passage) else a_passage(p, article=content_id("a", p)) for p in mentions),
        )
        for relays, mentions in routes
    )
    passages = tuple(p for route in made for p in route.passages)
    return Voice(actor=actor, named=named, routes=made, gives=(), merged=tuple(merged), passages=passages)


def a_claim_of(*voices, **given):
    return replace(CLAIM, voices=voices, **given)
