"""An outlet's site on this machine, whose pages change; and a fetcher that asks it as the real one does."""

import hashlib
import http.client
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from firsthand.engines.tags import Mark, Pair, Role, Tags
from firsthand.flow import Clock
from firsthand.ingest import Capture, Unchanged
from firsthand.model.coverage import Visit
from firsthand.model.errors import FetchFailed, NotAllowed, NotFound
from firsthand.model.span import Span

START = datetime(2031, 5, 4, 9, tzinfo=UTC)


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        site = self.server
        body, media, status, headers = site.pages.get(self.path, (b"no", "text/plain", 404, {}))
        if site.is_down:
            body, status = b"down", 503
        etag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
        if status == 200 and self.headers.get("If-None-Match") == etag:
            body, status = b"", 304
        site.asked.append((self.path, status))
        self.send_response(status)
        for name, value in {"Content-Type": media, "ETag": etag, **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Site(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.pages, self.asked, self.is_down = {}, [], False

    def handle_error(self, *_):
        pass  # a program that is killed hangs up

    def at(self, path):
        return f"http://127.0.0.1:{self.server_port}{path}"

    def put(self, path, body, media="text/html", status=200, **headers):
        self.pages[path] = (body.encode(), f"{media}; charset=utf-8", status, headers)

    def article(self, number, **given):
        self.put(f"/{number}", an_article(number, **given))

    def feed(self, *numbers, path="/feed", ttl="", updated=None):
        items = "".join(
            f"<item><title>Bridge {n} is shut</title><link>{self.at(f'/{n}')}</link>"
            f"<description>The harbour office shut bridge {n} on Monday, its master said.</description>"
            f"<pubDate>{format_datetime(START)}</pubDate>"
            + (f"<atom:updated>{updated}</atom:updated>" if updated else "")
            + "</item>"
            for n in numbers
        )
        self.put(
            path,
            '<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
            f"<title>The Harbour Post</title>{ttl}{items}</channel></rss>",
            "application/rss+xml",
        )

    def sitemap(self, *numbers, path="/sitemap.xml"):
        self.sitemap_of([self.at(f"/{n}") for n in numbers], path)

    def sitemap_of(self, addresses, path="/sitemap.xml", root="urlset", each="url"):
        found = "".join(f"<{each}><loc>{a}</loc></{each}>" for a in addresses)
        self.put(path, f'<?xml version="1.0"?><{root}>{found}</{root}>', "application/xml")

    def was_asked(self):
        """What was asked since this was last called."""
        asked, self.asked = self.asked, []
        return asked


def an_article(number, people=12, extra="", advert="", published="2031-05-04T09:00:00Z"):
    """A page of one article; `extra` is a sentence of it, `advert` is none."""
    return (
        f"<html><head><title>Bridge {number} is shut</title>"
        '<meta property="og:site_name" content="The Harbour Post">'
        f'<meta property="article:published_time" content="{published}"></head><body>'
        f"<article><h1>Bridge {number} is shut</h1>"
        f"<p>Ann Lee said bridge number {number} was shut on Monday after {people} people had been hurt on it.</p>"
        f"<p>The harbour office found a crack in the northern pier of bridge {number}, and sent divers. {extra}</p>"
        f"<p>Nobody can say how long the work on it will take, and the ferry to the island goes twice as often.</p>"
        f"</article><aside>{advert}</aside></body></html>"
    )


@contextmanager
def running():
    site = Site()
    thread = threading.Thread(target=site.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
        thread.join()


class Asker:
    """Asks as the fetcher does: with the marks of the last visit, and remembers what came."""

    def __init__(self, memory, clock, refuses=()):
        self.memory, self.clock, self.refuses = memory, clock, refuses

    def __call__(self, url):
        if urlsplit(url).path in self.refuses:
            raise NotAllowed(f"expected a page that robots may read, came {url}; open it in a browser")
        last = self.memory.visit(url)
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
        try:
            headers = {"If-None-Match": last.etag} if last and last.etag else {}
            connection.request("GET", parts.path, headers=headers)
            response = connection.getresponse()
            raw = response.read()
        except OSError as error:
            raise FetchFailed(f"expected an answer, came none ({error}); try again later") from error
        finally:
            connection.close()
        return self._judged(url, last, response, raw)

    def _judged(self, url, last, response, raw):
        now = self.clock.now()
        failures = (last.failures if last else 0) + 1
        wait = response.getheader("Retry-After")
        visit = Visit(
            url=url,
            at=now,
            status=response.status,
            etag=response.getheader("ETag") if response.status in (200, 304) else last and last.etag,
            landed=url,
            capture=hashlib.sha256(raw).hexdigest() if response.status == 200 else last and last.capture,
            wait_until=now + timedelta(seconds=int(wait)) if wait else None,
            failures=0 if response.status in (200, 304) else failures,
        )
        self.memory.remember(visit)
        if response.status == 304:
            return Unchanged(origin=url, url=url, at=now)
        if response.status == 404:
            raise NotFound("expected a page, came 404: there is none at this address; check it")
        if response.status != 200:
            raise FetchFailed(f"expected a page, came {response.status}; try again later")
        media = response.getheader("Content-Type").partition(";")[0]
        return Capture(origin=url, raw=raw, media=media, charset="utf-8", url=url)


class MadeClock(Clock):
    """Goes on when somebody waits, and at no other time; stops after `lasts`, or when `at` says so."""

    def __init__(self, start=START, lasts=None, then=None):
        super().__init__()
        self.time, self.then = start, dict(then or {})
        self.end = start + lasts if lasts is not None else None
        self.start = start

    def now(self):
        return self.time

    def wait(self, seconds):
        self.time += timedelta(seconds=seconds)
        for after in sorted(a for a in self.then if self.start + a <= self.time):
            self.then.pop(after)()
        if self.end is not None and self.time >= self.end:
            self.stop()


class OneCue:
    """Marks the first "X said Y." of a text: enough for a statement an article, without a model."""

    name = "one cue"

    def tag(self, text, skip=()):  # noqa: ARG002 - the tagger's signature
        at = text.find(" said ")
        if at < 0:
            return Tags((), ())
        end = text.find(".", at)
        start = max(text.rfind("\n", 0, at), text.rfind(".", 0, at - 1)) + 1
        marks = (
            Mark(Role.SOURCE, Span(start, at), 0.9),
            Mark(Role.CUE, Span(at + 1, at + 5), 0.9),
            Mark(Role.CONTENT, Span(at + 6, end), 0.9),
        )
        return Tags(marks, (Pair(2, 1, 0.9), Pair(1, 0, 0.9)))
