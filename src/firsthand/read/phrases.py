"""Where do the words and phrases of a list occur? "Declined to say" in "he has declined to say more".

Word by word and linear: a text is cut into words once, and at each word only the phrases that begin with it are tried.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from firsthand.model.span import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
_ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"))
"""How English verbs are inflected: what to take off, and what to put there (irregular forms are in the lists)."""


_REMEMBERED = 64
"""Stretches whose words are kept: tone, evidence and times ask for those of one statement by turns."""


class Word(NamedTuple):
    """One word, or one mark of punctuation: `folded` is lower case with straight apostrophes."""

    folded: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.folded[0].isalnum()


class _Phrase(NamedTuple):
    """A phrase without its first word, and what it stands for."""

    others: tuple[str, ...]
    meaning: str


_FOLDED, _START, _END = attrgetter("folded"), attrgetter("start"), attrgetter("end")
_CONTRACTIONS = {"can't": "can", "won't": "will", "shan't": "shall", "cannot": "can"}


@lru_cache(maxsize=_REMEMBERED)
def words_of(text: str, within: Span) -> tuple[Word, ...]:
    """The words and marks of `within`, with their places in `text`; contractions are taken apart.

    >>> [w.folded for w in words_of("He didn’t, I say; they’ll see.", Span(0, 30))]
    ['he', 'did', 'not', ',', 'i', 'say', ';', 'they', 'will', 'see', '.']
    """
    every = _all_words(text)
    first = bisect_right(every, within.start, key=_END)
    last = bisect_left(every, within.end, key=_START)
    words = every[first:last]
    if words and (words[0].start < within.start or words[-1].end > within.end):
        return tuple(_cut(text, within.start, within.end))  # it begins or ends within a word
    return words


@lru_cache(maxsize=1)
def _all_words(text: str) -> tuple[Word, ...]:
    """The words of the text that is being read: cut once, as stretches of it are asked for again and again."""
    return tuple(_cut(text, 0, len(text)))


def _cut(text: str, start: int, end: int) -> Iterator[Word]:
    for found in _WORD.finditer(text, start, end):
        folded = found[0].lower().replace("’", "'")
        if "'" in folded or folded == "cannot":
            yield from _apart(folded, *found.span())
        else:
            yield Word(folded, *found.span())


def _apart(folded: str, start: int, end: int) -> tuple[Word, ...]:
    """The two words of a contraction; a word with another apostrophe as it is, and so a lone "n't"."""
    if folded == "n't":
        return (Word("not", start, end),)
    if folded.endswith("n't") or folded == "cannot":
        return Word(_CONTRACTIONS.get(folded, folded[:-3]), start, end - 3), Word("not", end - 3, end)
    if folded.endswith("'ll"):
        return Word(folded[:-3], start, end - 3), Word("will", end - 3, end)
    return (Word(folded, start, end),)


def lemmas(word: str) -> Iterator[str]:
    """What `word` may be an inflection of, itself first; more than there really are, to be looked up in a list.

    >>> [x for x in lemmas("denied") if x in {"deny", "die"}], [x for x in lemmas("admitting") if x == "admit"]
    (['deny'], ['admit'])
    """
    yield word
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            yield stem + instead
            if not instead and len(stem) > 3 and stem[-1] == stem[-2]:  # noqa: PLR2004 - a doubled consonant
                yield stem[:-1]


def _inflected(word: str) -> Iterator[str]:
    """All of which `word` is one of the `lemmas`, itself first, and some more."""
    yield word
    for ending, instead in _ENDINGS:
        if word.endswith(instead):
            stem = word.removesuffix(instead)
            yield stem + ending
            yield stem + stem[-1:] + ending


class PhraseList:
    """Phrases with what each stands for; `inflected` if verbs in them are listed in the infinitive."""

    def __init__(self, entries: Iterable[tuple[str, str]], *, inflected: bool = False) -> None:
        listed: dict[str, list[_Phrase]] = {}
        for text, meaning in entries:
            first, *others = (w.folded for w in _cut(text, 0, len(text)))
            listed.setdefault(first, []).append(_Phrase(tuple(others), meaning))
        for phrases in listed.values():
            phrases.sort(key=lambda p: -len(p.others))
        if inflected:
            forms = {form for first in listed for form in _inflected(first)}
            listed = {form: [phrase for base in lemmas(form) for phrase in listed.get(base, ())] for form in forms}
        self._by_first = listed

    def find(self, words: Sequence[Word]) -> tuple[tuple[int, int, str], ...]:
        """(first word, word after the last, meaning) of each phrase, the longest at each place, none overlapping."""
        if self._by_first.keys().isdisjoint(map(_FOLDED, words)):
            return ()
        found: list[tuple[int, int, str]] = []
        after = 0
        for at, word in enumerate(words):
            if at < after or word.folded not in self._by_first:
                continue
            hit = self.at(words, at)
            if hit is not None:
                found.append((at, *hit))
                after = hit[0]
        return tuple(found)

    def may_begin(self, word: Word) -> bool:
        """Whether a phrase may begin with `word`: asked before `at`, as most words begin none."""
        return word.folded in self._by_first

    def at(self, words: Sequence[Word], at: int) -> tuple[int, str] | None:
        """The longest phrase that begins with the word at `at`: (word after it, meaning), or None."""
        for others, meaning in self._by_first.get(words[at].folded, ()):
            end = at + 1 + len(others)
            if end <= len(words) and all(words[at + n].folded == other for n, other in enumerate(others, 1)):
                return end, meaning
        return None


def hull_of(words: Sequence[Word], first: int, after: int) -> Span:
    """The stretch of text from the word at `first` to the one before `after`."""
    return Span(words[first].start, words[after - 1].end)
