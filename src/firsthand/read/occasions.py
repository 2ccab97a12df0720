"""On what occasion, told in the sentences before, was it said?

"Lee has given an interview to the Post. She said it rained": what she said came through the Post.

An interview, or papers that a leak site published, hold for the sentences that go on from them, though these name the
outlet no more. Where the same person merely goes on, the relay is inferred (`chain.carried-over`).
"""

import re
from collections.abc import Iterator, Sequence

from firsthand.model.entity import Entity
from firsthand.model.ids import EntityId
from firsthand.model.span import Span
from firsthand.model.statement import Hop
from firsthand.read.attribution import Attribution
from firsthand.read.frame import anchor_of
from firsthand.read.lexicons import word_set
from firsthand.read.relays import Link, outlets_within, relay_of
from firsthand.read.who import Cast

_REACH = 500
"""Code points before a statement in which its occasion is looked for, within the paragraph."""
_NEAR = 70
"""Code points before or behind an outlet's name in which the occasion is told."""
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_GIVEN = re.compile(
    r"(?:\binterviews? (?:with|to|for|on|in)|\b(?:spoke|speaks|spoken|talked|talks)(?:,[^,.]{1,20},)? (?:to|with|on)|"
    r"\b(?:has been|was|went|appeared|appears) on) (?:the )?(?:[a-z]+ ){0,2}$"
)
_LEADS = re.compile(r"(?: [a-z]+){1,3} (?:an?|its) (?:[a-z-]+ )?interview with ")
_PUBLISHED = re.compile(
    r"\b(?:published|posted|released|leaked|obtained|disclosed|appeared|surfaced|passed|put|made public|uploaded)\b"
    r"[^.;]{0,50}\b(?:by|on) (?:the |an? )?(?:[a-z-]+ ){0,3}(?:The )?$"
)
_PUBLISHES = re.compile(
    r"(?:, [^.]{3,80},)? (?:has |had )?(?:published|posted|released|put out|leaked|obtained|put online)\b"
)
_IN_PAPERS = re.compile(
    r"\b(?:in|according to) (?:one|another|it|them|these|the (?:(?:first|second|last|same|other) )?"
    r"(?:e-?mails?|letters?|memos?|memorandum|messages?|notes?|papers?|documents?|files?|report))\b",
    re.IGNORECASE,
)


def told_before(attribution: Attribution, text: str, cast: Cast, origin: Hop, *, apart: bool) -> list[Link]:
    """The relays of the occasion on which it was said, where the sentences before tell it; none as a rule.

    What was said `apart`, at another time, was not said in the interview before.
    """
    anchor = anchor_of(attribution)
    begin = min(anchor.start, attribution.content[0].start)
    start = max(text.rfind("\n", 0, begin) + 1, begin - _REACH)
    outlets = outlets_within(Span(start, begin), cast)
    if not outlets:
        return []
    span, entity = outlets[-1]
    if _is_of_papers(attribution, text, cast.around(attribution).frame) and _publishes(text, span):
        return [relay_of(entity, span, "it stands in papers that came through it", step="chain.papers")]
    if origin.entity is not None and not apart and _gave_interview(text, span, start, begin, cast, origin.entity):
        return [relay_of(entity, span, "it was said in the interview that is told of before", step="chain.occasion")]
    return []


def _is_of_papers(attribution: Attribution, text: str, frame: Sequence[Span]) -> bool:
    """Whether it was written, or is said to stand "in one" of some papers."""
    cue = attribution.cue.of(text).casefold().split() if attribution.cue is not None else ()
    if not word_set("chain", "passing", "writing").isdisjoint(cue):
        return True
    return any(_IN_PAPERS.search(text, stretch.start, stretch.end) for stretch in frame)


def _publishes(text: str, span: Span) -> bool:
    """Whether the outlet at `span` is told to have published papers of others."""
    before = text[max(span.start - 2 * _NEAR, 0) : span.start]
    if _PUBLISHED.search(before) or before.endswith(("leak site ", "leaks site ")):
        return True
    return _PUBLISHES.match(text, span.end) is not None


def _gave_interview(text: str, span: Span, start: int, begin: int, cast: Cast, who: EntityId) -> bool:
    """Whether the sentence with the outlet at `span` tells that `who` was interviewed by it."""
    around = _sentence(text, span, start, begin)
    if around.end >= begin or not any(entity.id == who for entity in _named(around, cast)):
        return False
    before = text[max(span.start - _NEAR, around.start) : span.start]
    given = _GIVEN.search(before) is not None and not before.endswith("site ")  # what appeared on a site are papers
    return given or _LEADS.match(text, span.end) is not None


def _named(stretch: Span, cast: Cast) -> Iterator[Entity]:
    return (entity for _, entity in cast.named_in(stretch))


def _sentence(text: str, span: Span, start: int, end: int) -> Span:
    """The stretch around `span` up to full stops, roughly."""
    first = max((text.rfind(mark, start, span.start) for mark in (". ", "? ", "! ")), default=-1)
    stops = [at for mark in (". ", "? ", "! ", ".\n") if (at := text.find(mark, span.end, end + 1)) >= 0]
    return Span(first + 2 if first >= 0 else start, min(stops, default=end))
