"""`firsthand trace`: what it prints, writes and ends with; with a made newsroom, and on a ledger."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from show.made import CLAIMS, a_briefing
from show.poison import poisoned
from show.test_cli import EMPTY, SET_BACK, Desk

from firsthand.flow.asking import ask, only
from firsthand.show.cli import brief, trace
from firsthand.show.cli.app import main

WHOLE = a_briefing(setbacks=())
DECK, PIER = CLAIMS[:2]
PROGRAM = [sys.executable, "-m", "firsthand.show.cli"]


class Archive(Desk):
    """A newsroom with a briefing, in which claims are looked up as they are."""

    def ask(self, words, briefing, number=None, *, of_ledger):
        self._work("ask", (words, number, of_ledger))
        return ask(words, briefing, number)

    def about(self, words, briefing, *, of_ledger):
        return only([found.claim for found in self.ask(words, briefing, of_ledger=of_ledger).found], briefing)


@pytest.fixture
def call(monkeypatch, tmp_path, capsys):
    """Call the program with a made newsroom: gives exit code, standard output, standard error."""
    monkeypatch.setenv("FIRSTHAND_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")

    def made(desk, *arguments):
        for room in (trace, brief):
            monkeypatch.setattr(room, "Newsroom", desk)
        monkeypatch.setattr(sys, "argv", ["firsthand", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return end.value.code, out, err

    return made


def test_the_graph_of_the_claim_that_is_meant(call):
    code, out, err = call(Archive(briefing=WHOLE), "trace", "seven people were on the deck")
    assert code == 0
    head, _, rest = out.partition("Origin")
    assert head.startswith(DECK.text)
    assert "1 to 2 independent origins: 1 named, 0 unverified; for different figures: at least 7, 11" in head
    assert "● Eastmere Port Authority (named)" in rest
    assert "Lantern Wire ───" in rest
    assert "Northgate Courier (cites Lantern Wire)  [3]" in rest
    assert "Passages" not in rest
    assert err.splitlines() == ["Comparing 0 articles"]


def test_passages_are_printed_on_demand(call):
    _, out, _ = call(Archive(briefing=WHOLE), "trace", "seven people were on the deck", "--passages")
    passages = " ".join(out.partition("Passages")[2].split())
    assert "1 | “The pier was hit at 4.10am,” … “and at least seven people were on the deck.”" in passages


def test_words_that_may_mean_several_claims_are_answered_by_a_list(call):
    code, out, err = call(Archive(briefing=WHOLE), "trace", "was the pier struck")
    assert code == 2
    first, second = (out.index(f"{n}. ") for n in (1, 2))
    assert first < second
    assert PIER.id in out
    assert "call it again with --claim and the number of one" in err


def test_one_of_the_list_is_named_by_its_number(call):
    near = ask("was the pier struck", WHOLE).found
    for number, found in enumerate(near, 1):
        code, out, _ = call(Archive(briefing=WHOLE), "trace", "was the pier struck", "--claim", str(number), "--json")
        assert (code, json.loads(out)["claim"]["id"]) == (0, found.claim.id)


@pytest.mark.parametrize("as_json", [False, True])
def test_words_that_are_near_nothing_say_so_and_what_to_do(call, as_json):
    code, out, err = call(
        Archive(briefing=WHOLE), "trace", "tulips bloom early in the south", *(["--json"] if as_json else [])
    )
    assert code == 2
    assert "no claim of this coverage is near these words; try others" in err
    assert not as_json or json.loads(out) == {
        "contract": 1,
        "asked": "tulips bloom early in the south",
        "near": [],
        "claim": None,
        "setbacks": [],
    }


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([""], "expected words of a claim, came none"),
        (["x", "--svg", "-"], "expected the name of a file"),
        (["x", "--svg", "no/such/folder/o.svg"], "there is no folder"),
        (["x", "--claim", "two"], "--claim"),
        (["the pier was struck", "--claim", "99"], "expected a number from 1 to"),
        (["cl-0123456789abcdef"], "expected the id of a claim of this coverage"),
        ([], "Missing argument 'CLAIM'"),
    ],
    ids=str,
)
def test_an_unusable_call_says_what_helps(call, arguments, sentence):
    code, out, err = call(Archive(briefing=WHOLE), "trace", *arguments)
    assert (code, out) == (2, "")
    assert sentence in " ".join(err.split())
    assert "Traceback" not in err


def test_its_json_has_the_graph_and_all_to_which_it_points(call):
    code, out, _ = call(Archive(briefing=a_briefing()), "trace", DECK.id, "--json")
    told = json.loads(out)
    assert code == 1  # an input was set back
    assert told["claim"]["text"] == DECK.text
    nodes = {node["id"]: node for node in told["graph"]["nodes"]}
    assert [n["name"] for n in nodes.values() if n["kind"] == "origin"] == ["Eastmere Port Authority"]
    said = {s["id"]: s for of_article in told["statements"].values() for s in of_article}
    texts = {a["id"] for a in told["articles"]}
    for edge in told["graph"]["edges"]:
        assert {edge["from"], edge["to"], edge["origin"]} <= set(nodes)
        assert edge["statements"]
        assert set(edge["statements"]) <= set(said)
    assert {n["id"] for n in nodes.values() if n["kind"] == "article"} <= texts
    assert set(said) == {m.statement for m in DECK.mentions}
    assert {m["why"] for e in told["graph"]["edges"] for m in e["merged"]} == {"cites"}


def test_every_node_is_reached_from_an_origin(call):
    for claim in CLAIMS:
        told = json.loads(call(Archive(briefing=WHOLE), "trace", claim.id, "--json")[1])
        nodes, edges = told["graph"]["nodes"], told["graph"]["edges"]
        reached = {n["id"] for n in nodes if n["kind"] == "origin"}
        for _ in nodes:
            reached |= {edge["to"] for edge in edges if edge["from"] in reached}
        assert reached == {n["id"] for n in nodes}


def test_the_drawing_is_written(call, tmp_path):
    target = tmp_path / "o.svg"
    code, out, err = call(Archive(briefing=WHOLE), "trace", DECK.id, "--svg", str(target), "--json")
    assert code == 0
    assert json.loads(out)["contract"] == 1
    assert f"wrote {target}" in err
    assert ET.parse(target).getroot().tag.endswith("svg")  # noqa: S314 - written here


def test_nothing_is_written_where_no_claim_is_decided(call, tmp_path):
    assert call(Archive(briefing=WHOLE), "trace", "was the pier struck", "--svg", str(tmp_path / "o.svg"))[0] == 2
    assert not (tmp_path / "o.svg").exists()


def test_inputs_are_looked_in_and_else_the_ledger(call):
    desk = Archive(briefing=WHOLE)
    assert call(desk, "trace", DECK.id, "x", "--ledger", "some.sqlite")[2].count("trace looks in those alone") == 1
    assert [what for what, *_ in desk.asked if what != "c"] == ["brief", "ask"]
    assert desk.asked[1][1] == (DECK.id, None, False)
    desk = Archive(briefing=WHOLE)
    call(desk, "trace", DECK.id)
    assert [asked[0] for asked in desk.asked if asked != "closed"] == ["recall", "ask"]
    assert desk.asked[1][1] == (DECK.id, None, True)


def test_an_empty_ledger_and_words_without_marks_say_what_to_do(call):
    code, out, err = call(Archive(briefing=EMPTY), "trace", "the bridge is shut")
    assert (code, out) == (3, "")
    assert "firsthand follow coverage/" in err
    code, _, err = call(Archive(briefing=replace(EMPTY, setbacks=(SET_BACK,))), "trace", "the", "bridge", "is", "shut")
    assert code == 3
    assert "in quotation marks" in err


@pytest.mark.parametrize(
    "payload", ["\x1b[2J\x1b[31m", "\u202eevil\u202c", "\x07\x08\x0d", "[red]word[/red]"], ids=ascii
)
def test_nothing_in_an_article_acts_on_the_terminal(call, payload):
    briefing = replace(poisoned(payload + "word"), setbacks=())
    _, out, _ = call(Archive(briefing=briefing), "trace", briefing.claims[0].id, "--passages")
    assert "word" in out
    assert not set(out) & set("\x1b\x9b\u202e\u202c\x07\x08\r")


@pytest.mark.parametrize("words", ["the pier was struck", "was water safe to drink"])
def test_a_briefing_about_words_has_what_is_near_them(call, words):
    code, out, _ = call(Archive(briefing=WHOLE), "brief", "--about", words, "--json")
    near = {found.claim.id for found in ask(words, WHOLE).found}
    assert (code, {claim["id"] for claim in json.loads(out)["claims"]}) == (0, near)
    _, out, _ = call(Archive(briefing=WHOLE), "brief", "--about", words)
    assert f"Only claims near “{words}”." in out
    assert "Forty children" not in out or "safe" in words


def test_a_briefing_about_nothing_near_says_so(call):
    code, _, err = call(Archive(briefing=WHOLE), "brief", "--about", "tulips bloom early in the south")
    assert code == 2
    assert "no claim of this coverage is near these words" in err


def run(*arguments, **env):
    return subprocess.run(
        [*PROGRAM, *arguments],
        env={**os.environ, "COLUMNS": "100", **env},
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    home = tmp_path_factory.mktemp("traced")
    page = home / "coverage.jsonl"
    rows = [
        (
            "Harbour Post",
            4,
            "The old bridge at Skerrin is closed to all traffic, harbour master Ann Lee said on Monday.",
        ),
        ("Northgate Courier", 5, "The old bridge at Skerrin is closed to all traffic, Ann Lee told the Harbour Post."),
        ("Harbour Post", 5, "Milk prices rose by a tenth in a year, the farmers' union said on Tuesday."),
    ]
    told = (
        {"text": text, "outlet": outlet, "url": f"https://x.example/{n}", "published": f"2031-05-0{day}"}
        for n, (outlet, day, text) in enumerate(rows)
    )
    page.write_text("".join(f"{json.dumps(row)}\n" for row in told), "utf-8")
    path = str(home / "l.sqlite")
    assert run("follow", str(page), "--ledger", path).returncode == 0
    return path, str(page)


def test_on_a_ledger_and_in_inputs_it_is_the_same(ledger, tmp_path):
    path, page = ledger
    drawn = tmp_path / "a.svg", tmp_path / "b.svg"
    by_ledger = run("trace", "is the bridge at Skerrin shut", "--ledger", path, "--json", "--svg", str(drawn[0]))
    by_input = run("trace", "is the bridge at Skerrin shut", page, "--json", "--svg", str(drawn[1]))
    assert (by_ledger.returncode, by_input.returncode) == (0, 0)
    one, other = json.loads(by_ledger.stdout), json.loads(by_input.stdout)
    assert one["graph"] == other["graph"]
    assert drawn[0].read_bytes() == drawn[1].read_bytes()
    assert [n["name"] for n in one["graph"]["nodes"] if n["kind"] == "article"] == ["Harbour Post", "Northgate Courier"]
    assert one["claim"]["origins"]["most"] == 1


def test_without_colour_and_into_a_pipe_nothing_is_lost(ledger):
    path, _ = ledger
    plain = run("trace", "is the bridge at Skerrin shut", "--ledger", path, NO_COLOR="1").stdout.decode()
    assert "\x1b" not in plain
    assert "● Ann Lee (named)" in plain
    narrow = run("trace", "is the bridge at Skerrin shut", "--ledger", path, PYTHONIOENCODING="ascii").stdout
    assert b"* Ann Lee (named)" in narrow
    assert b"?" not in narrow


def test_a_claim_is_graded_by_its_words_where_they_mean_one(ledger):
    path, _ = ledger
    graded = run(
        "grades", "claim", "is the bridge at Skerrin shut", "3", "--why", "seen", "--by", "Ito", "--ledger", path
    )
    assert graded.returncode == 0, graded.stderr
    assert b"bridge at Skerrin" in graded.stdout
    unsure = run("grades", "claim", "tulips in bloom", "3", "--why", "seen", "--by", "Ito", "--ledger", path)
    assert (unsure.returncode, unsure.stdout) == (2, b"")


def test_an_id_that_is_none_is_told_by_the_desk(ledger):
    path, _ = ledger
    done = run("grades", "claim", "cl-0123456789abcdef", "3", "--why", "seen", "--by", "Ito", "--ledger", path)
    assert done.returncode == 2
    assert b"expected the id of a claim" in done.stderr
