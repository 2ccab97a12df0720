"""What a start costs: the words must be had without the weight, and `--help` without the trip."""

import subprocess
import sys

import pytest

HEAVY = ("sqlalchemy", "trafilatura", "lxml", "httpx", "feedparser", "pydantic", "rich", "numpy", "openvino", "ray",
         "fastapi", "torch")  # fmt: skip


def loaded_by(*statements: str) -> set[str]:
    code = "; ".join([*statements, "import sys; print(*sorted(sys.modules))"])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import firsthand",
        "import firsthand.model.briefing",
        "import firsthand.show.cli.app",
        "import firsthand.show.present",
    ],
)
def test_an_import_loads_nothing_heavy(statement):
    assert not loaded_by(statement) & set(HEAVY)


def test_reading_loads_neither_the_shelf_nor_the_network():
    assert loaded_by("import firsthand.read, firsthand.link, firsthand.track") & set(HEAVY) <= {"numpy"}


def test_a_newsroom_that_only_reads_opens_no_ledger_and_asks_no_server():
    reading = "from firsthand.show.cli import read; from firsthand.flow import Newsroom, Settings"
    assert not loaded_by(reading, "Newsroom.open(Settings())") & {"sqlalchemy", "httpx", "rich"}


def test_the_check_itself_sees_what_is_loaded():
    assert "sqlalchemy" in loaded_by("import sqlalchemy")
