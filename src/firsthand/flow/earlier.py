"""What did earlier wordings of a page say that no later one does?

The Bureau's page of noon says that the collapse is in pit No. 1, that of three o'clock No. 3: the sentence of noon was
said, and is kept as what it is, a mention that does not stand any more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from firsthand.model.coverage import Revision
from firsthand.model.ids import ArticleId, RevisionId
from firsthand.model.statement import Reading, Statement
from firsthand.text.typeset import words_in


def replaced_wordings(
    readings: Iterable[Reading], past: Mapping[ArticleId, Sequence[Revision]]
) -> dict[ArticleId, tuple[Reading, ...]]:
    """Of each Article the Readings of its earlier Revisions, oldest first, with what no later one says.

    `past` has the Revisions that count, oldest first; of others, and where nothing is left, there is none.
    """
    earlier = {revision.id for wordings in past.values() for revision in wordings[:-1]}
    known: dict[RevisionId, Reading] = {}
    for reading in readings:
        if reading.revision.id in earlier:
            known.setdefault(reading.revision.id, reading)
    found: dict[ArticleId, list[Reading]] = defaultdict(list)
    for article, wordings in past.items():
        later = ""
        for revision in reversed(wordings):
            gone_with = known.get(revision.id)
            if later and gone_with is not None:
                gone = _only_in(gone_with, later)
                if gone.told:
                    found[article].insert(0, gone)
            later += _folded(revision.text)
    return {article: tuple(gone) for article, gone in found.items()}


def _only_in(reading: Reading, later: str) -> Reading:
    """`reading` without the statements whose words `later` has, too."""

    def gone(statements: Sequence[Statement]) -> Iterator[Statement]:
        for said in statements:
            if any(_folded(span.of(reading.revision.text)) not in later for span in said.content):
                yield said

    return replace(
        reading, statements=tuple(gone(reading.statements)), own_words=tuple(gone(reading.own_words)), replaced=True
    )


def _folded(text: str) -> str:
    """Its words and signs as they compare, with a space on both sides."""
    return f" {' '.join(words_in(text))} "
