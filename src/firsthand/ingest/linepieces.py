"""How are lines of JSON read that are larger than memory? In pieces of whole lines, each a Capture of its own.

A file of a gigabyte is read four megabytes at a time. A small one is one Capture, as it came. UTF-16 has its line
ends elsewhere than in the byte 10, so it is made UTF-8 as it streams by.
"""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from firsthand.ingest.capture import Capture
from firsthand.ingest.charset import decode
from firsthand.ingest.opening import Place
from firsthand.ingest.streams import Replayed, Stream
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotText

PIECE_BYTES = 4_000_000
"""Some hundred articles; ten times as much reads no faster."""

LINE_BYTES = 60_000_000
"""20 million characters of an article, the most that is read, written as escapes."""

_JSON_LINES = "application/x-ndjson"
_WIDE = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_pieces(stream: BinaryIO, place: Place) -> Iterator[Capture | Setback]:
    """`stream` in pieces of whole lines; a line longer than `LINE_BYTES` is a Setback, and passed over."""
    raw = stream.read(PIECE_BYTES)
    wide = next((name for mark, name in _WIDE if raw.startswith(mark)), None)
    if wide is not None:
        stream = _as_utf8(raw, stream, wide)
        raw = stream.read(PIECE_BYTES)
    if len(raw) < PIECE_BYTES and not (more := stream.read(1)):
        yield Capture(origin=place.origin, raw=raw, media=place.media, place=place.within)
        return
    raw += more if len(raw) < PIECE_BYTES else b""
    yield from _pieces(raw, stream, place, _charset(raw))


def _pieces(raw: bytes, stream: BinaryIO, place: Place, charset: str | None) -> Iterator[Capture | Setback]:
    line = 1
    held = raw
    while held:
        end = held.rfind(b"\n") + 1
        if not end and len(held) <= LINE_BYTES:
            more = stream.read(PIECE_BYTES)
            if more:
                held += more
                continue
            end = len(held)
        if not end:
            yield _too_long(place, line)
            held = _after_line(stream)
        else:
            yield Capture(
                origin=place.origin,
                raw=held[:end],
                media=_JSON_LINES,
                charset=charset,
                place=place.within,
                line=line,
            )
            line += held.count(b"\n", 0, end) - 1
            held = held[end:] + stream.read(PIECE_BYTES)
        line += 1


def _charset(raw: bytes) -> str | None:
    """The charset of the first piece, which holds for the others too; None for UTF-8, and for what is told later."""
    try:
        found = decode(raw[: raw.rfind(b"\n") + 1] or raw).charset
    except NotText:
        return None
    return None if found == "utf-8" else found


def _as_utf8(raw: bytes, stream: BinaryIO, charset: str) -> BinaryIO:
    """The text of both in UTF-8, as it is read."""
    text = io.TextIOWrapper(io.BufferedReader(Replayed(raw, stream)), charset, errors="replace", newline="")
    return io.BufferedReader(_Encoded(text))


class _Encoded(Stream):
    """A text as bytes of UTF-8."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._ready = b""

    def some(self, size: int) -> bytes:
        """The next characters, encoded; what is left over of them comes next."""
        self._ready = self._ready or self._text.read(1 << 14).encode("utf-8", "surrogatepass")
        given, self._ready = self._ready[:size], self._ready[size:]
        return given


def _after_line(stream: BinaryIO) -> bytes:
    """What follows the next line break of `stream`; nothing of the line is held."""
    while more := stream.read(PIECE_BYTES):
        _, found, rest = more.partition(b"\n")
        if found:
            return rest or stream.read(PIECE_BYTES)
    return b""


def _too_long(place: Place, line: int) -> Setback:
    return Setback(
        input=f"{place.where}, line {line}",
        reason=f"expected lines of at most {LINE_BYTES:,} bytes, came a longer one; write one article a line. "
        "It was passed over, the others were read",
    )
