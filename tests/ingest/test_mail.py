"""Mail: its own text or its page, what is attached to it, whose it was before it was forwarded, and mailboxes."""

import base64
import gzip
from email.message import EmailMessage

import pytest
from files import GOOD, PAGE, captures, pdf, trip

from firsthand.ingest.capture import Capture
from firsthand.ingest.mail import read_mail
from firsthand.model.coverage import Setback
from firsthand.model.errors import NotText, TooMuch

PLAIN = "Ann Lee said that the bridge is shut.\nThe mayor said that a ferry will run.\n"


def mail(text=PLAIN, subject="Bridge shut", sender="Harrow Courier <news@courier.example>", html=None):
    message = EmailMessage()
    message["From"] = sender
    message["Subject"] = subject
    message["Date"] = "Sun, 04 May 2031 10:30:00 +0200"
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def read(raw):
    found = list(read_mail(Capture(origin="a.eml", raw=raw if isinstance(raw, bytes) else raw.as_bytes())))
    return [f for f in found if not isinstance(f, Setback)], [f for f in found if isinstance(f, Setback)]


def test_what_the_head_says():
    (draft,), _ = read(mail(subject="Brücke gesperrt – für immer", sender="Hafen-Bote Nürn <x@bote.example>"))
    assert (draft.title, draft.outlet, draft.published.edtf) == (
        "Brücke gesperrt – für immer",
        "Hafen-Bote Nürn",
        "2031-05-04T10:30:00+02:00",
    )
    assert draft.text == PLAIN


@pytest.mark.parametrize(
    ("plain", "page"),
    [
        pytest.param(PLAIN, False, id="as long as the page"),
        pytest.param("Read this in your browser: https://courier.example/x", True, id="a stub"),
        pytest.param(" ", True, id="empty"),
    ],
)
def test_the_plain_part_unless_the_page_says_more(plain, page):
    (draft,), _ = read(mail(plain, html=f"<html><body><p>{PLAIN}</p><p>{PLAIN}</p></body></html>"))
    assert (draft.markup is not None) == page


def test_what_is_attached_is_read_and_pictures_are_not():
    message = mail()
    message.add_attachment(PAGE, maintype="text", subtype="html", filename="page.html")
    message.add_attachment(pdf([GOOD]), maintype="application", subtype="octet-stream", filename="story.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="photo.png")
    message.add_attachment(GOOD.encode(), maintype="text", subtype="plain", filename="note.txt")
    message.add_attachment(b"%PDF-1.4 broken", maintype="application", subtype="pdf", filename="bad.pdf")
    drafts, (setback,) = read(message)
    assert [d.place for d in drafts] == [None, "page.html", "story.pdf", "note.txt"]
    assert {d.outlet for d in drafts} == {"Harrow Courier"}
    assert drafts[2].text == GOOD
    assert setback.input == "a.eml, bad.pdf"


def test_a_message_within_a_message_keeps_its_sender():
    message = mail("See below.", subject="Fw: Bridge shut", sender="Jo Stern <jo@desk.example>")
    message.add_attachment(mail())
    (outer, inner), _ = read(message)
    assert (outer.outlet, inner.outlet) == ("Jo Stern", "Harrow Courier")
    assert inner.title == "Bridge shut"
    assert inner.place == "forwarded mail 1"


FORWARDS = ["---------- Forwarded message ---------", "-----Original Message-----", "Begin forwarded message:"]


@pytest.mark.parametrize("mark", FORWARDS)
def test_a_forward_that_is_pasted_in_says_whose_it_is(mark):
    text = (
        f"For the desk.\n\n{mark}\nFrom: Harrow Courier <news@courier.example>\n"
        f"Date: Sat, 3 May 2031 08:00:00 +0200\nSubject: Bridge shut\nTo: <jo@desk.example>\n\n{PLAIN}"
    )
    (draft,), _ = read(mail(text, subject="Fw: Bridge shut", sender="Jo Stern <jo@desk.example>"))
    assert (draft.outlet, draft.title) == ("Harrow Courier", "Bridge shut")
    assert draft.published.edtf == "2031-05-03T08:00:00+02:00"
    assert draft.text == text


def test_a_mail_that_only_speaks_of_forwarding_is_its_senders():
    (draft,), _ = read(mail("The forwarded message said:\nFrom: nobody\n" + PLAIN))
    assert draft.outlet == "Harrow Courier"


def test_charsets_that_are_not_what_they_are_said_to_be():
    head = b"From: A <a@b.example>\nContent-Type: text/plain; charset=%s\nContent-Transfer-Encoding: 8bit\n\n"
    for charset in (b"us-ascii", b"utf-8", b"no-such-charset", b'"'):
        (draft,), _ = read(head % charset + "Die Brücke sei „gesperrt“, sagte Lee am Montag.".encode())
        assert draft.text == "Die Brücke sei „gesperrt“, sagte Lee am Montag."
    (draft,), _ = read(head % b"iso-8859-1" + "“Shut”, said André.".encode("cp1252"))
    assert draft.text == "“Shut”, said André."


BAD_HEADS = [
    b"From: =?utf-8?b?!!!!?= <\nSubject: =?nope?q?x?=\nDate: yesterday\n\n",
    b"From: " + b"(" * 20_000 + b"\nSubject: " + b"=?utf-8?q?=00?=" * 100 + b"\n\n",
    b"From: \xff\xfe\nSubject: \xe9t\xe9\nDate: Sun, 99 May 2031 99:99:99 +9999\n\n",
    b"From: a@b.example\nFrom: c@d.example\nSubject:\n =?utf-8?b?w6k=?=\n\n",
    b"Date: 1, 2, 3\nFrom:\nSubject:\n\n",
]


@pytest.mark.parametrize("head", BAD_HEADS)
def test_heads_that_make_no_sense(head):
    (draft,), _ = read(head + PLAIN.encode())
    assert draft.text == PLAIN


def multipart(depth, inner=b"Content-Type: text/plain\n\nAnn Lee said so."):
    for n in range(depth):
        inner = b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n%s\n--b%d--\n' % (n, n, inner, n)
    return b"Subject: x\n" + inner


def test_parts_in_parts():
    (draft,), _ = read(multipart(10))
    assert draft.text.strip() == "Ann Lee said so."
    for depth in (30, 150, 5_000):
        with pytest.raises(TooMuch):
            read(multipart(depth))


def test_ten_thousand_parts():
    parts = b"".join(b"--b\nContent-Type: text/plain\n\nOne.\n" for _ in range(10_000))
    with pytest.raises(TooMuch):
        read(b"Content-Type: multipart/mixed; boundary=b\n\n" + parts + b"--b--\n")


def test_a_broken_transfer_encoding_and_a_missing_end():
    head = b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\n"
    (draft,), _ = read(head + base64.b64encode(PLAIN.encode())[:-7])
    assert draft.text.startswith("Ann Lee said that the bridge")
    with pytest.raises(NotText):
        read(b"Content-Type: image/png\n\nxyz")


def test_a_page_saved_by_a_browser(tmp_path):
    path = tmp_path / "saved.mhtml"
    path.write_bytes(
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://courier.example/bridge\r\nSubject: x\r\n"
        b"Date: Mon, 5 May 2031 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://courier.example/bridge\r\n\r\n"
        + PAGE.replace(b"=", b"=3D")
        + b"\r\n--b\r\nContent-Type: text/css\r\n\r\np {}\r\n--b--\r\n"
    )
    (revision,), setbacks = trip(path)
    assert setbacks == []
    assert (revision.title, revision.url, revision.published) == ("Bridge shut", "https://courier.example/bridge", None)
    assert "harbour master" in revision.text


def mailbox(*mails):
    return b"".join(b"From a@b.example Sun May  4 10:30:00 2031\n" + m.as_bytes() + b"\n\n" for m in mails)


@pytest.mark.parametrize("name", ["inbox.mbox", "inbox.mbox.gz"])
def test_a_mailbox(tmp_path, name):
    raw = mailbox(mail(), mail("Text.\n\nFrom here on, it is said that the ferry runs.\n\n>From there."), mail(GOOD))
    path = tmp_path / name
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    found, setbacks = captures(path)
    assert setbacks == []
    assert [c.place for c in found] == ["mail 1", "mail 2", "mail 3"]
    revisions, _ = trip(path)
    assert "From here on" in revisions[1].text
    assert "\nFrom there." in revisions[1].text
    assert revisions[2].outlet == "Harrow Courier"


def test_what_is_called_a_mailbox_and_is_none(tmp_path):
    path = tmp_path / "inbox.mbox"
    path.write_text(PLAIN)
    _, (setback,) = captures(path)
    assert "`From ...`" in setback.reason
