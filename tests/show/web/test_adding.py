"""Coverage that comes in by hand: pasted, sent as a file, or asked for at an address; and no file of this machine."""

from threading import Event

import pytest
from flow.site import running
from show.desk import OWN, opened

from firsthand.show.web.works import State

TEXT = (
    "Bridge to stay shut\n\nAnn Lee said the bridge is shut. Police chief Bo Wren stood by, and divers from the "
    "capital were due in the evening with two boats and a crane that had been lent by the port.\n"
)
EDGE = "----------made"


@pytest.fixture
def desk(tmp_path):
    with opened(tmp_path / "ledger.sqlite", pause_s=0.0, allow_private_addresses=True, obey_robots=False) as caller:
        yield caller


def sent(desk, fields, file=None):
    """A multipart form, as a browser sends it."""
    parts = [f'--{EDGE}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    if file is not None:
        name, body = file
        head = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n{body}\r\n")
    whole = "".join(parts) + f"--{EDGE}--\r\n"
    return desk.ask("/add", "POST", whole.encode(), **OWN, **{"Content-Type": f"multipart/form-data; boundary={EDGE}"})


def told(desk):
    desk.wait()
    return " ".join("".join(desk.page("/add").text).split())


def known(desk, words):
    return [hit.title for hit in desk.newsroom.cuttings.passages_with(words, 5)]


def test_pasted_text_is_read_with_what_is_said_of_it(desk):
    status, headers, _ = sent(desk, {"text": TEXT, "outlet": "The Post", "published": "2031-05-04", "url": ""})
    assert (status, headers["location"]) == (303, "/add")
    assert "1 article taken in" in told(desk)
    (hit,) = desk.newsroom.cuttings.passages_with("divers from the capital", 5)
    assert (hit.title, hit.outlet, hit.published) == ("Bridge to stay shut", "The Post", "2031-05-04")
    sent(desk, {"text": TEXT, "outlet": "The Post", "published": "2031-05-04", "url": ""})
    assert "Nothing new: 1 article, known already." in told(desk)


def test_a_file_is_read_as_what_its_name_says(desk):
    page = f"<html><head><title>Bridge shut</title></head><body><article><p>{TEXT}</p></article></body></html>"
    sent(desk, {"outlet": "The Post"}, ("../../etc/bridge.html", page))
    assert "done Reading bridge.html1 article taken in: Bridge shut" in told(desk)
    sent(desk, {}, ("broken.pdf", "%PDF-1.4 and nothing more"))
    said = told(desk)
    assert "failed Reading broken.pdf" in said
    assert "broken.pdf was not read in full" in said


def test_an_address_is_asked(desk):
    with running() as site:
        site.article(7)
        sent(desk, {"address": site.at("/7")})
        assert "1 article taken in: Bridge 7 is shut" in told(desk)
        sent(desk, {"address": site.at("/none")})
        assert f"{site.at('/none')} was not read in full" in told(desk)


@pytest.mark.parametrize(
    "address", ["/etc/passwd", "-", "file:///etc/passwd", "samples", "*", "ftp://x.example/", "javascript:1"]
)
def test_no_form_reads_a_file_of_this_machine(desk, address):
    status, _, body = sent(desk, {"address": address})
    assert status == 422
    assert b"begins with http" in body
    assert desk.works.latest() == ()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "fill in one of the three"),
        ({"text": "  ", "address": " "}, "fill in one of the three"),
        ({"text": TEXT, "published": "yesterday"}, "expected a date"),
        ({"text": TEXT, "url": "javascript:1"}, "begins with http"),
    ],
)
def test_what_cannot_be_added_is_said_at_once(desk, fields, why):
    status, _, body = sent(desk, fields)
    assert status == 422
    assert why in body.decode()
    assert desk.works.latest() == ()


def test_while_something_goes_on_every_page_says_so(desk):
    go, done = Event(), "Reading much"

    def slow(_):
        go.wait(20)
        return State.DONE

    desk.works.add(done, slow)
    try:
        assert "Reading much. The pages show what was known before." in "".join(desk.page("/").text)
        assert desk.ask("/add")[1]["refresh"] == "2"
        assert "refresh" not in desk.ask("/")[1]
    finally:
        go.set()
    desk.wait()
    assert "Reading much" not in "".join(desk.page("/").text)


def test_a_defect_of_one_work_stops_no_other(desk):
    def broken(_):
        raise RuntimeError("made")

    desk.works.add("one", broken)
    desk.works.add("two", lambda _: State.DONE)
    desk.wait()
    assert [work.state for work in desk.works.latest()] == [State.DONE, State.FAILED]
    assert "a defect of firsthand (RuntimeError)" in "".join(desk.page("/add").text)
