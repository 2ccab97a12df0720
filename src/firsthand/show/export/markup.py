"""How does text from outside become HTML without ever being HTML? By a builder that escapes all it is handed.

A `str` among the children is text and is escaped; only Markup, which this module alone makes, goes through as
it is. So a headline such as `<script>` cannot become an element, and every element that is opened is closed.

>>> element("p", "a < b ", element("b", "& c"), lang="en").html
'<p lang="en">a &lt; b <b>&amp; c</b></p>'
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from firsthand.show.neutral import neutral

_VOID = frozenset({"meta", "link", "input", "br", "hr", "line", "path", "circle", "rect"})
"""Elements that are written without an end tag; the SVG shapes close themselves."""
_SHAPES = frozenset({"line", "path", "circle", "rect"})
_LINKED = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that is whole and safe: made by `element`, `joined` and `trusted` alone."""

    html: str


Child: TypeAlias = "Markup | str | None"
"""What may stand in an element: markup, text to be escaped, or nothing."""

Value: TypeAlias = str | float | bool | None
"""What an attribute may hold."""

NOTHING = Markup("")


def element(name: str, /, *children: Child, **attributes: Value) -> Markup:
    """One element. An attribute that is None or False is left out, True stands alone.

    `class_` and `for_` lose their underscore, `aria_label` and the like become `aria-label`.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value not in (None, False))
    if name in _VOID:
        return Markup(f"<{name}{written}{'/' if name in _SHAPES else ''}>")
    return Markup(f"<{name}{written}>{joined(children).html}</{name}>")


def joined(children: Iterable[Child]) -> Markup:
    """Children one after the other, text escaped."""
    return Markup("".join(_child(c) for c in children if c))


def separated(children: Iterable[Child], by: str) -> Markup:
    """Children with `by` between them."""
    return Markup(escape(by).join(_child(c) for c in children if c))


def trusted(html: str) -> Markup:
    """HTML that this package itself wrote: the style sheet. Never anything that came from outside."""
    return Markup(html)


def opened(name: str, /, **attributes: Value) -> str:
    """A start tag by itself, for text whose marks nest; whoever opens it closes it."""
    return f"<{name}{''.join(_attribute(k, v) for k, v in attributes.items() if v not in (None, False))}>"


def text_of(text: str) -> str:
    """`text` neutral and escaped."""
    return escape(neutral(text), quote=False)


def linked(words: Child, address: str | None, **attributes: str | None) -> Markup:
    """A link to `address` where it is a web address; else the words alone."""
    if address is None or not address.strip().lower().startswith(_LINKED):
        return joined([words])
    return element("a", words, href=address.strip(), rel="noopener noreferrer", **attributes)


def _child(child: Child) -> str:
    if child is None:
        return ""
    return child.html if isinstance(child, Markup) else text_of(child)


def _attribute(key: str, value: Value) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    written = f"{value:g}" if isinstance(value, float) else str(value)
    return f' {name}="{escape(neutral(written))}"'
