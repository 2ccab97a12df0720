"""Which files are meant: folders, globs, standard input, addresses, packed files, in which order."""

import bz2
import gzip
import io
import lzma

import pytest

from firsthand.ingest.archives import collect
from firsthand.ingest.capture import Capture
from firsthand.ingest.compressed import unpack
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotText, TooMuch


def made(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def names(folder, captures):
    return [c.origin.removeprefix(f"{folder}/") for c in captures]


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path):
    made(tmp_path, "b.txt", "a/z.md", "a/b/c.html", "c.jsonl", "a.xml")
    assert names(tmp_path, collect([str(tmp_path)])) == ["a/b/c.html", "a/z.md", "a.xml", "b.txt", "c.jsonl"]


def test_what_is_no_coverage_is_passed_over_in_a_folder(tmp_path):
    made(
        tmp_path, ".hidden.txt", ".git/a.txt", "README.md", "LICENSE", "Changelog.txt", "photo.jpg", "x.sqlite", "a.txt"
    )
    assert names(tmp_path, collect([str(tmp_path)])) == ["a.txt"]


def test_an_unknown_ending_in_a_folder_is_said(tmp_path):
    made(tmp_path, "story", "story.odd", "story.docx", "a.txt")
    found = list(collect([str(tmp_path)]))
    assert [isinstance(f, Setback) for f in found] == [False, True, True, True]
    assert "name the file itself" in found[1].reason
    assert "Word document (.docx)" in found[2].reason
    assert "'.odd'" in found[3].reason


@pytest.mark.parametrize("name", ["README.md", ".hidden.txt", "story", "photo.jpg", "odd [name]*.txt"])
def test_a_file_that_is_named_is_read_whatever_it_is_called(tmp_path, name):
    made(tmp_path, name)
    (capture,) = collect([str(tmp_path / name)])
    assert capture.raw == name.encode()


def test_globs(tmp_path):
    made(tmp_path, "b.txt", "a.txt", "in/c.txt", "in/d.md")
    assert names(tmp_path, collect([f"{tmp_path}/*.txt"])) == ["a.txt", "b.txt"]
    assert names(tmp_path, collect([f"{tmp_path}/**/*.txt"])) == ["a.txt", "b.txt", "in/c.txt"]
    assert names(tmp_path, collect([f"{tmp_path}/**"])) == ["a.txt", "b.txt", "in/c.txt", "in/d.md"]
    assert names(tmp_path, collect([f"{tmp_path}/i?"])) == ["in/c.txt", "in/d.md"]


def test_inputs_of_all_kinds_in_their_order(tmp_path):
    made(tmp_path, "a.txt")

    def fetch(url):
        return Capture(origin=url, raw=b"page", url=url)

    inputs = ["-", "HTTPS://news.example/x", str(tmp_path / "a.txt"), "nothing"]
    found = list(collect(inputs, stdin=io.BytesIO(b"piped"), fetch=fetch))
    assert [f.raw for f in found[:3]] == [b"piped", b"page", b"a.txt"]
    assert found[0].origin == "-"
    assert isinstance(found[3], Setback)


@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)])
def test_packed_files(tmp_path, ending, pack):
    path = tmp_path / f"may.jsonl{ending}"
    path.write_bytes(pack(b"one") + pack(b"two"))
    (capture,) = collect([str(tmp_path)])
    assert capture.raw == b"onetwo"
    assert capture.media == "application/x-ndjson"
    (piped,) = collect(["-"], stdin=io.BytesIO(pack(b"one")))
    assert piped.raw == b"one"


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_unpacking_stops_at_the_cap(pack):
    packed = pack(b"x" * 3_000_000)
    assert len(unpack(packed, 3_000_000)) == 3_000_000
    with pytest.raises(TooMuch):
        unpack(packed, 2_999_999)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_no_cut_file_is_taken_for_a_whole_one(pack):
    packed = pack(b"The bridge is shut. " * 500)
    for length in range(6, len(packed), 5):
        with pytest.raises(NotText):
            unpack(packed[:length])


def test_what_is_not_packed_is_left_alone():
    assert unpack(b"The bridge is shut.") == b"The bridge is shut."
