"""Where does what was said begin and end? "He said on Monday that A, and warned of B": A, and not a word more.

A content begins behind its cue, over phrases of time and occasion; it ends with the sentence, or before a word that
takes the sentence back to its narrator: another cue, ", according to", ", citing".
"""

from firsthand.read import lexicons
from firsthand.read.cues import CLAUSE, COUNTED, OBJECT, PUT_AT, QUOTE, TO, CueClass, CueWord, Form, noun_forms, verb_forms
from firsthand.read.nounphrases import phrase_starting
from firsthand.read.words import Unit, is_adverb, is_one_of, is_time_word

# How far behind a cue its "that" is looked for, in words: "told a group of students in Rome on Friday that ...".
_THAT_REACH = 24


def after_fillers(unit: Unit, at: int) -> int:
    """The first place from `at` on that is neither an adverb nor a phrase of time or occasion."""
    while at < len(unit.words):
        after = _after_filler(unit, at)
        if after == at:
            return at
        at = after
    return at


def _after_filler(unit: Unit, at: int) -> int:
    low = unit.low(at)
    if is_one_of(low, "weekdays", "months") or (is_adverb(low) and low not in ("both", "all", "each", "not", "only")):
        after = at + 1
        while is_time_word(unit.low(after)) or unit.low(after)[:1].isdigit():
            after += 1
        return after
    if is_one_of(low, "time_starts") or low in ("via", "through", "on", "to", "by", "with"):
        first = at + 1
        if is_time_word(unit.low(first)):
            # On Monday for all ferries: the phrase would run on.
            while is_time_word(unit.low(first)) or unit.low(first)[:1].isdigit():
                first += 1
            return first
        phrase = phrase_starting(unit, first)
        if phrase and any(
            is_time_word(unit.low(k)) or is_one_of(unit.low(k), "occasions") for k in range(first, phrase.end)
        ):
            return phrase.end
    return at


def that_after(unit: Unit, at: int) -> int | None:
    """Where the "that" of a cue stands which is followed, from `at` on, by an addressee, a time or a place."""
    for k in range(at, min(at + _THAT_REACH, len(unit.words))):
        low = unit.low(k)
        if low == "that":
            before = unit.low(k - 1)
            is_relative = before in noun_forms() or is_one_of(before, "heads") or _is_finite(unit, k + 1)
            return None if is_relative else k
        if unit.is_quotation(k) or low in (";", ":", ".", "and", "but") or is_one_of(low, "subjects", "question_words"):
            return None
        if (
            k > at
            and low in verb_forms()
            and verb_forms()[low][1] in (Form.PAST, Form.THIRD)
            and not unit.words[k].is_name_like
        ):
            return None
    return None


def _is_finite(unit: Unit, at: int) -> bool:
    """Whether a verb in a tense begins at `at`, as far as the lists tell."""
    low = unit.low(at)
    if is_one_of(low, "auxiliaries"):
        return low != "to"
    return form_at(unit, at) in (Form.PAST, Form.THIRD) or is_one_of(low, "irregular_pasts")


def relative_end(unit: Unit, start: int, end: int) -> int:
    """`end`, or the comma that closes a relative clause: Corvane, which says nothing leaked[,] declined to ..."""
    for at in range(start + 1, end):
        if unit.low(at) == "," and _is_finite(unit, at + 1) and not unit.words[at + 1].is_name_like:
            return at
    return end


def holds_clause(unit: Unit, start: int, end: int) -> bool:
    """Whether there is a subject and a verb in a tense from `start` up to `end`, as far as the lists tell."""
    return any(
        _is_finite(unit, at) or (unit.low(at).endswith("ed") and unit.words[at].text[0].islower())
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


def form_at(unit: Unit, at: int) -> Form | None:
    """The form of the cue verb at `at`, None if there is none."""
    found = verb_forms().get(unit.low(at))
    return found[1] if found else None


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


def frame_at(unit: Unit, at: int, cue: CueWord) -> tuple[str, int] | None:
    """How content follows the cue at `at`, and where it begins; None if nothing follows that the cue allows."""
    first = at + 1
    here = after_fillers(unit, first)
    for place in (first, here):
        low = unit.low(place)
        if low in cue.frames and low not in (CLAUSE, QUOTE, OBJECT, TO) and not _is_date(unit, place + 1):
            return _behind_preposition(unit, place, cue)
    figure = _figure_at(unit, first, cue)
    if figure:
        return figure
    if unit.low(here) == "to" and TO in cue.frames and unit.words[here + 1 : here + 2]:
        return TO, here
    if cue.takes_addressee and here < len(unit.words):
        found = _behind_addressee(unit, here, cue)
        if found:
            return found
    if CLAUSE in cue.frames or QUOTE in cue.frames:
        found = _clause_at(unit, first, here, cue)
        if found:
            return found
    if OBJECT in cue.frames and here < len(unit.words) and _starts_phrase(unit, here):
        return OBJECT, here
    return None


def _is_date(unit: Unit, at: int) -> bool:
    """Whether a day or a date begins at `at`: reported on [Tuesday], on [4 May]."""
    return is_time_word(unit.low(at)) or (unit.low(at).isdigit() and is_time_word(unit.low(at + 1)))


def _behind_preposition(unit: Unit, preposition: int, cue: CueWord) -> tuple[str, int] | None:
    """What follows "warned of" or "wrote on": "wrote on its site that A" has a clause behind the phrase."""
    after = preposition + 1
    if after >= len(unit.words) or unit.low(after) in (",", "."):
        return None
    phrase = phrase_starting(unit, after) if CLAUSE in cue.frames else None
    if phrase and unit.low(phrase.end) == "that" and that_after(unit, phrase.end) and phrase.end + 1 < len(unit.words):
        return CLAUSE, phrase.end + 1
    return unit.low(preposition), after


def _figure_at(unit: Unit, first: int, cue: CueWord) -> tuple[str, int] | None:
    """Read "put the loss at about 40 tonnes" and "counted six ambulances": an object that gives a number."""
    if COUNTED in cue.frames and is_number(unit, first):
        return COUNTED, first
    if PUT_AT not in cue.frames:
        return None
    if not phrase_starting(unit, first):
        return None
    for at in range(first + 1, min(first + _FIGURE_REACH, len(unit.words))):
        low = unit.low(at)
        if low == "at":
            return (PUT_AT, first) if is_number(unit, at + 1) else None
        if not unit.words[at].is_word or low in verb_forms():
            return None
    return None


# How many words there may be between "put" and its "at": put the number of people who were on board at 212.
_FIGURE_REACH = 14


def is_number(unit: Unit, at: int) -> bool:
    """Whether a number begins at `at`, after words such as "about", "more than" or "at least"."""
    while is_one_of(unit.low(at), "roughly", "currencies"):
        at += 1
    return unit.low(at)[:1].isdigit() or is_one_of(unit.low(at), "numerals")


def _behind_addressee(unit: Unit, at: int, cue: CueWord) -> tuple[str, int] | None:
    addressee = phrase_starting(unit, at)
    if not addressee:
        return None
    after = after_fillers(unit, addressee.end)
    low = unit.low(after)
    if low == "that":
        return CLAUSE, after + 1
    if low in ("to", "not") and unit.words[after + 1 : after + 2]:
        return TO, after if cue.lemma == "tell" else at
    if low in cue.frames and unit.words[after + 1 : after + 2]:
        return low, after + 1
    if low in ("who", "which") and not is_one_of(unit.low(at), "objects") and _is_finite(unit, after + 1):
        infinitive = any(unit.low(k) == "to" for k in range(after + 2, min(after + _THAT_REACH, len(unit.words))))
        return (TO, at) if infinitive else None
    if is_one_of(low, "question_words"):
        return CLAUSE, after
    if unit.is_quotation(after):
        return QUOTE, after
    if low in (",", ":") and unit.is_quotation(after + 1):
        return QUOTE, after + 1
    if after < len(unit.words) and _starts_phrase(unit, after) and low not in (",", "."):
        return CLAUSE, after
    that = that_after(unit, addressee.end)
    return (CLAUSE, that + 1) if that else None


def _clause_at(unit: Unit, first: int, here: int, cue: CueWord) -> tuple[str, int] | None:
    low = unit.low(here)
    quoting = QUOTE if QUOTE in cue.frames else CLAUSE
    if low == "that" and CLAUSE in cue.frames:
        return (CLAUSE, here + 1) if here + 1 < len(unit.words) else None
    if unit.is_quotation(here):
        return quoting, here
    if (low in (",", ":") and unit.is_quotation(here + 1)) or (low == ":" and here + 1 < len(unit.words)):
        return quoting, here + 1
    if CLAUSE not in cue.frames:
        return None
    if is_one_of(low, "question_words"):
        return CLAUSE, here
    that = that_after(unit, first)
    if that:
        return (CLAUSE, that + 1) if that + 1 < len(unit.words) else None
    return (CLAUSE, here) if _opens_clause(unit, here, cue) else None


def _opens_clause(unit: Unit, at: int, cue: CueWord) -> bool:
    """Whether a clause without "that" begins at `at`; a noun there may be an object instead, if the verb takes one."""
    low = unit.low(at)
    if is_one_of(low, "subjects") or (is_one_of(low, "roughly") and is_number(unit, at)):
        return True
    if at >= len(unit.words) or cue.needs_addressee:
        return False
    if OBJECT in cue.frames:
        phrase = phrase_starting(unit, at)
        return phrase is not None and (
            is_one_of(unit.low(phrase.end), "finite") or is_one_of(unit.low(phrase.end), "irregular_pasts")
        )
    return _starts_phrase(unit, at) or is_one_of(low, "openers")


def _starts_phrase(unit: Unit, at: int) -> bool:
    word = unit.words[at]
    if word.quotation is not None:
        return True
    if not word.is_word and word.text not in ("$", "[", "@", "#"):
        return False
    return not is_one_of(word.low, "prepositions", "auxiliaries") and (
        not is_one_of(word.low, "conjunctions")
        or is_one_of(word.low, "question_words", "determiners")
        or word.low == "if"
    )


def noun_frame_at(unit: Unit, at: int, cue: CueWord) -> tuple[str, int] | None:
    """How content follows the noun at `at`: that-clause, "to", or one of its prepositions."""
    low = unit.low(at + 1)
    if at + 2 >= len(unit.words):
        return None
    if low == "that" and CLAUSE in cue.frames:
        return CLAUSE, at + 2
    if low in cue.frames and low not in (CLAUSE, QUOTE, OBJECT):
        return low, at + 1 if low in (TO, "whether") else at + 2
    return None


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
            unit.words[at].low == "," or (unit.words[at].is_word and not _is_finite(unit, at) and not is_one_of(
                unit.low(at), "subjects", "relatives", "prepositions", "comments"
            ))
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
