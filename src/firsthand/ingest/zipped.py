"""What is in this zip archive? Its members, read as if they lay in a folder; nothing is ever written to disk.

A zip file can claim anything: names that lead out of their folder, a kilobyte that becomes a gigabyte, members that
share their bytes, a list of a billion names. The list is measured before it is read, and every member as it is
unpacked. A WACZ, the zip of a web archive, is read for the records of the pages that it names.
"""

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import IO, BinaryIO

from firsthand.ingest.capture import Capture
from firsthand.ingest.compressed import BOMB_BYTES, BOMB_RATIO
from firsthand.ingest.filenames import as_label, is_coverage, is_hidden
from firsthand.ingest.opening import Place, open_stream, taken_whole
from firsthand.ingest.streams import Stream
from firsthand.ingest.unread import unread_by_members
from firsthand.ingest.wacz import is_wacz, read_wacz
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotAllowed, NotText, TooMuch, Unusable

MEMBERS = 100_000
_LIST_BYTES = 40_000_000
"""The list of 100,000 members with names of 300 characters."""

_MEMBER_BYTES = 100_000_000
"""From here on a member's ratio is looked at; a file of zeros below it is refused as no text anyway."""

_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
)
"""What `zipfile` raises for archives that are broken, encrypted or packed in a way that it does not know; it raises
ValueError, KeyError and struct's error (a ValueError's sibling, below) for fields that make no sense."""

_END = b"PK\x05\x06"
_END_BYTES = 22
_COMMENT_BYTES = 65_535
_LARGE = b"PK\x06\x07"
_LARGE_BYTES = 20
_IN_LARGE = 0xFFFFFFFF
_LOCAL_BYTES = 30
_ENCRYPTED = 0x1
_LINK = 0o120000
_TYPE = 0o170000
_REGULAR = 0o100000


def read_zip(stream: BinaryIO, place: Place) -> Iterator[Capture | Setback]:
    """The members of a zip archive, in its order. Raises NotText for a document that is packed as one.

    Raises TooMuch for a list of members, or a sum of their sizes, beyond the caps; NotAllowed for members that overlap.
    """
    file = stream if isinstance(stream, io.BytesIO) or _is_file(stream) else io.BytesIO(taken_whole(stream))
    size = _list_measured(file)
    try:
        archive = zipfile.ZipFile(file)
    except (*_FAULTS, struct.error) as error:
        raise NotText(f"expected a whole zip archive, came a broken or cut one ({error}); copy it again") from error
    with archive:
        members = archive.infolist()
        unread = unread_by_members({m.filename for m in members})
        if unread is not None:
            raise NotText(unread)
        _refuse_hostile(members, size)
        if is_wacz(m.filename for m in members):
            yield from read_wacz(archive, place)
        else:
            yield from _members(archive, members, place)


def _is_file(stream: BinaryIO) -> bool:
    """Whether `stream` can be wound back at no cost: a file on disk."""
    return isinstance(stream, io.BufferedReader) and stream.seekable()


def _list_measured(file: BinaryIO) -> int:
    """The size of the archive in bytes. Raises TooMuch before a list of members is read that is too long."""
    size = file.seek(0, io.SEEK_END)
    tail_at = max(0, size - _END_BYTES - _COMMENT_BYTES - _LARGE_BYTES)
    file.seek(tail_at)
    tail = file.read()
    end = tail.rfind(_END)
    if end >= 0 and len(tail) - end >= _END_BYTES:
        length = int.from_bytes(tail[end + 12 : end + 16], "little")
        locator = tail[max(0, end - _LARGE_BYTES) : end]
        if locator.startswith(_LARGE):
            file.seek(min(int.from_bytes(locator[8:16], "little"), size))
            length = int.from_bytes(file.read(48)[40:48], "little")
        if length > _LIST_BYTES:
            raise TooMuch(
                f"expected at most {MEMBERS:,} files in a zip archive, came a list of {length:,} bytes; split it"
            )
    file.seek(0)
    return size


def _refuse_hostile(members: Sequence[zipfile.ZipInfo], size: int) -> None:
    """Raise for an archive that no honest program makes, before any of it is unpacked."""
    if len(members) > MEMBERS:
        raise TooMuch(f"expected at most {MEMBERS:,} files in a zip archive, came {len(members):,}; split it")
    total = sum(m.file_size for m in members)
    if total > BOMB_BYTES and total > BOMB_RATIO * size:
        raise TooMuch(
            f"expected a zip archive that grows at most {BOMB_RATIO}-fold, came one of {size:,} bytes that claims "
            f"{total:,}; unpack it yourself if you trust it"
        )
    end = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset < end:
            raise NotAllowed(
                f"expected files that lie beside each other, came {as_label(member.filename)!r}, which lies in the "
                "bytes of another one, as in a bomb; make the archive anew"
            )
        end = member.header_offset + _LOCAL_BYTES + member.compress_size


def _members(archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], place: Place) -> Iterator[Capture | Setback]:
    seen: Counter[str] = Counter()
    for member in members:
        label = as_label(member.filename)
        if member.is_dir() or is_hidden(member.filename) or not label:
            continue
        seen[label] += 1
        there = place.inside(label if seen[label] == 1 else f"{label} ({seen[label]})")
        try:
            if is_coverage(label):
                yield from open_member(archive, member, there)
        except Unusable as error:
            yield Setback(input=there.where, reason=str(error))


def open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Place) -> Iterator[Capture | Setback]:
    """What one member holds. Raises NotAllowed for links and encrypted ones, TooMuch for bombs, NotText for broken."""
    refuse_odd(member)
    try:
        with archive.open(member) as stream:
            yield from open_stream(io.BufferedReader(Guarded(stream)), place)
    except (*_FAULTS, struct.error) as error:
        raise _broken(error) from error


def refuse_odd(member: zipfile.ZipInfo) -> None:
    """Raise for a member that is not to be opened."""
    kind = (member.external_attr >> 16) & _TYPE
    if kind == _LINK:
        raise NotAllowed("expected a file, came a link; put the file that it means into the archive")
    if kind not in (0, _REGULAR):
        raise NotAllowed("expected a file, came a pipe or a device; make the archive without it")
    if member.flag_bits & _ENCRYPTED:
        raise NotAllowed("expected a file that may be read, came an encrypted one; unpack it with its password")
    if member.file_size > _MEMBER_BYTES and member.file_size > BOMB_RATIO * max(member.compress_size, 1):
        raise TooMuch(
            f"expected a file that grows at most {BOMB_RATIO}-fold, came one of {member.compress_size:,} bytes that "
            f"claims {member.file_size:,}; unpack it yourself if you trust it"
        )


def _broken(error: Exception) -> Unusable:
    return NotText(f"expected a whole file, came one that cannot be unpacked ({error}); make the archive anew")


class Guarded(Stream):
    """A member as a stream that is read once, forwards, and whose faults are ours."""

    def __init__(self, member: IO[bytes]) -> None:
        self._member = member

    def some(self, size: int) -> bytes:
        """At most the next `size` bytes. Raises NotText where the member is broken."""
        try:
            return self._member.read(size)
        except (*_FAULTS, struct.error) as error:
            raise _broken(error) from error
