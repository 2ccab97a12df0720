"""What does a page say in its own voice, where it cites nobody? "Tins of lot 471 must not be eaten", in a notice.

No statement in the reader's sense, but what others say may be joined with it: a body that issues a notice vouches for
each sentence of it, an outlet for what its own people saw ("We drove to the branch at noon: the shutter was down"), and
for the rest, which it has from elsewhere, nobody does; it only tells it once more.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from firsthand.model.coverage import Revision
from firsthand.model.entity import EntityType
from firsthand.model.span import Span, SpanIndex
from firsthand.read.attribution import Attribution
from firsthand.read.gazetteer import has_outlet_shape, is_listed_outlet
from firsthand.read.kinds import kind_by_form
from firsthand.read.lexicons import word_set, words
from firsthand.read.refining import may_report
from firsthand.text.names import acronym_of
from firsthand.text.phrasing import any_of
from firsthand.text.sentences import split_paragraphs, split_sentences

FEWEST_WORDS: Final = 4
"""A sentence of fewer words ("So much for that.") says nothing by itself. Set by hand."""
MOST: Final = 400
"""Sentences of one page that are taken: a long report has a hundred, a live page some hundreds."""
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_MARKS: Final = re.compile(r"[“”\"«»„]")
_ENDS: Final = (".", "!", "…", ".)", ":")
_SEGMENT: Final = re.compile(r"[a-z]+")
_MARK: Final = re.compile(r"(?:\d{1,2}[.)]|\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?[ \t]*[–—-]?|[•*–—-])[ \t]+")
_BREAK: Final = re.compile(r"[.;:!?]")
_WITHIN: Final = 45
"""Code points between whoever saw and the verb: "a Post reporter at the rig, who ... saw". Set by hand."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A sentence in the page's own voice. `vouched` is whether whose page it is vouches for it."""

    span: Span
    vouched: bool


def find_own_words(
    revision: Revision, attributions: Sequence[Attribution], skip: Sequence[Span] = ()
) -> tuple[OwnWords, ...]:
    """The sentences of `revision` that no attribution touches, in text order, MOST at most. Linear in the text."""
    text = revision.text
    told = SpanIndex(
        (*skip, *(p for a in attributions for p in (a.source, a.cue, *a.content) if p is not None and len(p)))
    )
    issued = is_issued(revision)
    found: list[OwnWords] = []
    for paragraph in split_paragraphs(text):
        sentences = [part.shifted(paragraph.start) for part in split_sentences(paragraph.of(text))]
        seen = [_is_sighting(text, sentence, revision) for sentence in sentences]
        # What they saw is told round the sentence in which they say that they were there.
        there = any(seen)
        whole = (s for s in sentences if _is_plain(text, s) and not told.overlaps(s))
        own = (Span(_past_mark(text, s), s.end) for s in whole)
        found += (OwnWords(s, vouched=issued or (there and not may_report(s.of(text)))) for s in own)
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def is_issued(revision: Revision) -> bool:
    """Whether it is the page of a body that issues its own word, by its name or its address; no journalist signs it."""
    name = revision.outlet
    if not name or revision.byline or is_listed_outlet(name) or has_outlet_shape(name):
        return False
    if not word_set("chain", "issued", "media").isdisjoint(_WORD.findall(name)):
        return False
    if kind_by_form(name) is EntityType.ORGANISATION:
        return True
    folders = _SEGMENT.findall((revision.url or "").partition("://")[2].partition("?")[0].partition("/")[2].casefold())
    return any(part in word_set("chain", "issued", "addresses") for part in folders)


def _past_mark(text: str, sentence: Span) -> int:
    """Where a sentence begins behind the number or the hour that a list or a live page sets before it."""
    mark = _MARK.match(text, sentence.start, sentence.end)
    return mark.end() if mark else sentence.start


def _is_plain(text: str, sentence: Span) -> bool:
    """Whether it is a sentence that asserts, and quotes nobody."""
    said = sentence.of(text)
    return said.endswith(_ENDS) and not _MARKS.search(said) and len(_WORD.findall(said)) >= FEWEST_WORDS


def _is_sighting(text: str, sentence: Span, revision: Revision) -> bool:
    """Whether the outlet's own people say in it that they were there: "we drove", "a Post reporter stood"."""
    if _MARKS.search(text, sentence.start, sentence.end):
        return False
    ours = [match for match in _people().finditer(text, sentence.start, sentence.end) if _is_ours(match, revision)]
    seen = [match.start() for match in _seen().finditer(text, sentence.start, sentence.end)] if ours else []
    return any(_leads_to(text, one.end(), at) for one in ours for at in seen)


def _leads_to(text: str, person: int, verb: int) -> bool:
    """Whether nothing but a few words stands between whoever saw and the verb."""
    return person < verb <= person + _WITHIN and not _BREAK.search(text, person, verb)


def _is_ours(match: re.Match[str], revision: Revision) -> bool:
    """Whether the reporter of "a Post reporter" is the outlet's own, or the agency's whose text it carries."""
    owner = match["owner"]
    if owner is None:
        return True
    names = [name for name in (revision.outlet, revision.wire) if name]
    plain = owner.removesuffix("’s").removesuffix("'s")
    return any(plain in name.split() or plain in (name, acronym_of(name.removeprefix("The "))) for name in names)


@cache
def _people() -> re.Pattern[str]:
    """Whoever sees for an outlet: we, I, our or this reporter, the Post's people."""
    staff = any_of((*words("chain", "house", "staff"), *words("chain", "issued", "eyes")))
    owner = r"(?<![\w.&’'-])(?P<owner>[A-Z][\w.&-]*+(?:[’']s?)?)"
    return re.compile(rf"\b(?:[Ww]e|I|(?:[Oo]ur(?: own)?|[Tt]his) (?:[a-z-]{{1,20}} )?{staff})\b|{owner} {staff}\b")


@cache
def _seen() -> re.Pattern[str]:
    """What people do who are there."""
    return re.compile(rf"\b(?:{any_of(words('chain', 'issued', 'saw'))})\b")
