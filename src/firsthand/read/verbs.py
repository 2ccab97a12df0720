"""Which verbs report in this sentence, and what do they report? "A, said Ito, who had warned of B" has two.

For each verb of the lexicon: is it a verb here, who is its subject, and does its content stand behind it ("said that
A"), before it ("A, said Ito") or round it ("A, Ito said, B")?
"""

from dataclasses import replace

from firsthand.read import lexicons
from firsthand.read.clauses import (
    content_end,
    end_before_aside,
    holds_clause,
    main_clause_after,
    phrase_end,
    relative_end,
)
from firsthand.read.cues import CLAUSE, OBJECT, QUOTE, TO, CueWord, Form, verb_forms
from firsthand.read.findings import SHORT, THRESHOLD, Finding, clause_start
from firsthand.read.nounphrases import phrase_ending, phrase_starting, subject_before, with_following_apposition
from firsthand.read.patterns import after_fillers, frame_at, is_number
from firsthand.read.subjects import is_verb_here, source_of
from firsthand.read.words import Range, Unit, is_adverb, is_one_of


def find_verbal(unit: Unit, at: int, last: Finding | None) -> Finding | None:
    """The attribution whose cue is the verb at `at`, if it is one; `last` is the finding before it, for its source."""
    found = verb_forms().get(unit.low(at))
    if not found or not unit.words[at].is_word:
        return None
    cue, form = found
    if not is_verb_here(unit, at, form):
        return None
    after = frame_at(unit, at, cue)
    if form is Form.PAST and _is_passive(unit, at):
        return None if _is_modal(unit, at) else _impersonal(unit, at, cue, after) or _passive(unit, at, cue, after)
    if unit.low(at - 1) == "to" and is_one_of(unit.low(at - 2), "too"):
        return None
    return _postposed(unit, at, cue, form, after) or _preposed(unit, at, cue, form, last, after)


def _preposed(
    unit: Unit, at: int, cue: CueWord, form: Form, last: Finding | None, after: tuple[str, int] | None
) -> Finding | None:
    """The content behind the cue: Ito said that A; Ito warned of A."""
    if not after or _is_comment(unit, at):
        return None
    frame, start = after
    takes_words = frame in (CLAUSE, QUOTE, TO)
    if cue.weight(frame) < THRESHOLD and not (cue.takes_addressee and takes_words):
        return None
    source = source_of(unit, at, form, last)
    if not source and form is not Form.ING and not takes_words:
        return None
    if cue.lemma == "cite" and _is_in_relative(unit, at, source):
        # According to WPA, which cited its head: where it comes from, and not what.
        return None
    end = content_end(unit, start, form) if takes_words else phrase_end(unit, start, form)
    if frame == OBJECT and (_names_asked_only(unit, cue, start, end) or _announces(unit, cue, end)):
        return None
    end = _ended(unit, at, start, end, source)
    if end <= start:
        return None
    cue_end = at + 2 if frame == unit.low(at + 1) and frame not in (CLAUSE, QUOTE, OBJECT, TO) else at + 1
    return Finding(
        cue=Range(at, cue_end),
        source=source,
        contents=(*_antecedent(unit, start, source), Range(start, end)),
        weight=max(cue.weight(frame), THRESHOLD),
        is_direct=unit.is_quotation(start),
    )


def _names_asked_only(unit: Unit, cue: CueWord, start: int, end: int) -> bool:
    """Whether an object tells who was asked, and not what: asked 1,040 people on Wednesday."""
    is_request = any(unit.low(k) in ("for", "about") for k in range(start, end))
    return cue.lemma == "ask" and not is_request and after_fillers(unit, _behind_addressee(unit, start)) >= end


def _announces(unit: Unit, cue: CueWord, end: int) -> bool:
    """Whether the unit ends with a colon behind the object, and the words follow: she told a crowd in Rome."""
    return cue.weight(QUOTE) >= THRESHOLD and end >= len(unit.words) - 1 and unit.low(end) == ":"


def _ended(unit: Unit, at: int, start: int, end: int, source: Range | None) -> int:
    """`end`, or where the clause of the cue at `at` ends before it."""
    end = end_before_aside(unit, start, end)
    if _is_in_relative(unit, at, source):
        end = relative_end(unit, start, end)
    if source and source.end <= at and is_one_of(unit.low(source.start - 1), "subordinators"):
        end = main_clause_after(unit, start, end)
    return end


def _is_in_relative(unit: Unit, at: int, source: Range | None) -> bool:
    """Whether the verb at `at` is that of a clause like ", which says ...": a comma, then "who", "which" or "whose"."""
    before = at - 1
    while is_adverb(unit.low(before)) or is_one_of(unit.low(before), "auxiliaries"):
        before -= 1
    head = before if is_one_of(unit.low(before), "relatives") else source.start - 1 if source else -1
    return unit.low(head) in ("who", "which", "whom") and unit.low(head - 1) == ","


def _is_modal(unit: Unit, at: int) -> bool:
    """Whether a passive only says what must or may be thought: it has to be assumed that."""
    before = at - 1
    while is_adverb(unit.low(before)) or unit.low(before) == "not":
        before -= 1
    return unit.low(before) == "be" and is_one_of(unit.low(before - 1), "modals")


def _impersonal(unit: Unit, at: int, cue: CueWord, after: tuple[str, int] | None) -> Finding | None:
    """Read "A, it has been reported"."""
    source = None if after else subject_before(unit, at)
    if not source or source.start < 1 or unit.low(source.start) != "it" or cue.weight(CLAUSE) < THRESHOLD:
        return None
    found = _with_content_before(
        unit, at, source, edge=source.start, resume=at + 1, weight=cue.weight(CLAUSE), is_all=True
    )
    return replace(found, source=None) if found else None


def _antecedent(unit: Unit, start: int, source: Range | None) -> tuple[Range, ...]:
    """What a content that lacks its subject is about: [90 million crowns], which Ito said would not be enough."""
    if not source or not is_one_of(unit.low(start), "finite") or unit.low(source.start - 1) not in ("which", "who"):
        return ()
    end = source.start - 2 if unit.low(source.start - 2) == "," else source.start - 1
    found = phrase_ending(unit, end - 1) if end > 0 else None
    return (found,) if found else ()


def _is_comment(unit: Unit, at: int) -> bool:
    """Whether a participle only comments on words or their origin: he said, referring to Ito; reports, citing Ito."""
    return unit.low(at) in lexicons.word_set("cues", "words", "asides") and unit.low(at - 1) in (",", "—", "–")


def _is_passive(unit: Unit, at: int) -> bool:
    before = at - 1
    while is_adverb(unit.low(before)) or unit.low(before) in ("not", "been"):
        if unit.low(before) == "been":
            return True
        before -= 1
    return is_one_of(unit.low(before), "passive")


def _passive(unit: Unit, at: int, cue: CueWord, after: tuple[str, int] | None) -> Finding | None:
    """Read "it was claimed that A", "Ito was accused of A", "A was criticised by Ito"."""
    if unit.low(at + 1) == "by":
        source = phrase_starting(unit, at + 2)
        subject = subject_before(unit, at)
        is_bare = (
            subject is not None and subject.end - subject.start == 1 and is_one_of(unit.low(subject.start), "pronouns")
        )
        if source and subject and not is_bare and cue.weight(OBJECT) >= THRESHOLD:
            return Finding(cue=Range(at, at + 2), source=source, contents=(subject,), weight=cue.weight(OBJECT))
    if not after or (after[0] == OBJECT and cue.lemma != "call"):
        return None
    frame, start = after
    weight = cue.weight(frame) or THRESHOLD
    if weight < THRESHOLD:
        return None
    end = content_end(unit, start, Form.PAST) if frame in (CLAUSE, QUOTE, TO) else phrase_end(unit, start, Form.PAST)
    return (
        Finding(
            cue=Range(at, start if frame == unit.low(at + 1) and frame != TO else at + 1),
            source=None,
            contents=(Range(start, end),),
            weight=weight,
        )
        if end > start
        else None
    )


def _postposed(unit: Unit, at: int, cue: CueWord, form: Form, after: tuple[str, int] | None) -> Finding | None:
    """The content before the cue: “A,” said Ito. A, Ito said. “A,” Ito said, “B.” A, he said, B."""
    weight = max(cue.weight(QUOTE), cue.weight(CLAUSE))
    if weight < THRESHOLD or form is Form.ING or unit.low(after_fillers(unit, at + 1)) == ":":
        return None
    inverted = _inverted_source(unit, at, form)
    if inverted:
        return _with_content_before(unit, at, inverted, edge=at, resume=inverted.end, weight=weight)
    source = None if is_one_of(unit.low(at - 1), "relatives") else subject_before(unit, at)
    if not source or source.start == 0:
        return None
    behind_quotation = unit.is_quotation(source.start - 1)
    if after and not behind_quotation and (after[0] != QUOTE or unit.low(source.start - 1) not in (",", "—")):
        return None
    if after and after[0] == QUOTE and not behind_quotation and not _could_be_content(unit, source.start - 1):
        return None
    resume = _behind_addressee(unit, at + 1) if cue.takes_addressee else at + 1
    return _with_content_before(unit, at, source, edge=source.start, resume=resume, weight=weight, is_all=after is None)


def _behind_addressee(unit: Unit, at: int) -> int:
    """Where the one who was told ends: told the Harbour Post by telephone[,]."""
    addressee = phrase_starting(unit, after_fillers(unit, at))
    return addressee.end if addressee else at


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
        if before and before.start <= _FRONT and not is_one_of(unit.low(0), "prepositions"):
            return None
    return with_following_apposition(unit, source)


# A subject with its apposition that begins among the first words is the subject of the sentence: Lee, the mayor, said.
_FRONT = 2


def _could_be_content(unit: Unit, comma: int) -> bool:
    """Whether the words up to the comma can be what was said, and are not "In Rome," or "Asked about it,"."""
    first = clause_start(unit, comma)
    low = unit.low(first)
    if low in ("at", "up", "over", "about", "around", "under", "between") and is_number(unit, first):
        return True
    opens_badly = is_one_of(low, "prepositions") or low in ("when", "while", "after", "as", "asked", "if", "then")
    return not opens_badly and not (low.endswith(("ing", "ly")) and not is_one_of(low, "things"))


def _is_sentence(unit: Unit, start: int, end: int) -> bool:
    """Whether words that open with a preposition are a sentence: in March four people died."""
    return end - start >= _SENTENCE and unit.low(start) != "asked" and holds_clause(unit, start, end)


# Fewer words that open with a preposition or a participle are no sentence. Set by hand.
_SENTENCE = 6


def _with_content_before(
    unit: Unit, at: int, source: Range, *, edge: int, resume: int, weight: float, is_all: bool = False
) -> Finding | None:
    """The finding whose content ends at `edge`; `is_all` where nothing behind the verb can be its content."""
    if unit.is_quotation(edge - 1):
        end = edge
    elif unit.low(edge - 1) in (",", "—", "–") and edge > 1:
        end = edge - 1
    else:
        return None
    start = clause_start(unit, end)
    if end <= start:
        return None
    contents = [Range(start, end)]
    resume = _over_setting(unit, resume)
    if unit.low(resume) in (",", ":", "—", "–") and unit.is_quotation(resume + 1):
        contents.append(Range(resume + 1, content_end(unit, resume + 1, Form.NOUN)))
    elif unit.is_quotation(resume):
        contents.append(Range(resume, content_end(unit, resume, Form.NOUN)))
    elif not unit.is_quotation(end - 1) and _resumes(unit, resume, is_short=end - start < SHORT):
        contents.append(Range(resume + 1, content_end(unit, resume + 1, Form.NOUN)))
    elif not unit.is_quotation(end - 1) and (
        end - start < SHORT or not (_could_be_content(unit, end) or (is_all and _is_sentence(unit, start, end)))
    ):
        return None
    return Finding(
        cue=Range(at, at + 1),
        source=source,
        contents=tuple(contents),
        weight=weight,
        is_direct=unit.is_quotation(end - 1),
    )


def _over_setting(unit: Unit, at: int) -> int:
    """Where the words behind "he said" end that tell when, where, of whom or to whom: said of the mayor in Rome."""
    for _ in range(_SETTINGS):
        at = after_fillers(unit, at)
        phrase = phrase_starting(unit, at + 1) if is_one_of(unit.low(at), "prepositions") else None
        if not phrase:
            return at
        at = phrase.end
    return at


# How many phrases of setting are looked over.
_SETTINGS = 3


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
