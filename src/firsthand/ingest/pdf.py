"""What does this PDF say? Its text in the reader's order, paragraphs put together again, and what it says of itself.

A PDF knows no paragraphs, only letters on a page. A line goes on in the next one unless the next begins further in or
further down than lines do, or this one ends a sentence short of the margin. A word that is broken at the end of a line
is mended where PDFium sees that it is, or where small letters stand on both sides of the hyphen and the parts are not
known to stand joined by one in the same text ("well-known"). Pages are parted by an empty line, running heads and page
numbers stay where they stand. PDFium runs in a process of its own, with limits of time and memory (ADR 12).
"""

import json
import re
import statistics
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from firsthand.ingest.capture import Capture
from firsthand.ingest.charset import tidy
from firsthand.ingest.dates import parse_date
from firsthand.ingest.draft import Draft
from firsthand.model.errors import NotAllowed, NotText, TooMuch
from firsthand.model.when import When

_TIME_S = 60.0
"""A newspaper of 80 pages takes two seconds."""

_PAGES = 500
_PDF_BYTES = 150_000_000
_READER = Path(__file__).with_name("pdfium.py")

_SOFT = "\ufffe\x02\xad"
"""What PDFium writes for a hyphen that it takes for a break in a word, in its newer and older versions."""

_DO = "print it to a new PDF, or save its text"
_GAP = 1.45
"""Of the page's usual distance between lines; more of it parts paragraphs."""

_INDENT = 0.8
_SHORT = 0.88
_WORD_END = re.compile(r"[^\W\d_]{2,40}$")
_WORD_START = re.compile(r"[^\W\d_]{2,40}")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)]{0,3}$")
_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(Z|[+-]\d\d'?\d\d)?")
_NO_TITLE = re.compile(
    r"(?i)(?:microsoft word|microsoft powerpoint|untitled|document\d{0,3}$|layout \d|slide \d|print|about:blank|https?:"
    r"|.{0,200}\.(?:docx?|pdf|indd|qxp|qxd|pptx?|odt|rtf|tex|dvi|xlsx?|p65|ai)$)"
)
_NO_AUTHOR_NAMES = "admin administrator user owner unknown author anonymous default windows"
_NO_AUTHOR = frozenset(_NO_AUTHOR_NAMES.split())


class _Line(NamedTuple):
    """One line of a page with its box, in points from the lower left corner; a box of zeros when not known."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def read_pdf(capture: Capture) -> Draft:
    """The draft of a PDF.

    Raises NotAllowed when it is encrypted, NotText when it is broken or has no text (a scan), TooMuch when it is too
    large, or keeps its reader busy beyond the limits without a page to show.
    """
    if len(capture.raw) > _PDF_BYTES:
        raise TooMuch(
            f"expected a PDF of at most {_PDF_BYTES:,} bytes, came {len(capture.raw):,}; take its pages apart"
        )
    told, why_not = _asked(capture.raw)
    if not told or "fault" in told[0]:
        raise _fault(str(told[0]["fault"]) if told else "", why_not)
    head, pages = told[0], [[_Line(*line) for line in page["lines"]] for page in told[1:]]
    text = _joined(pages)
    if not text.strip():
        fault = next((str(page["fault"]) for page in told[1:] if "fault" in page), None)
        if fault is not None:
            raise NotText(
                f"expected a PDF with pages of text, came one whose pages cannot be read ({fault[:100]}); {_DO}"
            )
        raise NotText(
            f"expected a PDF with text, came one of {head['pages']} pages without any, as scanners make them; "
            "run text recognition (OCR) over it"
        )
    said = {name: tidy(" ".join(str(value).split()))[0] for name, value in head["said"].items()}
    published, modified = _date(said["CreationDate"]), _date(said["ModDate"])
    return Draft(
        text=text,
        url=capture.url,
        title=said["Title"] if said["Title"] and not _NO_TITLE.match(said["Title"]) else None,
        byline=said["Author"] if said["Author"] and said["Author"].casefold() not in _NO_AUTHOR else None,
        published=published or modified,
        modified=modified if published and modified != published else None,
        remarks=tuple(_remarks(told, why_not)),
    )


def _asked(raw: bytes) -> tuple[list[dict[str, Any]], str]:
    """What the child tells, and why it ended early; empty when it did not."""
    command = [sys.executable, "-P", str(_READER), str(_PAGES)]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=_TIME_S, check=False)  # noqa: S603 - ours
        out, why_not = done.stdout, f"its reader ended with {done.returncode}" if done.returncode else ""
    except subprocess.TimeoutExpired as late:
        out, why_not = late.stdout or b"", f"its reader needed more than {_TIME_S:.0f} s"
    told = []
    for line in out.split(b"\n"):
        try:
            told.append(json.loads(line))
        except ValueError:
            continue  # the end, or a line that was cut with the child
    return told, why_not


def _fault(said: str, why_not: str) -> NotAllowed | NotText | TooMuch:
    """What PDFium's own words, or its end, mean to the person who named the file."""
    if "password" in said.lower() or "security" in said.lower():
        return NotAllowed("expected a PDF that may be read, came an encrypted one; save it without its password")
    if said:
        return NotText(f"expected a whole PDF, came a broken or cut one ({said[:100]}); download it again")
    return TooMuch(
        f"expected a PDF that is read within {_TIME_S:.0f} s and the memory set aside for it, came one that is not "
        f"({why_not or 'its reader said nothing'}); {_DO}"
    )


def _remarks(told: Sequence[dict[str, Any]], why_not: str) -> list[str]:
    """Sentences for what is missing of the text."""
    pages, read = int(told[0]["pages"]), len(told) - 1
    faults = sum(1 for page in told[1:] if "fault" in page)
    empty = sum(1 for page in told[1:] if not page["lines"]) - faults
    remarks = []
    if read < pages:
        why = why_not or f"more than {_PAGES} are not read"
        remarks.append(
            f"expected a PDF that is read whole, came {pages:,} pages of which {read:,} were ({why}); split it"
        )
    if faults:
        remarks.append(f"expected whole pages, came {faults} broken ones of {pages:,}; download the PDF again")
    if empty > 0 and pages > 1:
        remarks.append(f"expected text on every page, came {empty} of {pages:,} without; if they are scans, run OCR")
    return remarks


def _joined(pages: Sequence[Sequence[_Line]]) -> str:
    """The paragraphs of all pages, an empty line between them."""
    whole = {w for page in pages for line in page for w in re.findall(r"[^\W\d_]{2,40}-[^\W\d_]{2,40}", line.text)}
    return "\n\n".join(p for page in pages for p in _paragraphs(page, frozenset(w.casefold() for w in whole)))


def _paragraphs(lines: Sequence[_Line], hyphened: frozenset[str]) -> list[str]:
    """The paragraphs of one page."""
    paragraphs: list[str] = []
    pitch = _pitch(lines)
    column = _columns(lines)
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        if before is None or _parts(before, line, pitch, column):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = _with(paragraphs[-1], line.text, hyphened)
    return [p.translate({ord(c): "-" for c in "\ufffe\x02"} | {0xAD: None}) for p in paragraphs]


def _pitch(lines: Sequence[_Line]) -> float:
    """The usual distance from line to line, in points; 0 when not known."""
    steps = [a.top - b.top for a, b in pairwise(lines) if 0 < a.top - b.top < 4 * (a.top - a.bottom)]
    return statistics.median(steps) if steps else 0.0


def _columns(lines: Sequence[_Line]) -> dict[int, tuple[float, float]]:
    """For each left edge, to ten points, the usual left and the farthest right of lines that begin near it."""
    by_edge: dict[int, list[_Line]] = {}
    for line in lines:
        by_edge.setdefault(round(line.left / 20), []).append(line)
    return {edge: (min(x.left for x in near), max(x.right for x in near)) for edge, near in by_edge.items()}


def _parts(before: _Line, line: _Line, pitch: float, columns: dict[int, tuple[float, float]]) -> bool:
    """Whether a new paragraph begins with `line`."""
    if not pitch or before.top == before.bottom:
        return bool(_SENTENCE_END.search(before.text)) and len(before.text) < _SHORT * max(len(line.text), 60)
    size, was = line.top - line.bottom, before.top - before.bottom
    if abs(size - was) > 0.2 * max(size, was):
        return True  # a headline, a caption
    left, right = columns.get(round(before.left / 20), (before.left, before.right))
    step = before.top - line.top
    ended = bool(_SENTENCE_END.search(before.text))
    if step < -pitch:  # the top of the next column
        return ended
    if step > _GAP * pitch:
        return True
    if line.left - before.left > _INDENT * size and abs(before.left - left) < size:
        return ended or line.left - before.left < 4 * size
    width = right - left
    return ended and before.right < left + _SHORT * width


def _with(paragraph: str, line: str, hyphened: frozenset[str]) -> str:
    """`paragraph` and its next line, a word that is broken between them made whole where that is safe."""
    start = _WORD_START.match(line)
    end = _WORD_END.search(paragraph[:-1][-41:])
    if not (start and end and paragraph[-1:] in f"-‐{_SOFT}"):
        return f"{paragraph} {line}"
    kept = f"{end[0]}-{start[0]}".casefold() in hyphened or not (start[0][0].islower() and end[0][-1].islower())
    return f"{paragraph[:-1]}{'-' if kept else ''}{line}"


def _date(written: str) -> When | None:
    """A date as PDF writes it: D:20310504103000+02'00'."""
    found = _DATE.match(written)
    if found is None:
        return parse_date(written)
    year, month, day, hour, minute, second, zone = found.groups()
    if not (month and day):
        return parse_date(f"{year}-{month}" if month else year)
    clock = f"T{hour}:{minute}:{second or '00'}{(zone or '').replace(chr(39), '')}" if hour and minute else ""
    return parse_date(f"{year}-{month}-{day}{clock}") or parse_date(f"{year}-{month}-{day}")
