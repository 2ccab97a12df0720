"""Would this markup make a tree too deep or too large to walk? Answered in one pass, before any tree is built.

A page of news is nested a few dozen deep. 200,000 nested elements keep a parser or a sanitiser that recurses busy
for minutes, and take this count a few milliseconds.
"""

import re
from collections.abc import Iterator

from firsthand.model.errors import TooMuch

_PAGE_BYTES = 20_000_000
"""The largest of 314 news pages has 2.3 million."""

_DEPTH = 240
"""libxml2 drops what is nested more than 256 deep; the deepest of 314 news pages has 66."""

_ELEMENTS = 60_000
"""The most elements in any of 314 news pages are 4,098."""

_TAG = re.compile(rb"<(/?[a-z][a-z0-9:-]{0,40})")
_RAW = frozenset({b"script", b"style", b"textarea", b"title", b"xmp", b"noembed", b"noframes"})
_RAW_START = re.compile(rb"<(?:(script|style|textarea|title|xmp|noembed|noframes)(?![a-z0-9:-])|!--)")
"""Where what follows is no markup until its own end."""
_NO_DEPTH_NAMES = (
    "area base br col embed hr img input link meta param source track wbr "
    "path circle rect line polygon polyline ellipse use stop image animate "
    "p li dt dd option tr td th thead tbody tfoot colgroup optgroup"
)
_NO_DEPTH = _RAW | frozenset(_NO_DEPTH_NAMES.encode().split())
"""Elements that hold nothing, and those that the next of their kind closes: neither nests without others."""


def refuse_deep(markup: bytes) -> None:
    """Raise TooMuch for markup (UTF-8) that is larger, or would be nested deeper, than a page of news is. One pass."""
    if len(markup) > _PAGE_BYTES:
        raise TooMuch(f"expected a page of at most {_PAGE_BYTES:,} bytes, came {len(markup):,}; save its text instead")
    depth = elements = 0
    for name in _tags(markup.lower()):
        if name[0] == _SLASH:
            if depth and name[1:] not in _NO_DEPTH:
                depth -= 1
            continue
        elements += 1
        if name not in _NO_DEPTH:
            depth += 1
            if depth > _DEPTH:
                break
    if depth > _DEPTH or elements > _ELEMENTS:
        raise TooMuch(
            f"expected a page with elements nested at most {_DEPTH} deep and at most {_ELEMENTS:,} of them, "
            "came more; save the text of the page instead"
        )


_SLASH = ord("/")


def _tags(folded: bytes) -> Iterator[bytes]:
    """The names of all tags, "/" before those that close; nothing that stands in a script or a comment."""
    at = 0
    while (start := _RAW_START.search(folded, at)) is not None:
        yield from _TAG.findall(folded, at, start.start() + 1)
        name = start[1]
        if name is None:
            at = _after(folded, b"-->", start.end())
        else:
            yield name
            at = _after(folded, b"</" + name, start.end()) - len(name) - len(b"</")
    yield from _TAG.findall(folded, at)


def _after(text: bytes, mark: bytes, at: int) -> int:
    """Where `text` goes on behind the next `mark`; behind its end when there is none."""
    found = text.find(mark, at)
    return len(text) + len(mark) if found < 0 else found + len(mark)
