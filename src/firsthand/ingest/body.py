"""Is this extracted body the whole article, and nothing else? What the page's blocks say to what an extractor took.

An extractor drops what carries a class such as "hidden", stops at the first box between two paragraphs, takes a
caption for the article, and seldom knows a standfirst. The blocks of the page show it: paragraphs that share their
container with the article's are the article's, and a line that is all link, stands under a picture, or in a box at the
side is none of it. What is lacking is added, what is too much is marked.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

from firsthand.ingest.blocks import HEADINGS, Block, Place
from firsthand.model.coverage import NoticeKind

_PROSE_CHARACTERS = 45
"""A shorter block is no paragraph that a decision should rest on."""

_LONG_CHARACTERS = 160
"""A block of this length is a paragraph, however it ends."""

_STOPS = (".", "!", "?", "…", "。", "！", "？", ":", "।")
_CLOSERS = "\"'”’»«“)]* "
_FADE = 0.9
"""How much less a paragraph speaks for each container further out."""

_LINKED = 0.5
_ALL_LINKED = 0.6
"""Of a line's characters; "Ferries: Fares rise again" links what stands behind the colon."""

_WITHIN = 0.6
"""The share of a block's characters that a body must have for the block to be in it."""

_MISSED = 0.5
"""An extractor that took less of the paragraphs that stand together took something else."""

_LONGER, _MUCH_LONGER = 1.5, 3.0
"""How much longer the page's own paragraphs must be to stand for a body that is part of them, and for one that is not:
the longest paragraphs of a page may be about cookies."""

_STANDFIRST_LINES = 4
_NOTES = 6
_LONGEST_NOTE = 1_200
"""Characters; what is longer is no note, whatever it begins with."""

_SAME_PIECES = 4
"""How many blocks of the same words are looked at; a menu may say "News" a thousand times."""

_PIECES = re.compile(r"[.!?…;:,。、！？\"“”„«»()\[\]]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\xad]+")
"""Extractors drop these, or some of them; a word is the same word with a soft hyphen in it."""


class Line(NamedTuple):
    """One line of a body, and what it is when it is not the article."""

    text: str
    kind: NoticeKind | None = None


def mended(
    extracted: Iterable[str],
    blocks: Sequence[Block],
    summary: str | None,
    *,
    rough: bool = False,
    is_note: Callable[[str], bool] = lambda _: False,
) -> tuple[Line, ...]:
    """The lines of an article: those `extracted`, mended and marked by the `blocks` of the page.

    Paragraphs that lack are put in where the page has them, the standfirst first; the page's own paragraphs stand for
    a body that is another text. `summary` is what the page says to search engines of the article. Of a `rough`
    extraction the lines that stand outside the article's container are marked, too. Blocks of which `is_note` says that
    they are notes of correction are put in before the first paragraph or behind the last. Linear in the page.
    """
    page = _Page(blocks)
    body = _Body(extracted)
    sides = page.sides_without(body)
    main = page.main(sides)
    body = _Body(_told(main)) if _is_another(page, body, main) else _completed(page, body, main)
    first = _standfirst(page, body, summary)
    inside = {block.number for block in main} if rough else None
    above, below = _notes(page, body, is_note)
    marked = (Line(text, page.kind_of(text, sides, inside)) for text in body.lines)
    return (*above, *map(Line, first), *marked, *below)


@functools.lru_cache(maxsize=2048)
def _pieces(text: str) -> tuple[str, ...]:
    """The parts of `text` between marks, without their white space: what two readings of a text have in common.

    They are remembered, for a line is asked for them by each body that it is in, and is often the text of a block.
    """
    if not text.isascii():
        text = normalize("NFKC", _INVISIBLE.sub("", text))
    lines = text.split("\n") if "\n" in text else (text,)
    return tuple(piece for line in lines for piece in _PIECES.split("".join(line.split()).replace("-", "")) if piece)


def is_prose(block: Block) -> bool:
    """Whether `block` looks like a paragraph."""
    size = len(block.text)
    if size < _PROSE_CHARACTERS or block.linked > _LINKED or block.tag in HEADINGS:
        return False
    return size >= _LONG_CHARACTERS or block.text[-12:].rstrip(_CLOSERS).endswith(_STOPS)


def _is_heading(block: Block) -> bool:
    """Whether it heads a part of the article: not the headline, and not the headline of another one."""
    return block.tag in HEADINGS and block.tag != "h1" and block.linked <= _LINKED


class _Body:
    """The lines of an article, found again by their pieces."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = list(lines)
        self.line_by_piece = {piece: at for at, line in enumerate(self.lines) for piece in _pieces(line)}

    @property
    def size(self) -> int:
        """Its characters."""
        return sum(map(len, self.lines))


class _Page:
    """The blocks of a page, each with its pieces."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self._pieces = [_pieces(block.text) for block in blocks]
        self._blocks_by_piece: dict[str, list[Block]] = {}
        for block, pieces in zip(blocks, self._pieces, strict=True):
            for piece in pieces:
                same = self._blocks_by_piece.setdefault(piece, [])
                if len(same) < _SAME_PIECES:
                    same.append(block)

    def has(self, body: _Body, block: Block) -> bool:
        """Whether `block` is in `body`, most of it."""
        pieces = self._pieces[block.number]
        found = sum(len(piece) for piece in pieces if piece in body.line_by_piece)
        return found >= _WITHIN * sum(map(len, pieces))

    def start_of(self, body: _Body) -> int:
        """The number of the first paragraph on the page that is in `body`; 0 where none is."""
        return next((b.number for b in self.blocks if b.tag != "h1" and is_prose(b) and self.has(body, b)), 0)

    def end_of(self, block: Block, body: _Body) -> int:
        """The line of `body` where `block`, which is in it, ends."""
        at = body.line_by_piece
        return max((at[piece] for piece in self._pieces[block.number] if piece in at), default=0)

    def sides_without(self, body: _Body) -> set[int]:
        """The elements that are called sides by their names, and are none: half of `body` is within.

        All of them where there is no body. "sidebar-layout" and "has-related" are names of whole pages.
        """
        size: defaultdict[int, int] = defaultdict(int)
        for block in self.blocks:
            if is_prose(block) and self.has(body, block):
                for side in (0, *block.sides):
                    size[side] += len(block.text)
        if not size:
            return {side for block in self.blocks for side in block.sides}
        return {side for side, characters in size.items() if 2 * characters > size[0]}

    def main(self, no_sides: Collection[int]) -> tuple[Block, ...]:
        """The blocks of the container that holds most of the page's paragraphs, without captions and sides."""
        inside = [block for block in self.blocks if _is_inside(block, no_sides)]
        scores: defaultdict[int, float] = defaultdict(float)
        for block in inside:
            if is_prose(block) and block.tag != "li":
                weight = float(len(block.text))
                for container in block.within:
                    scores[container] += weight
                    weight *= _FADE
        if not scores:
            return ()
        best = max(scores, key=lambda container: (scores[container], container))
        return tuple(block for block in inside if best in block.within)

    def kind_of(self, line: str, no_sides: Collection[int], inside: Collection[int] | None) -> NoticeKind | None:
        """What a line is by where it stands; None for the article, and where it stands in several kinds of places.

        `inside` are the blocks beside which there is no article, None where that is not sure.
        """
        found = {}
        whole = known = 0
        for piece in _pieces(line):
            same = self._blocks_by_piece.get(piece, ())
            whole += len(piece)
            known += len(piece) if same else 0
            for block in same:
                found[block.number] = block
        if inside and found and not any(number in inside for number in found):
            return NoticeKind.OTHER
        kinds = {_kind_of(block, no_sides) for block in found.values()}
        return kinds.pop() if len(kinds) == 1 and known >= _WITHIN * whole else None


def _is_inside(block: Block, no_sides: Collection[int]) -> bool:
    return all(side in no_sides for side in block.sides)


def _kind_of(block: Block, no_sides: Collection[int]) -> NoticeKind | None:
    inside = _is_inside(block, no_sides)
    if block.place & Place.CAPTION and not inside:
        return NoticeKind.CAPTION
    if block.linked > _ALL_LINKED and not block.text.endswith(_STOPS):
        return NoticeKind.RELATED_STORY_HEADLINE
    return None if inside else NoticeKind.OTHER


def _is_another(page: _Page, body: _Body, main: Sequence[Block]) -> bool:
    """Whether `body` is another text than the page's main one, or a small part of it."""
    prose = [block for block in main if is_prose(block)]
    homes = Counter(block.home for block in prose)
    prose = [block for block in prose if homes[block.home] > 1]  # a teaser stands alone in its box
    whole = sum(len(block.text) for block in prose)
    taken = sum(len(block.text) for block in prose if page.has(body, block))
    longer = _LONGER if 2 * taken > body.size else _MUCH_LONGER
    return taken < _MISSED * whole and whole > longer * body.size


def _told(main: Sequence[Block]) -> Iterator[str]:
    """The paragraphs among `main`, with the headings above them and the entries of lists."""
    heading: list[str] = []
    for block in main:
        if _is_heading(block):
            heading = [block.text]
        elif is_prose(block) or (block.tag in ("p", "li", "blockquote") and block.linked <= _LINKED):
            yield from (*heading, block.text)
            heading = []


def _completed(page: _Page, body: _Body, main: Sequence[Block]) -> _Body:
    """`body` with the paragraphs of `main` that share their home with its own, each behind the one before it."""
    held = {block.number for block in main if page.has(body, block)}
    homes = {(block.home, block.tag) for block in main if block.number in held and is_prose(block)}
    parents = {home for home, _ in homes}
    after: defaultdict[int, list[str]] = defaultdict(list)
    at = -1
    heading: list[str] = []
    for block in main:
        if block.number in held:
            after[at] += heading
            at = max(at, page.end_of(block, body))
        elif _is_heading(block) and block.home in parents:
            heading = [block.text]
            continue
        elif is_prose(block) and (block.home, block.tag) in homes:
            after[at] += [*heading, block.text]
        heading = []
    lines = list(after[-1])
    for number, line in enumerate(body.lines):
        lines += [line, *after[number]]
    return _Body(lines)


def _standfirst(page: _Page, body: _Body, summary: str | None) -> list[str]:
    """What stands between the headline and the first paragraph and sums the article up, where `body` lacks it.

    It is known by its class, or since it is the `summary`.
    """
    told = _Body([summary] if summary else [])
    start = page.start_of(body)
    headline = next((b.number for b in reversed(page.blocks[:start]) if b.tag == "h1"), None)
    found: dict[str, None] = {}
    for block in page.blocks[headline + 1 if headline is not None else 0 : start]:
        if len(block.text) < _PROSE_CHARACTERS or block.linked > _LINKED or block.sides or page.has(body, block):
            continue
        called = headline is not None and block.place & Place.STANDFIRST
        if called or (summary and page.has(told, block)):
            found[block.text] = None
    return list(found)[:_STANDFIRST_LINES]


def _notes(page: _Page, body: _Body, is_note: Callable[[str], bool]) -> tuple[list[Line], list[Line]]:
    """The notes of correction that `body` lacks: those above its first paragraph, and those below."""
    start = page.start_of(body)
    notes: tuple[dict[str, None], dict[str, None]] = ({}, {})
    for block in page.blocks if body.lines else ():
        short = _PROSE_CHARACTERS <= len(block.text) <= _LONGEST_NOTE and block.linked <= _LINKED
        if short and not page.has(body, block) and is_note(block.text):
            notes[block.number > start][block.text] = None
    above, below = ([Line(text, NoticeKind.CORRECTION_NOTE) for text in list(found)[:_NOTES]] for found in notes)
    return above, below
