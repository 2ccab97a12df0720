"""What did the network say of these texts? Asked once, and kept on the ledger, for it is by far the dearest thing.

Most of what a story is linked by was read when its first articles came in. A text is known again by its digest and the
network's name; what is kept is exactly what the network would say again.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from firsthand.engines.matching import Floats, Meaning, from_8_bits, in_8_bits, read_anew
from firsthand.engines.weights import matcher_name
from firsthand.store import Ledger, keep_vectors, vectors

_DIGEST = 16
"""Bytes by which a text is known."""


class Memory:
    """Reads texts by the network, or as the ledger remembers them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def read(self, texts: Sequence[str]) -> Meaning:
        """The Meaning of `texts`, row by row. Raises LedgerError and WeightsError."""
        keys = [_key(text) for text in texts]
        known = vectors(self._ledger, set(keys))
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if fresh or not texts:
            found = read_anew(list(fresh.values()))
            if not texts:
                return found
            packed = (in_8_bits(rows) for rows in found)
            made = {key: (topic.tobytes(), gist.tobytes()) for key, topic, gist in zip(fresh, *packed, strict=True)}
            keep_vectors(self._ledger, made)
            known.update(made)
        return Meaning(topic=_rows([known[key][0] for key in keys]), gist=_rows([known[key][1] for key in keys]))


def _key(text: str) -> bytes:
    whole = f"{matcher_name()}\n{text}".encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=_DIGEST).digest()


def _rows(kept: Sequence[bytes]) -> Floats:
    return from_8_bits(np.frombuffer(b"".join(kept), np.int8).reshape(len(kept), -1))
