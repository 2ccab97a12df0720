"""Which runs of text does this page have, and where does each stand? The blocks of a tree, in the order of the page.

A paragraph is a block, and so is a heading, an entry of a list, and the text between two `<br>` in a `<div>`. A block
knows what an extractor that looks at text alone cannot know: whether it is all links, stands under a picture, or in a
box at the side, and which blocks share its container. One pass, no recursion, whatever the markup.
"""

import functools
import re
from collections.abc import Sequence
from enum import IntFlag
from typing import NamedTuple, cast

from lxml.etree import iterwalk
from lxml.html import HtmlElement

_BLOCK_NAMES = (
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCK_TAGS = frozenset(_BLOCK_NAMES.split())
_SILENT_NAMES = (
    "script style template noscript iframe object head svg math button select textarea option audio video canvas map"
)
SILENT_TAGS = frozenset(_SILENT_NAMES.split())
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SIDE_TAGS = frozenset({"nav", "footer", "aside", "dialog", "menu", "form"})

_SIDE = re.compile(
    r"(?:^|[\s_-])(?:related|newsletter\w{0,30}|breadcrumbs?|most-?read|trending|print-?(?:header|footer)|rollover\w{0,30}|"
    r"tooltip\w{0,30}|debug\w{0,30}|recommend\w{0,30}|subscri\w{1,30}|share\w{0,30}|sharing|social\w{0,30}|promo\w{0,30}|sidebar|navi?|navigation|menu|"
    r"banner|images?|photos?|gallery|slideshow|tags|toolbar|sponsor\w{0,30}|advert\w{0,30}|read-?more\w{0,30}|author-?bio|"
    r"teaser-?(?:list|box|group)|comments?|disqus|outbrain|taboola|footer|popup|modal)(?:$|[\s_-])|"
    r"cookie|consent|onetrust|optanon|gdpr"
)
"""What boxes at the side are called; whole pages are, too ("has-sidebar")."""

_CAPTION = re.compile(
    r"caption|(?:img|image|photo|picture|media)[_-]?(?:desc|credit|text|legend|copyright|info)|bildunterschrift|"
    r"(?:^|[\s_-])(?:photo-?credit|legende|copyright)(?:$|[\s_-])"
)
_STANDFIRST = re.compile(
    r"standfirst|stand-first|sub-?title|sub-?head|(?:^|[\s_-])(?:dek|deck|leads?|lede|leadtext|lead-?text|intro\w{0,30}|"
    r"preface|abstract|vorspann|chapo|entradilla|ingress|sommario|excerpt|summary|teaser|description)(?:$|[\s_-])"
)
_WHOLE_TAGS = frozenset({"html", "body", "main", "article"})
"""Their classes tell what the page has ("body.has-comments"), not what they are."""

_BREAK = "\0"  # no tree holds one
_LONGEST_CLASS = 300
"""Characters of class and id that are looked at."""


_LEAVES = HEADINGS | {"p", "li", "blockquote", "dd", "dt", "td", "th", "figcaption", "pre"}


class Place(IntFlag):
    """What a block stands in."""

    NOWHERE = 0
    SIDE = 1
    CAPTION = 2
    STANDFIRST = 4


_SIDE_BIT, _CAPTION_BIT, _STANDFIRST_BIT = map(int, (Place.SIDE, Place.CAPTION, Place.STANDFIRST))
"""As plain numbers: the walk passes each element of a page, and arithmetic on flags took a fifth of its time."""

_PLACES = (
    (_SIDE, _SIDE_BIT),
    (_CAPTION, _CAPTION_BIT),
    (_STANDFIRST, _STANDFIRST_BIT),
)


class Block(NamedTuple):
    """One run of text. `text` has single spaces, with line breaks where the page has `<br>`.

    `linked` is the share of its characters that are links, 0..1. `place` are the bits of `Place`. `within` are the
    numbers of the elements it lies in, the innermost first, six at most. `home` is what it shares with its like: the
    class of the element that holds it, or that one's number where it has no class. `sides` are the elements round it
    that may be boxes at the side, by their names. `number` counts blocks from 0.
    """

    number: int
    tag: str
    text: str
    linked: float
    place: int
    within: tuple[int, ...]
    home: str | int = 0
    sides: tuple[int, ...] = ()

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.text.count(" ") + self.text.count("\n") + 1


_LEVELS = 6
"""How many containers of a block are looked at: a bound, so that deep pages cost no more."""


def blocks_of(tree: HtmlElement) -> tuple[Block, ...]:
    """The blocks of `tree`, in order; silent elements (scripts, frames, buttons) have none."""
    return _Walk().over(tree)


class _Context(NamedTuple):
    """Where a run of text stands: in which block, in what kind of place, in which containers, and in a link or not."""

    tag: str = "body"
    place: int = 0
    within: tuple[int, ...] = ()
    link: bool = False
    sides: tuple[int, ...] = ()
    home: str | int = 0
    inner_home: str | int = 0


class _Walk:
    """One walk over a tree, in the order of the page; what opens and closes comes from libxml2."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._parts: list[str] = []
        self._linked = 0
        self._context = _Context()
        self._elements = 0

    def over(self, tree: HtmlElement) -> tuple[Block, ...]:
        context = _Context()
        outer: list[_Context] = []
        parts = self._parts
        walk = iterwalk(tree, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                outer.append(context)
                tag = cast("str", element.tag)  # comments and instructions come as events of their own
                if tag in SILENT_TAGS:
                    walk.skip_subtree()
                    continue
                context = self._entered(element, tag, context)
                text = element.text
            else:
                if event == "end":
                    if parts and element.tag in BLOCK_TAGS:
                        self._flush()
                    context = outer.pop()
                text = element.tail if outer else None
            # White space before a block is none of it; most of a page's pieces are that.
            if text and (parts or not text.isspace()):
                parts.append(text)
                self._context = context
                if context.link:
                    self._linked += len(text)
        self._flush()
        return tuple(self._blocks)

    def _entered(self, element: HtmlElement, tag: str, outer: _Context) -> _Context:
        """The context of what is in `element`; a block ends where another begins."""
        if tag in BLOCK_TAGS:
            if self._parts:
                self._flush()
            return self._within(element, tag, outer)
        if tag == "br":
            self._parts.append(_BREAK)
        return _Context(*outer[:3], True, *outer[4:]) if tag == "a" else outer

    def _within(self, element: HtmlElement, tag: str, outer: _Context) -> _Context:
        """The context of what is in the block `element`."""
        self._elements += 1
        number = self._elements
        named = element.get("class")
        found = _place_of(tag, named, element.get("id"))
        sides = (*outer.sides, number) if found & (_SIDE_BIT | _CAPTION_BIT) else outer.sides
        inner = named or number
        home = outer.inner_home if tag in _LEAVES else inner
        within = (number, *outer.within[: _LEVELS - 1])
        return _Context(tag, outer.place | found, within, outer.link, sides, home, inner)

    def _flush(self) -> None:
        """End the block; two line breaks in a row part it, as readers see it parted."""
        whole = "".join(self._parts)
        self._parts.clear()
        linked, self._linked = self._linked, 0
        share = min(linked / len(whole), 1.0) if linked else 0.0
        at, blocks = self._context, self._blocks
        for part in _paragraphs(whole):
            blocks.append(Block(len(blocks), at.tag, part, share, at.place, at.within, at.home, at.sides))


def _paragraphs(whole: str) -> Sequence[str]:
    """The text with one space for each run of white space; parted where an empty line is. None where there is none."""
    if _BREAK not in whole:
        text = " ".join(whole.split())
        return (text,) if text else ()
    found: list[str] = []
    lines: list[str] = []
    for piece in (*whole.split(_BREAK), ""):
        line = " ".join(piece.split())
        if line:
            lines.append(line)
        elif lines:
            found.append("\n".join(lines))
            lines = []
    return found


def _place_of(tag: str, class_: str | None, id_: str | None) -> int:
    """What an element's tag, class and id say that it is."""
    if tag in _SIDE_TAGS:
        return _SIDE_BIT
    if tag == "figcaption":
        return _CAPTION_BIT
    if tag in _WHOLE_TAGS:
        return 0
    found = 0
    for named in (class_, id_):
        if named:
            for word in named[:_LONGEST_CLASS].lower().split():
                found |= _place_of_word(word)
    return found


@functools.lru_cache(maxsize=16_384)
def _place_of_word(word: str) -> int:
    """What one word of a class or an id says; words are remembered, for pages share most of theirs."""
    return sum(meant for pattern, meant in _PLACES if pattern.search(word))
