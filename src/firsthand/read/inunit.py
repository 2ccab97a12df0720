"""Which attributions does one sentence hold? "According to Ito, Lee fled; his claim that he was ill is doubted", say.

The cues that are no verbs are read here (according to, allegedly, his claim that, confident that); those that are,
in `verbs`. Cues are taken in the order of the sentence, so that a cue in another's content is known to be inside.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from firsthand.read import lexicons
from firsthand.read.clauses import aside_before, content_end, is_outlets_guess, phrase_end
from firsthand.read.cues import CLAUSE, QUOTE, TO, CueWord, Form, adjective_forms, noun_forms, verb_forms
from firsthand.read.findings import CARRIED, SHORT, THRESHOLD, Finding, clamped, clause_start, holds, is_inside_another
from firsthand.read.nounphrases import phrase_ending, phrase_starting, subject_before, with_following_apposition
from firsthand.read.patterns import noun_frame_at
from firsthand.read.subjects import first_subject, is_verb_here, source_of
from firsthand.read.verbs import find_verbal
from firsthand.read.words import Range, Unit, is_one_of, possessive_stem


def find_in(unit: Unit) -> Iterator[Finding]:
    """The attributions of one unit, in the order of their cues; later ones may lie in the content of earlier ones."""
    found: list[Finding] = []
    cues = triggers()
    for at, low in enumerate(unit.lows):
        if low not in cues:
            continue
        within = [f for f in found if holds(f, at)]
        if len(within) > _DEEPEST or _is_wanted(unit, at, within):
            continue
        last = next((f for f in reversed(found) if f.source and not is_inside_another(found, f, at)), None)
        finding = (
            _prepositional(unit, at, last)
            or _hearsay(unit, at, last, is_inner=bool(within))
            or find_verbal(unit, at, last)
            or _nominal(unit, at)
            or _adjectival(unit, at)
        )
        if finding:
            finding = clamped(finding, at, within)
            if finding.contents and not _is_told_already(finding, found):
                if _says_something(unit, finding):
                    yield finding
                # One that says nothing still counts for how deep the cues in it are, which bounds the cost.
                found.append(finding)
                del found[:-_REMEMBERED]


@cache
def triggers() -> frozenset[str]:
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


def _is_wanted(unit: Unit, at: int, within: Sequence[Finding]) -> bool:
    """Whether the verb at `at` is what another cue is about, and no act: declined to [say] why, asked her to [call]."""
    if unit.low(at - 1) != "to":
        return False
    start = at - 2 if unit.low(at - 2) == "not" else at - 1
    for finding in within:
        asked = verb_forms().get(unit.low(finding.cue.start))
        for content in finding.contents:
            is_first_to = at - content.start < _REQUEST and "to" not in unit.lows[content.start : at - 1]
            if content.start == start or (asked and asked[0].takes_addressee and content.start < at and is_first_to):
                return True
    return False


# How many words there may be before the "to" of what somebody is asked: asked the court on Friday to order. By hand.
_REQUEST = 24


def _says_something(unit: Unit, finding: Finding) -> bool:
    """Whether a content is more than "nothing", and no wish to stay unnamed: asked not to be named."""
    first = finding.contents[0]
    if any(unit.is_quotation(at) for content in finding.contents for at in (content.start, content.end - 1)):
        return True
    head = " ".join(unit.low(at) for at in range(first.start, min(first.end, first.start + _HEAD)))
    if len(finding.contents) == 1 and first.end - first.start <= _HEAD and is_one_of(head, "empty", "reflexives"):
        return False
    if is_one_of(unit.low(first.start), "reflexives") or is_one_of(unit.low(first.end - 1), "tolls"):
        # Call themselves fans; a disaster that claimed 23 lives.
        return is_one_of(unit.low(first.end - 1), "tolls") and unit.low(finding.cue.start) not in (
            "claim",
            "claims",
            "claimed",
        )
    return not any(wish in head for wish in lexicons.words("cues", "words", "anonymity"))


# Words at the head of a content that tell whether it says anything. Set by hand.
_HEAD = 6


def _is_told_already(finding: Finding, found: Sequence[Finding]) -> bool:
    """Whether a noun has the content of the verb before it: said in a [statement] that A."""
    if finding.source is not None:
        return False
    return any(c.start == finding.contents[0].start for f in found for c in f.contents)


def find_announced(unit: Unit) -> Finding | None:
    """The cue at the end of "Ito told a crowd in Rome:", whose content is the next paragraph; None without colon."""
    if unit.low(len(unit.words) - 1) != ":":
        return None
    for at in range(len(unit.words) - 2, -1, -1):
        found = verb_forms().get(unit.low(at))
        if found and found[0].weight(QUOTE) >= THRESHOLD and is_verb_here(unit, at, found[1]):
            source = source_of(unit, at, found[1], None)
            return Finding(cue=Range(at, at + 1), source=source, contents=(), weight=found[0].weight(QUOTE))
    end = len(unit.words)
    return Finding(cue=Range(end - 1, end), source=first_subject(unit, end), contents=(), weight=CARRIED)


def _prepositional(unit: Unit, at: int, last: Finding | None) -> Finding | None:
    """Read "according to Ito, A" and "A, according to Ito", unless A is a quotation that has its speaker already."""
    for parts in _phrases().get(unit.low(at), ()):
        if all(unit.low(at + k) == part for k, part in enumerate(parts)):
            break
    else:
        guess = unit.low(at) in lexicons.word_set("cues", "prepositional", "guesses")
        if guess and unit.low(at - 1) == "," and is_outlets_guess(unit, at):
            end = content_end(unit, at + 1, Form.NOUN)
            return Finding(cue=Range(at, at + 1), source=None, contents=(Range(at + 1, end),), weight=CARRIED)
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


@cache
def _phrases() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The phrases that name a source, as words, by their first one."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in lexicons.words("cues", "prepositional", "before"):
        parts = tuple(phrase.split())
        found[parts[0]] = (*found.get(parts[0], ()), parts)
    return found


def _hearsay(unit: Unit, at: int, last: Finding | None, *, is_inner: bool) -> Finding | None:
    """Read "Lee allegedly fled", with no source; ", with ten men having allegedly fled" has that of its clause."""
    if is_inner or unit.low(at) not in lexicons.word_set("cues", "prepositional", "adverbs"):
        return None
    first, source = clause_start(unit, at), None
    aside = aside_before(unit, at)
    if aside:
        first, source = aside + 2, last.source if last else None
    contents = (Range(first, at), Range(at + 1, content_end(unit, at, Form.NOUN)))
    kept = tuple(c for c in contents if c.end > c.start)
    return Finding(cue=Range(at, at + 1), source=source, contents=kept, weight=CARRIED)


def _round(unit: Unit, start: int, end: int) -> tuple[Range, ...]:
    """The contents before and behind an inserted "according to Ito" that takes the words from `start` to `end`."""
    found: list[Range] = []
    before = start - 1 if unit.low(start - 1) in (",", "—", "–", "(") else start
    while end < len(unit.words) and unit.low(end) not in (",", ";", ".", "—", "–"):
        end += 1
    after = end + 1
    goes_on = unit.low(end) in (",", "—", "–") and after + 1 < len(unit.words)
    first = clause_start(unit, before) if before > 0 else before
    is_head = 0 < before - first < SHORT and not unit.is_quotation(before - 1)
    if first < before and (goes_on or not is_head):
        found.append(Range(first, before))
    closed = is_one_of(unit.low(after), "relatives", "clause_breaks") or unit.low(after) == "with"
    if goes_on and not is_one_of(unit.low(after), "relatives") and (is_head or not found or not closed):
        found.append(Range(after, content_end(unit, after, Form.NOUN)))
    return tuple(r for r in found if r.end > r.start)


def _governed(unit: Unit, at: int, cue: CueWord | None) -> tuple[str, Range] | None:
    """How content follows the noun or adjective at `at`, and which words it is; None where none does, or too rarely."""
    if not cue or not unit.words[at].is_word:
        return None
    after = noun_frame_at(unit, at, cue)
    if not after or cue.weight(after[0]) < THRESHOLD:
        return None
    frame, start = after
    end = content_end(unit, start, Form.NOUN) if frame in (CLAUSE, TO) else phrase_end(unit, start, Form.NOUN)
    return (frame, Range(start, end)) if end > start else None


def _nominal(unit: Unit, at: int) -> Finding | None:
    """Read "his claim that A", "his criticism of A"."""
    cue = noun_forms().get(unit.low(at))
    governed = _governed(unit, at, cue)
    if cue is None or governed is None:
        return None
    frame, content = governed
    source = _owner(unit, at)
    if not source and frame not in (CLAUSE, TO):
        return None
    return Finding(
        cue=Range(at, content.start if frame not in (CLAUSE, TO) else at + 1),
        source=source,
        contents=(content,),
        weight=cue.weight(frame),
    )


def _adjectival(unit: Unit, at: int) -> Finding | None:
    """Read "she is confident that A", "he was wary of A"."""
    cue = adjective_forms().get(unit.low(at))
    governed = _governed(unit, at, cue)
    if cue is None or governed is None:
        return None
    frame, content = governed
    return Finding(
        cue=Range(at, content.start if frame not in (CLAUSE, TO, "whether") else at + 1),
        source=subject_before(unit, at),
        contents=(content,),
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
