"""The desk over a real socket of this machine, on a ledger that holds a briefing that was made up; and who asks it."""

import http.client
import threading
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from flow.site import OneCue
from show.made import a_briefing
from show.pages import Page

from firsthand.flow import Newsroom, Settings
from firsthand.show.cli.serve import listening, server
from firsthand.show.web.works import Works
from firsthand.store import Instead, open_ledger, save_linked, save_reading

AT = datetime(2031, 5, 20, 12, tzinfo=UTC)
OWN = {"Sec-Fetch-Site": "same-origin"}


def fill(path, briefing):
    """A ledger at `path` with all of `briefing`, as if it had been read and linked."""
    with open_ledger(path) as ledger:
        for reading in briefing.readings:
            save_reading(ledger, reading, read_by="made", at=AT)
        save_linked(
            ledger,
            stories=briefing.stories,
            claims=briefing.claims,
            echoes=briefing.echoes,
            changes=briefing.changes,
            on=date(2031, 5, 20),
            turns={story.id: date(2031, 6, 1) for story in briefing.stories},
            instead=Instead(stories=[], articles=[], everything=True, upto=10_000, linker="made"),
        )


class Caller:
    """Asks the desk as a program does, and follows nothing."""

    def __init__(self, port, newsroom, works):
        self.port, self.newsroom, self.works = port, newsroom, works

    @property
    def at(self):
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path, method="GET", body=None, host=None, **headers):
        """Status, headers and body; a dict as `body` is a form."""
        if isinstance(body, dict):
            body = urlencode(body)
            headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name in [host] if isinstance(host, str) else host or [f"127.0.0.1:{self.port}"]:
                connection.putheader("Host", name)
            if body is not None and "Transfer-Encoding" not in headers:
                headers.setdefault("Content-Length", str(len(body)))
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders(body.encode() if isinstance(body, str) else body)
            came = connection.getresponse()
            return came.status, came.headers, came.read()
        finally:
            connection.close()

    def page(self, path):
        status, _, body = self.ask(path)
        assert status == 200, (path, status, body)
        return DeskPage(body.decode())

    def change(self, path, **fields):
        return self.ask(path, "POST", fields, **OWN)

    def wait(self):
        """Until nothing goes on in the background."""
        while self.works.going_on():
            time.sleep(0.02)


@contextmanager
def opened(path, briefing=None, tagger=None, **settings):
    """The desk of a ledger at `path`, which holds `briefing`."""
    fill(path, briefing if briefing is not None else a_briefing())
    works = Works()
    with listening(0) as ear, Newsroom(Settings(ledger=str(path), **settings), tagger or OneCue()) as newsroom:
        port = ear.getsockname()[1]
        answering = server(newsroom, works, port)
        thread = threading.Thread(target=answering.run, kwargs={"sockets": [ear]}, daemon=True)
        thread.start()
        try:
            yield Caller(port, newsroom, works)
        finally:
            answering.should_exit = True
            thread.join()
            works.end()


class DeskPage(Page):
    """A page of the desk: besides what a page that is mailed may have, its own style, script, forms and links."""

    def _judge(self, tag, given):
        own = {
            "link": ("stylesheet", "icon", "alternate"),
            "script": (None,),
            "form": (None,),
        }
        address = given.get("href") or given.get("src") or given.get("action") or ""
        if tag in own and given.get("rel") in own[tag] and (address.startswith("/") or not address):
            tag = "p"
            given = {k: v for k, v in given.items() if k not in ("href", "src", "action", "rel")}
        if tag == "a" and address.startswith("/") and not address.startswith("//"):
            self.links.append(address)
            given = {k: v for k, v in given.items() if k != "href"}
        super()._judge(tag, given)


def crawled(desk, start="/"):
    """Every page that can be come to from `start`, by its address; what the demo leads to is no page of the desk."""
    seen, waiting = {}, [start]
    while waiting:
        path = waiting.pop().partition("#")[0]
        if path in seen or not path:
            continue
        status, headers, body = desk.ask(path)
        seen[path] = (status, headers, body)
        if headers["content-type"].startswith("text/html"):
            waiting += [link for link in DeskPage(body.decode()).links if link.startswith("/") and link != "/demo"]
    return seen
