"""Is this the model that was shipped? Its files, each checked against its SHA-256 before it is used.

    reader/reader.onnx        the network
    reader/vocabulary.txt     its word pieces
    reader/reader.toml        what goes with them: name, digests, sizes of windows
    matcher/matcher.onnx, matcher.toml      the same for the network that compares statements; the word pieces are one

The digests are in the TOML files, which have none themselves: what they must hold is checked instead.
"""

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from firsthand.engines.encoder import Encoder
from firsthand.engines.matching import Matcher
from firsthand.engines.network import OpenVinoMatching, OpenVinoNetwork
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
    return Encoder(
        _vocabulary(),
        OpenVinoNetwork.of(_checked("reader/reader.onnx", about.graph)),
        window=about.window,
        overlap=about.overlap,
    )


@cache
def matcher_name() -> str:
    """What compares statements, in which version; the network is not loaded for it."""
    return _matcher()[0]


@cache
def load_matcher() -> Matcher:
    """What compares statements, loaded once. Raises WeightsError where a file is missing or altered."""
    name, longest, digest = _matcher()
    graph = _checked("matcher/matcher.onnx", digest)
    return Matcher(name, _vocabulary(), OpenVinoMatching.of(graph, longest))


def _matcher() -> tuple[str, int, str]:
    """Its name, how many pieces it reads, and its digest."""
    told = _told("matcher/matcher.toml")
    try:
        return str(told["name"]), int(told["longest"]), str(told["sha256"]["matcher.onnx"])
    except (KeyError, TypeError, ValueError) as error:
        raise _odd("matcher/matcher.toml", "a name, a length and a digest", error) from error


@cache
def _vocabulary() -> Vocabulary:
    """The word pieces, which are those of both."""
    lines = _checked("reader/vocabulary.txt", _about().vocabulary).decode().splitlines()
    return Vocabulary({piece: number for number, piece in enumerate(lines)})


@cache
def _about() -> _About:
    told = _told("reader/reader.toml")
    try:
        digests = told["sha256"]
        return _About(
            name=str(told["name"]),
            window=int(told["window"]),
            overlap=int(told["overlap"]),
            graph=str(digests["reader.onnx"]),
            vocabulary=str(digests["vocabulary.txt"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _odd("reader/reader.toml", "a name, sizes and digests", error) from error


def _told(name: str) -> dict[str, Any]:
    """What a TOML file of the package says."""
    try:
        return tomllib.loads(_whole(name).decode())
    except ValueError as error:
        raise _odd(name, "TOML", error) from error


def _odd(name: str, expected: str, error: Exception) -> WeightsError:
    return WeightsError(f"expected {expected} in the model file {name}, came {error!r}; install firsthand again")


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
        return files("firsthand.engines").joinpath(*name.split("/")).read_bytes()
    except OSError as error:
        raise WeightsError(
            f"expected the model file {name} in the package, came {error}; install firsthand again"
        ) from error
