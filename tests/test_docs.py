"""The documents tell the truth: every command, option, setting and error is in them, and no link leads nowhere."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest
import typer.main

import firsthand
from firsthand.engines import network
from firsthand.flow import settings
from firsthand.flow.settings import Settings
from firsthand.model import errors
from firsthand.show.cli.app import app

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "samples" / "README.md"])


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def section(text: str, title: str) -> str:
    """The part of a page under the heading that begins with `title`."""
    return re.split(r"^## ", text.split(f"## `{title}", 1)[1], flags=re.MULTILINE)[0]


@pytest.mark.parametrize("command", sorted(typer.main.get_command(app).commands))
def test_every_command_and_option_is_documented_and_none_besides(command):
    asked = typer.main.get_command(app).commands[command]
    there = {
        name
        for one in (asked, *getattr(asked, "commands", {}).values())
        for parameter in one.params
        for name in parameter.opts
        if name.startswith("--") and name != "--help"
    }
    told = set(re.findall(r"`(--[a-z-]+)", section(page("commands.md"), f"firsthand {command}")))
    assert told - {"--ledger"} <= there
    assert there <= told


@pytest.mark.parametrize("group", ["corrections", "grades", "log"])
def test_every_command_of_a_group_is_documented_and_none_besides(group):
    there = set(typer.main.get_command(app).commands[group].commands)
    assert there == set(re.findall(rf"`firsthand {group} ([a-z]+)", section(page("commands.md"), f"firsthand {group}")))


@pytest.mark.parametrize("setting", sorted(Settings.model_fields))
def test_every_setting_is_documented(setting):
    assert f"| `{setting}` |" in page("settings.md")


def test_every_variable_is_documented():
    variables = set(re.findall(r'"(FIRSTHAND_[A-Z]+)"', inspect.getsource(settings)))
    assert variables
    variables.add(network.EXACT)
    assert variables == set(re.findall(r"`(FIRSTHAND_[A-Z]+)`", page("settings.md")))


def test_every_error_is_documented_and_drawn():
    there = {n for n, e in vars(errors).items() if inspect.isclass(e) and issubclass(e, errors.FirsthandError)}
    assert there == set(re.findall(r"^\| `(\w+)` \|", page("errors.md"), re.MULTILINE))
    assert there <= set(re.findall(r"\w+", errors.__doc__ or ""))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_link_leads_somewhere(path):
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


@pytest.mark.parametrize("target", re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
def test_every_chore_says_what_it_does(target):
    assert re.search(rf"^{target}:.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def modules() -> list[str]:
    return [m.name for m in pkgutil.walk_packages(firsthand.__path__, "firsthand.")]


@pytest.mark.parametrize("name", modules())
def test_what_is_exported_is_there_and_every_room_opens_with_its_question(name):
    module = importlib.import_module(name)
    for exported in getattr(module, "__all__", ()):
        assert hasattr(module, exported)
    assert (module.__doc__ or "").strip(), f"{name} has no docstring"


@pytest.mark.parametrize("name", [m for m in modules() if importlib.import_module(m).__file__.endswith("__init__.py")])
def test_a_package_exports_what_it_imports_and_does_nothing_else(name):
    source = Path(importlib.import_module(name).__file__).read_text("utf-8")
    imported = set(re.findall(r"^\s{4}(\w+),$|import (\w+(?:, \w+)*)$", source, re.MULTILINE))
    names = {part.strip() for pair in imported for group in pair for part in group.split(",") if part.strip()}
    assert names == set(getattr(importlib.import_module(name), "__all__", ()))
    assert not re.search(r"^(def|class|for|if|with) ", source, re.MULTILINE)
