"""Does one source say that it has it from another? "118 million, she said, reading from a letter of the Office".

Who passes a body's word on adds nothing to it (JUDGING, "Origins of a claim"). That shows in the sentence in which it
is said, or the one after: from, by, after or according to, and within a few words the name of the other.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Final

from firsthand.link.saying import Saying
from firsthand.model.span import Span, hull
from firsthand.model.statement import is_own_words
from firsthand.text.names import fold, surname_of
from firsthand.text.phrasing import any_of
from firsthand.text.senses import senses
from firsthand.text.sentences import split_sentences

_FROM: Final = (
    r"\b(?:from|according to|citing|quoting|by the (?:figures?|count|list|reckoning|books?|account) of|"
    r"as (?:told|informed) by|informed (?:it|her|him|us|them) by|on the word of|with reference to|"
    r"(?:letter|list|figures?|count|report|bulletin|notice|word) (?:of|by))\b"
)
_FOUND: Final = (
    r"found|established|measured|counted|reported|reports|confirmed|determined|concluded|says|said|states|puts"
)
"""What a body's page tells that another has done is that other's word."""
_WITHIN: Final = 40
"""Code points between the word that passes on and the name. Set on the gold's stories of train."""
_FEWEST: Final = 4
"""Letters of a name that are looked for."""
_AFTER: Final = 1
"""Sentences behind its own in which a statement's source may tell whom it has it from."""


def is_from(saying: Saying, names: Iterable[str]) -> Span | None:
    """Where `saying`'s source says that it has it from one of `names`; None where it does not."""
    wanted = sorted({name for name in names if len(name) >= _FEWEST})
    if not wanted:
        return None
    page = saying.reading.revision.text
    near = _near(saying, split_sentences(page))
    either = "|".join(map(re.escape, wanted))
    told = re.compile(rf"{_FROM}[^.;!?\n]{{0,{_WITHIN}}}?\b(?:{either})\b", re.IGNORECASE)
    paper = re.compile(rf"\b(?:in|on|from) (?:the )?(?:{either})['’]s (?:\w+ )?(?:{_papers()})\b", re.IGNORECASE)
    finding = re.compile(rf"(?:The )?(?:{either}) (?:has |have |had )?(?:{_FOUND})\b", re.IGNORECASE)
    found = told.search(page, near.start, near.end) or paper.search(page, near.start, near.end)
    if found is None and is_own_words(saying.statement):
        found = finding.match(page, saying.start, near.end)
    return Span(*found.span()) if found else None


@cache
def _papers() -> str:
    return any_of(senses().papers)


def names_of(actor: str, keys: Iterable[str]) -> set[str]:
    """By which names a text may call an actor: as written, without an article, the surname of a person's."""
    names = {actor.removeprefix("the ").removeprefix("The "), *keys}
    # "A letter of the Office": what a body is, for its name.
    names |= {word for name in names for word in fold(name).split() if word in senses().institutions}
    return names | {surname_of(name) for name in names if name == fold(name) and " " in name}


def _near(saying: Saying, sentences: Sequence[Span]) -> Span:
    reach = hull(saying.statement.content)
    first = max(bisect_right(sentences, reach.start, key=attrgetter("start")) - 1, 0)
    last = min(bisect_left(sentences, reach.end, key=attrgetter("end")) + _AFTER, len(sentences) - 1)
    return Span(sentences[first].start, max(sentences[last].end, reach.end)) if sentences else reach
