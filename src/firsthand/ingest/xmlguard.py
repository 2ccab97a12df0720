"""Is this XML safe to give to a parser? Answered in one pass over its bytes, before any tree is built.

A feed is nested a dozen deep and declares no entities. One that declares them can make a gigabyte of a kilobyte ("a
billion laughs"), or ask for a file of this machine to be put in; so none is read that does. A DOCTYPE that names a
DTD is let through, as old feeds have one: nothing is ever fetched for it.

>>> refuse_unsafe_xml(b'<rss><channel><title>Bridge shut</title></channel></rss>')
"""

import re

from firsthand.model.errors import NotAllowed, NotText, TooMuch

_DEPTH = 200
_TAGS = 2_000_000
_BROKEN = 500
"""Tags that do not end, from which on it is no feed; the parser for broken ones takes hours for a million of them."""
_PART = re.compile(rb"<(?:!--|!\[CDATA\[|\?|(?P<doctype>!DOCTYPE)|(?P<close>/)|(?P<open>[A-Za-z_])|)", re.IGNORECASE)
_EDGE = re.compile(rb"[<>]")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<![cdata[": b"]]>", b"<?": b"?>"}
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def refuse_unsafe_xml(raw: bytes) -> None:
    """Raise NotAllowed for XML that declares entities, TooMuch for XML nested deeper than a feed is. One pass.

    Raises NotText for what is broken in very many places.
    """
    if raw.startswith(_WIDE_MARKS):
        raw = raw.replace(b"\0", b"")  # UTF-16: its marks are those of ASCII with zeros between
    if _ENTITY.search(raw):
        raise NotAllowed(
            "expected XML that declares no entities, came one that does, as attacks do; ask its maker for a plain feed"
        )
    depth = tags = broken = at = 0
    while part := _PART.search(raw, at):
        at = part.end()
        tags += 1
        if part[0] in _ENDS:
            at = _behind(raw, _ENDS[part[0]], at)
            continue
        edge = _EDGE.search(raw, at)
        if edge is None or edge[0] == b"<" or part[0] == b"<":
            broken += not part["doctype"]
        elif part["close"]:
            depth = max(depth - 1, 0)
        elif part["open"]:
            depth += not raw.endswith(b"/", at, edge.start())
        if depth > _DEPTH or tags > _TAGS:
            raise TooMuch(
                f"expected XML nested at most {_DEPTH} deep and of at most {_TAGS:,} tags, came more; "
                "name its pages instead"
            )
        if broken > _BROKEN:
            raise NotText(
                "expected a feed or a sitemap, came what is no XML, or broken throughout; name its pages instead"
            )


def _behind(raw: bytes, mark: bytes, at: int) -> int:
    """Where `raw` goes on behind the next `mark`; its end when there is none."""
    found = raw.find(mark, at)
    return len(raw) if found < 0 else found + len(mark)
