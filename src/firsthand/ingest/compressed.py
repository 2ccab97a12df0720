"""What is in the packed file, and is it more than we want? Bounded unpacking of gzip, bzip2, xz, Zstandard and LZ4.

A kilobyte can unpack to a gigabyte. Nothing here ever holds more than the cap, whatever the file promises: `unpack`
is for what is taken whole, `unpacked` for what is read as it comes (a `.jsonl.gz` of many gigabytes).
"""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, Protocol

from firsthand.ingest.streams import Stream
from firsthand.model.errors import NotText, TooMuch

CAPTURE_BYTES = 200_000_000
"""The most that one capture may hold after unpacking: JSON lines of 314 whole news pages have 60 MB, a million
words of plain text 7 MB, and the largest single page of the 314 has 2.3 MB."""

BOMB_BYTES = 1_000_000_000
BOMB_RATIO = 200
"""More than so many bytes out, at more than so many for each one in, is no coverage: pages and JSON lines pack to a
tenth, a server's log to a fiftieth, and a gigabyte of zeros to a thousandth. Chosen, not measured."""

_XZ_MEMORY_BYTES = 128_000_000
"""What an xz stream may ask for its dictionary; `xz -9` asks for 65 MB."""

_STEP_BYTES = 1 << 18
_READ_BYTES = 1 << 16
_ENDINGS = (".gz", ".bz2", ".xz", ".zst", ".zstd", ".lz4")
_TAR_ENDINGS = (".tgz", ".tbz2", ".txz", ".tzst")


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
        tail = self._stream.unconsumed_tail
        return self._stream.decompress(tail + data if tail else data, max_length)


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
    """One way of packing: how it begins, its name, and how to undo it: a class of ours, or of the WARC library."""

    magic: bytes
    name: str
    unpacker: Callable[[], _Unpacker] | None = None
    reader: str | None = None


_PACKINGS = (
    _Packing(b"\x1f\x8b", "gzip", unpacker=_Gzip),
    _Packing(b"BZh", "bzip2", unpacker=lambda: _Waiting(bz2.BZ2Decompressor())),
    _Packing(b"\xfd7zXZ\x00", "xz", unpacker=lambda: _Waiting(lzma.LZMADecompressor(memlimit=_XZ_MEMORY_BYTES))),
    _Packing(b"\x28\xb5\x2f\xfd", "Zstandard", reader="ZstdReader"),
    _Packing(b"\x04\x22\x4d\x18", "LZ4", reader="Lz4Reader"),
)


def unpacked_name(name: str) -> str:
    """`name` without the ending of its packing.

    >>> unpacked_name("coverage/may.jsonl.gz"), unpacked_name("may.tgz")
    ('coverage/may.jsonl', 'may.tar')
    """
    if name.endswith(_TAR_ENDINGS):
        return f"{name.rpartition('.')[0]}.tar"
    return next((name.removesuffix(e) for e in _ENDINGS if name.endswith(e)), name)


def is_packed(raw: bytes) -> bool:
    """Whether `raw` begins like one of the packings that are undone here."""
    return _packing_of(raw) is not None


def unpack(raw: bytes, cap: int = CAPTURE_BYTES) -> bytes:
    """`raw` unpacked, once; as it is when it is not packed. Several streams in a row are one text.

    Raises TooMuch when more than `cap` bytes come out, NotText when the packing is broken.
    """
    if not is_packed(raw):
        return raw
    stream = unpacked(io.BytesIO(raw), raw)
    out = bytearray()
    while more := stream.read(min(_STEP_BYTES, cap + 1 - len(out))):
        out += more
        if len(out) > cap:
            raise TooMuch(f"expected at most {cap:,} bytes after unpacking, came more; split the file")
    return bytes(out)


def unpacked(packed: BinaryIO, head: bytes) -> io.BufferedReader:
    """What the stream `packed`, which begins with `head`, holds: read as it is asked for, constant in memory.

    Reading raises NotText where the packing is broken, TooMuch for what grows as no coverage does (`BOMB_RATIO`).
    """
    packing = _packing_of(head)
    if packing is None:
        raise NotText("expected a packed file, came one of no known packing; unpack it first")
    return io.BufferedReader(_Unpacked(packed, packing), _READ_BYTES)


def first_unpacked(head: bytes, wanted: int = 16) -> bytes:
    """The first bytes of what a file that begins with `head` holds; empty where they cannot be told."""
    try:
        return unpacked(io.BytesIO(head), head).read1(wanted)
    except (NotText, TooMuch):
        return b""


def _packing_of(head: bytes) -> _Packing | None:
    return next((p for p in _PACKINGS if head.startswith(p.magic)), None)


class _Counted(io.RawIOBase):
    """A source that counts what was taken from it."""

    def __init__(self, source: BinaryIO) -> None:
        self.taken = 0
        self._source = source

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        more = self._source.read(size)
        self.taken += len(more)
        return more

    def tell(self) -> int:
        return self.taken


class _Unpacked(Stream):
    """What a packed stream holds, unpacked a step at a time; several streams in a row are one."""

    def __init__(self, packed: BinaryIO, packing: _Packing) -> None:
        self._source = _Counted(packed)
        self._packing = packing
        self._steps = self._by_reader() if packing.reader else self._by_unpacker()
        self._out = 0
        self._ready = b""

    def some(self, size: int) -> bytes:
        """At most the next `size` bytes, unpacked."""
        while not self._ready:
            try:
                self._ready = next(self._steps)
            except StopIteration:
                return b""
            except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
                raise NotText(
                    f"expected a whole {self._packing.name} file, came a broken or cut one ({error}); "
                    "copy or download it again"
                ) from error
            self._out += len(self._ready)
            self._refuse_bomb()
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def _refuse_bomb(self) -> None:
        if self._out > BOMB_BYTES and self._out > BOMB_RATIO * self._source.taken:
            raise TooMuch(
                f"expected a packed file that grows at most {BOMB_RATIO}-fold, came one that grows beyond "
                f"{BOMB_BYTES:,} bytes and more than that; unpack it yourself if you trust it"
            )

    def _by_reader(self) -> Iterator[bytes]:
        """By a reader of the WARC library, which takes several streams in a row for one."""
        from fastwarc import stream_io  # noqa: PLC0415 - only such files are worth its loading

        stream = getattr(stream_io, self._packing.reader or "")(self._source)
        while more := stream.read(_READ_BYTES):
            yield more

    def _by_unpacker(self) -> Iterator[bytes]:
        """By one unpacker a stream."""
        assert self._packing.unpacker is not None  # noqa: S101 - one of the two is there
        rest = self._source.read(_READ_BYTES)
        while rest.startswith(self._packing.magic):
            unpacker = self._packing.unpacker()
            piece = rest
            while not unpacker.eof:
                more = unpacker.decompress(piece, _READ_BYTES)
                piece = b""
                if more:
                    yield more
                elif not unpacker.eof:
                    piece = self._source.read(_READ_BYTES)
                    if not piece:
                        raise EOFError("it ends too early")
            rest = unpacker.unused_data
            if len(rest) < len(self._packing.magic):
                rest += self._source.read(_READ_BYTES)
