"""How much do two texts have in common, when rare words weigh more than common ones?

Two reports on one shipwreck share the ship's name and the reef's; two reports of any kind share "people" and
"morning". Texts become vectors of words weighted by how rare each is in English, and likeness is the cosine between
them, 0..1. So a text's vector hangs on no other text: what comes later changes nothing of what was compared before.
"""

import math
from collections import Counter
from collections.abc import Mapping
from typing import Final, TypeAlias

from firsthand.model.coverage import Revision
from firsthand.model.span import Span, SpanIndex
from firsthand.text.commonness import rareness
from firsthand.text.words import find_words, lexicon, plain, stem, words_of

Vector: TypeAlias = Mapping[str, float]
"""Weights by word, of length 1; empty for a text without words."""

OPENING: Final = 3_000
"""An article says what it is about in so many code points; what follows is background that other stories share."""
MOST_TERMS: Final = 120
"""A text keeps its heaviest words up to here: more change the cosine in the third digit and cost time."""


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


def vector(text: Mapping[str, int]) -> Vector:
    """The vector of a text, given as its words (as `topic` gives them) with how often they stand there."""
    weighed = {term: (1 + math.log(count)) * rareness(term) for term, count in text.items()}
    kept = dict(sorted(weighed.items(), key=lambda one: (-one[1], one[0]))[:MOST_TERMS])
    length = math.sqrt(math.fsum(weight * weight for weight in kept.values()))
    return {term: weight / length for term, weight in kept.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """The likeness of two vectors, 0..1."""
    if len(one) > len(other):
        one, other = other, one
    # Sorted, so that the last digit does not depend on the order in which words came.
    return sum(weight * other[term] for term, weight in sorted(one.items()) if term in other)
