"""What came in, before anybody made sense of it? Bytes as they came, and what the carrier said of them.

A page from a server comes with a content type and a charset, a file with an ending, standard input with
nothing. `kind_of` weighs these against how the bytes begin: a feed that a server calls "text/plain" is a
feed, but a `.txt` file that quotes markup is a text.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from firsthand.model.when import When


@dataclass(frozen=True, kw_only=True)
class Capture:
    """Bytes as they came (unpacked, when they were compressed), frozen.

    `origin` is the input they came from: a path, an address, "-". `media` is the media type without
    parameters, in lower case; `charset` what the carrier names; `url` the address that answered in the end;
    `captured` when they were taken, where the carrier knows (an archive's record, a server's answer). Each is None
    when not said. `place` says where in the input they stand ("record 7"), None for the whole of it.
    """

    origin: str
    raw: bytes
    media: str | None = None
    charset: str | None = None
    url: str | None = None
    captured: When | None = None
    place: str | None = None

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of `raw`, in hexadecimal: the name under which it is kept."""
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Unchanged:
    """The answer of a server whose page is as it was when `url` was last asked. `origin` is the input, `at` when."""

    origin: str
    url: str
    at: datetime


class Kind(StrEnum):
    """How a capture is to be read."""

    PLAIN = "plain text"
    MARKDOWN = "Markdown"
    PAGE = "web page"
    LINES = "JSON lines"
    JSON = "JSON"
    FEED = "feed"
    MAIL = "mail"
    PDF = "PDF"
    WARC = "WARC"
    ARCHIVE = "archive"


MEDIA_BY_ENDING = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".json": "application/json",
    ".xml": "application/xml",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".eml": "message/rfc822",
    ".pdf": "application/pdf",
    ".warc": "application/warc",
}
"""The endings of files that are coverage, and the media type that each stands for."""

_KIND_BY_MEDIA = {
    "text/markdown": Kind.MARKDOWN,
    "text/html": Kind.PAGE,
    "application/xhtml+xml": Kind.PAGE,
    "application/x-ndjson": Kind.LINES,
    "application/jsonl": Kind.LINES,
    "application/json": Kind.JSON,
    "application/feed+json": Kind.JSON,
    "application/rss+xml": Kind.FEED,
    "application/atom+xml": Kind.FEED,
    "application/rdf+xml": Kind.FEED,
    "application/xml": Kind.FEED,
    "text/xml": Kind.FEED,
    "message/rfc822": Kind.MAIL,
    "application/pdf": Kind.PDF,
    "application/warc": Kind.WARC,
    "application/zip": Kind.ARCHIVE,
}

_MAGIC = (
    (b"%PDF-", Kind.PDF),
    (b"WARC/", Kind.WARC),
    (b"PK\x03\x04", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
)

_SNIFFED_BYTES = 2048
"""How much of the beginning is looked at: markup names its root within far less."""


def kind_of(capture: Capture) -> Kind:
    """How `capture` is to be read: by how its bytes begin where that is sure, else by its media type.

    A file called `.txt` is plain text whatever it begins with, since its text is stored as it stands. Only a
    capture without a known media type is guessed from its content.
    """
    for magic, kind in _MAGIC:
        if capture.raw.startswith(magic):
            return kind
    told = _KIND_BY_MEDIA.get(capture.media or "")
    if told is Kind.FEED:
        return Kind.PAGE if _begins(capture.raw) is Kind.PAGE else Kind.FEED
    if told is Kind.JSON:
        return Kind.LINES if b"\n{" in capture.raw[:_SNIFFED_BYTES] and _begins(capture.raw) is Kind.LINES else told
    if told is not None:
        return told
    if capture.media == "text/plain" and capture.url is None:
        return Kind.PLAIN
    return _begins(capture.raw)


def _begins(raw: bytes) -> Kind:
    """What the first bytes look like; plain text when like nothing else."""
    head = raw[:_SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"{") and (b'"' in head):
        return Kind.LINES
    if head.startswith((b"<!doctype html", b"<html")):
        return Kind.PAGE
    if head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf", b"<!--")):
        if any(root in head for root in (b"<rss", b"<feed", b"<rdf:rdf")):
            return Kind.FEED
        return Kind.PAGE if b"<html" in head else Kind.FEED if head.startswith(b"<?xml") else Kind.PLAIN
    if head.startswith((b"<head", b"<body", b"<article", b"<div", b"<p>", b"<meta")):
        return Kind.PAGE
    return Kind.PLAIN
