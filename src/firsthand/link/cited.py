"""Whom does a sentence in an outlet's own voice have it from, where it says so? "The Forest Service speaks of 4,100".

    The bank counts 79 million for the first two days.      By the reckoning of Lalamby, five are not accounted for.
    3,400, the institute still maintains.                   The nebri rose on Friday, by the Bank's fixing sheet.

Reading takes these for the outlet's own words. They are recaps still, and make no claim; but who is cited in them
vouches for what they tell. Of several who are cited in one sentence it is the first.
"""

import re
from functools import cache
from typing import Final

from firsthand.link.pages import Key, Page, common_where_rivals, is_said, within
from firsthand.model.span import Span
from firsthand.text.phrasing import any_of
from firsthand.text.senses import senses

_OPENS: Final = 24
"""A sentence opens with who is cited where the name begins within so many code points."""
_HOLDS: Final = (
    r"(?:(?:now|still|also|itself|themselves) )?"
    r"(?:says?|counts?|puts?|speaks? of|stands? by|makes? it|reckons?|maintains?|insists?|concedes?|confirms?|holds?|"
    r"records?|reports?|gives?|ruled|announced|(?:has|have|had) (?:worked out|counted|found|ruled|announced|measured)|"
    r"(?:has|have|had) it(?= (?:that|at|open|as|from|down)\b|[,.;])|came to(?= \d))\b"
)
_SUBJECT: Final = re.compile(rf"(?: {_HOLDS}|, (?:which|who|whose) [^,.;\n]{{1,90}}, (?:{_HOLDS}|(?:has|had) \d))")
_BEHIND: Final = re.compile(rf" {_HOLDS}(?=[^.;\n]{{0,40}}[.;])")
_OF_PAPER: Final = re.compile(rf" (?:{_HOLDS}|(?:has|had) \d)")
_BY: Final = re.compile(
    r"(?:^|[,:;] |\s)(?:by|according to|if you ask|says?|on the word of) (?:the )?(?:[\w-]+ )?"
    r"(?:(?:of|that) (?:the )?)?$",
    re.IGNORECASE,
)


def cited_in(page: Page, sentence: Span) -> Key | None:
    """The body or person whose word the `sentence` gives, by its own account; None where it says nothing of that."""
    found = [
        place
        for place in sorted((*within(page.bodies, *_edges(sentence)), *within(page.people, *_edges(sentence))))
        if not is_said(page.text, place[0]) and _is_cited(page.text, place[0], place[1], sentence)
    ]
    return common_where_rivals(page, found[0]) if found else None


def _edges(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _is_cited(text: str, start: int, end: int, sentence: Span) -> bool:
    ahead = text[sentence.start : start]
    opens = len(ahead) <= _OPENS and ahead.casefold().strip(" “").removesuffix("the").strip() in {
        "",
        "but",
        "and",
        "now",
    }
    if opens and _SUBJECT.match(text, end, sentence.end):
        return True
    if ahead.rstrip().removesuffix("the").rstrip().endswith(",") and _BEHIND.match(text, end, sentence.end):
        return True
    owned = _paper().match(text, end, sentence.end)
    after_paper = owned.end() if owned is not None else end
    if _BY.search(ahead[-60:]) is None:
        return owned is not None and bool(_OF_PAPER.match(text, after_paper, sentence.end))
    return owned is not None or _named_by(ahead)


@cache
def _paper() -> re.Pattern[str]:
    """What is of a body behind its name: "'s fixing sheet", "'s own reckoning"."""
    return re.compile(rf"(?:’s|'s|’) (?:[\w-]+ ){{0,2}}?(?:{any_of(senses().papers | _RECKONINGS)})\b")


def _named_by(ahead: str) -> bool:
    """Whether what stands before it is "by the reckoning of", "according to", "if you ask" or "the sheet that"."""
    words = ahead.casefold().split()
    tail = " ".join(words[-6:]).removesuffix(" the")
    if tail.endswith(("according to", "if you ask", ", says", ", say")):
        return True
    return any(word in words[-5:] for word in senses().papers | _RECKONINGS) and "by" in words[-6:]


_RECKONINGS: Final = frozenset(
    {"reckoning", "ruling", "account", "reservations", "estimate", "estimates", "word", "decision"}
)
