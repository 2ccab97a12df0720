"""What do rules know better than the encoder? Where the outlet speaks itself, where a speaker goes on, what is a gloss.

What the encoder's teachers marked otherwise than an editor needs: "said A and warned of B" is two statements; "...,
likely as a result of the pact" is the outlet's own judgement, not its source's; "he said, referring to the DPRK" is a
gloss and says nothing; a source is whole with "who asked not to be named"; "put the loss at 40 tonnes" is a statement.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from firsthand.model.span import Span, SpanIndex, hull
from firsthand.read import lexicons
from firsthand.read.sheet import Noted, Part

_JUDGED = 0.6
"""How sure an own judgement is. Set by hand."""
_OPENING = 40
"""Code points at the head of a content in which a wish not to be named stands. Set by hand."""
_LONGEST_JUDGEMENT = 300
"""Code points up to the end of its clause."""


def refine(noted: Sequence[Noted], text: str, quoted: SpanIndex) -> Iterator[Noted]:
    """The same attributions, and the outlet's own; none is a gloss, none runs on into another's words.

    `quoted` are the text's quotations, in which neither a second content nor an own judgement is looked for.
    """
    own = tuple(_own_judgements(text, quoted))
    starts = SpanIndex(one.cue.span for one in own)
    figures = tuple(_figures(text, quoted, noted))
    kept_out = SpanIndex(one.cue.span for one in (*own, *figures))
    told = [one for one in noted if not kept_out.overlaps(one.cue.span) and not _says_nothing(one, text)]
    cues = SpanIndex(one.cue.span for one in told)
    for one in told:
        cue = one.cue._replace(span=_without_time(one.cue.span, text))
        contents = tuple(_cut_before(content, starts, text) for content in one.contents)
        kept = tuple(content for content in contents if len(content.span))
        if kept:
            source = _whole(one.source, cue.span, cues, text) if one.source else None
            if source is None or len(source.span):
                yield from _each(one._replace(cue=cue, contents=kept, source=source), text, quoted)
    yield from own
    yield from figures


def may_report(text: str) -> bool:
    """Whether a content may report what somebody said in turn: it has a verb of saying, or names a source."""
    return _reporting().search(text) is not None


@cache
def _shown() -> re.Pattern[str]:
    return _any(*(noun for kind in _SHOWN for noun in lexicons.words("evidence", "nouns", kind)))


_SHOWN = ("video", "image", "audio", "document", "data")


def is_evidence(source: Span, text: str) -> bool:
    """Whether a source is a thing that is shown, no speaker: what Ito issued is [satellite images] alleging that ..."""
    return _shown().search(text, max(source.end - _LONGEST_THING, source.start), source.end) is not None


_LONGEST_THING = 20
"""Code points at the end of a source in which its noun stands."""


@cache
def _reporting() -> re.Pattern[str]:
    return _any(*lexicons.words("reporting", "verbs", "said"), *lexicons.words("reporting", "phrases", "before"))


def _any(*phrases: str) -> re.Pattern[str]:
    """Any of the phrases, as whole words; those with one beginning are together, so that few are tried at each word."""
    endings: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        endings[phrase[:_BEGINNING]].append(re.escape(phrase[_BEGINNING:]))
    together = (f"{re.escape(beginning)}(?:{'|'.join(held)})" for beginning, held in endings.items())
    return re.compile(rf"\b(?:{'|'.join(together)})\b", re.IGNORECASE)


_BEGINNING = 2
"""Letters; with more, there are too many beginnings to try."""


@cache
def _gloss() -> re.Pattern[str]:
    return _any(*lexicons.words("reporting", "phrases", "gloss"))


@cache
def _anonymity() -> re.Pattern[str]:
    return _any(*lexicons.words("reporting", "phrases", "anonymity"))


def _says_nothing(one: Noted, text: str) -> bool:
    """Whether it only glosses a word, or tells that somebody will not be named."""
    if _gloss().fullmatch(one.cue.span.of(text).strip(" ,")):
        return True
    first = one.contents[0].span
    return _anonymity().search(text, first.start, min(first.start + _OPENING, first.end)) is not None


@cache
def _time() -> re.Pattern[str]:
    times = "|".join(map(re.escape, lexicons.words("reporting", "words", "time")))
    starts = "|".join(map(re.escape, lexicons.words("reporting", "words", "time_starts")))
    return re.compile(rf"(?<![\s,])[\s,]++(?:(?:{starts})\s+)?(?:{times})\b", re.IGNORECASE)


def _without_time(cue: Span, text: str) -> Span:
    """A cue up to when it was said: [claimed] on Tuesday."""
    found = _time().search(text, cue.start, cue.end)
    return Span(cue.start, found.start()) if found and found.start() > cue.start else cue


_BOTH = re.compile(r"\s{1,10}(?:both|each|all)\b")
_JOINED = re.compile(r"(?:[A-Z][\w.'’-]* ){1,4}and \Z")
_RELATIVE = re.compile(r"(,?\s+(?:who|which|whose|that)\b[^.\n“”\"]{3,200}?)[,\s]*")
_LOOK_BACK = 100
"""Code points before a source in which the first of two may stand."""


def _whole(source: Part, cue: Span, cues: SpanIndex, text: str) -> Part:
    """A source with all that tells who it is: [Ukraine and Peru] both; [two officials, who asked for ...], say."""
    span = source.span.stripped(text, " ,;:—–\n")
    clause = _RELATIVE.fullmatch(text, span.end, cue.start) if span.end < cue.start else None
    if clause and not cues.overlaps(Span(*clause.span(1))):
        span = Span(span.start, clause.end(1))
    low = max(span.start - _LOOK_BACK, 0)
    both = _BOTH.search(text, max(span.end - len(" both"), span.start), min(span.end + len(" both") + 1, len(text)))
    first = _JOINED.search(text[low : span.start]) if both else None
    if first and both:
        span = Span(low + first.start(), min(span.end, both.start()))
    return source._replace(span=span)


@cache
def _second() -> re.Pattern[str]:
    said = "|".join(map(re.escape, lexicons.words("reporting", "verbs", "said")))
    governs = "|".join(map(re.escape, lexicons.words("reporting", "verbs", "governs")))
    return re.compile(
        rf"(?:,|(?<![\s,]))\s++(?:and|but)\s+(?:also\s+|then\s+|later\s+)?((?:{said})\s+(?:{governs}))\s+"
    )


def _each(one: Noted, text: str, quoted: SpanIndex) -> Iterator[Noted]:
    """One attribution, or two where the speaker goes on with another verb: said A and warned of B.

    A preposition goes with the verb, "that" with what is said.
    """
    if not _is_saying(one.cue.span.of(text)) or one.source is None:
        yield one
        return
    for place, content in enumerate(one.contents):
        found = _second().search(text, content.span.start, content.span.end)
        if (
            found is None
            or quoted.overlaps(Span(content.span.start, found.end()))
            or found.start() == content.span.start
        ):
            continue
        verb = Span(*found.span(1))
        word = verb.of(text).split()[-1]
        at = verb.end - len(word) if word.casefold() == "that" else found.end()
        cue = Span(verb.start, verb.end - len(word)).stripped(text) if at < verb.end else verb
        first = content._replace(span=Span(content.span.start, found.start()))
        second = content._replace(span=Span(at, content.span.end))
        yield one._replace(contents=(*one.contents[:place], first))
        yield from _each(
            one._replace(cue=one.cue._replace(span=cue), contents=(second, *one.contents[place + 1 :])), text, quoted
        )
        return
    yield one


@cache
def _saying() -> re.Pattern[str]:
    return _any(*lexicons.words("reporting", "verbs", "said"))


def _is_saying(cue: str) -> bool:
    return _saying().search(cue) is not None


@cache
def _guess() -> re.Pattern[str]:
    guesses = "|".join(map(re.escape, lexicons.words("reporting", "phrases", "guesses")))
    causes = "|".join(map(re.escape, lexicons.words("reporting", "phrases", "causes")))
    return re.compile(
        rf",\s+(?:most\s+|very\s+)?({guesses})\s+((?:{causes})\b[^.;!?\n“”\"]{{3,{_LONGEST_JUDGEMENT}}})", re.IGNORECASE
    )


def _own_judgements(text: str, quoted: SpanIndex) -> Iterator[Noted]:
    """What the outlet guesses, behind a comma, to be the cause of what it tells."""
    for found in _guess().finditer(text):
        cue, content = Span(*found.span(1)), Span(*found.span(2)).stripped(text)
        if not quoted.overlaps(cue):
            yield Noted(Part(cue, _JUDGED), (Part(content, _JUDGED),), None, _JUDGED)


_PUT = re.compile(
    r"(?:(?<=^)|(?<=\n)|(?<=[.!?] ))(?:(?:By|At|On|In|Until|Since) \w+ (?:\w+ )?(?=the |[A-Z]))?"
    r"((?:[Tt]he |An? )?[A-Z]?[\w'’-]+(?: [\w'’-]+){0,8}) (put|puts|has put|have put) "
    r"((?:the|its|their) [\w '’-]{3,60} at (?:[a-z]+ ){0,3}(?:\d|[a-z])[\w.,]*\w(?: [a-z]+)?)"
)
_FIGURED = 0.75
"""How sure such a statement is. Set by hand."""


def _figures(text: str, quoted: SpanIndex, noted: Sequence[Noted]) -> Iterator[Noted]:
    """Who puts what at how much; the encoder's teachers marked few of these."""
    if " put" not in text:
        return
    known = SpanIndex(content.span for one in noted for content in one.contents)
    for found in _PUT.finditer(text):
        source, cue, content = (Span(*found.span(group)) for group in (1, 2, 3))
        if not quoted.overlaps(hull((source, content))) and not known.overlaps(cue):
            yield Noted(Part(cue, _FIGURED), (Part(content, _FIGURED),), Part(source, _FIGURED), _FIGURED)


def _cut_before(content: Part, starts: SpanIndex, text: str) -> Part:
    """A content up to where the outlet judges."""
    inside = starts.first_overlap(content.span)
    if inside is None:
        return content
    end = max(inside.start, content.span.start)
    return content._replace(span=Span(content.span.start, end).stripped(text, " ,\n"))
