"""Would this markup make a tree too deep or too large to walk? Answered in one pass, before any tree is built.

A page of news is nested a few dozen deep. 200,000 nested elements keep a parser or a sanitiser that recurses busy
for minutes, and take this count a few milliseconds.
"""

import re

from firsthand.model.errors import TooMuch

_PAGE_CHARACTERS = 20_000_000
"""The largest of 314 news pages has 2.3 million characters."""

_DEPTH = 240
"""libxml2 drops what is nested more than 256 deep; the deepest of 314 news pages has 66."""

_ELEMENTS = 60_000
"""The most elements in any of 314 news pages are 4,098."""

_TAG = re.compile(rb"<(?:(/?)([a-z][a-z0-9:-]{0,40})|!--)")
_RAW = frozenset({b"script", b"style", b"textarea", b"title", b"xmp", b"noembed", b"noframes"})
_NO_DEPTH_NAMES = (
    "area base br col embed hr img input link meta param source track wbr "
    "path circle rect line polygon polyline ellipse use stop image animate "
    "p li dt dd option tr td th thead tbody tfoot colgroup optgroup"
)
_NO_DEPTH = _RAW | frozenset(_NO_DEPTH_NAMES.encode().split())
"""Elements that hold nothing, and those that the next of their kind closes: neither nests without others."""


def refuse_deep(markup: str) -> None:
    """Raise TooMuch for markup that is larger, or would be nested deeper, than a page of news is. One pass."""
    if len(markup) > _PAGE_CHARACTERS:
        raise TooMuch(
            f"expected a page of at most {_PAGE_CHARACTERS:,} characters, came {len(markup):,}; save its text instead"
        )
    folded = markup.encode("utf-8", "replace").lower()
    depth = elements = raw_until = 0
    for match in _TAG.finditer(folded):
        if match.start() < raw_until:
            continue  # within a script or a comment
        closes, name = match.groups()
        if name is None:
            raw_until = _after(folded, b"-->", match.end())
            continue
        if not closes:
            elements += 1
            if name in _RAW:
                raw_until = _after(folded, b"</" + name, match.end()) - len(name) - len(b"</")
        if name not in _NO_DEPTH:
            depth = max(depth - 1, 0) if closes else depth + 1
        if depth > _DEPTH or elements > _ELEMENTS:
            raise TooMuch(
                f"expected a page with elements nested at most {_DEPTH} deep and at most {_ELEMENTS:,} of them, "
                "came more; save the text of the page instead"
            )


def _after(text: bytes, mark: bytes, at: int) -> int:
    """Where `text` goes on behind the next `mark`; behind its end when there is none."""
    found = text.find(mark, at)
    return len(text) + len(mark) if found < 0 else found + len(mark)
