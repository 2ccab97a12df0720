"""Which pages does this web archive keep? A WACZ is a zip of WARC files, their indexes, and a list of its pages.

A crawler's browser asks for a page, and for a hundred scripts, frames and answers in JSON beside it. All of them
stand in the WARC files; the list tells which of them somebody read.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator

from firsthand.ingest.capture import Capture
from firsthand.ingest.filenames import as_label
from firsthand.ingest.opening import Place
from firsthand.ingest.revise import canonical_url
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotText, Unusable

_WARCS = (".warc", ".warc.gz", ".warc.zst")
_PAGES = 200_000
_LINE_BYTES = 1_000_000
"""A line of the list may hold the text of its page."""


def is_wacz(names: Iterable[str]) -> bool:
    """Whether a zip archive with members of these names is a web archive."""
    there = list(names)
    return "datapackage.json" in there and any(n.startswith("archive/") and n.endswith(_WARCS) for n in there)


def read_wacz(archive: zipfile.ZipFile, place: Place) -> Iterator[Capture | Setback]:
    """The captures of the listed pages, WARC file after WARC file; of all pages where none are listed."""
    from firsthand.ingest.warc import read_warc  # noqa: PLC0415 - loads the library when there is one to read
    from firsthand.ingest.zipped import Guarded, refuse_odd  # noqa: PLC0415 - it asks this room

    pages: set[str] = set()
    for member in archive.infolist():
        if member.filename.startswith("pages/") and member.filename.endswith(".jsonl"):
            try:
                refuse_odd(member)
                with archive.open(member) as stream:
                    pages |= _listed(io.BufferedReader(Guarded(stream)))
            except Unusable as error:
                yield Setback(input=place.inside(as_label(member.filename)).where, reason=str(error))
    for member in archive.infolist():
        if not (member.filename.startswith("archive/") and member.filename.endswith(_WARCS)):
            continue
        there = place.inside(as_label(member.filename))
        try:
            refuse_odd(member)
            with archive.open(member) as stream:
                yield from read_warc(io.BufferedReader(Guarded(stream)), there, pages=pages or None)
        except Unusable as error:
            yield Setback(input=there.where, reason=str(error))
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
            reason = f"expected a whole WARC file, came one that cannot be unpacked ({error}); make the archive anew"
            yield Setback(input=there.where, reason=reason)


def _listed(stream: io.BufferedReader) -> set[str]:
    """The addresses in a list of pages, a JSON object a line; its first line tells of the list itself."""
    pages: set[str] = set()
    while len(pages) < _PAGES and (line := stream.readline(_LINE_BYTES)):
        try:
            page = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(page, dict) and isinstance(page.get("url"), str):
            pages.add(canonical_url(page["url"]))
    if len(pages) >= _PAGES:
        raise NotText(f"expected at most {_PAGES:,} pages in a web archive, came more; name its WARC files instead")
    return pages
