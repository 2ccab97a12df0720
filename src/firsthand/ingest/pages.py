"""What is the article of this web page? Body and metadata out of HTML, by trafilatura.

The page of a news site is menus, advertisements and an article somewhere between. The body is taken with
`favor_precision` (a sentence of another story is worse than a lost caption); title, byline, outlet and date come
from the page's own metadata. Every paragraph is a line of the stored text, with an empty line between.
"""

import logging
import re
from dataclasses import replace

from lxml.etree import LxmlError

from firsthand.ingest.dates import parse_date
from firsthand.ingest.draft import Draft
from firsthand.ingest.fragments import parsed
from firsthand.ingest.metadata import describe
from firsthand.model.errors import NotText

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD_BYTES = 4096
_DO = "save the text of the article instead"


def page_charset(raw: bytes) -> str | None:
    """The charset that a page names in its head, or None."""
    match = _CHARSET.search(raw[:_HEAD_BYTES])
    return match[1].decode("ascii") if match else None


def read_page(draft: Draft) -> Draft:
    """`draft` with the article of its markup, and what the page says of itself where the draft does not.

    Raises TooMuch for markup too large or too deep, NotText when no article is found in it.
    """
    markup = draft.markup or ""
    page = parsed(markup)
    body, guessed = _extracted(markup, draft.url)
    told = describe(page, draft.url)
    return replace(
        told,
        text=body,
        markup=None,
        place=draft.place,
        article=draft.article,
        remarks=draft.remarks,
        title=draft.title or told.title or guessed.title,
        byline=draft.byline or told.byline or guessed.byline,
        outlet=draft.outlet or told.outlet or guessed.outlet,
        published=draft.published or told.published or guessed.published,
        language=draft.language or told.language,
    )


def _name_only(outlet: str | None) -> str | None:
    """`outlet` unless it is the host of the page, which trafilatura gives for want of a name."""
    return outlet if outlet and (" " in outlet or "." not in outlet) else None


def _extracted(markup: str, address: str | None) -> tuple[str, Draft]:
    """The body, an empty line between paragraphs, and what trafilatura makes of the page's metadata."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second that only pages are worth
    from trafilatura.settings import Document  # noqa: PLC0415

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # its warnings are our Setbacks
    try:
        found = bare_extraction(markup, url=address, favor_precision=True, include_comments=False, with_metadata=True)
    except (LxmlError, ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError) as error:
        raise NotText(
            f"expected a page with an article, came one that cannot be taken apart ({error}); {_DO}"
        ) from error
    body = (found.text or "").strip() if isinstance(found, Document) else ""
    if not isinstance(found, Document) or not body:
        raise NotText(f"expected a page with an article, came one without running text; {_DO}")
    guess = Draft(
        text="",
        title=found.title or None,
        byline=(found.author or "").replace("; ", ", ") or None,
        outlet=_name_only(found.sitename),
        published=parse_date(found.date or ""),
    )
    return "\n\n".join(line.strip() for line in body.split("\n") if line.strip()), guess
