"""Which pages did this crawl bring home? The records of a WARC file to Captures, one at a time.

A crawl's file holds requests, answers, pictures, scripts, moved pages and notes about itself. An answer with status 200
whose body is coverage by its media type becomes a Capture with its address and the time it was taken, and so do
`resource` and `conversion` records. All other answers are counted, and told in one line at the end; so is a `revisit`,
which says that a page was the same as before and has no body. A damaged record is a Setback; reading goes on with the
next one that can be found. At most one record is held.
"""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urljoin, urlsplit

from firsthand.ingest.capture import KINDS_BY_MEDIA, Capture, Kind
from firsthand.ingest.dates import parse_date
from firsthand.ingest.opening import Place
from firsthand.ingest.responses import Response, read_response
from firsthand.ingest.revise import canonical_url
from firsthand.ingest.warctape import Tape
from firsthand.model.coverage import Setback
from firsthand.model.errors import Unusable

if TYPE_CHECKING:  # the library's own type: no circle is hidden here
    from fastwarc.warc import WarcRecord

RECORD_BYTES = 30_000_000
"""The largest page that is read has 20 million characters; newspapers as PDF have 30 MB."""

_MOST_TOLD = 100
"""Damaged or broken records of one file that are told one by one."""

_READ = frozenset(
    {media for media, kind in KINDS_BY_MEDIA.items() if kind not in (Kind.WARC, Kind.ARCHIVE, Kind.MAILBOX)}
    | {"text/plain"}
)
_UNSURE = frozenset({"", "application/octet-stream", "application/unknown", "unk", "no-type"})
_OK = 200
_MOVED = frozenset({301, 302, 303, 307, 308})
_PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"\x00\x00\x01\x00",
    b"wOF",
    b"\x1aE\xdf\xa3",
    b"OggS",
    b"ID3",
)
_HTTP = b"HTTP/"
_REVISITED = "seen again unchanged (revisit records)"
_KINDS = frozenset({"response", "resource", "conversion", "revisit"})


def read_warc(stream: BinaryIO, place: Place, *, pages: set[str] | None = None) -> Iterator[Capture | Setback]:
    """The captures in a WARC file, packed or not, in its order.

    With `pages`, addresses in their canonical form, only records of these addresses are taken; an address that one of
    them was moved to is added to it.
    """
    passed: Counter[str] = Counter()
    told = 0
    tape = Tape(stream)
    for number, record in enumerate(tape, 1):
        within = f"{place.within}, record {number}" if place.within else f"record {number}"
        try:
            if isinstance(record, Unusable):
                raise record
            capture = _taken(tape, record, place.origin, within, passed, pages)
            if capture is not None:
                yield capture
                truncated = record.headers.get("WARC-Truncated")
                if truncated:
                    told += 1
                    yield from _told(f"{place.origin}, {within}", _cut(truncated), told)
        except Unusable as error:
            told += 1
            yield from _told(f"{place.origin}, {within}", str(error), told)
    if told > _MOST_TOLD:
        reason = (
            f"expected whole records, came {told - _MOST_TOLD:,} more that are not; copy or download the file again"
        )
        yield Setback(input=place.where, reason=reason)
    if passed:
        yield Setback(input=place.where, reason=_in_one_line(passed))


def _told(where: str, reason: str, told: int) -> Iterator[Setback]:
    if told <= _MOST_TOLD:
        yield Setback(input=where, reason=reason)


def _cut(why: str) -> str:
    return (
        f"expected a whole answer, came one that the crawler cut ({why[:40]}); it was read as far as it goes: "
        "ask for the page itself if you need its end"
    )


def _in_one_line(passed: Counter[str]) -> str:
    listed = ", ".join(f"{many:,} {what}" for what, many in sorted(passed.items()))
    return f"expected pages, came among them {listed}; they were passed over, and nothing need be done"


def _taken(
    tape: Tape, record: "WarcRecord", origin: str, within: str, passed: Counter[str], pages: set[str] | None
) -> Capture | None:
    """The Capture of one record; None, and counted, for what is no coverage."""
    kind = record.headers.get("WARC-Type")
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    scheme = address.partition(":")[0].lower()
    url = address if scheme in ("http", "https") else None
    if kind not in _KINDS or scheme == "dns":
        return None  # what a crawler says of itself, what it asked, name servers' answers
    if pages is not None and (url is None or canonical_url(url) not in pages):
        return None
    if kind == "revisit" or (url is None and kind != "resource"):
        passed[_REVISITED if kind == "revisit" else "from addresses that are none of the web's"] += 1
        return None
    block = tape.block(record, RECORD_BYTES)
    if kind == "response" or block.startswith(_HTTP):
        answer = read_response(block, RECORD_BYTES)
    else:
        answer = Response.of_media(record.headers.get("Content-Type") or "", block)
    if answer.status != _OK:
        passed[f"answered {answer.status}"] += 1
        if pages is not None and url and answer.status in _MOVED and answer.location:
            pages.add(canonical_url(urljoin(url, answer.location)))
        return None
    if not _is_coverage(answer, url):
        passed["pictures, scripts and the like"] += 1
        return None
    raw = answer.body(RECORD_BYTES)
    if not raw.strip():
        passed["empty"] += 1
        return None
    if raw.startswith(_PICTURES):
        passed["pictures, scripts and the like"] += 1
        return None
    return Capture(
        origin=origin,
        raw=raw,
        media=None if answer.media in _UNSURE else answer.media,
        charset=answer.charset,
        url=url,
        captured=parse_date(record.headers.get("WARC-Date") or ""),
        place=within,
    )


def _is_coverage(answer: Response, url: str | None) -> bool:
    """Whether the answer is of a kind that is read, by its media type; robots.txt is no coverage."""
    if url is not None and _path(url) == "/robots.txt":
        return False
    if answer.media in _UNSURE:
        return True  # told by its bytes
    return answer.media in _READ


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
