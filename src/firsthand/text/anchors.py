"""Where is a quoted passage in a text that was changed since? Found where both of its sides agree, else not at all.

An editor's ruling on "the bridge is shut" must not come to lie on another bridge. So the words of the passage are
sought, however they are set (type, punctuation, spaces and case do not count), and a place counts only where enough of
the text before and of the text after is as it was. Of several such places one must be better on both sides. A place
that is wrong is the worst that can come of it; "needs review" is an answer.

>>> found = find_again(quote("Ann Lee said: “The bridge is shut.” No more is known.", Span(14, 35)),
...     "It rained. Ann Lee said: 'The bridge is shut', and left. No more is known.")
>>> found.why
'of the text after the passage only 0 of at least 8 characters are as they were'
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from firsthand.model.correction import Sighting
from firsthand.model.span import Span

CONTEXT: Final = 100
"""Code points that are kept of the text on each side of a passage: more than a sentence, so that of two places that say
the same the neighbours tell which was meant."""
LEAST: Final = 8
"""Letters and digits next to the passage that must be as they were, on each side; spaces and signs do not count."""
MUCH: Final = 60
"""So many letters, or all that were kept, must be as they were on one side: a pull quote brings a few words along.
On the gold's dev .49 % of the passages are found in a wrong place with 45, .42 % with 60, and 3.3 and 3.6 % missed."""
MORE: Final = 8
"""By so many letters a longer run of what stood next to the passage, elsewhere, speaks against a place: it may be the
old one, with other words. Without this rule 6.6 % of the passages of train were found in a wrong place, with it 1 %."""
MOST_PLACES: Final = 200
"""A passage that a text has more often ("the") is not told apart by what stands round it."""
LONGEST: Final = 2_000_000
"""Code points of a text that is searched; going through more takes seconds."""

_INSIDE_NUMBERS: Final = frozenset(".:")
_SIGNS: Final = (
    frozenset("\"'“”„‟‘’‚‛«»‹›`´"),
    frozenset("-‐‑‒–—―−"),
    frozenset("()[]{}"),
    frozenset(".,;:!?…"),
)
"""Signs that may stand for one another when a text is set anew."""


class Quoted(NamedTuple):
    """A passage as it was: where, what it said, and what stood before and after, up to `CONTEXT` code points."""

    start: int
    exact: str
    prefix: str
    suffix: str


def quote(text: str, span: Span) -> Quoted:
    """The passage `span` of `text`, to be found again. Raises SpanError where it does not fit."""
    exact = span.of(text)
    return Quoted(span.start, exact, text[max(span.start - CONTEXT, 0) : span.start], text[span.end :][:CONTEXT])


def find_again(quoted: Quoted, text: str) -> Sighting:
    """The place of `quoted` in `text`, or why none is sure. Near linear in the text."""
    if len(text) > LONGEST:
        return Sighting(None, why=f"the text has more than {LONGEST:,} characters, and is not searched")
    was = _Folded.of(f"{quoted.prefix}{quoted.exact}{quoted.suffix}")
    begin, end = was.place(len(quoted.prefix)), was.place(len(quoted.prefix) + len(quoted.exact))
    sought = was.letters[begin:end].strip()
    if not sought:
        return Sighting(None, why="the passage has no words to look for")
    now = _Folded.of(text)
    found = list(islice(_occurrences(now.letters, sought), MOST_PLACES + 1))
    if len(found) > MOST_PLACES:
        return Sighting(None, why=f"the passage stands in the text more than {MOST_PLACES} times")
    # The text before is gone through backwards, so that both sides are the same work.
    before = _Side(was.letters[:begin].strip()[::-1], now.letters[::-1], is_whole=len(quoted.prefix) < CONTEXT)
    after = _Side(was.letters[end:].strip(), now.letters, is_whole=len(quoted.suffix) < CONTEXT)
    left = before.seen_at([len(now.letters) - at for at in found])
    right = after.seen_at([at + len(sought) for at in found])
    spans = (now.span(at, at + len(sought), quoted.exact) for at in found)
    return _decided([_Spot(*seen) for seen in zip(spans, left, right, strict=True)], quoted)


class _Seen(NamedTuple):
    """How many letters of a side are as they were next to a place, whether that is enough, and whether it is much."""

    many: int
    agrees: bool
    is_much: bool


class _Spot(NamedTuple):
    """A place of the passage's words, and what is seen on its two sides."""

    span: Span
    left: _Seen
    right: _Seen

    @property
    def agrees(self) -> bool:
        """Whether both sides are as they were, and one of them for long."""
        return self.left.agrees and self.right.agrees and (self.left.is_much or self.right.is_much)


@dataclass(frozen=True, slots=True)
class _Side:
    """The text on one side of the passage, as it `was`, and the whole text `now`; both read away from the passage.

    `is_whole` is whether the text began, or ended, with what was kept of that side.
    """

    was: str
    now: str
    is_whole: bool

    def seen_at(self, places: list[int]) -> list[_Seen]:
        """What is seen of this side from each of `places` on, at all of which the passage stands."""
        return [self._seen(at, places) for at in places]

    def _seen(self, at: int, places: list[int]) -> _Seen:
        here = self.now[at:][: len(self.was) + 1].strip()
        many = _agreeing(self.was, here)
        # A passage that begins its text has no text before it: that is then what must be as it was.
        is_end = self.is_whole and here == self.was and at + len(self.was) + 2 >= len(self.now)
        if many < LEAST:
            return _Seen(many, is_end, is_end)
        return _Seen(many, not self._stands_elsewhere(at, many, places), many >= min(MUCH, _letters(self.was)))

    def _stands_elsewhere(self, at: int, many: int, places: list[int]) -> bool:
        """Whether more of this side than at `at`, or as much as all of it, stands where it is not followed so.

        What was found is then likelier a copy of the passage with a little of what stood round it, and the other place
        its own, with other words in it.
        """
        more = _first_letters(self.was, many + MORE)
        own = places if many == _letters(self.was) else [at]
        homes = {place + space for place in own for space in (0, 1)}
        return any(place not in homes for place in islice(_occurrences(self.now, more), MOST_PLACES))


def _decided(spots: list[_Spot], quoted: Quoted) -> Sighting:
    """The one place that both sides agree on; of several the one that is better on both, and nearest to the old one."""
    agreed = [spot for spot in spots if spot.agrees]
    if not agreed:
        return Sighting(None, why=_why_not(spots))
    best = max(agreed, key=lambda spot: (spot.left.many + spot.right.many, -_moved(spot, quoted)))
    for other in agreed:
        better = best.left.many - other.left.many, best.right.many - other.right.many
        if other is not best and (min(better) < 0 or not any(better) or _moved(other, quoted) < _moved(best, quoted)):
            return Sighting(None, why=f"{len(agreed)} places of the text agree with it, and none is best in all")
    return Sighting(best.span)


def _moved(spot: _Spot, quoted: Quoted) -> int:
    return abs(spot.span.start - quoted.start)


def _why_not(spots: list[_Spot]) -> str:
    if not spots:
        return "its words do not stand in the text any more"
    best = max(spots, key=lambda spot: min(spot.left.many, spot.right.many))
    if best.left.agrees and best.right.agrees:
        return f"on neither side as many as {MUCH} characters are as they were"
    side, seen = ("before", best.left) if not best.left.agrees else ("after", best.right)
    if seen.many >= LEAST:
        return f"its words stand there, but what stood {side} it stands elsewhere: the passage may have been altered"
    return f"of the text {side} the passage only {seen.many} of at least {LEAST} characters are as they were"


def _agreeing(one: str, other: str) -> int:
    """How many letters and digits from the start on are the same."""
    many = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        many += mine != " "
    return many


def _letters(text: str) -> int:
    return len(text) - text.count(" ")


def _first_letters(text: str, many: int) -> str:
    """`text` up to its letter number `many`; all of it where it has fewer."""
    for at, sign in enumerate(text):
        many -= sign != " "
        if many == 0:
            return text[: at + 1]
    return text


def _occurrences(text: str, sought: str) -> Iterator[int]:
    at = text.find(sought)
    while at >= 0:
        yield at
        at = text.find(sought, at + 1)


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text without what type and punctuation add: letters, digits, single spaces; and where each of them stood."""

    text: str
    letters: str
    origins: list[int]

    @classmethod
    def of(cls, text: str) -> "_Folded":
        letters: list[str] = []
        origins: list[int] = []
        for at, sign in enumerate(text):
            folded = _fold(sign)
            if folded == " ":
                folded = _between(text, at)
            if folded == " " and letters and letters[-1] == " ":
                continue
            for letter in folded:
                letters.append(letter)
                origins.append(at)
        return cls(text, "".join(letters), origins)

    def place(self, offset: int) -> int:
        """The first letter that stood at `offset` or after it."""
        return bisect_left(self.origins, offset)

    def span(self, at: int, end: int, exact: str) -> Span:
        """Where the letters `[at, end)` stand, with the signs around them that `exact` had there too."""
        start, stop = self.origins[at], self.origins[end - 1] + 1
        lead, trail = _outer_signs(exact)
        while start > 0 and _is_of(self.text[start - 1], lead):
            start -= 1
        while stop < len(self.text) and _is_of(self.text[stop], trail):
            stop += 1
        return Span(start, stop)


def _outer_signs(exact: str) -> tuple[str, str]:
    """The signs with which `exact` begins, and those with which it ends."""
    worded = [at for at, sign in enumerate(exact) if sign.isalnum()]
    return exact[: worded[0]].strip(), exact[worded[-1] + 1 :].strip()


def _is_of(sign: str, signs: str) -> bool:
    """Whether `sign` is one of `signs`, or one that may stand for one of them."""
    return sign in signs or any(sign in kind and not kind.isdisjoint(signs) for kind in _SIGNS)


def _between(text: str, at: int) -> str:
    """What a sign that is no letter comes to: nothing in "it's" and "1,200", itself in "1.5", else a space."""
    sign = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isdigit() and after.isdigit():
        return sign if sign in _INSIDE_NUMBERS else "" if sign == "," else " "
    return "" if sign in _SIGNS[0] and before.isalpha() and after.isalpha() else " "


@lru_cache(maxsize=4096)
def _fold(sign: str) -> str:
    """A letter without case and marks, a space for what is none, nothing for what does not show."""
    if unicodedata.category(sign) in {"Cf", "Mn"}:
        return ""
    return "".join(c for c in unicodedata.normalize("NFKD", sign).casefold() if c.isalnum()) or " "
