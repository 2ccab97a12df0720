"""What is a language called? For messages to people: "de" is German."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources


def language_name(code: str) -> str:
    """The English name of the language with an ISO 639-1 code; the code itself where none is known.

    >>> language_name("uk"), language_name("qq")
    ('Ukrainian', 'qq')
    """
    return _names().get(code, code)


@functools.cache
def _names() -> Mapping[str, str]:
    table = tomllib.loads(resources.files("firsthand.text").joinpath("languages.toml").read_text("utf-8"))
    return {code: str(name) for code, name in table.items()}
