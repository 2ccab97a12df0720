"""Where does one sentence end and the next begin? "Mr. Lee left the U.S. on Oct. 3. He is back." has two.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number; closing quotation
marks and brackets go with the sentence they close. No sentence crosses a paragraph break.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from firsthand.model.errors import LexiconError
from firsthand.model.span import Span

# Possessive, and only at the first mark of a run, so that a long run of marks is looked at once.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|$)")
_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_UP_TO_WORD = re.compile(r".*[\s\"'“”‘’«»()\[\]—–]", re.DOTALL)
# A word before a full stop that is longer than this is no abbreviation; keeps the look back short.
_LONGEST_WORD = 24
_OPEN = "\"'“”‘’«»([„‚—–- "


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text`, without the white space round them, in text order.

    A blank line ends a paragraph. So does a line break, except in a block that was wrapped at a fixed width.
    """
    return tuple(_paragraphs(text))


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for end, after in [*((m.start(), m.end()) for m in _BLANK.finditer(text)), (len(text), len(text))]:
        block = Span(start, end)
        lines = [Span(*m.span()) for m in _LINE.finditer(text, start, end)]
        for span in [block] if _is_wrapped(text, lines) else lines:
            kept = span.stripped(text)
            if len(kept):
                yield kept
        start = after


# A block counts as wrapped when all its lines but the last are this long, in code points: the widths at which
# mail programs and terminals wrap.
_WRAPPED = range(50, 101)


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    return (
        len(lines) > 1
        and all(len(line) in _WRAPPED for line in lines[:-1])
        and any(text[line.start].islower() for line in lines[1:])
    )


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, without the white space round them, in text order. Linear in the text's length."""
    return tuple(s for paragraph in split_paragraphs(text) for s in _sentences(text, paragraph))


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for m in _END.finditer(text, paragraph.start, paragraph.end):
        if _ends(text, m, paragraph.end):
            yield Span(start, m.end()).stripped(text)
            start = m.end()
    if start < paragraph.end:
        yield Span(start, paragraph.end).stripped(text)


def _ends(text: str, stop: re.Match[str], limit: int) -> bool:
    """Whether the mark at `stop` ends a sentence."""
    at = stop.end()
    while at < limit and text[at].isspace():
        at += 1
    if at >= limit:
        return True
    opening = at
    while at < limit and text[at] in _OPEN:
        at += 1
    if at < limit and text[at].islower():
        return False
    mark = stop.group()
    if mark[0] != "." or mark.startswith(".."):
        return True
    word = _word_before(text, stop.start())
    if len(mark) > 1 and word not in _abbreviations("often_last"):
        return True
    return _may_end_after(word, text, at, limit, is_opened=at > opening)


def _may_end_after(word: str, text: str, at: int, limit: int, *, is_opened: bool) -> bool:
    """Whether a full stop behind `word` ends a sentence, where the next one would begin at `at`."""
    if word in _abbreviations("before_names"):
        return False
    if word in _abbreviations("before_figures") and text[at].isdecimal():
        return False
    if word in _abbreviations("often_last"):
        return is_opened or _next_word(text, at, limit) in _abbreviations("openers")
    if len(word) == 1 and word.isalpha():
        # "J. Lee", but "Plan B. The council"
        return _next_word(text, at, limit) in _abbreviations("openers") - {"a"}
    return True


@cache
def _abbreviations(kind: str) -> frozenset[str]:
    """The words of one kind from the list that ships. Raises LexiconError where it lacks them."""
    path = files("firsthand.text") / "abbreviations.en.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8")).get(kind)
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise LexiconError(f"{path.name}: {kind}: expected an array of strings, found {found!r}; mend the file")
    return frozenset(found)


def _word_before(text: str, end: int) -> str:
    """The word that ends at `end`, casefolded; "" where none does. Of a long one the last 24 code points."""
    start = max(end - _LONGEST_WORD, 0)
    before = _UP_TO_WORD.match(text, start, end)
    return text[before.end() if before else start : end].casefold()


def _next_word(text: str, at: int, limit: int) -> str:
    end = at
    while end < min(limit, at + _LONGEST_WORD) and (text[end].isalnum() or text[end] in "'’"):
        end += 1
    return text[at:end].casefold()
