"""What does this mail say? A newsletter or a forwarded story to a Draft, and one for each document attached to it.

The text of a mail is its plain part, or its page where that says more: many newsletters put "read this in a browser"
into the plain part. The sender is the outlet, the subject the headline. A message within the message is read as a
mail of its own; so a forwarded newsletter keeps its sender. Where a forward is only pasted in, its lines `From:`,
`Date:` and `Subject:` say whose it is. A page saved as `.mhtml` is a mail to itself, and read as a page. Attached
pages, texts and PDFs are read; pictures are passed over.
"""

import base64
import email
import email.errors
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.header import decode_header
from email.message import Message

from firsthand.ingest.capture import Capture
from firsthand.ingest.charset import decode, tidy
from firsthand.ingest.dates import from_datetime, parse_date
from firsthand.ingest.draft import Draft
from firsthand.ingest.filenames import media_of
from firsthand.ingest.fragments import text_of_fragment
from firsthand.ingest.pages import page_charset
from firsthand.ingest.pdf import read_pdf
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotADate, NotText, TooMuch, Unusable
from firsthand.model.when import When

_MAIL_BYTES = 100_000_000
_CONTAINERS = 200
"""Parts that hold parts; a forward of a forward with attachments has a dozen. More of them, one in the other, would
keep the parser busy for minutes."""

_PARTS = 1_000
_DEPTH = 20
_FORWARDS = 3
_CONTAINER = re.compile(rb"^content-type[ \t]{0,9}:\s{0,9}(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_STUB_SHARE = 0.4
"""A plain part with less than this share of the page's characters is a stub. Chosen, not measured."""

_FORWARDED = re.compile(
    r"^[ \t>]{0,9}(?:-{2,30} ?(?:Forwarded message|Original Message) ?-{2,30}|Begin forwarded message:)[ \t]{0,9}$",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARD_HEAD_LINES = 12
_ADDRESS_CHARACTERS = 1_000
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_HEAD_LINE = re.compile(r"[ \t>*]{0,9}+(From|Date|Sent|Subject):", re.IGNORECASE)
_LONGEST_HEAD_LINE = 1_000
_FAULTS = (LookupError, ValueError, AttributeError, RecursionError, TypeError, AssertionError)
"""What Python's parser of mail raises for what is none."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a mail that is no container."""

    media: str
    name: str
    attached: bool
    part: Message


def read_mail(capture: Capture) -> Iterator[Draft | Setback]:
    """The drafts of a message (`.eml`): its own text first, then its attachments.

    Raises NotText when there is nothing in it that is read, TooMuch for a mail beyond the caps.
    """
    _refuse_large(capture.raw)
    try:
        message = email.message_from_bytes(capture.raw, policy=email.policy.compat32)
        found = list(_of_message(message, capture.where, None, 0))
    except _FAULTS as error:
        raise NotText(f"expected a mail message, came one that is broken ({error}); export its text instead") from error
    if not found:
        raise NotText("expected a mail message with a text or a page in it, came neither; export its text instead")
    yield from found


def _refuse_large(raw: bytes) -> None:
    if len(raw) > _MAIL_BYTES:
        raise TooMuch(f"expected a mail of at most {_MAIL_BYTES:,} bytes, came {len(raw):,}; export its text instead")
    containers = sum(1 for _ in _CONTAINER.finditer(raw))
    if containers > _CONTAINERS:
        raise TooMuch(
            f"expected a mail with at most {_CONTAINERS} parts that hold others, came {containers:,}; "
            "export its text instead"
        )


def _of_message(message: Message, where: str, place: str | None, forwards: int) -> Iterator[Draft | Setback]:
    """The text of one message, then what is attached to it."""
    parts, carried = _parts(message)
    head = _head(message)
    attachments = parts
    body = _body(parts)
    if body is not None:
        attachments = [p for p in parts if p.attached]
        yield _with_forward(replace(head, place=place, text=body.text, markup=body.markup))
    for number, part in enumerate(attachments[:_PARTS], 1):
        label = part.name or f"attachment {number}"
        there = f"{place}, {label}" if place else label
        try:
            yield from _attached(part, head, where, there)
        except Unusable as error:
            yield Setback(input=f"{where}, {there}", reason=str(error))
    for number, inner in enumerate(carried, 1):
        label = f"forwarded mail {number}"
        there = f"{place}, {label}" if place else label
        if forwards >= _FORWARDS:
            reason = f"expected mails forwarded at most {_FORWARDS} times, came more; export the innermost by itself"
            yield Setback(input=f"{where}, {there}", reason=reason)
            return
        yield from _of_message(inner, where, there, forwards + 1)


def _parts(message: Message) -> tuple[list[_Part], list[Message]]:
    """The parts that hold no others, and the messages carried whole, in their order. Raises TooMuch beyond the caps."""
    parts: list[_Part] = []
    carried: list[Message] = []
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > _DEPTH or len(parts) > _PARTS:
            raise TooMuch(
                f"expected a mail of at most {_PARTS:,} parts, nested at most {_DEPTH} deep, came more; "
                "export its text instead"
            )
        payload = part.get_payload()
        media = part.get_content_type()
        if media == "message/rfc822" and isinstance(payload, list):
            carried += [one for one in payload if isinstance(one, Message)]
        elif isinstance(payload, list):
            waiting += [(one, depth + 1) for one in reversed(payload) if isinstance(one, Message)]
        else:
            name = _one_line(_decoded(part.get_filename() or ""))
            attached = part.get_content_disposition() == "attachment" or bool(name)
            parts.append(_Part(media, name, attached, part))
    return parts, carried


def _body(parts: list[_Part]) -> Draft | None:
    """The text of the message, or its page where that says more; None where it has neither."""
    plain = "\n".join(t for p in parts if not p.attached and p.media == "text/plain" if (t := _text(p)).strip())
    pages = [t for p in parts if not p.attached and p.media == "text/html" if (t := _text(p)).strip()]
    if pages:
        try:
            said = len(text_of_fragment(pages[0]))
        except Unusable:
            said = 0
        if said and len(plain.strip()) < _STUB_SHARE * said:
            return Draft(text="", markup=pages[0])
    if plain.strip():
        return Draft(text=plain)
    return Draft(text="", markup=pages[0]) if pages else None


def _text(part: _Part) -> str:
    """The characters of a part, whatever it says of its charset."""
    raw = _bytes(part.part)
    if not raw:
        return ""
    charset = part.part.get_content_charset()
    try:
        return decode(raw, charset or (page_charset(raw) if part.media == "text/html" else None)).text
    except NotText:
        return ""


def _bytes(part: Message) -> bytes:
    """The content of a part; where it is base64 and cut, as far as it goes."""
    if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64":
        digits = _NO_BASE64.sub(b"", str(part.get_payload()).encode("ascii", "ignore"))
        return base64.b64decode(digits[: len(digits) // 4 * 4] + _rest_of(digits))
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _rest_of(digits: bytes) -> bytes:
    """The last digits of base64, filled up to four; a lone one says nothing."""
    rest = digits[len(digits) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def _attached(part: _Part, head: Draft, where: str, place: str) -> Iterator[Draft | Setback]:
    """What an attachment says, if it is coverage; it came when the mail did, from the same sender."""
    raw = _bytes(part.part)
    if not raw.strip():
        return
    media = part.media if part.media != "application/octet-stream" else media_of(part.name) or ""
    inside = Draft(text="", place=place, outlet=head.outlet, published=head.published)
    if media == "application/pdf" or raw.startswith(b"%PDF-"):
        found = read_pdf(Capture(origin=where, raw=raw, media="application/pdf"))
        yield replace(
            found, place=place, outlet=found.outlet or head.outlet, published=found.published or head.published
        )
    elif media in ("text/html", "application/xhtml+xml"):
        decoded = decode(raw, part.part.get_content_charset() or page_charset(raw))
        yield replace(inside, markup=decoded.text, remarks=decoded.remarks)
    elif media in ("text/plain", "text/markdown"):
        decoded = decode(raw, part.part.get_content_charset())
        yield replace(inside, text=decoded.text, remarks=decoded.remarks)
    elif media.startswith("message/"):
        yield from read_mail(Capture(origin=where, raw=raw, media="message/rfc822", place=place))


def _head(message: Message) -> Draft:
    """What the head of a message says of it; a page that a browser saved (`.mhtml`) has its address there."""
    saved = _web(_said(message, "snapshot-content-location"))
    if saved is not None:
        return Draft(text="", url=saved)  # sender and date are the browser's, and the page has a headline itself
    return Draft(
        text="",
        title=_said(message, "subject"),
        outlet=_sender(_said(message, "from")),
        published=_sent(_said(message, "date")),
        url=_web(_said(message, "archived-at")),
    )


def _with_forward(draft: Draft) -> Draft:
    """`draft` with the head of a forward that is pasted into its text: whose story it is, not who passed it on."""
    mark = _FORWARDED.search(draft.text)
    if mark is None:
        return draft
    said: dict[str, str] = {}
    for line in draft.text[mark.end() :].lstrip("\r\n").split("\n")[:_FORWARD_HEAD_LINES]:
        found = _HEAD_LINE.match(line)
        told = line[found.end() :].strip(" \t\r*") if found else ""
        if found and 0 < len(told) < _LONGEST_HEAD_LINE:
            said.setdefault(found[1].lower().replace("sent", "date"), told)
    return replace(
        draft,
        title=said.get("subject") or draft.title,
        outlet=_sender(said.get("from")) or draft.outlet,
        published=_sent(said.get("date")) or draft.published,
    )


def _decoded(written: object) -> str:
    """A field of a head with its encoded words read; what cannot be read stays as it is."""
    try:
        pieces = decode_header(str(written))
        said = "".join(p.decode(charset or "ascii", "replace") if isinstance(p, bytes) else p for p, charset in pieces)
    except (*_FAULTS, email.errors.HeaderParseError):
        said = str(written)
    return tidy(said.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))[0]


def _one_line(said: str) -> str:
    return " ".join(said.split())


def _said(message: Message, name: str) -> str | None:
    value = message.get(name)
    return _one_line(_decoded(value)) or None if value is not None else None


def _sender(said: str | None) -> str | None:
    """The name under which it was sent; None when there is only an address."""
    if not said:
        return None
    try:
        name = email.utils.parseaddr(said[:_ADDRESS_CHARACTERS])[0].strip(" '\"")
    except _FAULTS:
        return None
    return name if name and "@" not in name else None


def _sent(said: str | None) -> When | None:
    if said is None:
        return None
    try:
        return from_datetime(email.utils.parsedate_to_datetime(said))
    except (ValueError, TypeError, IndexError, OverflowError, NotADate):
        return parse_date(said)


def _web(said: str | None) -> str | None:
    """A web address that stands in a head."""
    url = (said or "").strip("<> ")
    return url if url.lower().startswith(("http://", "https://")) else None
