"""Who said what, by rules? "The bridge is shut, Ito said, before adding that rain was to blame", say.

The first reader: no parser and no trained weights, only the cue lexicon and the order of words. It marks two contents,
two cues and one source here, and pairs them. A trained encoder can take its place, behind the same seam.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from firsthand.engines.tags import Mark, Pair, Role, Tags
from firsthand.model.span import Span, SpanIndex
from firsthand.read.findings import CARRIED, Finding
from firsthand.read.inunit import find_announced, find_in, triggers
from firsthand.read.turns import Turn, find_turns
from firsthand.read.words import Range, Unit, is_one_of, units
from firsthand.text.quotes import Quotation, find_quotations


class RuleTagger:
    """Tags a text by rules over the cue lexicon. Linear in the text's length."""

    name = "rules-2"

    def tag(self, text: str, skip: Sequence[Span] = ()) -> Tags:
        """Tag `text`, and mark nothing that overlaps a span of `skip`."""
        quotations = find_quotations(text, skip)
        sheet = _Sheet(text, quotations, SpanIndex(skip))
        speaker = _Speaker()
        for turn in find_turns(text, skip):
            _write_turn(sheet, turn)
        announced: tuple[Unit, Finding] | None = None
        for unit in units(text, quotations, skip, triggers()):
            findings = tuple(find_in(unit))
            if announced and _stands_alone(unit):
                finding = replace(announced[1], contents=())
                _write(sheet, announced[0], finding, speaker)
                speaker.paragraph = unit.paragraph
            announced = None
            inside = _insides(findings, len(unit.words))
            for finding in findings:
                _write(sheet, unit, finding, _Speaker() if inside[finding.cue.start] else speaker)
            _carry_on(sheet, unit, speaker)
            announcing = find_announced(unit)
            announced = (unit, announcing) if announcing else None
        return _in_order(sheet)


@dataclass(slots=True)
class _Sheet:
    """The marks and pairs of one text, as they grow."""

    text: str
    quotations: tuple[Quotation, ...]
    skipped: SpanIndex
    marks: list[Mark] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    places: dict[tuple[Role, Span], int] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def mark(self, role: Role, span: Span, score: float) -> int | None:
        """The place of this mark, made at its first use; None where it would be empty or touch what is skipped."""
        if not len(span) or self.skipped.overlaps(span):
            return None
        if (role, span) not in self.places:
            self.places[role, span] = len(self.marks)
            self.marks.append(Mark(role, span, score))
        return self.places[role, span]

    def pair(self, left: int | None, right: int | None, score: float) -> None:
        """Note that two marks belong together."""
        if left is not None and right is not None:
            self.pairs.append(Pair(left, right, score))

    def spans_of(self, unit: Unit, content: Range) -> list[Span]:
        """The stretches of text of a content; a quotation that runs on in later paragraphs goes on there."""
        spans = [unit.span(content.start, content.end)]
        number = unit.words[content.end - 1].quotation
        if number is not None:
            pieces = self.quotations[number].spans
            spans += [s for s in pieces if s.start > spans[0].end]
        first, last = (bisect_left(unit.quotations, at) for at in content)
        for at in unit.quotations[first:last]:
            held = unit.words[at].quotation
            if held is not None:
                self.used.add(held)
                earlier = [s for s in self.quotations[held].spans if s.end < spans[0].start and at == content.start]
                spans = [*earlier, *spans]
        return spans


@dataclass(slots=True)
class _Speaker:
    """Who spoke last, so that a quotation that stands alone can be given to them."""

    cue: int | None = None
    source: int | None = None
    paragraph: int = -1
    was_direct: bool = False


def _insides(findings: Sequence[Finding], words: int) -> list[int]:
    """For each place of a unit of so many words, how many contents of `findings` it lies in."""
    steps = [0] * (words + 1)
    for finding in findings:
        for content in finding.contents:
            steps[content.start] += 1
            steps[content.end] -= 1
    return list(accumulate(steps))


def _write(sheet: _Sheet, unit: Unit, finding: Finding, speaker: _Speaker) -> None:
    cue = sheet.mark(Role.CUE, unit.span(*finding.cue), finding.weight)
    source = sheet.mark(Role.SOURCE, _source_span(unit, finding.source), finding.weight) if finding.source else None
    sheet.pair(cue, source, finding.weight)
    for content in finding.contents:
        for span in sheet.spans_of(unit, content):
            sheet.pair(sheet.mark(Role.CONTENT, span, finding.weight), cue, finding.weight)
    if cue is not None and (source is not None or not finding.contents):
        if speaker.paragraph == unit.paragraph and speaker.was_direct and not finding.is_direct and finding.contents:
            return
        speaker.cue, speaker.source = cue, source
        speaker.paragraph, speaker.was_direct = unit.paragraph, finding.is_direct


def _write_turn(sheet: _Sheet, turn: Turn) -> None:
    cue = sheet.mark(Role.CUE, turn.colon, CARRIED)
    sheet.pair(cue, sheet.mark(Role.SOURCE, turn.speaker, CARRIED), CARRIED)
    for span in turn.content:
        sheet.pair(sheet.mark(Role.CONTENT, span, CARRIED), cue, CARRIED)


def _source_span(unit: Unit, source: Range) -> Span:
    """The stretch of text of a source, without the verb that a pronoun has drawn to itself: [They]’re hoping."""
    span = unit.span(*source)
    word = unit.words[source.start]
    if source.end - source.start == 1 and is_one_of(word.low, "subjects"):
        pronoun = word.text.replace("’", "'").partition("'")[0]
        return Span(span.start, span.start + len(pronoun))
    return span


# A quotation of fewer words, that no cue claims, is a scare quote and no statement. From 1 to 8 words
# hardly anything changes on PolNeAR train (168 articles).
_SCARE_WORDS = 5


def _carry_on(sheet: _Sheet, unit: Unit, speaker: _Speaker) -> None:
    """Give a quotation that stands as a sentence of its own to the last speaker of the same paragraph.

    After a quotation whose speaker is named, the next paragraph may go on with the same speaker.
    """
    word = unit.words[0]
    if word.quotation is None or word.quotation in sheet.used or speaker.cue is None or not _stands_alone(unit):
        return
    pieces = sheet.quotations[word.quotation].spans
    if pieces[-1].start != word.start:
        # It runs on in the next paragraph, where a cue may claim all of it.
        return
    reach = len(pieces) if speaker.was_direct else len(pieces) - 1
    if unit.paragraph - speaker.paragraph > reach or sum(len(s.of(sheet.text).split()) for s in pieces) < _SCARE_WORDS:
        return
    sheet.used.add(word.quotation)
    goes_on = unit.paragraph - speaker.paragraph == len(pieces) - 1
    for span in pieces:
        content = sheet.mark(Role.CONTENT, span, CARRIED)
        sheet.pair(content, speaker.cue if goes_on else speaker.source, CARRIED)
    speaker.paragraph = unit.paragraph


def _stands_alone(unit: Unit) -> bool:
    """Whether the unit is a quotation and nothing else."""
    return unit.is_quotation(0) and not any(word.is_word for word in unit.words)


def _in_order(sheet: _Sheet) -> Tags:
    order = sorted(range(len(sheet.marks)), key=lambda place: (sheet.marks[place].span, sheet.marks[place].role))
    new = {old: place for place, old in enumerate(order)}
    pairs = sorted({(new[p.left], new[p.right]): p.score for p in sheet.pairs}.items())
    return Tags(
        marks=tuple(sheet.marks[old] for old in order),
        pairs=tuple(Pair(left, right, score) for (left, right), score in pairs),
    )
