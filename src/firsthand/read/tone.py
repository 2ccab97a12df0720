"""How sure is the source, how far does the outlet stand off, and what is done by saying it?

"The minister claimed that the dam could break if the rain goes on": possible for the minister (could), at a distance
for the outlet (claimed), an assertion, on a condition (if the rain goes on). Judgements that stay apart; the scale of
the first is FactBank's (Saurí & Pustejovsky 2009). Rules over word lists, each leaving its Step.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from firsthand.model.span import Span
from firsthand.model.statement import Certainty, Polarity, SpeechAct, Stance
from firsthand.model.why import Step, Why
from firsthand.read import lexicons
from firsthand.read.attribution import Attribution
from firsthand.read.cuetone import Cue, is_own_judgement, judge_cue
from firsthand.read.frame import judged, sentence_at
from firsthand.read.mainclause import conditions_in, main_clause
from firsthand.read.phrases import PhraseList, Word, hull_of, words_of
from firsthand.read.sureness import STRENGTH, Judged, Level, surest
from firsthand.text.sentences import split_sentences

_MARKS = frozenset("“\"'‘«„")
_START = attrgetter("start")
_BEFORE_TO = 8
"""Within how many words "asked" and whom it asks come to "to": "asked the council and its officers to". Set by hand."""
_COMMITS = Level("CT", negative=False)
_SAYS = {
    Certainty.CERTAIN: "commits to it",
    Certainty.PROBABLE: "holds it for probable",
    Certainty.POSSIBLE: "holds it for possible",
    Certainty.UNCOMMITTED: "does not say, or does not know",
    Certainty.POSSIBLY_NOT: "holds it for possibly not so",
    Certainty.PROBABLY_NOT: "holds it for probably not so",
    Certainty.CERTAINLY_NOT: "commits to it not being so",
    Certainty.KNOWN_NOT_TOLD: "knows, but the text does not tell which way",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """How something is said. `hedges` and `conditions` are in text order, within the content or at the cue."""

    certainty: Certainty
    stance: Stance
    polarity: Polarity
    speech_act: SpeechAct
    hedges: tuple[Span, ...]
    conditional: bool
    conditions: tuple[Span, ...]
    why: Why


def judge_tone(attribution: Attribution, text: str) -> Tone:
    """Judge one attribution from its cue and its content.

    Of several sentences the surest counts (who says "we do not know why, but it burns" commits to the fire); within
    one, the weakest word of its main clause. "Would" is no hedge: in reported speech it is a tense.
    """
    cue = judge_cue(attribution, text)
    sentences = tuple(_sentences(attribution, text))
    mains = tuple(main_clause(words) for words in sentences)
    found = surest(sentences, mains)
    if cue.act is SpeechAct.ASK and sentences and _is_request(sentences[0]):
        cue = cue._replace(level=None)  # whoever requests is sure of what is wanted; who asks a question is not
    level = _under_cue(cue, found.level, sentences[0] if sentences else ())
    certainty = _certainty(level)
    if cue.knows and _asks(sentences):
        certainty = Certainty.KNOWN_NOT_TOLD
    hedges, distant = found.hedges, _distant(sentences, text)
    if attribution.cue and is_own_judgement(attribution, text) and not hedges:
        hedges = (attribution.cue,)
    conditions = tuple(s for words in sentences for s in conditions_in(words))
    stance = Stance.DISTANCE if distant and cue.stance is not Stance.ENDORSE else cue.stance
    if attribution.cue and attribution.source is None and hedges == (attribution.cue,):
        stance = Stance.ENDORSE  # nobody is named: the outlet itself judges ("likely as a result of")
    act = _act(cue, sentences, mains, level, quoted=attribution.content[0].of(text)[:1] in _MARKS)
    return Tone(
        certainty=certainty,
        stance=stance,
        polarity=Polarity.NEGATIVE if level.negative else Polarity.POSITIVE,
        speech_act=act,
        hedges=hedges,
        conditional=bool(conditions or attribution.carried),
        conditions=conditions,
        why=tuple(_explain(attribution, certainty, found, cue, stance, distant, act, conditions)),
    )


def _explain(
    attribution: Attribution,
    certainty: Certainty,
    found: Judged,
    cue: Cue,
    stance: Stance,
    distant: Span | None,
    act: SpeechAct,
    conditions: Sequence[Span],
) -> Iterable[Step]:
    """The steps, for an editor: one for each judgement."""
    shown = cue.denied or next(iter(found.hedges or found.denials), None) or attribution.cue
    yield Step(step="tone.certainty", says=f"{certainty.value}: the source {_SAYS[certainty]}", span=shown)
    yield Step(step="tone.stance", says=f"{stance.value}: the outlet's choice of word", span=distant or attribution.cue)
    yield Step(step="tone.act", says=f"what is done by saying it: {act.value}", span=attribution.cue)
    for condition in conditions:
        yield Step(step="tone.condition", says="holds only on this condition", span=condition)
    for condition in attribution.carried:
        yield Step(step="tone.condition", says="goes on holding only on this condition, set before", span=condition)


def _under_cue(cue: Cue, content: Level, opening: Sequence[Word]) -> Level:
    """The commitment that is left when a content stands under a cue: the weaker, turned round by a denial."""
    negative = content.negative != cue.turns
    if cue.level is None:
        return Level(content.strength, negative)
    if cue.level.strength == "Uu":
        return Level("Uu", negative=content.negative)
    if opening and opening[0].folded == "whether":
        return Level("Uu", negative=False)
    weaker = min(cue.level.strength, content.strength, key=STRENGTH.__getitem__)
    return Level(weaker, negative != cue.level.negative)


def _asks(sentences: Sequence[Sequence[Word]]) -> bool:
    return bool(sentences and sentences[0] and sentences[0][0].folded in ("whether", "if", "who", "what", "which"))


def _act(
    cue: Cue, sentences: Sequence[Sequence[Word]], mains: Sequence[Sequence[Word]], level: Level, *, quoted: bool
) -> SpeechAct:
    """What is done: as the cue says; telling what is to come predicts, or promises what is one's own to do."""
    act, own = cue.act, "own_quoted" if quoted else "own"
    if act is SpeechAct.ASK and sentences and _is_request(sentences[0]):
        return SpeechAct.DEMAND
    if act not in (None, SpeechAct.ASSERT, SpeechAct.REPORT):
        return act
    for words, main in zip(sentences, mains, strict=True):
        if level.strength == "Uu":
            continue
        opening = 1 if words[0].folded == "that" and len(words) > 1 else 0
        if _phrases("clauses", own).at(words, opening):
            return SpeechAct.PROMISE
        if _phrases("clauses", "future").find(main):
            return SpeechAct.PREDICT
    if act is not SpeechAct.REPORT and cue.tells and level == _COMMITS and any(map(_tells_of_past, mains)):
        return SpeechAct.REPORT
    return act or SpeechAct.ASSERT


def _is_request(words: Sequence[Word]) -> bool:
    """Whether what is asked is an act and no answer: "(asked) drivers to turn back"."""
    if words[0].folded in lexicons.word_set("tone", "clauses", "asking"):
        return False
    return any(word.folded == "to" for word in words[:_BEFORE_TO])


def _tells_of_past(main: Sequence[Word]) -> bool:
    """Whether a main clause tells what was done or happened: "the gate had opened"; "is closed" is how things are."""
    present, before = lexicons.word_set("tone", "clauses", "present"), ""
    for one in main:
        past = one.folded.endswith("ed") and one.folded not in lexicons.word_set("tone", "clauses", "no_past")
        if (past or one.folded in lexicons.word_set("tone", "clauses", "perfect")) and before not in present:
            return True
        before = one.folded
    return False


def _sentences(attribution: Attribution, text: str) -> Iterable[tuple[Word, ...]]:
    for span in judged(attribution.content):
        every = words_of(text, span)
        for sentence in split_sentences(span.of(text)):
            first = bisect_left(every, span.start + sentence.start, key=_START)
            last = bisect_left(every, span.start + sentence.end, key=_START)
            while first < last and every[first].is_mark:
                first += 1
            if first < last:
                yield every[first:last]


def _distant(sentences: Sequence[Sequence[Word]], text: str) -> Span | None:
    """A word of the outlet's own that keeps its distance: "allegedly" outside quotation marks."""
    for words in sentences:
        for first, after, _ in _phrases("stances", "distant").find(words):
            span = hull_of(words, first, after)
            if not _is_quoted(text, span):
                return span
    return None


def _is_quoted(text: str, span: Span) -> bool:
    """Whether an odd number of quotation marks stands before `span` in its sentence (bounded, so near enough)."""
    before = text[sentence_at(text, span).start : span.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _certainty(level: Level) -> Certainty:
    if level.strength == "Uu":
        return Certainty.UNCOMMITTED
    return Certainty(level.strength + ("-" if level.negative else "+"))


@cache
def _phrases(table: str, key: str) -> PhraseList:
    return PhraseList((p, key) for p in lexicons.words("tone", table, key))
