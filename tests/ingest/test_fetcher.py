"""Asking politely: a real server with real sockets counts what it is asked, and a clock that the test winds."""

import gzip
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore
import pytest

from firsthand.ingest.capture import Capture, Unchanged
from firsthand.ingest.fetch import Fetcher, Limits, Manners, Rules
from firsthand.model.coverage import Visit
from firsthand.model.errors import FetchFailed, NotAllowed, NotFound

PAGE = b"<html><head><title>Bridge shut</title></head><body><p>The bridge is shut.</p></body></html>"
LONG = bytes(range(256)) * 400
START = datetime(2031, 5, 4, 12, tzinfo=UTC)
LIMITS = Limits(size_bytes=200_000, total_s=60.0, step_s=60.0)


class Clock:
    """Time that passes by waiting alone."""

    def __init__(self):
        self.now = START
        self.slept = []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


class Notebook:
    """A memory, as the ledger is one."""

    def __init__(self):
        self.visits = {}
        self.sites = {}

    def visit(self, url):
        return self.visits.get(url)

    def remember(self, visit):
        assert isinstance(visit, Visit)
        self.visits[visit.url] = visit

    def rules(self, site):
        return self.sites.get(site)

    def remember_rules(self, site, rules):
        self.sites[site] = rules


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        server = self.server
        server.asked.append((self.path, dict(self.headers)))
        server.times[self.path] += 1
        answer = server.pages.get(self.path, (404, {}, b"no"))
        status, headers, body = answer(self) if callable(answer) else answer
        if status is None:
            return  # it wrote by itself
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Quiet(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_):
        pass


@contextmanager
def running():
    server = Quiet(("127.0.0.1", 0), Answers)
    server.pages, server.asked, server.times = {}, [], Counter()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def server():
    with running() as one:
        yield one


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def notebook():
    return Notebook()


def at(server, path="/page"):
    return f"http://127.0.0.1:{server.server_port}{path}"


def a_fetcher(clock, memory=None, **manners):
    given = {"robots": False, "pause_s": 0.0, **manners}
    return Fetcher(
        allow_private=True, limits=LIMITS, manners=Manners(**given), memory=memory, clock=clock, sleep=clock.sleep
    )


def paths(server):
    return [path for path, _ in server.asked]


def test_an_unchanged_page_costs_one_request(server, clock, notebook):
    def page(request):
        known = request.headers.get("If-None-Match") == '"a"' and request.headers.get("If-Modified-Since") == "Sunday"
        return (304, {}, b"") if known else (200, {"ETag": '"a"', "Last-Modified": "Sunday"}, PAGE)

    server.pages = {"/page": page, "/robots.txt": (200, {}, b"User-agent: *\nAllow: /")}
    first = a_fetcher(clock, notebook, robots=True)(at(server))
    assert isinstance(first, Capture)
    assert first.captured is not None
    assert paths(server) == ["/robots.txt", "/page"]
    clock.now += timedelta(hours=1)
    again = a_fetcher(clock, notebook, robots=True)(at(server))  # another run of the program
    assert again == Unchanged(origin=at(server), url=at(server), at=clock.now)
    assert paths(server) == ["/robots.txt", "/page", "/page"]
    assert notebook.visits[at(server)].at == clock.now
    assert notebook.visits[at(server)].etag == '"a"'


def test_the_same_bytes_are_unchanged_where_the_server_knows_no_better(server, clock, notebook):
    server.pages["/page"] = (200, {}, PAGE)
    fetcher = a_fetcher(clock, notebook)
    assert isinstance(fetcher(at(server)), Capture)
    assert isinstance(fetcher(at(server)), Unchanged)
    server.pages["/page"] = (200, {}, PAGE + b"<!-- later -->")
    assert isinstance(fetcher(at(server)), Capture)


def test_without_a_memory_nothing_is_unchanged(server, clock):
    server.pages["/page"] = (200, {"ETag": '"a"'}, PAGE)
    fetcher = a_fetcher(clock)
    assert fetcher(at(server)).raw == fetcher(at(server)).raw == PAGE
    assert all("If-None-Match" not in headers for _, headers in server.asked)


def test_what_one_address_said_is_not_told_to_another(server, clock, notebook):
    server.pages = {"/old": (301, {"Location": "/page"}, b""), "/page": (200, {"ETag": '"a"'}, PAGE)}
    fetcher = a_fetcher(clock, notebook)
    fetcher(at(server, "/old"))
    server.asked.clear()
    fetcher(at(server, "/old"))
    told = {path: headers.get("If-None-Match") for path, headers in server.asked}
    assert told == {"/old": None, "/page": '"a"'}


def test_an_unasked_304_is_no_page(server, clock):
    server.pages["/page"] = (304, {}, b"")
    with pytest.raises(FetchFailed, match="304"):
        a_fetcher(clock)(at(server))


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (b"User-agent: *\nDisallow: /", False),
        (b"User-agent: *\nDisallow: /page", False),
        (b"User-agent: firsthand\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: firsthand\nAllow: /", True),
        (b"User-agent: other\nDisallow: /", True),
        (b"User-agent: *\nDisallow: /else", True),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /page", False),
        (b"User-agent: *\nDisallow: /p*e$", False),
        (b"\xff\xfe\x00 not a file of rules", True),
        (b"<html>not found</html>", True),
        (b"", True),
    ],
)
def test_robots_are_obeyed(server, clock, rules, allowed):
    server.pages = {"/page": (200, {}, PAGE), "/robots.txt": (200, {}, rules)}
    fetcher = a_fetcher(clock, robots=True)
    if allowed:
        assert fetcher(at(server)).raw == PAGE
    else:
        with pytest.raises(NotAllowed, match=r"robots\.txt keeps from them; open it in a browser"):
            fetcher(at(server))
        assert paths(server) == ["/robots.txt"]


@pytest.mark.parametrize("status", [404, 401, 403, 410])
def test_a_site_that_keeps_its_rules_back_allows_all(server, clock, status):
    server.pages = {"/page": (200, {}, PAGE), "/robots.txt": (status, {}, b"")}
    assert a_fetcher(clock, robots=True)(at(server)).raw == PAGE


def test_a_site_whose_server_fails_is_left_alone(server, clock):
    server.pages = {"/page": (200, {}, PAGE), "/robots.txt": (500, {}, b"")}
    with pytest.raises(FetchFailed, match="try again later"):
        a_fetcher(clock, robots=True, tries=1)(at(server))
    assert paths(server) == ["/robots.txt"]


def test_rules_are_asked_once_a_day(server, clock, notebook):
    server.pages = {"/page": (200, {}, PAGE), "/else": (200, {}, PAGE), "/robots.txt": (200, {}, b"")}
    fetcher = a_fetcher(clock, notebook, robots=True)
    fetcher(at(server))
    fetcher(at(server, "/else"))
    clock.now += timedelta(hours=23)
    a_fetcher(clock, notebook, robots=True)(at(server, "/else"))
    assert server.times["/robots.txt"] == 1
    clock.now += timedelta(hours=2)
    fetcher(at(server))
    assert server.times["/robots.txt"] == 2
    assert list(notebook.sites.values()) == [Rules("", clock.now)]


def test_rules_may_have_moved_but_not_home(server, clock):
    server.pages = {
        "/page": (200, {}, PAGE),
        "/robots.txt": (301, {"Location": "/rules"}, b""),
        "/rules": (200, {}, b"User-agent: *\nDisallow: /page"),
    }
    with pytest.raises(NotAllowed, match="keeps from them"):
        a_fetcher(clock, robots=True)(at(server))
    server.pages["/robots.txt"] = (301, {"Location": "file:///etc/passwd"}, b"")
    with pytest.raises(NotAllowed, match="http or https"):
        a_fetcher(clock, robots=True)(at(server))


def test_a_redirect_to_another_site_asks_for_its_rules(server, clock):
    with running() as other:
        server.pages = {"/page": (302, {"Location": at(other)}, b""), "/robots.txt": (200, {}, b"")}
        other.pages = {"/page": (200, {}, PAGE), "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /")}
        with pytest.raises(NotAllowed, match=str(other.server_port)):
            a_fetcher(clock, robots=True)(at(server))
        assert paths(other) == ["/robots.txt"]


def test_one_host_is_asked_with_pauses(server, clock):
    server.pages["/page"] = (200, {}, PAGE)
    fetcher = a_fetcher(clock, pause_s=1.5)
    for _ in range(3):
        fetcher(at(server))
    assert clock.slept == pytest.approx([1.5, 1.5])


def test_a_site_may_ask_for_longer_pauses_within_reason(server, clock):
    server.pages = {"/page": (200, {}, PAGE), "/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 7")}
    fetcher = a_fetcher(clock, robots=True, pause_s=1.0)
    fetcher(at(server))
    assert clock.slept == pytest.approx([7.0])
    server.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 86400")
    clock.slept.clear()
    a_fetcher(clock, robots=True, pause_s=1.0)(at(server))
    assert clock.slept == pytest.approx([60.0])


def test_one_host_is_asked_one_thing_at_a_time(server, clock):
    now, most, lock, many = 0, 0, threading.Lock(), 8
    both = threading.Barrier(many, timeout=60)

    def page(_):
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        threading.Event().wait(0.01)  # long enough to be met by another
        with lock:
            now -= 1
        return 200, {}, PAGE

    server.pages["/page"] = page
    fetcher, came = a_fetcher(clock), []

    def go():
        both.wait()
        came.append(fetcher(at(server)).raw)

    threads = [threading.Thread(target=go) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert came == [PAGE] * many
    assert most == 1


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_asked_again(server, clock, status):
    server.pages["/page"] = lambda _: (200, {}, PAGE) if server.times["/page"] == 3 else (status, {}, b"")
    assert a_fetcher(clock)(at(server)).raw == PAGE
    assert len(clock.slept) == 2
    assert all(0 <= slept <= 10 for slept in clock.slept)


@pytest.mark.parametrize(
    ("status", "fault"), [(404, NotFound), (403, NotAllowed), (501, FetchFailed), (400, FetchFailed)]
)
def test_what_will_not_pass_is_asked_once(server, clock, notebook, status, fault):
    server.pages["/page"] = (status, {}, b"")
    with pytest.raises(fault):
        a_fetcher(clock, notebook)(at(server))
    assert server.times["/page"] == 1
    assert notebook.visits[at(server)] == Visit(url=at(server), at=START, status=status, failures=1)


def test_it_gives_up(server, clock, notebook):
    server.pages["/page"] = (503, {}, b"")
    fetcher = a_fetcher(clock, notebook)
    for failures in (1, 2):
        with pytest.raises(FetchFailed, match="503"):
            fetcher(at(server))
        assert notebook.visits[at(server)].failures == failures
    assert server.times["/page"] == 6


def test_a_failure_forgets_nothing_of_what_came_before(server, clock, notebook):
    server.pages["/page"] = (200, {"ETag": '"a"'}, PAGE)
    fetcher = a_fetcher(clock, notebook, tries=1)
    fetcher(at(server))
    before = notebook.visits[at(server)]
    server.pages["/page"] = (500, {}, b"")
    with pytest.raises(FetchFailed):
        fetcher(at(server))
    after = notebook.visits[at(server)]
    assert (after.etag, after.capture, after.landed) == (before.etag, before.capture, before.landed)
    assert (after.status, after.failures) == (500, 1)
    server.pages["/page"] = (200, {"ETag": '"a"'}, PAGE)
    assert isinstance(fetcher(at(server)), Unchanged)
    assert notebook.visits[at(server)].failures == 0


@pytest.mark.parametrize("wait", ["3", format_datetime(START + timedelta(seconds=3), usegmt=True)])
def test_a_short_wait_is_waited(server, clock, wait):
    server.pages["/page"] = lambda _: (
        (200, {}, PAGE) if server.times["/page"] == 2 else (429, {"Retry-After": wait}, b"")
    )
    assert a_fetcher(clock)(at(server)).raw == PAGE
    assert clock.slept == pytest.approx([3.0], abs=0.5)


@pytest.mark.parametrize("wait", ["3600", format_datetime(START + timedelta(hours=1), usegmt=True)])
def test_a_long_wait_is_kept(server, clock, notebook, wait):
    server.pages["/page"] = (503, {"Retry-After": wait}, b"")
    with pytest.raises(FetchFailed, match="503"):
        a_fetcher(clock, notebook)(at(server))
    assert notebook.visits[at(server)].wait_until == START + timedelta(hours=1)
    assert clock.slept == []
    server.pages["/page"] = (200, {}, PAGE)
    clock.now += timedelta(minutes=59)
    with pytest.raises(FetchFailed, match="left alone until 2031-05-04 13:00 UTC"):
        a_fetcher(clock, notebook)(at(server))
    assert server.times["/page"] == 1
    clock.now += timedelta(minutes=2)
    assert a_fetcher(clock, notebook)(at(server)).raw == PAGE


@pytest.mark.parametrize("wait", ["-5", "soon", "1e9", "99999999999999999999", "Sun, 99 Foo 2031", "٣"])
def test_a_senseless_wait_is_none(server, clock, wait):
    def page(_):
        return (
            (200, {}, PAGE)
            if server.times["/page"] > 1
            else (429, {"Retry-After": wait.encode().decode("latin-1")}, b"")
        )

    server.pages["/page"] = page
    if wait.startswith("99999"):
        with pytest.raises(FetchFailed):
            a_fetcher(clock)(at(server))
    else:
        assert a_fetcher(clock)(at(server)).raw == PAGE


def breaking_off(body, headers, places, *, ranges=True):
    """A page that breaks off after so many bytes, each time once; the rest of it is given on request."""
    places = iter(places)

    def page(request):
        begin, end = 0, len(body)
        wanted = request.headers.get("Range") if ranges else None
        if wanted:
            begin = int(wanted.removeprefix("bytes=").rstrip("-"))
        stop = next(places, end)
        request.send_response(206 if wanted else 200)
        for name, value in headers.items():
            request.send_header(name, value)
        if wanted:
            request.send_header("Content-Range", f"bytes {begin}-{end - 1}/{end}")
        request.send_header("Content-Length", str(end - begin))
        request.end_headers()
        request.wfile.write(body[begin:stop])
        request.close_connection = True
        return None, None, None

    return page


def test_a_body_that_breaks_off_goes_on_from_there(server, clock):
    headers = {"ETag": '"a"', "Accept-Ranges": "bytes"}
    server.pages["/page"] = breaking_off(LONG, headers, [50_000, 90_000])
    assert a_fetcher(clock)(at(server)).raw == LONG
    asked = [(h.get("Range"), h.get("If-Range")) for _, h in server.asked]
    assert asked == [(None, None), ("bytes=50000-", '"a"'), ("bytes=90000-", '"a"')]


def test_a_packed_body_goes_on_too(server, clock):
    packed = gzip.compress(LONG * 3, mtime=0)
    headers = {"Last-Modified": "Sun, 04 May 2031 10:00:00 GMT", "Accept-Ranges": "bytes", "Content-Encoding": "gzip"}
    server.pages["/page"] = breaking_off(packed, headers, [len(packed) // 2])
    limits = Limits(size_bytes=1_000_000, total_s=60.0, step_s=60.0)
    fetcher = Fetcher(allow_private=True, limits=limits, manners=Manners(robots=False), clock=clock, sleep=clock.sleep)
    assert fetcher(at(server)).raw == LONG * 3


@pytest.mark.parametrize(
    "headers", [{}, {"ETag": '"a"'}, {"Accept-Ranges": "bytes"}, {"ETag": 'W/"a"', "Accept-Ranges": "bytes"}]
)
def test_where_nobody_says_which_wording_it_is_all_is_asked_again(server, clock, headers):
    server.pages["/page"] = breaking_off(LONG, headers, [50_000], ranges=False)
    assert a_fetcher(clock)(at(server)).raw == LONG
    assert all("Range" not in asked for _, asked in server.asked)


def test_another_wording_begins_anew(server, clock):
    """The page was changed between the two requests: the server answers with the whole of it."""
    headers = {"ETag": '"a"', "Accept-Ranges": "bytes"}
    server.pages["/page"] = breaking_off(LONG, headers, [50_000], ranges=False)
    assert a_fetcher(clock)(at(server)).raw == LONG
    assert server.asked[1][1]["Range"] == "bytes=50000-"


def test_a_part_that_nobody_asked_for_is_no_page(server, clock):
    server.pages["/page"] = (206, {"Content-Range": "bytes 5-10/20"}, b"abcdef")
    with pytest.raises(FetchFailed, match="part"):
        a_fetcher(clock)(at(server))


def test_what_is_sent_beyond_its_length_is_not_read(server, clock):
    server.pages["/page"] = (200, {"Content-Length": str(len(PAGE))}, PAGE + b"<p>More.</p>")
    assert a_fetcher(clock)(at(server)).raw == PAGE


def test_an_address_that_must_not_be_asked_is_no_visit(clock, notebook):
    fetcher = Fetcher(manners=Manners(), memory=notebook, clock=clock, sleep=clock.sleep)
    with pytest.raises(NotAllowed):
        fetcher("http://127.0.0.1/")
    assert notebook.visits == {}


def test_rebinding_leads_nowhere(clock, monkeypatch):
    """A name that is public when it is checked, and this machine when it is asked for again."""
    answers, asked, reached = iter([["93.184.215.14"], ["127.0.0.1"]]), [], []

    def resolve(host, _):
        asked.append(host)
        return next(answers)

    def connect(_, host, *__, **___):
        reached.append(host)
        raise httpcore.ConnectError("closed")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)

    fetcher = Fetcher(
        resolve=resolve,
        limits=Limits(total_s=0.5, step_s=0.5),
        manners=Manners(robots=False, tries=1),
        clock=clock,
        sleep=clock.sleep,
    )
    with pytest.raises(FetchFailed):
        fetcher("http://rebound.example/page")
    assert asked == ["rebound.example"]
    assert reached == ["93.184.215.14"]


def test_a_resolver_that_never_answers_is_left_alone(clock, monkeypatch):
    forever = threading.Event()
    monkeypatch.setattr("firsthand.ingest.fetch._system", lambda *_: forever.wait(60))
    fetcher = Fetcher(limits=Limits(total_s=0.2, step_s=0.1), manners=Manners(robots=False, tries=1), clock=clock)
    with pytest.raises(NotFound, match="has no address"):
        fetcher("http://news.example/")
    forever.set()


def test_whom_to_write_to_is_said(server, clock):
    server.pages["/page"] = (200, {}, PAGE)
    a_fetcher(clock, contact="desk@harbourpost.example")(at(server))
    assert server.asked[0][1]["User-Agent"].endswith("on request; desk@harbourpost.example)")
