"""How many lines does a name need in a drawing? SVG does not wrap text, so it is wrapped here.

Widths are estimated, since nothing is measured without a browser; wide scripts and emoji count double.
"""

import unicodedata
from collections.abc import Iterator

from firsthand.show.export.markup import Markup, element
from firsthand.show.neutral import brief_line

EM_PER_CHARACTER = 0.56
"""Mean advance of Liberation Sans over the outlet and actor names of the samples, rounded up (2026-11)."""

CAPITAL = 1.25
"""Width of a capital beside the mean letter, in the same face and in DejaVu Sans, rounded up (2026-11)."""


def wrapped(label: str, width_px: float, size_px: float, most: int) -> tuple[str, ...]:
    """`label` in lines of about `width_px` at a type size of `size_px`; at most `most`, the last cut if need be."""
    room = max(int(width_px / (size_px * EM_PER_CHARACTER)), 4)
    lines = [""]
    for word in _pieces(brief_line(label), room, most):
        grown = f"{lines[-1]} {word}".strip()
        if _units(grown) <= room:
            lines[-1] = grown
        else:
            lines.append(word)
        if len(lines) > most:
            return (*lines[: most - 1], _filled(lines[most - 1], word, room))
    return tuple(lines)


def text_lines(lines: tuple[str, ...], x: float, middle: float, leading: float, **attributes: str) -> Markup:
    """Lines of text with their block centred on `middle`; `leading` is the distance of two base lines in px."""
    first = middle - leading * (len(lines) - 1) / 2 + leading * 0.32
    spans = (element("tspan", line, x=round(x, 1), y=round(first + leading * n, 1)) for n, line in enumerate(lines))
    return element("text", *spans, **attributes)


def _filled(line: str, word: str, room: int) -> str:
    """The last line that there is place for, with an ellipsis; part of `word` where the line is short."""
    while word and _units(f"{line} {word}…") > room:
        word = word[:-1]
    kept = f"{line} {word}" if _units(line) < room // 2 else line
    return kept.rstrip(" ,;:") + "…"


def _pieces(label: str, room: int, most: int) -> Iterator[str]:
    """Words, those longer than a line in pieces (after a dot or dash if there is one), as many as can be needed."""
    for word in label[: room * (most + 1)].split(" "):
        piece = ""
        for character in word:
            if piece and _units(piece + character) > room:
                cut = max(piece.rfind(mark) for mark in "./-@") + 1 or len(piece)
                yield piece[:cut]
                piece = piece[cut:]
            piece += character
        yield piece


def _units(text: str) -> float:
    """Widths in characters of a Latin face; combining marks take none."""
    return sum(map(_unit, text))


def _unit(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 2.0
    return CAPITAL if character.isupper() else 1.0
