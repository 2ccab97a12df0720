"""Which way did a claim take, and when? From who vouches, through relays, to the articles that print it.

Decided once, for the terminal, the drawing and JSON. Each way has the passages on which it rests, and says where one of
them was counted into its origin rather than as another one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from firsthand.model.ids import ArticleId
from firsthand.model.when import When
from firsthand.show.views import ClaimView, Merged, Passage, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One origin's word on its way through `relays`, in order, into one article.

    `origin` is the place of the origin among the graph's. `passages` are of one article, in text order, one at least;
    `merged` are those who were counted as the same origin because of them.
    """

    origin: int
    relays: tuple[str, ...]
    passages: tuple[Passage, ...]
    merged: tuple[Merged, ...]

    @property
    def article(self) -> ArticleId:
        """Where it was printed."""
        return self.passages[0].article

    @property
    def outlet(self) -> str:
        """Who printed it."""
        return self.passages[0].outlet

    @property
    def published(self) -> When | None:
        """When it was printed; None where that is not known."""
        return self.passages[0].published


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginGraph:
    """`origins` in the order in which they first appear, `ways` in time; what has no date comes last."""

    origins: tuple[Voice, ...]
    ways: tuple[Way, ...]


def graph_of(claim: ClaimView) -> OriginGraph:
    """The graph of `claim`; empty where no origin is established, or where no passage is there any more."""
    ways = sorted((way for at, voice in enumerate(claim.voices) for way in _ways(voice, at)), key=_in_time)
    place = {at: number for number, at in enumerate(dict.fromkeys(way.origin for way in ways))}
    return OriginGraph(
        origins=tuple(claim.voices[at] for at in place),
        ways=tuple(replace(way, origin=place[way.origin]) for way in ways),
    )


def _ways(voice: Voice, origin: int) -> Iterator[Way]:
    for route in voice.routes:
        for article in dict.fromkeys(p.article for p in route.passages):
            passages = tuple(p for p in route.passages if p.article == article)
            said = {p.statement for p in passages}
            merged = tuple(dict.fromkeys(m for m in voice.merged if m.statement in said))
            yield Way(origin=origin, relays=route.relays, passages=passages, merged=merged)


def _in_time(way: Way) -> tuple[str, str, str, ArticleId, int, int]:
    """Sorts ways: by date, those of one article together, the shorter ones of one origin first."""
    first, last = way.published.sort_key if way.published is not None else ("", "")
    return first or "~", last, way.outlet, way.article, way.origin, len(way.relays)
