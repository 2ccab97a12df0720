"""What did an outlet take back, and does a passage say it still?

"Correction: It is the Hotel Ginepru that burned down, not the Hotel Ginestra." What had been said is told best by the
edit that came with the note: the sentences that went, or are not as they were, and that the note speaks of. Where the
wording before is not known, the note itself must tell it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from firsthand.model.coverage import NoteKind, Notice, Revision
from firsthand.model.ids import ArticleId
from firsthand.model.span import Span
from firsthand.model.statement import Reading
from firsthand.model.when import When
from firsthand.text.numbers import find_figures
from firsthand.text.revised import Redraft, differences
from firsthand.text.senses import concepts_of, senses
from firsthand.text.takebacks import Takeback, note_spans, read_note
from firsthand.text.typeset import words_in

SMALL: Final = 13
"""A smaller number stands everywhere: it is the old one only behind the same word ("No. 1"). As in `link.compare`."""
LONE: Final = 100
"""A number from here on that is not round ("417") tells the old content with nothing else beside it."""
ROUND: Final = 10
_WORD: Final = re.compile(r"\w+")
_NAME: Final = re.compile(r"(?<=[\w,] )[A-Z]\w+")
MOST: Final = 1_500
"""Of a sentence so many code points are looked at."""
ABOUT_IT: Final = 2
"""So many words of the matter must a passage have besides to be about it, where its claim does not tell that it is.
Looked at on the gold's train."""
SAME_GIST: Final = 0.8
SAME_GIST_OF_CLAIM: Final = 0.7
SAME_GIST_OF_MUCH: Final = 0.65
"""From here on a passage tells again what was taken out altogether; lower where it is of the same claim, or has more of
the words."""
NEAR_IN_GIST: Final = 0.7
NEAR_IN_GIST_OF_WORDS: Final = 0.78
"""And from here on a passage is of the same matter that shares one word of it and the old number, or the old name.
All five were looked at on the gold's train, where what repeats lies at .72 to .98."""


@dataclass(frozen=True)
class Content:
    """The words of a text by family, and its numbers."""

    text: str

    @cached_property
    def words(self) -> frozenset[str]:
        """The words with content, without those that notes of correction speak in."""
        found = concepts_of(self.text[:MOST]) - senses().about_itself
        return frozenset(word for word in found if not word[0].isdigit())

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Words with content that follow each other: "finance minister"."""
        words = [w.casefold() for w in _WORD.findall(self.text[:MOST])]
        told = [min(concepts_of(word), default="") for word in words]
        return frozenset((a, b) for a, b in pairwise(told) if a and b)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that are written with a capital within a sentence."""
        return frozenset(w.casefold() for w in _NAME.findall(self.text[:MOST]))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers, small ones with the word before them: "417", "no 1"."""
        text = self.text[:MOST]
        found = {f"{figure.amount:g}" for figure in find_figures(text) if figure.amount >= SMALL}
        for before, token in pairwise(("", *words_in(text))):
            amount = _amount(token)
            if amount is not None:
                found.add(f"{amount:g}" if amount >= SMALL else f"{before} {amount:g}")
        return frozenset(found)


def _amount(token: str) -> float | None:
    try:
        return float(token) if token[:1].isdigit() else None
    except ValueError:
        return None


def _is_lone(number: str) -> bool:
    amount = _amount(number)
    return amount is not None and amount >= LONE and amount % ROUND != 0


@dataclass(frozen=True)
class Gone:
    """One passage that a note takes back: how it read, and how it reads now ("" where it is gone).

    `note` is what the note says of it.
    """

    before: Content
    after: Content
    note: Content

    @cached_property
    def _told_by(self) -> frozenset[str]:
        """What tells the old content from the new: the numbers that went, else the words, those of the note first."""
        numbers = self.before.numbers - self.after.numbers
        words = self.before.words - self.after.words
        return numbers or (words & self.note.words) or words

    @cached_property
    def _right(self) -> frozenset[str]:
        """What tells the new content from the old."""
        if self.before.numbers - self.after.numbers:
            return (self.after.numbers | self.note.numbers) - self.before.numbers
        words = self.after.words - self.before.words
        return (words & self.note.words) or words

    @cached_property
    def _matter(self) -> frozenset[str]:
        """What both are about."""
        return (self.before.words & (self.after.words | self.note.words)) - self._told_by

    def differs_in(self, said: Content, *, old: bool) -> bool:
        """Whether `said` has what tells the one from the other."""
        return bool((self._told_by if old else self._right) & (said.numbers | said.words)) or not self.after.text

    def may_be_told_by(self, said: Content) -> bool:
        """Whether its words allow that `said` tells the old content, and not the new: to be asked first."""
        own = said.numbers | said.words
        if not self.after.text:
            numbers = self.before.numbers & said.numbers
            clash = self.before.numbers and said.numbers and not numbers
            spoken_of = self.before.words & self.note.words & said.words
            return not clash and len(spoken_of) + len(numbers) >= ABOUT_IT and not self._is_of_others(said)
        return bool(self._told_by & own) and not self._right & own

    def is_much_of(self, said: Content) -> bool:
        """Whether it has three and more of the words, or numbers, of what went that the note speaks of."""
        spoken_of = self.before.words & self.note.words & said.words
        return not self.after.text and len(spoken_of) + len(self.before.numbers & said.numbers) > ABOUT_IT

    def _is_of_others(self, said: Content) -> bool:
        """Whether it names somebody or something, and none that the old content named; or another kind of the same."""
        own = self.before.names | self.note.names
        if self.before.names and said.names and not own & said.names:
            return True
        of_note = {(kind, word) for kind, word in self.before.pairs if {kind, word} <= self.note.words}
        kinds = {word for kind, word in of_note if kind not in said.words}
        return any(word in kinds and kind not in self.before.words for kind, word in said.pairs)

    def is_told_by(self, said: Content, near: float, *, of_claim: bool) -> bool:
        """Whether it does so, where its words allow it; `near` is how near it is in gist.

        `of_claim` is whether it is of a claim that the note is about.
        """
        if not self.after.text:
            if self.is_much_of(said):
                return near >= SAME_GIST_OF_MUCH
            return near >= (SAME_GIST_OF_CLAIM if of_claim else SAME_GIST)
        mine = self._told_by & (said.numbers | said.words)
        about = len(self._matter & said.words)
        if of_claim or any(map(_is_lone, mine)) or about >= ABOUT_IT:
            return True
        return bool(about) and near >= (NEAR_IN_GIST if mine & said.numbers else NEAR_IN_GIST_OF_WORDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retake:
    """One note, and what it takes back. `when` is the date of the first Revision that has it."""

    revision: Revision
    span: Span
    withdraws: bool
    when: When | None
    gone: tuple[Gone, ...]
    told: Takeback | None
    """What the note itself tells of the old content."""

    def corrects(self, sentence: str, *, old: bool) -> bool:
        """Whether `sentence` is what was taken back (`old`, of an earlier wording), or stands where that was."""
        folded, said = _folded(sentence), Content(sentence)
        return any(
            folded in _folded((one.before if old else one.after).text) and one.differs_in(said, old=old)
            for one in self.gone
        )


def all_retakes(readings: Sequence[Reading], past: Mapping[ArticleId, Sequence[Revision]]) -> tuple[Retake, ...]:
    """What any wording of any page takes back, earliest first; a note that later wordings keep counts once."""
    wordings = {r.revision.article: (r.revision,) for r in readings} | dict(past)
    found = [retake for article in sorted(wordings) for retake in _of_page(wordings[article])]
    return tuple(sorted(found, key=lambda r: (r.when.sort_key if r.when else ("9999", ""), r.revision.id, r.span)))


def _of_page(wordings: Sequence[Revision]) -> Iterator[Retake]:
    known: set[str] = set()
    for earlier, later in pairwise((None, *wordings)):
        if later is None:
            continue
        for span in note_spans(later):
            words = _folded(span.of(later.text))
            if words not in known:
                known.add(words)
                retake = _retake(earlier, later, span)
                if retake is not None:
                    yield retake


def _retake(earlier: Revision | None, later: Revision, span: Span) -> Retake | None:
    notice = next((n for n in later.notices if n.span == span), None)
    note = Content(span.of(later.text))
    edits = differences(earlier, later).redrafts if earlier is not None else ()
    gone = tuple(_spoken_of(edits, note)) or tuple(_by_note(notice, note, later))
    told = read_note(later, span)
    if not gone and told is None:
        return None
    lowered = note.text.casefold()
    return Retake(
        revision=later,
        span=span,
        withdraws=any(mark in lowered for mark in senses().withdrawing),
        when=later.dated,
        gone=gone,
        told=told,
    )


def _spoken_of(edits: Sequence[Redraft], note: Content) -> Iterator[Gone]:
    """The edits of which the note speaks."""
    ranked = []
    for edit in edits:
        if edit.is_note or not edit.before:
            continue
        before, after = (Content(" ".join(s.text for s in side)) for side in (edit.before, edit.after))
        if edit.after:
            differing = (before.words ^ after.words) | (before.numbers ^ after.numbers)
            weight = len(differing & (note.words | note.numbers))
        else:
            weight = len((before.words | before.numbers) & (note.words | note.numbers))
        if weight:
            ranked.append((weight, Gone(before, after, note)))
    best = max((weight for weight, _ in ranked), default=0)
    yield from (gone for weight, gone in ranked if 2 * weight > best)


def _by_note(notice: Notice | None, note: Content, later: Revision) -> Iterator[Gone]:
    """What the note tells of itself: what had been said, and what is right."""
    if notice is None or notice.note is None or notice.note.before is None or notice.note.kind is NoteKind.UPDATE:
        return
    before = Content(notice.note.before.of(later.text))
    after = Content(notice.note.after.of(later.text) if notice.note.after is not None else note.text)
    if before.words | before.numbers:
        yield Gone(before, after, note)


def _folded(text: str) -> str:
    return f" {' '.join(words_in(text))} "
