"""What is in this tar archive? Its members, read as they stream by, as if they lay in a folder; nothing is written.

Links, devices and pipes are set back; a head that claims a name of a gigabyte is refused before it is read.
"""

import io
import tarfile
from collections import Counter
from collections.abc import Iterator
from typing import IO, BinaryIO

from firsthand.ingest.capture import Capture
from firsthand.ingest.filenames import as_label, is_coverage, is_hidden
from firsthand.ingest.opening import Place, open_stream
from firsthand.ingest.streams import Stream
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotAllowed, NotText, TooMuch, Unusable

MEMBERS = 100_000
_READ_BYTES = 1 << 20
"""More than this is never asked for at once but by a member's head that lies about its length."""

_STEP_BYTES = 1 << 16

_FAULTS = (tarfile.TarError, OSError, EOFError, ValueError, OverflowError, IndexError, KeyError, RecursionError)


def read_tar(stream: BinaryIO, place: Place) -> Iterator[Capture | Setback]:
    """The members of a tar archive, in its order. Raises TooMuch and NotText where it cannot be read any further."""
    seen: Counter[str] = Counter()
    source = _Forward(stream)
    try:
        with tarfile.TarFile(fileobj=source, mode="r", errorlevel=0) as archive:
            while (member := archive.next()) is not None:
                archive.members = []  # type: ignore[attr-defined] # it would keep all of them
                seen[""] += 1
                if seen[""] > MEMBERS:
                    raise TooMuch(f"expected at most {MEMBERS:,} files in a tar archive, came more; split it")
                yield from _member(archive, member, place, seen)
            if source.latest not in (0, tarfile.BLOCKSIZE):
                raise tarfile.ReadError("it ends within a head")  # of which the library says nothing
    except _FAULTS as error:
        raise NotText(
            f"expected a whole tar archive, came a broken or cut one ({error}); copy it again. "
            "What stands before the break was read"
        ) from error


def _member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, place: Place, seen: Counter[str]
) -> Iterator[Capture | Setback]:
    label = as_label(member.name)
    if member.isdir() or is_hidden(member.name) or not label:
        return
    seen[label] += 1
    there = place.inside(label if seen[label] == 1 else f"{label} ({seen[label]})")
    try:
        if is_coverage(label):
            content = archive.extractfile(member) if member.isreg() and not member.issparse() else None
            if content is None:
                raise NotAllowed("expected a file, came a link, a pipe or a device; put the file itself in the archive")
            yield from open_stream(io.BufferedReader(_Once(content)), there)
    except Unusable as error:
        yield Setback(input=there.where, reason=str(error))


class _Once(Stream):
    """A member that is read forwards only, a little at a time."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content

    def some(self, size: int) -> bytes:
        """At most the next `size` bytes. Raises NotText where the archive ends before the member does."""
        try:
            return self._content.read(min(size, _STEP_BYTES))
        except tarfile.TarError as error:
            raise NotText(f"expected a whole file, came one that is cut ({error}); copy the archive again") from error


class _Forward(io.RawIOBase):
    """A stream for `tarfile` that is never wound back, and never gives more than `_READ_BYTES` at once."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0
        self.latest = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        """Bytes read so far."""
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        """The next `size` bytes. Raises TooMuch for more than a head may have."""
        if size < 0 or size > _READ_BYTES:
            raise TooMuch(f"expected heads of at most {_READ_BYTES:,} bytes in a tar archive, came a longer one")
        more = self._stream.read(size)
        self._at += len(more)
        self.latest = len(more)
        return more

    def seek(self, to: int, whence: int = 0, /) -> int:
        """Go on to `to` by reading. Raises TooMuch for a way back."""
        if whence or to < self._at:
            raise tarfile.ReadError("its parts overlap")
        while self._at < to and self.read(min(_READ_BYTES, to - self._at)):
            pass
        return self._at
