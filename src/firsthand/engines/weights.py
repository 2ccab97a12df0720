"""Is this the model that was shipped? Its files, each checked against its SHA-256 before it is used.

    reader/reader.onnx        the network
    reader/vocabulary.txt     its word pieces
    reader/reader.toml        what goes with them: name, digests, sizes of windows

The digests are in reader.toml, which has none itself: what it must hold is checked instead.
"""

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from firsthand.engines.encoder import Encoder
from firsthand.engines.network import OpenVinoNetwork
from firsthand.engines.wordpieces import Vocabulary
from firsthand.model.errors import WeightsError


class _About(NamedTuple):
    """What reader.toml says."""

    name: str
    window: int
    overlap: int
    graph: str
    """The SHA-256 of reader.onnx."""
    vocabulary: str
    """The SHA-256 of vocabulary.txt."""


@cache
def encoder_name() -> str:
    """Which model this package has, in which version; the network is not loaded for it."""
    return _about().name


@cache
def load_encoder() -> Encoder:
    """The encoder of this package, loaded once. Raises WeightsError where a file is missing or altered."""
    about = _about()
    lines = _checked("vocabulary.txt", about.vocabulary).decode().splitlines()
    return Encoder(
        Vocabulary({piece: number for number, piece in enumerate(lines)}),
        OpenVinoNetwork.of(_checked("reader.onnx", about.graph)),
        window=about.window,
        overlap=about.overlap,
    )


@cache
def _about() -> _About:
    try:
        told = tomllib.loads(_whole("reader.toml").decode())
        digests = told["sha256"]
        return _About(
            name=str(told["name"]),
            window=int(told["window"]),
            overlap=int(told["overlap"]),
            graph=str(digests["reader.onnx"]),
            vocabulary=str(digests["vocabulary.txt"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise WeightsError(
            f"expected a name, sizes and digests in the model file reader.toml, came {error!r}; install firsthand again"
        ) from error


def _checked(name: str, digest: str) -> bytes:
    """The bytes of a file, if they are those that were shipped."""
    found = _whole(name)
    came = hashlib.sha256(found).hexdigest()
    if came != digest:
        raise WeightsError(
            f"expected the model file {name} with SHA-256 {digest[:16]}..., "
            f"came {came[:16]}...; install firsthand again"
        )
    return found


def _whole(name: str) -> bytes:
    try:
        return files("firsthand.engines").joinpath("reader", name).read_bytes()
    except OSError as error:
        raise WeightsError(
            f"expected the model file {name} in the package, came {error}; install firsthand again"
        ) from error
