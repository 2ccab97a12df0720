"""What did a page change between two of its wordings, sentence by sentence, and did it say so?

"Paid a bribe" becomes "made a payment", and nothing on the page says so. What the furniture of the page does (teasers,
share bars) does not count, as `text.revised` tells; a note of correction does.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from firsthand.model.coverage import Revision
from firsthand.model.ids import ArticleId
from firsthand.model.story import Change
from firsthand.text.revised import Differences, Redraft, Sentence, differences, says_when, wording
from firsthand.text.typeset import Token, tokens_of
from firsthand.track.edits import Mark, marks_of

_NOTE = "correction-note-added"
_TONES = ("softened", "hardened")


def find_changes(past: Mapping[ArticleId, Sequence[Revision]]) -> tuple[Change, ...]:
    """All changes of all pages, in order of the later wording's date. `past` holds Revisions oldest first."""
    found = [
        (later, place, change)
        for article in sorted(past)
        for earlier, later in pairwise(past[article])
        for place, change in enumerate(changes_between(earlier, later))
    ]
    found.sort(key=lambda one: (one[0].dated.sort_key if one[0].dated else ("9999", ""), one[0].id, one[1]))
    return tuple(change for _, _, change in found)


def changes_between(earlier: Revision, later: Revision) -> tuple[Change, ...]:
    """What `later` changed: headline and byline first, then sentences in its order, then what went."""
    found = differences(earlier, later)
    silent = not _is_told(earlier, later, found)
    names = wording(earlier).names | wording(later).names
    return tuple(
        Change(
            url=later.url or earlier.url,
            article=later.article,
            earlier=earlier.id,
            later=later.id,
            kind=kind,
            before=before,
            after=after,
            silent=silent,
            why=why,
        )
        for kind, before, after, why in _rows(found, names)
    )


def _is_told(earlier: Revision, later: Revision, found: Differences) -> bool:
    """Whether the page says that it was changed: a note that came or was altered, or a later date."""
    if any(redraft.is_note and redraft.after for redraft in found.redrafts):
        return True
    if later.modified is not None and later.modified != earlier.modified:
        known = earlier.modified or earlier.published
        return known is None or later.modified.sort_key > known.sort_key
    return bool(says_when(later) - says_when(earlier))


def _rows(found: Differences, names: frozenset[str]) -> Iterator[tuple[str, str | None, str | None, tuple[str, ...]]]:
    """Kind, before, after and reasons of each change."""
    if found.headline:
        before, after = found.headline
        marks = marks_of(tokens_of(before), tokens_of(after), names)
        yield (
            "headline-changed",
            before,
            after,
            tuple(f"{m.kind}: {m.says}" if m.kind in _TONES else m.says for m in marks),
        )
    if found.byline:
        yield "byline-changed", *found.byline, ("the page names other authors",)
    for redraft in found.redrafts:
        yield _row(redraft, names)


def _row(redraft: Redraft, names: frozenset[str]) -> tuple[str, str | None, str | None, tuple[str, ...]]:
    before, after = _text(redraft.before), _text(redraft.after)
    if redraft.is_note and after is not None:
        says = "the page tells of a correction or update" if before is None else "what the page tells of a correction"
        return _NOTE, before, after, (says,)
    if before is None or after is None:
        kind = "dropped" if after is None else "added"
        which = (
            "a note of correction went" if redraft.is_note else f"the sentence was {kind} in the flow of the article"
        )
        return kind, before, after, (which,)
    marks = marks_of(_tokens(redraft.before), _tokens(redraft.after), names)
    return marks[0].kind, before, after, _reasons(marks)


def _reasons(marks: Sequence[Mark]) -> tuple[str, ...]:
    """What was seen, the kind's own first; what else makes it more or less sure is told by that word."""
    first, *others = marks
    return (
        first.says,
        *(f"{m.kind}: {m.says}" if m.kind in _TONES and m.kind != first.kind else m.says for m in others),
    )


def _text(sentences: Sequence[Sentence]) -> str | None:
    return " ".join(s.text for s in sentences) or None


def _tokens(sentences: Sequence[Sentence]) -> tuple[Token, ...]:
    return tuple(token for s in sentences for token in s.tokens)
