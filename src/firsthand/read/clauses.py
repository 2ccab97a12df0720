"""Where does what was said begin and end? "He said on Monday that A, and warned of B": A, and not a word more.

A content begins behind its cue, over phrases of time and occasion; it ends with the sentence, or before a word that
takes the sentence back to its narrator: another cue, ", according to", ", citing".
"""

from firsthand.read import lexicons
from firsthand.read.cues import CLAUSE, QUOTE, CueClass, Form, verb_forms
from firsthand.read.nounphrases import phrase_starting
from firsthand.read.patterns import after_fillers, form_at, frame_at, is_finite
from firsthand.read.words import Unit, is_adverb, is_one_of, is_time_word


def relative_end(unit: Unit, start: int, end: int) -> int:
    """`end`, or the comma that closes a relative clause: Corvane, which says nothing leaked[,] declined to ..."""
    for at in range(start + 1, end):
        if unit.low(at) == "," and is_finite(unit, at + 1) and not unit.words[at + 1].is_name_like:
            return at
    return end


def holds_clause(unit: Unit, start: int, end: int) -> bool:
    """Whether there is a subject and a verb in a tense from `start` up to `end`, as far as the lists tell."""
    return any(
        is_finite(unit, at) or (unit.low(at).endswith("ed") and unit.words[at].text[0].islower())
        for at in range(start + 1, end)
    )


def content_end(unit: Unit, start: int, form: Form, limit: int | None = None) -> int:
    """Where a content that begins at `start`, behind a cue of `form`, ends (excluded), at most at `limit`."""
    end = len(unit.words) if limit is None else limit
    depth = 0
    for at in range(start, end):
        low = unit.low(at)
        depth += (low == "(") - (low == ")")
        if depth > 0 or (at == start and not unit.is_quotation(at)):
            continue
        if low == ";" or (low in (",", "—", "–", "-", ":") and _leaves_after_mark(unit, at, form)):
            return at
        if (
            unit.is_quotation(at)
            and at + 1 < end
            and unit.words[at].text[-2:-1] in _MARKS_INSIDE
            and _leaves_after_mark(unit, at, form)
        ):
            return at + 1
        if low in ("and", "but", "or", "before", "while", "after", "though", "although", "even") and _leaves_at(
            unit, at, form
        ):
            return at
        if low in ("according", "per") and unit.low(at + 1) == "to":
            return at
        if low == "and" and unit.low(at + 1) in ("who", "which", "whose"):
            # a man who says he filmed it and who ...
            return at
    while end > start and unit.low(end - 1) in (".", ",", "!", "?", ":", "—", "–"):
        end -= 1
    return _without_frame(unit, start, end)


# A quotation that ends in one of these has taken the comma of its sentence inside its marks.
_MARKS_INSIDE = (",", "?", "!", "—", ".")


def _leaves_after_mark(unit: Unit, mark: int, form: Form) -> bool:
    at = mark + 1
    low = unit.low(at)
    if is_one_of(low, "comments"):
        return True
    if is_parenthesis(unit, at):
        return True
    found = verb_forms().get(low)
    if found and found[1] is Form.ING:
        return True
    if is_one_of(low, "clause_breaks"):
        return _leaves_at(unit, at, form)
    if low in lexicons.word_set("cues", "prepositional", "guesses"):
        return is_outlets_guess(unit, at)
    return form_at(unit, at) is form and form in (Form.PAST, Form.THIRD) and is_cue_like(unit, at)


def is_outlets_guess(unit: Unit, at: int) -> bool:
    """Whether ", likely as a result of ..." begins at `at`: the outlet's own judgement of a cause."""
    ahead = " ".join(unit.low(k) for k in range(at + 1, min(at + 4, len(unit.words))))
    return any(ahead.startswith(cause) for cause in lexicons.words("cues", "prepositional", "causes"))


def is_parenthesis(unit: Unit, at: int) -> bool:
    """Whether "the mayor said" begins at `at`, and then a mark: a cue between commas, or at the end."""
    if unit.low(at) == "according":
        return True
    found = verb_forms().get(unit.low(at))
    if found and found[1] in (Form.PAST, Form.THIRD) and found[0].weight(QUOTE) > _SPEAKS:
        phrase = phrase_starting(unit, at + 1)
        return phrase is not None
    phrase = phrase_starting(unit, at)
    if not phrase:
        return False
    verb = phrase.end
    while is_adverb(unit.low(verb)) or unit.low(verb) in ("has", "have", "had"):
        verb += 1
    if verb - phrase.start > 1 and form_at(unit, verb - 1) is Form.THIRD and unit.words[verb - 1].text[0].islower():
        # The Skerrin Lamp reports: its last word looked like a noun.
        verb -= 1
    found = verb_forms().get(unit.low(verb))
    if not found or (found[0].weight(QUOTE) < _SPEAKS and found[0].weight(CLAUSE) < _SPEAKS):
        return False
    after = after_fillers(unit, verb + 1)
    addressee = phrase_starting(unit, after) if found[0].needs_addressee else None
    after = after_fillers(unit, addressee.end) if addressee else after
    return after >= len(unit.words) or unit.low(after) in (",", ".", "—", "–", "?", "!") or unit.is_quotation(after)


# The weight from which on a verb is taken as one of speaking, as for a cue. From .3 to .6 nothing changes on PolNeAR
# train (168 articles).
_SPEAKS = 0.5


def is_cue_like(unit: Unit, at: int) -> bool:
    """Whether the verb at `at` is followed by something that its frames allow."""
    found = verb_forms().get(unit.low(at))
    return bool(found) and found is not None and frame_at(unit, at, found[0]) is not None


def _leaves_at(unit: Unit, conjunction: int, form: Form) -> bool:
    """Whether a new cue follows the conjunction: with the same subject (and warned) or its own (and Ito said)."""
    at = conjunction + 1
    while is_adverb(unit.low(at)) or unit.low(at) in ("has", "have", "had"):
        at += 1
    found = form_at(unit, at)
    if found is Form.ING:
        return unit.low(conjunction) in ("before", "while", "after") or form is Form.ING
    if found and found is form and found in (Form.PAST, Form.THIRD) and is_cue_like(unit, at):
        return True
    if unit.low(conjunction) in ("or", "before", "after"):
        return False
    phrase = phrase_starting(unit, conjunction + 1)
    if not phrase:
        return False
    verb = phrase.end
    while is_adverb(unit.low(verb)) or unit.low(verb) in ("has", "have", "had"):
        verb += 1
    own = verb_forms().get(unit.low(verb))
    if not own or own[1] in (Form.ING, Form.BASE) or own[0].cue_class is not CueClass.SPEECH:
        return False
    return is_cue_like(unit, verb)


def _without_frame(unit: Unit, start: int, end: int) -> int:
    """`end`, or where a last phrase begins that tells the occasion: during an interview with the paper."""
    for at in range(end - 2, max(start + 3, end - 16), -1):
        if unit.low(at) in ("in", "during", "at", "on") and not unit.is_quotation(at):
            near = [unit.low(k) for k in range(at + 1, min(at + 5, end))]
            if any(low in ("interview", "statement", "briefing", "tweet", "interviews") for low in near):
                return at - 1 if unit.low(at - 1) == "," else at
    return end


def phrase_end(unit: Unit, start: int, form: Form) -> int:
    """Where an object that begins at `start` ends: before the first comma or new cue, or with the sentence."""
    end = content_end(unit, start, form)
    for at in range(start + 1, end):
        if unit.low(at) in (",", "—", "–") and not unit.is_quotation(at) and not _is_listing(unit, at, end):
            return at
        if unit.low(at) in ("as", "because", "when", "while", "after", "before", "if", "but") and at > start + 1:
            if is_time_word(unit.low(at - 1)):
                # months before the leak
                continue
            return at
        if form is Form.NOUN and is_one_of(unit.low(at), "finite"):
            # its estimate of the loss was ...
            return at
        if unit.low(at) in ("and", "but") and is_one_of(unit.low(at + 1), "finite"):
            # asked for the minutes and has not received them
            return at
    return end


def _is_listing(unit: Unit, comma: int, end: int) -> bool:
    """Whether a list of things goes on behind the comma: a dark deck[,] running water and the lights of cars."""
    if unit.low(comma) != ",":
        return False
    last = next((at for at in range(comma + 1, min(comma + _LISTED, end)) if unit.low(at) in ("and", "or")), None)
    if last is None or last == comma + 1:
        return False
    after = phrase_starting(unit, last + 1)
    return (
        after is not None
        and after.end >= end
        and all(
            unit.words[at].low == ","
            or (
                unit.words[at].is_word
                and not is_finite(unit, at)
                and not is_one_of(unit.low(at), "subjects", "relatives", "prepositions", "comments")
            )
            for at in range(comma + 1, last)
        )
    )


# How many words of a list are looked over, from a comma to its "and". Set by hand.
_LISTED = 16


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


def end_before_aside(unit: Unit, start: int, end: int) -> int:
    """`end`, or the comma of an aside that is hearsay of its own."""
    hearsay = lexicons.word_set("cues", "prepositional", "adverbs")
    for at in range(start + 2, end):
        if unit.low(at) in hearsay:
            aside = aside_before(unit, at)
            if aside and aside > start:
                return aside
    return end


def main_clause_after(unit: Unit, start: int, end: int) -> int:
    """`end`, or the comma before a main clause: although Ito said it rained[,] others went out."""
    for at in range(start + 1, end):
        if unit.low(at) != "," or unit.is_quotation(at):
            continue
        subject = phrase_starting(unit, at + 1)
        if subject and (is_one_of(unit.low(subject.end), "auxiliaries") or unit.low(subject.end) in verb_forms()):
            return at
    return end
