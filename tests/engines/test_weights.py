"""The model that is shipped is the one that was made, or it is not used."""

import hashlib
import shutil
import tomllib
from importlib.resources import files

import numpy as np
import pytest

from firsthand.engines import weights
from firsthand.engines.encoder import Encoder, Seen
from firsthand.model.errors import WeightsError

FOLDERS = files("firsthand.engines")
FOLDER, MATCHING = FOLDERS.joinpath("reader"), FOLDERS.joinpath("matcher")
ABOUT = tomllib.loads(FOLDER.joinpath("reader.toml").read_text(encoding="utf-8"))
MATCHER = tomllib.loads(MATCHING.joinpath("matcher.toml").read_text(encoding="utf-8"))


class QuietNetwork:
    """Stands for the real one where only the files are looked at; building that takes a second."""

    @classmethod
    def of(cls, graph):
        assert graph == b"the graph"
        return cls()

    def __call__(self, ids, marks):
        assert ids.shape == marks.shape
        return Seen(*(np.zeros((len(ids), width), np.float32) for width in (7, 17, len(ids), len(ids))))


class QuietMatching:
    """The same for the matcher's."""

    @classmethod
    def of(cls, graph, longest):
        assert (graph, longest) == (b"the graph", 9)
        return cls()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the model's folder, with a small graph, that the room takes for its own."""
    made = tmp_path / "reader"
    made.mkdir()
    shutil.copy(FOLDER / "vocabulary.txt", made)
    (made / "reader.onnx").write_bytes(b"the graph")
    digest = hashlib.sha256(b"the graph").hexdigest()
    told = FOLDER.joinpath("reader.toml").read_text(encoding="utf-8")
    (made / "reader.toml").write_text(told.replace(ABOUT["sha256"]["reader.onnx"], digest), encoding="utf-8")
    matching = tmp_path / "matcher"
    matching.mkdir()
    (matching / "matcher.onnx").write_bytes(b"the graph")
    (matching / "matcher.toml").write_text(f'name = "m-1"\nlongest = 9\n[sha256]\n"matcher.onnx" = "{digest}"\n')
    monkeypatch.setattr(weights, "files", lambda package: {"firsthand.engines": tmp_path}[package])
    monkeypatch.setattr(weights, "OpenVinoNetwork", QuietNetwork)
    monkeypatch.setattr(weights, "OpenVinoMatching", QuietMatching)
    forget()
    yield made
    forget()


def forget():
    weights._about.cache_clear()
    weights._vocabulary.cache_clear()


def load():
    """Load anew: the copy must not be taken for what other tests loaded before."""
    return weights.load_encoder.__wrapped__()


def load_matcher():
    return weights.load_matcher.__wrapped__()


def name():
    return weights.encoder_name.__wrapped__()


@pytest.mark.parametrize("file", sorted(ABOUT["sha256"]))
def test_the_digests_fit_the_files(file):
    assert hashlib.sha256(FOLDER.joinpath(file).read_bytes()).hexdigest() == ABOUT["sha256"][file]


def test_every_file_of_the_model_has_a_digest():
    assert {"reader.onnx", "vocabulary.txt"} == set(ABOUT["sha256"])


def test_the_name_says_which_network_it_is():
    assert weights.encoder_name() == ABOUT["name"]
    assert ABOUT["name"].rsplit("-", 1)[1] == ABOUT["sha256"]["reader.onnx"][:8]


def test_whole_files_make_an_encoder(folder):
    encoder = load()
    assert isinstance(encoder, Encoder)
    assert (encoder.window, encoder.overlap) == (ABOUT["window"], ABOUT["overlap"])
    assert encoder.see("Ito said it rained.").pieces.ids[0] == folder.joinpath("vocabulary.txt").read_text(
        encoding="utf-8"
    ).split("\n").index("ito")


@pytest.mark.parametrize("file", ["reader.onnx", "vocabulary.txt"])
def test_a_changed_byte_is_noticed(folder, file):
    path = folder / file
    held = bytearray(path.read_bytes())
    expected = hashlib.sha256(held).hexdigest()[:16]
    held[-2] ^= 1
    path.write_bytes(held)
    came = hashlib.sha256(held).hexdigest()[:16]
    with pytest.raises(WeightsError) as raised:
        load()
    assert str(raised.value) == (
        f"expected the model file reader/{file} with SHA-256 {expected}..., came {came}...; install firsthand again"
    )


@pytest.mark.parametrize("file", ["reader.onnx", "vocabulary.txt", "reader.toml"])
def test_a_missing_file_is_told(folder, file):
    (folder / file).unlink()
    with pytest.raises(
        WeightsError, match=rf"expected the model file reader/{file} in the package, came .*; install firsthand again"
    ):
        load()


DIGESTS = b'[sha256]\n"reader.onnx" = ""\n"vocabulary.txt" = ""\n'


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"name =",
        b"\xff\xfe",
        b'name = "a"\nwindow = 254\noverlap = 127\nsha256 = 3',
        b'name = "a"\nwindow = "wide"\noverlap = 127\n%b' % DIGESTS,
    ],
    ids=["empty", "no TOML", "no text", "no tables", "no number"],
)
def test_what_goes_with_the_model_is_checked_too(folder, told):
    (folder / "reader.toml").write_bytes(told)
    for ask in (load, name):
        with pytest.raises(
            WeightsError, match=r"expected .* the model file reader/reader\.toml, came .*; install firsthand again"
        ):
            ask()


@pytest.mark.usefixtures("folder")
def test_the_matcher_is_whole_too():
    assert load_matcher().name == "m-1"


def test_the_name_of_the_matcher_says_which_network_it_is():
    digest = hashlib.sha256(MATCHING.joinpath("matcher.onnx").read_bytes()).hexdigest()
    assert MATCHER["sha256"] == {"matcher.onnx": digest}
    assert weights.load_matcher().name == MATCHER["name"]
    assert MATCHER["name"].rsplit("-", 1)[1] == digest[:8]


def test_a_changed_byte_of_the_matcher_is_noticed(folder):
    (folder.parent / "matcher" / "matcher.onnx").write_bytes(b"another graph")
    with pytest.raises(WeightsError, match=r"expected the model file matcher/matcher\.onnx with SHA-256"):
        load_matcher()


@pytest.mark.parametrize("told", [b"", b"name =", b'name = "a"\nlongest = "x"', b'name = "a"\nlongest = 9'])
def test_what_goes_with_the_matcher_is_checked_too(folder, told):
    (folder.parent / "matcher" / "matcher.toml").write_bytes(told)
    with pytest.raises(WeightsError, match=r"expected .* the model file matcher/matcher\.toml, came"):
        load_matcher()
