"""Bad input: each piece ends with a Setback that says what was expected and what to do, and its neighbours are read."""

import gzip
import json
import lzma
import os
import stat
from pathlib import Path

import pytest

from firsthand.ingest import Capture, collect, take_in
from firsthand.ingest.compressed import CAPTURE_BYTES
from firsthand.model.coverage import Revision, Setback
from firsthand.model.errors import FetchFailed, NotAllowed

GOOD = "Ann Lee said the bridge is shut."


def trip(*inputs, **given):
    """All Revisions and all Setbacks that `inputs` come to."""
    revisions, setbacks = [], []
    for capture in collect([str(i) for i in inputs], **given):
        for found in [capture] if isinstance(capture, Setback) else take_in(capture):
            (setbacks if isinstance(found, Setback) else revisions).append(found)
    return revisions, setbacks


def broken_gzip():
    return gzip.compress(GOOD.encode() * 100)[:-20]


def deep_json():
    return b"[" * 100_000 + b"]" * 100_000


def png():
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20


# What is in the file, what it is called, and words that the Setback must have. None are read.
UNREADABLE = [
    pytest.param("empty.txt", b"", ["0 bytes", "check how it was saved"], id="empty"),
    pytest.param("blank.txt", b" \n\n\t ", ["no text"], id="only white space"),
    pytest.param("mark.txt", b"\xef\xbb\xbf", ["no text"], id="only a byte order mark"),
    pytest.param("picture.txt", png(), ["binary", "export"], id="binary"),
    pytest.param("program.html", b"\x7fELF\x02\x01\x01" + bytes(500), ["binary"], id="binary as a page"),
    pytest.param("story.pdf", b"%PDF-1.7 ...", ["PDF", "broken or cut", "download"], id="pdf"),
    pytest.param("story.txt", b"%PDF-1.7 ...", ["PDF", "broken or cut", "download"], id="pdf under another name"),
    pytest.param("crawl.warc", b"WARC/1.0\r\n...", ["record", "cut"], id="warc"),
    pytest.param("crawl.warc.gz", gzip.compress(b"WARC/1.0\r\n..."), ["record", "cut"], id="packed warc"),
    pytest.param("many.zip", b"PK\x03\x04....", ["zip", "broken or cut"], id="zip"),
    pytest.param("cut.txt.gz", broken_gzip(), ["gzip", "broken or cut"], id="cut gzip"),
    pytest.param("cut.txt.xz", lzma.compress(GOOD.encode())[:-8], ["xz", "broken or cut"], id="cut xz"),
    pytest.param("bad.txt.bz2", b"BZh9nonsense", ["bzip2", "broken or cut"], id="broken bzip2"),
    pytest.param("deep.json", deep_json(), ["nested too deep"], id="deep json"),
    pytest.param("deep.jsonl", deep_json(), ["nested too deep", "correct the line"], id="deep json line"),
    pytest.param("number.jsonl", b"1" * 5000, ["no JSON"], id="json number of 5,000 digits"),
    pytest.param("list.jsonl", b"[1, 2]", ["JSON object", "a list"], id="json list as a line"),
    pytest.param("blank.jsonl", b'{"title": "x"}', ['"text" or "html"', "neither"], id="no text field"),
    pytest.param("typed.jsonl", b'{"text": 5}', ['"text" or "html"', "a number"], id="text of another type"),
    pytest.param("null.jsonl", b'{"text": ""}', ["no text"], id="empty text"),
    pytest.param("deep.html", b"<div>" * 200_000 + b"x", ["nested", "240", "save the text"], id="200,000 elements"),
    pytest.param("wide.html", b"<p>x</p>" * 200_000, ["60,000", "save the text"], id="200,000 paragraphs"),
    pytest.param("bare.html", b"<html><body></body></html>", ["running text"], id="page without text"),
    pytest.param("odd.xml", b"<?xml version='1.0'?><a>b</a>", ["RSS or Atom", "none"], id="xml that is no feed"),
    pytest.param("bare.rss", b"<rss version='2.0'><channel/></rss>", ["without any"], id="feed without entries"),
    pytest.param("no.eml", b"Content-Type: image/png\n\nxyz", ["mail", "export"], id="mail without text"),
    pytest.param("html.jsonl", json.dumps({"html": "<b>" * 9000}).encode(), ["nested"], id="deep html in json"),
]


@pytest.mark.parametrize(("name", "raw", "words"), UNREADABLE)
def test_what_cannot_be_read_is_set_back(tmp_path, name, raw, words):
    bad = tmp_path / "b" / name
    bad.parent.mkdir()
    bad.write_bytes(raw)
    for good in ("a", "c"):
        (tmp_path / good).mkdir()
        (tmp_path / good / "good.txt").write_text(f"{GOOD} {good}")
    revisions, setbacks = trip(tmp_path / "a", bad, tmp_path / "c")
    assert [r.text for r in revisions] == [f"{GOOD} a", f"{GOOD} c"]
    (setback,) = setbacks
    assert setback.input.startswith(str(bad))
    assert setback.reason.startswith("expected")
    assert ", came" in setback.reason
    assert [w for w in words if w not in setback.reason] == []


# What is in the file, the text that is stored, and words that the Setback beside it must have.
MENDED = [
    pytest.param(b"caf\xe9 and \x93bridge\x94, said the man of the town", None, ["UTF-8", "guess"], id="wrong charset"),
    pytest.param(b"The bridge\0 is shut.", "The bridge\ufffd is shut.", ["NUL", "U+FFFD"], id="nul"),
    pytest.param(b"The \xed\xa0\x80 bridge.", "The \ufffd bridge.", ["surrogate", "U+FFFD"], id="lone surrogate"),
    pytest.param("Brücke ".encode() * 9 + b"\xff.", "Brücke " * 9 + "\ufffd.", ["1 places"], id="one broken byte"),
]


@pytest.mark.parametrize(("raw", "text", "words"), MENDED)
def test_what_can_be_read_is_read_and_the_editor_told(tmp_path, raw, text, words):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(raw)
    (revision,), (setback,) = trip(bad)
    assert text is None or revision.text == text
    assert setback.reason.startswith("expected")
    assert [w for w in words if w not in setback.reason] == []


def test_json_escapes_of_nul_and_lone_surrogates(tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b'{"text": "The \\ud800 bridge\\u0000 is shut \\ud83d\\ude00."}')
    (revision,), setbacks = trip(bad)
    assert revision.text == "The \ufffd bridge\ufffd is shut \U0001f600."
    assert len(setbacks) == 2
    assert {s.input for s in setbacks} == {f"{bad}, line 1"}


def test_broken_lines_among_good_ones(tmp_path):
    bad = tmp_path / "bad.jsonl"
    lines = [
        json.dumps({"id": "one", "text": GOOD}),
        '{"id": "two", "text": "cut',
        "",
        json.dumps({"id": "four", "text": GOOD, "title": 5, "outlet": ["x"], "published": "soon", "byline": None}),
        "null",
        json.dumps({"id": "six", "text": GOOD, "published": "2031-05-04"}),
    ]
    bad.write_text("\n".join(lines))
    revisions, setbacks = trip(bad)
    assert [r.article for r in revisions] == ["one", "four", "six"]
    assert [s.input.rpartition(", ")[2] for s in setbacks] == ["line 2", "line 4", "line 4", "line 4", "line 5"]
    said = " | ".join(s.reason for s in setbacks)
    for words in ('"title", came a number', '"outlet", came a list', "\"published\", came 'soon'", "came null"):
        assert words in said
    assert revisions[1].title is None
    assert revisions[1].published is None


def test_thousands_of_broken_lines_are_counted_not_listed(tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text("x\n" * 5_000 + json.dumps({"text": GOOD}))
    revisions, setbacks = trip(bad)
    assert len(revisions) == 1
    assert len(setbacks) == 101
    assert "4,900 more lines" in setbacks[-1].reason


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 2_000_000, id="10 MB in one line"),
        pytest.param("“" * 40_000, id="40,000 opening quotation marks"),
        pytest.param("Home\n" * 200_000, id="200,000 short lines"),
        pytest.param("Home page\n" * 9 + "Ann Lee said the bridge is shut for good.\n" * 20_000, id="islands"),
        pytest.param(". Read more about it" * 100_000, id="100,000 calls in one line"),
        pytest.param(" - ".join(["A"] * 100_000), id="100,000 dashes"),
    ],
)
def test_long_and_odd_texts_are_read_whole(text):
    (revision,) = take_in(Capture(origin="long.txt", raw=text.encode(), media="text/plain"))
    assert isinstance(revision, Revision)
    assert revision.text == text


def test_a_text_too_long_for_an_article():
    (setback,) = take_in(Capture(origin="long.txt", raw=b"word " * 4_000_001, media="text/plain"))
    assert isinstance(setback, Setback)
    assert "20,000,000 characters" in setback.reason


def test_more_than_a_capture_may_hold(tmp_path, monkeypatch):
    bomb = tmp_path / "bomb.txt.gz"
    with bomb.open("wb") as out, gzip.open(out, "wb") as packed:
        for _ in range(CAPTURE_BYTES // 10_000_000 + 1):
            packed.write(b"x" * 10_000_000)
    monkeypatch.setattr("firsthand.ingest.opening.CAPTURE_BYTES", 1_000_000)
    plain = tmp_path / "plain.txt"
    plain.write_bytes(b"x" * 1_000_001)
    revisions, setbacks = trip(bomb, plain)
    assert revisions == []
    assert [s.input for s in setbacks] == [str(bomb), str(plain)]
    assert all("split" in s.reason for s in setbacks)


def test_a_missing_file_a_glob_without_match_and_odd_names(tmp_path):
    good = tmp_path / "good.txt"
    good.write_text(GOOD)
    given = [tmp_path / "missing.txt", tmp_path / "*.nothing", "x" * 5_000, "a\0b", "ftp://news.example/x", "", good]
    revisions, setbacks = trip(*given)
    assert [r.text for r in revisions] == [GOOD]
    assert [s.input for s in setbacks] == [str(g) for g in given[:-1]]
    assert "not there" in setbacks[0].reason
    assert "quotation marks" in setbacks[1].reason
    assert "http or https" in setbacks[4].reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_and_folder(tmp_path):
    for name in ("secret.txt", "z.txt"):
        (tmp_path / name).write_text(GOOD)
    (tmp_path / "secret.txt").chmod(0)
    (tmp_path / "locked").mkdir(mode=0)
    revisions, setbacks = trip(tmp_path)
    assert len(revisions) == 1
    assert all("chmod" in s.reason for s in setbacks)
    assert len(setbacks) == 2
    (tmp_path / "locked").chmod(stat.S_IRWXU)


def test_what_the_system_refuses_is_said(tmp_path, monkeypatch):
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "secret.txt").write_text(GOOD)
    real = Path.open

    def opened(self, *rest, **more):
        if self.name == "secret.txt":
            raise PermissionError(13, "Permission denied")
        return real(self, *rest, **more)

    monkeypatch.setattr(Path, "open", opened)
    revisions, (setback,) = trip(tmp_path)
    assert len(revisions) == 1
    assert "chmod" in setback.reason


def test_a_folder_that_loops(tmp_path):
    (tmp_path / "in" / "deeper").mkdir(parents=True)
    (tmp_path / "in" / "deeper" / "good.txt").write_text(GOOD)
    (tmp_path / "in" / "deeper" / "up").symlink_to(tmp_path)
    (tmp_path / "z-twice").symlink_to(tmp_path / "in")
    revisions, (setback,) = trip(tmp_path)
    assert [r.text for r in revisions] == [GOOD]
    assert "contain itself" in setback.reason
    assert setback.input.endswith("up")


def test_broken_links_and_pipes(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "round.txt").symlink_to(tmp_path / "round.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "good.txt").write_text(GOOD)
    revisions, setbacks = trip(tmp_path, tmp_path / "pipe.txt")
    assert len(revisions) == 1
    assert [Path(s.input).name for s in setbacks] == ["gone.txt", "round.txt", "pipe.txt"]
    assert "standard input" in setbacks[-1].reason


@pytest.mark.parametrize("fault", [FetchFailed("expected a page, came 500"), NotAllowed("expected a public host")])
def test_an_address_that_cannot_be_had(tmp_path, fault):
    (tmp_path / "good.txt").write_text(GOOD)

    def fetch(_):
        raise fault

    revisions, (setback,) = trip("https://news.example/bridge", tmp_path, fetch=fetch)
    assert len(revisions) == 1
    assert setback == Setback(input="https://news.example/bridge", reason=str(fault))
