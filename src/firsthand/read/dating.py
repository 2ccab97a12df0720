"""What is a time expression once it is read, and which way does its sentence look?

"The vote was on Friday" looks back, "the vote will be on Friday" ahead: the same word is another day.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from firsthand.model.statement import TimeType
from firsthand.read import lexicons
from firsthand.read.reckoning import Reckoned

_LOOK_BACK, _LOOK_AHEAD = 120, 80
"""How far from an expression its verb is sought, in code points: about twenty words."""

_END = re.compile(r"[.!?;]\s|\n")
_LETTERS = re.compile(r"[a-z']+")
_LONGEST_BEFORE = 24
"""Code points before a time in which the word before it is looked for."""
_LAST_WORD = re.compile(r"([A-Za-z'’]+)[^\S\n]{0,2}$")
_BACKWARD = frozenset({"last", "past", "this past", "previous"})
_ONWARD = frozenset({"next", "coming", "this coming", "following"})
_EDGES = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}


class Dating(NamedTuple):
    """What an expression means. `clock` is a time of day that waits for its day."""

    type: TimeType
    reckoned: Reckoned
    clock: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression was found, and what it counts from.

    `ref` is the day of publication, `last` the day that the text named before; None where there is none.
    """

    text: str
    start: int
    ref: date | None
    last: date | None

    def direction(self, end: int) -> int:
        """+1 if the sentence looks ahead at this place, -1 if it looks back, 0 if it does not say."""
        past, future, heads = (lexicons.word_set("times", "tense", k) for k in ("past", "future", "heads"))
        before = _END.split(self.text[max(0, self.start - _LOOK_BACK) : self.start])[-1]
        words = _LETTERS.findall(before.lower().replace("’", "'"))
        for n in range(len(words) - 1, -1, -1):
            word, ahead = words[n], words[n - 1] if n else ""
            if (
                word in future
                or word.endswith("'ll")
                or (word == "be" and ahead == "to")
                or (word == "to" and ahead in heads)
            ):
                return 1
            if ahead != "be" and (word in past or word.endswith("ed")):
                return -1
        after = _END.split(self.text[end : end + _LOOK_AHEAD])[0]
        for word in _LETTERS.findall(after.lower()):
            if word in future:
                return 1
            if word in past or word.endswith("ed"):
                return -1
        return 0

    def word_before(self) -> str:
        """The word just before, in lower case; "" if there is none on the line."""
        found = _LAST_WORD.search(self.text, max(0, self.start - _LONGEST_BEFORE), self.start)
        return found[1].lower() if found else ""


Meaning: TypeAlias = Callable[[re.Match[str], Place], Dating | None]


def said(match: re.Match[str], group: str) -> str:
    """What `group` of a wording says: lower case, single spaces; "" where the wording has none."""
    return " ".join((match.groupdict().get(group) or "").lower().split())


def third_of(match: re.Match[str]) -> str | None:
    """Which third of a month or year is meant: "early", "mid", "late", or None for all of it."""
    return _EDGES.get(said(match, "edge")) or said(match, "third") or None


def shift_of(which: str) -> int:
    """-1 for "last", +1 for "next", 0 for "this" and nothing."""
    return -1 if which in _BACKWARD else 1 if which in _ONWARD else 0


def way_of(match: re.Match[str], place: Place) -> int:
    """The direction that "last" or "next" gives, else the one the sentence gives."""
    return shift_of(said(match, "which")) or place.direction(match.end())


def dated(value: Reckoned) -> Dating:
    """A DATE of this value."""
    return Dating(TimeType.DATE, value)


def named_by(key: str, word: str) -> str | None:
    """What the list `key` of the words of time has for `word`."""
    return lexicons.mapping("times", key).get(word)
