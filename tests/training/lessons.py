"""Rows and lessons for tests: a text with its statements, given by their words."""

from corpus import Taught, of_contract, teach
from firsthand.engines.encoder import ROLE_LABELS
from firsthand.engines.wordpieces import Vocabulary

WORDS = Vocabulary({"[UNK]": 0, "un": 1, "##confirmed": 2})
"""Every word is one piece but "unconfirmed", which is two."""


def a_part(text: str, words: str | None) -> dict | None:
    if words is None:
        return None
    at = text.index(words)
    return {"exact": words, "start": at, "end": at + len(words)}


def a_saying(text, source, cue, *content, parent=None) -> dict:
    parts = {"source": a_part(text, source), "cue": a_part(text, cue)}
    return {"id": "s", "parent": parent, **parts, "content": [a_part(text, each) for each in content]}


def a_row(text, *statements, **more) -> dict:
    return {"contract": 1, "article": {"id": "a-1"}, "text": text, "statements": list(statements), **more}


def taught(text, *statements, names=None, **more) -> Taught:
    return teach(of_contract(a_row(text, *statements, **more)), WORDS, names)


def labels(article: Taught) -> list[str]:
    return ["?" if label < 0 else ROLE_LABELS[label] for label in article.roles]
