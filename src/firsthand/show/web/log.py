"""What was corrected in public? Each published correction, those that were withdrawn too, and the feed.

Strangers may read this. So it says what is wrong, where, and since when; nothing of who suggested it, who ruled, or
what was said at the desk besides why a published one was withdrawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from firsthand.flow import Newsroom
from firsthand.model.correction import Case, Correction, Page, RulingState
from firsthand.model.log import Entry
from firsthand.model.when import When
from firsthand.show import words
from firsthand.show.export.markup import Markup, element, joined, linked, separated
from firsthand.show.neutral import brief_line, neutral
from firsthand.show.present import CONTRACT, Plain
from firsthand.show.web.frame import heading, pager
from firsthand.show.web.sheet import Row, Sheet

LOG: Final = "/log"
FEED: Final = "/log.atom"
SHOWN: Final = 50
"""On one page, and in the feed."""
_LONGEST: Final = 1_200
_ATOM: Final = "http://www.w3.org/2005/Atom"
_WHAT: Final = (
    "What readers suggested and editors accepted, newest first. Nothing is taken out: what was published and then "
    "withdrawn stays here, and says so."
)


@dataclass(frozen=True, slots=True)
class _Published:
    """A correction that is, or was, in public; `withdrawn` since when it does not hold, and `why`."""

    correction: Correction
    page: Page | None
    at: When
    withdrawn: When | None
    why: str

    @property
    def updated(self) -> When:
        return self.withdrawn or self.at


def log_page(newsroom: Newsroom, page: int) -> Sheet:
    """The public log."""
    found = _published(newsroom)
    shown = found[(page - 1) * SHOWN : page * SHOWN]
    head = newsroom.desk.head()
    return Sheet(
        title="Corrections",
        here=LOG,
        main=lambda: _main(shown, head, (page, -(-len(found) // SHOWN))),
        data=lambda: {
            "contract": CONTRACT,
            "corrections": [_presented(one) for one in shown],
            "total": len(found),
            "page": page,
            "head": {"number": head.number, "hash": head.hash} if head is not None else None,
        },
        rows=lambda: _rows(found),
        feed=FEED,
    )


def feed(newsroom: Newsroom) -> bytes:
    """The log's newest entries as an Atom feed (RFC 4287)."""
    found = _published(newsroom)[:SHOWN]
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _put(root, "id", "urn:firsthand:log")
    _put(root, "title", "Corrections")
    _put(root, "updated", max((one.updated.edtf for one in found), default="1970-01-01T00:00:00Z"))
    ET.SubElement(root, "link", {"rel": "self", "href": FEED})
    ET.SubElement(root, "link", {"rel": "alternate", "href": LOG})
    for one in found:
        entry = ET.SubElement(root, "entry")
        _put(entry, "id", f"urn:firsthand:{one.correction.id}")
        _put(entry, "title", f"{'Withdrawn: ' if one.withdrawn else ''}{_named(one.page)}")
        _put(entry, "updated", one.updated.edtf)
        _put(entry, "published", one.at.edtf)
        _put(ET.SubElement(entry, "author"), "name", "The editors")
        ET.SubElement(entry, "link", {"rel": "alternate", "href": f"{LOG}#{one.correction.id}"})
        _put(entry, "summary", f"“{one.correction.anchor.exact}”: {one.correction.note}")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode()


def _published(newsroom: Newsroom) -> list[_Published]:
    """All that were published, the newest change first."""
    pages = newsroom.desk.pages()
    found = [
        _in_public(case, pages.get(case.correction.anchor.revision))
        for case in newsroom.desk.cases()
        if case.was_published
    ]
    return sorted(found, key=lambda one: (one.updated.edtf, one.correction.id), reverse=True)


def _in_public(case: Case, page: Page | None) -> _Published:
    first = next(ruling for ruling in case.rulings if ruling.state is RulingState.PUBLISHED)
    last = case.rulings[-1]
    holds = case.state is RulingState.PUBLISHED
    return _Published(
        correction=case.correction,
        page=page,
        at=first.at,
        withdrawn=None if holds else last.at,
        why=last.why if last.state is RulingState.WITHDRAWN and not last.undoes else "",
    )


def _main(shown: Sequence[_Published], head: Entry | None, at: tuple[int, int]) -> Markup:
    return joined(
        (
            heading(
                "For readers",
                "Corrections",
                element("p", _WHAT, class_="dek"),
                element("p", element("a", "Follow them as a feed", href=FEED), class_="of"),
            ),
            element("div", *(_entry(one) for one in shown), class_="cases")
            if shown
            else element("p", "None was published yet.", class_="dek"),
            pager(*at, LOG),
            _sealed(head) if head is not None else None,
        )
    )


def _entry(one: _Published) -> Markup:
    anchor = one.correction.anchor
    named = _named(one.page)
    address = one.page.url if one.page is not None else None
    return element(
        "article",
        element(
            "header",
            element("h2", linked(named, address) if address else named, dir="auto"),
            element(
                "p",
                separated(
                    (
                        f"Corrected {words.dated(one.at)}",
                        element("b", f"withdrawn {words.dated(one.withdrawn)}", class_="standing")
                        if one.withdrawn
                        else None,
                    ),
                    " · ",
                ),
                class_="of",
            ),
        ),
        element("figure", element("blockquote", brief_line(anchor.exact, _LONGEST), dir="auto"), class_="passage"),
        element("p", brief_line(one.correction.note, _LONGEST), class_="note", dir="auto"),
        element("p", element("span", "Why it was withdrawn: ", class_="label"), brief_line(one.why, _LONGEST))
        if one.why
        else None,
        class_="case",
        id=one.correction.id,
    )


def _sealed(head: Entry) -> Markup:
    return element(
        "details",
        element("summary", "Can this be changed behind your back?"),
        element(
            "p",
            f"Every suggestion and every ruling is entry of a log, hashed with the one before it; {head.number:,} "
            f"{'is' if head.number == 1 else 'are'} in it. Keep the last hash, and whoever changes or leaves out an "
            "earlier entry can be found out:",
        ),
        element("p", element("code", head.hash)),
        class_="how",
    )


def _presented(one: _Published) -> Plain:
    page, anchor = one.page, one.correction.anchor
    return {
        "id": one.correction.id,
        "page": {"url": page.url, "outlet": page.outlet, "title": page.title} if page is not None else None,
        "quote": {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix},
        "note": one.correction.note,
        "published": one.at.edtf,
        "withdrawn": one.withdrawn.edtf if one.withdrawn is not None else None,
        "why": one.why or None,
    }


def _rows(found: Sequence[_Published]) -> Iterator[Row]:
    yield ("id", "published", "withdrawn", "outlet", "title", "address", "passage", "note", "why")
    for one in found:
        page = one.page
        yield (
            one.correction.id,
            one.at.edtf,
            one.withdrawn.edtf if one.withdrawn is not None else None,
            page.outlet if page else None,
            page.title if page else None,
            page.url if page else None,
            one.correction.anchor.exact,
            one.correction.note,
            one.why or None,
        )


def _named(page: Page | None) -> str:
    said = ": ".join(brief_line(part) for part in (page.outlet, page.title) if part) if page is not None else ""
    return said or "An article"


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = neutral(text)
