"""Every kind of file, mutated: bytes changed, cut, doubled. It ends, with Captures and Setbacks alone."""

import gzip
import io
import json
import tarfile
import zipfile
from contextlib import suppress

import pytest
from files import GOOD, PAGE, answer, warc_record
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.ingest import Capture, take_in
from firsthand.ingest.links import read_links
from firsthand.ingest.opening import Place, open_stream
from firsthand.model.coverage import Revision, Setback
from firsthand.model.errors import Unusable

RECORDS = [
    warc_record("response", "https://news.example/a", answer(GOOD.encode(), media="text/plain")),
    warc_record("response", "https://news.example/b", answer(gzip.compress(PAGE), "Content-Encoding: gzip")),
]


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", GOOD)
        archive.writestr("in/b.jsonl", json.dumps({"text": GOOD}) * 3)
        archive.writestr("archive/c.warc.gz", b"".join(map(gzip.compress, RECORDS)))
        archive.writestr("datapackage.json", "{}")
    return out.getvalue()


def tarred():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in ("a.txt", "ä" * 120 + ".txt"):
            info = tarfile.TarInfo(name)
            info.size = len(GOOD)
            archive.addfile(info, io.BytesIO(GOOD.encode()))
    return out.getvalue()


MAIL = (
    b"From: =?utf-8?q?A_B?= <a@b.example>\nSubject: x\nDate: Sun, 04 May 2031 10:30:00 +0200\n"
    b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>Hi there.\n'
    b"--b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n"
    b"Content-Disposition: attachment\n\nSGVsbG8=\n--b--\n"
)
FEED = f"<?xml version='1.0'?><rss version='2.0'><channel><title>T</title><item><link>/x</link><description>{GOOD}</description></item></channel></rss>".encode()  # fmt: skip # noqa: E501
SITEMAP = b"<urlset><url><loc>https://news.example/a</loc><lastmod>2031-05-04</lastmod></url></urlset>"
KINDS = {
    "warc": (b"".join(RECORDS), None),
    "warc.gz": (b"".join(map(gzip.compress, RECORDS)), None),
    "warc in gzip": (gzip.compress(b"".join(RECORDS)), None),
    "zip": (zipped(), None),
    "tar": (tarred(), None),
    "mail": (MAIL, "message/rfc822"),
    "mailbox": (b"From a@b.example Sun May  4 10:30:00 2031\n" + MAIL, "application/mbox"),
    "feed": (FEED, "application/xml"),
    "sitemap": (SITEMAP, "application/xml"),
    "json": (json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"}]}).encode(), None),
}


@st.composite
def mutated(draw, raw):
    out = bytearray(raw)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(out) - 1, 0)))
        match draw(st.sampled_from(["change", "cut", "drop", "double", "put"])):
            case "change" if out:
                out[at] = draw(st.integers(0, 255))
            case "cut":
                del out[at:]
            case "drop":
                del out[at : at + draw(st.integers(1, 40))]
            case "double":
                out[at:at] = out[at : at + draw(st.integers(1, 400))]
            case _:
                out[at:at] = draw(
                    st.sampled_from([b"\0", b"\xff" * 8, b"<", b"&x;", b"\r\n\r\n", b"--b", b"PK\x01\x02"])
                )
    return bytes(out)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=60)
def test_mutated_files_end_in_captures_and_setbacks(kind, data):
    raw, media = KINDS[kind]
    spoiled = data.draw(mutated(raw))
    for found in open_stream(io.BytesIO(spoiled), Place(origin="x", media=media)):
        assert isinstance(found, Capture | Setback)
        if isinstance(found, Capture) and not found.raw.startswith(b"%PDF-"):
            assert all(isinstance(r, Revision | Setback) for r in take_in(found))
    with suppress(Unusable):
        read_links(Capture(origin="x", raw=spoiled, media=media))
