"""What is round every page of the desk? Masthead, ways to elsewhere, and what it is as data."""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from firsthand.show.export.markup import Child, Markup, element, joined
from firsthand.show.neutral import brief_line

_LONGEST_TITLE: Final = 160
_ROOMS: Final = (
    ("/", "Today"),
    ("/sources", "Sources"),
    ("/corrections", "Corrections"),
    ("/add", "Add"),
)
_ROOMS_FOR_READERS: Final = (
    ("/log", "Corrections"),
    ("/suggest", "Suggest one"),
)
"""What strangers may come to, where an editor's own server passes it on; nothing there leads to the desk."""
_SHEETS: Final = (
    ("firsthand.show.export", "colours"),
    ("firsthand.show.export", "drawings"),
    ("firsthand.show.export", "style"),
    ("firsthand.show.web", "desk"),
)


class Told(NamedTuple):
    """What else a page is told: the words searched for, what is going on in the background, where its feed is."""

    query: str = ""
    going_on: str = ""
    feed: str = ""


def framed(title: str, main: Markup, *, here: str, also: Sequence[tuple[str, str]] = (), told: Told = Told()) -> str:  # noqa: B008 - frozen
    """The page `main` with all that is round it. `here` is the room it is of; `also` are its forms as data.

    A room for readers leads to no other than those: strangers may come there.
    """
    own = here not in dict(_ROOMS_FOR_READERS)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{brief_line(title, _LONGEST_TITLE)} · firsthand"),
        element("link", rel="stylesheet", href=f"/desk.css?{_mark(style())}"),
        element("link", rel="icon", href="/icon.svg", type="image/svg+xml"),
        element("link", rel="alternate", href=told.feed, type="application/atom+xml") if told.feed else None,
        element("script", src=f"/desk.js?{_mark(script())}", defer=True) if own else None,
    )
    body = element(
        "body",
        element("a", "Skip to the page", href="#main", class_="skip"),
        _masthead(here, told) if own else _masthead_for_readers(here),
        element("p", told.going_on, class_="going-on", role="status") if told.going_on else None,
        element("main", main, id="main", tabindex="-1"),
        _foot(also),
        class_="desk",
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en').html}\n"


@cache
def style() -> str:
    """The one style sheet: colours and drawings are those of the page that is mailed."""
    return "\n".join(files(home).joinpath(f"{name}.css").read_text("utf-8") for home, name in _SHEETS)


@cache
def script() -> str:
    """The one script: keys for who triages corrections."""
    return files("firsthand.show.web").joinpath("desk.js").read_text("utf-8")


@cache
def icon() -> str:
    """A root and two ways from it."""
    return files("firsthand.show.web").joinpath("icon.svg").read_text("utf-8")


@cache
def _mark(text: str) -> str:
    """Another one for another text, so that a browser does not keep an old one."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def heading(kicker: Child, title: Child, *below: Child) -> Markup:
    """The head of a page: what it is of, its name, and what is to be known of it at once."""
    return element(
        "header",
        element("p", kicker, class_="kicker"),
        element("h1", title, dir="auto"),
        *below,
        class_="page-head",
    )


def pager(at: int, pages: int, address: str) -> Markup | None:
    """Ways to the pages before and after page `at` (from 1); None where there is one alone."""
    if pages <= 1:
        return None
    glue = "&" if "?" in address else "?"
    steps = (
        element("a", "Earlier page", href=f"{address}{glue}page={at - 1}", rel="prev") if at > 1 else None,
        element("span", f"Page {at:,} of {pages:,}"),
        element("a", "Next page", href=f"{address}{glue}page={at + 1}", rel="next") if at < pages else None,
    )
    return element("nav", *steps, class_="pager", aria_label="Pages")


def _masthead(here: str, told: Told) -> Markup:
    search = element(
        "form",
        element("label", "Search text, claims and sources", for_="q", class_="unseen"),
        element("input", id="q", name="q", type="search", value=told.query, placeholder="Search", autocomplete="off"),
        element("button", "Search"),
        action="/search",
        role="search",
        class_="find",
    )
    return element(
        "header",
        element("p", element("a", "firsthand", href="/"), class_="name"),
        _ways(_ROOMS, here, "The desk"),
        search,
        class_="desk-head",
    )


def _masthead_for_readers(here: str) -> Markup:
    return element(
        "header",
        element("p", element("span", "firsthand"), class_="name"),
        _ways(_ROOMS_FOR_READERS, here, "For readers"),
        class_="desk-head",
    )


def _ways(rooms: Sequence[tuple[str, str]], here: str, name: str) -> Markup:
    links = (element("a", room, href=path, aria_current="page" if path == here else None) for path, room in rooms)
    return element("nav", *links, aria_label=name)


def _foot(also: Sequence[tuple[str, str]]) -> Markup:
    forms = joined(joined((" ", element("a", name, href=address))) for name, address in also)
    return element(
        "footer",
        element("p", "This page as data:", forms, ".", class_="also") if also else None,
        element("p", "Made by firsthand, a program. It finds and counts; what is credible is for an editor to decide."),
    )
