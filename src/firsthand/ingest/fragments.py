r"""What does this bit of markup say? The text of a feed entry: a paragraph a line, an empty line between.

>>> text_of_fragment("<p>The bridge is <b>shut</b>.</p><p>Ann Lee said so.<br>On Sunday.</p>")
'The bridge is shut.\n\nAnn Lee said so.\nOn Sunday.'
"""

from collections.abc import Iterator
from typing import cast

from lxml.etree import HTMLParser as PlainParser
from lxml.etree import LxmlError, fromstring
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from firsthand.ingest.nesting import refuse_deep
from firsthand.model.errors import NotText

_BLOCK_NAMES = (
    "address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SILENT_NAMES = "script style template noscript iframe object head"
_SILENT = frozenset(_SILENT_NAMES.split())
_BREAK = "\0"
_PARAGRAPH = "\x01"


def parsed(markup: str, *, plain: bool = False) -> HtmlElement:
    """The tree of `markup`. Raises TooMuch before it is built when it is too deep, NotText when it is no markup.

    lxml is given bytes, since it refuses strings that name a charset. A `plain` tree lacks what `lxml.html` adds to its
    elements, and is walked faster.
    """
    raw = markup.encode("utf-8", "replace")
    refuse_deep(raw)
    try:
        if plain:
            return cast("HtmlElement", fromstring(raw, parser=PlainParser(encoding="utf-8")))
        return document_fromstring(raw, parser=HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError) as error:
        raise NotText(f"expected markup, came what is none ({error}); save the text instead") from error


def text_of_fragment(markup: str) -> str:
    """The text of `markup`, entities resolved, white space evened out. Raises as `parsed` does."""
    if not markup.strip():
        return ""
    if "<" not in markup and "&" not in markup:
        return _evened(markup.replace(_BREAK, " ").replace(_PARAGRAPH, " "))
    return _evened("".join(_pieces(parsed(f"<div>{markup}</div>"))))


def _pieces(tree: HtmlElement) -> Iterator[str]:
    """The text of `tree` in order, with marks where lines and paragraphs end; no recursion."""
    waiting: list[HtmlElement | str] = [tree]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        if not isinstance(one.tag, str) or one.tag in _SILENT:
            continue
        edge = _PARAGRAPH if one.tag in _BLOCKS else _BREAK if one.tag == "br" else ""
        waiting.append(edge)
        for child in reversed(one):
            waiting += [child.tail or "", child]
        yield edge
        yield one.text or ""


def _evened(text: str) -> str:
    """One space for each run of white space, one line break or empty line for each run of marks."""
    paragraphs = (
        "\n".join(line for piece in paragraph.split(_BREAK) if (line := " ".join(piece.split())))
        for paragraph in text.split(_PARAGRAPH)
    )
    return "\n\n".join(p for p in paragraphs if p)
