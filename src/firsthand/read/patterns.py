"""How does content follow a cue? "Warned that A", "warned Ito of A", "warned on Monday: A", "put the loss at A".

For the cue at a place, the frame of the lexicon that fits, and the place at which the content begins: over adverbs,
days, occasions ("in a statement") and the one who was told.
"""

from firsthand.read.cues import CLAUSE, COUNTED, OBJECT, PUT_AT, QUOTE, TO, CueWord, Form, noun_forms, verb_forms
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
            is_relative = before in noun_forms() or is_one_of(before, "heads") or is_finite(unit, k + 1)
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


def is_finite(unit: Unit, at: int) -> bool:
    """Whether a verb in a tense begins at `at`, as far as the lists tell."""
    low = unit.low(at)
    if is_one_of(low, "auxiliaries"):
        return low != "to"
    return form_at(unit, at) in (Form.PAST, Form.THIRD) or is_one_of(low, "irregular_pasts")


def form_at(unit: Unit, at: int) -> Form | None:
    """The form of the cue verb at `at`, None if there is none."""
    found = verb_forms().get(unit.low(at))
    return found[1] if found else None


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
    for _ in range(_ROUGHLY):
        at += is_one_of(unit.low(at), "roughly", "currencies")
    return unit.low(at)[:1].isdigit() or is_one_of(unit.low(at), "numerals")


# How many words before a number are looked over: at least about the 40. Set by hand.
_ROUGHLY = 5


def _behind_addressee(unit: Unit, at: int, cue: CueWord) -> tuple[str, int] | None:
    addressee = phrase_starting(unit, at)
    if not addressee:
        return None
    after = after_fillers(unit, _over_name(unit, addressee.end))
    low = unit.low(after)
    if low == "that":
        return CLAUSE, _behind_that(unit, after)
    if low in ("to", "not") and unit.words[after + 1 : after + 2]:
        return TO, after if cue.lemma == "tell" else at
    if low in cue.frames and unit.words[after + 1 : after + 2]:
        # Accused Ito of lying: who is accused belongs to what is said.
        return low, at if low == "of" and OBJECT in cue.frames else after + 1
    if low in ("who", "which") and not is_one_of(unit.low(at), "objects") and is_finite(unit, after + 1):
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


def _over_name(unit: Unit, at: int) -> int:
    """`at`, or the place behind a name between commas: ordered the builder[, Bastion Greave,] to open its books."""
    if unit.low(at) != ",":
        return at
    end = at + 1
    while end < min(at + _NAME, len(unit.words)) and unit.words[end].is_name_like:
        end += 1
    return end + 1 if unit.low(end) == "," and unit.low(end + 1) == "to" else at


# How many words a name between commas has at most. Set by hand.
_NAME = 7


def _clause_at(unit: Unit, first: int, here: int, cue: CueWord) -> tuple[str, int] | None:
    low = unit.low(here)
    quoting = QUOTE if QUOTE in cue.frames else CLAUSE
    if low == "that" and CLAUSE in cue.frames:
        return (CLAUSE, _behind_that(unit, here)) if here + 1 < len(unit.words) else None
    if unit.is_quotation(here):
        return quoting, here
    if (low in (",", ":") and unit.is_quotation(here + 1)) or (low == ":" and here + 1 < len(unit.words)):
        return quoting, here + 1
    if CLAUSE not in cue.frames:
        return None
    if is_one_of(low, "question_words"):
        return CLAUSE, here
    if is_one_of(low, "finite") and _is_gapped(unit, first - 1):
        return CLAUSE, here
    that = that_after(unit, first)
    if that:
        return (CLAUSE, that + 1) if that + 1 < len(unit.words) else None
    return (CLAUSE, here) if _opens_clause(unit, here, cue) else None


def _behind_that(unit: Unit, that: int) -> int:
    """Where the content begins: behind "that", or with it where it is the subject: said that would not be enough."""
    return that if is_one_of(unit.low(that + 1), "finite") else that + 1


def _is_gapped(unit: Unit, verb: int) -> bool:
    """Whether the subject of what was said stands before the verb: the man who Ito said [was ill]."""
    for at in range(verb - 2, max(verb - _GAP, -1), -1):
        low = unit.low(at)
        if low in ("who", "which"):
            return True
        if low == "what":
            return is_one_of(unit.low(at - 1), "prepositions")
        if low in verb_forms() or is_one_of(low, "finite"):
            return False
    return False


# How many words before the verb a relative pronoun is looked for: which an analyst, Bo Ito, said. Set by hand.
_GAP = 14


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
