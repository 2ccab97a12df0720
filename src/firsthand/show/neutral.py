r"""Which characters of a text from outside may not act on what shows it?

A page may carry "\x1b[2J", which clears a terminal, or U+202E, which turns "gpj.exe" round. Both are
article text like any other: they are shown as U+FFFD, one for one, so that nothing moves and a reader sees
that something was there.

>>> neutral("a\x1b[31mb\u202ec")
'a\ufffd[31mb\ufffdc'
"""

import re

_ACTING = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, without tab and line feed
    "\u061c\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates (Unicode TR9)
    "\u2028\u2029\ufff9-\ufffb"  # line and paragraph separators, interlinear annotation
    "\ud800-\udfff"  # lone surrogates, which no encoding can write
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters, which HTML calls an error
    "\U000e0000-\U000e007f"  # tag characters: invisible text
    "]"
)
_SPACE = re.compile(r"\s+")
_LOOKED_AT = 4
"""How much more than fits is looked at: enough unless three of four characters are white space."""
LONGEST_NAME = 600
"""More than any outlet, headline or reason needs; what is longer is no name, and would bury the page."""


def neutral(text: str) -> str:
    """`text` with every character that could act replaced by U+FFFD; as long as it was, in code points."""
    return _ACTING.sub("\ufffd", text)


def one_line(text: str) -> str:
    """`text` made neutral, with every run of white space as one space: for names, headlines and tables."""
    return neutral(_SPACE.sub(" ", text)).strip()


def brief_line(text: str, most: int = LONGEST_NAME) -> str:
    """`one_line` of at most `most` characters, with little work even where the text is megabytes long."""
    seen = text[: most * _LOOKED_AT]
    line = one_line(seen)
    return shortened(line if len(seen) == len(text) else f"{line}…", most)


def shortened(text: str, most: int) -> str:
    """`text` in at most `most` characters, cut between words where that is possible; a cut ends in an ellipsis."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    between = kept.rfind(" ")
    return (kept[:between] if between > most // 2 else kept).rstrip(" ,;:-") + "…"
