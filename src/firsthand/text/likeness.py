"""How much do two texts have in common, when rare words weigh more than common ones?

Two reports on one shipwreck share the ship's name and the reef's; two reports of any kind share "people" and
"morning". Texts become vectors of weighted words (tf-idf), and likeness is the cosine between them, 0..1.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from firsthand.model.coverage import Revision
from firsthand.model.span import Span, SpanIndex
from firsthand.text.words import find_words, lexicon, plain, stem, words_of

Vector: TypeAlias = Mapping[str, float]
"""Weights by word, of length 1; empty for a text without words."""

OPENING: Final = 3_000
"""An article says what it is about in so many code points; what follows is background that other stories share."""
MOST_TERMS: Final = 120
"""A text keeps its heaviest words up to here: more change the cosine in the third digit and cost time."""
FEW_TEXTS: Final = 6
"""Up to so many texts a word that stands in one of them weighs as much as others; then less and less."""
COMMONEST: Final = 0.1
"""A word that more than this share of the texts have brings no two texts together by itself."""
FEW: Final = 30
"""A word that no more texts have than this always may."""


def topic(revision: Revision) -> Counter[str]:
    """The words by which an article is put beside others: its headline twice, then its opening; names count double.

    A name is told by a capital inside a sentence. The furniture of the page and the outlet's own name are left out,
    for they would bring together all that one outlet prints.
    """
    title = revision.title or ""
    barred = SpanIndex(notice.span for notice in revision.notices)
    own = {stem(word) for word in words_of(f"{revision.outlet or ''} {revision.wire or ''}")}
    found: Counter[str] = Counter()
    for place, part in enumerate((title, title, revision.text[:OPENING])):
        end = 0
        for word in find_words(part):
            is_name = word.text[0].isupper() and part[end : word.start] == " "
            end = word.end
            if place > 1 and barred.overlaps(Span(word.start, word.end)):
                continue
            if plain(word.text) not in lexicon().empty and not word.text.isdigit():
                found[stem(word.text)] += 1 + is_name
    for name in own:
        found.pop(name, None)
    return found


def rarity(documents: int, having: int) -> float:
    """The weight of a word that `having` of `documents` have; falls as it gets commoner, never to 0.

    The smoothing keeps the weights of a coverage of two articles near to each other: there, nothing is known
    about what is rare.
    """
    return math.log(1 + (documents + 8) / (having + 1))


def vectors(texts: Sequence[Counter[str]]) -> tuple[Vector, ...]:
    """One vector for each of `texts` (words with how often they stand there), weighted by their rarity among all.

    A word that no other text has brings nothing together, and only makes long texts unlike: the more texts there
    are, the less it weighs. Among two or three it weighs as others do, for there nearly all words are such.
    """
    having: Counter[str] = Counter()
    for text in texts:
        having.update(text.keys())
    return tuple(_vector(text, having, len(texts)) for text in texts)


def _vector(text: Counter[str], having: Counter[str], documents: int) -> Vector:
    lone = min(1.0, FEW_TEXTS / documents)
    weighed = {
        term: (1 + math.log(count)) * rarity(documents, having[term]) * (1.0 if having[term] > 1 else lone)
        for term, count in text.items()
    }
    kept = dict(sorted(weighed.items(), key=lambda one: (-one[1], one[0]))[:MOST_TERMS])
    length = math.sqrt(sum(weight * weight for weight in kept.values()))
    return {term: weight / length for term, weight in kept.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """The likeness of two vectors, 0..1."""
    if len(one) > len(other):
        one, other = other, one
    # Sorted, so that the last digit does not depend on the order in which words came.
    return sum(weight * other[term] for term, weight in sorted(one.items()) if term in other)


def alike(all_vectors: Sequence[Vector], floor: float) -> Iterator[tuple[int, int, float]]:
    """The pairs of places, the lower first, whose likeness is at least `floor`, found over the words they share.

    Words that more than a tenth of the texts share do not propose a pair, but count in its likeness.
    """
    having: dict[str, list[int]] = defaultdict(list)
    for place, vector in enumerate(all_vectors):
        for term in vector:
            having[term].append(place)
    most = max(FEW, int(COMMONEST * len(all_vectors)))
    proposed = {place: set[int]() for place in range(len(all_vectors))}
    for places in having.values():
        if 1 < len(places) <= most:
            for at, place in enumerate(places):
                proposed[place].update(places[at + 1 :])
    for place, others in proposed.items():
        for other in sorted(others):
            score = cosine(all_vectors[place], all_vectors[other])
            if score >= floor:
                yield place, other, score
