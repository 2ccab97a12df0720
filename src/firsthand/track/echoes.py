"""Which claims does a note take back, and which pieces still repeat them?

The Post corrects at 17:40; the Klaxon prints the old number the next morning, and Tidewrack leaves it standing.
Both are echoes, unless the piece itself says that it was corrected, or tells the claim as denied.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from firsthand.model.claim import Bearing, Claim
from firsthand.model.ids import ArticleId, ClaimId, StatementId
from firsthand.model.span import Span
from firsthand.model.statement import EventKind, Reading, SpeechAct
from firsthand.model.story import Echo
from firsthand.text.names import fold
from firsthand.text.sentences import split_paragraphs
from firsthand.text.takebacks import LONGEST, MOST_NOTES
from firsthand.track.phrases import phrases
from firsthand.track.retakes import Content, Retake
from firsthand.track.standing import TakenBack
from firsthand.track.told import Told, content_of

Reports = Mapping[ArticleId, Sequence[tuple[Span, str]]]
"""By article, the paragraphs that tell of a taking back, and their words, casefolded."""
_SAYS: Final = frozenset({Bearing.SUPPORTS, Bearing.PREDICTS, Bearing.CONDITIONAL})
_ASSERTING: Final = frozenset({SpeechAct.ASSERT, SpeechAct.REPORT, SpeechAct.CONFIRM, SpeechAct.OTHER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What there is of one story: its claims with their mentions, and what no claim has taken up."""

    claims: Mapping[ClaimId, Sequence[Told]]
    loose: Sequence[Told]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """What one note takes back: by claim the mentions that tell it, and whoever tells it outside all claims."""

    note: Retake
    told: Mapping[ClaimId, tuple[Told, ...]]
    direct: frozenset[ClaimId]
    """The claims that hold the very statement which the note corrects."""
    loose: tuple[Told, ...]

    @property
    def home(self) -> ClaimId | None:
        """The claim that the note is about most."""
        ranked = sorted(self.told, key=lambda c: (c not in self.direct, -len(self.told[c]), c))
        return ranked[0] if ranked else None


def repeated(note: Retake, coverage: Coverage) -> Repeated:
    """What `note` takes back in the coverage of its story."""
    direct = {claim for claim, told in coverage.claims.items() if any(_is_corrected(one, note) for one in told)}
    surely = {c for c, told in coverage.claims.items() if any(_tells(one, note, of_claim=False) for one in told)}
    found = {
        claim: tuple(
            one
            for one in told
            if _is_corrected(one, note) or _tells(one, note, of_claim=claim in direct or claim in surely)
        )
        for claim, told in coverage.claims.items()
    }
    return Repeated(
        note=note,
        told={claim: told for claim, told in found.items() if told},
        direct=frozenset(direct),
        loose=tuple(one for one in coverage.loose if _tells(one, note, of_claim=False)),
    )


def _is_corrected(one: Told, note: Retake) -> bool:
    """Whether it is the statement that the note corrects, in the wording before or in that with the note."""
    if one.reading.revision.article != note.revision.article or _is_in_note(one, note):
        return False
    return note.corrects(content_of(one.statement, one.reading), old=one.reading.replaced)


def _tells(one: Told, note: Retake, *, of_claim: bool) -> bool:
    if one.bearing not in _SAYS or one.is_negative or _is_in_note(one, note):
        return False
    if note.told is not None and not note.gone:
        return note.told.fits(one.figures, one.words)
    said = one.statement
    is_ahead = said.event_time.kind is EventKind.FUTURE or said.speech_act not in _ASSERTING
    return (of_claim or not is_ahead) and note.is_told_by(Content(content_of(said, one.reading)), of_claim=of_claim)


def _is_in_note(one: Told, note: Retake) -> bool:
    # The note itself may be read as a statement; it repeats the old words to take them back.
    is_there = one.reading.revision.article == note.revision.article and not one.reading.replaced
    return is_there and one.statement.content[0].overlaps(note.span)


def touching(claim: ClaimId, told: Sequence[Told], found: Iterable[Repeated]) -> tuple[TakenBack, ...]:
    """The notes that take this claim back: that correct one of its statements, or what half of its support says."""
    support = {one.statement.id for one in told if one.bearing in {Bearing.SUPPORTS, Bearing.PREDICTS}}
    return tuple(
        TakenBack(note=one.note, mentions=mine, whole=claim in one.direct or _is_half(mine, support))
        for one in found
        if (mine := one.told.get(claim)) and (claim in one.direct or claim == one.home or _is_half(mine, support))
    )


def _is_half(told: Sequence[Told], support: set[StatementId]) -> bool:
    matched = {one.statement.id for one in told} & support
    return bool(matched) and 2 * len(matched) >= len(support)


def find_echoes(found: Sequence[Repeated], reports: Reports) -> Iterator[Echo]:
    """The repeats of what each note took back, one an article and claim.

    An article that takes it back itself is none, nor is one that reports that it was taken back.
    """
    for one in found:
        seen: set[tuple[ClaimId, ArticleId]] = set()
        home = one.home
        everyone = [(claim, told) for claim, mentions in one.told.items() for told in mentions]
        everyone += [(home, told) for told in one.loose if home is not None]
        for claim, told in everyone:
            article = told.reading.revision.article
            if told.reading.replaced or article == one.note.revision.article or (claim, article) in seen:
                continue
            said = Content(content_of(told.statement, told.reading))
            owns_up = any(o.note.revision.article == article and o.note.is_told_by(said, of_claim=True) for o in found)
            if not owns_up and not _reports(told, one.note, reports.get(article, ())):
                seen.add((claim, article))
                yield Echo(claim=claim, article=article, statement=told.statement.id, after=one.note.when)


def all_reports(readings: Sequence[Reading], notes: Sequence[Retake]) -> Reports:
    """The paragraphs of each article that tell of somebody taking something back; none where nobody did."""
    if not notes:
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


def _reports(told: Told, note: Retake, passages: Sequence[tuple[Span, str]]) -> bool:
    """Whether the paragraph of the mention, or one that names the outlet of the note, tells that it was taken back."""
    outlet = fold(note.revision.outlet or "")
    mention = told.statement.content[0]
    return any(span.overlaps(mention) or (outlet and outlet in words) for span, words in passages)


def _has_word(text: str, mark: str) -> bool:
    """Whether `mark` stands in `text` as whole words."""
    at = text.find(mark)
    end = at + len(mark)
    return at >= 0 and not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum()
