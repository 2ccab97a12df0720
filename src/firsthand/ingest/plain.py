"""What does a text file say beside its text? Plain text, and Markdown with lines of front matter.

A plain text is stored as it stands, to the character. So is Markdown: its front matter (`title: ...` between two
lines of dashes) is understood, and stays in the text.
"""

import re

from firsthand.ingest.dates import parse_date
from firsthand.ingest.draft import Draft

_FENCE = re.compile(r"---[ \t]*")
_FIELD = re.compile(r"(?P<name>[A-Za-z_]{2,20})[ \t]*:[ \t]*(?P<value>\S.*)?")
_LONGEST_FRONT = 60
"""Lines; front matter longer than this has lists in it that tell nothing of the article."""

_NAMES = {
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "publisher": "outlet",
    "site": "outlet",
    "byline": "byline",
    "author": "byline",
    "authors": "byline",
    "date": "published",
    "published": "published",
    "updated": "modified",
    "modified": "modified",
    "url": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
    "wire": "wire",
}


def read_plain(text: str) -> Draft:
    """The draft of a plain text: the text."""
    return Draft(text=text, verbatim=True)


def read_markdown(text: str) -> Draft:
    """The draft of a Markdown file: its text as it stands, and what its front matter says."""
    said = front_matter(text)
    published = said.get("published")
    modified = said.get("modified")
    remarks = []
    when = parse_date(published) if published else None
    if published and when is None:
        remarks.append(f"expected a date such as 2031-05-04 after date:, came {published[:60]!r}; it was passed over")
    return Draft(
        text=text,
        verbatim=True,
        title=said.get("title") or _first_heading(text),
        outlet=said.get("outlet"),
        byline=said.get("byline"),
        url=said.get("url"),
        language=said["language"][:2].lower() if "language" in said else None,
        wire=said.get("wire"),
        published=when,
        modified=parse_date(modified) if modified else None,
        remarks=tuple(remarks),
    )


def front_matter_end(text: str) -> int:
    r"""Where the front matter of `text` ends, its closing line included; 0 when there is none.

    >>> front_matter_end("---\ntitle: Bridge shut\n---\nText.")
    27
    """
    if not text.startswith("---"):
        return 0
    at = 0
    for number in range(_LONGEST_FRONT):
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)]
        if number == 0 and not _FENCE.fullmatch(line):
            return 0
        if number and _FENCE.fullmatch(line):
            return end + 1 if end >= 0 else len(text)
        if end < 0:
            return 0
        at = end + 1
    return 0


def front_matter(text: str) -> dict[str, str]:
    """The fields of the front matter that are known here, under the names that Drafts use; the first one counts."""
    said: dict[str, str] = {}
    for line in text[: front_matter_end(text)].split("\n"):
        match = _FIELD.fullmatch(line.strip())
        if match and match["value"] and match["name"].lower() in _NAMES:
            said.setdefault(_NAMES[match["name"].lower()], match["value"].strip().strip("\"'"))
    return said


def _first_heading(text: str) -> str | None:
    """The first line of the text, when it is a heading of the first order (`# ...`)."""
    first = text[front_matter_end(text) :].lstrip("\n").partition("\n")[0]
    return first[2:].strip(" #") or None if first.startswith("# ") else None
