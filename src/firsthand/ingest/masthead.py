"""What do the first and last lines of a copied text say of it? Headline, byline, date, dateline, wire credit.

    Bridge shut after crack is found
    By Ann Lee, Northwire
    Published 4 May 2031, 10:30

    HARBOUR CITY (Northwire) - The bridge was shut on Sunday ...

None of these lines is a statement, and each says something that the reader needs: all stay in the text, and are
marked. A headline is the outlet's summary, so it is marked, too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from firsthand.ingest.dates import find_date
from firsthand.ingest.lines import Line, fold_line
from firsthand.ingest.phrasebook import Phrasebook
from firsthand.ingest.plain import front_matter_end
from firsthand.ingest.wirecredit import WireCredit, at_end, in_byline, is_agency_name, is_byline_agency, the_agency
from firsthand.model.coverage import Notice, NoticeKind
from firsthand.model.span import Span
from firsthand.model.when import When

_HEAD_LINES = 12
"""How many lines before the first paragraph are looked at."""

_PLACE_WORDS = 6
_DATELINE_PARAGRAPHS = 2
_HEADLINE_WORDS = 4
"""A first line of fewer words may be the outlet's name or a section; the next one is the headline then."""

_BYLINE = re.compile(r"(?:[Bb]y|BY)[ \xa0](?P<who>[^\W\d_].{1,120})")
_CONNECTOR_NAMES = "and of de da van von der den la le al bin in for at the with & y del di du"
_CONNECTORS = frozenset(_CONNECTOR_NAMES.split())
_SEPARATOR = re.compile(r"\s[|·•–—]\s|\s-\s|\t")
_UPDATED = re.compile(r"\b(?:last )?(?:updated|modified|amended)\b", re.IGNORECASE)
_DATE_WORDS = 16
_DATELINE = re.compile(r"(?P<head>[^\n—–]{2,90}?)(?: (?:-{1,2}|–) |\s?—\s?|(?:\s|(?<=\)))--\s?)(?=\S)")
_WIRE = re.compile(r"\s?(?:\((?P<wire>[^\W\d_][^()\d]{1,40})\)|/(?P<slashed>[^\W\d_][^()/\d]{1,40})/)$")
_THEN_WIRE = re.compile(r"(?P<wire>[A-Z][\w&'’. -]{1,40}?)(?: (?:-{1,2}|–) |\s?—\s?)(?=\S)")
_ADDRESS = re.compile(r"https?://[^\s/]\S*")
_BAR = re.compile(r"\s?[|·•]\s?")
_MONTHS = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """What the text says of itself, None where it does not; `notices` are the parts of it that say so."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: When | None = None
    modified: When | None = None
    wire: str | None = None
    notices: tuple[Notice, ...] = ()


class Known(NamedTuple):
    """What is known of an article beside its text: its headline, who signed it, and who published it."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None


def masthead_of(text: str, lines: Sequence[Line], known: Known, book: Phrasebook, *, copied: bool) -> Masthead:
    """What `lines` of `text` say of it, beside what is `known`.

    A first line is taken for the headline only where text was `copied`: a page has it elsewhere.
    """
    front = front_matter_end(text)
    first = _first_paragraph(lines)
    above = [line for line in lines[max(first - _HEAD_LINES, 0) : first] if line.span.start >= front]
    signed = _signed(above)
    addressed = tuple(line for line in above if _ADDRESS.fullmatch(line.text))
    dated = tuple(line for line in _dated(above) if line not in addressed)
    taken = {line.number for line in (*dated, *addressed, *(line for line, _ in signed))}
    headline = _headline(above, taken, known.title, book, whole=copied and first <= _HEAD_LINES)
    datelines = tuple(_datelines(lines[first:], book))
    closing = tuple(at_end(lines, book))
    bylines = [who for _, who in signed] + ([known.byline] if known.byline else [])
    in_head = [WireCredit(name) for _, name in datelines if name]
    stamps = [*dated, *(line for line, _ in signed)]
    published, modified = _dates(stamps)
    outlet = next((name for line in stamps if (name := _outlet(line))), None)
    credited = [*in_head, *(credit for who in bylines for credit in in_byline(who, book)), *closing]
    ends = dict.fromkeys(credit.notice for credit in closing if credit.notice is not None)
    return Masthead(
        title=headline.text.strip("# ") if headline is not None else None,
        byline=_without_agency(signed[0][1], book) if signed else None,
        outlet=outlet,
        url=addressed[0].text if addressed else None,
        published=published,
        modified=modified,
        wire=the_agency(credited, known.outlet or outlet, text),
        notices=(
            *((Notice(span=Span(0, front).stripped(text), kind=NoticeKind.OTHER),) if front else ()),
            *(Notice(span=line.span, kind=NoticeKind.BYLINE) for line, _ in signed),
            *(Notice(span=line.span, kind=NoticeKind.OTHER) for line in (*dated, *addressed)),
            *((Notice(span=headline.span, kind=NoticeKind.OTHER),) if headline is not None else ()),
            *(Notice(span=span, kind=NoticeKind.DATELINE) for span, _ in datelines),
            *(Notice(span=span, kind=NoticeKind.BYLINE) for span in ends),
        ),
    )


def _first_paragraph(lines: Sequence[Line]) -> int:
    """The number of the first paragraph; of the first sentence where all are short, 0 where there is none."""
    sentence = next((line.number for line in lines if line.closed), 0)
    return next((line.number for line in lines if line.prose), sentence)


def _signed(above: Sequence[Line]) -> tuple[tuple[Line, str], ...]:
    """The lines that say who wrote it, each with the names."""
    found = []
    for line in above:
        match = _BYLINE.match(_SEPARATOR.split(line.text)[0].strip())
        if match and not line.prose and _names_only(match["who"]) and not match["who"].lower().startswith("the "):
            found.append((line, match["who"].strip(" ,.")))
    return tuple(found)


def _names_only(who: str) -> bool:
    """Whether `who` is made of names: "Ann Lee and Bo Hall, Northwire", not "the time the bridge opened"."""
    words = re.split(r"[\s,;|/]+", who.strip(" ."))
    capital = [w[:1].isupper() or w.lower() in _CONNECTORS for w in words if w]
    return any(w[:1].isupper() for w in words) and all(capital)


def _without_agency(who: str, book: Phrasebook) -> str | None:
    """The people of a byline, an agency behind them left out."""
    kept = [part for part in map(str.strip, who.split(",")) if not is_byline_agency(part, book)]
    return ", ".join(kept) or who


def _dated(above: Sequence[Line]) -> tuple[Line, ...]:
    """The lines that are there to say when it was published or changed."""
    return tuple(
        line
        for line in above
        if line.words <= _DATE_WORDS and find_date(line.text) is not None and (not line.closed or _is_stamp(line))
    )


def _is_stamp(line: Line) -> bool:
    return line.folded.startswith(("published", "posted", "updated", "last updated", "first published", "date"))


def _dates(lines: Sequence[Line]) -> tuple[When | None, When | None]:
    """When it was published, and when it was changed, by the lines that say so."""
    published = modified = None
    for line in lines:
        match = _UPDATED.search(line.text)
        before, after = (line.text[: match.start()], line.text[match.start() :]) if match else (line.text, "")
        published = published or find_date(before)
        modified = modified or find_date(after)
    return published, modified


def _headline(
    above: Sequence[Line], taken: set[int], title: str | None, book: Phrasebook, *, whole: bool
) -> Line | None:
    """The line that is the headline: the known title where it stands, else the first line that looks like one."""
    if title:
        wanted = fold_line(title)
        return next((line for line in above if line.folded == wanted), None)
    likely = [line for line in above if line.short and line.number not in taken and book.kind_of(line) is None]
    if not whole or not likely or len(likely) > _HEAD_LINES // 2:
        return None
    for line, after in zip(above, [*above[1:], None], strict=True):
        apart = after is None or after.gap or after.number in taken
        if line in likely and apart and line.words >= _HEADLINE_WORDS:
            return line
    return likely[0] if likely[0].gap and likely[0].number == 0 and len(above) > 0 else None


def _datelines(lines: Sequence[Line], book: Phrasebook) -> Iterator[tuple[Span, str | None]]:
    """Where the first paragraphs say from where they come, and the agency that they credit there."""
    for line in lines[:_DATELINE_PARAGRAPHS]:
        match = _DATELINE.match(line.text[:120])
        if match is None:
            continue
        place, wire = match["head"].strip(), None
        credit = _WIRE.search(place)
        if credit is not None:
            place, wire = place[: credit.start()], (credit["wire"] or credit["slashed"]).strip()
        if not _is_place(place, credited=wire is not None) and (place or wire is None):
            continue
        end = match.end()
        then = _THEN_WIRE.match(line.text, end) if wire is None else None
        if then is not None and is_agency_name(then["wire"], book):
            wire, end = then["wire"], then.end()
        yield Span(line.span.start, line.span.start + len(line.text[:end].rstrip())), wire


def _is_place(place: str, *, credited: bool) -> bool:
    """Whether `place` is how datelines write one: in capitals ("HARBOUR CITY, May 4"), or before a credit."""
    words = [w.strip(".,") for w in place.replace("/", " ").split()]
    words = [w for w in words if w and not w.isdigit() and not _MONTHS.fullmatch(w)]
    if not words or len(words) > _PLACE_WORDS:
        return False
    if words[0].isupper() and len(words[0]) > 1:
        return all(w[:1].isupper() for w in words)
    return credited and all(w[:1].isupper() or w in _CONNECTORS for w in words)


def _outlet(line: Line) -> str | None:
    """The outlet that a line names beside the date or the author: "The Harbour Post | Published 4 May 2031"."""
    parts = [part.strip() for part in _BAR.split(line.text)]
    if len(parts) < 2:  # noqa: PLR2004 - nothing stands beside anything
        return None
    return next((p for p in parts if _names_only(p) and not _BYLINE.match(p) and find_date(p) is None), None)
