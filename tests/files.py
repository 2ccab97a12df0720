"""Files of coverage made by hand: records of crawls, PDFs, and the trip that takes them in."""

from firsthand.ingest import collect, take_in
from firsthand.model.coverage import Setback

GOOD = "Ann Lee said the bridge is shut."
PAGE = (
    b"<!doctype html><html><head><title>Bridge shut</title></head><body><article><h1>Bridge shut</h1>"
    b"<p>Ann Lee, the harbour master, said on Monday that the bridge is shut for the whole of the summer.</p>"
    b"<p>The mayor, Ravi Okoye, said that a ferry will carry everybody who has to cross the water.</p>"
    b"</article></body></html>"
)


def captures(*inputs, **given):
    """All Captures and all Setbacks that opening `inputs` gives, in two lists."""
    found = list(collect([str(i) for i in inputs], **given))
    return [f for f in found if not isinstance(f, Setback)], [f for f in found if isinstance(f, Setback)]


def trip(*inputs, **given):
    """All Revisions and all Setbacks that `inputs` come to, in two lists."""
    opened, setbacks = captures(*inputs, **given)
    found = [f for capture in opened for f in take_in(capture)]
    return [f for f in found if not isinstance(f, Setback)], [
        *setbacks,
        *(f for f in found if isinstance(f, Setback)),
    ]


def warc_record(kind, url, block, *more, date="2031-05-04T10:00:00Z", version="1.0"):
    head = [
        f"WARC/{version}",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        f"WARC-Date: {date}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        *more,
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(body, *more, status="200 OK", media="text/html"):
    head = [f"HTTP/1.1 {status}", *([f"Content-Type: {media}"] if media else []), *more]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def pdf(*pages, said="", size=11, pitch=14):
    """A PDF with `pages`, each a list of lines, or of (line, x, y); `said` is its dictionary of properties."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        drawn = []
        for number, line in enumerate(lines):
            text, x, y = line if isinstance(line, tuple) else (line, 72, 760 - pitch * number)
            text = text.replace("\\", "\\\\").replace("(", r"\(").replace(")", r"\)")
            drawn.append(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET")
        stream = "\n".join(drawn)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {said} >>")
    out = bytearray(b"%PDF-1.4\n")
    starts = []
    for number, one in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    where = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{at:010} 00000 n \n".encode() for at in starts)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n".encode()
    return bytes(out + f"startxref\n{where}\n%%EOF\n".encode())
