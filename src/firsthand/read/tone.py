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
from typing import NamedTuple

from firsthand.model.span import Span
from firsthand.model.statement import Certainty, Polarity, SpeechAct, Stance
from firsthand.model.why import Step, Why
from firsthand.read import lexicons
from firsthand.read.attribution import Attribution
from firsthand.read.frame import judged, sentence_at
from firsthand.read.phrases import PhraseList, Word, hull_of, words_of
from firsthand.text.sentences import split_sentences

_STRENGTH = {"CT": 3, "PR": 2, "PS": 1, "Uu": 0}
_MARKS = frozenset("“\"'‘«„")
_CLAUSE_ENDS = frozenset({",", ";", "—", "–", "but"})
_START = attrgetter("start")
_BEFORE_CUE = 5
"""How many words before the cue may deny it: "has so far not been able to confirm"."""
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


class _Level(NamedTuple):
    """A commitment: how strong ("CT", "PR", "PS", "Uu"), and whether to it or to its contrary."""

    strength: str
    negative: bool


class _Judged(NamedTuple):
    """The commitment of a stretch of words, and the words that show it."""

    level: _Level
    hedges: tuple[Span, ...]
    denials: tuple[Span, ...]


class _Cue(NamedTuple):
    """What the cue says by itself: the act, the outlet's stance, the commitment, and whether it is denied."""

    act: SpeechAct | None
    stance: Stance
    level: _Level | None
    turns: bool
    """Whether it turns the content round, as a denial does."""
    denied: Span | None
    knows: bool


def judge_tone(attribution: Attribution, text: str) -> Tone:
    """Judge one attribution from its cue and its content.

    Of several sentences the surest counts (who says "we do not know why, but it burns" commits to the fire); within
    one, the weakest word of its main clause. "Would" is no hedge: in reported speech it is a tense.
    """
    cue = _judge_cue(attribution, text)
    sentences = tuple(_sentences(attribution, text))
    mains = tuple(main_clause(words) for words in sentences)
    found = _surest(sentences, mains)
    level = _under_cue(cue, found.level, sentences[0] if sentences else ())
    certainty = _certainty(level)
    if cue.knows and _asks(sentences):
        certainty = Certainty.KNOWN_NOT_TOLD
    hedges, distant = found.hedges, _distant(sentences, text)
    if attribution.cue and is_own_judgement(attribution, text) and not hedges:
        hedges = (attribution.cue,)
    conditions = tuple(s for words in sentences for s in _conditions(words))
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
        conditional=bool(conditions),
        conditions=conditions,
        why=tuple(_explain(attribution, certainty, found, cue, stance, distant, act, conditions)),
    )


def _explain(
    attribution: Attribution,
    certainty: Certainty,
    found: _Judged,
    cue: _Cue,
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


def _judge_cue(attribution: Attribution, text: str) -> _Cue:
    if attribution.cue is None:
        return _Cue(None, Stance.NEUTRAL, None, turns=False, denied=None, knows=False)
    words = words_of(text, attribution.cue)
    denied = _denied(attribution, text, words)
    acts, levels, stances = (_last(_list(name), words) for name in ("acts", "cues", "stances"))
    act = SpeechAct(acts) if acts else None
    level = _Level(levels[:2], levels.endswith("-")) if levels else None
    if level is None and act is None:
        level = next((_HEDGE_LEVELS[m] for _, _, m in _hedges().find(words) if m != "certain"), None)
    stance = Stance(stances) if stances else Stance.NEUTRAL
    turns = act is SpeechAct.DENY
    knows = bool(_last(_verbs("knowing"), words)) and denied is None
    if denied is None:
        return _Cue(act, stance, level, turns, None, knows)
    if _last(_verbs("turning"), words):
        return _Cue(act, Stance.NEUTRAL, _Level("PR", negative=False), turns=True, denied=denied, knows=False)
    if _last(_verbs("opening"), words):
        return _Cue(
            SpeechAct.ASSERT, Stance.NEUTRAL, _Level("PS", negative=False), turns=False, denied=denied, knows=False
        )
    if level and level.negative:
        return _Cue(act, stance, None, turns=False, denied=denied, knows=False)
    declined = SpeechAct.DECLINE if act else SpeechAct.OTHER
    return _Cue(declined, Stance.NEUTRAL, _Level("Uu", negative=False), turns=False, denied=denied, knows=False)


def _denied(attribution: Attribution, text: str, cue: Sequence[Word]) -> Span | None:
    """The word that denies the cue: in it, or just before it in the same clause, the source included."""
    span = attribution.cue
    if span is None:
        return None
    clause = sentence_at(text, span)
    before: list[Word] = []
    for word in reversed(words_of(text, Span(clause.start, span.start))):
        inside = any(c.contains(word.span) for c in attribution.content)
        if word.is_mark or inside or len(before) == _BEFORE_CUE:
            break
        before.insert(0, word)
    words = [*before, *cue]
    for first, after, _ in _negations("before_cue").find(words):
        if first < len(words):
            return hull_of(words, first, after)
    return None


def is_own_judgement(attribution: Attribution, text: str) -> bool:
    """Whether the cue is a hedge and no verb of saying ("likely", "there is evidence"): whoever writes it judges."""
    if attribution.cue is None:
        return False
    words = words_of(text, attribution.cue)
    hedge = _last(_list("cues"), words) in ("PR+", "PS+") or any(m != "certain" for _, _, m in _hedges().find(words))
    return hedge and not _last(_list("acts"), words)


def _under_cue(cue: _Cue, content: _Level, opening: Sequence[Word]) -> _Level:
    """The commitment that is left when a content stands under a cue: the weaker, turned round by a denial."""
    negative = content.negative != cue.turns
    if cue.level is None:
        return _Level(content.strength, negative)
    if cue.level.strength == "Uu":
        return _Level("Uu", negative=content.negative)
    if opening and opening[0].folded == "whether":
        return _Level("Uu", negative=False)
    weaker = min(cue.level.strength, content.strength, key=_STRENGTH.__getitem__)
    return _Level(weaker, negative != cue.level.negative)


def _asks(sentences: Sequence[Sequence[Word]]) -> bool:
    return bool(sentences and sentences[0] and sentences[0][0].folded in ("whether", "if", "who", "what", "which"))


def _act(
    cue: _Cue, sentences: Sequence[Sequence[Word]], mains: Sequence[Sequence[Word]], level: _Level, *, quoted: bool
) -> SpeechAct:
    """What is done: as the cue says; telling what is to come predicts, or promises what is one's own to do."""
    act, own = cue.act, "own_quoted" if quoted else "own"
    if act not in (None, SpeechAct.ASSERT, SpeechAct.REPORT):
        return act
    for words, main in zip(sentences, mains, strict=True):
        if level.strength == "Uu":
            continue
        if _phrases("clauses", own).at(words, 0):
            return SpeechAct.PROMISE
        if _phrases("clauses", "future").find(main):
            return SpeechAct.PREDICT
    return act or SpeechAct.ASSERT


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


def _surest(sentences: Sequence[Sequence[Word]], mains: Sequence[Sequence[Word]]) -> _Judged:
    found = [_judge_sentence(words, main) for words, main in zip(sentences, mains, strict=True)]
    if not found:
        return _Judged(_Level("CT", negative=False), (), ())
    best = max(found, key=lambda f: _STRENGTH[f.level.strength])
    hedges = tuple(h for f in found for h in f.hedges)
    return _Judged(best.level, hedges, best.denials)


def _judge_sentence(words: Sequence[Word], main: Sequence[Word]) -> _Judged:
    """The weakest word of the main clause, and whether that clause is denied."""
    if words[-1].folded == "?" or any(w.folded == "?" for w in words[-3:]):
        return _Judged(_Level("Uu", negative=False), (), ())
    strength, negative = "CT", False
    hedges: list[Span] = []
    taken: list[tuple[int, int]] = []
    for first, after, meaning in _hedges().find(main):
        if meaning == "certain" or _is_no_hedge(main, first, meaning):
            continue
        level = _HEDGE_LEVELS[meaning]
        hedges.append(hull_of(main, first, after))
        taken.append((first, after))
        negative = negative or level.negative
        strength = min(strength, level.strength, key=_STRENGTH.__getitem__)
    denials: list[Span] = []
    for first, after, meaning in _content_negations().find(main):
        inside = any(a <= first < b for a, b in taken)
        if meaning == "denial" and not inside and not _is_harmless(main, first):
            denials.append(hull_of(main, first, after))
    if strength == "Uu":
        negative = False
    elif denials:
        negative = not negative
    return _Judged(_Level(strength, negative), tuple(hedges), tuple(denials))


_HEDGE_LEVELS = {
    "possible": _Level("PS", negative=False),
    "probable": _Level("PR", negative=False),
    "improbable": _Level("PR", negative=True),
    "possibly_not": _Level("PS", negative=True),
    "impossible": _Level("CT", negative=True),
    "uncommitted": _Level("Uu", negative=False),
}


def _is_no_hedge(words: Sequence[Word], at: int, meaning: str) -> bool:
    """Whether a word that could hedge does not: "the rain that may fall", "those likely to vote", "on 3 May"."""
    before = words[at - 1].folded if at else ""
    if words[at].folded in ("may", "might", "could"):
        return before in lexicons.word_set("tone", "clauses", "relative") or before in (
            "in",
            "on",
            "of",
            "by",
            "the",
            "since",
            "last",
        )
    return meaning == "probable" and before in ("those", "people", "anyone")


def _is_harmless(words: Sequence[Word], at: int) -> bool:
    """Whether a "no" or "not" denies something beside the clause: "a storm, not a flood", "leaving no trace"."""
    before = words[at - 1].folded if at else ""
    after = words[at + 1].folded if at + 1 < len(words) else ""
    beside = lexicons.word_set("tone", "negations", "beside")
    if words[at].folded == "no":
        return after in (",", ".", "") or before in beside or before.endswith("ing")
    if words[at].folded != "not":
        return False
    gerund = after.endswith("ing") and before not in lexicons.word_set("tone", "negations", "auxiliaries")
    return gerund or before in (",", "but", "and", "or", "—", "–")


def main_clause(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words outside clauses that hang on others: from "who", "because", "if" to the next comma, or to the end."""
    opening = _phrases("clauses", "opening")
    kept: list[Word] = []
    under = False
    after = 0
    for at, word in enumerate(words):
        if at < after:
            continue
        hit = opening.at(words, at) if opening.may_begin(word) else None
        if hit and not (at == 0 and word.folded in lexicons.word_set("tone", "clauses", "asking")):
            under, after = True, hit[0]
            continue
        if word.folded in _CLAUSE_ENDS:
            under = False
        elif word.folded == "that" and at and _finite(words, at + 1):
            under = True  # "areas that would not have it": the clause hangs on its noun
        if not under:
            kept.append(word)
    return tuple(kept or words)


def _finite(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].folded in lexicons.word_set("tone", "clauses", "finite")


def _conditions(words: Sequence[Word]) -> Iterable[Span]:
    """Each condition with its opening word, up to the comma or the end of the sentence."""
    found = _condition_words().find(words)
    false = {after for _, after, meaning in found if meaning == "false"}
    openings = [(first, after) for first, after, meaning in found if meaning == "opening"]
    for first, after in openings:
        if after in false or (first == 0 and len(words) > 1 and words[0].folded == "whether"):
            continue
        end = next(
            (n for n in range(after, len(words)) if words[n].folded in (",", ";", ".", "”", '"', "—", "–", "?", "!")),
            len(words),
        )
        if end > after:
            yield hull_of(words, first, end)
    if words[0].folded == "should" and any(w.folded == "," for w in words) and words[-1].folded != "?":
        end = next(n for n, w in enumerate(words) if w.folded == ",")
        yield hull_of(words, 0, end)


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


def _certainty(level: _Level) -> Certainty:
    if level.strength == "Uu":
        return Certainty.UNCOMMITTED
    return Certainty(level.strength + ("-" if level.negative else "+"))


def _last(phrases: PhraseList, words: Sequence[Word]) -> str | None:
    found = phrases.find(words)
    return found[-1][2] if found else None


@cache
def _list(table: str) -> PhraseList:
    """All arrays of one table, each phrase with the key of its array."""
    return PhraseList(
        ((p, key) for key in _meanings(table) for p in lexicons.words("tone", table, key)),
        inflected=True,
    )


def _meanings(table: str) -> tuple[str, ...]:
    return tuple(k for k in lexicons.table("tone", table) if k not in ("distant", "turning", "opening", "knowing"))


@cache
def _verbs(key: str) -> PhraseList:
    return PhraseList(((p, key) for p in lexicons.words("tone", "cues", key)), inflected=True)


@cache
def _phrases(table: str, key: str) -> PhraseList:
    return PhraseList((p, key) for p in lexicons.words("tone", table, key))


@cache
def _negations(key: str) -> PhraseList:
    return _phrases("negations", key)


@cache
def _content_negations() -> PhraseList:
    return PhraseList(
        [(p, "denial") for p in lexicons.words("tone", "negations", "content")]
        + [(p, "harmless") for p in lexicons.words("tone", "negations", "harmless")]
    )


@cache
def _hedges() -> PhraseList:
    return PhraseList((p, key) for key in [*_HEDGE_LEVELS, "certain"] for p in lexicons.words("tone", "hedges", key))


@cache
def _condition_words() -> PhraseList:
    return PhraseList((p, key) for key in ("opening", "false") for p in lexicons.words("tone", "conditions", key))
