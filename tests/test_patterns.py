"""No regular expression of the package can run away: each is judged by its automaton, none by a stopwatch."""

import importlib
import json
import re
import textwrap
from pathlib import Path

import patterns
import pytest
from ambiguity import MOST_STEPS, judge

import firsthand

ROOT = Path(firsthand.__file__).parent
CASES = Path(__file__).parent / "cases/patterns"
JUDGED = json.loads((CASES / "judged.json").read_text(encoding="utf-8"))
CAPPED = json.loads((CASES / "capped.json").read_text(encoding="utf-8"))
USED = {"search": (True, False), "match": (False, False), "fullmatch": (False, True)}


@pytest.fixture(scope="module")
def findings():
    return patterns.findings(ROOT)


def called(verdict):
    if verdict.degree is None:
        return "exponential"
    if verdict.degree > 1:
        return "polynomial"
    return "costly" if verdict.steps > MOST_STEPS else "linear"


@pytest.mark.parametrize("case", JUDGED, ids=lambda case: case["label"])
def test_patterns_are_judged_by_what_they_are(case):
    searched, to_the_end = USED[case["used"]]
    verdict = judge(case["pattern"], searched=searched, to_the_end=to_the_end)
    assert called(verdict) == case["expect"], verdict
    assert verdict.is_safe == (case["expect"] == "linear")


@pytest.mark.parametrize(
    "case", [c for c in JUDGED if c["expect"] in ("exponential", "polynomial")], ids=lambda case: case["label"]
)
def test_what_is_found_can_be_shown(case):
    searched, to_the_end = USED[case["used"]]
    verdict = judge(case["pattern"], searched=searched, to_the_end=to_the_end)
    assert verdict.pump or "back-reference" in verdict.why
    assert re.compile(case["pattern"])


def test_bytes_are_judged_too():
    assert judge(rb"(?:\w|a\w?)*!").degree is None
    assert judge(rb"\w+").is_safe


def test_no_pattern_of_the_package_runs_away(findings):
    capped = {(c["file"], c["name"]) for c in CAPPED}
    bad = [f for f in findings if not f.verdict.is_safe and (f.place.split(":")[0], f.name) not in capped]
    assert [f"{f.place} {f.name}: {f.verdict.why}, on {f.verdict.pump!r}: {f.pattern[:90]}" for f in bad] == []


def test_no_call_is_missed():
    assert len(list(patterns.calls(ROOT))) > 150
    assert patterns.missed(ROOT) == ()


@pytest.mark.parametrize("case", CAPPED, ids=lambda case: f"{case['file']} {case['name']}")
def test_what_is_let_pass_is_needed_and_its_cap_holds(case, findings):
    assert [f for f in findings if (f.place.split(":")[0], f.name) == (case["file"], case["name"])]
    assert any(
        not f.verdict.is_safe and (f.place.split(":")[0], f.name) == (case["file"], case["name"]) for f in findings
    ), "it is safe now; take it off the list"
    module = importlib.import_module("firsthand." + case["file"].removesuffix(".py").replace("/", "."))
    assert getattr(module, case["cap"]) <= case["most"]
    source = (ROOT / case["file"]).read_text(encoding="utf-8")
    if "holds" in case:
        assert case["holds"] in source
        return
    uses = [line for line in source.splitlines() if f"{case['name']}." in line]
    assert uses
    assert all(case["cap"] in line or "[" in line for line in uses), uses


PLANTED = {
    "a global": ("import re\n_X = re.compile(r'(a+)+b')\ndef f(t):\n    return _X.search(t)\n", 1),
    "in a call": ("import re\ndef f(t):\n    return re.search(r'x', t)\nf('y')\nre.sub(r'\\s+$', '', 'z')\n", 1),
    "behind a cache": (
        "import re\nfrom functools import cache\n@cache\ndef x():\n    return re.compile(r'(?:a|[ab])*c')\n",
        1,
    ),
    "matched at one place": ("import re\n_X = re.compile(r'\\s+x')\ndef f(t):\n    return _X.match(t)\n", 0),
    "handed on": ("import re\n_X = re.compile(r'\\s+x')\ndef f(t, g):\n    return g(_X)\n", 1),
    "in a class": ("import re\nclass A:\n    x = re.compile(r'(\\w|a)*!')\n", 1),
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_a_planted_pattern_is_found(tmp_path, monkeypatch, planted):
    source, expected = planted
    root = tmp_path / "planted"
    root.mkdir()
    (root / "__init__.py").write_text("")
    (root / "room.py").write_text(textwrap.dedent(source))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    found = patterns.findings(root)
    assert found
    assert sum(not f.verdict.is_safe for f in found) == expected


def test_a_call_that_nobody_makes_is_not_heard(tmp_path, monkeypatch):
    root = tmp_path / "quiet"
    root.mkdir()
    (root / "__init__.py").write_text("import re\ndef f(word):\n    return re.compile(word)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    assert [call.line for call in patterns.calls(root)] == [3]
    assert patterns.heard(root) == ()
    assert [call.line for call in patterns.missed(root)] == [3]


def test_a_pattern_in_a_call_that_nobody_makes_is_judged(tmp_path, monkeypatch):
    root = tmp_path / "still"
    root.mkdir()
    (root / "__init__.py").write_text("import re\ndef f(text):\n    return re.split(r'\\s+X', text, flags=re.I)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    assert patterns.heard(root) == ()
    assert [f.verdict.degree for f in patterns.findings(root)] == [2]
    assert patterns.missed(root) == ()
