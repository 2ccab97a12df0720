"""Which pieces still repeat what was taken back?

The Post corrects at 17:40; the Klaxon prints the old number the next morning, and Tidewrack leaves it standing.
Both are echoes, unless the piece itself says that it was corrected, or tells the claim as denied.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from firsthand.model.claim import Bearing, Claim
from firsthand.model.coverage import Revision
from firsthand.model.ids import ArticleId
from firsthand.model.span import Span
from firsthand.model.statement import Reading
from firsthand.model.story import Echo
from firsthand.text.names import fold
from firsthand.text.sentences import split_paragraphs
from firsthand.text.takebacks import LONGEST, MOST_NOTES, Takeback, find_takebacks
from firsthand.track.phrases import phrases
from firsthand.track.standing import TakenBack
from firsthand.track.told import Told

Reports = Mapping[ArticleId, Sequence[tuple[Span, str]]]
"""By article, the paragraphs that tell of a taking back, and their words, casefolded."""


def all_takebacks(readings: Sequence[Reading], past: Mapping[ArticleId, Sequence[Revision]]) -> tuple[Takeback, ...]:
    """What any wording of any page takes back, earliest first; a note that later wordings keep counts once."""
    latest = [reading.revision for reading in readings]
    revisions = {r.id: r for r in [*latest, *(r for old in past.values() for r in old)]}
    ordered = sorted(revisions.values(), key=lambda r: (r.dated.sort_key if r.dated else ("9999", ""), r.id))
    kept: dict[tuple[str, str], Takeback] = {}
    for revision in ordered:
        for found in find_takebacks(revision):
            kept.setdefault((revision.article, found.span.of(revision.text)), found)
    return tuple(kept.values())


def touching(
    told: Sequence[Told], takebacks: Sequence[Takeback], neighbours: frozenset[ArticleId]
) -> tuple[TakenBack, ...]:
    """The notes by outlets of the same story (`neighbours`) that take back what some of `told` say."""
    found = []
    for note in takebacks:
        if note.revision.article in neighbours:
            fits = tuple(one for one in told if _says(one, note))
            if fits:
                found.append(TakenBack(note, fits))
    return tuple(found)


def _says(one: Told, note: Takeback) -> bool:
    if one.bearing not in {Bearing.SUPPORTS, Bearing.PREDICTS, Bearing.CONDITIONAL}:
        return False
    # The note itself may be read as a statement; it repeats the old words to take them back.
    inside = one.reading.revision.article == note.revision.article and one.statement.content[0].overlaps(note.span)
    return not inside and note.fits(one.figures, one.words)


def find_echoes(
    claim: Claim, taken_back: Sequence[TakenBack], takebacks: Sequence[Takeback], reports: Reports
) -> Iterator[Echo]:
    """The repeats of what each note took back, in articles that neither take it back nor report that it was."""
    seen: set[str] = set()
    for one in taken_back:
        for told in one.mentions:
            article = told.reading.revision.article
            owns_up = any(n.revision.article == article and n.fits(told.figures, told.words) for n in takebacks)
            if owns_up or told.statement.id in seen or _reports(told, one.note, reports.get(article, ())):
                continue
            seen.add(told.statement.id)
            yield Echo(claim=claim.id, article=article, statement=told.statement.id, after=one.note.when)


def all_reports(readings: Sequence[Reading], takebacks: Sequence[Takeback]) -> Reports:
    """The paragraphs of each article that tell of somebody taking something back; none where nobody did."""
    if not takebacks:
        return {}
    found = ((r.revision.article, tuple(islice(_reporting(r.revision.text), MOST_NOTES))) for r in readings)
    return {article: passages for article, passages in found if passages}


def _reporting(text: str) -> Iterator[tuple[Span, str]]:
    lowered = text.casefold()
    if len(lowered) != len(text) or not any(mark in lowered for mark in phrases().reporting):
        return
    for span in split_paragraphs(text):
        words = span.of(lowered) if len(span) <= LONGEST else ""
        if any(_has_word(words, mark) for mark in phrases().reporting):
            yield span, words


def _reports(told: Told, note: Takeback, passages: Sequence[tuple[Span, str]]) -> bool:
    """Whether the paragraph of the mention, or one that names the outlet of the note, tells that it was taken back."""
    outlet = fold(note.revision.outlet or "")
    mention = told.statement.content[0]
    return any(span.overlaps(mention) or (outlet and outlet in words) for span, words in passages)


def _has_word(text: str, mark: str) -> bool:
    """Whether `mark` stands in `text` as whole words."""
    at = text.find(mark)
    end = at + len(mark)
    return at >= 0 and not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum()
