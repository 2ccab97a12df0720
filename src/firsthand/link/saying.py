"""What does one statement say, in a form that can be compared?

"At least seven people died when the ferry capsized off Skerrin" becomes the words killed, ferry, capsize, the
name Skerrin, and the figure "at least 7" in the slot "killed". Its negations are taken out of the words, for
a claim and its denial are about one thing; that it denies is kept beside them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter
from typing import Final

from firsthand.link.denying import Negation, denies, find_negation, is_denying_cue, leaves_open
from firsthand.link.hedges import after_hedge
from firsthand.link.offices import holders_here
from firsthand.link.roster import Key, Roster
from firsthand.model.entity import EntityType
from firsthand.model.ids import StatementId
from firsthand.model.span import Span, hull
from firsthand.model.statement import (
    Access,
    Hop,
    HopRole,
    QuoteType,
    Reading,
    SpeechAct,
    Statement,
    is_own_words,
)
from firsthand.text.names import fold
from firsthand.text.numbers import Figure, find_figures
from firsthand.text.senses import senses
from firsthand.text.states import State, states_in, turned
from firsthand.text.takebacks import find_takebacks
from firsthand.text.words import Word, find_words, plain, stem
from firsthand.text.words import lexicon as plain_words

MOST_CHARACTERS: Final = 1_500
"""A statement is compared by its first code points up to here: an unclosed quotation can hold a whole page."""

LONG_AGO: Final = timedelta(days=150)
"""What lies so long before its article is another year's: the fire of last summer, and not of this."""

_HEDGE_WITHIN: Final = 120
"""An opening that only hedges ends within so many code points."""

_AFTER_HEDGE: Final = frozenset({"that", "to"})

_TELLING_TEXT: Final = 200_000
"""So many code points of a page are searched for words that it writes small and large."""
_THINGS: Final = frozenset({"it", "its", "itself"})

_MARKS: Final = " \t\n\"“”„‘’«»'.,;:–—-"
_SENTENCE_END: Final = re.compile(r"[.!?…:][\"'”’»)]*\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One Statement, made ready for comparing.

    `words` are content words by family, `names` Keys of whom and what is named; both without the words of a
    nested statement, which is a Saying of its own. `actor` is the Key of the origin, None where there is none.
    `long_ago` are the years that it gives for what lies well before its article ("last year"), `grounds` and `offices`
    the kinds of places and office-holders that it speaks of. `denies` is whether it says that it is not so, `negated`
    whether its own words say so (and not its cue), `takes_back` whether it stands in a note in which the outlet takes
    its own word back, `leaves_open` whether it says that one does not know. `states` are those that
    it tells of things. `fold` is its text, for telling copies, `sense` the words in which it says what it says: its
    own, or those that an "it" stands for.
    `order` sorts by publication, then by place.
    """

    statement: Statement
    reading: Reading
    text: str
    sense: str
    fold: str
    words: frozenset[str]
    names: frozenset[Key]
    figures: tuple[Figure, ...]
    long_ago: frozenset[int]
    grounds: frozenset[str]
    offices: frozenset[str]
    denies: bool
    negated: bool
    takes_back: bool
    leaves_open: bool
    states: frozenset[State]
    first_person: bool
    actor: Key | None
    kin: frozenset[StatementId]
    order: tuple[str, str, str, int]

    @property
    def start(self) -> int:
        """Where its content begins in the article."""
        return self.statement.content[0].start

    @property
    def asks_for(self) -> bool:
        """Whether it demands something, and does not tell it."""
        return self.statement.speech_act is SpeechAct.DEMAND

    @property
    def slots(self) -> frozenset[str]:
        """The kinds of its figures."""
        return frozenset(f.kind for f in self.figures if f.kind is not None)


def root_hop(statement: Statement) -> Hop | None:
    """Who vouches: the first hop that is an origin; None where the text names nobody.

    Where nobody is named but somebody passes it on ("Holm said it had to be assumed that ..."), it is the latter.
    """
    origin = next((hop for hop in statement.chain if hop.role is HopRole.ORIGIN), None)
    if origin is not None and origin.actor is None:
        return next((hop for hop in statement.chain if hop.role is HopRole.SPEAKER and hop.actor), origin)
    return origin


def is_recap(statement: Statement) -> bool:
    """Whether an outlet only tells it again in its own voice: it cites nobody, and has not seen it itself."""
    return is_own_words(statement) and statement.access is not Access.FIRSTHAND


def sayings_of(readings: Sequence[Reading], roster: Roster) -> tuple[Saying, ...]:
    """Every statement of `readings` as a Saying, by publication, then by id: the same for any order of reading."""
    found = [saying for reading in readings for saying in _of_one(reading, roster)]
    return tuple(sorted(found, key=lambda saying: saying.order))


def _of_one(reading: Reading, roster: Roster) -> Iterator[Saying]:
    common, page = _common_words(reading), reading.revision.text
    mentions = sorted(
        (
            (span, roster.key(e.name), e.type)
            for e in reading.entities
            for span in e.mentions
            if not e.local and _is_name(e.name, e.type) and (e.type is EntityType.PERSON or e.name not in common)
        ),
        key=lambda one: (one[0], one[1]),
    )
    starts = [span.start for span, _, _ in mentions]
    times = [time.span for time in reading.times]
    notes = [note.span for note in find_takebacks(reading.revision)]
    children: dict[StatementId, list[Span]] = {}
    parents = {s.id: s.parent for s in reading.statements if s.parent is not None}
    denials = {s.id for s in reading.statements if s.speech_act in {SpeechAct.DENY, SpeechAct.DECLINE}}
    unvouched = {s.id for s in reading.statements if s.parent in denials and s.source is None}
    for statement in reading.statements:
        if statement.parent is not None and statement.id not in unvouched:
            children.setdefault(statement.parent, []).extend(statement.content)
    here = holders_here(reading)
    for statement in reading.told:
        # "The ministry denied reports that it had been warned": nobody vouches for the reports here.
        if statement.content and statement.id not in unvouched:
            reach = hull(statement.content)
            low = max(0, bisect_left(starts, reach.start) - 1)
            near = mentions[low : bisect_left(starts, min(reach.end, reach.start + 2 * MOST_CHARACTERS))]
            named = [(s, key) for s, key, kind in near if s.overlaps(reach) and not _is_thing(s, kind, page)]
            actor, within = _actor(statement, roster, here), children.get(statement.id, ())
            yield _saying(statement, reading, roster, actor, named, within, times, notes, parents)


def _actor(statement: Statement, roster: Roster, here: Mapping[str, str]) -> Key | None:
    """The Key of who vouches; "the governor" is the one whom the article calls so."""
    hop = root_hop(statement)
    if hop is None or not hop.actor:
        return None
    office = fold(hop.actor).removeprefix("the ") if hop.entity is None else ""
    return roster.key(here.get(office, hop.actor))


def _is_thing(mention: Span, kind: EntityType, page: str) -> bool:
    """Whether a mention of a person is an "it", which is none."""
    return kind is EntityType.PERSON and mention.of(page).casefold() in _THINGS


def _common_words(reading: Reading) -> frozenset[str]:
    """Entities of one word which the article also writes small: a capital opened a sentence ("Solvent has ...")."""
    single = {e.name for e in reading.entities if e.name.isalpha() and e.name[:1].isupper() and not e.local}
    if not single:
        return frozenset()
    small = {word.text for word in find_words(reading.revision.text[:_TELLING_TEXT]) if word.text[0].islower()}
    return frozenset(name for name in single if name.lower() in small)


def _is_name(name: str, kind: EntityType) -> bool:
    """Groups go by common words ("officials"); those say nothing of who is meant."""
    return kind is not EntityType.GROUP or any(word[:1].isupper() for word in name.split()[1:])


def _saying(
    statement: Statement,
    reading: Reading,
    roster: Roster,
    actor: Key | None,
    named: Sequence[tuple[Span, Key]],
    nested: Sequence[Span],
    times: Sequence[Span],
    notes: Sequence[Span],
    parents: Mapping[StatementId, StatementId],
) -> Saying:
    page = reading.revision.text
    words, names, figures, states = set[str](), set[Key](), list[Figure](), set[State]()
    first_person = False
    left = MOST_CHARACTERS
    said = _said_for_sure(statement.content, page)
    dating = list(_only_dating(said, page, times))
    for span in _without(said, [*nested, *dating]):
        piece = Span(span.start, min(span.end, span.start + left))
        left -= len(piece)
        inside = [(s, key) for s, key in named if s.overlaps(piece)]
        found = _Piece(page, piece, inside, times, roster)
        words |= found.words
        names |= found.names
        figures += found.figures
        states |= states_in(piece.of(page))
        first_person |= found.first_person
        if left <= 0:
            break
    if actor is not None and (first_person or _opens_with_the_speaker(statement, page, names)):
        names.add(actor)
    text = " ".join(span.of(page).strip() for span in statement.content)[: MOST_CHARACTERS * 2]
    published = reading.revision.published
    negation = find_negation(text)
    # "Not fully closed" is open: it affirms, and who denies that the door was open denies it.
    inverted = words & senses().negates_to.keys() if negation is Negation.WHOLE else frozenset()
    if inverted and not is_denying_cue(statement, page):
        words = {senses().negates_to.get(word, word) for word in words}
        negation = Negation.PART
    takes_back = any(note.overlaps(statement.content[0]) for note in notes)
    return Saying(
        statement=statement,
        reading=reading,
        text=text,
        sense=" ".join(" ".join(span.of(page) for span in _without(statement.content, dating)).split())[: len(text)],
        fold=fold_text(text),
        words=frozenset(words),
        names=frozenset(names),
        figures=tuple(figures),
        long_ago=_long_ago(statement.content, reading),
        grounds=_told_of(text, senses().grounds),
        offices=_told_of(text, senses().offices),
        denies=denies(statement, page, text, negation) or takes_back,
        takes_back=takes_back,
        leaves_open=leaves_open(text),
        states=frozenset(turned(states) if is_denying_cue(statement, page) else states),
        negated=negation is Negation.WHOLE,
        first_person=first_person,
        actor=actor,
        kin=frozenset(_ancestors(statement.id, parents)),
        order=(
            published.sort_key[0] if published and published.sort_key[0] else "9999",
            reading.revision.outlet or "",
            reading.revision.article,
            statement.content[0].start,
        ),
    )


def _told_of(text: str, kinds: Collection[str]) -> frozenset[str]:
    """Which of `kinds` stand in `text`, in the singular."""
    words = {plain(word.text) for word in find_words(text)}
    return frozenset(kind for kind in kinds if kind in words or f"{kind}s" in words)


def _long_ago(content: Sequence[Span], reading: Reading) -> frozenset[int]:
    published = reading.revision.published
    if published is None or published.earliest is None:
        return frozenset()
    told = (t.norm.latest for t in reading.times if t.norm is not None and any(t.span.overlaps(c) for c in content))
    return frozenset(day.year for day in told if day is not None and published.earliest - day > LONG_AGO)


def _said_for_sure(content: Sequence[Span], page: str) -> tuple[Span, ...]:
    """`content` without an opening that only hedges ("it is possible that"), where anything is left behind it."""
    first = content[0]
    start = first.start + after_hedge(page[first.start : min(first.end, first.start + _HEDGE_WITHIN)])
    return (Span(start, first.end), *content[1:]) if start < first.end else tuple(content)


def _opens_with_the_speaker(statement: Statement, page: str, names: Collection[Key]) -> bool:
    """Whether "he" in "Ito said he would go" is the speaker, as far as nothing tells otherwise."""
    if statement.quote_type is not QuoteType.INDIRECT or names:
        return False
    opening = _said_for_sure(statement.content, page)[0].of(page)[:40]
    first = next((plain(word.text) for word in find_words(opening) if word.text != "that"), "")
    return first in senses().third_person


def _ancestors(of: StatementId, parents: Mapping[StatementId, StatementId]) -> Iterator[StatementId]:
    seen = {of}
    at = parents.get(of)
    while at is not None and at not in seen:
        yield at
        seen.add(at)
        at = parents.get(at)


def _only_dating(content: Sequence[Span], page: str, times: Sequence[Span]) -> Iterator[Span]:
    """Clauses that only tell what else a time is known for: "since 2027, [when eight tonnes of acid leaked there]"."""
    for span in content:
        for clause in _WHEN.finditer(page, span.start, span.end):
            at = bisect_right(times, clause.start(), key=_END) - 1
            if at >= 0 and times[at].end == clause.start():
                yield Span(*clause.span())


_WHEN: Final = re.compile(r",\s+when\s[^,.;:\n]*", re.IGNORECASE)
_END: Final = attrgetter("end")


def _without(content: Sequence[Span], nested: Sequence[Span]) -> Iterator[Span]:
    """The stretches of `content` that no nested statement covers."""
    cuts = sorted(nested)
    for span in content:
        start = span.start
        for cut in cuts:
            if cut.end <= start or cut.start >= span.end:
                continue
            if cut.start > start:
                yield Span(start, cut.start)
            start = max(start, min(cut.end, span.end))
        if start < span.end:
            yield Span(start, span.end)


class _Piece:
    """The words, names and figures of one stretch of a page."""

    def __init__(
        self, page: str, piece: Span, named: Sequence[tuple[Span, Key]], times: Sequence[Span], roster: Roster
    ) -> None:
        text = piece.of(page)
        near = [t for t in times if t.overlaps(piece)]
        shifted = [Span(max(t.start - piece.start, 0), t.end - piece.start) for t in near]
        self.figures = find_figures(text, skip=shifted)
        self.words: set[str] = set()
        self.names: set[Key] = {key for _, key in named}
        self.first_person = False
        taken = [Span(max(s.start - piece.start, 0), max(s.end - piece.start, 0)) for s, _ in named]
        taken += [*shifted, *(figure.span for figure in self.figures)]
        self._scan(text, sorted(taken), roster)

    def _scan(self, text: str, taken: Sequence[Span], roster: Roster) -> None:
        lexi, empty = senses(), plain_words().empty
        run: list[Word] = []
        at = 0
        hedge = ""
        for word in find_words(text):
            while at < len(taken) and taken[at].end <= word.start:
                at += 1
            is_taken = at < len(taken) and taken[at].start < word.end
            lowered = plain(word.text)
            # "Is thought to have left" hedges; "is thought of" does not.
            if hedge and lowered not in _AFTER_HEDGE:
                self.words.add(hedge)
            hedge = ""
            self.first_person |= lowered in lexi.first_person
            if not is_taken and word.text[0].isupper() and lowered not in empty and not _opens(text, word, roster):
                run = self._continued(text, run, word, roster)
                continue
            # "Lady" before a name that is known is part of how it is written.
            if not (is_taken and run and text[run[-1].end : word.start] == " "):
                self._close(run, roster)
            run = []
            if not is_taken and lowered not in empty and not word.text[0].isdigit():
                if stem(lowered) in lexi.hedges:
                    hedge = lexi.concept(lowered)
                else:
                    self.words.add(lexi.concept(lowered))
        if hedge:
            self.words.add(hedge)
        self._close(run, roster)

    def _continued(self, text: str, run: list[Word], word: Word, roster: Roster) -> list[Word]:
        if run and text[run[-1].end : word.start] == " ":
            return [*run, word]
        self._close(run, roster)
        return [word]

    def _close(self, run: Sequence[Word], roster: Roster) -> None:
        if run:
            self.names.add(roster.key(" ".join(word.text for word in run)))


def _opens(text: str, word: Word, roster: Roster) -> bool:
    """Whether the capital is that of a sentence's first word, and the coverage knows no such name."""
    before = text[max(0, word.start - 8) : word.start].lstrip(_MARKS) if word.start <= len(_MARKS) else None
    first = before == "" or bool(_SENTENCE_END.search(text[max(0, word.start - 8) : word.start]))
    return first and roster.key(word.text) not in roster.kinds


def fold_text(text: str) -> str:
    """The words of `text` alone, by which copies are told; case, marks and spacing do not count.

    >>> fold_text("“The dam,” he said, “broke.”")
    'the dam he said broke'
    """
    return " ".join(fold(word.text) for word in find_words(text))
