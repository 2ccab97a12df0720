"""What does an outlet take back?

It writes: "An earlier version of this article said that 23 people had died."

Notes of correction say so, and so do paragraphs in which an outlet speaks of its own words ("we wrote here that")
and takes them back. What was said before is told by its figures, else by its words; what holds now is not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from firsthand.model.coverage import NoticeKind, Revision
from firsthand.model.span import Span
from firsthand.model.when import When
from firsthand.text.numbers import Figure, find_figures
from firsthand.text.senses import senses
from firsthand.text.sentences import split_paragraphs, split_sentences
from firsthand.text.words import find_words, lexicon, plain

LONGEST: Final = 1_200
"""Code points of a paragraph that may be a note; a longer one is the article itself."""
MOST_NOTES: Final = 50
"""A page has hardly more notes; what has is hostile, and is read up to here."""
SAME_WORDS: Final = 0.6
"""Share of the old content's words that a statement without figure must have to repeat it. Set on the cases."""
FEWEST_WORDS: Final = 3
"""And so many of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeback:
    """One note: where it stands, whether it withdraws or corrects, and the old content by figures and words.

    `when` is the date of the Revision that has it; None when not known.
    """

    revision: Revision
    span: Span
    withdraws: bool
    when: When | None
    figures: tuple[Figure, ...]
    words: frozenset[str]

    def fits(self, figures: Sequence[Figure], words: frozenset[str]) -> bool:
        """Whether a statement with these figures and words (by concept) says the old content."""
        if self.figures:
            return any(
                old.amount == figure.amount and old.same_kind(figure) for old in self.figures for figure in figures
            )
        shared = len(self.words & words)
        return shared >= FEWEST_WORDS and shared >= SAME_WORDS * len(self.words)


def find_takebacks(revision: Revision) -> tuple[Takeback, ...]:
    """What the page says it takes back, in text order; notes that do not tell what are left out."""
    found = (read_note(revision, span) for span in note_spans(revision))
    return tuple(one for one in found if one is not None)


def note_spans(revision: Revision) -> tuple[Span, ...]:
    """Where the page speaks of what it had said: notes of correction, and paragraphs that take something back."""
    return tuple(sorted(set(islice(_passages(revision), MOST_NOTES))))


def _passages(revision: Revision) -> Iterator[Span]:
    noted = [n.span for n in revision.notices if n.kind is NoticeKind.CORRECTION_NOTE]
    yield from noted
    other = [n.span for n in revision.notices if n.kind is not NoticeKind.CORRECTION_NOTE]
    lowered = revision.text.casefold()
    if len(lowered) != len(revision.text) or not any(mark in lowered for mark in senses().own_words):
        return
    for span in split_paragraphs(revision.text):
        if len(span) > LONGEST or any(span.overlaps(n) for n in noted) or any(n.contains(span) for n in other):
            continue
        part = span.of(lowered)
        # Between quotation marks it is a source who speaks of his own words, not the outlet.
        quoted = any(mark in part for mark in '"“”„«')
        own = not quoted and any(mark in part for mark in senses().own_words)
        if own and any(mark in part for mark in senses().taking_back):
            yield span


def read_note(revision: Revision, span: Span) -> Takeback | None:
    """What the note there tells of the old content; None where it does not tell."""
    text = span.of(revision.text)[:LONGEST]
    old = _old_content(text)
    if old is None:
        return None
    empty = lexicon().empty
    words = frozenset(senses().concept(w.text) for w in find_words(old) if plain(w.text) not in empty)
    figures = _old_figures(old, text)
    words -= senses().about_itself
    if not figures and len(words) < FEWEST_WORDS:
        return None
    lowered = text.casefold()
    return Takeback(
        revision=revision,
        span=span,
        withdraws=any(mark in lowered for mark in senses().withdrawing),
        when=revision.dated,
        figures=figures,
        words=frozenset(word for word in words if not word[0].isdigit()),
    )


def _old_content(text: str) -> str | None:
    """The words that tell what was said before; None where the note does not tell."""
    for sentence in split_sentences(text):
        words = sentence.of(text)
        lowered = words.casefold()
        mark = next((mark for mark in senses().old_content if mark in lowered), None)
        for turn in senses().instead:
            if turn in lowered and find_figures(words[lowered.index(turn) :]):
                return words[lowered.index(turn) + len(turn) :]
        if mark is not None:
            return words[lowered.index(mark) + len(mark) :].split(";")[0]
    return None


def _old_figures(old: str, note: str) -> tuple[Figure, ...]:
    """The figures taken back; one that counts nothing ("not 23, as stated") counts what the note's first one does."""
    bare = find_figures(old)
    known = _first_of_each_kind(bare)
    if known or not bare:
        return known
    other = next((figure for figure in find_figures(note) if figure.kind is not None), None)
    if other is None:
        return ()
    return (replace(bare[0], kind=other.kind, slot=other.slot, scope=other.scope, unit=other.unit),)


def _first_of_each_kind(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    found: dict[str, Figure] = {}
    for figure in figures:
        if figure.kind is not None:
            found.setdefault(figure.kind, figure)
    return tuple(found.values())
