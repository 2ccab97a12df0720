"""`firsthand corrections`, `log`, `backup` and `restore` as a desk calls them; hostile words do nothing there."""

import json

import pytest
from flow.site import OneCue
from store.test_corrections import do, unguarded
from typer.testing import CliRunner

from firsthand.flow import Newsroom
from firsthand.flow.newsroom import Hints
from firsthand.model.when import When
from firsthand.show.cli.app import app
from firsthand.store import open_ledger

URL = "https://post.example/bridge"
WORDS = "the bridge is shut"
TEXT = f"Ann Lee said {WORDS}. Police chief Bo Wren stood by, and divers from the capital were due in the evening.\n"
HOSTILE = "\x1b[2J\x9b31m<b>[red]seven</b>\u202e; not nine\nsecond line\x07"


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.setenv("FIRSTHAND_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(Newsroom, "open", classmethod(lambda cls, settings: cls(settings, OneCue())))
    (tmp_path / "page.txt").write_text(TEXT, "utf-8")

    def run(*words, code=0):
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code == code, (done.output, done.exception)
        return done

    from firsthand.flow import Settings  # noqa: PLC0415 - after the ledger is named

    with Newsroom.open(Settings.load()) as room:
        room.follow([str(tmp_path / "page.txt")], Hints(published=When("2031-05-04"), outlet="The Post", url=URL))
    return run


def suggested(call, *more, note="It is open."):
    done = call("corrections", "suggest", URL, "--passage", WORDS, "--note", note, "--json", *more)
    return json.loads(done.stdout)


def test_a_correction_from_suggestion_to_the_public_log(call):
    made = suggested(call, "--by", "A. Reader")
    assert (made["kind"], made["state"], made["by"]) == ("fact", "suggested", "A. Reader")
    assert TEXT[made["target"]["start"] : made["target"]["end"]] == made["target"]["exact"] == WORDS
    assert made["page"] == {"url": URL, "outlet": "The Post", "title": None}
    assert made["now"] == [
        {"start": made["target"]["start"], "end": made["target"]["end"], "statement": None, "why": None}
    ]
    for verb, state in (("accept", "accepted"), ("publish", "published"), ("withdraw", "withdrawn")):
        told = json.loads(call("corrections", verb, made["id"], "--by", "M. Ed", "--why", "so", "--json").stdout)
        assert told["state"] == state
    assert [ruling["state"] for ruling in told["rulings"]] == ["accepted", "published", "withdrawn"]
    suggested(call, note="another")
    lines = call("corrections", "list", "--public", "--json").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [made["id"]]
    assert len(call("corrections", "list", "--state", "suggested", "--json").stdout.splitlines()) == 1
    assert call("corrections", "list", "--kind", "same-claim", "--json").stdout == ""


def test_it_is_shown_to_a_person(call):
    made = suggested(call)
    call("corrections", "review", made["id"], "--by", "M. Ed", "--why", "who knows")
    call("corrections", "undo", made["id"], "--by", "M. Ed", "--why", "a slip")
    shown = call("corrections", "show", made["id"]).stdout
    said = ("It is open.", "In the latest wording at 13 to 31", "needs-review: who knows", "so suggested: a slip")
    for words in (made["id"], f"[{WORDS}]", *said, "M. Ed"):
        assert words in shown
    assert "1 correction." in call("corrections", "list").stdout


def test_other_verbs_lead_where_they_say(call):
    first, second, third = (suggested(call, note=note)["id"] for note in ("One.", "Two.", "Three."))
    call("corrections", "duplicate", second, first, "--by", "M. Ed", "--why", "the same")
    call("corrections", "reject", third, "--by", "M. Ed", "--why", "not so")
    told = [json.loads(line) for line in call("corrections", "list", "--json").stdout.splitlines()]
    assert [one["state"] for one in told] == ["suggested", "duplicate", "rejected"]
    assert told[1]["rulings"][0]["of"] == first


def test_who_rules_is_asked_for_and_may_stand_in_the_settings(call, tmp_path, monkeypatch):
    made = suggested(call)
    assert "--by NAME" in call("corrections", "accept", made["id"], "--why", "so", code=2).stderr
    (tmp_path / "settings.toml").write_text('editor = "The Night Desk"', "utf-8")
    monkeypatch.setenv("FIRSTHAND_SETTINGS", str(tmp_path / "settings.toml"))
    told = json.loads(call("corrections", "accept", made["id"], "--why", "so", "--json").stdout)
    assert told["rulings"][0]["by"] == "The Night Desk"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("corrections", "show", "c-none"), "expected the id of a correction"),
        (("corrections", "list", "--state", "open"), "--state: expected one of suggested, accepted"),
        (("corrections", "list", "--kind", "typo"), "--kind: expected one of fact, wrong-source"),
        (("corrections", "suggest", URL, "--note", "x", "--passage", "ferry"), "does not stand in the article"),
        (("corrections", "suggest", URL, "--note", "x", "--passage", WORDS, "--kind", "wrong-source"), "--nobody"),
        (("log", "verify", "--head", "abc"), "--head: expected the 64 digits"),
        (("restore", "nowhere.sqlite"), "came no file"),
        (("backup", "nowhere/copy.sqlite"), "there is no folder"),
    ],
)
def test_a_call_that_cannot_be_used_says_why(call, words, says):
    done = call(*words, code=2)
    assert says in done.stderr
    assert done.stdout == ""


def test_hostile_words_are_kept_as_they_came_and_act_on_nothing(call):
    made = suggested(call, "--by", HOSTILE.replace("\n", " "), note=HOSTILE)
    assert made["note"] == HOSTILE
    call("corrections", "reject", made["id"], "--by", HOSTILE, "--why", HOSTILE)
    for words in (("list",), ("show", made["id"])):
        shown = call("corrections", *words).stdout
        assert not set(shown) & {"\x1b", "\x9b", "\u202e", "\x07"}
        assert "<b>[red]seven</b>" in shown
    for line in (*call("corrections", "list", "--json").stdout, *call("log", "list", "--json").stdout):
        assert line.isascii()
    assert not set(call("log", "list").stdout) & {"\x1b", "\x9b", "\u202e", "\x07"}
    assert (
        "at most 10,000 characters, came 100,000"
        in call("corrections", "suggest", URL, "--passage", WORDS, "--note", "x" * 100_000, code=2).stderr
    )


def test_the_log_is_checked_and_its_head_kept(call, tmp_path):
    assert "the log is empty" in call("log", "head").stderr
    assert json.loads(call("log", "head", "--json").stdout) is None
    made = suggested(call)
    head = call("log", "head").stdout.strip()
    assert json.loads(call("log", "head", "--json").stdout)["hash"] == head
    call("corrections", "reject", made["id"], "--by", "M. Ed", "--why", "not so")
    assert "The log is whole: 2 entries." in call("log", "verify", "--head", head.upper()).stdout
    entries = [json.loads(line) for line in call("log", "list", "--json").stdout.splitlines()]
    assert [entry["what"] for entry in entries] == ["suggestion", "ruling"]
    assert entries[1]["before"] == entries[0]["hash"] == head

    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        do(unguarded(ledger), "UPDATE log SET body = replace(body, 'not so', 'so') WHERE number = 2")
    told = call("log", "verify", code=1)
    assert "entry 2 does not say what it said" in told.stderr
    assert "in the log: 2 entries" in told.stdout
    report = json.loads(call("log", "verify", "--json", code=1).stdout)
    assert (report["entries"], report["head"]) == (2, entries[1]["hash"])
    assert report["faults"]


def test_a_backup_comes_back(call, tmp_path):
    made = suggested(call)
    assert "copied" in call("backup", tmp_path / "copy.sqlite").stderr
    call("corrections", "reject", made["id"], "--by", "M. Ed", "--why", "not so")
    told = call("restore", tmp_path / "copy.sqlite").stderr
    assert "what was there is kept as" in told
    assert json.loads(call("corrections", "show", made["id"], "--json").stdout)["state"] == "suggested"
    call("log", "verify")


def test_a_damaged_ledger_is_restored_without_being_opened(call, tmp_path):
    call("backup", tmp_path / "copy.sqlite")
    (tmp_path / "ledger.sqlite").write_bytes(b"nothing that can be read" * 1000)
    call("corrections", "list", code=2)
    call("restore", tmp_path / "copy.sqlite")
    assert "0 corrections." in call("corrections", "list").stdout


def test_grades_are_given_shown_and_listed(call):
    before = json.loads(call("brief", "--json").stdout)["claims"][0]
    nobody = {"by": None, "at": None, "why": None}
    assert before["credibility"] == {"grade": "6", **nobody}
    assert before["origins"]["list"][0]["reliability"] == {"grade": "F", **nobody}
    said = ("--by", "M. Ed", "--why", "she saw it")
    made = json.loads(call("grades", "source", "Ann Lee", "b", *said, "--json").stdout)
    assert (made["source"], made["grade"], made["means"], made["holds"]) == ("Ann Lee", "B", "usually reliable", True)
    made = json.loads(call("grades", "claim", before["id"], "2", *said, "--json").stdout)
    assert (made["claim"], made["grade"], made["text"]) == (before["id"], "2", before["text"])
    after = json.loads(call("brief", "--json").stdout)["claims"][0]
    for found, grade in ((after["credibility"], "2"), (after["origins"]["list"][0]["reliability"], "B")):
        assert (found["grade"], found["by"], found["why"]) == (grade, "M. Ed", "she saw it")
    shown = call("brief").stdout
    for words in ("B2: probably true (M. Ed,", "Ann Lee (named, B)", "B: usually reliable (M. Ed,"):
        assert words in shown
    call("grades", "source", "Ann Lee", "F", *said)
    listed = [json.loads(line) for line in call("grades", "list", "--json").stdout.splitlines()]
    assert [(one["grade"], one["holds"]) for one in listed] == [("B", False), ("F", True), ("2", True)]
    assert "no longer holds" in call("grades", "list").stdout
    assert call("log", "verify").stdout.startswith("The log is whole: 3 entries")


def test_what_is_no_grade_is_refused(call):
    said = ("--by", "M. Ed", "--why", "so")
    assert (
        "expected one of A, B, C, D, E, F; came '2'" in call("grades", "source", "Ann Lee", "2", *said, code=2).stderr
    )
    assert "expected one of 1, 2, 3, 4, 5, 6; came 'b'" in call("grades", "claim", "cl-1", "b", *said, code=2).stderr
    assert "a source that the ledger holds" in call("grades", "source", "Cy Moe", "B", *said, code=2).stderr
    assert "expected who rules" in call("grades", "source", "Ann Lee", "B", "--why", "so", code=2).stderr


def test_hostile_words_of_a_grade_do_nothing(call, tmp_path):
    call("grades", "source", "Ann Lee", "B", "--by", HOSTILE, "--why", HOSTILE)
    page = tmp_path / "brief.html"
    for shown in (call("grades", "list").stdout, call("brief", "--html", page).stdout, page.read_text("utf-8")):
        assert not any(sign in shown for sign in "\x1b\x9b\u202e\x07")
    assert "<b>[red]" not in page.read_text("utf-8")
