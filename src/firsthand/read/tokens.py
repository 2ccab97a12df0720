"""What are the words of a line, which of them open a sentence, and is the line a headline?

In "Ann Lee left. Rain fell." the capitals of "Ann" and "Rain" may be those of sentence beginnings; in "Bridge Shut As
Storm Hits" no capital says anything.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from firsthand.read.lexicons import word_set

_HEADLINE_SHARE = 0.6

_HEADLINE_WORDS = 4
"""A line of at least so many words of four letters or more, of which this share has a capital, and that ends
without a full stop, is a headline: its capitals say nothing. Chosen by hand; sentences of news stay under a half."""

_LONGEST_HEADLINE = 24
"""Words; a longer line in which sentences begin is none, whatever its capitals. Chosen by hand."""

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’.&‑-][^\W_]+)*(?:(?<=[sS])['’](?!\w))?")

_BOUND_PARTICLE = re.compile(r"(?:[a-z]['’]|(?:a[dlnrstz]|ash|e[dls]|ul)[-‑])(?=[^\W\d_a-z])")
_OPENING = frozenset('.!?:;“”"«»•*|‘')
_MOST_WORDS = 20_000
"""Words of a line before it is cut into two: no line of prose has as many."""
_GAP = 12
"""Code points between two words that are looked at."""


class Token(NamedTuple):
    """A word of a line. `start` and `end` count in the whole text; `opens` where a sentence or quotation begins."""

    start: int
    end: int
    word: str
    gap: str
    opens: bool

    @property
    def bare(self) -> str:
        """The word without a possessive ending."""
        return self.word[:-2] if self.word.endswith(("'s", "’s")) else self.word.rstrip("'’")

    @property
    def owns(self) -> bool:
        """Whether it ends in a possessive."""
        return self.word.endswith(("'s", "’s", "s'", "s’"))

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, if after a particle bound to it ("d’Aubrac", "al-Masri")."""
        return self.word[0].isupper() or _BOUND_PARTICLE.match(self.word) is not None


def lines_of(text: str) -> Iterator[list[Token]]:
    """The words of each line that has any, in text order; a line without end comes in parts."""
    line: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        gap = text[last:start][:_GAP]
        if line and ("\n" in gap or len(line) >= _MOST_WORDS):
            yield line
            line = []
        opens = not line or (gap != " " and not _OPENING.isdisjoint(gap) and not abbreviates(line[-1], gap))
        line.append(Token(start, end, match[0], gap, opens))
        last = end
    if line:
        yield line


def abbreviates(token: Token, gap: str) -> bool:
    """Whether the point after `token` belongs to it: an initial, a title."""
    word = token.word
    short = len(word) == 1 or word.casefold() in word_set("names", "titles", "points")
    return gap[:1] == "." and gap.strip() == "." and token.capital and short


def is_headline(tokens: Sequence[Token], text: str) -> bool:
    """Whether most words of a line begin with a capital, and no full stop ends it."""
    if text[tokens[-1].end : tokens[-1].end + 1] in (".", "!", "?", ",", ":"):
        return False
    long = [t for t in tokens if len(t.word) >= _HEADLINE_WORDS]
    if len(tokens) > _LONGEST_HEADLINE and any(t.opens for t in tokens[1:]):
        return False
    return len(long) >= _HEADLINE_WORDS and sum(t.capital for t in long) > _HEADLINE_SHARE * len(long)
