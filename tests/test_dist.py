"""A wheel builds, and works in an environment that holds nothing but what the wheel says it needs."""

import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent


def needed(name: str) -> set[str]:
    """The distributions that `name` needs to run here, itself excluded, by following what each declares."""
    seen: set[str] = set()
    waiting = [(name, "")]
    done = set()
    while waiting:
        asking, extra = waiting.pop()
        for line in distribution(asking).requires or []:
            asked = Requirement(line)
            key = re.sub(r"[-_.]+", "-", asked.name).lower()
            if asked.marker is not None and not asked.marker.evaluate({"extra": extra}):
                continue
            seen.add(key)
            more = {(key, ""), *((key, e) for e in asked.extras)} - done
            done |= more
            waiting += more
    return seen


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The program, in a new environment to which exactly the declared dependencies are lent."""
    home = tmp_path_factory.mktemp("empty") / "env"
    venv.create(home, with_pip=False)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(home), "platbase": str(home)}))
    for name in needed("firsthand"):
        lend(name, site)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return home / "bin" / "python"


def lend(name: str, site: Path) -> None:
    dist = distribution(name)
    for file in dist.files or ():
        if file.parts[0] == ".." or file.suffix == ".pyc":
            continue
        target = site / file
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(Path(str(dist.locate_file(file))).resolve())


def run(python: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(python), "-c", "from firsthand.show.cli.app import main; main()", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=python.parent,
    )


def test_the_wheel_works_in_an_environment_that_holds_only_what_it_declares(installed):
    assert run(installed, "--version").stdout.strip()
    done = run(installed, "brief", "--samples")
    assert done.returncode == 0, done.stderr
    assert "origins" in done.stdout


def test_the_wheel_holds_the_word_lists_and_the_samples_and_no_tests(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert any(n.startswith("firsthand/read/lexicon/") and n.endswith(".toml") for n in names)
    assert any(n.startswith("firsthand/samples/") for n in names)
    assert "firsthand/py.typed" in names
    assert not [n for n in names if "test" in Path(n).name or n.startswith("eval/")]
