"""What does an edit do? "Killed" became "may have been killed": softened. Seven became nine: a number changed.

One edit may do several things. Each is a Mark with what was seen, in words for a person; the most consequential gives
the change its kind. The order of consequence: what somebody is quoted with, figures, names, dates, who says so, how
sure it sounds, and last any other word.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from firsthand.text.diff import Run, runs
from firsthand.text.firmness import firmness
from firsthand.text.senses import senses
from firsthand.text.typeset import Token
from firsthand.text.words import lexicon, stem

ORDER: Final = (
    "quote-altered",
    "number-changed",
    "name-changed",
    "date-changed",
    "source-dropped",
    "source-added",
    "softened",
    "hardened",
    "reworded",
)
"""The kinds of edit, the most consequential first."""
_LONGEST: Final = 400
"""Tokens of a sentence in which a doer is looked for; no sentence has more, hostile text does."""
_SHOWN: Final = 8
"""Words of an edit that are quoted in a reason."""
_YEARS: Final = range(1800, 2101)
_DAYS: Final = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tomorrow"}
    | {"tonight", "noon", "midnight", "dawn", "dusk", "am", "pm", "o'clock"}
)
_BE: Final = frozenset(("was", "were", "been", "being", "is", "are", "be"))
_NEGATIONS: Final = frozenset(("not", "no", "never", "nobody", "none", "nothing", "neither", "cannot", "without"))
_SIGNS: Final = frozenset('"?%$€£¥-')


class Mark(NamedTuple):
    """One thing that an edit does, and what was seen of it."""

    kind: str
    says: str


def marks_of(before: Sequence[Token], after: Sequence[Token], names: frozenset[str]) -> tuple[Mark, ...]:
    """All that the edit from `before` to `after` does, the most consequential first; at least one.

    `names` are words that either wording writes with a capital inside a sentence.
    """
    edit = _Edit(before, after, names)
    found = sorted(set(edit.marks()), key=lambda m: ORDER.index(m.kind))
    if not found:
        return (Mark("reworded", "; ".join(edit.told(run) for run in edit.runs[:3])),)
    return tuple(found)


@dataclass(frozen=True)
class _Edit:
    """Two wordings of a sentence, and where they differ."""

    before: Sequence[Token]
    after: Sequence[Token]
    names: frozenset[str]

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Where they differ, in order."""
        return tuple(runs([t.word for t in self.before], [t.word for t in self.after]))

    @cached_property
    def gone(self) -> list[int]:
        """Places of tokens before that went."""
        return [at for run in self.runs for at in range(run.b0, run.b1)]

    @cached_property
    def come(self) -> list[int]:
        """Places of tokens after that came."""
        return [at for run in self.runs for at in range(run.a0, run.a1)]

    def marks(self) -> Iterator[Mark]:
        """All marks, in no order."""
        yield from self._quotes()
        yield from self._figures()
        yield from self._bounds()
        yield from self._names()
        yield from self._sources()
        yield from self._firmness()
        yield from self._negations()

    def told(self, run: Run) -> str:
        """One difference in words; a word or two that came are told with the word they stand before."""
        b0, b1, a0, a1 = run
        one_sided = (b0 == b1 and a1 - a0 < _SHOWN) or (a0 == a1 and b1 - b0 < _SHOWN)
        if one_sided and b1 < len(self.before) and a1 < len(self.after) and _tells(self.after[a1].word):
            b1, a1 = b1 + 1, a1 + 1
        old, new = _shown(self.before[b0:b1]), _shown(self.after[a0:a1])
        if old and new:
            return f"“{old}” became “{new}”"
        return f"“{new}” was added" if new else f"“{old}” was dropped"

    def _quotes(self) -> Iterator[Mark]:
        """Words within quotation marks that differ, and marks that came or went round words that stayed."""
        for run in self.runs:
            old, new = self.before[run.b0 : run.b1], self.after[run.a0 : run.a1]
            if _is_whole_quotation(old) and not any(t.quoted for t in new):
                continue  # a quotation was dropped, and
            if _is_whole_quotation(new) and not any(t.quoted for t in old):
                continue  # another added: none was altered
            within = [t for t in (*old, *new) if t.quoted and t.word != '"']
            if within and _is_inside(self.before, run.b0, run.b1) and _is_inside(self.after, run.a0, run.a1):
                yield Mark("quote-altered", f"within quotation marks, {self.told(run)}")
            elif any(t.word == '"' for t in (*old, *new)) and not within:
                yield Mark("quote-altered", self._bared(run))

    def _bared(self, run: Run) -> str:
        came = any(t.word == '"' for t in self.after[run.a0 : run.a1])
        side, at = (self.after, run.a0) if came else (self.before, run.b0)
        words = _shown(t for t in side[max(at - 1, 0) : at + 4] if t.word != '"')
        return f"quotation marks {'came' if came else 'went'} near “{words}”"

    def _figures(self) -> Iterator[Mark]:
        """Numbers and dates that became others."""
        old, new = _figures(self.before), _figures(self.after)
        for kind, noun, dated in (("number-changed", "number", False), ("date-changed", "date", True)):
            went = _less(((v, at) for v, at, d in old if d is dated), ((v, at) for v, at, d in new if d is dated))
            came = _less(((v, at) for v, at, d in new if d is dated), ((v, at) for v, at, d in old if d is dated))
            if went and came:
                what = f"“{_shown(self.before[at] for at in went)}” became “{_shown(self.after[at] for at in came)}”"
                yield Mark(kind, f"the {noun} {what}")
            elif not dated and (went or came):
                yield from self._half(went, came)

    def _bounds(self) -> Iterator[Mark]:
        """A number that is "at least" or "about" so many now, or no longer."""
        known = senses()
        bounds = {tuple(phrase.split()) for phrase in (*known.at_least, *known.at_most, *known.about)}
        for run in self.runs:
            old, new = self.before[run.b0 : run.b1], self.after[run.a0 : run.a1]
            number = self.after[run.a1 : run.a1 + 1]
            changed = [side for side in (old, new) if side]
            is_bound = all(tuple(t.word for t in side) in bounds for side in changed)
            if changed and is_bound and _figures(number):
                yield Mark("number-changed", f"“{_shown((*old, *number))}” became “{_shown((*new, *number))}”")

    def _half(self, went: Sequence[int], came: Sequence[int]) -> Iterator[Mark]:
        """A number in the place of a word that was none, or the other way round."""
        for run in self.runs:
            swapped = run.b1 > run.b0 and run.a1 > run.a0
            if swapped and (any(run.b0 <= at < run.b1 for at in went) or any(run.a0 <= at < run.a1 for at in came)):
                yield Mark("number-changed", self.told(run))

    def _names(self) -> Iterator[Mark]:
        """Names that became others."""
        for run in self.runs:
            old = [at for at in range(run.b0, run.b1) if _is_name(self.before, at, self.names)]
            new = [at for at in range(run.a0, run.a1) if _is_name(self.after, at, self.names)]
            if old and new:
                before, after = _shown(self.before[i] for i in old), _shown(self.after[i] for i in new)
                yield Mark("name-changed", f"the name “{before}” became “{after}”")

    def _sources(self) -> Iterator[Mark]:
        """Who says so came or went; a surer or less sure word in the place of another."""
        grades = firmness().grades
        for run in self.runs:
            old = [t for t in self.before[run.b0 : run.b1] if t.word in grades and not t.quoted]
            new = [t for t in self.after[run.a0 : run.a1] if t.word in grades and not t.quoted]
            if old and new:
                down = grades[old[0].word] - grades[new[0].word]
                if down:
                    kind = "softened" if down > 0 else "hardened"
                    yield Mark(kind, f"{self.told(run)}, a {'less sure' if down > 0 else 'surer'} word")
            elif old and (run.a0 == run.a1 or len(old) < run.b1 - run.b0 > run.a1 - run.a0):
                yield Mark("source-dropped", f"who says so is gone: “{_shown(self.before[run.b0 : run.b1])}”")
            elif new and (run.b0 == run.b1 or run.a1 - run.a0 > run.b1 - run.b0 + 1):
                yield Mark("source-added", f"it is said now who says so: “{_shown(self.after[run.a0 : run.a1])}”")

    def _firmness(self) -> Iterator[Mark]:
        """Hedges and strong words that came or went, steps down or up, and doers that are no longer named."""
        known = firmness()
        for run in self.runs:
            old = [t.word for t in self.before[run.b0 : run.b1]]
            new = [t.word for t in self.after[run.a0 : run.a1]]
            down = _many(new, known.hedges) - _many(old, known.hedges)
            down += _many(old, known.boosters) - _many(new, known.boosters)
            down = _steps(old, new) or down
            if down:
                yield Mark("softened" if down > 0 else "hardened", self.told(run))
        yield from self._doers()

    def _doers(self) -> Iterator[Mark]:
        """Doers that came or went: “officers pushed three” became “three were pushed”."""
        if max(len(self.before), len(self.after)) > _LONGEST:
            return
        for one, other, kind in ((self.before, self.after, "softened"), (self.after, self.before, "hardened")):
            doing = {stem(t.word): t for at, t in enumerate(one) if not _is_suffered(one, at)}
            for at, token in enumerate(other):
                same = doing.get(stem(token.word))
                ends_so = token.word.endswith(("ed", "en", "t", "n", "d", "g", "k", "ung"))
                if not (_is_suffered(other, at) and same is not None and ends_so) or any(t.word == "by" for t in other):
                    continue
                if any(_is_suffered(one, i) for i, t in enumerate(one) if stem(t.word) == stem(token.word)):
                    continue
                who = "who did it is no longer said" if kind == "softened" else "it is said now who did it"
                yield Mark(kind, f"{who}: “{_shown(other[max(at - 1, 0) : at + 1])}”")
                return

    def _negations(self) -> Iterator[Mark]:
        """A “not” that came or went: it has no kind of its own, and nothing says more."""
        old = _many([self.before[at].word for at in self.gone], _NEGATIONS)
        new = _many([self.after[at].word for at in self.come], _NEGATIONS)
        if old != new:
            for run in self.runs:
                words = {t.word for t in (*self.before[run.b0 : run.b1], *self.after[run.a0 : run.a1])}
                if words & _NEGATIONS:
                    yield Mark("reworded", f"{self.told(run)}: it may say the opposite now")


def _shown(tokens: Iterable[Token]) -> str:
    """Tokens as a reason quotes them: no more than a few, marks left out."""
    words = [t.written for t in tokens if t.word not in {'"', "?"}]
    return " ".join(words if len(words) <= 2 * _SHOWN else [*words[:_SHOWN], "…", *words[-_SHOWN // 2 :]])


def _tells(word: str) -> bool:
    """Whether a word carries meaning, so that what came before it is understood with it."""
    return word[0].isalnum() and word not in lexicon().empty


def _is_whole_quotation(tokens: Sequence[Token]) -> bool:
    return sum(t.word == '"' for t in tokens) > 1


def _is_inside(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether `[start, end)` touches a quotation: one of its tokens is quoted, or it is empty and lies in one."""
    if start < end:
        return any(t.quoted for t in tokens[start:end])
    return any(t.quoted for t in tokens[max(start - 1, 0) : start + 1])


def _figures(tokens: Sequence[Token]) -> list[tuple[float, int, bool]]:
    """The numbers and parts of dates: value, place, and whether it is of a date."""
    known = senses()
    found: list[tuple[float, int, bool]] = []
    for at, token in enumerate(tokens):
        word = token.word
        if word in _DAYS or _is_month(tokens, at):
            found.append((_value_of_day(word), at, True))
        elif word[0].isdigit():
            value = float(word) if word.replace(".", "", 1).isdigit() and len(word) < 16 else float(hash(word))  # noqa: PLR2004
            found.append((value, at, _is_of_date(tokens, at)))
        elif word in known.small_numbers and word != "one":
            found.append((float(known.small_numbers[word]), at, _is_of_date(tokens, at)))
        elif word.removesuffix("s") in known.scales and len(word) > 1:
            found.append((float(known.scales[word.removesuffix("s")]), at, False))
    return found


def _value_of_day(word: str) -> float:
    """Another number for each day and month, under 0, so that none is a count's."""
    return -float(sum(ord(sign) * 31**at for at, sign in enumerate(word[:6])))


def _is_month(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is a month, and no name ("Jan Munk", "Captain May")."""
    if tokens[at].word not in senses().months or not tokens[at].written[0].isupper():
        return False
    beside = [tokens[i] for i in (at - 1, at + 1) if 0 <= i < len(tokens)]
    return not any(t.written[0].isupper() and t.word not in _DAYS | lexicon().empty for t in beside)


def _is_of_date(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is the day beside a month, a year, or a time of day."""
    months, word = senses().months, tokens[at].word
    if any(_is_month(tokens, i) for i in (at - 1, at + 1) if 0 <= i < len(tokens)) or ":" in word:
        return True
    if any(t.word in {"am", "pm", "o'clock"} for t in tokens[at + 1 : at + 2]):
        return True
    before = tokens[at - 1].word if at else ""
    is_year = word.isdigit() and int(word[:5]) in _YEARS and "," not in tokens[at].written
    return is_year and before in senses().year_before | months


def _less(these: Iterable[tuple[float, int]], those: Iterable[tuple[float, int]]) -> list[int]:
    """Places of values in `these` that `those` lack, as often as they lack them."""
    left = Counter(value for value, _ in those)
    out = []
    for value, at in these:
        if left[value]:
            left[value] -= 1
        else:
            out.append(at)
    return out


def _is_name(tokens: Sequence[Token], at: int, names: frozenset[str]) -> bool:
    """Whether the token is (part of) a name; at the head of a sentence only where it is written so elsewhere, too."""
    token = tokens[at]
    if not token.written[0].isupper() or token.word in lexicon().empty or token.word in _DAYS or _is_month(tokens, at):
        return False
    if any(t.word not in _SIGNS for t in tokens[:at]):
        return True
    follows = tokens[at + 1 : at + 2]
    return token.word in names or bool(follows and follows[0].written[0].isupper())


def _many(words: Sequence[str], of: frozenset[str]) -> int:
    return sum(word in of for word in words)


def _steps(old: Sequence[str], new: Sequence[str]) -> int:
    """How many lists are gone down (up: less than 0) from words that went to words that came."""
    steps = firmness().steps
    total = 0
    for one in steps.keys() & set(old):
        for other in steps.keys() & set(new):
            for row in steps[one].keys() & steps[other].keys():
                way = steps[other][row] - steps[one][row]
                total += (way > 0) - (way < 0)
    return total


def _is_suffered(tokens: Sequence[Token], at: int) -> bool:
    """Whether a form of "be" stands right before the token, or one word further up."""
    return any(t.word in _BE for t in tokens[max(at - 2, 0) : at])
