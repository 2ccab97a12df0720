"""Does an outlet only show a paper that vouches itself? "According to a warrant obtained by the Post": it does.

Who reads "a warrant obtained by the Post" finds the Post as source, for it has the name; but the Post only passes on.
"""

import re
from functools import cache

from firsthand.model.span import Span
from firsthand.read.attribution import Attribution
from firsthand.read.lexicons import words
from firsthand.text.phrasing import any_of

_REACH = 110
"""Code points before an outlet's name in which "a warrant issued on Monday and obtained by" has room."""


def paper_shown(attribution: Attribution, text: str) -> Span | None:
    """The words for the paper that the source, an outlet, saw or published; None where there is none.

    Linear in a short stretch around the source.
    """
    source = attribution.source
    if source is None:
        return None
    within = _seen_within().match(text, source.start, min(source.end, source.start + 2 * _REACH))
    if within is not None:
        return Span(*within.span("paper"))
    start = max(text.rfind("\n", 0, source.start) + 1, source.start - _REACH)
    found = None
    for match in _seen_before().finditer(text, start, source.start):
        found = Span(*match.span("paper")) if match.end() == source.start else found
    return found


@cache
def _paper() -> str:
    nouns = any_of(words("chain", "papers", "nouns"))
    described = r"(?:an?|the|some|several|two|three) (?:[\w-]{1,40} ){0,2}?"
    bare = r"(?:(?!(?:to|by|of|from|in|on|with|and|or|that|citing) )[\w-]{1,40} ){0,2}?"
    return rf"(?P<paper>(?:{described}|{bare}){nouns})"


@cache
def _seen_within() -> re.Pattern[str]:
    seen = any_of(words("chain", "papers", "seen"))
    return re.compile(rf"{_paper()},? (?:that|which) [^.!?\n]{{2,60}}?\b{seen}\b", re.IGNORECASE)


@cache
def _seen_before() -> re.Pattern[str]:
    seen = any_of(words("chain", "papers", "seen"))
    gloss = r"(?:the |an? )?(?:[a-z][a-z-]* ){0,3}"
    return re.compile(
        rf"\b{_paper()}\b[^.!?;\n]{{0,50}}? {seen}(?: [a-z]+){{0,3}} (?:by|on|to|with) {gloss}", re.IGNORECASE
    )
