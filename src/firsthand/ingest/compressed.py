"""What is in the packed file, and is it more than we want? Bounded unpacking of gzip, bzip2 and xz.

A kilobyte can unpack to a gigabyte. Nothing here ever holds more than the cap, whatever the file promises.
"""

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import NamedTuple, Protocol

from firsthand.model.errors import NotText, TooMuch

CAPTURE_BYTES = 200_000_000
"""The most that one capture may hold after unpacking: JSON lines of 314 whole news pages have 60 MB, a million
words of plain text 7 MB, and the largest single page of the 314 has 2.3 MB."""

_XZ_MEMORY_BYTES = 128_000_000
"""What an xz stream may ask for its dictionary; `xz -9` asks for 65 MB."""

_STEP_BYTES = 1 << 18
_ENDINGS = (".gz", ".bz2", ".xz")


class _Unpacker(Protocol):
    """What `zlib`, `bz2` and `lzma` unpackers have in common here."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Gzip:
    """A gzip stream in the shape of the other two: `zlib` hands back the tail that it did not take."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return self._stream.decompress(data or self._stream.unconsumed_tail, max_length)


class _Waiting:
    """A bzip2 or xz stream; both keep what they did not take, and give it on the next call."""

    def __init__(self, stream: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._stream = stream

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        more = self._stream.decompress(data, max_length)
        while not more and not self._stream.eof and not self._stream.needs_input:
            more = self._stream.decompress(b"", max_length)
        return more


class _Packing(NamedTuple):
    """One way of packing: how it begins, its name, and how to undo it."""

    magic: bytes
    name: str
    unpacker: Callable[[], _Unpacker]


_PACKINGS = (
    _Packing(b"\x1f\x8b", "gzip", _Gzip),
    _Packing(b"BZh", "bzip2", lambda: _Waiting(bz2.BZ2Decompressor())),
    _Packing(b"\xfd7zXZ\x00", "xz", lambda: _Waiting(lzma.LZMADecompressor(memlimit=_XZ_MEMORY_BYTES))),
)


def unpacked_name(name: str) -> str:
    """`name` without the ending of its packing.

    >>> unpacked_name("coverage/may.jsonl.gz")
    'coverage/may.jsonl'
    """
    return next((name.removesuffix(e) for e in _ENDINGS if name.endswith(e)), name)


def is_packed(raw: bytes) -> bool:
    """Whether `raw` begins like gzip, bzip2 or xz."""
    return any(raw.startswith(p.magic) for p in _PACKINGS)


def unpack(raw: bytes, cap: int = CAPTURE_BYTES) -> bytes:
    """`raw` unpacked, once; as it is when it is not packed. Several streams in a row are one text.

    Raises TooMuch when more than `cap` bytes come out, NotText when the packing is broken.
    """
    packing = next((p for p in _PACKINGS if raw.startswith(p.magic)), None)
    if packing is None:
        return raw
    out = bytearray()
    rest = raw
    try:
        while rest.startswith(packing.magic):
            rest = _one_stream(packing.unpacker(), rest, out, cap)
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise NotText(
            f"expected a whole {packing.name} file, came a broken or cut one ({error}); copy or download it again"
        ) from error
    return bytes(out)


def _one_stream(unpacker: _Unpacker, packed: bytes, out: bytearray, cap: int) -> bytes:
    """Append one stream to `out`, and give back what follows it."""
    piece = packed
    while not unpacker.eof:
        more = unpacker.decompress(piece, _STEP_BYTES)
        piece = b""
        out += more
        if len(out) > cap:
            raise TooMuch(f"expected at most {cap:,} bytes after unpacking, came more; split the file")
        if not more and not unpacker.eof:
            raise EOFError("it ends too early")
    return unpacker.unused_data
