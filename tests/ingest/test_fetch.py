"""Asking a server: a real one, on this machine, with real sockets; and every way in which asking can fail."""

import gzip
import inspect
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore
import httpx
import pytest

from firsthand.ingest import addresses
from firsthand.ingest.fetch import _FAULTS, Limits, _translated, fetch
from firsthand.model.errors import FetchFailed, NotAllowed, NotFound, NotText, TooMuch, Unusable

PAGE = b"<html><head><title>Bridge shut</title></head><body><p>The bridge is shut.</p></body></html>"
QUICK = Limits(size_bytes=100_000, total_s=1.0, step_s=0.5)
PATIENT = Limits(size_bytes=100_000, total_s=60.0, step_s=60.0)  # on a machine that is busy with other things
BOMB = gzip.compress(b"x" * 5_000_000)


class Answers(BaseHTTPRequestHandler):
    """Answers by path; what it was asked is kept on the server."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        getattr(self, "at_" + self.path.strip("/").split("/")[0].split("?")[0], self.at_missing)()

    def give(self, body=b"", status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def at_page(self):
        self.give(PAGE, Content_Type="text/html; charset=ISO-8859-1")

    def at_missing(self):
        self.give(b"no", 404)

    def at_status(self):
        self.give(b"no", int(self.path.rsplit("/", 1)[1]))

    def at_packed(self):
        self.give(gzip.compress(PAGE), Content_Encoding="gzip", Content_Type="text/html")

    def at_file(self):
        self.give(gzip.compress(b"A text in a packed file."), Content_Type="application/gzip")

    def at_bomb(self):
        self.give(BOMB, Content_Encoding="gzip")

    def at_double(self):
        self.give(gzip.compress(BOMB), Content_Encoding="gzip, gzip")

    def at_brotli(self):
        self.give(b"xyz", Content_Encoding="br")

    def at_empty(self):
        self.give(b"  ", Content_Type="text/html")

    def at_long(self):
        self.give(b"x" * 200_000)

    def at_hop(self):
        left = int(self.path.rsplit("/", 1)[1])
        self.give(status=302, Location="/page" if left == 1 else f"/hop/{left - 1}")

    def at_to(self):
        self.give(status=301, Location=self.path.partition("?")[2])

    def at_cookie(self):
        self.give(status=302, Location="/page", Set_Cookie="id=1")

    def at_slow(self):
        time.sleep(3)
        self.give(PAGE)

    def at_drip(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def at_dripping_head(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def at_cut(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"short")
        self.close_connection = True

    def at_nonsense(self):
        self.wfile.write(b"\0\1\2 this is not HTTP\r\n\r\n")
        self.close_connection = True


class Quiet(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_):
        pass  # clients that hang up are the point of some tests


@contextmanager
def running():
    server = Quiet(("127.0.0.1", 0), Answers)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def server():
    with running() as one:
        yield one


def address(server, path):
    return f"http://127.0.0.1:{server.server_port}{path}"


def ask(server, path, limits=PATIENT):
    return fetch(address(server, path), allow_private=True, limits=limits)


def test_a_page_comes_as_it_is(server):
    capture = ask(server, "/page")
    assert capture.raw == PAGE
    assert (capture.media, capture.charset) == ("text/html", "iso-8859-1")
    assert capture.url == capture.origin == address(server, "/page")


def test_the_request_names_the_program_and_nothing_else(server):
    server.asked.clear()
    ask(server, "/page")
    ((_, headers),) = server.asked
    assert headers["User-Agent"].startswith("firsthand/")
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_the_connection_goes_where_the_name_was_resolved_to(server):
    asked = []

    def resolve(host, port):
        asked.append((host, port))
        return ["127.0.0.1"]

    server.asked.clear()
    url = f"http://news.example:{server.server_port}/page"
    capture = fetch(url, allow_private=True, resolve=resolve, limits=PATIENT)
    assert capture.raw == PAGE
    assert asked == [("news.example", server.server_port)]  # once
    assert server.asked[0][1]["Host"] == f"news.example:{server.server_port}"


def test_the_next_address_is_tried_when_one_is_closed(server):
    capture = fetch(
        f"http://news.example:{server.server_port}/page",
        allow_private=True,
        resolve=lambda *_: ["::1", "127.0.0.1"],
        limits=PATIENT,
    )
    assert capture.raw == PAGE


def test_this_machine_is_not_asked_without_leave(server):
    server.asked.clear()
    with pytest.raises(NotAllowed, match="private network"):
        fetch(address(server, "/page"))
    assert server.asked == []


def test_packed_pages_are_unpacked(server):
    assert ask(server, "/packed").raw == PAGE
    assert ask(server, "/file").raw == b"A text in a packed file."


@pytest.mark.parametrize("path", ["/bomb", "/long"])
def test_too_much(server, path):
    with pytest.raises(TooMuch, match="100,000 bytes"):
        ask(server, path)


@pytest.mark.parametrize("path", ["/double", "/brotli"])
def test_other_packings_are_refused(server, path):
    with pytest.raises(FetchFailed, match="gzip"):
        ask(server, path)


def test_an_empty_answer(server):
    with pytest.raises(NotText, match="empty"):
        ask(server, "/empty")


@pytest.mark.parametrize(
    ("status", "fault", "says"),
    [
        (404, NotFound, "there is none"),
        (410, NotFound, "there is none"),
        (401, NotAllowed, "keeps it back"),
        (403, NotAllowed, "keeps it back"),
        (451, NotAllowed, "keeps it back"),
        (304, FetchFailed, "304"),
        (302, FetchFailed, "302"),
        (429, FetchFailed, "try again later"),
        (500, FetchFailed, "try again later"),
        (503, FetchFailed, "try again later"),
    ],
)
def test_what_a_status_means(server, status, fault, says):
    with pytest.raises(fault, match=says):
        ask(server, f"/status/{status}")


def test_five_redirects_are_followed_and_no_sixth(server):
    capture = ask(server, "/hop/5")
    assert capture.url == address(server, "/page")
    assert capture.origin == address(server, "/hop/5")
    with pytest.raises(FetchFailed, match="at most 5 redirects"):
        ask(server, "/hop/6")


def test_no_cookie_is_sent_back(server):
    server.asked.clear()
    ask(server, "/cookie")
    assert all("Cookie" not in headers for _, headers in server.asked)


@pytest.mark.parametrize(
    "place",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://2130706433/",
        "http://localhost/",
        "file:///etc/passwd",
        "ftp://news.example/",
        "http://user@news.example/",
        "//127.0.0.1/x",
        "http://inside.example/",
    ],
)
def test_each_redirect_is_checked_again(server, place, monkeypatch):
    """The first hop is let through as if it were public; what it sends us to is not."""
    monkeypatch.setattr(addresses, "is_public", lambda a: str(a) == "93.184.215.14")
    names = {"news.example": "93.184.215.14", "inside.example": "10.0.0.1"}
    real = httpcore.SyncBackend.connect_tcp
    reached = []

    def connect(self, host, port, *rest, **more):
        reached.append(host)
        return real(self, "127.0.0.1", port and server.server_port, *rest, **more)

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(NotAllowed):
        fetch(
            f"http://news.example/to?{place}",
            resolve=lambda host, _: [names.get(host, host.strip("[]"))],
            limits=PATIENT,
        )
    assert reached == ["93.184.215.14"]


@pytest.mark.parametrize("path", ["/slow", "/drip", "/dripping_head"])
def test_time_is_up_however_it_is_wasted(server, path):
    with pytest.raises(FetchFailed, match="within 1 s"):
        ask(server, path, QUICK)


@pytest.mark.parametrize("path", ["/cut", "/nonsense"])
def test_broken_answers(server, path):
    with pytest.raises(FetchFailed, match="no proper answer"):
        ask(server, path)


def test_nobody_listens():
    with running() as one:
        port = one.server_port
    with pytest.raises(FetchFailed, match="no proper answer"):
        fetch(f"http://127.0.0.1:{port}/", allow_private=True, limits=PATIENT)


def test_a_server_without_a_proper_certificate(server):
    with pytest.raises(FetchFailed):
        fetch(f"https://127.0.0.1:{server.server_port}/page", allow_private=True, limits=PATIENT)


def library_faults():
    for library in (httpx, httpcore):
        for name in library.__all__:
            thing = getattr(library, name)
            if inspect.isclass(thing) and issubclass(thing, Exception):
                yield pytest.param(thing, id=f"{library.__name__}.{name}")


@pytest.mark.parametrize("fault", list(library_faults()))
def test_every_fault_of_the_libraries_is_translated(fault):
    assert issubclass(fault, _FAULTS)
    made = fault.__new__(fault)
    Exception.__init__(made, "made")
    translated = _translated(made, QUICK)
    assert isinstance(translated, Unusable)
    assert str(translated).startswith("expected")


def test_there_are_faults_to_translate():
    assert len(list(library_faults())) > 25


@pytest.mark.parametrize("fault", list(library_faults()))
def test_none_of_them_gets_out(fault, monkeypatch):
    def fail(*_, **__):
        made = fault.__new__(fault)
        Exception.__init__(made, "made")
        raise made

    monkeypatch.setattr(httpcore.ConnectionPool, "handle_request", fail)
    with pytest.raises(Unusable):
        fetch("http://127.0.0.1/", allow_private=True, limits=PATIENT)
