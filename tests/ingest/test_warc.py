"""Crawls: which records are pages, what the server said of them, and what happens when the file is damaged."""

import gzip
import io
import random
import zlib

import brotli
import pytest
from files import PAGE, answer, captures, trip, warc_record

from firsthand.ingest import Capture
from firsthand.ingest.responses import read_response
from firsthand.ingest.warc import RECORD_BYTES
from firsthand.model.errors import NotText, TooMuch

URL = "https://news.example/bridge"


def page(number=1, **more):
    return warc_record("response", f"{URL}/{number}", answer(PAGE, **more))


def whole(records):
    return b"".join(records)


def packed_each(records):
    return b"".join(map(gzip.compress, records))


def packed_once(records):
    return gzip.compress(b"".join(records))


@pytest.mark.parametrize("pack", [whole, packed_each, packed_once])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl"])
def test_pages_of_a_crawl(tmp_path, pack, version, name):
    records = [
        warc_record("warcinfo", "crawl", b"software: none\r\n", version=version),
        warc_record("request", f"{URL}/1", b"GET / HTTP/1.1\r\n\r\n", version=version),
        warc_record("response", f"{URL}/1", answer(PAGE, media="text/html; charset=iso-8859-1"), version=version),
        warc_record("metadata", f"{URL}/1", b"fetched: yes", version=version),
        warc_record("response", f"<{URL}/2>", answer(PAGE), date="2031-05-05T10:00:00Z", version=version),
    ]
    crawl = tmp_path / name
    crawl.write_bytes(pack(records))
    (first, second), setbacks = captures(crawl)
    assert setbacks == []
    assert (first.origin, first.place, first.url) == (str(crawl), "record 3", f"{URL}/1")
    assert (first.media, first.charset, first.captured.edtf) == ("text/html", "iso-8859-1", "2031-05-04T10:00:00Z")
    assert first.raw == second.raw == PAGE
    assert (second.url, second.captured.edtf) == (f"{URL}/2", "2031-05-05T10:00:00Z")


def chunked(body):
    pieces = [body[i : i + 100] for i in range(0, len(body), 100)]
    return b"".join(b"%x;x=1\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def raw_deflate(body):
    return zlib.compress(body)[2:-4]


WIRES = [
    pytest.param([], lambda b: b, id="as it is"),
    pytest.param(["Content-Encoding: gzip"], gzip.compress, id="gzip"),
    pytest.param(["content-encoding: br"], brotli.compress, id="br"),
    pytest.param(["Content-Encoding: deflate"], zlib.compress, id="deflate"),
    pytest.param(["Content-Encoding: deflate"], raw_deflate, id="deflate without head"),
    pytest.param(["Transfer-Encoding: chunked"], chunked, id="chunked"),
    pytest.param(
        ["Transfer-Encoding: chunked", "Content-Encoding: gzip"],
        lambda b: chunked(gzip.compress(b)),
        id="chunked and packed",
    ),
    pytest.param(["Content-Encoding: gzip"], lambda b: b, id="said to be packed, and not"),
    pytest.param(["Content-Encoding: br"], lambda b: b, id="said to be br, and not"),
    pytest.param(["Transfer-Encoding: chunked"], lambda b: b, id="said to be chunked, and not"),
    pytest.param(["Content-Encoding: identity"], lambda b: b, id="identity"),
    pytest.param(["Content-Encoding: gzip, gzip"], lambda b: gzip.compress(gzip.compress(b)), id="packed twice"),
]


@pytest.mark.parametrize(("heads", "wire"), WIRES)
def test_bodies_as_they_came_over_the_wire(heads, wire):
    assert read_response(answer(wire(PAGE), *heads), RECORD_BYTES).body(RECORD_BYTES) == PAGE


@pytest.mark.parametrize(
    ("heads", "wire"),
    [
        pytest.param(["Content-Encoding: gzip"], gzip.compress, id="gzip"),
        pytest.param(["Content-Encoding: br"], brotli.compress, id="br"),
        pytest.param(["Content-Encoding: deflate"], zlib.compress, id="deflate"),
    ],
)
def test_a_body_that_unpacks_to_more_than_the_cap(heads, wire):
    packed = answer(wire(b"x" * 5_000_000), *heads)
    assert len(read_response(packed, 6_000_000).body(5_000_000)) == 5_000_000
    with pytest.raises(TooMuch):
        read_response(packed, 6_000_000).body(4_999_999)


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(b"no answer", id="no answer"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Type: text/html", id="no end"),
        pytest.param(answer(b"x", "Content-Encoding: rot13"), id="unknown packing"),
        pytest.param(answer(gzip.compress(PAGE)[:-20], "Content-Encoding: gzip"), id="cut body"),
        pytest.param(answer(brotli.compress(PAGE)[:-20], "Content-Encoding: br"), id="cut br"),
        pytest.param(answer(b"x", "Content-Encoding: gzip, gzip, gzip, gzip"), id="packed four times"),
    ],
)
def test_answers_that_cannot_be_read(block):
    with pytest.raises(NotText):
        read_response(block, RECORD_BYTES).body(RECORD_BYTES)


def test_what_is_no_coverage_is_counted_in_one_line(tmp_path):
    crawl = tmp_path / "crawl.warc"
    crawl.write_bytes(
        whole(
            [
                warc_record("response", f"{URL}/gone", answer(b"gone", status="404 Not Found")),
                warc_record("response", f"{URL}/moved", answer(b"", "Location: /x", status="301 Moved")),
                warc_record("response", f"{URL}/a.png", answer(b"\x89PNG....", media="image/png")),
                warc_record("response", f"{URL}/b", answer(b"\x89PNG....", media="")),
                warc_record("response", f"{URL}/c.js", answer(b"var a", media="text/javascript")),
                warc_record(
                    "response", "https://news.example/robots.txt", answer(b"User-agent: *", media="text/plain")
                ),
                warc_record("response", "dns:news.example", b"127.0.0.1"),
                warc_record("revisit", f"{URL}/1", answer(b"")),
                page(),
            ]
        )
    )
    (capture,), (setback,) = captures(crawl)
    assert capture.url == f"{URL}/1"
    assert setback.input == str(crawl)
    for words in ("1 answered 404", "1 answered 301", "4 pictures, scripts", "1 seen again unchanged", "nothing need"):
        assert words in setback.reason


def test_resources_and_conversions_feeds_and_json(tmp_path):
    crawl = tmp_path / "crawl.warc"
    text = b"Ann Lee said the bridge is shut."
    crawl.write_bytes(
        whole(
            [
                warc_record("resource", "file:///a.txt", text, "Content-Type: text/plain; charset=utf-8"),
                warc_record("conversion", URL, text, "Content-Type: text/plain"),
                warc_record("response", f"{URL}.rss", answer(b"<rss/>", media="application/rss+xml")),
                warc_record("response", f"{URL}.json", answer(b"{}", media="application/json")),
                warc_record("resource", URL, b"\x89PNG", "Content-Type: image/png"),
            ]
        )
    )
    found, _ = captures(crawl)
    assert [(c.media, c.url) for c in found] == [
        ("text/plain", None),
        ("text/plain", URL),
        ("application/rss+xml", f"{URL}.rss"),
        ("application/json", f"{URL}.json"),
    ]
    assert found[0].charset == "utf-8"


def test_one_address_at_several_dates_is_one_article_in_several_wordings(tmp_path):
    crawl = tmp_path / "crawl.warc.gz"
    later = PAGE.replace(b"the whole of the summer", b"a week, not for the whole of the summer")
    crawl.write_bytes(
        packed_each(
            [
                warc_record("response", URL, answer(later), date="2031-05-06T08:00:00Z"),
                warc_record("response", URL, answer(PAGE), date="2031-05-04T08:00:00Z"),
                warc_record("response", f"{URL}/?utm_source=x", answer(PAGE), date="2031-05-05T08:00:00Z"),
            ]
        )
    )
    revisions, setbacks = trip(crawl)
    assert setbacks == []
    assert len({r.article for r in revisions}) == 1
    assert [r.id for r in revisions].count(revisions[1].id) == 2
    assert len({r.id for r in revisions}) == 2
    assert [r.captured.edtf[:10] for r in revisions] == ["2031-05-06", "2031-05-04", "2031-05-05"]


def test_a_cut_answer_is_said_and_read(tmp_path):
    crawl = tmp_path / "crawl.warc"
    crawl.write_bytes(warc_record("response", URL, answer(PAGE[:-60]), "WARC-Truncated: length"))
    revisions, (setback,) = trip(crawl)
    assert "Ann Lee" in revisions[0].text
    assert "cut (length)" in setback.reason
    assert setback.input == f"{crawl}, record 1"


def spoiled(record, at):
    packed = bytearray(gzip.compress(record))
    packed[at] ^= 0xFF
    return bytes(packed)


def large():
    noise = random.Random(1).randbytes(300_000).hex().encode()  # noqa: S311 - the same bytes each time
    return warc_record("response", f"{URL}/large", answer(PAGE + b"<!--" + noise + b"-->"))


ONE, TWO, THREE = page(1), page(2), page(3)
DAMAGED = [
    pytest.param(ONE + b"garbage\r\n\r\n" * 30 + TWO + THREE, ["1", "2", "3"], id="garbage between"),
    pytest.param(ONE + TWO.replace(b"Content-Length", b"X-Length") + THREE, ["1", "3"], id="no length"),
    pytest.param(
        ONE.replace(b"Content-Length: ", b"Content-Length: 9") + TWO + THREE, ["2", "3"], id="a length too long"
    ),
    pytest.param(gzip.compress(ONE) + spoiled(TWO, 60) + gzip.compress(THREE), ["1", "3"], id="a bit in a record"),
    pytest.param(gzip.compress(ONE) + spoiled(large(), 150_000) + gzip.compress(THREE), ["1", "3"], id="a large one"),
    pytest.param(gzip.compress(ONE) + gzip.compress(TWO)[:90] + gzip.compress(THREE), ["1", "3"], id="a cut record"),
    pytest.param(ONE + TWO[:-30], ["1"], id="cut in a body"),
    pytest.param(ONE + TWO[:60], ["1"], id="cut in a head"),
    pytest.param(ONE + THREE[:8], ["1"], id="cut in the first line"),
]


@pytest.mark.parametrize(("raw", "kept"), DAMAGED)
def test_a_damaged_record_is_set_back_and_the_rest_is_read(tmp_path, raw, kept):
    crawl = tmp_path / "crawl.warc"
    crawl.write_bytes(raw)
    found, setbacks = captures(crawl)
    assert [c.url.rpartition("/")[2] for c in found] == kept
    assert len(setbacks) == 1
    assert ", record " in setbacks[0].input
    assert "copy or download" in setbacks[0].reason


def test_every_cut_of_a_crawl_ends(tmp_path):
    raw = packed_each([ONE, TWO])
    first = len(gzip.compress(ONE))
    for length in range(6, len(raw), 17):
        crawl = tmp_path / "cut.warc.gz"
        crawl.write_bytes(raw[:length])
        found, setbacks = captures(crawl)
        # The last eight bytes of a packed record are a check, not its words.
        assert len(found) in ([0] if length < first - 8 else [0, 1] if length < first else [1, 2])
        assert len(setbacks) <= 1


def test_a_record_larger_than_the_cap_is_passed_over(tmp_path):
    crawl = tmp_path / "crawl.warc"
    crawl.write_bytes(warc_record("response", URL, answer(b"x" * RECORD_BYTES)) + ONE)
    (capture,), (setback,) = captures(crawl)
    assert capture.url.endswith("/1")
    assert "30,000,000 bytes" in setback.reason


def test_hundreds_of_broken_records_are_counted_not_listed(tmp_path):
    crawl = tmp_path / "crawl.warc"
    crawl.write_bytes(warc_record("response", URL, b"no answer") * 150 + ONE)
    found, setbacks = captures(crawl)
    assert len(found) == 1
    assert len(setbacks) == 101
    assert "50 more" in setbacks[-1].reason


def test_a_crawl_of_bytes_that_all_look_like_beginnings(tmp_path):
    crawl = tmp_path / "crawl.warc"
    crawl.write_bytes(b"WARC/1.0\r\n\r\n" + b"\nWARC/1." * 50_000 + b"\x1f\x8b\x08" * 50_000 + ONE)
    _, setbacks = captures(crawl)
    assert 0 < len(setbacks) <= 102


def test_a_crawl_on_standard_input_and_from_an_address():
    (one, two), _ = captures("-", stdin=io.BytesIO(packed_each([ONE, TWO])))
    assert (one.origin, one.place, two.url) == ("-", "record 1", f"{URL}/2")
    raw = packed_each([ONE])
    (one,), _ = captures("https://news.example/c", fetch=lambda u: Capture(origin=u, raw=raw, url=u))
    assert (one.origin, one.url) == ("https://news.example/c", f"{URL}/1")
