"""Which words before or after a verb name the one who speaks? "Ann Lee, a spokesman for the agency, said", say.

No grammar is parsed: a noun phrase is walked word by word, from the verb outwards, until a word comes that cannot
belong to it. Ranges are places of words in the unit, half-open.
"""

from firsthand.read.cues import Form, verb_forms
from firsthand.read.words import Range, Unit, Word, is_adverb, is_one_of, is_time_word, possessive_stem

# How many words a noun phrase is followed for; none of the 18,371 sources in PolNeAR train is longer.
_REACH = 45


def subject_before(unit: Unit, verb: int) -> Range | None:
    """The noun phrase before the verb at `verb`, over adverbs and auxiliaries, with its apposition; None if none."""
    at = verb - 1
    while at >= 0 and (is_one_of(unit.low(at), "auxiliaries") or (is_adverb(unit.low(at)) and unit.low(at) != "all")):
        at -= 1
    if at < 0:
        return Range(0, 1) if verb and is_one_of(unit.low(0), "pronouns") else None
    if (
        unit.low(at) == "there"
        and at > 0
        and unit.words[at - 1].is_word
        and not is_one_of(unit.low(at - 1), "relatives")
    ):
        # the port authority there said
        at -= 1
    if is_one_of(unit.low(at), "relatives") and at > 0 and unit.words[at].is_word:
        before = at - 1 if unit.low(at - 1) != "," else at - 2
        return phrase_ending(unit, before)
    if unit.low(at) in (",", "—", "–", ")"):
        return _with_apposition(unit, at)
    return _with_relative_clause(unit, at) or phrase_ending(unit, _over_time(unit, at))


def _with_relative_clause(unit: Unit, last: int) -> Range | None:
    """The phrase with its relative clause that ends at `last` without a comma: two officials who saw the file."""
    for at in range(last, max(last - _RELATIVE_REACH, 1), -1):
        low = unit.low(at)
        if low in ("who", "whose"):
            head = phrase_ending(unit, at - 1) if unit.words[at - 1].is_word else None
            # Who Ito said: there the words behind "who" are the subject.
            inner = phrase_starting(unit, at + 1) if low == "who" else None
            if not head or (inner and inner.end > last) or unit.low(head.start) in verb_forms():
                return None
            return Range(head.start, last + 1)
        if not unit.words[at].is_word or is_one_of(low, "conjunctions"):
            return None
        if at < last and unit.low(at) in verb_forms() and _is_reporting_past(unit, at):
            return None
    return None


# How many words a relative clause without commas is followed for. Set by hand.
_RELATIVE_REACH = 14


def _is_reporting_past(unit: Unit, at: int) -> bool:
    """Whether a clause of its own may follow the verb at `at`: a man who said Ito [left]."""
    cue, form = verb_forms()[unit.low(at)]
    return (
        form is Form.PAST
        and cue.weight("clause") >= _OFTEN
        and unit.low(at - 1) != "not"
        and not is_one_of(unit.low(at + 1), "prepositions", "conjunctions", "auxiliaries")
    )


# The weight of the frame of a clause from which on one is expected behind the verb. Set by hand.
_OFTEN = 0.8


def _over_time(unit: Unit, at: int) -> int:
    """`at`, or the last word before a phrase of time that ends there: the mayor [on Monday] said."""
    for start in range(at, max(at - 4, 0), -1):
        low = unit.low(start)
        if low in ("on", "in", "late", "early", "last", "this") and start > 0:
            inside = [unit.low(k) for k in range(start + 1, at + 1)]
            if inside and all(is_time_word(k) or k[:1].isdigit() or k in ("late", "early", "the") for k in inside):
                return start - 1
        if not (is_time_word(low) or low[:1].isdigit()):
            break
    if at > 0 and is_one_of(unit.low(at), "weekdays") and unit.words[at - 1].is_word:
        return at - 1
    return at


def _with_apposition(unit: Unit, close: int) -> Range | None:
    """The phrase whose apposition, relative clause or brackets end with the mark at `close`."""
    if unit.low(close) == ")":
        return phrase_ending(unit, close)
    mark = unit.low(close)
    at, first = close - 1, None
    depth = 0
    while at > max(close - _REACH, 0):
        low = unit.low(at)
        depth += (low == ")") - (low == "(")
        if unit.is_quotation(at) and unit.low(at + 1) != mark and at + 1 < close:
            break
        if low == mark and not depth:
            first = at if first is None else first
            named = all(word.is_name_like for word in unit.words[at + 1 : close])
            head = phrase_ending(unit, at - 1) if named or _opens_apposition(unit, at + 1) else None
            if head and (not named or is_one_of(unit.low(head.start), "determiners")):
                return Range(head.start, close if named or _is_nominal(unit, at + 1) else head.end)
        at -= 1
    if first is None:
        return None
    head = phrase_ending(unit, first - 1)
    return Range(head.start, head.end) if head else None


def _opens_apposition(unit: Unit, at: int) -> bool:
    word = unit.words[at]
    low = word.low
    if is_one_of(low, "determiners", "possessives", "relatives", "prepositions") or low[0].isdigit():
        return True
    if low in ("speaking", "citing", "asked", "himself", "herself", "where", "now", "then", "formerly", "himself"):
        return True
    return low.endswith("ing") or possessive_stem(word) is not None or _is_role(unit, at)


def _is_nominal(unit: Unit, at: int) -> bool:
    low = unit.low(at)
    return (is_one_of(low, "determiners", "possessives") or low[0].isdigit() or low in ("who", "whose")) or (
        possessive_stem(unit.words[at]) is not None or _is_role(unit, at)
    )


def _is_role(unit: Unit, at: int) -> bool:
    """Whether an office without article begins at `at`, behind a name: Ann Lee, [executive director of the port]."""
    if not unit.words[at - 2].is_name_like:
        return False
    for k in range(at, min(at + _ROLE, len(unit.words))):
        word = unit.words[k]
        if k > at and word.low in ("of", "for", "at"):
            return True
        if not word.is_word or word.low in verb_forms() or word.low.endswith(("ing", "ed", "ly")):
            return False
        if is_one_of(
            word.low, "prepositions", "conjunctions", "auxiliaries", "subjects", "pronouns", "irregular_pasts"
        ):
            return False
    return False


# How many words an office has before its "of": executive vice president [of]. Set by hand.
_ROLE = 5


def phrase_ending(unit: Unit, last: int) -> Range | None:
    """The noun phrase whose last word is at `last`; None if that word ends none."""
    at = last
    if at < 0:
        return None
    if is_one_of(unit.low(at), "pronouns", "subjects") and unit.low(at) != "there":
        return Range(at, at + 1)
    if unit.low(at) in ("them", "us", "these", "those") and unit.low(at - 1) == "of" and at > 1:
        # one of them; most of those
        return Range(at - 2, at + 1) if is_one_of(unit.low(at - 2), "determiners", "pronouns", "numerals") else None
    start = _core_start(unit, at)
    if start is None:
        return None
    if unit.low(start) == "that" and start < last and _is_plural(unit.low(last)):
        # That investigators hope: "that" is no determiner of a plural.
        return Range(start + 1, last + 1)
    start = _before_core(unit, start)
    while start < last and is_one_of(unit.low(start), "weekdays", "months") and not _is_of(unit, start - 1):
        start += 1
    return Range(start, last + 1)


def _is_plural(low: str) -> bool:
    return low.endswith("s") and not low.endswith(("ss", "us", "is", "'s", "’s"))


def _is_of(unit: Unit, at: int) -> bool:
    return unit.low(at) == "of"


def _core_start(unit: Unit, last: int) -> int | None:
    """Where the determiner, adjectives and nouns that end at `last` begin."""
    at = last
    while at >= 0 and last - at < _REACH:
        word = unit.words[at]
        if word.low == ")":
            opening = _opening_bracket(unit, at)
            if opening is None:
                break
            at = opening - 1
            continue
        if not _can_be_in_phrase(unit, at, last):
            break
        at -= 1
        if is_one_of(word.low, "determiners", "possessives") and possessive_stem(word) is None:
            break
    start = at + 1
    while start < last and is_adverb(unit.low(start)) and unit.low(start) not in ("both", "all"):
        start += 1
    return start if start <= last and unit.low(start) != ")" else None


def _opening_bracket(unit: Unit, close: int) -> int | None:
    for at in range(close - 1, max(close - 8, -1), -1):
        if unit.low(at) == "(":
            return at
    return None


def _can_be_in_phrase(unit: Unit, at: int, last: int) -> bool:
    word = unit.words[at]
    if word.quotation is not None:
        nickname = word.end - word.start < _NICKNAME and word.text[-2:-1].isalnum()
        return nickname and 0 < at < last and unit.words[at - 1].is_name_like and unit.words[at + 1].is_name_like
    if not word.is_word:
        return word.text in ("$", "&", "%", "#", "@")
    low = word.low
    if is_one_of(low, "determiners", "possessives"):
        return True
    if is_one_of(low, "prepositions", "conjunctions", "auxiliaries", "subjects", "objects"):
        return False
    return not (at < last and _is_plain_verb(unit, at))


# Code points of a nickname in quotation marks inside a name: Ann “Nan” Lee.
_NICKNAME = 20


def _is_plain_verb(unit: Unit, at: int) -> bool:
    """Whether a small-letter word before the end of a phrase is rather the verb of a clause before it."""
    word = unit.words[at]
    found = verb_forms().get(word.low)
    if not found or word.is_name_like:
        return False
    cue, form = found
    if form is Form.PAST:
        return cue.weight("clause") > 0 or word.low in ("told", "called")
    return False


def _before_core(unit: Unit, start: int) -> int:
    """Where the phrase begins, with what its first noun depends on: [a spokesman for] the agency, [Lee and] Ito."""
    at = start - 1
    for _ in range(8):
        low = unit.low(at)
        if at <= 0:
            return at + 1
        joins = is_one_of(low, "joining_prepositions") or (
            is_one_of(low, "place_prepositions") and _is_common_noun(unit, at - 1)
        )
        if joins or low in ("and", "or"):
            before = _core_start(unit, at - 1)
            if (
                before is None
                or is_one_of(unit.low(at - 1), "pronouns")
                or (low in ("and", "or") and not _coordinates(unit, before, at))
            ):
                return at + 1
            at = before - 1
            continue
        if low == "," and _is_list(unit, at):
            before = _core_start(unit, at - 1)
            if before is None:
                return at + 1
            at = before - 1
            continue
        return at + 1
    return at + 1


def _is_common_noun(unit: Unit, at: int) -> bool:
    word = unit.words[at] if at >= 0 else None
    if word and not word.is_name_like and (_is_past(word.low) or is_one_of(word.low, "irregular_pasts")):
        # spoken to a man
        return False
    if word and word.low == "according":
        return False
    return bool(
        word and word.is_word and not is_time_word(word.low) and (word.low.endswith("s") or word.text[0].islower())
    )


def _coordinates(unit: Unit, start: int, conjunction: int) -> bool:
    """Whether "and" at `conjunction` joins the phrase from `start` to the next, rather than two clauses."""
    both_names = unit.words[conjunction - 1].is_name_like and unit.words[conjunction + 1].is_name_like
    opens = start == 0 or unit.low(start - 1) in (",", "that", ";", ":", "(", "both") or unit.is_quotation(start - 1)
    return opens or (both_names and is_one_of(unit.low(start - 1), "joining_prepositions", "conjunctions"))


def _is_list(unit: Unit, comma: int) -> bool:
    """Whether the comma is one of a list of names: Lee[,] Ito and Sen."""
    ahead = [unit.low(at) for at in range(comma + 1, min(comma + 8, len(unit.words)))]
    if "and" not in ahead or comma == 0 or comma + 1 >= len(unit.words):
        return False
    return (
        unit.words[comma - 1].is_name_like
        and unit.words[comma + 1].is_name_like
        and all(word.is_name_like or word.low == "," for word in unit.words[comma + 1 : comma + 1 + ahead.index("and")])
    )


def phrase_starting(unit: Unit, first: int) -> Range | None:
    """The noun phrase that begins at `first`, with its apposition; None if no phrase begins there."""
    if first >= len(unit.words):
        return None
    word = unit.words[first]
    if is_one_of(word.low, "pronouns", "objects") and not is_one_of(word.low, "determiners"):
        return Range(first, first + 1)
    at = _core_end(unit, first)
    if at == first:
        return None
    for _ in range(6):
        low = unit.low(at)
        if is_one_of(low, "joining_prepositions", "place_prepositions") and not is_time_word(unit.low(at + 1)):
            is_near = unit.low(at - 1) in ("close", "familiar", "near")
            if not is_one_of(low, "joining_prepositions") and not is_near and _is_occasion(unit, at + 1):
                break
            end = _core_end(unit, at + 1)
        elif (
            low == "and"
            and unit.words[at - 1].is_name_like
            and at + 1 < len(unit.words)
            and unit.words[at + 1].is_name_like
        ):
            end = _core_end(unit, at + 1)
        else:
            break
        if end == at + 1:
            break
        at = end
    return Range(first, at)


def with_following_apposition(unit: Unit, found: Range) -> Range:
    """The same phrase with an apposition after it: said Ann Lee[, a spokesman for the agency]."""
    at = found.end
    if unit.low(at) != "," or at + 1 >= len(unit.words) or not _is_nominal(unit, at + 1):
        return found
    end = at + 1
    while end < len(unit.words) and end - at < _REACH:
        word = unit.words[end]
        if word.quotation is not None or word.low in (".", ";", "—"):
            break
        if word.low == "," and not (
            unit.words[end - 1].is_name_like and end + 1 < len(unit.words) and unit.words[end + 1].is_name_like
        ):
            break
        end += 1
    return Range(found.start, end)


def _is_occasion(unit: Unit, at: int) -> bool:
    return any(is_one_of(unit.low(k), "occasions") for k in range(at, min(at + 4, len(unit.words))))


def _core_end(unit: Unit, first: int) -> int:
    at = first
    while at < len(unit.words) and at - first < _REACH:
        word: Word = unit.words[at]
        low = word.low
        if word.low == "(" and at > first:
            closing = next((k for k in range(at + 1, min(at + 8, len(unit.words))) if unit.low(k) == ")"), None)
            if closing is None:
                break
            at = closing + 1
            continue
        if not word.is_word and word.text not in ("$", "&", "%", "#", "@"):
            break
        is_first = at == first or (at == first + 1 and is_one_of(unit.low(first), "determiners"))
        if is_one_of(low, "determiners", "possessives") and not is_first:
            break
        if is_one_of(low, "prepositions", "conjunctions", "auxiliaries", "subjects") and not (
            is_first and is_one_of(low, "determiners")
        ):
            break
        if at > first and (is_one_of(low, "weekdays") or is_adverb(low) or _ends_phrase(unit, at)):
            break
        at += 1
        if possessive_stem(word) is None and is_one_of(low, "objects"):
            break
    return at


def _ends_phrase(unit: Unit, at: int) -> bool:
    word = unit.words[at]
    if word.is_name_like:
        return False
    is_other_past = word.low.endswith("ed") or is_one_of(word.low, "irregular_pasts")
    ends = unit.words[at - 1].is_name_like or is_one_of(unit.low(at + 1), "determiners", "possessives")
    return _is_past(word.low) or (is_other_past and ends)


def _is_past(low: str) -> bool:
    found = verb_forms().get(low)
    return found is not None and found[1] is Form.PAST
