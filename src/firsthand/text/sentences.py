"""Where does one sentence end and the next begin? "Mr. Lee left the U.S. on Oct. 3. He is back." has two.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number; closing quotation
marks and brackets go with the sentence they close. No sentence crosses a paragraph break.
"""

import re
from collections.abc import Iterator

from firsthand.model.span import Span

# Never end a sentence: titles, and words that stand before a name or a number.
_BEFORE_NAMES = frozenset(
    "mr mrs ms mx dr prof rev fr hon gov sen sens rep reps gen col maj capt cmdr lt sgt cpl pvt adm supt insp messrs "
    "pres vp amb sec st mt ft no nos vs v fig vol pp al ca cf e.g i.e approx dept est art".split()
)
# End a sentence only where the next word looks like the start of one.
_OFTEN_LAST = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun inc corp co ltd bros "
    "llc plc jr sr esq etc ave blvd rd hwy a.m p.m am pm u.s u.k u.n e.u u.s.a u.a.e d.c n.y l.a ph.d m.d b.a m.a "
    "calif mass conn ill ind mich minn wis wash ore fla tex ariz colo okla ala ark tenn ky va pa n.j n.h n.c s.c "
    "w.va md del nev neb kan mo mont wyo vt miss la ga ore".split()
)
# Words that open sentences far more often than they follow an abbreviation inside one.
_OPENERS = frozenset(
    "the a an he she it they we i you this that these those but and in on at for as if when while after before his "
    "her their its our there what who how why where since although though however meanwhile asked some many most".split()
)
# Possessive, and only at the first mark of a run, so that a long run of marks is looked at once.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|$)")
_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]—–]*\Z")
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
        lines = [Span(*m.span()).shifted(start) for m in _LINE.finditer(text[start:end])]
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
        if m.start() < start or not _ends(text, m, paragraph.end):
            continue
        span = Span(start, m.end()).stripped(text)
        if len(span):
            yield span
        start = m.end()
    rest = Span(start, paragraph.end).stripped(text)
    if len(rest):
        yield rest


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
    after = text[at] if at < limit else ""
    if after.islower():
        return False
    mark = stop.group()
    if mark[0] != "." or mark.startswith(".."):
        return True
    before = _WORD_BEFORE.search(text, max(stop.start() - _LONGEST_WORD, 0), stop.start())
    word = before.group().casefold() if before else ""
    if len(mark) > 1 and word not in _OFTEN_LAST:
        return True
    return _may_end_after(word, _next_word(text, at, limit), is_opened=at > opening)


def _may_end_after(word: str, following: str, *, is_opened: bool) -> bool:
    if word in _BEFORE_NAMES:
        return False
    if word in _OFTEN_LAST:
        return is_opened or following.casefold() in _OPENERS
    if len(word) == 1 and word.isalpha():
        # "J. Lee", but "Plan B. The council"
        return following.casefold() in _OPENERS and following.casefold() != "a"
    return True


def _next_word(text: str, at: int, limit: int) -> str:
    end = at
    while end < min(limit, at + _LONGEST_WORD) and (text[end].isalnum() or text[end] in "'’"):
        end += 1
    return text[at:end]
