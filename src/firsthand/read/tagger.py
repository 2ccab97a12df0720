"""Who said what? The encoder's answer, with what only the layout, a rule or a second look shows, as marks and pairs.

A content that reports in turn is read once more by itself: of "Ito said Lee had told him that it rained" the first look
gives Ito's statement, the second, at what Ito said, Lee's.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from firsthand.engines.encoder import Encoder, Sight
from firsthand.engines.tags import Tags
from firsthand.model.span import Span, SpanIndex, joined
from firsthand.read.asking import Answers, find_answers
from firsthand.read.pairing import pair
from firsthand.read.quoting import with_whole_quotations
from firsthand.read.refining import is_evidence, may_report, refine
from firsthand.read.sheet import Noted, Part, Sheet, note
from firsthand.read.turns import Turn, find_turns
from firsthand.text.quotes import Quotation, find_quotations
from firsthand.text.sentences import split_sentences

_PLAIN = 0.95
"""How sure a turn of a transcript or a signed quotation is. Set by hand."""
_SURE_CUE = 0.5
"""How likely a cue within a content must be to be one. Set by hand."""
_LONGEST_SECOND_LOOK = 4_000
"""Code points of a content that are looked at a second time; a longer one is a speech."""


class _Look(NamedTuple):
    """A text to look at, or a part of one, but for what is in `skip`."""

    text: str
    skip: Sequence[Span]
    quotations: Sequence[Quotation]

    @property
    def quoted(self) -> tuple[Span, ...]:
        """Where there are quotations."""
        return joined(span for quotation in self.quotations for span in quotation.spans)


class EncoderTagger:
    """Tags a text with the encoder, which `opened` gives at the first use. Linear in the text's length."""

    def __init__(self, name: str, opened: Callable[[], Encoder]) -> None:
        self.name = name
        self._opened = opened

    def tag(self, text: str, skip: Sequence[Span] = ()) -> Tags:
        """Tag `text`, and mark nothing that overlaps a span of `skip`."""
        skip = joined(skip)
        quotations = find_quotations(text, skip)
        turns = tuple(_of_turn(turn) for turn in find_turns(text, quotations, skip))
        plain = [part.span for turn in turns for part in (turn.cue, *turn.contents, turn.source) if part]
        answers = find_answers(text, skip) if not turns else None
        answered = _sentences_of(answers, text) if answers else []
        if plain or answered:
            skip = joined((*skip, *plain, *answered))
            quotations = find_quotations(text, skip)
        look = _Look(text, skip, quotations)
        noted = [*_refined(look, self._opened().see(text, skip, look.quoted)), *turns]
        sheet = Sheet()
        sheet.write(noted)
        if answers:
            sheet.write_plain(Part(answers.speaker, _PLAIN), (Part(span, _PLAIN) for span in answered))
        contents = {_unquoted(content.span, text) for one in noted for content in one.contents} | set(answered)
        again = [c for c in sorted(contents) if len(c) <= _LONGEST_SECOND_LOOK and may_report(c.of(text))]
        for content, inner in zip(again, self._noted_again(again, text), strict=True):
            moved = (_shifted(one, content.start) for one in inner)
            sheet.write(one for one in moved if _speaks(one, text))
        return sheet.tags()

    def _noted_again(self, contents: Sequence[Span], text: str) -> Iterator[Iterator[Noted]]:
        """What each of the contents says, by its places in itself."""
        parts = [content.of(text) for content in contents]
        looks = [_Look(part, (), find_quotations(part)) for part in parts]
        return map(
            _refined, looks, self._opened().see_each((look.text, look.quoted) for look in looks) if looks else ()
        )


def _refined(look: _Look, sight: Sight) -> Iterator[Noted]:
    """What was seen, with what the rules know better."""
    skipped = SpanIndex(look.skip)
    noted = [note(paired, sight.pieces, look.text, skipped) for paired in pair(sight)]
    noted = with_whole_quotations(noted, look.quotations)
    return refine(noted, look.text, SpanIndex((*look.quoted, *look.skip)))


def _speaks(one: Noted, text: str) -> bool:
    """Whether what was found within a content has a likely cue, and somebody who speaks."""
    return one.source is not None and one.cue.chance >= _SURE_CUE and not is_evidence(one.source.span, text)


def _of_turn(turn: Turn) -> Noted:
    """An attribution that the layout makes plain."""
    contents = tuple(Part(span, _PLAIN) for span in turn.content)
    return Noted(Part(turn.sign, _PLAIN), contents, Part(turn.speaker, _PLAIN), _PLAIN)


def _sentences_of(answers: Answers, text: str) -> list[Span]:
    """What is answered, a sentence each: what a paragraph of talk holds is rarely one thing."""
    spans = (span for content in answers.content for span in content)
    return [part.shifted(span.start) for span in spans for part in split_sentences(span.of(text))]


def _shifted(one: Noted, by: int) -> Noted:
    moved = [part._replace(span=part.span.shifted(by)) for part in (one.cue, *one.contents)]
    source = one.source._replace(span=one.source.span.shifted(by)) if one.source else None
    return one._replace(cue=moved[0], contents=tuple(moved[1:]), source=source)


def _unquoted(content: Span, text: str) -> Span:
    """A content without the quotation marks around it, if there are no others in it."""
    bare = content.stripped(text, _MARKS)
    return content if any(mark in bare.of(text) for mark in _QUOTES) else bare


_QUOTES = '“”"'
_MARKS = " \n‘’'" + _QUOTES
