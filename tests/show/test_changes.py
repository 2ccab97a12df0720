"""`firsthand changes`: what an editor sees, and what a program gets."""

import json
import os
import subprocess
import sys

import pytest

PAGE = """<html><head><title>{title}</title></head><body><div><h1>{title}</h1>
<p>A barge struck the east pier of the Eastmere bridge before dawn on Monday, killing {many} people, the port said.</p>
<p>“The pier was hit at four,” harbour chief Ilse Vahn told reporters. The barge had drifted for almost an hour.</p>
<p>The bridge carries 14,200 cars a day. It will stay shut until Friday, the road office said on the telephone.</p>
<p>{comments} comments</p>{note}</div></body></html>"""


@pytest.fixture
def pages(tmp_path):
    def page(name, **given):
        filled = {"title": "Barge strikes pier", "many": "seven", "comments": 3, "note": "", **given}
        (tmp_path / name).write_text(PAGE.format(**filled), "utf-8")
        return str(tmp_path / name)

    return page


@pytest.fixture
def changes(tmp_path):
    def run(*words):
        home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "COLUMNS": "100"}
        command = [sys.executable, "-m", "firsthand.show.cli", "changes", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **home})

    return run


def test_two_saved_copies_are_compared_and_the_words_marked(pages, changes):
    done = changes(pages("old.html"), pages("new.html", many="nine", comments=44))
    assert done.returncode == 0
    assert "Number changed  SILENT" in done.stdout
    assert "killing [-seven-] people" in done.stdout
    assert "killing {+nine+} people" in done.stdout
    assert "Assumed: taken for two wordings of one page" in done.stdout
    assert "1 change on 1 page, 1 silent; 1 page compared." in done.stdout


def test_furniture_is_no_change(pages, changes):
    done = changes(pages("old.html"), pages("new.html", comments=44))
    assert done.returncode == 0
    assert "No change; 1 page compared." in done.stdout


def test_json_has_the_contracts_shape_with_page_and_dates(pages, changes):
    old, new = pages("old.html"), pages("new.html", title="Barge hits pier")
    done = changes(old, new, "--json", "--url", "https://Harbour.example/pier/?utm_source=x")
    (change,) = json.loads(done.stdout)
    assert change["url"] == "https://harbour.example/pier"
    assert (change["kind"], change["silent"]) == ("headline-changed", True)
    assert (change["before"], change["after"]) == ("Barge strikes pier", "Barge hits pier")
    assert change["page"]["title"] == "Barge hits pier"
    assert change["seen"]["from"]["input"] == old
    assert change["from"] != change["to"]


def test_silent_leaves_out_what_the_page_tells(pages, changes):
    old = pages("old.html")
    told = pages("told.html", many="nine", note="<p>Correction: an earlier version had another number.</p>")
    assert {c["silent"] for c in json.loads(changes(old, told, "--json").stdout)} == {False}
    assert json.loads(changes(old, told, "--json", "--silent").stdout) == []


def test_of_an_empty_ledger_it_says_what_to_do(changes):
    done = changes()
    assert done.returncode == 3
    assert "firsthand follow" in done.stderr


def test_a_page_that_is_not_there_is_set_back(pages, changes):
    done = changes(pages("old.html"), "nowhere.html")
    assert done.returncode == 1
    assert "nowhere.html" in done.stderr


def test_what_acts_on_a_terminal_is_not_printed(pages, changes):
    done = changes(pages("old.html"), pages("new.html", many="&#x202e;nine"))
    assert "\u202e" not in done.stdout
