"""Whom else does the sentence credit, beside its source? "citing the ministry", "told the Harbour Post".

Found by the words of the outlet around a statement, before it is known what the names in them mean; `read.who` says
that, and `read.chain` makes hops of those that are actors.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from firsthand.model.span import Span, joined
from firsthand.read.attribution import Attribution
from firsthand.read.frame import REACH, anchor_of, frame_of, sentence_at
from firsthand.read.lexicons import word_set, words
from firsthand.text.phrasing import any_of

_START = attrgetter("start")
_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_CAPITAL = re.compile(r" [A-Z]")
_STOPS = frozenset(',;:()[]“”"\n!?—–')
_MARKS = frozenset('“"«')
NEXT = "then cites"
"""The words of a credit that the next sentence gives."""
_NEXT = re.compile(
    r"[.”\"’)]*[ ](It|They|The (?:same )?(?:news )?(?:agency|broadcaster|channel|daily|magazine|network|newspaper|"
    r"outlet|paper|programme|report|site|station|tabloid|website|weekly|wire)) "
    r"(?:cites|cited|quotes|quoted|attributes? (?:it|this|that) to|is citing)(?= )"
)
_OCCASION_WORDS = 40
"""Code points before "interview" in which "in an exclusive" has room."""
_TAIL = 200
"""Code points at the end of a content in which an interview may still be named as its occasion."""
_LONGEST_MARKER = 40
"""Code points of the longest words after which somebody is cited."""
_LONGEST_CITED = 160
"""Code points of those who are quoted "as saying" something."""
_AS_SAYING = re.compile(r"(?: |, )as (?:saying|claiming|warning|suggesting|arguing|telling [a-z]+)(?: that)? ")
_MOST_CITED = 14
"""Words of those who are cited, what is told of them included ("two people briefed on the inquiry")."""
_MOST_WORDS = 10
"""Words that the name of a credited actor may have, its attributes included."""


class CreditKind(StrEnum):
    """Whether somebody is passed on, or is the one who passes on."""

    CITES = "cites"
    THROUGH = "through"


class Credit(NamedTuple):
    """An actor beside the source: the `words` that credit, where they stand, and where the actor's name stands."""

    kind: CreditKind
    words: str
    marker: Span
    actor: Span


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around an attribution: the outlet's own words (`frame`), and who is credited in them."""

    frame: tuple[Span, ...] = ()
    credits: tuple[Credit, ...] = ()
    sources: tuple[Span, ...] = ()
    """The sources of other attributions that stand in the frame."""


def _own_frame(attribution: Attribution, text: str, said: Sequence[Span]) -> tuple[Span, ...]:
    """The outlet's words around `attribution`, without what others say in the same sentence.

    `said` are the contents of all attributions, by where they begin. What this one lies in is not taken away.
    """
    anchor = anchor_of(attribution)
    stretches = frame_of(attribution, text)
    if not stretches:
        return ()
    first = bisect_left(said, stretches[0].start - REACH, key=_START)
    last = bisect_left(said, stretches[-1].end, key=_START)
    away = joined(s for s in said[first:last] if not s.overlaps(anchor))
    return tuple(piece for stretch in stretches for piece in _without(stretch, away))


def _without(stretch: Span, away: Sequence[Span]) -> Iterator[Span]:
    start = stretch.start
    for span in away:
        if not span.overlaps(stretch):
            continue
        if span.start > start:
            yield Span(start, span.start)
        start = max(start, span.end)
    if start < stretch.end:
        yield Span(start, stretch.end)


def look_around(
    attribution: Attribution, text: str, said: Sequence[Span] = (), sources: Sequence[Span] = ()
) -> Surroundings:
    """The outlet's words around `attribution`, and who is credited in them, in text order.

    Who is credited within the source counts only after "citing". `said` are the contents of all attributions, by
    where they begin: what others say in the same sentence is not the outlet's, and whom another of the `sources` (by
    where they begin) credits behind a semicolon is not credited here. An interview named at the end of an
    indirect content ("would sail, in an interview with the Post") is the outlet's word too.
    """
    frame = _own_frame(attribution, text, said)
    open_ended = [span for span in attribution.content if text[span.start : span.start + 1] not in _MARKS]
    tails = [Span(max(span.start, span.end - _TAIL), span.end) for span in open_ended[-1:]]
    stretches = [(stretch, False) for stretch in frame] + [(tail, True) for tail in tails]
    found = [
        credit for stretch, inside in stretches for credit in _credits_in(stretch, attribution, text, inside=inside)
    ]
    found += _cited_next(attribution, text)
    return Surroundings(frame, tuple(found), _sources_in(frame, attribution, sources))


def _sources_in(frame: Sequence[Span], attribution: Attribution, sources: Sequence[Span]) -> tuple[Span, ...]:
    own = attribution.source
    inside = []
    for stretch in frame:
        first, last = bisect_left(sources, stretch.start, key=_START), bisect_left(sources, stretch.end, key=_START)
        inside += [s for s in sources[first:last] if own is None or not s.overlaps(own)]
    return tuple(dict.fromkeys(inside))


def _cited_next(attribution: Attribution, text: str) -> Iterator[Credit]:
    """Whom the next sentence says that it was taken from: "The paper cites two officers"."""
    end = sentence_at(text, attribution.content[-1]).end
    match = _NEXT.match(text, end)
    actor = _actor_after(text, match.end(), match.end() + REACH) if match else None
    if match is not None and actor is not None:
        yield Credit(CreditKind.CITES, NEXT, Span(match.start(1), match.end()), actor)


def _credits_in(stretch: Span, attribution: Attribution, text: str, *, inside: bool) -> Iterator[Credit]:
    for match in _pattern().finditer(text, stretch.start, stretch.end):
        marker = " ".join(match[0].casefold().split())
        actor = _actor_after(text, match.end(), stretch.end)
        kind = CreditKind.CITES if marker in word_set("chain", "credits", "cites") else CreditKind.THROUGH
        tail = kind is CreditKind.CITES and text[match.start() - 2 : match.start()] == ", "
        if actor is None or (inside and not tail and not _is_interview(text, match)):
            continue
        if is_apart(attribution, match.start(), text):
            continue
        own = attribution.source is not None and actor.overlaps(attribution.source)
        if own and kind is CreditKind.THROUGH and not _lies_late(attribution, actor):
            continue
        yield Credit(kind, marker, Span(*match.span()), actor)


def is_apart(attribution: Attribution, at: int, text: str) -> bool:
    """Whether a semicolon outside of the content stands between the cue and the offset: another clause, another's."""
    anchor = anchor_of(attribution)
    low, high = (anchor.end, at) if at >= anchor.end else (at, anchor.start)
    mark = text.find(";", low, high)
    while mark >= 0:
        if not any(span.start <= mark < span.end for span in attribution.content):
            return True
        mark = text.find(";", mark + 1, high)
    return False


def names_somebody(words_cited: str) -> bool:
    """Whether what media cite is somebody, or papers, and no mere reason.

    >>> names_somebody("two pilots"), names_somebody("heavy fog"), names_somebody("a lack of fuel")
    (True, False, False)
    """
    said = [word.casefold() for word in _WORD.findall(words_cited)]
    head = next(
        (at for at, word in enumerate(said) if at and word in word_set("chain", "credits", "behind_head")), len(said)
    )
    if not said or said[head - 1] in word_set("chain", "credits", "reasons"):
        return False
    listed = said[head - 1] in word_set("names", "stand_ins", "people") | word_set("names", "stand_ins", "documents")
    return (
        listed
        or said[head - 1].endswith("s")
        or said[0] in word_set("chain", "credits", "determiners")
        or words_cited[:1] in _MARKS
    )


def without_cited(attribution: Attribution, text: str) -> Attribution:
    """The same attribution, a content that begins with whom the outlet cites cut down to what is said.

    Of "Northwire, citing two pilots, reports that it rained" a tagger may take "two pilots" into the content.
    """
    first = attribution.content[0]
    if not _follows_marker(first, text):
        return attribution
    saying = _AS_SAYING.search(text, first.start, min(first.end, first.start + _LONGEST_CITED))
    if saying is not None and saying.end() < first.end:
        return replace(attribution, content=(Span(saying.end(), first.end), *attribution.content[1:]))
    end = _end_of_cited(first, text)
    rest = attribution.content[1:]
    if not _is_actor(Span(first.start, end).of(text)):
        return attribution  # "citing problems in the north, the south and elsewhere": all of it is what is said
    if end >= first.end - 1 and rest:
        said = Span(end, rest[0].start).stripped(text)
        verb = Span(said.start + 2, said.end) if text.startswith(", ", said.start) else said
        cue = verb if len(verb) > 1 and verb.of(text).replace(" ", "").isalpha() else attribution.cue
        return replace(attribution, content=rest, cue=cue)
    if text.startswith(", ", end) and end + 2 < first.end:
        return replace(attribution, content=(Span(end + 2, first.end), *rest))
    return attribution


def _is_actor(words_cited: str) -> bool:
    """Whether the head of what is cited is people's or papers' noun, or a name."""
    said = _WORD.findall(words_cited)
    behind = word_set("chain", "credits", "behind_head")
    head = next((word for word, after in pairwise([*said, ""]) if not after or after.casefold() in behind), "")
    listed = word_set("names", "stand_ins", "people") | word_set("names", "stand_ins", "documents")
    return head[:1].isupper() or head.casefold() in listed


def _follows_marker(span: Span, text: str) -> bool:
    before = text[max(span.start - _LONGEST_MARKER, 0) : span.start].casefold()
    return before.endswith(tuple(f"{marker} " for marker in words("chain", "credits", "cites")))


def _end_of_cited(span: Span, text: str) -> int:
    """Where those end that a content begins with after "citing": before the first comma, if that is near."""
    comma = text.find(", ", span.start, span.end)
    end = comma if comma >= 0 else span.end
    return end if len(text[span.start : end].split()) <= _MOST_CITED else span.start


def is_mere_credit(attribution: Attribution, text: str) -> bool:
    """Whether all that it holds is a name after "citing": a credit of another statement, and none of its own."""
    if attribution.cue is None or len(attribution.content) != 1:
        return False
    cue = " ".join(attribution.cue.of(text).casefold().split())
    content = attribution.content[0]
    if cue not in word_set("chain", "credits", "cites") or content.start < attribution.cue.end:
        return False
    actor = _actor_after(text, attribution.cue.end, min(content.end, attribution.cue.end + REACH))
    if actor is not None and content.end <= actor.end + 2:
        return True
    within = _follows_marker(content, text) and text[content.end : content.end + 2] == ", "
    return within and _end_of_cited(content, text) == content.end


def _is_interview(text: str, match: re.Match[str]) -> bool:
    """Whether an interview is given as the occasion: "in an interview with"."""
    before = text[max(0, match.start() - _OCCASION_WORDS) : match.start()].casefold().split()
    return match[0].casefold().startswith("interview ") and bool({"in", "during"} & set(before[-4:]))


def _lies_late(attribution: Attribution, actor: Span) -> bool:
    """Whether the actor stands within the source, but is not what it begins with ("Lee, in an interview with X")."""
    source = attribution.source
    return source is not None and actor.start > source.start + 2 and source.contains(actor)


@cache
def _pattern() -> re.Pattern[str]:
    markers = any_of((*words("chain", "credits", "cites"), *words("chain", "credits", "through")))
    return re.compile(rf"\b{markers}(?= )", re.IGNORECASE)


def _actor_after(text: str, start: int, end: int) -> Span | None:
    """The words after a marker, up to a mark of punctuation or a word that cannot be in a name."""
    first, last = 0, 0
    for place, match in enumerate(_words(text, start, end)):
        gap = text[(last or start) : match.start()]
        if not _STOPS.isdisjoint(gap) or (
            ". " in gap and len(text[first:last]) > 1 and not _abbreviated(text, first, last)
        ):
            break
        word = match[0]
        day = word in word_set("names", "sentence", "times")
        if place and day and not _begins_name(text, first, match, end):
            break
        if word.casefold() in word_set("chain", "ends", "words") or place >= _MOST_WORDS:
            break
        if not last:
            if day and not _begins_name(text, match.start(), match, end):
                return None
            first = match.start()
        last = match.end()
    held = text[first:last].rsplit(" ", 1) if last else []
    if len(held) > 1 and held[1] in ("at", "by", "early", "in", "late", "of", "on", "to"):
        last = first + len(held[0])
    return Span(first, last) if last else None


def _begins_name(text: str, first: int, word: re.Match[str], end: int) -> bool:
    """Whether a day is the first word of a name: "the Sunday Heron", and not "the Heron Sunday"."""
    return (
        text[first : word.start()].casefold().strip() in ("", "the")
        and _CAPITAL.match(text, word.end(), end) is not None
    )


def _words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return _WORD.finditer(text, start, end)


def _abbreviated(text: str, first: int, last: int) -> bool:
    word = text[first:last].rsplit(" ", 1)[-1]
    return len(word) == 1 or word.casefold() in word_set("names", "titles", "points")
