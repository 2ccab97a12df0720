r"""What did the server answer? The bytes of one HTTP answer, as a crawl keeps them, to its status, head and body.

>>> answer = read_response(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=latin1\r\n\r\n<p>Shut.", 100)
>>> answer.status, answer.media, answer.charset, answer.body(100)
(200, 'text/html', 'latin1', b'<p>Shut.')

Crawlers keep bodies as they came, chunked and packed, or unpack them and leave the head as it was. So a body is taken
for what it is: what says that it is packed, and is not, stands as it is.
"""

import io
import re
import zlib
from dataclasses import dataclass
from typing import Self

from firsthand.ingest.compressed import is_packed, unpack
from firsthand.model.errors import NotText, TooMuch

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? {1,3}(\d{3})\b")
_HEAD_BYTES = 65_536
_CHUNK = re.compile(rb"[ \t]{0,8}([0-9A-Fa-f]{1,8})[ \t]{0,8}(?:;[^\r\n]{0,200})?\r?\n")
_CHARSET = re.compile(r"""charset\s{0,3}=\s{0,3}["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_LAYERS = 3
"""Encodings on top of each other; servers use one, and some of them two by mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One answer. `media` is in lower case without parameters, empty when not said; `encodings` are in their order."""

    status: int
    media: str
    charset: str | None
    location: str | None
    encodings: tuple[str, ...]
    chunked: bool
    wire: bytes

    @classmethod
    def of_media(cls, content_type: str, raw: bytes) -> Self:
        """What is no answer of a server but a resource by itself."""
        media, charset = _media_and_charset(content_type)
        return cls(status=200, media=media, charset=charset, location=None, encodings=(), chunked=False, wire=raw)

    def body(self, cap: int) -> bytes:
        """The body as it was before it was packed for the way. Raises TooMuch beyond `cap`, NotText when broken."""
        raw = _joined_chunks(self.wire) if self.chunked else self.wire
        if len(self.encodings) > _LAYERS:
            raise NotText(f"expected a body packed at most {_LAYERS} times, came {len(self.encodings)}; save the page")
        for encoding in reversed(self.encodings):
            raw = _decoded(raw, encoding, cap)
        return raw


def read_response(block: bytes, cap: int) -> Response:
    """The answer in `block`. Raises NotText when it does not begin as one, TooMuch for a block beyond `cap`."""
    if len(block) > cap:
        raise TooMuch(f"expected an answer of at most {cap:,} bytes, came {len(block):,}; save the page instead")
    status = _STATUS.match(block)
    if status is None:
        raise NotText("expected the answer of a server, came what does not begin as one; save the page instead")
    end = re.search(rb"\r?\n\r?\n", block[:_HEAD_BYTES])
    if end is None:
        raise NotText("expected the answer of a server, came one without an end to its head; save the page instead")
    said: dict[str, str] = {}
    for line in block[: end.start()].decode("latin-1").splitlines()[1:]:
        name, _, value = line.partition(":")
        said.setdefault(name.strip().lower(), value.strip())
    media, charset = _media_and_charset(said.get("content-type", ""))
    packed = said.get("content-encoding", "").lower().replace("identity", "")
    return Response(
        status=int(status[1]),
        media=media,
        charset=charset,
        location=said.get("location"),
        encodings=tuple(e.strip() for e in packed.split(",") if e.strip()),
        chunked="chunked" in said.get("transfer-encoding", "").lower(),
        wire=block[end.end() :],
    )


def _media_and_charset(content_type: str) -> tuple[str, str | None]:
    media, _, parameters = content_type.partition(";")
    charset = _CHARSET.search(parameters[:500])
    return media.strip().lower(), charset[1] if charset else None


def _joined_chunks(wire: bytes) -> bytes:
    """The body without the marks between its chunks; as it is when it has none. What is cut ends where it is cut."""
    pieces: list[bytes] = []
    at = 0
    while mark := _CHUNK.match(wire, at):
        length = int(mark[1], 16)
        if not length:
            return b"".join(pieces)
        pieces.append(wire[mark.end() : mark.end() + length])
        at = mark.end() + length
        at += 2 if wire.startswith(b"\r\n", at) else wire.startswith(b"\n", at)
    return b"".join(pieces) if pieces and at >= len(wire) else wire


def _decoded(raw: bytes, encoding: str, cap: int) -> bytes:
    if encoding in ("gzip", "x-gzip", "zstd"):
        return unpack(raw, cap) if is_packed(raw) else raw
    if encoding == "deflate":
        return _inflated(raw, cap)
    if encoding == "br":
        return _from_brotli(raw, cap)
    raise NotText(f"expected a body packed with gzip, deflate, br or zstd, came {encoding[:20]!r}; save the page")


def _inflated(raw: bytes, cap: int) -> bytes:
    """By zlib, with its head or, as some servers mean it, without."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        stream = zlib.decompressobj(bits)
        try:
            body = stream.decompress(raw, cap + 1)
        except zlib.error:
            continue
        return _capped(body, cap)
    return raw


def _from_brotli(raw: bytes, cap: int) -> bytes:
    from fastwarc.stream_io import BrotliReader  # noqa: PLC0415 - few bodies are packed so

    if raw.lstrip()[:1] == b"<":
        return raw  # unpacked already: no Brotli stream of text begins so
    reader = BrotliReader(io.BytesIO(raw))
    out = bytearray()
    try:
        while len(out) <= cap and (more := reader.read(1 << 16)):
            out += more
    except OSError as error:
        raise NotText(f"expected a whole Brotli body, came a broken or cut one ({error}); save the page") from error
    return _capped(bytes(out), cap)


def _capped(body: bytes, cap: int) -> bytes:
    if len(body) > cap:
        raise TooMuch(f"expected at most {cap:,} bytes after unpacking, came more; save the part that you need")
    return body
