# ruff: noqa: E501 - a table of inputs, one an entry
"""What may come in by somebody who means harm, or by accident: small pieces, whole inputs, and ways to mangle both.

Everything is made by code when it is asked for; nothing of it lies in a file. `PIECES` are stretches of text or markup
that belong into other inputs, `WHOLE` complete inputs by name, each with the media type under which it comes.
"""

import bz2
import gzip
import io
import json
import lzma
import zipfile
from typing import NamedTuple

from firsthand.ingest.capture import Capture

CANARY = "<script>alert(1)</script>"
HANDLER = '" onmouseover="alert(2)'
SAID = "Ann Lee said the bridge is shut. “It will stay shut,” said Ben Roy of the Ports Registry on 4 May 2031."
SIZE = 100_000
"""Characters or elements of a large input. The long runs take ten times as many."""


class Bad(NamedTuple):
    """One input: its bytes, the media type, and the charset that its carrier names."""

    raw: bytes
    media: str
    charset: str | None = None

    def capture(self, name="bad"):
        return Capture(origin=name, raw=self.raw, media=self.media, charset=self.charset)


PIECES = {
    "script": CANARY,
    "handler": HANDLER,
    "handler after a quotation mark": f"'{HANDLER}'",
    "end of a script": "</script><script>alert(1)</script>",
    "cdata": "]]><![CDATA[",
    "comment": "<!-- ",
    "entity": "&lt;script&gt;&#0;&#x110000;&nosuch;",
    "nul": "\0",
    "control characters": "\x1b[2J\x07\x08\x7f\x85",
    "override": "\u202eeeL nnA\u202c",
    "isolates without end": "\u2066\u2067\u2068",
    "lone surrogates": "\ud800 \udfff",
    "surrogates the wrong way round": "\ude00\ud83d",
    "emoji and joiners": "\U0001f469\u200d\U0001f469\u200d\U0001f467“So it is,” said \U0001f600 Lee",
    "flags": "\U0001f1e9\U0001f1ea" * 9,
    "composed": "Zoë Müller said “né”",
    "decomposed": "Zoe\u0308 Mu\u0308ller said “ne\u0301”",
    "marks on nothing": "\u0301\u0302\u0303",
    "a tower of marks": "e" + "\u0301" * 500,
    "opening quotation marks": "“" * 300,
    "closing quotation marks": "”" * 300,
    "straight quotation marks": '"' * 301,
    "unbalanced": "“He said ‘no, she said, “yes’",
    "quotation marks of all kinds": "«‹„‚”“’‘»›\"'``´´''",
    "line ends": "\r\n\r\r\n\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
    "wide blanks": "\u00a0\u2003\u3000\u200b\ufeff",
    "a number of 10,000 digits": "said 1" + "0" * 10_000 + " people",
    "numbers": "said 1e999 -0 0x1F 1,2,3,4 ½ ² ٣٤ ⅫⅣ ௧௨ 1.2.3.4 NaN percent",
    "raised digits": "said ² people, x² and ²²² years ago, ⑨ days later, ٣ weeks earlier, ³ million, the ¹st of May",
    "long spells": f"{'1' * 5_000} decades ago, 99999999999999999999 weeks later, 1,,,,2 years, 1.2.3 months ago, 0.0001 days",
    "days that are none": "on 99 May 9999, 31 February 2031, 9999-99-99, 0000-00-00, year 1000000000",
    "days beyond the calendar": "30 years before 1 January 0001; in 9999 years; since 31 December 9999, a week later",
    "clocks": "at 99:99 pm, 25 o'clock, 24:60:61.999999999Z+99:99",
    "an address of 100 kB": "https://news.example/" + "a/../" * 20_000,
    "addresses": "http://[::1 http://a@b:99999/ https://%00%ff/ file:///etc/passwd javascript:alert(1) http://\u202e/",
    "names that climb": "../../../../etc/passwd ..\\..\\x /dev/zero C:\\con",
    "a word of 100 kB": "a" * 100_000,
    "a word with joints": "a-" * 5_000,
    "dots": "." * 5_000,
    "dots and blanks": ". " * 5_000,
    "blanks": " " * 20_000 + "x",
    "lines of blanks": "\n \t " * 5_000,
    "commas": "," * 5_000,
    "capitals": "A" * 5_000 + " " + "A. " * 2_000,
    "brackets": "(" * 2_000 + "[" * 2_000,
    "she said that she said that": "Ann Lee said that " * 1_000,
    "said Lee": "“a,” said Lee, " * 500,
    "according to": "according to Lee, citing Roy, " * 500,
    "dashes": " - " * 3_000,
    "labels": "LEE: yes.\nROY: no.\n" * 500,
    "a tag of 10 kB": "<a title='" + "x" * 10_000 + "'>",
    "a tag that does not end": "<meta " * 500,
    "deep markup": "<b>" * 2_000,
    "deep brackets": "[" * 5_000,
    "json-ld, deep": '<script type="application/ld+json">' + '{"a":[' * 3_000 + "</script>",
    "json-ld, odd": '<script type="application/ld+json">{"@type":["NewsArticle",1,null,{}],"headline":[{"a":1e999}],'
    '"author":[null,{"name":["x",{}]},7],"datePublished":1e400,"isAccessibleForFree":"maybe","@graph":[[[[1]]]]}</script>',
    "refresh": "<meta http-equiv=refresh content='0;url=http://127.0.0.1/'><base href='//evil.example/'>",
    "twice the charset": "<meta charset=utf-7><meta charset=utf-16><meta charset=rot13>",
    "utf-7": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "private use and no characters": "\ue000\uf8ff\U0010ffff\ufdd0\uffff\U000e0041",
    "Turkish": "İSTANBUL ıi İi ſs ßSS ǅ Ŀ",
    "other scripts": "Анна Ли сказала, что мост закрыт. 李安说桥关闭了。 قالت آن لي إن الجسر مغلق",
}


def page(body, head=""):
    return f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>".encode()


def story(*paragraphs):
    return "".join(f"<p>{p}</p>" for p in paragraphs or [f"{SAID} The council met twice before it decided so."] * 4)


def feed(*entries, title="The Harbour Post", head=""):
    items = "".join(entries)
    return (
        f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()
    )


def entry(title="Bridge shut", body=SAID, link="https://news.example/bridge", date="Sun, 04 May 2031 10:00:00 GMT"):
    return (
        f"<item><title><![CDATA[{title}]]></title><link>{link}</link><pubDate>{date}</pubDate>"
        f"<description><![CDATA[{body}]]></description></item>"
    )


def lines(*rows):
    return "\n".join(json.dumps(row) for row in rows).encode()


def mail(body=SAID, head="", kind="text/plain"):
    return f"From: Ann Lee <lee@news.example>\nSubject: Bridge\n{head}Content-Type: {kind}\n\n{body}".encode(
        "utf-8", "surrogatepass"
    )


def _laughs():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return feed(
        entry(title="x", body="y") + "<item><title>&l11;</title></item>",
        head=f'<!DOCTYPE r [<!ENTITY l0 "ha">{entities}]>',
    )


def _outside():
    head = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;]>'
    return feed("<item><title>&x;</title><description>&x; said Lee</description></item>", head=head)


def _nested_mail(depth):
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"From: a@b.example\nSubject: deep\n{head}Content-Type: text/plain\n\n{SAID}\n".encode()


def _zipped(*members):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, raw in members:
            packed.writestr(name, raw)
    return into.getvalue()


def _record(kind, body, url="https://news.example/bridge", length=None):
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-04T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _answer(body, head=""):
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}\r\n".encode() + body


def _pdf(body=SAID, pages=1):
    stream = f"BT /F1 12 Tf 72 720 Td ({body}) Tj ET".encode("latin-1", "replace")
    kids = " ".join(["3 0 R"] * pages)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 5\n0000000000 65535 f \n" + table
    return made + head + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(made)


HTML, XML, TEXT, LINES, JSON = (
    "text/html",
    "application/rss+xml",
    "text/plain",
    "application/x-ndjson",
    "application/json",
)
MAIL, PDF, WARC, ZIP, MARKDOWN = (
    "message/rfc822",
    "application/pdf",
    "application/warc",
    "application/zip",
    "text/markdown",
)
FEED_JSON, SITEMAP = "application/feed+json", "application/xml"


def small():
    """Inputs of a few kilobytes, by name: what is mangled. Each can be read as it stands, where its kind can."""
    head = (
        "<title>Bridge shut - The Harbour Post</title><meta property='og:title' content='Bridge shut'>"
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge shut","author":{"name":"Ann Lee"},'
        '"datePublished":"2031-05-04T10:00:00Z"}</script>'
    )
    row = {
        "url": "https://news.example/a",
        "title": "Bridge",
        "byline": "Ann Lee",
        "published": "2031-05-04",
        "text": SAID,
    }
    item = {"id": "1", "url": "https://news.example/a", "title": "Bridge", "content_html": f"<p>{SAID}</p>"}
    return {
        "text": Bad(
            f"Bridge shut\nBy Ann Lee\n4 May 2031\n\nSKAGEN (Northwire) — {SAID}\n\nRead more: Ports\n".encode(), TEXT
        ),
        "markdown": Bad(f"---\ntitle: Bridge\ndate: 2031-05-04\n---\n# Bridge\n\n{SAID}\n".encode(), MARKDOWN),
        "page": Bad(page(f"<h1>Bridge shut</h1><time datetime='2031-05-04'>4 May</time>{story()}", head), HTML),
        "feed": Bad(feed(entry(), entry("Ports open", f"<p>{SAID}</p>", "https://news.example/b")), XML),
        "atom": Bad(
            f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title>B</title>'
            f'<link href="https://news.example/a"/><updated>2031-05-04T10:00:00Z</updated><content type="html">{SAID}'
            "</content></entry></feed>".encode(),
            "application/atom+xml",
        ),
        "lines": Bad(lines(row, {**row, "url": "https://news.example/b", "text": f"{SAID} Again."}), LINES),
        "lines of pages": Bad(lines({"html": page(story()).decode()}), LINES),
        "json": Bad(json.dumps([row]).encode(), JSON),
        "mail": Bad(mail(head="Date: Sun, 04 May 2031 10:00:00 +0000\n"), MAIL),
        "mail in parts": Bad(
            mail(
                f"--b\nContent-Type: text/html; charset=utf-8\n\n<p>{SAID}</p>\n--b--\n",
                kind="multipart/mixed; boundary=b",
            ),
            MAIL,
        ),
        "JSON Feed": Bad(
            json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [item]}).encode(),
            FEED_JSON,
        ),
        "sitemap": Bad(
            b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            b"<url><loc>https://news.example/a</loc><lastmod>2031-05-04</lastmod></url></urlset>",
            SITEMAP,
        ),
        "warc": Bad(_record("response", _answer(page(story()))), WARC),
        "zip": Bad(_zipped(("a.txt", SAID), ("b/c.html", page(story()))), ZIP),
        "pdf": Bad(_pdf(), PDF),
    }


def whole(size=SIZE):
    """Inputs that are bad as they stand, by name; `size` is how many of what there are many of."""
    text = SAID.encode()
    return {
        "one line": Bad(b"word " * (size * 2), TEXT),
        "one word": Bad(b"a" * (size * 10), TEXT),
        "one line of sentences": Bad(text * (size // 100), TEXT),
        "short lines": Bad(b"Home\n" * size, TEXT),
        "blank lines": Bad(b"\n" * size + text, TEXT),
        "opening marks": Bad("“".encode() * size, TEXT),
        "straight marks": Bad(b'"' * size + text, TEXT),
        "marks and words": Bad('“a” ‘b’ "c" '.encode() * (size // 10), TEXT),
        "only marks": Bad("?!…—“”‘’\"'()[]{}<>".encode() * (size // 20), TEXT),
        "he said he said": Bad(b"he said that " * (size // 10), TEXT),
        "Lee said": Bad(b"Ann Lee said. " * (size // 10), TEXT),
        "dates": Bad(b"on 4 May 2031 " * (size // 10), TEXT),
        "names": Bad(b"Ann Lee, Ben Roy, " * (size // 20), TEXT),
        "dots": Bad(b"." * size, TEXT),
        "blanks": Bad(b"x" + b" " * size + b"x", TEXT),
        "blanks, dashes": Bad(b"Bridge" + b" -" * size, TEXT),
        "commas and blanks": Bad(b"By Ann Lee" + b" , " * size, TEXT),
        "a tower of marks": Bad(("e" + "\u0301" * size).encode(), TEXT),
        "nuls": Bad(text + b"\0" * 100, TEXT),
        "utf-16": Bad(SAID.encode("utf-16"), TEXT),
        "utf-16 without a mark": Bad(SAID.encode("utf-16-le"), TEXT),
        "utf-32": Bad(SAID.encode("utf-32"), TEXT),
        "utf-7": Bad(SAID.encode("utf-7"), TEXT, "utf-7"),
        "cut utf-8": Bad("Zoë said “né".encode()[:-1], TEXT),
        "cut utf-16": Bad(SAID.encode("utf-16")[:-1], TEXT),
        "overlong utf-8": Bad(text + b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80", TEXT),
        "wrong charset": Bad(SAID.encode("cp1252"), TEXT, "utf-8"),
        "no such charset": Bad(SAID.encode("cp1252"), TEXT, "klingon-8"),
        "a charset that is a codec": Bad(text, TEXT, "zip"),
        "a charset with a NUL": Bad(text + b"\xff", TEXT, "utf\0-8"),
        "idna as a charset": Bad(text + b"\xff", TEXT, "idna"),
        "a charset that fails": Bad(text + b"\xff", TEXT, "undefined"),
        "unicode_escape as a charset": Bad(text + b"\xff\\x", TEXT, "unicode_escape"),
        "deep elements": Bad(b"<div>" * (size * 2) + b"x", HTML),
        "deep elements, closed": Bad(page("<div>" * size + SAID + "</div>" * size), HTML),
        "many paragraphs": Bad(page(story(*[SAID] * (size // 100))), HTML),
        "an attribute": Bad(page(f"<p title='{'x' * size}'>{SAID}</p>" * 3), HTML),
        "attributes": Bad(page(f"<p {' '.join(f'a{n}=1' for n in range(size // 20))}>{SAID}</p>" * 2), HTML),
        "tags that do not end": Bad(b"<html>" + b"<a " * size, HTML),
        "meta": Bad(b"<html><meta " + b"charset " * size, HTML),
        "comments": Bad(page(story() + "<!--" * (size // 10)), HTML),
        "json-ld, deep": Bad(page(story(), f'<script type="application/ld+json">{"[" * size}</script>'), HTML),
        "json-ld, deep objects": Bad(
            page(story(), '<script type="application/ld+json">' + '{"@graph":' * 900 + "1" + "}" * 900 + "</script>"),
            HTML,
        ),
        "json-ld, huge": Bad(page(story(), f'<script type="application/ld+json">{"1" * size}</script>'), HTML),
        "json-ld, many": Bad(
            page(story(), '<script type="application/ld+json">{"@type":"NewsArticle"}</script>' * (size // 100)), HTML
        ),
        "title with a script": Bad(
            page(
                f"<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>{story()}",
                "<title>&lt;script&gt;alert(1)&lt;/script&gt; Bridge</title>",
            ),
            HTML,
        ),
        "author with markup": Bad(
            page(story(), f"""<meta name='author' content='Ann {HANDLER} {CANARY} \u202eeeL'>"""), HTML
        ),
        "a page of marks": Bad(page("<p>“”‘’…</p>" * 100), HTML),
        "a page in utf-16": Bad(page(story()).decode().encode("utf-16"), HTML),
        "a page, charset utf-7": Bad(page("<p>+ADw-script+AD4-alert(1)</p>" + story(), "<meta charset=utf-7>"), HTML),
        "billion laughs": Bad(_laughs(), XML),
        "outside entities": Bad(_outside(), XML),
        "deep feed": Bad(b"<rss><channel><item>" + b"<a>" * (size * 2) + b"x", XML),
        "many entries": Bad(feed(entry() * (size // 200)), XML),
        "empty entries": Bad(feed("<item/>" * (size // 20)), XML),
        "a feed with a script": Bad(
            feed(entry(f"{CANARY}{HANDLER}", f"{SAID} {CANARY}", "javascript:alert(1)", "9999-99-99"), title=CANARY),
            XML,
        ),
        "a feed in utf-16 that says utf-8": Bad(feed(entry()).decode().encode("utf-16"), XML, "utf-8"),
        "deep json": Bad(b"[" * (size * 2), JSON),
        "deep json line": Bad(b'{"text":' * size, LINES),
        "twice the key": Bad(b'{"text": "x", "text": "Ann Lee said no.", "title": "a", "title": null}', LINES),
        "odd numbers": Bad(b'{"text": "Ann Lee said no.", "id": NaN, "title": 1e999, "url": -Infinity}', LINES),
        "an id of 10,000 digits": Bad(b'{"text": "Ann Lee said no.", "id": ' + b"1" * 10_000 + b"}", LINES),
        "an id of 4,000 digits": Bad(b'{"text": "Ann Lee said no.", "id": ' + b"1" * 4_000 + b"}", LINES),
        "halves of pairs": Bad(
            rb'{"text": "Ann Lee \ud800 said no.", "title": "\udfff x", "byline": "\ud83d", "outlet": "\udc00", '
            rb'"url": "https://news.example/\ud800", "id": "\ud800", "language": "\ud800x", "published": "\ud800"}',
            LINES,
        ),
        "nuls in fields": Bad(
            rb'{"text": "Ann Lee said no.", "title": "a\u0000b", "url": "https://news.example/\u0000", "id": "\u0000", '
            rb'"outlet": "\u001b[2J", "byline": "By \u202e"}',
            LINES,
        ),
        "odd addresses": Bad(
            lines(
                *(
                    {"text": SAID, "url": url, "outlet": CANARY, "title": HANDLER}
                    for url in (
                        "http://[::1",
                        "https://a:b@c:99999/",
                        "javascript:alert(1)",
                        "//x",
                        "http://",
                        "a" * 100_000,
                        "http://\u2100.example/",
                        "https://xn--a/",
                        "http://a..b/",
                        "http://%zz/",
                        "\n\t",
                    )
                )
            ),
            LINES,
        ),
        "odd days": Bad(
            lines(
                *(
                    {"text": f"{SAID} {day[:40]}", "published": day}
                    for day in (
                        "9999-99-99",
                        "0000-00-00",
                        "1000000000",
                        "1" * 10_000,
                        "2031-02-30",
                        "9999-12-31T23:59:59-23:59",
                        "0001-01-01T00:00:00+23:59",
                        "٢٠٣١-٠٥-٠٤",
                        "2031-05-04T99:99",
                        "31/31/31",
                        "Sun, 99 Foo 2031",
                        "Mon, 01 Jan 0001 00:00:00 +2359",
                        "Fri, 31 Dec 9999 23:59:59 -2359",
                        "4 May 99999",
                    )
                )
            ),
            LINES,
        ),
        "broken lines": Bad(b"{\n" * (size // 10), LINES),
        "deep mail": Bad(_nested_mail(size // 100), MAIL),
        "mail, many parts": Bad(mail("--b\n\nx\n" * (size // 20), kind="multipart/mixed; boundary=b"), MAIL),
        "mail, a long head": Bad(mail(head="X: y\n" * (size // 10)), MAIL),
        "mail, a long line in the head": Bad(mail(head=f"To: {'a,' * size}\n"), MAIL),
        "mail, odd words": Bad(
            mail(head="Subject: =?klingon?Q?=FF?= =?utf-8?B?////?= =?utf-16?Q?=00=D8?=\nDate: 99 Foo 99999 99:99\n"),
            MAIL,
        ),
        "mail, odd charset": Bad(mail(kind="text/plain; charset=klingon"), MAIL),
        "mail, idna": Bad(mail(kind="text/plain; charset=idna"), MAIL),
        "mail, a charset that is a codec": Bad(mail(kind="text/plain; charset=hex"), MAIL),
        "mail, base64 that is none": Bad(mail("%%%", head="Content-Transfer-Encoding: base64\n"), MAIL),
        "mail, uuencoded": Bad(mail("begin 644 ../../x\n#\n", head="Content-Transfer-Encoding: x-uuencode\n"), MAIL),
        "mail, from": Bad(mail(head="From: " + "(" * (size // 100) + "\nReply-To: <<<>>>@@@\n"), MAIL),
        "warc, a lying length": Bad(_record("response", _answer(page(story())), length=10**12), WARC),
        "warc, a negative length": Bad(_record("response", _answer(page(story())), length=-5), WARC),
        "warc, a number of 5,000 digits": Bad(_record("response", b"", length="9" * 5_000), WARC),
        "warc, lying http": Bad(
            _record("response", _answer(page(story()), "Content-Length: 5\r\nContent-Encoding: gzip\r\n")), WARC
        ),
        "warc, a bomb in http": Bad(
            _record("response", _answer(gzip.compress(bytes(size * 100)), "Content-Encoding: gzip\r\n")), WARC
        ),
        "warc, chunks": Bad(_record("response", _answer(b"fffffffff\r\nabc", "Transfer-Encoding: chunked\r\n")), WARC),
        "warc, an odd address": Bad(_record("response", _answer(page(story())), url="javascript:alert(1)"), WARC),
        "warc, many records": Bad(_record("response", _answer(b"<p>x")) * (size // 500), WARC),
        "zip, names that climb": Bad(
            _zipped(("../../../tmp/x.txt", SAID), ("/etc/x.txt", SAID), ("C:\\x.txt", SAID), ("a\0.txt", SAID)), ZIP
        ),
        "zip, a bomb": Bad(_zipped(("bomb.txt", bytes(size * 500))), ZIP),
        "zip in zip in zip": Bad(_zipped(("a.zip", _zipped(("b.zip", _zipped(("c.txt", SAID)))))), ZIP),
        "zip, many members": Bad(_zipped(*((f"{n}.txt", "x") for n in range(size // 50))), ZIP),
        "zip, cut": Bad(_zipped(("a.txt", SAID))[:-10], ZIP),
        "pdf, cut": Bad(_pdf()[:300], PDF),
        "pdf, many pages": Bad(_pdf(pages=size // 100), PDF),
        "pdf, a script": Bad(_pdf(CANARY), PDF),
        "pdf, pages in a ring": Bad(_pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), PDF),
        "pdf, a lying length": Bad(_pdf().replace(b"/Length ", b"/Length 9999"), PDF),
        "a sitemap in a ring": Bad(
            b"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
            b"<sitemap><loc>https://news.example/sitemap.xml</loc></sitemap></sitemapindex>",
            SITEMAP,
        ),
        "JSON Feed, odd": Bad(
            b'{"version": "https://jsonfeed.org/version/1.1", "items": [null, 1, {"content_text": 5}, {"url": {}, '
            b'"content_html": "<p>Ann Lee said no.", "authors": {"name": []}, "date_published": 1e999}], "title": ["x"]}',
            FEED_JSON,
        ),
        "nothing": Bad(b"", TEXT),
        "all bytes": Bad(bytes(range(256)) * 8, TEXT),
    }


PACKED = {"gzip": (".gz", gzip.compress), "bzip2": (".bz2", bz2.compress), "xz": (".xz", lzma.compress)}


def with_piece(name, piece):
    """A small input of that kind with `piece` wherever words may stand."""
    said = f"{SAID} {piece} {SAID}"
    bad = small()[name]
    try:
        raw = bad.raw.decode().replace(SAID, said).replace("Bridge", f"Bridge {piece}")
    except UnicodeDecodeError:
        return Bad(bad.raw.replace(SAID.encode(), said.encode("utf-8", "surrogatepass")), bad.media)
    if bad.media in (LINES, JSON, FEED_JSON):
        inner = json.dumps(piece)[1:-1]
        raw = bad.raw.decode().replace("Ann Lee said", f"Ann Lee {inner} said").replace("Bridge", f"Bridge {inner}")
    return Bad(raw.encode("utf-8", "surrogatepass"), bad.media)
