"""What can be seen of a line, and of the lines round it, that tells an article from a menu? Traits, each a word.

    "Ferry fares rise again"     len5-8-open  cap-few  above:menu  below:menu  after-body  ...
    "The bridge was shut ..."    len17-32-closed  end-stop  in-body  above:prose  ...

A trait is there or is not. None knows a language: what the words say is asked in `phrasebook`, and comes in as the
kind that the phrases give the line. How much each trait weighs is in `phrases/line-weights.toml`.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from firsthand.ingest.lines import Line
from firsthand.model.coverage import NoticeKind

_LOOKED_AT = 600
"""Characters of a line that are looked at; a longer line is a paragraph."""
_LENGTHS = (1, 2, 4, 8, 16, 32)
_COARSE = (2, 8, 16)
_FAR = (0, 1, 2, 4, 8, 16, 40)
_SHARES = (0.15, 0.35, 0.6, 0.9)
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_FEWEST_LONG_WORDS = 3
_PATTERNS = (
    ("quote-first", re.compile(r"[\"“„«‘»]")),
    ("list-mark", re.compile(r"[-–—•*▪●·■]\s|\(?\d{1,2}[.)]\s")),
    ("digit-first", re.compile(r"\d")),
    ("lower-first", re.compile(r"[^\W\d_A-Za-zÀ-ÿА-я]{0,40}[a-zß-ÿа-я]")),
)
_FOUND = (
    ("bar", re.compile(r"[|•·∙»›→]")),
    ("link", re.compile(r"https?:|www\.|\S@\S")),
    ("money", re.compile(r"[$€£¥₩%]")),
    ("clock", re.compile(r"\b\d{1,2}[:.h]\d{2}\b")),
    ("joined", re.compile(r"[a-zß-ÿ][.!?”’)]?[A-ZÀ-Þ][a-zß-ÿ]")),
    ("quoted", re.compile(r"[\"“„«»]")),
    ("digits", re.compile(r"\d")),
)
_LETTERS = re.compile(r"[^\W\d_]+['’]?[^\W\d_]*|(?<=\d)\d+")
_DIGITS = re.compile(r"\d+")
_BUILT = (1, 3, 6, 12)
_ENDS = {
    ".": "stop",
    "!": "call",
    "?": "ask",
    ":": "colon",
    "…": "dots",
    "”": "quote",
    '"': "quote",
    "»": "quote",
    ",": "comma",
}


def traits_of(
    lines: Sequence[Line], marked: Mapping[int, NoticeKind], body: Sequence[tuple[int, int]], headline: int | None
) -> list[list[str]]:
    """The traits of each of `lines`. `body` are the stretches of prose, `headline` the headline's number."""
    shapes = [_shape(line, line.number in marked) for line in lines]
    again = Counter(line.folded for line in lines if line.folded)
    vocabulary = _Vocabulary(lines, body)
    starts, ends = [start for start, _ in body], [end for _, end in body]
    alike = _alike(lines)
    found = []
    for line in lines:
        traits = ["any", *_form(line), *_near(shapes, line.number)]
        if line.number in marked:
            traits.append(f"kind-{marked[line.number].value}")
        if again[line.folded] > 1:
            traits.append("twice")
        traits.append(_place(line.number, starts, ends))
        if headline is not None:
            traits.append(f"headline{_far(line.number - headline)}")
        traits += vocabulary.shared(line)
        traits += alike[line.number]
        found.append(traits)
    return found


def step(value: float, bounds: Sequence[float]) -> int:
    """Into which of the steps between rising `bounds` a value falls."""
    return bisect_left(bounds, value)


def _form(line: Line) -> Iterator[str]:
    """What the line itself looks like."""
    text = line.text[:_LOOKED_AT]
    ending = "closed" if line.closed else "open"
    yield f"len{step(line.words, _LENGTHS)}-{ending}"
    yield f"end-{_ENDS.get(line.text[-1], 'none')}"
    yield from (name for name, pattern in _PATTERNS if pattern.match(text))
    yield from (name for name, pattern in _FOUND if pattern.search(text))
    words = text.split()
    capital = sum(word[0].isupper() for word in words) / len(words)
    yield f"cap{step(capital, _SHARES)}-{step(line.words, _COARSE)}"
    if text.isupper():
        yield "capitals"


def _shape(line: Line, marked: bool) -> str:  # noqa: FBT001 - an inner step
    """The line in a word, for its neighbours."""
    return f"{step(line.words, _COARSE)}{'c' if line.closed else 'o'}{'m' if marked else ''}"


def _near(shapes: Sequence[str], at: int) -> Iterator[str]:
    """What stands above and below."""
    own = shapes[at]
    for name, offset in (("above", -1), ("below", 1), ("above2", -2), ("below2", 2)):
        other = shapes[at + offset] if 0 <= at + offset < len(shapes) else "edge"
        yield f"{name}-{other}"
        if abs(offset) == 1:
            yield f"{own}-{name}-{other}"


def _alike(lines: Sequence[Line]) -> list[list[str]]:
    """Whether a line is built like those near it ("June 10 - Tampa"), and what led up to it (a paragraph, ":")."""
    built = [_LETTERS.sub("", line.text[:_LOOKED_AT]) for line in lines]
    found: list[list[str]] = []
    led = "no"
    for at, line in enumerate(lines):
        near = [built[at + off] for off in (-2, -1, 1, 2) if 0 <= at + off < len(lines)]
        same = sum(other == built[at] for other in near)
        traits = [f"alike{same}-{step(len(built[at]), _BUILT)}"]
        first = [_first(lines[at + off].text) for off in (-2, -1, 1, 2) if 0 <= at + off < len(lines)]
        traits.append(f"first-alike{sum(other == _first(line.text) for other in first)}")
        if line.prose or line.text.endswith(":"):
            led = "colon" if line.text.endswith(":") else "prose"
        elif line.closed:
            led = "no"
        traits.append(f"led-{led}")
        found.append(traits)
    return found


def _first(text: str) -> str:
    """The first word, digits evened out: lists begin alike ("June", "9", "*")."""
    return _DIGITS.sub("9", text.split(maxsplit=1)[0][:20])


def _place(number: int, starts: Sequence[int], ends: Sequence[int]) -> str:
    """Where the line is, as seen from the stretches of prose."""
    if not starts:
        return "no-body"
    at = bisect_left(ends, number + 1)
    if at < len(starts) and starts[at] <= number:
        return "in-body"
    if at == 0:
        return f"before-body{_far(starts[0] - number)}"
    after = f"after-body{_far(number - ends[at - 1] + 1)}"
    return after if at == len(starts) else f"between-{after}"


def _far(lines: int) -> str:
    """How far, and on which side."""
    return f"{'-' if lines < 0 else ''}{step(abs(lines), _FAR)}"


class _Vocabulary:
    """The longer words of the prose, for how much a line shares with it beside itself."""

    def __init__(self, lines: Sequence[Line], body: Sequence[tuple[int, int]]) -> None:
        self._words = [frozenset(_LONG_WORD.findall(line.text[:_LOOKED_AT].casefold())) for line in lines]
        self._inside = {number for start, end in body for number in range(start, end)}
        self._lines_with = Counter(word for number in self._inside for word in self._words[number])

    def shared(self, line: Line) -> Iterator[str]:
        """The share of the line's words that other lines of the prose have, where it has enough words to tell."""
        words = self._words[line.number]
        own = 1 if line.number in self._inside else 0
        if len(words) >= _FEWEST_LONG_WORDS:
            share = sum(self._lines_with[word] > own for word in words) / len(words)
            yield f"shared{step(share, _SHARES)}-{'in' if own else 'out'}"


def spread(first: Sequence[float], shapes: Sequence[str], reach: Sequence[int]) -> list[list[str]]:
    """Traits of the second look: what the first look thought of the lines round each (`first`, 0..1 for notice)."""
    sums = [0.0]
    for value in first:
        sums.append(sums[-1] + value)
    found = []
    for at, shape in enumerate(shapes):
        traits = ["any", f"own{step(first[at], _THOUGHT)}"]
        for lines in reach:
            above, below = _mean(sums, at - lines, at), _mean(sums, at + 1, at + 1 + lines)
            one, two = step(above, _THOUGHT), step(below, _THOUGHT)
            traits += (f"above{lines}-{one}", f"below{lines}-{two}", f"round{lines}-{min(one, two)}-{max(one, two)}")
            traits.append(f"{shape}-round{lines}-{step((above + below) / 2, _THOUGHT)}")
        found.append(traits)
    return found


_THOUGHT = (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98)


def _mean(sums: Sequence[float], start: int, end: int) -> float:
    """The mean of a range, what lies beyond the page counting as notice."""
    inside = sums[min(end, len(sums) - 1)] - sums[max(start, 0)]
    beyond = max(-start, 0) + max(end - len(sums) + 1, 0)
    return (inside + beyond) / (end - start)


def shapes_of(lines: Sequence[Line], marked: Mapping[int, NoticeKind]) -> list[str]:
    """The shape of each line, for the second look."""
    return [_shape(line, line.number in marked) for line in lines]
