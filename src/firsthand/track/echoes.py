"""Which claims does a note take back, and which pieces still repeat them?

The Post corrects at 17:40; the Klaxon prints the old number the next morning, and Tidewrack leaves it standing.
Both are echoes, unless the piece itself says that it was corrected, or tells the claim as denied.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from firsthand.engines.matching import Reads
from firsthand.model.claim import Bearing, Claim, Standing
from firsthand.model.ids import ArticleId, ClaimId, StatementId
from firsthand.model.span import Span
from firsthand.model.statement import Reading
from firsthand.model.story import Echo
from firsthand.text.names import fold
from firsthand.text.sentences import split_paragraphs
from firsthand.text.takebacks import LONGEST, MOST_NOTES
from firsthand.text.words import words_of
from firsthand.track.phrases import phrases
from firsthand.track.retakes import Content, Gone, Retake
from firsthand.track.standing import TakenBack, own_denial
from firsthand.track.told import Told, content_of

Reports = Mapping[ArticleId, Sequence[tuple[Span, str]]]
"""By article, the paragraphs that tell of a taking back, and their words, casefolded."""
_SAYS: Final = frozenset({Bearing.SUPPORTS, Bearing.PREDICTS})
_AHEAD: Final = 0.75
"""What tells of something to come as if of the same must be so near in gist. As `retakes.NEAR_IN_GIST`."""


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

    def repeats(self) -> Iterator[tuple[ClaimId, Told]]:
        """Whoever tells it, with the claim that is repeated: the corrected one, or one that several articles make."""
        home = self.home
        for claim, told in self.told.items():
            is_own = claim in self.direct or len({one.reading.revision.article for one in told}) > 1
            yield from ((claim if is_own or home is None else home, one) for one in told)
        if home is not None:
            yield from ((home, one) for one in self.loose)


ANSWERED_WITHIN: Final = 400
"""Code points behind a question in which the answer begins."""
SHORT: Final = 4
"""A short no has no more words ("He has not", "No", "There is none"); chosen."""
_NO: Final = frozenset(("no", "not", "never", "none", "nobody", "nothing"))


def repeated(note: Retake, coverage: Coverage, read: Reads) -> Repeated:
    """What `note` takes back in the coverage of its story; `read` tells what texts are about."""
    direct = {claim for claim, told in coverage.claims.items() if any(_is_corrected(one, note) for one in told)}
    ear = _Ear(note, [*(one for told in coverage.claims.values() for one in told), *coverage.loose], read)
    about = direct | {c for c, told in coverage.claims.items() if any(ear.hears(one, of_claim=False) for one in told)}
    found = {
        claim: tuple(one for one in told if _is_corrected(one, note) or ear.hears(one, of_claim=claim in about))
        for claim, told in coverage.claims.items()
    }
    return Repeated(
        note=note,
        told={claim: told for claim, told in found.items() if told},
        direct=frozenset(direct),
        loose=tuple(one for one in coverage.loose if ear.hears(one, of_claim=False)),
    )


def _is_corrected(one: Told, note: Retake) -> bool:
    """Whether it is the statement that the note corrects, in the wording before or in that with the note."""
    if one.reading.revision.article != note.revision.article or _is_in_note(one, note):
        return False
    return note.corrects(content_of(one.statement, one.reading), old=one.reading.replaced)


class _Ear:
    """Hears who tells the old content, of those whose words allow it."""

    def __init__(self, note: Retake, everyone: Sequence[Told], read: Reads) -> None:
        self._note = note
        self._said = {
            one.statement.id: said
            for one in everyone
            if one.bearing in _SAYS
            and not _is_in_note(one, note)
            and any(gone.may_be_told_by(said := _said(one)) for gone in note.gone)
        }
        texts = sorted({*(said.text for said in self._said.values()), *(gone.before.text for gone in note.gone)})
        self._place = {text: at for at, text in enumerate(texts)}
        self._gist = read(texts).gist if self._said else None

    def hears(self, one: Told, *, of_claim: bool) -> bool:
        """Whether it tells the old content."""
        if self._note.told is not None and not self._note.gone:
            in_note = _is_in_note(one, self._note)
            return one.bearing in _SAYS and not in_note and self._note.told.fits(one.figures, one.words)
        said = self._said.get(one.statement.id)
        return said is not None and any(
            gone.may_be_told_by(said) and self._is_told(gone, one, said, of_claim=of_claim) for gone in self._note.gone
        )

    def _is_told(self, gone: Gone, one: Told, said: Content, *, of_claim: bool) -> bool:
        near = self._near(gone, said)
        is_ahead = one.bearing is Bearing.PREDICTS and not gone.is_much_of(said)
        return (not is_ahead or near >= _AHEAD) and gone.is_told_by(said, near, of_claim=of_claim and not is_ahead)

    def _near(self, gone: Gone, said: Content) -> float:
        if self._gist is None:
            return 0.0
        return round(float(self._gist[self._place[gone.before.text]] @ self._gist[self._place[said.text]]), 6)


def _said(one: Told) -> Content:
    """What it says, and who does: a note may say that it was somebody else."""
    said = one.statement
    source = said.source.span if said.source is not None else None
    spans = sorted({*said.content, *(span for span in (source, said.cue) if span is not None)})
    return Content(" ".join(span.of(one.reading.revision.text) for span in spans))


def _is_in_note(one: Told, note: Retake) -> bool:
    # The note itself may be read as a statement; it repeats the old words to take them back.
    is_there = one.reading.revision.article == note.revision.article and not one.reading.replaced
    return is_there and one.statement.content[0].overlaps(note.span)


def touching(claim: ClaimId, told: Sequence[Told], found: Iterable[Repeated]) -> tuple[TakenBack, ...]:
    """The notes that take this claim back: that correct one of its statements, or what half of its support says."""
    support = _support(told)
    return tuple(
        TakenBack(note=one.note, mentions=mine, whole=claim in one.direct or _is_half(mine, support))
        for one in found
        if (mine := one.told.get(claim)) and (claim in one.direct or claim == one.home or _is_half(mine, support))
    )


def _support(told: Sequence[Told]) -> set[StatementId]:
    return {one.statement.id for one in told if one.bearing in {Bearing.SUPPORTS, Bearing.PREDICTS}}


def _is_half(told: Sequence[Told], support: set[StatementId]) -> bool:
    matched = {one.statement.id for one in told} & support
    return bool(matched) and 2 * len(matched) >= len(support)


def find_echoes(
    found: Sequence[Repeated], claims: Mapping[ClaimId, Sequence[Told]], reports: Reports
) -> Iterator[Echo]:
    """The repeats of what each note took back, one an article and claim; `claims` have all mentions.

    An article that takes it back itself is none, nor is one that reports that it was taken back, or that tells who
    denies it.
    """
    for one in found:
        seen: set[tuple[ClaimId, ArticleId]] = set()
        for claim, told in one.repeats():
            article = told.reading.revision.article
            if told.reading.replaced or article == one.note.revision.article or (claim, article) in seen:
                continue
            owns_up = any(_is_of(told, o) for o in found if o.note.revision.article == article)
            denies = article in _denying(claims[claim]) or _is_answered(told)
            if not (owns_up or denies or _reports(told, one.note, reports.get(article, ()))):
                seen.add((claim, article))
                yield Echo(claim=claim, article=article, statement=told.statement.id, after=one.note.when)


def _is_answered(told: Told) -> bool:
    """Whether the next paragraph begins with a short no ("He has not")."""
    text = told.reading.revision.text
    _, _, after = text[told.statement.content[-1].end :][:ANSWERED_WITHIN].partition("\n\n")
    words = words_of(after[: after.find(".") + 1]) if "." in after else ()
    return 0 < len(words) <= SHORT and any(word in _NO or word.endswith("n't") for word in words)


def _denying(told: Sequence[Told]) -> frozenset[ArticleId]:
    """The articles that tell who denies it."""
    return frozenset(one.reading.revision.article for one in told if one.bearing is Bearing.DENIES)


def echoes_of_source(claim: Claim, told: Sequence[Told], reports: Reports) -> Iterator[Echo]:
    """The articles that tell `claim`, which its source has taken back, as if it had not; one mention each.

    Only what came out after that: what had been reported before was said, and the outlet had no part in it.
    """
    back = own_denial(claim, told) if claim.standing is Standing.WITHDRAWN else None
    if back is None or back.when is None:
        return
    seen = set(_denying(told))
    for one in told:
        article = one.reading.revision.article
        if one.bearing not in _SAYS or one.when is None or one.reading.replaced or article in seen:
            continue
        mention = one.statement.content[0]
        if one.when.sort_key > back.when.sort_key and not any(s.overlaps(mention) for s, _ in reports.get(article, ())):
            seen.add(article)
            yield Echo(claim=claim.id, article=article, statement=one.statement.id, after=back.when)


def _is_of(told: Told, other: Repeated) -> bool:
    """Whether another note, of the same article, takes it back."""
    said = _said(told)
    return any(gone.may_be_told_by(said) for gone in other.note.gone) or (
        other.note.told is not None and other.note.told.fits(told.figures, told.words)
    )


def all_reports(readings: Sequence[Reading]) -> Reports:
    """The paragraphs of each article that tell of somebody taking something back."""
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
