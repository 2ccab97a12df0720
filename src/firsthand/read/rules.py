"""Who said what, by rules? "The bridge is shut, Ito said, before adding that rain was to blame."

The first reader: no parser and no trained weights, only the cue lexicon and the order of words. It marks two contents,
two cues and one source here, and pairs them. A trained encoder can take its place, behind the same seam.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from firsthand.engines.tags import Mark, Pair, Role, Tags
from firsthand.model.span import Span, SpanIndex
from firsthand.read import lexicons
from firsthand.read.clauses import (
    after_fillers,
    content_end,
    frame_at,
    is_outlets_guess,
    noun_frame_at,
    phrase_end,
)
from firsthand.read.cues import CLAUSE, OBJECT, QUOTE, TO, CueWord, Form, adjective_forms, noun_forms, verb_forms
from firsthand.read.nounphrases import (
    Range,
    phrase_ending,
    phrase_starting,
    subject_before,
    with_following_apposition,
)
from firsthand.read.words import Unit, is_adverb, is_one_of, is_time_word, possessive_stem, units
from firsthand.text.quotes import Quotation, find_quotations

# From this weight on a cue is taken as one.
_THRESHOLD = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One attribution as a rule saw it: word ranges of a unit."""

    cue: Range
    source: Range | None
    contents: tuple[Range, ...]
    weight: float
    is_direct: bool = False


@dataclass(slots=True)
class _Sheet:
    """The marks and pairs of one text, as they grow."""

    text: str
    quotations: tuple[Quotation, ...]
    skipped: SpanIndex
    marks: list[Mark] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    places: dict[tuple[Role, Span], int] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def mark(self, role: Role, span: Span, score: float) -> int | None:
        """The place of this mark, made at its first use; None where it would be empty or touch what is skipped."""
        if not len(span) or self.skipped.overlaps(span):
            return None
        if (role, span) not in self.places:
            self.places[role, span] = len(self.marks)
            self.marks.append(Mark(role, span, score))
        return self.places[role, span]

    def pair(self, left: int | None, right: int | None, score: float) -> None:
        """Note that two marks belong together."""
        if left is not None and right is not None:
            self.pairs.append(Pair(left, right, score))

    def spans_of(self, unit: Unit, content: Range) -> list[Span]:
        """The stretches of text of a content; a quotation that runs on in later paragraphs goes on there."""
        spans = [unit.span(content.start, content.end)]
        number = unit.words[content.end - 1].quotation
        if number is not None:
            pieces = self.quotations[number].spans
            spans += [s for s in pieces if s.start > spans[0].end]
        for at in range(content.start, content.end):
            held = unit.words[at].quotation
            if held is not None:
                self.used.add(held)
                earlier = [s for s in self.quotations[held].spans if s.end < spans[0].start and at == content.start]
                spans = [*earlier, *spans]
        return spans


class RuleTagger:
    """Tags a text by rules over the cue lexicon. Linear in the text's length."""

    name = "rules-1"

    def tag(self, text: str, skip: Sequence[Span] = ()) -> Tags:
        """Tag `text`, and mark nothing that overlaps a span of `skip`."""
        quotations = find_quotations(text, skip)
        sheet = _Sheet(text, quotations, SpanIndex(skip))
        speaker = _Speaker()
        announced: tuple[Unit, Finding] | None = None
        for unit in units(text, quotations, skip):
            findings = tuple(find_in(unit))
            if announced and _stands_alone(unit):
                finding = replace(announced[1], contents=())
                _write(sheet, announced[0], finding, speaker)
                speaker.paragraph, speaker.is_announced = unit.paragraph, True
            announced = None
            for finding in findings:
                is_inner = any(_holds(f, finding.cue.start) for f in findings if f is not finding)
                _write(sheet, unit, finding, _Speaker() if is_inner else speaker)
            _carry_on(sheet, unit, speaker)
            announcing = find_announced(unit)
            announced = (unit, announcing) if announcing else None
        return _in_order(sheet)


@dataclass(slots=True)
class _Speaker:
    """Who spoke last, so that a quotation that stands alone can be given to them."""

    cue: int | None = None
    source: int | None = None
    paragraph: int = -1
    was_direct: bool = False
    is_announced: bool = False


def _write(sheet: _Sheet, unit: Unit, finding: Finding, speaker: _Speaker) -> None:
    cue = sheet.mark(Role.CUE, unit.span(*finding.cue), finding.weight)
    source = sheet.mark(Role.SOURCE, unit.span(*finding.source), finding.weight) if finding.source else None
    sheet.pair(cue, source, finding.weight)
    for content in finding.contents:
        for span in sheet.spans_of(unit, content):
            sheet.pair(sheet.mark(Role.CONTENT, span, finding.weight), cue, finding.weight)
    if cue is not None and (source is not None or not finding.contents):
        if speaker.paragraph == unit.paragraph and speaker.was_direct and not finding.is_direct and finding.contents:
            return
        speaker.cue, speaker.source = cue, source
        speaker.paragraph, speaker.was_direct = unit.paragraph, finding.is_direct
        speaker.is_announced = False


# A quotation of fewer words, that no cue claims, is a scare quote and no statement.
_SCARE_WORDS = 5
# How sure it is that a quotation without a cue has the speaker of the sentence before it.
_CARRIED = 0.6


def _carry_on(sheet: _Sheet, unit: Unit, speaker: _Speaker) -> None:
    """Give a quotation that stands as a sentence of its own to the last speaker of the same paragraph."""
    for at, word in enumerate(unit.words):
        if word.quotation is None or word.quotation in sheet.used:
            continue
        alone = _stands_alone(unit)
        if not alone or len(word.text.split()) < _SCARE_WORDS or speaker.cue is None:
            continue
        if unit.paragraph - speaker.paragraph > (1 if speaker.was_direct else 0):
            continue
        sheet.used.add(word.quotation)
        for span in sheet.quotations[word.quotation].spans:
            content = sheet.mark(Role.CONTENT, span, _CARRIED)
            if unit.paragraph == speaker.paragraph:
                sheet.pair(content, speaker.cue, _CARRIED)
            else:
                sheet.pair(content, speaker.source, _CARRIED)
        if unit.paragraph != speaker.paragraph:
            speaker.paragraph = unit.paragraph


def _stands_alone(unit: Unit) -> bool:
    """Whether the unit is a quotation and nothing else."""
    return unit.is_quotation(0) and not any(word.is_word for word in unit.words)


def find_announced(unit: Unit) -> Finding | None:
    """The cue at the end of "Ito told a crowd in Rome:", whose content is the next paragraph; None without colon."""
    if unit.low(len(unit.words) - 1) != ":":
        return None
    for at in range(len(unit.words) - 2, -1, -1):
        found = verb_forms().get(unit.low(at))
        if found and found[0].weight(QUOTE) >= _THRESHOLD and _is_verb_here(unit, at, found[1]):
            source = _source_of(unit, at, found[1], None)
            return Finding(cue=Range(at, at + 1), source=source, contents=(), weight=found[0].weight(QUOTE))
    end = len(unit.words)
    return Finding(cue=Range(end - 1, end), source=_first_subject(unit, end), contents=(), weight=_CARRIED)


def find_in(unit: Unit) -> Iterator[Finding]:
    """The attributions of one unit, in the order of their cues; later ones may lie in the content of earlier ones."""
    found: list[Finding] = []
    triggers = _triggers()
    for at, word in enumerate(unit.words):
        if word.low not in triggers:
            continue
        within = [f for f in found if _holds(f, at)]
        if len(within) > _DEEPEST:
            continue
        last = next((f for f in reversed(found) if f.source and not _is_inside_another(found, f, at)), None)
        finding = (
            _prepositional(unit, at, last)
            or _hearsay(unit, at, last, is_inner=bool(within))
            or _verbal(unit, at, last)
            or _nominal(unit, at)
            or _adjectival(unit, at)
        )
        if finding:
            finding = _clamped(finding, at, within)
            if finding.contents:
                yield finding
                found.append(finding)
                del found[:-_REMEMBERED]


@cache
def _triggers() -> frozenset[str]:
    """The words at which a cue can begin."""
    phrases = lexicons.words("cues", "prepositional", "before")
    guesses = lexicons.word_set("cues", "prepositional", "guesses")
    hearsay = lexicons.word_set("cues", "prepositional", "adverbs")
    words = verb_forms().keys() | noun_forms().keys() | adjective_forms().keys()
    return frozenset({p.split()[0] for p in phrases} | guesses | hearsay | words)


# Contents inside contents: a statement, one that it reports, and one inside that; no news text needs more, and
# the cost of a text stays in proportion to its length.
_DEEPEST = 1
_REMEMBERED = 8


def _holds(finding: Finding, at: int) -> bool:
    return any(content.start <= at < content.end for content in finding.contents)


def _is_inside_another(found: Sequence[Finding], finding: Finding, at: int) -> bool:
    """Whether the cue of `finding` stands in a content that has ended before `at`: another's words."""
    return any(_holds(f, finding.cue.start) and not _holds(f, at) for f in found if f is not finding)


def _clamped(finding: Finding, at: int, within: Sequence[Finding]) -> Finding:
    """The same finding, with no content that reaches beyond the content its cue stands in."""
    limits = [c.end for f in within for c in f.contents if c.start <= at < c.end]
    if not limits or all(c.end <= at for c in finding.contents):
        return finding
    kept = tuple(Range(c.start, min(c.end, min(limits))) for c in finding.contents if c.start < min(limits))
    return replace(finding, contents=kept)


def _prepositional(unit: Unit, at: int, last: Finding | None) -> Finding | None:
    """ "According to Ito, A" and "A, according to Ito", unless A is a quotation that has its speaker already."""
    for phrase in lexicons.words("cues", "prepositional", "before"):
        parts = phrase.split()
        if [unit.low(at + k) for k in range(len(parts))] == parts:
            break
    else:
        guess = unit.low(at) in lexicons.word_set("cues", "prepositional", "guesses")
        if guess and unit.low(at - 1) == "," and is_outlets_guess(unit, at):
            end = content_end(unit, at + 1, Form.NOUN)
            return Finding(cue=Range(at, at + 1), source=None, contents=(Range(at + 1, end),), weight=_CARRIED)
        return None
    first = at + len(parts)
    found = phrase_starting(unit, first)
    if not found or (last and last.is_direct):
        return None
    source = with_following_apposition(unit, found) if at else found
    contents = _round(unit, at, source.end)
    if not contents:
        return None
    return Finding(cue=Range(at, first), source=source, contents=contents, weight=0.9)


def _hearsay(unit: Unit, at: int, last: Finding | None, *, is_inner: bool) -> Finding | None:
    """ "Lee allegedly fled", with no source; ", with ten men having allegedly fled" has that of the clause before."""
    if is_inner or unit.low(at) not in lexicons.word_set("cues", "prepositional", "adverbs"):
        return None
    first, source = _clause_start(unit, at), None
    aside = aside_before(unit, at)
    if aside:
        first, source = aside + 2, last.source if last else None
    contents = (Range(first, at), Range(at + 1, content_end(unit, at, Form.NOUN)))
    kept = tuple(c for c in contents if c.end > c.start)
    return Finding(cue=Range(at, at + 1), source=source, contents=kept, weight=_CARRIED)


def aside_before(unit: Unit, at: int) -> int | None:
    """The comma of ", with ten men having" before the word at `at`."""
    for k in range(at - 1, max(at - _ASIDE, 0), -1):
        if unit.low(k) == "," and unit.low(k + 1) == "with":
            return k
        if unit.low(k) in (",", ";"):
            return None
    return None


# How many words there may be between ", with" and "allegedly".
_ASIDE = 12


def _end_before_aside(unit: Unit, start: int, end: int) -> int:
    """`end`, or the comma of an aside that is hearsay of its own."""
    hearsay = lexicons.word_set("cues", "prepositional", "adverbs")
    for at in range(start + 2, end):
        if unit.low(at) in hearsay:
            aside = aside_before(unit, at)
            if aside and aside > start:
                return aside
    return end


def _round(unit: Unit, start: int, end: int) -> tuple[Range, ...]:
    """The contents before and behind an inserted "according to Ito" that takes the words from `start` to `end`."""
    found = []
    before = start - 1 if unit.low(start - 1) in (",", "—", "–", "(") else start
    if before > 0:
        first = _clause_start(unit, before)
        if before - first > 0 and (before - first > 2 or unit.is_quotation(before - 1)):
            found.append(Range(first, before))
    while end < len(unit.words) and unit.low(end) not in (",", ";", ".", "—", "–"):
        end += 1
    if unit.low(end) in (",", "—", "–") and end + 2 < len(unit.words) and not is_one_of(unit.low(end + 1), "relatives"):
        after = end + 1
        if not found or unit.low(after) not in ("and", "but", "while", "which", "who", "with"):
            found.append(Range(after, content_end(unit, after, Form.NOUN)))
    return tuple(r for r in found if r.end > r.start)


def _clause_start(unit: Unit, before: int) -> int:
    """Where the clause that ends before `before` begins: with the unit, or behind the last narrator's turn."""
    start = 0
    for at in range(before):
        if unit.low(at) == ";":
            start = at + 1
    while start < before and unit.low(start) in ("but", "and", "so", "yet", ",", "meanwhile", "however"):
        start += 1
    return start


def _verbal(unit: Unit, at: int, last: Finding | None) -> Finding | None:
    found = verb_forms().get(unit.low(at))
    if not found or not unit.words[at].is_word:
        return None
    cue, form = found
    if not _is_verb_here(unit, at, form):
        return None
    passive = form is Form.PAST and _is_passive(unit, at)
    after = frame_at(unit, at, cue)
    before = None if passive else _postposed(unit, at, cue, form, after)
    if before:
        return before
    if passive:
        return _passive(unit, at, cue, after)
    if not after or cue.weight(after[0]) < _THRESHOLD and not (cue.takes_addressee and after[0] in (TO, CLAUSE, QUOTE)):
        return None
    frame, start = after
    source = _source_of(unit, at, form, last)
    if _is_comment(unit, at) or (not source and form is not Form.ING and frame not in (CLAUSE, QUOTE, TO)):
        return None
    end = content_end(unit, start, form) if frame in (CLAUSE, QUOTE, TO) else phrase_end(unit, start, form)
    end = _end_before_aside(unit, start, end)
    if end <= start:
        return None
    cue_end = at + 2 if frame == unit.low(at + 1) and frame not in (CLAUSE, QUOTE, OBJECT, TO) else at + 1
    return Finding(
        cue=Range(at, cue_end),
        source=source,
        contents=(Range(start, end),),
        weight=max(cue.weight(frame), _THRESHOLD),
        is_direct=unit.is_quotation(start),
    )


def _is_comment(unit: Unit, at: int) -> bool:
    """Whether a participle only comments on words or their origin: he said, [referring to] Ito; reports, [citing] Ito,"""
    return unit.low(at) in lexicons.word_set("cues", "words", "asides") and unit.low(at - 1) in (",", "—", "–")


def _is_passive(unit: Unit, at: int) -> bool:
    before = at - 1
    while is_adverb(unit.low(before)) or unit.low(before) in ("not", "been"):
        if unit.low(before) == "been":
            return True
        before -= 1
    return is_one_of(unit.low(before), "passive")


def _passive(unit: Unit, at: int, cue: CueWord, after: tuple[str, int] | None) -> Finding | None:
    """ "It was claimed that A", "Ito was accused of A", "A was criticised by Ito"."""
    if unit.low(at + 1) == "by":
        source = phrase_starting(unit, at + 2)
        subject = subject_before(unit, at)
        if source and subject and cue.weight(OBJECT) >= _THRESHOLD:
            return Finding(cue=Range(at, at + 2), source=source, contents=(subject,), weight=cue.weight(OBJECT))
    if not after or after[0] == OBJECT and cue.lemma not in ("call",):
        return None
    frame, start = after
    weight = cue.weight(frame) or _THRESHOLD
    if weight < _THRESHOLD:
        return None
    end = content_end(unit, start, Form.PAST) if frame in (CLAUSE, QUOTE, TO) else phrase_end(unit, start, Form.PAST)
    return Finding(cue=Range(at, start if frame == unit.low(at + 1) and frame != TO else at + 1), source=None, contents=(Range(start, end),), weight=weight) if end > start else None


def _is_verb_here(unit: Unit, at: int, form: Form) -> bool:
    """Whether the word at `at` is a verb in its place, not a noun (the claims) or an adjective (the alleged)."""
    before = at - 1
    while before >= 0 and is_adverb(unit.low(before)):
        before -= 1
    low = unit.low(before)
    if before < 0:
        return form is not Form.BASE and form is not Form.THIRD
    word = unit.words[before]
    if possessive_stem(word) is not None and form is not Form.PAST:
        return False
    if form is Form.BASE:
        return (
            is_one_of(low, "verb_helpers", "relatives")
            or low in ("i", "you", "we", "they")
            or (word.is_word and low.endswith("s") and not low.endswith("ss") and not is_one_of(low, "possessives", "prepositions", "auxiliaries"))
            or low in ("people", "many", "some", "most", "others", "police", "media", "both", "men", "women")
        )
    if is_one_of(low, "determiners", "possessives") and low not in ("that", "some", "many", "most", "both", "few", "others"):
        return False
    if form is Form.THIRD:
        return not is_one_of(low, "prepositions", "auxiliaries", "conjunctions") or low in ("who", "that", "which", "and", "but")
    if form is Form.PAST:
        return not is_one_of(low, "joining_prepositions")
    return True


def _source_of(unit: Unit, at: int, form: Form, last: Finding | None) -> Range | None:
    if form is not Form.ING and unit.low(at - 1) != "to":
        found = subject_before(unit, at)
        if found:
            return found
    if last and last.source and last.source.end <= at:
        return last.source
    return _first_subject(unit, at)


def _first_subject(unit: Unit, before: int) -> Range | None:
    """The subject that the unit opens with, over "In Rome, ..." and "But ..."."""
    at = 0
    opens = is_one_of(unit.low(0), "prepositions", "conjunctions") or unit.low(0) in verb_forms()
    if opens or is_adverb(unit.low(0)) or unit.low(0).endswith("ing") or is_time_word(unit.low(0)):
        comma = next((k for k in range(1, min(before, 25)) if unit.low(k) == ","), None)
        at = comma + 1 if comma else 1
    found = phrase_starting(unit, at) if at < before else None
    return found if found and found.end <= before else None


def _postposed(unit: Unit, at: int, cue: CueWord, form: Form, after: tuple[str, int] | None) -> Finding | None:
    """The content before the cue: “A,” said Ito. A, Ito said. “A,” Ito said, “B.” A, he said, B."""
    weight = max(cue.weight(QUOTE), cue.weight(CLAUSE))
    if weight < _THRESHOLD or form is Form.ING or unit.low(after_fillers(unit, at + 1)) == ":":
        return None
    inverted = _inverted_source(unit, at, form)
    if inverted:
        return _with_content_before(unit, Range(at, at + 1), inverted, at, inverted.end, weight)
    source = subject_before(unit, at)
    if not source or source.start == 0:
        return None
    behind_quotation = unit.is_quotation(source.start - 1)
    if after and not behind_quotation and (after[0] != QUOTE or unit.low(source.start - 1) not in (",", "—")):
        return None
    if after and after[0] == QUOTE and not behind_quotation and not _could_be_content(unit, source.start - 1):
        return None
    return _with_content_before(unit, Range(at, at + 1), source, source.start, at + 1, weight)


def _inverted_source(unit: Unit, at: int, form: Form) -> Range | None:
    """Who speaks in "..., said Ann Lee, the mayor"; None where the verb stands behind its subject."""
    quoted = unit.is_quotation(at - 1)
    if form is Form.BASE or not (quoted or unit.low(at - 1) in (",", "?", "!", "—", "–")):
        return None
    following = unit.low(at + 1)
    if following == "that" or (is_one_of(following, "pronouns", "question_words") and not quoted):
        return None
    source = phrase_starting(unit, at + 1)
    if not source:
        return None
    if not quoted:
        if is_one_of(unit.low(source.end), "auxiliaries") or unit.low(source.end) in verb_forms():
            return None
        before = subject_before(unit, at)
        if before and before.end == at - 1 and before.start <= _FRONT:
            return None
    return with_following_apposition(unit, source)


# A subject with its apposition that begins among the first words is the subject of the sentence: Lee, the mayor, said.
_FRONT = 2


def _could_be_content(unit: Unit, comma: int) -> bool:
    """Whether the words up to the comma can be what was said, and are not "In Rome," or "Asked about it,"."""
    first = _clause_start(unit, comma)
    low = unit.low(first)
    opens_badly = is_one_of(low, "prepositions") or low in ("when", "while", "after", "as", "asked", "if", "then")
    return not opens_badly and not low.endswith(("ing", "ly"))


def _with_content_before(
    unit: Unit, cue: Range, source: Range, edge: int, resume: int, weight: float
) -> Finding | None:
    if unit.is_quotation(edge - 1):
        end = edge
    elif unit.low(edge - 1) in (",", "—", "–") and edge > 1:
        end = edge - 1
    else:
        return None
    start = _clause_start(unit, end)
    if end <= start:
        return None
    contents = [Range(start, end)]
    resume = after_fillers(unit, resume)
    if unit.low(resume) in (",", ":", "—", "–") and unit.is_quotation(resume + 1):
        contents.append(Range(resume + 1, content_end(unit, resume + 1, Form.NOUN)))
    elif unit.is_quotation(resume):
        contents.append(Range(resume, content_end(unit, resume, Form.NOUN)))
    elif not unit.is_quotation(end - 1) and _resumes(unit, resume, is_short=end - start < _SHORT):
        contents.append(Range(resume + 1, content_end(unit, resume + 1, Form.NOUN)))
    elif not unit.is_quotation(end - 1) and (end - start < _SHORT or not _could_be_content(unit, end)):
        return None
    return Finding(cue=cue, source=source, contents=tuple(contents), weight=weight, is_direct=unit.is_quotation(end - 1))


# Fewer words before "he said" are the beginning of a clause that goes on behind it: Survival, he said, depends on us.
_SHORT = 3


def _resumes(unit: Unit, comma: int, *, is_short: bool) -> bool:
    """Whether the clause that "he said" broke goes on behind the mark at `comma`."""
    first = comma + 1
    if unit.low(comma) not in (",", "—", "–") or first + 1 >= len(unit.words):
        return False
    low = unit.low(first)
    if is_one_of(low, "comments", "relatives") or low.endswith("ing"):
        return False
    if is_short:
        return True
    return not is_one_of(low, "clause_breaks", "prepositions", "conjunctions", "determiners")


def _nominal(unit: Unit, at: int) -> Finding | None:
    """ "His claim that A", "criticism of A"."""
    cue = noun_forms().get(unit.low(at))
    if not cue or not unit.words[at].is_word:
        return None
    after = noun_frame_at(unit, at, cue)
    if not after or cue.weight(after[0]) < _THRESHOLD:
        return None
    frame, start = after
    end = content_end(unit, start, Form.NOUN) if frame in (CLAUSE, TO) else phrase_end(unit, start, Form.NOUN)
    source = _owner(unit, at)
    if end <= start or (not source and frame not in (CLAUSE, TO)):
        return None
    return Finding(
        cue=Range(at, start if frame not in (CLAUSE, TO) else at + 1),
        source=source,
        contents=(Range(start, end),),
        weight=cue.weight(frame),
    )


def _adjectival(unit: Unit, at: int) -> Finding | None:
    """ "She is confident that A", "He was wary of A"."""
    cue = adjective_forms().get(unit.low(at))
    if not cue or not unit.words[at].is_word:
        return None
    after = noun_frame_at(unit, at, cue)
    if not after or cue.weight(after[0]) < _THRESHOLD:
        return None
    frame, start = after
    end = content_end(unit, start, Form.NOUN) if frame in (CLAUSE, TO) else phrase_end(unit, start, Form.NOUN)
    if end <= start:
        return None
    return Finding(
        cue=Range(at, start if frame not in (CLAUSE, TO, "whether") else at + 1),
        source=subject_before(unit, at),
        contents=(Range(start, end),),
        weight=cue.weight(frame),
    )


def _owner(unit: Unit, noun: int) -> Range | None:
    """Whose claim it is: his claim, the mayor's claim."""
    for at in range(noun - 1, max(noun - 4, -1), -1):
        word = unit.words[at]
        if is_one_of(word.low, "possessives"):
            return Range(at, at + 1)
        if possessive_stem(word) is not None:
            return phrase_ending(unit, at)
        if not word.is_word or is_one_of(word.low, "determiners", "prepositions"):
            return None
    return None


def _in_order(sheet: _Sheet) -> Tags:
    order = sorted(range(len(sheet.marks)), key=lambda place: (sheet.marks[place].span, sheet.marks[place].role))
    new = {old: place for place, old in enumerate(order)}
    pairs = sorted({(new[p.left], new[p.right]): p.score for p in sheet.pairs}.items())
    return Tags(
        marks=tuple(sheet.marks[old] for old in order),
        pairs=tuple(Pair(left, right, score) for (left, right), score in pairs),
    )
