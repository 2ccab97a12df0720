"""Which actors that the text only describes are one? "The health ministry" and, paragraphs later, "the ministry".

News lets bodies and people speak whom it never names: the police, the navy, the works' manager. Within one article the
same noun means the same one, unless other words beside it tell two apart ("the finance ministry"). What is found here
holds for its article alone: another's ministry is another one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from firsthand.model.entity import EntityType
from firsthand.model.ids import RevisionId
from firsthand.model.span import Span
from firsthand.read.figures import Figure
from firsthand.read.lexicons import word_set

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*['’]?")
_FEWEST_WORDS = 2
_SOME = frozenset({"a", "an", "another", "any", "many", "most", "no", "one", "other", "several", "some"})
"""What begins with one of these is not one actor that the text comes back to."""
_OWNERS = frozenset({"her", "his", "its", "my", "our", "their", "whose"})
_MOST_ALIKE = 20
"""Actors of one noun that are compared ("the finance ministry" with "the ministry"); of more, the newest will do."""
_MOST_WORDS = 8
"""Words of a head that are looked at; a longer one is a tagger's slip."""


class Called(NamedTuple):
    """How a source that has no name is called: the words of its head up to the noun, and what that noun is."""

    span: Span
    words: tuple[str, ...]
    kind: EntityType


class Mentioned(NamedTuple):
    """Words in the text that describe somebody: where they stand, and the words up to the noun, in lower case."""

    span: Span
    words: tuple[str, ...]


@dataclass(slots=True)
class _Group:
    """The descriptions that mean one actor."""

    words: set[str]
    kind: EntityType
    name: str
    spans: list[Span]
    sources: list[Called]


def called(head: Sequence[str], span: Span, kind: EntityType | None = None) -> Called | None:
    """How `head`, the words up to the noun in lower case, calls a source; None where it means nobody in particular.

    A body or a document (`kind` is given) counts however it is called, people only where the words single them out
    ("the night watchman", "his sister", and not "a resident").
    """
    found = [word.replace("’", "'") for word in head[-_MOST_WORDS:]]
    if not found:
        return None
    single = found[0] == "the" or found[0] in _OWNERS or any(w.endswith(("'s", "s'")) for w in found[:-1])
    if kind is None and (not single or found[-1] in _listed("never_one")):
        return None
    words = telling(found)
    if not words:
        return None
    return Called(span, words, kind or (EntityType.GROUP if _is_plural(words[-1]) else EntityType.PERSON))


def described(head: Sequence[str], span: Span) -> Called | None:
    """How a head that ends in no noun for a body calls a source ("a poll published", "the night watchman")."""
    end = len(head)
    while end > _FEWEST_WORDS and head[end - 1] in _listed("after_noun"):
        end -= 1
    noun = head[end - 1] if end else ""
    papers = _listed("documents") | word_set("chain", "papers", "nouns")
    paper = noun in papers or (end < len(head) and noun in _listed("media_products"))
    return called(head[:end], span, EntityType.WORK if paper else None)


def bodies_in(phrase: str) -> tuple[str, ...]:
    """The words that call a body in the words for whoever speaks for it ("a spokesman for the harbour police").

    >>> bodies_in("a finance ministry spokesman")
    ('finance', 'ministry')
    >>> bodies_in("a spokeswoman")
    ()
    """
    words = [m[0].casefold().replace("’", "'") for m in _WORD.finditer(phrase)][:_MOST_WORDS]
    nouns = _listed("institution") | _listed("forces")
    last = next((k for k in range(len(words) - 1, -1, -1) if words[k].removesuffix("'s") in nouns), None)
    if last is None:
        return ()
    first = next((k + 1 for k in range(last - 1, -1, -1) if words[k] in _APART or words[k] in _listed("spokes")), 0)
    return telling([*words[first:last], words[last].removesuffix("'s")])


_APART = frozenset({"a", "an", "at", "for", "from", "in", "its", "of", "the", "their", "unnamed", "with"})


class Unnamed:
    """The unnamed who speak in one article, joined over the text."""

    def __init__(self, revision: RevisionId) -> None:
        self._revision = revision
        self._groups: dict[str, list[_Group]] = defaultdict(list)

    def gather(self, text: str, sources: Iterable[Called], mentioned: Iterable[Mentioned]) -> None:
        """Join all `sources`, and of `mentioned`, in text order, what means one of them; any order, each span once."""
        speak = {one.span: one for one in sources}
        nouns = {one.words[-1] for one in speak.values()}
        places: list[tuple[Span, tuple[str, ...], Called | None]] = [(s, c.words, c) for s, c in speak.items()]
        places += [(m.span, m.words, None) for m in mentioned if m.words[-1] in nouns and m.span not in speak]
        for span, words, source in sorted(places, key=lambda place: place[0]):
            self._place(text, span, words, source)

    def _place(self, text: str, span: Span, words: Sequence[str], source: Called | None) -> None:
        told = set(words)
        groups = self._groups[words[-1]]
        fitting = (k for k in range(1, min(len(groups), _MOST_ALIKE) + 1) if _is_same(groups[-k].words, told))
        back = next(fitting, None)
        group = _Group(told, EntityType.ORGANISATION, "", [], []) if back is None else groups.pop(-back)
        groups.append(group)  # the one that was met last comes last
        if not group.name or len(told) > len(group.words):
            group.name = _name(span.of(text), words)
        group.words |= told
        group.spans.append(span if source is None else head_span(text, source))
        if source is not None:
            group.kind = source.kind
            group.sources.append(source)

    def figures(self) -> Iterator[tuple[Figure, Sequence[Called]]]:
        """Everybody who speaks, with the sources that mean them."""
        for groups in self._groups.values():
            for group in groups:
                if not group.sources:
                    continue
                spans = sorted(set(group.spans))
                key = f"{spans[0].start} {' '.join(sorted(group.words))}"
                figure = Figure(name=group.name, kind=group.kind, key=key, home=self._revision, spans=spans)
                yield figure, group.sources


def _is_same(words: AbstractSet[str], told: AbstractSet[str]) -> bool:
    """Whether the words of two descriptions can mean one: the one's are among the other's."""
    return words <= told or told <= words


def telling(found: Sequence[str]) -> tuple[str, ...]:
    """The words that tell somebody apart, the noun last; possessives, articles and numbers are left out."""
    plain = [w.removesuffix("'s").removesuffix("'") for w in found]
    kept = [w for w in plain if w not in _SOME and w not in _LEFT_OUT and w not in _OWNERS and not w[:1].isdigit()]
    if kept and kept[-1] in _listed("forces"):
        kept[-1] = "police"
    return tuple(kept)


_LEFT_OUT = frozenset({"the", "this", "that", "these", "those", "same", "own", "both", "all"})


def head_span(text: str, source: Called) -> Span:
    """The words of a source up to its noun: what follows ("seen by the Post") names others."""
    low = source.span.of(text).lower()
    noun = low.find(source.words[-1], max(low.find(source.words[0]), 0))
    if noun < 0:
        return source.span
    return Span(source.span.start, min(source.span.start + noun + len(source.words[-1]), source.span.end))


def _name(said: str, words: Sequence[str]) -> str:
    """The name of who has none: the words up to the noun, without an article."""
    low = said.lower()
    owned = low.split(" ", 1)[0] in _OWNERS
    begin = low.find(words[0])
    noun = low.find(words[-1], max(begin, 0))
    if begin < 0 or noun < 0:
        return _bare(said)
    return " ".join(said[0 if owned else begin : noun + len(words[-1])].split())


def _bare(said: str) -> str:
    """The words without their article."""
    words = said.split()
    if len(words) >= _FEWEST_WORDS and words[0].casefold() in ("the", "a", "an", "this", "that"):
        words = words[1:]
    return " ".join(words).rstrip(" ,;:")


def _is_plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith("ss")


def _listed(name: str) -> frozenset[str]:
    return word_set("names", "stand_ins", name)
