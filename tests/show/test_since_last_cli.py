"""`firsthand brief --since last` as a desk calls it: each call shows what came in since the one before."""

import json

import pytest
from flow.site import OneCue
from typer.testing import CliRunner

from firsthand.flow import Newsroom
from firsthand.show.cli.app import app


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.setenv("FIRSTHAND_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(Newsroom, "open", classmethod(lambda cls, settings: cls(settings, OneCue())))

    def run(*words, code=0):
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code == code, (done.output, done.exception)
        return done

    return run


def claims(call, *more):
    return [claim["text"] for claim in json.loads(call("brief", "--since", "last", "--json", *more).stdout)["claims"]]


def page(tmp_path, name, words):
    path = tmp_path / f"{name}.txt"
    path.write_text(f"Ann Lee said {words}. Bo Wren stood by, and divers from the capital were due.\n", "utf-8")
    return path


def test_each_look_shows_what_came_in_since_the_one_before(call, tmp_path):
    call("follow", page(tmp_path, "one", "the bridge is shut"))
    assert claims(call) == ["The bridge is shut."]
    assert claims(call) == []
    call("follow", page(tmp_path, "two", "the mill has burnt down"))
    assert claims(call) == ["The mill has burnt down."]
    assert "Nothing came in since you looked on" in call("brief", "--since", "last").output


def test_who_asks_for_some_of_it_has_not_seen_the_rest(call, tmp_path):
    call("follow", page(tmp_path, "one", "the bridge is shut"))
    claims(call, "--about", "the bridge is shut")
    assert claims(call) == ["The bridge is shut."]


def test_it_is_for_the_ledger_alone(call, tmp_path):
    done = call("brief", page(tmp_path, "one", "the bridge is shut"), "--since", "last", code=2)
    assert "--since last is for what the ledger keeps" in done.output
