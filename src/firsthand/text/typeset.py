"""Are these the same words, only set differently? “It’s 20–30 m²” and "It's 20-30 m²" are.

Curly and straight marks, kinds of dashes and spaces, soft hyphens, ligatures, composed and decomposed letters and
characters that do not show are how a page sets its words, not what it says. What is left are tokens: words, numbers,
and the few signs that mean something: quotation marks, question marks, signs of money and per cent, a minus.

>>> [t.word for t in tokens_of("“The fi\u00adnal toll” is 1,200 – or −5?")]
['"', 'the', 'final', 'toll', '"', 'is', '1200', 'or', '-', '5', '?']
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from firsthand.model.span import Span, SpanIndex
from firsthand.text.diff import runs
from firsthand.text.quotes import find_quotations

_TOKEN: Final = re.compile(
    r"\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+(?:'[^\W_]+)*\d*"
    r"|[\"'?%$€£¥]"
    r"|(?<!\w)-(?=\d)"
)
_CHUNK: Final = re.compile(r"\S+")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LOOKS: Final = str.maketrans(
    dict.fromkeys("“”„‟«»″〝〞＂", '"') | dict.fromkeys("‘’‚‛′ʼ`´＇‹›", "'") | dict.fromkeys("‐‑‒–—―−﹣－", "-")
)
_INVISIBLE_RANGES: Final = ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F))
_INVISIBLE: Final = frozenset("\u00ad\u034f\u061c\u180e\ufeff").union(
    chr(code) for low, high in _INVISIBLE_RANGES for code in range(low, high + 1)
)
_MEANT: Final = ("<super>", "<sub>", "<fraction>")
"""Compatibility characters that are no mere looks: 10² is not 102."""


class Token(NamedTuple):
    """One word, number or sign: as it compares, as it is written, and whether it stands in a quotation."""

    word: str
    written: str
    quoted: bool


def plain_type(text: str) -> str:
    """`text` composed, without characters that do not show, with letters for ligatures and one kind of space.

    Marks and dashes stay as they are; line ends stay.
    """
    if text.isascii():
        return text
    return "".join(map(_plain, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign in _INVISIBLE:
        return ""
    if sign.isspace():
        return "\n" if sign in "\u2028\u2029\x85" else " "
    if unicodedata.decomposition(sign).startswith(_MEANT) or sign in "…‘’“”´":
        return sign
    return unicodedata.normalize("NFKC", sign)


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of `text`, in order."""
    return tokens_at(plain_type(text), ())


def tokens_at(text: str, quoted: tuple[Span, ...], within: Span | None = None) -> tuple[Token, ...]:
    """The tokens of the stretch `within` of `text`, which is in plain type; `quoted` are its quotations."""
    span = within or Span(0, len(text))
    inside = SpanIndex(quoted) if quoted else None
    looks = text[span.start : span.end].translate(_LOOKS)
    found = []
    for match in _TOKEN.finditer(looks):
        written = text[span.start + match.start() : span.start + match.end()]
        here = Span(span.start + match.start(), span.start + match.end())
        found.append(Token(_folded(match[0]), written, inside is not None and inside.overlaps(here)))
    return tuple(found)


def _folded(written: str) -> str:
    """A token as it compares: an apostrophe that stands alone is a quotation mark, 1,200 is 1200."""
    if written == "'":
        return '"'
    return written.replace(",", "") if _THOUSANDS.fullmatch(written) else written.casefold()


def quotations_in(text: str) -> tuple[Span, ...]:
    """Where `text`, in plain type, quotes."""
    return tuple(span for quotation in find_quotations(text) for span in quotation.spans)


def words_in(text: str) -> tuple[str, ...]:
    """The tokens of `text` as they compare.

    >>> words_in("a “b”") == words_in('A "b"')
    True
    """
    return tuple(token.word for token in tokens_of(text))


def differing(before: str, after: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Which stretches of `before` went and which of `after` came, by whole words, in order; type does not count.

    >>> one, other = "Seven died on Monday.", "Seven may have died on Monday."
    >>> [span.of(other) for span in differing(one, other)[1]]
    ['may have']
    """
    old, new = _chunks(before), _chunks(after)
    went, came = [], []
    for run in runs([word for word, _ in old], [word for word, _ in new]):
        if run.b1 > run.b0:
            went.append(Span(old[run.b0][1].start, old[run.b1 - 1][1].end))
        if run.a1 > run.a0:
            came.append(Span(new[run.a0][1].start, new[run.a1 - 1][1].end))
    return tuple(went), tuple(came)


def _chunks(text: str) -> list[tuple[str, Span]]:
    """The words of `text` as they compare and where they stand, with what touches them."""
    return [(" ".join(words_in(m[0])), Span(m.start(), m.end())) for m in _CHUNK.finditer(text)]
