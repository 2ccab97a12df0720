"""Which news agency does an article credit for the whole of it? In its dateline, its byline, or its last lines.

    SKAGEN, May 4 (HPA) - The bridge was shut ...        By Ann Lee, Harbour Press Agency
    ... said the authority. — Harbour Press Agency        (Reporting by Ann Lee; HPA)

A credit in several places is one: of "HPA" and "Harbour Press Agency" the fuller that the text has is kept. The outlet
itself is no agency of its own, and a person, a place or a department is none.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from firsthand.ingest.lines import Line
from firsthand.ingest.phrasebook import Phrasebook
from firsthand.model.coverage import NoticeKind
from firsthand.model.span import Span
from firsthand.text.names import fold, is_acronym_of

_TAIL_LINES = 6
_TAIL_WORDS = 24
"""A closing line of more words is a sentence of the article, unless a phrase of the book begins it."""
_ALONE_WORDS = 8
_LAST = 200
"""Code points at the end of a paragraph in which a credit stands behind the last sentence."""
_FEWEST_LETTERS = 3
"""Of an acronym that is in no list: two capitals are an author's initials as often as an agency's."""
_MOST_LETTERS = 6
_WORD = r"[A-Z][\w'’&.-]*"
_NAME = re.compile(rf"{_WORD}(?: (?:& )?{_WORD}){{0,6}}")
_ACRONYM = re.compile(r"[A-Z][A-Z&]+")
_BEHIND = re.compile(r"[.!?…][”\"’)]? ?(?:\((?P<round>[^()]{2,140})\)|[—–-]{1,2} ?(?P<dash>[^—–.!?]{2,80}))\.?$")
_WRAPPED = re.compile(
    r"(?:(?:[a-z]{2,4}(?:/[a-z]{2,4}){0,2} )?\((?P<round>[^()]{2,140})\)|(?:[—–-]{1,2}|©|\*) ?(?P<mark>.{2,120}?))\.?"
)
_MARKED = re.compile(r"(?:source|from|by|via|agency)s?:? (?=[A-Z])", re.IGNORECASE)
_BEFORE_PLACE = re.compile(r"\b(?:in|at|from)(?: the)? $", re.IGNORECASE)
_ONLY_BODIES = frozenset({"with", "includes", "material", "copy", "agency", "syndicated", "distributed", "supplied"})
"""The first words of credits that no person gets."""
# Blanks are taken from the first of a run on only: begun anew at each, a run of them would cost its square.
_BETWEEN_PARTS = re.compile(r"(?:(?<!\s)\s++)?[,;|/•·]\s*+|(?<!\s)\s++(?:[–—-]|and)\s++")


class WireCredit(NamedTuple):
    """An agency that is credited, and the words at the end of the text that do so; None where they are no notice."""

    name: str
    notice: Span | None = None


def is_agency_name(words: str, book: Phrasebook) -> bool:
    """Whether `words` are an agency's name or its acronym, and nothing else."""
    return _is_agency(words.removeprefix("The "), book) or _is_acronym(words, book)


def is_byline_agency(part: str, book: Phrasebook) -> bool:
    """Whether a part of a byline is an agency and no person ("Northwire", "The HPA correspondent")."""
    return next(agencies_in(part, book, listed_only=True), None) is not None


def agencies_in(words: str, book: Phrasebook, *, listed_only: bool = False) -> Iterator[str]:
    """The agencies that `words` name, in their order; with `listed_only`, no acronym that the book does not know.

    >>> from firsthand.ingest.phrasebook import phrasebook
    >>> list(agencies_in("Ann Lee and Northwire correspondents in LA; HPA", phrasebook()))
    ['Northwire', 'HPA']
    """
    for match in _NAME.finditer(words):
        run = match[0].rstrip(".").removesuffix("'s").removesuffix("’s")
        name = _without_roles(run.removeprefix("The "), book)
        in_place = _BEFORE_PLACE.search(words[: match.start()]) is not None
        if _is_agency(name, book) or (not listed_only and not in_place and _is_acronym(name, book)):
            yield name


def _without_roles(run: str, book: Phrasebook) -> str:
    """The name without what its people are called: "Northwire Staff Writer"."""
    parts = run.split()
    if parts[:1] in (["By"], ["From"]):
        del parts[0]
    while len(parts) > 1 and parts[-1].casefold() in book.agency_roles and not _is_agency(" ".join(parts), book):
        parts.pop()
    return " ".join(parts)


def _is_agency(name: str, book: Phrasebook) -> bool:
    parts = name.casefold().split()
    if not parts or not book.is_agency(name) or not book.not_agencies.isdisjoint(parts):
        return False
    return len(parts) > 1 or len(name) >= _MOST_LETTERS or name.isupper()


def _is_acronym(name: str, book: Phrasebook) -> bool:
    letters = name.replace("&", "")
    fits = _FEWEST_LETTERS <= len(letters) <= _MOST_LETTERS and _ACRONYM.fullmatch(name) is not None
    return fits and name.casefold() not in book.not_agencies


def in_byline(byline: str | None, book: Phrasebook) -> Iterator[WireCredit]:
    """The agencies that a byline names, an acronym only where it is a part by itself ("Staff, HPA")."""
    for part in _BETWEEN_PARTS.split(byline or ""):
        alone = _ACRONYM.fullmatch(part.strip(" .()")) is not None
        for name in agencies_in(part.strip(" .()"), book, listed_only=not alone):
            yield WireCredit(name)


def at_end(lines: Sequence[Line], book: Phrasebook) -> Iterator[WireCredit]:
    """The agencies that the last lines credit: "(Ann Lee, HPA)", "Reporting by Northwire", "... said. — Northwire"."""
    tail = [(line, book.kind_of(line)) for line in lines[-_TAIL_LINES:]]
    prose = [at for at, (line, kind) in enumerate(tail) if kind is None and line.prose and line.text[0] not in "(—–-"]
    last = prose[-1] if prose else -1  # an agency alone before it is the credit of a picture
    for at, (line, kind) in enumerate(tail):
        if kind not in (None, NoticeKind.BYLINE, NoticeKind.COPYRIGHT) or (kind is None and at < last):
            continue
        behind = list(_behind_paragraph(line, book)) if kind is None and line.words > 1 else []
        yield from behind
        if behind or at == last:
            continue
        notice = line.span if kind is not NoticeKind.COPYRIGHT else None
        for name in _closing_names(line, book, sure=kind is not None):
            yield WireCredit(name, notice)


def _behind_paragraph(line: Line, book: Phrasebook) -> Iterator[WireCredit]:
    """The credit that stands behind the last sentence of a paragraph."""
    start = max(len(line.text) - _LAST, 0)
    match = _BEHIND.search(line.text, start)
    if match is None:
        return
    group = "round" if match["round"] else "dash"
    said = match[group]
    begin = line.span.start + match.start(group) - 1
    for name in _names(said, book):
        first = begin if group == "round" else line.span.start + match.start(group)
        yield WireCredit(name, Span(first, line.span.end))


def _closing_names(line: Line, book: Phrasebook, *, sure: bool) -> Iterator[str]:
    """The agencies of a closing line that a phrase makes a credit (`sure`), or that looks like one."""
    if line.words > _TAIL_WORDS and not sure:
        return
    wrapped = _WRAPPED.fullmatch(line.text)
    if wrapped and wrapped["mark"] and len(wrapped["mark"].split()) > _ALONE_WORDS:
        wrapped = None  # an entry of a list
    said = (wrapped["round"] or wrapped["mark"]) if wrapped else line.text
    if sure or wrapped or _credits(said, book):
        yield from _names(said, book)
    elif line.words <= _ALONE_WORDS:
        name = _without_roles(said.rstrip(".").removeprefix("The "), book)
        if _NAME.fullmatch(name) and _is_agency(name, book):
            yield name


def _names(said: str, book: Phrasebook) -> Iterator[str]:
    """The agencies of a credit; a single word too, where only bodies are credited so ("material from Polestar")."""
    found = list(agencies_in(said, book))
    yield from found
    if not found:
        for part in _BETWEEN_PARTS.split(said):
            marker = next((m for m in book.agency_markers if part.casefold().startswith(f"{m} ")), "")
            rest = part[len(marker) :].strip(" .").removeprefix("the ").removeprefix("The ")
            if marker.split(" ")[0] in _ONLY_BODIES and rest.isalpha() and rest[0].isupper():
                yield rest


def _credits(said: str, book: Phrasebook) -> bool:
    """Whether a short line says that it is a credit: "with agency copy from HPA", "Post staff and HPA"."""
    plain = said.casefold()
    marked = any(plain.startswith(m) or f" {m} " in plain for m in book.agency_markers)
    return marked or _MARKED.match(said) is not None


def the_agency(found: Sequence[WireCredit], outlet: str | None, text: str) -> str | None:
    """Whom an article credits as a whole: the first that is found, by the fullest of its names that stand in `text`.

    A byline is no part of the text as a rule; its name is taken where the text itself has none.
    """
    others = [credit.name for credit in found if not (outlet and is_same(credit.name, outlet))]
    if not others:
        return None
    same = [name for name in others if is_same(others[0], name)]
    told = [name for name in same if name in text]
    return max(told or same, key=lambda name: (len(name.split()), -others.index(name)))


def is_same(one: str, other: str) -> bool:
    """Whether two names are one agency's: equal, the initials, or the first words of the other.

    >>> is_same("HPA", "Harbour Press Agency"), is_same("Fathom", "Fathom News Agency"), is_same("HPA", "Northwire")
    (True, True, False)
    """
    short, long = sorted((fold(one), fold(other)), key=len)
    return long == short or long.startswith(f"{short} ") or is_acronym_of(short, long)
