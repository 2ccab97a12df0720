"""Is this a new wording of the article, or the same one on a page that was furnished anew? And what is not as it was?

Two captures of one page differ in a hundred ways that no editor asks about: another teaser between two paragraphs,
"4 hours ago", a standfirst that was not taken along this time. And in one way that matters: "not" was added. All who
ask whether something changed ask here, so that what makes a new Revision and what is told of it are the same.

A sentence counts where it stands in the flow of the article. What came or went is furniture only where something
speaks for it: it is a stamp, a call, a caption's credit, a headline with its teaser about something else, a line
about the author, a summary on top that says nothing of its own. Else it counts: an
edit that is missed is worse than one too many.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final

from firsthand.model.coverage import NoticeKind, Revision, Teller
from firsthand.model.span import Span, joined
from firsthand.text.diff import Edit, align, content_of
from firsthand.text.firmness import firmness
from firsthand.text.senses import senses
from firsthand.text.sentences import split_paragraphs, split_sentences
from firsthand.text.typeset import Token, plain_type, quotations_in, tokens_at, words_in

HEADLINE_WORDS: Final = 16
"""A line of no more words that does not end as a sentence is a heading, a headline, an entry. As in `ingest`: 94 % of
the headlines of 310 copied pages have no more."""
BOX_WORDS: Final = 70
"""A teaser, a call and a standfirst have no more words."""
STRANGE: Final = 0.34
"""A new headline with its paragraph is about something else when the article has fewer of their content words."""
SAID_ELSEWHERE: Final = 0.75
"""A paragraph on top of whose content words the article has as many says nothing of its own. All these were chosen, and
looked at on the first half of eval/gold/revisions alone."""
_HEADS: Final = frozenset((NoticeKind.RELATED_STORY_HEADLINE, NoticeKind.WIDGET_HEADING))
_HEAD: Final = "\ue000"
"""A sign of nobody's, for the place where the head of a box stood."""
_LONGEST_BOX: Final = BOX_WORDS * 12
_BOX_SENTENCES: Final = 6
_TEASER_SENTENCES: Final = 2
_BYLINE_WORDS: Final = 8
_SENTENCE_ENDS: Final = (".", "!", "…", "。", ":", ";", ",", "?")
_CLOSERS: Final = "\"'”’»)]*"
_ROLE_WORDS: Final = frozenset(
    ("staff", "senior", "chief", "political", "special", "in", "at", "for", "the", "our", "by")
)
_BYLINE_PARTS: Final = re.compile(r",|;|&|\band\b|\bwith\b|\|", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """One sentence in plain type.

    `paragraph` counts the paragraphs of its wording; `boxed` is whether it stands in the one right below the heading of
    a box or the headline of another story.
    """

    text: str
    tokens: tuple[Token, ...]
    paragraph: int
    boxed: bool = False

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Its tokens as they compare."""
        return tuple(token.word for token in self.tokens)


@dataclass(frozen=True)
class Wording:
    """The sentences of one Revision, furniture apart; `aside` are the keys of the sentences that stand in it."""

    title: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]
    aside: frozenset[tuple[str, ...]]
    byline: str

    @cached_property
    def paragraphs(self) -> dict[int, tuple[int, ...]]:
        """Places of the sentences by paragraph."""
        found: dict[int, list[int]] = {}
        for at, sentence in enumerate(self.sentences):
            found.setdefault(sentence.paragraph, []).append(at)
        return {paragraph: tuple(places) for paragraph, places in found.items()}

    @cached_property
    def names(self) -> frozenset[str]:
        """Words written with a capital inside a sentence."""
        return frozenset(t.word for s in self.sentences for t in s.tokens[1:] if t.written[0].isupper())


@dataclass(frozen=True, slots=True)
class Redraft:
    """Sentences that are not as they were, `before` is empty for what came, `after` for what went."""

    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Differences:
    """All that is not as it was between two wordings; falsy when nothing is. Headlines and bylines as shown."""

    headline: tuple[str, str] | None
    byline: tuple[str, str] | None
    redrafts: tuple[Redraft, ...]

    def __bool__(self) -> bool:
        return bool(self.headline or self.byline or self.redrafts)


def differences(earlier: Revision, later: Revision) -> Differences:
    """What `later` changed of the article that `earlier` told: redrafts in the order of `later`, then what went."""
    old, new = wording(earlier), wording(later)
    return Differences(
        headline=_headline(earlier, later), byline=_byline(earlier, later), redrafts=tuple(_redrafts(old, new))
    )


@lru_cache(maxsize=8)
def wording(revision: Revision) -> Wording:
    """The sentences of `revision`."""
    notes = [n.span for n in revision.notices if n.kind is NoticeKind.CORRECTION_NOTE]
    others = [n.span for n in revision.notices if n.kind is not NoticeKind.CORRECTION_NOTE]
    heads = frozenset(n.span for n in revision.notices if n.kind in _HEADS)
    title = words_in(revision.title or "")
    own = tuple(s for s in _unboxed(_without(revision.text, [*notes, *others], heads)) if s.key != title)
    told = tuple(s for s in _sentences("\n\n".join(span.of(revision.text) for span in notes)) if s.key)
    aside = frozenset(s.key for s in _sentences("\n\n".join(span.of(revision.text) for span in others)))
    said = tuple(s for s in own if not is_note(s.text))
    return Wording(title, said, (*told, *(s for s in own if is_note(s.text))), aside | {title}, _signed(revision, own))


def _unboxed(text: str) -> Iterator[Sentence]:
    """The sentences of `text` that have words; those of a paragraph below a head of a box know that they are."""
    below = -1
    for sentence in _sentences(text):
        if sentence.text == _HEAD:
            below = sentence.paragraph + 1
        elif sentence.key:
            yield replace(sentence, boxed=True) if sentence.paragraph == below else sentence


def _signed(revision: Revision, sentences: Sequence[Sentence]) -> str:
    """The byline, or a line on top that is one."""
    lines = (s.text for s in sentences[:_BOX_SENTENCES] if s.key[0] == "by" and len(s.key) <= _BYLINE_WORDS)
    return revision.byline or next(lines, "")


def _without(text: str, spans: Iterable[Span], heads: frozenset[Span]) -> str:
    """`text` with a space in the place of each of `spans`: the sentence that a dateline begins is whole without it.

    Where one of `heads` stood, a sign is left.
    """
    pieces, at = [], 0
    for span in joined(spans):
        pieces += [text[at : span.start], f"\n\n{_HEAD}\n\n" if span in heads else " "]
        at = span.end
    return "".join((*pieces, text[at:]))


def _sentences(text: str) -> Iterator[Sentence]:
    plain = plain_type(text)
    quoted = quotations_in(plain)
    paragraphs = split_paragraphs(plain)
    number = 0
    for span in split_sentences(plain):
        while number + 1 < len(paragraphs) and paragraphs[number].end <= span.start:
            number += 1
        yield Sentence(" ".join(span.of(plain).split()), tokens_at(plain, quoted, span), number)


def is_note(text: str) -> bool:
    """Whether a sentence begins as a note of correction does."""
    begin = text[:60].casefold().replace("’", "'")
    word = begin.partition(",")[0].partition(" (")[0]
    return (begin.startswith(firmness().notes) or f"{word}:" in firmness().notes) and not is_call(text)


def _headline(earlier: Revision, later: Revision) -> tuple[str, str] | None:
    """Both headlines, where both are known and differ in more than the outlet's name at their end."""
    before, after = (" ".join((r.title or "").split()) for r in (earlier, later))
    old, new = words_in(before), words_in(after)
    outlet = words_in(later.outlet or earlier.outlet or "")
    if not old or not new or old in {new, (*new, *outlet)} or new == (*old, *outlet):
        return None
    return before, after


def _byline(earlier: Revision, later: Revision) -> tuple[str, str] | None:
    """Both bylines, where both are told and name other people; what a library guessed is not told."""
    if any(told.field == "byline" and told.by is Teller.GUESS for r in (earlier, later) for told in r.told_by):
        return None
    before, after = earlier.byline or "", later.byline or ""
    old, new = _people(before), _people(after)
    return (before, after) if old and new and old != new else None


def _people(byline: str) -> frozenset[tuple[str, ...]]:
    """The names in a byline, without "by" and what they do."""
    roles = firmness().roles
    found = set()
    for part in _BYLINE_PARTS.split(byline):
        words = words_in(part)
        words = words[1:] if words[:1] == ("by",) else words
        if words and not roles.intersection(words) and not _ROLE_WORDS.issuperset(words):
            found.add(words)
    return frozenset(found)


def _redrafts(old: Wording, new: Wording) -> Iterator[Redraft]:
    yield from _notes(old, new)
    # A sentence that was not told from furniture in one of the captures only is in both.
    before = tuple(s for s in old.sentences if s.key not in new.aside)
    after = tuple(s for s in new.sentences if s.key not in old.aside)
    edits = align([s.key for s in before], [s.key for s in after])
    if not edits:
        return
    judge = _Judge(before, after, edits, (old, new))
    for edit in edits:
        if not judge.is_furniture(edit):
            yield Redraft(tuple(before[at] for at in edit.before), tuple(after[at] for at in edit.after))


def _notes(old: Wording, new: Wording) -> Iterator[Redraft]:
    """Notes of correction that came or were altered; one that went is told, too."""
    for edit in align([s.key for s in old.notes], [s.key for s in new.notes]):
        yield Redraft(
            tuple(old.notes[at] for at in edit.before), tuple(new.notes[at] for at in edit.after), is_note=True
        )


class _Judge:
    """Tells of edits between two wordings whether they are of furniture alone."""

    def __init__(
        self,
        before: Sequence[Sentence],
        after: Sequence[Sentence],
        edits: Sequence[Edit],
        pair: tuple[Wording, Wording],
    ) -> None:
        self._sides = (before, after)
        self._pair = pair
        self._lone = (
            {at for e in edits if not e.after for at in e.before},
            {at for e in edits if not e.before for at in e.after},
        )
        self._stayed = self._common(edits)

    def _common(self, edits: Sequence[Edit]) -> frozenset[str]:
        """The content words of what stands in both wordings."""
        moved = {at for e in edits for at in e.before}
        return frozenset(w for at, s in enumerate(self._sides[0]) if at not in moved for w in _topic(s.key))

    def is_furniture(self, edit: Edit) -> bool:
        """Whether nothing of `edit` is the article's."""
        if edit.before and edit.after:
            both = [(side, at) for side, places in enumerate((edit.before, edit.after)) for at in places]
            return all(self._says_nothing(side, self._sides[side][at]) for side, at in both)
        side = 0 if edit.before else 1
        return all(self._paragraph_is(side, at) for at in edit.before or edit.after)

    @cached_property
    def _places(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        found: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
        for side, by_paragraph in enumerate(found):
            for at, sentence in enumerate(self._sides[side]):
                by_paragraph.setdefault(sentence.paragraph, []).append(at)
        return found

    def _whole(self, side: int, paragraph: int) -> str | None:
        """The text of a short paragraph all of which came or went; None for another, or where there is none."""
        places = self._places[side].get(paragraph)
        if not places or len(places) > BOX_WORDS or not self._lone[side].issuperset(places):
            return None
        text = " ".join(self._sides[side][at].text for at in places)
        return text if len(text) <= _LONGEST_BOX and len(text.split()) <= BOX_WORDS else None

    def _paragraph_is(self, side: int, at: int) -> bool:
        """Whether the paragraph of sentence `at`, which came or went, is furniture."""
        sentence = self._sides[side][at]
        if self._says_nothing(side, sentence):
            return True
        whole = self._whole(side, sentence.paragraph)
        if whole is None:
            return False
        return (
            (_heads(whole) and not self._is_of_a_list(side, at))
            or self._is_teaser(side, sentence.paragraph)
            or self._is_standfirst(side, sentence.paragraph)
        )

    def _says_nothing(self, side: int, sentence: Sentence) -> bool:
        """Whether it is furniture by its own words, or those of its paragraph."""
        if is_call(sentence.text):
            return True
        places = self._places[side][sentence.paragraph]
        if len(places) > _BOX_SENTENCES:
            return False
        paragraph = " ".join(self._sides[side][at].text for at in places)
        return says_nothing(paragraph) or self._is_of_author(paragraph)

    def _is_of_a_list(self, side: int, at: int) -> bool:
        """Whether it is an entry of a list of which other entries stayed: then it is told among them."""
        sentences = self._sides[side]
        if not sentences[at].text.startswith(("- ", "• ", "* ")):
            return False
        beside = [i for i in (at - 1, at + 1) if 0 <= i < len(sentences)]
        return any(i not in self._lone[side] and sentences[i].text.startswith(("- ", "• ", "* ")) for i in beside)

    def _is_of_author(self, whole: str) -> bool:
        """Whether it begins with a name of the byline and says that they write."""
        if len(whole) > _LONGEST_BOX:
            return False
        words = words_in(whole)
        named = any(words[: len(name)] == name for wording in self._pair for name in _people(wording.byline))
        return named and not firmness().roles.isdisjoint(words)

    def _share(self, whole: str) -> float:
        """Which share of its content words stands in what stayed of the article."""
        own = _topic(words_in(whole))
        return len(own & self._stayed) / len(own) if own else 0.0

    def _is_teaser(self, side: int, paragraph: int) -> bool:
        """Whether it and the paragraph below or above it are a headline and its teaser, about something else.

        A teaser is short and quotes nobody: a new section of the article does, and is longer.
        """
        if self._tells_of_else(side, paragraph, "") and self._sides[side][self._places[side][paragraph][0]].boxed:
            return True
        for head, below in ((paragraph - 1, paragraph), (paragraph, paragraph + 1)):
            heading = self._whole(side, head)
            if heading is not None and _heads(heading) and self._tells_of_else(side, below, heading):
                return True
        return False

    def _tells_of_else(self, side: int, paragraph: int, heading: str) -> bool:
        """Whether a paragraph that came or went is short, quotes nobody, and has another subject (see `STRANGE`)."""
        teaser = self._whole(side, paragraph)
        if teaser is None:
            return False
        told = [self._sides[side][at] for at in self._places[side][paragraph]]
        is_quoting = any(token.quoted for sentence in told for token in sentence.tokens)
        return len(told) <= _TEASER_SENTENCES and not is_quoting and self._share(f"{heading}\n{teaser}") < STRANGE

    def _is_standfirst(self, side: int, paragraph: int) -> bool:
        """Whether it is the first paragraph, and says nothing that the rest of its wording does not say."""
        if paragraph != self._sides[side][0].paragraph:
            return False
        own = [t for at in self._places[side][paragraph] for t in self._sides[side][at].tokens]
        rest = frozenset(w for s in self._sides[side] if s.paragraph != paragraph for w in s.key)
        content = content_of(t.word for t in own)
        if not content or any(t.word not in rest for t in own if t.written[0].isdigit() or t.written[0].isupper()):
            return False
        return len(content & content_of(rest)) >= SAID_ELSEWHERE * len(content)


def _topic(key: Iterable[str]) -> frozenset[str]:
    """The content words that tell what a sentence is about; numbers and times are of any subject."""
    known = senses()
    return frozenset(
        word
        for word in content_of(w for w in key if w not in known.not_counted and w not in known.small_numbers)
        if not word[0].isdigit()
    )


def _heads(text: str) -> bool:
    """Whether it looks like a headline or a heading: short, and no sentence, or a question."""
    bare = text.rstrip(_CLOSERS)
    return len(text.split()) <= HEADLINE_WORDS and (not bare.endswith(_SENTENCE_ENDS) or bare.endswith("?"))


def says_nothing(text: str) -> bool:
    """Whether a paragraph is furniture by its own words: a stamp, a counter, a call, a credit."""
    if is_call(text):
        return True
    folded = _as_phrase(text[:_LONGEST_BOX])
    return len(folded.split()) <= BOX_WORDS and any(_has(folded, phrase) for phrase in firmness().within)


def _has(folded: str, phrase: str) -> bool:
    """Whether `phrase` is in it; one that ends in a colon ("photo:") only where it begins a sentence."""
    at = folded.find(phrase)
    return at == 0 or (at > 0 and (not phrase.endswith(":") or folded[:at].rstrip()[-1] in ".(|/"))


def is_call(text: str) -> bool:
    """Whether a sentence is furniture wherever it stands: a stamp, a counter, or one that begins as calls do."""
    words = words_in(text[:_LONGEST_BOX])
    if len(words) > BOX_WORDS:
        return False
    known = firmness()
    told = [word for word in words if word[0].isalpha()]
    if not known.stamps.isdisjoint(told) and all(w in known.stamps or w in known.stamp_words for w in told):
        return True
    folded = _as_phrase(text[:BOX_WORDS])
    return any(folded.startswith(p) and not folded[len(p) : len(p) + 1].isalnum() for p in known.begins)


_CHANGED: Final = frozenset(("updated", "modified", "amended", "edited"))


def says_when(revision: Revision) -> frozenset[str]:
    """The stamps of `revision` that say at what time it was changed; "3 hours ago" says nothing that lasts."""
    lines = (" ".join(line.split()) for line in revision.text.split("\n") if len(line) <= BOX_WORDS)
    found = ((line, set(words_in(line))) for line in lines)
    return frozenset(
        line
        for line, words in found
        if words & _CHANGED and "ago" not in words and is_call(line) and any(map(str.isdigit, line))
    )


def _as_phrase(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).lstrip("-•*> ")
