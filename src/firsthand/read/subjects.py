"""Is this word a verb, and who is its subject? "Two officials who saw the file said": two officials.

A form may be a noun ("reports", "claims") or a participle ("when asked"); the words before it tell.
"""

from firsthand.read.cues import Form, verb_forms
from firsthand.read.findings import Finding, clause_start
from firsthand.read.nounphrases import phrase_starting, subject_before
from firsthand.read.words import Range, Unit, is_adverb, is_one_of, is_time_word, possessive_stem


def is_verb_here(unit: Unit, at: int, form: Form) -> bool:
    """Whether the word at `at` is a verb in its place, not a noun (the claims) or an adjective (the alleged)."""
    before = at - 1
    while before >= 0 and is_adverb(unit.low(before)):
        before -= 1
    if before < 0:
        return form is not Form.BASE and form is not Form.THIRD and not is_one_of(unit.low(at), "asked")
    low = unit.low(before)
    if low == "that" and form is Form.BASE:
        # That figure: a noun, unless it follows people who do so.
        return unit.low(before - 1).endswith("s") or unit.low(before - 1) in ("people", "those")
    is_owned = possessive_stem(unit.words[before]) is not None and not is_one_of(low, "subjects")
    if is_owned and form is not Form.PAST:
        return False
    if form is Form.BASE:
        return _is_base_here(unit, at, before)
    if is_one_of(low, "determiners", "possessives") and low not in _ALONE:
        stands_alone = is_one_of(low, "pronouns", "numerals") and _is_followed_by_words(unit, at)
        if not stands_alone:
            return False
    if form is Form.THIRD:
        return _is_third_here(unit, at, before)
    # When asked, as expected: a participle.
    return form is not Form.PAST or not (is_one_of(low, "joining_prepositions") or low in _BEFORE_PARTICIPLES)


# Determiners that may be a subject by themselves.
_ALONE = ("that", "some", "many", "most", "both", "few", "others")
_BEFORE_PARTICIPLES = ("when", "if", "as", "once", "unless", "though")


def _is_base_here(unit: Unit, at: int, before: int) -> bool:
    """Whether the words up to `before` may have a verb in its base form behind them: would say, the others say."""
    low = unit.low(before)
    if is_one_of(low, "verb_helpers", "relatives") or low in ("i", "you", "we", "they"):
        return True
    if low in ("people", "many", "some", "most", "others", "police", "media", "both", "men", "women"):
        return True
    is_plural = unit.words[before].is_word and low.endswith("s") and not low.endswith("ss")
    if is_plural and not is_one_of(low, "possessives", "prepositions", "auxiliaries"):
        return True
    return far_subject(unit, at) is not None


def _is_third_here(unit: Unit, at: int, before: int) -> bool:
    """Whether the words up to `before` may have a verb that ends in -s behind them: the mayor says."""
    low = unit.low(before)
    own = verb_forms().get(low)
    if own and own[1] is not Form.BASE and not unit.words[before].is_name_like and unit.low(at) not in _SAYS:
        # Denied reports, citing emails: a noun.
        return False
    if is_one_of(low, "particles") and unit.low(before - 1).endswith("ed"):
        # whose name is blacked out notes
        return True
    return not is_one_of(low, "prepositions", "auxiliaries", "conjunctions") or low in _SUBJECTS_TOO


_SUBJECTS_TOO = ("who", "that", "which", "and", "but")
# The form that is no noun, whatever stands before it: the man accused says.
_SAYS = ("says", "tells")


def _is_followed_by_words(unit: Unit, at: int) -> bool:
    """Whether what follows can only be what was said: several said they ..., another said, “...”."""
    after = at + 2 if unit.low(at + 1) in (",", ":") else at + 1
    return is_one_of(unit.low(after), "subjects") or unit.low(after) == "that" or unit.is_quotation(after)


def source_of(unit: Unit, at: int, form: Form, last: Finding | None) -> Range | None:
    """Whose words the verb at `at` reports: its subject, or the source of `last`, or the subject of the sentence."""
    before = at - 1
    while is_adverb(unit.low(before)):
        before -= 1
    is_finite = form is not Form.ING or is_one_of(unit.low(before), "passive", "subjects")
    if is_finite and unit.low(at - 1) != "to":
        found = (far_subject(unit, at) if form is Form.BASE else None) or subject_before(unit, at)
        if found:
            return found
    if last and last.source and last.source.end <= at:
        return last.source
    return first_subject(unit, at)


def far_subject(unit: Unit, at: int) -> Range | None:
    """The plural that a clause opens with, before what tells more of it: images [published by the port, show]."""
    comma = unit.low(at - 1) == ","
    if at < _NEAREST or not (comma or unit.words[at - 1].is_word) or is_one_of(unit.low(at - 1), "conjunctions"):
        return None
    head = phrase_starting(unit, clause_start(unit, at))
    if not head or not unit.low(head.end - 1).endswith("s") or not head.end <= at <= head.end + _FARTHEST:
        return None
    opens = unit.low(head.end)
    if comma:
        return head if opens == "," and is_one_of(unit.low(head.end + 1), "relatives") else None
    is_told_more = (
        opens.endswith("ed") or is_one_of(opens, "irregular_pasts", "prepositions") or opens in ("shown", "seen")
    )
    has_verb = any(
        is_one_of(unit.low(k), "finite", "subjects")
        or not unit.words[k].is_word
        or (is_one_of(unit.low(k), "conjunctions") and not is_time_word(unit.low(k + 1)))
        for k in range(head.end + 1, at)
    )
    return Range(head.start, at) if is_told_more and not has_verb else None


# How many words may stand between such a subject and its verb. Set by hand.
_FARTHEST = 30
# A subject with a participle and a phrase has at least three words. Set by hand.
_NEAREST = 3


def first_subject(unit: Unit, before: int) -> Range | None:
    """The subject that the unit opens with, over "In Rome, ..." and "But ..."."""
    at = 0
    opens = is_one_of(unit.low(0), "prepositions", "conjunctions") or unit.low(0) in verb_forms()
    if opens or is_adverb(unit.low(0)) or unit.low(0).endswith("ing") or is_time_word(unit.low(0)):
        comma = next((k for k in range(1, min(before, 25)) if unit.low(k) == ","), None)
        at = comma + 1 if comma else 1
    found = phrase_starting(unit, at) if at < before else None
    return found if found and found.end <= before else None
