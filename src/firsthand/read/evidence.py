"""What does the source point to, and how did it come to know?

"The ministry, citing satellite images, said the dam had been breached": satellite imagery, and known at second hand.
"I saw the wall go" is firsthand. What is told of is no evidence ("said the videos were stolen"): a noun counts where
it is the source, stands in the cue, follows a word that rests something on it, or is made to speak ("the logs show").
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from firsthand.model.span import Span
from firsthand.model.statement import Access, Certainty, Evidence, SpeechAct
from firsthand.model.why import Step, Why
from firsthand.read import lexicons
from firsthand.read.attribution import Attribution
from firsthand.read.frame import frame_of, judged
from firsthand.read.phrases import PhraseList, Word, hull_of, words_of
from firsthand.read.tone import Tone

_BETWEEN = 5
"""How many words may stand between a word that leads to evidence and the noun: "citing three leaked memos"."""
_NOTHING_SAID = frozenset({SpeechAct.ASK, SpeechAct.DEMAND, SpeechAct.DECLINE})
_OWN_TO_KNOW = frozenset({SpeechAct.PROMISE, SpeechAct.CONFIRM, SpeechAct.DENY, SpeechAct.REPORT})
"""Acts by which a source tells of what it did, saw or decides, unless it points elsewhere."""
_PASSING_ON = frozenset({"report", "reports", "reported", "reporting"})
"""Words for telling news, of which nobody knows whether the teller was there."""
_VISIBLE = frozenset({Evidence.SATELLITE_IMAGERY, Evidence.VIDEO, Evidence.IMAGE, Evidence.AUDIO})
_ITSELF = frozenset({Evidence.DIRECT_OBSERVATION, Evidence.OWN_ANALYSIS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointers:
    """What a source points to: at least one kind of evidence, and how it came to know."""

    evidence: tuple[Evidence, ...]
    access: Access
    why: Why


class _Seen(NamedTuple):
    """A kind of evidence at a place. `vouches` when the evidence, or who made it, is itself the source."""

    kind: Evidence
    span: Span
    vouches: bool


class _Stretches(NamedTuple):
    """The words of a statement, by whose they are and what they do; none where it has no source or no cue."""

    source: Sequence[Word]
    cue: Sequence[Word]
    frame: Sequence[Sequence[Word]]
    content: Sequence[Sequence[Word]]


def find_evidence(attribution: Attribution, text: str, tone: Tone, *, by_media: bool = False) -> Pointers:
    """Find what `attribution` rests on: if it points to nothing, `inference` where its cue concludes, or `unspecified`.

    `by_media` says that its source is an outlet or unnamed media: by reporting alone these know nothing at first hand.
    """
    stretches = _stretches(attribution, text)
    seen = tuple(_seen(attribution, stretches))
    kinds = tuple(dict.fromkeys(s.kind for s in seen))
    if not kinds:
        kinds = (_without(stretches),)
    access, shown = _access(attribution, stretches, seen, kinds, tone, passes_on=by_media)
    why = [Step(step="evidence.pointer", says=f"points to: {s.kind.value}", span=s.span) for s in seen]
    if not seen:
        why.append(Step(step="evidence.none", says=_REASONS[kinds[0]], span=attribution.cue))
    why.append(Step(step="evidence.access", says=f"how it is known: {access.value}", span=shown))
    return Pointers(evidence=kinds, access=access, why=tuple(why))


_REASONS = {
    Evidence.INFERENCE: "it is told as a conclusion, and points to nothing else: inference",
    Evidence.UNSPECIFIED: "points to nothing",
}


def _stretches(attribution: Attribution, text: str) -> _Stretches:
    return _Stretches(
        source=words_of(text, attribution.source) if attribution.source else (),
        cue=words_of(text, attribution.cue) if attribution.cue else (),
        frame=[words_of(text, span) for span in frame_of(attribution, text)],
        content=[words_of(text, span) for span in judged(attribution.content)],
    )


def _seen(attribution: Attribution, stretches: _Stretches) -> Iterator[_Seen]:
    for words in (stretches.source, stretches.cue):
        for first, after, kind in _nouns().find(words):
            yield _Seen(Evidence(kind), hull_of(words, first, after), vouches=True)
    for words in stretches.frame:
        yield from _led(words, attribution)
    for words in stretches.content:
        yield from _speaking(words)


def _led(words: Sequence[Word], attribution: Attribution) -> Iterator[_Seen]:
    """Evidence in the outlet's words, after a word that rests something on it."""
    nouns = _nouns().find(words)
    if not nouns:
        return
    leads = _leads("frame").find(words)
    own = [s for s in (attribution.source, attribution.cue) if s]
    for first, after, kind in nouns:
        span = hull_of(words, first, after)
        near = [b for b, end, _ in leads if 0 <= first - end <= _BETWEEN and not _breaks(words[end:first])]
        alone = kind in ("direct-observation", "own-analysis", "official-statement")
        if (near or alone) and not any(o.overlaps(span) for o in own):
            shows = any(words[b].folded in lexicons.word_set("evidence", "leads", "own") for b in near)
            yield _Seen(Evidence(kind), span, vouches=shows)


def _speaking(words: Sequence[Word]) -> Iterator[_Seen]:
    """Evidence in the content: made to speak ("the images show"), rested on, or the speaker's own seeing."""
    nouns = _nouns().find(words)
    if not nouns:
        return
    leads = _leads("content_before").find(words)
    verbs = {first for first, _, _ in _leads("content").find(words)}
    for first, after, kind in nouns:
        near = any(0 <= first - end <= _BETWEEN - 2 and not _breaks(words[end:first]) for _, end, _ in leads)
        speaks = any(n in verbs for n in range(after, min(after + 3, len(words))))
        alone = kind in ("direct-observation", "own-analysis")
        if near or speaks or alone:
            yield _Seen(Evidence(kind), hull_of(words, first, after), vouches=False)


def _breaks(words: Iterable[Word]) -> bool:
    return any(w.is_mark and w.folded not in "-'’" for w in words)


def _without(stretches: _Stretches) -> Evidence:
    """What to say of a statement that points to nothing: that it does not, unless its cue says that it concludes."""
    return Evidence.INFERENCE if _concluding().find(stretches.cue) else Evidence.UNSPECIFIED


def _infers(stretches: _Stretches, tone: Tone) -> bool:
    """Whether it is known by concluding: it hedges, or expects; no act of the source's own."""
    if tone.certainty is Certainty.UNCOMMITTED or tone.speech_act in _OWN_TO_KNOW or tone.speech_act in _NOTHING_SAID:
        return False
    hedged = bool(tone.hedges) and tone.certainty is not Certainty.CERTAIN
    return tone.conditional or hedged or bool(_inferring().find(stretches.cue))


def _access(
    attribution: Attribution,
    stretches: _Stretches,
    seen: Sequence[_Seen],
    kinds: Sequence[Evidence],
    tone: Tone,
    *,
    passes_on: bool,
) -> tuple[Access, Span | None]:
    if _ends_with(_rumours(), stretches.source):
        return Access.HEARSAY, attribution.source
    hearsay = next(_found(_hearsay(), (*stretches.frame, stretches.source)), None)
    if hearsay is not None:
        return Access.HEARSAY, hearsay
    if kinds == (Evidence.INFERENCE,) or (not seen and _infers(stretches, tone)):
        return Access.INFERENCE, attribution.cue
    first_hand = [s for s in seen if s.kind is Evidence.DIRECT_OBSERVATION or (s.kind in _VISIBLE and s.vouches)]
    if first_hand:
        return Access.FIRSTHAND, first_hand[0].span
    told = next(_found(_secondhand(), stretches.content), None)
    if told is not None:
        return Access.SECONDHAND, told
    rest = [s for s in seen if s.kind not in (Evidence.OFFICIAL_STATEMENT, Evidence.SOCIAL_MEDIA)]
    if rest:
        return Access.SECONDHAND, rest[0].span
    passes_on = passes_on or any(word.folded in _PASSING_ON for word in stretches.cue)
    if tone.speech_act in _OWN_TO_KNOW and not passes_on and attribution.source is not None:
        return Access.FIRSTHAND, attribution.source
    own = _first_person(stretches.content[0])
    if own or (tone.certainty is Certainty.UNCOMMITTED and tone.speech_act is not SpeechAct.DECLINE):
        return (Access.FIRSTHAND, own) if own else (Access.UNKNOWN, None)
    return Access.UNKNOWN, None


def _ends_with(phrases: PhraseList, words: Sequence[Word]) -> bool:
    return any(after == len(words) for _, after, _ in phrases.find(words))


def _found(phrases: PhraseList, stretches: Iterable[Sequence[Word]]) -> Iterator[Span]:
    for words in stretches:
        for first, after, _ in phrases.find(words):
            yield hull_of(words, first, after)


def _first_person(opening: Sequence[Word]) -> Span | None:
    """The "I" or "we" with which a content opens: its speaker tells of what is his own."""
    first = next((word for word in opening if not word.is_mark), None)
    if first is not None and first.folded.split("'")[0] in ("i", "we", "our", "my"):
        return first.span
    return None


@cache
def _nouns() -> PhraseList:
    table = lexicons.table("evidence", "nouns")
    return PhraseList((p, kind) for kind in table for p in lexicons.words("evidence", "nouns", kind))


@cache
def _leads(key: str) -> PhraseList:
    return PhraseList((p, key) for p in lexicons.words("evidence", "leads", key))


@cache
def _inferring() -> PhraseList:
    return PhraseList(((p, "inference") for p in lexicons.words("evidence", "inference", "cues")), inflected=True)


@cache
def _concluding() -> PhraseList:
    return PhraseList(((p, "inference") for p in lexicons.words("evidence", "inference", "concluding")), inflected=True)


@cache
def _hearsay() -> PhraseList:
    return PhraseList((p, key) for key in ("words", "frame") for p in lexicons.words("evidence", "hearsay", key))


@cache
def _rumours() -> PhraseList:
    return PhraseList((p, "rumour") for p in lexicons.words("evidence", "hearsay", "sources"))


@cache
def _secondhand() -> PhraseList:
    return PhraseList((p, "told") for p in lexicons.words("evidence", "secondhand", "words"))
