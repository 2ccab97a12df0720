"""Which passages of running text say one claim? Short invented coverage whose statements are tagged.

    ## The ferry strike at Ostrel, 2033
    # 1 All 412 crew members have stopped work
    # 2 The ferry line has offered a rise
    @ wire
    OSTREL - {1|Not a rope was touched}, the harbour office said. The line denied that {-2|it had offered anything}.

A tag names the claims that a passage bears on, with "-" before one that it denies or doubts, and "*" behind one of
which it gives another value. What families are for single wordings, scenes are for those that need what is round them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from families import Story, Wording
from firsthand.model.span import Span
from firsthand.text.sentences import split_sentences

_TAG = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")
_CLAIM = re.compile(r"(-?)(\d+)(\*?)")
_STORY = re.compile(r"^## .*$", re.MULTILINE)
_ARTICLE = re.compile(r"^@ .*$", re.MULTILINE)


def of_scenes(path: Path) -> Iterator[Story]:
    """The stories of a file of scenes. Raises ValueError for a tag that names no claim of its story."""
    for story in _STORY.split(path.read_text("utf-8"))[1:]:
        head, *articles = _ARTICLE.split(story)
        claims = {int(line.split()[1]) for line in head.splitlines() if line.startswith("# ")}
        wordings = tuple(w for article in articles for w in _wordings(article.strip()))
        for claim in {claim for w in wordings for claim in w.side} - claims:
            raise ValueError(f"expected a tag of one of the claims {sorted(claims)}, came {claim} in {path}")
        if wordings:
            yield wordings


def _wordings(article: str) -> Iterator[Wording]:
    """The tagged passages of one article, each with the sentences round it."""
    text, tags, at = "", [], 0
    for tag in _TAG.finditer(article):
        text += article[at : tag.start()]
        tags.append((Span(len(text), len(text) + len(tag[2])), tag[1]))
        text, at = text + tag[2], tag.end()
    text += article[at:]
    sentences = split_sentences(text)
    for span, told in tags:
        found = [(int(number), sign, star) for sign, number, star in _CLAIM.findall(told)]
        yield Wording(
            " ".join(span.of(text).split()),
            {claim: not sign for claim, sign, _ in found},
            {claim: span.of(text) if star else "" for claim, _, star in found},
            _around(text, span, sentences),
        )


def _around(text: str, span: Span, sentences: tuple[Span, ...]) -> str:
    """The sentences in which `span` lies, and the one before."""
    own = [at for at, sentence in enumerate(sentences) if sentence.overlaps(span)]
    if not own:
        return span.of(text)
    whole = Span(sentences[max(own[0] - 1, 0)].start, sentences[own[-1]].end)
    return " ".join(whole.of(text).split())
