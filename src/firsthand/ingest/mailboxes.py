"""Where does each mail of a mailbox begin? At a line `From somebody date` after an empty line; a Capture a mail."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from firsthand.ingest.capture import Capture
from firsthand.ingest.opening import Place
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotText

MAIL_BYTES = 50_000_000
"""Mail servers take messages of 25 to 35 MB, with their attachments as they are sent."""

MAILS = 200_000
_LINE_BYTES = 1 << 20
_BEGINS = re.compile(rb"From \S{1,200}+ [^\r\n]{0,30}\d\d:\d\d[^\r\n]{0,16}\d{4}|From [^\s@]{1,100}+@\S{1,200}+\s")
"""With a clock and a year, or an address: a sentence that begins with "From here on" is none."""

_QUOTED = re.compile(rb">{1,50}From ")


def read_mailbox(stream: BinaryIO, place: Place) -> Iterator[Capture | Setback]:
    """The mails of a mailbox, in its order; one larger than `MAIL_BYTES` is a Setback, and passed over."""
    number = size = 0
    mail: list[bytes] = []
    blank = True
    for line in _lines(stream):
        if blank and _BEGINS.match(line):
            yield from _mail(mail, size, place, number)
            number, size, mail = number + 1, 0, []
            if number > MAILS:
                reason = f"expected at most {MAILS:,} mails in a mailbox, came more; split it"
                yield Setback(input=place.where, reason=reason)
                return
        elif number:
            size += len(line)
            if size <= MAIL_BYTES:
                mail.append(line[1:] if _QUOTED.match(line) else line)
        blank = not line.strip()
    if not number:
        raise NotText("expected a mailbox, whose mails begin with lines `From ...`, came a file without such a line")
    yield from _mail(mail, size, place, number)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of `stream`, longer ones in pieces."""
    while line := stream.readline(_LINE_BYTES):
        yield line


def _mail(lines: list[bytes], size: int, place: Place, number: int) -> Iterator[Capture | Setback]:
    if not number:
        return
    within = f"{place.within}, mail {number}" if place.within else f"mail {number}"
    if size > MAIL_BYTES:
        yield Setback(
            input=f"{place.origin}, {within}",
            reason=f"expected mails of at most {MAIL_BYTES:,} bytes, came one of {size:,}; export it by itself",
        )
    elif lines:
        yield Capture(origin=place.origin, raw=b"".join(lines), media="message/rfc822", place=within)
