"""Is this nearly the same text? Runs of five words, and how much of one text another contains.

An outlet that prints an agency's report without credit still prints its runs of words; two reporters who
watched one event hardly share any. Containment, not likeness, because a copy is often cut.

>>> one, other = "the dam broke at four in the morning", "police say the dam broke at four in the end"
>>> containment(shingles(one), shingles(other))
0.75
"""

from typing import Final

from firsthand.text.words import words_of

SHINGLE_WORDS: Final = 5
"""Words in a run: long enough that a shared subject gives no shared runs, and short enough to outlive editing."""

MOST_WORDS: Final = 20_000
"""A text is compared by its first words up to here (some 60 pages), so that memory stays bounded."""


def shingles(text: str, n: int = SHINGLE_WORDS) -> frozenset[int]:
    """The runs of `n` words of `text`, as hashes; case and punctuation do not matter.

    A text of fewer than `n` words is one run of all it has; a text without words gives the empty set. The
    hashes are equal within one run of the program only, and are never stored.
    """
    words = words_of(text, most=MOST_WORDS)
    if not words:
        return frozenset()
    if len(words) < n:
        return frozenset((hash(tuple(words)),))
    return frozenset(hash(tuple(words[at : at + n])) for at in range(len(words) - n + 1))


def containment(part: frozenset[int], whole: frozenset[int]) -> float:
    """How much of `part` is in `whole`, 0..1; 0 where `part` is empty."""
    return len(part & whole) / len(part) if part else 0.0


def resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """How alike the two are whatever their lengths, 0..1 (Jaccard); 0 where both are empty."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0
