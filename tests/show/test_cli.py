import errno
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from show.made import READINGS, a_briefing
from show.pages import Page
from show.poison import poisoned

from firsthand.flow.newsroom import Followed, Progress
from firsthand.model.briefing import Briefing
from firsthand.model.coverage import Setback
from firsthand.model.errors import LedgerError
from firsthand.show.brief import view
from firsthand.show.cli import brief, follow, progress, read
from firsthand.show.cli.app import app, main
from firsthand.show.cli.terminal import a_console, print_brief, print_reading

PROGRAM = [sys.executable, "-m", "firsthand.show.cli"]
TEXT = "Ann Lee, the harbour master, said on Monday that the bridge is shut.\n"
EMPTY = Briefing(readings=(), stories=(), claims=(), echoes=(), changes=(), setbacks=())


class Desk:
    """A newsroom that gives what it was told to give, and remembers what it was asked."""

    def __init__(self, *, gives=(), briefing=EMPTY, followed=None, fails=None):
        self.gives, self.briefing, self.followed, self.fails = gives, briefing, followed, fails
        self.asked = []
        self.bulk = None

    def open(self, settings):
        self.settings = settings
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.asked.append("closed")

    def _work(self, what, given):
        self.asked.append((what, given))
        if self.fails:
            raise self.fails

    def read(self, inputs, hints, *, bulk=False):
        self.bulk = bulk
        self._work("read", (list(inputs), hints))
        yield from self.gives

    def brief(self, inputs, hints, *, since, listener, bulk=False):
        listener(Progress("reading", 1, None, "a title with [red]markup[/red]\x1b[31m"))
        self.bulk = bulk
        self._work("brief", (list(inputs), since, hints))
        return self.briefing

    def recall(self, *, since, listener):
        listener(Progress("linking", 0, None, "0 articles"))
        self._work("recall", since)
        return self.briefing

    def follow(self, inputs, hints, *, listener, bulk=False):
        listener(Progress("reading", 1, 2, "x"))
        self.bulk = bulk
        self._work("follow", (list(inputs), hints))
        return self.followed


@pytest.fixture
def call(monkeypatch, tmp_path, capsys):
    """Call the program with a made newsroom: gives exit code, standard output, standard error."""
    monkeypatch.setenv("FIRSTHAND_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    def made(desk, *arguments):
        for room in (read, brief, follow):
            monkeypatch.setattr(room, "Newsroom", desk)
        monkeypatch.setattr(sys, "argv", ["firsthand", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return end.value.code, out, err

    return made


SET_BACK = Setback(input="bad\x1b[31m.txt", reason="expected text, came \u202ebytes; save it as text")


def test_read_prints_one_line_of_json_an_article(call):
    code, out, err = call(Desk(gives=READINGS), "read", "x", "--json")
    lines = out.splitlines()
    assert (code, len(lines)) == (0, len(READINGS))
    assert [json.loads(line)["article"]["id"] for line in lines] == [r.revision.article for r in READINGS]
    assert "Traceback" not in err


def test_read_says_what_was_set_back_and_goes_on(call):
    code, out, err = call(Desk(gives=[SET_BACK, READINGS[0], SET_BACK]), "read", "x", "--json")
    assert code == 1
    assert len(out.splitlines()) == 1
    assert err.count("not read in full: bad") == 2
    assert "\x1b" not in err
    assert "\u202e" not in err


@pytest.mark.parametrize("command", ["read", "brief"])
@pytest.mark.parametrize("bulk", [False, True])
def test_pages_in_bulk_are_asked_for_by_an_option(call, command, bulk):
    desk = Desk(gives=READINGS)
    call(desk, command, "x", "--json", *(["--bulk"] if bulk else []))
    assert desk.bulk is bulk


def test_nothing_read_is_exit_code_three(call):
    assert call(Desk(gives=[SET_BACK]), "read", "x")[0] == 3
    code, out, err = call(Desk(), "read", "x")
    assert (code, out) == (3, "")
    assert "There was nothing to read in x. What is read: plain text" in err


def test_which_input_gave_nothing_is_said(call):
    empty = Setback(input="-", reason="came nothing")
    _, _, err = call(Desk(gives=[empty]), "read", "-")
    assert err.splitlines()[-2:] == [
        "not read in full: standard input: came nothing",
        "firsthand: Nothing could be read of standard input.",
    ]
    _, _, err = call(Desk(), "brief", "a", "b", "c", "d", "e", "f")
    assert "There was nothing to read in a, b, c and 3 others." in err


def test_read_passes_on_what_the_call_says(call):
    desk = Desk(gives=READINGS[:1])
    call(desk, "read", "x", "-", "--published", "2031-05", "--outlet", "Post", "--url", "https://x.example/1", "--json")
    (_, (inputs, hints)), closed = desk.asked
    assert inputs == ["x", "-"]
    assert (hints.published.edtf, hints.outlet, hints.url) == ("2031-05", "Post", "https://x.example/1")
    assert closed == "closed"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["read"], "no input was given"),
        (["follow"], "no input was given"),
        (["read", "x", "--published", "4/5/2031"], "did you mean 2031-05-04?"),
        (["read", "x", "--published", "20310504"], "did you mean 2031-05-04?"),
        (["read", "x", "--published", "2031/5/4"], "did you mean 2031-05-04?"),
        (["read", "x", "--published", "2031-13-01"], "--published: expected a date"),
        (["brief", "x", "--since", "yesterday"], "--since: expected a date such as 2031-05-04, came 'yesterday'"),
        (["brief", "x", "--since", "../2031"], "--since: expected a day to begin with"),
        (["read", "x", "--url", "ftp://x"], "--url: expected an address that begins with http"),
        (["brief", "x", "--html", "no/such/folder/b.html"], "there is no folder"),
        (["brief", "x", "--html", "/"], "came the folder"),
        (["brief", "x", "--html", "-"], "expected the name of a file"),
        (["raed", "x"], "Did you mean 'read'"),
        (["read", "x", "--jsn"], "--json"),
        (["brief", "--since"], "requires an argument"),
        (["read", "x", "--json=1"], "does not take a value"),
    ],
    ids=lambda a: " ".join(a) if isinstance(a, list) else "",
)
def test_an_unusable_call_ends_with_two_and_a_sentence_that_helps(call, arguments, sentence):
    desk = Desk(gives=READINGS, briefing=a_briefing(), followed=Followed(new=1, known=0, setbacks=()))
    code, out, err = call(desk, *arguments)
    assert (code, out) == (2, "")
    assert sentence in " ".join(err.split())
    assert "Traceback" not in err
    assert [a for a in desk.asked if a != "closed"] == []


def test_brief_prints_json_alone(call):
    code, out, err = call(Desk(briefing=a_briefing()), "brief", "x", "--json")
    assert code == 1
    assert len(json.loads(out)["claims"]) == 8
    assert "not read in full: made/broken.jsonl:3" in err


def test_brief_without_setbacks_is_done(call):
    desk = Desk(briefing=a_briefing(setbacks=()))
    code, out, _ = call(desk, "brief", "x", "--since", "2031-05-06")
    assert code == 0
    assert "1 origin, 3 mentions" in out
    assert "Only what happened since 6 May 2031." in out
    assert desk.asked[0][1][1].isoformat() == "2031-05-06"


def test_brief_without_inputs_asks_the_ledger(call):
    desk = Desk(briefing=a_briefing(setbacks=()))
    code, _, _ = call(desk, "brief", "--ledger", "some.sqlite")
    assert code == 0
    assert desk.asked[0][0] == "recall"
    assert desk.settings.ledger == "some.sqlite"


def test_brief_with_inputs_says_that_it_keeps_nothing(call):
    desk = Desk(briefing=a_briefing(setbacks=()))
    code, _, err = call(desk, "brief", "x", "--ledger", "some.sqlite")
    assert code == 0
    assert desk.asked[0][0] == "brief"
    assert "brief keeps nothing, follow does" in err


def test_an_empty_ledger_says_what_to_do(call):
    code, out, err = call(Desk(), "brief")
    assert (code, out) == (3, "")
    assert "firsthand follow coverage/" in err


def test_nothing_read_with_json_is_still_json(call):
    code, out, err = call(
        Desk(briefing=a_briefing(readings=(), claims=(), stories=(), echoes=(), changes=())), "brief", "x", "--json"
    )
    assert code == 3
    assert json.loads(out)["setbacks"][0]["input"] == "made/broken.jsonl:3"
    assert "Nothing could be read of x." in err


def test_brief_writes_the_page(call, tmp_path):
    target = tmp_path / "brief.html"
    code, out, err = call(Desk(briefing=a_briefing(setbacks=())), "brief", "x", "--json", "--html", str(target))
    assert code == 0
    assert json.loads(out)["contract"] == 1
    assert Page(target.read_text("utf-8")).faults == []
    assert f"wrote {target}" in err


def test_a_page_that_cannot_be_written_is_an_unusable_call(call, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(brief, "write_page", full)
    code, out, err = call(Desk(briefing=a_briefing()), "brief", "x", "--html", str(tmp_path / "b.html"))
    assert (code, out) == (2, "")
    assert "b.html cannot be written (No space left on device); name another file" in err


@pytest.mark.parametrize(
    ("followed", "code", "said"),
    [
        (Followed(new=3, known=0, setbacks=()), 0, "3 articles taken in. The ledger: "),
        (Followed(new=1, known=2, setbacks=()), 0, "1 article taken in, 2 known already. The ledger: "),
        (Followed(new=0, known=3, setbacks=()), 0, "Nothing new: 3 articles, known already. The ledger is as it was: "),
        (Followed(new=1, known=0, setbacks=(SET_BACK,)), 1, "1 article taken in. The ledger: "),
        (Followed(new=0, known=0, setbacks=(SET_BACK,)), 3, "Nothing could be read; the ledger is as it was: "),
    ],
)
def test_follow_says_what_was_new(call, followed, code, said):
    ended, out, err = call(Desk(followed=followed), "follow", "x")
    assert ended == code
    assert out.startswith(said)
    assert err.count("not read in full:") == len(followed.setbacks)


def test_follow_names_what_is_new_and_what_changed(call):
    fresh = tuple(replace(r.revision, title=f"Story {n}\x1b") for n, r in enumerate(READINGS * 2))[:13]
    changed = (replace(READINGS[0].revision, outlet=None, title=None, origin="a.txt"),)
    _, out, _ = call(Desk(followed=Followed(new=14, known=2, setbacks=(), fresh=fresh, changed=changed)), "follow", "x")
    first, new, *titles = out.splitlines()
    assert first.startswith("13 articles taken in, 1 page changed, 2 known already. The ledger: ")
    assert (new, titles[0]) == ("New:", "  The Harbour Post: Story 0\ufffd")
    assert titles[8:] == [
        f"  {fresh[8].outlet}: Story 8\ufffd",
        "  Story 9\ufffd",
        "  and 3 more",
        "Changed:",
        "  a.txt",
    ]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("read", "What was printed so far is complete."),
        ("brief", "Nothing was written."),
        ("follow", "The ledger is whole"),
    ],
)
def test_ctrl_c_ends_with_130_and_one_sentence(call, command, sentence):
    code, _, err = call(Desk(fails=KeyboardInterrupt()), command, "x")
    assert code == 130
    stopped = [line for line in err.splitlines() if "Stopped" in line]
    assert len(stopped) == 1
    assert sentence in stopped[0]
    assert "Traceback" not in err


def test_a_ledger_that_cannot_be_used_is_a_sentence(call):
    code, out, err = call(Desk(fails=LedgerError("x.sqlite is no ledger; name another")), "brief")
    assert (code, out) == (2, "")
    assert "firsthand: x.sqlite is no ledger; name another" in err.splitlines()


def test_a_defect_is_not_taken_for_done(call):
    code, _, err = call(Desk(fails=ZeroDivisionError()), "brief", "x")
    assert code == 70
    assert "This is a defect of firsthand" in err


def test_the_samples_can_be_asked_for(call):
    desk = Desk(briefing=a_briefing(setbacks=()))
    assert call(desk, "brief", "--samples")[0] == 0
    assert Path(desk.asked[0][1][0][0]).name == "samples"


def test_progress_is_plain_lines_when_it_is_no_terminal(call):
    _, out, err = call(Desk(briefing=a_briefing(setbacks=())), "brief", "x", "--json")
    assert err.splitlines() == ["Read 1 article"]
    json.loads(out)


def test_progress_says_how_many_were_read_and_what_follows(monkeypatch, capsys):
    now = iter([0.0, 1.0, 6.0, 7.0, 8.0, 9.0])
    monkeypatch.setattr("firsthand.show.cli.progress.time.monotonic", lambda: next(now))
    with progress.reported() as listener:
        for done in (1, 10, 35):
            listener(Progress("reading", done, None, "a title"))
        listener(Progress("linking", 0, None, "35 \x1b articles"))
        listener(Progress("linking", 0, None, "35 articles"))
    told = capsys.readouterr().err.splitlines()
    assert told == ["Read 10 articles", "Read 35 articles", "Comparing 35 \ufffd articles"]


def printed(width, monkeypatch, reading=None, briefing=None, encoding="utf-8"):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setenv("COLUMNS", str(width))
    if reading is not None:
        print_reading(a_console(), reading)
    if briefing is not None:
        print_brief(a_console(), view(briefing))
    stream.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
def test_it_fits_the_terminal_from_40_to_200_columns(width, monkeypatch):
    out = printed(width, monkeypatch, READINGS[0], a_briefing())
    assert max(map(len, out.splitlines())) <= width
    assert "the steering had failed twice that week" in " ".join(out.split())
    assert out.count("\n") > 30


@pytest.mark.parametrize("width", [40, 140])
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_any_encoding_can_write_it(width, encoding, monkeypatch):
    out = printed(width, monkeypatch, READINGS[0], a_briefing(), encoding)
    assert "The pier was hit at" in " ".join(out.split())
    if encoding == "ascii":
        assert '"The pier was hit at' in " ".join(out.split())
        assert "->" in out


@pytest.mark.parametrize(
    "payload", ["\x1b[2J\x1b[31m", "\x9b31m", "\u202eevil\u202c", "\x07\x08\x0d", "\ud800"], ids=ascii
)
@pytest.mark.parametrize("width", [60, 140])
def test_nothing_in_an_article_acts_on_the_terminal(payload, width, monkeypatch):
    briefing = poisoned(payload + "word")
    out = printed(width, monkeypatch, briefing.readings[0], briefing)
    assert "word" in out
    assert not set(out) & (set("\x1b\x9b\u202e\u202c\x07\x08\r"))


@pytest.mark.parametrize(
    "markup", ["[red]word[/red]", "[/]word", "[link=https://x.example]word", ":smile: word", "[bold"]
)
@pytest.mark.parametrize("width", [60, 140])
def test_nothing_in_an_article_is_read_as_markup(markup, width, monkeypatch):
    briefing = poisoned(markup)
    out = printed(width, monkeypatch, briefing.readings[0], briefing)
    assert markup in " ".join(out.split())


def test_an_article_without_statements_says_so(monkeypatch):
    out = printed(80, monkeypatch, replace(READINGS[0], statements=()))
    assert "No attributed statement was found." in out
    assert "2 passages of the page's furniture set aside." in out


@pytest.mark.parametrize(
    ("unknown", "said"),
    [
        (
            {"outlet": None, "published": None},
            "No outlet and no date are given; name them with --outlet and --published.",
        ),
        ({"outlet": None}, "No outlet is given; name it with --outlet."),
        ({"published": None}, "No date is given; name it with --published."),
        ({}, ""),
    ],
)
def test_what_is_not_known_of_an_article_is_said_once(unknown, said, monkeypatch):
    out = printed(120, monkeypatch, replace(READINGS[0], revision=replace(READINGS[0].revision, **unknown)))
    assert out.count("--") == said.count("--")
    assert not said or said in out.splitlines()[2:4]


def test_the_terminal_has_a_list_on_top(monkeypatch):
    out = printed(120, monkeypatch, briefing=a_briefing())
    head, _, rest = out.partition("“Barge strikes Eastmere bridge”")
    assert head.count("Times are UTC") == out.count("Times are UTC") == 1
    assert "1. At least seven people were on the deck" in head
    assert "1. At least seven people were on the deck" in rest
    assert "7. " not in head  # said once


def run(*arguments, **given):
    settings = {"capture_output": True, "timeout": 60, **given}
    env = {**os.environ, "FIRSTHAND_LEDGER": str(given.pop("cwd", "x")), **settings.pop("env", {})}
    return subprocess.run([*PROGRAM, *arguments], env=env, check=False, **settings)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_version():
    assert re.fullmatch(rb"firsthand \d+\.\d+\.\d+\S*\r?\n", run("--version").stdout)


@pytest.mark.parametrize("command", ["read", "brief", "follow", ""])
def test_help_names_every_option_and_the_exit_codes(call, command):
    code, out, _ = call(Desk(), *filter(None, [command]), "--help")
    assert code == 0
    assert "--help" in out
    wanted = {"read": "--published", "brief": "--html", "follow": "--ledger", "": "3 nothing could be read"}
    assert wanted[command] in " ".join(out.split())


def test_a_real_article_is_read_from_file_and_from_standard_input(article):
    assert b"standard input\nNo outlet and no date" in run("read", "-", input=TEXT.encode()).stdout
    by_path = run("read", str(article), "--json", "--published", "2031-05-06")
    by_pipe = run("read", "-", "--json", "--published", "2031-05-06", input=TEXT.encode())
    assert (by_path.returncode, by_pipe.returncode) == (0, 0)
    one, other = json.loads(by_path.stdout), json.loads(by_pipe.stdout)
    assert one["text"] == other["text"] == TEXT
    assert one["article"]["published"] == "2031-05-06"


def test_a_missing_file_is_set_back(article):
    done = run("read", str(article), str(article) + ".missing", "--json")
    assert done.returncode == 1
    assert b".missing" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_twice_followed_is_once(article, tmp_path):
    ledger = str(tmp_path / "l.sqlite")
    first, second = (run("follow", str(article), "--ledger", ledger) for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.startswith(b"1 article taken in.")
    assert first.stdout.decode().splitlines()[1:] == ["New:", f"  {article}"]
    assert second.stdout.startswith(b"Nothing new: 1 article, known already.")
    assert len(json.loads(run("brief", "--ledger", ledger, "--json").stdout)["articles"]) == 1


def test_follow_tells_a_page_that_changed_from_one_that_is_new(tmp_path):
    ledger, page = str(tmp_path / "l.sqlite"), tmp_path / "p.jsonl"
    told = []
    for day, number in ((4, "seven"), (5, "eleven")):
        row = {
            "text": f"{number.capitalize()} boats sank in the harbour, Ann Lee said on Monday.",
            "title": f"Boats sink: {number}",
            "outlet": "The Harbour Post",
            "url": "https://post.example/boats",
            "published": f"2031-05-0{day}",
        }
        page.write_text(json.dumps(row), "utf-8")
        told.append(run("follow", str(page), "--ledger", ledger).stdout.decode().splitlines())
    assert told[0][1:] == ["New:", "  The Harbour Post: Boats sink: seven"]
    assert told[1][0].startswith("1 page changed. The ledger: ")
    assert told[1][1:] == ["Changed:", "  The Harbour Post: Boats sink: eleven"]


@pytest.mark.parametrize("form", [("read", "--json"), ("read",), ("brief",)], ids=" ".join)
def test_a_reader_who_leaves_early_is_no_error(form, tmp_path):
    coverage = tmp_path / "c.jsonl"
    rows = ({"text": f"{TEXT} {n}", "url": f"https://x.example/{n}", "title": "x" * 900} for n in range(3))
    coverage.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    command = [*PROGRAM, *form, str(coverage)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading:
        reading.stdout.close()
        complaints = reading.stderr.read()
        code = reading.wait(timeout=60)
    assert code == 141
    assert b"Traceback" not in complaints
    assert b"Exception" not in complaints


def test_ctrl_c_in_the_real_program():
    ours, theirs = pty.openpty()
    command = [*PROGRAM, "read", "-"]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading:
        invited = reading.stderr.readline()
        reading.send_signal(signal.SIGINT)
        out, err = reading.communicate(timeout=30)
    os.close(ours)
    os.close(theirs)
    assert invited == b"Reading standard input; end it with Ctrl+D.\n"
    assert (reading.returncode, out) == (130, b"")
    assert err == b"firsthand: Stopped. What was printed so far is complete.\n"


@contextmanager
def a_terminal(*arguments):
    """Run the program with standard error on a terminal; gives its output and what the terminal saw."""
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run([*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=theirs, check=False, timeout=60)
        os.close(theirs)
        seen = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            seen += piece
        yield done, seen
    finally:
        os.close(ours)


def test_on_a_terminal_there_is_a_bar_and_standard_output_stays_clean(article):
    with a_terminal("brief", str(article), "--json") as (done, seen):
        assert done.returncode == 0
        json.loads(done.stdout)
        assert b"\x1b[" in seen


def test_the_app_is_what_main_runs():
    commands = {"read", "brief", "trace", "follow", "changes", "watch", "raw", "reread", "backup", "restore", "serve"}
    assert {c.callback.__name__ for c in app.registered_commands} == commands
