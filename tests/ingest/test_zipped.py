"""Archives of files: read as folders, whatever they claim; nothing is written, nothing unpacked beyond the caps."""

import gzip
import io
import json
import os
import struct
import tarfile
import zipfile

import pytest
from files import GOOD, PAGE, answer, captures, trip, warc_record

from firsthand.ingest.zipped import MEMBERS


def zipped(members, packing=zipfile.ZIP_DEFLATED):
    """A zip archive with `members`, pairs of name and content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def tarred(members, mode="w"):
    """The same as a tar archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


FOLDER = [
    ("story/page.html", PAGE),
    ("story/photo.jpg", b"\xff\xd8\xff"),
    ("README.md", b"about the folder"),
    (".git/config.txt", b"hidden"),
    ("__MACOSX/story/._page.html", b"hidden"),
    ("wire/lines.jsonl.gz", gzip.compress(json.dumps({"text": GOOD}).encode())),
    ("note.txt", GOOD.encode()),
    ("odd.story", b"what is this"),
]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        pytest.param("day.zip", zipped(FOLDER), id="zip"),
        pytest.param("day.zip", zipped(FOLDER, zipfile.ZIP_BZIP2), id="zip by bzip2"),
        pytest.param("day.tar", tarred(FOLDER), id="tar"),
        pytest.param("day.tar.gz", tarred(FOLDER, "w:gz"), id="tar.gz"),
        pytest.param("day.tgz", tarred(FOLDER, "w:gz"), id="tgz"),
        pytest.param("day.tar.xz", tarred(FOLDER, "w:xz"), id="tar.xz"),
        pytest.param("day", zipped(FOLDER), id="zip without an ending"),
        pytest.param("day.txt", tarred(FOLDER), id="tar under another name"),
    ],
)
def test_an_archive_is_read_as_a_folder(tmp_path, name, raw):
    day = tmp_path / name
    day.write_bytes(raw)
    found, (setback,) = captures(day)
    assert [c.place for c in found] == ["story/page.html", "wire/lines.jsonl.gz", "note.txt"]
    assert [c.media for c in found] == ["text/html", "application/x-ndjson", "text/plain"]
    assert {c.origin for c in found} == {str(day)}
    assert found[2].raw == GOOD.encode()
    assert setback.input == f"{day}, odd.story"
    revisions, _ = trip(day)
    assert [r.text for r in revisions[1:]] == [GOOD, GOOD]


def test_archives_on_standard_input_and_in_folders(tmp_path):
    (tmp_path / "day.zip").write_bytes(zipped(FOLDER))
    found, _ = captures(tmp_path)
    assert len(found) == 3
    for raw in (zipped(FOLDER), tarred(FOLDER)):
        found, _ = captures("-", stdin=io.BytesIO(raw))
        assert [c.origin for c in found] == ["-"] * 3


HOSTILE = [
    "../../up.txt",
    "/etc/up.txt",
    "C:\\up.txt",
    "..\\..\\up.txt",
    "a/../../up.txt",
    "a\x1bup.txt",
    "x" * 200 + ".txt",
]


@pytest.mark.parametrize("make", [zipped, tarred])
def test_names_that_lead_elsewhere_lead_nowhere(tmp_path, make):
    day = tmp_path / "in" / "day.archive"
    day.parent.mkdir()
    day.write_bytes(make([(name, GOOD.encode()) for name in HOSTILE]))
    before = sorted(tmp_path.rglob("*"))
    found, setbacks = captures(day)
    assert setbacks == []
    assert len(found) == len(HOSTILE)
    for capture in found:
        assert ".." not in capture.place
        assert not capture.place.startswith("/")
        assert capture.place.isprintable()
    assert sorted(tmp_path.rglob("*")) == before


def test_equal_names_are_told_apart(tmp_path):
    day = tmp_path / "day.zip"
    with pytest.warns(UserWarning, match="Duplicate"):
        day.write_bytes(zipped([("a.txt", b"one"), ("a.txt", b"two")]))
    found, _ = captures(day)
    assert [(c.place, c.raw) for c in found] == [("a.txt", b"one"), ("a.txt (2)", b"two")]


def links_and_devices(_):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in [("l.txt", tarfile.SYMTYPE), ("h.txt", tarfile.LNKTYPE), ("p.txt", tarfile.FIFOTYPE)]:
            info = tarfile.TarInfo(name)
            info.type = kind
            info.linkname = "/etc/hostname"
            archive.addfile(info)
    return out.getvalue()


def zip_link(_):
    info = zipfile.ZipInfo("l.txt")
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/hostname")
    return out.getvalue()


@pytest.mark.parametrize(("make", "many"), [(links_and_devices, 3), (zip_link, 1)])
def test_links_and_devices_are_set_back(tmp_path, make, many):
    day = tmp_path / "day"
    day.write_bytes(make(None))
    found, setbacks = captures(day)
    assert found == []
    assert len(setbacks) == many
    assert all("came a link" in s.reason for s in setbacks)


def encrypted():
    raw = bytearray(zipped([("a.txt", GOOD)]))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def overlapping():
    """Two names in the list for the bytes of one file, as a quoted bomb has them by the thousand."""
    raw = zipped([("a.txt", GOOD), ("b.txt", GOOD)])
    first = raw.index(b"PK\x01\x02")
    second = raw.index(b"PK\x01\x02", first + 4)
    return raw[: second + 42] + struct.pack("<L", 0) + raw[second + 46 :]


def long_list():
    """An archive that says its list of names has four gigabytes."""
    raw = bytearray(zipped([("a.txt", GOOD)]))
    end = raw.rindex(b"PK\x05\x06")
    raw[end + 12 : end + 16] = struct.pack("<L", 0xFFFFFFF0)
    return bytes(raw)


def document(name):
    return zipped([("[Content_Types].xml", "<Types/>"), (name, "<w/>"), ("a.txt", GOOD)])


def nested(depth):
    raw = zipped([("a.txt", GOOD)])
    for _ in range(depth - 1):
        raw = zipped([("in.zip", raw)])
    return raw


def liar():
    """A tar archive whose head claims a name of eight gigabytes."""
    info = tarfile.TarInfo("././@LongLink")
    info.type = tarfile.GNUTYPE_LONGNAME
    info.size = 8_000_000_000
    return info.tobuf(tarfile.GNU_FORMAT) + bytes(4_000_000)


REFUSED = [
    pytest.param(encrypted(), "encrypted", id="encrypted"),
    pytest.param(overlapping(), "in the bytes of another", id="overlapping"),
    pytest.param(long_list(), "list of 4,294,967,280 bytes", id="long list"),
    pytest.param(document("word/document.xml"), "Word document", id="docx"),
    pytest.param(document("META-INF/container.xml"), "electronic book", id="epub"),
    pytest.param(nested(3), "nested at most 2 deep", id="nested too deep"),
    pytest.param(zipped([("a.txt", b"\0" * 150_000_000)]), "grows at most 200-fold", id="bomb"),
    pytest.param(zipped([("a.txt", GOOD)])[:-30], "broken or cut", id="cut zip"),
    pytest.param(tarred([("a.png", b""), ("b.txt", b"")])[:700], "within a head", id="cut tar"),
    pytest.param(liar(), "a longer one", id="a head of eight gigabytes"),
    pytest.param(gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"x")))), "3 times over", id="packed often"),
    pytest.param(b"7z\xbc\xaf\x27\x1c" + bytes(50), "7-Zip", id="7z"),
    pytest.param(b"Rar!\x1a\x07\x00" + bytes(50), "RAR", id="rar"),
    pytest.param(bytes(60) + b"BOOKMOBI" + bytes(50), "electronic book", id="mobi"),
]


@pytest.mark.parametrize(("raw", "words"), REFUSED)
def test_archives_that_are_not_read(tmp_path, raw, words):
    (tmp_path / "a-day").mkdir()
    (tmp_path / "a-day" / "good.txt").write_text(GOOD)
    day = tmp_path / "day"
    day.write_bytes(raw)
    found, setbacks = captures(day, tmp_path / "a-day")
    assert [c.raw for c in found] == [GOOD.encode()]
    assert len(setbacks) == 1
    assert words in setbacks[0].reason
    assert setbacks[0].input.startswith(str(day))


def test_an_archive_in_an_archive(tmp_path):
    day = tmp_path / "day.zip"
    day.write_bytes(zipped([("week/in.tar.gz", tarred([("deep/a.txt", GOOD.encode())], "w:gz"))]))
    (capture,), setbacks = captures(day)
    assert setbacks == []
    assert capture.place == "week/in.tar.gz, deep/a.txt"


def test_a_broken_member_among_good_ones(tmp_path):
    raw = bytearray(zipped([("a.txt", GOOD), ("b.txt", os.urandom(500).hex()), ("c.txt", GOOD)]))
    raw[raw.index(b"b.txt") + 100] ^= 0xFF
    day = tmp_path / "day.zip"
    day.write_bytes(raw)
    found, (setback,) = captures(day)
    assert [c.place for c in found] == ["a.txt", "c.txt"]
    assert setback.input == f"{day}, b.txt"


def test_more_members_than_an_archive_may_have(tmp_path, monkeypatch):
    assert MEMBERS == 100_000
    monkeypatch.setattr("firsthand.ingest.zipped.MEMBERS", 3)
    monkeypatch.setattr("firsthand.ingest.tarred.MEMBERS", 3)
    members = [(f"{n}.txt", GOOD.encode()) for n in range(4)]
    for raw, read in ((zipped(members), 0), (tarred(members), 3)):
        day = tmp_path / "day"
        day.write_bytes(raw)
        found, (setback,) = captures(day)
        assert len(found) == read
        assert "at most 3 files" in setback.reason


def test_a_packed_file_that_grows_beyond_all_measure(tmp_path, monkeypatch):
    monkeypatch.setattr("firsthand.ingest.compressed.BOMB_BYTES", 1_000_000)
    bomb = tmp_path / "bomb.jsonl.gz"
    bomb.write_bytes(gzip.compress(b"\n" * 30_000_000))
    found, (setback,) = captures(bomb)
    assert "200-fold" in setback.reason
    assert sum(len(c.raw) for c in found) < 30_000_000


def wacz(pages):
    url = "https://news.example"
    crawl = b"".join(
        gzip.compress(r)
        for r in (
            warc_record("response", f"{url}/old", answer(b"", "Location: /bridge", status="301 Moved")),
            warc_record("response", f"{url}/bridge", answer(PAGE)),
            warc_record("response", f"{url}/frame", answer(PAGE)),
            warc_record("response", f"{url}/api.json", answer(b'{"count": 5}', media="application/json")),
        )
    )
    return zipped(
        [
            ("archive/data.warc.gz", crawl),
            ("indexes/index.cdx.gz", gzip.compress(b"x")),
            ("datapackage.json", "{}"),
            *([("pages/pages.jsonl", pages)] if pages is not None else []),
            ("fuzzy.json", "{}"),
        ],
        zipfile.ZIP_STORED,
    )


HEAD = '{"format": "json-pages-1.0", "id": "pages"}\n'


@pytest.mark.parametrize(
    ("pages", "paths"),
    [
        pytest.param(HEAD + '{"url": "https://news.example/bridge/"}\n', ["bridge"], id="one page"),
        pytest.param(HEAD + '{"url": "https://news.example/old"}\n', ["bridge"], id="a page that moved"),
        pytest.param(None, ["bridge", "frame", "api.json"], id="no list"),
        pytest.param(HEAD + "broken\n[[[[", ["bridge", "frame", "api.json"], id="a broken list"),
    ],
)
def test_a_web_archive_is_read_for_its_pages(tmp_path, pages, paths):
    archive = tmp_path / "crawl.wacz"
    archive.write_bytes(wacz(pages))
    found, _ = captures(archive)
    assert [c.url.rpartition("/")[2] for c in found] == paths
    assert found[0].place == "archive/data.warc.gz, record 2"
    assert found[0].captured is not None
