"""Which versions, exactly? Pins and hashes what pyproject.toml asks for; run by `make lock`.

The lists hold versions and hashes and no index address, so that any index that serves the same files will do.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
BUILD = ("hatchling", "editables")
"""What an editable install needs besides; building it without isolation keeps the build pinned too."""


def main() -> None:
    """Write `run.txt`, then `dev.txt`, which keeps to the versions of `run.txt`."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))
    lock("run.txt", [*project["project"]["dependencies"], *BUILD])
    lock("dev.txt", [f"-c {HERE / 'run.txt'}", *project["dependency-groups"]["dev"]])


def lock(name: str, asked: list[str]) -> None:
    """Resolve `asked`, one requirement a line, into the list `name` beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "asked.in"
        wanted.write_text("\n".join(asked) + "\n", "utf-8")
        options = "--generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras"
        options += " --allow-unsafe --no-header --no-annotate --quiet"
        command = [sys.executable, "-m", "piptools", "compile", *options.split(), "-o", str(HERE / name), str(wanted)]
        subprocess.run(command, check=True)  # noqa: S603 - our own words


if __name__ == "__main__":
    main()
