"""Is it a document of another kind? Mail is read; PDF, WARC and zip files are not yet, and say what to do instead."""

import email
import email.policy
import email.utils
from email.message import EmailMessage

from firsthand.ingest.dates import from_datetime
from firsthand.ingest.draft import Draft
from firsthand.model.errors import NotText
from firsthand.model.when import When


def read_mail(raw: bytes) -> Draft:
    """The draft of a message (`.eml`): its plain text, else its page; subject, sender and date from its head.

    Raises NotText when it has neither.
    """
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        body = message.get_body(preferencelist=("plain", "html"))
        content = body.get_content() if body is not None else None
    except (LookupError, ValueError, AttributeError, RecursionError, TypeError) as error:
        raise NotText(f"expected a mail message, came one that is broken ({error}); export its text instead") from error
    if body is None or not isinstance(content, str):
        raise NotText("expected a mail message with a text or a page in it, came neither; export its text instead")
    page = body.get_content_type() == "text/html"
    return Draft(
        text="" if page else content,
        markup=content if page else None,
        title=_said(message, "subject"),
        outlet=_sender(message),
        published=_sent(message),
    )


def _said(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split()) or None if value is not None else None


def _sender(message: EmailMessage) -> str | None:
    """The name under which it was sent; None when there is only an address."""
    said = _said(message, "from")
    return email.utils.parseaddr(said)[0] or None if said else None


def _sent(message: EmailMessage) -> When | None:
    said = _said(message, "date")
    if said is None:
        return None
    try:
        return from_datetime(email.utils.parsedate_to_datetime(said))
    except ValueError:
        return None


def refuse_pdf() -> None:
    """Raise NotText: PDF is not read yet."""
    raise NotText("expected text, a page, a feed or JSON lines, came a PDF, which cannot be read yet; save it as text")


def refuse_warc() -> None:
    """Raise NotText: WARC is not read yet."""
    raise NotText(
        "expected text, a page, a feed or JSON lines, came a WARC archive, which cannot be read yet; "
        "take its pages out as HTML files and name their folder"
    )


def refuse_archive() -> None:
    """Raise NotText: archives of files are not read."""
    raise NotText("expected text, a page, a feed or JSON lines, came a zip archive; unpack it and name the folder")
