"""Where does the text call an actor by what it is, and not by its name?

"The council" is Skagen Council where that was named before, "the transport minister" whoever was named with that
office, "the company" the last firm. Words that could mean two, and bodies that were never named, are left alone.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache

from firsthand.model.entity import EntityType
from firsthand.model.span import Span, SpanIndex
from firsthand.read.figures import Figure
from firsthand.read.lexicons import word_set
from firsthand.read.unnamed import Mentioned, telling
from firsthand.text.names import fold

_CALLED = re.compile(
    r"\b([Tt]h(?:e|at|is)|[Aa]n?|[Ii]ts|[Hh](?:is|er)|[Tt]heir|[Mm]y|[Oo]ur)"
    r" (?=([A-Za-z][a-z-]*(?:['’]s?)?(?: [A-Za-z][a-z-]*){0,2}))"
)
_THE = ("the", "The")
_SOME = ("a", "an", "A", "An")
_NONE: frozenset[str] = frozenset()
_FORCES = re.compile(r"\b(?:[a-z-]{1,40} )?(?:[Pp]olice(?:men)?|[Cc]ops|[Dd]etectives|[Bb]obbies)\b")
_NEAR = 250
"""Code points back to a body of which the kind is only guessed and that "the firm" means all the same. Set by hand."""
_MOST_BACK = 200
"""Names that are gone back over for one description; an article of a page has as many."""


class Descriptions:
    """The actors of one article in the order of their names, to be asked for by what they are."""

    def __init__(self, at: Mapping[Span, Figure]) -> None:
        named = sorted(at.items(), key=lambda found: found[0])
        self._starts = [span.start for span, _ in named]
        self._figures = [figure for _, figure in named]
        self._offices = frozenset().union(*(figure.offices for figure in self._figures))
        self._bearers: dict[str, dict[Figure, None]] = defaultdict(dict)
        for figure in self._figures:
            for office in figure.offices:
                if len(self._bearers[office]) < _MOST_BACK:
                    self._bearers[office].setdefault(figure)
        self._bodies = {
            id(f): frozenset({*fold(f.name).split(), *f.called})
            for f in self._figures
            if f.kind is EntityType.ORGANISATION
        }
        self._nouns = frozenset().union(*self._bodies.values()) & word_set("names", "stand_ins", "institution")

    def mark(self, text: str, taken: Iterable[Span], unnamed: Mapping[str, EntityType]) -> list[Mentioned]:
        """Note every description in the text with the figure that it means; none that overlaps `taken`.

        Gives those that mean no figure, and of which the noun is one of `unnamed`, each with what it stands for.
        """
        closed = SpanIndex(sorted(taken))
        named = self._offices | self._nouns | word_set("names", "stand_ins", "loose")
        if any(figure.kind is EntityType.OUTLET for figure in self._figures):
            named |= word_set("names", "stand_ins", "outlets") - unnamed.keys()
        stops = word_set("names", "stand_ins", "stops")
        left: list[Mentioned] = []
        for match in _CALLED.finditer(text):
            words = match[2].casefold().replace("’", "'").split(" ")
            size, further = _sizes(words, stops, named if match[1] in _THE else _NONE, unnamed)
            if size and self._mark(_span(match, words, size), words[:size], closed):
                continue
            if not further or (match[1] in _SOME and unnamed[_bare(words[further - 1])] is not EntityType.WORK):
                continue
            span = _span(match, words, further)
            if not closed.overlaps(span):
                left.append(Mentioned(span, telling(words[:further])))
        return [*left, *_forces(text, closed, left)] if "police" in unnamed else left

    def _mark(self, span: Span, words: Sequence[str], closed: SpanIndex) -> bool:
        """Note whom the words at `span` mean; whether it is somebody named."""
        if closed.overlaps(span):
            return False
        figure = self.meant([*words[:-1], _bare(words[-1])], span.start)
        if figure is not None:
            figure.described.append(span)
        return figure is not None

    def meant(self, words: Sequence[str], before: int) -> Figure | None:
        """Whom "the" with these words, of which the last is the noun, means at the offset `before`."""
        noun, more = words[-1], words[:-1]
        return (
            self.holder(noun, more, before)
            or self.body(noun, more, before)
            or (self.firm(before) if noun in word_set("names", "stand_ins", "loose") and not more else None)
            or (self.outlet(before) if noun in word_set("names", "stand_ins", "outlets") and not more else None)
        )

    def _before(self, offset: int) -> Iterable[Figure]:
        last = bisect_left(self._starts, offset)
        return reversed(self._figures[max(0, last - _MOST_BACK) : last])

    def holder(self, noun: str, more: Sequence[str], before: int) -> Figure | None:
        """Who holds an office: the last one named with it and with all words before it, or who is named so later.

        Words that are of no office ("the tough-talking minister") count for nothing where one alone holds it.
        """
        if noun not in self._offices:
            return None
        for figure in self._before(before):
            if _holds(figure, noun, more):
                return figure
        bearers = self._bearers[noun]
        exact = [f for f in bearers if _holds(f, noun, more)]
        if more and len(exact) == 1:
            return exact[0]
        telling = [word for word in more if word in _of_offices()]
        alone = next(iter(bearers)) if len(bearers) == 1 else None
        return alone if alone is not None and _holds(alone, noun, telling) else None

    def body(self, noun: str, more: Sequence[str], before: int) -> Figure | None:
        """The last body with the noun, and all words before it, in its name."""
        if noun not in self._nouns:
            return None
        for figure in self._before(before):
            own = self._bodies.get(id(figure), frozenset())
            if noun in own and own.issuperset(more):
                return figure
        return None

    def firm(self, before: int) -> Figure | None:
        """The last body before the offset that may be a firm: none whose name has a public body's noun in it."""
        public = word_set("names", "stand_ins", "institution") - word_set("names", "stand_ins", "loose")
        nearest: Figure | None = None
        for figure in self._before(before):
            own = self._bodies.get(id(figure))
            if own is None or not own.isdisjoint(public) or figure.name.isupper():
                continue
            near = nearest is None and before - figure.last_before(before) <= _NEAR
            if not figure.placed and (near or not figure.guessed or len(figure.spans) > 1):
                return figure
            nearest = nearest or figure
        return nearest

    def outlet(self, before: int) -> Figure | None:
        """The last outlet named before the offset."""
        return next((figure for figure in self._before(before) if figure.kind is EntityType.OUTLET), None)


@cache
def _of_offices() -> frozenset[str]:
    """Words that tell one office from another."""
    titles = (word_set("names", "titles", name) for name in ("fields", "modifiers", "heads", "never_left_out"))
    return word_set("names", "stand_ins", "institution").union(*titles)


def _sizes(
    words: Sequence[str], stops: Container[str], named: Container[str], unnamed: Container[str]
) -> tuple[int, int]:
    """How many words make up a description of somebody named, and of somebody unnamed; 0 where no noun can be one.

    The named end at a possessive ("the company's lawyers"); the unnamed can be the owned ("the prefect's office").
    """
    size = further = 0
    owned = False
    for count, word in enumerate(words, 1):
        if word in stops:
            break
        bare = word if word.isalpha() else _bare(word)
        if not owned and bare in named:
            size = count
        if bare in unnamed:
            further = count
        owned = owned or bare is not word
    return size, further


def _bare(word: str) -> str:
    """The word without a possessive; itself where it has none."""
    return word.removesuffix("'s").removesuffix("'") if "'" in word else word


def _span(match: re.Match[str], words: Sequence[str], size: int) -> Span:
    """Where the first `size` words after the determiner end, without a possessive."""
    long = sum(map(len, words[:size])) + size - 1 - len(words[size - 1]) + len(_bare(words[size - 1]))
    return Span(match.start(), match.start(2) + long)


def _forces(text: str, closed: SpanIndex, before: Sequence[Mentioned]) -> Iterator[Mentioned]:
    """The police without an article ("police", "county police", "cops")."""
    done = SpanIndex(one.span for one in before)
    stops = word_set("names", "stand_ins", "stops")
    for match in _FORCES.finditer(text):
        first, _, rest = match[0].partition(" ")
        begin = match.start() + (len(first) + 1 if rest and (first in stops or _is_verb(first)) else 0)
        span = Span(begin, match.end())
        if not closed.overlaps(span) and not done.overlaps(span):
            yield Mentioned(span, telling(span.of(text).casefold().split(" ")))


def _is_verb(word: str) -> bool:
    return word.endswith(("ed", "ing"))


def _holds(figure: Figure, noun: str, more: Sequence[str]) -> bool:
    """Whether a figure is of this office. "The minister" is no prime minister, nor "the president" the vice one."""
    if noun not in figure.offices or not figure.called.issuperset(more):
        return False
    return bool(more) or figure.called.isdisjoint(word_set("names", "titles", "never_left_out"))
