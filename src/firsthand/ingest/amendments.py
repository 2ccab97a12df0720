"""What does an outlet say about its own article? Notes of correction, clarification, update, retraction.

    Correction (May 4, 2031): An earlier version of this article misstated the toll. It was 12, not 21.
    (Corrects paragraph 3 to say 12, not 21)        This story has been updated to include a comment.
    CORRECTED-Bridge shut after crack is found      "Police corrected themselves" (a statement, and no note)

A note begins with a label ("Correction:"), with words about the article itself ("an earlier version of this story",
"this article was amended"), or is an agency's line in brackets. What it says is taken out of it sentence by sentence:
what had been said, what is right. The words are in `phrases/amendments.toml`, by language.
"""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple

from firsthand.ingest.dates import find_date
from firsthand.ingest.lines import Line
from firsthand.model.coverage import Note, NoteKind
from firsthand.model.errors import LexiconError
from firsthand.model.span import Span
from firsthand.text.phrasing import any_of

_LONGEST = 1_500
"""Characters of a line that are looked at; a note is a paragraph."""
_NOTE_WORDS = 140
_PLAIN = str.maketrans("’‘“”„\xa0", '\'\'""" ')
_SHORTENED = "mr mrs ms dr sgt st no vs lt col gen rep sen gov prof ca bzw nr inc ltd co jr sr u.s a.m p.m approx etc"
_STOP = re.compile(
    "(?=[.!?;])"
    + "".join(rf"(?<!\b{re.escape(short)})" for short in _SHORTENED.split())
    + r"(?<!\b[a-zà-ÿ])(?:[.!?][\"')\]*_]*(?=\s|$)|;(?=\s))"
)
"""The end of a sentence or of a half of one; the text is in lower case, so that shortened words are listed."""
_PATH = "phrases/amendments.toml"
_LISTS = ("pieces", "this", "any", "heads", "versions", "ours", "be", "said", "wrongly", "that", "infact", "right",
          "correctly", "not", "purpose", "from_to", "to_from", "weak", "trails", "objects")  # fmt: skip
_EDGES = " \t,;:.–—-\"'()[]*_“”‘’"


class Amendment(NamedTuple):
    """A note: where it stands in the text, and what it says."""

    span: Span
    note: Note


@dataclass(frozen=True, eq=False)
class Wordings:
    """How one language writes notes: its lists, and the kinds of labels, acts, agencies' verbs and slugs."""

    lists: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, Mapping[str, NoteKind]]

    def any(self, name: str) -> str:
        """A pattern for any phrase of a list, or of a table of kinds."""
        phrases = self.kinds[name] if name in self.kinds else self.lists[name]
        return any_of(phrases) if phrases else "(?!)"

    @functools.cached_property
    def label(self) -> re.Pattern[str]:
        """A label at the start of a line, its date between it and the colon."""
        return re.compile(
            rf"[\[(*_\s–—-]{{0,6}}(?P<label>{self.any('labels')})"
            r"(?P<date>[ ,(|–-]{1,3}[^:\n]{0,40}\d[^:\n]{0,20}|[*_ ]{0,3})?(?::| [–—-] | ?[—–])[*_]{0,2}"
        )

    @functools.cached_property
    def version(self) -> re.Pattern[str]:
        """Words that speak of an earlier wording of the article."""
        piece = rf"\s(?:(?:{self.any('any')})\s?)?(?:{self.any('pieces')})\b"
        said = rf"(?:\s(?:{self.any('wrongly')}))?\s(?:{self.any('said')})\b"
        return re.compile(rf"(?:{self.any('versions')})(?:{piece}|(?={said}))")

    @functools.cached_property
    def act(self) -> re.Pattern[str]:
        """Words that say what was done to the article."""
        what = rf"(?:{self.any('this')})\s?(?:{self.any('pieces')})|(?:{self.any('any')})\s?(?:{self.any('heads')})"
        return re.compile(
            rf"(?:{what})\b[^!?\n]{{0,60}}?\b(?:{self.any('be')})\b[^!?\n]{{0,60}}?\b(?P<act>{self.any('acts')})\b"
        )

    @functools.cached_property
    def ours(self) -> re.Pattern[str]:
        """Words in which the outlet speaks of what it had said."""
        return re.compile(self.any("ours"))

    @functools.cached_property
    def agency(self) -> re.Pattern[str]:
        """The start of an agency's line in brackets."""
        return re.compile(rf"\(\s?(?P<act>{self.any('agency')})\b")

    @functools.cached_property
    def slug(self) -> re.Pattern[str]:
        """What an agency sets before a headline."""
        return re.compile(rf"(?P<slug>{self.any('slugs')})(?:[ -]?\d{{1,2}})?(?:-(?=\S)| [–—-] (?=\S)|:(?= \S))")

    @functools.cached_property
    def claimed(self) -> re.Pattern[str]:
        """How an earlier wording is quoted ("incorrectly said that")."""
        wrongly, that = self.any("wrongly"), self.any("that")
        return re.compile(
            rf"\b(?:(?:{wrongly})\s)?(?:{self.any('said')})\b(?:,?\s(?:{wrongly})\b)?(?:,?\s?(?:{that})\b)?[,:]?\s?"
        )

    @functools.cache  # noqa: B019 - a handful of Wordings live as long as the program
    def finds(self, name: str) -> re.Pattern[str]:
        """The phrases of one list, as words of their own."""
        edge = "" if name in ("not", "right") else r"(?<!\w)"
        return re.compile(rf"{edge}(?:{self.any(name)})" + ("" if name in ("not", "right") else r"(?!\w)"))


def find_amendments(lines: Sequence[Line], language: str | None) -> Iterator[Amendment]:
    """The notes among `lines` and within them, in order."""
    words = wordings(language)
    for line in lines:
        if line.words <= _NOTE_WORDS:
            yield from _in_line(line, words)


def slug_of(headline: str, language: str | None = None) -> tuple[int, NoteKind] | None:
    """Where an agency's mark before a headline ends, and what it says; None where there is none.

    >>> slug_of("CORRECTED-Bridge shut after crack is found")
    (10, <NoteKind.CORRECTION: 'correction'>)
    """
    words = wordings("en" if language is None else language)
    match = words.slug.match(_plain(headline)) if "slugs" in words.kinds else None
    if match is None or not headline[: match.end("slug")].isupper():
        return None
    return match.end(), words.kinds["slugs"][match["slug"]]


def _in_line(line: Line, words: Wordings) -> Iterator[Amendment]:
    """The notes of one line: the whole of it, or sentences in it."""
    plain = _plain(line.text[:_LONGEST])
    kind = _kind_of_line(plain, words)
    if kind is not None:
        yield Amendment(line.span, _read(plain, 0, len(plain), line.span.start, kind, words))
        return
    for start, end, found in _within(plain, words):
        note = _read(plain, start, end, line.span.start, found, words)
        yield Amendment(Span(line.span.start + start, line.span.start + end), note)


def _kind_of_line(plain: str, words: Wordings) -> NoteKind | None:
    """What note a line is that is one from its first word; None when it is none."""
    label = words.label.match(plain)
    if label is not None:
        said = _kind_said(plain, words)
        told = words.kinds["labels"][label["label"]]
        weak = told is NoteKind.UPDATE or label["label"] in words.lists["weak"]
        if told is NoteKind.EDITORS_NOTE or weak:
            return said or (None if weak else told)
        return told
    bracket = words.agency.match(plain) if plain.rstrip(" .").endswith(")") else None
    if bracket is not None:
        fixes = any(word in plain for word, k in words.kinds["agency"].items() if k is NoteKind.CORRECTION)
        return NoteKind.CORRECTION if fixes else words.kinds["agency"][bracket["act"]]
    start = len(plain) - len(plain.lstrip("[(*_ –—-"))
    return _kind_said(plain, words) if _begins_note(plain, start, words) else None


def _begins_note(plain: str, start: int, words: Wordings) -> bool:
    return any(p.match(plain, start) for p in (words.version, words.act, words.ours))


def _kind_said(plain: str, words: Wordings) -> NoteKind | None:
    """What words about the article itself say was done to it."""
    act = words.act.search(plain)
    if act is not None:
        kind = words.kinds["acts"][act["act"]]
        fixes = words.version.search(plain) or re.search(r"\bcorrect(?!ional)|\berrors?\b", plain)
        return NoteKind.CORRECTION if kind is NoteKind.UPDATE and fixes else kind
    if words.version.search(plain):
        return NoteKind.CORRECTION
    ours = words.ours.search(plain)
    return None if ours is None else NoteKind.CLARIFICATION if "clarif" in ours[0] else NoteKind.CORRECTION


def _within(plain: str, words: Wordings) -> Iterator[tuple[int, int, NoteKind]]:
    """Notes that stand in a paragraph: a sentence about the article itself, with the one that says what is right."""
    stops = [m.end() for m in _STOP.finditer(plain)]
    starts = [0, *(stop + _space(plain, stop) for stop in stops)]
    ends = [*stops, len(plain)]
    taken = 0
    for at, start in enumerate(starts):
        if start < taken or start >= len(plain):
            continue
        begin = start + len(plain[start : start + 3]) - len(plain[start : start + 3].lstrip("[(*_"))
        labelled = begin > start and words.label.match(plain, start)
        if not labelled and not (words.version.match(plain, begin) or words.act.match(plain, begin)):
            continue
        if plain.count('"', 0, start) % 2:  # said by somebody
            continue
        end = _end_of(plain, start, begin, ends[at], words)
        kind = words.kinds["labels"][labelled["label"]] if labelled else _kind_said(plain[start:end], words)
        if kind is not None:
            taken = end
            yield start, end, kind


def _end_of(plain: str, start: int, begin: int, end: int, words: Wordings) -> int:
    """Where a note that begins at `start` ends: with its bracket, or with the sentence that says what is right."""
    if begin > start and plain[start] in "[(":
        close = plain.find("]" if plain[start] == "[" else ")", start)
        if close > 0:
            return close + 1
    following = end + _space(plain, end)
    if following < len(plain) and words.finds("right").match(plain, following):
        stop = _STOP.search(plain, following)
        return stop.end() if stop else len(plain)
    return end


def _space(plain: str, at: int) -> int:
    return len(plain[at : at + 5]) - len(plain[at : at + 5].lstrip())


def _read(plain: str, start: int, end: int, shift: int, kind: NoteKind, words: Wordings) -> Note:
    """The note between `start` and `end`; its spans are moved by `shift` into the text."""
    label = words.label.match(plain, start)
    first = min(label.end(), end) if label else start
    before, after = _before_after(plain, first, end, words)
    return Note(
        kind=kind,
        before=_span(plain, before, shift, words),
        after=_span(plain, after, shift, words),
        when=find_date(plain[start:first]) or find_date(plain[start:end]),
    )


Part = tuple[int, int] | None


def _span(plain: str, part: Part, shift: int, words: Wordings) -> Span | None:
    """`part` without the marks round it, as a Span; None where nothing is left."""
    if part is None:
        return None
    start, end = part
    trail = words.finds("trails").search(plain, start, end)
    if trail is not None and trail.start() > start:
        end = trail.start()
    while start < end and plain[start] in _EDGES:
        start += 1
    while end > start and plain[end - 1] in _EDGES:
        end -= 1
    return Span(shift + start, shift + end) if start < end else None


def _before_after(plain: str, start: int, end: int, words: Wordings) -> tuple[Part, Part]:
    """What had been said and what is right, as far as a note says so."""
    sentences = list(_sentences(plain, start, end))
    before: Part = None
    after: Part = None
    for begin, stop in sentences:
        quoted = _quoted(plain, begin, stop, words)
        if quoted is not None and before is None:
            turn = words.finds("infact").search(plain, *quoted)
            before = (quoted[0], turn.start()) if turn else quoted
            after = after or ((turn.end(), quoted[1]) if turn else None)
            clean = _not(plain, before[0], before[1], words) if not turn else None
            before, after = clean or (before, after)
            continue
        wrong, right = _righted(plain, begin, stop, words, after_quote=before is not None)
        if not (wrong or right or after) and before is not None and not _is_talk(plain, begin, stop, words):
            right = (begin, stop)
        before, after = (wrong or before), (after or right)
    return before, after


def _is_talk(plain: str, begin: int, stop: int, words: Wordings) -> bool:
    """Whether a sentence only says that a mistake was mended, not what is right."""
    return any(p.search(plain, begin, stop) for p in (words.act, words.ours, words.finds("acts")))


def _sentences(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _STOP.finditer(plain, start, end):
        yield at, stop.end()
        at = stop.end() + _space(plain, stop.end())
    if at < end:
        yield at, end


def _quoted(plain: str, begin: int, stop: int, words: Wordings) -> Part:
    """What a sentence quotes of the earlier wording."""
    version = words.version.search(plain, begin, stop)
    if version is not None:
        claimed = words.claimed.search(plain, version.end(), stop)
        if claimed is None:
            return None
        named = words.finds("objects").search(claimed[0])  # "misspelled the name": what it was is not said
        return None if named and " as " not in plain[claimed.end() : stop] else (claimed.end(), stop)
    ours = words.ours.search(plain, begin, stop)
    if ours is None:
        return None
    after = ours.end() + len(plain[ours.end() : stop]) - len(plain[ours.end() : stop].lstrip(", "))
    that = words.finds("that").match(plain, after, stop)
    return (that.end() if that else ours.end(), stop)


def _righted(plain: str, begin: int, stop: int, words: Wordings, *, after_quote: bool) -> tuple[Part, Part]:
    """What a sentence says is right, and what it says is not."""
    moved = _moved(plain, begin, stop, words)
    if moved is not None:
        return moved
    lead = next(
        (m for name in ("correctly", "purpose") if (m := words.finds(name).search(plain, begin, stop)) is not None),
        None,
    )
    turned = words.finds("right").match(plain, begin, stop)
    first = lead.end() if lead else begin
    if lead is None:
        first = _after_opening(plain, begin, stop, words)
    pair = _not(plain, first, stop, words)
    if pair is not None and (lead or turned or after_quote or words.agency.match(plain, begin)):
        return pair
    if lead is not None or (turned and after_quote):
        infact = words.finds("infact").match(plain, first, stop)
        return None, (infact.end() if infact else first, stop)
    return pair if pair is not None and begin > 0 else (None, None)


def _after_opening(plain: str, begin: int, stop: int, words: Wordings) -> int:
    """Where a sentence says something itself: behind "this article has been corrected:", or "(corrects growth to"."""
    act = words.act.match(plain, begin + len(plain[begin:stop]) - len(plain[begin:stop].lstrip("[(*_ ")), stop)
    colon = plain.find(": ", act.end(), stop) if act else -1
    if colon > 0:
        return colon + 2
    negation = words.finds("not").search(plain, begin, stop)
    if words.agency.match(plain) and negation:
        return max(plain.rfind(f" {to} ", begin, negation.start()) + len(to) + 2 for to in ("to", "as", "is", "was"))
    return begin


def _not(plain: str, begin: int, stop: int, words: Wordings) -> tuple[Part, Part] | None:
    """The two sides of "12, not 21"."""
    match = words.finds("not").search(plain, begin, stop)
    return None if match is None else ((match.end(), stop), (begin, match.start()))


def _moved(plain: str, begin: int, stop: int, words: Wordings) -> tuple[Part, Part] | None:
    """The two sides of "changed from 21 to 12", and of an agency's "to 12 from 21"."""
    one, other = words.any("from_to"), words.any("to_from")
    for order, (a, b) in (("from", (one, other)), ("to", (other, one))):
        match = re.compile(
            rf"(?<!\w)(?:{a}) (?P<a>[^;]{{1,80}}?),? (?:{b}) (?P<b>[^;]{{1,80}}?)(?=[;)]|\.(?:\s|$)|,\s|$)"
        ).search(plain, begin, stop)
        if (
            match
            and any(c.isdigit() or c == '"' for c in match["a"])
            and any(c.isdigit() or c == '"' for c in match["b"])
        ):
            first, second = match.span("a"), match.span("b")
            return (first, second) if order == "from" else (second, first)
    return None


def _plain(text: str) -> str:
    """`text` in lower case with straight quotation marks, of the same length."""
    lower = text.translate(_PLAIN).lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_PLAIN))


def wordings(language: str | None) -> Wordings:
    """How `language` writes notes; English where there is no list."""
    return _all_wordings().get(language or "en") or _all_wordings()["en"]


@functools.cache
def _all_wordings() -> Mapping[str, Wordings]:
    text = resources.files("firsthand.ingest").joinpath(_PATH).read_text("utf-8")
    return {language: read_wordings(table, language) for language, table in tomllib.loads(text).items()}


def read_wordings(table: Mapping[str, object], language: str) -> Wordings:
    """The wordings that a table of the file holds. Raises LexiconError when it is not as expected."""
    lists = {name: _phrases(table.get(name, []), f"{language}.{name}") for name in _LISTS}
    kinds: dict[str, dict[str, NoteKind]] = {"labels": {}, "acts": {}, "agency": {}, "slugs": {}}
    for name, by_phrase in kinds.items():
        found = table.get(name, {})
        for kind, phrases in found.items() if isinstance(found, dict) else ():
            if kind not in {k.value for k in NoteKind}:
                raise LexiconError(f'{_PATH}: expected a kind of note under {language}.{name}, came "{kind}"')
            by_phrase.update(dict.fromkeys(_phrases(phrases, f"{language}.{name}.{kind}"), NoteKind(kind)))
    piece = r"{piece}"
    lists["ours"] = tuple(
        phrase.replace(piece, one)
        for phrase in lists["ours"]
        for one in (lists["pieces"] if piece in phrase else ("",))
    )
    return Wordings(lists=lists, kinds=kinds)


def _phrases(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(p, str) and p and p == _plain(p) for p in value):
        raise LexiconError(f"{_PATH}: expected a list of phrases in lower case under {where}, came {str(value)[:60]}")
    return tuple(value)
