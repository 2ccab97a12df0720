"""`watch`, `raw` and `reread` as a person and a program see them."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from flow.site import running

from firsthand.flow import News, NewsKind, Reread, Watching
from firsthand.model.coverage import Setback, Wording
from firsthand.model.errors import NotFound
from firsthand.model.story import Change
from firsthand.show.cli import calls, raw, reread, watch
from firsthand.show.cli.app import main

PROGRAM = [sys.executable, "-m", "firsthand.show.cli"]
AT = datetime(2031, 5, 4, 12, tzinfo=UTC)
CHANGE = Change(
    url=None, article="a", earlier="r-1", later="r-2", kind="reworded", before="12\x1b[2J hurt", after="15 hurt"
)
NEWS = [
    News(at=AT, kind=NewsKind.NEW, url="https://x.example/1", outlet="Post", title="Shut\u202e", statements=3),
    News(at=AT, kind=NewsKind.CHANGED, url="https://x.example/1", title="Shut", statements=3, changes=(CHANGE, CHANGE)),
    News(at=AT, kind=NewsKind.CHANGED, url="https://x.example/1", title="Shut", statements=1),
    News(at=AT, kind=NewsKind.FULLER, url="https://x.example/1", title="Shut", statements=2),
    News(at=AT, kind=NewsKind.SETBACK, url="https://x.example/2", reason="expected a page, came 404"),
    News(at=AT, kind=NewsKind.NEW, url="https://x.example/3", title="No", reason="the feed's own text was kept"),
]


def a_wording(number, **given):
    return Wording(**{
        "revision": f"r-{number}", "article": "a", "title": "Bridge \x1b[31mshut", "dated": "2031-05-04",
        "first_seen": "2031-05-04T12:00:00+00:00", "capture": f"{number}" * 64, "size": 7, "superseded": None, **given,
    })  # fmt: skip


class Desk:
    """A newsroom that gives what it was told to give, and remembers what it was asked."""

    def __init__(self, *, news=(), done=None, wordings=(), raw=b"\x00raw\xff", reread=None):
        self.gives, self.done, self.found, self.bytes, self.reading = news, done or Watching(), wordings, raw, reread
        self.asked = []

    def open(self, settings):
        self.settings = settings
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def watch(self, addresses, terms, *, tell, clock, listener):  # noqa: ARG002 - as the newsroom takes it
        self.asked.append((list(addresses), terms, clock.is_stopped()))
        for news in self.gives:
            tell(news)
        return self.done

    def wordings(self, which):
        if not self.found:
            raise NotFound(f"expected a revision, came {which}")
        return self.found

    def raw(self, wording):
        self.asked.append(wording.revision)
        return self.bytes

    def reread(self, *, listener):  # noqa: ARG002 - the same
        return self.reading


@pytest.fixture
def call(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("FIRSTHAND_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    def made(desk, *arguments):
        for room in (watch, raw, reread):
            monkeypatch.setattr(room, "Newsroom", desk)
        monkeypatch.setattr(sys, "argv", ["firsthand", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return end.value.code, out, err

    return made


FEED = "https://x.example/feed"


def test_watch_tells_each_new_thing_on_a_line(call):
    desk = Desk(news=NEWS, done=Watching(asked=9, answered=8, new=2, changed=3, set_back=1))
    code, out, err = call(desk, "watch", FEED, "--every", "2h")
    assert code == 0
    lines = [line.split(" ", 2)[2] for line in out.splitlines()]
    assert lines == [
        "Post: Shut\ufffd: new, 3 statements",
        "Shut: changed: reworded, “12\ufffd[2J hurt” is now “15 hurt”, and 1 more change",
        "Shut: changed, 1 statement",
        "Shut: now read from its own page, 2 statements",
        "https://x.example/2: set back, expected a page, came 404",
        "No: new, 0 statements (the feed's own text was kept)",
    ]
    assert "9 visits: 2 new articles, 3 changed pages, 1 setback. What came in is in the ledger." in err
    ((addresses, terms, _),) = desk.asked
    assert (addresses, terms.every.total_seconds(), terms.until, terms.once) == ([FEED], 7200, None, False)


def test_watch_tells_programs_in_json(call):
    _, out, _ = call(Desk(news=NEWS), "watch", FEED, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["kind"] for row in rows] == ["new", "changed", "changed", "fuller", "setback", "new"]
    assert rows[1]["changes"][0] == {"kind": "reworded", "before": "12\x1b[2J hurt", "after": "15 hurt"}
    assert rows[4] == {
        "contract": 1, "at": "2031-05-04T12:00:00+00:00", "kind": "setback", "url": "https://x.example/2",
        "outlet": None, "title": None, "article": None, "revision": None, "statements": 0, "changes": [],
        "reason": "expected a page, came 404",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("done", "code"),
    [
        (Watching(asked=2, answered=2), 0),
        (Watching(asked=2, answered=1, set_back=1), 1),
        (Watching(asked=1, set_back=1), 3),
        (Watching(), 0),  # nothing was due
    ],
)
def test_a_single_round_ends_as_other_commands_do(call, done, code):
    assert call(Desk(done=done), "watch", FEED, "--once")[0] == code


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "no address was given"),
        (["feed.xml"], "expected an address that begins with http:// or https://, came 'feed.xml'"),
        ([FEED, "--every", "30s"], "--every: expected at least 60 seconds, came '30s'"),
        ([FEED, "--every", "often"], "--every: expected a time such as 90s, 10m, 2h or 1d, came 'often'"),
        ([FEED, "--every", "0m"], "--every: expected a time such as"),
        ([FEED, "--for", "9999999d"], "--for: expected a time such as"),
    ],
)
def test_a_watch_that_makes_no_sense_is_refused(call, arguments, sentence):
    code, out, err = call(Desk(), "watch", *arguments)
    assert (code, out) == (2, "")
    assert sentence in err


@pytest.mark.parametrize(("value", "seconds"), [("90s", 90), ("10m", 600), ("2 H", 7_200), ("1d", 86_400)])
def test_lengths_of_time_are_read(value, seconds):
    assert calls.a_length("--every", value).total_seconds() == seconds


def test_raw_gives_the_bytes_to_standard_output_or_a_new_file(call, tmp_path, monkeypatch):
    class Out(io.StringIO):
        buffer = io.BytesIO()

    monkeypatch.setattr(sys, "stdout", Out())
    assert call(Desk(wordings=(a_wording(1),)), "raw", "r-1")[0] == 0
    assert Out.buffer.getvalue() == b"\x00raw\xff"
    path = tmp_path / "page.html"
    code, _, err = call(Desk(wordings=(a_wording(1),)), "raw", "r-1", "-o", str(path))
    assert (code, path.read_bytes()) == (0, b"\x00raw\xff")
    assert "wrote 5 bytes" in err
    code, _, err = call(Desk(wordings=(a_wording(1),), raw=b"other"), "raw", "r-1", "-o", str(path))
    assert (code, path.read_bytes()) == (2, b"\x00raw\xff")
    assert "is there already, and was left as it is" in err
    assert call(Desk(wordings=(a_wording(1),)), "raw", "r-1", "-o", str(tmp_path / "no" / "x"))[0] == 2
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_raw_does_not_let_bytes_act_on_a_terminal(call, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stdout", Terminal())
    code, _, err = call(Desk(wordings=(a_wording(1),)), "raw", "r-1")
    assert code == 2
    assert "add -o FILE" in err


def test_raw_lists_the_wordings_of_a_page_that_has_several(call):
    desk = Desk(wordings=(a_wording(1, superseded="r-3"), a_wording(2, size=None, dated=None, title=None)))
    code, out, err = call(desk, "raw", "https://x.example/1")
    assert (code, out, desk.asked) == (2, "", [])
    assert "there are 2 revisions; name one of them" in err
    assert "r-1, dated 2031-05-04, came in 2031-05-04T12:00:00+00:00, 7 bytes: Bridge \ufffd[31mshut (read anew" in err
    assert "r-2, came in 2031-05-04T12:00:00+00:00, bytes not kept: without a headline" in err


def test_raw_gives_the_bytes_that_several_wordings_share(call, tmp_path):
    shared = (a_wording(1, capture="c"), a_wording(2, capture="c"))
    assert call(Desk(wordings=shared), "raw", "x", "-o", str(tmp_path / "feed.xml"))[0] == 0


def test_raw_of_what_is_not_there(call):
    code, out, err = call(Desk(), "raw", "r-0")
    assert (code, out) == (2, "")
    assert "expected a revision, came r-0" in err


def test_reread_says_what_came_of_it(call):
    setback = Setback(input="x.html", reason="expected text")
    code, out, err = call(Desk(reread=Reread(captures=3, same=4, new=1, setbacks=(setback,))), "reread")
    assert code == 1
    assert "3 captures read again: 4 revisions with the same text; 1 revision with another text." in out
    assert "x.html" in err
    code, out, _ = call(Desk(reread=Reread(captures=0, same=0, new=0, setbacks=())), "reread")
    assert (code, "Nothing was kept" in out) == (3, True)


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_watch_that_is_told_to_stop_says_what_it_did(tmp_path, number, code):
    (tmp_path / "settings.toml").write_text("allow_private_addresses = true\nshortest_watch_s = 1\n")
    environ = {**os.environ, "FIRSTHAND_SETTINGS": str(tmp_path / "settings.toml")}
    with running() as site:
        site.article(1)
        site.feed(1)
        command = [
            *PROGRAM,
            "watch",
            site.at("/feed"),
            "--every",
            "1s",
            "--ledger",
            str(tmp_path / "l.sqlite"),
            "--json",
        ]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ
        ) as process:
            try:
                first = json.loads(process.stdout.readline())
                while len(site.asked) < 4:  # the feed, its page, and the feed again, twice
                    assert process.poll() is None
                    time.sleep(0.02)
                process.send_signal(number)
                out, err = process.communicate(timeout=60)
            finally:
                process.kill()
    assert (first["kind"], first["title"], out) == ("new", "Bridge 1 is shut", "")
    assert process.returncode == code
    assert "Stopping when the article in hand is finished" in err
    assert "1 new article, 0 changed pages. What came in is in the ledger." in err
