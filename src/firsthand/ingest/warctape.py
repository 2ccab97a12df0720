"""How is a damaged WARC file read past the damage? A tape of records that finds the next one again.

The library stops at the first byte that makes no sense. What it had read is kept for a little while, so that
reading can begin anew at the next place that looks like the beginning of a record: `WARC/1.` at the start of a line, or
the start of a packed record. Memory is constant; a file that can be read once only (a member of a zip) will do.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from firsthand.ingest.compressed import first_unpacked
from firsthand.model.errors import NotText, TooMuch, Unusable

if TYPE_CHECKING:  # the library's own type: no circle is hidden here
    from fastwarc.warc import WarcRecord

_KEPT_BYTES = 1 << 19
"""How far back a record may begin whose damage is noticed now: the library reads 64 kB at a time."""

_READ_BYTES = 1 << 16
_BEGINS = re.compile(rb"WARC/1\.|\x1f\x8b\x08|\x28\xb5\x2f\xfd|\x04\x22\x4d\x18")
_LOOK_BYTES = 4096
"""How much of a packed record is unpacked to see that it is one."""

_MOST_TRIES = 1_000
"""Times that reading begins anew; a file with more damage than that is no crawl."""

_MOST_LOOKS = 50_000
"""Places that are looked at as the beginning of a record; random bytes have one in 10 MB."""


_CUT = "expected a whole record, came one that ends within its head: the file is cut here; copy or download it again"


class Tape:
    """The records of a WARC file, each to be read before the next is asked for; an Unusable stands for damage."""

    def __init__(self, stream: BinaryIO) -> None:
        self._source = _Source(stream)
        self._broken = False
        self._last = 0
        self._told = False

    def __iter__(self) -> Iterator["WarcRecord | Unusable"]:
        start = 0
        for _ in range(_MOST_TRIES):
            self._last = 0
            for record in self._until_damage():
                if not isinstance(record, Unusable):
                    self._told = False
                elif self._told:
                    continue  # damage that is met again on the way past it
                else:
                    self._told = True
                yield record
            found = self._source.rewound(start + self._last + 1) if self._source.fault is None else None
            if not self._broken and found is not None and self._source.is_packed:
                yield NotText(_CUT)  # within the head of a packed record, of which the library says nothing
            if not self._broken or found is None:
                return
            self._broken = False
            start = found

    def block(self, record: "WarcRecord", cap: int) -> bytes:
        """All that `record` holds. Raises TooMuch beyond `cap`, NotText for less than it promises or for damage."""
        length = record.content_length
        if length > cap:
            raise TooMuch(f"expected records of at most {cap:,} bytes, came one of {length:,}; take it out and name it")
        block = b""
        try:
            while len(block) < length and (more := record.reader.read(length - len(block))):
                block += more
        except BaseException as error:
            self._broken = self._told = True
            raise self._damage(error) from error
        if len(block) < length:
            self._broken = self._told = True
            raise NotText(
                f"expected a record of {length:,} bytes, came {len(block):,}: the file is cut or damaged here; "
                "copy or download it again"
            )
        return block

    def _until_damage(self) -> Iterator["WarcRecord | Unusable"]:
        from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - only crawls are worth its loading

        try:
            for record in ArchiveIterator(self._source, parse_http=False):
                self._last = record.stream_pos
                # What is cut within its head, or swallowed by damage, comes as a record without these two.
                self._broken = not (record.headers.get("WARC-Type") and record.headers.get("Content-Length"))
                yield NotText(_CUT) if self._broken else record
                if self._broken:
                    return
        except BaseException as error:  # noqa: BLE001 - looked at: what is not damage is raised again
            damage = self._damage(error)
            self._broken = True
            yield damage

    def _damage(self, error: BaseException) -> Unusable:
        """What the library's `error` means. Raises it again when it is not about the file."""
        if self._source.fault is not None:
            return self._source.fault
        # The library is written in Rust; where it stumbles, it raises an error that it does not export.
        if not isinstance(error, OSError | ValueError | EOFError) and type(error).__name__ != "PanicException":
            raise error
        return NotText(
            f"expected a whole record, came a damaged one ({error}); copy or download the file again. "
            "Reading goes on with the next record that can be found"
        )


class _Source:
    """A stream that remembers the last of what was read from it, and can be read again from there."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept = bytearray()
        self._again = b""
        self._at = 0
        self._start = 0
        self._looks = 0
        self.fault: Unusable | None = None
        self.is_packed = False

    def tell(self) -> int:
        """Bytes given since reading began, or began anew."""
        return self._at - self._start

    def seek(self, to: int, whence: int = 0, /) -> int:
        """Not to be had. Raises OSError."""
        raise OSError(f"expected no seek, came one to {to} ({whence})")

    def close(self) -> None:
        """Nothing: who opened the stream closes it."""

    def read(self, size: int = _READ_BYTES, /) -> bytes:
        """The next bytes. What the stream raises is kept in `fault`, since the library makes it its own."""
        if self._again:
            more, self._again = self._again[:size], self._again[size:]
        else:
            more = self._more(size)
        if not self._at:
            self.is_packed = not more.startswith(b"WARC/")
        self._kept += more
        self._at += len(more)
        if len(self._kept) > 2 * _KEPT_BYTES:
            del self._kept[:-_KEPT_BYTES]
        return more

    def _more(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except Unusable as error:
            self.fault = error
            raise OSError(str(error)) from error

    def rewound(self, least: int) -> int | None:
        """Begin anew at the first beginning of a record at `least` or behind it: where that is; None for none."""
        window = bytes(self._kept) + self._again
        begin = self._at - len(self._kept)
        at = max(least - begin, 0)
        while (found := self._next_record(window, at)) is None:
            try:
                more = self._more(_READ_BYTES)
            except OSError:
                return None
            if not more or self._looks > _MOST_LOOKS:
                return None
            drop = max(len(window) - _LOOK_BYTES, 0)
            window, begin, at = window[drop:] + more, begin + drop, max(at - drop, 0)
        self._kept.clear()
        self._again = window[found:]
        self._at = self._start = begin + found
        return self._start

    def _next_record(self, window: bytes, at: int) -> int | None:
        """Where in `window`, from `at` on, a record begins; None for nowhere."""
        for mark in _BEGINS.finditer(window, at):
            here = mark.start()
            self._looks += 1
            if self._looks > _MOST_LOOKS:
                return None
            if mark[0].startswith(b"W"):
                if here == 0 or window[here - 1 : here] == b"\n":
                    return here
            elif first_unpacked(window[here : here + _LOOK_BYTES]).startswith(b"WARC/"):
                return here
        return None
