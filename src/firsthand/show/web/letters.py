"""Which letters of readers wait for an editor? Those whose words were not surely found, and the way to place them.

How to reach a reader is shown here and beside the correction that a letter became, and can be deleted at both.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from firsthand.flow import Newsroom
from firsthand.model.correction import LONGEST_NOTE
from firsthand.model.letter import LONGEST_LETTER, Letter
from firsthand.show import words
from firsthand.show.export.markup import Child, Markup, element, joined, linked, separated
from firsthand.show.neutral import brief_line
from firsthand.show.present import CONTRACT
from firsthand.show.rulings import present_letter
from firsthand.show.web import addresses
from firsthand.show.web.claim import by_field
from firsthand.show.web.frame import heading, pager
from firsthand.show.web.sheet import Row, Sheet

LETTERS: Final = "/letters"
SHOWN: Final = 25
"""On one page."""
_AROUND: Final = 160
_LONGEST: Final = 1_200


def letters_page(newsroom: Newsroom, page: int, editor: str, done: Letter | None) -> Sheet:
    """The letters that wait, in the order in which they came in. `done` is the one that was seen to a moment ago."""
    found = [letter for letter in newsroom.letters.all() if letter.waits]
    shown = found[(page - 1) * SHOWN : page * SHOWN]
    return Sheet(
        title="Letters",
        here="/corrections",
        main=lambda: joined(
            (
                heading(
                    "Corrections",
                    f"{words.counted(len(found), 'letter')} waiting",
                    element("p", _WHAT, class_="dek"),
                    element("p", element("a", "Back to the corrections", href="/corrections")),
                ),
                element("div", element("p", _became(done)), class_="flash", role="status")
                if done is not None
                else None,
                element("div", *(_letter(one, editor) for one in shown), class_="cases"),
                pager(page, -(-len(found) // SHOWN), LETTERS),
            )
        ),
        data=lambda: {
            "contract": CONTRACT,
            "letters": [present_letter(letter) for letter in shown],
            "total": len(found),
            "page": page,
        },
        rows=lambda: _rows(found),
    )


def senders(letters: Sequence[Letter], back: str) -> Markup | None:
    """From where a correction came, where readers sent it, and how to reach them; `back` is the page that shows it."""
    if not letters:
        return None
    return element("ul", *(element("li", _sender(one), _contact(one, back)) for one in letters), class_="senders")


_WHAT: Final = (
    "Readers sent these, and their words were not surely found in an article of the ledger. Find them, and the letter "
    "becomes a correction that waits for a ruling; or refuse it with a reason."
)


def _became(letter: Letter) -> Markup | str:
    if letter.correction is not None:
        return joined(
            (
                "It became ",
                element("a", "a correction", href=addresses.correction(letter.correction)),
                ", which waits now.",
            )
        )
    return "It was refused." if letter.rejected is not None else "How to reach its reader is deleted."


def _letter(letter: Letter, editor: str) -> Markup:
    return element(
        "article",
        element(
            "header",
            element("h2", "A reader’s letter"),
            element("p", _sender(letter), class_="of"),
            element("p", linked(letter.url, letter.url), class_="of"),
        ),
        element("figure", _quote(letter), element("figcaption", _why(letter.why), class_="lost"), class_="passage"),
        element("p", brief_line(letter.note, _LONGEST), class_="note", dir="auto"),
        _contact(letter, LETTERS),
        _forms(letter, editor),
        class_="case",
        id=letter.id,
        tabindex="-1",
    )


def _sender(letter: Letter) -> Markup:
    return separated(
        (
            words.dated(letter.at),
            f"from a page of {brief_line(letter.site)}" if letter.site else "from this desk’s own form",
        ),
        " · ",
    )


def _quote(letter: Letter) -> Markup:
    return element(
        "blockquote",
        element("span", f"…{brief_line(letter.prefix[-_AROUND:])} " if letter.prefix.strip() else "", class_="around"),
        element("mark", brief_line(letter.exact, _LONGEST)),
        element("span", f" {brief_line(letter.suffix[:_AROUND])}…" if letter.suffix.strip() else "", class_="around"),
        dir="auto",
    )


def _why(why: str) -> str:
    said = brief_line(why, 300)
    return f"{said[:1].upper()}{said[1:]}."


def _contact(letter: Letter, back: str) -> Markup | None:
    """How to reach the reader, and the button that forgets it."""
    if letter.contact is None:
        return None
    return element(
        "form",
        element("p", "To reach the reader: ", element("b", brief_line(letter.contact))),
        element("input", type="hidden", name="back", value=back),
        element("button", "Forget it", name="do", value="forget"),
        method="post",
        action=addresses.letter(letter.id),
        class_="form contact",
    )


def _forms(letter: Letter, editor: str) -> Markup:
    fields: tuple[Child, ...] = (
        element(
            "label",
            element("span", "The words, as the article has them"),
            element("textarea", letter.exact, name="words", rows="2", maxlength=str(LONGEST_NOTE)),
            class_="wide",
        ),
        _field("The article: its address or id", element("input", name="article", value=letter.url, maxlength="2000")),
        _field(
            "Which, where they stand there twice",
            element("input", name="nth", inputmode="numeric", maxlength="4"),
        ),
        by_field(editor),
        _field(
            "Reason",
            element("input", name="why", maxlength=str(LONGEST_LETTER), placeholder="needed to refuse"),
        ),
    )
    return element(
        "form",
        *fields,
        element(
            "div",
            element("button", "Make it a correction", name="do", value="place", class_="first"),
            element("button", "Refuse", name="do", value="reject"),
            class_="buttons",
        ),
        method="post",
        action=addresses.letter(letter.id),
        class_="form rule placing",
    )


def _field(name: str, field: Markup) -> Markup:
    return element("label", element("span", name), field)


def _rows(letters: Sequence[Letter]) -> Iterator[Row]:
    """Without how to reach the readers: a table is passed on sooner than a page."""
    yield ("id", "at", "address", "passage", "note", "site", "why")
    for one in letters:
        yield (one.id, one.at.edtf, one.url, one.exact, one.note, one.site, one.why)
