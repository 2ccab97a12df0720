"""What does a rule look at? A stretch of text as words, in which a quotation is one word.

A `Unit` is a sentence, or several that one quotation holds together: “It rained. We left,” he said. Its words carry
their offsets, and what a rule may ask of them: is this a name, a time word, the end of a clause.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from firsthand.model.span import Span, SpanIndex
from firsthand.read import lexicons
from firsthand.read.cues import QUOTE, Form, verb_forms
from firsthand.text.quotes import Quotation
from firsthand.text.sentences import split_paragraphs, split_sentences

# A unit is cut here, so that a text without full stops costs no more than one with them. Code points; the longest
# sentence of PolNeAR train (838 articles) has 979.
_LONGEST_UNIT = 4000
_WORD = re.compile(
    r"\d{1,3}(?:,\d{3})++(?!\d)"  # 1,204
    r"|[^\W_]+(?:[.'’&/-][^\W_]+)*(?:(?<=\b[^\W\d_])\.|(?<=s)['’](?=\s[^\W_]))?"  # J. and sailors’ too
    r"|\S"
)
# What a quotation that is taken as one word looks like in small letters: no word of any list.
QUOTED = "“”"
_CLOSING = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a mark, or a whole quotation (`quotation` is its place in the list of quotations)."""

    start: int
    end: int
    text: str
    low: str
    quotation: int | None = None

    @property
    def is_word(self) -> bool:
        """Whether it is a word, neither a mark nor a quotation."""
        return self.quotation is None and self.text[0].isalnum()

    @property
    def is_name_like(self) -> bool:
        """Whether it begins with a capital."""
        return self.quotation is None and self.text[0].isupper()


class Range(NamedTuple):
    """The words from `start` up to `end`, `end` excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """The words of one or more whole sentences, and the number of the paragraph they stand in."""

    words: tuple[Word, ...]
    paragraph: int
    lows: tuple[str, ...]
    """The words in small letters."""
    semicolons: tuple[int, ...]
    """The places of the semicolons, in order."""
    quotations: tuple[int, ...]
    """The places of the quotations, in order."""

    def low(self, at: int) -> str:
        """The word at `at` in small letters; "" outside the unit."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""

    def is_quotation(self, at: int) -> bool:
        """Whether a quotation stands at `at`."""
        return 0 <= at < len(self.words) and self.words[at].quotation is not None

    def span(self, start: int, end: int) -> Span:
        """The stretch of text of the words from `start` up to `end`, `end` excluded."""
        return Span(self.words[start].start, self.words[end - 1].end)


def units(
    text: str, quotations: Sequence[Quotation], skip: Sequence[Span], triggers: frozenset[str] | None = None
) -> Iterator[Unit]:
    """The units of `text`, in text order; none holds a word that touches a span of `skip`.

    Where `triggers` is given, units are left out that hold none of these small-letter words, no quotation and no
    colon at their end: nothing can be read from them, and making words of them takes the most time.
    """
    pieces = [(span, number) for number, q in enumerate(quotations) for span in q.spans]
    skipped = SpanIndex(skip)
    paragraphs = split_paragraphs(text)
    sentences = iter(_cut(split_sentences(text)))
    sentence = next(sentences, None)
    piece = 0
    for number, paragraph in enumerate(paragraphs):
        pending: Span | None = None
        while sentence and sentence.start < paragraph.end:
            pending = Span(pending.start, sentence.end) if pending else sentence
            sentence = next(sentences, None)
            while piece < len(pieces) and pieces[piece][0].end <= pending.start:
                piece += 1
            last = piece
            while last < len(pieces) and pieces[last][0].start < pending.end:
                last += 1
            held = pieces[piece:last]
            runs_on = bool(held) and held[-1][0].end > pending.end
            if sentence and sentence.start < paragraph.end and len(pending) < _LONGEST_UNIT:
                closed = bool(held) and held[-1][0].end == pending.end
                if runs_on or (closed and _is_turn(text, sentence, is_end=text[pending.end - 2] not in _ASKING)):
                    continue
            worth = held or triggers is None or _is_worth_it(text, pending, triggers)
            found = tuple(_words(text, pending, held)) if worth else ()
            if found and skipped.overlaps(pending):
                found = tuple(w for w in found if not skipped.overlaps(Span(w.start, w.end)))
            pending = None
            if found:
                yield _unit(found, number)


def _unit(words: tuple[Word, ...], paragraph: int) -> Unit:
    lows = tuple(word.low for word in words)
    semicolons = tuple(at for at, low in enumerate(lows) if low == ";")
    quotations = tuple(at for at, word in enumerate(words) if word.quotation is not None)
    return Unit(words, paragraph, lows, semicolons, quotations)


_LETTERS = re.compile(r"[^\W_]+")


def _is_worth_it(text: str, span: Span, triggers: frozenset[str]) -> bool:
    quoted = span.of(text)
    return quoted.endswith(":") or not triggers.isdisjoint(_LETTERS.findall(quoted.casefold()))


# Marks inside a quotation that end its sentence, but not the one it stands in: “Why?” Ito said.
_ASKING = "?!…—'’"


def _is_turn(text: str, sentence: Span, *, is_end: bool) -> bool:
    """Whether a sentence is no more than "Ann Lee said in Rome": the end of the one before it, a quotation.

    `is_end` where that quotation has its full stop: then nothing may follow the verb.
    """
    low = [_low(m.group()) for m in _WORD.finditer(text, sentence.start, min(sentence.end, sentence.start + _TURN))]
    for at, word in enumerate(low[1:_TURN_WORDS], start=1):
        found = verb_forms().get(word)
        if found and found[1] in (Form.PAST, Form.THIRD) and found[0].weight(QUOTE) >= _SURELY_SPEAKS:
            following = low[at + 1] if at + 1 < len(low) else "."
            if is_end:
                return following == "." and at + 2 >= len(low)
            return not following[0].isalnum() or is_one_of(following, "prepositions", "weekdays", "months")
    return False


# Code points, and words up to the verb, that are looked at to tell a turn.
_TURN, _TURN_WORDS = 120, 8
# The weight, in the frame of a quotation, of verbs that nearly always report one. Set by hand.
_SURELY_SPEAKS = 0.7


def _cut(sentences: Sequence[Span]) -> Iterator[Span]:
    for sentence in sentences:
        for start in range(sentence.start, sentence.end, _LONGEST_UNIT):
            yield Span(start, min(start + _LONGEST_UNIT, sentence.end))


def _words(text: str, span: Span, pieces: Sequence[tuple[Span, int]]) -> Iterator[Word]:
    at = span.start
    for piece, number in pieces:
        if piece.end <= at:
            continue
        yield from _plain_words(text, at, piece.start)
        yield Word(piece.start, piece.end, text[piece.start : piece.end], QUOTED, number)
        at = piece.end
    yield from _plain_words(text, at, span.end)


def _plain_words(text: str, start: int, end: int) -> Iterator[Word]:
    for m in _WORD.finditer(text, start, max(start, end)):
        stop = m.end()
        if m.group() == "." and m.start() > start and text[m.start() - 1].isalnum() and stop < end - 1:
            continue
        if stop < end - 2 and text[stop] == "." and m.group()[0].isalnum() and text[stop + 1] not in _CLOSING:
            # No sentence ends here, so that the full stop belongs to the word.
            stop += 1
        yield Word(m.start(), stop, text[m.start() : stop], _low(m.group()))


def _low(word: str) -> str:
    """In small letters, without the full stop of an abbreviation; US and WHO stay apart from the pronouns."""
    if word in ("US", "WHO", "IT"):
        return ".".join(word).casefold()
    return word.casefold().rstrip(".") or word


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    """The closed classes that a small-letter word is in."""
    found: dict[str, set[str]] = {}
    for name in lexicons.table("cues", "words"):
        for word in lexicons.words("cues", "words", name):
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def is_one_of(low: str, *classes: str) -> bool:
    """Whether a small-letter word is in one of the closed classes `classes` of the cue lexicon."""
    found = _classes().get(low)
    return found is not None and not found.isdisjoint(classes)


def is_adverb(low: str) -> bool:
    """Whether a word can stand between a subject and its verb without being part of either."""
    if is_one_of(low, "adverbs"):
        return True
    return low.endswith("ly") and not is_one_of(low, "not_adverbs")


def is_time_word(low: str) -> bool:
    """Whether a word names a day, a month or a part of one."""
    return is_one_of(low, "weekdays", "months", "time_units")


def possessive_stem(word: Word) -> str | None:
    """The owner in "Seoul’s" or "workers’" (as written), None for any other word."""
    for ending in ("'s", "’s"):
        if word.text.endswith(ending):
            return word.text[: -len(ending)]
    return word.text[:-1] if word.text.endswith(("s'", "s’")) else None
