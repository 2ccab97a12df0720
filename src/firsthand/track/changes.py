"""What did a page change between two of its wordings, by whole sentences?

"Paid a bribe" becomes "made a payment", and nothing on the page says so. The furniture of the page (teasers,
share bars) does not count; a note of correction does.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from firsthand.model.coverage import NoticeKind, Revision
from firsthand.model.ids import ArticleId
from firsthand.model.span import SpanIndex
from firsthand.model.story import Change
from firsthand.text.diff import Edit, EditKind, edits
from firsthand.text.sentences import split_sentences


def find_changes(past: Mapping[ArticleId, Sequence[Revision]]) -> tuple[Change, ...]:
    """All changes of all pages, in order of the later wording's date. `past` holds Revisions oldest first."""
    found = [
        (later, place, change)
        for article in sorted(past)
        for earlier, later in pairwise(past[article])
        for place, change in enumerate(_between(earlier, later))
    ]
    found.sort(key=lambda one: (one[0].dated.sort_key if one[0].dated else ("9999", ""), one[0].id, one[1]))
    return tuple(change for _, _, change in found)


def _between(earlier: Revision, later: Revision) -> Iterator[Change]:
    for edit in (*_headline(earlier, later), *edits(sentences_of(earlier), sentences_of(later))):
        yield Change(
            url=later.url,
            article=later.article,
            earlier=earlier.id,
            later=later.id,
            kind=edit.kind.value,
            before=edit.before,
            after=edit.after,
        )


def _headline(earlier: Revision, later: Revision) -> tuple[Edit, ...]:
    before, after = (" ".join((r.title or "").split()) for r in (earlier, later))
    if not before or not after or before == after:
        return ()
    return (Edit(EditKind.REWORDED, before, after),)


def sentences_of(revision: Revision) -> tuple[str, ...]:
    """The sentences of the article itself, white space made plain, and those of its notes of correction."""
    furniture = SpanIndex(n.span for n in revision.notices if n.kind is not NoticeKind.CORRECTION_NOTE)
    spans = (span for span in split_sentences(revision.text) if not furniture.overlaps(span))
    return tuple(" ".join(span.of(revision.text).split()) for span in spans)
