"""What lines stand on the pages of this PDF? A program of its own: the file on standard input, JSON lines as output.

A PDF can keep its reader busy for hours or ask for all memory, and the reader is written in C. So it runs as a child
that may be ended at any time, under limits that it sets for itself; `pdf` starts it. It imports nothing of this
package, so that it starts fast, and writes a page at a time, so that what was read before time is up is not lost.

The first line of its output is {"pages", "said": {"Title", "Author", "CreationDate", "ModDate"}}, or {"fault"};
each further one {"page", "lines": [[text, left, bottom, right, top], ...]}, in points from the lower left corner.
"""

import json
import re
import sys

import pypdfium2  # type: ignore[import-untyped] # it ships no types

CPU_S = 60
MEMORY_BYTES = 1_500_000_000
_SAID = ("Title", "Author", "CreationDate", "ModDate")
_BREAK = re.compile("(?<=[\n\ufffe\x02])")
_PAGE_CHARACTERS = 500_000
"""A page of a broadsheet has 40,000; beyond this, it is filled by a program."""


def limit_itself() -> None:
    """Let the system end this process when it takes too much time or memory; where it can (not on Windows)."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def tell(raw: bytes, most_pages: int) -> None:
    """Write what `raw` says to standard output, up to `most_pages` pages."""
    try:
        document = pypdfium2.PdfDocument(raw)
        said = document.get_metadata_dict()
        _write({"pages": len(document), "said": {name: said.get(name, "") for name in _SAID}})
    except pypdfium2.PdfiumError as error:
        _write({"fault": str(error)})
        return
    for number in range(min(len(document), most_pages)):
        try:
            _write({"page": number + 1, "lines": _lines(document[number].get_textpage())})
        except (pypdfium2.PdfiumError, MemoryError, ValueError) as error:
            _write({"page": number + 1, "fault": str(error), "lines": []})


def _write(said: dict[str, object]) -> None:
    sys.stdout.write(f"{json.dumps(said)}\n")
    sys.stdout.flush()


def _lines(page: pypdfium2.PdfTextPage) -> list[tuple[str, float, float, float, float]]:
    """The lines of a page in the reader's order, each with its box; a box of zeros where it has none."""
    count = page.count_chars()
    if count > _PAGE_CHARACTERS:
        raise ValueError(f"it has {count:,} characters")
    text = page.get_text_range() if count else ""
    exact = len(text) == count  # characters beyond the 16-bit ones shift the places; then there are no boxes
    lines = []
    at = 0
    # PDFium joins the halves of a word that is broken at the end of a line, with a mark between them.
    for line in _BREAK.split(text):
        shown = line.rstrip()
        if shown.strip():
            first = at + len(line) - len(line.lstrip())
            left, bottom, right, top = _box(page, first, at + len(shown) - 1) if exact else (0.0, 0.0, 0.0, 0.0)
            lines.append((shown.strip(), left, bottom, right, top))
        at += len(line)
    return lines


def _box(page: pypdfium2.PdfTextPage, first: int, last: int) -> tuple[float, float, float, float]:
    """The box around a line, by its first and its last character."""
    try:
        one = page.get_charbox(first, loose=True)
        other = page.get_charbox(last, loose=True)
    except (pypdfium2.PdfiumError, IndexError):
        return (0.0, 0.0, 0.0, 0.0)
    return (one[0], min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


if __name__ == "__main__":
    limit_itself()
    tell(sys.stdin.buffer.read(), int(sys.argv[1]))
