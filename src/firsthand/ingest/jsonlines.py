"""What does each line of JSON say? One article a line; a broken line is set back, and its neighbours are read.

`{"url", "outlet", "published", "title", "byline", "text" | "html"}`; everything but the text may be missing or
null. A further `id` is kept as the article's. A whole file that is one JSON object, or a list of them, is read
the same way.
"""

from collections.abc import Iterator

from firsthand.ingest.capture import Capture
from firsthand.ingest.dates import parse_date
from firsthand.ingest.draft import Draft
from firsthand.ingest.jsonfeeds import is_json_feed, read_json_feed
from firsthand.ingest.jsonvalues import Json, parse_json
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotText
from firsthand.model.when import When

_LONGEST_ID = 200
_MOST_TOLD = 100
"""Broken lines of one input that are told one by one; a file of another kind has a million of them."""

_MOST_TOLD_LATER = 10
"""The same, in each later piece of a long file."""

_DOCUMENT_CHARACTERS = 20_000_000

_SHAPE = 'one JSON object a line, {"url", "outlet", "published", "title", "byline", "text" or "html"}'


def read_lines(text: str, capture: Capture) -> Iterator[Draft | Setback]:
    """The articles of `text`, a JSON object a line. Blank lines are passed over; places count all lines.

    Counting begins with the line of `capture`. A document of JSON that is written over several lines is read as one.
    """
    if _is_one_document(text):
        yield from read_json(text, capture)
    else:
        yield from _each_line(text, capture)


def _each_line(text: str, capture: Capture) -> Iterator[Draft | Setback]:
    broken = 0
    most = _MOST_TOLD if capture.line == 1 else _MOST_TOLD_LATER
    for number, line in enumerate(text.split("\n"), capture.line):
        if line.strip():
            for found in _line(line, f"line {number}", capture.where):
                broken += isinstance(found, Setback)
                if isinstance(found, Draft) or broken <= most:
                    yield found
    if broken > most:
        reason = f"expected {_SHAPE}, came {broken - most:,} more lines that are not; check how the file was made"
        yield Setback(input=capture.where, reason=reason)


def _is_one_document(text: str) -> bool:
    """Whether the first line is the beginning of a document of JSON, and the whole is that document."""
    first, _, rest = text.lstrip().partition("\n")
    if not rest.strip() or len(text) > _DOCUMENT_CHARACTERS or _is_json(first):
        return False
    return _is_json(text)


def _is_json(text: str) -> bool:
    try:
        parse_json(text)
    except NotText:
        return False
    return True


def read_json(text: str, capture: Capture) -> Iterator[Draft | Setback]:
    """The articles of one JSON document: an object, a list of objects, or a feed."""
    try:
        value = parse_json(text)
    except NotText:
        yield from _each_line(text, capture)  # a `.json` file that is lines of it, or broken: said by line
        return
    if isinstance(value, dict) and is_json_feed(value):
        yield from read_json_feed(value, capture)
    elif isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield from _read(one, f"{capture.where}, item {number}", f"item {number}")
    else:
        yield from _read(value, capture.where, None)


def _line(line: str, place: str, within: str) -> Iterator[Draft | Setback]:
    """The article of one line, or the Setback that says what is wrong with it."""
    where = f"{within}, {place}"
    try:
        value = parse_json(line)
    except NotText as error:
        yield Setback(input=where, reason=f"expected {_SHAPE}, came {error}; correct the line, the others were read")
        return
    yield from _read(value, where, place)


def _read(value: Json, where: str, place: str | None) -> Iterator[Draft | Setback]:
    """One article, or the Setback that says why it is none."""
    if not isinstance(value, dict):
        yield Setback(input=where, reason=f"expected {_SHAPE}, came {_called(value)}; put the article into an object")
        return
    markup = value.get("html")
    body = value.get("text")
    if not isinstance(body, str) and not isinstance(markup, str):
        said = "neither" if body is None and markup is None else _called(body if body is not None else markup)
        yield Setback(
            input=where,
            reason=f'expected the article as a string in the field "text" or "html", came {said}; add it to the object',
        )
        return
    yield _draft(value, place)


def _draft(fields: dict[str, Json], place: str | None) -> Draft:
    remarks: list[str] = []
    body = fields.get("text")
    markup = fields.get("html")
    return Draft(
        text=body if isinstance(body, str) else "",
        markup=markup if isinstance(markup, str) and not isinstance(body, str) else None,
        place=place,
        article=_article(fields.get("id"), remarks),
        url=_string(fields, "url", remarks),
        outlet=_string(fields, "outlet", remarks),
        title=_string(fields, "title", remarks),
        byline=_string(fields, "byline", remarks),
        published=_published(fields, remarks),
        language=_language(fields.get("language")),
        remarks=tuple(remarks),
    )


def _string(fields: dict[str, Json], name: str, remarks: list[str]) -> str | None:
    """A field's text; None when it is missing, empty or of another type, and a remark for the last."""
    value = fields.get(name)
    if value is None or isinstance(value, str):
        return " ".join(value.split()) or None if value else None
    remarks.append(f'expected a string or null in the field "{name}", came {_called(value)}; it was read as unknown')
    return None


def _article(value: Json, remarks: list[str]) -> str | None:
    """The article's own id, when it is a short string or a whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    written = _string({"id": value}, "id", remarks)
    if written is not None and len(written) > _LONGEST_ID:
        remarks.append(
            f'expected at most {_LONGEST_ID} characters in the field "id", came {len(written)}; it was passed over'
        )
        return None
    return written


def _published(fields: dict[str, Json], remarks: list[str]) -> When | None:
    written = _string(fields, "published", remarks)
    if written is None:
        return None
    when = parse_date(written)
    if when is None:
        remarks.append(
            f'expected a date such as 2031-05-04 or 2031-05-04T10:30:00Z in the field "published", '
            f"came {written[:60]!r}; it was read as unknown"
        )
    return when


def _language(value: Json) -> str | None:
    """A language code, when the line gives one that may be one."""
    return value[:2].lower() if isinstance(value, str) and value[:2].isalpha() and value[:2].isascii() else None


def _called(value: Json) -> str:
    """What kind of JSON value it is, as its authors call it."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case dict():
            return "an object"
