"""How many of what? "At least seven people died" and "the toll has risen to 11" tell of one slot, two values.

A figure is a number in digits or words with its bound ("at least", "up to", "about"), the unit or thing
counted, and its slot: what became of those counted ("killed"), else the thing counted itself. Figures of one
slot and one scope ("soldiers" and "civilians" are two) are values of one claim; whether two can both hold is
a matter of their bounds. Years, dates, times, ages and parts of names ("Highway 5") are no figures.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from firsthand.model.span import Span, SpanIndex
from firsthand.text.senses import senses
from firsthand.text.words import plain, stem

_TOKEN: Final = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['’-][^\W_]+)*|[$€£¥%]|[^\w\s]")
_BREAKS: Final = frozenset(",;:.!?()—–") | {"and", "but", "while", "with", "or"}
_ABOUT: Final = 0.1
"""How far "about 100" may be off, as a share. Chosen, not measured: no corpus here has such pairs."""
_REACH: Final = 9
"""How many words away the outcome of a figure is looked for. Set on the cases in tests/text."""
_BARE: Final = 3
"""A clause that ends so few words after its number has no verb of its own."""
_COUNTED: Final = 4
"""How many words after a number may lie before the noun it counts ends ("North Korean special forces")."""
_YEARS: Final = range(1800, 2101)
_ONE: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number in a text. `amount` is the number said, `low` and `high` are the values it can mean.

    Both are included; `high` may be infinite.
    `value` is as an editor reads it ("at least 7"), and so is `slot` ("killed", "homes"); `kind` is the slot
    for comparing, None for a number of nothing in particular. `scope` is whom or what
    it counts ("soldier"), None where that is just "people". `span` is in the text read.
    """

    value: str
    amount: float
    low: float
    high: float
    unit: str | None
    slot: str | None
    kind: str | None
    scope: str | None
    span: Span
    is_part: bool = False
    """Whether it counts some of those that another number counts, or adds to it; then it has no `kind`."""

    def same_kind(self, other: "Figure") -> bool:
        """Whether both count the same: the kind, and a scope that does not differ."""
        if self.kind is None or self.kind != other.kind or self.money != other.money:
            return False
        return self.scope is None or other.scope is None or self.scope == other.scope

    def can_hold_with(self, other: "Figure") -> bool:
        """Whether one true number satisfies both ("at least 7" and 11: yes; 7 and 11: no)."""
        return max(self.low, other.low) <= min(self.high, other.high)

    @property
    def money(self) -> str | None:
        """Its currency, or "%"; None for a count of things."""
        return self.unit if self.unit in {"$", "€", "£", "¥", "%"} else None


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        return plain(self.text)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in the tokens `[first, last)`."""

    amount: float
    first: int
    last: int


def find_figures(text: str, skip: Sequence[Span] = ()) -> tuple[Figure, ...]:
    """The figures of `text` in order, without those that touch a span of `skip` (its time expressions)."""
    tokens = [_Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    barred = SpanIndex(skip)
    numbers = [n for n in _numbers(tokens) if not _is_no_count(tokens, n)]
    numbers = [n for n in numbers if not barred.overlaps(_span(tokens, n))]
    breaks = _clause_ends(tokens)
    return tuple(
        _figure(text, tokens, number, breaks)
        for at, number in enumerate(numbers)
        if not _is_from_of_a_change(tokens, number, numbers[at + 1 : at + 2])
    )


def _span(tokens: Sequence[_Token], number: _Number) -> Span:
    return Span(tokens[number.first].start, tokens[number.last - 1].end)


def _numbers(tokens: Sequence[_Token]) -> list[_Number]:
    out: list[_Number] = []
    at = 0
    while at < len(tokens):
        found = _number_at(tokens, at)
        if found is None:
            at += 1
        else:
            out.append(found)
            at = found.last
    return out


def _number_at(tokens: Sequence[_Token], at: int) -> _Number | None:
    """The number that begins at token `at`: digits or numerals, then scale words ("two and a half" is not read)."""
    words = senses()
    first = tokens[at].text
    if first[0].isdecimal():
        amount = _digits(first)
        last = at + 1
    elif tokens[at].word in {"a", "an"} and at + 1 < len(tokens) and tokens[at + 1].word in words.scales:
        amount, last = _ONE, at + 1
    else:
        amount, last = _numerals(tokens, at)
    if amount is None:
        return None
    while last < len(tokens) and tokens[last].word in words.scales and _is_scale(tokens, last):
        amount *= words.scales[tokens[last].word]
        last += 1
        amount, last = _hundreds_rest(tokens, amount, last)
    if tokens[last - 1].word == "thousand" and not first[0].isdecimal():
        amount, last = _thousands_rest(tokens, amount, last)
    return _Number(amount, at, last)


def _is_scale(tokens: Sequence[_Token], at: int) -> bool:
    """Single letters ("5m") are scales only where they touch the digits."""
    return len(tokens[at].text) > 2 or tokens[at - 1].end == tokens[at].start  # noqa: PLR2004 - k, m, bn


def _digits(text: str) -> float | None:
    groups = text.rstrip(",").split(",")
    if len(groups) > 1 and any(len(part.partition(".")[0]) != 3 for part in groups[1:]):  # noqa: PLR2004 - thousands
        return None
    joined = "".join(groups)
    return float(joined) if len(joined) <= 18 else None  # noqa: PLR2004 - longer is an identifier, no count


def _numerals(tokens: Sequence[_Token], at: int) -> tuple[float | None, int]:
    small = senses().small_numbers
    parts = tokens[at].word.split("-")
    if not all(part in small for part in parts) or len(parts) > 2:  # noqa: PLR2004 - twenty-one
        return None, at
    amount = float(sum(small[part] for part in parts))
    return amount, at + 1


def _hundreds_rest(tokens: Sequence[_Token], amount: float, last: int) -> tuple[float, int]:
    """The "and twenty" of "one hundred and twenty"."""
    if last + 1 < len(tokens) and tokens[last].word == "and" and amount >= 100:  # noqa: PLR2004
        rest, after = _numerals(tokens, last + 1)
        if rest is not None and tokens[last - 1].word in {"hundred", "thousand"} and rest < 100:  # noqa: PLR2004
            return amount + rest, after
    return amount, last


def _thousands_rest(tokens: Sequence[_Token], amount: float, last: int) -> tuple[float, int]:
    """The "eight hundred" of "three thousand eight hundred"."""
    rest, after = _numerals(tokens, last) if last < len(tokens) else (None, last)
    if rest is not None and after < len(tokens) and tokens[after].word == "hundred":
        more, end = _hundreds_rest(tokens, rest * 100, after + 1)
        return (amount + more, end) if more < 1000 else (amount, last)  # noqa: PLR2004 - less than a thousand
    return amount, last


def _is_no_count(tokens: Sequence[_Token], number: _Number) -> bool:
    """Whether it is a year, a date, a time, a score, an age, an ordinal, or part of a name."""
    words = senses()
    before = tokens[number.first - 1] if number.first else None
    after = tokens[number.last] if number.last < len(tokens) else None
    here = tokens[number.first]
    if _joined_to(tokens, number):
        return True
    if after is not None and (after.word in words.not_counted or after.word in words.months):
        return True
    if before is not None and (before.word in words.months or before.word in {"aged", "age", "no", "number"}):
        return True
    if number.first > 1 and _is_after_a_name(tokens[number.first - 2], tokens[number.first - 1]):
        return True
    if number.amount == _ONE and not here.text[0].isdigit():
        return after is None or not (stem(after.word) in words.anyone or _is_one_of_a_toll(tokens, number))
    if before is not None and before.text[0].isupper() and number.first > 1 and here.text[0].isdigit():
        return tokens[number.first - 2].text not in {".", "!", "?", "“", '"'} and before.word not in words.unit_of
    is_year = number.amount in _YEARS and "," not in here.text and number.last == number.first + 1
    return is_year and here.text[0].isdigit() and (before is None or before.word in words.year_before)


def _is_one_of_a_toll(tokens: Sequence[_Token], number: _Number) -> bool:
    """Whether "one" tells what became of one: "one firefighter had died", and not "one of the dead"."""
    after = [token.word for token in tokens[number.last : number.last + _COUNTED + 1]]
    return after[0] != "of" and any(senses().concept(word) in senses().outcomes for word in after)


_ONE_PERSON: Final = frozenset({"man", "woman", "boy", "girl", "child", "baby", "pensioner", "mother", "father"})


def _is_after_a_name(first: _Token, second: _Token) -> bool:
    """Whether the two before a number make it a number on a door, or an age: "School No. 2", "a man of 71"."""
    return (first.text == "No" and second.text == ".") or (first.word in _ONE_PERSON and second.word == "of")


def _joined_to(tokens: Sequence[_Token], number: _Number) -> bool:
    """Whether it touches letters or another number: "3rd", "10:30", "3-1", "A4"; and the words "two-year-old"."""
    last = tokens[number.last - 1]
    if number.last < len(tokens) and tokens[number.last].start == last.end:
        touching = tokens[number.last].text
        if touching[0].isalpha() or (touching in ":/-–" and _touches_digit(tokens, number.last)):
            return True
        if touching == "-":
            return True
    first = tokens[number.first]
    if number.first and tokens[number.first - 1].end == first.start:
        return tokens[number.first - 1].text[-1] in ":/-–" or tokens[number.first - 1].text[-1].isalnum()
    return False


def _touches_digit(tokens: Sequence[_Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end and tokens[at + 1].text[0].isdigit()


def _is_from_of_a_change(tokens: Sequence[_Token], number: _Number, following: Sequence[_Number]) -> bool:
    """Whether it is the old value in "rose from 7 to 11", or the step in "rose by 4"."""
    before = tokens[number.first - 1].word if number.first else ""
    lexi = senses()
    if before == "from" and following:
        return any(token.word == "to" for token in tokens[number.last : following[0].first])
    moved = tokens[number.first - 2].word if number.first > 1 else ""
    return before == "by" and lexi.concept(moved) in {"rise", "fall"}


def _figure(text: str, tokens: Sequence[_Token], number: _Number, breaks: Sequence[int]) -> Figure:
    bound, low, high = _bound(tokens, number)
    unit = _unit(tokens, number)
    counted = None if unit else _counted(tokens, number)
    outcome = None if unit else _outcome(tokens, number, breaks, counted=counted is not None)
    people = counted is None or stem(counted) in senses().anyone or senses().concept(counted) in senses().outcomes
    scope = None if people or counted is None else senses().concept(counted)
    is_part = _is_part(tokens, number)
    kind = None if is_part else (outcome or scope or unit)
    return Figure(
        value=f"{bound}{_written(number.amount)}",
        amount=number.amount,
        low=low,
        high=high,
        unit=unit or counted,
        slot=None if kind is None else (outcome or counted or unit),
        kind=kind,
        scope=scope,
        span=_span(tokens, number).stripped(text),
        is_part=is_part,
    )


def _is_part(tokens: Sequence[_Token], number: _Number) -> bool:
    """Whether it counts some of those that another number counts, or adds to it: "38 of them", "four more"."""
    before = {token.word for token in tokens[max(0, number.first - 2) : number.first]}
    after = [token.word for token in tokens[number.last : number.last + 2]]
    if after[:1] == ["of"] and after[1:] and (after[1] == "the" or _number_at(tokens, number.last + 1) is not None):
        return True
    if after[:1] in (["more"], ["further"], ["additional"], ["new"]) and after[1:] != ["than"]:
        return True
    return not before.isdisjoint(senses().part_of) or after in (["of", "them"], ["of", "whom"], ["of", "these"])


def _written(amount: float) -> str:
    """`1500000.0` as "1,500,000", `2.5` as "2.5"."""
    return f"{int(amount):,}" if amount == int(amount) else f"{amount:,.6g}"


def _bound(tokens: Sequence[_Token], number: _Number) -> tuple[str, float, float]:
    """The words of the bound, as they are shown, and the least and most that it lets the number be."""
    words = senses()
    before = " ".join(
        token.word for token in tokens[max(0, number.first - 4) : number.first] if token.text not in "$€£¥"
    )
    after = " ".join(token.word for token in tokens[number.last : number.last + 2])
    amount = number.amount
    # "No more than" ends in "more than": upper bounds are looked for first.
    if _ends(before, words.at_most):
        return "up to ", 0, amount
    if after.startswith("or more") or _ends(before, words.at_least):
        return "at least " if not _ends(before, ("more than", "over", "above")) else "more than ", amount, math.inf
    if after.startswith("or so") or _ends(before, words.about):
        return "about ", amount * (1 - _ABOUT), amount * (1 + _ABOUT)
    return "", amount, amount


def _ends(before: str, phrases: Sequence[str]) -> bool:
    return any(before == phrase or before.endswith(" " + phrase) for phrase in phrases)


def _unit(tokens: Sequence[_Token], number: _Number) -> str | None:
    words = senses().unit_of
    if number.first and tokens[number.first - 1].text in words:
        return words[tokens[number.first - 1].text]
    near = [token.word for token in tokens[number.last : number.last + 2]]
    if near and near[0] in words:
        return words[near[0]]
    return words.get(" ".join(near))


def _counted(tokens: Sequence[_Token], number: _Number) -> str | None:
    """The noun that is counted: the first plural among the words that follow, else the last of them."""
    words = senses()
    run: list[str] = []
    after = (
        number.last + 2 if [t.word for t in tokens[number.last : number.last + 2]] == ["or", "more"] else number.last
    )
    for token in tokens[after : after + _COUNTED]:
        if not token.text[0].isalpha() or token.word in _STOPS or token.word in words.not_counted:
            break
        run.append(token.word)
        if _is_plural(token):
            return token.word
    if run and run[0] in {"of", "more"}:
        return None
    return run[0] if run and (words.concept(run[0]) in words.outcomes or stem(run[0]) in words.anyone) else None


_STOPS: Final = frozenset(
    [
        "were",
        "was",
        "are",
        "is",
        "have",
        "has",
        "had",
        "been",
        "be",
        "will",
        "would",
        "could",
        "may",
        "might",
        "in",
        "on",
        "at",
        "by",
        "from",
        "to",
        "into",
        "for",
        "of",
        "the",
        "a",
        "an",
        "who",
        "which",
        "that",
        "after",
        "before",
        "when",
        "while",
        "as",
        "said",
        "and",
        "or",
        "but",
        "not",
        "they",
        "he",
        "she",
        "it",
        "we",
        "more",
    ]
)


def _is_plural(token: _Token) -> bool:
    word = token.word
    return word in {"people", "men", "women", "children", "troops", "police"} or (
        word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3  # noqa: PLR2004 - "gas"
    )


def _clause_ends(tokens: Sequence[_Token]) -> list[int]:
    return [at for at, token in enumerate(tokens) if token.text in _BREAKS or token.word in _BREAKS]


def _outcome(tokens: Sequence[_Token], number: _Number, breaks: Sequence[int], *, counted: bool) -> str | None:
    """What became of those counted: the nearest such word in the clause, else in the sentence.

    A number that counts no noun of its own ("the number of people killed in the fire has risen to 11") looks
    as far back as its clause reaches.
    """
    at = bisect_right(breaks, number.first)
    left = breaks[at - 1] + 1 if at else 0
    ahead = bisect_right(breaks, number.last - 1)
    right = breaks[ahead] if ahead < len(breaks) else len(tokens)
    inside = _nearest(tokens, number, max(left, number.first - (_REACH if counted else 4 * _REACH)), right)
    # "11 people, including two children, were killed" leaves its verb to a later clause; "and 23 people were
    # being treated" has its own, and must not borrow "killed" from its neighbour.
    if inside is not None or not counted or right - number.last > _BARE:
        return inside
    low, high = max(0, number.first - _REACH), min(len(tokens), number.last + _REACH)
    ends = [b for b in range(low, high) if tokens[b].text in ".!?;"]
    low = max([low, *(b + 1 for b in ends if b < number.first)])
    high = min([high, *(b for b in ends if b >= number.last)])
    return _nearest(tokens, number, low, high)


def _nearest(tokens: Sequence[_Token], number: _Number, left: int, right: int) -> str | None:
    words = senses()
    best: tuple[int, int, str] | None = None
    for at in range(left, min(right, number.last + _REACH)):
        if number.first <= at < number.last or not tokens[at].text[0].isalpha():
            continue
        concept = words.concept(tokens[at].word)
        if concept not in words.outcomes and not _is_on_board(tokens, at):
            continue
        concept = concept if concept in words.outcomes else "aboard"
        away = at - number.last + 1 if at >= number.last else number.first - at
        candidate = (away, 0 if at >= number.last else 1, concept)
        best = min(best, candidate) if best else candidate
    return best[2] if best else None


def _is_on_board(tokens: Sequence[_Token], at: int) -> bool:
    return tokens[at].word == "board" and at > 0 and tokens[at - 1].word == "on"
