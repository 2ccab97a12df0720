"""What does this file hold? One stream of bytes to Captures: itself, or all that is packed, archived or lined up in it.

`may.jsonl.gz` is many lines, `wire.zip` a folder, `crawl.warc.gz` the answers of servers, `inbox.mbox` a row of mails.
What a file holds is told by how it begins, then by its ending. All of it is read as it streams by: what is taken whole
is one page or document at most, and nothing is ever written to disk.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from firsthand.ingest.capture import SNIFFED_BYTES, Capture, Kind, kind_of
from firsthand.ingest.compressed import CAPTURE_BYTES, first_unpacked, is_packed, unpacked
from firsthand.ingest.filenames import media_of
from firsthand.ingest.streams import Replayed
from firsthand.ingest.unread import unread_by_ending, unread_by_magic
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotText, TooMuch, Unusable

ARCHIVES_DEEP = 2
"""An archive in an archive is how a day's folders are mailed; one in that is a bomb, or a mistake."""

_PACKED_DEEP = 3
_WARC = b"WARC/"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_TAR_AT = 257
_TAR = b"ustar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a stream stands: the input it came from, what of it, what it is called there, and how deep that is.

    `archives` are the archives around it, `packings` the packings taken off it so far.
    """

    origin: str
    name: str = ""
    media: str | None = None
    within: str | None = None
    archives: int = 0
    packings: int = 0

    @property
    def where(self) -> str:
        """As messages name it."""
        return f"{self.origin}, {self.within}" if self.within else self.origin

    def inside(self, label: str) -> "Place":
        """The place of a member of the archive at this place."""
        within = f"{self.within}, {label}" if self.within else label
        return Place(origin=self.origin, name=label, media=media_of(label), within=within, archives=self.archives + 1)


def open_stream(stream: BinaryIO, place: Place) -> Iterator[Capture | Setback]:
    """All that `stream` holds, in its order; what cannot be had is a Setback, and the rest goes on."""
    try:
        head, whole = _begun(stream)
        yield from _opened(head, whole, place)
    except Unusable as error:
        yield Setback(input=place.where, reason=str(error))


def open_capture(capture: Capture) -> Iterator[Capture | Setback]:
    """What a capture that was taken whole holds: itself, or what it is an archive of."""
    head = capture.raw[:SNIFFED_BYTES]
    if is_packed(head) or _is_container(head) or kind_of(capture) is Kind.MAILBOX:
        place = Place(origin=capture.origin, name=capture.url or "", media=capture.media, within=capture.place)
        for found in open_stream(io.BytesIO(capture.raw), place):
            if isinstance(found, Capture) and found.url is None and found.place == capture.place:
                yield replace(found, url=capture.url, charset=capture.charset, captured=capture.captured)
            else:
                yield found
    else:
        yield capture


def taken_whole(stream: BinaryIO) -> bytes:
    """All bytes of `stream`. Raises TooMuch when they are more than a capture may hold."""
    raw = stream.read(CAPTURE_BYTES + 1)
    if len(raw) > CAPTURE_BYTES:
        raise TooMuch(f"expected at most {CAPTURE_BYTES:,} bytes in one input, came more; split it into several files")
    return raw


def _begun(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of `stream`, and the whole of it: wound back where it is a file, else played again."""
    buffered = isinstance(stream, io.BufferedReader | io.BytesIO)
    start = stream.tell() if buffered and stream.seekable() else None
    head = b""
    while len(head) < SNIFFED_BYTES and (more := stream.read(SNIFFED_BYTES - len(head))):
        head += more
    if start is None:
        return head, io.BufferedReader(Replayed(head, stream))
    stream.seek(start)
    return head, stream


def _is_container(head: bytes) -> bool:
    return head.startswith((_WARC, *_ZIP)) or head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR


def _opened(head: bytes, stream: BinaryIO, place: Place) -> Iterator[Capture | Setback]:
    """By what it is, in the order of how sure that is."""
    if not head:
        raise NotText("expected text, a page, a feed or JSON lines, came nothing (0 bytes); check how it was saved")
    unread = unread_by_magic(head)
    if unread is not None:
        raise NotText(unread)
    if head.startswith(_WARC) or _is_packed_warc(head):
        from firsthand.ingest.warc import read_warc  # noqa: PLC0415 - loads the library when there is one to read

        yield from read_warc(stream, place)
    elif is_packed(head):
        yield from _unpacked(head, stream, place)
    elif head.startswith(_ZIP):
        from firsthand.ingest.zipped import read_zip  # noqa: PLC0415 - the same

        _refuse_nested(place)
        yield from read_zip(stream, place)
    elif head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        from firsthand.ingest.tarred import read_tar  # noqa: PLC0415 - the same

        _refuse_nested(place)
        yield from read_tar(stream, place)
    else:
        yield from _lined_up(head, stream, place)


def _is_packed_warc(head: bytes) -> bool:
    """Whether it is a WARC packed in a way that its library undoes, a record at a time; with a dictionary, too."""
    if head.startswith(b"\x5d\x2a\x4d\x18"):
        return True  # the frame of a dictionary: no other file that is read here begins with one
    packed = head.startswith((b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18"))
    return packed and first_unpacked(head).startswith(_WARC)


def _unpacked(head: bytes, stream: BinaryIO, place: Place) -> Iterator[Capture | Setback]:
    if place.packings >= _PACKED_DEEP:
        raise TooMuch(f"expected a file packed at most {_PACKED_DEEP} times over, came more; unpack it first")
    yield from open_stream(unpacked(stream, head), replace(place, packings=place.packings + 1))


def _refuse_nested(place: Place) -> None:
    if place.archives >= ARCHIVES_DEEP:
        raise TooMuch(
            f"expected archives nested at most {ARCHIVES_DEEP} deep, came a deeper one; unpack it and name its folder"
        )


def _lined_up(head: bytes, stream: BinaryIO, place: Place) -> Iterator[Capture | Setback]:
    """A row of mails, long lines of JSON, or one capture."""
    begun = Capture(origin=place.origin, raw=head, media=place.media)
    kind = kind_of(begun)
    if kind is Kind.MAILBOX:
        from firsthand.ingest.mailboxes import read_mailbox  # noqa: PLC0415 - the same

        yield from read_mailbox(stream, place)
        return
    if kind is Kind.LINES:
        from firsthand.ingest.linepieces import read_pieces  # noqa: PLC0415 - the same

        yield from read_pieces(stream, place)
        return
    unread = unread_by_ending(place.name) if place.media is None and b"\0" in head else None
    if unread is not None:
        raise NotText(unread)
    yield replace(begun, raw=taken_whole(stream), place=place.within)
